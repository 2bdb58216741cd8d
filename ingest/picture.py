"""Photos and scans (JPG, PNG, TIFF of one page or many) -> pages of text, upright, by OCR."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from corpus.errors import DamagedFile
from corpus.models import Page
from corpus.problems import PictureTooLarge, TooManyPages
from corpus.settings import Settings
from ingest.lines import Seen
from ingest.scans import Kept

Recognise = Callable[[Image.Image], Seen]
FORMATS = ("JPEG", "PNG", "TIFF")
PICTURE_ERRORS = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, EOFError, struct.error)
DPI = 150  # of the kept copy, where the picture does not say


def upright(image: Image.Image) -> Image.Image:
    """The picture as it is looked at: turned as its EXIF data say, on white, in colours or grey."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        paper = Image.new("RGBA", turned.size, "white")
        return Image.alpha_composite(paper, turned.convert("RGBA")).convert("RGB")
    if turned.mode.startswith("I") or turned.mode == "F":  # 16 bits of grey: the upper eight
        return turned.point(lambda value: value / 256).convert("L")
    return turned if turned.mode in ("L", "RGB") else turned.convert("L" if turned.mode == "1" else "RGB")


def frames(path: Path, settings: Settings) -> Iterator[Image.Image]:
    """The pages of a picture file, one after the other, upright; none is unpacked before its size is known.

    Raises:
        DamagedFile: it can not be unpacked.
        PictureTooLarge, TooManyPages: beyond the limits.
    """
    width, height = 0, 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is told below
            image = Image.open(path, formats=FORMATS)
        with image:
            several = image.format == "TIFF"  # a second picture in the JPEG of a phone is the first one again
            for number, frame in enumerate(ImageSequence.Iterator(image) if several else [image], 1):
                width, height = frame.size
                if width * height > settings.max_megapixels * 1_000_000:
                    raise PictureTooLarge(path.name, width, height, settings.max_megapixels)
                if number > settings.max_pages:
                    raise TooManyPages(path.name, settings.max_pages)
                yield upright(frame)
    except Image.DecompressionBombError as error:
        width, height = _claimed(path)
        raise PictureTooLarge(path.name, width, height, settings.max_megapixels) from error
    except PICTURE_ERRORS as error:
        raise DamagedFile(path.name) from error


def _claimed(path: Path) -> tuple[int, int]:
    """Width and height as a PNG claims them; zero where another kind does."""
    with path.open("rb") as file:
        head = file.read(24)
    return struct.unpack(">II", head[16:24]) if head.startswith(b"\x89PNG") and len(head) == 24 else (0, 0)


def read_pictures(
    path: Path,
    recognise: Recognise,
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    kept: Kept | None = None,
) -> list[Page]:
    """All pages of a picture file.

    Args:
        path: the file.
        recognise: reads one upright picture.
        settings: the limits.
        progress: told (pages read, pages read): how many there are is only known at the end.
        kept: pages that were read before are taken from there, others added; nothing is kept where absent.

    Raises:
        DiskFull, HomeUnusable: what was read can not be kept.
        DamagedFile, PictureTooLarge, TooManyPages: it can not be read.
    """
    pages: list[Page] = []
    known = kept.pages() if kept else {}
    for number, image in enumerate(frames(path, settings), 1):
        seen = known.get(number) or recognise(image)
        if kept and number not in known:
            kept.add(number, seen)
        pages.append(Page(number, seen.text, reading="ocr"))
        if progress:
            progress(number, number)
    return pages


def save_as_pdf(path: Path, target: Path, settings: Settings) -> None:
    """Write the pages of a picture file as a PDF, so that a reader can look at the page beside a quote.

    Raises:
        DamagedFile, PictureTooLarge, TooManyPages: it can not be read.
        OSError: the PDF can not be written.
    """
    for number, image in enumerate(frames(path, settings)):
        image.save(target, "PDF", resolution=DPI, append=number > 0)
