from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.entries import entries_of
from corpus.models import Unit
from corpus.sitasi import full_label, parse_label
from ingest.matrices import Line, cell_items, column_name, join, matrix_provisions, with_rows
from tests.factories import ketentuan, peraturan
from tests.matrices import HEADS, by_unit, cell, cell_unit, office_pages, page

TITLE = "Z. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG KEBUN"
PUSAT, PROVINSI, KABUPATEN = "Pemerintah Pusat", "Daerah Provinsi", "Daerah Kabupaten/Kota"
COUNT = ("1", "2", "3", "4", "5")


def test_a_row_its_cells_and_their_items_have_addresses() -> None:
    rows, covered = matrix_provisions(
        [page(7, TITLE, [HEADS, COUNT, ("1.", "Bibit|Unggul", "a. Satu.|b. Dua.", "Tiga.", "---")])]
    )
    found = by_unit(rows)
    assert covered == {7}
    assert list(found) == [
        ("Z", "1", None, None), ("Z", "1", PUSAT, None), ("Z", "1", PUSAT, "a"), ("Z", "1", PUSAT, "b"),
        ("Z", "1", PROVINSI, None), ("Z", "1", KABUPATEN, None),
    ]  # fmt: skip
    assert found["Z", "1", None, None].text == "Bibit Unggul"
    listed = found["Z", "1", PUSAT, None]
    assert (listed.text, listed.whole, listed.title) == ("", "a. Satu. b. Dua.", "Bibit Unggul, Pemerintah Pusat")
    assert found["Z", "1", PUSAT, "b"].marker == "b."
    assert found["Z", "1", PROVINSI, None].heading == (
        "Lampiran", "Z. Pembagian Urusan Pemerintahan Bidang Kebun", "1. Bibit Unggul", PROVINSI,
    )  # fmt: skip
    assert found["Z", "1", KABUPATEN, None].text == "---"


def test_a_row_runs_on_to_the_next_pages_with_or_without_heads() -> None:
    rows, covered = matrix_provisions(
        [
            page(7, "LAMPIRAN", TITLE, [HEADS, COUNT, ("1.", "Bibit", "a. Satu antar-", "Utuh.", "")]),
            page(8, "- 2 -", [("", "Unggul", "Daerah.|b. Dua", "", "Nanti.")]),
            page(9, [HEADS, ("", "", "tiga.", "", ""), ("2.", "Alat", "", "", "")]),
        ]
    )
    found = by_unit(rows)
    assert covered == {7, 8, 9}
    first, second = found["Z", "1", PUSAT, "a"], found["Z", "1", PUSAT, "b"]
    assert (first.text, first.page, first.breaks) == ("Satu antar-Daerah.", 7, ((11, 8),))
    assert (second.text, second.page, second.breaks) == ("Dua tiga.", 8, ((4, 9),))
    assert found["Z", "1", None, None].text == "Bibit Unggul"
    assert found["Z", "1", KABUPATEN, None].page == 8
    assert ("Z", "2", PUSAT, None) not in found and found["Z", "2", None, None].page == 9


@pytest.mark.parametrize(
    ("pages", "covered"),
    [
        ([page(1, [HEADS, ("1.", "Bibit", "a", "b", "c")])], set()),  # no title
        ([page(1, "Z. Pembagian kebun", [HEADS, ("1.", "Bibit", "a", "b", "c")])], set()),  # a sentence is no title
        ([page(1, TITLE, [("NAMA", "ALAMAT", "UMUR"), ("Ani", "Kebun", "9")])], set()),  # other heads
        ([page(1, TITLE, [HEADS, ("1.", "Bibit", "a", "b")])], set()),  # a column is missing
        ([page(1, TITLE, [HEADS, ("satu", "Bibit", "a", "b", "c")])], set()),  # no number
        ([page(1, TITLE, [HEADS, ("1.", "Bibit", "a", "b", "c")]), page(3, [("", "", "d", "", "")])], {1}),  # a gap
        ([page(1, TITLE, [HEADS, ("1.", "Bibit", "a", "b", "c")], [("Lain", "Isi")])], set()),  # more on the page
        ([page(1, TITLE, [HEADS, ("1.", "Bibit", "a", "b", "c")])], {1}),
        ([], set()),
    ],
)
def test_only_pages_that_matrices_hold_whole_are_covered(pages: list[object], covered: set[int]) -> None:
    assert matrix_provisions(pages)[1] == covered  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Satu kata", [("", "Satu kata")]),
        ("a. Satu|b. Dua", [("a", "Satu"), ("b", "Dua")]),
        ("Untuk:|a. satu|dan lagi|b. dua", [("", "Untuk:"), ("a", "satu dan lagi"), ("b", "dua")]),
        ("a. Satu untuk:|>a. dalam|>b. dalam lagi|b. Dua", [("a", "Satu untuk: a. dalam b. dalam lagi"), ("b", "Dua")]),
        ("a. Satu:|>1) dalam|b.Dua", [("a", "Satu: 1) dalam"), ("b", "Dua")]),
        ("a. Satu|a. Lagi", [("a", "Satu a. Lagi")]),  # a letter stands once
        ("- satu|- dua", [("", "- satu - dua")]),
        ("rumah kelas|b. dan kelas c", [("", "rumah kelas b. dan kelas c")]),  # no list without a.
        ("", []),
    ],
)
def test_a_cell_is_cut_at_its_own_letters(words: str, items: list[tuple[str, str]]) -> None:
    found = cell_items([(1, line) for line in cell(words)])
    assert [(item.marker, join(line.text for _, line in item.lines)) for item in found] == items


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["antar-", "Daerah"], "antar-Daerah"),
        (["makanan-", "minuman"], "makanan-minuman"),
        (["kabupaten /kota"], "kabupaten/kota"),
        (["satu", "dua"], "satu dua"),
        (["dan / atau"], "dan/atau"),
        ([], ""),
    ],
)
def test_lines_become_one_text(lines: list[str], text: str) -> None:
    assert join(lines) == text


