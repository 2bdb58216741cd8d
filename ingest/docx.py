"""DOCX -> pages of text, automatic numbers spelled out.

Word keeps no pages; a page begins where the author broke it, or where Word last drew one.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from corpus.models import Page
from corpus.problems import ArchiveTooLarge
from corpus.settings import Settings
from ingest.numbering import roman

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = {
    f"{WORD}lastRenderedPageBreak": "\f", f"{WORD}pageBreakBefore": "\f", f"{WORD}cr": "\n", f"{WORD}tab": "\t",
    f"{WORD}noBreakHyphen": "-",
}  # fmt: skip
# old text that was deleted, and the second copy that Word keeps of a text box
UNREAD = (f"{WORD}del", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
XML_SHARE = 30  # XML grows thirtyfold in memory: a part of it may have such a part of what a ZIP may unpack to
# what Word fetches when it opens the file (a link in the text is no such thing, it waits for the reader)
OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
OPEN_ERRORS = (
    OpcError, zipfile.BadZipFile, SyntaxError, LookupError, ValueError, AttributeError, TypeError, OSError, zlib.error,
)  # fmt: skip
OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # an encrypted DOCX (or an old .doc) is an OLE file


def format_number(number: int, style: str) -> str:
    """A list number in one of Word's styles: "decimal", "lowerLetter", "upperRoman" and so on."""
    letters = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
    return {
        "lowerLetter": letters, "upperLetter": letters.upper(), "lowerRoman": roman(number).lower(),
        "upperRoman": roman(number), "bullet": "-", "none": "",
    }.get(style, str(number))  # fmt: skip


class Numbering:
    """Counts Word's automatic lists as Word draws them."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str | None, list[Any]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            identity = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                style = level.find(qn("w:numFmt"))
                text = level.find(qn("w:lvlText"))
                start = level.find(qn("w:start"))
                self._levels[identity, int(level.get(qn("w:ilvl")))] = (
                    style.get(qn("w:val")) if style is not None else "decimal",
                    text.get(qn("w:val")) if text is not None else "%1.",
                    int(start.get(qn("w:val"))) if start is not None else 1,
                )
        for number in root.findall(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                self._abstract[number.get(qn("w:numId"))] = link.get(qn("w:val"))

    def mark(self, paragraph: Paragraph) -> str:
        """The number that Word draws before a paragraph; "" where none."""
        place = _number_place(paragraph, self._styles)
        if place is None:
            return ""
        identity, level = place
        abstract = self._abstract.get(identity, "")
        if (abstract, level) not in self._levels:
            return ""
        counts = self._counts.setdefault(identity, {})
        start = self._levels[abstract, level][2]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            inner = int(match[1]) - 1
            style = self._levels.get((abstract, inner), ("decimal", "", 1))[0]
            return format_number(counts.get(inner, 1), style)

        return re.sub(r"%(\d)", shown, self._levels[abstract, level][1]).strip()


def _style_properties(paragraph: Paragraph) -> list[Any]:
    """The paragraph properties of its style and of those that the style stands on."""
    found: list[Any] = []
    style: Any = paragraph.style
    while style is not None and len(found) < 20:
        found.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    return found


def _number_place(paragraph: Paragraph, styles: dict[str | None, list[Any]]) -> tuple[str, int] | None:
    """(list, level) of a paragraph that is numbered; `styles` remembers what each style says."""
    name = paragraph._p.style
    if name not in styles:
        styles[name] = _style_properties(paragraph)
    for properties in [paragraph._p.pPr, *styles[name]]:
        number = properties.find(qn("w:numPr")) if properties is not None else None
        if number is not None:
            identity, level = number.find(qn("w:numId")), number.find(qn("w:ilvl"))
            if identity is None or identity.get(qn("w:val")) == "0":
                return None
            return identity.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
    return None


def paragraph_text(element: Any) -> str:
    """The words of a paragraph; a line break becomes a newline, a page break a form feed."""
    parts: list[str] = []
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:br"):
            parts.append("\f" if child.get(qn("w:type")) == "page" else "\n")
        elif child.tag in SIGNS:
            parts.append(SIGNS[child.tag])
        elif child.tag not in UNREAD:
            parts.append(paragraph_text(child))
    return "".join(parts)


def _blocks(parent: Any, document: Any) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in order, those inside content controls too."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            if len(child):  # a bare <w:p/> is an empty line
                yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document)
        elif child.tag not in UNREAD:
            yield from _blocks(child, document)


HEAD_CHARS = 60  # no head of a column is longer


def _row_cells(row: Any) -> list[str]:
    """Words of the cells of a row; a cell that spans columns stands once, in the first of them."""
    cells = list(row.cells)
    return [
        "" if number and cell._tc is cells[number - 1]._tc else " ".join(cell.text.split())
        for number, cell in enumerate(cells)
    ]


def _are_heads(cells: Sequence[str]) -> bool:
    """Whether the cells of a first row name columns: words, short, no two alike, no sentence."""
    named = all(re.search(r"[^\W\d_]", c) and len(c) <= HEAD_CHARS and not c.endswith((".", ";", ":")) for c in cells)
    return len(cells) > 1 and named and len(set(cells)) == len(cells)


def _table_lines(table: Table) -> list[str]:
    """A line a row: "Kolom: isi; Kolom: isi" under a row of heads, else the cells side by side."""
    rows = [_row_cells(row) for row in table.rows]
    heads = rows[0] if len(rows) > 1 and _are_heads(rows[0]) else None
    lines = []
    for number, cells in enumerate(rows):
        if heads and number and len(cells) == len(heads):
            line = "; ".join(f"{h}: {c.rstrip(';')}" for h, c in zip(heads, cells, strict=True) if c)
        else:
            line = " | ".join(c for c in cells if c)
        if line:
            lines.append(line)
    return lines


def check_parts(path: Path, settings: Settings) -> None:
    """Refuse a Word file that would fill the memory; the sizes in its directory hold, zipfile reads no further.

    Raises:
        ArchiveTooLarge: its parts unpack to more than is allowed.
        DamagedFile: it is no Word file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DamagedFile(path.name) from error
    most = settings.max_archive_mb << 20
    xml = max((i.file_size for i in parts if i.filename.lower().endswith((".xml", ".rels"))), default=0)
    limit = most // XML_SHARE if xml > most // XML_SHARE else most
    if len(parts) > settings.max_archive_files or xml > limit or sum(i.file_size for i in parts) > most:
        size = f"{max(1, limit >> 20)} MB"
        raise ArchiveTooLarge(path.name, size, size, "TANYA_MAX_ARCHIVE_MB")


