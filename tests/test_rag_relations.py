"""Answers about what regulations do to each other, a changed Pasal in both wordings, and the family for a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.models import Jawaban, Peraturan
from ingest.relations import relations
from rag.asking import Asked, asked
from rag.changed import changed_answer, changes_of, wording_lines
from rag.evidence import Library
from rag.family import family
from rag.glossary import Glossary, load_glossary
from rag.missing import missing_answer, official, revoked_note, untold
from rag.question import Question, understand
from rag.relations import relation_answer
from rag.verify import citation_problem, letters
from tests.factories import parsed, settings_of
from tests.test_relations import CHANGED, OLD, OTHER, START, opening

BASE = """\
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2097
TENTANG
KEBUN
DENGAN RAHMAT TUHAN YANG MAHA ESA
PRESIDEN REPUBLIK INDONESIA,
Menimbang : bahwa kebun perlu diatur;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG KEBUN.
"""


def library_texts() -> list[Peraturan]:
    """A law of 30 Pasal, one that changes it, and a Peraturan Menteri under it that revokes others."""
    base = BASE + "".join(f"Pasal {n}\nAturan lama ke{n} tentang kebun.\n" for n in range(1, 31))
    under = opening(
        "bahwa untuk melaksanakan ketentuan Pasal 7 ayat (2) Undang-Undang Nomor 3 Tahun 2097 tentang Kebun, perlu aturan;",
        "1. Undang-Undang Nomor 3 Tahun 2097 tentang Kebun sebagaimana telah diubah dengan Undang-Undang Nomor 4 Tahun 2097 "
        "tentang Perubahan atas Undang-Undang Nomor 3 Tahun 2097 tentang Kebun;",
    )
    under += f"Pasal 1\nKebun dirawat.\nPasal 2\n{START[:-2]}:\na. {OLD}; dan\nb. {OTHER}, sepanjang mengatur pagar,\n"
    under += "dicabut dan dinyatakan tidak berlaku.\nPasal 3\nPanen dibagi.\nDitetapkan di Jakarta\n"
    return [parsed(base, file="uu-3-2097.pdf"), parsed(CHANGED, file="uu-5-2098.pdf"), parsed(under, file="permen.pdf")]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    catalog = Catalog(settings_of(tmp_path_factory.mktemp("relations")).catalog_path)
    for number, item in enumerate(library_texts()):
        catalog.add(item, str(number), relations(item))
    yield Library(catalog, catalog.held())
    catalog.close()


@pytest.fixture
def ask(library: Library, glossary: Glossary) -> Asker:
    return Asker(library, glossary)


class Asker:
    """Asks as the answerer does: each of the three in turn."""

    def __init__(self, library: Library, glossary: Glossary) -> None:
        self.library, self.glossary = library, glossary

    def question(self, text: str) -> Question:
        return understand(text, self.glossary)

    def __call__(self, text: str) -> Jawaban | None:
        question = self.question(text)
        return (
            changed_answer(question, self.library)
            or relation_answer(question, self.library)
            or missing_answer(question, self.library)
        )


# --- what is asked

ASKED = [
    ("Apa yang dicabut oleh Permendagri 22/2020?", Asked("mencabut", "permendagri-22-2020")),
    ("Permendagri 22/2020 mencabut apa saja?", Asked("mencabut", "permendagri-22-2020")),
    ("Peraturan apa saja yang dicabut Permendagri Nomor 22 Tahun 2020", Asked("mencabut", "permendagri-22-2020")),
    ("Apakah PP 50/2007 sudah dicabut?", Asked("mencabut", "", "pp-50-2007")),
    ("PP 50/2007 dicabut oleh peraturan apa?", Asked("mencabut", "", "pp-50-2007")),
    ("apa yang mencabut PP 50/2007?", Asked("mencabut", "", "pp-50-2007")),
    ("apakah PP 50/2007 dicabut oleh PP 28/2018?", Asked("mencabut", "pp-28-2018", "pp-50-2007")),
    ("apakah PP 28/2018 mencabut PP 50/2007?", Asked("mencabut", "pp-28-2018", "pp-50-2007")),
    ("masih berlakukah PP 50/2007?", Asked("berlaku", "", "pp-50-2007")),
    ("Apakah PP 50 tahun 2007 masih berlaku?", Asked("berlaku", "", "pp-50-2007")),
    ("status UU 23/2014", Asked("berlaku", "", "uu-23-2014")),
    ("apakah UU 23/2014 sudah diubah?", Asked("mengubah", "", "uu-23-2014")),
    ("UU 23/2014 diubah dengan apa?", Asked("mengubah", "", "uu-23-2014")),
    ("perubahan UU 23/2014", Asked("mengubah", "", "uu-23-2014")),
    ("UU 9/2015 mengubah apa?", Asked("mengubah", "uu-9-2015")),
    ("PP 28/2018 melaksanakan pasal berapa UU 23/2014?", Asked("melaksanakan", "pp-28-2018", "uu-23-2014")),
    ("peraturan pelaksana UU 23/2014 apa saja?", Asked("melaksanakan", "", "uu-23-2014")),
    ("Permendagri 22/2020 adalah peraturan pelaksana dari apa?", Asked("melaksanakan", "permendagri-22-2020")),
    ("apa dasar hukum PP 28/2018?", Asked("mengingat", "pp-28-2018")),
    ("is PP 50/2007 still in force?", Asked("berlaku", "", "pp-50-2007")),
    ("what does Permendagri 22/2020 revoke?", Asked("mencabut", "permendagri-22-2020")),
    ("has UU 23/2014 been amended?", Asked("mengubah", "", "uu-23-2014")),
    ("which article of UU 23/2014 does PP 28/2018 implement?", Asked("melaksanakan", "pp-28-2018", "uu-23-2014")),
    ("masih berlakukah PP 50?", Asked("berlaku", "", "pp-50-")),
]  # fmt: skip
OTHERS = [
    "Apa itu kerja sama daerah?",
    "Apakah PKS masih berlaku setelah gubernur diganti?",
    "Apakah kesepakatan bersama yang dibuat menurut Permendagri 22/2009 masih berlaku?",
    "Berapa lama kesepakatan bersama berlaku menurut Permendagri 22/2020?",
    "Kapan Permendagri 22/2020 mulai berlaku?",
    "Apa dasar hukum kerja sama daerah?",
    "Apa dasar hukum pembentukan TKKSD menurut Permendagri 22/2020?",
    "Siapa yang melaksanakan pemetaan menurut PP 28/2018?",
    "Siapa pelaksana kerja sama dalam Permendagri 22/2020?",
    "Bagaimana perubahan perjanjian kerja sama diatur dalam PP 28/2018?",
    "Bolehkah PKS diubah menurut Permendagri 22/2020?",
    "Apakah izin dapat dicabut menurut UU 23/2014?",
    "Apa isi Pasal 5 Permendagri 22/2020?",
    "Apakah Pasal 5 UU 3/2097 masih berlaku?",
    "Permendagri 22/2020",
    "Apa isi Permendagri 22/2020?",
    "Ringkas PP 28/2018",
    "Apa objek KSDD menurut PP 28/2018?",
    "Apa perbedaan PP 28/2018 dan Permendagri 22/2020?",
    "Apakah masih berlaku?",
    "peraturan yang mengatur kerja sama luar negeri",
    "Apakah perjanjian internasional dicabut?",
    "UU apa yang mengatur pemerintahan daerah?",
    "Siapa yang mengubah rencana kerja menurut UU 23/2014?",
    "Apa sanksi dalam UU 23/2014?",
    "Bagaimana tata cara pelaksanaan kerja sama menurut PP 28/2018?",
    "Apa status hukum sekretariat kerja sama menurut PP 28/2018?",
    "Apakah DPRD harus menyetujui menurut PP 28/2018?",
    "Can an agreement be amended under PP 28/2018?",
    "Who implements the mapping under Permendagri 22/2020?",
    "Is parliament approval needed under PP 28/2018?",
    "Berapa jumlah pasal Permendagri 22/2020?",
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_a_question_about_relations_is_understood(text: str, expected: Asked, ask: Asker) -> None:
    assert asked(ask.question(text)) == expected


@pytest.mark.parametrize("text", OTHERS)
def test_an_ordinary_question_is_left_alone(text: str, ask: Asker) -> None:
    assert asked(ask.question(text)) is None
    assert relation_answer(ask.question(text), ask.library) is None


# --- what is answered

ANSWERS = [
    # question, what the answer says, labels of its citations
    ("apa yang dicabut oleh Permendagri 9/2099?", ["Permendagri 2/2090 (Kebun Lama) [1]", "Permendagri 3/2091 (Pagar), sepanjang mengatur pagar [2]"], ["Permendagri 9/2099 Pasal 2 huruf a", "Permendagri 9/2099 Pasal 2 huruf b"]),
    ("masih berlakukah Permendagri 2/2090?", ["sudah dicabut dan tidak berlaku lagi; yang mencabutnya Permendagri 9/2099 Pasal 2 huruf a [1]", "sendiri tidak ada di perpustakaan ini"], ["Permendagri 9/2099 Pasal 2 huruf a"]),
    ("Permendagri 2/2090", ["sudah dicabut dan tidak berlaku lagi"], ["Permendagri 9/2099 Pasal 2 huruf a"]),
    ("Siapa merawat kebun menurut Permendagri 2 tahun 2090?", ["sudah dicabut", "sendiri tidak ada"], ["Permendagri 9/2099 Pasal 2 huruf a"]),
    ("masih berlakukah Permendagri 3/2091?", ["dicabut sebagian (sepanjang mengatur pagar)"], ["Permendagri 9/2099 Pasal 2 huruf b"]),
    ("Permendagri 9/2099 melaksanakan pasal berapa UU 3/2097?", ["Permendagri 9/2099 melaksanakan:", "UU 3/2097 (Kebun): Pasal 7 ayat (2) [1]"], ["Permendagri 9/2099"]),
    ("peraturan pelaksana UU 3/2097 apa?", ["UU 3/2097 (Kebun) dilaksanakan lebih lanjut dengan:", "Permendagri 9/2099: Pasal 7 ayat (2) [1]"], ["Permendagri 9/2099"]),
    ("apakah UU 3/2097 sudah diubah?", ["UU 4/2097, sebagaimana disebut dalam Permendagri 9/2099 [1]", "UU 5/2098 Pasal I: Pasal 5 diubah; Pasal 24A disisipkan; Pasal 12 dihapus [2]"], ["Permendagri 9/2099", "UU 5/2098 Pasal I"]),
    ("masih berlakukah UU 3/2097?", ["Tidak ada dokumen di perpustakaan ini yang mencabut UU 3/2097."], ["Permendagri 9/2099", "UU 5/2098 Pasal I"]),
    ("apa yang diubah oleh UU 5/2098?", ["UU 5/2098 mengubah:", "UU 3/2097 (Kebun): Pasal 5 diubah"], ["UU 5/2098 Pasal I"]),
    ("apa dasar hukum Permendagri 9/2099?", ["mendasarkan diri pada:", "UU 3/2097 (Kebun) [1]"], ["Permendagri 9/2099"]),
    ("UU 3/2097 sudah berapa kali diubah?", ["Sejauh yang disebut naskah di pustaka, UU 3/2097 (Kebun) sudah 2 kali diubah, yaitu dengan:", "- UU 4/2097", "- UU 5/2098"], ["Permendagri 9/2099", "UU 5/2098 Pasal I"]),
    ("uu 3/2097 ttg kebun udh diubah brp kali?", ["sudah 2 kali diubah"], ["Permendagri 9/2099", "UU 5/2098 Pasal I"]),
    ("how many times has UU 3/2097 been amended?", ["As far as the texts of this library say", "has been amended twice, by:"], ["Permendagri 9/2099", "UU 5/2098 Pasal I"]),
    ("UU 3/2097 terakhir diubah dengan apa?", ["terakhir diubah dengan:\n\n- UU 5/2098 Pasal I", "Sebelumnya:\n\n- UU 4/2097"], ["UU 5/2098 Pasal I", "Permendagri 9/2099"]),
    ("UU 4/2097 masih berlaku?", ["Tidak ada naskah di pustaka ini yang mencabut atau mengubah UU 4/2097", "https://", "- yang mengubah UU 3/2097, sebagaimana disebut dalam Permendagri 9/2099 [1]"], ["Permendagri 9/2099"]),
    ("is UU 4/2097 still in force?", ["I can not tell whether it is in force", "- what amended UU 3/2097"], ["Permendagri 9/2099"]),
    ("is Permendagri 2/2090 still in force?", ["was revoked and is no longer in force", "is not in this library"], ["Permendagri 9/2099 Pasal 2 huruf a"]),
    ("what does Permendagri 9/2099 revoke?", ["Permendagri 9/2099 revokes:"], ["Permendagri 9/2099 Pasal 2 huruf a", "Permendagri 9/2099 Pasal 2 huruf b"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says", "labels"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_an_answer_about_relations(text: str, says: list[str], labels: list[str], ask: Asker) -> None:
    answer = ask(text)
    assert answer is not None and not answer.refused
    assert [part for part in says if part not in answer.answer] == [], answer.answer
    assert [c.label for c in answer.citations] == labels
    assert [citation_problem(c, ask.library) for c in answer.citations] == [None] * len(labels)
    assert answer.answer.splitlines()[-1].startswith("**Dasar")
    assert all(f"[{c.n}]" in answer.answer for c in answer.citations)


UNTOLD = [
    "masih berlakukah PP 50/2007?",
    "apa yang dicabut oleh UU 3/2097?",
    "apa yang dicabut oleh PP 1/2001?",
    "PP 1/2001",
    "UU 3/2097",
    "Apa isi Pasal 6 UU 3/2097?",
    "Apa isi Pasal 5 Permendagri 9/2099?",
    "Apa isi Pasal 5?",
    "Apa beda Pasal 5 UU 3/2097 dan Pasal 5 UU 5/2098?",
]


@pytest.mark.parametrize("text", UNTOLD)
def test_what_no_text_tells_of_is_left_to_others(text: str, ask: Asker) -> None:
    assert ask(text) is None


NOTES = [
    (
        "Apa isi Pasal 6 Permendagri 2/2090?",
        "Permendagri 2/2090 sudah dicabut oleh Permendagri 9/2099 Pasal 2 huruf a.",
    ),
    ("Pasal 6 Permendagri 3/2091", "Permendagri 3/2091 dicabut sebagian oleh Permendagri 9/2099 Pasal 2 huruf b."),
    ("Apa isi Pasal 6 PP 1/2001?", ""),
    ("Apa isi Pasal 6 UU 3/2097?", ""),
    ("Apa isi Pasal 6?", ""),
]


@pytest.mark.parametrize(("text", "note"), NOTES)
def test_a_refusal_can_say_what_revoked_a_regulation_that_is_not_held(text: str, note: str, ask: Asker) -> None:
    assert missing_answer(ask.question(text), ask.library) is None
    assert revoked_note(ask.question(text), ask.library) == note


UNKNOWN = [
    # of what is held and never told of; None where it is another's to answer
    ("Apakah Permendagri 9/2099 masih berlaku?", "tidak ada yang mencabut atau mengubah Permendagri 9/2099. Periksa di situs resmi"),
    ("Permendagri 9/2099 sudah berapa kali diubah?", "tidak ada yang mengubah Permendagri 9/2099."),
    ("has UU 5/2098 been repealed?", "none revokes UU 5/2098."),
    ("masih berlakukah PP 50/2007?", None),
    ("masih berlakukah UU 3/2097?", None),
    ("Apa isi Permendagri 9/2099?", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), UNKNOWN)
def test_what_no_text_tells_of_a_held_regulation_is_refused_in_words(text: str, says: str | None, ask: Asker) -> None:
    answer = untold(ask.question(text), ask.library)
    assert (answer is None) == (says is None)
    if answer is not None and says is not None:
        assert answer.refused and answer.reason == "tidak_diatur" and says in answer.answer


def test_where_to_look_names_fetch_only_where_a_copy_can_be_had() -> None:
    assert "`python -m ingest fetch uu-23-2014`" in official("uu-23-2014", "id")
    assert "fetch" not in official("permendagri-70-2019", "id")
    assert "https://peraturan.go.id/" in official("permendagri-70-2019", "en")


def test_a_title_that_counts_further_than_the_texts_is_told(tmp_path: Path, glossary: Glossary) -> None:
    third = CHANGED.replace("PERUBAHAN KEDUA ATAS", "PERUBAHAN KELIMA ATAS").replace(
        "PERUBAHAN ATAS", "PERUBAHAN KELIMA ATAS"
    )
    item = parsed(third, file="uu-5-2098.pdf")
    catalog = Catalog(settings_of(tmp_path).catalog_path)
    catalog.add(item, "1", relations(item))
    answer = relation_answer(
        understand("UU 3/2097 sudah berapa kali diubah?", glossary), Library(catalog, catalog.held())
    )
    assert answer is not None and "UU 5/2098 adalah perubahan kelima; yang lain tidak disebut" in answer.answer
    catalog.close()


# --- a changed Pasal

BOTH = ["UU 5/2098 Pasal I angka 1", "UU 3/2097 Pasal 5"]
COMPARED = [
    ("Apa beda Pasal 5 UU 3/2097 sebelum dan sesudah diubah UU 5/2098?", BOTH),
    ("beda pasal 5 sebelum dan sesudah", BOTH),
    ("apa yg berubah di Pasal 5?", BOTH),
    ("bunyi lama dan baru Pasal 5 UU 3/2097", BOTH),
    ("bunyi Pasal 5 UU 3/2097 yang lama gmn?", BOTH),
    ("UU 5/2098 mengubah Pasal 5 jadi apa?", BOTH),
    ("Bandingkan Pasal 5 UU 3/2097 semula dan setelah perubahan", BOTH),
    ("What changed in Article 5?", BOTH),
    ("How did UU 5/2098 change Article 5 of UU 3/2097?", BOTH),
    ("old and new wording of article 5 UU 3/2097", BOTH),
    ("apa yang berubah di Pasal 24A?", ["UU 5/2098 Pasal I angka 2"]),
    ("Pasal 6 UU 3/2097 sudah berubah belum?", ["UU 3/2097 Pasal 6"]),
    ("apa yang berubah di Pasal 6?", None),
    ("Apa beda Pasal 5 UU 3/2097 dan Permendagri 9/2099?", None),
    ("Pasal 5 mengatur perubahan kebun apa?", None),
    ("Berapa lama kebun dirawat menurut Pasal 6 UU 3/2097?", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), COMPARED)
def test_old_and_new_wording_are_cited(text: str, labels: list[str] | None, ask: Asker) -> None:
    answer = changed_answer(ask.question(text), ask.library)
    assert (answer and [c.label for c in answer.citations]) == labels
    if answer:
        assert [citation_problem(c, ask.library) for c in answer.citations] == [None] * len(labels or [])


FOLLOWED = [
    (("Apa isi Pasal 5 UU 3/2097?", "bunyi lamanya?"), BOTH),
    (("Apa isi Pasal 5 UU 3/2097?", "apa bedanya?"), BOTH),
    (("Apa isi Pasal 6 UU 3/2097?", "kalau pasal 12?", "kalau pasal 5?"), BOTH),
    (("Apa isi Pasal 6 UU 3/2097?", "apa bedanya?"), None),
    (("Apa isi Pasal 5 UU 3/2097?", "siapa yang memanen?"), None),
]


@pytest.mark.parametrize(("texts", "labels"), FOLLOWED)
def test_a_follow_up_asks_of_the_pasal_before(texts: tuple[str, ...], labels: list[str] | None, ask: Asker) -> None:
    history = [{"role": "user", "content": text} for text in texts[:-1]]
    answer = changed_answer(understand(texts[-1], ask.glossary, history), ask.library)
    assert (answer and [c.label for c in answer.citations]) == labels


def test_a_changed_pasal_is_shown_in_both_wordings(ask: Asker) -> None:
    answer = ask("Apa isi Pasal 5 UU 3/2097?")
    assert answer is not None
    assert "Pasal 5 UU 3/2097 sudah diubah dengan UU 5/2098 Pasal I angka 1 [1]." in answer.answer
    new, old = answer.answer.index("Kebun dirawat warga."), answer.answer.index("Aturan lama ke5 tentang kebun.")
    assert (
        answer.answer.index("**Bunyi setelah perubahan** [1]") < new < answer.answer.index("**Bunyi semula** [2]") < old
    )
    assert [c.label for c in answer.citations] == ["UU 5/2098 Pasal I angka 1", "UU 3/2097 Pasal 5"]
    assert [citation_problem(c, ask.library) for c in answer.citations] == [None, None]


def test_an_inserted_pasal_has_its_new_wording_alone(ask: Asker) -> None:
    answer = ask("Pasal 24A UU 3/2097")
    assert answer is not None
    assert "Pasal 24A UU 3/2097 sudah disisipkan dengan UU 5/2098 Pasal I angka 2 [1]." in answer.answer
    assert "Panen dibagi rata." in answer.answer and "Bunyi semula" not in answer.answer


def test_a_deleted_pasal_has_its_old_wording_alone(ask: Asker) -> None:
    answer = ask("Apa bunyi Pasal 12 UU 3 tahun 2097?")
    assert answer is not None
    assert "sudah dihapus dengan UU 5/2098 Pasal I angka 3 [1]." in answer.answer
    assert "Aturan lama ke12" in answer.answer and "Bunyi setelah" not in answer.answer


def test_an_english_question_about_a_changed_pasal_is_answered_in_english(ask: Asker) -> None:
    answer = ask("What does article 5 of UU 3/2097 say about gardens?")
    assert answer is not None
    assert "Pasal 5 of UU 3/2097 was changed by UU 5/2098" in answer.answer


def test_a_pasal_that_nothing_changes_has_no_changes(ask: Asker, library: Library) -> None:
    unit = ask.question("Pasal 6 UU 3/2097").pasal[0].unit
    assert unit is not None
    assert changes_of("uu-3-2097", unit, library) == []


WORDINGS = [
    ("Pasal 5 Kebun dirawat.", ["Pasal 5", "", "Kebun dirawat."]),
    ("“Pasal 5 (1) Kebun. (2) Pagar pada ayat (1) dicat.", ["Pasal 5", "", "- (1) Kebun.", "- (2) Pagar pada ayat (1) dicat."]),
    (
        "Pasal 5 (1) Warga: a. merawat: 1. kebun; dan 2. pagar; atau b. memanen. (2) Panen.",
        ["Pasal 5", "", "- (1) Warga:", "    - a. merawat:", "        - 1. kebun; dan", "        - 2. pagar; atau", "    - b. memanen.", "- (2) Panen."],
    ),
    ("a. kebun <b>tua</b>;", ["a. kebun &lt;b&gt;tua&lt;/b&gt;;"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), WORDINGS)
def test_a_new_wording_is_laid_out_and_loses_no_word(text: str, lines: list[str]) -> None:
    assert wording_lines(text) == lines
    if "<" not in text:
        assert letters("".join(lines)) == letters(text)


# --- the family


def test_a_family_holds_all_that_is_one_step_away(library: Library) -> None:
    found = family(library, "uu-3-2097")
    assert {(n.key, n.held) for n in found.nodes} == {
        ("uu-3-2097", True), ("uu-4-2097", False), ("uu-5-2098", True), ("permendagri-9-2099", True),
    }  # fmt: skip
    assert {(e.subject, e.kind, e.target) for e in found.edges} == {
        ("uu-4-2097", "mengubah", "uu-3-2097"),
        ("uu-5-2098", "mengubah", "uu-3-2097"),
        ("uu-5-2098", "mengingat", "uu-3-2097"),
        ("permendagri-9-2099", "melaksanakan", "uu-3-2097"),
        ("permendagri-9-2099", "mengingat", "uu-3-2097"),
    }
    assert found.nodes[0].label == "UU 3/2097" and found.nodes[0].judul == "Kebun"


def test_a_family_can_leave_out_the_basis_and_shows_who_revokes(library: Library) -> None:
    found = family(library, "permendagri-9-2099", basis=False)
    assert {(e.kind, e.target, e.labels) for e in found.edges} == {
        ("melaksanakan", "uu-3-2097", ("Permendagri 9/2099",)),
        ("mencabut", "permendagri-2-2090", ("Permendagri 9/2099 Pasal 2 huruf a",)),
        ("mencabut", "permendagri-3-2091", ("Permendagri 9/2099 Pasal 2 huruf b",)),
    }


def test_without_the_basis_none_of_it_is_drawn(library: Library) -> None:
    for key in ("uu-3-2097", "permendagri-9-2099", "uu-5-2098"):
        assert {e.kind for e in family(library, key, basis=False).edges} <= {"melaksanakan", "mencabut", "mengubah"}


def test_a_regulation_that_is_not_held_has_a_family_too(library: Library) -> None:
    found = family(library, "permendagri-2-2090")
    assert [(n.key, n.label, n.judul) for n in found.nodes][0] == (
        "permendagri-2-2090",
        "Permendagri 2/2090",
        "Kebun Lama",
    )
    assert len(found.edges) == 1


def test_a_regulation_that_nobody_names_stands_alone(library: Library, tmp_path: Path) -> None:
    found = family(library, "pp-1-2001")
    assert [n.key for n in found.nodes] == ["pp-1-2001"] and found.edges == ()
