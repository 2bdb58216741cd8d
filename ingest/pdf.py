"""PDF -> pages of text, by pypdf; two processes share a long file."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from corpus.models import Page
from ingest.operators import read_at_once
from ingest.workers import worker_pool

# What pypdf raises on a broken file, beside its own errors.
READ_ERRORS = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError,
    NotImplementedError, OSError, struct.error, zlib.error,
)  # fmt: skip
PICTURE_PIXELS = 800  # a picture of at least this width and height is the scan itself
LINE_CHARS = 400  # no printed line is longer
CHUNK = 24  # pages that one worker takes at a time


def open_pdf(path: Path) -> PdfReader:
    """Open a PDF that can be read.

    Raises:
        EmptyFile: no byte, or no page.
        DamagedFile: it is no PDF, or broken.
        EncryptedFile: it asks for a password.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it can not read is told by our own errors
    if path.stat().st_size == 0:
        raise EmptyFile(path.name)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedFile(path.name)
        if len(reader.pages) == 0:
            raise EmptyFile(path.name)
    except (FileNotDecryptedError, DependencyError) as error:
        raise EncryptedFile(path.name) from error
    except READ_ERRORS as error:
        raise DamagedFile(path.name) from error
    return reader


def has_page_picture(page: PageObject) -> bool:
    """Whether a picture as large as the page lies under the words: then the words are an OCR layer."""
    try:
        resources = page.get("/Resources")
        objects = resources.get_object().get("/XObject") if resources is not None else None
        if objects is None:
            return False
        for name in objects.get_object():
            thing = objects.get_object()[name].get_object()
            if thing.get("/Subtype") == "/Image" and (
                min(int(thing.get("/Width", 0)), int(thing.get("/Height", 0))) >= PICTURE_PIXELS
            ):
                return True
    except READ_ERRORS:
        return False
    return False


def _ran_together(text: str) -> bool:
    """Whether reading by place put the whole page on one line, as it does where the layer names no heights."""
    return max((len(" ".join(line.split())) for line in text.split("\n")), default=0) > LINE_CHARS


def read_page(page: PageObject, number: int) -> Page:
    """One page. An OCR layer is read by place on the page: its own order is the order of recognition."""
    layered = has_page_picture(page)
    try:
        text = page.extract_text(extraction_mode="layout") if layered else ""
        if not layered or not text.strip() or _ran_together(text):
            with read_at_once(page):
                text = page.extract_text()
    except READ_ERRORS:
        text = ""
    return Page(number, text, ocr_layer=layered and bool(text.strip()))


@lru_cache(maxsize=1)
def _opened(path: str) -> PdfReader:
    """The one file of a worker, opened once: to find all its pages takes as long as to read some."""
    return open_pdf(Path(path))


def _read_range(path: str, first: int, last: int) -> list[Page]:
    reader = _opened(path)
    return [read_page(reader.pages[index], index + 1) for index in range(first, last)]


def read_pdf(path: Path, workers: int = 1, progress: Callable[[int, int], None] | None = None) -> list[Page]:
    """All pages of a PDF.

    Args:
        path: the file.
        workers: processes; a short file takes one.
        progress: told (pages read, pages in all).

    Raises:
        EmptyFile, DamagedFile, EncryptedFile: as `open_pdf`.
    """
    total = len(open_pdf(path).pages)
    pages: list[Page] = []
    for chunk in _chunks(path, total, workers):
        pages.extend(chunk)
        if progress:
            progress(len(pages), total)
    return pages


def _chunks(path: Path, total: int, workers: int) -> Iterator[list[Page]]:
    ranges = [(first, min(first + CHUNK, total)) for first in range(0, total, CHUNK)]
    if workers < 2 or total < 4 * CHUNK:
        reader = open_pdf(path)
        for first, last in ranges:
            yield [read_page(reader.pages[index], index + 1) for index in range(first, last)]
        return
    pool = worker_pool(workers)
    try:
        futures = [pool.submit(_read_range, str(path), first, last) for first, last in ranges]
        for future in futures:
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)
