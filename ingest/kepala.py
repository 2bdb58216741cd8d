"""Where tables stand on a sheet: titles, headers over several rows, and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ingest.kolom import BRACKETS, ColumnNames
from ingest.nilai import is_dash
from ingest.pilihan import kind
from ingest.sheet import Sheet, Value, shown

CLOSELY = 80  # rows from the top that are looked at closely; a header further down is known by exact names
DEEPEST = 4  # rows of a header
MAX_FILLED = 2_000_000  # cells that merged ranges may fill on a sheet
YEAR = re.compile(r"(?:tahun |thn\.? |ta\.? )?20\d\d", re.IGNORECASE)
SUBNAMES = frozenset(
    "ya tidak ada perlu belum sudah wajib sukarela tinggi sedang rendah s w o t nama alamat nomor tanggal daerah kab "
    "kota prov "
    "provinsi nasional jumlah apbd apbn mulai selesai akhir ket hal halaman y n t m l".split()
)
VALUES = frozenset(
    "rkpd rpjmd apbd renstra renja musrenbang rakortek dprd ya ada kajian selesai proses pembahasan".split()
)
UPPER = re.compile(
    r"\b(?:swot|analisis|rencana|dokumen|perencanaan|jenis|tahun|identitas|kerja sama|pelaksanaan|waktu|"
    r"pembiayaan|anggaran|"
    r"faktor|internal|eksternal|lingkungan|mitra|prioritas|kesesuaian|penganggaran|legal|penetapan|status|urusan)\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:pemetaan|daftar|lampiran|kabupaten|provinsi|pemerintah|hasil|matriks|rekap\w*|format|tabel|"
    r"bagian [ivx]+)\b|\btahun 20\d\d",
    re.IGNORECASE,
)  # words of titles, which stand over no columns
HEADING = re.compile(r"(?:[IVX]{1,4}|[A-Z]|\d{1,2})\s*[.)]\s")  # how a title over a table is counted
TOTAL = re.compile(r"(?:grand |sub[- ]?)?(?:total|jumlah|jml)\b", re.IGNORECASE)
NUMBERING = re.compile(r"\(?\[?\s*(\d{1,2}|[a-z]{1,2})\s*[.)\]]?(?:\s*[=:(].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """A sheet with its texts: rows by index from 0, what merged ranges hold told apart.

    Attributes:
        sheet: as read.
        down: (row, column) -> (row, column) whose value it shares because of a merge upwards.
        across: the same for the rest of the range.
    """

    sheet: Sheet
    down: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    across: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        """With the merged ranges of a sheet, as far as it has cells."""
        grid = cls(sheet)
        width = grid.width
        for top, left, bottom, right in sheet.merged:
            first, low = top - sheet.first, max(bottom - sheet.first, -1)
            if first < 0 or left >= width or len(grid.down) + len(grid.across) > MAX_FILLED:
                continue
            for row in range(first, min(low, len(sheet.rows) - 1) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    if (row, column) != (first, left):
                        (grid.down if column == left else grid.across)[row, column] = (first, left)
        return grid

    @cached_property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.sheet.rows), default=0)

    @cached_property
    def texts(self) -> list[list[str]]:
        """The text of each cell."""
        seen: dict[str, str] = {}
        return [[text_of(value, seen) for value in row] for row in self.sheet.rows]

    def own(self, row: int) -> list[tuple[int, str]]:
        """(column, text) of the cells of a row that hold something themselves."""
        return [(column, text) for column, text in enumerate(self.texts[row]) if text]

    @cached_property
    def sizes(self) -> list[int]:
        """How many cells of each row hold something themselves."""
        return [len(texts) - texts.count("") for texts in self.texts]

    def text(self, row: int, column: int) -> str:
        """The text of `value`."""
        row, column = self.down.get((row, column), (row, column)) if self.down else (row, column)
        texts = self.texts[row]
        return texts[column] if column < len(texts) else ""

    def value(self, row: int, column: int) -> Value:
        """What a cell holds, or the merge upwards that it is part of."""
        row, column = self.down.get((row, column), (row, column)) if self.down else (row, column)
        values = self.sheet.rows[row]
        return values[column] if column < len(values) else None

    def head(self, row: int, column: int) -> str:
        """The text of a cell of a header, whatever merge it is part of."""
        place = (row, column)
        row, column = self.down.get(place) or self.across.get(place) or place
        return self.texts[row][column] if column < len(self.texts[row]) else ""

    def span(self, row: int, column: int) -> int:
        """How many columns a cell stands over."""
        right = column + 1
        while self.across.get((row, right)) == (row, column):
            right += 1
        return right - column

    def number(self, row: int) -> int:
        """The number of a row as the program that made the sheet shows it."""
        return row + self.sheet.first


def text_of(value: Value, seen: dict[str, str]) -> str:
    """`shown`, each text worked on once."""
    if value is None:
        return ""
    if type(value) is str:
        found = seen.get(value)
        if found is None:
            found = seen[value] = shown(value)
        return found
    return shown(value)


@dataclass(frozen=True)
class Table:
    """A table on a sheet.

    Attributes:
        heads: rows of its header, from 0.
        headers: (column, the texts of its header from above).
        body: the rows below it, blank ones too, up to the next table.
        titles: rows of the title above it.
        again: rows where its header is repeated.
    """

    grid: Grid
    heads: tuple[int, ...]
    headers: tuple[tuple[int, tuple[str, ...]], ...]
    body: tuple[int, ...]
    titles: tuple[int, ...] = ()
    again: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The words above it, a line a row."""
        return "\n".join(" ".join(text for _, text in self.grid.own(row)) for row in self.titles)


