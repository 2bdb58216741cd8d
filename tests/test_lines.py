"""Boxes on a picture become lines in reading order, however the page leans."""

from __future__ import annotations

import math
import random

import pytest

from corpus.runs import Point
from ingest.lines import Box, lean, seen

WIDE = 14  # pixels a letter


def box(left: float, top: float, text: str, height: float = 40, degrees: float = 0) -> Box:
    """A box as the recogniser gives it, on a page that is turned by some degrees around its corner."""
    right, bottom = left + WIDE * len(text), top + height
    angle = math.radians(degrees)

    def turned(x: float, y: float) -> Point:
        return (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))

    corners = (turned(left, top), turned(right, top), turned(right, bottom), turned(left, bottom))
    return Box(corners, text, 0.99)


PAGE = [
    (700, 40, "- 7 -"),
    (200, 140, "(1)"), (280, 138, "Warga menanam padi di sawah pinggir kali setiap musim."),
    (280, 190, "bersama tetangga, dengan ketentuan:"),
    (280, 240, "a."), (340, 240, "sawah tidak kering; dan"),
    (200, 400, "Bupati,"), (900, 402, "Camat,"),
    (200, 500, "ANI"), (900, 500, "BUDI"),
    (1000, 900, "SK No 012345 A"),
]  # fmt: skip
TEXT = (
    "- 7 -\n\n(1) Warga menanam padi di sawah pinggir kali setiap musim.\nbersama tetangga, dengan ketentuan:\n"
    "a. sawah tidak kering; dan\n\nBupati, Camat,\n\nANI BUDI\n\nSK No 012345 A"
)


@pytest.mark.parametrize("degrees", [0, 0.5, -0.5, 1.5, -2])
def test_lines_are_in_order_however_the_page_leans(degrees: float) -> None:
    boxes = [box(x, y, text, degrees=degrees) for x, y, text in PAGE]
    random.Random(7).shuffle(boxes)
    assert seen(boxes, (1200, 1000)).text == TEXT


def test_the_lean_is_that_of_the_long_lines() -> None:
    boxes = [box(0, 0, "sebaris kata yang panjang", degrees=0.5), box(0, 90, "sebaris kata lagi di sini", degrees=0.5)]
    assert lean([*boxes, box(0, 200, "a.", degrees=20)]) == pytest.approx(math.radians(0.5))
    assert lean([]) == lean([box(0, 0, "a.")]) == 0.0


@pytest.mark.parametrize(
    ("boxes", "text"),
    [
        ([], ""),
        ([box(0, 0, "  ")], ""),
        ([box(0, 0, "satu"), box(0, 45, "dua")], "satu\ndua"),
        ([box(0, 0, "satu"), box(0, 10, "satu lagi")], "satu\nsatu lagi"),  # one over the other: two lines
        ([box(0, 0, "satu"), box(200, 12, "dua")], "satu dua"),
        ([box(0, 0, "satu"), box(200, 30, "dua")], "satu\ndua"),
    ],
)
def test_what_stands_on_one_line(boxes: list[Box], text: str) -> None:
    assert seen(boxes, (1200, 1000)).text == text


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_where_a_line_stands_is_told_as_shares_of_the_page_that_was_not_turned(turns: int) -> None:
    page = ((0.1, 0.2), (0.6, 0.2), (0.6, 0.3), (0.1, 0.3))
    turned = page
    for _ in range(turns):  # a quarter against the clock, as the reader turns a picture
        turned = tuple((y, 1 - x) for x, y in turned)  # type: ignore[assignment]
    wide, high = 1000.0, 500.0
    corners = tuple((x * wide, y * high) for x, y in turned)
    (line,) = seen([Box(corners, " Warga ", 0.9)], (1000, 500), turns).lines  # type: ignore[arg-type]
    assert line.text == "Warga"
    assert [way for point in line.corners for way in point] == pytest.approx([way for point in page for way in point])


def test_the_lines_are_in_the_order_of_the_text() -> None:
    found = seen([box(x, y, text) for x, y, text in reversed(PAGE)], (1200, 1000))
    assert " ".join(line.text for line in found.lines) == " ".join(found.text.split())
