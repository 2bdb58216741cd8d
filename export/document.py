"""Yearly lists as a Word document, landscape A4, laid out as what goes with a Berita Acara or a Keputusan."""

from __future__ import annotations

import io
from datetime import date

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

from corpus.baris import KOLOM_BY_NAME
from corpus.urusan import DaftarUrusan
from export.cells import clean, value_text
from export.daftar import Daftar
from export.workbook import FICTION, OWN, source_of

COLUMNS: tuple[tuple[str, int], ...] = (  # field, millimetres: with number and source as wide as the page
    ("program", 38), ("kegiatan", 48), ("jenis", 22), ("mitra", 34), ("tahun", 16), ("jangka_waktu", 20),
    ("prioritas", 18), ("pengusul", 30),
)  # fmt: skip
NUMBER, SOURCE = 9, 26  # millimetres of the first and the last column
SIGNED = {  # how the document ends that a list goes with
    "Berita Acara": "Disepakati dan ditandatangani oleh Kepala Daerah",
    "Keputusan Kepala Daerah": "Ditetapkan dengan Keputusan Kepala Daerah",
}


def lists_document(lists: tuple[Daftar, ...], affairs: DaftarUrusan, today: date) -> bytes:
    """The lists as a .docx file, each on a page of its own.

    Args:
        lists: one or more.
        affairs: the 32.
        today: the day that stands on it.
    """
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(18)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(9.5)
    for number, item in enumerate(lists):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _list(document, item, affairs, today)
    if not lists:
        document.add_paragraph("Tidak ada rencana yang cocok.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _list(document: Doc, item: Daftar, affairs: DaftarUrusan, today: date) -> None:
    if item.jenjang.document in SIGNED:
        said = f"LAMPIRAN {item.jenjang.document.upper()}\nNOMOR : ……………………\nTANGGAL : ……………………"
        document.add_paragraph(said).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(clean(item.title.upper()))
    run.bold, run.font.size = True, Pt(12)
    if item.contoh:
        note = document.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        red = note.add_run(FICTION)
        red.bold, red.font.color.rgb = True, RGBColor(0xB0, 0x00, 0x20)
    table = document.add_table(rows=1, cols=len(COLUMNS) + 2)
    table.style = "Table Grid"
    heads = ["No", *(KOLOM_BY_NAME[name].id for name, _ in COLUMNS), "Sumber"]
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, head, bold=True)
    _repeat_head(table)
    number = 0
    for part in item.parts:
        cells = table.add_row().cells
        merged = cells[0].merge(cells[-1])
        _write(merged, f"{part.urusan.kode}. {part.name}" if part.urusan else part.name, bold=True)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        for plan in part.rows:
            number += 1
            values = [value_text(plan, KOLOM_BY_NAME[name], affairs) for name, _ in COLUMNS]
            for cell, text in zip(table.add_row().cells, [str(number), *values, source_of(plan)], strict=True):
                _write(cell, text)
    _set_widths(table)
    basis = f"Dasar: {item.jenjang.basis}. " if item.jenjang.basis else ""
    document.add_paragraph()
    document.add_paragraph(clean(f"{basis}{item.count} rencana pada {len(item.parts)} urusan. Sumber: {item.source}."))
    document.add_paragraph(f"Dibuat {today:%d-%m-%Y}. {OWN}")
    if item.jenjang.document in SIGNED:
        said = f"{SIGNED[item.jenjang.document]}\n\n\n\n(……………………………………)"
        document.add_paragraph(said).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _write(cell: _Cell, text: str, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(8.5)


def _set_widths(table: Table) -> None:
    """Columns as wide as they should be, whoever opens it; no row is torn by a page."""
    table.autofit = False
    widths = (NUMBER, *(wide for _, wide in COLUMNS), SOURCE)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if len(row._tr.tc_lst) == len(widths):
            for cell, wide in zip(row.cells, widths, strict=True):
                cell.width = Mm(wide)


def _repeat_head(table: Table) -> None:
    """The head stands on each page again."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
