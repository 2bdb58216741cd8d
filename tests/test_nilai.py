"""What cells say, and what they do not say."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ingest.nilai import (
    all_dates,
    flag,
    integer,
    is_dash,
    is_tick,
    is_years,
    iso_date,
    money,
    months,
    reference,
    scale_of,
    years,
)
from ingest.sheet import Value

MONEY = [
    ("Rp 1.250.000.000,-", 1, 1250000000),
    ("1,5 M", 1, 1500000000),
    ("750 juta", 1, 750000000),
    ("Rp. 2,75 Milyar", 1, 2750000000),
    ("500jt", 1, 500000000),
    ("Rp500.000.000", 1, 500000000),
    ("1.250", 10**6, 1250000000),
    (750, 10**6, 750000000),
    (12.5, 10**6, 12500000),
    ("250.000", 1000, 250000000),
    ("1.500.000,00", 1, 1500000),
    ("1,250,000,000.00", 1, 1250000000),
    ("-", 1, None),
    ("", 1, None),
    ("500 - 750 juta", 1, None),
    ("USD 50.000", 1, None),
    ("APBD 2026 Rp 500 juta", 1, 500000000),
    ("nihil", 1, 0),
    ("belum dihitung", 1, None),
    ("Rp 0", 1, 0),
    ("Rp1.250.000.000 (satu miliar dua ratus lima puluh juta rupiah)", 1, 1250000000),
    ("Rp 750.000.000", 10**6, 750000000),
    ("IDR 2.5 billion", 1, 2500000000),
    ("2 M", 1, 2 * 10**9),
    (True, 1, None),
    ("± 300 juta", 1, 300000000),
    ("1.2 triliun", 1, 1200000000000),
    ("Rp.1.000.000.000,00", 1, 10**9),
    ("1,250", 10**6, 1250000000),
    ("1.250.000.000", 10**6, 1250000000),
    (1250000000, 10**6, 1250000000),
    (float("nan"), 1, None),
    (-5, 1, None),
]
MONTHS = [
    ("3 tahun", 0, 36),
    ("36 bln", 0, 36),
    ("2026-2028", 0, 36),
    ("3 (tiga) tahun", 0, 36),
    ("36", 1, 36),
    (36, 1, 36),
    (3, 12, 36),
    ("1 tahun 6 bulan", 0, 18),
    ("1,5 tahun", 0, 18),
    ("lima tahun", 0, 60),
    ("setahun", 0, 12),
    ("tiga tahun", 0, 36),
    ("dua belas bulan", 0, 12),
    ("6 bulan s.d. 1 tahun", 0, None),
    ("5 thn", 0, 60),
    ("3 years", 0, 36),
    ("24 months", 0, 24),
    ("-", 0, None),
    ("sesuai kesepakatan", 0, None),
    ("2 semester", 0, 12),
    ("13 Februari 2026 s.d. 12 Februari 2029", 0, 36),
    ("3th", 0, 36),
    ("90 hari", 0, 3),
    ("Tahun 2026", 0, None),
    ("Maret 2027 - Februari 2029", 0, None),
    ("36", 0, None),
    ("5 (lima) tahun dan dapat diperpanjang", 0, 60),
    ("2026", 0, None),
    ("3 Tahun (2026-2028)", 0, 36),
    ("2026 s/d 2030", 0, 60),
    ("s.d. 2028", 0, None),
    ("1 th", 0, 12),
    ("Tiga (3) tahun", 0, 36),
    ("5 tahun (dapat diperpanjang 2 tahun)", 0, 60),
    ("2-3 tahun", 0, None),
    ("1 tahun dan 6 bulan", 0, 18),
    ("maks. 5 tahun", 0, 60),
    (date(2026, 1, 1), 12, None),
    ("99999999999", 12, None),
]
YEARS = [
    ("2026 s.d. 2028", (2026, 2027, 2028)),
    ("2026/2027", (2026, 2027)),
    ("TA 2026", (2026,)),
    ("TA. 2026-2027", (2026, 2027)),
    (2026, (2026,)),
    (2026.0, (2026,)),
    ("2026, 2027 dan 2028", (2026, 2027, 2028)),
    ("2026-28", (2026, 2027, 2028)),
    (date(2027, 1, 1), (2027,)),
    ("Triwulan II 2026", (2026,)),
    ("2026 – 2030", (2026, 2027, 2028, 2029, 2030)),
    ("2026 sampai dengan 2027", (2026, 2027)),
    ("tahun depan", ()),
    ("12.026", ()),
    ("2028-2026", (2026, 2028)),
    (36, ()),
    ("1.250.2026", ()),
    ("Thn 2026 s/d Thn 2028", (2026, 2027, 2028)),
    ("2026, 2028", (2026, 2028)),
    ("RPJMD 2025-2029", (2025, 2026, 2027, 2028, 2029)),
    ("119/12/KSD/2026", ()),
    (True, ()),
    (None, ()),
    ("2026-2999", (2026,)),
    ("2026/2027/2028", (2026, 2027, 2028)),
    ("(2026/2027)", (2026, 2027)),
    ("2026/27", (2026, 2027)),
    ("Januari 2027 - Desember 2029", (2027, 2028, 2029)),
    ("Mei 2026 s.d. akhir 2028", (2026, 2027, 2028)),
    ("2026 - revisi 2029", (2026, 2029)),
    ("2026/28", (2026,)),
    ("2026/07/15", (2026,)),
    ("No. 188/3/2026", ()),
    ("188/2025/2026", ()),
]
ONLY_YEARS = [
    "2026",
    2026,
    "TA 2026-2028",
    "Triwulan II 2026",
    "Maret 2026",
    "2026 sampai dengan 2028",
    "2026/2027/2028",
]
MORE_THAN_YEARS = [
    "50 unit pada 2026",
    "100%",
    "RKPD 2026 hal. 12",
    "119/12/KSD/2026",
    "",
    None,
    36,
    "12 dokumen (2026)",
]
FLAGS = [
    ("Ada", True),
    ("Ya", True),
    ("√", True),
    ("sudah", True),
    ("belum", False),
    ("-", False),
    ("Tidak", False),
    ("", None),
    (None, None),
    ("masuk RKPD 2026 hal 12", True),
    ("Belum masuk", False),
    ("tidak ada", False),
    (1, True),
    (0, False),
    ("v", True),
    ("Dalam proses", False),
    ("tidak perlu", None),
    ("?", None),
    ("N/A", None),
    ("Berbatasan langsung", True),
    ("tidak berbatasan", False),
    ("Sudah (FS 2025)", True),
    ("Tidak membebani", False),
    (True, True),
    ("T", False),
    ("Y", True),
    ("x", True),
    ("akan disusun 2026", False),
    ("Perlu kajian", None),
]
REFERENCES = [
    ("No. 119/12/KSD/2026", True),
    ("no", False),
    ("RKPD 2026 hal 12", True),
    ("Bab IV", True),
    ("belum", False),
    ("-", False),
    ("RKPD 2026 (belum)", False),
    ("", None),
    ("Program 3.26.02", True),
    ("tidak tercantum", False),
    ("tidak perlu", None),
]
DATES = [
    ("13 Februari 2026", "2026-02-13"),
    ("13/02/26", "2026-02-13"),
    ("13-2-2026", "2026-02-13"),
    ("2026-02-13", "2026-02-13"),
    ("BA No. 119/12/KSD/2026 tgl 3 Maret 2026", "2026-03-03"),
    (date(2026, 2, 13), "2026-02-13"),
    ("32/13/2026", ""),
    ("119/12/2026", ""),
    ("Rabu, 4 Nopember 2026", "2026-11-04"),
    ("1 Agst 2026", "2026-08-01"),
    ("2026", ""),
    ("13.02.2026", "2026-02-13"),
    (datetime(2026, 2, 13, 9, 0), "2026-02-13"),
    (46000, ""),
]
SCALES = [
    ("Anggaran (dalam juta rupiah)", 10**6),
    ("Pagu (Rp.000)", 1000),
    ("Biaya (x Rp 1.000)", 1000),
    ("Nilai (Rp. Juta)", 10**6),
    ("Anggaran (ribuan)", 1000),
    ("Budget (million)", 10**6),
    ("Anggaran (miliar)", 10**9),
    ("Anggaran (Rp 1.000.000)", 10**6),
    ("Anggaran (Rp)", 1),
    ("Anggaran", 1),
    ("Jumlah anggaran tahun 2026", 1),
]
INTEGERS = [
    (3, 3),
    (3.0, 3),
    ("3.", 3),
    ("No. 7", 7),
    ("#2", 2),
    (3.5, None),
    ("3a", None),
    (True, None),
    (None, None),
    ("", None),
]


@pytest.mark.parametrize(("value", "scale", "expected"), MONEY)
def test_money(value: Value, scale: int, expected: int | None) -> None:
    assert money(value, scale) == expected


@pytest.mark.parametrize(("value", "unit", "expected"), MONTHS)
def test_months(value: Value, unit: float, expected: int | None) -> None:
    assert months(value, unit) == expected


@pytest.mark.parametrize(("value", "expected"), YEARS)
def test_years(value: Value, expected: tuple[int, ...]) -> None:
    assert years(value) == expected


@pytest.mark.parametrize("value", ONLY_YEARS)
def test_a_cell_of_years(value: Value) -> None:
    assert is_years(value)


@pytest.mark.parametrize("value", MORE_THAN_YEARS)
def test_a_cell_of_more_than_years(value: Value) -> None:
    assert not is_years(value)


@pytest.mark.parametrize(("value", "expected"), FLAGS)
def test_flag(value: Value, expected: bool | None) -> None:
    assert flag(value) is expected


@pytest.mark.parametrize(("value", "expected"), REFERENCES)
def test_reference(value: Value, expected: bool | None) -> None:
    assert reference(value) is expected


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_dates(value: Value, expected: str) -> None:
    assert iso_date(value) == expected


@pytest.mark.parametrize(("header", "expected"), SCALES)
def test_the_scale_of_a_column_of_money(header: str, expected: int) -> None:
    assert scale_of(header) == expected


@pytest.mark.parametrize(("value", "expected"), INTEGERS)
def test_integer(value: Value, expected: int | None) -> None:
    assert integer(value) == expected


@pytest.mark.parametrize("text", ["-", "–", "...", "- -", "_", "", "/"])
def test_a_dash_says_nothing(text: str) -> None:
    assert is_dash(text)


@pytest.mark.parametrize("text", ["0", "a", "-1", "√", "- ada"])
def test_what_is_no_dash(text: str) -> None:
    assert not is_dash(text)


@pytest.mark.parametrize("value", ["x", "V", "√", "✓", 1, True, "Ya", "ü"])
def test_ticks(value: Value) -> None:
    assert is_tick(value)


@pytest.mark.parametrize("value", ["", None, 2, "PT A", "2026", False, "-"])
def test_what_is_no_tick(value: Value) -> None:
    assert not is_tick(value)


def test_two_dates_in_a_cell_stand_in_its_order() -> None:
    found = all_dates("13 Februari 2026 s.d. 12/02/29")
    assert found == [date(2026, 2, 13), date(2029, 2, 12)]
