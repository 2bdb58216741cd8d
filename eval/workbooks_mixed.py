"""Eight workbooks of other formats, and of other ways to write numbers, dates and years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eval.workbooks_neat import KINDS, PRIORITY
from eval.workbooks_sheet import Book, Column, Either, MadeSheet, Plan, Said
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
    rupiah,
    span,
    text,
    years,
)

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "KSDD wajib": "Inter-regional (mandatory)", "KSDD sukarela": "Inter-regional (voluntary)",
        "KSDPK": "Third party", "Sinergi": "Synergy with central government", "KSDPL": "Sister city / foreign region",
        "KSDLL": "Foreign institution",
    }
)  # fmt: skip
STARS: Mapping[str, str] = MappingProxyType({"tinggi": "High", "sedang": "Medium", "rendah": "Low"})


def untidy_csv(plans: Sequence[Plan]) -> Book:
    """Semicolons, Windows-1252, line breaks and quotes inside cells, empty lines; only the file's name tells where."""
    sheet = MadeSheet("")
    columns = [
        col("no", number()), col("urusan/bidang", affair("{short}")), col("keg.", "kegiatan"),
        col("sub keg/objek", text("objek", "\u201c{}\u201d")), col("jns kerjasama", choice("jenis", KINDS)),
        col("mitra\n(calon)", text("mitra", "{}\n(surat menyusul)")), col("opd", "pengusul"),
        col("th renc", years(" \u2013 ")), col("lama (thn)", months("{years}")), col("biaya", rupiah("full")),
        col("prioritas", choice("prioritas", {"tinggi": "tinggi", "sedang": "sdg", "rendah": "rendah"})),
        col("ket", "keterangan"),
    ]  # fmt: skip
    sheet.skip(["data pemetaan utk desk kerjasama"], "judul")
    sheet.at += 1
    sheet.head(columns, merge=False)
    chosen = [p for p in plans[3:66:3] if p["jangka_waktu"] != 72]
    for count, plan in enumerate(chosen, 1):
        sheet.data(columns, {**plan, "nomor": str(count)}, {})
        sheet.at += count == 7
    sheet.at += 2
    sheet.skip(["", "", "", "", "", "dibuat oleh: subbag kerjasama"], "catatan")
    return Book(
        "pemetaan_ksd_kab_misal_hulu_2026.csv", untidy_csv.__doc__ or "", (sheet,), "Kabupaten Misal Hulu", 2026,
        encoding="cp1252", delimiter=";",
    )  # fmt: skip


