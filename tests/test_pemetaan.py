"""Workbooks of many shapes, and the rows that they hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.baris import BarisPemetaan, Pemetaan
from ingest.pemetaan import shape_of, understand_mapping
from ingest.sheet import Merged, Sheet, Workbook, shown
from tests.grids import book, sheet

ASIDE = ("sheet", "row", "cells", "nomor")


def said(row: BarisPemetaan) -> dict[str, object]:
    """What a row says, without its place, its cells and its number."""
    values = {field.name: getattr(row, field.name) for field in fields(row) if field.name not in ASIDE}
    return {name: value for name, value in values.items() if value not in ("", None, ())}


def read(*sheets: Sheet | str, file: str = "buku.xlsx", **given: object) -> Pemetaan:
    """The mapping of a workbook, all of whose rows must be accounted for."""
    return accounted(book(*sheets, file=file), **given)


def accounted(workbook: Workbook, **given: object) -> Pemetaan:
    """The mapping of a workbook; each row that holds anything is read or skipped, once."""
    found = understand_mapping(workbook, **given)  # type: ignore[arg-type]
    places = Counter([(row.sheet, row.row) for row in found.rows] + [(item.sheet, item.row) for item in found.skipped])
    assert max(places.values(), default=1) == 1
    held = {(s.name, n) for s in workbook.sheets for n, row in s.numbered() if any(shown(value) for value in row)}
    assert held <= set(places)
    assert {(item.sheet, item.row) for item in found.skipped if item.reason != "kosong"} <= held
    return found


def reasons(found: Pemetaan) -> dict[int, str]:
    """Row -> why it was skipped."""
    return {item.row: item.reason for item in found.skipped}


def columns(found: Pemetaan) -> dict[str, str]:
    """Header -> field."""
    return {column.header: column.field for column in found.columns}


FULL = """
PEMETAAN URUSAN YANG DAPAT DIKERJASAMAKAN
PEMERINTAH KABUPATEN MISAL UTARA
TAHUN 2026

No|Urusan|Program|Kegiatan|Jenis Kerja Sama|Mitra Potensial|Tahun Rencana|||SWOT||||Anggaran (juta)|Prioritas|Masuk RKPD|Telp
||||||2026|2027|2028|S|W|O|T||||
1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17
A. URUSAN WAJIB PELAYANAN DASAR
1|Pendidikan|Program Pendidikan|Pertukaran guru|KSDD wajib|Kabupaten Contoh|√|√||guru muda|dana|kampus|jarak|1.250|Tinggi|Ya|08-12
2||Program Pendidikan|Beasiswa|KSDPK|PT Maju||x|||||||Sedang|Belum|0813
3|Kesehatan|Program Kesehatan|Rujukan|Sinergi|Kementerian Kesehatan|||V|||||50,5|R|-|
Jumlah||||||||||||| 2.050||

