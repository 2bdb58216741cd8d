"""Find a quote again in a text that reads a little otherwise: other blanks, line ends, a wrong letter of OCR. Pure."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SEED = 10  # letters that must agree in a row before two places are compared at all
BLOCK = 4  # shortest agreement, beside an anchor, that counts
BRIDGE = 4  # letters that may differ between two agreements without parting them
REST = 24  # a part of the quote this long, not found beside the anchor, is looked for elsewhere

Span = tuple[int, int]
Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Letters:
    """The letters and digits of a text, lower case.

    Attributes:
        text: one character for each letter or digit.
        places: the offset in the original text of each.
    """

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Match:
    """Where a quote stands.

    Attributes:
        spans: (start, end) offsets in the original text, in its order, none overlapping; the marks may be drawn there.
        share: how much of the quote was found, 0..1.
    """

    spans: tuple[Span, ...]
    share: float


@dataclass(frozen=True)
class SeenLine:
    """A line, or a piece of one, as OCR saw it in the picture of a page.

    Attributes:
        text: what it reads.
        corners: before its first letter above, behind its last above, behind its last below, before its first below;
            across and down, as shares (0 to 1) of the width and the height of the page as it is shown.
    """

    text: str
    corners: Corners


def letters_of(text: str) -> Letters:
    """Letters and digits with their places: "a) Kerja- sama" -> "akerjasama"."""
    pairs = [(low, i) for i, c in enumerate(text) if c.isalnum() for low in c.lower()[:1]]
    return Letters("".join(c for c, _ in pairs), tuple(i for _, i in pairs))


def find_quote(quote: str, text: str, before: str = "") -> Match:
    """Where the words of a quote stand in a text: in one piece where it can be, else in its longest pieces.

    Args:
        quote: the words that are looked for.
        text: where they are looked for.
        before: words that stand just before the quote in its source; they choose between several places.
    """
    wanted, given = letters_of(quote).text, letters_of(text)
    if not wanted or not given.text:
        return Match((), 0.0)
    exact = _exact(wanted, given.text, letters_of(before).text[-80:])
    if exact is not None:
        return Match(_original([(exact, exact + len(wanted))], given), 1.0)
    blocks = _blocks(wanted, given.text)
    share = sum(size for _, _, size in blocks) / len(wanted)
    return Match(_original(_joined([(b, b + size) for _, b, size in blocks]), given), min(1.0, share))


def find_in_lines(quote: str, lines: Sequence[SeenLine], before: str = "") -> tuple[list[Corners], float]:
    """Where the words of a quote stand among the lines of a page.

    Args:
        quote, before: as `find_quote`.
        lines: in reading order.

    Returns:
        Of each line that holds words of it the part from the first to the last, and how much of the quote was found.
    """
    match = find_quote(quote, "\n".join(line.text for line in lines), before)
    found: list[Corners] = []
    offset = 0
    for line in lines:
        last = len(line.text)
        inside = [(a - offset, b - offset) for a, b in match.spans if a < offset + last and b > offset]
        if inside:
            found.append(_part(line, max(0, inside[0][0]), min(last, inside[-1][1])))
        offset += last + 1
    return found, match.share


def _part(line: SeenLine, start: int, end: int) -> Corners:
    """Corners of some letters of a line; its letters are taken to be equally wide, and signs go with the words."""
    text = line.text
    if not any(map(str.isalnum, text[:start])):
        start = 0
    if not any(map(str.isalnum, text[end:])):
        end = len(text)
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = line.corners
    a, b = start / len(text), end / len(text)
    return (
        (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a), (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b),
        (x4 + (x3 - x4) * b, y4 + (y3 - y4) * b), (x4 + (x3 - x4) * a, y4 + (y3 - y4) * a),
    )  # fmt: skip


def _exact(wanted: str, given: str, before: str) -> int | None:
    """Where it stands in one piece; of several places the one that most of `before` stands in front of."""
    best: tuple[int, int] | None = None
    place = given.find(wanted)
    while place >= 0:
        shared = len(before) - len(os.path.commonprefix([before[::-1], given[:place][::-1]]))
        best = min(best, (shared, place)) if best else (shared, place)
        place = given.find(wanted, place + 1)
    return best[1] if best else None


def _blocks(wanted: str, given: str) -> list[tuple[int, int, int]]:
    """(offset in wanted, offset in given, length) of the agreements."""
    found: list[tuple[int, int, int]] = []
    todo = [(0, len(wanted))]
    while todo:
        low, high = todo.pop()
        anchor = _longest(wanted[low:high], given, [(b, b + size) for _, b, size in found])
        if anchor is None:
            continue
        start, place, _ = anchor
        begin = max(0, place - start - BRIDGE * 8)
        window = given[begin : place - start + (high - low) + BRIDGE * 8]
        matcher = SequenceMatcher(None, wanted[low:high], window, autojunk=False)
        near = [(low + m.a, begin + m.b, m.size) for m in matcher.get_matching_blocks() if m.size >= BLOCK]
        found.extend(near)
        edges = [low, *(edge for a, _, size in near for edge in (a, a + size)), high]
        todo.extend((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if near and b - a >= REST)
    return found


def _longest(wanted: str, given: str, taken: list[Span]) -> tuple[int, int, int] | None:
    """The longest agreement, (offset, offset, length), outside what is taken; None where none has SEED letters."""
    seeds: dict[str, list[int]] = {}
    for place in range(len(given) - SEED + 1):
        if not any(a - SEED < place < b for a, b in taken):
            seeds.setdefault(given[place : place + SEED], []).append(place)
    best: tuple[int, int, int] | None = None
    start = 0
    while start <= len(wanted) - SEED:
        places = seeds.get(wanted[start : start + SEED], ())
        size, place = max(((_agreement(wanted, start, given, p), -p) for p in places), default=(0, 0))
        if size and (best is None or size > best[2]):
            best = (start, -place, size)
        start += max(1, size - SEED + 1)
    return best


def _agreement(first: str, start: int, second: str, place: int) -> int:
    size = 0
    while start + size < len(first) and place + size < len(second) and first[start + size] == second[place + size]:
        size += 1
    return size


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in order, those that nearly touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= BRIDGE:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _original(spans: list[Span], given: Letters) -> tuple[Span, ...]:
    return tuple((given.places[a], given.places[b - 1] + 1) for a, b in spans if b > a)
