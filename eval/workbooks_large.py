"""A mapping of many rows, to be timed: plans of invented regions, over and over, each with a number of its own."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from eval.workbooks_neat import KINDS, PRIORITY
from eval.workbooks_sheet import Column, Plan
from eval.workbooks_words import affair, choice, col, day, months, number, read_plans, reference, rupiah, years

TITLES = ("PEMETAAN KERJA SAMA DAERAH", "PROVINSI CONTOH BESAR TAHUN 2026")


def columns() -> list[Column]:
    """25 columns, as of a thorough office."""
    return [
        col("No", number()), col("Urusan", affair()), col("Sub Urusan", "sub_urusan"), col("Program", "program"),
        col("Kegiatan", "kegiatan"), col("Objek", "objek"), col("Jenis Kerja Sama", choice("jenis", KINDS)),
        col("Calon Mitra", "mitra"), col("Lokasi", "lokasi"), col("Perangkat Daerah Pengusul", "pengusul"),
        col("Tahun Rencana", years("-")), col("Jangka Waktu", months("{months} bulan")),
        col("Prioritas", choice("prioritas", PRIORITY)), col("Potensi", "potensi"), col("Kekuatan", "kekuatan"),
        col("Kelemahan", "kelemahan"), col("Peluang", "peluang"), col("Ancaman", "ancaman"),
        col("Rujukan RPJMD", reference("rpjmd")), col("Rujukan RKPD", reference("rkpd")),
        col("Anggaran (Rp)", rupiah()),
        col("Sumber Biaya", "sumber_biaya"), col("Status", "status"), col("Nomor Berita Acara", "berita_acara"),
        col("Tanggal", day()),
    ]  # fmt: skip


def write_large(path: Path, count: int) -> None:
    """Write a workbook of `count` plans."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Pemetaan")
    for title in TITLES:
        sheet.append([title])
    made = columns()
    sheet.append([column.header[-1] for column in made])
    plans = read_plans()
    for at in range(count):
        sheet.append(_values(made, plans[at % len(plans)], at + 1))
    book.save(path)


def _values(made: list[Column], plan: Plan, at: int) -> list[object]:
    """The cells of a plan; its activity and its partner are its own."""
    own = {
        **plan,
        "nomor": str(at),
        "kegiatan": f"{plan['kegiatan']} tahap {at}",
        "mitra": f"{plan['mitra']} {at % 997}",
    }
    said = [column.write(own) for column in made]
    return [cell.value if cell else None for cell in said]
