"""What titles, names of sheets and names of files tell of all rows."""

from __future__ import annotations

import pytest

from corpus.urusan import DaftarUrusan
from ingest.judul import Told, is_fiction, region_of, spaced, told_by, year_of, years_of
from ingest.pilihan import Affairs

REGIONS = [
    ("PEMERINTAH KABUPATEN MISAL UTARA TAHUN 2026", "Kabupaten Misal Utara"),
    ("Pemetaan KSD Kota Sukacita 2026", "Kota Sukacita"),
    ("PROVINSI CONTOH", "Provinsi Contoh"),
    ("Pemerintah Provinsi Contoh Tahun 2026", "Provinsi Contoh"),
    ("Kab. Misal", "Kabupaten Misal"),
    ("Kabupaten/Kota", ""),
    ("Kerja sama Kabupaten dan Kota", ""),
    ("Pemetaan Urusan di Kabupaten Misal, Provinsi Contoh", "Kabupaten Misal"),
    ("DAERAH ISTIMEWA YOGYAKARTA", "Daerah Istimewa Yogyakarta"),
    ("Provinsi : Contoh Raya", "Provinsi Contoh Raya"),
    ("Kota Misal - KSDPK", "Kota Misal"),
    ("tentang kota", ""),
    ("KABUPATEN MISAL UTARA (DATA FIKTIF)", "Kabupaten Misal Utara"),
    ("Pemkab Misal", "Kabupaten Misal"),
    ("PEMERINTAH KOTA MISAL\nDINAS PARIWISATA", "Kota Misal"),
    ("Bagian Kerja Sama Setda Kabupaten Misal Selatan", "Kabupaten Misal Selatan"),
    ("pemetaan ksd kab misal utara", "Kabupaten Misal Utara"),
    ("prov contoh ksd 2026", "Provinsi Contoh"),
    ("KEPUTUSAN BUPATI MISAL UTARA\nNOMOR 188.45/12/2026", "Kabupaten Misal Utara"),
    ("Keputusan Gubernur Contoh Nomor 3", "Provinsi Contoh"),
    ("Wali Kota", ""),
    ("Daftar kota tetangga", ""),
    ("", ""),
]
YEARS = [
    ("TAHUN 2026", 2026),
    ("Permendagri Nomor 22 Tahun 2020", 0),
    ("sesuai RPJMD 2025-2029", 0),
    ("TA 2027", 2027),
    ("Tahun Anggaran 2026", 2026),
    ("Permendagri 22 Tahun 2020 Tahun 2026", 2026),
    ("dicetak 3 Maret 2026", 0),
    ("pemetaan 2026", 2026),
    ("Tahun 2026-2028", 2026),
    ("20260313 pemetaan", 0),
    ("rev 12", 0),
    ("Pemetaan Kerja Sama Tahun 2026 berdasarkan PP 28/2018", 2026),
    ("Berita Acara Nomor 119/2/2026 tanggal 3 Maret 2026", 2026),
]
FICTIONS = [
    ("PROVINSI CONTOH", False),
    ("data fiktif", True),
    ("CONTOH PENGISIAN", True),
    ("contoh pemetaan", True),
    ("(contoh)", True),
    ("Kabupaten Contoh Hulu", False),
    ("Fictional Province", True),
    ("Kota Misal", False),
    ("Percontohan sekolah", False),
    ("Bukan data sebenarnya", True),
    ("Provinsi Contoh Tahun 2026", False),
]
NAMES = [  # of sheets and headings
    ("KSDD Wajib", Told(jenis="KSDD wajib")),
    ("KSDPK", Told(jenis="KSDPK")),
    ("Sinergi", Told(jenis="Sinergi")),
    ("KSDPK 2027", Told(jenis="KSDPK", tahun=(2027,))),
    ("2026", Told(tahun=(2026,))),
    ("Pariwisata", Told(urusan="26")),
    ("BIDANG PENDIDIKAN", Told(urusan="1")),
    ("Dinas Pariwisata", Told(pengusul="Dinas Pariwisata")),
    ("Dishub", Told(pengusul="Dishub")),
    ("Sinergi dan Luar Negeri", Told()),
    ("KSDD dan KSDPK", Told()),
    ("Sheet1", Told()),
    ("2026-2028", Told()),
    ("URUSAN WAJIB PELAYANAN DASAR", Told()),
]
TITLES = [
    ("DAFTAR RENCANA KERJA SAMA DAERAH DENGAN PIHAK KETIGA\nTAHUN 2026", Told(jenis="KSDPK", tahun=(2026,))),
    ("URUSAN PARIWISATA KABUPATEN MISAL", Told(urusan="26")),
    ("Perangkat Daerah : Dinas Sosial", Told(pengusul="Dinas Sosial")),
    ("Jenis Kerja Sama: KSDD", Told(jenis="KSDD")),
    ("PEMETAAN URUSAN PEMERINTAHAN YANG DAPAT DIKERJASAMAKAN", Told()),
    ("Pemetaan Desa Wisata dan Pendidikan", Told()),
    ("PEMERINTAH KABUPATEN MISAL", Told()),
]


@pytest.fixture(scope="module")
def affairs() -> Affairs:
    return Affairs(DaftarUrusan.read())


@pytest.mark.parametrize(("text", "expected"), REGIONS)
def test_region(text: str, expected: str) -> None:
    assert region_of([text]) == expected


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_year(text: str, expected: int) -> None:
    assert year_of([text]) == expected


@pytest.mark.parametrize(("text", "expected"), FICTIONS)
def test_fiction(text: str, expected: bool) -> None:
    assert is_fiction([text]) is expected


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_what_the_name_of_a_sheet_tells(affairs: Affairs, text: str, expected: Told) -> None:
    assert told_by(text, affairs, name=True) == expected


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_what_a_title_tells(affairs: Affairs, text: str, expected: Told) -> None:
    assert told_by(text, affairs) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pemetaan_kab-misal_2026.xlsx", "pemetaan kab misal 2026"),
        ("PemetaanKSD_TA2026.ods", "Pemetaan KSD TA 2026"),
        ("a.b.csv", "a b"),
        ("KSDD Wajib", "KSDD Wajib"),
    ],
)
def test_a_name_with_blanks(name: str, expected: str) -> None:
    assert spaced(name) == expected


def test_the_first_that_tells_a_year_wins_though_another_only_holds_one() -> None:
    assert year_of(["rev 2025", "TAHUN 2026"]) == 2026


@pytest.mark.parametrize(
    ("text", "expected"), [("2026", (2026,)), ("2026-2028", ()), ("KSDD", ()), ("3 Maret 2026", ())]
)
def test_the_only_year_of_a_text(text: str, expected: tuple[int, ...]) -> None:
    assert years_of(text) == expected