def find_tables(grid: Grid, names: ColumnNames) -> tuple[Table, ...]:
    """The tables of a sheet, in order; a header that is repeated goes on with its table."""
    blocks = _blocks(grid, names)
    found: list[Table] = []
    start = 0
    for index, (first, last) in enumerate(blocks):
        end = blocks[index + 1][0] if index + 1 < len(blocks) else len(grid.texts)
        titles = _titles_before(grid, start, first, bool(found))
        if found and titles:
            found[-1] = _shortened(found[-1], titles[0])
        heads = tuple(range(first, last + 1))
        table = Table(grid, heads, _headers(grid, heads), tuple(range(last + 1, end)), titles)
        same = found and found[-1].headers == table.headers and not titles
        if same:
            found[-1] = Table(grid, found[-1].heads, table.headers, found[-1].body + table.body, found[-1].titles,
                              found[-1].again + heads)  # fmt: skip
        else:
            found.append(table)
        start = last + 1
    return tuple(found)


def _shortened(table: Table, end: int) -> Table:
    return Table(
        table.grid, table.heads, table.headers, tuple(r for r in table.body if r < end), table.titles, table.again
    )


def _titles_before(grid: Grid, start: int, first: int, within: bool) -> tuple[int, ...]:
    """Rows above a header that hold its title: all of them above the first; below a table, those of a cell or two."""
    if not within:
        return tuple(row for row in range(start, first) if grid.own(row))
    found: list[int] = []
    for row in range(first - 1, start - 1, -1):
        cells = grid.own(row)
        if len(cells) > 2 or (found and not cells) or (cells and TOTAL.match(cells[0][1])):
            break
        found.extend([row] if cells else [])
    parted = bool(found) and (found[-1] == start or not grid.sizes[found[-1] - 1])
    while found and not parted and not _is_title(grid, found[-1]):
        found.pop()  # the last rows of the table above, where no blank row parts them from the title
    return tuple(reversed(found))


def _is_title(grid: Grid, row: int) -> bool:
    """Whether a row right below data is a title rather than a short row."""
    cells = grid.own(row)
    if len(cells) != 1:
        return False
    column, text = cells[0]
    return bool(TITLE.search(text) or kind(text)) or grid.span(row, column) > 2


def _blocks(grid: Grid, names: ColumnNames) -> list[tuple[int, int]]:
    """(first row, last row) of each header."""
    found: list[tuple[int, int]] = []
    row = 0
    while row < len(grid.texts):
        if _is_head(grid, row, names):
            first, last = row, row
            while last + 1 < len(grid.texts) and last - first + 1 < DEEPEST and _goes_on(grid, first, last, names):
                last += 1
            low = found[-1][1] + 1 if found else 0
            while first > low and last - first + 1 < DEEPEST and _is_upper(grid, first, names):
                first -= 1
            found.append((first, last))
            row = last
        row += 1
    return found or _unnamed(grid)


def _is_head(grid: Grid, row: int, names: ColumnNames) -> bool:
    """Whether a row names columns: two fields or more by name, among cells of which few are anything else."""
    cells = grid.own(row)
    if len(cells) < 2:
        return False
    near = row < CLOSELY
    if not near and not any(names.is_name(text) for _, text in cells[:4]):
        return False
    if re.fullmatch(r"\d[\d.,)]*", cells[0][1]) and not YEAR.fullmatch(cells[0][1]):
        return False
    fields = [_named(text, names) if near or names.is_name(text) else "" for _, text in cells]
    hits = len(set(fields) - {""})
    numbers = sum(bool(re.fullmatch(r"[\d.,\s]+", text)) and not YEAR.fullmatch(text) for _, text in cells)
    long = sum(len(text) > 70 for _, text in cells)
    return hits >= 2 and hits + _subs(cells) >= 0.34 * len(cells) and numbers + long <= 0.2 * len(cells)


def _named(text: str, names: ColumnNames) -> str:
    """The field that a cell names, where it is not rather a value of a row: "RKPD", "3 tahun"."""
    value = text.casefold() in VALUES or (re.search(r"\d", BRACKETS.sub("", text)) and not names.is_name(text))
    return "" if value else names.field(text)


