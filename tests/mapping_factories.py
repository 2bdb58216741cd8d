"""Makers of mappings; regions, partners and programmes are invented."""

from __future__ import annotations

from typing import Any

from corpus.baris import BarisPemetaan, Pemetaan

ROWS: tuple[dict[str, Any], ...] = (
    {"sheet": "KSDD", "urusan": "26", "jenis": "KSDD wajib", "kegiatan": "Promosi wisata dua teluk", "tahun": (2026,),
     "mitra": "Kabupaten Rawa Biru", "pengusul": "Dinas Pariwisata", "prioritas": "tinggi", "di_rkpd": True,
     "anggaran": 500_000_000, "jangka_waktu": 36},
    {"sheet": "KSDD", "urusan": "15", "jenis": "KSDD sukarela", "kegiatan": "Angkutan pelajar lintas batas",
     "tahun": (2026, 2027), "mitra": "Kota Tanjung Jati", "pengusul": "Dinas Perhubungan", "prioritas": "sedang",
     "di_rkpd": False, "anggaran": 1_250_000_000, "jangka_waktu": 72},
    {"sheet": "KSDPK", "urusan": "26", "jenis": "KSDPK", "kegiatan": "Pengelolaan kawasan wisata rawa",
     "tahun": (2027,), "mitra": "PT Rawa Lestari", "pengusul": "Dinas Pariwisata", "prioritas": "tinggi",
     "di_rkpd": False},
    {"sheet": "KSDPK", "urusan": "11", "jenis": "KSDPK", "kegiatan": "Pengolahan sampah pasar", "tahun": (2026,),
     "mitra": "Koperasi Bersih Bersama", "pengusul": "Dinas Lingkungan Hidup", "prioritas": "rendah",
     "anggaran": 250_000_000},
    {"sheet": "KSDPK", "urusan": "2", "jenis": "Sinergi", "kegiatan": "Gizi ibu dan anak", "tahun": (2028,),
     "mitra": "Kementerian Kesehatan", "pengusul": "dinas  kesehatan", "di_rkpd": True},
)  # fmt: skip


def baris(row: int = 5, **values: Any) -> BarisPemetaan:
    """A row; its cells are its words and years, the column named after the field."""
    shown = {k: v for k, v in values.items() if k != "sheet" and v not in (None, "", ())}
    cells = tuple((k, ", ".join(map(str, v)) if isinstance(v, tuple) else str(v)) for k, v in shown.items())
    made: dict[str, Any] = {"sheet": "Lembar1", "row": row, "cells": cells} | values
    return BarisPemetaan(**made)


def pemetaan(*rows: BarisPemetaan, daerah: str = "Provinsi Misalan", tahun: int = 2026, file: str = "") -> Pemetaan:
    """A mapping; of the rows above where none are given."""
    made = rows or tuple(baris(n, **values) for n, values in enumerate(ROWS, 5))
    return Pemetaan(file or f"{daerah} {tahun}.xlsx", daerah, tahun, rows=made)