def english_csv(plans: Sequence[Plan]) -> Book:
    """English names and values, UTF-8 with a byte order mark."""
    sheet = MadeSheet("")
    columns = [
        col("Activity", "kegiatan"), col("Government affair", affair("{en}")), col("Partner", "mitra"),
        col("Type of cooperation", choice("jenis", ENGLISH)), col("Lead office", "pengusul"),
        col("Planned year", years("-")), col("Duration (months)", months("{months}")),
        col("Priority", choice("prioritas", STARS)), col("Budget (IDR)", rupiah()),
        col("In annual plan (RKPD)", flag("di_rkpd", "yes", "no")), col("Strengths", "kekuatan"),
        col("Weaknesses", "kelemahan"), col("Opportunities", "peluang"), col("Threats", "ancaman"),
        other("Focal point", lambda n: f"officer{n}@misal.example" if n % 3 else None), col("Remarks", "keterangan"),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.table(columns, plans[0:66:3])
    return Book(
        "Cooperation mapping Kota Misal Jaya 2026.csv", english_csv.__doc__ or "", (sheet,), "Kota Misal Jaya", 2026,
        encoding="utf-8-sig",
    )  # fmt: skip


def document(plans: Sequence[Plan]) -> Book:
    """A document: paragraphs, a table with merged header and merged offices, then a table of signatures."""
    sheet = MadeSheet("Tabel 1")
    columns = [
        col("No", number()), col("Perangkat Daerah", "pengusul", "merge"), col("Urusan", affair()),
        col("Rencana Kerja Sama / Kegiatan", "kegiatan"), col("Rencana Kerja Sama / Jenis", choice("jenis", KINDS)),
        col("Rencana Kerja Sama / Mitra", "mitra"), col("Rencana Kerja Sama / Tahun", years()),
        col("Skala Prioritas", choice("prioritas", PRIORITY)),
    ]  # fmt: skip
    sheet.skip(["LAMPIRAN BERITA ACARA PEMETAAN KERJA SAMA KABUPATEN MISAL BARAT TAHUN 2026"], "judul", wide=8)
    sheet.head(columns)
    sheet.table(columns, plans[25:42])
    sheet.skip(["Jumlah rencana", None, None, "17"], "jumlah", wide=3)
    signed = MadeSheet("Tabel 2")
    signed.skip(["Bupati Misal Barat", "Ketua TKKSD"], "bukan pemetaan", "catatan")
    signed.skip(["H. Misal Bupati", "Dra. Misal Sekda"], "bukan pemetaan", "catatan")
    return Book(
        "Berita Acara Misal Barat 2026.docx", document.__doc__ or "", (sheet, signed), "Kabupaten Misal Barat", 2026,
        text=("BERITA ACARA", "Pada hari ini telah disepakati rencana kerja sama sebagaimana daftar berikut."),
    )  # fmt: skip


def spoken(plans: Sequence[Plan]) -> Book:
    """Numbers, money, dates and durations as text, in the words of letters."""
    sheet = MadeSheet("Data")
    sheet.titles("RENCANA KERJA SAMA PEMERINTAH KOTA CONTOH PERMAI", "TAHUN ANGGARAN 2026", "")
    columns = [
        col("No.", number("{}")), col("Urusan", affair("{nama}")), col("Kegiatan", "kegiatan"),
        col("Jenis", choice("jenis", KINDS)), col("Mitra", "mitra"),
        col("Lamanya", months("{years} ({spelled}) tahun")),
        col("Tahun Rencana", years(" s/d ", "TA {}")), col("Perkiraan Biaya", rupiah("full")),
        col("Nomor dan Tanggal BA", minutes), col("Dasar SK", decree),
        col("Prioritas", choice("prioritas", {"tinggi": "P1", "sedang": "P2", "rendah": "P3"})),
        col("Persetujuan DPRD", dprd((("Belum", False), ("Tidak perlu", Either((None, False))), ("Sudah", True)))),
    ]  # fmt: skip
    sheet.head(columns)
    sheet.table(columns, plans[4:64:3])
    return Book("12 rencana.xlsx", spoken.__doc__ or "", (sheet,), "Kota Contoh Permai", 2026)


def minutes(plan: Plan) -> Said:
    """Number and date of the minutes in a cell; how much of the words is the number may be cut in several ways."""
    bare, dated = plan["berita_acara"], day("{d} {bulan} {y}")(plan)
    whole = f"No. {bare} tanggal {dated.value if dated else ''}"
    return Said(whole, {"berita_acara": Either((whole, f"No. {bare}", bare)), **(dated.fields if dated else {})})


def decree(plan: Plan) -> Said:
    """A decree with its kind before its number."""
    bare = plan["keputusan"]
    whole = f"SK Wali Kota No. {bare}"
    return Said(whole, {"keputusan": Either((whole, f"No. {bare}", bare))})


def formulas(plans: Sequence[Plan]) -> Book:
    """Numbers, names and sums that formulas made, with the values that the program left beside them."""
    sheet = MadeSheet("Input")
    sheet.titles("PEMETAAN KERJA SAMA DAERAH", "KABUPATEN CONTOH HILIR - TAHUN 2026", "", "")
    columns = [
        computed(col("No", number()), "=ROW()-5"), col("Kode Urusan", lambda p: Said(p["urusan"], {})),
        computed(col("Urusan Pemerintahan", affair()), "=VLOOKUP(B{row},Acuan!A:B,2,FALSE)"),
        col("Kegiatan", "kegiatan"),
        col("Jenis Kerja Sama", choice("jenis", KINDS)), col("Calon Mitra", "mitra"),
        computed(col("Tahun", years()), "=Acuan!$D${row}"), col("Volume (unit)", lambda p: Said(2)),
        col("Harga Satuan (Rp)", half), computed(col("Anggaran (Rp)", rupiah()), "=H{row}*I{row}"),
        computed(col("Masuk RKPD?", flag("di_rkpd", "Ya", "Tidak")), '=IF(J{row}>0,"Ya","Tidak")'),
    ]  # fmt: skip
    columns = [Column(c.header, c.write, known=c.header[0] not in UNKNOWN) for c in columns]
    sheet.head(columns)
    chosen = [p for p in plans[5:66:2] if len(p["tahun"]) == 1 and p["anggaran"]][:18]
    sheet.table(columns, chosen)
    end = sheet.at
    sheet.formulas[end, 9] = f"=SUM(J6:J{end - 1})"
    sheet.skip(["Jumlah", *[None] * 8, sum(p["anggaran"] for p in chosen)], "jumlah", wide=9)
    lists = MadeSheet("Acuan")
    for kode, name in (("1", "Pendidikan"), ("2", "Kesehatan"), ("26", "Pariwisata")):
        lists.skip([kode, name])
    return Book("13 formula.xlsx", formulas.__doc__ or "", (sheet, lists), "Kabupaten Contoh Hilir", 2026)


UNKNOWN = ("Kode Urusan", "Volume (unit)", "Harga Satuan (Rp)")


def half(plan: Plan) -> Said:
    """The price of one of two units."""
    return Said(plan["anggaran"] // 2)


def computed(column: Column, formula: str) -> Column:
    """The same column, whose values formulas made."""

    def cell(plan: Plan) -> Said | None:
        said = column.write(plan)
        return Said(said.value, said.fields, formula) if said else None

    return Column(column.header, cell, column.known, column.fold)


def millions(plans: Sequence[Plan]) -> Book:
    """Money in millions, said above the table; the affair and the office only in the first row of theirs."""
    sheet = MadeSheet("Pemetaan 2026")
    sheet.titles("TABEL PEMETAAN URUSAN KERJA SAMA", "PROVINSI CONTOH SELATAN TAHUN 2026", "")
    sheet.skip([*[None] * 8, "(dalam juta rupiah)"], "judul", "catatan", "kepala")
    columns = [
        col("No", number()), col("Urusan", affair("{kode} {nama}"), "blank"), col("OPD", "pengusul", "blank"),
        col("Kegiatan", "kegiatan"), col("Jenis KSD", choice("jenis", SHORT_KINDS, {
            "KSDD wajib": "KSDD", "KSDD sukarela": "KSDD"})), col("Mitra", "mitra"), col("Periode", span()),
        col("Sumber Dana", "sumber_biaya"), col("Anggaran", rupiah(unit=1_000_000)),
        col("Sudah Dianggarkan", flag("dianggarkan", "√", "-")),
        col("Prioritas", choice("prioritas", {"tinggi": "***", "sedang": "**", "rendah": "*"})),
    ]  # fmt: skip
    sheet.head(columns)
    budgeted = [{**p, "dianggarkan": (True, False)[p["peringkat"] % 2]} for p in plans[22:60]]
    sheet.table(columns, budgeted)
    return Book("14 juta.xlsx", millions.__doc__ or "", (sheet,), "Provinsi Contoh Selatan", 2026)


SHORT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "KSDD wajib": "KSDD", "KSDD sukarela": "KSDD", "KSDPK": "KSDPK", "Sinergi": "SINERGI", "KSDPL": "KSDPL",
        "KSDLL": "KSDLL",
    }
)  # fmt: skip


