"""How a page reads: words that are known, words that are not, tokens that no language writes."""

from __future__ import annotations

import pytest

from ingest.quality import frequent_words, is_known, judge, known_words, law_words

KNOWN = (
    "daerah melaksanakan dikerjasamakan pemerintahannya diberhentikan keseimbangan berkelanjutan menyusun memukul "
    "gubernur perjanjian antardaerah pembudidayaan perundang undangan kepala sebagaimana dimaksud ayat huruf menulis"
).split()
UNKNOWN = (
    "daiam pemerirzahan ranajemen prcmosi azau ticak yarg calam cimaksud clan pacla negen sarna penrusunan urnum "
    "sslageimana kebiiakan berakhimya persetqiuan qzx dimaksu"
).split()
GOOD = "(1) Kepala daerah dapat membentuk sekretariat kerja sama.\n(2) Sekretariat melaksanakan urusan pemerintahan."
BAD = "(l) Kcpala daerch dapzt mernbentuk sekretariat keq'a sama.\nl2l Sekretzriat melaksanaken urusan pemerirzahan."


@pytest.mark.parametrize("word", KNOWN)
def test_a_word_of_the_law_is_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", UNKNOWN)
def test_what_ocr_makes_of_a_word_is_not(word: str) -> None:
    assert not is_known(word)


def test_good_words_score_full_and_bad_ones_less() -> None:
    assert judge(GOOD).score == 1.0
    assert judge(BAD).score < 0.75
    assert judge(GOOD).value > judge(BAD).value
    assert judge(GOOD).markers == 2


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("dimaksu:l", 9 - 1), ("w4jib", 5), ("keq'asama4", 9), ("l2l", 3), ("(3)Biaya", 6),  # garbled
        ("daerah", 0), ("Undang-Undang", 0), ("dan/atau", 0), ("e-government", 0), ("2020,", 0), ("(12)", 0), ("9A", 0), ("XIV", 0),
        ("371/2020", 0), ("www.peraturan.go.id", 0), ("KSDD", 0), ("Jalan.........dalam", 0), ("10%", 0),
        ("J.62ABC00.005.1", 0), ("PPKS-1", 0), ("PPKS)-1", 0), ("No.43", 0), ("KP3A", 0), ("jdih.contoh.go.id", 0),  # codes
        ("contoh.com/a", 0), ("a.n", 0), ("P3SAL", 5), ("N0MOR", 5), ("dimaks.ud", 8), ("kerja.sama", 9), ("l.2l", 3),
        ("pemerinrah;daerah", 16),
    ],
)  # fmt: skip
def test_a_token_that_mixes_letters_with_signs_is_garbled(text: str, garbled: int) -> None:
    assert judge(text).garbled == garbled


@pytest.mark.parametrize("text", ["Tjahjo Kumolo", "ZKKZD KZDQL", "a. b. c.", "1. 2. 3.", "pelaksa-\nnaan", "", " \n "])
def test_names_abbreviations_and_markers_tell_nothing(text: str) -> None:
    assert (judge(text).known, judge(text).odd) == (0, 0)


def test_a_page_with_hardly_a_word_is_empty_and_not_bad() -> None:
    assert judge("- 12 -").empty
    assert judge("xqz").score == 1.0
    assert not judge(GOOD).empty


def test_losing_half_of_a_page_reads_worse_than_a_few_wrong_words() -> None:
    page = "\n".join([GOOD] * 6)
    assert judge(page + "\nsarna daiam").value > judge("\n".join([GOOD] * 3)).value


def test_the_words_of_the_law_are_a_part_of_the_known_ones() -> None:
    assert law_words() < known_words()
    assert "gubernur" in law_words()


def test_words_that_a_document_has_often_and_that_are_known() -> None:
    assert frequent_words(["lumbung desa"] * 2 + ["Lumbung lumbung qzxqz", "qzxqz", "qzxqz"]) == {"lumbung"}
