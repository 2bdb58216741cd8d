"""corpus/runs.py and corpus/pictures.py: quotes found again, and highlighted on the picture of their page."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from corpus import pictures
from corpus.pictures import PagePictures, line_boxes, opened_page, opened_pdf
from corpus.runs import SeenLine, find_in_lines, find_quote, letters_of
from ingest.workers import worker_pool

LAW = (
    "Pasal 7\n(1) Wali kota menyusun daftar panggung\nrakyat setiap musim.\n"
    "(2) Daftar panggung rakyat diumum-\nkan di alun-alun."
)


# --- finding a quote


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Wali kota menyusun daftar", ["Wali kota menyusun daftar"]),
        ("daftar panggung rakyat setiap musim", ["daftar panggung\nrakyat setiap musim"]),  # over a line end
        ("panggung rakyat diumumkan di alun-alun.", ["panggung rakyat diumum-\nkan di alun-alun"]),  # a broken word
        ("WALI  KOTA", ["Wali kota"]),
        ("Wali kota men1usun daftar panggung rakyat", ["Wali kota menyusun daftar panggung\nrakyat"]),  # a wrong letter
    ],
)
def test_a_quote_is_found_whatever_the_line_ends(quote: str, found: list[str]) -> None:
    assert [LAW[a:b] for a, b in find_quote(quote, LAW).spans] == found


@pytest.mark.parametrize("quote", ["", " .;- ", "Gubernur membentuk dewan kesenian baru", "xyz"])
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    match = find_quote(quote, LAW)
    assert match.share < 0.4


def test_an_empty_text_holds_nothing() -> None:
    assert find_quote("Wali kota", "").spans == ()


def test_parts_in_another_order_are_found_each_for_itself() -> None:
    quote = "jembatan penyeberangan dirawat bersama oleh dua kota; perahu wisata hanya berlayar pada siang hari"
    text = (
        "perahu wisata hanya berlayar pada siang hari, kecuali pada malam purnama; "
        "jembatan penyeberangan dirawat bersama oleh dua kota"
    )
    match = find_quote(quote, text)
    assert match.share > 0.95
    assert len(match.spans) == 2


@pytest.mark.parametrize(("before", "at"), [("b.", 1), ("rapat a.", 0), ("", 0)])
def test_of_several_places_the_words_before_choose(before: str, at: int) -> None:
    text = "rapat a. ketua; rapat b. ketua; "
    places = [9, 25]
    assert find_quote("ketua", text, before).spans[0][0] == places[at]


@pytest.mark.parametrize(
    ("text", "letters"), [("a) Kerja-\nsama", "akerjasama"), ("Pasal 5", "pasal5"), ("İ", "i"), ("—", "")]
)
def test_letters_keep_their_places(text: str, letters: str) -> None:
    found = letters_of(text)
    assert found.text == letters
    assert len(found.places) == len(letters)
    assert all(text[place].isalnum() for place in found.places)


# --- among the lines that OCR saw


def lines_seen(*texts: str) -> list[SeenLine]:
    """Lines that stand one below the other, each a tenth of the page high and as wide as it has letters."""
    return [
        SeenLine(text, ((0.0, n / 10), (len(text) / 100, n / 10), (len(text) / 100, (n + 1) / 10), (0.0, (n + 1) / 10)))
        for n, text in enumerate(texts)
    ]


PAGE = lines_seen(
    "(1) Wali kota menyusun daftar", "panggung rakyat setiap musim.", "(2) Jadwal perahu wisata pulau", "- 7 -"
)


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        ("Wali kota menyusun daftar panggung rakyat setiap musim.", [(0, 0.04, 0.29), (1, 0.0, 0.29)]),  # not the "(1)"
        ("(1) Wali kota menyusun daftar", [(0, 0.0, 0.29)]),
        ("kota menyusun daftar panggung", [(0, 0.09, 0.29), (1, 0.0, 0.08)]),
        ("(2) Jadwal perahu w1sata pulau", [(2, 0.0, 0.30)]),  # a wrong letter
        ("Kapal perang berlabuh di teluk", []),
        ("", []),
    ],
)
def test_the_lines_that_hold_a_quote_are_marked_as_far_as_they_hold_it(
    quote: str, marked: list[tuple[int, float, float]]
) -> None:
    found, share = find_in_lines(quote, PAGE)
    assert [(round(c[0][1] * 10), round(c[0][0], 2), round(c[1][0], 2)) for c in found] == marked
    assert all(c[3][0] == c[0][0] and c[2][0] == c[1][0] and c[2][1] == pytest.approx(c[1][1] + 0.1) for c in found)
    assert (share > 0.9) is bool(marked)


def test_no_lines_hold_nothing() -> None:
    assert find_in_lines("Wali kota", []) == ([], 0.0)


# --- the boxes of a line


@pytest.mark.parametrize(
    ("boxes", "lines"),
    [
        ([(0, 0, 5, 10), (6, 0, 11, 10)], [(0, 0, 11, 10)]),
        ([(0, 0, 5, 10), (6, 4, 11, 12)], [(0, 0, 11, 12)]),  # a letter that hangs lower
        ([(90, 0, 95, 10), (0, 20, 5, 30)], [(90, 0, 95, 10), (0, 20, 5, 30)]),  # the next line
        ([(0, 0, 5, 10), (300, 0, 305, 10)], [(0, 0, 5, 10), (300, 0, 305, 10)]),  # another column
        ([], []),
    ],
)
def test_characters_join_to_lines(boxes: list[tuple[float, ...]], lines: list[tuple[float, ...]]) -> None:
    assert line_boxes([(a, b, c, d) for a, b, c, d in boxes]) == lines


# --- pictures


def write_pdf(path: Path, lines: list[str], rotate: int = 0) -> Path:
    """A one-page PDF with lines of text from the top, written by hand."""
    words = "".join(f"BT /F1 14 Tf 60 {700 - 30 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate {rotate} /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, offsets = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    path.write_bytes((text + end).encode("latin-1"))
    return path


LINES = ["Pasal 3", "Perahu wisata hanya berlayar", "pada siang hari dan tidak", "pada musim angin barat."]


def yellow_rows(png: bytes) -> set[int]:
    """Rows of a picture that hold yellow."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    wide, high = image.size
    data = image.tobytes()
    return {
        y for y in range(high) for x in range(0, wide, 3)
        if data[3 * (y * wide + x)] > 200 and data[3 * (y * wide + x) + 2] < 150
    }  # fmt: skip


