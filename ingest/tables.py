"""Ruled tables of a PDF: the lines that rule a page, and the words of each cell, by PDFium."""

from __future__ import annotations

import ctypes
import logging
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from corpus.models import Peraturan, Unit
from corpus.pictures import opened_pdf
from ingest.matrices import Line, Row, Ruled, with_rows

logger = logging.getLogger(__name__)

THIN = 2.5  # points: a rectangle no thicker is a line
NEAR = 3.0  # points: edges so near are one; letters whose feet are so near in height stand in one line
ACROSS = 0.9  # of the width of the table: a line so long parts two rows
DOWN = 0.5  # of its height: a line so long parts two columns
WORD_GAP = 0.15  # of the size of the letters: so much room parts two words
FOOT = 0.22  # of their size: so far they reach below the line that they stand on
LINE_END_HYPHEN = 2  # how PDFium gives the hyphen at the end of a line
DEPTH = 5  # of forms inside forms that are looked into for lines
AT_ONCE = 24  # pages for which PDFium is taken; who draws a page meanwhile waits
MAX_PAGES = 3000  # of a Lampiran that are looked at

# the title of a matrix with the head of its table under it, anywhere in the running text of a page
OPENS = re.compile(r"(?<!\w)(?<!BAB )[A-Z]{1,2}\s?\.\s*[A-Z][A-Z ,/]{6,}[^a-z]{0,200}?\bNO\b")

Point = tuple[float, float]
Turn = Callable[[float, float], Point]


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


class _Word(NamedTuple):
    """A word, or a letter of one: where it begins and ends, the line that it stands on, and its size; in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def bottom(self) -> float:
        return self.base + FOOT * self.size

    @property
    def top(self) -> float:
        return self.bottom - self.size

    @property
    def middle(self) -> float:
        return self.bottom - self.size / 2


def _turn(page: pypdfium2.PdfPage) -> Turn:
    """Makes of a point of the file's a point as the reader sees it: from the left and from the top of the page."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Turn] = {
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns.get(page.get_rotation(), lambda x, y: (x - left, top - y))


def _within(outer: Turn, thing: Any) -> Turn:
    """The same for points inside a thing that has a matrix of its own."""
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, m):
        return outer
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: outer(a * x + c * y + e, b * x + d * y + f)


def _paths(thing: Any, turn: Turn, depth: int = 0) -> Iterator[tuple[Any, Turn]]:
    """The paths on a page, or in a form on it."""
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if depth
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    for index in range(count(thing)):
        inner = get(thing, index)
        kind = raw.FPDFPageObj_GetType(inner)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield inner, _within(turn, inner)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            yield from _paths(inner, _within(turn, inner), depth + 1)


def _strokes(path: Any, turn: Turn) -> Iterator[list[Point]]:
    """The corners of each piece of a path; pieces with curves are no lines of a table."""
    x, y = ctypes.c_float(), ctypes.c_float()
    piece: list[Point] = []
    curved = False
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if piece and not curved:
                yield piece
            piece, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        piece.append(turn(x.value, y.value))
    if piece and not curved:
        yield piece


def _rules(page: pypdfium2.PdfPage, turn: Turn) -> _Rules:
    across, down = [], []
    for path, own in _paths(page, turn):
        for corners in _strokes(path, own):
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            top, bottom = min(y for _, y in corners), max(y for _, y in corners)
            if bottom - top <= THIN and right - left > 2 * THIN:
                across.append(((top + bottom) / 2, left, right))
            elif right - left <= THIN and bottom - top > 2 * THIN:
                down.append(((left + right) / 2, top, bottom))
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


def _letters(page: pypdfium2.PdfPage, turn: Turn) -> Iterator[_Word]:
    """Letters, blanks left out."""
    text = page.get_textpage()
    chars = text.raw
    x, y, box, m = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    try:
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(chars, index)
            letter = "-" if code == LINE_END_HYPHEN else chr(code) if code < 0x110000 else " "
            if letter == " " or not letter.isprintable():
                continue
            raw.FPDFText_GetCharOrigin(chars, index, x, y)
            raw.FPDFText_GetLooseCharBox(chars, index, box)
            raw.FPDFText_GetMatrix(chars, index, m)
            left, base = turn(x.value, y.value)
            right = max(turn(box.left, box.bottom)[0], turn(box.right, box.top)[0])
            yield _Word(letter, left, right, base, raw.FPDFText_GetFontSize(chars, index) * math.hypot(m.c, m.d))
    finally:
        text.close()


