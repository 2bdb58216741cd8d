"""Regulations and provisions in running text, OCR noise included."""

from __future__ import annotations

import pytest

from corpus.models import Unit
from ingest.references import find_named, find_provisions

NAMED = [
    ("Undang-Undang Nomor 12 Tahun 2031 tentang Kebun (Lembaran Negara", [("uu-12-2031", "Kebun")]),
    ("Undang- Undang Nomor 12 Tahun 2Ol4 tentang Kebun;", [("uu-12-2014", "Kebun")]),
    ("Undang-undang No. 22 tahun 1948", [("uu-22-1948", "")]),
    ("Undang-undang Nr 22 tahun 1948", [("uu-22-1948", "")]),
    ("Undang-Undang Nomor 12 Drt. Tahun 1951", [("uu-darurat-12-1951", "")]),
    ("Undang-undang Nomor 21 Prp Tahun 1960", [("perppu-21-1960", "")]),
    ("Peraturan Pemerimah Nomor 5O Tahun 2007 tentang Kebun, dicabut", [("pp-50-2007", "Kebun")]),
    ("Peraturaan Pemerintah Nomor 2 Tahun 1996", [("pp-2-1996", "")]),
    ("Peraturan Menteri Dalam Negeri Nomor 9 Tahun 2031 tentang Kebun; dan", [("permendagri-9-2031", "Kebun")]),
    ("Peraturan Menteri Perdagangan Nomor 27/M-DAG/PER/7/2031 tentang Kebun.", [("permendag-27-m-dag-per-7-2031", "Kebun")]),
    ("Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2031", [("perppu-2-2031", "")]),
    ("Keputusan Presiden Nomor 7 Tahun 1999", [("keppres-7-1999", "")]),
    ("PERUBAHAN ATAS UNDANG-UNDANG NOMOR 5 TAHUN 1974", [("uu-5-1974", "")]),
    (
        "Undang-Undang Nomor 9 Tahun 2032 tentang Perubahan Kedua atas Undang-Undang Nomor 12 Tahun 2031 tentang Kebun;",
        [("uu-9-2032", "Perubahan Kedua atas Undang-Undang Nomor 12 Tahun 2031 tentang Kebun"), ("uu-12-2031", "Kebun")],
    ),
    ("Undang-Undang Nomor 1 Tahun 2031 tentang Kebun sepanjang mengatur pagar, dicabut", [("uu-1-2031", "Kebun")]),
    ("Peraturan Menteri Dalam Negeri Nomor 7 '::'ahun 2031 tentang Kebun;", [("permendagri-7-2031", "Kebun")]),
    ("Peraturan Menteri Dalam Negeri Nomor 7 setahun 2031", []),
    ("Undang-Undang ini mulai berlaku", []),
    ("Undang-Undang Dasar Negara Republik Indonesia Tahun 1945", []),
    ("Peraturan Menteri ini mulai berlaku", []),
    ("Lembaran Negara Republik Indonesia Tahun 2014 Nomor 244", []),
    ("ketentuan peraturan perundang-undangan", []),
    ("surat Nomor 12 Tahun 2031", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_regulations_are_found_by_their_number(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(n.regulation.key, n.regulation.judul) for n in find_named(text)] == expected


PROVISIONS = [
    ("Pasal 6 ayat (4), Pasal 7 ayat (5), dan Pasal 12", [("6", "4"), ("7", "5"), ("12",)]),
    ("ayat (1) huruf f Pasal 65", [("65", "1", "f")]),
    ("ayat (1) dan ayat (3) Pasal 33", [("33", "1"), ("33", "3")]),
    ("Pasal 24A sampai dengan Pasal 24C", [("24A",), ("24B",), ("24C",)]),
    ("Pasal 5 sampai dengan Pasal 7", [("5",), ("6",), ("7",)]),
    ("Pasal 25 ayat (4) sampai dengan ayat (6)", [("25", "4"), ("25", "5"), ("25", "6")]),
    ("Pasal 5 ayat (1), (2) dan (3)", [("5", "1"), ("5", "2"), ("5", "3")]),
    ("Pasal 5 huruf a dan huruf b", [("5", None, "a"), ("5", None, "b")]),
    ("Pasal 1 angka 5 dan angka 7", [("1", None, None, "5"), ("1", None, None, "7")]),
    ("pasal lO ayat l2l", [("10", "2")]),
    ("ayat (21 Pasal 4l", [("41", "2")]),
    ("ayat (2a)", [("7", "2a")]),
    ("huruf d1", [("7", None, "d1")]),
    ("Pasal I", []),
    ("Bab IV dan Lampiran II", []),
    ("pasal-pasal itu", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROVISIONS)
def test_provisions_are_found_in_a_phrase(text: str, expected: list[tuple[str | None, ...]]) -> None:
    units = [Unit("batang tubuh", *(*levels, None, None, None)[:4]) for levels in expected]
    assert find_provisions(text, Unit(pasal="7")) == units


def test_an_ayat_without_any_pasal_is_nothing() -> None:
    assert find_provisions("ayat (2) huruf a") == []
