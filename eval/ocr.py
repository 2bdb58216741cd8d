"""python -m eval.ocr: how well and how fast scans are read, on the real regulations beside the project.

Character errors are counted against the file's own clean text layer, both with runs of white space collapsed to one
blank and nothing else changed: edits (insert, delete, replace) a character of the clean text.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from corpus.models import Page, Peraturan
from ingest.pdf import read_pdf
from ingest.render import render_page
from ingest.scans import Scanning, read_scans
from ingest.structure import parse

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "inti"
CLEAN, SCAN, LAYER = "permendagri-22-2020.pdf", "permendagri-25-2020-scan.pdf", "pp-28-2018.pdf"
DPI, TURN, NOISE, SEED = 150, 0.5, 8.0, 22  # of the page that is made bad: degrees, standard deviation of grey
BODY = 39  # pages of the clean file up to the end of its batang tubuh; forms with dotted lines follow
LEADERS = re.compile(r"(?:[.…]\s?){3,}|…")


@dataclass(frozen=True)
class Row:
    """One measured number."""

    what: str
    value: float
    goal: str


def edits(left: str, right: str) -> int:
    """Levenshtein's distance, by Myers' bit vectors in Hyyrö's form (2003): a whole page in milliseconds."""
    if not left:
        return len(right)
    places: dict[str, int] = {}
    for index, sign in enumerate(left):
        places[sign] = places.get(sign, 0) | 1 << index
    full, top = (1 << len(left)) - 1, 1 << (len(left) - 1)
    up, down, distance = full, 0, len(left)
    for sign in right:
        same = places.get(sign, 0)
        across = (((same & up) + up) ^ up) | same
        plus, minus = down | (~(across | up) & full), up & across
        distance += bool(plus & top) - bool(minus & top)
        plus, minus = (plus << 1 | 1) & full, minus << 1 & full
        moved = same | down
        up, down = minus | (~(moved | plus) & full), plus & moved
    return distance


def collapsed(text: str) -> str:
    """The text with each run of white space made one blank."""
    return " ".join(text.split())


def error_rate(read: Sequence[str], clean: Sequence[str]) -> float:
    """Edits a character of the clean pages."""
    pairs = [(collapsed(a), collapsed(b)) for a, b in zip(read, clean, strict=True)]
    return sum(edits(a, b) for a, b in pairs) / max(1, sum(len(b) for _, b in pairs))


def spoil(path: Path, target: Path, pages: int) -> None:
    """The pages of a PDF as pictures of 150 dpi, turned by half a degree, with noise: a PDF without a word."""
    noise = np.random.default_rng(SEED)
    pictures: list[Image.Image] = []
    for number in range(1, pages + 1):
        drawn = render_page(path, number, 100_000_000)
        assert drawn is not None
        small = drawn.resize((drawn.width * DPI // 200, drawn.height * DPI // 200), Image.Resampling.BOX)
        turned = small.rotate(TURN, Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(turned, np.float32) + noise.normal(0, NOISE, (turned.height, turned.width))
        pictures.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    pictures[0].save(target, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)


@dataclass(frozen=True)
class Timed:
    """A file read, and what it took: seconds by the clock, and of all processes together."""

    pages: list[Page]
    item: Peraturan
    wall: float
    cpu: float


def read_timed(path: Path, workers: int) -> Timed:
    """Read a PDF, scans and all, with nothing kept from before."""
    clock, before = time.perf_counter(), _cpu()
    pages = read_scans(path, read_pdf(path, workers), Scanning(workers=workers))
    wall, cpu = time.perf_counter() - clock, _cpu() - before
    return Timed(pages, parse(pages, path.name), wall, cpu)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def pasal_pages(item: Peraturan) -> dict[str, int | None]:
    """The page on which each Pasal of the batang tubuh begins."""
    found: dict[str, int | None] = {}
    for provision in item.provisions:
        if provision.unit.part == "batang tubuh" and provision.unit.pasal:
            found.setdefault(provision.unit.pasal, provision.page)
    return found


def measure_spoiled(corpus: Path, workers: int) -> list[Row]:
    """The clean regulation made a bad scan, read, and held against its own text."""
    clean = read_pdf(corpus / CLEAN, workers)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / CLEAN
        spoil(corpus / CLEAN, target, len(clean))
        done = read_timed(target, workers)
    ours, theirs = [page.text for page in done.pages], [page.text for page in clean]
    wanted, found = pasal_pages(parse(clean, CLEAN)), pasal_pages(done.item)
    bare = [[LEADERS.sub(" ", text) for text in texts] for texts in (ours, theirs)]
    return [
        Row(f"CER %, halaman 1-{BODY} (batang tubuh)", 100 * error_rate(ours[:BODY], theirs[:BODY]), "<= 1.5"),
        Row("CER %, semua halaman, titik-titik isian dibuang", 100 * error_rate(*bare), ""),
        Row("CER %, semua halaman", 100 * error_rate(ours, theirs), "<= 1.5"),
        Row("Pasal", done.item.pasal_count, "64"),
        Row("Pasal di halaman yang benar", sum(found.get(k) == v for k, v in wanted.items()), "64"),
        *_times(done),
    ]


def _times(done: Timed) -> list[Row]:
    read = max(1, sum(page.reading == "ocr" for page in done.pages))
    return [
        Row("halaman dibaca dengan OCR", read, ""),
        Row("detik per halaman", done.wall / read, "<= 2.4"),
        Row("detik CPU per halaman, semua proses", done.cpu / read, ""),
    ]


def measure_file(corpus: Path, name: str, pasal: int, workers: int, runs: int) -> list[Row]:
    """A real scan: how many Pasal, and the best time of some runs."""
    done = min((read_timed(corpus / name, workers) for _ in range(runs)), key=lambda d: d.wall)
    return [
        Row("Pasal", done.item.pasal_count, str(pasal)),
        Row("Pasal hilang", len(done.item.missing), "0"),
        *_times(done),
    ]


def measure(corpus: Path = CORPUS, workers: int = 2, runs: int = 1) -> list[Row]:
    """All rows; the name of the file stands before each."""
    rows: list[Row] = []
    for name, found in (
        (f"{CLEAN} dirusak", measure_spoiled(corpus, workers)),
        (SCAN, measure_file(corpus, SCAN, 44, workers, runs)),
        (LAYER, measure_file(corpus, LAYER, 52, workers, runs)),
    ):
        rows.extend(Row(f"{name}: {row.what}", row.value, row.goal) for row in found)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows."""
    parser = argparse.ArgumentParser("python -m eval.ocr", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--runs", type=int, default=1, help="the best of so many is told")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    rows = measure(options.corpus, options.workers, options.runs)
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        print("\n".join(f"{row.value:8.2f}  {row.goal:7} {row.what}" for row in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
