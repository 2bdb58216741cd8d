"""Words led to choices, and words that name none."""

from __future__ import annotations

import pytest

from corpus.urusan import DaftarUrusan
from ingest.pilihan import (
    Affairs,
    NearWords,
    initiative,
    is_near,
    is_office,
    is_partner,
    kind,
    priority,
    spelled,
    status,
)
from ingest.sheet import Value

KINDS = [
    ("KSDD Wajib", "KSDD wajib"),
    ("Kerja sama antar daerah (wajib)", "KSDD wajib"),
    ("pihak ketiga", "KSDPK"),
    ("swasta", "KSDPK"),
    ("K/L", "Sinergi"),
    ("sinergi", "Sinergi"),
    ("sister city", "KSDPL"),
    ("luar negeri - pemda", "KSDPL"),
    ("lembaga LN", "KSDLL"),
    ("KSDPL", "KSDPL"),
    ("KSDLL", "KSDLL"),
    ("Kerja sama daerah dengan pemerintah daerah di luar negeri", "KSDPL"),
    ("Kerja sama daerah dengan lembaga di luar negeri", "KSDLL"),
    ("KSDD (sukarela)", "KSDD sukarela"),
    ("KSDD", "KSDD"),
    ("Wajib", "KSDD wajib"),
    ("Sukarela", "KSDD sukarela"),
    ("luar negeri", ""),
    ("urusan wajib", ""),
    ("wajib pelayanan dasar", ""),
    ("MoU", ""),
    ("PKS", ""),
    ("Kerja Sama Daerah Dengan Daerah Lain", "KSDD"),
    ("Kerja Sama Daerah dengan Pihak Ketiga (KSDPK)", "KSDPK"),
    ("KSDD/KSDPK", ""),
    ("Sinergi Pusat dan Daerah", "Sinergi"),
    ("Sinergi dengan Kementerian/Lembaga", "Sinergi"),
    ("third party", "KSDPK"),
    ("KSDD-W", "KSDD wajib"),
    ("KSD Pihak III", "KSDPK"),
    ("kerja sama dengan pemda lain", "KSDD"),
    ("Antar Pemda", "KSDD"),
    ("K.S.D.P.K", "KSDPK"),
    ("Badan Usaha", "KSDPK"),
    ("Kerja sama wajib antardaerah", "KSDD wajib"),
    ("Perguruan Tinggi", "KSDPK"),
    ("ksdd - wajib", "KSDD wajib"),
    ("Pendidikan", ""),
    ("", ""),
    ("KSDD tidak wajib", "KSDD sukarela"),
    ("Kementerian", "Sinergi"),
    ("Pihak ke-3", "KSDPK"),
    ("LN-Lembaga", "KSDLL"),
    ("Instansi vertikal", "Sinergi"),
    ("KSDD-S", "KSDD sukarela"),
    ("Daftar kerja sama wajib", "KSDD wajib"),
]
PRIORITIES = [
    ("sdg", "sedang"),
    ("tgi", "tinggi"),
    ("rdh", "rendah"),
    ("sdm", ""),
    ("tgl", ""),
    ("Tinggi", "tinggi"),
    ("T", "tinggi"),
    ("1", "tinggi"),
    ("I", "tinggi"),
    ("P1", "tinggi"),
    ("sangat tinggi", "tinggi"),
    ("***", "tinggi"),
    ("high", "tinggi"),
    (1, "tinggi"),
    (2.0, "sedang"),
    (3, "rendah"),
    ("II", "sedang"),
    ("Prioritas 3", "rendah"),
    ("Sedang (2)", "sedang"),
    ("low", "rendah"),
    ("**", "sedang"),
    ("*", "rendah"),
    ("tinggi sekali", ""),
    ("4", ""),
    ("", ""),
    ("Tidak prioritas", ""),
    ("Prioritas Nasional", ""),
    ("Rendah", "rendah"),
    ("Tinggi - mendesak", "tinggi"),
    ("Skala 1", "tinggi"),
    ("Prioritas Tinggi", "tinggi"),
    ("Menengah", "sedang"),
    ("17", ""),
    ("Kesehatan", ""),
    (4, ""),
    (1.5, ""),
]
SPELLINGS = [
    ("KSDD wjib", "ksdd wajib"),
    ("Sinerji", "sinergi"),
    ("Sukarella", "sukarela"),
    ("pihak ketga", "pihak ketiga"),
    ("Tinngi", "tinggi"),
    ("Usualn", "usulan"),
    ("KSDPX", ""),
    ("KSDPK", ""),
    ("Misal Utara", ""),
    ("batas", ""),
    ("energi", ""),
    ("donor darah", ""),
    ("", ""),
    ("Sosial", ""),
]
STATES = [
    ("Usulan", "usulan"),
    ("Diusulkan", "usulan"),
    ("Sudah dibahas, menunggu penetapan", "dibahas"),
    ("belum ditetapkan", ""),
    ("Ditandatangani", "ditetapkan"),
    ("Masih berlaku", "berjalan"),
    ("Telah Selesai", "selesai"),
    ("Ditunda", "ditunda"),
    ("tidak dilanjutkan", "batal"),
    ("Dalam proses", "dibahas"),
    ("selesai dibahas", "dibahas"),
    ("On going", ""),
    ("rencana", "usulan"),
    ("ongoing", "berjalan"),
    ("", ""),
    ("baik", ""),
]
AFFAIRS = [
    ("Pendidikan", "1"),
    ("Pariwisaat", "26"),
    ("Pndidikan", "1"),
    ("3.26 Pariwisata", "26"),
    ("2.07", "7"),
    ("PUPR", "3"),
    ("Bidang Kelautan & Perikanan", "25"),
    ("Ketentraman, Ketertiban Umum dan Linmas", "5"),
    ("Kesbangpol", ""),
    ("Perencanaan", ""),
    ("Perindustrian dan Perdagangan", "31"),
    ("Kesehtan", "2"),
    ("Energi dan Sumber Daya Mineral (ESDM)", "29"),
    ("PENDIDIKAN", "1"),
    ("1. Pendidikan", "1"),
    ("Keuangan", ""),
    ("Pemuda dan Olahraga", "19"),
    ("Pengendalian Penduduk & KB", "14"),
    ("Koperasi dan UMKM", "17"),
    ("Kominfo", "16"),
    ("9.99", ""),
    ("Tenaga Kerja dan Transmigrasi", "7"),
    ("Kearsipan", "24"),
    ("Pertanahan", "10"),
    ("Pertanian", "27"),
    ("Perkebunan", "27"),
    ("Perumahan", "4"),
    ("Pembangunan", ""),
    ("Sosial budaya", "6"),
]
NAMED = [
    ("Pariwisata", "26"),
    ("Bidang Urusan Kesehatan", "2"),
    ("KSD Pendidikan 2026", "1"),
    ("Perhubungan", "15"),
    ("Desa Wisata Maju Jaya", ""),
    ("Pengelolaan sampah regional bersama kota", ""),
    ("Sheet1", ""),
    ("Perindustrian dan Perdagangan", ""),
    ("", ""),
    ("2026", ""),
]
INITIATIVES = [
    ("Daerah", "daerah"),
    ("Pemerintah Daerah", "daerah"),
    ("Dinas Kesehatan", "daerah"),
    ("Pihak Ketiga", "pihak ketiga"),
    ("Swasta", "pihak ketiga"),
    ("Mitra", "pihak ketiga"),
    ("Daerah dan pihak ketiga", ""),
    ("-", ""),
    ("2026", ""),
]


