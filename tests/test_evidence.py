"""A provision with all that is held of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.catalog import Catalog
from corpus.models import Ketentuan, Unit
from rag.evidence import QUOTE_CHARS, Evidence, Library, Source
from tests.library import PELAMPUNG, SEPEDA, TAMAN, catalog_of, evidence_of, library_of, whole_library


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    made = catalog_of(tmp_path_factory.mktemp("pustaka"), whole_library())
    yield made
    made.close()


@pytest.fixture
def library(catalog: Catalog) -> Library:
    return library_of(catalog)


def with_first(evidence: Evidence, first: Ketentuan) -> Evidence:
    """The same provision, its official text replaced."""
    assert evidence.naskah
    return replace(evidence, naskah=Source(evidence.naskah.held, (first,)))


@pytest.mark.parametrize(
    ("key", "kind", "texts"),
    [(TAMAN, "naskah", (True, True)), (PELAMPUNG, "naskah", (True, False)), (SEPEDA, "ringkasan", (False, True))],
)
def test_the_official_text_is_cited_where_it_is_held(
    catalog: Catalog, key: str, kind: str, texts: tuple[bool, bool]
) -> None:
    found = evidence_of(catalog, key, "1")
    assert found.kind == kind == found.cited.held.kind
    assert (found.naskah is not None, found.ringkasan is not None) == texts


@pytest.mark.parametrize(
    ("levels", "label", "page"),
    [
        (("2",), "Permendagri 91/2098 Pasal 2", 1),
        (("3", "2"), "Permendagri 91/2098 Pasal 3 ayat (2)", 2),
        (("5", "2", "c"), "Permendagri 91/2098 Pasal 5 ayat (2) huruf c", 2),
        (("1", None, None, "3"), "Permendagri 91/2098 Pasal 1 angka 3", 1),
        (("6",), "Permendagri 91/2098 Pasal 6", 3),
    ],
)
def test_label_and_page(catalog: Catalog, levels: tuple[str | None, ...], label: str, page: int) -> None:
    found = evidence_of(catalog, TAMAN, *levels)
    assert (found.label, found.quote()[1]) == (label, page)


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        (TAMAN, Unit(pasal="40")),
        (TAMAN, Unit(pasal="3", ayat="9")),
        (TAMAN, Unit(pasal="2", huruf="z")),
        (TAMAN, Unit("penjelasan", "2")),
        (TAMAN, Unit("lampiran", huruf="A1")),
        (TAMAN, Unit()),
        ("permendagri-1-1999", Unit(pasal="1")),
    ],
)
def test_what_is_not_held_gives_no_evidence(library: Library, key: str, unit: Unit) -> None:
    assert library.evidence(key, unit) is None


@pytest.mark.parametrize(
    ("key", "pasal", "has"),
    [(TAMAN, "7", True), (TAMAN, "8", False), (SEPEDA, "9", True), (SEPEDA, "2", False), (TAMAN, "", False),
     ("permendagri-1-1999", "1", False)],
)  # fmt: skip
def test_whether_a_regulation_has_a_pasal(library: Library, key: str, pasal: str, has: bool) -> None:
    assert library.has_pasal(key, pasal) is has


def test_the_members_of_a_provision_are_in_order_itself_first(catalog: Catalog) -> None:
    found = evidence_of(catalog, TAMAN, "3", "1")
    assert [m.unit.huruf for m in found.cited.members] == [None, "a", "b", "c", "d"]
    assert {m.unit.ayat for m in found.cited.members} == {"1"}


def test_a_form_of_the_annex_is_held_by_its_name(library: Library) -> None:
    found = library.evidence(SEPEDA, Unit("lampiran", huruf="A1"))
    assert found and found.label == "PP 93/2096 Lampiran A1"
    assert library.evidence(SEPEDA, Unit("lampiran", huruf="A2")) is None


@pytest.mark.parametrize(
    ("key", "language", "kind", "english"),
    [
        (TAMAN, "id", "ringkasan", False),
        (TAMAN, "en", "ringkasan", True),
        (PELAMPUNG, "id", "naskah", False),
        (PELAMPUNG, "en", "naskah", False),
        (SEPEDA, "en", "ringkasan", True),
    ],
)
def test_the_digest_is_spoken_where_there_is_one(
    catalog: Catalog, key: str, language: str, kind: str, english: bool
) -> None:
    source, is_english = evidence_of(catalog, key, "1").spoken("en" if language == "en" else "id")
    assert (source.held.kind, is_english) == (kind, english)


def test_a_digest_without_english_speaks_none(catalog: Catalog) -> None:
    found = evidence_of(catalog, SEPEDA, "9")
    assert found.ringkasan
    bare = tuple(replace(m, text_en="") for m in found.ringkasan.members)
    assert replace(found, ringkasan=Source(found.ringkasan.held, bare)).spoken("en")[1] is False


def test_the_quote_holds_the_list_in_the_words_of_the_source(catalog: Catalog) -> None:
    quote, page = evidence_of(catalog, TAMAN, "2").quote()
    assert (quote, page) == (
        "Taman Bacaan Umum dibuka di: a. balai warga; b. pasar; c. terminal; dan d. dermaga.",
        1,
    )


def test_a_quote_comes_from_one_page(catalog: Catalog) -> None:
    text = "Rak disapu setiap pagi oleh warga, lalu buku ditata menurut warna sampulnya."
    cut = text.index("lalu")
    found = with_first(evidence_of(catalog, TAMAN, "4"), Ketentuan(Unit(pasal="4"), (), text, 2, ((cut, 3),)))
    assert found.quote() == ("Rak disapu setiap pagi oleh warga,", 2)


def test_a_quote_of_too_few_words_is_taken_from_the_next_page(catalog: Catalog) -> None:
    text = "Rak disapu setiap pagi oleh warga, lalu buku ditata."
    cut, more = text.index("setiap"), text.index("lalu")
    broken = Ketentuan(Unit(pasal="4"), (), text, 2, ((cut, 3), (more, 4)))
    assert with_first(evidence_of(catalog, TAMAN, "4"), broken).quote() == ("setiap pagi oleh warga,", 3)


def test_a_long_quote_is_cut_between_words(catalog: Catalog) -> None:
    long = Ketentuan(Unit(pasal="4"), (), "merawat " * 200, 2)
    quote, _ = with_first(evidence_of(catalog, TAMAN, "4"), long).quote()
    assert len(quote) <= QUOTE_CHARS and set(quote.split()) == {"merawat"}


def test_a_page_without_pasal_is_evidence_by_its_words(catalog: Catalog, library: Library) -> None:
    held = library.held[TAMAN, "naskah"]
    opening = catalog.provisions(held.id)[0]
    assert opening.unit.pasal is None
    found = library.page_evidence(TAMAN, 0, opening.page, opening.text)
    assert found and found.cited.members == (opening,)
    assert library.page_evidence(TAMAN, 0, 99, opening.text) is None
    assert library.page_evidence(TAMAN, 0, opening.page, "kata lain sama sekali") is None
    assert library.page_evidence(SEPEDA, 0, opening.page, opening.text) is None


@pytest.mark.parametrize(
    ("key", "pasal", "ayat"),
    [(TAMAN, "3", ["1", "2", "3"]), (TAMAN, "2", []), (TAMAN, "40", []), (SEPEDA, "1", ["1", "2"])],
)
def test_the_ayat_of_a_pasal(library: Library, key: str, pasal: str, ayat: list[str]) -> None:
    assert [unit.ayat for unit in library.ayat(key, Unit(pasal=pasal))] == ayat
