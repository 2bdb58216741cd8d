"""The sample: a workbook as an office would make it, of an invented province, marked as fictional wherever one looks.

Its rows stand in `contoh.tsv`, each cell as the workbook shows it; its columns stand in `contoh.toml`. Some rows
break a rule on purpose (over five years, a wajib whose partner does not border, …), so that the checks have work.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

ROWS, LAYOUTS = Path(__file__).with_name("contoh.tsv"), Path(__file__).with_name("contoh.toml")
REGION, YEAR = "Provinsi Contoh", 2026
WARNING = "DATA CONTOH (FIKTIF), BUKAN DATA RESMI"
NOTE = (
    "Catatan: seluruh isi lembar ini FIKTIF. Nama daerah, mitra, nomor naskah, dan angka dikarang untuk contoh;"
    " beberapa baris sengaja dibuat tidak sesuai ketentuan. Susunan kolom adalah susunan aplikasi, bukan format baku"
    " peraturan."
)
MADE = (2026, 11, 24, 0, 0, 0)  # the same bytes on every day
HEAD, FIRST = 5, 8  # numbers of the first row of the header (two rows, then one of numbers) and of the first data row
LINE, CHARS = 13.0, 1.15  # height of a line in points; characters that fit in a unit of width
DARK, PALE, GREY = "1F4E5F", "DCE9EE", "F2F2F2"

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        header: its name as written.
        field: the name of its `Kolom`.
        width: in characters.
        group: the header over it and its neighbours; "" for none.
    """

    header: str
    field: str
    width: int
    group: str = ""


@dataclass(frozen=True)
class Layout:
    """A sheet: its columns are those after the first, which is "No"."""

    name: str
    title: str
    columns: tuple[Column, ...]


def read_rows(path: Path = ROWS) -> list[Row]:
    """The rows of a TSV as its lines, by column; `sheet` names the sheet that each stands in."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_layouts(path: Path = LAYOUTS) -> tuple[Layout, ...]:
    """The sheets of a TOML file."""
    sheets = tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]
    return tuple(Layout(s["name"], s["title"], tuple(Column(*column) for column in s["columns"])) for s in sheets)


def placed(rows: Iterable[Row], sheets: Sequence[Layout]) -> Iterator[tuple[str, int, Row]]:
    """(sheet, number of the row in it, row) of all rows, as `build` lays them out."""
    held = list(rows)
    for sheet in sheets:
        mine = (row for row in held if row["sheet"] == sheet.name)
        yield from ((sheet.name, number, row) for number, row in enumerate(mine, FIRST))


def build(
    rows: Sequence[Row], sheets: Sequence[Layout], region: str = REGION, year: int = YEAR, note: str = NOTE
) -> bytes:
    """The workbook of rows; the same rows make the same parts, whenever it is made."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for layout in sheets:
        sheet = book.create_sheet(layout.name)
        write_head(sheet, layout, region, year)
        data = [row for row in rows if row["sheet"] == layout.name]
        for number, row in enumerate(data, 1):
            write_row(sheet, layout, number, row)
        write_foot(sheet, layout, data, note)
    book.properties.creator = book.properties.lastModifiedBy = "Tanya KSD"
    book.properties.title = f"Contoh pemetaan kerja sama daerah {region} {year} (FIKTIF)"
    book.properties.description = f"{WARNING}. {note}"
    book.properties.keywords = "FIKTIF, contoh"
    book.properties.created = datetime(*MADE)
    return saved(book)


def sample() -> bytes:
    """The workbook that ships as `corpus/pemetaan/contoh-pemetaan.xlsx`."""
    return build(read_rows(), read_layouts())


# --- the parts of a sheet


