"""Nothing leaves unless its citation resolves and its quote and words stand in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.catalog import Catalog
from corpus.models import Ketentuan, Sitasi, Unit
from rag.compose import Statement, cite, statement
from rag.evidence import Library, Source
from rag.question import Language
from rag.verify import citation_problem, letters, stands_in, statement_problem, verified
from tests.library import PELAMPUNG, SEPEDA, TAMAN, catalog_of, evidence_of, library_of, whole_library


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    made = catalog_of(tmp_path_factory.mktemp("pustaka"), whole_library())
    yield made
    made.close()


@pytest.fixture
def library(catalog: Catalog) -> Library:
    return library_of(catalog)


def cited(catalog: Catalog, key: str = TAMAN, *levels: str | None) -> Sitasi:
    return cite(evidence_of(catalog, key, *(levels or ("3", "2"))), 1)


def said(catalog: Catalog, key: str, *levels: str | None, language: Language = "id") -> Statement:
    found = statement(evidence_of(catalog, key, *levels), language)
    assert found is not None
    return found


PROVISION = (Ketentuan(Unit(pasal="1"), (), "Rak dibersihkan setiap pagi.", 1),)


@pytest.mark.parametrize(
    "quote", ["Rak dibersihkan setiap pagi.", "rak  dibersihkan\nsetiap", "Rak dibersih-\nkan setiap pagi"]
)
def test_a_quote_stands_in_its_source_whatever_its_blanks(quote: str) -> None:
    assert stands_in(quote, PROVISION)


@pytest.mark.parametrize("quote", ["", " … ", "Rak dibersihkan setiap sore.", "Rak setiap pagi", "pagi Rak"])
def test_a_quote_that_does_not_stand_in_its_source(quote: str) -> None:
    assert not stands_in(quote, PROVISION)


def test_a_quote_is_not_pieced_together_from_two_provisions() -> None:
    other = Ketentuan(Unit(pasal="1", ayat="2"), (), "Buku ditata.", 1)
    assert not stands_in("setiap pagi. Buku ditata.", (*PROVISION, other))


def test_letters_are_what_is_compared() -> None:
    assert letters("Rak (2) - Buku_A!") == "rak2bukua"


@pytest.mark.parametrize(
    ("key", "levels"),
    [(TAMAN, ("3", "2")), (TAMAN, ("3",)), (TAMAN, ("2",)), (TAMAN, ("1", None, None, "2")), (PELAMPUNG, ("3",)),
     (SEPEDA, ("1", "2")), (TAMAN, ("5", "2", "b"))],
)  # fmt: skip
def test_a_true_citation_holds(catalog: Catalog, library: Library, key: str, levels: tuple[str | None, ...]) -> None:
    assert citation_problem(cited(catalog, key, *levels), library) is None


@pytest.mark.parametrize(
    "unit",
    [
        Unit(pasal="33"),
        Unit(pasal="3", ayat="9"),
        Unit(pasal="3", ayat="2", huruf="a"),
        Unit("penjelasan", "3", "2"),
        Unit("lampiran", huruf="A1"),
    ],
)
def test_an_invented_unit_is_found_out(catalog: Catalog, library: Library, unit: Unit) -> None:
    problem = citation_problem(replace(cited(catalog), unit=unit), library)
    assert problem is not None and "resolve" in problem


@pytest.mark.parametrize("changes", [{"key": "permendagri-1-1999"}, {"key": SEPEDA}, {"key": PELAMPUNG}])
def test_another_regulation_is_found_out(catalog: Catalog, library: Library, changes: dict[str, str]) -> None:
    assert citation_problem(replace(cited(catalog), **changes), library)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "Penjaga Rak memberikan tanggapan atas penawaran daftar judul paling lama 21 (dua puluh satu) hari",
        "Penjaga Rak tidak memberikan tanggapan",
        "Buku yang sobek dikembalikan kepada taman asal.",  # of the next ayat
    ],
)
def test_a_tampered_quote_is_found_out(catalog: Catalog, library: Library, quote: str) -> None:
    problem = citation_problem(replace(cited(catalog), quote=quote), library)
    assert problem is not None and "quote" in problem


def test_a_quote_of_the_digest_is_no_quote_of_the_official_text(catalog: Catalog, library: Library) -> None:
    digest = "Penjaga Rak menanggapi penawaran daftar judul dalam 12 hari"
    assert citation_problem(replace(cited(catalog), quote=digest), library)
    assert citation_problem(replace(cited(catalog), quote=digest, kind="ringkasan"), library) is None


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("key", "levels"), [(TAMAN, ("3",)), (TAMAN, ("2",)), (PELAMPUNG, ("2",)), (PELAMPUNG, ("3",)), (SEPEDA, ("9",))]
)
def test_what_is_composed_passes(
    catalog: Catalog, library: Library, key: str, levels: tuple[str, ...], language: Language
) -> None:
    assert statement_problem(said(catalog, key, *levels, language=language), library) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Penjaga Rak menanggapi dalam 30 hari.",),
        ("Penjaga Rak menanggapi penawaran daftar judul dalam 12 hari sejak daftar diterima.", "- a. lalu menari;"),
        ("Menurut saya, Penjaga Rak menanggapi penawaran daftar judul dalam 12 hari sejak daftar diterima.",),
        ("Buku yang sobek kembali ke taman asalnya.",),
        ("There is no English digest of this provision; the official text says, in Indonesian: Rak ditutup.",),
    ],
)
def test_words_that_the_source_does_not_hold_are_dropped(
    catalog: Catalog, library: Library, lines: tuple[str, ...]
) -> None:
    true = said(catalog, TAMAN, "3", "2")
    false = replace(true, lines=lines)
    assert statement_problem(false, library) is not None
    assert verified([false, true], library) == [true]


def test_a_provision_that_left_the_library_is_dropped(catalog: Catalog, library: Library) -> None:
    true = said(catalog, TAMAN, "3", "2")
    without = [held for held in catalog.held() if held.key != TAMAN]
    assert verified([true], Library(catalog, without)) == [] and verified([true], library) == [true]


def test_a_text_that_changed_since_is_dropped(catalog: Catalog, library: Library) -> None:
    true = said(catalog, PELAMPUNG, "3")
    naskah = true.evidence.naskah
    assert naskah
    changed = Ketentuan(naskah.members[0].unit, (), "Pelampung yang bocor dibiarkan saja.", 2)
    evidence = replace(true.evidence, naskah=Source(naskah.held, (changed,)))
    found = statement(evidence, "id")
    assert found and verified([found], library) == []


def test_nothing_in_nothing_out(library: Library) -> None:
    assert verified([], library) == []
