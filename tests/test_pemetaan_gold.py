"""Questions over rows: what is right for each is what plain Python finds in the tables that the workbooks are made from."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from eval.pemetaan_gold import FOLDER, Expect, Gold, filled, golds, held
from eval.pemetaan_rows import NEXT, REGENCY, SAMPLE, Told, all_rows, regency_book, sample_rows, write_three

SETS = ("pemetaan-seen.jsonl", "pemetaan-sealed.jsonl")
FORMS = {"rows", "number", "groups", "values", "top", "empty", "refused"}


def items(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def expect_of(item: dict[str, object]) -> Expect:
    expect = item["expect"]
    assert isinstance(expect, dict)
    return expect


def row(**said: str) -> Told:
    return Told("a.xlsx", "KSDD", 8, "Provinsi Contoh", 2026, said)


@pytest.mark.parametrize("name", SETS)
def test_the_files_hold_what_is_computed(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert filled(text, golds()[name]) == text


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_large_enough_and_of_the_agreed_form(name: str) -> None:
    held_here = items(name)
    assert len(held_here) == 75 and len({item["id"] for item in held_here}) == 75
    assert Counter(item.get("home", "sample") for item in held_here) == {"sample": 60, "three": 15}
    assert {item["voice"] for item in held_here} == {"rekan", "pejabat", "staf_baru", "english"}
    assert [item["id"] for item in held_here if len(FORMS & set(expect_of(item)) - {"rows"}) > 1] == []
    assert [item["id"] for item in held_here if not FORMS & set(expect_of(item))] == []
    assert [item["id"] for item in held_here if ("history" in item) != (item["kind"] == "lanjutan")] == []


def test_the_sets_share_neither_wording_nor_what_is_right() -> None:
    seen, sealed = (items(name) for name in SETS)
    assert not {item["question"] for item in seen} & {item["question"] for item in sealed}
    right = [
        json.dumps(expect_of(item), sort_keys=True) for item in (*seen, *sealed) if "refused" not in expect_of(item)
    ]
    assert [text for text, times in Counter(right).items() if times > 1] == []


def test_a_question_without_gold_is_told() -> None:
    with pytest.raises(AssertionError, match="without gold"):
        filled('{"id": "PS-001"}\n', {})


# --- the ways of computing


@pytest.mark.parametrize(
    ("text", "years"), [("2026", (2026,)), ("2026-2028", (2026, 2027, 2028)), ("2026, 2027", (2026, 2027))]
)
def test_planned_years(text: str, years: tuple[int, ...]) -> None:
    assert row(tahun=text).years == years


@pytest.mark.parametrize(("text", "months"), [("3 tahun", 36), ("18 bulan", 18)])
def test_durations(text: str, months: int) -> None:
    assert row(jangka_waktu=text).months == months


@pytest.mark.parametrize(
    ("text", "yes"), [("Ya", True), ("RKPD 2026, 1.02.02", True), ("Belum", False), ("Tidak", False), ("", None)]
)
def test_a_blank_flag_says_nothing(text: str, yes: bool | None) -> None:
    assert row(rkpd=text).yes("rkpd") is yes


def test_a_ranking_is_asked_for_only_where_it_is_clear() -> None:
    gold = Gold([row(mitra=name, anggaran="5") for name in "aaabbcd"])
    assert gold.top(lambda r: True, "mitra", 2) == {"top": ["a", "b"]}
    assert gold.costliest(lambda r: r["mitra"] != "a", "mitra", 1) == {"top": ["b"]}
    with pytest.raises(AssertionError, match="equals"):
        gold.top(lambda r: True, "mitra", 3)


def test_blanks_count_as_nothing_in_a_total_and_not_at_all_in_an_average() -> None:
    gold = Gold([row(anggaran="10"), row(anggaran=""), row(anggaran="20")])
    assert gold.total(lambda r: True)["number"] == 30
    assert gold.average(lambda r: True, "rupiah")["number"] == 15
    months = Gold([row(jangka_waktu=f"{number} bulan") for number in (1, 2, 2)])
    assert months.average(lambda r: True, "months")["number"] == 1.67


def test_a_question_that_nothing_answers_is_no_list() -> None:
    gold = Gold([row(urusan="Pangan")])
    assert gold.empty("Sosial", lambda r: r.affair == "Sosial") == {"empty": "Sosial"}
    with pytest.raises(AssertionError):
        gold.rows(lambda r: r.affair == "Sosial")
    with pytest.raises(AssertionError):
        gold.empty("Pangan", lambda r: r.affair == "Pangan")


# --- the workbooks


def test_the_three_workbooks_hold_the_rows_where_they_are_said_to_stand(tmp_path: Path) -> None:
    made = write_three(tmp_path)
    assert [path.name for path in made] == [SAMPLE, NEXT, REGENCY]
    books = {path.name: load_workbook(path) for path in made}
    for told in all_rows():
        values = [cell.value for cell in books[told.file][told.sheet][told.row]]
        assert told["kegiatan"] in values and told["mitra"] in values
    assert Counter(told.file for told in all_rows()) == {SAMPLE: 105, NEXT: 40, REGENCY: 30}
    assert all("FIKTIF" in str(sheet["A1"].value) + str(sheet["A2"].value) for b in books.values() for sheet in b)


def test_the_regency_writes_years_as_ticks_money_as_text_and_an_affair_once() -> None:
    plain = {
        "program": "p",
        "kegiatan": "k",
        "jenis": "KSDPK",
        "mitra": "m",
        "pengusul": "o",
        "jangka_waktu": "12 bulan",
    }
    rest = {"prioritas": "Tinggi", "rkpd": "Ada", "potensi": "", "status": "Usulan"}
    first = {"urusan": "Pangan", "tahun": "2026, 2028", "anggaran": "1250000000", **plain, **rest}
    sheet = load_workbook(io.BytesIO(regency_book([first, {**first, "anggaran": ""}])))["Pemetaan"]
    values = [[cell.value for cell in line] for line in sheet["A6:M7"]]
    assert values[0][:9] == [1, "Pangan", "p", "k", "KSDPK", "m", "o", "√", None]
    assert values[0][9:13] == ["√", "12 bulan", "Tinggi", "Rp 1.250.000.000,-"]
    assert values[1][1] is None and values[1][12] is None
    assert "B6:B7" in {str(cells) for cells in sheet.merged_cells.ranges}


def test_the_sample_is_asked_by_itself_and_the_three_together() -> None:
    alone, together = held()
    assert len(alone.told) == len(sample_rows()) == 105
    assert len(together.told) == 175
    assert alone.rows(lambda r: r.row == 8 and r.sheet == "KSDD") == {"rows": [["KSDD", 8]]}
    assert together.rows(lambda r: r.row == 6) == {"rows": [[REGENCY, "Pemetaan", 6]]}
