"""Values on their way out: text that no spreadsheet runs, and numbers and dates as an Indonesian reader writes them."""

from __future__ import annotations

import re

from corpus.baris import BarisPemetaan, Kolom
from corpus.urusan import DaftarUrusan

RUNS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
)  # what makes a spreadsheet take a text for a formula or a command
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML does not allow
LONGEST = 32_000  # characters of a cell
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def clean(text: str) -> str:
    """Text without what XML does not allow."""
    return FORBIDDEN.sub("", text)


def is_runnable(text: str) -> bool:
    """Whether a spreadsheet that opens the text as CSV, or a person who pastes it, might run it."""
    return text.lstrip(" \u00a0\u200b\ufeff").startswith(RUNS) and not re.fullmatch(r"[+-]?[\d.,\s%-]*", text)


def neutral(text: str) -> str:
    """A text that stays a text: what might be run gets an apostrophe before it, what XML forbids goes.

    "=HYPERLINK(…)" -> "'=HYPERLINK(…)"; "-5" and "-" stay.
    """
    kept = clean(text)[:LONGEST]
    return f"'{kept}" if is_runnable(kept) else kept


def duration(months: int | None) -> str:
    """36 -> "3 tahun", 18 -> "1 tahun 6 bulan"."""
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    return " ".join(part for part in (f"{years} tahun" if years else "", f"{rest} bulan" if rest else "") if part)


def rupiah(amount: int | None) -> str:
    """1250000 -> "Rp1.250.000"."""
    return "" if amount is None else f"Rp{amount:,}".replace(",", ".")


def long_date(iso: str) -> str:
    """A date in words: "2026-02-13" -> "13 Februari 2026"; anything else as it is."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    if not found or not 1 <= int(found[2]) <= 12:
        return iso
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"


def value_text(row: BarisPemetaan, kolom: Kolom, affairs: DaftarUrusan) -> str:
    """A value of a row as a person reads it; "" where the row does not say."""
    value = getattr(row, kolom.name)
    if kolom.name == "urusan":
        return affairs.by_kode[value].nama if value in affairs.by_kode else ""
    match kolom.shape:
        case "years":
            return ", ".join(str(year) for year in value)
        case "months":
            return duration(value)
        case "money":
            return rupiah(value)
        case "flag":
            return "" if value is None else "Ya" if value else "Tidak"
        case "date":
            return long_date(value)
    return "" if value is None else str(value)
