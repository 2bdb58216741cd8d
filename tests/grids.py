"""Sheets as read, drawn as text: a line a row, cells parted by |."""

from __future__ import annotations

from ingest.sheet import Merged, Sheet, Value, Workbook


def drawn(text: str) -> tuple[tuple[Value, ...], ...]:
    """Rows of cells: "1|Sosial||2026" -> (1, "Sosial", None, 2026)."""
    lines = text.strip("\n").split("\n")
    return tuple(tuple(int(c) if c.isdigit() else c or None for c in map(str.strip, line.split("|"))) for line in lines)


def sheet(text: str, name: str = "Lembar1", *merged: Merged, hidden_rows: frozenset[int] = frozenset()) -> Sheet:
    """A sheet as it is drawn."""
    return Sheet(name, drawn(text), merged=merged, hidden_rows=hidden_rows)


def book(*sheets: Sheet | str, file: str = "buku.xlsx") -> Workbook:
    """A workbook of sheets, those given as text by the name Lembar1."""
    return Workbook(file, tuple(sheet(item) if isinstance(item, str) else item for item in sheets))
