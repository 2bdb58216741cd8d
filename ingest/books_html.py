"""Tables of web pages that call themselves workbooks: many applications of offices save "Excel" so."""

from __future__ import annotations

from html.parser import HTMLParser

from ingest.books_grid import MAX_COLUMN, MAX_ROW, Grid, Room
from ingest.books_values import text_of
from ingest.sheet import Sheet, Value
from ingest.text import decode

BREAKS = ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "center")
UNSEEN = ("style", "script", "title")
ABOVE, TITLE_CHARS = 8, 200  # lines above a table that are kept as its title, and how long each may be


def read_html_tables(data: bytes, room: Room) -> tuple[list[Sheet], list[str]]:
    """A sheet for each outer table, "Tabel 1" and so on, with the words above it.

    Raises:
        TooManyRows, TooManyCells: beyond the limits.
    """
    reader = _Tables(room)
    reader.feed(decode(data))
    reader.close()
    sheets = [sheet for grid in reader.grids for sheet in grid.sheets()]
    return sheets, ["Isi berkas ini halaman web, lain dari akhiran namanya; yang dibaca hanya tabelnya."]


class _Tables(HTMLParser):
    """Fills a grid for each table."""

    def __init__(self, room: Room) -> None:
        super().__init__(convert_charrefs=True)
        self.room = room
        self.grids: list[Grid] = []
        self._depth = 0
        self._number = 0
        self._row: dict[int, Value] = {}
        self._spans: dict[int, int] = {}  # column -> last row that a cell above it covers
        self._cell: list[str] | None = None
        self._above: list[str] = []
        self._unseen = 0
        self._place = (0, 1, 1)  # column, rows and columns that it spans

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._start_table()
        elif tag in UNSEEN:
            self._unseen += 1
        elif self._depth != 1:
            self._write("\n" if tag in BREAKS else " ")
        elif tag == "tr":
            self._end_row()
            self._number += 1
        elif tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in BREAKS:
            self._write("\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in BREAKS:
            self._write("\n")
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text: blanks and line ends in it are one blank."""
        words = " ".join(data.split())
        self._write(f"{' ' * data[:1].isspace()}{words}{' ' * data[-1:].isspace()}")

    def close(self) -> None:
        """The end, tables that were left open too."""
        super().close()
        if self.grids:
            self._end_row()

    def _write(self, text: str) -> None:
        if self._unseen:
            return
        if self._cell is not None:
            self._cell.append(text)
        elif not self._depth:
            self._above.append(text)

    def _start_table(self) -> None:
        grid = Grid(f"Tabel {len(self.grids) + 1}", self.room)
        lines = (" ".join(line.split()) for line in "".join(self._above).split("\n"))
        grid.above = tuple(line for line in lines if 0 < len(line) <= TITLE_CHARS)[-ABOVE:]
        self.grids.append(grid)
        self._number, self._spans, self._above = 0, {}, []

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._number = max(1, self._number)
        column = 0
        while column in self._row or self._spans.get(column, 0) >= self._number:
            column += 1
        rows, columns = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        self._place = (column, rows, min(columns, MAX_COLUMN))
        self._cell = []

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        column, rows, columns = self._place
        for covered in range(column, column + columns):
            self.room.glance()
            self._row[covered] = None
            self._spans[covered] = self._number + rows - 1
        self._row[column] = text_of("\n".join(line for line in lines if line))
        if rows > 1 or columns > 1:
            self.grids[-1].merge(self._number, column, self._number + rows - 1, column + columns - 1)
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row and self.grids and max(self._row) < MAX_COLUMN and self._number <= MAX_ROW:
            self.grids[-1].put(self._number, [self._row.get(i) for i in range(max(self._row) + 1)])
        self._row = {}


def _span(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 1
