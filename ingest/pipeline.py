"""The order of the steps: find files, read, understand, keep. What the content hash says is unchanged is skipped."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.catalog import Catalog
from corpus.errors import (
    DamagedFile,
    FileProblem,
    MissingFile,
    NoPasal,
    NoTextFile,
    NothingToRead,
    TanyaError,
    UnexpectedProblem,
    write_problem,
)
from corpus.mappings import Mappings
from corpus.models import Page, Peraturan
from corpus.rows import Held
from corpus.settings import Settings
from corpus.shelf import kept_copy, sha256_of
from ingest.archive import Member, members
from ingest.guard import check_size
from ingest.mapping_intake import MappingIntake, takes
from ingest.outcome import Outcome as Outcome
from ingest.picture import save_as_pdf
from ingest.reading import SUFFIXES, kind_of, read
from ingest.relations import relations
from ingest.scans import Scanning, how_read
from ingest.structure import parse
from ingest.tables import with_tables

logger = logging.getLogger(__name__)

READER = "4"  # rises when files should be read anew, since reading them has changed
PageProgress = Callable[[str, int, int], None]
Check = Callable[[Peraturan], Peraturan]


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Readable files under the paths, in order; a path named directly comes whatever it is, to be told about.

    Raises:
        NothingToRead: there is none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if is_wanted(p.name) and p.is_file())
            found.extend(p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            found.append(path)
    if not found:
        raise NothingToRead(", ".join(str(path) for path in paths))
    return list(dict.fromkeys(found))


def is_wanted(name: str) -> bool:
    """Whether a file of this name, inside a folder or a ZIP, is of a kind that is read; Word's lock files are none."""
    return Path(name).suffix.lower() in SUFFIXES and not Path(name).name.startswith("~$")


def each_file(path: Path, settings: Settings) -> Iterator[Member]:
    """The file itself, or the files of a ZIP, one at a time; one that can not be got carries its problem."""
    try:
        check_size(path, settings)
        if is_zip(path):
            yield from members(path, path.name, settings, is_wanted, is_zip)
            return
    except FileProblem as problem:
        yield Member(path.name, path, problem)
        return
    except OSError:
        pass  # who reads it tells
    yield Member(path.name, path)


def is_zip(path: Path) -> bool:
    """Whether a file is a ZIP of files, and no office file."""
    return path.stat().st_size > 0 and kind_of(path) == "zip"


def read_pages(
    path: Path,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    scanning: Scanning | None = None,
) -> list[Page]:
    """Pages of a file of any kind that is read, by the usual limits.

    Those of a PDF also from their pictures where `scanning` says how.

    Raises:
        FileProblem: it can not be read.
    """
    return read(path, Settings(workers=workers), progress, scanning).pages


def understand(
    path: Path,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    name: str = "",
    scanning: Scanning | None = None,
) -> Peraturan:
    """Read one file and find its structure; a file of pictures alone comes back without provisions.

    Args:
        path: the file.
        settings: workers and limits; one worker and the usual limits where absent.
        progress: told (pages read, pages in all).
        name: how people know the file; its own name where absent.

    Raises:
        FileProblem: it can not be read; an error that nobody foresaw is logged and told as one, so that other files
            go on.
    """
    shown = name or path.name
    try:
        reading = read(path, settings or Settings(workers=1), progress, scanning)
        item = how_read(parse(reading.pages, shown), reading.pages)
        if kind_of(path) == "pdf":
            item = with_tables(item, path)
        return replace(item, warnings=(*item.warnings, *reading.notes))
    except FileProblem as problem:
        raise (problem.renamed(shown) if problem.name == path.name else problem) from problem
    except TanyaError:
        raise
    except Exception as error:
        logger.exception("could not understand %s", shown)
        raise UnexpectedProblem(shown) from error


def scanning_of(settings: Settings, keeps: bool = True) -> Scanning:
    """How the settings want scans to be read; `keeps` says whether what was read is written down."""
    return Scanning(settings.ocr, settings.ocr_megapixels * 1_000_000, settings.workers, settings.ocr_path, keeps)


