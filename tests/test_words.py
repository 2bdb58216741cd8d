from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.words import STOP_ID, content_stems, english_stem, is_english, question_stems, stem, stems, tokens


@pytest.mark.parametrize(
    ("word", "roots"),
    [
        ("dikerjasamakan", ("kerja", "sama")), ("kerjasama", ("kerja", "sama")), ("menandatangani", ("tanda", "tangan")),
        ("pengambilalihan", ("ambil", "alih")), ("pemerintahan", ("pemerintah",)), ("pemetaan", ("peta",)),
        ("memetakan", ("peta",)), ("persetujuan", ("setuju",)), ("menyetujui", ("setuju",)), ("walikota", ("wali", "kota")),
        ("bersama", ("bersama",)), ("ketiga", ("ketiga",)), ("30", ("30",)), ("dan", ("dan",)), ("pembinaan", ("bina",)),
        ("menawarkan", ("tawar",)), ("penawaran", ("tawar",)), ("tawarin", ("tawar",)), ("urusan", ("urus",)),
    ],
)  # fmt: skip
def test_stem(word: str, roots: tuple[str, ...]) -> None:
    assert stem(word) == roots


@pytest.mark.parametrize(
    ("left", "right"),
    [("pemetaan", "pemerintah"), ("urusan", "uraian"), ("mitra", "mitigasi"), ("daerah", "darah"), ("setuju", "tuju")],
)
def test_words_that_differ_keep_their_stems_apart(left: str, right: str) -> None:
    assert stem(left) != stem(right)


@pytest.mark.parametrize(
    ("words", "root"),
    [(("signed", "signing", "signs", "sign"), "sign"), (("regencies", "regency"), "regency"),
     (("agreements", "agreement"), "agreement"), (("planned", "plan"), "plan"), (("process",), "process")],
)  # fmt: skip
def test_english_stem(words: tuple[str, ...], root: str) -> None:
    assert {english_stem(word) for word in words} == {root}


def test_tokens_are_lower_case_words_and_numbers() -> None:
    assert tokens("Pasal 5 ayat (2): Kerja-sama, region's 30%") == [
        "pasal",
        "5",
        "ayat",
        "2",
        "kerja",
        "sama",
        "regions",
        "30",
    ]


def test_stop_words_carry_no_meaning() -> None:
    assert content_stems("Apa yang dimaksud dengan kebun bersama?") == [*stem("kebun"), *stem("bersama")]
    assert stems("yang") == ["yang"]


@pytest.mark.parametrize(
    "text",
    ["Who signs the agreement?", "What is KSDD?", "How long may the region wait?", "What does pihak ketiga mean?"],
)
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Siapa menandatangani perjanjian?",
        "Apa itu KSDD?",
        "berapa lama pemda nunggu",
        "",
        "KSDD",
        "Permendagri 22/2020 pasal 5",
    ],
)
def test_indonesian(text: str) -> None:
    assert not is_english(text)


def test_a_question_is_stemmed_in_its_own_language() -> None:
    assert question_stems("Who signs the agreements?") == ["sign", "agreement"]
    assert question_stems("Siapa menandatangani perjanjian?") == ["tanda", "tangan", *stem("perjanjian")]


@given(st.text(max_size=100))
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(token not in STOP_ID for token in tokens(text) if token in content_stems(text) and len(token) <= 3)
    assert isinstance(is_english(text), bool)
    question_stems(text)
