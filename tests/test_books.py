"""Workbooks of every format are read as they stand: values, merges, hidden rows, formulas without a value."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwt
from docx import Document
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook as OpenBook

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, MissingFile, UnsupportedFile
from corpus.problems import TooManyCells
from corpus.settings import Settings
from ingest.books import is_workbook, read_workbook
from ingest.books_csv import delimiter_of
from ingest.books_values import date_kind, iso_date, moment, number_of, unescaped
from ingest.sheet import Merged, Sheet, Workbook
from tests.workbooks import make_xlsx, sheet_xml

SETTINGS = Settings(workers=1)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")


def read(path: Path, **limits: Any) -> Workbook:
    return read_workbook(path, Settings(workers=1, **limits))


def only(path: Path) -> Sheet:
    (sheet,) = read(path).sheets
    return sheet


# --- .xlsx


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workbook as an office makes it."""
    book = OpenBook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "KSDD"
    sheet["A1"] = "PEMETAAN KABUPATEN MISAL 2026"
    sheet.merge_cells("A1:D1")
    for column, head in enumerate(("No", "Urusan", "Anggaran", "Tanggal"), 1):
        sheet.cell(3, column, head)
    rows: list[tuple[Any, ...]] = [
        (1, "Pariwisata\nbersama", 1_250_000_000, date(2026, 2, 13)),
        (2, None, 0.5, datetime(2026, 2, 13, 8, 30)),
        (True, '=HYPERLINK("http://192.0.2.1/")', "  ", "13 Februari 2026"),
    ]
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    sheet["C5"].number_format = "0%"
    sheet.merge_cells("B4:B5")
    sheet.row_dimensions[5].hidden = True
    hidden = book.create_sheet("Lama")
    hidden["B2"] = "isi"
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "kantor.xlsx")
    return tmp_path / "kantor.xlsx"


def test_a_workbook_of_excel(office: Path) -> None:
    first, second = read(office).sheets
    assert first.name == "KSDD" and first.first == 1 and not first.hidden
    assert first.rows == (
        ("PEMETAAN KABUPATEN MISAL 2026",),
        (),
        ("No", "Urusan", "Anggaran", "Tanggal"),
        (1, "Pariwisata\nbersama", 1_250_000_000, date(2026, 2, 13)),
        (2, None, 0.5, datetime(2026, 2, 13, 8, 30)),
        (True, None, None, "13 Februari 2026"),
    )
    assert first.merged == (Merged(1, 0, 1, 3), Merged(4, 1, 5, 1))
    assert first.hidden_rows == {5}
    assert first.empty_formulas == ((6, 1),)
    assert (second.name, second.hidden, second.first, second.rows) == ("Lama", True, 2, ((None, "isi"),))


def cells(xml: str, **parts: Any) -> bytes:
    return make_xlsx({"Satu": sheet_xml(xml)}, **parts)


def one(tmp_path: Path, data: bytes, name: str = "a.xlsx") -> Sheet:
    path = tmp_path / name
    path.write_bytes(data)
    return only(path)


