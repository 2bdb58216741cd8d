"""A sheet while it is read: cells come in, within limits, and become the rows of `ingest/sheet.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.problems import TooManyCells, TooManyRows
from corpus.settings import Settings
from ingest.sheet import Merged, Sheet, Value

MAX_ROW, MAX_COLUMN = 1 << 20, 1 << 14  # of any program that makes workbooks
GAP = 10_000  # rows without anything: what stands below them is no part of the same table
CHARS_A_CELL = 30  # of text, all cells of a file together


class Room:
    """What a file may still hold, all its sheets together.

    Args:
        name: of the file, for what is told.
        settings: the limits.
    """

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self.max_rows = settings.max_rows
        self.max_cells = settings.max_cells
        self.cells = settings.max_cells
        self.chars = settings.max_cells * CHARS_A_CELL
        self.marks = settings.max_cells * 4  # cells that hold nothing but a look

    def take(self, cells: int, chars: int = 0) -> None:
        """Make room for so many cells and signs.

        Raises:
            TooManyCells: there is none.
        """
        self.cells -= cells
        self.chars -= chars
        if self.cells < 0 or self.chars < 0:
            raise TooManyCells(self.name, self.max_cells)

    def glance(self, cells: int = 1) -> None:
        """Count cells that hold nothing; of these too there is an end.

        Raises:
            TooManyCells: there are too many.
        """
        self.marks -= cells
        if self.marks < 0:
            raise TooManyCells(self.name, self.max_cells)


class Grid:
    """One sheet while it is read.

    Args:
        name: of the sheet.
        room: of its file.
        hidden: the whole sheet is hidden.
    """

    def __init__(self, name: str, room: Room, hidden: bool = False) -> None:
        self.name = name
        self.room = room
        self.hidden = hidden
        self.hidden_rows: set[int] = set()
        self.empty_formulas: list[tuple[int, int]] = []
        self.above: tuple[str, ...] = ()
        self.covered = 0  # cells behind merged ones that held something
        self._rows: dict[int, list[Value]] = {}
        self._merged: list[Merged] = []

    def put(self, number: int, row: Sequence[Value], hidden: bool = False) -> None:
        """A row; one without anything leaves no trace. A row that comes twice is one, the later cells hold.

        Args:
            number: from 1.
            row: its values, the first column first; blanks alone are None.

        Raises:
            TooManyRows, TooManyCells: beyond the limits.
        """
        width = len(row)
        while width and row[width - 1] is None:
            width -= 1
        if not width:
            return
        kept = list(row[:width])
        if number in self._rows:
            old = self._rows[number]
            kept = [*(new if new is not None else before for new, before in zip(kept, old, strict=False))]
            kept += [*row[len(kept) : width], *old[len(kept) :]]
        self._rows[number] = kept
        if len(self._rows) > self.room.max_rows:
            raise TooManyRows(self.room.name, self.name, self.room.max_rows)
        self.room.take(width, sum(len(value) for value in kept if type(value) is str))
        if hidden:
            self.hidden_rows.add(number)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """A range of merged cells: rows from 1, columns from 0."""
        if 1 <= top <= bottom <= MAX_ROW and 0 <= left <= right < MAX_COLUMN and (top, left) != (bottom, right):
            self.room.glance()
            self._merged.append(Merged(top, left, bottom, right))

    def sheets(self) -> Iterator[Sheet]:
        """The sheet; what stands very far below the rest comes as one of its own, under the same name."""
        numbers = sorted(self._rows)
        self._uncover(numbers[-1] if numbers else 0)
        starts = [i for i, n in enumerate(numbers) if i == 0 or n - numbers[i - 1] > GAP]
        if not starts:
            yield Sheet(self.name, (), hidden=self.hidden, empty_formulas=tuple(self.empty_formulas), above=self.above)
            return
        for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
            yield self._piece(numbers[start], numbers[end - 1])

    def _piece(self, first: int, last: int) -> Sheet:
        rows = tuple(tuple(self._rows.pop(number, ())) for number in range(first, last + 1))
        width = max((len(row) for row in rows), default=0)
        within = (m for m in self._merged if first <= m.top <= last and m.left < width)
        clipped = (Merged(m.top, m.left, min(m.bottom, last), min(m.right, width - 1)) for m in within)
        return Sheet(
            self.name,
            rows,
            first,
            self.hidden,
            frozenset(n for n in self.hidden_rows if first <= n <= last),
            tuple(sorted(m for m in clipped if (m.top, m.left) != (m.bottom, m.right))),
            tuple(place for place in self.empty_formulas if first <= place[0] <= last),
            self.above,
        )

    def _uncover(self, last: int) -> None:
        """A merged range has its value in its first cell alone; overlapping ranges, which no program makes, go."""
        kept: list[Merged] = []
        area = self.room.max_cells
        for merged in self._merged:
            rows = range(merged.top, min(merged.bottom, last) + 1)
            widths = [min(merged.right + 1, len(self._rows.get(n, ()))) for n in rows]
            area -= len(rows) + sum(max(0, width - merged.left) for width in widths)
            if area < 0:
                break
            kept.append(merged)
            for number, width in zip(rows, widths, strict=True):
                for column in range(merged.left + (number == merged.top), width):
                    if self._rows[number][column] is not None:
                        self._rows[number][column] = None
                        self.covered += 1
        self._merged = kept
