"""Names of columns, as offices write them."""

from __future__ import annotations

import itertools

import pytest

from corpus.baris import KOLOM, KOLOM_BY_NAME
from ingest.kolom import OTHER, VIRTUAL, ColumnNames, assign, header_key

HEADERS = [
    ("No. Urut", "nomor"),
    ("Nomor", "nomor"),
    ("Urusan Pemerintahan Konkuren", "urusan"),
    ("Urusan Pemerintahan Daerah", "urusan"),
    ("Bidang / Urusan", "urusan"),
    ("Urusan yang dapat dikerjasamakan", "urusan"),
    ("URUSAN PEMERINTAHAN YANG AKAN DIKERJASAMAKAN", "urusan"),
    ("Sub-urusan", "sub_urusan"),
    ("Sub Bidang Urusan", "sub_urusan"),
    ("Program Prioritas Daerah", "program"),
    ("Rencana Program", "program"),
    ("Nama Program/Judul", "program"),
    ("Kegiatan / Sub Kegiatan", "kegiatan"),
    ("Rencana Kegiatan Kerja Sama", "kegiatan"),
    ("Uraian Kegiatan", "kegiatan"),
    ("Objek Kerjasama", "objek"),
    ("Obyek KSD", "objek"),
    ("Objek yang akan dikerjasamakan", "objek"),
    ("Ruang Lingkup Kerja Sama", ""),
    ("Judul Kerja Sama", "objek"),
    ("Jenis KSD", "jenis"),
    ("Jenis Kerja Sama Daerah", "jenis"),
    ("Bentuk Kerjasama", "jenis"),
    ("Kategori KSD", "jenis"),
    ("Tipe Kerja Sama", "jenis"),
    ("Skema Kerja Sama", "jenis"),
    ("Calon Mitra Kerja Sama", "mitra"),
    ("Mitra Potensial", "mitra"),
    ("Pihak yg bekerja sama", "mitra"),
    ("Pihak yang akan diajak kerja sama", "mitra"),
    ("Nama Mitra", "mitra"),
    ("Calon Mitra/Pihak Ketiga", "mitra"),
    ("Daerah/Pihak Mitra", "mitra"),
    ("Rencana Mitra", "mitra"),
    ("Mitra yang diusulkan", "mitra"),
    ("Lokasi Kerja Sama", "lokasi"),
    ("Lokasi / Wilayah", "lokasi"),
    ("Tempat Pelaksanaan", "lokasi"),
    ("Lokus", "lokasi"),
    ("OPD Pengusul", "pengusul"),
    ("Perangkat Daerah Pemrakarsa", "pengusul"),
    ("SKPD/Unit Kerja", "pengusul"),
    ("Dinas/Badan Pengusul", "pengusul"),
    ("Perangkat Daerah Penanggung Jawab", "pengusul"),
    ("Instansi Pengusul", "pengusul"),
    ("OPD Pelaksana", "pengusul"),
    ("PD", "pengusul"),
    ("Prakarsa", "prakarsa"),
    ("Asal Prakarsa (Daerah/Pihak Ketiga)", "prakarsa"),
    ("Inisiatif dari", "prakarsa"),
    ("Tahun", "tahun"),
    ("Rencana Tahun", "tahun"),
    ("Tahun Pelaksanaan", "tahun"),
    ("Tahun Rencana Kerja Sama", "tahun"),
    ("Target Pelaksanaan (Tahun)", "tahun"),
    ("Waktu Pelaksanaan", "tahun"),
    ("Thn", "tahun"),
    ("TA", "tahun"),
    ("Jangka Waktu", "jangka_waktu"),
    ("Lama Kerja Sama (tahun)", "jangka_waktu"),
    ("Jangka Waktu (bulan)", "jangka_waktu"),
    ("Durasi (bln)", "jangka_waktu"),
    ("Masa Berlaku", "jangka_waktu"),
    ("Jangka Waktu Kerja Sama (Tahun)", "jangka_waktu"),
    ("Prioritas", "prioritas"),
    ("Skala Prioritas (T/S/R)", "prioritas"),
    ("Tingkat Prioritas", "prioritas"),
    ("Level Prioritas", "prioritas"),
    ("Urutan Prioritas", "peringkat"),
    ("Ranking", "peringkat"),
    ("Potensi Daerah", "potensi"),
    ("Potensi yang dapat dikerjasamakan", "potensi"),
    ("Potensi/Keunggulan", "potensi"),
    ("Potensi Unggulan Daerah", "potensi"),
    ("Karakteristik Wilayah", "karakteristik"),
    ("Karakteristik Daerah", "karakteristik"),
    ("Kebutuhan Daerah", "kebutuhan"),
    ("Isu Strategis / Permasalahan", "kebutuhan"),
    ("Kekuatan (Strength)", "kekuatan"),
    ("S (Strengths)", "kekuatan"),
    ("Kelemahan (W)", "kelemahan"),
    ("Peluang (Opportunities)", "peluang"),
    ("Ancaman (Threat)", "ancaman"),
    ("Tantangan", "ancaman"),
    ("Alasan Wajib", "alasan"),
    ("Alasan/Eksternalitas", "alasan"),
    ("Berbatasan langsung? (Y/T)", "berbatasan"),
    ("Berbatasan (Ya/Tidak)", "berbatasan"),
    ("Rujukan RPJMD", "rpjmd"),
    ("Kesesuaian dengan RPJMD", "rpjmd"),
    ("RPJMD/Renstra", "rpjmd"),
    ("Sudah Masuk RPJMD?", "di_rpjmd"),
    ("Rujukan RKPD", "rkpd"),
    ("RKPD Tahun 2026", "rkpd"),
    ("Masuk RKPD (Ya/Tidak)", "di_rkpd"),
    ("Ada di RKPD?", "di_rkpd"),
    ("Tercantum dalam RKPD", "di_rkpd"),
    ("Dokumen Perencanaan", "dokumen"),
    ("Pengecualian (darurat/PSN/TP)", "pengecualian"),
    ("Kesesuaian RTRW", "rtrw"),
    ("Kesesuaian dengan RTRW", "rtrw"),
    ("Perkiraan Anggaran (Rp)", "anggaran"),
    ("Estimasi Biaya (Rp juta)", "anggaran"),
    ("Pagu Indikatif", "anggaran"),
    ("Kebutuhan Anggaran (Rp.000)", "anggaran"),
    ("Nilai (dalam juta rupiah)", "anggaran"),
    ("Anggaran yang dibutuhkan", "anggaran"),
    ("Perkiraan Biaya", "anggaran"),
    ("Sumber Dana", "sumber_biaya"),
    ("Sumber Pembiayaan", "sumber_biaya"),
    ("Sumber Anggaran (APBD/CSR)", "sumber_biaya"),
    ("Sudah dianggarkan di APBD", "dianggarkan"),
    ("Telah dianggarkan?", "dianggarkan"),
    ("Tersedia Anggaran di APBD (Ya/Tidak)", "dianggarkan"),
    ("Membebani masyarakat?", "membebani"),
    ("Membebani Daerah dan Masyarakat", "membebani"),
    ("Persetujuan DPRD", "dprd"),
    ("Perlu Persetujuan DPRD?", "dprd"),
    ("Sudah disetujui DPRD", "disetujui_dprd"),
    ("Studi Kelayakan", "studi_kelayakan"),
    ("Studi Kelayakan (ada/belum)", "studi_kelayakan"),
    ("Dokumen Studi Kelayakan", "studi_kelayakan"),
    ("Kajian Kelayakan", "studi_kelayakan"),
    ("Feasibility Study", "studi_kelayakan"),
    ("Kriteria Prakarsa Pihak Ketiga", "kriteria_prakarsa"),
    ("Status", "status"),
    ("Status Tindak Lanjut", "status"),
    ("Tahapan", "status"),
    ("Progres", "status"),
    ("Forum Pembahasan", "forum"),
    ("Dibahas dalam forum", "forum"),
    ("No. Berita Acara", "berita_acara"),
    ("Nomor dan Tanggal Berita Acara", "berita_acara"),
    ("Nomor BA", "berita_acara"),
    ("No. SK Kepala Daerah", "keputusan"),
    ("Nomor Keputusan Bupati", "keputusan"),
    ("Keputusan Kepala Daerah (Nomor)", "keputusan"),
    ("Tanggal", "tanggal"),
    ("Tgl. BA", "tanggal"),
    ("Tanggal Pembahasan", "tanggal"),
    ("Ket.", "keterangan"),
    ("Keterangan", "keterangan"),
    ("Catatan", "keterangan"),
    ("Affair", "urusan"),
    ("Sub-affair", "sub_urusan"),
    ("Programme", "program"),
    ("Activity", "kegiatan"),
    ("Object of cooperation", "objek"),
    ("Kind of Cooperation", "jenis"),
    ("Partner", "mitra"),
    ("Prospective partner", "mitra"),
    ("Location", "lokasi"),
    ("Proposing office", "pengusul"),
    ("Lead agency", "pengusul"),
    ("Initiative", "prakarsa"),
    ("Planned year", "tahun"),
    ("Duration (months)", "jangka_waktu"),
    ("Priority", "prioritas"),
    ("Rank", "peringkat"),
    ("Potential", "potensi"),
    ("Strengths", "kekuatan"),
    ("Weaknesses", "kelemahan"),
    ("Opportunities", "peluang"),
    ("Threats", "ancaman"),
    ("RPJMD reference", "rpjmd"),
    ("In the RKPD", "di_rkpd"),
    ("Estimated budget (IDR million)", "anggaran"),
    ("Source of funds", "sumber_biaya"),
    ("Remarks", "keterangan"),
    ("Feasibility study", "studi_kelayakan"),
    ("DPRD approval", "dprd"),
    ("Minutes no.", "berita_acara"),
    ("Decree no.", "keputusan"),
    ("Date", "tanggal"),
    ("Need", "kebutuhan"),
    ("Borders partner?", "berbatasan"),
    ("Kode Rekening", ""),
    ("No HP", ""),
    ("Narahubung", ""),
    ("Kontak Person", ""),
    ("Email", ""),
    ("Indikator Kinerja", ""),
    ("Satuan", ""),
    ("Volume", ""),
    ("Manfaat", ""),
    ("Dampak", ""),
    ("Penerima Manfaat", ""),
    ("Nama Pejabat", ""),
    ("Sumber Data", ""),
    ("Tautan Dokumen", ""),
    ("Link Dokumen", ""),
    ("Kelengkapan Dokumen", ""),
    ("Tindak Lanjut", ""),
    ("Output", ""),
    ("Hasil yang diharapkan", ""),
    ("Jumlah Penduduk", ""),
    ("Luas Wilayah", ""),
    ("Nomor Surat", ""),
    ("Alamat Mitra", ""),
    ("Jenis Naskah", ""),
    ("Bentuk Naskah", ""),
    ("Dasar Hukum", ""),
    ("Kode", ""),
    ("Pelapor", ""),
    ("Verifikator", ""),
    ("Kontribusi Mitra", ""),
    ("Hak dan Kewajiban", ""),
    ("Kewenangan", ""),
    ("Judul PKS", ""),
    ("Skor", ""),
    ("Calon Mira", "mitra"),
    ("Progam", "program"),
    ("Urusn", "urusan"),
    ("Perangkat Daearh", "pengusul"),
    ("jenis_kerja_sama", "jenis"),
    ("TahunRencana", "tahun"),
    ("N0", "nomor"),
    ("0bjek Kerja Sama", "objek"),
    ("Jenisnya?", "jenis"),
    ("Kira-kira biayanya (jt)", "anggaran"),
    ("Mulai/sampai", "tahun"),
    ("Dengan siapa?", "mitra"),
    ("Yang mengusulkan", "pengusul"),
    ("Dasar SK", "keputusan"),
    ("Nomor dan Tanggal BA", "berita_acara"),
    ("Target", "tahun"),
    ("Hanya", ""),
    ("Estimasi (Rp Juta)", "anggaran"),
    ("Estimasi", ""),
    ("Program yang diusulkan", "program"),
    ("Usulan kegiatan", "kegiatan"),
    ("Pertanyaan", ""),
    ("Timestamp", ""),
    ("Nama", ""),
    ("Tindak lanjut", ""),
    ("Rencana Tindak Lanjut", ""),
    ("", ""),
    ("2026", ""),
    ("Pertukaran guru antardaerah", ""),
    ("PT Maju Jaya", ""),
]
JOINED = [
    (("Rencana", "Tahun"), "tahun"),
    (("Tahun Rencana", "2026"), "tahun"),
    (("SWOT", "S"), "kekuatan"),
    (("Analisis SWOT", "T"), "ancaman"),
    (("Mitra", "Nama"), "mitra"),
    (("Mitra", "Lokasi"), "lokasi"),
    (("Dokumen Perencanaan", "RPJMD"), "rpjmd"),
    (("IDENTITAS", "No"), "nomor"),
    (("Pembiayaan", "Perkiraan anggaran (Rp)"), "anggaran"),
    (("Waktu", "Mulai"), "tahun_mulai"),
    (("Kontak", "Nama"), ""),
]


