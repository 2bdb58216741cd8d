"""A page of a PDF -> a grey picture to be read."""

from __future__ import annotations

import math
from pathlib import Path

import pypdfium2
from PIL import Image, ImageStat
from pypdfium2 import raw

from corpus.pictures import opened_page

DPI = 200  # of the picture that is read
FINE = 1.5  # it is drawn finer by this, then reduced: thin strokes of one-bit scans survive
BOMB = 178_000_000  # pixels: a picture that claims more is not opened; no scanner makes it
SPREAD = 1.5  # of grey values (standard deviation), under which a page shows nothing


def render_page(path: Path, number: int, pixels: int) -> Image.Image | None:
    """A page as a grey picture of `DPI`, coarser where it would have more than `pixels`.

    Args:
        path: the PDF.
        number: of the page, from 1.
        pixels: how many are drawn at most.

    Returns:
        None where the page can not be drawn, or holds a picture that claims an insane size.
    """
    with opened_page(path, number) as page:
        if page is None or _has_bomb(page):
            return None
        width, height = (max(1.0, side) / 72 for side in page.get_size())  # inches
        dpi = min(DPI * FINE, math.sqrt(pixels / (width * height)), 30_000 / max(width, height))
        fine: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        scale = min(1.0, DPI / dpi)
        size = (max(1, round(fine.width * scale)), max(1, round(fine.height * scale)))
        return fine.resize(size, Image.Resampling.BOX) if size != fine.size else fine
    return None


def is_blank(picture: Image.Image) -> bool:
    """Whether a grey picture shows nothing that could be read."""
    return float(ImageStat.Stat(picture).var[0]) < SPREAD**2


def _has_bomb(page: pypdfium2.PdfPage) -> bool:
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        width, height = thing.get_px_size()
        if width * height > BOMB:
            return True
    return False