def test_columns_are_named_as_people_write_them() -> None:
    assert column_name("DAERAH KABUPATEN / KOTA") == KABUPATEN
    assert column_name("PEMERINTAH PUSAT") == PUSAT


def test_rows_take_the_place_of_their_pages_and_nothing_is_lost() -> None:
    annex = [replace(ketentuan(None, f"isi halaman {n}", page=n), unit=Unit("lampiran")) for n in (7, 8, 9)]
    item = peraturan(ketentuan("1"), *annex)
    ruled = [
        page(7, "Kata pengantar yang panjang sekali", TITLE, [HEADS, COUNT, ("1.", "Bibit", "Satu", "Dua", "Tiga")]),
        page(8, [HEADS, ("", "", "lagi", "", "")], [("Tabel", "lain")]),
    ]
    texts = [p.text for p in with_rows(item, ruled).provisions]
    assert texts[1:] == [
        "Kata pengantar yang panjang sekali", "Bibit", "Satu lagi", "Dua", "Tiga", "isi halaman 8", "isi halaman 9",
    ]  # fmt: skip
    assert with_rows(item, []) is item


@pytest.mark.parametrize(
    ("unit", "label"),
    [
        (cell_unit("Z", "1"), "UU 23/2099 Lampiran huruf Z angka 1"),
        (cell_unit("AA", "12", PROVINSI), "UU 23/2099 Lampiran huruf AA angka 12, Daerah Provinsi"),
        (cell_unit("O", "1", KABUPATEN, "c"), "UU 23/2099 Lampiran huruf O angka 1, Daerah Kabupaten/Kota huruf c"),
        (Unit("lampiran", huruf="A1"), "UU 23/2099 Lampiran A1"),
        (Unit("lampiran"), "UU 23/2099 Lampiran"),
    ],
)
def test_labels_lead_back(unit: Unit, label: str) -> None:
    assert full_label("UU 23/2099", unit) == label
    assert parse_label(label) == ("UU 23/2099", unit)


@pytest.mark.parametrize(
    "label", ["UU 23/2099 Lampiran huruf Z, Daerah", "UU 23/2099 Lampiran huruf Z angka 1, ", "huruf Z angka 1"]
)
def test_what_is_no_label_of_a_matrix(label: str) -> None:
    with pytest.raises(ValueError, match="Not a citation label"):
        parse_label(label)


def test_a_unit_covers_what_lies_in_its_row_and_column() -> None:
    item = cell_unit("Z", "1", PROVINSI, "a")
    for inside in (Unit("lampiran"), cell_unit("Z", "1"), cell_unit("Z", "1", PROVINSI), item):
        assert inside.covers(item)
    for beside in (cell_unit("Z", "2"), cell_unit("Z", "1", PUSAT), cell_unit("Z", "1", PROVINSI, "b")):
        assert not beside.covers(item)


def test_each_cell_is_an_entry_with_its_row_urusan_and_column() -> None:
    rows, _ = matrix_provisions([office_pages()[0]])
    entries = entries_of(peraturan(*rows))
    assert [(e.heading, e.body, e.page) for e in entries][:3] == [
        ("Sekolah. Pendidikan. Pemerintah Pusat", "a. Patokan mutu. b. Pengelolaan perguruan tinggi.", 11),
        ("Sekolah. Pendidikan. Daerah Provinsi", "Pengelolaan pendidikan menengah.", 11),
        ("Sekolah. Pendidikan. Daerah Kabupaten/Kota", "a. Pengelolaan pendidikan dasar. b. Pengelolaan anak usia dini.",
         11),
    ]  # fmt: skip
    assert len(entries) == 5, "a dash is no entry"
    assert all(not e.passages for e in entries)


def test_hostile_words_stay_words() -> None:
    rows, _ = matrix_provisions([page(1, TITLE, [HEADS, ("1.", "<b>*x*", "a. $(rm)|b. ]]", "\u202e", "|")])])
    assert json.dumps([p.text for p in rows])
    assert by_unit(rows)["Z", "1", None, None].text == "<b>*x*"


def test_lines_are_told_apart_by_place_not_by_letter() -> None:
    far = [(1, Line(0, "a. Satu")), (1, Line(30, "b. dalam"))]
    assert [item.marker for item in cell_items(far)] == ["a"]


def test_a_page_number_is_no_title(tmp_path: Path) -> None:
    assert matrix_provisions([page(1, "- 2 -", "PRESIDEN", [HEADS, ("1.", "A", "b", "c", "d")])]) == ([], set())
