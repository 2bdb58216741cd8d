"""The measure of mappings: readers that are right, wrong, or lose rows; answers that are right and wrong."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.baris import BarisPemetaan, Pemetaan, Skipped
from corpus.catalog import Catalog
from corpus.mappings import Mappings
from corpus.models import Jawaban, Sitasi, Unit
from eval import mapping
from eval.ingest import Row
from eval.mapping_plain import read_plainly
from eval.mapping_questions import as_numbers, parse_questions, problem, words_of
from eval.mapping_score import Share, region, score_all, score_book, totals
from eval.measure import BadQuestions
from eval.pemetaan_rows import write_three
from eval.workbooks import make_books
from eval.workbooks_large import write_large
from eval.workbooks_sheet import Book, Either, MadeSheet, TrueRow
from eval.workbooks_words import affair, col, number, other, text, years
from ingest.sheet import Sheet, Workbook

BOOKS = make_books()


def a_book() -> Book:
    """Titles, a header, three plans, a total."""
    sheet = MadeSheet("S")
    sheet.titles("PEMETAAN KABUPATEN MISAL TAHUN 2026")
    columns = [col("No", number()), col("Urusan", affair()), col("Kegiatan", "kegiatan"), col("Mitra", text("mitra")),
               col("Tahun", years()), other("PIC", lambda n: f"Ibu {n}")]  # fmt: skip
    plans = [{"urusan": "1", "kegiatan": f"Kegiatan {n}", "mitra": "PT Misal", "tahun": (2026,)} for n in range(3)]
    sheet.head(columns)
    sheet.table(columns, plans)
    sheet.skip(["Jumlah", 3], "jumlah")
    return Book("a.xlsx", "", (sheet,), "Kabupaten Misal", 2026)


def first(value: object) -> Any:
    """One of the values that are right."""
    return value.options[0] if isinstance(value, Either) else value


def as_read(row: TrueRow) -> BarisPemetaan:
    """A row as a faultless reader reads it."""
    fields = {names.split("|")[0]: first(value) for names, value in row.fields.items()}
    return BarisPemetaan(row.sheet, row.row, row.unknown, **fields)


def faultless(book: Book) -> Pemetaan:
    """A workbook as a faultless reader understands it."""
    skipped = tuple(Skipped(s.sheet, s.row, sorted(s.reasons)[0]) for s in book.skipped)
    free = tuple(Skipped(sheet, row, "bukan pemetaan") for sheet, row in book.free)
    rows = tuple(as_read(row) for row in book.rows)
    return Pemetaan(book.file, first(book.daerah), first(book.tahun), contoh=book.contoh, rows=rows,
                    skipped=skipped + free)  # fmt: skip


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.file)
def test_a_faultless_reader_reaches_everything(book: Book) -> None:
    score = score_book(book, faultless(book))
    assert score.losses == ()
    for share in (score.accounted, score.placed, score.reasoned, score.cells, score.told):
        assert share.right == share.of
    assert score.accounted.of == len(book.filled) and score.cells.of > 3 * len(book.rows)


def changed(**fields: Any) -> Callable[[Pemetaan], Pemetaan]:
    """A reader that has other values in the second plan."""
    return lambda found: replace(found, rows=tuple(replace(r, **fields) if r.row == 4 else r for r in found.rows))


def dropping(found: Pemetaan) -> Pemetaan:
    return replace(found, rows=found.rows[:-1])


def skipping(found: Pemetaan) -> Pemetaan:
    return replace(dropping(found), skipped=(*found.skipped, Skipped("S", found.rows[-1].row, "catatan")))


def doubling(found: Pemetaan) -> Pemetaan:
    return replace(found, rows=(*found.rows, found.rows[0]))


def inventing(found: Pemetaan) -> Pemetaan:
    return replace(found, rows=(*found.rows, BarisPemetaan("S", 99, kegiatan="x")))


def taking_totals(found: Pemetaan) -> Pemetaan:
    total = BarisPemetaan("S", 6, nomor="Jumlah", urusan="3")
    return replace(found, rows=(*found.rows, total), skipped=tuple(s for s in found.skipped if s.row != 6))


def blank_rows(found: Pemetaan) -> Pemetaan:
    return replace(found, skipped=(*found.skipped, Skipped("S", 7, "kosong")))


@pytest.mark.parametrize(
    ("change", "accounted", "placed", "reasoned", "cells", "told"),
    [
        (changed(), (6, 6), (6, 6), (3, 3), (18, 18), (3, 3)),
        (changed(urusan="2"), (6, 6), (6, 6), (3, 3), (17, 18), (3, 3)),
        (changed(mitra=""), (6, 6), (6, 6), (3, 3), (17, 18), (3, 3)),
        (changed(mitra="PT  Misal\n"), (6, 6), (6, 6), (3, 3), (18, 18), (3, 3)),
        (changed(mitra="", lokasi="PT Misal"), (6, 6), (6, 6), (3, 3), (17, 19), (3, 3)),
        (changed(tahun=(2026, 2027)), (6, 6), (6, 6), (3, 3), (17, 18), (3, 3)),
        (changed(di_rkpd=False), (6, 6), (6, 6), (3, 3), (18, 19), (3, 3)),
        (changed(cells=()), (6, 6), (6, 6), (3, 3), (17, 18), (3, 3)),
        (changed(cells=(("PIC", "Ibu 1"),)), (6, 6), (6, 6), (3, 3), (17, 18), (3, 3)),
        (changed(cells=(("Data / PIC", " Ibu\n2"),)), (6, 6), (6, 6), (3, 3), (18, 18), (3, 3)),
        (dropping, (5, 6), (5, 6), (3, 3), (12, 18), (3, 3)),
        (skipping, (6, 6), (5, 6), (3, 3), (12, 18), (3, 3)),
        (doubling, (5, 6), (6, 6), (3, 3), (18, 18), (3, 3)),
        (inventing, (6, 7), (6, 6), (3, 3), (18, 18), (3, 3)),
        (taking_totals, (6, 6), (5, 6), (2, 3), (18, 20), (3, 3)),
        (blank_rows, (6, 6), (6, 6), (3, 3), (18, 18), (3, 3)),
        (lambda f: replace(f, skipped=tuple(replace(s, reason="catatan") for s in f.skipped)),
         (6, 6), (6, 6), (0, 3), (18, 18), (3, 3)),
        (lambda f: replace(f, daerah="KAB. MISAL"), (6, 6), (6, 6), (3, 3), (18, 18), (3, 3)),
        (lambda f: replace(f, daerah="Kota Misal", tahun=0, contoh=True), (6, 6), (6, 6), (3, 3), (18, 18), (0, 3)),
    ],
)  # fmt: skip
def test_what_a_reader_gets_wrong_is_counted_and_told(
    change: Callable[[Pemetaan], Pemetaan], accounted: Any, placed: Any, reasoned: Any, cells: Any, told: Any
) -> None:
    score = score_book(a_book(), change(faultless(a_book())))
    found = (score.accounted, score.placed, score.reasoned, score.cells, score.told)
    assert found == tuple(Share(*pair) for pair in (accounted, placed, reasoned, cells, told))
    assert bool(score.losses) == any(share.right < share.of for share in found)


@pytest.mark.parametrize(
    ("truth", "value", "cells"),
    [
        (Either(("", "belum")), "", (0, 0)),
        (Either(("", "belum")), "belum", (1, 1)),
        (Either(("", "belum")), "sudah", (0, 1)),
        (Either(("a", "b")), "b", (1, 1)),
        (Either(("a", "b")), "", (0, 1)),
        ("a", "a", (1, 1)),
    ],
)
def test_where_two_readers_may_differ_either_is_right(truth: object, value: str, cells: tuple[int, int]) -> None:
    sheet = MadeSheet("", cells={(1, 0): "x"}, rows=[TrueRow("", 1, {"rkpd": truth})])
    found = Pemetaan("", "Kota Misal", 2026, rows=(BarisPemetaan("", 1, rkpd=value),))
    assert score_book(Book("", "", (sheet,), "Kota Misal", 2026), found).cells == Share(*cells)


@pytest.mark.parametrize(("fields", "cells"), [({"kegiatan": "x"}, (1, 1)), ({"objek": "x"}, (1, 1)), ({}, (0, 1)),
                                               ({"objek": "x", "kegiatan": "y"}, (0, 1)), ({"mitra": "x"}, (0, 2))])  # fmt: skip
def test_one_of_several_fields_may_hold_what_a_column_says(fields: dict[str, str], cells: tuple[int, int]) -> None:
    sheet = MadeSheet("", cells={(1, 0): "x"}, rows=[TrueRow("", 1, {"kegiatan|objek": "x"})])
    found = Pemetaan("", "Kota Misal", 2026, rows=(BarisPemetaan("", 1, **fields),))  # type: ignore[arg-type]
    assert score_book(Book("", "", (sheet,), "Kota Misal", 2026), found).cells == Share(*cells)


def test_a_reader_that_breaks_has_lost_everything() -> None:
    def broken() -> Pemetaan:
        raise ValueError("no such sheet")

    scores = score_all([(a_book(), broken), (a_book(), lambda: faultless(a_book()))])
    assert scores[0].losses == ("ValueError: no such sheet",)
    assert {name: str(share) for name, share in totals(scores).items()} == dict.fromkeys(totals(scores), "0.500")


@pytest.mark.parametrize(
    ("name", "one"),
    [("KAB. MISAL HULU", "kabupaten misal hulu"), ("Prov Misal", "provinsi misal"), ("Kota  Misal", "kota misal"),
     ("Kabupaten Kabul", "kabupaten kabul"), ("", "")],
)  # fmt: skip
def test_a_region_is_compared_however_it_is_written(name: str, one: str) -> None:
    assert region(name) == one


def test_the_plain_reader_knows_its_own_names_alone() -> None:
    rows = (("Judul",), ("No", "Program", "Calon mitra", "Mitra lain", "Tahun rencana", "Perkiraan anggaran"),
            (1.0, "P", "PT Misal", "x", 2026, 5000000), (), ("Jumlah", None, None, None, None, "5 juta"))  # fmt: skip
    found = read_plainly(Workbook("a.xlsx", (Sheet("S", rows), Sheet("Kosong", ((None,),)))))
    assert found.rows[0] == BarisPemetaan(
        "S", 3, (("No", "1"), ("Program", "P"), ("Calon mitra", "PT Misal"), ("Mitra lain", "x"),
                 ("Tahun rencana", "2026"), ("Perkiraan anggaran", "5000000")),
        nomor="1", program="P", mitra="PT Misal", tahun=(2026,), anggaran=5000000,
    )  # fmt: skip
    assert [row.row for row in found.rows] == [3, 5] and found.rows[1].anggaran is None
    assert [(skip.row, skip.reason) for skip in found.skipped] == [(1, "judul"), (2, "kepala")]


# --- questions


def cited(sheet: str, *rows: int, kind: Any = "pemetaan", file: str = "a.xlsx") -> Sitasi:
    return Sitasi(1, kind, "Pemetaan", "", "", 0, Unit(), file, None, "", "pemetaan-a", sheet=sheet, rows=rows)


def said(words: str, *citations: Sitasi, refused: bool = False) -> Jawaban:
    return Jawaban("?", "id", words, refused, citations=citations)


TABLE = "| Urusan | Jumlah |\n|---|---|\n| Pariwisata [1] | 5 |\n| Pangan | 12 |\n\n**Dasar:** lembar KSDD baris 7"


@pytest.mark.parametrize(
    ("expect", "answer", "right"),
    [
        ({"rows": [["S", 3], ["S", 5]]}, said("Ada dua.", cited("S", 3, 5)), True),
        ({"rows": [["S", 3], ["S", 5]]}, said("Ada dua.", cited("S", 5), cited("S", 3)), True),
        ({"rows": [["S", 3]]}, said("Ada.", cited("S", 3), cited("", kind="naskah")), True),
        ({"rows": [["S", 3], ["S", 5]]}, said("Ada.", cited("S", 3)), False),
        ({"rows": [["S", 3]]}, said("Ada.", cited("S", 3, 4)), False),
        ({"rows": [["S", 3]]}, said("Ada.", cited("T", 3)), False),
        ({"rows": [["S", 3]]}, said("Ada.", cited("S", 3), refused=True), False),
        ({"rows": [["b.xlsx", "S", 3]]}, said("Ada.", cited("S", 3, file="b.xlsx")), True),
        ({"rows": [["b.xlsx", "S", 3]]}, said("Ada.", cited("S", 3)), False),
        ({"number": 12}, said("Ada **12** rencana [1]."), True),
        ({"number": 1}, said("Ada 12 rencana [1]."), False),
        ({"number": 7}, said(TABLE), False),
        ({"number": 1_250_000_000}, said("Totalnya Rp1.250.000.000."), True),
        ({"number": 1_250_000_000}, said("The total is Rp 1,250,000,000."), True),
        ({"number": 2.5}, said("Rata-rata 2,5 tahun."), True),
        ({"number": 2.5}, said("Rata-rata 25 tahun."), False),
        ({"number": 3, "rows": [["S", 3]]}, said("Ada 3.", cited("S", 4)), False),
        ({"groups": {"Pariwisata": 5, "Pangan": 12}}, said(TABLE), True),
        ({"groups": {"Pariwisata": 12, "Pangan": 5}}, said(TABLE), False),
        ({"groups": {"Wisata": 5}}, said(TABLE), False),
        ({"groups": {"Pariwisata": 5, "Sosial": 1}}, said(TABLE), False),
        ({"groups": {"tinggi": {"KSDD": 2, "KSDPK": 4}}}, said("| Tinggi | 2 | 4 |"), True),
        ({"groups": {"tinggi": {"KSDD": 2, "KSDPK": 5}}}, said("| Tinggi | 2 | 4 |"), False),
        ({"values": ["PT Misal", "Kota Jaya"]}, said("Mitranya PT Misal dan Kota Jaya."), True),
        ({"values": ["PT Misal", "Kota Jaya"]}, said("Mitranya PT Misal."), False),
        ({"top": ["Dinas A", "Dinas B"]}, said("1. Dinas A (5)\n2. Dinas B (4)"), True),
        ({"top": ["Dinas A", "Dinas B"]}, said("1. Dinas B (5)\n2. Dinas A (4)"), False),
        ({"top": ["Dinas A"]}, said("Dinas C"), False),
        ({"empty": "Transmigrasi"}, said("Tidak ada baris untuk urusan Transmigrasi."), True),
        ({"empty": "Transmigrasi"}, said("Tidak ada baris untuk urusan Transmigrasi.", refused=True), True),
        ({"empty": "Transmigrasi"}, said("Tidak ada."), False),
        ({"empty": "Transmigrasi"}, said("Transmigrasi", cited("S", 3)), False),
        ({"empty": "Kehutanan|forestry", "field": "urusan"}, said("No row in forestry."), True),
        ({"rows": [["S", 5], ["S", 3]], "ordered": True}, said("Dua.", cited("S", 5), cited("S", 3)), True),
        ({"rows": [["S", 5], ["S", 3]], "ordered": True}, said("Dua.", cited("S", 3, 5)), False),
        ({"rows": [["S", 5], ["S", 3]], "ordered": True}, said("| S baris 5 |\n| S baris 3 |", cited("S", 3, 5)), True),
        ({"rows": [["S", 5], ["S", 3]], "ordered": True}, said("| S baris 3 |\n| S baris 5 |", cited("S", 3, 5)), False),
        ({"groups": {"tinggi": 4, "Pangan": 2}}, said("| High | 4 |\n| Food | 2 |"), True),
        ({"groups": {"Provinsi Contoh 2026": 4}}, said("| Provinsi Contoh | 2026 | 4 |"), True),
        ({"groups": {"Provinsi Contoh 2026": 4}}, said("| Provinsi Contoh | 2027 | 4 |"), False),
        ({"refused": True}, said("Maaf.", refused=True), True),
        ({"refused": True}, said("Ada 3."), False),
    ],
)  # fmt: skip
def test_an_answer_is_right_when_it_says_and_cites_exactly_what_is_expected(
    expect: dict[str, Any], answer: Jawaban, right: bool
) -> None:
    assert (problem(an_item(expect=expect), answer) == "") is right


def a_line(**changes: Any) -> str:
    row = {
        "id": "P-1",
        "question": "Berapa?",
        "language": "id",
        "voice": "rekan",
        "kind": "jumlah",
        "expect": {"number": 3},
    }
    return json.dumps(row | changes)


def an_item(**changes: Any) -> Any:
    return parse_questions(a_line(**changes), "a.jsonl")[0]


@pytest.mark.parametrize(
    ("written", "values"),
    [("12", (12,)), ("1.250", (1250, 1.25)), ("1.250.000", (1250000,)), ("1.250.000,5", (1250000.5,)), ("2,5", (2.5,)),
     ("1,250,000.50", (1250000.5,)), ("12,75", (12.75,))],
)  # fmt: skip
def test_numbers_are_read_in_both_ways_of_writing(written: str, values: tuple[float, ...]) -> None:
    assert as_numbers(written) == values


def test_marks_tags_and_the_basis_are_not_words_of_an_answer() -> None:
    assert words_of(said("Ada **3** [12] <b>x</b>\n\n**Dasar:** baris 40")).split() == ["Ada", "3", "x"]


def test_a_question_tells_its_home_and_what_came_before() -> None:
    item = an_item(home="three", history=[{"role": "user", "content": "Sebelumnya?"}])
    assert item.home == "three" and item.history[0]["content"] == "Sebelumnya?" and an_item().home == ""


@pytest.mark.parametrize(
    "line",
    [
        "{",
        a_line(expect={}),
        a_line(expect={"sum": 3}),
        a_line(expect={"ordered": True}),
        a_line(question=" "),
        a_line(id=3),
        "3",
    ],
)
def test_a_line_that_is_no_question_is_told_by_its_number_and_not_by_its_words(line: str) -> None:
    with pytest.raises(BadQuestions, match=r"a\.jsonl:2") as told:
        parse_questions(f"{a_line()}\n{line}\n", "a.jsonl")
    assert "Berapa" not in str(told.value)


# --- the command


@pytest.fixture
def benches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Benches that measure nothing; returns the names of those that ran."""
    ran: list[str] = []

    def bench(name: str) -> mapping.Bench:
        def run(options: argparse.Namespace, losses: list[str]) -> list[Row]:
            ran.append(name)
            losses.append(f"lost by {name}")
            return [Row(f"the {name}", "-", "1", "2")]

        return run

    monkeypatch.setattr(mapping, "BENCHES", {name: bench(name) for name in mapping.BENCHES})
    return ran


