"""Tables of Word files as sheets: merges both ways, tables inside cells, automatic numbers spelled out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from corpus.settings import Settings
from ingest.books_grid import MAX_COLUMN, Grid, Room
from ingest.books_values import text_of
from ingest.docx import UNREAD, WORD, Numbering, open_docx, paragraph_text
from ingest.sheet import Sheet, Value

ABOVE, TITLE_CHARS = 8, 200  # paragraphs above a table that are kept as its title, and how long each may be
LOOSE = (f"{WORD}p", f"{WORD}tbl", f"{WORD}tr", f"{WORD}tc")


def read_docx_tables(path: Path, settings: Settings, room: Room) -> tuple[list[Sheet], int]:
    """A sheet for each table, "Tabel 1" and so on in the order of the document; rows are numbered in the table.

    Returns:
        The sheets, and how many words stand outside them.

    Raises:
        EmptyFile, DamagedFile, EncryptedFile, ArchiveTooLarge, TooManyRows, TooManyCells: it can not be read.
    """
    document = open_docx(path, settings)
    reader = _Reader(document, room)
    reader.go_through(document.element.body)
    return [sheet for grid in reader.grids for sheet in grid.sheets()], reader.words


def _children(parent: Any, *names: str) -> Iterator[Any]:
    """The elements of these names below a parent, through content controls and marks of changes."""
    for child in parent.iterchildren():
        if child.tag in names:
            yield child
        elif child.tag not in UNREAD and child.tag not in LOOSE:
            yield from _children(child, *names)


def _setting(element: Any, properties: str, name: str) -> str | None:
    """A property's value: None where it is not set, "" where it is set without one."""
    found = element.find(f"{qn(properties)}/{qn(name)}")
    return None if found is None else str(found.get(qn("w:val")) or "")


def _number(text: str | None, default: int) -> int:
    return min(int(text), MAX_COLUMN) if text and text.isascii() and text.isdecimal() and len(text) < 8 else default


class _Reader:
    """Fills a grid for each table; paragraphs outside become the words above the next one."""

    def __init__(self, document: Any, room: Room) -> None:
        self.document = document
        self.room = room
        self.grids: list[Grid] = []
        self.words = 0
        self._numbering = Numbering(document)
        self._above: list[str] = []

    def go_through(self, parent: Any) -> None:
        for block in _children(parent, qn("w:p"), qn("w:tbl")):
            if block.tag == qn("w:tbl"):
                self._table(block)
                self._above = []
            elif line := self._line(block):
                self.words += len(line.split())
                self._above = [*self._above, line][-ABOVE:]

    def _line(self, paragraph: Any) -> str:
        mark = self._numbering.mark(Paragraph(paragraph, self.document))
        return f"{mark} {paragraph_text(paragraph)}".replace("\f", "\n").strip()

    def _table(self, table: Any) -> None:
        grid = Grid(f"Tabel {len(self.grids) + 1}", self.room)
        grid.above = tuple(line for line in self._above if len(line) <= TITLE_CHARS)
        self.grids.append(grid)
        number = 0
        open_merges: dict[int, tuple[int, int]] = {}  # first column -> (row that it began in, last column)
        for number, row in enumerate(_children(table, qn("w:tr")), 1):
            open_merges = self._row(grid, number, row, open_merges)
        self._close(grid, open_merges, number, {})

    def _row(self, grid: Grid, number: int, row: Any, above: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
        """Put a row; gives the vertical merges that go on below it."""
        column = _number(_setting(row, "w:trPr", "w:gridBefore"), 0)
        values: list[Value] = [None] * column
        going: dict[int, tuple[int, int]] = {}
        for cell in _children(row, qn("w:tc")):
            span = max(1, _number(_setting(cell, "w:tcPr", "w:gridSpan"), 1))
            self.room.glance(span)
            text = self._cell(cell)
            merge = _setting(cell, "w:tcPr", "w:vMerge")
            if merge is not None and merge != "restart" and column in above:
                going[column] = above[column]
                text = None
            elif merge == "restart":
                going[column] = (number, column + span - 1)
            elif span > 1:
                grid.merge(number, column, number, column + span - 1)
            values += [text, *[None] * (span - 1)]
            column += span
        grid.put(number, values)
        self._close(grid, above, number - 1, going)
        return going

    def _close(
        self, grid: Grid, merges: dict[int, tuple[int, int]], last: int, going: dict[int, tuple[int, int]]
    ) -> None:
        """Tell the vertical merges that end in a row."""
        for column, (first, right) in merges.items():
            if going.get(column) != (first, right):
                grid.merge(first, column, last, right)

    def _cell(self, cell: Any) -> str | None:
        """The words of a cell; a table in it is a sheet of its own."""
        lines = []
        for block in _children(cell, qn("w:p"), qn("w:tbl")):
            if block.tag == qn("w:tbl"):
                self._table(block)
            else:
                lines.append(self._line(block))
        return text_of("\n".join(line for line in lines if line))
