from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.digest import digest_files, parse_bank, parse_digest, read_digest
from corpus.models import Ketentuan, Peraturan, Unit
from corpus.shelf import add_digests
from tests.ownwords import shared_runs

DIGEST = """\
---
jenis: Permendagri
nomor: "9"
tahun: 2099
judul: Tata Cara Kebun Bersama
judul_en: Community gardens
---

## BAB I Ketentuan Umum
#### Pasal 1: Istilah

Tiga istilah dipakai:
1. Kebun adalah lahan warga:
  a. luas;
  b. sempit.
2. Warga adalah orang.

##### English: Terms

Three terms are used:
1. A garden is land:
  a. wide;
  b. narrow.
2. A resident is a person.

##### Pertanyaan

- [angka 1] Kebun itu apa?
- [angka 2] Who is a resident?

## BAB II Tata Cara
### Bagian Kesatu Pendaftaran
#### Pasal 2: Mendaftar

(1) Warga membawa:
  a. bibit; dan
  b. alat.
(2) Penjaga menjawab dalam 5 hari.

> Catatan: Naskah tidak menyebut jam.

##### English: Registration

(1) A resident brings:
  a. seeds; and
  b. tools.
(2) The keeper replies within 5 days.

> Note: No hour is named.

##### Pertanyaan

- [2] Berapa lama dijawab?
- [1 huruf b] Alat dibawa sendiri?
- Bagaimana cara daftar?

## LAMPIRAN
#### Lampiran A1: Formulir

Nama dan alamat.

##### English: Form

Name and address.

##### Pertanyaan

- Formulirnya apa?
"""


@pytest.fixture(scope="module")
def item() -> Peraturan:
    return parse_digest(DIGEST, "permendagri-9-2099.md")


def test_the_regulation_is_named(item: Peraturan) -> None:
    assert (item.label, item.judul, item.judul_en, item.kind) == (
        "Permendagri 9/2099", "Tata Cara Kebun Bersama", "Community gardens", "ringkasan",
    )  # fmt: skip


def at(item: Peraturan, unit: Unit) -> Ketentuan:
    return next(p for p in item.provisions if p.unit == unit)


@pytest.mark.parametrize(
    ("unit", "text", "english"),
    [
        (Unit(pasal="1"), "Tiga istilah dipakai:", "Three terms are used:"),
        (Unit(pasal="1", angka="1"), "Kebun adalah lahan warga:", "A garden is land:"),
        (Unit(pasal="1", angka="1", huruf="b"), "sempit.", "narrow."),
        (Unit(pasal="1", angka="2"), "Warga adalah orang.", "A resident is a person."),
        (Unit(pasal="2", ayat="1", huruf="a"), "bibit; dan", "seeds; and"),
        (Unit(pasal="2", ayat="2"), "Penjaga menjawab dalam 5 hari.", "The keeper replies within 5 days."),
        (Unit("lampiran", huruf="A1"), "Nama dan alamat.", "Name and address."),
    ],
)
def test_units(item: Peraturan, unit: Unit, text: str, english: str) -> None:
    found = at(item, unit)
    assert (found.text, found.text_en, found.page) == (text, english, None)


def test_titles_headings_and_notes(item: Peraturan) -> None:
    found = at(item, Unit(pasal="2", ayat="1"))
    assert (found.title, found.title_en) == ("Mendaftar", "Registration")
    assert found.heading == ("BAB II Tata Cara", "Bagian Kesatu Pendaftaran")
    assert (found.note, found.note_en) == ("Naskah tidak menyebut jam.", "No hour is named.")
    assert at(item, Unit(pasal="2", ayat="2")).note == ""
    assert at(item, Unit(pasal="1", angka="1")).order == "angka"


def test_questions_lead_to_their_unit(item: Peraturan) -> None:
    assert [(q.unit, q.text) for q in item.questions] == [
        (Unit(pasal="1", angka="1"), "Kebun itu apa?"), (Unit(pasal="1", angka="2"), "Who is a resident?"),
        (Unit(pasal="2", ayat="2"), "Berapa lama dijawab?"),
        (Unit(pasal="2", ayat="1", huruf="b"), "Alat dibawa sendiri?"),
        (Unit(pasal="2"), "Bagaimana cara daftar?"), (Unit("lampiran", huruf="A1"), "Formulirnya apa?"),
    ]  # fmt: skip


def test_a_bank_adds_questions(tmp_path: Path) -> None:
    path = tmp_path / "kebun.md"
    path.write_text(DIGEST, encoding="utf-8")
    bare, sha = read_digest(path)
    (tmp_path / "kebun.tanya.md").write_text("#### Pasal 2\n- [1] Bawa apa?\n", encoding="utf-8")
    more, other = read_digest(path)
    assert [q.text for q in more.questions[len(bare.questions) :]] == ["Bawa apa?"]
    assert sha != other
    assert digest_files(tmp_path) == [path]