4|Pariwisaat|Program Wisata|Promosi|KSDD|Kota Lain|√|√|√||||||Tinggi|RKPD 2026 hal 12|
Catatan: data fiktif
||||Misal, 3 Maret 2026
||||Kepala Bagian Kerja Sama
"""
MERGED = (
    Merged(1, 0, 1, 16),
    Merged(5, 6, 5, 8),
    Merged(5, 9, 5, 12),
    *(Merged(5, c, 6, c) for c in (0, 1, 2, 3, 4, 5, 13, 14, 15, 16)),
    Merged(8, 0, 8, 16),
)


@pytest.fixture(scope="module")
def full() -> Pemetaan:
    return read(sheet(FULL, "Pemetaan", *MERGED), file="pemetaan.xlsx")


def test_what_the_title_tells(full: Pemetaan) -> None:
    assert (full.daerah, full.tahun, full.contoh) == ("Kabupaten Misal Utara", 2026, True)
    assert full.judul.startswith("PEMETAAN URUSAN YANG DAPAT DIKERJASAMAKAN PEMERINTAH")
    assert full.key == "pemetaan-kabupaten-misal-utara-2026"


def test_a_header_over_two_rows_with_ticks_below_years(full: Pemetaan) -> None:
    assert [row.tahun for row in full.rows] == [(2026, 2027), (2027,), (2028,), (2026, 2027, 2028)]
    assert columns(full)["SWOT / S"] == "kekuatan"
    assert columns(full)["Tahun Rencana / 2027"] == "tahun"


def test_a_row_of_it(full: Pemetaan) -> None:
    assert said(full.rows[0]) == {
        "urusan": "1",
        "program": "Program Pendidikan",
        "kegiatan": "Pertukaran guru",
        "jenis": "KSDD wajib",
        "mitra": "Kabupaten Contoh",
        "tahun": (2026, 2027),
        "kekuatan": "guru muda",
        "kelemahan": "dana",
        "peluang": "kampus",
        "ancaman": "jarak",
        "anggaran": 1250000000,
        "prioritas": "tinggi",
        "di_rkpd": True,
    }
    assert full.rows[0].cells[-1] == ("Telp", "08-12")


def test_why_its_other_rows_are_none(full: Pemetaan) -> None:
    assert reasons(full) == {
        1: "judul",
        2: "judul",
        3: "judul",
        5: "kepala",
        6: "kepala",
        7: "nomor kolom",
        8: "kelompok",
        12: "jumlah",
        13: "kosong",
        15: "catatan",
        16: "catatan",
        17: "catatan",
    }


def test_a_typing_error_and_a_reference_beside_flags(full: Pemetaan) -> None:
    assert (full.rows[3].urusan, full.rows[3].di_rkpd, full.rows[3].rkpd) == ("26", True, "RKPD 2026 hal 12")


def test_what_is_unknown_is_told(full: Pemetaan) -> None:
    assert columns(full)["Telp"] == ""
    assert any("Telp" in warning for warning in full.warnings)


HEAD = "No|Urusan|Program|Kegiatan|Mitra|Jenis\n"
ONE = {"program": "P", "kegiatan": "Panti bersama", "mitra": "Kab A"}


def first(text: str) -> dict[str, object]:
    """What the first row of a sheet says."""
    return said(read(text).rows[0])


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("Tahun", "2026 s.d. 2028", {"tahun": (2026, 2027, 2028)}),
        ("Jangka Waktu", "3 (tiga) tahun", {"jangka_waktu": 36}),
        ("Jangka Waktu (bulan)", "36", {"jangka_waktu": 36}),
        ("Jangka Waktu (tahun)", "3", {"jangka_waktu": 36}),
        ("Perkiraan Anggaran", "Rp 1.250.000.000,-", {"anggaran": 1250000000}),
        ("Anggaran (Rp.000)", "250.000", {"anggaran": 250000000}),
        ("Anggaran (dalam juta rupiah)", "1.250", {"anggaran": 1250000000}),
        ("Anggaran", "menyusul", {}),
        ("Prioritas", "Sangat tinggi", {"prioritas": "tinggi"}),
        ("Rujukan RKPD", "RKPD 2026 hal 12", {"rkpd": "RKPD 2026 hal 12", "di_rkpd": True}),
        ("RKPD", "belum", {"di_rkpd": False}),
        ("Rujukan RKPD", "belum", {"rkpd": "belum", "di_rkpd": False}),
        ("RKPD", "-", {"di_rkpd": False}),
        ("Masuk RKPD (Ya/Tidak)", "Tidak", {"di_rkpd": False}),
        ("Masuk RKPD (Ya/Tidak)", "√", {"di_rkpd": True}),
        (
            "Dokumen Perencanaan (RPJMD/RKPD)",
            "RPJMD 2025-2029; RKPD 2026",
            {"rpjmd": "RPJMD 2025-2029", "di_rpjmd": True, "rkpd": "RKPD 2026", "di_rkpd": True},
        ),
        ("Dokumen Perencanaan (RPJMD/RKPD)", "belum", {"di_rpjmd": False, "di_rkpd": False}),
        ("Dokumen Perencanaan (RPJMD/RKPD)", "RKPD 2026", {"rkpd": "RKPD 2026", "di_rkpd": True}),
        ("Persetujuan DPRD", "perlu", {"dprd": "perlu"}),
        ("Persetujuan DPRD", "tidak perlu", {"dprd": "tidak perlu"}),
        ("Persetujuan DPRD", "sudah, 2 Mei 2026", {"dprd": "sudah, 2 Mei 2026", "disetujui_dprd": True}),
        ("Persetujuan DPRD", "belum", {"dprd": "belum", "disetujui_dprd": False}),
        ("Perlu persetujuan DPRD", "Ya", {"dprd": "Ya"}),
        (
            "No. BA",
            "BA No. 119/12/KSD/2026 tgl 3 Maret 2026",
            {"berita_acara": "BA No. 119/12/KSD/2026 tgl 3 Maret 2026", "tanggal": "2026-03-03"},
        ),
        ("No. BA", "-", {}),
        ("No. SK", "belum ada", {}),
        ("Status", "Sudah dibahas", {"status": "dibahas"}),
        ("Studi Kelayakan", "Belum", {"studi_kelayakan": False}),
        ("Studi Kelayakan", "perlu kajian", {}),
        ("Sudah dianggarkan di APBD", "APBD 2026", {"dianggarkan": True}),
        ("Sumber Dana", "-", {}),
        ("Berbatasan (Ya/Tidak)", "Ya", {"berbatasan": True}),
        ("Tanggal", "13/02/26", {"tanggal": "2026-02-13"}),
        ("Narahubung", "Budi", {}),
    ],
)
def test_what_the_cell_of_a_column_says(head: str, cell: str, expected: dict[str, object]) -> None:
    text = f"No|Program|Kegiatan|Mitra|{head}\n1|P|Panti bersama|Kab A|{cell}\n2|P|Panti kedua|Kab B|{cell}"
    assert first(text) == {**ONE, **expected}
    assert read(text).rows[0].cells[-1] == (head, cell)


def test_vertical_merges_hold_for_all_their_rows() -> None:
    text = HEAD + "1|Sosial|P|Panti bersama|Kab A|KSDD\n|||Panti kedua||\n|||Panti ketiga|Kab B|KSDPK"
    merged = [Merged(2, c, 4, c) for c in (0, 1, 2)] + [Merged(2, 4, 3, 4), Merged(2, 5, 3, 5)]
    found = read(sheet(text, "Tabel 1", *merged))
    assert [(row.urusan, row.program, row.mitra, row.jenis) for row in found.rows] == [
        ("6", "P", "Kab A", "KSDD"),
        ("6", "P", "Kab A", "KSDD"),
        ("6", "P", "Kab B", "KSDPK"),
    ]
    assert ("Urusan", "Sosial") in found.rows[2].cells


def test_a_blank_affair_below_one_means_the_same() -> None:
    text = (
        HEAD
        + "1|Sosial|P|a satu|Kab A|KSDD\n2|||b dua|Kab A|KSDD\n3|Pangan|Q|c tiga|Kab A|KSDD\n4|||d empat|Kab A|KSDD"
    )
    found = read(text)
    assert [row.urusan for row in found.rows] == ["6", "6", "9", "9"]
    assert [row.program for row in found.rows] == ["P", "P", "Q", "Q"]
    assert all(name != "Urusan" for name, _ in found.rows[1].cells)


def test_a_blank_that_is_one_stays_one() -> None:
    """Where rows write the affair each time, a row without one does not say it."""
    rows = [f"{n}|Sosial|P|kegiatan {n}|Kab A|KSDD" for n in range(1, 5)]
    found = read(HEAD + "\n".join([*rows, "5|||kegiatan lima|Kab A|"]))
    assert found.rows[4].urusan == "" and found.rows[4].jenis == ""


@pytest.mark.parametrize("again", ["idem", '"', "s.d.a"])
def test_as_above(again: str) -> None:
    found = read(HEAD + f"1|Sosial|P|a satu|Kab A|KSDD\n2|{again}|{again}|b dua|{again}|KSDPK")
    assert (found.rows[1].urusan, found.rows[1].program, found.rows[1].mitra) == ("6", "P", "Kab A")
    assert ("Mitra", again) in found.rows[1].cells


def test_headings_of_groups_hold_until_the_next_of_their_kind() -> None:
    text = """
