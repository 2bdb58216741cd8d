"""Workbooks of LibreOffice (.ods): values as stored, with merged ranges, hidden rows and repeated cells."""

from __future__ import annotations

from collections.abc import Callable

from corpus.errors import DamagedFile, EncryptedFile
from ingest.books_grid import MAX_COLUMN, MAX_ROW, Grid, Room
from ingest.books_values import iso_date, number_of, text_of
from ingest.books_xml import Attributes, Parts, attribute
from ingest.sheet import Sheet, Value

CONTENT = "content.xml"
NUMBERS = ("float", "percentage", "currency")
UNREAD = ("annotation", "shapes", "tracked-changes", "forms", "custom-shape", "frame")
OTHER_FILE = "'file:"  # how LibreOffice names its copy of a sheet of another file


def read_ods(parts: Parts, room: Room) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook, and sentences on what was left out.

    Raises:
        DamagedFile, EncryptedFile, ArchiveTooLarge, TooManyRows, TooManyCells: it can not be read.
    """
    if parts.elements("META-INF/manifest.xml", "encryption-data"):
        raise EncryptedFile(parts.name)
    if CONTENT not in parts:
        raise DamagedFile(parts.name)
    reader = OdsReader(room)
    parts.each(CONTENT, reader.start, reader.end, reader.text)
    sheets = [sheet for grid in reader.grids for sheet in grid.sheets()]
    covered = sum(grid.covered for grid in reader.grids)
    notes = []
    if any(name.startswith(("basic/", "scripts/")) and name.endswith((".xml", ".py", ".js")) for name in parts.names):
        notes.append("Makro di dalam berkas tidak dijalankan dan tidak dibaca.")
    if reader.outside:
        notes.append("Tautan ke buku kerja lain tidak dibuka; dipakai nilai yang tersimpan di berkas ini.")
    if any(name.startswith("pictures/") for name in parts.names):
        notes.append("Gambar tidak dibaca.")
    if "annotation" in reader.unread:
        notes.append("Komentar sel tidak dibaca.")
    if covered:
        notes.append(f"{covered} isian yang tersembunyi di balik sel gabungan tidak dipakai.")
    return sheets, notes


def _count(attributes: Attributes, name: str) -> int:
    """A number that repeats or spans, 1 where it is not said."""
    text = attribute(attributes, name)
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1


class OdsReader:
    """Goes through the content of a workbook and fills a grid for each sheet."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.grids: list[Grid] = []
        self.outside = False
        self.unread: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._skipping: list[str] = []
        self._grid: Grid | None = None
        self._number = 0
        self._row: list[Value] = []
        self._row_attributes: Attributes = {}
        self._column = 0
        self._cell: Attributes | None = None
        self._lines: list[str] = []
        self._in_text = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "table-cell": self._start_cell, "covered-table-cell": self._start_cell, "table-row": self._start_row,
            "table": self._start_table, "p": self._start_line, "s": self._blanks, "tab": self._tab,
            "line-break": self._break, "style": self._see_style, "table-properties": self._see_properties,
            "table-source": self._see_source,
        }  # fmt: skip
        self._ends: dict[str, Callable[[], None]] = {
            "table-cell": self._end_cell, "covered-table-cell": self._end_cell, "table-row": self._end_row,
            "table": self._end_table, "p": self._end_line,
        }  # fmt: skip

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag in UNREAD:
            self._skipping.append(tag)
            self.unread.add(tag)
        elif not self._skipping and (begin := self._starts.get(tag)):
            begin(attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in UNREAD:
            self._skipping.pop()
        elif not self._skipping and (finish := self._ends.get(tag)):
            finish()

    def text(self, data: str) -> None:
        """Text of a cell."""
        if self._in_text and not self._skipping and self._cell is not None:
            self._lines[-1] += data

    def _see_style(self, attributes: Attributes) -> None:
        self._style = attribute(attributes, "name")

    def _see_properties(self, attributes: Attributes) -> None:
        if attribute(attributes, "display") == "false":
            self._hidden_styles.add(self._style)

    def _see_source(self, _attributes: Attributes) -> None:
        self.outside = True

    def _start_table(self, attributes: Attributes) -> None:
        name = attribute(attributes, "name")
        if name.startswith(OTHER_FILE):
            self.outside = True
            self._grid = None
        else:
            self._grid = Grid(name, self.room, attribute(attributes, "style-name") in self._hidden_styles)
            self.grids.append(self._grid)
        self._number = 0

    def _end_table(self) -> None:
        self._grid = None

    def _start_row(self, attributes: Attributes) -> None:
        self._row = []
        self._row_attributes = attributes
        self._column = 0

    def _end_row(self) -> None:
        repeated = _count(self._row_attributes, "number-rows-repeated")
        hidden = attribute(self._row_attributes, "visibility") in ("collapse", "filter")
        if self._grid is not None and any(value is not None for value in self._row):
            if self._number + repeated > MAX_ROW:
                raise DamagedFile(self.room.name)
            for number in range(self._number + 1, self._number + repeated + 1):
                self._grid.put(number, self._row, hidden)
        self._number += repeated

    def _start_cell(self, attributes: Attributes) -> None:
        self.room.glance()
        self._cell = attributes
        self._lines = []

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if attributes is None or self._grid is None:
            return
        repeated = _count(attributes, "number-columns-repeated")
        value = self._value(attributes)
        if value is not None:
            if self._column + repeated > MAX_COLUMN:
                raise DamagedFile(self.room.name)
            self._row.extend([None] * (self._column - len(self._row)))
            self._row.extend([value] * repeated)
        elif attribute(attributes, "formula") and not attribute(attributes, "value-type"):
            self._grid.empty_formulas.append((self._number + 1, self._column))
        rows, columns = (_count(attributes, f"number-{each}-spanned") for each in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self._grid.merge(self._number + 1, self._column, self._number + rows, self._column + columns - 1)
        self._column += repeated

    def _value(self, attributes: Attributes) -> Value:
        kind = attribute(attributes, "value-type")
        if kind in NUMBERS:
            return number_of(attribute(attributes, "value"))
        if kind == "date":
            return iso_date(attribute(attributes, "date-value"))
        if kind == "boolean":
            return attribute(attributes, "boolean-value") == "true"
        return text_of("\n".join(self._lines) or attribute(attributes, "string-value"))

    def _start_line(self, _attributes: Attributes) -> None:
        self._in_text += 1
        self._lines.append("")

    def _end_line(self) -> None:
        self._in_text -= 1

    def _blanks(self, attributes: Attributes) -> None:
        count = _count(attributes, "c")
        self.room.take(0, count)
        self.text(" " * count)

    def _tab(self, _attributes: Attributes) -> None:
        self.text("\t")

    def _break(self, _attributes: Attributes) -> None:
        self.text("\n")
