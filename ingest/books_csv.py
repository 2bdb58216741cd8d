"""Tables in text: values between semicolons, commas, tabs or bars, in whatever encoding they were saved."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from corpus.errors import DamagedFile
from ingest.books_grid import MAX_COLUMN, Grid, Room
from ingest.books_values import text_of
from ingest.sheet import Sheet
from ingest.text import decode

DELIMITERS = ";\t|,"  # where two explain a text as well, the first: commas stand in numbers and sentences
LOOK = 60  # records that tell which
LONGEST = 32_767  # signs in a cell of a workbook; a longer one is a quote that was never closed
BINARY_LOOK = 4096


def read_csv(data: bytes, room: Room) -> tuple[list[Sheet], list[str]]:
    """The only sheet, its name empty, values as they are written.

    Raises:
        DamagedFile: it is no text.
        TooManyRows, TooManyCells: beyond the limits.
    """
    text = _text(data, room.name)
    delimiter = ""
    if text[:4].lower() == "sep=":  # a line for Excel alone; it counts as a row there too
        delimiter = text[4:5].strip("\r\n") if text[4:5] != "\t" else "\t"
    delimiter = delimiter or delimiter_of(text)
    grid = Grid("", room)
    notes = []
    if _fill(grid, _records(text, delimiter)):
        notes.append("Tanda kutip di dalam berkas tidak berpasangan; dibaca baris demi baris.")
        grid = Grid("", room)
        _fill(grid, _records(text, delimiter, csv.QUOTE_NONE))
    return list(grid.sheets()), notes


def _text(data: bytes, name: str) -> str:
    head = data[:BINARY_LOOK]
    if b"\x00" in head and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            if zeros.count(0) > len(zeros) // 2:
                return data.decode(encoding, errors="replace")
        raise DamagedFile(name)
    return decode(data).lstrip("\ufeff")


def delimiter_of(text: str) -> str:
    """What parts the values: that which makes most records as wide as each other."""
    best, most = ";", 0.0
    for delimiter in DELIMITERS:
        records: list[int] = []
        try:
            for record in _records(text[:200_000], delimiter):
                if record:
                    records.append(len(record))
                if len(records) == LOOK:
                    break
        except csv.Error:
            continue
        widths = Counter(width for width in records if width > 1)
        width, alike = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
        score = alike / len(records) * min(width, 8) ** 0.5 if records else 0.0
        if alike and score > most:
            best, most = delimiter, score
    return best


def _records(text: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, skipinitialspace=True)


def _fill(grid: Grid, records: Iterator[list[str]]) -> bool:
    """Whether a quote was never closed, so that the rest of the file would be one cell."""
    try:
        for number, record in enumerate(records, 1):
            if len(record) > MAX_COLUMN:
                raise DamagedFile(grid.room.name)
            if any(len(value) > LONGEST for value in record):
                return True
            grid.put(number, [text_of(value) for value in record])
    except csv.Error:  # a value beyond what the module itself allows
        return True
    return False