No|Kegiatan|Mitra|Tahun
A. KERJA SAMA DAERAH DENGAN DAERAH LAIN|||
I. Pendidikan|||
1|Pertukaran guru|Kab A|2026
II. Kesehatan|||
1|Rujukan|Kab A|2026
Sub total|||2
B. KERJA SAMA DAERAH DENGAN PIHAK KETIGA|||
1|Gudang beku|PT B|2026
"""
    merged = [Merged(row, 0, row, 3) for row in (2, 3, 5, 8)]
    found = read(sheet(text, "L", *merged))
    assert [(row.jenis, row.urusan) for row in found.rows] == [("KSDD", "1"), ("KSDD", "2"), ("KSDPK", "")]
    assert reasons(found) == {1: "kepala", 2: "kelompok", 3: "kelompok", 5: "kelompok", 7: "jumlah", 8: "kelompok"}


def test_offices_as_headings_without_merges() -> None:
    text = """
NO|PROGRAM/KEGIATAN|URUSAN|MITRA|BENTUK KERJA SAMA|BIAYA (Rp.000)
I|DINAS KESEHATAN||||
1|Rujukan|Kesehatan|RSUD Kab B|KSDD sukarela|250.000
Sub total|||||250.000
II|DINAS SOSIAL||||
1|Panti|Sosial|Yayasan C|KSDPK|50000
TOTAL|||||300.000
"""
    found = read(text)
    assert [(row.pengusul, row.anggaran) for row in found.rows] == [
        ("DINAS KESEHATAN", 250000000),
        ("DINAS SOSIAL", 50000000),
    ]
    assert Counter(reasons(found).values()) == {"kepala": 1, "kelompok": 2, "jumlah": 2}


SHEETS = "No|Urusan|Kegiatan|Mitra\n1|Pangan|Lumbung bersama|Kab A\n2|Sosial|Panti bersama|Kab B"


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("KSDD Wajib", "jenis", "KSDD wajib"),
        ("Sinergi", "jenis", "Sinergi"),
        ("2027", "tahun", (2027,)),
        ("Dinas Sosial", "pengusul", "Dinas Sosial"),
        ("Sheet1", "jenis", ""),
        ("Sinergi dan Luar Negeri", "jenis", ""),
    ],
)
def test_the_name_of_a_sheet_tells_of_its_rows(name: str, field: str, value: object) -> None:
    found = read(sheet(SHEETS, name), sheet(SHEETS, "Lain"))
    assert [getattr(row, field) for row in found.rows[:2]] == [value, value]
    assert getattr(found.rows[2], field) in ("", ())


def test_a_column_of_its_own_wins_over_the_sheet() -> None:
    text = "No|Kegiatan|Mitra|Jenis|Tahun\n1|Lumbung bersama|Kab A|KSDD|2026\n2|Panti bersama|PT B|KSDPK|2027"
    found = read(sheet(text, "Sinergi 2028"))
    assert [(row.jenis, row.tahun) for row in found.rows] == [("KSDD", (2026,)), ("KSDPK", (2027,))]


def test_an_affair_of_its_own_for_each_sheet() -> None:
    text = "No|Kegiatan|Mitra|Bentuk\n1|Kegiatan satu|Kab A|KSDD\n2|Kegiatan dua|PT B|KSDPK"
    found = read(sheet(text, "Pendidikan"), sheet(text, "Kesehatan"), file="Pemetaan-KSD_Kab-Misal_TA2026.ods")
    assert [row.urusan for row in found.rows] == ["1", "1", "2", "2"]
    assert (found.daerah, found.tahun) == ("Kabupaten Misal", 2026)


def test_several_tables_on_a_sheet() -> None:
    found = read("""
