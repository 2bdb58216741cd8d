"""Sixty rows of the mapping of an invented regency, and three of the year after; what is right is told by predicates."""

from __future__ import annotations

from typing import Any

from corpus.baris import BarisPemetaan, Pemetaan
from tests.mapping_factories import baris

REGION = "Kabupaten Telaga"
AFFAIRS = ("26", "2", "15", "11", "27", "1")
OFFICES = {
    "26": "Dinas Pariwisata", "2": "Dinas Kesehatan", "15": "Dinas Perhubungan", "11": "Dinas Lingkungan Hidup",
    "27": "Dinas Pertanian", "1": "Dinas Pendidikan",
}  # fmt: skip
KINDS = ("KSDD wajib", "KSDD sukarela", "KSDPK", "Sinergi", "KSDLL")
PARTNERS = {
    "KSDD wajib": ("Kabupaten Rawa Biru", "Kota Tanjung Jati"), "KSDD sukarela": ("Kota Tanjung Jati", "Kabupaten Bukit Sirih"),
    "KSDPK": ("PT Telaga Lestari", "Koperasi Jaring Mas", "Universitas Telaga"),
    "Sinergi": ("Kementerian Perhubungan", "Kementerian Kesehatan"), "KSDLL": ("Yayasan Danau Hijau, Norwegia",),
}  # fmt: skip
TOPICS = ("Promosi festival danau", "Rujukan pasien gizi", "Trayek angkutan pelajar", "Bank sampah pasar",
          "Pembibitan kopi", "Beasiswa guru")  # fmt: skip
PRIORITIES, STATES = ("tinggi", "sedang", "rendah"), ("usulan", "dibahas", "ditetapkan", "berjalan")
FLAGS = (True, False, None)
Row = dict[str, Any]


def _row(n: int) -> Row:
    kind, affair = KINDS[(n // 6 + n) % 5], AFFAIRS[n % 6]
    first = 2026 + n // 5 % 3
    partners = PARTNERS[kind]
    needs = "perlu, belum diajukan" if n % 9 == 4 else "tidak perlu" if n % 2 else ""
    return {
        "sheet": "Antardaerah" if kind.startswith("KSDD") else "Lainnya", "row": 7 + n, "urusan": affair, "jenis": kind,
        "kegiatan": f"{TOPICS[n % 6]} tahap {n // 6 + 1}", "mitra": partners[n % len(partners)],
        "pengusul": OFFICES[affair], "tahun": (first,) if n % 4 else (first, first + 1),
        "prioritas": PRIORITIES[n % 7 % 3], "status": STATES[n % 4], "jangka_waktu": 12 * (1 + n % 7),
        "anggaran": None if n % 10 == 9 else 100_000_000 * (1 + n * n % 37), "di_rkpd": FLAGS[n % 5 % 3],
        "di_rpjmd": FLAGS[n % 3], "lokasi": "Kecamatan Sirih Timur" if n % 8 == 3 else "", "dprd": needs,
        "disetujui_dprd": None, "berbatasan": kind == "KSDD wajib" or None, "membebani": n % 11 == 5 or None,
        "studi_kelayakan": n % 4 == 0 if kind == "KSDPK" else None,
        "prakarsa": ("daerah", "pihak ketiga")[n % 3 == 1] if kind == "KSDPK" else "",
        "berita_acara": f"{n:03}/BA/2026" if n % 12 == 6 else "",
    }  # fmt: skip


ROWS: tuple[Row, ...] = tuple(_row(n) for n in range(60))


def rows() -> tuple[BarisPemetaan, ...]:
    return tuple(baris(**row) for row in ROWS)


def rencana(tahun: int = 2026, daerah: str = REGION, count: int = 60) -> Pemetaan:
    """A mapping of the first rows."""
    return Pemetaan(f"{daerah} {tahun}.xlsx".lower(), daerah, tahun, rows=rows()[:count], contoh=True)