@pytest.mark.parametrize("text", ["", "- lepas", "## Pasal 2\n- lepas", "#### Pasal 2\nbukan butir"])
def test_no_question_of_a_bank(text: str) -> None:
    assert parse_bank(text) == []


@pytest.mark.parametrize("text", ["", "#### Pasal", "---\njenis: PP\n---\n", "## BAB I\n\n(1) lepas"])
def test_what_is_no_digest_is_an_empty_one(text: str) -> None:
    assert parse_digest(text, "x.md").provisions == ()


def test_digests_go_in_once_and_again_when_changed(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "kebun.md"
    path.write_text(DIGEST, encoding="utf-8")
    catalog = Catalog(home / "katalog.sqlite3")
    assert [add_digests(catalog, [path]), add_digests(catalog, [path])] == [1, 0]
    path.write_text(DIGEST.replace("5 hari", "6 hari"), encoding="utf-8")
    assert add_digests(catalog, [path]) == 1
    assert len(catalog.held()) == 1
    catalog.close()


# --- the digests that ship

SCOPE = {
    "permendagri-22-2020": [str(n) for n in range(1, 65)],
    "pp-28-2018": [str(n) for n in range(1, 53)],
    "permendagri-25-2020": [str(n) for n in range(1, 45)],
    "uu-23-2014": [
        str(n) for n in (*range(9, 27), 91, 101, 154, 207, 294, *range(363, 371), 374, 375)
    ],
}  # fmt: skip
FILES = {path.stem: path for path in digest_files()}


def test_all_four_ship() -> None:
    assert sorted(FILES) == sorted(SCOPE)


@pytest.mark.parametrize("name", SCOPE)
def test_every_pasal_has_its_digest_once(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    item = parse_digest(text, FILES[name].name)
    found = list(dict.fromkeys(p.unit.pasal for p in item.provisions if p.unit.pasal))
    assert found == SCOPE[name]
    assert item.key == name
    assert [
        n
        for n, count in Counter(
            line.split(":")[0] for line in text.splitlines() if line.startswith("#### Pasal ")
        ).items()
        if count > 1
    ] == []


@pytest.mark.parametrize("name", SCOPE)
def test_every_unit_speaks_both_languages(name: str) -> None:
    item = parse_digest(FILES[name].read_text(encoding="utf-8"), "x.md")
    assert [p.unit for p in item.provisions if not p.text_en or not p.text or not p.title or not p.title_en] == []


@pytest.mark.parametrize("name", SCOPE)
def test_every_pasal_has_three_to_six_questions_in_both_languages(name: str) -> None:
    from corpus.words import is_english

    item = parse_digest(FILES[name].read_text(encoding="utf-8"), "x.md")
    for pasal in SCOPE[name]:
        asked = [q.text for q in item.questions if q.unit.part == "batang tubuh" and q.unit.pasal == pasal]
        assert (pasal, 3 <= len(asked) <= 6) == (pasal, True)
        assert (pasal, {is_english(text) for text in asked}) == (pasal, {True, False})


def test_the_five_forms_of_the_lampiran_are_there() -> None:
    item = parse_digest(FILES["permendagri-22-2020"].read_text(encoding="utf-8"), "x.md")
    assert len({p.unit.huruf for p in item.provisions if p.unit.part == "lampiran"}) == 5


# --- the measure of own words

OFFICIAL = "Setiap warga yang memetik apel di kebun bersama wajib menyerahkan separuh hasilnya kepada penjaga kebun yang berjaga."


@pytest.mark.parametrize(
    ("line", "length"),
    [
        (OFFICIAL, 17),
        ("Ingat: warga yang memetik apel di kebun bersama wajib menyerahkan separuh, ya.", 10),
        ("1. yang memetik APEL, di kebun; bersama (wajib) menyerahkan separuh hasilnya", 10),
    ],
)
def test_a_long_run_is_found(line: str, length: int) -> None:
    assert [(run.line, len(run.words)) for run in shared_runs(f"\n{line}\n", OFFICIAL)] == [(2, length)]


@pytest.mark.parametrize(
    "text",
    [
        "Pemetik apel memberi separuh panennya kepada penjaga.",
        "warga yang memetik apel di kebun bersama wajib menyerahkan",  # nine
        "warga yang memetik apel di\nkebun bersama wajib menyerahkan separuh",  # two lines
        "## BAB I warga yang memetik apel di kebun bersama wajib menyerahkan separuh",
        "judul: warga yang memetik apel di kebun bersama wajib menyerahkan separuh",
        "c. yang memetik apel di kebun bersama wajib menyerahkan separuh",  # nine and a number
        "",
    ],
)
def test_own_words_are_no_run(text: str) -> None:
    assert list(shared_runs(text, OFFICIAL)) == []
