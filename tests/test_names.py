"""Regulations that a question names by title, short title or initials."""

from __future__ import annotations

import pytest

from corpus.rows import Held
from rag.names import named_titles


def held(jenis: str, nomor: str, tahun: int, judul: str) -> Held:
    """A regulation in the catalogue, as far as its name goes."""
    key = f"{jenis}-{nomor}-{tahun}".lower()
    return Held(0, key, "naskah", jenis, nomor, tahun, judul, "", f"{key}.pdf", "0" * 64, 1, (), (), (), (), ())


LIBRARY = (
    held("UU", "90", 2097, "Keterbukaan Informasi Publik"),
    held("UU", "91", 2096, "Taman Bacaan"),
    held("PP", "92", 2095, "Pinjaman Daerah"),
    held("PP", "93", 2095, "Pengelolaan Keuangan Daerah"),
    held("PP", "94", 2094, "Tukar Koleksi Antartaman"),
    held("Permendikbud", "95", 2093, "Standar Nasional Pendidikan Tinggi"),
    held("Permendagri", "96", 2092, "Tata Cara Lampu Jalan"),
    held("Permendagri", "97", 2092, "Tata Cara Lampu Taman"),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Menurut UU KIP, kapan pemohon dijawab?", "90"),
        ("di uu kip pemohon wajib apa", "90"),
        ("UU Keterbukaan Informasi Publik mewajibkan apa?", "90"),
        ("Undang-Undang tentang Keterbukaan Informasi Publik", "90"),
        ("undang-undang keterbukaan informasi publik itu isinya apa", "90"),
        ("How does the public information law define a dispute?", "90"),
        ("under the public information disclosure act, who decides?", "90"),
        ("What does the law on public information say? The public information law", "90"),
        ("UU taman bacaan", "91"),
        ("UU Taman Bacaan: siapa penjaganya?", "91"),
        ("apa kata UU tentang taman bacaan", "91"),
        ("Dalam PP Pinjaman Daerah, apa bedanya?", "92"),
        ("pp pinjaman daerah pasal 5", "92"),
        ("Peraturan Pemerintah tentang Pinjaman Daerah", "92"),
        ("the regional loans regulation asks for what?", "92"),
        ("Under the government regulation: regional borrowing government regulation", "92"),
        ("PP Pengelolaan Keuangan Daerah", "93"),
        ("PP soal pengelolaan keuangan daerah", "93"),
        ("PP PKD mengatur apa", "93"),
        ("the regional financial management regulation", "93"),
        ("PP Tukar Koleksi Antartaman", "94"),
        ("PP TKA bilang apa", "94"),
        ("Permendikbud Standar Nasional Pendidikan Tinggi", "95"),
        ("urutannya menurut standar nasional pendidikan tinggi", "95"),
        ("under the national higher education standards regulation", "95"),
        ("permendikbud SNPT", "95"),
        ("Permendagri Tata Cara Lampu Jalan", "96"),
        ("permendagri tentang tata cara lampu taman", "97"),
    ],
)
def test_what_is_named_by_title(text: str, number: str) -> None:
    assert [reference.nomor for reference in named_titles(text, LIBRARY)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Bagaimana keterbukaan informasi publik di kabupaten?",
        "keterbukaan informasi publik itu apa",
        "pinjaman daerah boleh untuk apa?",
        "Dalam pinjaman daerah, siapa yang menyetujui?",
        "menurut taman bacaan kami",
        "di taman bacaan ada siapa",
        "pengelolaan keuangan daerah diatur di mana?",
        "PP Keterbukaan Informasi Publik",  # another kind
        "UU Pinjaman Daerah",
        "Permendagri Pinjaman Daerah",
        "UU tentang informasi",
        "UU Keterbukaan",
        "PP Pinjaman",
        "PP daerah",
        "PP 93/2095",  # by number: not by title
        "UU 90 tahun 2097",
        "Permendagri Tata Cara Lampu",  # could be two
        "permendagri TCL",  # the same
        "KIP itu apa?",  # initials without a kind
        "UU TB",  # two letters name nothing
        "PP PD",
        "surat UU yang mana?",
        "the law on lamps",
        "what does the law say about information",
        "public law",
        "information regulation",
        "regional regulation on lamps",  # Perda
        "is there any act on loans",
        "standar nasional pendidikan tinggi itu apa",
        "by which government regulation",
        "",
    ],
)
def test_what_names_no_title(text: str) -> None:
    assert named_titles(text, LIBRARY) == []


def test_what_is_held_twice_is_named_once() -> None:
    twice: tuple[Held, ...] = (*LIBRARY, *LIBRARY)
    assert len(named_titles("UU KIP dan Undang-Undang KIP", twice)) == 1


def test_two_titles_are_both_named() -> None:
    found = named_titles("apa bedanya UU KIP dengan PP Pinjaman Daerah?", LIBRARY)
    assert [reference.nomor for reference in found] == ["90", "92"]
