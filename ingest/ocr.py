"""Pictures of pages -> text, by the PP-OCR models in RapidOCR's wheel. The only module that knows them.

RapidOCR as it comes reads with all 18,708 signs of the model, two thirds of them Chinese. Here the last layer is cut
down to the signs that Indonesian documents use: quicker, and no sign of another script is ever read.
"""

from __future__ import annotations

import math
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import onnxruntime
import rapidocr
from numpy.typing import NDArray
from onnx import numpy_helper
from PIL import Image, ImageOps
from rapidocr.ch_ppocr_det.utils import DBPostProcess

from corpus.problems import PictureTooLarge
from ingest.lines import Box, Seen, seen
from ingest.render import BOMB, is_blank

DETECTOR, RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
SIGNS = frozenset(string.ascii_letters + string.digits + string.punctuation + "–—‘’“”•…°²³½§·é×±")
REDUCED = 2.7  # lines are found on a coarser picture (75 dpi of 200), which takes a quarter of the time
REDUCED_SIDE = (960, 1920)  # longer side of that picture, in pixels, at least and at most
LINE_HEIGHT = 48  # pixels: what the recogniser is trained on
LINE_WIDTH = 3200  # pixels: no longer line is read, at that height
SURE = 0.5  # what is read with less is a stain or a signature
SURER = 0.8  # the same for what the detector passed over
PIXELS = 20_000_000  # of a picture that is read; a larger one is reduced

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Look:
    """What was found on a picture.

    Attributes:
        boxes: in pixels of the picture as it was read.
        size: its width and height, pixels.
        turns: quarter turns against the clock, by which it was turned to be read.
    """

    boxes: list[Box]
    size: tuple[int, int]
    turns: int

    @property
    def sureness(self) -> float:
        """Mean score of the letters, 0 to 1."""
        letters = sum(len(box.text) for box in self.boxes)
        return sum(box.score * len(box.text) for box in self.boxes) / letters if letters else 0.0


