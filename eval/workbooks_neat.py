"""Eight workbooks as careful offices make them: titles, header rows, merged cells, sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from corpus.urusan import DaftarUrusan
from eval.workbooks_sheet import Book, Either, MadeSheet, Plan
from eval.workbooks_words import (
    affair,
    choice,
    col,
    day,
    dprd,
    flag,
    months,
    number,
    other,
    reference,
    rupiah,
    tick,
    years,
)

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "KSDD wajib": "KSDD Wajib", "KSDD sukarela": "KSDD Sukarela", "KSDPK": "KSDPK", "Sinergi": "Sinergi",
        "KSDPL": "KSDPL", "KSDLL": "KSDLL",
    }
)  # fmt: skip
PRIORITY: Mapping[str, str] = MappingProxyType({"tinggi": "Tinggi", "sedang": "Sedang", "rendah": "Rendah"})
SIGNED = (
    "Ditetapkan di Misal Kota, 20 Maret 2026",
    "Ketua TKKSD Kabupaten Misal Tengah,",
    "Drs. H. Misal Nama, M.Si.",
)


def plain(plans: Sequence[Plan]) -> Book:
    """Titles, one header row, a row of column numbers, a total, a place for the signature."""
    sheet = MadeSheet("Pemetaan")
    sheet.titles(
        "HASIL PEMETAAN URUSAN YANG DAPAT DIKERJASAMAKAN", "PEMERINTAH KABUPATEN MISAL TENGAH", "TAHUN 2026", ""
    )
    columns = [
        col("No", number()), col("Urusan Pemerintahan", affair()), col("Sub Urusan", "sub_urusan"),
        col("Program", "program"), col("Kegiatan", "kegiatan"), col("Jenis Kerja Sama", choice("jenis", KINDS)),
        col("Calon Mitra", "mitra"), col("Perangkat Daerah Pemrakarsa", "pengusul"), col("Tahun", years()),
        col("Jangka Waktu", months()), col("Prioritas", choice("prioritas", PRIORITY)),
        col("Perkiraan Anggaran (Rp)", rupiah()),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.skip(list(range(1, 13)), "nomor kolom")
    chosen = plans[0:66:3]
    sheet.table(columns, chosen)
    sheet.skip(["JUMLAH", *[None] * 10, sum(p["anggaran"] or 0 for p in chosen)], "jumlah", wide=11)
    sheet.at += 2
    for line in SIGNED:
        sheet.skip([*[None] * 9, line], "catatan")
    return Book("01 Pemetaan KSD Kab Misal Tengah.xlsx", plain.__doc__ or "", (sheet,), "Kabupaten Misal Tengah", 2026)


def two_rows(plans: Sequence[Plan]) -> Book:
    """A header over two rows: plan, SWOT and planning documents each over their columns."""
    sheet = MadeSheet("Sheet1")
    sheet.titles(
        "PEMETAAN POTENSI KERJA SAMA DAERAH", "KOTA MISAL JAYA TAHUN ANGGARAN 2027", "",
    )  # fmt: skip
    columns = [
        col("NO.", number("{}.")), col("URUSAN", affair("Urusan {nama}")), col("PROGRAM", "program"),
        col("OBJEK KERJA SAMA", "objek"), col("POTENSI", "potensi"),
        col("ANALISIS SWOT / Kekuatan (S)", "kekuatan"), col("ANALISIS SWOT / Kelemahan (W)", "kelemahan"),
        col("ANALISIS SWOT / Peluang (O)", "peluang"), col("ANALISIS SWOT / Ancaman (T)", "ancaman"),
        col("RENCANA / Jenis", choice("jenis", KINDS)), col("RENCANA / Mitra Potensial", "mitra"),
        col("RENCANA / Tahun", years("-")), col("RENCANA / Durasi (bulan)", months("{months}")),
        col("DOKUMEN PERENCANAAN / RPJMD", reference("rpjmd")), col("DOKUMEN PERENCANAAN / RKPD", reference("rkpd")),
        col("KET", "keterangan"),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.skip([f"({n})" for n in range(1, 17)], "nomor kolom")
    sheet.table(columns, plans[1:66:4])
    sheet.at += 1
    sheet.skip(["Catatan: analisis SWOT dibahas dalam desk tanggal 9 s.d. 11 Februari 2026."], "catatan")
    return Book("02_swot_kota.xlsx", two_rows.__doc__ or "", (sheet,), "Kota Misal Jaya", 2027)


def ticks(plans: Sequence[Plan]) -> Book:
    """A header over three rows, with a column to tick for each year and each kind."""
    sheet = MadeSheet("MATRIKS")
    sheet.titles("MATRIKS RENCANA KERJA SAMA DAERAH KABUPATEN MISAL UTARA", "TAHUN 2026 - 2028", wide=15)
    top = "RENCANA KERJA SAMA"
    columns = [
        col("No", number()), col("Bidang Urusan", affair()), col("Uraian Kegiatan", "kegiatan"),
        col("Pihak Yang Bekerja Sama", "mitra"),
        col(f"{top} / Jenis / KSDD Wajib", tick("jenis", "KSDD wajib")),
        col(f"{top} / Jenis / KSDD Sukarela", tick("jenis", "KSDD sukarela")),
        col(f"{top} / Jenis / KSDPK", tick("jenis", "KSDPK")),
        col(f"{top} / Jenis / Sinergi", tick("jenis", "Sinergi")),
        *[col(f"{top} / Tahun Pelaksanaan / {year}", tick("tahun", year)) for year in (2026, 2027, 2028)],
        col(f"{top} / Lokasi", "lokasi"), col("OPD Pengampu", "pengusul"),
        col("Skala Prioritas", choice("prioritas", {"tinggi": "T", "sedang": "S", "rendah": "R"})),
        col("Ket.", "keterangan"),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.table(columns, [p for p in plans[2:66:2] if p["jenis"] not in ("KSDPL", "KSDLL")][:24])
    sheet.skip(["Keterangan: T = Tinggi, S = Sedang, R = Rendah"], "catatan")
    return Book("03 Matriks Rencana.xlsx", ticks.__doc__ or "", (sheet,), "Kabupaten Misal Utara", Either((2026, 0)))


def tall(plans: Sequence[Plan]) -> Book:
    """Cells merged over the rows of an affair and of an office; hidden rows, and empty ones between."""
    sheet = MadeSheet("Rekap Pemetaan")
    sheet.titles("DAFTAR RENCANA KERJA SAMA", "Kabupaten Rawa Misal", "Tahun : 2026", "")
    columns = [
        col("No", number()), col("Urusan", affair("{kode}. {nama}"), "merge"),
        col("Perangkat Daerah", "pengusul", "merge"), col("Nama Kegiatan", "kegiatan"),
        col("Jenis KS", choice("jenis", KINDS)),
        col("Mitra", "mitra"), col("Lokasi Kegiatan", "lokasi"), col("Sumber Pembiayaan", "sumber_biaya", "merge"),
        col("Masuk RKPD (Ya/Tidak)", flag("di_rkpd", "Ya", "Tidak")), col("Status", "status"),
    ]  # fmt: skip
    sheet.head(columns)
    chosen = [*plans[0:12], *plans[22:31], *plans[45:60]]
    for count, plan in enumerate(chosen, 1):
        sheet.data(columns, {**plan, "nomor": str(count)}, {"tahun": Either(((), (2026,)))})
        if count in (12, 21):
            sheet.at += 1
    sheet.hide(8, 9, 27)
    return Book("04-rekap.xlsx", tall.__doc__ or "", (sheet,), "Kabupaten Rawa Misal", 2026)


def by_kind(plans: Sequence[Plan]) -> Book:
    """A sheet for each kind, which no column tells; before them instructions, behind them a recapitulation."""
    guide = MadeSheet("PETUNJUK")
    for line in (
        "PETUNJUK PENGISIAN", "1. Isi satu baris untuk satu rencana kerja sama.",
        "2. Kolom prioritas diisi Tinggi, Sedang atau Rendah.", "3. Kirim kembali paling lambat 27 Februari 2026.",
    ):  # fmt: skip
        guide.skip([line], "bukan pemetaan", "catatan", "judul")
    sheets = [guide]
    columns = [
        col("No", number()), col("Urusan Pemerintahan", affair()), col("Nama Program", "program"),
        col("Objek yang dikerjasamakan", "objek"), col("Calon Mitra Kerja Sama", "mitra"),
        col("Rencana Tahun", years()), col("Jangka Waktu", months("{months} bln")),
        col("Prioritas", choice("prioritas", PRIORITY)), col("Kebutuhan Daerah", "kebutuhan"),
    ]  # fmt: skip
    recap = MadeSheet("REKAP")
    recap.skip(["REKAPITULASI PER JENIS"], "bukan pemetaan", "judul")
    recap.skip(["Jenis", "Jumlah Rencana"], "bukan pemetaan", "kepala")
    for name, kind in (("KSDD WAJIB", "KSDD wajib"), ("KSDD SUKARELA", "KSDD sukarela"), ("KSDPK", "KSDPK"),
                       ("SINERGI", "Sinergi")):  # fmt: skip
        sheet = MadeSheet(name)
        sheet.titles(f"RENCANA {name} PROVINSI MISAL RAYA", "TAHUN 2026", "")
        sheet.head(columns)
        chosen = [p for p in plans if p["jenis"] == kind][:9]
        sheet.table(columns, chosen, jenis=kind)
        sheet.skip(["Jumlah", None, None, None, f"{len(chosen)} rencana"], "jumlah", wide=4)
        sheets.append(sheet)
        recap.skip([name, len(chosen)], "bukan pemetaan", "jumlah")
    recap.skip(["Total", 36], "bukan pemetaan", "jumlah")
    return Book("05 pemetaan per jenis.xlsx", by_kind.__doc__ or "", (*sheets, recap), "Provinsi Misal Raya", 2026)


def by_affair(plans: Sequence[Plan]) -> Book:
    """A sheet for each affair, by its short name, without a column for it; kinds in words, approvals of the DPRD."""
    names = DaftarUrusan.read().by_kode
    sheets = []
    for kode, short in (("2", "Kesehatan"), ("3", "PUPR"), ("11", "Lingk. Hidup"), ("25", "Kelautan&Perikanan"),
                        ("26", "Pariwisata")):  # fmt: skip
        sheet = MadeSheet(short)
        sheet.titles("Pemetaan Kerja Sama Daerah Kabupaten Misal Barat Tahun 2026", f"Urusan: {names[kode].nama}", "")
        columns = [
            col("No.", number()), col("Sub Urusan", "sub_urusan"), col("Kegiatan", "kegiatan"),
            col("Bentuk Kerja Sama", choice("jenis", WORDY)), col("Mitra Kerjasama", "mitra"),
            col("Instansi Pengusul", "pengusul"), col("Thn", years("/")),
            col("Prioritas (1-3)", choice("prioritas", RANKED)),
            col("Persetujuan DPRD", dprd((("perlu", Either((None, False))), ("tidak perlu", Either((None, False))),
                                          ("sudah, 12 Maret 2026", True), ("", None)))),
            col("RKPD", reference("rkpd", "-")),
        ]  # fmt: skip
        sheet.head(columns)
        sheet.table(columns, [p for p in plans if p["urusan"] == kode], urusan=kode)
        sheets.append(sheet)
    return Book("06_per_urusan.xlsx", by_affair.__doc__ or "", tuple(sheets), "Kabupaten Misal Barat", 2026)


WORDY: Mapping[str, str] = MappingProxyType(
    {
        "KSDD wajib": "Kerja sama antar daerah (wajib)", "KSDD sukarela": "Kerja sama antar daerah (sukarela)",
        "KSDPK": "Kerja sama dengan pihak ketiga", "Sinergi": "Sinergi dengan K/L",
        "KSDPL": "Kerja sama dengan pemerintah daerah di luar negeri",
        "KSDLL": "Kerja sama dengan lembaga di luar negeri",
    }
)  # fmt: skip
RANKED: Mapping[str, str] = MappingProxyType({"tinggi": "1", "sedang": "2", "rendah": "3"})


def by_office(plans: Sequence[Plan]) -> Book:
    """The old format, a sheet for each office, which its title tells; dates as the program holds them."""
    sheets = []
    for short, office in (("Dinkes", "Dinas Kesehatan"), ("DLH", "Dinas Lingkungan Hidup"),
                          ("Dispar", "Dinas Pariwisata"),
                          ("Distan", "Dinas Pertanian"), ("Disdag", "Dinas Perdagangan")):  # fmt: skip
        sheet = MadeSheet(short)
        sheet.titles(
            "FORMULIR PEMETAAN KERJA SAMA", "KABUPATEN MISAL SELATAN TAHUN 2025", f"Perangkat Daerah : {office}", ""
        )
        columns = [
            col("No", number()), col("Urusan", affair()), col("Kegiatan yang Dikerjasamakan", "kegiatan"),
            col("Jenis", choice("jenis", KINDS)), col("Rencana Mitra", "mitra"), col("Tahun Rencana", years()),
            col("No. Berita Acara", "berita_acara"), col("Tgl. Berita Acara", day()), col("Status", "status"),
            other("Kontak Person", lambda n: f"Ibu Contoh {n} (0811-000{n})"),
        ]  # fmt: skip
        sheet.head(columns)
        sheet.table(columns, [p for p in plans if p["pengusul"] == office], pengusul=Either((office, short)))
        sheets.append(sheet)
    return Book("07 FORM OPD.xls", by_office.__doc__ or "", tuple(sheets), "Kabupaten Misal Selatan", 2025)


def groups(plans: Sequence[Plan]) -> Book:
    """A row of its own for each affair, over the whole table, and a subtotal under it; the open format."""
    names = DaftarUrusan.read().by_kode
    sheet = MadeSheet("Lampiran")
    sheet.titles("LAMPIRAN KEPUTUSAN BUPATI MISAL TIMUR", "DAFTAR RENCANA KERJA SAMA DAERAH TAHUN 2026", "")
    columns = [
        col("No", number()), col("Program", "program"), col("Kegiatan", "kegiatan"),
        col("Jenis", choice("jenis", KINDS)),
        col("Mitra", "mitra"), col("Lokasi", "lokasi"), col("Pagu (juta rupiah)", rupiah(unit=1_000_000)),
        col("Jangka Waktu (tahun)", months("{years}")),
    ]  # fmt: skip
    sheet.head(columns)
    for letter, kode in zip("ABCDEFG", ("1", "5", "11", "15", "17", "22", "30"), strict=True):
        sheet.skip([f"{letter}. URUSAN {names[kode].nama.upper()}"], "kelompok", wide=8)
        chosen = [p for p in plans if p["urusan"] == kode]
        sheet.table(columns, chosen, urusan=kode, tahun=Either(((), (2026,))))
        total = sum((p["anggaran"] or 0) // 1_000_000 for p in chosen)
        sheet.skip([f"Sub Total {letter}", *[None] * 5, total], "jumlah", wide=6)
    sheet.skip(["TOTAL", *[None] * 5, 12345], "jumlah", wide=6)
    return Book("08 Lampiran SK Misal Timur.ods", groups.__doc__ or "", (sheet,), "Kabupaten Misal Timur", 2026)


NEAT = (plain, two_rows, ticks, tall, by_kind, by_affair, by_office, groups)