PEMETAAN KSD KOTA MISAL
TABEL 1. KERJA SAMA DAERAH DENGAN DAERAH LAIN

No|Urusan|Kegiatan|Mitra|Tahun
1|Pangan|Cadangan|Kab A|2026
Jumlah: 1 rencana

TABEL 2. SINERGI DENGAN KEMENTERIAN/LEMBAGA
No|Instansi|Urusan|Uraian Kegiatan|Tahun pelaksanaan
1|Kementerian Pertanian|Pertanian|Benih|2027
2|BNN|Sosial|Rehabilitasi|2027
""")
    assert [(row.jenis, row.mitra, row.tahun) for row in found.rows] == [
        ("KSDD", "Kab A", (2026,)),
        ("Sinergi", "Kementerian Pertanian", (2027,)),
        ("Sinergi", "BNN", (2027,)),
    ]
    assert reasons(found) == {1: "judul", 2: "judul", 4: "kepala", 6: "jumlah", 8: "judul", 9: "kepala"}


def test_a_header_that_is_repeated_goes_on_with_its_table() -> None:
    text = "No|Urusan|Kegiatan|Mitra\n1|Pangan|a satu|Kab A\n||b dua|Kab B\nNo|Urusan|Kegiatan|Mitra\n||c tiga|Kab B"
    found = read(text)
    assert [row.urusan for row in found.rows] == ["9", "9", "9"]
    assert reasons(found) == {1: "kepala", 4: "kepala"}
    assert len(found.columns) == 4


def test_ticks_for_kinds_priorities_and_answers() -> None:
    text = """