CELLS = [
    ('<c r="A1"><v>2026</v></c>', 2026),
    ('<c r="A1"><v>1.5</v></c>', 1.5),
    ('<c r="A1"><v>0.30000000000000004</v></c>', 0.3),
    ('<c r="A1"><v>1E3</v></c>', 1000.0),
    ('<c r="A1" t="b"><v>1</v></c>', True),
    ('<c r="A1" t="b"><v>0</v></c>', False),
    ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
    ('<c r="A1" t="d"><v>2026-02-13T00:00:00</v></c>', date(2026, 2, 13)),
    ('<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
    ('<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>', 12),
    ('<c r="A1" t="inlineStr"><is><r><t>Satu </t></r><r><t>dua</t></r><rPh><t>x</t></rPh></is></c>', "Satu dua"),
    ('<c r="A1" t="s"><v>0</v></c>', "Kerja\nsama"),
    ('<c r="A1" s="1"><v>46066</v></c>', date(2026, 2, 13)),
    ('<c r="A1" s="2"><v>46066</v></c>', date(2026, 2, 13)),
    ('<c r="A1" s="3"><v>0.5</v></c>', 0.5),
    ('<c r="A1" s="4"><v>0.354166666666667</v></c>', "08:30"),
    ('<c r="A1" s="1"><v>99999999</v></c>', 99999999),
    ('<c r="A1" s="77"><v>5</v></c>', 5),
    ('<c><v>7</v></c>', 7),
    ('<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="A1"><x:v>8</x:v></x:c>', 8),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value"), CELLS)
def test_a_cell_of_excel(tmp_path: Path, cell: str, value: object) -> None:
    strings = "<si><r><t>Kerja_x000D_\n</t></r><r><t>sama</t></r><rPh><t>yomi</t></rPh></si>"
    sheet = one(tmp_path, cells(f'<row r="3">{cell}</row>', strings=strings))
    found = sheet.rows[0][0]
    assert (found, type(found), sheet.first) == (value, type(value), 3)


NO_CELLS = ['<c r="A1"/>', '<c r="A1" s="1"><v></v></c>', '<c r="A1" t="str"><v> </v></c>', '<c r="A1" t="inlineStr"/>']


@pytest.mark.parametrize("cell", NO_CELLS)
def test_a_cell_without_anything(tmp_path: Path, cell: str) -> None:
    sheet = one(tmp_path, cells(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'))
    assert sheet.rows == ((None, 1),) and sheet.empty_formulas == ()


def test_a_formula_whose_value_is_not_kept(tmp_path: Path) -> None:
    row = '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><f>1+1</f></c><c r="C4"><f>1</f><v></v></c><c r="D4" t="str"><f>""</f><v></v></c></row>'
    assert one(tmp_path, cells(row)).empty_formulas == ((4, 1), (4, 2))


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    data = cells('<row r="1"><c r="A1" s="1"><v>44604</v></c></row>', properties='<workbookPr date1904="1"/>')
    assert one(tmp_path, data).rows == ((date(2026, 2, 13),),)


def test_what_lies_behind_a_merged_cell_is_not_taken_for_a_value(tmp_path: Path) -> None:
    xml = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_xlsx({"Satu": sheet_xml(xml, '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')}))
    book = read(path)
    assert book.sheets[0].rows == ((1, None), (None,))
    assert book.sheets[0].merged == (Merged(1, 0, 2, 1),)
    assert book.notes == ("2 isian yang tersembunyi di balik sel gabungan tidak dipakai.",)


def test_merges_end_where_the_sheet_does(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="{r}"/>' for r in ("A1:XFD1048576", "A3:B2", "C", "A9:B9", "$A$1:$B$1", "1:2"))
    xml = sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', merges
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_xlsx({"Satu": xml}))
    assert only(path).merged == (Merged(1, 0, 1, 1), Merged(1, 0, 2, 2))


def test_what_stands_far_below_is_a_piece_of_its_own(tmp_path: Path) -> None:
    xml = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_xlsx({"Satu": sheet_xml(xml)}))
    assert [(s.name, s.first, s.rows) for s in read(path).sheets] == [
        ("Satu", 2, ((1,),)),
        ("Satu", 1_048_576, ((None, 2),)),
    ]


def test_rows_out_of_order_and_twice(tmp_path: Path) -> None:
    xml = '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="B1"><v>1</v></c></row><row r="3"><c r="B3"><v>4</v></c></row>'
    assert one(tmp_path, cells(xml)).rows == ((None, 1), (), (3, 4))


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    data = cells('<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/charts/chart1.xml", "xl/comments1.xml"):
        parts[name] = b"x"
    path = tmp_path / "a.xlsm"
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    assert [note.split()[0] for note in read(path).notes] == ["Makro", "Tautan", "Grafik", "Komentar"]


# --- numbers and dates


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("dd/mm/yyyy", "date"), ("[$-421]dd mmmm yyyy;@", "date"), ("mmm-yy", "date"), ("yyyy", "date"),
        ("d/m/yyyy h:mm", "date"), ("mmmm", "date"), ('dd" bulan "mm', "date"),
        ("h:mm", "time"), ("[h]:mm:ss", "time"), ("mm:ss.0", "time"),
        ("General", ""), ("0", ""), ("0%", ""), ("#,##0.00", ""), ('"Rp"#,##0', ""), ("[Red]0", ""), ("@", ""),
        ('0" hari"', ""), (r"0\ \d\y", ""), ('_-"Rp"* #,##0_-;-"Rp"* #,##0_-', ""), ("0.00E+00", ""), ("", ""),
        ("[$Rp-421]#,##0", ""), ("# ?/?", ""), ("Standard", ""),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, kind: str) -> None:
    assert date_kind(code) == kind


@pytest.mark.parametrize(
    ("serial", "kind", "value"),
    [
        (1, "date", date(1900, 1, 1)), (59, "date", date(1900, 2, 28)), (61, "date", date(1900, 3, 1)),
        (46066, "date", date(2026, 2, 13)), (46066.5, "date", datetime(2026, 2, 13, 12)),
        (46066.9999999, "date", date(2026, 2, 14)), (0, "date", 0), (-5, "date", -5), (2_958_465, "date", date(9999, 12, 31)),
        (2_958_466, "date", 2_958_466), (1.5, "time", "36:00"), (0, "time", "00:00"), (-1, "time", -1),
    ],
)  # fmt: skip
def test_a_moment(serial: float, kind: str, value: object) -> None:
    assert moment(serial, kind) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("5.0", 5.0), ("-3", -3), ("1e400", "1e400"), ("nan", "nan"), ("lima", "lima"), ("", None), (" ", None),
        ("9" * 30, float("9" * 30)), ("9" * 400, "9" * 400), ("9" * 5000, "9" * 5000),
    ],
)  # fmt: skip
def test_a_number(text: str, value: object) -> None:
    found = number_of(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-02-13", date(2026, 2, 13)),
        ("2026-02-13T08:30:00", datetime(2026, 2, 13, 8, 30)),
        ("13/2", "13/2"),
        ("", None),
    ],
)
def test_a_date_in_words_of_iso(text: str, value: object) -> None:
    assert iso_date(text) == value


