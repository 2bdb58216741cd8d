"""Eight workbooks that are hard to read: a register, errors of typing, misleading names, pages, years as sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from eval.workbooks_neat import KINDS, PRIORITY
from eval.workbooks_sheet import Book, Column, Either, MadeSheet, Plan, Said
from eval.workbooks_words import (
    Write,
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
    years,
)

CATEGORY: Mapping[str, str] = MappingProxyType(
    {"KSDD wajib": "Antarpemda", "KSDD sukarela": "Antarpemda", "KSDPK": "Pihak Ketiga/Swasta", "Sinergi": "K/L"}
)
SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "KSDD wajib": "antar daerah - wajib", "KSDD sukarela": "antar daerah - sukarela",
        "KSDPK": "dgn swasta / pihak ketiga",
        "Sinergi": "Kementerian/Lembaga", "KSDPL": "sister city (luar negeri - pemda)", "KSDLL": "lembaga LN",
    }
)  # fmt: skip


def register(plans: Sequence[Plan]) -> Book:
    """A register of agreements that runs under the name of a mapping: dates, numbers, parties."""
    sheet = MadeSheet("Database")
    sheet.titles("DATABASE PEMETAAN KERJA SAMA KABUPATEN CONTOH HULU", "PER 31 DESEMBER 2025", "")
    columns = [
        col("No", number()), col("Tahun", lambda p: Said(min(p["tahun"]) - 3, {"tahun": (min(p["tahun"]) - 3,)})),
        col("Kategori", choice("jenis", CATEGORY, {"KSDD wajib": "KSDD", "KSDD sukarela": "KSDD"})),
        other("Jenis Naskah", lambda n: ("PKS", "Nota Kesepakatan", "Kesepakatan Bersama")[n % 3]),
        col("Judul Kerja Sama", lambda p: Said(p["kegiatan"], {"kegiatan|objek|program": p["kegiatan"]})),
        other("Pihak Kesatu", lambda _: "Pemerintah Kabupaten Contoh Hulu"), col("Pihak Kedua", "mitra"),
        other("Nomor Naskah", lambda n: f"{n}/PKS/CH/2025"), col("Perangkat Daerah", "pengusul"),
        col("Tanggal Mulai", lambda p: Said(p["tanggal"], {"tanggal": Either(("", p["tanggal"].isoformat()))})),
        Column(("Tanggal Berakhir",), ending, known=False),
        col("Status", lambda p: Said("Masih Berlaku", {"status": "berjalan"}) if p["peringkat"] % 3 else
            Said("Telah Selesai", {"status": "selesai"})),
        other("Link Dokumen", lambda n: f"https://arsip.example/{n}.pdf"),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.table(columns, [p for p in plans[0:66:2] if p["jenis"] in CATEGORY][:26])
    return Book("17 Pemetaan Kerja Sama - Database.xlsx", register.__doc__ or "", (sheet,), "Kabupaten Contoh Hulu",
                Either((2025, 0)))  # fmt: skip


def ending(plan: Plan) -> Said:
    """The last day, from which a reader may count the months."""
    begin: date = plan["tanggal"]
    return Said(date(2028, 12, begin.day), {"jangka_waktu": Either((None, 36 - begin.month))})


def mistyped(plans: Sequence[Plan]) -> Book:
    """Typing errors in the names of columns, of affairs and of kinds; it says that it is fictional."""
    sheet = MadeSheet("CONTOH")
    sheet.titles("DATA FIKTIF - HANYA CONTOH UNTUK LATIHAN", "Pemetaan Kerjasama Daerah Kab. Contoh Lama Thn 2026", "")
    wrong = {
        "1": "Pendidkan",
        "2": "Kesehatn",
        "11": "Lingkungan Hidp",
        "15": "Perhubugan",
        "26": "Pariwsata",
        "27": "Pertanain",
    }

    def slip(plan: Plan) -> Said | None:
        kode = plan["urusan"]
        return Said(wrong[kode], {"urusan": kode}) if kode in wrong else affair()(plan)

    columns = [
        col("N0", number()), col("Urussan Pemerintah", slip), col("Nama Kegaitan", "kegiatan"),
        col("Calon Mitar", "mitra"),
        col("Jenis Kerjasma", choice("jenis", {**KINDS, "KSDD wajib": "KSDD wjib", "Sinergi": "Sinerji"})),
        col("Prangkat Daerah Pengusul", "pengusul"), col("Thun Rencana", years("-")),
        col("Jangka Wkatu", months("{months} bulan")),
        col("Priroitas", choice("prioritas", PRIORITY)), col("Lokasii", "lokasi"), col("Kekutan", "kekuatan"),
        col("Kelemhan", "kelemahan"), col("Angaran (Rp)", rupiah()), col("Keteranagn", "keterangan"),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.table(columns, [p for p in plans if p["urusan"] in (*wrong, "3", "7", "18")])
    return Book("18_latihan.xlsx", mistyped.__doc__ or "", (sheet,), "Kabupaten Contoh Lama", 2026, contoh=True)


def far_away(plans: Sequence[Plan]) -> Book:
    """A letterhead, a table that begins in column C, names of columns over several lines with hints in brackets."""
    sheet = MadeSheet("Lamp. Surat", left=2)
    sheet.titles(
        "PEMERINTAH KABUPATEN CONTOH TIMUR", "SEKRETARIAT DAERAH", "Jalan Contoh Nomor 1 Telepon (0000) 123456", "",
        "Lampiran Surat Nomor 119/45/Setda", "Tanggal 4 Maret 2026", "",
    )  # fmt: skip
    sheet.titles("DAFTAR USULAN KERJA SAMA TAHUN 2027", "", wide=11)
    columns = [
        col("No.\nUrut", number()), col("Urusan Pemerintahan\n(sesuai UU 23/2014)", affair()),
        col("Sub\nUrusan", "sub_urusan"), col("Usulan Kerja Sama\n(diisi OPD) / Nama Program", "program"),
        col("Usulan Kerja Sama\n(diisi OPD) / Rincian\nKegiatan", "kegiatan"),
        col("Usulan Kerja Sama\n(diisi OPD) / Objek\nKerja Sama", "objek"),
        col("Pihak yg bekerja sama\n(sebutkan)", "mitra"),
        col("Rencana pelaksanaan\n(tahun)", years(" sampai dengan ")),
        col("Jangka\nwaktu\n(bulan)", months("{months}")), col("Kesesuaian dengan\nRPJMD", reference("rpjmd")),
        col("Tindak lanjut\n(diisi Bagian Kerja Sama)", choice("status", {s: s.capitalize() for s in (
            "usulan", "dibahas", "ditetapkan", "berjalan", "selesai", "ditunda", "batal")})),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.skip([str(n) for n in range(1, 12)], "nomor kolom")
    sheet.table(columns, plans[2:66:3])
    sheet.at += 1
    sheet.skip([*[None] * 8, "a.n. Sekretaris Daerah"], "catatan")
    sheet.skip([*[None] * 8, "Drs. H. Misal Nama, M.Si."], "catatan")
    return Book(
        "19 lampiran surat.xlsx", far_away.__doc__ or "", (sheet,), "Kabupaten Contoh Timur", Either((2027, 2026))
    )


def misleading(plans: Sequence[Plan]) -> Book:
    """Names that mislead: kinds under "Keterangan", affairs under none, years under "Target"; UTF-16 with tabs."""
    sheet = MadeSheet("")
    columns = [
        col("No", number()), Column(("",), affair()), col("Program", "program"), col("Uraian", "kegiatan"),
        col("Nama", "mitra"), col("Dinas", "pengusul"), col("Target", years("-")), col("Lama", months("{years} thn")),
        col("Nilai", rupiah("short")), col("Keterangan", choice("jenis", KINDS)),
        col("Catatan", "keterangan"),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.table(columns, plans[1:66:3])
    return Book(
        "Pemetaan Kota Contoh Baru 2028.tsv", misleading.__doc__ or "", (sheet,), "Kota Contoh Baru", 2028,
        encoding="utf-16", delimiter="\t",
    )  # fmt: skip


def ranked(plans: Sequence[Plan]) -> Book:
    """A rank beside a priority, kinds in everyday words, co-operation abroad, criteria of third parties."""
    sheet = MadeSheet("usulan")
    sheet.titles("USULAN KERJA SAMA KAB. CONTOH SELATAN", "hasil desk 2026", "")
    columns = [
        col("Peringkat", lambda p: Said(int(p["nomor"]), {"peringkat": int(p["nomor"])})),
        col("Usulan kegiatan", "kegiatan"),
        col("Bidang", affair()), col("Dengan siapa?", "mitra"), col("Kerja sama apa?", choice("jenis", SPOKEN)),
        col("Yang mengusulkan", "pengusul"), col("Mulai/sampai", years(" sampai ")), col("Berapa lama", months()),
        col("Urgensi", choice("prioritas", {"tinggi": "sangat tinggi", "sedang": "sedang", "rendah": "rendah"})),
        col("Perlu DPRD?", dprd((("perlu", Either((None, False))), ("tidak", Either((None, False)))))),
        col("FS", flag("studi_kelayakan", "ada", "belum")), col("Sesuai RTRW", "rtrw"), col("Dibahas di", "forum"),
    ]  # fmt: skip
    sheet.head(columns)
    abroad = [p for p in plans if p["jenis"] in ("KSDPL", "KSDLL")]
    rest = [p for p in plans[4:66:3] if p["jenis"] not in ("KSDPL", "KSDLL")]
    more = [
        {
            **p,
            "studi_kelayakan": (True, False, None)[k % 3],
            "rtrw": "sesuai" if k % 2 else "",
            "forum": "Musrenbang kabupaten",
        }
        for k, p in enumerate(abroad + rest)
    ]
    sheet.table(columns, more)
    return Book("21 usulan.xlsx", ranked.__doc__ or "", (sheet,), "Kabupaten Contoh Selatan", 2026)


def hostile(field: str) -> Write:
    """Texts that a spreadsheet would take for formulas, between harmless ones."""
    bad = ('=HYPERLINK("http://jahat.example";"klik")', "+62 811 000 111", "@SUM(1+1)", "<b>tebal</b>", "-", "ok")

    def cell(plan: Plan) -> Said:
        written = bad[int(plan["nomor"]) % 6]
        return Said(written, {field: Either(("", "-")) if written == "-" else written})

    return cell


def wide(plans: Sequence[Plan]) -> Book:
    """Almost all columns that there are, forty plans; cells that begin like formulas or hold HTML."""
    sheet = MadeSheet("Isian")
    sheet.titles("Pemetaan Kerja Sama Daerah Provinsi Contoh Tengah Tahun 2026", "")
    columns = [
        col("No", number()), col("Urusan pemerintahan", affair()), col("Sub urusan", "sub_urusan"),
        col("Program", "program"),
        col("Kegiatan", "kegiatan"), col("Objek kerja sama", "objek"), col("Jenis kerja sama", choice("jenis", KINDS)),
        col("Calon mitra", "mitra"), col("Lokasi", "lokasi"), col("Perangkat daerah pengusul", "pengusul"),
        col("Tahun rencana", years(", ")), col("Jangka waktu", months("{months} bulan")),
        col("Prioritas", choice("prioritas", PRIORITY)), col("Potensi daerah", "potensi"),
        col("Karakteristik", "karakteristik"), col("Kebutuhan", "kebutuhan"), col("Kekuatan", "kekuatan"),
        col("Kelemahan", "kelemahan"), col("Peluang", "peluang"), col("Ancaman", "ancaman"),
        col("Rujukan RPJMD/Renstra", reference("rpjmd")), col("Rujukan RKPD", reference("rkpd")),
        col("Pengecualian (darurat/PSN/tugas pembantuan)", "pengecualian"), col("Perkiraan anggaran", rupiah()),
        col("Sumber biaya", "sumber_biaya"), col("Forum pembahasan", "forum"), col("Nomor BA", "berita_acara"),
        col("Nomor SK Kepala Daerah", "keputusan"), col("Tanggal", day("{d:02}/{m:02}/{yy}")), col("Status", "status"),
        col("Keterangan", hostile("keterangan")),
    ]  # fmt: skip
    sheet.head(columns)
    forums = ("Musrenbang provinsi", "Rakortek", "Desk TKKSD")
    more = [{**p, "forum": forums[k % 3], "pengecualian": "Program strategis nasional" if k % 9 == 4 else ""}
            for k, p in enumerate(plans[3:43])]  # fmt: skip
    sheet.table(columns, more)
    return Book("22 isian lengkap.xlsx", wide.__doc__ or "", (sheet,), "Provinsi Contoh Tengah", 2026)


def printed(plans: Sequence[Plan]) -> Book:
    """As printed: the header again on each page, sums carried over, notes between rows, numbered rows left empty."""
    sheet = MadeSheet("Cetak")
    sheet.titles("RENCANA KERJA SAMA DAERAH TAHUN 2026", "KABUPATEN CONTOH BARAT", "")
    columns = [
        col("No", number()), col("Urusan", affair("{nama}")), col("Kegiatan", "kegiatan"),
        col("Jenis", choice("jenis", KINDS)), col("Mitra", "mitra"), col("OPD", "pengusul"),
        col("Pelaksanaan / Tahun", years()), col("Pelaksanaan / Lama", months("{months} bln")),
        col("Anggaran (Rp.000)", rupiah(unit=1000)),
    ]  # fmt: skip
    carried = 0
    for page in range(3):
        sheet.head(columns)
        if page:
            sheet.skip(["Jumlah pindahan", *[None] * 7, carried], "jumlah")
        for plan in plans[page * 20 + 1 : page * 20 + 17 : 2]:
            carried += (plan["anggaran"] or 0) // 1000
            sheet.data(columns, {**plan, "nomor": str(len(sheet.rows) + 1)}, {})
        if page == 1:
            sheet.skip(["*) kegiatan nomor 12 masih menunggu persetujuan mitra"], "catatan")
        sheet.skip(["Jumlah dipindahkan" if page < 2 else "JUMLAH SELURUHNYA", *[None] * 7, carried], "jumlah")
        sheet.skip([*[None] * 8, f"Halaman {page + 1} dari 3"], "catatan", "judul")
    for count in range(25, 28):
        sheet.skip([count])
    return Book("23 cetak.xlsx", printed.__doc__ or "", (sheet,), "Kabupaten Contoh Barat", 2026)


def by_year(plans: Sequence[Plan]) -> Book:
    """A sheet for each year, which no column tells, and an older one that is hidden."""
    sheets = []
    for count, year in enumerate((2026, 2027, 2028)):
        sheet = MadeSheet(f"Rencana {year}")
        sheet.titles(f"DAFTAR RENCANA KERJA SAMA TAHUN {year}", "KOTA MISAL BARU", "")
        columns = [
            col("No", number("{}.")), col("Urusan", affair()), col("Kegiatan", "kegiatan"),
            col("Mitra yang diharapkan", "mitra"), col("Jenis (KSDD/KSDPK/Sinergi)", choice("jenis", KINDS)),
            col("Sumber dana", "sumber_biaya"), col("OPD penanggung jawab", "pengusul"),
        ]  # fmt: skip
        sheet.head(columns)
        sheet.table(columns, plans[count * 7 : count * 7 + 50 : 5], tahun=(year,))
        sheets.append(sheet)
    old = MadeSheet("data lama", hidden=True)
    old.head(columns)
    old.table(columns, plans[60:64])
    old.let()
    return Book("24 Rencana 2026-2028 Kota Misal Baru.xlsx", by_year.__doc__ or "", (*sheets, old), "Kota Misal Baru",
                Either((2026, 0)))  # fmt: skip


ROUGH = (register, mistyped, far_away, misleading, ranked, wide, printed, by_year)
