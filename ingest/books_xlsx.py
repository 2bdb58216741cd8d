"""Workbooks of Excel (.xlsx, .xlsm): values as stored, with merged ranges, hidden rows, and formulas without a value.

Read straight from the XML, since openpyxl takes four times as long and tells no merged ranges when it reads as a
stream, and since no formula is to be run anyway. An attribute that lies is no danger: what is said of the size of a
sheet is not read at all.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.errors import DamagedFile
from ingest.books_grid import MAX_COLUMN, MAX_ROW, Grid, Room
from ingest.books_values import (
    BUILT_IN_DATES,
    BUILT_IN_TIMES,
    date_kind,
    iso_date,
    moment,
    number_of,
    text_of,
    unescaped,
)
from ingest.books_xml import Attributes, Parts
from ingest.sheet import Sheet, Value

DIGITS = "0123456789"
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
LEFT_OUT = (  # (what a part's name holds, what is told of it)
    ("/vbaproject.bin", "Makro di dalam berkas tidak dijalankan dan tidak dibaca."),
    ("/macrosheets/", "Makro di dalam berkas tidak dijalankan dan tidak dibaca."),
    ("/externallinks/", "Tautan ke buku kerja lain tidak dibuka; dipakai nilai yang tersimpan di berkas ini."),
    ("/connections.xml", "Sambungan ke sumber data luar tidak dibuka."),
    ("/charts/", "Grafik tidak dibaca."),
    ("/media/", "Gambar tidak dibaca."),
    ("/embeddings/", "Berkas lain yang ditanam di dalamnya tidak dibaca."),
    ("/comments", "Komentar sel tidak dibaca."),
    ("/threadedcomments/", "Komentar sel tidak dibaca."),
)


@dataclass(frozen=True)
class Entry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass
class Book:
    """What the sheets of a workbook share.

    Attributes:
        strings: the texts that cells point to.
        kinds: of each style: "date", "time" or "".
        from_1904: how dates are counted.
    """

    strings: list[str | None] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    from_1904: bool = False


def read_xlsx(parts: Parts, room: Room) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook, and sentences on what was left out.

    Raises:
        DamagedFile, EncryptedFile, ArchiveTooLarge, TooManyRows, TooManyCells: it can not be read.
    """
    main = _main_part(parts)
    folder = posixpath.dirname(main)
    targets = {
        each.get("Id", ""): (each.get("Type", ""), posixpath.normpath(posixpath.join(folder, each.get("Target", ""))))
        for each in parts.elements(f"{folder}/_rels/{posixpath.basename(main)}.rels", "Relationship")
    }
    entries, others, from_1904 = _entries(parts, main, targets)
    of_kind = {kind.rpartition("/")[2]: part for kind, part in targets.values()}
    book = Book(_strings(parts, of_kind.get("sharedStrings", f"{folder}/sharedStrings.xml"), room), [], from_1904)
    book.kinds = _kinds(parts, of_kind.get("styles", f"{folder}/styles.xml"))
    sheets: list[Sheet] = []
    covered = 0
    for entry in entries:
        grid = Grid(entry.name, room, entry.hidden)
        reader = SheetReader(grid, book)
        parts.each(entry.part, reader.start, reader.end, reader.text)
        sheets.extend(grid.sheets())
        covered += grid.covered
    notes = [told for sign, told in LEFT_OUT if any(sign in name for name in parts.names)]
    notes += [f"{others} lembar yang bukan tabel (bagan atau dialog) tidak dibaca."] if others else []
    notes += [f"{covered} isian yang tersembunyi di balik sel gabungan tidak dipakai."] if covered else []
    return sheets, list(dict.fromkeys(notes))


def _main_part(parts: Parts) -> str:
    """The part that lists the sheets."""
    for each in parts.elements("_rels/.rels", "Relationship"):
        if each.get("Type", "").endswith("/officeDocument"):
            return each.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _entries(parts: Parts, main: str, targets: dict[str, tuple[str, str]]) -> tuple[list[Entry], int, bool]:
    """The sheets with cells, how many others there are, and whether dates are counted from 1904."""
    if main not in parts:
        raise DamagedFile(parts.name)
    listed = [(each, targets.get(each.get("id", ""), ("", ""))) for each in parts.elements(main, "sheet")]
    entries = [
        Entry(each.get("name", ""), part.lstrip("/"), each.get("state", "visible") != "visible")
        for each, (kind, part) in listed
        if kind.endswith("/worksheet")
    ]
    if any(entry.part not in parts for entry in entries) or not listed:
        raise DamagedFile(parts.name)
    properties = parts.elements(main, "workbookPr")
    return entries, len(listed) - len(entries), any(p.get("date1904") in ("1", "true") for p in properties)


