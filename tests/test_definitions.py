"""Terms that a library defines, and where."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.models import Unit
from rag.definitions import TERM, Definitions, initials_of, looks_short
from tests.library import PELAMPUNG, TAMAN, catalog_of, whole_library


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Definitions]:
    catalog = catalog_of(tmp_path_factory.mktemp("istilah"), whole_library())
    yield Definitions.read(catalog)
    catalog.close()


@pytest.mark.parametrize(
    ("text", "term", "bracket", "short"),
    [
        ("Kartu Pinjam adalah tanda.", "Kartu Pinjam", None, None),
        ("3. Kartu Pinjam adalah tanda.", "Kartu Pinjam", None, None),
        ("Taman Bacaan Umum yang selanjutnya disingkat TBU adalah ruang.", "Taman Bacaan Umum", None, "TBU"),
        ("Rak Besi, selanjutnya disebut Rak, adalah lemari.", "Rak Besi", None, "Rak"),
        ("Tukar Koleksi (TK) adalah usaha.", "Tukar Koleksi", "TK", None),
        ("Penjaga/Juru Rak ialah warga.", "Penjaga/Juru Rak", None, None),
    ],
)
def test_the_opening_of_a_definition(text: str, term: str, bracket: str | None, short: str | None) -> None:
    match = TERM.match(text)
    assert match and (match["term"], match["bracket"], match["short"]) == (term, bracket, short)


@pytest.mark.parametrize(
    "text",
    [
        "kartu pinjam adalah tanda.",
        "Kartu Pinjam diberikan kepada pembaca.",
        "Dalam Peraturan Menteri ini yang dimaksud dengan:",
        "(1) Penjaga Rak mencatat buku.",
        "Kartu Pinjam adalahnya tanda.",
        "",
    ],
)
def test_what_opens_no_definition(text: str) -> None:
    assert TERM.match(text) is None


@pytest.mark.parametrize(
    ("term", "places"),
    [
        ("taman bacaan umum", {(TAMAN, "1")}),
        ("tbu", {(TAMAN, "1")}),
        ("penjaga rak", {(TAMAN, "2")}),
        ("juru apung", {(PELAMPUNG, "2")}),
        ("alur", {(PELAMPUNG, "3")}),
    ],
)
def test_each_term_leads_to_its_item_of_pasal_1(
    definitions: Definitions, term: str, places: set[tuple[str, str]]
) -> None:
    found = definitions.places[term]
    assert {(key, unit.angka) for key, unit in found} == places
    assert len(found) == len(set(found))
    assert all(unit == Unit("batang tubuh", "1", angka=unit.angka) for _, unit in found)


@pytest.mark.parametrize("term", ["menteri", "rak", "balai warga", "toko buku", "jalur sepeda", ""])
def test_what_is_not_defined_has_no_place(definitions: Definitions, term: str) -> None:
    assert term not in definitions.places


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Apa itu Penjaga Rak?", ["penjaga rak"]),
        ("beda JURU  APUNG, dan penjaga-rak", ["juru apung", "penjaga rak"]),
        ("TBU itu apa", ["tbu"]),
        ("apa itu taman bacaan umum (TBU)", ["taman bacaan umum", "tbu"]),
        ("penjaga pasar", []),
        ("aluran pelampungan", []),
        ("siapa penyumbangnya", []),
        ("", []),
    ],
)
def test_terms_that_a_text_names_in_order(definitions: Definitions, text: str, terms: list[str]) -> None:
    assert definitions.terms(text) == terms


def test_a_term_inside_a_longer_one_does_not_count() -> None:
    unit = Unit("batang tubuh", "1", angka="1")
    definitions = Definitions({"rak": (("a", unit),), "penjaga rak": (("a", unit),)})
    assert definitions.terms("apa itu penjaga rak") == ["penjaga rak"]
    assert definitions.terms("penjaga rak dan rak") == ["penjaga rak", "rak"]


# --- initials that no text gives

TERMS = (
    "penjaga rak dan buku besar",  # prbb, prdbb
    "taman bacaan umum",  # three letters: too few
    "tukar koleksi antar taman",
    "tata kelola antar toko",  # the same initials as the one above
    "lampu jalan yang selanjutnya disebut lampu",
    "buku 54. lampu jalan raya",
    "pengurus besar lampu raya",
    "pblr",
)


@pytest.mark.parametrize(("short", "term"), [("prbb", TERMS[0]), ("prdbb", TERMS[0])])
def test_initials_lead_to_their_term(short: str, term: str) -> None:
    assert initials_of(TERMS)[short] == term


@pytest.mark.parametrize("short", ["tbu", "tkat", "ljysdl", "ljsl", "blljr", "bljr", "pblr", "pr"])
def test_initials_that_lead_nowhere(short: str) -> None:
    assert short not in initials_of(TERMS)


@pytest.mark.parametrize("word", ["PPID", "ppid", "TKKSD", "DPRD", "KIP"])
def test_words_that_look_short(word: str) -> None:
    assert looks_short(word)


@pytest.mark.parametrize("word", ["dana", "Pasal", "apa", "rak", "kota", "Taman"])
def test_words_that_do_not_look_short(word: str) -> None:
    assert not looks_short(word)


def test_only_what_looks_short_is_written_out() -> None:
    known = Definitions({}, {"prbb": TERMS[0], "dana": "daftar aset niaga asli"})
    assert known.spelled("prbb itu apa, dana apa, pr apa?") == f"{TERMS[0]} itu apa, dana apa, pr apa?"