@pytest.fixture(scope="module")
def affairs() -> Affairs:
    return Affairs(DaftarUrusan.read())


@pytest.mark.parametrize(("value", "expected"), KINDS)
def test_kind(value: Value, expected: str) -> None:
    assert kind(value) == expected


@pytest.mark.parametrize(("value", "expected"), PRIORITIES)
def test_priority(value: Value, expected: str) -> None:
    assert priority(value) == expected


@pytest.mark.parametrize(("value", "expected"), SPELLINGS)
def test_choices_spelled_wrong_by_a_letter(value: Value, expected: str) -> None:
    assert spelled(value) == expected


@pytest.mark.parametrize(("value", "expected"), STATES)
def test_status(value: Value, expected: str) -> None:
    assert status(value) == expected


@pytest.mark.parametrize(("value", "expected"), INITIATIVES)
def test_initiative(value: Value, expected: str) -> None:
    assert initiative(value) == expected


@pytest.mark.parametrize(("text", "expected"), AFFAIRS)
def test_the_first_affair_of_a_cell(affairs: Affairs, text: str, expected: str) -> None:
    assert next((item.kode for item in affairs.find(text)), "") == expected


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_text_that_is_the_name_of_an_affair(affairs: Affairs, text: str, expected: str) -> None:
    found = affairs.named(text)
    assert (found.kode if found else "") == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pariwisata", "pariwisaat"),
        ("mitra", "mira"),
        ("sosial", "sosil"),
        ("pangan", "pangann"),
        ("kota", "kita"),
        ("a", "a"),
    ],
)
def test_words_that_differ_by_a_letter(one: str, other: str) -> None:
    assert is_near(one, other) and is_near(other, one)


@pytest.mark.parametrize(("one", "other"), [("sosial", "sosialia"), ("pangan", "angkan"), ("ab", "cd"), ("", "ab")])
def test_words_that_differ_by_more(one: str, other: str) -> None:
    assert not is_near(one, other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tahun", "tahun"),
        ("tahhun", "tahun"),
        ("tahu", "tahun"),
        ("kota", "kota"),
        ("kotb", ""),
        ("tan", ""),
        ("tahunan", ""),
    ],
)
def test_near_words(word: str, expected: str) -> None:
    assert NearWords(["tahun", "kota", "mitra"], least=4).find(word) == expected


@pytest.mark.parametrize(
    "text", ["Dinas Pariwisata", "Dishub", "BAPPEDA", "Biro Pemerintahan", "Satpol PP", "RSUD Misal"]
)
def test_offices(text: str) -> None:
    assert is_office(text)


@pytest.mark.parametrize("text", ["Pariwisata", "PT Maju", "Kabupaten Misal", "", "2026"])
def test_what_is_no_office(text: str) -> None:
    assert not is_office(text)


@pytest.mark.parametrize(
    "text", ["PT Maju", "Kab. Misal", "Pemerintah Provinsi Contoh", "Universitas Contoh", "1. Kementerian Desa"]
)
def test_partners(text: str) -> None:
    assert is_partner(text)


@pytest.mark.parametrize("text", ["Dinas Sosial", "Pariwisata", "Promosi bersama", ""])
def test_what_is_no_partner(text: str) -> None:
    assert not is_partner(text)
