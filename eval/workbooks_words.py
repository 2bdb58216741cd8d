"""Plans of invented regions, and the many ways in which an office writes them: each cell with what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from corpus.urusan import DaftarUrusan
from eval.workbooks_sheet import Column, Either, Plan, Said

FILE = Path(__file__).with_name("workbooks-rencana.tsv")
Write = Callable[[Plan], Said | None]

YEARS = ((2026,), (2026, 2027), (2027,), (2026, 2027, 2028), (2028,))
MONTHS = (12, 36, 24, 60, 36, 12, 72)
RUPIAH = (250_000_000, 1_250_000_000, 750_000_000, None, 2_400_000_000, 90_000_000, 485_500_000, 1_500_000_000)
STATUS = ("usulan", "dibahas", "usulan", "ditetapkan", "berjalan", "ditunda", "usulan", "selesai", "batal")
STRENGTHS = (
    "Komitmen pimpinan daerah tinggi",
    "Tenaga teknis sudah terlatih",
    "Lahan milik pemerintah daerah sendiri",
    "Sudah ada perjanjian serupa sejak 2021",
    "Letak strategis di jalur lintas",
)
WEAKNESSES = (
    "Anggaran terbatas",
    "Data belum terpadu",
    "Sarana pendukung rusak ringan",
    "Pegawai teknis hanya empat orang",
    "Belum ada SOP",
)
CHANCES = (
    "Minat mitra besar",
    "Dukungan dana pusat",
    "Permintaan pasar naik",
    "Jalan tol baru segera dibuka",
    "Program strategis nasional",
)
THREATS = (
    "Pergantian kebijakan",
    "Cuaca ekstrem",
    "Persaingan dengan daerah lain",
    "Harga bahan baku naik",
    "Penolakan sebagian warga",
)
NEEDS = (
    "Layanan dasar di perbatasan",
    "Pengurangan pengangguran",
    "Tambahan pendapatan daerah",
    "Penurunan angka kemiskinan",
    "Peningkatan mutu layanan publik",
)
CHARACTER = ("Pesisir", "Dataran tinggi", "Perkotaan", "Daerah aliran sungai", "Agraris")
SHORT: Mapping[str, str] = MappingProxyType(
    {
        "1": "Dikbud", "2": "Kesehatan", "3": "PUPR", "4": "Perkim", "5": "Trantibumlinmas", "6": "Sosial",
        "7": "Naker", "8": "PPPA", "9": "Pangan", "10": "Pertanahan", "11": "LH", "12": "Adminduk", "13": "PMD",
        "14": "Dalduk KB", "15": "Perhubungan", "16": "Kominfo", "17": "KUKM", "18": "Penanaman Modal", "19": "Dispora",
        "20": "Statistik", "21": "Persandian", "22": "Kebudayaan", "23": "Perpustakaan", "24": "Kearsipan",
        "25": "KP", "26": "Pariwisata", "27": "Pertanian", "28": "Kehutanan", "29": "ESDM", "30": "Perdagangan",
        "31": "Perindustrian", "32": "Transmigrasi",
    }
)  # fmt: skip
SPELLED: Mapping[int, str] = MappingProxyType({1: "satu", 2: "dua", 3: "tiga", 5: "lima", 6: "enam"})
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def read_plans() -> list[Plan]:
    """All plans, each with the fields of a row; what the file does not tell follows from its place in it."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("|")
    return [{**dict(zip(names, line.split("|"), strict=True)), **_more(k)} for k, line in enumerate(lines[1:])]


