"""Every unit of the digests that ship can be stated in both languages; every question they foresee has its unit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.digest import BANK, FOLDER, digest_files, read_digest
from corpus.models import Ketentuan, Kind, Peraturan, Unit
from rag.compose import Statement, compose, statement
from rag.definitions import Definitions
from rag.evidence import Library
from rag.question import Language
from rag.verify import citation_problem, statement_problem
from tests.library import catalog_of, library_of

FILES = digest_files()
NAMES = [path.stem for path in FILES]


@cache
def digest(name: str) -> Peraturan:
    return read_digest(FOLDER / f"{name}.md")[0]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    made = catalog_of(tmp_path_factory.mktemp("ringkasan"), [digest(name) for name in NAMES])
    yield made
    made.close()


class Remembering(Library):
    """A library that reads each Pasal once: these tests ask for each thousands of times."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog, catalog.held())
        self._read: dict[tuple[str, Kind, str, str | None], tuple[Ketentuan, ...]] = {}

    def pasal(self, key: str, kind: Kind, unit: Unit) -> tuple[Ketentuan, ...]:
        place = (key, kind, unit.part, unit.pasal or unit.huruf)
        if place not in self._read:
            self._read[place] = super().pasal(key, kind, unit)
        return self._read[place]


@pytest.fixture(scope="module")
def library(catalog: Catalog) -> Library:
    return Remembering(catalog)


def units_of(item: Peraturan) -> list[Unit]:
    """Every unit: whole Pasal and forms, each ayat, huruf and angka."""
    found = dict.fromkeys(p.unit for p in item.provisions)
    for unit in list(found):
        if unit.part == "batang tubuh":
            found.setdefault(Unit("batang tubuh", unit.pasal))
            if unit.ayat is not None:
                found.setdefault(Unit("batang tubuh", unit.pasal, unit.ayat))
    return list(found)


def test_there_are_four_digests_and_no_bank_without_one() -> None:
    assert NAMES == ["permendagri-22-2020", "permendagri-25-2020", "pp-28-2018", "uu-23-2014"]
    banks = sorted(path.name.removesuffix(BANK) for path in FOLDER.glob(f"*{BANK}"))
    assert set(banks) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_unit_can_be_stated_and_holds(library: Library, name: str, language: Language) -> None:
    item = digest(name)
    problems: list[str] = []
    for unit in units_of(item):
        evidence = library.evidence(item.key, unit)
        made = statement(evidence, language) if evidence else None
        if made is None:
            problems.append(f"{unit}: nothing to say")
        elif problem := statement_problem(made, library):
            problems.append(problem)
    assert problems == []


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_has_an_english_digest(name: str) -> None:
    bare = [p.unit for p in digest(name).provisions if p.text and not p.text_en]
    assert bare == []


@pytest.mark.parametrize("name", NAMES)
def test_every_pasal_has_a_title_in_both_languages(name: str) -> None:
    assert [p.unit for p in digest(name).provisions if not (p.title and p.title_en)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_question_points_to_a_unit_that_exists(name: str) -> None:
    item = digest(name)
    there = set(units_of(item))
    lost = [(question.unit, question.text) for question in item.questions if question.unit not in there]
    assert lost == []


@pytest.mark.parametrize("name", NAMES)
def test_every_pasal_has_a_question_and_no_question_is_empty(name: str) -> None:
    item = digest(name)
    asked = {(q.unit.part, q.unit.pasal) for q in item.questions}
    assert [p.unit for p in item.provisions if (p.unit.part, p.unit.pasal) not in asked] == []
    assert [q for q in item.questions if len(q.text.split()) < 2 or "[" in q.text[:1]] == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("permendagri-22-2020", Unit(pasal="65")),
        ("permendagri-22-2020", Unit(pasal="1", angka="21")),
        ("permendagri-25-2020", Unit(pasal="45")),
        ("pp-28-2018", Unit(pasal="53")),
        ("uu-23-2014", Unit(pasal="412")),
        ("permendagri-22-2020", Unit("lampiran", huruf="Z9")),
    ],
)
def test_a_unit_that_does_not_exist_can_not_be_stated(library: Library, name: str, unit: Unit) -> None:
    assert library.evidence(digest(name).key, unit) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_word_too_many_is_found_out(library: Library, name: str) -> None:
    item = digest(name)
    for unit in units_of(item)[:25]:
        evidence = library.evidence(item.key, unit)
        made = statement(evidence, "id") if evidence else None
        assert made is not None
        assert statement_problem(Statement(made.evidence, (f"Barangkali {made.lines[0]}", *made.lines[1:])), library)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_answer_on_every_pasal_is_marked_as_digest(library: Library, name: str, language: Language) -> None:
    item = digest(name)
    word = "(ringkasan)" if language == "id" else "(digest)"
    for pasal in dict.fromkeys(p.unit.pasal for p in item.provisions if p.unit.part == "batang tubuh"):
        evidence = library.evidence(item.key, Unit("batang tubuh", pasal))
        made = statement(evidence, language) if evidence else None
        assert made is not None
        text, (citation,) = compose([made], language)
        assert text.splitlines()[-1].endswith(f"{item.label} Pasal {pasal} {word} [1]")
        assert citation_problem(citation, library) is None


def test_the_terms_of_the_digests_are_known(catalog: Catalog) -> None:
    places = Definitions.read(catalog).places
    assert {"tkksd", "pemetaan", "pihak ketiga", "kerja sama wajib", "perjanjian kerja sama"} <= set(places)
    assert not {"pasal", "bab", "yang"} & set(places)


def test_all_that_is_held_is_a_digest(catalog: Catalog) -> None:
    held = library_of(catalog).held.values()
    assert [(h.kind, Path(h.file).suffix) for h in held] == [("ringkasan", ".md")] * 4
