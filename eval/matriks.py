"""python -m eval.matriks: the matrices of UU 23/2014 as read, against cells that were read by eye.

`matriks.jsonl` holds for each cell its letter, row and column, the pages that it begins and ends on, its first and last
three words and how many items its list has. The cells were drawn at random and written down before anything was parsed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import TanyaError
from corpus.models import Ketentuan, Peraturan, Unit
from corpus.settings import read_settings
from ingest.pipeline import understand

FOLDER = Path(__file__).resolve().parent
CELLS = FOLDER / "matriks.jsonl"
FILE = FOLDER.parent.parent / "shared" / "corpus" / "inti" / "uu-23-2014.pdf"
GOAL = 0.98
WORDS = 3  # of a cell's beginning and end that were written down
LEVELS = {"pusat": "Pemerintah", "provinsi": "Daerah Provinsi", "kabkota": "Daerah Kabupaten"}


@dataclass(frozen=True)
class Cell:
    """A cell: `first` and `last` are "" where it is blank."""

    huruf: str
    angka: str
    kolom: str
    page: int
    last_page: int
    first: str
    last: str
    items: int

    @property
    def name(self) -> str:
        """E.g. "Z 1 provinsi"."""
        return f"{self.huruf} {self.angka} {self.kolom}"


def read_cells(path: Path = CELLS) -> list[Cell]:
    """The cells that were read by eye."""
    return [Cell(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def parsed_cell(provisions: Sequence[Ketentuan], huruf: str, angka: str, kolom: str) -> Cell | None:
    """The same facts of a cell as it was read from the PDF; None where its row is not there."""
    row = [p for p in provisions if Unit("lampiran", huruf=huruf, angka=angka).covers(p.unit)]
    if not row:
        return None
    if kolom == "sub":
        inside = [p for p in row if p.unit.kolom is None]
    else:
        inside = [p for p in row if p.unit.kolom is not None and p.unit.kolom.startswith(LEVELS[kolom])]
    spoken = [p for p in inside if p.text]
    if not spoken:
        page = row[0].page or 0
        return Cell(huruf, angka, kolom, page, page, "", "", 0)
    words, end = spoken[0].text.split(), spoken[-1]
    tail = " ".join(p.text for p in spoken).split()
    last_page = end.breaks[-1][1] if end.breaks else end.page or 0
    items = len([p for p in inside if p.unit.butir is not None])
    return Cell(
        huruf, angka, kolom, spoken[0].page or 0, last_page, " ".join(words[:WORDS]), " ".join(tail[-WORDS:]), items
    )


def compare(cells: Sequence[Cell], item: Peraturan) -> list[tuple[Cell, Cell | None]]:
    """Each cell that was read otherwise than by eye, with what was read."""
    provisions = [p for p in item.provisions if p.unit.part == "lampiran" and p.unit.angka is not None]
    read = [(cell, parsed_cell(provisions, cell.huruf, cell.angka, cell.kolom)) for cell in cells]
    return [(cell, parsed) for cell, parsed in read if parsed != cell]


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point: 0 where the goal is reached."""
    parser = argparse.ArgumentParser("python -m eval.matriks", description=__doc__)
    parser.add_argument("--file", type=Path, default=FILE, help="the PDF of UU 23/2014")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    cells = read_cells()
    began = time.perf_counter()
    try:
        item = understand(options.file, read_settings())
    except TanyaError as error:
        print(error, file=sys.stderr)
        return 1
    seconds = time.perf_counter() - began
    wrong = compare(cells, item)
    share = 1 - len(wrong) / len(cells)
    if options.json:
        print(json.dumps({"cells": len(cells), "right": round(share, 3), "seconds": round(seconds, 1)}))
    else:
        for cell, parsed in wrong:
            print(f"{cell.name}: by eye {cell}\n    read {parsed}")
        print(f"{share:.3f} of {len(cells)} cells as by eye (goal {GOAL}); {item.pages / seconds:.0f} pages a second")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
