"""Notulen as a Word document in the layout of an office: letterhead, facts, items, follow-ups, sources, signatures."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from export.cells import clean, long_date
from export.notulen import Block, Notulen, blocks, numbered, pieces, source_line

SOFT = RGBColor(0x55, 0x62, 0x70)
WRONG = RGBColor(0xB0, 0x00, 0x20)


def notulen_document(notulen: Notulen) -> bytes:
    """The minutes as a .docx file, upright A4."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(10.5)
    document.core_properties.title = clean(notulen.judul or "Notulen rapat")
    _head(document, notulen)
    items, sources = numbered(notulen)
    for number, item in enumerate(items, 1):
        head = document.add_paragraph()
        head.paragraph_format.space_before, head.paragraph_format.keep_with_next = Pt(10), True
        head.add_run(clean(f"{number}. {item.question or 'Pokok pembahasan'}")).bold = True
        for block in blocks(item.text):
            _block(document, block)
    _tasks(document, notulen)
    if sources:
        _title(document, "Sumber")
        for source in sources:
            line = document.add_paragraph()
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(8), Mm(-8)
            _words(line, f"[{source.n}] {source_line(source)}", Pt(9))
    if notulen.pustaka:
        note = document.add_paragraph()
        run = note.add_run(clean(notulen.pustaka))
        run.font.size, run.font.color.rgb = Pt(9), SOFT
    _signatures(document, notulen)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: Doc, notulen: Notulen) -> None:
    if notulen.kop.strip():
        for number, line in enumerate(notulen.kop.strip().splitlines()):
            head = document.add_paragraph()
            head.alignment = WD_ALIGN_PARAGRAPH.CENTER
            head.paragraph_format.space_after = Pt(0)
            run = head.add_run(clean(line.strip()))
            run.bold, run.font.size = number == 0, Pt(13 if number == 0 else 10)
        _rule(document.add_paragraph())
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(clean((notulen.judul or "Notulen rapat").upper()))
    run.bold, run.font.size = True, Pt(13)
    facts = (
        ("Hari, tanggal", long_date(notulen.tanggal)), ("Tempat", notulen.tempat), ("Agenda", notulen.agenda),
        ("Pimpinan rapat", notulen.pimpinan), ("Hadir", "\n".join(notulen.hadir)),
    )  # fmt: skip
    known = [(name, value) for name, value in facts if value.strip()]
    if not known:
        return
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for name, value in known:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(38), Mm(125)
        for cell in cells:
            _first(cell).paragraph_format.space_after = Pt(2)
        cells[0].paragraphs[0].add_run(clean(name))
        cells[1].paragraphs[0].add_run(clean(f": {value}"))


def _rule(paragraph: Paragraph) -> None:
    """A line under the letterhead."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "6"), ("space", "1"), ("color", "1C2733")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _block(document: Doc, block: Block) -> None:
    if block.kind == "table":
        table = document.add_table(rows=0, cols=max(len(row) for row in block.rows))
        table.style = "Table Grid"
        for number, row in enumerate(block.rows):
            for cell, text in zip(table.add_row().cells, row, strict=False):
                _words(_first(cell), text, Pt(9), bold=number == 0)
        document.add_paragraph().paragraph_format.space_after = Pt(0)
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    if block.kind == "item":
        paragraph.paragraph_format.left_indent = Mm(8 * (block.level + 1))
        paragraph.paragraph_format.first_line_indent = Mm(-6)
    _words(paragraph, block.text)


def _first(cell: _Cell) -> Paragraph:
    found: Paragraph = cell.paragraphs[0]
    return found


def _words(paragraph: Paragraph, text: str, size: Pt | None = None, bold: bool = False) -> None:
    """Write text; what stands between ** is bold, a mark that leads nowhere stands out."""
    for words, strong in pieces(clean(text)):
        for number, part in enumerate(words.split("[?]")):
            if number:
                wrong = paragraph.add_run("[sumber?]")
                wrong.bold, wrong.font.color.rgb = True, WRONG
            if part:
                run = paragraph.add_run(part)
                run.bold = bold or strong
                if size is not None:
                    run.font.size = size


def _title(document: Doc, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(12), True
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(11.5)


def _tasks(document: Doc, notulen: Notulen) -> None:
    if not notulen.tindak:
        return
    _title(document, "Tindak lanjut")
    table = document.add_table(rows=1, cols=4)
    table.style, table.autofit = "Table Grid", False
    rows: list[Sequence[str]] = [("No", "Tugas", "Pelaksana", "Tanggal")]
    rows += [(str(n), t.tugas, t.pelaksana, long_date(t.tanggal)) for n, t in enumerate(notulen.tindak, 1)]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text, wide in zip(cells, row, (10, 80, 45, 30), strict=True):
            cell.width = Mm(wide)
            _words(_first(cell), text, Pt(9.5), bold=number == 0)


def _signatures(document: Doc, notulen: Notulen) -> None:
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    for cell, role, name in zip(
        table.rows[0].cells, ("Pimpinan rapat,", "Notulis,"), (notulen.pimpinan, notulen.pencatat), strict=True
    ):
        paragraph = _first(cell)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_together = True
        paragraph.add_run(clean(f"{role}\n\n\n\n{name or '(……………………………………)'}"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