def test_the_quoted_words_are_yellow_and_the_rest_is_not(tmp_path: Path) -> None:
    picture = PagePictures().picture(write_pdf(tmp_path / "a.pdf", LINES), 1, "berlayar pada siang hari")
    assert picture is not None
    assert picture.highlighted
    assert Image.open(io.BytesIO(picture.png)).size == (picture.width, picture.height) == (917, 1223)
    rows = yellow_rows(picture.png)
    assert min(rows) > 1223 * (800 - 700) / 800  # below "Pasal 3"
    assert max(rows) < 1223 * (800 - 622) / 800  # above the last line


def test_the_marks_turn_with_a_turned_page(tmp_path: Path) -> None:
    picture = PagePictures().picture(write_pdf(tmp_path / "a.pdf", LINES, rotate=90), 1, "Perahu wisata")
    assert picture is not None
    assert picture.highlighted
    assert picture.width > picture.height
    assert yellow_rows(picture.png)


@pytest.mark.parametrize("quote", ["", "Kapal perang berlabuh di teluk yang dalam"])
def test_a_page_without_the_quote_is_shown_without_marks(tmp_path: Path, quote: str) -> None:
    picture = PagePictures().picture(write_pdf(tmp_path / "a.pdf", LINES), 1, quote)
    assert picture is not None
    assert not picture.highlighted
    assert yellow_rows(picture.png) == set()


