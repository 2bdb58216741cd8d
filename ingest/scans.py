"""Which pages of a PDF are read by OCR, and what is kept of it: the better of the file's own words and the picture's.

Reading a scan takes a second or two a page, so what was read is kept (`Kept`) and a run that was stopped goes on.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import write_problem
from corpus.models import Page, Peraturan
from corpus.runs import SeenLine
from corpus.shelf import sha256_of
from ingest.lines import Seen
from ingest.quality import Reading, frequent_words, judge
from ingest.render import is_blank, render_page
from ingest.repair import next_letter, repair
from ingest.workers import worker_pool

logger = logging.getLogger(__name__)

READER = "ppocr6s-2"  # names what read a kept page; change it with anything in ocr, lines or render that changes text
GOOD_LAYER = 0.99  # an OCR layer that reads better is left as it is
GOOD_TEXT = 0.975  # so is text that was typed
GARBLED = 0.005  # share of letters in garbled tokens, above which typed text is suspected to be an OCR layer
BROKEN = 0.8  # typed text that reads worse has lost its letters: a font without names for them
GRID = 10_000  # places on a page are kept as parts of its width and height, so fine
SUSPECT = 0.2  # share of such pages, above which the whole file is


@dataclass(frozen=True)
class Scanning:
    """How pages are read by OCR.

    Attributes:
        mode: "auto" (pages without text or with poor text), "off", "always" (every page).
        pixels: of the picture of a page, at most.
        workers: processes.
        kept: folder of what was read before; None keeps nothing.
        keeps: whether what is read is added there.
    """

    mode: str = "auto"
    pixels: int = 20_000_000
    workers: int = 1
    kept: Path | None = None
    keeps: bool = True


class Kept:
    """Pages of one file that OCR has read: a JSON object a line, added to page by page, so that a stop loses none."""

    def __init__(self, folder: Path | None, sha256: str, writes: bool = True) -> None:
        self._path = folder / f"{sha256}.jsonl" if folder is not None and sha256 else None
        self._writes = writes

    def pages(self) -> dict[int, Seen]:
        """What was seen by page number, by this reader; a line that was cut off by a stop is passed over."""
        found: dict[int, Seen] = {}
        if self._path is None or not self._path.is_file():
            return found
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                row = json.loads(line)
                if row["reader"] == READER:
                    found[int(row["page"])] = Seen(str(row["text"]), _lines_of(row.get("lines", ())))
            except (ValueError, KeyError, TypeError):
                continue
        return found

    def add(self, number: int, seen: Seen) -> None:
        """Keep one page.

        Raises:
            DiskFull, HomeUnusable: it can not be written.
        """
        if self._path is None or not self._writes:
            return
        lines = [[line.text, *(round(GRID * way) for point in line.corners for way in point)] for line in seen.lines]
        row = json.dumps({"page": number, "reader": READER, "text": seen.text, "lines": lines}, ensure_ascii=False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"\n{row}" if file.tell() else row)
        except OSError as error:
            raise write_problem(error, str(self._path.parent)) from error


def kept_of(path: Path, scanning: Scanning) -> Kept:
    """What OCR has read of a file before."""
    return Kept(scanning.kept, sha256_of(path) if scanning.kept else "", scanning.keeps)


def _lines_of(rows: Iterable[Sequence[Any]]) -> tuple[SeenLine, ...]:
    """Lines as `Kept.add` writes them.

    Raises:
        ValueError, TypeError: they are written otherwise.
    """
    found: list[SeenLine] = []
    for text, *places in rows:
        x1, y1, x2, y2, x3, y3, x4, y4 = (int(place) / GRID for place in places)
        found.append(SeenLine(str(text), ((x1, y1), (x2, y2), (x3, y3), (x4, y4))))
    return tuple(found)


def seen_lines(folder: Path, sha256: str, number: int) -> tuple[SeenLine, ...]:
    """Where the words of a page stand that OCR has read.

    Args:
        folder: of what was read, as `Scanning.kept`.
        sha256: of the file.
        number: of the page, from 1.

    Returns:
        Its lines; none where it was not read by OCR, or by an older release, which kept only the words.
    """
    return Kept(folder, sha256).pages().get(number, Seen("")).lines


def poor_pages(pages: Sequence[Page], readings: Sequence[Reading]) -> list[int]:
    """Numbers of the pages whose words are missing, or read like bad OCR.

    Args:
        pages: as their text layer has them.
        readings: how each reads.
    """
    suspect = is_suspect(readings)
    return [
        page.number
        for page, reading in zip(pages, readings, strict=True)
        if reading.empty
        or ((page.ocr_layer or suspect) and reading.score < GOOD_LAYER)
        or (reading.score < BROKEN and _is_garbled(reading))
    ]


def _is_garbled(reading: Reading) -> bool:
    return reading.score < GOOD_TEXT and reading.garbled_share > GARBLED


def is_suspect(readings: Sequence[Reading]) -> bool:
    """Whether the text of a file is an OCR layer, though no picture of a page lies under it."""
    return sum(map(_is_garbled, readings)) >= max(2, SUSPECT * len(readings))


def read_scans(
    path: Path,
    pages: Sequence[Page],
    scanning: Scanning,
    progress: Callable[[int, int], None] | None = None,
) -> list[Page]:
    """The pages, those that read badly read anew from their pictures where that reads better, and repaired.

    Args:
        path: the PDF.
        pages: as its text layer has them, in order.
        scanning: how.
        progress: told (pages done, pages in all); a page that OCR reads counts once more.
    """
    readings = [judge(page.text) for page in pages]
    poor = set(poor_pages(pages, readings))
    wanted = [p.number for p in pages] if scanning.mode == "always" else sorted(poor) if scanning.mode == "auto" else []
    if not wanted:
        return _finish(pages, readings, {}, poor)
    kept = kept_of(path, scanning)
    read = {number: seen.text for number, seen in kept.pages().items() if number in wanted}
    missing = [number for number in wanted if number not in read]
    for number, seen in _read_all(path, missing, scanning):
        kept.add(number, seen)
        read[number] = seen.text
        if progress:
            progress(len(pages) + len(read) - len(wanted) + len(missing), len(pages) + len(missing))
    return _finish(pages, readings, read, poor)


def _finish(pages: Sequence[Page], readings: Sequence[Reading], read: dict[int, str], poor: set[int]) -> list[Page]:
    """The better of both readings of each page, repaired where it comes from OCR."""
    layered = poor if is_suspect(readings) else set()
    better = [
        _better(page, reading, read.get(page.number, ""), page.number in layered)
        for page, reading in zip(pages, readings, strict=True)
    ]
    words = frequent_words(page.text for page in better) if any(map(by_ocr, better)) else frozenset()
    done: list[Page] = []
    for page in better:
        expected = next_letter(done[-1].text) if done else ""
        done.append(replace(page, text=repair(page.text, words, expected)) if by_ocr(page) else page)
    return done


def by_ocr(page: Page) -> bool:
    """Whether a page's words come from OCR of either kind."""
    return page.ocr_layer or page.reading == "ocr"


