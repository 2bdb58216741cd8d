"""The made workbooks: each opens in a common reader, and its truth agrees with what stands in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from python_calamine import load_workbook

from corpus.baris import JENIS, KOLOM_BY_NAME, PRIORITAS, STATUS
from eval import workbooks
from eval.workbooks_sheet import ANY_REASON, Book, Either
from eval.workbooks_write import write
from ingest.sheet import Value, shown

BOOKS = workbooks.make_books()
Grid = dict[tuple[str, int, int], str]


def opened(path: Path, book: Book) -> Grid:
    """(sheet, row, column) -> words, as common readers see a file."""
    match path.suffix:
        case ".xlsx":
            found = openpyxl.load_workbook(path, data_only=True)
            return grid(
                {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in found.worksheets}
            )
        case ".csv" | ".tsv":
            text = path.read_bytes().decode(book.encoding)
            return grid({"": [list(row) for row in csv.reader(io.StringIO(text), delimiter=book.delimiter)]})
        case ".docx":
            return document(path)
    old = load_workbook(path)
    sheets = {name: old.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in old.sheet_names}
    return grid({name: [list(row) for row in rows] for name, rows in sheets.items()})


def grid(sheets: dict[str, list[list[object]]]) -> Grid:
    """The filled cells of sheets whose rows begin at 1."""
    return {
        (name, row, column): words(value)
        for name, rows in sheets.items()
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values)
        if words(value)
    }


def words(value: object) -> str:
    """A cell as a person reads it."""
    day = value.date() if isinstance(value, datetime) else value
    return shown(day if isinstance(day, Value | date) else str(day))


def document(path: Path) -> Grid:
    """The tables of a document; a merged cell counts where it begins."""
    found: Grid = {}
    for count, table in enumerate(Document(str(path)).tables, 1):
        seen: set[object] = set()
        for row, line in enumerate(table.rows, 1):
            for column, cell in enumerate(line.cells):
                if cell._tc not in seen and words(cell.text):
                    found[f"Tabel {count}", row, column] = words(cell.text)
                seen.add(cell._tc)
    return found


def test_there_are_24_of_different_shapes() -> None:
    assert len(BOOKS) == len({book.file for book in BOOKS}) == len({book.about for book in BOOKS}) == 24
    assert all(8 <= len(book.rows) <= 40 for book in BOOKS)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.file)
def test_it_opens_and_holds_what_was_put_in(book: Book, tmp_path: Path) -> None:
    made = {
        (sheet.name, row, column): words(value) for sheet in book.sheets for (row, column), value in sheet.cells.items()
    }
    assert opened(write(book, tmp_path), book) == made


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.file)
def test_every_row_that_holds_anything_has_its_truth_once(book: Book) -> None:
    told = [(row.sheet, row.row) for row in book.rows] + [(row.sheet, row.row) for row in book.skipped]
    told.extend(book.free)
    assert sorted(told) == sorted(book.filled)
    assert all(skip.reasons <= ANY_REASON for skip in book.skipped)


def fits(field: str, value: object) -> bool:
    """Whether a value may stand in a field."""
    if isinstance(value, Either):
        return all(option in ("", None, ()) or fits(field, option) for option in value.options)
    match field:
        case "urusan":
            return value in {str(n) for n in range(1, 33)}
        case "jenis":
            return value in JENIS
        case "prioritas":
            return value in PRIORITAS
        case "status":
            return value in STATUS
    match KOLOM_BY_NAME[field].shape:
        case "years":
            return isinstance(value, tuple) and all(isinstance(year, int) for year in value)
        case "months" | "number" | "money":
            return type(value) is int
        case "flag":
            return value is None or type(value) is bool
        case "date":
            return value == "" or bool(date.fromisoformat(str(value)))
    return isinstance(value, str) and value == " ".join(value.split())


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.file)
def test_the_truth_is_of_the_shape_of_its_columns(book: Book) -> None:
    told = [(name, value) for row in book.rows for names, value in row.fields.items() for name in names.split("|")]
    assert [pair for pair in told if not fits(*pair)] == []
    assert all("mitra" in row.fields and len(row.fields) > 5 for row in book.rows)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.file)
def test_words_and_unknown_cells_of_the_truth_stand_in_the_sheet(book: Book) -> None:
    for sheet in book.sheets:
        everywhere = " \n ".join(words(value) for value in sheet.cells.values())
        for row in sheet.rows:
            texts = [v for n, v in row.fields.items() if isinstance(v, str) and n in KOLOM_BY_NAME]
            here = {words(value) for (number, _), value in sheet.cells.items() if number == row.row}
            free = [v for n, v in row.fields.items() if isinstance(v, str) and n in ("kegiatan", "mitra", "objek")]
            assert all(text in here for text in free), (row.row, free)
            assert all(text in here for _, text in row.unknown)
            assert all(name.replace("\n", " ") in everywhere for name, _ in row.unknown)
            assert texts


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda b: any(s.merged for s in b.sheets), id="merged cells"),
        pytest.param(lambda b: any(m[1] == m[3] for s in b.sheets for m in s.merged if m[2] - m[0] >= 2), id="tall cells"),
        pytest.param(lambda b: any(s.hidden_rows for s in b.sheets), id="hidden rows"),
        pytest.param(lambda b: any(s.hidden for s in b.sheets), id="hidden sheets"),
        pytest.param(lambda b: any(s.formulas for s in b.sheets), id="formulas"),
        pytest.param(lambda b: b.encoding == "cp1252" and b.delimiter == ";", id="an untidy CSV"),
        pytest.param(lambda b: b.contoh, id="fictional by its own word"),
        pytest.param(lambda b: any(row.unknown for row in b.rows), id="unknown columns"),
        *[
            pytest.param(lambda b, reason=reason: any(skip.reasons == {reason} for skip in b.skipped), id=reason)
            for reason in ("judul", "kepala", "nomor kolom", "jumlah", "kelompok", "catatan")
        ],
        *[
            pytest.param(lambda b, ending=ending: b.file.endswith(ending), id=ending)
            for ending in (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".docx")
        ],
    ],
)  # fmt: skip
def test_the_shapes_together_hold_all_that_can_stand_in_a_workbook(shape: Callable[[Book], bool]) -> None:
    assert any(shape(book) for book in BOOKS)


def test_a_value_that_no_formula_made_is_not_put_beside_one(tmp_path: Path) -> None:
    book = next(book for book in BOOKS if "formula" in book.file)
    path = write(book, tmp_path)
    sheet = book.sheets[0]
    with_formulas = openpyxl.load_workbook(path).worksheets[0]
    found = {
        (cell.row, (cell.column or 0) - 1) for row in with_formulas.iter_rows() for cell in row if cell.data_type == "f"
    }  # fmt: skip
    assert found == set(sheet.formulas) and all(place in sheet.cells for place in found)


def test_texts_that_begin_like_formulas_stay_texts(tmp_path: Path) -> None:
    book = next(book for book in BOOKS if "lengkap" in book.file)
    page = openpyxl.load_workbook(write(book, tmp_path)).worksheets[0]
    found = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK")]
    assert found and all(cell.data_type == "s" for cell in found)


def test_all_are_written_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert workbooks.main([str(tmp_path / "new")]) == 0
    assert len(list((tmp_path / "new").iterdir())) == len(capsys.readouterr().out.splitlines()) == 24
