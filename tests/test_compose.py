"""An answer without a language model: its sentence, its list, its marks, its last line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.models import Unit
from rag.compose import Statement, cite, compose, escape, sentence, statement, unit_lines
from rag.evidence import Evidence
from rag.question import Language
from tests.library import PELAMPUNG, SEPEDA, TAMAN, catalog_of, evidence_of, hostile, library_of, whole_library


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    made = catalog_of(tmp_path_factory.mktemp("pustaka"), whole_library())
    yield made
    made.close()


def said(evidence: Evidence, language: Language = "id") -> Statement:
    found = statement(evidence, language)
    assert found is not None
    return found


def answer_on(places: Sequence[Evidence], language: Language = "id") -> str:
    return compose([said(e, language) for e in places], language)[0]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[klik](http://a.example)", r"\[klik\](http://a.example)"),
        ("**tebal** dan _miring_", r"\*\*tebal\*\* dan \_miring\_"),
        ("`kode` # judul", r"\`kode\` \# judul"),
        ("a | b ~c~", r"a \| b \~c\~"),
        ("garis \\ miring", "garis \\\\ miring"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("tanda [9]", r"tanda \[9\]"),
        ("Rak (3), 12 hari; rapi.", "Rak (3), 12 hari; rapi."),
        ("Wali Kota/Bupati - \"rak\"", "Wali Kota/Bupati - \"rak\""),
        ("", ""),
    ],
)  # fmt: skip
def test_text_is_escaped(raw: str, shown: str) -> None:
    assert escape(raw) == shown


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("rak disapu", "Rak disapu."),
        ("rak disapu;", "Rak disapu."),
        ("rak disapu.", "Rak disapu."),
        ("rak terdiri atas:", "Rak terdiri atas:"),
        ("  apakah rak disapu?", "Apakah rak disapu?"),
        ("2 rak", "2 rak."),
    ],
)
def test_a_sentence_begins_and_ends_as_one(text: str, made: str) -> None:
    assert sentence(text) == made


def test_a_list_is_complete_and_in_order(catalog: Catalog) -> None:
    assert unit_lines(evidence_of(catalog, PELAMPUNG, "2", "2"), "id") == (
        "Pelampung dicat dengan warna:",
        "- a. merah di tepi kiri;",
        "- b. hijau di tepi kanan; dan",
        "- c. kuning di muara.",
    )


def test_a_whole_pasal_shows_its_title_and_all_its_ayat_with_their_lists_inside(catalog: Catalog) -> None:
    lines = unit_lines(evidence_of(catalog, TAMAN, "3"), "id")
    assert lines[0] == "Tahapan tukar koleksi, tenggat tanggapan, dan buku sobek:"
    assert [re.match(r"( *)- (\S+)", line).groups() for line in lines[1:]] == [  # type: ignore[union-attr]
        ("", "(1)"), ("    ", "a."), ("    ", "b."), ("    ", "c."), ("    ", "d."), ("", "(2)"), ("", "(3)"),
    ]  # fmt: skip


def test_without_a_digest_a_whole_pasal_is_introduced_by_its_label(catalog: Catalog) -> None:
    assert unit_lines(evidence_of(catalog, PELAMPUNG, "2"), "id")[0] == "Permendagri 92/2097 Pasal 2:"


def test_a_form_is_a_list_of_its_lines(catalog: Catalog) -> None:
    found = library_of(catalog).evidence(SEPEDA, Unit("lampiran", huruf="A1"))
    assert found and unit_lines(found, "id")[1:] == ("- gambar sepeda;", "- nama jalan.")


@pytest.mark.parametrize(
    ("key", "language", "first"),
    [
        (TAMAN, "id", "TBU dibuka di empat tempat [1]:"),
        (TAMAN, "en", "A reading garden (TBU) is opened in four places [1]:"),
        (PELAMPUNG, "id", "Permendagri 92/2097 Pasal 2 [1]:"),
    ],
)
def test_an_answer_begins_with_the_provision_itself(catalog: Catalog, key: str, language: Language, first: str) -> None:
    assert answer_on([evidence_of(catalog, key, "2")], language).splitlines()[0] == first


def test_words_held_in_indonesian_alone_are_introduced_in_english(catalog: Catalog) -> None:
    bare = answer_on([evidence_of(catalog, PELAMPUNG, "3")], "en")
    assert bare.startswith("There is no English digest") and "Pelampung yang bocor" in bare
    assert "There is no English digest" not in answer_on([evidence_of(catalog, TAMAN, "4")], "en")
    assert "English" not in answer_on([evidence_of(catalog, PELAMPUNG, "3")], "id")


@pytest.mark.parametrize(
    ("language", "begin", "label"),
    [
        ("id", "**Dasar:** ", "PP 93/2096 Pasal 9 (ringkasan) [1]"),
        ("en", "**Dasar (basis):** ", "PP 93/2096 Pasal 9 (digest) [1]"),
    ],
)
def test_the_last_line_names_the_basis_and_labels_a_digest(
    catalog: Catalog, language: Language, begin: str, label: str
) -> None:
    assert answer_on([evidence_of(catalog, SEPEDA, "9")], language).splitlines()[-1] == begin + label


def test_the_official_text_carries_no_label_of_a_digest(catalog: Catalog) -> None:
    last = answer_on([evidence_of(catalog, TAMAN, "4"), evidence_of(catalog, PELAMPUNG, "3")]).splitlines()[-1]
    assert last == "**Dasar:** Permendagri 91/2098 Pasal 4 [1]; Permendagri 92/2097 Pasal 3 [2]"


def test_statements_on_one_provision_share_a_number(catalog: Catalog) -> None:
    same, other = said(evidence_of(catalog, TAMAN, "4")), said(evidence_of(catalog, TAMAN, "6"))
    text, citations = compose([same, same, other], "id")
    assert [c.n for c in citations] == [1, 2]
    assert text.count("[1]") == 3 and text.count("[2]") == 2


@pytest.mark.parametrize(("language", "words"), [("id", "Lihat juga: "), ("en", "See also: ")])
def test_what_to_see_as_well_is_cited_but_is_no_basis(catalog: Catalog, language: Language, words: str) -> None:
    pointer = evidence_of(catalog, TAMAN, "6")
    text, citations = compose([said(evidence_of(catalog, TAMAN, "4"), language)], language, pointers=[pointer])
    assert f"{words}Permendagri 91/2098 Pasal 6 [2]" in text and len(citations) == 2
    assert "Pasal 6" not in text.splitlines()[-1]


def test_without_pointers_nothing_is_pointed_to(catalog: Catalog) -> None:
    assert "Lihat juga" not in answer_on([evidence_of(catalog, TAMAN, "4")])


def test_a_note_is_escaped_and_stands_before_the_basis(catalog: Catalog) -> None:
    text, _ = compose([said(evidence_of(catalog, TAMAN, "4"))], "id", note="awas <b> [3]")
    assert text.splitlines()[-3] == r"_Catatan: awas &lt;b&gt; \[3\]_"


def test_words_of_lists_are_not_counted_as_prose(catalog: Catalog) -> None:
    assert said(evidence_of(catalog, TAMAN, "2")).prose_words == len("TBU dibuka di empat tempat:".split())
    assert said(evidence_of(catalog, TAMAN, "4")).prose_words > 5


def test_the_citation_holds_all_that_leads_back(catalog: Catalog) -> None:
    made = cite(evidence_of(catalog, TAMAN, "5", "2", "d"), 4)
    assert (made.n, made.kind, made.file, made.page, made.key) == (4, "naskah", "taman.pdf", 2, TAMAN)
    assert made.unit == Unit("batang tubuh", "5", "2", "d") and made.quote == "tanda tangan Penjaga Rak."
    assert any("BAB III" in head for head in made.heading)


def test_hostile_text_of_a_document_comes_out_escaped(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, [hostile()])
    places = [evidence_of(catalog, hostile().key, pasal) for pasal in ("1", "2", "3")]
    text = answer_on(places)
    catalog.close()
    assert not re.search(r"<\s*/?\s*(?:script|img|b)\b", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<!\\)[`|~#]", text)
    assert {int(n) for n in re.findall(r"(?<!\\)\[(\d+)(?<!\\)\]", text)} == {1, 2, 3}
    assert r"\[9\]" in text and "&lt;script&gt;" in text and r"\*\*kuat\*\*" in text