@pytest.mark.parametrize(
    ("text", "plain"),
    [("a_x000A_b", "a\nb"), ("_x0000_", "_x0000_"), ("_xD800_", "_xD800_"), ("_x12", "_x12"), ("a_x_b", "a_x_b")],
)
def test_escapes_of_excel(text: str, plain: str) -> None:
    assert unescaped(text) == plain


# --- .xls


def test_a_workbook_of_the_old_excel(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Satu")
    sheet.write(2, 1, "Urusan")
    sheet.write(3, 1, 5)
    sheet.write(3, 2, date(2026, 2, 13), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(4, 2, 0.5, xlwt.easyxf(num_format_str="0%"))
    sheet.write(4, 3, True)
    sheet.write_merge(5, 6, 1, 1, "gabung")
    sheet.write(6, 3, "akhir")
    other = book.add_sheet("Dua")
    other.visibility = 1
    other.write(0, 0, "a\nb")
    book.save(str(tmp_path / "lama.xls"))
    first, second = read(tmp_path / "lama.xls").sheets
    assert (first.name, first.first, first.hidden) == ("Satu", 3, False)
    assert first.rows == (
        (None, "Urusan"),
        (None, 5, date(2026, 2, 13)),
        (None, None, 0.5, True),
        (None, "gabung"),
        (None, None, None, "akhir"),
    )
    assert first.merged == (Merged(6, 1, 7, 1),)
    assert (second.name, second.hidden, second.rows) == ("Dua", True, (("a\nb",),))


def test_an_old_workbook_that_asks_for_gigabytes(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for number in range(30):
        sheet = book.add_sheet(f"L{number}")
        sheet.write(0, 0, "a")
        sheet.write(65_535, 255, "z")
    book.save(str(tmp_path / "bom.xls"))
    with pytest.raises(TooManyCells, match="bom.xls memuat lebih dari 5000000 sel"):
        read(tmp_path / "bom.xls")


# --- .ods


def odf_cell(value: object = None, **attributes: Any) -> Any:
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float):
        return TableCell(valuetype=attributes.pop("kind", "float"), value=value, **attributes)
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    cell = TableCell(**({"valuetype": "string"} if value else {}), **attributes)
    for line in str(value or "").split("\n") if value else ():
        cell.addElement(P(text=line))
    return cell


def odf_row(*values: Any, **attributes: Any) -> Any:
    row = TableRow(**attributes)
    for value in values:
        row.addElement(value if hasattr(value, "addElement") else odf_cell(value))
    return row


def test_a_workbook_of_libreoffice(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="KSDD")
    for row in (
        odf_row("PEMETAAN"),
        odf_row(numberrowsrepeated=2),
        odf_row(odf_cell("Rencana", numbercolumnsspanned=2), CoveredTableCell(), "Mitra\nutama"),
        odf_row(odf_cell(numbercolumnsrepeated=2), 5, 1.5, odf_cell(0.25, kind="percentage"), True, date(2026, 2, 13)),
        odf_row(
            odf_cell("sama", numberrowsspanned=2), odf_cell(formula="of:=1+1"), odf_cell(7, numbercolumnsrepeated=2)
        ),
        odf_row(CoveredTableCell(), "b", numberrowsrepeated=2, visibility="collapse"),
        odf_row(odf_cell(numbercolumnsrepeated=16_384), numberrowsrepeated=1_048_000),
    ):
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "kantor.ods"))
    sheet = only(tmp_path / "kantor.ods")
    assert sheet.name == "KSDD"
    assert sheet.rows == (
        ("PEMETAAN",), (), (),
        ("Rencana", None, "Mitra\nutama"),
        (None, None, 5, 1.5, 0.25, True, date(2026, 2, 13)),
        ("sama", None, 7, 7),
        (None, "b"), (None, "b"),
    )  # fmt: skip
    assert sheet.merged == (Merged(4, 0, 4, 1), Merged(6, 0, 7, 0))
    assert sheet.hidden_rows == {7, 8}
    assert sheet.empty_formulas == ((6, 1),)


