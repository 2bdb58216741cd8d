"""Pages of kept PDF files as pictures, with quoted words highlighted. The only module that draws."""

from __future__ import annotations

import ctypes
import io
import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from corpus.runs import Corners, SeenLine, find_in_lines, find_quote

DPI = 110
MAX_SIDE = 2200  # pixels: a page of poster size is drawn smaller
COLOURS = 64  # of the PNG: a third of the bytes, and no difference to the eye
YELLOW = (255, 232, 96)
ENOUGH = 0.4  # share of a quote that must be found before its words are highlighted
KEPT = 24  # pictures kept in memory, some 100 kB each
_TURNS: dict[int, Lock] = {}  # of PDFium, by process: one that was forked while another thread drew begins anew

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Picture:
    """A page as PNG.

    Attributes:
        width, height: pixels.
        highlighted: whether the quote's words were found and marked.
    """

    png: bytes
    width: int
    height: int
    highlighted: bool


class PagePictures:
    """Draws pages; safe to call from several threads, one of which draws at a time."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = Lock()
        self._cache: OrderedDict[tuple[Path, int, str, str, bool], Picture] = OrderedDict()

    def picture(
        self, path: Path, number: int, quote: str, before: str = "", lines: Sequence[SeenLine] = ()
    ) -> Picture | None:
        """A page with the quote highlighted.

        Args:
            path: the PDF.
            number: of the page, from 1.
            quote: its words; "" for none.
            before: the words just above the quote, which tell like places of the page apart.
            lines: of the page as OCR saw them, for a file that holds a picture of its words alone, or bad words.

        Returns:
            The picture; None where there is no such file or page, or it can not be drawn.
        """
        key = (path, number, quote, before, bool(lines))
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            picture = _draw(path, number, quote, before, lines)
            if picture is not None:
                self._cache[key] = picture
                while len(self._cache) > self._kept:
                    self._cache.popitem(last=False)
            return picture


@contextmanager
def opened_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument | None]:
    """A PDF for PDFium, which bears one thread of a process at a time: another waits until the block ends.

    Args:
        path: the PDF.

    Yields:
        The document; None where there is no such file, or none that can be read.
    """
    with _TURNS.setdefault(os.getpid(), Lock()):
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError):
            yield None
            return
        try:
            yield document
        finally:
            document.close()


@contextmanager
def opened_page(path: Path, number: int) -> Iterator[pypdfium2.PdfPage | None]:
    """A page of a PDF, to be drawn; what goes wrong with a broken one inside the block ends the block, quietly.

    Args:
        path: the PDF.
        number: of the page, from 1.

    Yields:
        The page; None where there is no such file or page.
    """
    broken = (pypdfium2.PdfiumError, OSError, ValueError, IndexError, MemoryError)
    with opened_pdf(path) as document, suppress(*broken):
        yield document[number - 1] if document is not None and 1 <= number <= len(document) else None


def _draw(path: Path, number: int, quote: str, before: str, lines: Sequence[SeenLine]) -> Picture | None:
    with opened_page(path, number) as page:
        if page is None:
            return None
        scale = min(DPI / 72, MAX_SIDE / max(1.0, *page.get_size()))
        image = page.render(scale=scale).to_pil().convert("RGB")
        shapes = _shapes(page, quote, before, lines, image.size)
        return _as_picture(_highlight(image, shapes), bool(shapes))
    return None


def _as_picture(image: Image.Image, highlighted: bool) -> Picture:
    buffer = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=False)
    return Picture(buffer.getvalue(), *image.size, highlighted)


def _highlight(image: Image.Image, shapes: Sequence[Corners]) -> Image.Image:
    """Yellow under the words, as a felt pen does: the letters stay black."""
    if not shapes:
        return image
    ink = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(ink)
    for corners in shapes:
        pen.polygon(corners, fill=YELLOW)
    return ImageChops.multiply(image, ink)


def _shapes(
    page: pypdfium2.PdfPage, quote: str, before: str, lines: Sequence[SeenLine], size: tuple[int, int]
) -> list[Corners]:
    """Corners, in pixels, of a quote's lines by the file's words or OCR's, as they know it better; none by neither."""
    if not quote:
        return []
    boxes, share = _quote_boxes(page, quote, before, size)
    shapes = [_rectangle(*box) for box in boxes]
    if lines and share < 1:
        seen, other = find_in_lines(quote, lines, before)
        if other > share:
            shapes, share = [_scaled(corners, size) for corners in seen], other
    return shapes if share >= ENOUGH else []


def _rectangle(left: float, top: float, right: float, bottom: float) -> Corners:
    """Corners of a box, with a little room around it."""
    left, top, right, bottom = left - 2, top - 2, right + 2, bottom + 2
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _scaled(corners: Corners, size: tuple[int, int]) -> Corners:
    first, second, third, fourth = ((x * size[0], y * size[1]) for x, y in corners)
    return first, second, third, fourth


def _quote_boxes(page: pypdfium2.PdfPage, quote: str, before: str, size: tuple[int, int]) -> tuple[list[Box], float]:
    """Pixel boxes of the lines of a quote by the words that the file holds, and how much of it was found."""
    text = page.get_textpage()
    try:
        characters = "".join(_character(text, i) for i in range(text.count_chars()))
        match = find_quote(quote, characters, before)
        boxes: list[Box] = []
        for start, end in match.spans:
            inside = [_box(page, text, i, size) for i in range(start, end) if characters[i].isalnum()]
            boxes.extend(line_boxes([box for box in inside if box is not None]))
        return boxes, match.share
    finally:
        text.close()


def _character(text: pypdfium2.PdfTextPage, index: int) -> str:
    """Exactly one character for each index, so that offsets stay indexes."""
    code = int(pdfium.FPDFText_GetUnicode(text, index))
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else " "


def _box(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, index: int, size: tuple[int, int]) -> Box | None:
    """Pixel box of one character; PDFium turns and crops as it does for the picture."""
    try:
        left, bottom, right, top = text.get_charbox(index)
    except pypdfium2.PdfiumError:
        return None
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left, top), (right, bottom)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def line_boxes(boxes: list[Box]) -> list[Box]:
    """Boxes of neighbouring characters made one a line: those whose heights overlap by half and that stand close."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
    return lines


def _same_line(line: Box, box: Box) -> bool:
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    height = max(1.0, min(line[3] - line[1], box[3] - box[1]))
    tall = max(line[3] - line[1], box[3] - box[1], 6.0)
    return overlap >= height / 2 and line[2] - tall <= box[0] <= line[2] + 6 * tall
