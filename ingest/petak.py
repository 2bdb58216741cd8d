"""Cells of a mapping row led to the values of its fields, each different cell of a column read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.baris import KOLOM_BY_NAME
from ingest.isi import Column
from ingest.kepala import text_of
from ingest.nilai import (
    all_dates,
    between,
    flag,
    integer,
    is_cross,
    is_dash,
    is_tick,
    iso_date,
    money,
    months,
    plain,
    reference,
    years,
)
from ingest.pilihan import Affairs, initiative, kind, priority, status
from ingest.sheet import Value

Found = tuple[tuple[str, object], ...]  # (field, value); "?field" counts only where no column of its own says it
PLANS = (("rpjmd", re.compile(r"rpjmd|renstra|rpjpd")), ("rkpd", re.compile(r"rkpd|renja")))
DENIALS = frozenset("0 tidak tdk t belum no × ✗ ✘ ❌ ✕".split())
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
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, value: Value) -> str:
        """A cell as written."""
        return text_of(value, self._texts)

    def read(self, column: Column, value: Value) -> Found:
        """The fields that a cell gives."""
        place = (id(column), type(value), value)
        if place not in self._seen:
            self._seen[place] = tuple(
                (name, found) for name, found in self._read(column, value) if found not in ("", None, ())
            )
        found = self._seen[place]
        if found == () and column.field in ("urusan", "jenis", "prioritas", "anggaran", "jangka_waktu", "tahun"):
            text = self.text(value)
            if text and not is_dash(text):
                told = self.unknown.setdefault(column.field, {})
                told[text] = told.get(text, 0) + 1
        return found

    def _read(self, column: Column, value: Value) -> Found:
        if column.label:
            return self._ticked(column, value)
        text = self.text(value)
        match column.field:
            case "urusan":
                found = self.affairs.find(text)
                if len(found) > 1:
                    self.several[text] = 1
                return (("urusan", found[0].kode if found else ""),)
            case "jenis":
                return (("jenis", kind(value)),)
            case "tahun" | "tahun_mulai" | "tahun_akhir":
                return self._time(column.field, value)
            case "jangka_waktu":
                return (
                    ("jangka_waktu", months(value, column.unit)),
                    ("?tahun", years(value) if len(years(value)) > 1 else ()),
                )
            case "prioritas":
                return (("prioritas", priority(value)), ("?peringkat", None if priority(value) else integer(value)))
            case "peringkat":
                return (
                    ("peringkat", integer(value)),
                    ("?prioritas", "" if integer(value) is not None else priority(value)),
                )
            case "anggaran":
                return (("anggaran", money(value, column.scale)),)
            case "status":
                return (("status", status(value)),)
            case "prakarsa":
                return (("prakarsa", initiative(value)),)
            case "tanggal":
                return (("tanggal", iso_date(value)),)
            case "rpjmd" | "rkpd":
                return (
                    (column.field, "" if is_mark(text) else text),
                    (f"?di_{column.field}", said(value, column, True)),
                )
            case "di_rpjmd" | "di_rkpd":
                words = text if re.search(r"\d", text) and len(text) > 4 else ""
                return ((column.field, said(value, column, True)), (f"?{column.field[3:]}", words))
            case "dokumen":
                return self._plans(text)
            case "dprd":
                return (("dprd", "" if is_mark(text) else text), ("?disetujui_dprd", approved(value, column)))
            case "berita_acara" | "keputusan":
                blank = is_dash(text) or is_tick(value)
                return ((column.field, "" if blank else text), ("?tanggal", iso_date(value)))
        return self._plain(column, value, text)

    def _plain(self, column: Column, value: Value, text: str) -> Found:
        if KOLOM_BY_NAME.get(column.field) is None:
            return ()
        if KOLOM_BY_NAME[column.field].shape == "flag":
            return ((column.field, said(value, column, False)),)
        return ((column.field, "" if is_dash(text) else text),)

    def _ticked(self, column: Column, value: Value) -> Found:
        """What the cell of a ticked column says: a tick the label, an amount below a year that amount."""
        if column.field == "anggaran":
            amount = money(value, column.scale)
            return (("+anggaran", amount), ("?tahun", (int(column.label),) if amount else ()))
        text = plain(value)
        if (
            not text
            or is_dash(text)
            or text in ("0", "tidak", "tdk", "t", "belum")
            or (column.crosses and is_cross(value))
        ):
            return ()
        if column.field == "tahun":
            return (("tahun", (int(column.label),)),)
        if KOLOM_BY_NAME[column.field].shape == "flag":
            return ((column.field, column.label == "ya"),)
        if column.field in ("rpjmd", "rkpd"):
            return ((f"di_{column.field}", column.label == "ya"),)
        return (
            (("?disetujui_dprd", column.label == "ya"),) if column.field == "dprd" else ((column.field, column.label),)
        )

    def _time(self, name: str, value: Value) -> Found:
        """Years, and the ends of a period in two columns."""
        if name == "tahun":
            found = years(value) or _year_of_date(value)
            length = months(value) if isinstance(value, str) and len(found) != 1 else None
            return (
                (("tahun", found), ("?jangka_waktu", length if length and len(all_dates(value)) == 2 else None))
                if isinstance(value, str)
                else (("tahun", found),)
            )
        found = years(value) or _year_of_date(value)
        edge = found[:1] if name == "tahun_mulai" else found[-1:]
        return ((f"_{name}", edge), (f"_{name}_tanggal", iso_date(value)))

    def _plans(self, text: str) -> Found:
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
