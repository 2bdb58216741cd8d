"""What stands in a gap between two Pasal: headings that OCR destroyed, and Pasal whose headings are lost."""

from __future__ import annotations

import pytest

from ingest.gaps import misfit, misread, unheaded


@pytest.mark.parametrize(
    ("seen", "number", "wrong"),
    [
        ("115", 115, 0), ("1 r5", 115, 0), ("r 10", 110, 0), ("l2'7", 127, 0), ("16,5", 165, 0), ("b7", 67, 0),
        ("/3", 73, 0), ("· 1 1", 11, 0), ("2g", 28, 0), ("i9.t", 194, 1), ("138", 188, 1),
        ("12", 115, 9), ("", 5, 9), ("Rakyat", 5, 9), ("9", 5, 1),
    ],
)  # fmt: skip
def test_misfit(seen: str, number: int, wrong: int) -> None:
    assert misfit(seen, number) == wrong


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Warga menanam. P*sal 145 (1) Sistem tanam.", 145),
        ("Warga menanam. Persal 138 (1) Sistem tanam.", 138),
        ("Warga menanam. I'asal 28 Sistem tanam.", 28),
        ("Warga menanam. Pasal'/3 Sistem tanam.", 73),
        ("Warga menanam. Pasal i9.t Sistem tanam.", 194),
        ("menurut bidangnya masing Pasal 1 r5 (1) Warga menanam.", 115),
        ("a. padi;\nb. jagung; dan Pasal 52 Dalam menanam, warga berhemat.", 52),
        ("bekerja sama dengan Pasal 64 Skema tanam meliputi padi.", 64),
        ("Bagian Kelima Pengendalian ^panen pasal 3l Pengendalian dimulai.", 31),
        ("Paragraf 2 Panen Pasal 20 (r) warga menanam.", 20),
        ("Pasal 136… Warga. Pasal b5 Warga menanam.", 65),
    ],
)
def test_a_heading_that_reads_otherwise(words: str, number: int) -> None:
    found = misread(words, 0, len(words), number)
    assert found is not None
    assert words[found[0]] in "PpI" and words[found[1] :].lstrip()[0] in "(SWDP"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("sebagaimana dimaksud dalam Pasal 64 Warga menanam.", 64),
        ("sebagaimana dimaksud dalarn Pasal 64 Warga menanam.", 64),
        ("menurut Pasal 5 sampai Pasal 64 Warga menanam.", 64),
        ("Warga menanam. Pasal 64 Undang-Undang Nomor 4 Tahun 2090 dicabut.", 64),
        ("Warga menanam. Pasal 64 dan lainnya.", 64),
        ("Warga menanam.\nPasal 136…\n", 135),  # announces the next page
        ("Warga menanam.\nPasal 137\nWarga memanen.", 135),  # a neighbour
        ("Warga menanam. Pasal 64 Padi. Pasal 64 Jagung.", 64),  # which one?
        ("Warga menanam. Pasar 64 Desa.", 63),
        ("Warga menanam. Pusat 64 Desa.", 64),
        ("Warga menanam; dan Pasal 1 L3 .\nBAB VII PANEN", 113),
    ],
)
def test_what_is_no_heading(words: str, number: int) -> None:
    assert misread(words, 0, len(words), number) is None


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("(1) Warga menanam padi. (2) Warga memanen.\n(1) Setiap desa membangun lumbung bersama.", "(1) Setiap"),
        ("(1) Warga menanam padi. (2) Warga memanen padi di sawah. (21 Setiap desa membangun lumbung.", "(21 Setiap"),
        ("Warga menanam. Bagian Kedua Lumbung Desa (1) Setiap desa membangun lumbung bersama.", "(1) Setiap"),
        ("Warga menanam. Bagian Kedua Lumbung Desa (2) Setiap desa membangun lumbung bersama.", "(2) Setiap"),
        ("Warga menanam. Ketentuan lebih lanjut yang diperlukan bagi pelaksanaan Peraturan Pemerintah ini diatur oleh "
         "Menteri.", "Ketentuan lebih"),
        ("Warga menanam. Hal-hal yang belum cukup diatur dalam Peraturan Pemerintah ini diatur Menteri.", "Hal-hal"),
    ],
)  # fmt: skip
def test_a_pasal_without_its_heading(words: str, begins: str) -> None:
    start = unheaded(words, 0, len(words), 4)
    assert start is not None and words[start:].startswith(begins)


@pytest.mark.parametrize(
    "words",
    [
        "(1) Warga menanam padi. (2) Warga memanen padi di sawah. (3) Setiap desa membangun lumbung.",
        "(1) Warga menanam padi di sawah.\n(1) Setiap desa membangun lumbung.\n(1) Setiap kota membangun lumbung.",
        "(1) Warga menanam padi di sawah. (2) Program.\n(1)\nBAB IX PANEN RAYA DAN LUMBUNG DESA",
        "Warga menanam. Bagian Kedua Lumbung Desa (6) Setiap desa membangun lumbung bersama.",  # pages in disorder
        "Hal-hal yang belum cukup diatur dalam Peraturan Pemerintah ini diatur Menteri.",  # the Pasal's own words
        "(1) Warga menanam. (2) Ketentuan lebih lanjut yang diperlukan bagi pelaksanaan Undang-undang ini diatur.",
        "",
    ],
)
def test_where_no_pasal_begins_for_sure(words: str) -> None:
    assert unheaded(words, 0, len(words), 4) is None


def test_the_first_pasal_begins_with_the_definitions() -> None:
    words = "MEMUTUSKAN: Dalam Peraturan Menteri ini yang dimaksud dengan: 1. Warga adalah penduduk."
    assert unheaded(words, 0, len(words), 0) == words.index("Dalam")
    assert unheaded("MEMUTUSKAN: Warga menanam.", 0, 20, 0) is None
