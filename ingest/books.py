"""Any workbook -> its sheets as read: which reader reads it is told by what is in it, not by its name."""

from __future__ import annotations

import logging
from pathlib import Path

from corpus.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileProblem,
    MissingFile,
    UnexpectedProblem,
    UnsupportedFile,
)
from corpus.settings import Settings
from ingest.books_csv import read_csv
from ingest.books_docx import read_docx_tables
from ingest.books_grid import Room
from ingest.books_html import read_html_tables
from ingest.books_ods import read_ods
from ingest.books_xls import read_xls
from ingest.books_xlsx import read_xlsx
from ingest.books_xml import Parts
from ingest.guard import check_size
from ingest.reading import NAMES, SUFFIXES, WORKBOOKS, Kind, kind_of
from ingest.sheet import Sheet, Workbook

logger = logging.getLogger(__name__)
TEXT_SHARE = 4  # a table in text grows in memory; its rows and cells are counted besides
Read = tuple[list[Sheet], list[str], int]


def is_workbook(path: Path) -> bool:
    """Whether a file holds nothing but tables, by its content; a web page is one where it calls itself a workbook.

    Raises:
        EmptyFile: it has no byte.
        OSError: it can not be read.
    """
    kind = kind_of(path)
    return kind in WORKBOOKS or (kind in ("html", "locked", "other") and SUFFIXES.get(path.suffix.lower()) in WORKBOOKS)


def read_workbook(path: Path, settings: Settings, name: str = "") -> Workbook:
    """All sheets of a workbook, or all tables of a Word file.

    Values are those that the file holds: no formula is run, nothing outside it is opened.

    Args:
        path: the file.
        settings: the limits.
        name: how people know the file; its own name where absent.

    Raises:
        FileProblem: it can not be read, or holds no cell; an error that nobody foresaw is logged and told as one.
    """
    shown = name or path.name
    try:
        kind = _kind(path, settings)
        sheets, notes, words = _read(path, kind, settings)
    except FileProblem as problem:
        raise (problem.renamed(shown) if problem.name == path.name else problem) from problem
    except FileNotFoundError as error:
        raise MissingFile(str(path)) from error
    except OSError as error:
        raise DamagedFile(shown) from error
    except Exception as error:
        logger.exception("could not read %s", shown)
        raise UnexpectedProblem(shown) from error
    if not any(sheet.rows for sheet in sheets):
        raise EmptyFile(shown)
    named = SUFFIXES.get(path.suffix.lower())
    if kind not in (named, "html"):
        notes = [f"Isi berkas ini {NAMES[kind]}, lain dari akhiran namanya; dibaca menurut isinya.", *notes]
    return Workbook(shown, tuple(sheets), tuple(notes), words)


def _kind(path: Path, settings: Settings) -> Kind:
    check_size(path, settings)
    kind = kind_of(path)
    if kind in ("csv", "html"):
        check_size(path, settings, TEXT_SHARE)
    if kind == "locked":
        raise EncryptedFile(path.name)
    named = SUFFIXES.get(path.suffix.lower())
    if kind in ("other", "zip") and named in WORKBOOKS:
        raise DamagedFile(path.name)
    if kind not in WORKBOOKS and kind != "docx" and not (kind == "html" and named in WORKBOOKS):
        raise UnsupportedFile(path.name)
    return kind


def _read(path: Path, kind: Kind, settings: Settings) -> Read:
    room = Room(path.name, settings)
    if kind == "docx":
        sheets, words = read_docx_tables(path, settings, room)
        return sheets, [], words
    if kind == "csv":
        return *read_csv(path.read_bytes(), room), 0
    if kind == "html":
        return *read_html_tables(path.read_bytes(), room), 0
    if kind == "xls":
        return *read_xls(path, settings), 0
    parts = Parts(path, settings)
    try:
        return *(read_ods(parts, room) if kind == "ods" else read_xlsx(parts, room)), 0
    finally:
        parts.close()