def two_tables(plans: Sequence[Plan]) -> Book:
    """Two tables on a sheet, each with a header of its own, in another order."""
    sheet = MadeSheet("Sheet1", left=1)
    sheet.titles("PEMETAAN KERJA SAMA KABUPATEN MISAL PESISIR TA 2027", "")
    sheet.skip(["I. KERJA SAMA DAERAH DENGAN DAERAH LAIN (KSDD) SUKARELA"], "judul", "kelompok")
    first = [
        col("No", number()), col("Urusan", affair()), col("Kegiatan", "kegiatan"), col("Daerah Mitra", "mitra"),
        col("Tahun", years()), col("Prioritas", choice("prioritas", PRIORITY)),
        col("Karakteristik Daerah", "karakteristik"),
    ]  # fmt: skip
    sheet.head(first)
    sheet.table(first, [p for p in plans if p["jenis"] == "KSDD sukarela"][:12], jenis="KSDD sukarela")
    sheet.at += 2
    sheet.skip(["II. KERJA SAMA DAERAH DENGAN PIHAK KETIGA (KSDPK)"], "judul", "kelompok")
    second = [
        col("No", number()), col("Pihak Ketiga", "mitra"), col("Objek", "objek"), col("Bidang", affair()),
        col("Prakarsa", choice("prakarsa", {"daerah": "Pemerintah Daerah", "pihak ketiga": "Pihak Ketiga"})),
        col("Studi Kelayakan", flag("studi_kelayakan", "Ada", "Belum ada")), col("Tahun", years()),
        col("Potensi", "potensi"),
    ]  # fmt: skip
    sheet.head(second)
    chosen = [p for p in plans if p["jenis"] == "KSDPK"][:14]
    third = [{**p, "prakarsa": ("daerah", "pihak ketiga")[p["peringkat"] % 2],
              "studi_kelayakan": (True, False, None)[p["peringkat"] % 3]} for p in chosen]  # fmt: skip
    sheet.table(second, third, jenis="KSDPK")
    return Book("15.dua tabel.xlsx", two_tables.__doc__ or "", (sheet,), "Kabupaten Misal Pesisir", 2027)