def scanned(path: Path) -> Path:
    """A page of A5 size without words: a picture of nothing."""
    Image.new("L", (420, 595), 255).save(path, "PDF", resolution=72)
    return path


def test_a_page_without_words_of_its_own_is_marked_where_ocr_saw_them(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf")
    picture = PagePictures().picture(path, 1, "panggung rakyat setiap musim", lines=PAGE)
    assert picture is not None and picture.highlighted
    rows = yellow_rows(picture.png)
    assert min(rows) == pytest.approx(picture.height / 10, abs=2)
    assert max(rows) == pytest.approx(picture.height / 5, abs=2)
    for other in ("", "Kapal perang berlabuh di teluk yang dalam"):
        plain = PagePictures().picture(path, 1, other, lines=PAGE)
        assert plain is not None and not plain.highlighted and not yellow_rows(plain.png)


def test_a_page_that_was_shown_before_its_lines_were_known_is_drawn_anew(tmp_path: Path) -> None:
    pictures, path = PagePictures(), scanned(tmp_path / "a.pdf")
    shown = [pictures.picture(path, 1, "panggung rakyat setiap musim", lines=lines) for lines in ([], PAGE)]
    assert [bool(picture and picture.highlighted) for picture in shown] == [False, True]


@pytest.mark.parametrize(
    ("words", "tenth"),
    [("Perahu wisata hanya berlayar", None), ("Pcrzhu w1sata hamya bcrlayar", 5)],  # as the file has them, or worse
)
def test_of_the_words_of_the_file_and_those_of_ocr_the_better_mark(
    tmp_path: Path, words: str, tenth: int | None
) -> None:
    path = write_pdf(tmp_path / "a.pdf", ["Pasal 3", words])
    seen = lines_seen(*[""] * 5, "Perahu wisata hanya berlayar")
    picture = PagePictures().picture(path, 1, "Perahu wisata hanya berlayar", lines=seen)
    assert picture is not None
    rows = yellow_rows(picture.png)
    assert min(rows) == pytest.approx(1223 / 2 if tenth else 1223 * (800 - 684) / 800, abs=8)


@pytest.mark.parametrize("error", [ValueError, OSError, MemoryError, IndexError])
def test_what_goes_wrong_with_an_open_page_ends_its_block(tmp_path: Path, error: type[Exception]) -> None:
    with opened_page(write_pdf(tmp_path / "a.pdf", LINES), 1) as page:
        assert page is not None
        raise error("broken")


def test_a_mistake_of_ours_is_not_hidden(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", LINES)
    with pytest.raises(AttributeError), opened_page(path, 1):
        raise AttributeError


def pages_of(path: Path) -> int:
    with opened_pdf(path) as document:
        return len(document) if document is not None else 0


def test_one_thread_of_a_process_has_pdfium_and_a_new_process_does_not_wait_for_it(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", LINES)
    with opened_pdf(path) as document, worker_pool(1) as pool:
        assert document is not None and pictures._TURNS[os.getpid()].locked()
        assert pool.submit(pages_of, path).result(timeout=60) == 1
    assert not pictures._TURNS[os.getpid()].locked()
    assert pages_of(path) == 1


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_gives_none(tmp_path: Path, number: int) -> None:
    assert PagePictures().picture(write_pdf(tmp_path / "a.pdf", LINES), number, "Perahu") is None


def test_a_file_that_is_missing_or_broken_gives_none(tmp_path: Path) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.4 not really")
    assert PagePictures().picture(tmp_path / "none.pdf", 1, "x") is None
    assert PagePictures().picture(broken, 1, "x") is None


def test_a_picture_is_kept_and_the_oldest_goes(tmp_path: Path) -> None:
    pictures, path = PagePictures(kept=2), write_pdf(tmp_path / "a.pdf", LINES)
    first = pictures.picture(path, 1, "Perahu wisata")
    assert pictures.picture(path, 1, "Perahu wisata") is first
    pictures.picture(path, 1, "siang hari")
    pictures.picture(path, 1, "angin barat")
    assert pictures.picture(path, 1, "Perahu wisata") is not first
