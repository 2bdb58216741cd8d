"""Which reader reads a file: told by what is in it, by its name only among texts."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PIL import Image

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, MissingFile, UnsupportedFile
from corpus.models import Page
from corpus.settings import Settings
from ingest.docx import docx_notes, read_docx
from ingest.guard import TEXT_SHARE, check_size, pdf_notes
from ingest.html import read_html
from ingest.lines import Seen
from ingest.pdf import read_pdf
from ingest.picture import read_pictures
from ingest.quality import frequent_words
from ingest.repair import repair
from ingest.scans import Scanning, kept_of, read_scans
from ingest.text import decode, read_text
from ingest.word97 import read_word97

Kind = Literal[
    "pdf", "docx", "doc", "rtf", "picture", "html", "text", "zip", "xlsx", "xls", "ods", "csv", "locked", "other"
]
SUFFIXES: dict[str, Kind] = {
    ".pdf": "pdf", ".docx": "docx", ".doc": "doc", ".rtf": "rtf", ".jpg": "picture", ".jpeg": "picture",
    ".png": "picture", ".tif": "picture", ".tiff": "picture", ".html": "html", ".htm": "html", ".md": "text",
    ".markdown": "text", ".txt": "text", ".zip": "zip",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
NAMES: dict[Kind, str] = {
    "pdf": "PDF", "docx": "Word (DOCX)", "doc": "Word lama (DOC)", "rtf": "RTF", "picture": "gambar", "html": "HTML",
    "text": "teks", "zip": "ZIP", "xlsx": "Excel (XLSX)", "xls": "Excel lama (XLS)", "ods": "OpenDocument (ODS)",
    "csv": "tabel teks (CSV)",
}  # fmt: skip
WORKBOOKS: tuple[Kind | None, ...] = ("xlsx", "xls", "ods", "csv")  # read by `ingest/books.py`
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_BYTES = 64 << 20  # its directory may stand anywhere; in documents of this kind, within so much
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
BOOK_STREAMS = ("Workbook", "Book\0")  # of the old Excel, and of one older still
PAGE_TAG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
ANY_TAG = re.compile(r"\s*<(?:head|body|meta|table|div|p|h1|center|font)\b", re.IGNORECASE)
TABLE_TAG = re.compile(r"<(?:table|tr|td)\b", re.IGNORECASE)
OFFICE: tuple[Kind | None, ...] = ("doc", "docx", *WORKBOOKS)
HEAD = 4096


@dataclass(frozen=True)
class Reading:
    """What a reader got.

    Attributes:
        kind: what the file is.
        notes: Indonesian sentences on what was not read, or read otherwise than the name says.
    """

    kind: Kind
    pages: list[Page]
    notes: tuple[str, ...] = ()


def kind_of(path: Path) -> Kind:
    """What a file is, by its first bytes; "locked" is an office file with a password.

    Raises:
        EmptyFile: it has no byte.
        OSError: it can not be read.
    """
    suffix = SUFFIXES.get(path.suffix.lower())
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise EmptyFile(path.name)
    if head.lstrip().startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF" in head[:1024]):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(path)
    if head.startswith(OLE):
        return _ole_kind(path)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(PICTURES):
        return "picture"
    return _text_kind(head, suffix)


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mime = _mime(archive) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return SUFFIXES.get(path.suffix.lower(), "other")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and mime == SPREADSHEET:
        return "ods"
    office = "[Content_Types].xml" in names or "mimetype" in names  # a workbook, slides, OpenDocument, EPUB
    return "other" if office else "zip"


def _mime(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is; a template is like what is made from it."""
    with archive.open("mimetype") as file:
        return file.read(len(SPREADSHEET) + 20).strip().removesuffix(b"-template")


def _ole_kind(path: Path) -> Kind:
    with path.open("rb") as file:
        data = file.read(OLE_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "locked"
    word, book = (
        "WordDocument".encode("utf-16-le") in data,
        any(name.encode("utf-16-le") in data for name in BOOK_STREAMS),
    )
    suffix = SUFFIXES.get(path.suffix.lower())
    if book and (suffix == "xls" or not word):  # either may have one of the other inside
        return "xls"
    return "doc" if word or suffix == "doc" else "other"


def _text_kind(head: bytes, suffix: Kind | None) -> Kind:
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix in (None, "pdf", "picture", "zip") or (b"\x00" in head and not marked and suffix != "csv"):
        return "other"  # a page that says "404" is often saved as the PDF that was asked for
    text = decode(head)
    if suffix == "html" or PAGE_TAG.match(text) or (suffix in OFFICE and ANY_TAG.match(text)):
        return "html"
    if suffix not in WORKBOOKS:
        return "text"
    if not text.lstrip().startswith("<"):
        return "csv"
    return "html" if TABLE_TAG.search(text) else "other"  # applications of offices save web pages as "Excel"


def read(
    path: Path,
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    scanning: Scanning | None = None,
) -> Reading:
    """The pages of one file of any kind that is read; a ZIP is none.

    Args:
        path: the file.
        settings: workers and limits.
        progress: told (pages read, pages in all).
        scanning: how the pages of a PDF are read from their pictures; not at all where absent.

    Raises:
        FileProblem: it can not be read.
    """
    try:
        check_size(path, settings)
        kind = kind_of(path)
        if kind in ("text", "html"):
            check_size(path, settings, TEXT_SHARE)
        named = SUFFIXES.get(path.suffix.lower())
        if kind == "locked":
            raise EncryptedFile(path.name)
        if kind in ("other", "zip", *WORKBOOKS):
            raise (UnsupportedFile if named in (None, *WORKBOOKS) or kind == "zip" else DamagedFile)(path.name)
        pages, notes = _read_kind(kind, path, settings, progress, scanning)
    except FileNotFoundError as error:
        raise MissingFile(str(path)) from error
    except OSError as error:
        raise DamagedFile(path.name) from error
    if kind != named:
        notes = (f"Isi berkas ini {NAMES[kind]}, lain dari akhiran namanya; dibaca menurut isinya.", *notes)
    return Reading(kind, pages, notes)


def _read_kind(
    kind: Kind,
    path: Path,
    settings: Settings,
    progress: Callable[[int, int], None] | None,
    scanning: Scanning | None,
) -> tuple[list[Page], tuple[str, ...]]:
    if kind == "pdf":
        notes = pdf_notes(path, settings)
        pages = read_pdf(path, settings.workers, progress)
        return read_scans(path, pages, scanning, progress) if scanning else pages, notes
    if kind == "docx":
        return read_docx(path, settings), docx_notes(path)
    if kind == "picture":
        kept = kept_of(path, scanning) if scanning else None
        pages = read_pictures(path, recognise, settings, progress, kept)
        words = frequent_words(page.text for page in pages)
        return [replace(page, text=repair(page.text, words)) for page in pages], ()
    if kind == "html":
        return read_html(path), ()
    if kind == "text":
        return read_text(path), ()
    return read_word97(path, f".{kind}", settings), ()


def recognise(image: Image.Image) -> Seen:
    """What a picture says, by our OCR; loaded only where a picture has to be read, for its models take a second."""
    from ingest.ocr import see_picture

    return see_picture(image)
