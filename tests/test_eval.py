"""The measure: one answer against its question, many answers as numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import Jawaban
from corpus.sitasi import parse_label
from eval import measure
from eval.measure import Share
from tests.questions import REG, answer, citation, item, scored

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
