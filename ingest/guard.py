"""What must be known of a file before it is read: how large it is, and what it carries that is not read."""

from __future__ import annotations

import re
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from corpus.errors import EmptyFile
from corpus.models import page_ranges
from corpus.problems import FileTooLarge, TooManyPages
from corpus.settings import Settings
from ingest.pdf import READ_ERRORS, open_pdf

MEGABYTE = 1 << 20
TEXT_SHARE = 30  # a text grows a hundredfold in memory, as no scan does: it may have such a part of the bytes
POINTS_PER_CM = 72 / 2.54
SHOWN_NAMES = 3


def check_size(path: Path, settings: Settings, share: int = 1) -> None:
    """Refuse a file that holds nothing or too much.

    Args:
        path: the file.
        settings: the limit.
        share: the file may have one such part of the limit.

    Raises:
        EmptyFile, FileTooLarge: as they say.
        OSError: it can not be looked at.
    """
    size, limit = path.stat().st_size, max(1, settings.max_file_mb // share)
    if size == 0:
        raise EmptyFile(path.name)
    if size > limit * MEGABYTE:
        raise FileTooLarge(path.name, -(-size // MEGABYTE), limit)


def printable(name: object, limit: int = 60) -> str:
    """A name from inside a document, fit to be shown: one line, no control characters, not too long."""
    text = "".join(c if c.isprintable() else " " for c in str(name))
    return re.sub(r"\s+", " ", text).strip()[:limit]


def page_size_cm(page: PageObject) -> tuple[float, float]:
    """Width and height of a page; zero where it does not say."""
    try:
        unit = float(page.get("/UserUnit", 1)) / POINTS_PER_CM
        return abs(float(page.mediabox.width)) * unit, abs(float(page.mediabox.height)) * unit
    except READ_ERRORS:
        return 0.0, 0.0


def pdf_notes(path: Path, settings: Settings) -> tuple[str, ...]:
    """Sentences on what a PDF carries that is not read, and on pages too large to be drawn.

    Raises:
        TooManyPages: beyond the limit.
        EmptyFile, DamagedFile, EncryptedFile: as `open_pdf`.
    """
    reader = open_pdf(path)
    if len(reader.pages) > settings.max_pages:
        raise TooManyPages(path.name, settings.max_pages)
    found: list[str] = []
    large = [n for n, page in enumerate(reader.pages, 1) if max(page_size_cm(page)) > settings.max_page_cm]
    if large:
        found.append(
            f"Halaman lebih besar dari {settings.max_page_cm} cm: {page_ranges(large)}; bila perlu gambarnya dibaca "
            "kasar saja, cocokkan dengan aslinya."
        )
    if _has_script(reader):
        found.append("Berkas memuat JavaScript; diabaikan.")
    names = _attachments(reader)
    if names:
        shown = ", ".join(f'"{printable(name)}"' for name in names[:SHOWN_NAMES])
        more = " dan lainnya" if len(names) > SHOWN_NAMES else ""
        found.append(f"Lampiran di dalam PDF tidak dibaca: {shown}{more}; simpan terpisah bila perlu dimasukkan.")
    return tuple(found)


def _has_script(reader: PdfReader) -> bool:
    """Whether opening the document, or one of its pages, would run a script."""
    try:
        root = reader.root_object
        names = root.get("/Names", DictionaryObject()).get_object()
        action = root.get("/OpenAction", DictionaryObject()).get_object()
        opens = isinstance(action, DictionaryObject) and ("/JS" in action or action.get("/S") == "/JavaScript")
        return opens or "/JavaScript" in names or "/AA" in root or any("/AA" in page for page in reader.pages)
    except READ_ERRORS:
        return False


def _attachments(reader: PdfReader) -> list[str]:
    try:
        return list(reader.attachments)
    except READ_ERRORS:
        return []
