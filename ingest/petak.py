"""Cells of a mapping row led to the values of its fields, each different cell of a column read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpus.baris import KOLOM_BY_NAME
from ingest.isi import Column
from ingest.nilai import (
    all_dates,
    between,
    flag,
    integer,
    is_cross,
    is_dash,
    is_tick,
    is_years,
    iso_date,
    money,
    month_ends,
    months,
    plain,
    reference,
    years,
)
from ingest.pilihan import Affairs, initiative, kind, priority, spelled, status
from ingest.sheet import Value, shown

Found = tuple[tuple[str, object], ...]  # (field, value); "?field" counts only where no column of its own says it
PLANS = (("rpjmd", re.compile(r"rpjmd|renstra|rpjpd")), ("rkpd", re.compile(r"rkpd|renja")))
TOLD = frozenset("urusan jenis prioritas anggaran jangka_waktu tahun".split())  # what should not stay unread unsaid
CHOICES: Mapping[str, Callable[[Value], object]] = {
    "jenis": kind, "status": status, "prakarsa": initiative, "tanggal": iso_date,
}  # fmt: skip
WITNESSED = frozenset(("dianggarkan", "studi_kelayakan"))  # flags that the name of a document affirms: "APBD 2026"
DENIALS = frozenset("0 tidak tdk t belum no × ✗ ✘ ❌ ✕".split())
AGREED = re.compile(  # columns of years that tell how long an agreement is to run
    r"\bperiode\b(?! pelaksanaan)|\bmasa\b|\bberlaku|\bmulai\b.*\b(?:selesai|sampai|akhir)|\b(?:period|term)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*(?:[;\n]|,(?!\d)|(?<=[a-z\d])\s*/\s*(?=r)|\bdan\b|&|\+)\s*", re.IGNORECASE)


@dataclass
class CellReader:
    """Reads the cells of a table; what it could not lead to a choice is kept for the warnings.

    Attributes:
        unknown: field -> texts that named none of its choices.
        several: texts that name more than one affair.
    """

    affairs: Affairs
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    several: dict[str, int] = field(default_factory=dict)
    _seen: dict[tuple[int, type, Value], Found] = field(default_factory=dict)

    def turn(self) -> None:
        """Another table: its columns say other things."""
        self._seen.clear()

    def read(self, column: Column, value: Value, text: str) -> Found:
        """The fields that a cell gives.

        Args:
            text: the cell as written.
        """
        if column.is_plain:
            return () if is_dash(text) else ((column.field, text),)
        place = (column.index, type(value), value)
        found = self._seen.get(place)
        if found is None:
            said = self._read(column, value, text)
            found = self._seen[place] = tuple(pair for pair in said if pair[1] not in ("", None, ()))
        if not found and column.field in TOLD and flag(value) is not False:
            told = self.unknown.setdefault(column.field, {})
            told[text] = told.get(text, 0) + 1
        return found

    def _read(self, column: Column, value: Value, text: str) -> Found:
        name = column.field
        if column.label:
            return self._ticked(column, value)
        if name in CHOICES:
            return ((name, chosen(CHOICES[name], value)),)
        match name:
            case "urusan":
                return (("urusan", self._affair(text)),)
            case "tahun" | "tahun_mulai" | "tahun_akhir":
                return _time(column, value)
            case "jangka_waktu":
                span = years(value)
                return ((name, months(value, column.unit)), ("?tahun", span if len(span) > 1 else ()))
            case "prioritas":
                level = chosen(priority, value)
                return ((name, level), ("?peringkat", None if level else integer(value)))
            case "peringkat":
                rank = integer(value)
                return ((name, rank), ("?prioritas", priority(value) if rank is None else ""))
            case "anggaran":
                return ((name, money(value, column.scale)),)
            case "rpjmd" | "rkpd":
                return ((name, "" if is_mark(text) else text), (f"?di_{name}", said(value, column, True)))
            case "di_rpjmd" | "di_rkpd":
                words = text if re.search(r"\d", text) and len(text) > 4 else ""
                return ((name, said(value, column, True)), (f"?{name[3:]}", words))
            case "dokumen":
                return _plans(text)
            case "dprd":
                return ((name, "" if is_mark(text) else text), ("?disetujui_dprd", approved(value, column)))
            case "berita_acara" | "keputusan":
                return ((name, "" if flag(value) is False or is_tick(value) else text), ("?tanggal", iso_date(value)))
        is_flag = name in KOLOM_BY_NAME and KOLOM_BY_NAME[name].shape == "flag"
        return ((name, said(value, column, name in WITNESSED)),) if is_flag else ()

    def _affair(self, text: str) -> str:
        """The code of the first affair of a cell."""
        found = self.affairs.find(text)
        if len(found) > 1:
            self.several[text] = 1
        return found[0].kode if found else ""

    def _ticked(self, column: Column, value: Value) -> Found:
        """What the cell of a ticked column says: a tick the label, an amount below a year that amount."""
        if column.field == "anggaran":
            amount = money(value, column.scale)
            return (("+anggaran", amount), ("?tahun", (int(column.label),) if amount else ()))
        text = plain(value)
        if not text or is_dash(text) or text in DENIALS:
            return ()
        if column.field == "tahun":
            return (("tahun", (int(column.label),)),)
        if KOLOM_BY_NAME[column.field].shape == "flag":
            return ((column.field, column.label == "ya"),)
        flags = {"rpjmd": "di_rpjmd", "rkpd": "di_rkpd", "dprd": "disetujui_dprd"}
        if column.field in flags and column.label in ("ya", "tidak"):
            return ((f"?{flags[column.field]}", column.label == "ya"),)
        partner = shown(value) if column.holds_partners and not is_tick(value) else ""
        return ((column.field, column.label), ("mitra", partner))


def _time(column: Column, value: Value) -> Found:
    """Years, and the ends of a period that stand in two columns; the length of one that is to be agreed on."""
    name, found = column.field, years(value) or _year_of_date(value)
    if name == "tahun" or (len(found) > 1 and not iso_date(value)):
        return (("tahun", found), ("?jangka_waktu", _length(column, value, found)))
    edge = found[:1] if name == "tahun_mulai" else found[-1:]
    ends = month_ends(value) if isinstance(value, str) else None
    day = ends[name == "tahun_akhir"].isoformat() if ends else iso_date(value)
    return ((f"_{name}", edge), (f"_{name}_tanggal", day))


def _length(column: Column, value: Value, found: tuple[int, ...]) -> int | None:
    """The months of a period that is to be agreed on: a range of years, or one year alone beside ranges of them."""
    if isinstance(value, str) and len(all_dates(value)) == 2:
        return months(value)
    if not AGREED.search(column.header):
        return None
    alone = len(found) == 1 and is_years(value) and re.search(r"\bperiod", column.header, re.IGNORECASE)
    return round(column.unit) or None if alone else months(value)


def _plans(text: str) -> Found:
    """A column for both plans: each is told by the part of the cell that names it."""
    found: list[tuple[str, object]] = []
    parts = [part for part in PARTS.split(text) if part]
    named = [name for name, pattern in PLANS if pattern.search(text.casefold())]
    for name, pattern in PLANS:
        mine = [part for part in parts if pattern.search(part.casefold())]
        if mine:
            words = text if len(named) == 1 else "; ".join(mine)
            found += [(name, words), (f"?di_{name}", reference(mine[0]))]
        elif not named:
            found.append((f"?di_{name}", flag(text)))
    return tuple(found)


def _year_of_date(value: Value) -> tuple[int, ...]:
    day = iso_date(value)
    return (int(day[:4]),) if day else ()


def chosen(choice: Callable[[Value], object], value: Value) -> object:
    """What a cell chooses, a letter wrong or not."""
    mended = spelled(value) if isinstance(value, str) else ""
    return (choice(mended) if mended else "") or choice(value)


def is_mark(text: str) -> bool:
    """A cell that only says yes or no by a mark, without words."""
    return is_dash(text) or plain(text) in ("√", "✓", "✔", "v", "x", "1", "0", "☑")


def said(value: Value, column: Column, refers: bool) -> bool | None:
    """The flag of a cell; in columns with both √ and x the x says no."""
    if is_cross(value):
        return not column.crosses and plain(value) in ("x", "☒")
    return reference(value) if refers else flag(value)


def approved(value: Value, column: Column) -> bool | None:
    """Whether a word on the DPRD says that it has agreed; "perlu" and "tidak perlu" do not say it."""
    text = plain(value)
    if (
        not text
        or is_dash(text)
        or re.match(r"(?:tidak|tdk|tak|ya,? )?\s*(?:perlu|memerlukan|butuh|dibutuhkan|diperlukan)", text)
    ):
        return False if re.search(r"\bbelum\b", text) else None
    needs = re.search(r"perlu|butuh|memerlukan|need", column.header.casefold())
    if needs and re.fullmatch(r"(?:ya|tidak|y|t|tdk|no|yes|√|v|x|✓)", text):
        return None
    return flag(value)


def settled(found: Mapping[str, object]) -> dict[str, object]:
    """The fields of a row from what its cells gave: sums, periods, and what is told only by the way."""
    row = {name: value for name, value in found.items() if name[0] not in "?_+"}
    if "anggaran" not in row and "+anggaran" in found:
        row["anggaran"] = found["+anggaran"]
    first, last = found.get("_tahun_mulai"), found.get("_tahun_akhir")
    if "tahun" not in row and (isinstance(first, tuple) or isinstance(last, tuple)):
        low, high = (edge if isinstance(edge, tuple) else other for edge, other in ((first, last), (last, first)))
        assert isinstance(low, tuple) and isinstance(high, tuple)
        row["tahun"] = tuple(range(low[0], high[0] + 1)) if low[0] <= high[0] <= low[0] + 30 else (low[0],)
    days = [all_dates(str(found.get(f"_tahun_{end}_tanggal", ""))) for end in ("mulai", "akhir")]
    if "jangka_waktu" not in row and all(days) and (length := between(days[0][0], days[1][0])):
        row["jangka_waktu"] = length
    for name, value in found.items():
        if name[0] == "?":
            row.setdefault(name[1:], value)
    return row