def _more(k: int) -> dict[str, object]:
    """The rest of the plan with number k, without chance."""
    planned = (True, False, None, True)[k % 4]
    return {
        "tahun": YEARS[k % 5], "jangka_waktu": MONTHS[k % 7],
        "prioritas": ("tinggi", "sedang", "tinggi", "rendah")[k * 3 % 4],
        "anggaran": RUPIAH[k * 3 % 8], "status": STATUS[k % 9], "di_rkpd": planned,
        "rkpd": f"RKPD 2026 hal. {41 + k}" if planned else "",
        "rpjmd": f"RPJMD 2025-2029 Bab IV tabel 4.{1 + k}" if k % 3 else "", "di_rpjmd": True if k % 3 else None,
        "kekuatan": STRENGTHS[k % 5], "kelemahan": WEAKNESSES[(k + 2) % 5], "peluang": CHANCES[(k + 1) % 5],
        "ancaman": THREATS[(k + 3) % 5], "kebutuhan": NEEDS[(k * 2) % 5], "karakteristik": CHARACTER[(k * 3) % 5],
        "sumber_biaya": ("APBD", "APBD dan APBN", "APBD; mitra", "Mitra")[k % 4],
        "tanggal": date(2026, 1 + k % 6, 2 + k % 25),
        "berita_acara": f"119/{10 + k}/BA-KSD/2026", "keputusan": f"188.45/{200 + k}/2026", "peringkat": k + 1,
        "keterangan": ("", "Lanjutan tahun lalu", "", "Menunggu surat mitra", "Rapat terakhir Februari")[k % 5],
    }  # fmt: skip


def col(header: str, write: Write | str, fold: str = "") -> Column:
    """A column: "Rencana / Tahun" stands in two header rows; a field's name stands for its words."""
    return Column(tuple(header.split(" / ")), text(write) if isinstance(write, str) else write, fold=fold)


def other(header: str, write: Callable[[int], str | int | float | None]) -> Column:
    """A column that fits no field; it is written by the number of the plan."""

    def cell(plan: Plan) -> Said | None:
        value = write(int(plan["nomor"]))
        return None if value is None else Said(value)

    return Column(tuple(header.split(" / ")), cell, known=False)


def text(field: str, form: str = "{}") -> Write:
    """The words of a field, in a form: "{} (menyusul)"."""

    def cell(plan: Plan) -> Said | None:
        if not plan[field]:
            return None
        written = form.format(plan[field])
        return Said(written, {field: " ".join(written.split())})

    return cell


def number(form: str = "") -> Write:
    """The running number, as a number or in a form: "{}."."""

    def cell(plan: Plan) -> Said:
        written = form.format(plan["nomor"])
        return Said(written or int(plan["nomor"]), {"nomor": written or plan["nomor"]})

    return cell


def affair(form: str = "{nama}") -> Write:
    """The affair: "{kode}. {nama}", "Urusan {nama}", "{short}"."""
    names = DaftarUrusan.read().by_kode

    def cell(plan: Plan) -> Said:
        kode = plan["urusan"]
        return Said(
            form.format(kode=kode, nama=names[kode].nama, short=SHORT[kode], en=names[kode].en), {"urusan": kode}
        )

    return cell


def choice(field: str, words: Mapping[str, str], truth: Mapping[str, str] | None = None) -> Write:
    """A choice in an office's own words.

    Args:
        words: what is written for each value; a value without one leaves the cell empty.
        truth: where less than the value can be known from it: {"KSDD wajib": "KSDD"}.
    """

    def cell(plan: Plan) -> Said | None:
        value = plan[field]
        return Said(words[value], {field: (truth or {}).get(value, value)}) if words.get(value) else None

    return cell


def tick(field: str, value: object, mark: str = "√") -> Write:
    """A column of its own for one value, ticked where the plan has it: a year or a kind."""

    def cell(plan: Plan) -> Said | None:
        if field == "tahun":
            return Said(mark, {"tahun": (value,)}) if value in plan["tahun"] else None
        return Said(mark, {field: value}) if plan[field] == value else None

    return cell


def years(between: str = " s.d. ", form: str = "{}") -> Write:
    """The years in one cell: first and last, or all with "," or "/" between them; a single one as a number."""

    def cell(plan: Plan) -> Said:
        told = plan["tahun"] if between.strip() in (",", "/") else sorted({min(plan["tahun"]), max(plan["tahun"])})
        written = form.format(between.join(map(str, told)))
        return Said(int(written) if written.isdigit() else written, {"tahun": plan["tahun"]})

    return cell


