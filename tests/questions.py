"""Questions, citations, answers and a little library for the tests of the measure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.catalog import Catalog
from corpus.models import Jawaban, Ketentuan, Peraturan, Sitasi, Unit
from corpus.settings import Settings
from corpus.sitasi import parse_label
from eval import measure
from eval.measure import Item, Score

REG = "Permendagri 22/2020"
TEXTS = (
    (Unit("batang tubuh", "3", "1"), "rapat tahunan dihadiri oleh seluruh anggota kelompok tani di desa"),
    (Unit("batang tubuh", "3", "2"), "cukup jelas"),
    (Unit("batang tubuh", "4"), "iuran dibayar pada hari senin pertama setiap bulan kepada bendahara kelompok"),
    (Unit("lampiran", huruf="A1"), "daftar hadir"),
)


def item(**changes: Any) -> Item:
    row = {
        "id": "T-1", "question": "Berapa lama?", "language": "id", "voice": "rekan", "kind": "waktu",
        "gold": [f"{REG} Pasal 8 ayat (3)"], "also": [f"{REG} Pasal 9"], "must": ["30 hari|tiga puluh hari"],
        "refuse": False,
    }  # fmt: skip
    return measure.parse_item(json.dumps(row | changes))


def citation(label: str, n: int = 1, **changes: Any) -> Sitasi:
    regulation, unit = parse_label(label)
    jenis, _, number = regulation.partition(" ")
    nomor, _, tahun = number.partition("/")
    made = Sitasi(n, "naskah", label, jenis, nomor, int(tahun), unit, "a.pdf", 1, "kata kata", f"{jenis}-{nomor}")
    return replace(made, **changes)


def answer(*labels: str, text: str = "Paling lama 30 hari.", refused: bool = False) -> Jawaban:
    cited = tuple(citation(label, n) for n, label in enumerate(labels, 1))
    return Jawaban("?", "id", text, refused, citations=cited, elapsed_ms={"search": 3, "total": 7})


def scored(question: Item, given: Jawaban) -> Score:
    return measure.score(question, given, 9.0, lambda c: None, lambda c: None)


def library(home: Path) -> Catalog:
    catalog = Catalog(Settings(home).catalog_path)
    provisions = tuple(Ketentuan(unit, (), text, 2) for unit, text in TEXTS)
    catalog.add(Peraturan("a.pdf", "Permendagri", "22", 2020, "Iuran", pages=2, provisions=provisions), "0" * 64)
    return catalog