def docx_notes(path: Path) -> tuple[str, ...]:
    """A sentence where a Word file points to pictures or templates elsewhere; nothing is ever fetched."""
    outside = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("word/_rels/"):
                    outside += sum(b"/hyperlink" not in found for found in OUTSIDE.findall(archive.read(name)))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, zlib.error):
        return ()
    return (f"Dokumen menunjuk {outside} gambar atau templat di luar berkas; tidak diambil.",) if outside else ()


def open_docx(path: Path, settings: Settings) -> Any:
    """A Word file, opened.

    Raises:
        EmptyFile, DamagedFile, EncryptedFile, ArchiveTooLarge: it can not be.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise EmptyFile(path.name)
    if head == OLE_MAGIC:
        raise EncryptedFile(path.name)
    check_parts(path, settings)
    try:
        return Document(str(path))
    except OPEN_ERRORS as error:
        raise DamagedFile(path.name) from error


def read_docx(path: Path, settings: Settings | None = None) -> list[Page]:
    """All pages of a Word file.

    Args:
        path: the file.
        settings: the limits; the usual ones where absent.

    Raises:
        EmptyFile, DamagedFile, EncryptedFile, ArchiveTooLarge: it can not be read.
    """
    document = open_docx(path, settings or Settings())
    numbering = Numbering(document)
    pages: list[list[str]] = [[]]
    for block in _blocks(document.element.body, document):
        if isinstance(block, Table):
            pages[-1].extend(_table_lines(block))
            continue
        mark = numbering.mark(block)
        for number, text in enumerate(paragraph_text(block._p).split("\f")):
            if number and any(pages[-1]):
                pages.append([])
            if text.strip():
                pages[-1].extend(line.strip() for line in f"{mark} {text}".strip().split("\n"))
                mark = ""
    found = [Page(number, "\n".join(lines)) for number, lines in enumerate(pages, 1)]
    if not any(page.text.strip() for page in found):
        raise EmptyFile(path.name)
    return found