def _subs(cells: Sequence[tuple[int, str]]) -> int:
    return sum(_is_sub(text) for _, text in cells)


def _is_sub(text: str) -> bool:
    """Whether a text may stand in the lower row of a header: a year, a kind, "Ya"."""
    return (
        bool(YEAR.fullmatch(text)) or text.casefold().strip("() .") in SUBNAMES or bool(len(text) < 40 and kind(text))
    )


def is_numbering(cells: Sequence[tuple[int, str]]) -> bool:
    """A row that numbers the columns: 1 2 3, (1) (2) (3), a b c, "8 = 6 x 7"."""
    found = [NUMBERING.fullmatch(text) for _, text in cells]
    marks = [match[1].casefold() for match in found if match]
    if len(cells) < 3 or len(marks) < 0.8 * len(cells):
        return False
    values = [int(mark) if mark.isdigit() else ord(mark[-1]) - 96 + 26 * (len(mark) - 1) for mark in marks]
    rising = sum(b - a == 1 for a, b in zip(values, values[1:], strict=False))
    return values[0] <= 2 and rising >= 0.75 * (len(values) - 1) and values == sorted(values)


def _goes_on(grid: Grid, first: int, last: int, names: ColumnNames) -> bool:
    """Whether the row below a header still belongs to it."""
    row = last + 1
    cells = grid.own(row)
    if not cells or is_numbering(cells) and not all(YEAR.fullmatch(text) for _, text in cells):
        return False
    if any(first <= top <= last for (r, _), (top, _) in grid.down.items() if r == row):
        return True
    if any(len(text) > 60 for _, text in cells):
        return False
    under = sum(_is_open(grid, last, column) for column, _ in cells)
    if all(re.fullmatch(r"\([^()\d]+\)", text) for _, text in cells):
        return True  # units: "(Rp)", "(tahun)"
    known = sum(bool(names.field(text)) or _is_sub(text) for _, text in cells)
    return under == len(cells) and known >= 0.6 * len(cells)


def _is_open(grid: Grid, last: int, column: int) -> bool:
    """Whether something may stand below a header at a column: it is merged over more columns or has blanks beside."""
    if grid.across.get((last, column)) or grid.span(last, column) > 1:
        return True
    texts = grid.texts[last]
    text = texts[column] if column < len(texts) else ""
    beside = texts[column + 1] if column + 1 < len(texts) else ""
    return not text or not beside


def _is_upper(grid: Grid, first: int, names: ColumnNames) -> bool:
    """Whether the row above a header is a part of it: names over several columns."""
    row = first - 1
    cells = grid.own(row)
    below = sum(bool(text) for text in grid.texts[first])
    if len(cells) == 0 or any(
        TITLE.search(text) or len(text) > 60 or text.endswith(":") or text.startswith(":") for _, text in cells
    ):
        return False
    if len(cells) == 1 and _is_heading(grid, row, first):
        return False
    if any(1 < grid.span(row, column) < 0.7 * max(below, 3) for column, _ in cells):
        return len(cells) > 1 or grid.span(row, cells[0][0]) <= 0.6 * below
    if grid.sheet.merged or is_dash(cells[0][1]):
        return False
    known = sum(bool(names.field(text)) or bool(UPPER.search(text)) for _, text in cells)
    return cells[0][0] > grid.own(first)[0][0] and known == len(cells) and below > len(cells)


def _is_heading(grid: Grid, row: int, first: int) -> bool:
    """Whether the one text above a header is a title that begins where the table begins: "II. KERJA SAMA (KSDPK)"."""
    column, text = grid.own(row)[0]
    if column > grid.own(first)[0][0]:
        return False
    return bool(HEADING.match(text)) or len(text.split()) > 3 or bool(kind(text)) or grid.span(row, column) == 1


def _unnamed(grid: Grid) -> list[tuple[int, int]]:
    """Where no header is known by name: the first row of three short texts and more, above rows as wide."""
    for row in range(min(len(grid.texts) - 1, 40)):
        cells = grid.own(row)
        words = sum(bool(re.search(r"[^\W\d_]{2}", text)) and len(text) <= 60 for _, text in cells)
        wide = max((len(grid.own(below)) for below in range(row + 1, min(row + 6, len(grid.texts)))), default=0)
        if words >= 3 and words >= 0.8 * len(cells) and wide >= 3 and len(cells) >= 0.5 * wide:
            return [(row, row)]
    return []


def _headers(grid: Grid, heads: Sequence[int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The texts over each column from above; without merges a name reaches right as far as names stand below it."""
    found = []
    carried = {row: "" for row in heads}
    for column in range(grid.width):
        own = [grid.head(row, column) for row in heads]
        parts: list[str] = []
        for index, row in enumerate(heads):
            text = own[index]
            carried[row] = text or carried[row]
            if not text and not grid.sheet.merged and any(own[index + 1 :]):
                text = carried[row]
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        found.append((column, tuple(parts)))
    return tuple(found)
