from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from corpus.baris import KOLOM, KOLOM_BY_NAME
from corpus.catalog import Catalog
from corpus.mappings import Mappings
from corpus.settings import Settings
from corpus.urusan import DaftarUrusan
from export.__main__ import main
from export.cells import duration, is_runnable, long_date, neutral, rupiah, value_text
from export.daftar import Daftar, yearly_lists
from export.document import lists_document
from export.template import EXPLAINED, TOP, template_workbook
from export.workbook import FICTION, OWN, lists_workbook
from tests.mapping_factories import ROWS, baris, pemetaan

AFFAIRS = DaftarUrusan.read()
TODAY = date(2026, 3, 4)
EVIL = '=HYPERLINK("http://jahat.example","klik")'


def lists(tahun: int = 0, contoh: bool = False, *extra: Any) -> tuple[Daftar, ...]:
    rows = [*(baris(n, **values) for n, values in enumerate(ROWS, 5)), *extra]
    return yearly_lists(rows, AFFAIRS, "Provinsi Misalan", "Pemetaan (peta.xlsx)", tahun, contoh)


# --- text on its way out


@pytest.mark.parametrize(
    "text",
    [EVIL, "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "|x", "%0a=1"],
)  # fmt: skip
def test_what_might_be_run_is_neutralised(text: str) -> None:
    assert is_runnable(text) and neutral(text).startswith("'") and neutral(text).endswith(text.strip("\x00"))


@pytest.mark.parametrize(
    "text", ["", "-", "-5", "+62 811", "-1.250,00", "50%", "Promosi = wisata", "a@b.id", "'=1", "<b>"]
)
def test_other_text_stays(text: str) -> None:
    assert neutral(text) == text


def test_what_a_file_can_not_hold_goes() -> None:
    assert neutral("a\x00b\x0bc\ufffe") == "abc"
    assert len(neutral("x" * 50_000)) < 32_767


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (duration(36), "3 tahun"), (duration(18), "1 tahun 6 bulan"), (duration(5), "5 bulan"), (duration(None), ""),
        (rupiah(1_250_000), "Rp1.250.000"), (rupiah(0), "Rp0"), (rupiah(None), ""),
        (long_date("2026-02-13"), "13 Februari 2026"), (long_date("2026-13-01"), "2026-13-01"), (long_date(""), ""),
    ],
)  # fmt: skip
def test_values_for_people(made: str, shown: str) -> None:
    assert made == shown


def test_values_of_a_row() -> None:
    row = baris(urusan="26", tahun=(2026, 2028), di_rkpd=False, jangka_waktu=24, tanggal="2026-03-04")
    shown = {k.name: value_text(row, k, AFFAIRS) for k in KOLOM}
    assert {k: v for k, v in shown.items() if v} == {
        "urusan": "Pariwisata", "tahun": "2026, 2028", "di_rkpd": "Tidak", "jangka_waktu": "2 tahun", "tanggal": "4 Maret 2026"
    }  # fmt: skip
    assert value_text(baris(urusan="99"), KOLOM_BY_NAME["urusan"], AFFAIRS) == ""


# --- the lists


def test_each_kind_has_its_list_by_affair() -> None:
    made = {item.jenjang.name: item for item in lists()}
    assert list(made) == ["KSDD", "KSDPK", "Sinergi"]
    assert [(p.name, [r.row for r in p.rows]) for p in made["KSDD"].parts] == [
        ("Perhubungan", [6]),
        ("Pariwisata", [5]),
    ]
    assert [(p.name, len(p.rows)) for p in made["KSDPK"].parts] == [("Lingkungan hidup", 1), ("Pariwisata", 1)]
    assert made["KSDPK"].title == "Daftar rencana kerja sama daerah dengan pihak ketiga Provinsi Misalan"
    assert sum(item.count for item in made.values()) == len(ROWS)


def test_a_year_holds_its_plans() -> None:
    made = {item.jenjang.name: [r.row for p in item.parts for r in p.rows] for item in lists(2027)}
    assert made == {"KSDD": [6], "KSDPK": [7]}
    assert lists(2040) == ()


def test_plans_stand_by_priority_and_rank() -> None:
    rows = [
        baris(1, jenis="KSDPK", urusan="26", prioritas="rendah", program="A"),
        baris(2, jenis="KSDPK", urusan="26", prioritas="", program="A"),
        baris(3, jenis="KSDPK", urusan="26", prioritas="tinggi", program="B"),
        baris(4, jenis="KSDPK", urusan="26", prioritas="tinggi", program="A"),
        baris(5, jenis="KSDPK", urusan="26", prioritas="tinggi", program="C", peringkat=1),
        baris(6, jenis="KSDPK", urusan="", prioritas="tinggi"),
    ]
    (made,) = yearly_lists(rows, AFFAIRS, "", "")
    assert [[r.row for r in p.rows] for p in made.parts] == [[5, 4, 3, 1, 2], [6]]
    assert [p.name for p in made.parts] == ["Pariwisata", "Urusan tidak dikenali"]


def test_a_plan_without_a_kind_is_not_lost() -> None:
    made = lists(0, False, baris(30, kegiatan="Tanpa jenis"))
    assert [(i.jenjang.name, i.count) for i in made][-1] == ("Jenis tidak dikenali", 1)


# --- the workbook