def how_read(item: Peraturan, pages: Sequence[Page]) -> Peraturan:
    """The regulation with the numbers of the pages whose words come from OCR, and from ours."""
    return replace(
        item,
        ocr_pages=tuple(page.number for page in pages if by_ocr(page)),
        read_pages=tuple(page.number for page in pages if page.reading == "ocr"),
    )


def _better(page: Page, reading: Reading, seen: str, layered: bool) -> Page:
    """The page with the words that read better, once repaired: those that the file brings, or those that OCR saw."""
    own = judge(repair(page.text)) if layered or page.ocr_layer else reading
    if seen.strip() and judge(repair(seen)).value > own.value:
        return replace(page, text=seen, reading="ocr")
    return replace(page, ocr_layer=True) if layered and page.text.strip() else page


def _read_all(path: Path, numbers: Sequence[int], scanning: Scanning) -> Iterator[tuple[int, Seen]]:
    """(page, what was seen) as they become ready; a page that fails is left out, and read at the next run."""
    if scanning.workers < 2 or len(numbers) < 2:
        for number in numbers:
            yield number, read_one(str(path), number, scanning.pixels)
        return
    pool = worker_pool(min(scanning.workers, len(numbers)))
    try:
        futures = {pool.submit(read_one, str(path), number, scanning.pixels): number for number in numbers}
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                logger.exception("OCR of %s ended early", path.name)
                return
    finally:
        pool.shutdown(cancel_futures=True)


def read_one(path: str, number: int, pixels: int) -> Seen:
    """What the picture of one page shows; nothing where it can not be drawn.

    The models are loaded only by a process that has something to read.
    """
    picture = render_page(Path(path), number, pixels)
    if picture is None or is_blank(picture):
        return Seen("")
    from ingest.ocr import see_grey

    return see_grey(picture)
