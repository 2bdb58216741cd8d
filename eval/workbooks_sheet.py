"""What a made workbook is: sheets in the making, and beside every row the truth about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.sheet import Value, shown

Plan = Mapping[str, Any]
ANY_REASON = frozenset(
    ("judul", "kepala", "nomor kolom", "jumlah", "kosong", "kelompok", "catatan", "bukan pemetaan")
)  # fmt: skip


@dataclass(frozen=True)
class Either:
    """Any of these is right, where two good readers may differ."""

    options: tuple[object, ...]


@dataclass(frozen=True)
class Said:
    """A cell, and the fields of its row that follow from it.

    Attributes:
        value: what stands in it.
        formula: that the value was computed by, "=SUM(A1:A3)"; "" where it was typed.
    """

    value: Value
    fields: Mapping[str, object] = field(default_factory=dict)
    formula: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        header: its name, from the topmost header row down; neighbours with the same upper names stand under one.
        write: the cell of a plan; None for an empty one.
        known: False where no field of a mapping fits, so that its cells must be kept as written.
        fold: "" writes each cell, "blank" only the first of equal ones in a run, "merge" merges the run.
    """

    header: tuple[str, ...]
    write: Callable[[Plan], Said | None]
    known: bool = True
    fold: str = ""


@dataclass(frozen=True)
class TrueRow:
    """A row that is a plan.

    Attributes:
        fields: those that it says; all others are to stay empty.
        unknown: (name of the column, text) of cells that are to be kept as written.
    """

    sheet: str
    row: int
    fields: Mapping[str, object]
    unknown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TrueSkip:
    """A row that is no plan, with the reasons that are right for it."""

    sheet: str
    row: int
    reasons: frozenset[str]


@dataclass
class MadeSheet:
    """A sheet in the making; rows from 1, columns from 0.

    Attributes:
        at: the row that is written next.
        left: the column that tables begin in.
        free: rows that may be read or skipped, as of a hidden sheet.
    """

    name: str
    hidden: bool = False
    left: int = 0
    at: int = 1
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    rows: list[TrueRow] = field(default_factory=list)
    skipped: list[TrueSkip] = field(default_factory=list)
    free: set[int] = field(default_factory=set)

    def put(self, values: Sequence[Value], left: int | None = None) -> int:
        """Write a row and go to the next; returns its number."""
        for column, value in enumerate(values, self.left if left is None else left):
            if value is not None and value != "":
                self.cells[self.at, column] = value
        self.at += 1
        return self.at - 1

    def skip(self, values: Sequence[Value], *reasons: str, wide: int = 0) -> int:
        """Write a row that is no plan.

        Args:
            reasons: those that are right; none given, any is.
            wide: how many columns its first cell is merged over.
        """
        row = self.put(values)
        self.skipped.append(TrueSkip(self.name, row, frozenset(reasons) or ANY_REASON))
        if wide > 1:
            self.merged.append((row, self.left, row, self.left + wide - 1))
        return row

    def titles(self, *lines: str, wide: int = 0) -> None:
        """Title lines; an empty one leaves a row free."""
        for line in lines:
            if line:
                self.skip([line], "judul", wide=wide)
            else:
                self.at += 1

    def head(self, columns: Sequence[Column], merge: bool = True) -> None:
        """The header rows, with the merges of an office."""
        depth = max(len(column.header) for column in columns)
        top = self.at
        for level in range(depth):
            paths = [c.header[: level + 1] if len(c.header) > level else () for c in columns]
            fresh = [i for i, path in enumerate(paths) if path and (i == 0 or paths[i - 1] != path)]
            self.skip([p[-1] if p and i in fresh else None for i, p in enumerate(paths)], "kepala")
            for start in fresh if merge else ():
                run = next((j for j in range(start, len(paths)) if paths[j] != paths[start]), len(paths))
                low = depth - 1 if len(columns[start].header) == level + 1 else level
                if run - start > 1 or low > level:
                    self.merged.append((top + level, self.left + start, top + low, self.left + run - 1))

    def data(self, columns: Sequence[Column], plan: Plan, given: Mapping[str, object]) -> TrueRow:
        """Write a plan.

        Args:
            given: fields that its sheet, title or group tells.
        """
        said = [column.write(plan) for column in columns]
        previous = self.rows[-1] if self.rows and self.rows[-1].row == self.at - 1 else None
        fields: dict[str, object] = dict(given)
        unknown = []
        for index, (column, cell) in enumerate(zip(columns, said, strict=True)):
            if cell is None:
                continue
            for name, value in cell.fields.items():
                old = fields.get(name, ())
                both = name == "tahun" and isinstance(value, tuple) and isinstance(old, tuple)
                fields[name] = tuple(sorted({*old, *value})) if both else value  # type: ignore[misc]
            if not column.known:
                unknown.append((column.header[-1], shown(cell.value)))
            if cell.formula:
                self.formulas[self.at, self.left + index] = cell.formula.replace("{row}", str(self.at))
        values = [cell.value if cell else None for cell in said]
        for index, column in enumerate(columns):
            if column.fold and previous and all(
                previous.fields.get(n) == v for n, v in (said[index] or Said(None)).fields.items()
            ):  # fmt: skip
                values[index] = None
                self._stretch(index) if column.fold == "merge" else None
        row = self.put(values)
        self.rows.append(TrueRow(self.name, row, fields, tuple(unknown)))
        return self.rows[-1]

    def _stretch(self, index: int) -> None:
        """The merged range above the present row in a column takes it in."""
        column = self.left + index
        for place, (top, left, bottom, right) in enumerate(self.merged):
            if left == right == column and bottom == self.at - 1:
                self.merged[place] = (top, left, self.at, right)
                return
        self.merged.append((self.at - 1, column, self.at, column))

    def table(self, columns: Sequence[Column], plans: Sequence[Plan], **given: object) -> None:
        """All plans, numbered from 1, without the header."""
        for number, plan in enumerate(plans, 1):
            self.data(columns, {**plan, "nomor": str(number)}, given)

    def hide(self, *numbers: int) -> None:
        """Hide rows."""
        self.hidden_rows.update(numbers)

    def let(self) -> None:
        """All rows of the sheet may be read or skipped; what is true of them is not asked."""
        self.free.update(row for row, _ in self.cells)
        self.rows.clear()
        self.skipped.clear()


@dataclass(frozen=True)
class Book:
    """A made workbook with the truth beside it.

    Attributes:
        file: its name; its ending says what is written.
        about: what is hard about it.
        daerah, tahun: Either where the file does not say it clearly.
        contoh: it says of itself that it is fictional.
        encoding, delimiter: of CSV.
        text: paragraphs above the first table of a document.
    """

    file: str
    about: str
    sheets: tuple[MadeSheet, ...]
    daerah: object
    tahun: object
    contoh: bool = False
    encoding: str = "utf-8"
    delimiter: str = ","
    text: tuple[str, ...] = ()

    @property
    def rows(self) -> list[TrueRow]:
        """All plans."""
        return [row for sheet in self.sheets for row in sheet.rows]

    @property
    def skipped(self) -> list[TrueSkip]:
        """All rows that are none."""
        return [row for sheet in self.sheets for row in sheet.skipped]

    @property
    def filled(self) -> set[tuple[str, int]]:
        """(sheet, row) of all rows that hold anything."""
        return {(sheet.name, row) for sheet in self.sheets for row, _ in sheet.cells}

    @property
    def free(self) -> set[tuple[str, int]]:
        """(sheet, row) of those that may be read or skipped."""
        return {(sheet.name, row) for sheet in self.sheets for row in sheet.free}