def test_the_workbook_holds_each_plan_with_its_source() -> None:
    evil = baris(31, jenis="KSDPK", urusan="26", kegiatan=EVIL, mitra="<script>alert(1)</script>", anggaran=5)
    book = load_workbook(io.BytesIO(lists_workbook(lists(0, True, evil), AFFAIRS, TODAY)))
    assert book.sheetnames == ["KSDD", "KSDPK", "Sinergi"]
    sheet = book["KSDPK"]
    values = [[c.value for c in row] for row in sheet.iter_rows()]
    assert values[0][0] == "Daftar rencana kerja sama daerah dengan pihak ketiga Provinsi Misalan"
    assert values[1][0] == FICTION
    assert "Permendagri 22/2020 Pasal 25 ayat (2)" in str(values[2][0]) and OWN in str(values[3][0])
    assert [row[-1] for row in values if isinstance(row[0], int)] == [
        "KSDPK, baris 8",
        "KSDPK, baris 7",
        "Lembar1, baris 31",
    ]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert [row[2] for row in values if row[-1] == "Lembar1, baris 31"] == [f"'{EVIL}"]
    assert [c.number_format for row in sheet.iter_rows() for c in row if c.value == 250_000_000] == ['"Rp"#,##0']


def test_real_data_is_not_called_fictional() -> None:
    book = load_workbook(io.BytesIO(lists_workbook(lists(), AFFAIRS, TODAY)))
    assert FICTION not in [c.value for sheet in book for row in sheet.iter_rows() for c in row]
    empty = load_workbook(io.BytesIO(lists_workbook((), AFFAIRS, TODAY)))
    assert empty["Kosong"]["A1"].value == "Tidak ada rencana yang cocok."


# --- the document


def test_the_document_holds_each_plan_with_its_source() -> None:
    evil = baris(31, jenis="KSDPK", urusan="26", kegiatan=f"{EVIL}\x0b")
    document = Document(io.BytesIO(lists_document(lists(0, True, evil), AFFAIRS, TODAY)))
    assert len(document.tables) == 3
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows[0][0] == "No" and rows[1] == ["11. Lingkungan hidup"] * len(rows[1])
    assert [row[-1] for row in rows if row[0].isdecimal()] == ["KSDPK, baris 8", "KSDPK, baris 7", "Lembar1, baris 31"]
    told = "\n".join(p.text for p in document.paragraphs)
    assert told.count(FICTION) == 3
    assert (
        "LAMPIRAN BERITA ACARA" in told and "LAMPIRAN KEPUTUSAN KEPALA DAERAH" in told and "LAMPIRAN RKPD" not in told
    )
    assert "Dasar: Permendagri 22/2020 Pasal 5 ayat (3) dan ayat (6)." in told


def test_an_empty_document_says_so() -> None:
    document = Document(io.BytesIO(lists_document((), AFFAIRS, TODAY)))
    assert [p.text for p in document.paragraphs if p.text] == ["Tidak ada rencana yang cocok."]


# --- the template


def test_the_template_has_every_column_explained_and_lists_to_choose_from() -> None:
    assert set(EXPLAINED) == set(KOLOM_BY_NAME)
    book = load_workbook(io.BytesIO(template_workbook(AFFAIRS)))
    assert book.sheetnames == ["Pemetaan", "Penjelasan", "Pilihan"]
    sheet = book["Pemetaan"]
    assert [c.value for c in sheet[TOP]] == [k.id for k in KOLOM]
    assert [c.value for c in sheet[TOP + 1]] == [None] * len(KOLOM)
    rules = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}
    by_field = {kolom.name: rules.get(get_column_letter(n)) for n, kolom in enumerate(KOLOM, 1)}
    lists_of = {name for name, rule in by_field.items() if rule is not None and rule.type == "list"}
    assert lists_of == {"urusan", "jenis", "prioritas", "status", "prakarsa"} | {
        k.name for k in KOLOM if k.shape == "flag"
    }
    choices = book["Pilihan"]
    assert [c.value for c in choices["A"]][1:33] == [item.nama for item in AFFAIRS.items]
    assert by_field["urusan"] is not None and by_field["urusan"].formula1 == "=Pilihan!$A$2:$A$33"
    assert [row[0].value for row in book["Penjelasan"].iter_rows(min_row=4)] == [k.id for k in KOLOM]


# --- the command


@pytest.fixture
def stocked(home: Path) -> Path:
    catalog = Catalog(Settings(home=home).catalog_path)
    mappings = Mappings(catalog)
    mappings.add(pemetaan(), "a" * 64)
    mappings.add(replace(pemetaan(daerah="Provinsi Contoh"), contoh=True), "b" * 64)
    catalog.close()
    return home


def test_the_newest_list_that_is_not_fictional_is_written(stocked: Path, tmp_path: Path) -> None:
    out = tmp_path / "keluar" / "daftar.xlsx"
    assert main(["list", "--tahun", "2027", "--out", str(out)]) == 0
    book = load_workbook(out)
    assert book.sheetnames == ["KSDD", "KSDPK"] and "Provinsi Misalan tahun 2027" in str(book["KSDD"]["A1"].value)
    assert main(["list", "pemetaan-provinsi-contoh-2026", "--out", str(tmp_path / "d.docx")]) == 0
    assert FICTION in [p.text for p in Document(str(tmp_path / "d.docx")).paragraphs]


def test_template_and_sample_need_no_library(tmp_path: Path) -> None:
    for name in ("template", "sample"):
        assert main([name, "--out", str(tmp_path / f"{name}.xlsx")]) == 0
        assert load_workbook(tmp_path / f"{name}.xlsx").sheetnames


def test_what_can_not_be_written_gets_a_sentence(
    stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "pemetaan-lain-2026", "--out", str(tmp_path / "x.xlsx")]) == 1
    assert "bernama pemetaan-lain-2026" in capsys.readouterr().err
    (tmp_path / "berkas").write_text("")
    assert main(["template", "--out", str(tmp_path / "berkas" / "x.xlsx")]) == 1
    assert "x.xlsx" in capsys.readouterr().err and not (tmp_path / "x.xlsx").exists()