class Pipeline:
    """Brings files into a catalogue.

    Args:
        catalog: where they go.
        settings: home for kept copies; workers.
        daerah, tahun: region and year of the mappings that come in; "" and 0 where the files say it.
    """

    def __init__(self, catalog: Catalog, settings: Settings, daerah: str = "", tahun: int = 0) -> None:
        self.catalog = catalog
        self.settings = settings
        self.mappings = MappingIntake(Mappings(catalog), settings, daerah, tahun)
        self._met: dict[str, tuple[Path, str]] = {}

    def add(self, path: Path, progress: PageProgress | None = None) -> Iterator[Outcome]:
        """Bring in a file, or each file of a ZIP; what can not be read is told, not raised."""
        for member in each_file(path, self.settings):
            if member.problem is not None:
                yield Outcome(member.name, "failed", problem=member.problem)
                continue
            tables, more = self.mappings.add_tables(member.path, member.name)
            if tables is not None:
                yield tables
            if more:
                yield self.add_file(member.path, progress, member.name)

    def add_file(
        self, path: Path, progress: PageProgress | None = None, name: str = "", check: Check | None = None
    ) -> Outcome:
        """Bring in one file that is no ZIP; what can not be read is told, not raised.

        Args:
            path: the file.
            progress: told (name, pages read, pages in all).
            name: how people know the file; its own name where absent.
            check: gives what is to be kept of what was understood, or raises a FileProblem where it is not to be.
        """
        if check is None and takes(path):
            return self.mappings.add(path, name or path.name)
        try:
            return self._add(path, progress, name or path.name, check)
        except FileProblem as problem:
            return Outcome(name or path.name, "failed", problem=problem)

    def _add(self, path: Path, progress: PageProgress | None, name: str, check: Check | None) -> Outcome:
        try:
            sha = sha256_of(path)
        except FileNotFoundError as error:
            raise MissingFile(str(path)) from error
        except OSError as error:
            raise DamagedFile(name) from error
        held = {h.key: h for h in self.catalog.held() if h.kind == "naskah"}
        mark = f"read {READER} {sha}"
        same = held.get(self.catalog.noted(mark))
        if same is not None:
            self._met.setdefault(same.key, (path, name))
            return Outcome(name, "unchanged", same.label)
        report = (lambda done, total: progress(name, done, total)) if progress else None
        understood = understand(path, self.settings, report, name, scanning_of(self.settings))
        item = self._told_apart(understood, path, name)
        if not item.provisions:
            raise NoTextFile(name, item.empty_pages)
        if check is not None:
            item = check(item)
        older = held.get(item.key)
        if older is not None and item.pasal_count == 0 and self._has_pasal(older.id):
            raise NoPasal(name, item.label)
        if older is not None and older.sha256 != sha and self._reads_better(older, item):
            self.catalog.note(mark, item.key)
            return Outcome(name, "worse", item.label)
        self._keep_copy(path, sha)
        self.catalog.add(item, sha, relations(item))
        self.catalog.note(mark, item.key)
        if older is not None:
            self._forget_copy(older.sha256)
        return Outcome(name, "replaced" if older else "added", item.label, item)

    def _reads_better(self, older: Held, item: Peraturan) -> bool:
        """Whether the copy that is held reads better: fewer Pasal lost, or as many, and not all pages from pictures."""
        if len(older.missing) != len(item.missing):
            return len(older.missing) < len(item.missing)
        return len(item.read_pages) == item.pages > len(older.read_pages)

    def _told_apart(self, item: Peraturan, path: Path, name: str) -> Peraturan:
        """A document without a number is known by its file; the same name from another folder is another document."""
        met = self._met.setdefault(item.key, (path, name))
        if item.jenis != "Dokumen" or met == (path, name):
            return item
        return replace(item, file=f"{path.parent.name}/{name}")

    def _has_pasal(self, identity: int) -> bool:
        return any(p.unit.pasal for p in self.catalog.provisions(identity, part="batang tubuh"))

    def _keep_copy(self, path: Path, sha: str) -> None:
        """Keep a PDF, or a photo as one, for the pictures of its pages; written whole or not at all."""
        kind = kind_of(path)
        if kind not in ("pdf", "picture"):
            return
        target = kept_copy(self.settings, sha)
        if target.exists():
            return
        part = target.with_suffix(".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if kind == "pdf":
                shutil.copyfile(path, part)
            else:
                save_as_pdf(path, part, self.settings)
            part.replace(target)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise write_problem(error, str(self.settings.home)) from error

    def _forget_copy(self, sha: str) -> None:
        """Remove the copy of a file that was replaced; one that can not be removed only takes room."""
        if all(h.sha256 != sha for h in self.catalog.held()):
            with suppress(OSError):
                kept_copy(self.settings, sha).unlink(missing_ok=True)