No|Perangkat Daerah|Potensi|Jenis Kerja Sama||||Prioritas|||RKPD|
|||KSDD||KSDPK|Sinergi|T|S|R|Ya|Tdk
|||Wajib|Sukarela|||||||
1|Dinas A|Sawit rakyat|√||||||v||v
2|Dinas B|Ikan kering||||√|||v||v
3|Dinas C|Kopi robusta|||x||v|||v|
"""
    merged = [Merged(1, c, 3, c) for c in (0, 1, 2)] + [Merged(2, c, 3, c) for c in (5, 6, 7, 8, 9, 10, 11)]
    merged += [Merged(1, 3, 1, 6), Merged(2, 3, 2, 4), Merged(1, 7, 1, 9), Merged(1, 10, 1, 11)]
    found = read(sheet(text, "P", *merged))
    assert [(row.jenis, row.prioritas, row.di_rkpd) for row in found.rows] == [
        ("KSDD wajib", "rendah", False),
        ("Sinergi", "rendah", False),
        ("KSDPK", "tinggi", True),
    ]


def test_amounts_below_years_are_added_and_tell_the_years() -> None:
    text = """
No|Urusan|Kegiatan|Mitra|Kebutuhan Anggaran (Rp Juta)|||Prioritas
||||2026|2027|2028|
1|Sosial|Kegiatan satu|Kab A|100|200||1
2|Sosial|Kegiatan dua|PT A|50||25|2
3|Pangan|Kegiatan tiga|PT A||75|75|3
4|Pangan|Kegiatan empat|PT A||75|75|4
"""
    found = read(text)
    assert [(row.anggaran, row.tahun) for row in found.rows[:2]] == [
        (300000000, (2026, 2027)),
        (75000000, (2026, 2028)),
    ]
    assert [row.peringkat for row in found.rows] == [1, 2, 3, 4]
    assert {row.prioritas for row in found.rows} == {""}


def test_contents_tell_what_loose_names_do_not() -> None:
    found = read("""
No|Nama OPD||Keterangan|Uraian|Program
1|Dinas Pariwisata|Pariwisata|KSDPK|Promosi wisata bahari|Program A
2|Dinas Kesehatan|Kesehatan|KSDD|Promosi kesehatan|Program B
3|Dinas Sosial|Sosial|Sinergi|Bantuan sosial|Program C
""")
    assert columns(found) == {
        "No": "nomor",
        "Nama OPD": "pengusul",
        "": "urusan",
        "Keterangan": "jenis",
        "Uraian": "kegiatan",
        "Program": "program",
    }
    assert {c.header for c in found.columns if not c.sure} >= {"Keterangan", ""}
    assert ("Kolom C", "Pariwisata") in found.rows[0].cells


def test_offices_and_partners_are_known_under_a_strange_name() -> None:
    found = read("""