def ods(content: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text", "style")
    )
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{content}</office:document-content>")
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), part)
    return buffer.getvalue()


WORDS = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_hidden_sheets_notes_and_other_files_in_libreoffice(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    cell = WORDS.format('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/><text:span>d</text:span>')
    note = '<table:table-cell office:value-type="string"><office:annotation><text:p>rahasia</text:p></office:annotation><text:p>isi</text:p></table:table-cell>'
    tables = (
        f'<table:table table:name="A" table:style-name="ta1"><table:table-row>{cell}{note}</table:table-row></table:table>'
        f"<table:table table:name=\"'file:///x.ods'#$A\"><table:table-row>{cell}</table:table-row></table:table>"
    )
    path = tmp_path / "a.ods"
    path.write_bytes(ods(styles + tables, Basic__Standard__a_xml="x"))
    book = read(path)
    assert [(s.name, s.hidden, s.rows) for s in book.sheets] == [("A", True, (("a  b\tc\nd", "isi"),))]
    assert [note.split()[0] for note in book.notes] == ["Makro", "Tautan", "Komentar"]


# --- text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_tables_in_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        ["PEMETAAN – CONTOH"],
        [],
        ["No", "Urusan", "Anggaran"],
        ["1", '"Pariwisata\n""baru"""', '"1,5; M"'],
        ["2", "Café", ""],
    ]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    sheet = one(tmp_path, text.encode(encoding), "a.csv")
    assert sheet.name == "" and sheet.rows == (
        ("PEMETAAN – CONTOH",), (), ("No", "Urusan", "Anggaran"), ("1", 'Pariwisata\n"baru"', "1,5; M"), ("2", "Café"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b;c\n1;2,5;3\n", ";"), ("a,b\n1,2\n", ","), ("a\tb\n1,5\t2\n", "\t"), ("a|b\nx, y|z\n", "|"),
        ("Satu, dua, tiga\nNo;Urusan\n1;a\n2;b\n", ";"), ("satu kata", ";"), ("", ";"),
        ("No,Urusan,Ket\n1,a;b,c\n2,d,e\n", ","), ("a,b,c\n1,\"x;y\n;z\",2\n", ","),
    ],
)  # fmt: skip
def test_what_parts_the_values(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_the_line_for_excel_counts_as_a_row(tmp_path: Path) -> None:
    assert one(tmp_path, b"sep=|\r\na|b;c;d\r\n", "a.csv").rows[1] == ("a", "b;c;d")


def test_a_quote_that_is_never_closed_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'No;Urusan\n1;"Pariwisata\n' + "".join(f"{n};Urusan ke-{n}\n" for n in range(2, 4000)), encoding="utf-8"
    )
    book = read(path)
    assert book.notes == ("Tanda kutip di dalam berkas tidak berpasangan; dibaca baris demi baris.",)
    assert len(book.sheets[0].rows) == 4000 and book.sheets[0].rows[1] == ("1", '"Pariwisata')


# --- web pages


def test_a_web_page_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    page = (
        "<style>td {}</style><h3>Pemetaan <b>Kota  Misal</b></h3>Tahun 2026<table border=1><tr><th rowspan=2>No<th colspan=2>Rencana<tr><td>Tahun<td>Mitra"
        "<tr><td>1<td>2026<td>PT&nbsp;A<br>dan <b>B</b></table>"
    )
    path = tmp_path / "a.xls"
    path.write_text(page, encoding="utf-8")
    book = read(path)
    assert book.notes[0].startswith("Isi berkas ini halaman web")
    (sheet,) = book.sheets
    assert sheet.above == ("Pemetaan Kota Misal", "Tahun 2026")
    assert sheet.rows == (("No", "Rencana"), (None, "Tahun", "Mitra"), ("1", "2026", "PT A\ndan B"))
    assert sheet.merged == (Merged(1, 0, 2, 0), Merged(1, 1, 1, 2))
    assert is_workbook(path)


# --- tables of Word


