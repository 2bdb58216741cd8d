"""Ruled tables of a PDF: the lines that rule a page, and the words of each cell. Alone in knowing pdfplumber."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.models import Peraturan, Unit
from ingest.matrices import Line, Row, Ruled, with_rows
from ingest.workers import worker_pool

logger = logging.getLogger(__name__)

THIN = 2.5  # points: a rectangle no thicker is a line
NEAR = 3.0  # points: edges so near are one
ACROSS = 0.9  # of the width of the table: a line so long parts two rows
DOWN = 0.5  # of its height: a line so long parts two columns
WORD_GAP = 0.15  # of the size of the letters: so much room parts two words
PARALLEL_PAGES = 48  # fewer are read in one process
MAX_PAGES = 3000  # of a Lampiran that are looked at

# the title of a matrix with the head of its table under it, anywhere in the running text of a page
OPENS = re.compile(r"(?<!\w)(?<!BAB )[A-Z]{1,2}\s?\.\s*[A-Z][A-Z ,/]{6,}[^a-z]{0,200}?\bNO\b")


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


def _plain(page: Any, thing: Any) -> dict[str, Any]:
    """What is asked of a thing on a page; pdfplumber gathers colours and paths too, for a quarter of the time."""
    left, low = page.mediabox[:2]
    top, bottom = page.height - thing.y1 + low, page.height - thing.y0 + low
    found: dict[str, Any] = {
        "object_type": type(thing).__name__.removeprefix("LT").lower(),
        "x0": thing.x0 + left, "x1": thing.x1 + left, "top": top, "bottom": bottom,
        "doctop": page.initial_doctop + top,
    }  # fmt: skip
    if found["object_type"] == "char":
        found |= {"text": thing.get_text(), "size": thing.size, "upright": thing.upright}
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
    tables = [(band, columns) for band in _bands(rules) if len(columns := _columns(rules, band[0], band[-1])) > 3]
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
                page: Any = pdf.pages[number - 1]
                page.process_object = partial(_plain, page)
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
        with worker_pool(workers) as pool:
            futures = [pool.submit(_read_some, str(path), share) for share in shares]
            return [ruled for future in futures for ruled in future.result()]
    except Exception as error:  # pdfplumber opens what pypdf opens, or else there are no tables, only pages
        logger.warning("tables of %s not read: %s", path.name, type(error).__name__)
        return []


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