def span() -> Write:
    """The duration as years from and to: "2026-2028" is three years, and these years."""

    def cell(plan: Plan) -> Said:
        first, count = min(plan["tahun"]), max(1, plan["jangka_waktu"] // 12)
        truth = {
            "jangka_waktu": count * 12,
            "tahun": Either((tuple(plan["tahun"]), tuple(range(first, first + count)), ())),
        }
        return Said(f"{first}-{first + count - 1}" if count > 1 else str(first), truth)

    return cell


def months(form: str = "{years} tahun") -> Write:
    """The duration: "{months} bulan", "{years} ({spelled}) tahun"; a bare "{years}" or "{months}" as a number."""

    def cell(plan: Plan) -> Said:
        count = plan["jangka_waktu"]
        written = form.format(months=count, years=count // 12, spelled=SPELLED[count // 12])
        return Said(int(written) if written.isdigit() else written, {"jangka_waktu": count})

    return cell


def rupiah(form: str = "number", unit: int = 1) -> Write:
    """The budget: "number" (in units of `unit`), "full" (Rp 1.250.000.000,-), "short" (1,25 M; 750 juta)."""

    def cell(plan: Plan) -> Said | None:
        amount = plan["anggaran"]
        if amount is None:
            return None
        if form == "number":
            value = amount / unit
            return Said(int(value) if value.is_integer() else value, {"anggaran": amount})
        if form == "full":
            return Said(f"Rp {amount:,},-".replace(",", ".").replace(".-", ",-"), {"anggaran": amount})
        large = amount >= 1_000_000_000
        shown = f"{amount / (1_000_000_000 if large else 1_000_000):g}".replace(".", ",")
        return Said(f"{shown} {'M' if large else 'juta'}", {"anggaran": amount})

    return cell


def flag(field: str, yes: str, no: str, blank: str = "") -> Write:
    """A flag; what stands for "not said" is mostly nothing."""

    def cell(plan: Plan) -> Said | None:
        value = plan[field]
        written = blank if value is None else yes if value else no
        return Said(written, {} if value is None else {field: value}) if written else None

    return cell


def reference(field: str, no: str = "belum") -> Write:
    """A reference to a plan of the region with its flag: "RKPD 2026 hal. 41", or "belum" where it is not in it."""

    def cell(plan: Plan) -> Said | None:
        value = plan[f"di_{field}"]
        if value:
            return Said(plan[field], {field: plan[field], f"di_{field}": True})
        return Said(no, {field: Either(("", no)), f"di_{field}": False}) if value is False else None

    return cell


def dprd(words: Sequence[tuple[str, object]]) -> Write:
    """The approval of the DPRD: (words, whether approved), in turn."""

    def cell(plan: Plan) -> Said | None:
        written, approved = words[int(plan["peringkat"]) % len(words)]
        return Said(written, {"dprd": written, "disetujui_dprd": approved}) if written else None

    return cell


def day(form: str = "date", field: str = "tanggal") -> Write:
    """A date: "date" as a workbook holds it, else "{d} {bulan} {y}", "{d:02}/{m:02}/{yy}"."""

    def cell(plan: Plan) -> Said:
        at: date = plan["tanggal"]
        fields = {field: at.isoformat()} if field else {}
        if form == "date":
            return Said(at, fields)
        return Said(form.format(d=at.day, m=at.month, y=at.year, yy=at.year % 100, bulan=BULAN[at.month - 1]), fields)

    return cell


def both(first: Write, second: Write, between: str) -> Write:
    """Two things in one cell."""

    def cell(plan: Plan) -> Said | None:
        found = [said for said in (first(plan), second(plan)) if said is not None]
        if not found:
            return None
        fields = {name: value for said in found for name, value in said.fields.items()}
        return Said(between.join(str(said.value) for said in found), fields)

    return cell
