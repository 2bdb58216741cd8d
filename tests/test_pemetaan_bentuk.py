"""Workbooks as offices that nobody told a format might make them, and what must not be read into them."""

from __future__ import annotations

import pytest

from ingest.sheet import Merged, Sheet
from tests.grids import sheet
from tests.test_pemetaan import columns, read, reasons, said

DESK = """
HASIL DESK KERJA SAMA KAB. MISAL UTARA
Tahun 2027
N0|Apa yang mau dikerjasamakan?|Urusannya apa?|Sama siapa?|Jenisnya?|Mulai kapan?|Sampai kapan?|Kira-kira biayanya (jt)|Penting tidaknya|Sudah ada di RKPD?|Dinas mana?
1|TPA bersama|LH|Kab. Misal Barat|KSDD wjib|2027|2029|750|tgi|sdh|DLH
2|Beasiswa guru|pendidikan|Universitas Misal|pihak ke-3|2027|2027|90|sdg|blm|Disdik
Halaman 1 dari 2
3|Pelatihan nelayan|perikanan|Kementerian KP|Sinerji|2028|2030|120|rdh|blm|Dinas Perikanan
*) nomor 2 menunggu surat
4|Gudang beku|pangan|PT Dingin Misal|swasta|2027|2031|2500|tgi|sdh|Dinas Pangan
Halaman 2 dari 2
"""  # noqa: E501


def test_questions_for_names_and_short_forms() -> None:
    found = read(DESK)
    assert reasons(found) == {1: "judul", 2: "judul", 3: "kepala", 6: "catatan", 8: "catatan", 10: "catatan"}
    assert "" not in columns(found).values()
    assert [(r.jenis, r.prioritas, r.anggaran) for r in found.rows] == [
        ("KSDD wajib", "tinggi", 750 * 10**6), ("KSDPK", "sedang", 90 * 10**6),
        ("Sinergi", "rendah", 120 * 10**6), ("KSDPK", "tinggi", 2500 * 10**6),
    ]  # fmt: skip
    assert said(found.rows[0]) == {
        "urusan": "11", "objek": "TPA bersama", "jenis": "KSDD wajib", "mitra": "Kab. Misal Barat", "pengusul": "DLH",
        "tahun": (2027, 2028, 2029), "prioritas": "tinggi", "di_rkpd": True, "anggaran": 750 * 10**6,
    }  # fmt: skip


REGISTER = """
DAFTAR KERJA SAMA DAERAH KOTA MISAL JAYA
No.|Bidang|Tentang|Para Pihak||Masa Berlaku||Dasar||Tindak Lanjut
|||Pihak I|Pihak II|Mulai|Berakhir|BA|SK|
1|Kesehatan|Rujukan|Pemkot Misal Jaya|Kab. Misal|1 Maret 2026|28 Februari 2029|BA No. 119/12/2026 tgl 3 Maret 2026|SK No. 188/3/2026|Berjalan
2|Sosial|Panti bersama|Pemkot Misal Jaya|Kota Lain|1 Mei 2026|30 April 2028|BA No. 119/13/2026 tgl 4 Mei 2026|SK No. 188/4/2026|Selesai
"""  # noqa: E501


def test_a_register_whose_next_steps_are_states() -> None:
    merged = [Merged(2, 3, 2, 4), Merged(2, 5, 2, 6), Merged(2, 7, 2, 8), *(Merged(2, c, 3, c) for c in (0, 1, 2, 9))]
    found = read(sheet(REGISTER, "L", *merged))
    assert said(found.rows[0]) == {
        "urusan": "2", "objek": "Rujukan", "mitra": "Kab. Misal", "tahun": (2026, 2027, 2028, 2029), "status": "berjalan",
        "jangka_waktu": 36, "berita_acara": "BA No. 119/12/2026 tgl 3 Maret 2026", "keputusan": "SK No. 188/3/2026",
        "tanggal": "2026-03-03",
    }  # fmt: skip