def strangers(plans: Sequence[Plan]) -> Book:
    """Many columns that no mapping has, around known ones in an unusual order; flags in several ways."""
    sheet = MadeSheet("DB_KSD")
    columns = [
        other("Timestamp", lambda n: f"2/{n}/2026 9:{10 + n}:0{n % 10}"),
        other("Email Address", lambda n: f"opd{n}@misal.example"),
        col("Nama Mitra yang Diusulkan", "mitra"), col("Apakah sudah masuk RKPD?", flag("di_rkpd", "Sudah", "Belum")),
        col("Judul Kegiatan Kerja Sama", "kegiatan"), other("Kode Rekening", lambda n: f"5.1.02.0{n % 9}.01.00{n:02}"),
        col("Tahun Rencana Pelaksanaan", years(", ")), col("Nama OPD Pengusul", "pengusul"),
        col("Urusan Pemerintahan (pilih salah satu)", affair()), other("Target Kinerja", lambda n: f"{n * 5} persen"),
        col("Jenis Kerja Sama (pilih salah satu)", choice("jenis", KINDS)),
        col("Apakah wilayah berbatasan langsung dengan mitra?", flag("berbatasan", "Ya", "Tidak")),
        col("Apakah membebani masyarakat dan daerah?", flag("membebani", "Ya", "Tidak", "")),
        other("Link Google Drive KAK", lambda n: f"https://drive.example/kak-{n}" if n % 2 else None),
        col("Alasan menjadi kerja sama wajib", "alasan"), other("Ukuran baju panitia", lambda n: "LMS"[n % 3]),
    ]  # fmt: skip
    sheet.head(columns)
    told = [
        {
            **p, "berbatasan": (True, False)[p["peringkat"] % 2], "membebani": (False, True, None)[p["peringkat"] % 3],
            "alasan": "Dampak lintas kabupaten dan lebih hemat bila bersama" if p["jenis"] == "KSDD wajib" else "",
        }
        for p in plans[1:66:3]
    ]  # fmt: skip
    sheet.table(columns, [p for p in told if len(p["tahun"]) < 3])
    return Book("16 Form Usulan (Jawaban) Kab. Misal Lestari 2026.xlsx", strangers.__doc__ or "", (sheet,),
                "Kabupaten Misal Lestari", 2026)  # fmt: skip


MIXED = (untidy_csv, english_csv, document, spoken, formulas, millions, two_tables, strangers)
