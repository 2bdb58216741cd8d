"""The reader itself, on pictures drawn here; and on the real scans where they are beside the project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image, ImageDraw, ImageFont

from corpus.models import Peraturan
from corpus.problems import PictureTooLarge
from eval.ocr import collapsed, edits, error_rate, spoil
from ingest.lines import Seen
from ingest.ocr import left_over, narrow, see_picture
from ingest.pdf import read_pdf
from ingest.render import BOMB
from ingest.scans import Scanning, how_read, read_scans
from ingest.structure import parse

LINES = [
    "Pasal 10",
    "(1) Warga menanam padi di sawah.",
    "(2) Sawah dijaga bersama:",
    "a. siang hari; dan",
    "b. malam hari.",
]


def drawn(lines: list[str], size: int = 30) -> Image.Image:
    """Black words on white paper."""
    image = Image.new("L", (1000, 90 + 70 * len(lines)), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for index, line in enumerate(lines):
        pen.text((80, 60 + 70 * index), line, fill=0, font=font)
    return image


def words(seen: Seen) -> list[str]:
    return [line for line in seen.text.split("\n") if line]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_picture_is_read_however_it_lies(turn: int) -> None:
    image = drawn(LINES * 2).rotate(turn, expand=True)
    assert words(see_picture(image)) == LINES * 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_where_the_lines_stand_is_told_of_the_picture_as_it_lies(turn: int) -> None:
    image = drawn(LINES * 2).rotate(turn, expand=True)
    ink = image.size[0] * image.size[1] - sum(image.histogram()[128:])
    seen = see_picture(image)
    assert [line.text for line in seen.lines] == words(seen)
    pen = ImageDraw.Draw(image)
    for line in seen.lines:
        left, top = (min(way) for way in zip(*line.corners, strict=True))
        right, bottom = (max(way) for way in zip(*line.corners, strict=True))
        assert (right - left) * (bottom - top) < 0.05
        pen.polygon([(x * image.width, y * image.height) for x, y in line.corners], fill=255)
    assert image.size[0] * image.size[1] - sum(image.histogram()[128:]) < ink / 100


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK"])
def test_a_picture_of_any_mode_is_read(mode: str) -> None:
    assert words(see_picture(drawn(LINES).convert(mode))) == LINES


def test_what_is_transparent_is_paper() -> None:
    clear = Image.new("RGBA", (1000, 300), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=Image.eval(drawn(LINES[:3]), lambda grey: 255 - grey))
    assert words(see_picture(clear)) == LINES[:3]


def test_a_large_picture_is_reduced_and_still_read() -> None:
    image = drawn(LINES).resize((4000, 1760))
    assert words(see_picture(image, pixels=1_000_000)) == LINES


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (500, 400)])
def test_a_picture_without_words_reads_as_nothing(size: tuple[int, int]) -> None:
    assert see_picture(Image.new("L", size, 255)) == Seen("")


def test_a_picture_bomb_is_told_before_it_is_opened() -> None:
    class Bomb:
        width, height = BOMB, 2

    with pytest.raises(
        PictureTooLarge, match=rf"Gambar peta\.png berukuran {BOMB} x 2 piksel, melebihi batas 178 juta"
    ):
        see_picture(Bomb(), "peta.png")  # type: ignore[arg-type]


def test_the_recogniser_keeps_only_our_signs() -> None:
    signs = ["中", "a", "Ж", "(", "2"]
    weight = np.arange(2 * 7, dtype=np.float32).reshape(2, 7)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])], "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, 7])],
        [numpy_helper.from_array(weight, "w")],
    )  # fmt: skip
    model = helper.make_model(graph)
    helper.set_model_props(model, {"character": "\n".join(signs)})
    narrowed, kept = narrow(model)
    assert kept == ["", "a", "(", "2", " "]
    assert numpy_helper.to_array(narrowed.graph.initializer[0]).tolist() == weight[:, [0, 2, 4, 5, 6]].tolist()
    onnx.checker.check_model(narrowed)


def corners(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


@pytest.mark.parametrize(
    ("ink", "found"),
    [
        ((100, 110, 130, 130), True),  # a marker before the line
        ((860, 110, 900, 132), True),  # a word after it
        ((100, 300, 130, 320), False),  # no line stands there
        ((250, 110, 280, 130), False),  # inside the line: it is read with it
        ((100, 118, 104, 121), False),  # a speck
        ((10, 20, 190, 220), False),  # a stamp
    ],
)
def test_ink_beside_a_line_is_not_passed_over(ink: tuple[int, int, int, int], found: bool) -> None:
    picture = np.full((400, 1000), 255, np.uint8)
    left, top, right, bottom = ink
    picture[top:bottom, left:right] = 0
    assert bool(left_over(picture, [corners(200, 100, 800, 140)])) is found


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("kitab", "kita", 1), ("sama", "sarna", 2),
     ("pasal", "pasai", 1), ("abcdef", "bcdefg", 2), ("a" * 70, "a" * 69 + "b", 1)],
)  # fmt: skip
def test_edits(left: str, right: str, count: int) -> None:
    assert edits(left, right) == edits(right, left) == count


# --- the real scans


@pytest.fixture(scope="session")
def pp28(shared: Path) -> Peraturan:
    """The first 18 pages of PP 28/2018, whose file brings a bad OCR layer: Pasal 1 to 23."""
    path = shared / "corpus" / "inti" / "pp-28-2018.pdf"
    pages = read_scans(path, read_pdf(path, 2)[:18], Scanning(workers=2))
    return how_read(parse(pages, path.name), pages)


AYAT = {3: 3, 4: 4, 5: 3, 6: 4, 7: 5, 8: 0, 9: 2, 10: 2, 11: 4, 12: 4, 13: 3, 14: 0, 15: 4, 16: 4, 17: 0, 18: 2, 19: 2,
        20: 3, 21: 0, 22: 2}  # fmt: skip
HURUF = {(4, 3): "abc", (5, 2): "ab", (6, 1): "abcdefghij", (7, 2): "abc", (9, 1): "abcde", (11, 1): "ab", (11, 2): "abc",
         (14, None): "abc", (15, 1): "abcd", (15, 4): "ab", (16, 3): "abc", (17, None): "ab", (18, 1): "abc",
         (19, 2): "abcd", (22, 2): "ab"}  # fmt: skip


def test_each_ayat_and_huruf_of_pasal_3_to_22_is_there_in_order(pp28: Peraturan) -> None:
    """Counted on the pictures of the pages."""
    units = [p.unit for p in pp28.provisions if p.unit.part == "batang tubuh"]
    ayat = {
        n: list(dict.fromkeys(u.ayat for u in units if u.pasal == str(n) and u.ayat)) for n in AYAT
    }  # fmt: skip
    assert ayat == {n: [str(k) for k in range(1, count + 1)] for n, count in AYAT.items()}
    letters: dict[tuple[int, int | None], str] = {}
    for unit in units:
        if unit.pasal and unit.huruf and 3 <= int(unit.pasal) <= 22:
            key = (int(unit.pasal), int(unit.ayat) if unit.ayat else None)
            letters[key] = letters.get(key, "") + unit.huruf
    assert letters == HURUF


def test_its_words_are_readable(pp28: Peraturan) -> None:
    text = "\n".join(f"{' '.join(p.heading)}\n{p.whole or p.text}" for p in pp28.provisions)
    assert "Objek KSDD" in text
    assert "Pemetaan urusan pemerintahan" in text
    assert not any(odd in text for odd in ("keq'a", "ke{a", "sarna", "l2l", "(21"))
    assert len(pp28.read_pages) == 18
    assert pp28.ocr_pages == pp28.read_pages


def test_a_spoiled_page_is_read_with_hardly_an_error(shared: Path, tmp_path: Path) -> None:
    path = shared / "corpus" / "inti" / "permendagri-22-2020.pdf"
    spoil(path, tmp_path / path.name, 3)
    spoiled = read_pdf(tmp_path / path.name)
    assert [collapsed(page.text) for page in spoiled] == [""] * 3
    found = read_scans(tmp_path / path.name, spoiled, Scanning(workers=2))
    assert error_rate([page.text for page in found], [page.text for page in read_pdf(path)[:3]]) <= 0.015
