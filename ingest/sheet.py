"""A sheet of a workbook as read, whatever the format: values in a grid, nothing understood yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

Value = str | int | float | bool | date | None


class Merged(NamedTuple):
    """A range of merged cells: rows as numbered in the sheet, from 1; columns from 0; both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet, or a table of a document.

    Attributes:
        name: as the file names it; "" for CSV, "Tabel 2" for the second table of a document.
        rows: values of each row; a row may be shorter than others; a merged range has its value in its first cell only.
        first: the number of the first row in `rows`, from 1.
        hidden: the whole sheet is hidden.
        hidden_rows: numbers of the rows that are hidden.
        merged: ranges of merged cells.
        empty_formulas: (row number, column) of formulas whose value the file does not hold.
        above: the words just above a table of a document, its title maybe, a paragraph each; they are no rows.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    first: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    empty_formulas: tuple[tuple[int, int], ...] = ()
    above: tuple[str, ...] = ()

    def numbered(self) -> Iterator[tuple[int, tuple[Value, ...]]]:
        """(number of the row, its values) of all rows."""
        yield from enumerate(self.rows, self.first)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file.

    Attributes:
        notes: Indonesian sentences on what was left out (macros, links to other files, charts …).
        words: how many words a document has outside its tables.
    """

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())
    words: int = 0


def shown(value: Value) -> str:
    """A value as a person reads it in the cell: 2026.0 -> "2026", a date -> "13-02-2026", None -> ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%d-%m-%Y")
    return " ".join(str(value).split())
