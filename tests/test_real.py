"""The reader on the four real regulations: every Pasal, once, on its page; skipped where they are not beside the project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from corpus.digest import digest_files, parse_digest
from corpus.entries import entries_of
from corpus.models import Page, Peraturan, Unit
from ingest.clean import join_lines, strip_furniture
from ingest.pdf import read_pdf
from ingest.structure import Layout, parse
from tests.factories import text_at, units_of
from tests.ownwords import grams_of, shared_runs

Pages = Callable[[str], list[Page]]
Read = Callable[[str], Peraturan]

COUNT = {"permendagri-22-2020": 64, "permendagri-25-2020": 44, "pp-28-2018": 52, "uu-23-2014": 411}
IDENTITY = {
    "permendagri-22-2020": ("Permendagri", "22", 2020, 45, 0),
    "permendagri-25-2020": ("Permendagri", "25", 2020, 28, 2),
    "pp-28-2018": ("PP", "28", 2018, 46, 46),
    "uu-23-2014": ("UU", "23", 2014, 460, 0),
}
# page of the file on which the heading of the Pasal stands, looked up in the PDF
PAGE = {
    "permendagri-22-2020": {"1": 2, "2": 4, "5": 7, "6": 9, "12": 12, "16": 15, "21": 17, "25": 19, "33": 23, "46": 29,
                            "49": 31, "53": 34, "56": 35, "64": 38},
    "permendagri-25-2020": {"1": 2, "6": 6, "12": 9, "17": 11, "22": 14, "28": 17, "36": 21, "39": 22, "44": 23},
    "pp-28-2018": {"1": 2, "2": 3, "6": 6, "10": 9, "16": 14, "22": 17, "27": 19, "33": 25, "40": 28, "45": 30, "52": 32},
    "uu-23-2014": {"1": 2, "9": 10, "12": 11, "57": 38, "101": 64, "154": 88, "207": 114, "258": 139, "294": 155,
                   "363": 192, "369": 195, "374": 197, "400": 209, "411": 211},
}  # fmt: skip
AYAT = {
    "permendagri-22-2020": {"2": 0, "5": 6, "12": 4, "16": 2, "21": 3, "25": 2, "46": 3, "49": 5, "53": 5, "56": 7},
    "permendagri-25-2020": {"6": 4, "12": 4, "17": 4, "22": 4, "28": 4, "39": 5},
    "pp-28-2018": {"2": 3, "6": 4, "10": 2, "16": 4, "22": 2, "26": 3, "27": 3, "31": 3, "33": 4, "45": 2},
    "uu-23-2014": {"9": 5, "12": 3, "57": 0, "101": 2, "103": 3, "110": 3, "207": 3, "258": 3, "294": 5, "363": 3, "374": 4},
}  # fmt: skip
TERMS = {"permendagri-22-2020": 20, "permendagri-25-2020": 19, "pp-28-2018": 6, "uu-23-2014": 50}
NAMES = list(COUNT)


@pytest.fixture(scope="session")
def pages(shared: Path) -> Pages:
    """The pages of a regulation by name, read once."""

    @cache
    def by_name(name: str) -> list[Page]:
        return read_pdf(shared / "corpus" / "inti" / f"{name}.pdf", 2)

    return by_name


@pytest.fixture(scope="session")
def read(pages: Pages) -> Read:
    """A regulation by name, understood once."""
    return cache(lambda name: parse(pages(name), f"{name}.pdf"))


def pairs(table: dict[str, dict[str, int]]) -> list[tuple[str, str, int]]:
    return [(name, pasal, number) for name, rows in table.items() for pasal, number in rows.items()]


@pytest.mark.parametrize("name", NAMES)
def test_every_pasal_once_and_none_missing(read: Read, name: str) -> None:
    item = read(name)
    provisions = [p for p in item.provisions if p.unit.part == "batang tubuh" and p.unit.pasal]
    runs = [p.unit.pasal for i, p in enumerate(provisions) if i == 0 or p.unit.pasal != provisions[i - 1].unit.pasal]
    assert runs == [str(n) for n in range(1, COUNT[name] + 1)]
    assert (item.pasal_count, item.missing, item.warnings) == (COUNT[name], (), ())


@pytest.mark.parametrize("name", NAMES)
def test_no_unit_twice(read: Read, name: str) -> None:
    counted = Counter(p.unit for p in read(name).provisions if p.unit.part == "batang tubuh" and p.unit.pasal)
    assert [unit for unit, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_identity(read: Read, name: str) -> None:
    item = read(name)
    assert (item.jenis, item.nomor, item.tahun, item.pages, len(item.ocr_pages)) == IDENTITY[name]
    assert item.key == name
    assert item.judul.istitle() or "Daerah" in item.judul


@pytest.mark.parametrize(("name", "pasal", "page"), pairs(PAGE))
def test_right_page(read: Read, name: str, pasal: str, page: int) -> None:
    first = next(p for p in read(name).provisions if p.unit.part == "batang tubuh" and p.unit.pasal == pasal)
    assert first.page == page


@pytest.mark.parametrize(("name", "pasal", "count"), pairs(AYAT))
def test_ayat(read: Read, name: str, pasal: str, count: int) -> None:
    found = list(dict.fromkeys(ayat for ayat, _, _ in units_of(read(name), pasal) if ayat))
    assert found == [str(n) for n in range(1, count + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_pages_never_go_back(read: Read, name: str) -> None:
    pages = [p.page or 0 for p in read(name).provisions if p.unit.part == "batang tubuh"]
    assert pages == sorted(pages)


@pytest.mark.parametrize(("name", "count"), TERMS.items())
def test_each_definition_can_be_cited(read: Read, name: str, count: int) -> None:
    item = read(name)
    numbers = list(dict.fromkeys(angka for _, _, angka in units_of(item, "1") if angka))
    assert numbers == [str(n) for n in range(1, count + 1)]
    entries = [
        e.unit for e in entries_of(item) if e.unit.pasal == "1" and e.unit.part == "batang tubuh" and not e.whole
    ]
    assert entries == [Unit(pasal="1", angka=number) for number in numbers]


def test_the_forms_of_the_lampiran_stay_there(read: Read) -> None:
    annex = [p for p in read("permendagri-22-2020").provisions if p.unit.part == "lampiran"]
    assert {p.unit.pasal for p in annex} == {None}
    assert [p.page for p in annex] == list(range(40, 46))
    assert sum(len(re.findall(r"\bPasal 1\b", p.text)) for p in annex) >= 5


def test_penjelasan_is_tied_to_its_pasal(read: Read) -> None:
    item = read("pp-28-2018")
    explained = list(
        dict.fromkeys(p.unit.pasal for p in item.provisions if p.unit.part == "penjelasan" and p.unit.pasal)
    )
    assert len(explained) >= 50
    assert set(explained) <= {str(n) for n in range(1, 53)}
    assert units_of(item, "4", "penjelasan")[2:5] == [("3", "a", None), ("3", "b", None), ("3", "c", None)]
    assert "lintas" in text_at(item, "3", "2", part="penjelasan")
    pages = [p.page or 0 for p in item.provisions if p.unit.part == "penjelasan"]
    assert pages == sorted(pages) and pages[0] == 34


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "furniture",
    [
        r"www\.|peraturan\.go\.id", r"(?:\. ){2}\.", r"\bSK No \d", r"PRESIDEN\s+REPUBLIK INDONESIA\s+\w",
        r"\b20\d\d, No\. ?\d+", r"(?:^|\s)-\s?\d{1,3}\s?-(?:\s|$)",
    ],
)  # fmt: skip
def test_page_furniture_is_gone(read: Read, name: str, furniture: str) -> None:
    bad = [(p.unit.levels, p.text) for p in read(name).provisions if p.unit.pasal and re.search(furniture, p.text)]
    assert bad == []


@pytest.mark.parametrize("name", ["permendagri-22-2020", "uu-23-2014"])
def test_no_word_of_a_clean_text_is_lost(pages: Pages, read: Read, name: str) -> None:
    item = read(name)

    def words(text: str) -> Counter[str]:
        return Counter(word for word in re.findall(r"[a-z]{5,}", text.replace("-", "").lower()))

    lost = words(join_lines(Layout(strip_furniture(pages(name))).text)) - words(
        " ".join(p.text for p in item.provisions)
    )
    heads = words(" ".join({h for p in item.provisions for h in p.heading}))
    names = {"pasal", "bagian", "paragraf", "huruf", "angka"}
    assert {word for word in lost if word not in heads and word not in names} <= {"makananno"}


@pytest.mark.parametrize("name", ["permendagri-22-2020", "uu-23-2014"])
def test_the_digest_has_the_units_of_the_naskah(read: Read, name: str) -> None:
    digest = parse_digest(next(p for p in digest_files() if p.stem == name).read_text(encoding="utf-8"), "x.md")
    wrong = []
    for pasal in dict.fromkeys(p.unit.pasal for p in digest.provisions if p.unit.pasal):
        ours, theirs = units_of(digest, pasal), units_of(read(name), pasal)
        if {u for u in ours if any(u)} - leads(theirs) or {u for u in theirs if any(u)} - leads(ours):
            wrong.append((pasal, ours, theirs))
    assert wrong == []


def leads(
    units: list[tuple[str | None, str | None, str | None]],
) -> set[tuple[str | None, str | None, str | None]]:
    """The units with the ayat that they lie in."""
    return {*units, *((ayat, None, None) for ayat, _, _ in units)}


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_is_in_our_own_words(pages: Pages, name: str) -> None:
    grams = grams_of("\n".join(page.text for page in strip_furniture(pages(name))), 10)
    digest = next(p for p in digest_files() if p.stem == name)
    for path in (digest, digest.with_name(f"{name}.tanya.md")):
        runs = [(r.line, " ".join(r.words)) for r in shared_runs(path.read_text(encoding="utf-8"), grams)]
        assert (path.name, runs) == (path.name, [])


def test_a_scan_without_text_is_kept_as_empty_pages(shared: Path) -> None:
    path = shared / "corpus" / "inti" / "permendagri-25-2020-scan.pdf"
    item = parse(read_pdf(path, 2), path.name)
    assert (item.provisions, item.empty_pages) == ((), tuple(range(1, 29)))


OTHERS = {
    "PERMEN-ESDM-2020-001": ("Permen ESDM 1/2020", 15), "PERMEN-KUMHAM-2020-007": ("Permenkumham 7/2020", 10),
    "PERPRES-2020-099": ("Perpres 99/2020", 23), "PERPU-2020-001": ("Perppu 1/2020", 29),
    "PP-2020-025": ("PP 25/2020", 70), "permendikbud-2020-003": ("Permendikbud 3/2020", 70),
    "permendikbud-2020-005": ("Permendikbud 5/2020", 56), "PERMEN-DAG-2020-050": ("Permendag 50/2020", 53),
    "PERPRES-2020-109": ("Perpres 109/2020", 2), "INPRES-2020-006": ("Inpres 6/2020", 0),
}  # fmt: skip


@pytest.mark.parametrize(("start", "known"), OTHERS.items())
def test_other_regulations(shared: Path, start: str, known: tuple[str, int]) -> None:
    (path,) = (shared / "corpus" / "lain").glob(f"{start}*.pdf")
    item = parse(read_pdf(path, 2), path.name)
    assert (item.label, item.pasal_count, item.missing) == (*known, ())


def test_a_regulation_that_changes_another_has_its_own_two_pasal(shared: Path) -> None:
    (path,) = (shared / "corpus" / "lain").glob("PERPRES-2020-109*.pdf")
    item = parse(read_pdf(path, 2), path.name)
    assert {p.unit.pasal for p in item.provisions if p.unit.part == "batang tubuh"} == {None, "I", "II"}
    assert [angka for _, _, angka in units_of(item, "I") if angka] == ["1", "2", "3", "4", "6", "7"]
