"""24 workbooks of different shapes, made by script, with the truth about every row beside them.

Regions, partners and plans are invented. `python -m eval.workbooks FOLDER` writes all of them, to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from eval.workbooks_mixed import MIXED
from eval.workbooks_neat import NEAT
from eval.workbooks_rough import ROUGH
from eval.workbooks_sheet import Book
from eval.workbooks_words import read_plans
from eval.workbooks_write import write

SHAPES = (*NEAT, *MIXED, *ROUGH)


def make_books() -> list[Book]:
    """All of them, in order."""
    plans = read_plans()
    return [shape(plans) for shape in SHAPES]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all into a folder."""
    folder = Path((arguments or sys.argv[1:])[0])
    folder.mkdir(parents=True, exist_ok=True)
    for book in make_books():
        print(f"{write(book, folder)}: {len(book.rows)} rows; {book.about}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
