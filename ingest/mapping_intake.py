"""Mappings into the catalogue: a workbook, or the tables of a Word file, read, understood and kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from corpus.baris import Pemetaan
from corpus.errors import DamagedFile, FileProblem, MissingFile, TanyaError, UnexpectedProblem
from corpus.mappings import HeldMapping, Mappings
from corpus.problems import NoMapping, RegionUnknown
from corpus.settings import Settings
from corpus.shelf import sha256_of
from ingest.books import is_workbook, read_workbook
from ingest.outcome import Outcome
from ingest.pemetaan import shape_of, understand_mapping
from ingest.reading import kind_of
from ingest.sheet import Workbook

logger = logging.getLogger(__name__)
READER = "1"  # rises when workbooks should be read anew, since reading them has changed
NONE, ALONE = "-", "alone"  # noted of a Word file: it holds no mapping; it holds nothing else
WHAT = frozenset(("urusan", "program", "kegiatan", "objek"))
HOW = frozenset(("jenis", "mitra", "tahun", "jangka_waktu", "prioritas", "pengusul", "anggaran", "di_rkpd", "rkpd"))
WORDS_OF_ITS_OWN = 100  # a Word file with fewer words outside its tables is a mapping alone: title, date, signature


def understand_book(
    book: Workbook, settings: Settings, mappings: Mappings | None = None, daerah: str = "", tahun: int = 0
) -> Pemetaan:
    """What a workbook says, columns as a person corrected them in an earlier one of the same shape.

    Args:
        book: as read.
        settings: the limits.
        mappings: what remembers corrections; none are where absent.
        daerah, tahun: region and year, where the caller knows them better than the file.
    """
    item = understand_mapping(book, settings, {}, daerah, tahun)
    known: Mapping[str, str] = mappings.remembered(shape_of(item)) if mappings is not None else {}
    if known:
        item = understand_mapping(book, settings, known, daerah, tahun)
    return item


def takes(path: Path) -> bool:
    """Whether a file is a workbook; one that can not be looked at is none."""
    with suppress(FileProblem, OSError):
        return is_workbook(path)
    return False


def says_mapping(item: Pemetaan) -> bool:
    """Whether tables of a document are surely a mapping: it names what is done, and with whom, how or when.

    Any regulation may have a table with a column "Urusan"; a workbook is taken for what it is with less.
    """
    fields = {column.field for column in item.columns}
    return bool(item.rows) and len(fields & WHAT) > 0 and len(fields & HOW) > 1


class MappingIntake:
    """Brings mappings into a catalogue.

    Args:
        mappings: where they go.
        settings: the limits.
        daerah, tahun: region and year of what comes in; "" and 0 where the files say it.
    """

    def __init__(self, mappings: Mappings, settings: Settings, daerah: str = "", tahun: int = 0) -> None:
        self.mappings = mappings
        self.settings = settings
        self.daerah = daerah
        self.tahun = tahun

    def add(self, path: Path, name: str) -> Outcome:
        """Bring in a workbook; what can not be read is told, not raised.

        Args:
            path: the file.
            name: how people know it.
        """
        try:
            return self._add(path, name)
        except FileProblem as problem:
            return Outcome(name, "failed", problem=problem)

    def add_tables(self, path: Path, name: str) -> tuple[Outcome | None, bool]:
        """Bring in the mapping that stands in the tables of a Word file, where there is one.

        Returns:
            What became of it, None where there is none; and whether the file has words enough of its own to be a
            document too.
        """
        try:
            if kind_of(path) != "docx":
                return None, True
            sha = _sha(path, name)
            mark = self._mark(sha, name)
            noted, _, alone = self.mappings.catalog.noted(mark).partition(" ")
            if noted == NONE:
                return None, True
            if held := self._held(noted, sha):
                return Outcome(name, "unchanged", held.label), not alone
            book = read_workbook(path, self.settings, name)
        except (FileProblem, OSError):
            return None, True  # who reads the document tells
        return self._add_tables(book, sha, name)

    def _add_tables(self, book: Workbook, sha: str, name: str) -> tuple[Outcome | None, bool]:
        more, mark = book.words >= WORDS_OF_ITS_OWN, self._mark(sha, name)
        try:
            item = self._understood(book, name)
            if not says_mapping(item):
                self.mappings.catalog.note(mark, NONE)
                return None, True
            outcome = self._keep(item, sha, name)
        except FileProblem as problem:
            return Outcome(name, "failed", problem=problem), more
        self.mappings.catalog.note(mark, item.key if more else f"{item.key} {ALONE}")
        return outcome, more

    def _add(self, path: Path, name: str) -> Outcome:
        sha = _sha(path, name)
        mark = self._mark(sha, name)
        if held := self._held(self.mappings.catalog.noted(mark), sha):
            return Outcome(name, "unchanged", held.label)
        item = self._understood(read_workbook(path, self.settings, name), name)
        if not item.rows:
            raise NoMapping(name)
        outcome = self._keep(item, sha, name)
        self.mappings.catalog.note(mark, item.key)
        return outcome

    def _understood(self, book: Workbook, name: str) -> Pemetaan:
        try:
            return understand_book(book, self.settings, self.mappings, self.daerah, self.tahun)
        except TanyaError:
            raise
        except Exception as error:
            logger.exception("could not understand %s", name)
            raise UnexpectedProblem(name) from error

    def _keep(self, item: Pemetaan, sha: str, name: str) -> Outcome:
        if not item.daerah or not item.tahun:
            raise RegionUnknown(name, item.daerah, item.tahun)
        older = self._of(item.key)
        if older is not None and older.sha256 == sha and self.mappings.rows(item.key) == list(item.rows):
            return Outcome(name, "unchanged", older.label)
        difference = self.mappings.add(item, sha)
        return Outcome(
            name, "replaced" if older else "added", item.label, pemetaan=item, difference=difference if older else None
        )

    def _mark(self, sha: str, name: str) -> str:
        """What a file is noted under: its content, its name, which may tell region and year, and what was given."""
        return f"mapping {READER} {sha} {Path(name).name} {self.daerah} {self.tahun}"

    def _of(self, key: str) -> HeldMapping | None:
        return next((held for held in self.mappings.held() if held.key == key), None)

    def _held(self, key: str, sha: str) -> HeldMapping | None:
        """The mapping of a key, where this very file brought it in."""
        found = self._of(key) if key else None
        return found if found is not None and found.sha256 == sha else None


def _sha(path: Path, name: str) -> str:
    """Hash of a file that may not be there, or can not be read."""
    try:
        return sha256_of(path)
    except FileNotFoundError as error:
        raise MissingFile(str(path)) from error
    except OSError as error:
        raise DamagedFile(name) from error
