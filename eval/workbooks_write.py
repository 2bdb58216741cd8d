"""A made workbook becomes a file: .xlsx, .xls, .ods, .csv, .tsv or .docx."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from pathlib import Path
from types import MappingProxyType

import openpyxl
import xlwt
from docx import Document
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils import get_column_letter

from eval.workbooks_sheet import Book, MadeSheet
from ingest.sheet import Value, shown


def write(book: Book, folder: Path) -> Path:
    """Write a workbook into a folder; returns its path."""
    path = folder / book.file
    WRITERS[path.suffix](book, path)
    return path


def write_xlsx(book: Book, path: Path) -> None:
    """By openpyxl; the values of formulas, which it can not write, are put beside them."""
    out = openpyxl.Workbook()
    out.remove(out.worksheets[0])
    for sheet in book.sheets:
        page = out.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for (row, column), value in sheet.cells.items():
            cell = page.cell(row, column + 1, sheet.formulas.get((row, column), value))
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            if isinstance(value, str) and (row, column) not in sheet.formulas:
                cell.data_type = "s"  # a text that begins like a formula stays one
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
    out.save(path)
    if any(sheet.formulas for sheet in book.sheets):
        _put_cached(book, path)


def _put_cached(book: Book, path: Path) -> None:
    """Fill in what Excel would have computed."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    for number, sheet in enumerate(book.sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        text = files[name].decode("utf-8")
        for row, column in sheet.formulas:
            text = _with_value(text, f"{get_column_letter(column + 1)}{row}", sheet.cells[row, column])
        files[name] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(name, data)


def _with_value(text: str, place: str, value: Value) -> str:
    """The XML of a sheet, with the value of the formula in a cell."""
    kind = ' t="str"' if isinstance(value, str) else ""
    found = re.search(rf'<c r="{place}"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>', text)
    if found is None:
        raise ValueError(f"No formula in {place}")
    style = re.sub(r' t="\w+"', "", found[1])
    new = f'<c r="{place}"{style}{kind}><f>{found[2]}</f><v>{escape(str(value))}</v></c>'
    return text[: found.start()] + new + text[found.end() :]


def write_xls(book: Book, path: Path) -> None:
    """By xlwt, as offices with old computers still do."""
    out = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for sheet in book.sheets:
        page = out.add_sheet(sheet.name)
        page.visibility = 1 if sheet.hidden else 0
        starts = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
        for (row, column), value in sheet.cells.items():
            style = day if isinstance(value, date) else xlwt.Style.default_style
            if (row, column) in starts:
                bottom, right = starts[row, column]
                page.write_merge(row - 1, bottom - 1, column, right, value, style)
            else:
                page.write(row - 1, column, value, style)
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = True
    out.save(str(path))


def write_ods(book: Book, path: Path) -> None:
    """By odfpy, as LibreOffice does."""
    out = OpenDocumentSpreadsheet()
    for sheet in book.sheets:
        page = Table(name=sheet.name)
        for row in range(1, 1 + max(row for row, _ in sheet.cells)):
            line = TableRow(visibility="collapse") if row in sheet.hidden_rows else TableRow()
            for column in range(1 + max(column for _, column in sheet.cells)):
                line.addElement(_ods_cell(sheet, row, column))
            page.addElement(line)
        out.spreadsheet.addElement(page)
    out.save(str(path))


def _ods_cell(sheet: MadeSheet, row: int, column: int) -> object:
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
            return CoveredTableCell()
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merged}
    down, across = spans.get((row, column), (1, 1))
    value = sheet.cells.get((row, column))
    options: dict[str, object] = {}
    if down * across > 1:
        options = {"numberrowsspanned": str(down), "numbercolumnsspanned": str(across)}
    if isinstance(value, date):
        options |= {"valuetype": "date", "datevalue": value.isoformat()}
    elif isinstance(value, int | float):
        options |= {"valuetype": "float", "value": str(value)}
    elif value is not None:
        options["valuetype"] = "string"
    cell = TableCell(**options)
    if value is not None:
        for line in str(value).split("\n") if isinstance(value, str) else [shown(value)]:
            cell.addElement(P(text=line))
    return cell


def write_csv(book: Book, path: Path) -> None:
    """One sheet; a row per record, so that a line break in a cell does not count."""
    sheet = book.sheets[0]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=book.delimiter, lineterminator="\r\n")
    width = 1 + max(column for _, column in sheet.cells)
    for row in range(1, 1 + max(row for row, _ in sheet.cells)):
        values = [sheet.cells.get((row, column)) for column in range(width)]
        writer.writerow([value if isinstance(value, str) else shown(value) for value in values])
    path.write_bytes(out.getvalue().encode(book.encoding))


def write_docx(book: Book, path: Path) -> None:
    """Paragraphs, then a table per sheet."""
    out = Document()
    for line in book.text:
        out.add_paragraph(line)
    for sheet in book.sheets:
        height, width = max(row for row, _ in sheet.cells), 1 + max(column for _, column in sheet.cells)
        table = out.add_table(height, width)
        table.style = "Table Grid"
        for (row, column), value in sheet.cells.items():
            table.cell(row - 1, column).text = value if isinstance(value, str) else shown(value)
        for top, left, bottom, right in sheet.merged:
            table.cell(top - 1, left).merge(table.cell(bottom - 1, right))
        out.add_paragraph("")
    out.save(str(path))


WRITERS: Mapping[str, Callable[[Book, Path], None]] = MappingProxyType(
    {
        ".xlsx": write_xlsx, ".xls": write_xls, ".ods": write_ods, ".csv": write_csv, ".tsv": write_csv,
        ".docx": write_docx,
    }
)  # fmt: skip
