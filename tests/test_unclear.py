from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.catalog import Catalog
from corpus.models import Jawaban
from corpus.shelf import add_digests
from page.chat import Turn, answer_markdown, messages, understood
from rag.glossary import load_glossary
from rag.question import understand
from rag.unclear import MOST, Foreseen, suggestions, unclear

GLOSSARY = load_glossary()


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    catalog = Catalog(tmp_path_factory.mktemp("digests") / "katalog.sqlite3")
    add_digests(catalog)
    yield catalog
    catalog.close()


@pytest.mark.parametrize(
    "text",
    ["Berapa lama?", "berapa lamanya", "siapa?", "apa syaratnya?", "Kapan?", "bagaimana caranya", "gmn prosesnya?",
     "tahapannya apa saja?", "dokumennya apa aja ya?", "brp hari?", "How long?", "what are the steps?", "Who?", "when is it?"],
)  # fmt: skip
def test_a_bare_question_gets_what_it_may_mean(digests: Catalog, text: str) -> None:
    answer = unclear(understand(text, GLOSSARY), digests)
    assert answer is not None and answer.refused and answer.reason == "kurang_jelas" and answer.citations == ()
    assert 2 <= len(answer.suggestions) <= MOST
    for suggestion in answer.suggestions:
        assert unclear(understand(suggestion, GLOSSARY), digests) is None


@pytest.mark.parametrize(
    "text",
    ["Berapa lama Kesepakatan Bersama berlaku?", "Siapa ketua TKKSD?", "Apa itu KAK?", "Apa syarat KSDPL?", "Pasal 9 isinya apa?",
     "Isi Permendagri 22/2020 apa?", "kapan rapat pleno?", "How long is a Letter of Intent valid?", "Apa tahapan KSDD?",
     "studi kelayakan", "berapa dendanya?", ""],
)  # fmt: skip
def test_a_question_that_says_what_it_is_about_is_left_alone(digests: Catalog, text: str) -> None:
    assert unclear(understand(text, GLOSSARY), digests) is None


def test_after_a_question_a_bare_one_is_no_riddle(digests: Catalog) -> None:
    history = [{"role": "user", "content": "Apa saja tahapan KSDD?"}, {"role": "assistant", "content": "Persiapan."}]
    assert unclear(understand("berapa lama?", GLOSSARY, history), digests) is None


def test_where_no_form_is_known_it_asks_what_it_is_about(digests: Catalog) -> None:
    answer = unclear(understand("apa?", GLOSSARY), digests)
    assert answer is not None and answer.suggestions == () and "tentang apa" in answer.answer


def test_suggestions_come_from_different_parts_and_lower_regulations_first() -> None:
    import re

    told = [
        Foreseen("uu-1-2000", "1", "A", "Berapa lama masa jabatan?"),
        Foreseen("permendagri-2-2001", "2", "B", "Berapa lama surat dijawab?"),
        Foreseen("permendagri-2-2001", "3", "B", "Berapa lama izin berlaku di sana sini?"),
        Foreseen("permendagri-2-2001", "4", "C", "brp lama naskah?"),
        Foreseen("permendagri-2-2001", "5", "D", "How long is it valid?"),
        Foreseen("permendagri-2-2001", "6", "E", "Siapa ketua?"),
    ]
    pattern = re.compile("berapa lama|brp lama|how long", re.IGNORECASE)
    assert suggestions(told, pattern, False) == (
        "Berapa lama surat dijawab?",
        "brp lama naskah?",
        "Berapa lama masa jabatan?",
    )
    assert suggestions(told, pattern, True) == ("How long is it valid?",)


# --- on the page


def test_suggestions_are_links_and_escaped() -> None:
    answer = Jawaban("?", "id", "Yang mana?", refused=True, suggestions=("Berapa lama [x](y) <b>?", "Siapa?"))
    made = answer_markdown(4, answer)
    assert made.startswith("Yang mana?\n\n- [") and "(#tanya-4-1)" in made
    assert "<b>" not in made and "[x](y)" not in made


@pytest.mark.parametrize(
    ("question", "whole", "shown"),
    [
        ("berapa lama?", "Apa tahapan KSDD? berapa lama?", True),
        ("gmn caranya KSDD", "bagaimana caranya KSDD", True),
        ("Apa itu KSDD?", "Apa itu KSDD?", False),
        ("Apa itu KSDD?", "apa itu ksdd", False),
        ("Apa itu KSDD?", "", False),
        ("cerita", "x " * 200, False),
    ],
)
def test_how_a_question_was_understood_is_shown_where_it_says_more(question: str, whole: str, shown: bool) -> None:
    answer = Jawaban(question, "id", "Jawab.", understood=whole)
    assert bool(understood(answer)) == shown
    assert (messages([Turn(question, answer)])[1]["content"].startswith("<small>Dipahami sebagai: ")) == shown


def test_what_was_understood_is_only_text() -> None:
    assert "<script>" not in understood(Jawaban("a", "en", "x", understood="<script>alert(1)</script> [a](b)"))
