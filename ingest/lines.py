"""Boxes of recognised text -> lines in reading order. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.runs import Corners, Point, SeenLine

GAP = 0.9  # of a line's height: a wider step down begins a paragraph


@dataclass(frozen=True)
class Box:
    """A piece of text on a picture.

    Attributes:
        corners: top left, top right, bottom right, bottom left, in pixels; may lean.
        text: what it reads.
        score: how sure the recogniser is, 0 to 1.
    """

    corners: Corners
    text: str
    score: float

    @property
    def angle(self) -> float:
        """How far it leans, in radians."""
        (x1, y1), (x2, y2) = self.corners[0], self.corners[1]
        return math.atan2(y2 - y1, x2 - x1)

    @property
    def width(self) -> float:
        """Length of its upper edge, pixels."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """Length of its left edge, pixels."""
        return math.dist(self.corners[0], self.corners[3])


@dataclass(frozen=True)
class Seen:
    """What OCR saw on a page.

    Attributes:
        text: its lines joined by newlines; "" where there is none.
        lines: the boxes that it was read from, in that order; empty where nobody kept them.
    """

    text: str
    lines: tuple[SeenLine, ...] = ()


@dataclass(frozen=True)
class _Flat:
    """A box on the page turned straight, and the box as it was."""

    left: float
    right: float
    top: float
    bottom: float
    box: Box

    @property
    def text(self) -> str:
        return self.box.text.strip()

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lean(boxes: Sequence[Box]) -> float:
    """How far the page leans, in radians: the median over its long lines, each weighing its length."""
    long = [box for box in boxes if box.width > 4 * box.height > 0]
    return median([box.angle for box in long]) if long else 0.0


def straighten(boxes: Sequence[Box]) -> list[_Flat]:
    """The boxes turned back by the lean of the page."""
    angle = lean(boxes)
    cos, sin = math.cos(-angle), math.sin(-angle)
    flat: list[_Flat] = []
    for box in boxes:
        across = [x * cos - y * sin for x, y in box.corners]
        down = [x * sin + y * cos for x, y in box.corners]
        flat.append(_Flat(min(across), max(across), min(down), max(down), box))
    return flat


def _rows(flat: Sequence[_Flat]) -> list[list[_Flat]]:
    """Boxes that stand on one line, top to bottom, each from left to right."""
    rows: list[list[_Flat]] = []
    for box in sorted(flat, key=lambda b: b.middle):
        for row in reversed(rows[-3:]):
            if _on_line(row, box):
                row.append(box)
                break
        else:
            rows.append([box])
    return [sorted(row, key=lambda b: b.left) for row in sorted(rows, key=lambda r: median([b.middle for b in r]))]


def _on_line(row: Sequence[_Flat], box: _Flat) -> bool:
    """Whether a box continues a line: its middle lies in the line, and it stands over none of its boxes."""
    middle = median([b.middle for b in row])
    height = min(box.height, median([b.height for b in row]))
    if abs(box.middle - middle) > 0.45 * height:
        return False
    return all(min(b.right, box.right) - max(b.left, box.left) < 0.5 * min(b.right - b.left, box.right - box.left)
               for b in row)  # fmt: skip


def seen(boxes: Sequence[Box], size: tuple[int, int], turns: int = 0) -> Seen:
    """What stands on a page, in reading order.

    Args:
        boxes: as recognised, in any order.
        size: width and height of the picture on which they were found, pixels.
        turns: quarter turns against the clock, by which that picture was made from the page.
    """
    rows = _rows([box for box in straighten(boxes) if box.text])
    lines = (SeenLine(flat.text, _shares(flat.box.corners, size, turns)) for row in rows for flat in row)
    return Seen(_text_of(rows), tuple(lines))


def _shares(corners: Corners, size: tuple[int, int], turns: int) -> Corners:
    """Corners as shares of the page, the picture turned back."""
    first, second, third, fourth = (_turned_back(x / size[0], y / size[1], turns) for x, y in corners)
    return first, second, third, fourth


def _turned_back(x: float, y: float, turns: int) -> Point:
    for _ in range(turns % 4):
        x, y = 1 - y, x
    return x, y


def _text_of(rows: Sequence[Sequence[_Flat]]) -> str:
    """A line a line, pieces of one line parted by a blank, a wide step down by an empty line."""
    lines: list[str] = []
    for index, row in enumerate(rows):
        if index and _steps_down(rows[index - 1], row):
            lines.append("")
        lines.append(" ".join(box.text for box in row))
    return "\n".join(lines)


def _steps_down(above: Sequence[_Flat], row: Sequence[_Flat]) -> bool:
    height = median([box.height for box in (*above, *row)])
    return min(box.top for box in row) - max(box.bottom for box in above) > GAP * height
