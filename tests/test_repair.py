"""Named cleaners for what OCR leaves behind: tables of real cases, and as many that must stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.repair import (
    ayat_marker,
    ayat_reference,
    broken_rj,
    confused_letters,
    kerja_sama,
    list_marker,
    next_letter,
    pasal_number,
    repair,
    run_together,
    tight_marker,
    year_number,
)

Cleaner = Callable[[str], str]

CHANGED: list[tuple[Cleaner, str, str]] = [
    (pasal_number, "Pasal lO", "Pasal 10"),
    (pasal_number, "Pasal 1O ayat (1)", "Pasal 10 ayat (1)"),
    (pasal_number, "Pasal 3l", "Pasal 31"),
    (pasal_number, "Pasal l1", "Pasal 11"),
    (pasal_number, "Pasai 12", "Pasal 12"),
    (pasal_number, "PasaJ22", "Pasal 22"),
    (pasal_number, "Pasal24", "Pasal 24"),
    (pasal_number, "Pasal 9A", "Pasal 9A"),
    (year_number, "Nomor 23 Tahun 2Ol4", "Nomor 23 Tahun 2014"),
    (year_number, "Tahun 2OO7 Nomor ll2", "Tahun 2007 Nomor 112"),
    (year_number, "Nomor 5O Tahun 2007", "Nomor 50 Tahun 2007"),
    (year_number, "Tahun2014", "Tahun 2014"),
    (ayat_reference, "pada ayat (l) huruf d", "pada ayat (1) huruf d"),
    (ayat_reference, "ayat (41, termasuk", "ayat (4), termasuk"),
    (ayat_reference, "pada ayat 1), dapat", "pada ayat (1), dapat"),
    (ayat_reference, "Ayat(2)", "Ayat (2)"),
    (ayat_reference, "Ayat (21", "Ayat (2)"),
    (ayat_reference, "ayat [3] dan", "ayat (3) dan"),
    (ayat_marker, "(1) Satu.\n(21 Gubernur menanam.", "(1) Satu.\n(2) Gubernur menanam."),
    (ayat_marker, "(21 Gubernur", "(2) Gubernur"),
    (ayat_marker, "l2l Pemetaan", "(2) Pemetaan"),
    (ayat_marker, "l2t Hasil", "(2) Hasil"),
    (ayat_marker, "(l) Daerah", "(1) Daerah"),
    (ayat_marker, "(2) Dua.\n(3, Kajian", "(2) Dua.\n(3) Kajian"),
    (ayat_marker, "(3)Biaya", "(3) Biaya"),
    (ayat_marker, "(2) Dua.\nPasal 4\n(l) Daerah", "(2) Dua.\nPasal 4\n(1) Daerah"),
    (tight_marker, "2.pariwisata", "2. pariwisata"),
    (tight_marker, "8.transmigrasi.", "8. transmigrasi."),
    (tight_marker, "b.kerja sama", "b. kerja sama"),
    (list_marker, "h. satu;\n1. dua;\nj. tiga", "h. satu;\ni. dua;\nj. tiga"),
    (list_marker, "b. satu;\nC. dua;\nd. tiga", "b. satu;\nc. dua;\nd. tiga"),
    (list_marker, "b. satu;\nC. jangka waktu", "b. satu;\nc. jangka waktu"),
    (list_marker, "- 9 -\nC. terdapat\nd. terjadi", "- 9 -\nc. terdapat\nd. terjadi"),
    (list_marker, "b. satu\nε. dua\nd. tiga", "b. satu\nc. dua\nd. tiga"),
    (broken_rj, "keq'a sama", "kerja sama"),
    (broken_rj, "Ke{a Sama", "Kerja Sama"),
    (broken_rj, "keg'a", "kerja"),
    (broken_rj, "pe{anjian", "perjanjian"),
    (broken_rj, "dikeq'asamakan", "dikerjasamakan"),
    (broken_rj, "teq'adi", "terjadi"),
    (kerja_sama, "kera sama daerah", "kerja sama daerah"),
    (kerja_sama, "Keija Sama", "Kerja Sama"),
    (run_together, "pemerintahansebagaimana", "pemerintahan sebagaimana"),
    (run_together, "masyarakatdan", "masyarakat dan"),
    (run_together, "pembinaankepadadaerah", "pembinaan kepada daerah"),
    (confused_letters, "daiam", "dalam"),
    (confused_letters, "perundarg-undangan", "perundang-undangan"),
    (confused_letters, "sebagamana", "sebagaimana"),
    (confused_letters, "dlaksanakan", "dilaksanakan"),
    (confused_letters, "clalam", "dalam"),
    (confused_letters, "azau", "atau"),
    (confused_letters, "climaksucl", "dimaksud"),
    (confused_letters, "negos1as1", "negosiasi"),
    (confused_letters, "sarna", "sama"),
    (confused_letters, "yarg", "yang"),
    (confused_letters, "urnum", "umum"),
]  # fmt: skip
KEPT: list[tuple[Cleaner, str]] = [
    (pasal_number, "Pasal I"), (pasal_number, "Pasal II"), (pasal_number, "Pasal l"), (pasal_number, "Pasal ll"),
    (pasal_number, "Pasal 10"), (pasal_number, "Pasal yang lain"), (pasal_number, "Pasar 10"), (pasal_number, "pasal lama"),
    (year_number, "Tahun Io"), (year_number, "Nomor II"), (year_number, "Tahun anggaran"), (year_number, "Nomor SK 12"),
    (ayat_reference, "ayat (1)"), (ayat_reference, "ayat 1"), (ayat_reference, "ayat yang"), (ayat_reference, "ayat (12)"),
    (ayat_reference, "ayat (O)"), (ayat_reference, "rayat (l)"),
    (ayat_marker, "(20) Dua puluh.\n(21) Dua puluh satu."), (ayat_marker, "(5) Lima.\n(21 Gubernur"),
    (ayat_marker, "(2) dua ekor"), (ayat_marker, "12 Januari"), (ayat_marker, "(a) Satu"), (ayat_marker, "(1,5) Persen"),
    (ayat_marker, "l Januari"),
    (tight_marker, "1.500 ekor"), (tight_marker, "a.n. Bupati"), (tight_marker, "2. pariwisata"), (tight_marker, "d.a"),
    (tight_marker, "kata 2.pariwisata"),
    (list_marker, "h. satu:\n1. dua;\n2. tiga;\ni. empat"), (list_marker, "B. SATU\na. dua\nb. tiga\nC. Contoh"),
    (list_marker, "1. satu\n2. dua\n3. tiga"), (list_marker, "a. satu\nC. dua\nd. tiga"), (list_marker, "A. satu\nB. dua\nC. tiga"),
    (list_marker, "h. satu\n1. dua"), (list_marker, "b. satu\nX. dua\nd. tiga"),
    (broken_rj, "Jum'at"), (broken_rj, "Qur'an"), (broken_rj, "q'a"), (broken_rj, "zeq'axo"), (broken_rj, "{nama}"),
    (kerja_sama, "kera ekor panjang"), (kerja_sama, "kerja sama"), (kerja_sama, "erat sama"), (kerja_sama, "kera samar"),
    (run_together, "pemerintahan"), (run_together, "Pemetaanurusan"), (run_together, "antarmasyarakat"),
    (run_together, "daerahnya"), (run_together, "danxqz"), (run_together, "dandan"), (run_together, "padahal"),
    (confused_letters, "kera"), (confused_letters, "daerah"), (confused_letters, "Daiam"), (confused_letters, "DAIAM"),
    (confused_letters, "qzxqz"), (confused_letters, "clala-\nngan"), (confused_letters, "bi-\nclalam"),
    (confused_letters, "perijinan"), (confused_letters, "sbagai"), (confused_letters, "dar"), (confused_letters, "nampak"), (confused_letters, "personil"),
    (confused_letters, "stakeholder"), (confused_letters, "www.daiam.id"), (confused_letters, "daiam@negeri"),
]  # fmt: skip


@pytest.mark.parametrize(("cleaner", "raw", "clean"), CHANGED)
def test_what_ocr_left_behind_is_repaired(cleaner: Cleaner, raw: str, clean: str) -> None:
    assert cleaner(raw) == clean
    assert repair(raw) == clean


@pytest.mark.parametrize(("cleaner", "text"), KEPT)
def test_what_could_be_right_stays(cleaner: Cleaner, text: str) -> None:
    assert cleaner(text) == text


def test_a_word_that_the_document_has_often_explains_a_misread_one() -> None:
    assert confused_letters("lumburg") == "lumburg"
    assert confused_letters("lumburg", frozenset({"lumbung"})) == "lumbung"


def test_two_explanations_leave_the_word_as_it_is() -> None:
    assert confused_letters("xirx", frozenset({"xinx", "xlrx"})) == "xirx"


@given(st.text(max_size=300))
def test_no_text_makes_a_cleaner_fail_or_lose_a_line(text: str) -> None:
    assert repair(text).count("\n") == text.count("\n")


@given(st.lists(st.sampled_from([raw for _, raw, _ in CHANGED] + [text for _, text in KEPT]), max_size=8))
def test_what_is_repaired_needs_no_second_repair(lines: list[str]) -> None:
    once = repair("\n".join(lines))
    assert repair(once) == once


@pytest.mark.parametrize(
    ("before", "letter"),
    [
        ("a. satu;\nb. dua; atau\nc. pemerintah . . .", "c"), ("a. satu;\nb. dua;", "c"), ("a. satu;\nbaris lagi", "b"),
        ("(1) Satu.", ""), ("", ""), ("A. SATU", ""), ("1. satu", ""), ("z. akhir", ""),
    ],
)  # fmt: skip
def test_the_letter_with_which_a_list_goes_on_overleaf(before: str, letter: str) -> None:
    assert next_letter(before) == letter


@pytest.mark.parametrize(
    ("expected", "text", "clean"),
    [
        ("c", "C. pemerintah pusat.\n(2) Dua", "c. pemerintah pusat.\n(2) Dua"),
        ("c", "C. Contoh Format", "C. Contoh Format"),
        ("d", "C. pemerintah", "C. pemerintah"),
        ("", "C. pemerintah", "C. pemerintah"),
    ],
)
def test_the_letter_at_the_top_of_a_page_goes_on_from_the_page_before(expected: str, text: str, clean: str) -> None:
    assert list_marker(text, expected) == clean