def test_partners_below_the_names_of_kinds() -> None:
    found = read("""
No|Urusan|Kegiatan|KSDD|KSDPK|Sinergi|Tahun
1|Kesehatan|Rujukan|Kab. A|||2026
2|Pendidikan|Beasiswa||Univ. B||2027
3|Sosial|Panti|||Kementerian Sosial|2026
4|Sosial|Rumah singgah|Kota C|||2026
5|Kesehatan|Klinik||RS Harapan||2026
6|Pangan|Gudang||||2026
""")
    assert [(row.jenis, row.mitra) for row in found.rows] == [
        ("KSDD", "Kab. A"), ("KSDPK", "Univ. B"), ("Sinergi", "Kementerian Sosial"), ("KSDD", "Kota C"),
        ("KSDPK", "RS Harapan"), ("", ""),
    ]  # fmt: skip


def test_one_column_of_third_parties_is_of_partners() -> None:
    found = read("No|Kegiatan|Pihak Ketiga|Jenis\n1|Panti|PT A|Sewa\n2|Gudang|PT B|Bagi hasil")
    assert [(row.jenis, row.mitra) for row in found.rows] == [("", "PT A"), ("", "PT B")]


def test_kinds_as_titles_over_headers_of_their_own() -> None:
    text = """
DAFTAR RENCANA KERJA SAMA KOTA MISAL TAHUN 2026
I. KERJA SAMA WAJIB
No|Urusan|Kegiatan|Daerah Mitra|Waktu
1|Kesehatan|Rujukan|Kab. A|2026
2|Sosial|Panti|Kab. B|2027
II. KERJA SAMA SUKARELA
No|Urusan|Kegiatan|Daerah Mitra|Waktu
1|Pariwisata|Promosi|Kab. C|2026
III. SINERGI DENGAN KEMENTERIAN/LEMBAGA
No|Urusan|Kegiatan|K/L|Waktu
1|Statistik|Satu data|BPS|2026
"""
    for merged in ([], [Merged(row, 0, row, 2) for row in (2, 6, 9)]):
        found = read(sheet(text, "L", *merged))
        assert [row.jenis for row in found.rows] == ["KSDD wajib", "KSDD wajib", "KSDD sukarela", "Sinergi"]
        assert {reasons(found)[row] for row in (1, 2, 6, 9)} == {"judul"}
        assert {column.header for column in found.columns} == {
            "No",
            "Urusan",
            "Kegiatan",
            "Daerah Mitra",
            "K/L",
            "Waktu",
        }


def test_a_name_over_some_columns_stays_a_part_of_the_header() -> None:
    text = "IDENTITAS||RENCANA||\nNo|Urusan|Kegiatan|Mitra|Tahun\n1|Sosial|Panti|Kab. A|2026\n2|Pangan|Gudang|PT B|2027"
    found = read(sheet(text, "L", Merged(1, 0, 1, 1), Merged(1, 2, 1, 4)))
    assert reasons(found) == {1: "kepala", 2: "kepala"}


ANNEX = """
LAMPIRAN KEPUTUSAN BUPATI MISAL
NO|URUSAN/ SUB URUSAN|PROGRAM/ KEGIATAN|JENIS DAN BENTUK KERJA SAMA|MITRA KERJA SAMA|WAKTU|LOKASI|KET
1|2|3|4|5|6|7|8
A.|Urusan Pemerintahan Wajib||||||
1|Kesehatan / Upaya kesehatan|Program A|KSDPK (PKS)|RS Misal|2026-2027|Kab. Misal|-
2|Pendidikan|Program B|KSDD sukarela (Nota Kesepakatan)|Kab. B|2027|Kab. Misal|-
B.|Urusan Pemerintahan Pilihan||||||
3|Pariwisata|Program C|Sinergi (Nota Kesepakatan)|Kementerian Pariwisata|2026|Kab. Misal|-
"""


