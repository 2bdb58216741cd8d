"""The order of the steps: find files, read, understand, keep. What the content hash says is unchanged is skipped."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.catalog import Catalog
from corpus.errors import (
    DamagedFile,
    EmptyFile,
    FileProblem,
    MissingFile,
    NoPasal,
    NoTextFile,
    NothingToRead,
    TanyaError,
    UnexpectedProblem,
    UnsupportedFile,
    write_problem,
)
from corpus.models import Page, Peraturan
from corpus.settings import Settings
from corpus.shelf import kept_copy, sha256_of
from ingest.docx import read_docx
from ingest.pdf import read_pdf
from ingest.structure import parse
from ingest.tables import with_tables
from ingest.text import read_text

logger = logging.getLogger(__name__)

SUFFIXES = (".pdf", ".docx", ".md", ".markdown", ".txt")
Status = Literal["added", "replaced", "unchanged", "failed"]
PageProgress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes:
        file: its name.
        status: what happened.
        peraturan: what was understood; None where it failed or was skipped.
        problem: why it failed; None elsewhere.
        label: short name of the regulation, "" where it failed.
    """

    file: str
    status: Status
    label: str = ""
    peraturan: Peraturan | None = None
    problem: FileProblem | None = None


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Readable files under the paths, in order; a path named directly comes whatever it is, to be told about.

    Raises:
        NothingToRead: there is none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in SUFFIXES)
            found.extend(p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            found.append(path)
    if not found:
        raise NothingToRead(", ".join(str(path) for path in paths))
    return list(dict.fromkeys(found))


def read_pages(path: Path, workers: int = 1, progress: Callable[[int, int], None] | None = None) -> list[Page]:
    """Pages of a file of any kind that is read.

    Raises:
        FileProblem: it can not be read.
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            head = file.read(1024)
        if not head:
            raise EmptyFile(path.name)
        if suffix == ".pdf":
            if b"%PDF" not in head:
                raise DamagedFile(path.name)
            return read_pdf(path, workers, progress)
        if suffix == ".docx":
            return read_docx(path)
        if suffix in (".md", ".markdown", ".txt"):
            return read_text(path)
    except FileNotFoundError as error:
        raise MissingFile(str(path)) from error
    except OSError as error:
        raise DamagedFile(path.name) from error
    raise UnsupportedFile(path.name)


def understand(path: Path, workers: int = 1, progress: Callable[[int, int], None] | None = None) -> Peraturan:
    """Read one file and find its structure; a file of pictures alone comes back without provisions.

    Raises:
        FileProblem: it can not be read; an error that nobody foresaw is logged and told as one, so that other files
            go on.
    """
    try:
        item = parse(read_pages(path, workers, progress), path.name)
        return with_tables(item, path, workers) if path.suffix.lower() == ".pdf" else item
    except TanyaError:
        raise
    except Exception as error:
        logger.exception("could not understand %s", path.name)
        raise UnexpectedProblem(path.name) from error


class Pipeline:
    """Brings files into a catalogue.

    Args:
        catalog: where they go.
        settings: home for kept copies; workers.
    """

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog = catalog
        self.settings = settings

    def add_file(self, path: Path, progress: PageProgress | None = None) -> Outcome:
        """Bring in one file; what can not be read is told, not raised."""
        try:
            return self._add(path, progress)
        except FileProblem as problem:
            return Outcome(path.name, "failed", problem=problem)

    def _add(self, path: Path, progress: PageProgress | None) -> Outcome:
        try:
            sha = sha256_of(path)
        except FileNotFoundError as error:
            raise MissingFile(str(path)) from error
        except OSError as error:
            raise DamagedFile(path.name) from error
        held = [h for h in self.catalog.held() if h.kind == "naskah"]
        same = next((h for h in held if h.sha256 == sha), None)
        if same is not None:
            return Outcome(path.name, "unchanged", same.label)
        report = (lambda done, total: progress(path.name, done, total)) if progress else None
        item = understand(path, self.settings.workers, report)
        if not item.provisions:
            raise NoTextFile(path.name, item.empty_pages)
        older = next((h for h in held if h.key == item.key), None)
        if older is not None and item.pasal_count == 0 and self._has_pasal(older.id):
            raise NoPasal(path.name, item.label)
        self._keep_copy(path, sha)
        self.catalog.add(item, sha)
        if older is not None:
            self._forget_copy(older.sha256)
        return Outcome(path.name, "replaced" if older else "added", item.label, item)

    def _has_pasal(self, identity: int) -> bool:
        return any(p.unit.pasal for p in self.catalog.provisions(identity, part="batang tubuh"))

    def _keep_copy(self, path: Path, sha: str) -> None:
        """Keep a PDF for the pictures of its pages; written whole or not at all."""
        if path.suffix.lower() != ".pdf":
            return
        target = kept_copy(self.settings, sha)
        if target.exists():
            return
        part = target.with_suffix(".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, part)
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
