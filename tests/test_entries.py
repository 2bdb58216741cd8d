from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entries import EMBED_CHARS, PIECES, Entry, entries_of, is_definitions, pieces, with_markers
from corpus.models import Ketentuan, Unit
from tests.factories import ketentuan, parsed, peraturan, question


def addresses(entries: list[Entry]) -> list[tuple[str | None, str | None, str | None, bool]]:
    return [(e.unit.pasal, e.unit.ayat, e.unit.angka, e.whole) for e in entries]


AYAT = (
    ketentuan("2", "Warga membawa:", ayat="1", heading=("BAB II Tata Cara", "Bagian Kesatu Pendaftaran")),
    ketentuan("2", "bibit; dan", ayat="1", huruf="a"),
    ketentuan("2", "alat.", ayat="1", huruf="b"),
    ketentuan("2", "Penjaga Kebun menjawab.", ayat="2", page=2),
)
TERMS = (
    ketentuan("1", "Yang dimaksud dengan:", order="angka"),
    ketentuan("1", "Kebun adalah lahan:", angka="1", order="angka"),
    ketentuan("1", "luas.", angka="1", huruf="a", order="angka"),
    ketentuan("1", "Warga adalah orang.", angka="2", order="angka"),
    ketentuan("1", "Penjaga adalah warga.", angka="3", order="angka"),
)


def test_each_ayat_is_an_entry_with_its_list_inside_beside_the_whole() -> None:
    found = entries_of(peraturan(*AYAT))
    assert addresses(found) == [("2", None, None, True), ("2", "1", None, False), ("2", "2", None, False)]
    assert found[1].body == "(1) Warga membawa: a. bibit; dan b. alat."
    assert found[0].body == "(1) Warga membawa: a. bibit; dan b. alat. (2) Penjaga Kebun menjawab."
    assert [e.page for e in found] == [1, 1, 2]
    assert found[1].heading == "Pendaftaran. Tata Cara"


def test_each_definition_is_an_entry() -> None:
    found = entries_of(peraturan(*TERMS))
    assert addresses(found) == [
        ("1", None, None, True),
        ("1", None, "1", False),
        ("1", None, "2", False),
        ("1", None, "3", False),
    ]
    assert [e.body for e in found] == [
        "Yang dimaksud dengan:", "1. Kebun adalah lahan: a. luas.", "2. Warga adalah orang.", "3. Penjaga adalah warga.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("provisions", "defines"),
    [
        (TERMS, True),
        (TERMS[1:], True),  # the sentence that leads in is lost
        (TERMS[:3], False),
        (AYAT, False),
        ((ketentuan("1", "Warga membawa:", order="angka"), *TERMS[1:]), False),
    ],
)
def test_is_definitions(provisions: tuple[Ketentuan, ...], defines: bool) -> None:
    assert is_definitions(provisions) is defines


def test_a_pasal_without_ayat_is_one_entry() -> None:
    found = entries_of(peraturan(ketentuan("3", "Syaratnya:"), ketentuan("3", "rajin.", huruf="a")))
    assert [(e.body, e.whole) for e in found] == [("Syaratnya: a. rajin.", False)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Cukup jelas.", False), ("cukup jelas", False), ("Cukup jelas. Huruf b Cukup jelas.", False), ("Bibit itu muda.", True),
     ("Cukup jelas bagi warga.", True), ("", False)],
)  # fmt: skip
def test_what_says_nothing_is_not_searched(text: str, kept: bool) -> None:
    assert bool(entries_of(peraturan(ketentuan("3", text, part="penjelasan")))) is kept


def test_pages_without_pasal_are_searched_by_words_alone() -> None:
    (found,) = entries_of(
        peraturan(ketentuan(None, "Formulir pendaftaran kebun milik warga.", part="lampiran", page=7))
    )
    assert (found.page, found.passages) == (7, ())


def test_questions_go_to_the_entry_of_their_unit() -> None:
    asked = (
        question("Apa yang dibawa?", pasal="2", ayat="1"), question("Siapa menjawab?", pasal="2", ayat="2"),
        question("Bibit?", pasal="2", ayat="1", huruf="a"), question("Semua?", pasal="2"),
    )  # fmt: skip
    found = entries_of(peraturan(*AYAT, questions=asked))
    assert [e.questions for e in found] == [("Semua?",), ("Apa yang dibawa?", "Bibit?"), ("Siapa menjawab?",)]
    assert [[p.text for p in e.passages if p.field == "question"] for e in found] == [list(e.questions) for e in found]


def test_the_whole_has_no_vector_of_its_text() -> None:
    found = entries_of(peraturan(*AYAT))
    assert found[0].passages == ()
    assert [p.field for p in found[1].passages] == ["text"]


def test_english_has_its_own_passages() -> None:
    (found,) = entries_of(peraturan(ketentuan("3", "Hasil panen dibagi rata.", text_en="Shared.", title_en="Harvest")))
    assert found.english == "Harvest: Shared."
    assert [p.field for p in found.passages] == ["english"]


def test_with_markers_leaves_out_what_is_empty() -> None:
    assert with_markers([ketentuan("1", ""), ketentuan("1", "bibit.", huruf="a")]) == "a. bibit."


def test_entries_of_a_parsed_text_hold_all_its_words() -> None:
    item = parsed("Pasal 1\n(1) Warga menanam:\na. apel; dan\nb. pir.\n(2) Warga memanen.\nPasal 2\nSelesai.")
    assert [e.body for e in entries_of(item) if not e.whole] == [
        "(1) Warga menanam: a. apel; dan b. pir.", "(2) Warga memanen.", "Selesai.",
    ]  # fmt: skip


@given(st.text(alphabet="ab \n", max_size=4000))
def test_pieces_are_short_and_in_order(text: str) -> None:
    found = pieces(text)
    assert len(found) <= PIECES
    assert all(len(piece) <= EMBED_CHARS * 1.25 for piece in found)
    joined = "".join("".join(found).split())
    assert "".join(text.split()).startswith(joined)


def test_units_are_those_of_the_provisions() -> None:
    assert {e.unit for e in entries_of(peraturan(*AYAT))} == {
        Unit(pasal="2"),
        Unit(pasal="2", ayat="1"),
        Unit(pasal="2", ayat="2"),
    }
