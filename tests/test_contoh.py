"""The sample workbook: what ships is what the script makes, and it says everywhere that it is fictional."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from corpus.baris import JENIS, KOLOM_BY_NAME, PRIORITAS, STATUS
from corpus.urusan import DaftarUrusan
from export.__main__ import main
from export.contoh import FIRST, HEAD, Layout, build, placed, read_layouts, read_rows, sample

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "pemetaan" / "contoh-pemetaan.xlsx"
ROWS = read_rows()
LAYOUTS = read_layouts()


def parts(data: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    """(name, time, contents) of the parts of a ZIP: how they are packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def made() -> bytes:
    """The sample as the script makes it."""
    return sample()


def test_what_ships_is_what_the_script_makes(made: bytes) -> None:
    assert parts(SHIPPED.read_bytes()) == parts(made)


def test_other_rows_make_another_file(made: bytes) -> None:
    assert parts(build(ROWS[:-1], LAYOUTS)) != parts(made)


def test_the_command_writes_it(tmp_path: Path, made: bytes) -> None:
    out = tmp_path / "baru" / "contoh.xlsx"
    assert main(["sample", "--out", str(out)]) == 0
    assert parts(out.read_bytes()) == parts(made)


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])


def test_every_sheet_and_the_properties_say_that_it_is_fictional(made: bytes) -> None:
    book = opened(made)
    for sheet in book.worksheets:
        assert "FIKTIF" in str(sheet["A1"].value)
        assert "FIKTIF" in str(sheet.cell(sheet.max_row, 1).value)
        assert sheet.oddFooter is not None and "FIKTIF" in str(sheet.oddFooter.center.text)
    assert all("FIKTIF" in str(text) for text in (book.properties.title, book.properties.description))


def test_it_holds_enough_of_everything() -> None:
    names = {item.nama for item in DaftarUrusan.read().items}
    assert {row["urusan"] for row in ROWS} < names  # all are known, and some affairs are left out
    assert len(ROWS) >= 90 and len({row["urusan"] for row in ROWS}) >= 22
    kinds = Counter(row["jenis"] or row["sheet"] for row in ROWS)
    assert set(kinds) == set(JENIS) - {"KSDD"} and min(kinds.values()) >= 4
    assert {row["prioritas"].lower() for row in ROWS} == set(PRIORITAS)
    assert {row["status"].lower() for row in ROWS} <= set(STATUS)
    assert {year for row in ROWS for year in re.findall(r"\d{4}", row["tahun"])} == {"2026", "2027", "2028"}
    for field in ("rpjmd", "rkpd"):
        said = Counter({"": "blank", "Belum": "no"}.get(row[field], "yes") for row in ROWS)
        assert set(said) == {"yes", "no", "blank"} if field == "rkpd" else {"yes", "no"}


def test_it_breaks_rules_on_purpose() -> None:
    def number(row: dict[str, str]) -> int:
        return int(row["jangka_waktu"].split()[0])

    assert sum(number(row) > 5 for row in ROWS) >= 5
    wajib = [row for row in ROWS if row["jenis"] == "KSDD wajib"]
    assert [row["kegiatan"] for row in wajib if row["berbatasan"] == "Tidak"]
    assert [row["kegiatan"] for row in wajib if not row["alasan"]] == []
    assert [row for row in ROWS if row["jenis"] == "Sinergi" and row["rkpd"] == "Belum"]
    assert [row for row in ROWS if row["prakarsa"] == "Pihak ketiga" and not row["kriteria_prakarsa"]]
    assert [row for row in ROWS if row["sheet"] == "KSDPK" and row["studi_kelayakan"] == "Belum"]
    assert [row for row in ROWS if row["rpjmd"] == row["rkpd"] == "Belum" and not row["pengecualian"]]
    assert [row for row in ROWS if row["pengecualian"]]
    assert [row for row in ROWS if "terminal penumpang tipe C" in row["kegiatan"]]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_columns_are_those_of_a_mapping_and_show_all_that_the_rows_say(layout: Layout) -> None:
    fields = [column.field for column in layout.columns]
    assert len(set(fields)) == len(fields) and set(fields) <= set(KOLOM_BY_NAME)
    said = {field for row in ROWS if row["sheet"] == layout.name for field, text in row.items() if text}
    assert said - {"sheet"} <= set(fields)


def heads_of(sheet: Worksheet) -> list[str]:
    """The header over each column: of its second row, else of the first."""
    pairs = zip(sheet[HEAD], sheet[HEAD + 1], strict=True)
    return [str(low.value or high.value) for high, low in pairs]


def test_rows_stand_where_they_are_said_to_stand(made: bytes) -> None:
    book = opened(made)
    column = {sheet.title: heads_of(sheet).index("Kegiatan") + 1 for sheet in book.worksheets}
    where = list(placed(ROWS, LAYOUTS))
    assert len(where) == len(ROWS)
    assert [book[name].cell(number, column[name]).value for name, number, _ in where] == [
        row["kegiatan"] for _, _, row in where
    ]
    assert {sheet.cell(FIRST - 1, 1).value for sheet in book.worksheets} == {1}  # the row of column numbers


def test_cells_hold_values_and_not_their_pictures(made: bytes) -> None:
    sheet = opened(made)["KSDD"]
    heads = heads_of(sheet)
    assert sheet.cell(FIRST, heads.index("Perkiraan anggaran (Rp)") + 1).data_type == "n"
    assert sheet.cell(FIRST, heads.index("Tanggal") + 1).data_type == "d"
    assert sheet.cell(FIRST, heads.index("Kegiatan") + 1).data_type == "s"