def test_headings_counted_by_letters_over_rows_counted_by_numbers() -> None:
    found = read(ANNEX)
    assert reasons(found) == {1: "judul", 2: "kepala", 3: "nomor kolom", 4: "kelompok", 7: "kelompok"}
    assert [(row.urusan, row.jenis) for row in found.rows] == [
        ("2", "KSDPK"),
        ("1", "KSDD sukarela"),
        ("26", "Sinergi"),
    ]


def test_english_of_another_kind() -> None:
    found = read("""
Ref|Cooperation title|Sector|With whom|Modality|Timeline|Est. cost (million IDR)|In RPJMD?|Lead|Stage
KS-01|Joint landfill|Environment|Kab. Misal Barat|Inter-regional (mandatory)|2026-2028|750|Yes|Dinas LH|Proposed
KS-02|Teacher grants|Education|Universitas Misal|Third party|2027|90|No|Dinas Pendidikan|Under discussion
""")
    assert said(found.rows[0]) == {
        "urusan": "11", "objek": "Joint landfill", "jenis": "KSDD wajib", "mitra": "Kab. Misal Barat",
        "pengusul": "Dinas LH", "tahun": (2026, 2027, 2028), "di_rpjmd": True, "anggaran": 750 * 10**6,
        "status": "usulan",
    }  # fmt: skip


def test_ticks_for_what_the_assembly_is_asked() -> None:
    text = """
No|Kegiatan|Mitra|Persetujuan DPRD||Tahun
|||Perlu|Tidak|
1|Panti|Kab. A|√||2026
2|Gudang|PT B||√|2027
"""
    found = read(sheet(text, "L", Merged(1, 3, 1, 4)))
    assert [(row.dprd, row.disetujui_dprd) for row in found.rows] == [("perlu", None), ("tidak perlu", None)]
    found = read(sheet(text.replace("Perlu", "Sudah").replace("Tidak", "Belum"), "L", Merged(1, 3, 1, 4)))
    assert [(row.dprd, row.disetujui_dprd) for row in found.rows] == [("", True), ("", False)]


def two(header: str, *values: str) -> Sheet:
    """A table with a column of that name and these values beside a number and a programme."""
    rows = [f"{n}|Program {'ABCDEFGH'[n]}|{value}" for n, value in enumerate(values, 1)]
    return sheet("\n".join([f"No|Program|{header}|Tahun|Mitra", *(f"{row}|2030|PT X" for row in rows)]))


CONTENTS = [
    ("Nama", ("Kab. A", "PT B", "Universitas C"), ""),
    ("Nama", ("Budi Santoso", "Ani Lestari", "Siti Aminah"), ""),
    ("Tindak lanjut", ("Usulan", "Ditunda", "Batal"), "status"),
    ("Tindak lanjut", ("Undang mitra", "Surati dinas", "Cek lahan"), ""),
    ("Kerja sama apa?", ("pihak ketiga", "antar daerah", "pihak ketiga", "sister city", "antar daerah"), "jenis"),
    ("Objek", ("pihak ketiga", "panti bersama", "gudang beku", "rujukan", "pariwisata"), "objek"),
    ("Objek kerja sama", ("Sinergi data", "Sinergi program", "Sinergi layanan", "Sinergi aset"), "objek"),
    ("Landasan", ("SK Bupati No. 188/1/2026", "SK Bupati No. 188/2/2026"), "keputusan"),
    ("Landasan", ("Permendagri 22/2020", "PP 28/2018"), ""),
    ("Nomor dan tanggal", ("BA 119/1/2024, 3 Maret 2024", "BA 119/2/2024, 4 Mei 2024"), "berita_acara"),
    ("Nomor dan tanggal", ("119/1/2024, 3 Maret 2024", "119/2/2024, 4 Mei 2024"), "tanggal"),
    ("Timestamp", ("2/1/2026 9:11:01", "2/2/2026 9:12:02"), ""),
    ("Yang punya kerja", ("Dinkes", "Dinsos", "Dinas Pangan"), "pengusul"),
    ("Skor", ("80", "75", "60"), ""),
    ("Dapat Dikerjasamakan (Ya/Tidak)", ("Ya", "Ya", "Tidak"), ""),
    ("Kegiatan yang dikerjasamakan", ("Ada rumah singgah", "Ya", "Tidak ada sampah"), "kegiatan"),
]