def test_tables_of_word(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("PEMETAAN KABUPATEN MISAL")
    document.add_paragraph("Tahun 2026")
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    for start, end in (((0, 1), (0, 2)), ((1, 0), (2, 0))):
        table.cell(*end).text = ""
        table.cell(*start).merge(table.cell(*end))
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "di dalam"
    document.add_paragraph("Mengetahui")
    document.add_table(1, 1).cell(0, 0).text = "Bupati"
    path = tmp_path / "a.docx"
    document.save(str(path))
    book = read(path)
    assert book.words == 6
    outer, inner, last = book.sheets
    assert outer.rows == (("00", "01"), ("10", "11", "12"), (None, "21", "22"))
    assert outer.merged == (Merged(1, 1, 1, 2), Merged(2, 0, 3, 0))
    assert outer.above == ("PEMETAAN KABUPATEN MISAL", "Tahun 2026")
    assert (inner.name, inner.rows) == ("Tabel 2", (("di dalam",),))
    assert (last.name, last.rows, last.above) == ("Tabel 3", (("Bupati",),), ("Mengetahui",))
    assert not is_workbook(path)


def test_numbers_that_word_counts_itself(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for row in range(2):
        table.cell(row, 0).paragraphs[0].style = "List Number"
        table.cell(row, 0).paragraphs[0].add_run("")
        table.cell(row, 1).text = "isi"
    document.save(str(tmp_path / "a.docx"))
    assert only(tmp_path / "a.docx").rows == (("1.", "isi"), ("2.", "isi"))


# --- kinds and problems


def test_the_content_tells_and_not_the_name(office: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.docx", "a.xls", "a.bin"):
        path = tmp_path / name
        path.write_bytes(office.read_bytes())
        book = read(path)
        assert book.file == name and len(book.sheets) == 2
        assert book.notes == ("Isi berkas ini Excel (XLSX), lain dari akhiran namanya; dibaca menurut isinya.",)
    path = tmp_path / "teks.xlsx"
    path.write_text("a;b\n1;2\n")
    assert only(path).rows == (("a", "b"), ("1", "2"))
    assert read_workbook(office, SETTINGS, "arsip.zip/kantor.xlsx").file == "arsip.zip/kantor.xlsx"


PROBLEMS = [
    ("kosong.xlsx", b"", EmptyFile),
    ("kosong2.xlsx", cells(""), EmptyFile),
    ("kosong.csv", b"\xef\xbb\xbf \r\n;;\r\n", EmptyFile),
    ("rusak.xlsx", b"PK\x03\x04", DamagedFile),
    ("rusak2.xlsx", cells('<row r="1"><c r="A1"><v>1</v>')[:-30], DamagedFile),
    ("rusak3.xlsx", cells('<row r="1"><c r="A1"><v>1</v></row>'), DamagedFile),
    ("rusak4.xlsx", cells('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), DamagedFile),
    ("rusak5.xlsx", cells('<row r="99999999"><c><v>9</v></c></row>'), DamagedFile),
    ("rusak6.xlsx", cells('<row r="1"><c r="XFE1"><v>9</v></c></row>'), DamagedFile),
    ("rusak7.xlsx", make_xlsx({}), DamagedFile),
    ("rusak.xls", OLE + "Workbook".encode("utf-16-le") + b"x" * 5000, DamagedFile),
    ("rusak.ods", ods("<table:table>")[:-40], DamagedFile),
    ("rusak2.ods", ods('<table:table table:name="a"><table:table-row table:number-rows-repeated="99999999">' + WORDS.format("x") + "</table:table-row></table:table>"), DamagedFile),
    ("rusak.csv", b"a;b\0\x01\x02\n", DamagedFile),
    ("xml.xls", b"<?xml version='1.0'?><Workbook/>", DamagedFile),
    ("sandi.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
    ("sandi.ods", ods("", **{"META-INF__manifest_xml": '<m><encryption-data x="1"/></m>'}), EncryptedFile),
    ("surat.pdf", b"%PDF-1.4", UnsupportedFile),
    ("gambar.xlsx", b"\x89PNG\r\n\x1a\n", UnsupportedFile),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "problem"), PROBLEMS, ids=[row[0] for row in PROBLEMS])
def test_what_can_not_be_read_is_told_in_both_languages(
    tmp_path: Path, name: str, data: bytes, problem: type[Exception]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(problem) as caught:
        read_workbook(path, SETTINGS, f"arsip.zip/{name}")
    assert f"arsip.zip/{name}" in str(caught.value)
    assert caught.value.message("en") != str(caught.value)  # type: ignore[attr-defined]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read(tmp_path / "tiada.xlsx")
