"""Which pages OCR reads, what is kept of it, and how a run that was stopped goes on; the reader is a fake."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject, RectangleObject

from corpus.models import Page
from corpus.runs import SeenLine
from ingest import scans
from ingest.lines import Seen
from ingest.quality import judge
from ingest.render import is_blank, render_page
from ingest.scans import READER, Kept, Scanning, how_read, poor_pages, read_scans, seen_lines
from ingest.structure import parse
from tests.factories import make_pdf

GOOD = "\n".join(["(1) Kepala daerah dapat membentuk sekretariat kerja sama untuk urusan pemerintahan."] * 4)
BAD = "\n".join(["(l) Kcpala daerch dapzt mernbentvk sekretariat keq'a s4ma unt:uk ur{usan pemerirzahan."] * 4)
ODD = "\n".join(["(1) Stakeholder royalty merancang blueprint landscape kabupaten."] * 4)  # unknown, but typed
Fake = Callable[[dict[int, str]], list[int]]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Makes the reader return given texts; the list tells which pages it was asked for."""

    def install(texts: dict[int, str]) -> list[int]:
        asked: list[int] = []

        def read_one(_path: str, number: int, _pixels: int) -> Seen:
            asked.append(number)
            return Seen(texts.get(number, ""))

        monkeypatch.setattr(scans, "read_one", read_one)
        return asked

    return install


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PDF; what stands in it does not matter to the fake."""
    return make_pdf(tmp_path / "a.pdf", "satu", "dua", "tiga")


def pages(*texts: str, layer: bool = False) -> list[Page]:
    return [Page(number, text, ocr_layer=layer) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("given", "poor"),
    [
        (pages(GOOD, GOOD, GOOD), []),
        (pages(GOOD, "", GOOD), [2]),
        (pages(GOOD, "- 2 -", GOOD), [2]),
        (pages(GOOD, BAD, GOOD, layer=True), [2]),
        (pages(GOOD, GOOD, GOOD, GOOD, "qz$x w#kx 1zq&x m4ns1x " * 9), [5]),  # a font without names for its letters
        (pages(BAD, BAD, GOOD), [1, 2]),  # no layer is declared, but two pages are garbled
        (pages(GOOD, ODD, GOOD), []),  # typed words that the library does not know
        (pages(GOOD, ODD, GOOD, layer=True), [2]),
        (
            pages(*[f"{ODD}\njdih.contoh.go.id\nKode unit: J.62ABC00.00{n}.1, KP3A No.43" for n in range(4)]),
            [],
        ),  # codes
    ],
)
def test_pages_without_words_or_with_garbled_ones_are_poor(given: list[Page], poor: list[int]) -> None:
    assert poor_pages(given, [judge(page.text) for page in given]) == poor


def test_an_empty_page_is_read_and_a_good_one_is_left(fake: Fake, path: Path) -> None:
    asked = fake({2: GOOD})
    found = read_scans(path, pages(GOOD, "", GOOD), Scanning())
    assert asked == [2]
    assert [page.text for page in found] == [GOOD] * 3
    assert [page.reading for page in found] == ["layer", "ocr", "layer"]


def test_what_reads_better_is_kept(fake: Fake, path: Path) -> None:
    fake({1: GOOD, 2: BAD, 3: GOOD[:70]})
    found = read_scans(path, pages(BAD, BAD.replace("Kcpala", "Kepala"), GOOD, layer=True), Scanning(mode="always"))
    assert [page.reading for page in found] == ["ocr", "layer", "layer"]
    assert found[2].text == GOOD
    assert all(page.ocr_layer for page in found)


def test_words_of_ocr_are_repaired_and_typed_ones_are_not(fake: Fake, path: Path) -> None:
    fake({1: GOOD + "\nPasal lO\nkeq'a sama"})
    typed = GOOD + "\nPasal lO"
    first, second = read_scans(path, pages("", typed), Scanning())
    assert first.text == GOOD + "\nPasal 10\nkerja sama"
    assert second.text == typed


def test_a_garbled_page_that_ocr_can_not_better_is_said_to_be_ocr(fake: Fake, path: Path) -> None:
    fake({})
    found = read_scans(path, pages(BAD, BAD, GOOD), Scanning())
    assert [page.ocr_layer for page in found] == [True, True, False]
    assert [page.reading for page in found] == ["layer"] * 3


def test_one_garbled_page_among_typed_ones_is_not_said_to_be_ocr_nor_repaired(fake: Fake, path: Path) -> None:
    fake({})
    odd = BAD + "\nkeq'a sama"
    assert read_scans(path, pages(odd, GOOD, GOOD), Scanning()) == pages(odd, GOOD, GOOD)


@pytest.mark.parametrize(("mode", "asked"), [("auto", [2]), ("off", []), ("always", [1, 2, 3])])
def test_the_setting_says_which_pages_are_read(fake: Fake, path: Path, mode: str, asked: list[int]) -> None:
    seen = fake({})
    read_scans(path, pages(GOOD, "", GOOD), Scanning(mode=mode))
    assert seen == asked


def test_what_was_read_is_not_read_again(fake: Fake, path: Path, tmp_path: Path) -> None:
    scanning = Scanning(kept=tmp_path / "ocr")
    assert fake({1: GOOD, 2: GOOD}) == []
    first = read_scans(path, pages("", "", GOOD), scanning)
    asked = fake({})
    assert read_scans(path, pages("", "", GOOD), scanning) == first
    assert asked == []


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def stops(_path: str, number: int, _pixels: int) -> Seen:
        asked.append(number)
        if asked == [1, 2]:
            raise KeyboardInterrupt
        return Seen(GOOD)

    monkeypatch.setattr(scans, "read_one", stops)
    scanning = Scanning(kept=tmp_path / "ocr")
    with pytest.raises(KeyboardInterrupt):
        read_scans(path, pages("", "", ""), scanning)
    found = read_scans(path, pages("", "", ""), scanning)
    assert asked == [1, 2, 2, 3]
    assert [page.reading for page in found] == ["ocr"] * 3


def test_looking_alone_writes_nothing(fake: Fake, path: Path, tmp_path: Path) -> None:
    fake({1: GOOD})
    read_scans(path, pages(""), Scanning(kept=tmp_path / "ocr", keeps=False))
    assert not (tmp_path / "ocr").exists()


def test_a_line_that_was_cut_off_or_read_by_another_reader_is_passed_over(tmp_path: Path) -> None:
    rows = [
        {"page": 1, "reader": READER, "text": "satu"},
        {"page": 2, "reader": "lama", "text": "dua"},
        [3],
        {"page": "x"},
    ]
    cut = json.dumps({"page": 4, "reader": READER, "text": "empat"})[:-9]
    (tmp_path / "ab.jsonl").write_text("\n".join([*map(json.dumps, rows), cut]), encoding="utf-8")
    kept = Kept(tmp_path, "ab")
    assert kept.pages() == {1: Seen("satu")}
    kept.add(5, Seen("lima\nbaris"))
    assert kept.pages() == {1: Seen("satu"), 5: Seen("lima\nbaris")}


LINE = SeenLine("lima baris", ((0.1, 0.2), (0.9, 0.2), (0.9, 0.25), (0.1, 0.25)))


def test_where_its_words_stand_is_kept_beside_a_page(tmp_path: Path) -> None:
    Kept(tmp_path, "ab").add(5, Seen("lima baris", (LINE,)))
    assert seen_lines(tmp_path, "ab", 5) == (LINE,)
    assert seen_lines(tmp_path, "ab", 6) == seen_lines(tmp_path, "cd", 5) == ()


@pytest.mark.parametrize("more", [{}, {"lines": []}])
def test_a_page_that_an_older_release_kept_is_used_and_has_no_places(tmp_path: Path, more: dict[str, object]) -> None:
    row = {"page": 5, "reader": READER, "text": "lima baris", **more}
    (tmp_path / "ab.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert Kept(tmp_path, "ab").pages() == {5: Seen("lima baris")}
    assert seen_lines(tmp_path, "ab", 5) == ()


@pytest.mark.parametrize("lines", [5, None, [5], [["a", 1, 2]], [["a", *"12345678x"]], [[]], [["a", *"1234567x"]]])
def test_a_page_whose_places_are_no_places_is_read_anew(tmp_path: Path, lines: object) -> None:
    row = {"page": 5, "reader": READER, "text": "lima baris", "lines": lines}
    (tmp_path / "ab.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert Kept(tmp_path, "ab").pages() == {}


def test_progress_counts_the_pages_that_ocr_reads_once_more(fake: Fake, path: Path) -> None:
    fake({1: GOOD, 3: GOOD})
    told: list[tuple[int, int]] = []
    read_scans(path, pages("", GOOD, ""), Scanning(), lambda done, total: told.append((done, total)))
    assert told == [(4, 5), (5, 5)]


def test_a_regulation_knows_which_pages_were_read_how(fake: Fake, path: Path) -> None:
    fake({1: GOOD})
    found = read_scans(path, [Page(1, ""), Page(2, BAD, ocr_layer=True), Page(3, GOOD)], Scanning())
    item = how_read(parse(found, "a.pdf"), found)
    assert (item.ocr_pages, item.read_pages) == ((1, 2), (1,))


# --- pictures of pages


def test_a_page_is_drawn_at_200_dpi_and_a_poster_within_the_limit(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", "Warga menanam.")
    drawn = render_page(path, 1, 20_000_000)
    assert drawn is not None and drawn.mode == "L"
    small = render_page(path, 1, 100_000)
    assert small is not None and small.width * small.height <= 101_000


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_page_that_is_not_there_is_not_drawn(tmp_path: Path, number: int) -> None:
    path = make_pdf(tmp_path / "a.pdf", "Satu")
    assert render_page(path, number, 1_000_000) is None
    (tmp_path / "b.pdf").write_bytes(b"bukan pdf")
    assert render_page(tmp_path / "b.pdf", 1, 1_000_000) is None


def test_a_page_of_20_metres_is_drawn_within_the_limit(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=make_pdf(tmp_path / "a.pdf", "Satu"))
    writer.pages[0].mediabox = RectangleObject((0, 0, 56_693, 842))
    writer.write(tmp_path / "lebar.pdf")
    drawn = render_page(tmp_path / "lebar.pdf", 1, 20_000_000)
    assert drawn is not None and drawn.width * drawn.height <= 20_100_000


def test_a_picture_bomb_in_a_pdf_is_not_opened(tmp_path: Path) -> None:
    Image.new("L", (40, 40), 0).save(tmp_path / "a.pdf", "PDF")
    assert render_page(tmp_path / "a.pdf", 1, 1_000_000) is not None
    writer = PdfWriter(clone_from=tmp_path / "a.pdf")
    for thing in writer.pages[0]["/Resources"]["/XObject"].values():  # type: ignore[index]
        thing.get_object().update(
            {NameObject("/Width"): NumberObject(90_000), NameObject("/Height"): NumberObject(90_000)}
        )
    writer.write(tmp_path / "bom.pdf")
    assert render_page(tmp_path / "bom.pdf", 1, 1_000_000) is None


def test_a_blank_picture_is_known_without_a_reader() -> None:
    assert is_blank(Image.new("L", (200, 300), 250))
    drawn = Image.new("L", (200, 300), 255)
    drawn.paste(0, (20, 20, 60, 30))
    assert not is_blank(drawn)


def test_a_blank_page_asks_for_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ingest.ocr", None)  # importing it would fail
    assert scans.read_one(str(make_pdf(tmp_path / "a.pdf", "")), 1, 1_000_000) == Seen("")
