"""Photos and scans: upright, page by page, and none unpacked before its size is known."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from corpus.catalog import Catalog
from corpus.errors import DamagedFile, NoTextFile
from corpus.problems import PictureTooLarge, TooManyPages
from corpus.settings import Settings
from corpus.shelf import kept_copy, sha256_of
from ingest.lines import Seen
from ingest.picture import frames, read_pictures, save_as_pdf, upright
from ingest.pipeline import Pipeline
from ingest.scans import Kept
from tests.factories import REGULATION, settings_of
from tests.fakes import Broken, crash

TURN = 0x0112  # the EXIF tag "orientation"


def corner(image: Image.Image) -> str:
    """Where the black corner of a marked picture is."""
    grey = image.convert("L")
    at = {"nw": (1, 1), "ne": (grey.width - 2, 1), "sw": (1, grey.height - 2), "se": (grey.width - 2, grey.height - 2)}
    return next((name for name, place in at.items() if int(grey.getpixel(place)) < 128), "")  # type: ignore[arg-type]


def marked(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """A white picture with a black corner at the upper left."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, 8, 8))
    return image.convert(mode)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not have."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def described(image: Image.Image) -> Seen:
    """Stands in for OCR."""
    return Seen(f"{image.mode} {image.width}x{image.height} {corner(image)}")


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40)), (2, (40, 20)), (5, (20, 40))]
)
def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path, orientation: int, size: tuple[int, int]) -> None:
    held = {1: marked(), 2: marked().transpose(Image.Transpose.FLIP_LEFT_RIGHT),
            3: marked().transpose(Image.Transpose.ROTATE_180), 5: marked(size=(20, 40)).transpose(Image.Transpose.TRANSPOSE),
            6: marked(size=(20, 40)).transpose(Image.Transpose.ROTATE_90),
            8: marked(size=(20, 40)).transpose(Image.Transpose.ROTATE_270)}[orientation]  # fmt: skip
    exif = Image.Exif()
    exif[TURN] = orientation
    held.save(tmp_path / "foto.jpg", exif=exif, quality=95)
    (page,) = read_pictures(tmp_path / "foto.jpg", described, Settings())
    assert page.text == f"RGB {size[0]}x{size[1]} nw"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_every_kind_of_colour_is_read(tmp_path: Path, mode: str) -> None:
    marked(mode).save(tmp_path / "a.tif")
    (page,) = read_pictures(tmp_path / "a.tif", described, Settings())
    assert page.text in ("L 40x20 nw", "RGB 40x20 nw") and page.reading == "ocr"


def test_what_is_transparent_is_paper() -> None:
    clear = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 8, 8))
    assert corner(upright(clear)) == "nw" and upright(clear).getpixel((30, 15)) == (255, 255, 255)


def test_sixteen_bits_of_grey() -> None:
    deep = Image.new("I;16", (40, 20), 65535)
    assert upright(deep).mode == "L" and upright(deep).getpixel((5, 5)) == 255


def test_a_tiff_of_several_pages(tmp_path: Path) -> None:
    marked().save(tmp_path / "a.tif", save_all=True, append_images=[marked("1", (30, 60)), marked("L", (50, 50))])
    pages = read_pictures(tmp_path / "a.tif", described, Settings())
    assert [(p.number, p.text.split()[1]) for p in pages] == [(1, "40x20"), (2, "30x60"), (3, "50x50")]
    with pytest.raises(TooManyPages, match="a.tif memuat lebih dari 2 halaman"):
        read_pictures(tmp_path / "a.tif", described, Settings(max_pages=2))


def test_a_page_of_a_picture_is_read_once(tmp_path: Path) -> None:
    marked().save(tmp_path / "a.tif", save_all=True, append_images=[marked("1", (30, 60))])
    kept = Kept(tmp_path / "ocr", "ab")
    first = read_pictures(tmp_path / "a.tif", described, Settings(), kept=kept)
    assert read_pictures(tmp_path / "a.tif", crash, Settings(), kept=kept) == first
    with pytest.raises(Broken):
        read_pictures(tmp_path / "a.tif", crash, Settings())


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (12_000, 9_000)])
def test_a_picture_bomb_is_told_by_its_size_and_never_unpacked(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "bom.png").write_bytes(png_claiming(width, height))
    tracemalloc.start()
    with pytest.raises(PictureTooLarge, match=f"bom.png berukuran {width} x {height} piksel"):
        list(frames(tmp_path / "bom.png", Settings()))
    assert tracemalloc.get_traced_memory()[1] < 10 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "data", [png_claiming(300, 300), b"\xff\xd8\xff\xe0", b"II*\x00", b"\x89PNG\r\n\x1a\n", b"GIF89a"]
)
def test_half_a_picture_is_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(DamagedFile, match="a.png"):
        read_pictures(tmp_path / "a.png", described, Settings())


def test_it_becomes_a_pdf_for_the_reader(tmp_path: Path) -> None:
    marked().save(tmp_path / "a.tif", save_all=True, append_images=[marked("1", (30, 60))])
    save_as_pdf(tmp_path / "a.tif", tmp_path / "a.part", Settings())
    assert len(PdfReader(tmp_path / "a.part").pages) == 2


@pytest.fixture
def pipeline(home: Path) -> Iterator[Pipeline]:
    settings = settings_of(home)
    catalog = Catalog(settings.catalog_path)
    yield Pipeline(catalog, settings)
    catalog.close()


def test_a_photo_of_a_regulation_comes_in_with_its_picture(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.reading.recognise", lambda image: Seen(REGULATION))
    marked().save(tmp_path / "foto.JPG", "JPEG")
    outcome = pipeline.add_file(tmp_path / "foto.JPG")
    assert (outcome.status, outcome.label) == ("added", "Permendagri 9/2099")
    assert outcome.peraturan is not None and outcome.peraturan.ocr_pages == (1,)
    assert len(PdfReader(kept_copy(pipeline.settings, sha256_of(tmp_path / "foto.JPG"))).pages) == 1


def test_a_photo_without_words(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.reading.recognise", lambda image: Seen(""))
    marked().save(tmp_path / "kosong.png")
    assert isinstance(pipeline.add_file(tmp_path / "kosong.png").problem, NoTextFile)