def _kinds(parts: Parts, part: str) -> list[str]:
    """What each style makes of a number: "date", "time", or ""."""
    codes: dict[str, str] = {}
    kinds: list[str] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = True
        elif tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and inside:
            kinds.append(_kind(attributes.get("numFmtId", "0"), codes))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parts.each(part, start, end, _ignore)
    return kinds


def _kind(identity: str, codes: dict[str, str]) -> str:
    if identity in codes:
        return date_kind(codes[identity])
    number = int(identity) if identity.isdecimal() else 0
    return "date" if number in BUILT_IN_DATES else "time" if number in BUILT_IN_TIMES else ""


def _ignore(_text: str) -> None:
    return None


def _strings(parts: Parts, part: str, room: Room) -> list[str | None]:
    """The shared texts; formatting inside them is dropped, and so is how Japanese is read aloud."""
    found: list[str | None] = []
    pieces: list[str] = []
    taking = False
    aloud = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal taking, aloud
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            aloud += 1
        elif tag == "t":
            taking = not aloud

    def end(tag: str) -> None:
        nonlocal taking, aloud
        if tag == "t":
            taking = False
        elif tag == "rPh":
            aloud -= 1
        elif tag == "si":
            room.take(0, sum(map(len, pieces)))
            room.glance()
            found.append(text_of(unescaped("".join(pieces))))

    def text(data: str) -> None:
        if taking:
            pieces.append(data)

    parts.each(part, start, end, text)
    return found


class SheetReader:
    """Goes through the XML of one sheet and fills a grid."""

    def __init__(self, grid: Grid, book: Book) -> None:
        self.grid = grid
        self.book = book
        self.number = 0
        self.row: list[Value] = []
        self.hidden = False
        self.column = -1
        self.kind = self.style = ""
        self.formula = self.taking = False
        self.aloud = 0
        self.pieces: list[str] = []
        self._columns: dict[str, int] = {}
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "c": self._start_cell, "row": self._start_row, "mergeCell": self._merge,
        }  # fmt: skip

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag == "v" or tag == "t":
            self.taking = not self.aloud
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.aloud += 1
        elif begin := self._starts.get(tag):
            begin(attributes)

    def text(self, data: str) -> None:
        """Text of a value."""
        if self.taking:
            self.pieces.append(data)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "v" or tag == "t":
            self.taking = False
        elif tag == "c":
            if self.pieces or self.formula:
                self._end_cell()
        elif tag == "row":
            self.grid.put(self.number, self.row, self.hidden)
            self.row = []
        elif tag == "rPh":
            self.aloud -= 1

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self.number = int(number) if number.isdecimal() else self.number + 1
        if not 1 <= self.number <= MAX_ROW:
            raise DamagedFile(self.grid.room.name)
        self.row = []
        self.column = -1
        self.hidden = attributes.get("hidden", "") in ("1", "true")

    def _start_cell(self, attributes: Attributes) -> None:
        self.grid.room.glance()
        place = attributes.get("r")
        letters = place.rstrip(DIGITS) if place else ""
        self.column = self._column(letters) if letters else self.column + 1
        if self.column >= MAX_COLUMN:
            raise DamagedFile(self.grid.room.name)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.formula = False
        self.pieces = []

    def _column(self, letters: str) -> int:
        """The number of a column, from 0: "A" -> 0, "AB" -> 27."""
        known = self._columns.get(letters)
        if known is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) < 4):
                raise DamagedFile(self.grid.room.name)
            known = 0
            for letter in letters.upper():
                known = known * 26 + ord(letter) - 64
            known = self._columns[letters] = known - 1
        return known

    def _end_cell(self) -> None:
        text = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        if not text:
            if self.formula and self.kind != "str":
                self.grid.empty_formulas.append((self.number, self.column))
            return
        value = self._value(text)
        if value is None:
            return
        gap = self.column - len(self.row)
        if gap > 0:
            self.row.extend([None] * gap)
        if gap >= 0:
            self.row.append(value)
        else:
            self.row[self.column] = value

    def _value(self, text: str) -> Value:
        kind = self.kind
        if kind == "s":
            index = int(text) if text.isdecimal() else -1
            if not 0 <= index < len(self.book.strings):
                raise DamagedFile(self.grid.room.name)
            return self.book.strings[index]
        if kind == "n":
            number = number_of(text)
            shows = self._shows()
            return moment(number, shows, self.book.from_1904) if shows and isinstance(number, int | float) else number
        if kind == "b":
            return text.strip() in ("1", "true")
        return iso_date(text) if kind == "d" else text_of(unescaped(text))

    def _shows(self) -> str:
        kinds: Sequence[str] = self.book.kinds
        index = int(self.style) if self.style.isdecimal() else 0
        return kinds[index] if index < len(kinds) else ""

    def _merge(self, attributes: Attributes) -> None:
        match = RANGE.fullmatch(attributes.get("ref", "").replace("$", ""))
        if match:
            self.grid.merge(int(match[2]), self._column(match[1]), int(match[4]), self._column(match[3]))