@pytest.fixture(scope="module")
def names() -> ColumnNames:
    return ColumnNames.read()


def best(scores: dict[str, float]) -> set[str]:
    """The fields that fit best, where one fits at all."""
    top = max(scores.values(), default=0.0)
    found = {field for field, score in scores.items() if score > top - 1e-9} if top >= 0.5 else {""}
    return {"" if field == OTHER else field for field in found}


@pytest.mark.parametrize(("header", "field"), HEADERS)
def test_a_header_names_its_field(names: ColumnNames, header: str, field: str) -> None:
    assert field in best(names.scores([header]))


@pytest.mark.parametrize(("parts", "field"), JOINED)
def test_a_header_of_two_rows(names: ColumnNames, parts: tuple[str, ...], field: str) -> None:
    assert field in best(names.scores(parts))


def test_every_column_may_be_called_by_its_own_names(names: ColumnNames) -> None:
    for kolom, header in [(k, h) for k in KOLOM for h in (k.id, k.en)]:
        found = best(names.scores([header]))
        assert kolom.name in found or kolom.name.removeprefix("di_") in found, (kolom.name, header, found)


def test_the_names_are_of_fields_that_exist(names: ColumnNames) -> None:
    for field in names.fields:
        assert field in KOLOM_BY_NAME or field in VIRTUAL or field == "lain"


