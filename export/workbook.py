"""Yearly lists as a workbook: a sheet a list, grouped by affair, each plan with the sheet and row that it stands in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from corpus.baris import KOLOM_BY_NAME, BarisPemetaan
from corpus.urusan import DaftarUrusan
from export.cells import neutral, value_text
from export.daftar import Daftar

COLUMNS: tuple[tuple[str, int], ...] = (  # field, width in characters
    ("program", 30), ("kegiatan", 36), ("jenis", 14), ("mitra", 26), ("lokasi", 18), ("tahun", 12),
    ("jangka_waktu", 14), ("prioritas", 11), ("pengusul", 26), ("rpjmd", 22), ("rkpd", 22), ("anggaran", 20),
    ("sumber_biaya", 16), ("berita_acara", 20), ("keputusan", 20),
)  # fmt: skip
MONEY = '"Rp"#,##0'
OWN = "Susunan kolom dari aplikasi ini; tidak ada format baku dalam Permendagri 22/2020 maupun PP 28/2018."
FICTION = "FIKTIF: daftar ini dibuat dari data contoh rekaan, bukan rencana daerah mana pun."
THIN = Side(style="thin", color="FF8A94A0")
HEAD = PatternFill("solid", fgColor="FFDCE6EE")
GROUP = PatternFill("solid", fgColor="FFF1F4F7")


def lists_workbook(lists: tuple[Daftar, ...], affairs: DaftarUrusan, today: date) -> bytes:
    """The lists as an .xlsx file.

    Args:
        lists: one or more.
        affairs: the 32.
        today: the day that stands on it.
    """
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for item in lists:
        _sheet(book.create_sheet(item.jenjang.name[:31]), item, affairs, today)
    if not lists:
        book.create_sheet("Kosong")["A1"] = "Tidak ada rencana yang cocok."
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: Cell | MergedCell, value: str | int | None) -> None:
    """Write a value; a text stays a text, whatever it looks like."""
    cell.value = neutral(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def head_lines(item: Daftar, today: date) -> list[str]:
    """What stands above a list."""
    lines = [item.title]
    if item.contoh:
        lines.append(FICTION)
    asked = f"Dasar: {item.jenjang.basis}. " if item.jenjang.basis else ""
    lines.append(f"{asked}Untuk: {item.jenjang.document}. {item.count} rencana pada {len(item.parts)} urusan.")
    lines.append(f"Sumber: {item.source}. Dibuat {today:%d-%m-%Y}. {OWN}")
    return lines


def _sheet(sheet: Worksheet, item: Daftar, affairs: DaftarUrusan, today: date) -> None:
    for number, line in enumerate(head_lines(item, today), 1):
        told = sheet.cell(number, 1)
        put(told, line)
        color = "FFB00020" if line == FICTION else None
        told.font = Font(bold=number == 1, size=14 if number == 1 else 10, color=color)
    top = sheet.max_row + 2
    heads(sheet, top, ["No", *(KOLOM_BY_NAME[name].id for name, _ in COLUMNS), "Sumber (lembar, baris)"])
    number = 0
    for part in item.parts:
        row = sheet.max_row + 1
        put(sheet.cell(row, 1), f"{part.urusan.kode}. {part.name}" if part.urusan else part.name)
        sheet.cell(row, 1).font = Font(bold=True)
        for column in range(1, len(COLUMNS) + 3):
            sheet.cell(row, column).fill = GROUP
        for plan in part.rows:
            number += 1
            _plan(sheet, sheet.max_row + 1, number, plan, affairs)
    for column, (_, wide) in enumerate((("", 5), *COLUMNS, ("", 22)), 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = f"A{top + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"


def heads(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    """Write the header of a table."""
    for column, name in enumerate(names, 1):
        cell = sheet.cell(row, column)
        put(cell, name)
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)


def _plan(sheet: Worksheet, at: int, number: int, plan: BarisPemetaan, affairs: DaftarUrusan) -> None:
    values: list[str | int | None] = [number]
    for name, _ in COLUMNS:
        values.append(plan.anggaran if name == "anggaran" else value_text(plan, KOLOM_BY_NAME[name], affairs))
    values.append(source_of(plan))
    for column, value in enumerate(values, 1):
        cell = sheet.cell(at, column)
        put(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
        if isinstance(value, int) and column > 1:
            cell.number_format = MONEY


def source_of(plan: BarisPemetaan) -> str:
    """Where a plan stands: "KSDPK, baris 12"."""
    return f"{plan.sheet}, baris {plan.row}" if plan.sheet else f"baris {plan.row}"