class Reader:
    """Finds lines and reads them. One thread; use one a process."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        folder = Path(rapidocr.__file__).parent / "models"
        self._detector = _session((folder / DETECTOR).read_bytes())
        model, self._signs = narrow(onnx.load(str(folder / RECOGNISER)))
        self._recogniser = _session(model.SerializeToString())
        self._boxes = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)

    def read(self, picture: Grey, side: int) -> Look:
        """What stands on a picture.

        Args:
            picture: (height, width), 0 black to 255 white.
            side: longer side of the reduced picture on which lines are found, in pixels.
        """
        lines, turns = self._find(picture, side), 0
        if sum(_is_upright(line) for line in lines) > len(lines) / 2:  # the page lies on its side
            picture = np.ascontiguousarray(np.rot90(picture))
            lines, turns = self._find(picture, side), 1
        found: list[Box] = []
        missed = left_over(picture, lines)
        for index, corners in enumerate([*lines, *missed]):
            text, score = self._recognise(_cut(picture, corners))
            if text.strip() and score >= (SURE if index < len(lines) else SURER):
                first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
                found.append(Box((first, second, third, fourth), text, score))
        return Look(found, (picture.shape[1], picture.shape[0]), turns)

    def _find(self, picture: Grey, side: int) -> Sequence[Floats]:
        height, width = picture.shape
        scale = min(1.0, side / max(height, width))
        size = tuple(max(32, round(length * scale / 32) * 32) for length in (width, height))
        small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        mask = self._detector.run(None, {"x": _normal(small)[None]})[0]
        corners, _ = self._boxes(mask, (height, width))
        return [np.asarray(four, np.float32) for four in corners]

    def _recognise(self, line: Grey) -> tuple[str, float]:
        steps = self._recogniser.run(None, {"x": _normal(line)[None]})[0][0]
        best, sure = steps.argmax(1), steps.max(1)
        new = best != 0
        new[1:] &= best[1:] != best[:-1]
        return "".join(self._signs[i] for i in best[new]), float(sure[new].mean()) if new.any() else 0.0


def narrow(model: onnx.ModelProto) -> tuple[onnx.ModelProto, list[str]]:
    """A recogniser that knows only our signs: the others' columns are cut from its last layer.

    Returns:
        The model, changed in place, and what each of its outputs stands for ("" is the blank of CTC).
    """
    signs = ["", *model.metadata_props[0].value.splitlines(), " "]
    keep = [i for i, sign in enumerate(signs) if i == 0 or sign == " " or sign in SIGNS]
    for weight in model.graph.initializer:
        if weight.dims and weight.dims[-1] == len(signs):
            columns = np.ascontiguousarray(numpy_helper.to_array(weight)[..., keep])
            weight.CopyFrom(numpy_helper.from_array(columns, weight.name))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(keep)
    return model, [signs[i] for i in keep]


def _session(model: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes share the pages, so no threads
    options.enable_cpu_mem_arena = False  # a line's length is never twice the same: the arena would only grow
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _is_upright(corners: Floats) -> bool:
    return math.dist(corners[0], corners[3]) > 1.5 * math.dist(corners[0], corners[1])


def _normal(grey: Grey) -> Floats:
    """(height, width) of 0 to 255 -> (3, height, width) of -1 to 1."""
    plane = grey.astype(np.float32) / 127.5 - 1.0
    return np.ascontiguousarray(np.broadcast_to(plane, (3, *plane.shape)))


def _cut(picture: Grey, corners: Floats) -> Grey:
    """One line, turned straight and brought to the height that the recogniser wants."""
    width = max(math.dist(corners[0], corners[1]), math.dist(corners[3], corners[2]))
    height = max(math.dist(corners[0], corners[3]), math.dist(corners[1], corners[2]), 1.0)
    across = int(min(max(width * LINE_HEIGHT / height, 16), LINE_WIDTH))
    target = np.array([[0, 0], [across, 0], [across, LINE_HEIGHT], [0, LINE_HEIGHT]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, target)
    line = cv2.warpPerspective(
        picture, turn, (across, LINE_HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(line, np.uint8)


def left_over(picture: Grey, lines: Sequence[Floats]) -> list[Floats]:
    """Corners of ink beside a line that the detector passed over: the "(2)" or "a." that opens a provision, say.

    Args:
        picture: (height, width).
        lines: corners of the lines that it found.
    """
    flat = [line for line in lines if math.dist(line[0], line[1]) > 2 * math.dist(line[0], line[3])]
    if not flat:
        return []
    tall = float(np.median([math.dist(line[0], line[3]) for line in flat]))  # with a margin: letters have half of it
    ink = np.where(picture < 128, 255, 0).astype(np.uint8)
    cv2.fillPoly(ink, [line.astype(np.int32) for line in lines], 0)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(3, round(tall * 0.4))), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found: list[Floats] = []
    for x, y, width, height, area in stats[1:].tolist():
        if not (0.25 * tall < height < 1.1 * tall and 0.25 * tall < width < 4 * tall and area > 0.04 * tall * tall):
            continue
        beside = next((line for line in flat if _is_beside(line, x, x + width, y + height / 2, tall)), None)
        if beside is not None:
            top = _edge(beside[0], beside[1], x)
            bottom = max(_edge(beside[3], beside[2], x), y + height + 2.0)
            margin = tall * 0.15
            left, right, top = x - margin, x + width + margin, min(top, y - 2.0)
            found.append(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32))
    return found


def _is_beside(line: Floats, left: float, right: float, middle: float, tall: float) -> bool:
    """Whether something from `left` to `right` stands close before or after a line, at its height."""
    gap = max(float(line[0][0]) - right, left - float(line[1][0]))
    centre = (left + right) / 2
    return -0.3 * tall < gap < 5 * tall and (_edge(line[0], line[1], centre) < middle < _edge(line[3], line[2], centre))


def _edge(first: Floats, second: Floats, x: float) -> float:
    """Height, at `x`, of the straight line through two corners."""
    slope = (second[1] - first[1]) / max(1.0, second[0] - first[0])
    return float(first[1] + slope * (x - first[0]))


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The reader of this process, made when first asked for (some 0.3 s)."""
    return Reader()


def see_grey(image: Image.Image) -> Seen:
    """What stands on a grey picture; one that lies on its side or head is turned."""
    if is_blank(image):
        return Seen("")
    picture = np.asarray(image, np.uint8)
    side = round(min(max(max(image.size) / REDUCED, REDUCED_SIDE[0]), REDUCED_SIDE[1]))
    reader = load_reader()
    look = reader.read(picture, side)
    if look.sureness < 0.8:
        other = reader.read(np.ascontiguousarray(np.rot90(picture, 2)), side)
        look = max(look, replace(other, turns=other.turns + 2), key=lambda one: one.sureness)
    return seen(look.boxes, look.size, look.turns)


def see_picture(image: Image.Image, name: str = "ini", pixels: int = PIXELS) -> Seen:
    """What stands on a photo or scan.

    Args:
        image: opened by Pillow; it need not be loaded yet.
        name: of its file, for the error.
        pixels: how many at most are looked at; a larger picture is reduced.

    Raises:
        PictureTooLarge: it claims more pixels than any camera or scanner makes.
    """
    if image.width * image.height > BOMB:
        raise PictureTooLarge(name, image.width, image.height, BOMB // 1_000_000)
    if image.width * image.height > pixels:
        image.draft("L", (image.width // 2, image.height // 2))  # a JPEG is unpacked smaller from the start
    if image.mode not in ("L", "LA", "RGB", "RGBA"):
        image = image.convert("RGBA" if "transparency" in image.info else "L")
    if image.width * image.height > pixels:
        image = image.reduce(math.ceil(math.sqrt(image.width * image.height / pixels)))
    return see_grey(_flat_grey(ImageOps.exif_transpose(image) or image))


def _flat_grey(image: Image.Image) -> Image.Image:
    """Grey on white: what is transparent shows paper."""
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")