@pytest.mark.parametrize(("text", "field"), [("Mitra", "mitra"), ("mitra  ", "mitra"), ("Maju", ""), ("x" * 200, "")])
def test_a_text_that_surely_is_a_name(names: ColumnNames, text: str, field: str) -> None:
    assert names.field(text) == field


@pytest.mark.parametrize(
    ("header", "key"),
    [("Tahun\nRencana / (2026)", "tahun rencana 2026"), ("  MITRA. ", "mitra"), ("", ""), ("***", "")],
)
def test_header_key(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ([[1, 0.9], [0.95, 0]], [1, 0]),
        ([[0.5, 0], [0.6, 0]], [-1, 0]),
        ([[0, 0], [0, 0]], [-1, -1]),
        ([[0.1, 0.2, 0.3]], [2]),
        ([[], []], [-1, -1]),
        ([], []),
    ],
)
def test_columns_are_given_out_together(gains: list[list[float]], expected: list[int]) -> None:
    assert assign(gains) == expected


def test_no_other_way_to_give_them_out_gains_more() -> None:
    gains = [[((i * 7 + j * 13) % 11) / 10 for j in range(4)] for i in range(4)]
    mine = sum(gains[i][j] for i, j in enumerate(assign(gains)) if j >= 0)
    assert mine == pytest.approx(max(sum(gains[i][p[i]] for i in range(4)) for p in itertools.permutations(range(4))))