def test_all_benches_stand_in_one_table(benches: list[str]) -> None:
    shown: list[str] = []
    assert mapping.main([], shown.append) == 0
    assert benches == ["workbooks", "questions", "large"]
    assert len(shown) == 1 and shown[0].splitlines()[2] == "| the workbooks | - | 1 | 2 |"


def test_losses_are_told_when_asked_for(benches: list[str]) -> None:
    shown: list[str] = []
    assert mapping.main(["-v", "--only", "large", "--json"], shown.append) == 0
    assert shown[0] == "lost by large" and json.loads(shown[1])[0]["measure"] == "the large"


def test_of_questions_set_aside_only_the_total_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [(an_item(id="P-1"), "refused"), (an_item(id="P-2"), "")]
    monkeypatch.setattr(mapping, "ask_sets", lambda names, core: {name: asked for name in names})
    losses: list[str] = []
    rows = mapping.question_rows(argparse.Namespace(set="both", home=Path("x")), losses)
    assert [(row.ours, row.reach) for row in rows] == [("0.500", "1.0"), ("0.500", ".95")]
    assert losses == ["P-1 'Berapa?': refused"]
    losses.clear()
    mapping.question_rows(argparse.Namespace(set="sealed", home=Path("x")), losses)
    assert losses == []


def test_both_readers_stand_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    book = a_book()
    monkeypatch.setattr(mapping, "make_books", lambda: [book])
    monkeypatch.setattr(mapping, "plain", lambda path: Pemetaan(path.name, "", 0))
    monkeypatch.setattr(mapping, "ours", lambda path: skipping(faultless(book)))
    losses: list[str] = []
    rows = mapping.workbook_rows(argparse.Namespace(), losses)
    assert [(row.peers, row.ours) for row in rows[:4]] == [
        ("0.000 plain", "1.000"), ("0.500 plain", "0.833"), ("0.000 plain", "1.000"), ("0.000 plain", "0.667"),
    ]  # fmt: skip
    assert losses[0].startswith("a.xlsx: cells 0.667") and "not read (catatan)" in losses[1]


