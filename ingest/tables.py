"""Ruled tables of a PDF: the matrices of a Lampiran, across pages, row by row, each cell with its page.

Two steps. `read_ruled` alone knows pdfplumber: it finds the lines that rule a page, and the words of each cell.
`matrix_provisions` is pure: it joins what runs on to the next page and gives every row, cell and item an address, such
as "Lampiran huruf Z angka 1, Daerah Provinsi huruf a".
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.models import Ketentuan, Peraturan, Unit
from ingest.identity import title_case

logger = logging.getLogger(__name__)

THIN = 2.5  # points: a rectangle no thicker is a line
NEAR = 3.0  # points: edges so near are one
ACROSS = 0.9  # of the width of the table: a line so long parts two rows
DOWN = 0.5  # of its height: a line so long parts two columns
WORD_GAP = 0.15  # of the size of the letters: so much room parts two words
INDENT = 9.0  # points: a marker so far right of the first one belongs to a list inside an item
PARALLEL_PAGES = 48  # fewer are read in one process
MAX_PAGES = 3000  # of a Lampiran that are looked at

# "A. PEMBAGIAN URUSAN …", "AA.PEMBAGIAN …", "J. PEMBAGIAN …": the title above a matrix
TITLE = re.compile(r"^(?P<letter>[A-Z]{1,2})\s?\.\s*(?P<title>[A-Z][^a-z]{6,})$")
NUMBER = re.compile(r"^(?P<number>\d{1,3})\s?\.?$")  # "1.", "10."
ITEM = re.compile(r"^(?P<marker>[a-z]{1,2})\s?[.)](?:\s+|(?=[A-Z]))(?P<text>\S.*)$")  # "a. Penetapan …", "b.Akreditasi"
# such a title with the head of a table under it, anywhere in the running text of a page
OPENS = re.compile(r"(?<!\w)[A-Z]{1,2}\s?\.\s*[A-Z][A-Z ,/]{6,}[^a-z]{0,200}?\bNO\b")
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


# --- reading


def _merge(values: Iterable[float]) -> list[list[float]]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return groups


def _length(spans: Iterable[tuple[float, float]]) -> float:
    total, reach = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return total


@dataclass(frozen=True)
class _Rules:
    """Lines of a page: (place, start, end), across by their height, down by their distance from the left."""

    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]


def _rules(page: Any) -> _Rules:
    across, down = [], []
    for item in (*page.rects, *page.lines):
        width, height = item["x1"] - item["x0"], item["bottom"] - item["top"]
        if height <= THIN and width > 2 * THIN:
            across.append(((item["top"] + item["bottom"]) / 2, item["x0"], item["x1"]))
        elif width <= THIN and height > 2 * THIN:
            down.append(((item["x0"] + item["x1"]) / 2, item["top"], item["bottom"]))
    return _Rules(tuple(across), tuple(down))


def _bands(rules: _Rules) -> list[list[float]]:
    """Heights of the lines that part rows, a list a table: lines down run from each to the next of the same table."""
    found: list[list[float]] = []
    width = max((b for *_, b in rules.across), default=0.0) - min((a for _, a, _ in rules.across), default=0.0)
    for group in _merge(place for place, *_ in rules.across):
        spans = [(a, b) for place, a, b in rules.across if group[0] <= place <= group[-1]]
        if _length(spans) < ACROSS * width:
            continue
        place = sum(group) / len(group)
        middle = (found[-1][-1] + place) / 2 if found else 0.0
        if found and sum(a <= middle <= b for _, a, b in rules.down) >= 3:
            found[-1].append(place)
        else:
            found.append([place])
    return [band for band in found if len(band) > 1]


def _columns(rules: _Rules, top: float, bottom: float) -> list[float]:
    inside = [(x, max(a, top), min(b, bottom)) for x, a, b in rules.down if b > top + THIN and a < bottom - THIN]
    found = []
    for group in _merge(x for x, *_ in inside):
        if _length((a, b) for x, a, b in inside if group[0] <= x <= group[-1]) >= DOWN * (bottom - top):
            found.append(sum(group) / len(group))
    return found


def _words(page: Any) -> Sequence[Mapping[str, Any]]:
    """Words by the room between their letters: blanks that are typed over a word ("P engadaan") part nothing."""
    from pdfplumber.utils.text import extract_words

    found: Sequence[Mapping[str, Any]] = extract_words(
        [c for c in page.chars if str(c["text"]).strip()], x_tolerance_ratio=WORD_GAP
    )
    return found


def _lines(words: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Words as printed lines; a raised figure stays in its line."""
    lines: list[list[Mapping[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["top"] + w["bottom"], w["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if lines and middle <= lines[-1][0]["bottom"] and middle - lines[-1][0]["top"] > 0:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [sorted(line, key=lambda w: w["x0"]) for line in lines]
    return tuple(Line(line[0]["x0"], " ".join(str(w["text"]) for w in line)) for line in ordered)


def _read_page(page: Any) -> Ruled | None:
    """The tables of a page and the lines around them; None where it has none."""
    rules = _rules(page)
    tables = [(band, columns) for band in _bands(rules) if len(columns := _columns(rules, band[0], band[-1])) >= 3]
    if not tables:
        return None
    left = _words(page)
    placed: list[tuple[float, Line | tuple[Row, ...]]] = []
    for band, columns in tables:
        rows: list[Row] = []
        for top, bottom in pairwise(band):
            inside = [w for w in left if top <= (w["top"] + w["bottom"]) / 2 < bottom and columns[0] <= w["x1"]]
            rows.append(
                tuple(
                    _lines([w for w in inside if low <= (w["x0"] + w["x1"]) / 2 < high])
                    for low, high in pairwise(columns)
                )
            )
        placed.append((band[0], tuple(rows)))
        left = [w for w in left if not band[0] <= (w["top"] + w["bottom"]) / 2 < band[-1]]
    cuts = [0.0, *(top for top, _ in placed), float("inf")]
    parts: list[Line | tuple[Row, ...]] = []
    for index, (low, high) in enumerate(pairwise(cuts)):
        if index:
            parts.append(placed[index - 1][1])
        parts.extend(_lines([w for w in left if low <= (w["top"] + w["bottom"]) / 2 < high]))
    return Ruled(page.page_number, tuple(parts))


def _read_some(path: str, numbers: Sequence[int]) -> list[Ruled]:
    import pdfplumber  # only a file with a Lampiran pays for it

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it can not read stays as pages
    found: list[Ruled] = []
    with pdfplumber.open(path) as pdf:
        for number in numbers:
            try:
                page = pdf.pages[number - 1]
                ruled = _read_page(page)
                page.close()
            except Exception as error:  # a broken page of pdfminer's: whatever it raises, the page stays as text
                logger.warning("tables of page %d not read: %s", number, type(error).__name__)
                continue
            if ruled is not None:
                found.append(ruled)
    return found


def read_ruled(path: Path, numbers: Sequence[int], workers: int = 1) -> list[Ruled]:
    """The pages among `numbers` that have ruled tables.

    Args:
        path: a PDF that could be read.
        numbers: pages to look at, from 1, ascending.
        workers: processes; few pages take one.
    """
    wanted = list(numbers)[:MAX_PAGES]
    if not wanted:
        return []
    try:
        if workers < 2 or len(wanted) < PARALLEL_PAGES:
            return _read_some(str(path), wanted)
        step = -(-len(wanted) // workers)
        shares = [wanted[start : start + step] for start in range(0, len(wanted), step)]
        with ProcessPoolExecutor(max_workers=workers) as pool:
            futures = [pool.submit(_read_some, str(path), share) for share in shares]
            return [ruled for future in futures for ruled in future.result()]
    except Exception as error:  # pdfplumber opens what pypdf opens, or else there are no tables, only pages
        logger.warning("tables of %s not read: %s", path.name, type(error).__name__)
        return []


# --- understanding


@dataclass
class _Matrix:
    """A matrix being read, page after page."""

    letter: str
    title: str
    columns: tuple[str, ...] = ()
    rows: list[_Entry] = field(default_factory=list)


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
    return re.sub(r"(?<=\w)\s?/\s(?=\w)", "/", text)


def column_name(text: str) -> str:
    """The head of a column as people write it: "DAERAH KABUPATEN / KOTA" -> "Daerah Kabupaten/Kota"."""
    return title_case(re.sub(r"\s*/\s*", "/", text))


def _is_head(cells: Sequence[str]) -> bool:
    return len(cells) >= 4 and cells[0].strip(". ").upper() == "NO"


def _is_count(cells: Sequence[str]) -> bool:
    """The row "1 2 3 4 5" under the heads."""
    return list(cells) == [str(n) for n in range(1, len(cells) + 1)]


def _matrices(pages: Sequence[Ruled]) -> Iterator[tuple[_Matrix, set[int]]]:
    """Matrices in order, each with the pages that it covers."""
    matrix: _Matrix | None = None
    covered: set[int] = set()
    above: list[Line] = []
    previous = 0
    for page in pages:
        if matrix is not None and page.number > previous + 1:
            yield matrix, covered
            matrix = None
        previous = page.number
        above = []
        for part in page.parts:
            if isinstance(part, Line):
                above.append(part)
                continue
            titled = _title(above)
            if titled is not None:
                if matrix is not None:
                    yield matrix, covered
                matrix, covered = _Matrix(*titled), set()
            above = []
            if matrix is not None and _add_table(matrix, part, page.number):
                covered.add(page.number)
    if matrix is not None:
        yield matrix, covered


def _title(above: Sequence[Line]) -> tuple[str, str] | None:
    for index, line in reversed(list(enumerate(above))):
        match = TITLE.match(line.text.strip())
        if match:
            rest = [other.text for other in above[index + 1 :] if not FURNITURE.match(other.text.strip())]
            return match["letter"], title_case(join([match["title"], *rest]))
    return None


def _add_table(matrix: _Matrix, rows: Sequence[Row], page: int) -> bool:
    """Take the rows of a table into a matrix; False where they are not of its shape."""
    added = False
    for row in rows:
        cells = [_text(cell) for cell in row]
        if _is_head(cells):
            if not matrix.columns:
                matrix.columns = tuple(column_name(cell) for cell in cells)
            added = added or len(cells) == len(matrix.columns)
            continue
        if len(cells) != len(matrix.columns) or _is_count(cells):
            continue
        number = NUMBER.match(cells[0])
        if number:
            matrix.rows.append(_Entry(number["number"], page, [[] for _ in cells]))
        if not matrix.rows:
            continue
        added = True
        entry = matrix.rows[-1]
        first = 1 if number else 0
        for index in range(first, len(row)):
            entry.cells[index].extend((page, line) for line in row[index])
    return added


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
    """The rows of all matrices as provisions, and the pages that matrices cover.

    A row gives its name (the second column), then for every further column a cell and the items of its list.
    """
    found: list[Ketentuan] = []
    pages_covered: set[int] = set()
    for matrix, covered in _matrices(pages):
        if not matrix.rows:
            continue
        pages_covered |= covered
        top = ("Lampiran", f"{matrix.letter}. {matrix.title}")
        for row in matrix.rows:
            unit = Unit("lampiran", huruf=matrix.letter, angka=row.number)
            name, page, breaks = _passage([(p, ln.text) for p, ln in row.cells[1]] or [(row.page, "")])
            found.append(Ketentuan(unit, top, name, page, breaks))
            for column, lines in zip(matrix.columns[2:], row.cells[2:], strict=True):
                heading = (*top, f"{row.number}. {name}", column)
                found.extend(_cell_provisions(replace(unit, kolom=column), heading, name, lines))
    return found, pages_covered


def _outside(page: Ruled) -> str:
    """What a page says beside its tables, without its furniture and the titles of its matrices."""
    lines = [part.text.strip() for part in page.parts if isinstance(part, Line)]
    kept = [line for line in lines if not FURNITURE.match(line) and not TITLE.match(line)]
    return join(kept)


def with_tables(item: Peraturan, path: Path, workers: int = 1) -> Peraturan:
    """The regulation with the matrices of its Lampiran as rows; pages without one stay as they are.

    Args:
        item: as understood from its text.
        path: its PDF.
        workers: processes.
    """
    annex = [p for p in item.provisions if p.unit == Unit("lampiran") and p.page is not None]
    first = next((p.page for p in annex if OPENS.search(p.text)), None)
    if first is None:  # no matrix opens anywhere: nothing to look at, which is cheap to know
        return item
    numbers = sorted({p.page for p in annex if p.page is not None and p.page >= first})
    return with_rows(item, read_ruled(path, numbers, workers))


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
    return replace(item, provisions=tuple(provisions))