No|Kegiatan|Motor|Sahabat|Narahubung
1|Panti bersama|Dinas Sosial|Kab. A|Dinas X
2|Gudang beku|Dinas Pangan|PT B|Dinas Y
""")
    assert columns(found) == {
        "No": "nomor",
        "Kegiatan": "kegiatan",
        "Motor": "pengusul",
        "Sahabat": "mitra",
        "Narahubung": "",
    }
    assert {column.header for column in found.columns if not column.sure} == {"Motor", "Sahabat"}


def test_a_sure_name_is_not_overruled_by_what_stands_below_it() -> None:
    found = read("No|Program|Kegiatan|Mitra\n1|P1|Panti bersama|Kab A\n2|P2|Gudang beku|Kab B\n3|P3|Lumbung|Kab C")
    assert columns(found)["Program"] == "program"
    assert [row.prioritas for row in found.rows] == ["", "", ""]


FORM = """
FORMULIR PEMETAAN KERJA SAMA DAERAH
Daerah|:|Kabupaten Misal Utara
Tahun|:|2026
Perangkat Daerah|:|Dinas Kelautan dan Perikanan
Urusan|:|Kelautan dan Perikanan

No||Rencana Kegiatan||Jenis||Mitra||Rencana Pelaksanaan|||Lama
||||||||Tahun|||
||||||||2026|2027|2028|
(1)||(2)||(3)||(4)||(5)|(6)|(7)|(8)
1||Budidaya kerapu||KSDPK||PT Laut||v|||5 th
2||Pelatihan nelayan||Sinergi||KKP|||v|v|12 bulan

|||||||Misal Utara, 3 Februari 2026
Mengetahui,|||||||Kepala Dinas
Sekretaris Daerah|||||||

BUDI SANTOSO|||||||ANI LESTARI
NIP. 1970|||||||NIP. 1980
"""


def test_a_form_with_three_rows_of_header_and_signatures() -> None:
    merged = [
        Merged(7, 8, 7, 10),
        Merged(8, 8, 8, 10),
        Merged(7, 11, 9, 11),
        *(Merged(7, c, 9, c) for c in (0, 2, 4, 6)),
    ]
    found = read(sheet(FORM, "Form", *merged))
    assert [said(row) for row in found.rows] == [
        {
            "urusan": "25",
            "kegiatan": "Budidaya kerapu",
            "jenis": "KSDPK",
            "mitra": "PT Laut",
            "tahun": (2026,),
            "pengusul": "Dinas Kelautan dan Perikanan",
            "jangka_waktu": 60,
        },
        {
            "urusan": "25",
            "kegiatan": "Pelatihan nelayan",
            "jenis": "Sinergi",
            "mitra": "KKP",
            "tahun": (2027, 2028),
            "pengusul": "Dinas Kelautan dan Perikanan",
            "jangka_waktu": 12,
        },
    ]
    assert Counter(reasons(found).values()) == {"judul": 5, "kepala": 3, "nomor kolom": 1, "catatan": 5}


def test_years_and_priorities_as_headings_and_a_table_that_is_none() -> None:
    found = read("""
No|Urusan|Nama Rencana Kerja Sama|Bentuk KSD|Calon Mitra|Dinas|Perkiraan Biaya
TAHUN 2026||||||
PRIORITAS TINGGI||||||
1|Sosial|Panti bersama|KSDD|Kab A|Dinas Sosial|Rp 1.250 juta
PRIORITAS SEDANG||||||
2|Pangan|Benih|Sinergi|Kementan|Dinas Pangan|belum ada
TAHUN 2027||||||
3|Sosial|Rehabilitasi|KSDD|Kab A|Dinas Sosial|0
Total Anggaran||||||Rp 1.250.000.000