@pytest.mark.parametrize(("header", "values", "field"), CONTENTS)
def test_what_stands_below_a_name_of_little_meaning(header: str, values: tuple[str, ...], field: str) -> None:
    assert columns(read(two(header, *values)))[header] == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("2026-2027", "2028", "2027"), "tahun"),
        (("100%", "80%", "50%"), ""),
        (("50 unit pada 2026", "12 unit pada 2027", "3 unit pada 2028"), ""),
    ],
)
def test_years_below_target(values: tuple[str, ...], field: str) -> None:
    rows = "\n".join(f"{n}|Program|{value}|PT X" for n, value in enumerate(values, 1))
    assert columns(read(f"No|Program|Target|Mitra\n{rows}"))["Target"] == field


@pytest.mark.parametrize(
    ("header", "cell", "years", "months"),
    [
        ("Periode", "2027-2029", (2027, 2028, 2029), 36),
        ("Periode", "2027", (2027,), 12),
        ("Masa berlaku", "2027-2029", (2027, 2028, 2029), 36),
        ("Mulai-selesai", "2027-2029", (2027, 2028, 2029), 36),
        ("Mulai/sampai", "2026 sampai 2028", (2026, 2027, 2028), 36),
        ("Mulai", "2026 sampai 2028", (2026, 2027, 2028), None),
        ("Tahun", "2027-2029", (2027, 2028, 2029), None),
        ("Tahun", "2027", (2027,), None),
        ("Periode pelaksanaan", "2027-2029", (2027, 2028, 2029), None),
        ("Rencana pelaksanaan", "2026/2027/2028", (2026, 2027, 2028), None),
    ],
)
def test_a_period_of_an_agreement_and_years_of_a_plan(
    header: str, cell: str, years: tuple[int, ...], months: int | None
) -> None:
    found = read(
        f"No|Kegiatan|Mitra|{header}\n1|Panti|Kab. A|{cell}\n2|Gudang|PT B|2026-2027\n3|Promosi|PT C|2026-2027"
    )
    assert (found.rows[0].tahun, found.rows[0].jangka_waktu) == (years, months)


def test_a_duration_of_its_own_wins_over_the_period() -> None:
    found = read("No|Kegiatan|Periode|Lama\n1|Panti|2027-2029|5 tahun\n2|Gudang|2026-2027|1 tahun")
    assert [row.jangka_waktu for row in found.rows] == [60, 12]


def test_an_office_holds_for_its_next_affair_too() -> None:
    found = read("""
No|Urusan|OPD|Kegiatan|Mitra
1|Komunikasi dan informatika|Dinas Kominfo|Satu aplikasi|PT A
2|||Jaringan|PT B
3|Statistik||Satu data|BPS
4|||Data desa|BPS
5|Sosial|Dinas Sosial|Panti|Kab. C
6|||Rumah singgah|Kab. C
""")
    assert [row.pengusul for row in found.rows] == ["Dinas Kominfo"] * 4 + ["Dinas Sosial"] * 2
    assert [row.urusan for row in found.rows] == ["16", "16", "20", "20", "6", "6"]


def test_the_sample_of_a_column_leaves_out_the_numbers_of_columns() -> None:
    found = read("No|Kegiatan|Mitra\n|||\n|||\n|||\n(1)|(2)|(3)\n1|Panti|Kab. A\n2|Gudang|PT B")
    assert [column.sample for column in found.columns] == [("1", "2"), ("Panti", "Gudang"), ("Kab. A", "PT B")]