def write_head(sheet: Worksheet, layout: Layout, region: str, year: int) -> None:
    """Titles, the header of two rows with its merged cells, the row of column numbers, and how it is shown."""
    titles = (WARNING, layout.title, f"{region.upper()}, TAHUN {year}")
    for number, text in enumerate(titles, 1):
        put(sheet, number, 1, text).font = Font(bold=True, size=13 if number == 2 else 11, color="B00020")
    columns = (Column("No", "nomor", 5), *layout.columns)
    for index, column in enumerate(columns, 1):
        upper = column.group if index == 1 or columns[index - 2].group != column.group else ""
        put(sheet, HEAD, index, upper or ("" if column.group else column.header))
        put(sheet, HEAD + 1, index, column.header if column.group else "")
        put(sheet, HEAD + 2, index, index)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
        for row in (HEAD, HEAD + 1, HEAD + 2):
            dress(sheet, row, index, PALE if row == HEAD + 2 else DARK)
        if not column.group:
            sheet.merge_cells(start_row=HEAD, end_row=HEAD + 1, start_column=index, end_column=index)
    merge_groups(sheet, columns)
    sheet.row_dimensions[HEAD].height, sheet.row_dimensions[HEAD + 1].height = 20.0, 42.0
    sheet.freeze_panes = f"C{FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD}:{HEAD + 1}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = WARNING


def merge_groups(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The header over several columns is one cell."""
    for name in dict.fromkeys(column.group for column in columns if column.group):
        among = [index for index, column in enumerate(columns, 1) if column.group == name]
        sheet.merge_cells(start_row=HEAD, end_row=HEAD, start_column=among[0], end_column=among[-1])


def write_row(sheet: Worksheet, layout: Layout, number: int, row: Row) -> None:
    """A data row: years and money as numbers, dates as dates, all else as text; blanks stay blank."""
    at = FIRST + number - 1
    lines = 1
    put(sheet, at, 1, number)
    dress(sheet, at, 1)
    for index, column in enumerate(layout.columns, 2):
        text = row[column.field]
        cell = put(sheet, at, index, value_of(column.field, text))
        dress(sheet, at, index)
        cell.number_format = {"anggaran": "#,##0", "tanggal": "dd-mm-yyyy"}.get(column.field, "General")
        lines = max(lines, -(-len(text) // int(column.width * CHARS - 1)))
    sheet.row_dimensions[at].height = LINE * (lines + 0.5)


def write_foot(sheet: Worksheet, layout: Layout, rows: Sequence[Row], note: str) -> None:
    """The total of the budget, and the note that all of it is invented."""
    at = FIRST + len(rows)
    put(sheet, at, 1, "JUMLAH")
    fields = [column.field for column in layout.columns]
    put(sheet, at, fields.index("anggaran") + 2, sum(int(row["anggaran"] or 0) for row in rows)).number_format = "#,##0"
    for index in range(1, len(fields) + 2):
        dress(sheet, at, index, GREY)
    put(sheet, at + 2, 1, note).font = Font(italic=True)
    sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=2)
    sheet.auto_filter.ref = f"A{HEAD + 2}:{get_column_letter(len(fields) + 1)}{at - 1}"


def value_of(field: str, text: str) -> str | int | date | None:
    """What a cell holds: "2026" a number, "03-02-2026" of `tanggal` a date, "" nothing."""
    if not text:
        return None
    if field == "anggaran" or (field == "tahun" and text.isdigit()):
        return int(text)
    return datetime.strptime(text, "%d-%m-%Y").date() if field == "tanggal" else text


def put(sheet: Worksheet, row: int, column: int, value: str | int | date | None) -> Cell:
    """Write a value and give its cell."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = value or None
    return cell


def dress(sheet: Worksheet, row: int, column: int, ground: str = "") -> None:
    """Lines around a cell and its ground: headers in the middle, white on dark; data at the top, wrapped."""
    cell, line = sheet.cell(row, column), Side(style="thin", color="999999")
    cell.border = Border(line, line, line, line)
    cell.alignment = (
        Alignment("center", "center", wrap_text=True) if ground else Alignment("general", "top", wrap_text=True)
    )
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
        cell.font = Font(bold=True, color="FFFFFF" if ground == DARK else "000000")


def saved(book: Workbook) -> bytes:
    """The file, without the time at which it was written."""
    raw, clean = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = datetime(*MADE).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            info = zipfile.ZipInfo(name, MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return clean.getvalue()