REKAPITULASI
Jenis|Jumlah|Anggaran
KSDD|2|1250
""")
    assert [(row.tahun, row.prioritas, row.anggaran) for row in found.rows] == [
        ((2026,), "tinggi", 1250000000),
        ((2026,), "sedang", None),
        ((2027,), "", 0),
    ]
    assert Counter(reasons(found).values()) == {"kepala": 1, "kelompok": 4, "jumlah": 1, "bukan pemetaan": 3}
    assert found.warnings == ()


def test_units_and_hints_below_a_header() -> None:
    found = read("""
Urusan|Kegiatan|Mitra|Anggaran|Jangka Waktu|Masuk RPJMD
|||(Rp juta)|(bulan)|
(pilih dari daftar)|diisi nama kegiatan|diisi calon mitra|isi angka|isi angka|pilih
Pangan|Cadangan|Kab A|1500|36|Ya
Sosial|Panti bersama|PT A|12,5|12|Tidak
""")
    assert [(row.anggaran, row.jangka_waktu, row.di_rpjmd) for row in found.rows] == [
        (1500000000, 36, True),
        (12500000, 12, False),
    ]
    assert reasons(found) == {1: "kepala", 2: "kepala", 3: "catatan"}


def test_english() -> None:
    found = read("""
Fictional Region, Cooperation Mapping 2026
#|Government affair|Activity|Type of cooperation|Potential partner|Planned year|Duration|Priority level|In RKPD
1|Tourism|Joint promotion|Inter-regional (voluntary)|Kota B|2026|3 years|High|Yes
2|Health|Laboratory|Third party|PT X|2026-2027|24 months|Low|No
""")
    assert said(found.rows[0]) == {
        "urusan": "26",
        "kegiatan": "Joint promotion",
        "jenis": "KSDD sukarela",
        "mitra": "Kota B",
        "tahun": (2026,),
        "jangka_waktu": 36,
        "prioritas": "tinggi",
        "di_rkpd": True,
    }
    assert found.contoh and found.tahun == 2026


def test_a_register_of_agreements() -> None:
    found = read("""
