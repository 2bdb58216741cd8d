"""The measure: scores as tables, the question files, the recipe's mapping, the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Catalog
from corpus.digest import digest_files
from corpus.models import Jawaban, Ketentuan, Peraturan, Sitasi, Unit
from corpus.settings import Settings
from corpus.sitasi import full_label, parse_label
from eval import __main__ as command
from eval import measure, recipe, report
from eval.measure import Item, Score, Share

FOLDER = Path(measure.__file__).parent
LAST_PASAL = {"Permendagri 22/2020": 64, "PP 28/2018": 52, "Permendagri 25/2020": 44, "UU 23/2014": 411}
REG = "Permendagri 22/2020"


def item(**changes: Any) -> Item:
    row = {
        "id": "T-1", "question": "Berapa lama?", "language": "id", "voice": "rekan", "kind": "waktu",
        "gold": [f"{REG} Pasal 8 ayat (3)"], "also": [f"{REG} Pasal 9"], "must": ["30 hari|tiga puluh hari"],
        "refuse": False,
    }  # fmt: skip
    return measure.parse_item(json.dumps(row | changes))


def citation(label: str, n: int = 1, **changes: Any) -> Sitasi:
    regulation, unit = parse_label(label)
    jenis, _, number = regulation.partition(" ")
    nomor, _, tahun = number.partition("/")
    made = Sitasi(n, "naskah", label, jenis, nomor, int(tahun), unit, "a.pdf", 1, "kata kata", f"{jenis}-{nomor}")
    return replace(made, **changes)


def answer(*labels: str, text: str = "Paling lama 30 hari.", refused: bool = False) -> Jawaban:
    cited = tuple(citation(label, n) for n, label in enumerate(labels, 1))
    return Jawaban("?", "id", text, refused, citations=cited, elapsed_ms={"search": 3, "total": 7})


def scored(question: Item, given: Jawaban) -> Score:
    return measure.score(question, given, 9.0, lambda c: None, lambda c: None)


# --- one answer


@pytest.mark.parametrize(
    ("cited", "gold", "pasal", "ayat"),
    [
        (f"{REG} Pasal 8 ayat (3)", f"{REG} Pasal 8 ayat (3)", True, True),
        (f"{REG} Pasal 8 ayat (3) huruf b", f"{REG} Pasal 8 ayat (3)", True, True),
        (f"{REG} Pasal 8 ayat (3)", f"{REG} Pasal 8 ayat (3) huruf b", True, True),
        (f"{REG} Pasal 8 ayat (3)", f"{REG} Pasal 8", True, True),
        (f"{REG} Pasal 1 angka 5", f"{REG} Pasal 1 angka 5", True, True),
        (f"{REG} Penjelasan Pasal 8", f"{REG} Penjelasan Pasal 8", True, True),
        (f"{REG} Lampiran A1", f"{REG} Lampiran A1", True, True),
        (f"{REG} Pasal 8", f"{REG} Pasal 8 ayat (3)", True, False),
        (f"{REG} Pasal 8 ayat (2)", f"{REG} Pasal 8 ayat (3)", True, False),
        (f"{REG} Pasal 1 angka 6", f"{REG} Pasal 1 angka 5", True, False),
        (f"{REG} Pasal 1", f"{REG} Pasal 1 angka 5", True, False),
        (f"{REG} Pasal 88 ayat (3)", f"{REG} Pasal 8 ayat (3)", False, False),
        (f"{REG} Pasal 8A ayat (3)", f"{REG} Pasal 8 ayat (3)", False, False),
        ("Permendagri 25/2020 Pasal 8 ayat (3)", f"{REG} Pasal 8 ayat (3)", False, False),
        ("Permendagri 22/2021 Pasal 8 ayat (3)", f"{REG} Pasal 8 ayat (3)", False, False),
        (f"{REG} Penjelasan Pasal 8 ayat (3)", f"{REG} Pasal 8 ayat (3)", False, False),
        (f"{REG} Pasal 8 ayat (3)", f"{REG} Penjelasan Pasal 8 ayat (3)", False, False),
        (f"{REG} Lampiran A2", f"{REG} Lampiran A1", False, False),
        (f"{REG} Lampiran A1", f"{REG} Pasal 8", False, False),
    ],
)
def test_a_citation_is_right_to_the_pasal_and_to_the_ayat(cited: str, gold: str, pasal: bool, ayat: bool) -> None:
    there, right = measure.place(citation(cited)), parse_label(gold)
    assert (measure.same_pasal(there, right), measure.same_ayat(there, right)) == (pasal, ayat)


@pytest.mark.parametrize(
    ("labels", "first", "five", "ayat", "also"),
    [
        ([f"{REG} Pasal 8 ayat (3)"], True, True, True, False),
        ([f"{REG} Pasal 8 ayat (1)", f"{REG} Pasal 8 ayat (3)"], True, True, False, False),
        ([f"{REG} Pasal 9", f"{REG} Pasal 8 ayat (3)"], False, True, False, True),
        ([f"{REG} Pasal {n}" for n in (1, 2, 3, 4, 8)], False, True, False, False),
        ([f"{REG} Pasal {n}" for n in (1, 2, 3, 4, 5, 8)], False, False, False, False),
        ([f"{REG} Pasal 7"], False, False, False, False),
        ([], False, False, False, False),
    ],
)
def test_the_place_of_the_right_citation_counts(
    labels: list[str], first: bool, five: bool, ayat: bool, also: bool
) -> None:
    found = scored(item(), answer(*labels))
    assert (found.first, found.five, found.ayat, found.also) == (first, five, ayat, also)


def test_citations_are_taken_by_their_number_not_by_their_order() -> None:
    given = answer(f"{REG} Pasal 8 ayat (3)", f"{REG} Pasal 7")
    assert scored(item(), replace(given, citations=given.citations[::-1])).first is True


@pytest.mark.parametrize(
    ("gold", "cited", "ayat"),
    [
        ([f"{REG} Pasal 8"], f"{REG} Pasal 8 ayat (1)", None),
        ([f"{REG} Pasal 8 huruf b"], f"{REG} Pasal 8", None),
        ([f"{REG} Pasal 8 ayat (3)", "PP 28/2018 Pasal 4"], "PP 28/2018 Pasal 4 ayat (9)", True),
        ([f"{REG} Pasal 8 ayat (3)", "PP 28/2018 Pasal 4 ayat (1)"], "PP 28/2018 Pasal 4 ayat (3)", False),
    ],
)
def test_ayat_is_asked_only_where_a_gold_names_one(gold: list[str], cited: str, ayat: bool | None) -> None:
    assert scored(item(gold=gold), answer(cited)).ayat is ayat


@pytest.mark.parametrize(
    ("must", "text", "missing"),
    [
        (["30 hari"], "Paling lama **30 hari** kerja [1].", []),
        (["30 hari|tiga puluh hari"], "Selama TIGA PULUH\nhari.", []),
        (["a & b"], "Memuat a &amp; b.", []),
        (["nomor_surat"], r"Isinya nomor\_surat.", []),
        (["kerja sama wajib"], "Kerja sama [2] wajib.", []),
        (["gubernur", "30 hari"], "Paling lama 30 hari.", ["gubernur"]),
        (["30 hari|sebulan"], "Paling lama 300 jam.", ["30 hari|sebulan"]),
        (["wali kota", "bupati"], "Tidak ada.", ["wali kota", "bupati"]),
    ],
)
def test_what_must_be_said(must: list[str], text: str, missing: list[str]) -> None:
    found = scored(item(must=must), answer(f"{REG} Pasal 8 ayat (3)", text=text))
    assert (list(found.missing), found.must) == (missing, not missing)


def test_what_must_be_said_may_stand_in_a_quote_but_not_in_a_refusal() -> None:
    cited = citation(f"{REG} Pasal 8", quote="paling lama\n30 hari")
    given = Jawaban("?", "id", "Ada batasnya.", citations=(cited,))
    assert scored(item(), given).must is True
    assert scored(item(), answer(text="Bukan 30 hari.", refused=True)).must is False


@pytest.mark.parametrize(
    ("refuse", "refused", "lost"),
    [(True, True, False), (True, False, True), (False, True, True), (False, False, False)],
)
def test_refusals(refuse: bool, refused: bool, lost: bool) -> None:
    question = item(refuse=True, gold=[], must=[], kind="tidak_diatur") if refuse else item()
    labels = [] if refused else [f"{REG} Pasal 8 ayat (3)"]
    found = scored(question, answer(*labels, refused=refused))
    assert (found.refused, found.lost) == (refused, lost)
    if refuse:
        assert (found.first, found.five, found.ayat, found.must) == (None, None, None, None)


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("(1) Kerja sama dilakukan.", "( 1 )  Kerja\nsama dila-\nkukan .", True),
        ("KERJA SAMA", "kerja sama", True),
        ("Kerja sama dilakukan.", "Kerja sama dapat dilakukan.", False),
        ("30 hari", "3 hari", False),
        ("", "apa saja", False),
        (" . ", "apa saja .", False),
    ],
)
def test_a_quote_stands_in_a_text_letter_by_letter(quote: str, text: str, stands: bool) -> None:
    assert measure.stands_in(quote, [text]) is stands


def test_problems_of_citations_are_counted() -> None:
    given = answer(f"{REG} Pasal 8 ayat (3)", f"{REG} Pasal 9")
    found = measure.score(item(), given, 1.0, lambda c: "bad" if c.n == 2 else None, lambda c: f"lost {c.n}")
    assert (found.citations, found.bad_quotes, found.unresolved, found.lost) == (
        2,
        ("bad",),
        ("lost 1", "lost 2"),
        True,
    )


# --- many answers


def test_a_summary_counts_each_share_over_those_it_is_asked_of() -> None:
    out = item(id="T-2", refuse=True, gold=[], must=[], kind="luar_topik")
    scores = [
        scored(item(), answer(f"{REG} Pasal 8 ayat (3)")),
        scored(item(), answer(f"{REG} Pasal 7", f"{REG} Pasal 8 ayat (3)", text="?")),
        scored(item(gold=[f"{REG} Pasal 8"], must=[]), answer(refused=True)),
        scored(out, answer(refused=True)),
        scored(out, answer(f"{REG} Pasal 7")),
    ]
    found = measure.summarize(scores)
    assert (found.questions, found.first, found.five) == (5, Share(1, 3), Share(2, 3))
    assert (found.ayat, found.must) == (Share(1, 2), Share(1, 2))
    assert (found.refused_right, found.refused_wrong) == (Share(1, 2), Share(1, 3))
    assert (found.quotes, found.resolved) == (Share(4, 4), Share(4, 4))
    assert {name: s.questions for name, s in measure.by(scores, "kind").items()} == {"luar_topik": 2, "waktu": 3}
    assert set(measure.by(scores, "regulation")) == {"-", REG}


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([], 50, 0), ([4], 95, 4), ([3, 1, 2], 50, 2), (list(range(1, 101)), 95, 95), ([1, 2], 50, 1), ([1, 2], 95, 2)],
)
def test_percentiles_are_by_nearest_rank(values: list[float], percent: float, expected: float) -> None:
    assert measure.percentile(values, percent) == expected


def test_a_share_of_nothing_has_no_value() -> None:
    assert (Share(0, 0).value, str(Share(0, 0)), str(Share(1, 4))) == (None, "-", "0.250 (1/4)")


# --- the questions


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", '{"id": "A"}', '"A"',
        json.dumps({"id": "A", "question": "?", "language": "id", "voice": "rekan", "kind": "waktu"}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_question_is_told_by_its_number(line: str) -> None:
    with pytest.raises(measure.BadQuestions, match="x.jsonl:3"):
        measure.parse_items(f"\n\n{line}", "x.jsonl")


@pytest.mark.parametrize(
    "changes",
    [
        {"gold": ["Pasal 8 ayat (3)"]}, {"gold": "Pasal 8"}, {"must": [3]}, {"history": ["halo"]}, {"refuse": "no"},
        {"question": " "},
    ],
)  # fmt: skip
def test_a_field_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        item(**changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"gold": [f"{REG} Pasal 64"]}, None),
        ({"gold": [f"{REG} Lampiran A1"]}, None),
        ({"gold": [f"{REG} Pasal 65"]}, "out of range"),
        ({"also": ["PP 28/2018 Pasal 0"]}, "out of range"),
        ({"gold": ["PP 99/2018 Pasal 1"]}, "is not held"),
        ({"gold": []}, "gold where"),
        ({"refuse": True, "kind": "luar_topik"}, "gold where"),
        ({"kind": "luar_topik"}, "unknown"),
        ({"voice": "teman"}, "unknown"),
        ({"voice": "english"}, "voice and language"),
        ({"must": ["a|"]}, "empty string"),
    ],
)
def test_problems_of_a_question(changes: dict[str, Any], problem: str | None) -> None:
    found = measure.item_problems([item(**changes)], LAST_PASAL)
    assert bool(found) is bool(problem) and all(problem in text for text in found if problem)


def test_a_doubled_id_is_a_problem() -> None:
    assert measure.item_problems([item(), item()], LAST_PASAL) == ["T-1: the id stands twice"]


def test_the_question_files_are_valid_and_half_is_set_aside() -> None:
    sets = {name: command.read_set(name) for name in command.SETS}
    assert measure.item_problems([q for questions in sets.values() for q in questions], LAST_PASAL) == []
    counts = {name: (sum(not q.refuse for q in qs), sum(q.refuse for q in qs)) for name, qs in sets.items()}
    assert sum(n for n, _ in counts.values()) >= 150 and sum(n for _, n in counts.values()) >= 40
    assert counts["seen"] == counts["sealed"]
    assert {q.kind for q in sets["sealed"]} == measure.ANSWERABLE | measure.REFUSABLE
    assert not {q.question for q in sets["seen"]} & {q.question for q in sets["sealed"]}


# --- the recipe


TEXTS = (
    (Unit("batang tubuh", "3", "1"), "rapat tahunan dihadiri oleh seluruh anggota kelompok tani di desa"),
    (Unit("batang tubuh", "3", "2"), "cukup jelas"),
    (Unit("batang tubuh", "4"), "iuran dibayar pada hari senin pertama setiap bulan kepada bendahara kelompok"),
    (Unit("lampiran", huruf="A1"), "daftar hadir"),
)
PROVISIONS = [(unit, text.split()) for unit, text in TEXTS]


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("oleh seluruh anggota kelompok tani di desa pasal 4 iuran dibayar", []),
        ("dihadiri oleh seluruh anggota kelompok tani di desa pasal 4 iuran dibayar", ["Pasal 3"]),
        ("bulan kepada bendahara kelompok rapat tahunan dihadiri oleh seluruh anggota kelompok tani", ["Pasal 3"]),
        ("hari senin pertama setiap bulan kepada bendahara kelompok lalu cukup jelas", ["Pasal 4", "Pasal 3"]),
        ("lampiran daftar hadir", ["Lampiran A1"]),
        ("pasal 3 pasal 4", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_chunk_touches_the_pasal_whose_words_it_holds(chunk: str, expected: list[str]) -> None:
    assert [full_label("", unit) for unit in recipe.touched(chunk.split(), PROVISIONS)] == expected


@pytest.mark.parametrize(
    ("chunks", "first", "five", "start"),
    [
        ([["Pasal 8"]], True, True, True),
        ([["Pasal 7", "Penjelasan Pasal 8"]], True, True, False),
        ([["Pasal 7"], ["Pasal 8"]], False, True, False),
        ([[], ["Pasal 8"]], False, True, False),
        ([["Pasal 1"]] * 5 + [["Pasal 8"]], False, False, False),
        ([], False, False, False),
    ],
)
def test_the_recipe_is_read_in_its_favour(chunks: list[list[str]], first: bool, five: bool, start: bool) -> None:
    places = [[parse_label(f"{REG} {label}") for label in labels] for labels in chunks]
    found = measure.score_chunks(item(), places, 1.0)
    assert (found.first, found.five, found.start) == (first, five, start)


def test_words_of_a_provision_are_kept_by_page() -> None:
    provision = Ketentuan(Unit(pasal="3"), (), "satu dua tiga empat", 7, ((9, 8),))
    assert (recipe.on_page(provision, 7), recipe.on_page(provision, 8), recipe.on_page(provision, 9)) == (
        "satu dua ", "tiga empat", "",
    )  # fmt: skip


def library(home: Path) -> Catalog:
    catalog = Catalog(Settings(home).catalog_path)
    provisions = tuple(Ketentuan(unit, (), text, 2) for unit, text in TEXTS)
    catalog.add(Peraturan("a.pdf", "Permendagri", "22", 2020, "Iuran", pages=2, provisions=provisions), "0" * 64)
    return catalog


def test_a_chunk_is_mapped_by_its_page(home: Path) -> None:
    places = recipe.Map(library(home))
    text = "Hari Senin pertama, setiap bulan, kepada bendahara kelompok."
    assert places.places(recipe.Chunk("a.pdf", 2, text)) == [parse_label(f"{REG} Pasal 4")]
    assert places.places(recipe.Chunk("a.pdf", 1, text)) == []
    assert places.places(recipe.Chunk("lain.pdf", 2, text)) == []


# --- the sources


@pytest.mark.parametrize(
    ("label", "changes", "problem"),
    [
        (f"{REG} Pasal 3 ayat (1)", {}, None),
        (f"{REG} Pasal 3", {}, None),
        (f"{REG} Pasal 3 ayat (3)", {}, "has no provision"),
        (f"{REG} Pasal 9", {}, "has no provision"),
        (f"{REG} Penjelasan Pasal 3", {}, "has no provision"),
        (f"{REG} Pasal 3", {"kind": "ringkasan"}, "is not held"),
        ("PP 28/2018 Pasal 3", {}, "is not held"),
        (f"{REG} Pasal 3", {"label": f"{REG} Pasal 4"}, "does not say its unit"),
    ],
)
def test_a_citation_resolves_in_the_catalogue(
    home: Path, label: str, changes: dict[str, Any], problem: str | None
) -> None:
    found = command.resolve_problem(replace(citation(label), **changes), library(home))
    assert problem in found if problem and found else found == problem


def test_a_quote_must_stand_on_the_page_that_is_named(tmp_path: Path) -> None:
    sources = command.Sources({}, {"a.pdf": ["Iuran dibayar\ntiap bulan.", ""]})
    cited = citation(f"{REG} Pasal 4", quote="iuran dibayar tiap bulan")
    assert sources.quote_problem(cited) is None
    for page in (None, 0, 3):
        assert "not on page" in str(sources.quote_problem(replace(cited, page=page)))
    assert "not on page" in str(sources.quote_problem(replace(cited, file="lain.pdf")))


def test_a_quote_of_a_digest_is_looked_for_in_its_file() -> None:
    path = digest_files()[0]
    line = next(text for text in path.read_text(encoding="utf-8").splitlines() if text.startswith("(1)"))
    cited = citation(f"{REG} Pasal 4", kind="ringkasan", file=path.name, page=None, quote=line)
    sources = command.Sources({}, {})
    assert sources.quote_problem(cited) is None
    assert sources.quote_problem(replace(cited, quote=line + " dan tidak tertulis")) is not None
    assert sources.quote_problem(replace(cited, file="tidak-ada.md")) is not None


def test_a_folder_without_regulations_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"bukan pdf")
    assert command.main(["--corpus", str(tmp_path), "--home", str(tmp_path / "home")]) == 1
    assert "holds no PDF" in capsys.readouterr().err


def test_a_command_that_fails_is_told(home: Path) -> None:
    with pytest.raises(command.CommandFailed, match="tidak-ada"):
        command.run(["-m", "tidak-ada"], home)


# --- the report


def a_report() -> report.Report:
    sealed = item(id="S-1", question="Rahasia?")
    scores = {
        "seen": (scored(item(), answer(f"{REG} Pasal 7", text="a | b")),),
        "sealed": (scored(sealed, answer(f"{REG} Pasal 7")),),
    }
    chunks = measure.score_chunks(item(), [[parse_label(f"{REG} Pasal 8")]], 20.0)
    sets = tuple(report.SetResult(name, found, (chunks,)) for name, found in scores.items())
    return report.Report(sets, report.Speed(100, 2.0, (1.5, 1.2, 1.9), 0.5), {"date": "2020-01-02"})


def test_the_sealed_set_is_shown_by_its_totals_alone() -> None:
    shown, everything = report.markdown(a_report()), report.markdown(a_report(), show_sealed=True)
    assert "ours, sealed" in shown and "### seen by kind" in shown
    assert "### sealed" not in shown and "### sealed by kind" in everything
    machine = report.as_json(a_report())
    assert "questions" in machine["sets"]["seen"] and set(machine["sets"]["sealed"]) == {"ours", "recipe"}
    assert "S-1" not in json.dumps(machine) and "S-1" in json.dumps(report.as_json(a_report(), show_sealed=True))


def test_the_tables_are_whole() -> None:
    blocks = [b for b in report.markdown(a_report()).split("\n\n") if b.startswith("|")]
    for block in blocks:
        assert len({line.replace("\\|", "").count("|") for line in block.splitlines()}) == 1
    assert (
        "| first citation is a right Pasal | 1.000 (1/1) | 0.000 (0/1) | 1.000 (1/1) | 0.000 (0/1) | .80 |" in blocks[0]
    )
    assert "50 a second (100 in 2.0 s)" in blocks[1] and "1.20 s best, 1.50 s median of 3" in blocks[1]


def test_losses_tell_what_was_cited_and_what_is_right() -> None:
    text = report.losses(a_report().sets[0])
    for words in (
        "T-1 [rekan, waktu] lost: first, five, ayat, must",
        f"{REG} Pasal 7",
        f"{REG} Pasal 8 ayat (3)",
        "30 hari",
    ):
        assert words in text
    right = report.SetResult("seen", (scored(item(), answer(f"{REG} Pasal 8 ayat (3)")),))
    assert report.losses(right).startswith("seen: 0 of 1")


def test_the_history_has_a_row_for_each_set_in_the_columns_of_its_page() -> None:
    rows = report.history_rows(a_report(), "2020-01-02", "a | b")
    head = report.HISTORY_HEAD
    assert head in command.HISTORY.read_text(encoding="utf-8").splitlines()
    assert [row.replace("\\|", "").count("|") for row in rows] == [head.count("|")] * 2
    assert rows[0].startswith("| 2020-01-02 | a \\| b | seen | .000 | .000 |") and rows[0].endswith(
        "| 1.000 / 1.000 | 50 | 1.2 |"
    )


class FakeAnswerer:
    """Always says the same; remembers what it was asked."""

    def __init__(self, catalog: Catalog, given: Jawaban) -> None:
        self.catalog, self.given = catalog, given
        self.asked: list[tuple[str, int]] = []

    def answer(self, text: str, history: Any = ()) -> Jawaban:
        self.asked.append((text, len(history)))
        return self.given


def test_every_question_is_asked_with_its_history_and_one_more_warms_up(home: Path) -> None:
    fake = FakeAnswerer(library(home), answer(f"{REG} Pasal 4", text="30 hari"))
    follow_up = item(id="T-2", kind="lanjutan", history=[{"role": "user", "content": "Dulu?"}])
    sources = command.Sources({}, {"a.pdf": ["kata kata"]})
    scores = command.answer_all([item(), follow_up], fake, sources)  # type: ignore[arg-type]
    assert fake.asked == [(command.WARM_UP, 0), ("Berapa lama?", 0), ("Berapa lama?", 1)]
    assert [(s.must, s.first, s.bad_quotes, s.unresolved) for s in scores] == [(True, False, (), ())] * 2


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], "Berapa lama?"),
        ([{"role": "user", "content": "Satu"}, {"role": "assistant", "content": "Dua"}], "Satu Berapa lama?"),
    ],
)
def test_the_recipe_searches_a_follow_up_with_the_question_before(history: list[dict[str, str]], expected: str) -> None:
    assert command.search_query(item(history=history)) == expected
