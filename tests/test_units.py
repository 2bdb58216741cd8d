from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.units import Piece, split, split_changes, split_explanation

Levels = list[str]


def shape(pieces: list[Piece], text: str) -> list[str]:
    """ "1/a: words" for each piece."""
    found = []
    for piece in pieces:
        address = "/".join(value for _, value in piece.levels) or "-"
        found.append(f"{address}: {' '.join(text[piece.start : piece.end].split())}")
    return found


def cut(text: str) -> list[str]:
    return shape(split(text, 0, len(text)), text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Hasil panen dibagi rata.", ["-: Hasil panen dibagi rata."]),
        ("(1) Warga menanam.\n(2) Warga memanen.", ["1: Warga menanam.", "2: Warga memanen."]),
        ("(l) Warga menanam.\n(21 Warga memanen.", ["1: Warga menanam.", "2: Warga memanen."]),
        ("l1) Warga menanam.\nl2l Warga memanen.\n(3) Selesai.", ["1: Warga menanam.", "2: Warga memanen.", "3: Selesai."]),
        ("(1) Warga menanam. (2) Warga memanen.", ["1: Warga menanam.", "2: Warga memanen."]),
        ("(1) Satu.\n(1a) Sisipan.\n(2) Dua.", ["1: Satu.", "1a: Sisipan.", "2: Dua."]),
        ("Warga membawa:\na. bibit;\nb. alat.", ["-: Warga membawa:", "a: bibit;", "b: alat."]),
        ("Warga membawa:\n1. bibit;\n2. alat.", ["-: Warga membawa:", "1: bibit;", "2: alat."]),
        (
            "(1) Warga membawa:\na. bibit:\n1. sayur;\n2. buah; dan\nb. alat.\n(2) Selesai.",
            ["1: Warga membawa:", "1/a: bibit:", "1/a/1: sayur;", "1/a/2: buah; dan", "1/b: alat.", "2: Selesai."],
        ),
        (
            "Yang dimaksud dengan:\n1. Kebun adalah:\na. lahan;\nb. pekarangan.\n2. Warga adalah orang.",
            ["-: Yang dimaksud dengan:", "1: Kebun adalah:", "1/a: lahan;", "1/b: pekarangan.", "2: Warga adalah orang."],
        ),
        ("Warga membawa:\na. bibit;\nb,alat;\nc. air.", ["-: Warga membawa:", "a: bibit;", "b: alat;", "c: air."]),
        ("Warga membawa:\na. bibit;\nb alat;\nc. air.", ["-: Warga membawa:", "a: bibit;", "b: alat;", "c: air."]),
        ("Bawa:\na. bibit;\nb. alat;\nc. air; dan\ncl. topi.",
         ["-: Bawa:", "a: bibit;", "b: alat;", "c: air; dan", "d: topi."]),
        (
            "Bawa:\na. a1;\nb. b1;\nc. c1;\nd. d1;\ne. e1;\nf. f1;\ng. g1;\nh. h1;\n1. i1;\nJ. j1.",
            ["-: Bawa:", "a: a1;", "b: b1;", "c: c1;", "d: d1;", "e: e1;", "f: f1;", "g: g1;", "h: h1;", "i: i1;", "j: j1."],
        ),
        ("(1) Satu.\n(f) Dua.\n(3) Tiga.", ["1: Satu.", "2: Dua.", "3: Tiga."]),  # an unreadable number
        ("\n(U Satu.\n(2) Dua.", ["1: Satu.", "2: Dua."]),
        ("(1) Satu.\n(2) Dua.\n3A) Tiga.", ["1: Satu.", "2: Dua.", "3: Tiga."]),
    ],
)  # fmt: skip
def test_split(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "Panen sebagaimana dimaksud pada ayat\n(1) dan ayat (2) dibagi rata.",
        "Panen sebagaimana dimaksud dalam Pasal 3 ayat (2) dibagi rata.",
        "Menurut Peraturan Nomor 9\nTahun 2099 panen dibagi.",
        "Panen dibagi menurut angka\n1. yang berlaku.",
        "Panen dibagi pada tanggal\n1. Mei.",
        "Panen tahun\n2014. Sisanya tahun 2015.",
        "Ketentuan lebih lanjut diatur dalam peraturan tentang tat-\na tertib.",
        "Warga (a) dan warga (b) memanen.",
        "Panen 5 (lima) hari kerja.",
        "Dibagi dengan ketentuan di atas, a.n. warga.",
        "Kebun tipe\na. milik desa.",
    ],
)
def test_no_marker(text: str) -> None:
    assert cut(text) == ["-: " + " ".join(text.split())]