def test_a_home_is_made_anew_with_the_mappings_that_are_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "prepare", lambda settings: None)
    files = write_three(tmp_path)
    (tmp_path / "core-three").mkdir()
    (tmp_path / "core-three" / "left over").write_text("x")
    settings = mapping.fill_home(tmp_path / "core", "three", files)
    assert settings.embedder == "none" and not (settings.home / "left over").exists()
    catalog = Catalog(settings.catalog_path)
    held = {(item.daerah, item.tahun, item.count) for item in Mappings(catalog).held()}
    catalog.close()
    assert held == {("Provinsi Contoh", 2026, 105), ("Provinsi Contoh", 2027, 40), ("Kabupaten Misal", 2026, 30)}


@pytest.mark.parametrize(
    ("values", "share", "value"), [([], 95, 0), ([7], 95, 7), (range(1, 101), 95, 95), ([3, 1], 50, 1)]
)
def test_a_percentile_is_one_of_the_values(values: Any, share: int, value: float) -> None:
    assert mapping.percentile(list(values), share) == value


def test_the_large_workbook_has_its_rows_and_is_read(tmp_path: Path) -> None:
    write_large(tmp_path / "b.xlsx", 70)
    found = mapping.ours(tmp_path / "b.xlsx")
    assert len(found.rows) == 70 and len({row.kegiatan for row in found.rows}) == 70
    assert (found.daerah.lower(), found.tahun) == ("provinsi contoh besar", 2026)
