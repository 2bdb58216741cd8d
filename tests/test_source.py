"""page/source.py: the picture of the cited page is marked by the file's own words, or by those that OCR saw there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from corpus.pictures import PagePictures, Picture
from corpus.runs import SeenLine
from corpus.settings import Settings
from corpus.shelf import kept_copy
from ingest.lines import Seen
from ingest.scans import Kept
from page.source import SourceView, page_picture
from tests.test_panel import make_held, make_sitasi, make_view

SHA = "0" * 64
LINE = SeenLine("Daftar panggung memuat:", ((0.1, 0.1), (0.9, 0.1), (0.9, 0.2), (0.1, 0.2)))


@pytest.fixture
def settings(home: Path) -> Settings:
    """A home with a scan of one page, of which OCR saw a line."""
    made = Settings(home=home)
    target = kept_copy(made, SHA)
    target.parent.mkdir(parents=True)
    Image.new("L", (420, 595), 255).save(target, "PDF")
    Kept(made.ocr_path, SHA).add(1, Seen(LINE.text, (LINE,)))
    return made


def view(read: tuple[int, ...] = (1,), page: int = 1) -> SourceView:
    return make_view(citation=make_sitasi(page=page, quote=LINE.text), held=make_held(read_pages=read))


def shown(given: SourceView, settings: Settings) -> Picture | None:
    return page_picture(given, settings, PagePictures())


def test_a_quote_on_a_page_that_ocr_read_is_marked(settings: Settings) -> None:
    picture = shown(view(), settings)
    assert picture is not None and picture.highlighted


def test_it_is_not_where_the_page_shows_its_own_words_or_no_places_are_kept(settings: Settings) -> None:
    own = shown(view(read=()), settings)
    assert own is not None and not own.highlighted
    next(settings.ocr_path.glob("*")).unlink()
    old = shown(view(), settings)
    assert old is not None and not old.highlighted


@pytest.mark.parametrize(
    "given",
    [
        view(page=2),
        replace(view(), held=None),
        replace(view(), held=make_held(sha256="1" * 64)),
        replace(view(), citation=make_sitasi(kind="ringkasan")),
        replace(view(), citation=make_sitasi(page=None)),
    ],
)
def test_what_no_page_is_kept_of_has_no_picture(settings: Settings, given: SourceView) -> None:
    assert shown(given, settings) is None
