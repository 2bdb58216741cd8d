"""Matrices of a Lampiran, from the ruled tables of its pages: rows, cells and items, each with an address. Pure.

What runs on to the next page is joined; every row, cell and item can be cited, such as "Lampiran huruf Z angka 1,
Daerah Provinsi huruf a".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.models import Ketentuan, Peraturan, Unit
from ingest.identity import title_case

INDENT = 9.0  # points: a marker so far right of the first one belongs to a list inside an item
# "A. PEMBAGIAN URUSAN …", "AA.PEMBAGIAN …", "J. PEMBAGIAN …": the title above a matrix
TITLE = re.compile(r"^(?P<letter>[A-Z]{1,2})\s?\.\s*(?P<title>[A-Z][^a-z]{6,})$")
NUMBER = re.compile(r"^(?P<number>\d{1,3})\s?\.?$")  # "1.", "10."
ITEM = re.compile(r"^(?P<marker>[a-z]{1,2})\s?[.)](?:\s+|(?=[A-Z]))(?P<text>\S.*)$")  # "a. Penetapan …", "b.Akreditasi"
FURNITURE = re.compile(r"^(?:-?\s*\d+\s*-?|PRESIDEN|REPUBLIK INDONESIA|SK No.*)$")


@dataclass(frozen=True)
class Line:
    """A printed line: where it begins, in points from the left, and its words."""

    x: float
    text: str


Cell = tuple[Line, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Ruled:
    """A page with ruled tables.

    Attributes:
        number: of the page, from 1.
        parts: in order from the top, lines outside tables and tables (rows of cells).
    """

    number: int
    parts: tuple[Line | tuple[Row, ...], ...]


@dataclass
class _Matrix:
    """A matrix being read, page after page."""

    letter: str
    title: str
    columns: tuple[str, ...] = ()
    rows: list[_Entry] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)


@dataclass
class _Entry:
    """A row being read: for each column its lines, each with its page."""

    number: str
    page: int
    cells: list[list[tuple[int, Line]]]


def _text(lines: Iterable[Line]) -> str:
    return join(line.text for line in lines)


def join(texts: Iterable[str]) -> str:
    """Lines as one text; a hyphen at the end of a line stays, for the tables break no words ("antar-", "Daerah")."""
    text = re.sub(r"\s+", " ", "\n".join(texts).replace("-\n", "-")).strip()
    return re.sub(r"(?<=\w)\s*/\s*(?=\w)", "/", text)


def column_name(text: str) -> str:
    """The head of a column as people write it: "DAERAH KABUPATEN / KOTA" -> "Daerah Kabupaten/Kota"."""
    return title_case(re.sub(r"\s*/\s*", "/", text))


def _is_head(cells: Sequence[str]) -> bool:
    return len(cells) >= 4 and cells[0].strip(". ").upper() == "NO"


def _is_count(cells: Sequence[str]) -> bool:
    """The row "1 2 3 4 5" under the heads."""
    return list(cells) == [str(n) for n in range(1, len(cells) + 1)]


def _matrices(pages: Sequence[Ruled]) -> tuple[list[_Matrix], set[int]]:
    """Matrices in order, and the pages that say more in their tables than matrices could take."""
    found: list[_Matrix] = []
    left: set[int] = set()
    open_until = 0
    for page in pages:
        matrix = found[-1] if found and page.number <= open_until + 1 else None
        above: list[Line] = []
        for part in page.parts:
            if isinstance(part, Line):
                above.append(part)
                continue
            titled = _title(above)
            if titled is not None:
                matrix = _Matrix(*titled)
                found.append(matrix)
            above = []
            if matrix is None or not _add_table(matrix, part, page.number):
                left.add(page.number)
        open_until = page.number
    return found, left


def _title(above: Sequence[Line]) -> tuple[str, str] | None:
    for index, line in reversed(list(enumerate(above))):
        match = TITLE.match(line.text.strip())
        if match:
            rest = [other.text for other in above[index + 1 :] if not FURNITURE.match(other.text.strip())]
            return match["letter"], title_case(join([match["title"], *rest]))
    return None


def _add_table(matrix: _Matrix, rows: Sequence[Row], page: int) -> bool:
    """Take the rows of a table into a matrix; False where words are left over, for they are not of its shape."""
    complete = True
    for row in rows:
        cells = [_text(cell) for cell in row]
        if _is_head(cells):
            matrix.columns = matrix.columns or tuple(column_name(cell) for cell in cells)
            continue
        if _is_count(cells) or not any(cells):
            continue
        number = NUMBER.match(cells[0])
        fits = len(cells) == len(matrix.columns) and (number or (matrix.rows and not cells[0]))
        if not fits:
            complete = False
            continue
        if number:
            matrix.rows.append(_Entry(number["number"], page, [[] for _ in cells]))
        for column, lines in enumerate(row[1:], 1):
            matrix.rows[-1].cells[column].extend((page, line) for line in lines)
        matrix.pages.add(page)
    return complete


@dataclass(frozen=True)
class _Item:
    """A piece of a cell: the words before its list, or one item of it."""

    marker: str
    lines: tuple[tuple[int, Line], ...]


def cell_items(lines: Sequence[tuple[int, Line]]) -> list[_Item]:
    """A cell cut at the letters of its own list; a list inside an item, set further right, stays in its item."""
    found: list[_Item] = [_Item("", ())]
    base: float | None = None
    for page, line in lines:
        match = ITEM.match(line.text)
        fresh = match is not None and all(item.marker != match["marker"] for item in found)
        if match and base is None and match["marker"] == "a":
            base = line.x
        if match and fresh and base is not None and abs(line.x - base) <= INDENT:
            found.append(_Item(match["marker"], ((page, Line(line.x, match["text"])),)))
        else:
            last = found[-1]
            found[-1] = _Item(last.marker, (*last.lines, (page, line)))
    return [item for item in found if item.lines]


def _passage(lines: Sequence[tuple[int, str]]) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """Running text, its first page, and (offset, page) of each later page."""
    text = join(t for _, t in lines)
    breaks = []
    for index in range(1, len(lines)):
        if lines[index][0] != lines[index - 1][0]:
            head = join(t for _, t in lines[:index])
            offset = len(head) + (text[len(head) : len(head) + 1] == " ")
            if 0 < offset < len(text):
                breaks.append((offset, lines[index][0]))
    return text, lines[0][0], tuple(breaks)


def _cell_provisions(
    unit: Unit, heading: tuple[str, ...], name: str, lines: Sequence[tuple[int, Line]]
) -> list[Ketentuan]:
    """A cell, then the items of its list; a blank cell gives nothing, one with a dash its dash."""
    items = cell_items(lines)
    if not items:
        return []
    lead = [item for item in items if not item.marker]
    listed = [item for item in items if item.marker]
    text, page, breaks = _passage([(p, ln.text) for p, ln in lead[0].lines]) if lead else ("", lines[0][0], ())
    whole, _, whole_breaks = _passage([(p, ln.text) for p, ln in lines]) if listed else ("", 0, ())
    title = f"{name}, {unit.kolom}"
    found = [Ketentuan(unit, heading, text, page, breaks, title=title, whole=whole, whole_breaks=whole_breaks)]
    for item in listed:
        text, page, breaks = _passage([(p, ln.text) for p, ln in item.lines])
        found.append(Ketentuan(replace(unit, butir=item.marker), heading, text, page, breaks, title=title))
    return found


def matrix_provisions(pages: Sequence[Ruled]) -> tuple[list[Ketentuan], set[int]]:
    """The rows of all matrices as provisions, and the pages whose tables they hold whole.

    A row gives its name (the second column), then for every further column a cell and the items of its list.
    """
    found: list[Ketentuan] = []
    matrices, left = _matrices(pages)
    for matrix in matrices:
        top = ("Lampiran", f"{matrix.letter}. {matrix.title}")
        for row in matrix.rows:
            unit = Unit("lampiran", huruf=matrix.letter, angka=row.number)
            name, page, breaks = _passage([(p, ln.text) for p, ln in row.cells[1]] or [(row.page, "")])
            found.append(Ketentuan(unit, top, name, page, breaks))
            for column, lines in zip(matrix.columns[2:], row.cells[2:], strict=True):
                heading = (*top, f"{row.number}. {name}", column)
                found.extend(_cell_provisions(replace(unit, kolom=column), heading, name, lines))
    return found, {page for matrix in matrices for page in matrix.pages} - left


def _outside(page: Ruled) -> str:
    """What a page says beside its tables, without its furniture and the titles of its matrices."""
    lines = [part.text.strip() for part in page.parts if isinstance(part, Line)]
    kept = [line for line in lines if not FURNITURE.match(line) and not TITLE.match(line)]
    return join(kept)


def with_rows(item: Peraturan, ruled: Sequence[Ruled]) -> Peraturan:
    """Put the rows of matrices in the place of the pages that they stand on. Pure."""
    rows, covered = matrix_provisions(ruled)
    if not rows:
        return item
    outside = {page.number: _outside(page) for page in ruled}
    provisions: list[Ketentuan] = []
    placed = False
    for provision in item.provisions:
        if provision.unit != Unit("lampiran") or provision.page not in covered:
            provisions.append(provision)
            continue
        text = outside[provision.page]
        if len(text.split()) > 3:
            provisions.append(replace(provision, text=text, breaks=()))
        if not placed:
            provisions.extend(rows)
            placed = True
    return replace(item, provisions=tuple(provisions if placed else [*provisions, *rows]))