def test_a_reference_at_a_line_start_opens_no_ayat() -> None:
    text = "(1) Warga menanam.\n(2) Panen sebagaimana dimaksud pada ayat\n(1) dibagi rata.\n(3) Selesai."
    assert [piece.levels[0][1] for piece in split(text, 0, len(text))] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Cukup jelas.", ["-: Cukup jelas."]),
        ("Ayat (1)\nCukup jelas.\nAyat (2)\nTanaman muda.", ["1: Cukup jelas.", "2: Tanaman muda."]),
        ("Ayat (l)\nCukup jelas.\nAyat (3)Yang dimaksud muda.", ["1: Cukup jelas.", "3: Yang dimaksud muda."]),
        ("Huruf a\nCukup jelas.\nHurufb\nMuda.", ["a: Cukup jelas.", "b: Muda."]),
        ("Ayat (1)\nHuruf a\nSatu.\nHuruf b\nAngka 1\nDua.\nAngka 2\nTiga.\nAyat (2)\nEmpat.",
         ["1/a: Satu.", "1/b/1: Dua.", "1/b/2: Tiga.", "2: Empat."]),
        ("Huruf dan angka dibaca bersama.", ["-: Huruf dan angka dibaca bersama."]),
    ],
)  # fmt: skip
def test_split_explanation(text: str, pieces: list[str]) -> None:
    assert shape(split_explanation(text, 0, len(text)), text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Beberapa ketentuan diubah sebagai berikut:\n1. Ketentuan Pasal 1 diubah, sehingga berbunyi:\nPasal 1\n"
            "1. Kebun adalah lahan.\n2. Warga adalah orang.\n2,\" Di antara Pasal 4 dan Pasal 5 disisipkan Pasal 4A.",
            ["-: Beberapa ketentuan diubah sebagai berikut:",
             "1: Ketentuan Pasal 1 diubah, sehingga berbunyi: Pasal 1 1. Kebun adalah lahan. 2. Warga adalah orang.",
             "2: Di antara Pasal 4 dan Pasal 5 disisipkan Pasal 4A."],
        ),
        ("Peraturan ini mulai berlaku.", ["-: Peraturan ini mulai berlaku."]),
        (  # the first three are lost, and the fourth stands in the middle of a line
            "Beberapa ketentuan diubah. (2) Panen. Bagian Kebun 4. Di antara Pasal 42 dan Pasal 43 disisipkan 1 (satu) pasal, "
            "yakni Pasal 42A: Pasal 42A Kebun 5. Ketentuan Pasal 49 diubah.",
            ["-: Beberapa ketentuan diubah. (2) Panen. Bagian Kebun",
             "4: Di antara Pasal 42 dan Pasal 43 disisipkan 1 (satu) pasal, yakni Pasal 42A: Pasal 42A Kebun",
             "5: Ketentuan Pasal 49 diubah."],
        ),
        ("Menurut Pasal 4 Ketentuan Pasal 5 tentang kebun dan Pasal 7 berlaku.",
         ["-: Menurut Pasal 4 Ketentuan Pasal 5 tentang kebun dan Pasal 7 berlaku."]),
    ],
)  # fmt: skip
def test_split_changes(text: str, pieces: list[str]) -> None:
    assert shape(split_changes(text, 0, len(text)), text) == pieces


WORDS = st.sampled_from(
    ["(1)", "(2)", "(3)", "(21", "l2l", "a.", "b.", "c", "1.", "2.", "kebun", "Warga", "ayat", "huruf", "dan", "panen;", "rata.",
     "\n", "\n", ":", "Pasal 3", "Ayat (1)", "Huruf a"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40))
def test_pieces_are_in_order_and_cover_all_but_markers(words: list[str]) -> None:
    text = " ".join(words)
    for pieces in (split(text, 0, len(text)), split_explanation(text, 0, len(text))):
        place = 0
        for piece in pieces:
            assert place <= piece.start <= piece.end
            assert len(text[place : piece.start].split()) <= 6  # a marker, or one inside another
            place = piece.end
        assert len(text[place:].split()) <= 6


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    split(text, 0, len(text))
    split_explanation(text, 0, len(text))
    split_changes(text, 0, len(text))