def _words(letters: Iterable[_Word]) -> list[_Word]:
    """Words by the room between their letters: blanks that are typed over a word ("P engadaan") part nothing."""
    lines: list[list[_Word]] = []
    for letter in sorted(letters, key=lambda w: w.base):
        if lines and letter.base - lines[-1][-1].base <= NEAR:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    words: list[list[_Word]] = []
    for line in lines:
        ordered = sorted(line, key=lambda w: w.x0)
        for last, letter in zip([None, *ordered], ordered, strict=False):
            if last is None or letter.x0 - last.x1 > WORD_GAP * last.size or abs(letter.base - last.base) > NEAR:
                words.append([])
            words[-1].append(letter)
    return [
        _Word("".join(w.text for w in word), word[0].x0, max(w.x1 for w in word), word[0].base, word[0].size)
        for word in words
    ]


def _lines(words: Iterable[_Word]) -> tuple[Line, ...]:
    """Words as printed lines; a raised figure stays in its line."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        if lines and lines[-1][0].top < word.middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [sorted(line, key=lambda w: w.x0) for line in lines]
    return tuple(Line(line[0].x0, " ".join(w.text for w in line)) for line in ordered)


def _read_page(page: pypdfium2.PdfPage, number: int) -> Ruled | None:
    """The tables of a page and the lines around them; None where it has none."""
    turn = _turn(page)
    rules = _rules(page, turn)
    tables = [(band, columns) for band in _bands(rules) if len(columns := _columns(rules, band[0], band[-1])) > 3]
    if not tables:
        return None
    left = _words(_letters(page, turn))
    placed: list[tuple[float, Line | tuple[Row, ...]]] = []
    for band, columns in tables:
        rows: list[Row] = []
        for top, bottom in pairwise(band):
            inside = [w for w in left if top <= w.middle < bottom and columns[0] <= w.x1]
            rows.append(
                tuple(_lines(w for w in inside if low <= (w.x0 + w.x1) / 2 < high) for low, high in pairwise(columns))
            )
        placed.append((band[0], tuple(rows)))
        left = [w for w in left if not band[0] <= w.middle < band[-1]]
    cuts = [float("-inf"), *(top for top, _ in placed), float("inf")]
    parts: list[Line | tuple[Row, ...]] = []
    for index, (low, high) in enumerate(pairwise(cuts)):
        if index:
            parts.append(placed[index - 1][1])
        parts.extend(_lines(w for w in left if low <= w.middle < high))
    return Ruled(number, tuple(parts))


def _read_number(document: pypdfium2.PdfDocument, number: int) -> Ruled | None:
    if not 1 <= number <= len(document):
        return None
    try:
        page = document[number - 1]
        try:
            return _read_page(page, number)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError, OverflowError, MemoryError) as error:  # it stays as text
        logger.warning("tables of page %d not read: %s", number, type(error).__name__)
        return None


def read_ruled(path: Path, numbers: Sequence[int]) -> list[Ruled]:
    """The pages among `numbers` that have ruled tables; what PDFium can not read has none.

    Args:
        path: a PDF that could be read.
        numbers: pages to look at, from 1, ascending.
    """
    wanted = list(numbers)[:MAX_PAGES]
    found: list[Ruled] = []
    for start in range(0, len(wanted), AT_ONCE):
        with opened_pdf(path) as document:
            if document is None:
                return []
            some = (_read_number(document, number) for number in wanted[start : start + AT_ONCE])
            found.extend(ruled for ruled in some if ruled is not None)
    return found


def with_tables(item: Peraturan, path: Path) -> Peraturan:
    """The regulation with the matrices of its Lampiran as rows; pages without one stay as they are.

    Args:
        item: as understood from its text.
        path: its PDF.
    """
    annex = [p for p in item.provisions if p.unit == Unit("lampiran") and p.page is not None]
    first = next((p.page for p in annex if OPENS.search(p.text)), None)
    if first is None:  # no matrix opens anywhere: nothing to look at, which is cheap to know
        return item
    numbers = sorted({p.page for p in annex if p.page is not None and p.page >= first})
    return with_rows(item, read_ruled(path, numbers))