No|Kategori|Jenis Naskah|Tentang|Nomor Naskah|OPD|Mitra|Tanggal Mulai|Tanggal Selesai|Status
1|Pihak Ketiga|PKS|Pengelolaan sampah|119/1/2025|DLH|PT Bersih|13 Februari 2025|12 Februari 2028|Masih Berlaku
2|Antarpemda|Kesepakatan Bersama|Pangan|119/2/2025|Dinas Pangan|Kab. A|13/02/25|12/02/26|Telah Selesai
""")
    assert said(found.rows[1]) == {
        "jenis": "KSDD",
        "objek": "Pangan",
        "pengusul": "Dinas Pangan",
        "mitra": "Kab. A",
        "tahun": (2025, 2026),
        "jangka_waktu": 12,
        "status": "selesai",
    }


@pytest.mark.parametrize(
    "text",
    [
        "No|Jenis|Jumlah\n1|KSDD|2\n2|KSDPK|1\n|Total|3",
        "Kode|Urusan|Kelompok\n1|Pendidikan|wajib\n2|Kesehatan|wajib",
        "urusan|jenis|prioritas|status|prakarsa\nPendidikan|KSDD|tinggi|usulan|daerah\nKesehatan|KSDPK|rendah|batal|pihak ketiga",
        "No|Nama|Jabatan|Instansi|Tanda Tangan\n1|Budi|Kepala|Dinas A|\n2|Ani|Staf|Dinas B|",
        "Petunjuk\n1|Isi kolom urusan\n2|Isi kolom jenis",
        "No|Barang|Harga\n1|Meja|500000\n2|Kursi|250000",
        "satu",
        "",
    ],
)
def test_what_is_no_mapping_is_left_with_a_word(text: str) -> None:
    found = read(text)
    assert found.rows == ()
    assert {item.reason for item in found.skipped} <= {"bukan pemetaan"}


def test_hidden_rows_and_sheets_are_read_and_told() -> None:
    found = read(sheet(SHEETS, "A", hidden_rows=frozenset({3})), Sheet("B", sheet(SHEETS).rows, hidden=True))
    assert len(found.rows) == 4
    assert any("1 baris tersembunyi tetap dibaca (baris 3)" in warning for warning in found.warnings)
    assert any("“B” tersembunyi" in warning for warning in found.warnings)


def test_what_was_not_understood_is_told() -> None:
    found = read(HEAD + "1|Kesatuan Bangsa|P|a satu|Kab A|MoU\n2|Perindustrian dan Perdagangan|P|b dua|Kab A|KSDD")
    assert found.rows[0].urusan == "" and found.rows[0].jenis == ""
    assert found.rows[1].urusan == "31"
    assert sum("tidak dikenali pada 1 baris" in warning for warning in found.warnings) == 2
    assert any("lebih dari satu urusan" in warning for warning in found.warnings)


def test_corrections_win() -> None:
    text = "No|Program|Kegiatan|Mitra|Narahubung\n1|P|Panti bersama|Kab A|Dinas Sosial\n2|P|Gudang|Kab B|Dinas Pangan"
    found = read(text, corrections={"narahubung": "pengusul", "Mitra": ""})
    assert [(row.pengusul, row.mitra) for row in found.rows] == [("Dinas Sosial", ""), ("Dinas Pangan", "")]
    assert ("Mitra", "Kab A") in found.rows[0].cells


def test_a_correction_to_a_field_that_does_not_exist_is_no_correction() -> None:
    found = read(SHEETS, corrections={"mitra": "__class__"})
    assert columns(found)["Mitra"] == "mitra"


def test_a_given_region_and_year_win() -> None:
    found = read(sheet(FULL, "Pemetaan", *MERGED), daerah="Kota Lain", tahun=2030)
    assert (found.daerah, found.tahun) == ("Kota Lain", 2030)


def test_the_shape_is_that_of_the_headers() -> None:
    one = shape_of(read("No|Kegiatan|Mitra|Tahun\n1|Panti bersama|Kab A|2026"))
    assert one == shape_of(read("Tahun|Mitra|KEGIATAN |No.\n2027|Kab B|Lumbung|7"))
    assert one != shape_of(read("No|Kegiatan|Mitra|Lokasi\n1|Panti bersama|Kab A|Desa"))
    assert shape_of(Pemetaan("a", "", 0)) == shape_of(Pemetaan("b", "Kota", 2026))


def test_hostile_cells_are_text() -> None:
    found = read('No|Kegiatan|Mitra\n1|=HYPERLINK("http://x")|<script>alert(1)</script>\n2|@SUM(A1)|-2+3')
    assert found.rows[0].kegiatan == '=HYPERLINK("http://x")'
    assert found.rows[0].mitra == "<script>alert(1)</script>"


def test_merged_ranges_far_beyond_the_sheet_cost_nothing() -> None:
    huge = tuple(Merged(1 + n, 0, 1048576, 16383) for n in range(200))
    assert accounted(Workbook("x.xlsx", (Sheet("A", sheet(SHEETS).rows, merged=huge),))).skipped


WORDS = st.sampled_from(
    ["", "No", "Urusan", "Kegiatan", "Mitra", "Jenis", "Tahun", "2026", "Pendidikan", "KSDD", "KSDPK", "Jumlah", "Total", "1", "-",
     "Catatan: x", "A. KSDD", "PT Maju", "√", "x", "Ya", "Rp 1.000", "PROVINSI CONTOH", "idem", "Tahun Rencana", "Program A"]
)  # fmt: skip
VALUES = st.one_of(
    st.none(), WORDS, st.integers(-5, 3000), st.floats(), st.booleans(), st.dates(), st.text(max_size=12)
)
RANGES = st.builds(
    lambda top, left, high, wide: Merged(top, left, top + high, left + wide),
    st.integers(1, 12), st.integers(0, 6), st.integers(0, 3), st.integers(0, 6),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=8), max_size=14), st.lists(RANGES, max_size=4))
def test_no_row_of_any_sheet_is_lost(rows: list[list[object]], merged: list[Merged]) -> None:
    values = tuple(tuple(row) for row in rows)
    accounted(Workbook("x.csv", (Sheet("", values, merged=tuple(merged)),)))  # type: ignore[arg-type]
