"""What one change of an amending regulation does; all wording invented, its forms as real ones have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sitasi import unit_label
from ingest.changes import is_opening, openings, read_change

CHANGES = [
    (
        "Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut: Pasal 5 Kebun dirawat.",
        [("diubah", "Pasal 5", "Pasal 5 Kebun dirawat.")],
    ),
    (
        "Ketentuan ayat (1) Pasal 5 diubah, sehingga Pasal 5 berbunyi sebagai berikut: Pasal 5 (1) Kebun.",
        [("diubah", "Pasal 5 ayat (1)", "Pasal 5 (1) Kebun.")],
    ),
    ("Pasal 12 dihapus.", [("dihapus", "Pasal 12", "")]),
    ("Ketentuan Pasal 12 ayat (2) dihapus.", [("dihapus", "Pasal 12 ayat (2)", "")]),
    (
        "Ketentuan ayat (1) huruf f Pasal 6 dihapus, sehingga Pasal 6 berbunyi sebagai berikut: Pasal 6 (1) Kebun.",
        [("dihapus", "Pasal 6 ayat (1) huruf f", "Pasal 6 (1) Kebun.")],
    ),
    (
        "Di antara Pasal 24 dan Pasal 25 disisipkan 1 (satu) pasal, yakni Pasal 24A yang berbunyi sebagai berikut: "
        "Pasal 24A Panen dibagi.",
        [("disisipkan", "Pasal 24A", "Pasal 24A Panen dibagi.")],
    ),
    (
        "Diantara Pasal 3 dan Pasal 4 disisipkan 2 (dua) pasal baru yaitu Pasal 3A dan Pasal 3B, sehingga berbunyi "
        "sebagai berikut: Pasal 3A Kebun sebagaimana dimaksud dalam Pasal 3 dirawat. Pasal 3B Panen dibagi.",
        [
            ("disisipkan", "Pasal 3A", "Pasal 3A Kebun sebagaimana dimaksud dalam Pasal 3 dirawat."),
            ("disisipkan", "Pasal 3B", "Pasal 3B Panen dibagi."),
        ],
    ),
    (
        "Di antara ayat (2) dan ayat (3) Pasal 7 disisipkan 1 (satu) ayat, yakni ayat (2a), sehingga Pasal 7 berbunyi "
        "sebagai berikut: Pasal 7 (1) Kebun.",
        [("disisipkan", "Pasal 7 ayat (2a)", "Pasal 7 (1) Kebun.")],
    ),
    (
        "Ketentuan Pasal 6 ayat (3) diubah dan ditambah 1 (satu) ayat, yakni ayat (4), sehingga Pasal 6 berbunyi "
        "sebagai berikut: Pasal 6 Kebun.",
        [("diubah", "Pasal 6 ayat (3)", "Pasal 6 Kebun."), ("disisipkan", "Pasal 6 ayat (4)", "Pasal 6 Kebun.")],
    ),
    (
        "Ketentuan ayat (1) Pasal 26 ditambah 1 (satu) huruf, yakni huruf d dan ayat (2) diubah sehingga Pasal 26 "
        "berbunyi sebagai berikut: Pasal 26 Kebun.",
        [
            ("disisipkan", "Pasal 26 ayat (1) huruf d", "Pasal 26 Kebun."),
            ("diubah", "Pasal 26 ayat (2)", "Pasal 26 Kebun."),
        ],
    ),
    (
        "Ketentuan Pasal 10 ayat (1), di antara huruf d dan huruf e, disisipkan huruf d1, sehingga Pasal 10 berbunyi "
        "sebagai berikut: Pasal 10 Kebun.",
        [("disisipkan", "Pasal 10 ayat (1) huruf d1", "Pasal 10 Kebun.")],
    ),
    (
        "Ketentuan ayat (1) diubah, di antara ayat (2) dan ayat (3) disisipkan 1 (satu) ayat, yakni ayat (2a), di "
        "antara ayat (4) dan ayat (5) disisipkan 1 (satu) ayat, yakni ayat (4a) sehingga Pasal 9 berbunyi sebagai "
        "berikut: Pasal 9 Kebun.",
        [
            ("diubah", "Pasal 9 ayat (1)", "Pasal 9 Kebun."),
            ("disisipkan", "Pasal 9 ayat (2a)", "Pasal 9 Kebun."),
            ("disisipkan", "Pasal 9 ayat (4a)", "Pasal 9 Kebun."),
        ],
    ),
    (
        "Ketentuan Pasal 4 ayat (2) diubah, ayat (10) tetap, dan penjelasan ayat (10) diubah, sehingga Pasal 4 "
        "berbunyi: Pasal 4 Kebun.",
        [("diubah", "Pasal 4 ayat (2)", "Pasal 4 Kebun.")],
    ),
    (
        "Mengubah ketentuan Pasal 2 Peraturan Pemerintah Nomor 7 Tahun 2031 sehingga berbunyi sebagai berikut: "
        '"Pasal 2 Kebun.',
        [("diubah", "Pasal 2", '"Pasal 2 Kebun.')],
    ),
    (
        "Di antara BAB VI dan BAB VII disisipkan 1 (satu) bab, yakni BAB VIA sehingga berbunyi sebagai berikut: "
        "BAB VIA PAGAR Pasal 35A Pagar dirawat. Pasal 35B Pagar dicat.",
        [
            ("disisipkan", "Pasal 35A", "Pasal 35A Pagar dirawat."),
            ("disisipkan", "Pasal 35B", "Pasal 35B Pagar dicat."),
        ],
    ),
    ("Judul BAB V diubah sehingga berbunyi sebagai berikut: BAB V PAGAR", [("diubah", "", "BAB V PAGAR")]),
    ("Ketentuan Pasal lO ayat (21 diubah sehingga berbunyi: x", [("diubah", "Pasal 10 ayat (2)", "x")]),
    ("Mengubah beberapa ketentuan dalam Undang-Undang Nomor 7 Tahun 2031, sebagai berikut:", []),
    ("Kebun dirawat bersama.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_change_is_read(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(c.action, unit_label(c.part) if c.part else "", c.text) for c in read_change(text)] == expected


NO_OPENINGS = [
    "Kebun sebagaimana dimaksud dalam Pasal 5 dirawat.",
    "Pasal 5 Kebun dirawat oleh warga.",
    "Ketentuan lebih lanjut mengenai kebun diatur dengan Peraturan Menteri.",
    "Dalam hal pagar diubah, warga diberi tahu.",
    "Warga yang menghapus tanda dikenai denda.",
    "Menteri mengubah daftar kebun.",
    "(2) Kebun yang ditambah dicatat.",
    "a. pagar diganti;",
]


@pytest.mark.parametrize("text", NO_OPENINGS)
def test_ordinary_words_open_no_change(text: str) -> None:
    assert not is_opening(text)


def test_changes_in_running_text_are_cut_at_their_numbers() -> None:
    text = (
        "Beberapa ketentuan diubah sebagai berikut: 1. Ketentuan Pasal 1 diubah sehingga berbunyi: Pasal 1 Kebun. "
        "2. Pasal 2 dihapus. 3 Ketentuan Pasal 3 diubah sehingga berbunyi: Pasal 3 (1) Panen. (2) Pagar."
    )
    assert [text[place : place + 12] for place in openings(text)] == ["1. Ketentuan", "2. Pasal 2 d", "3 Ketentuan "]


@given(st.text(alphabet="Pasal 15ayt(2)diubhspknrg:.,;ABIl", max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    for change in read_change(text):
        assert change.text in text
    assert all(0 <= place < len(text) for place in openings(text))
