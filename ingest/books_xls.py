"""Workbooks of the old Excel (.xls), read by calamine in a process of its own.

Calamine lays a sheet out whole, from its first to its last cell, so a file of a few bytes can ask for gigabytes; there
it asks in vain, and only that process ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Literal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from corpus.errors import DamagedFile, EncryptedFile
from corpus.problems import TooManyCells, TooManyRows
from corpus.settings import Settings
from ingest.books_grid import Grid, Room
from ingest.books_values import clock
from ingest.sheet import Sheet

MEMORY = 1 << 31
PATIENCE = 300  # seconds
FAILED = 1  # how Python ends after an error; where memory was refused, a signal ends it
MACROS = "_VBA_PROJECT"
Failure = Literal["locked", "damaged", "cells"]
Answer = tuple[list[Sheet], list[str]] | Failure | tuple[Literal["rows"], str]


def read_xls(path: Path, settings: Settings) -> tuple[list[Sheet], list[str]]:
    """The sheets of an old workbook, and sentences on what was left out.

    Raises:
        DamagedFile, EncryptedFile, TooManyRows, TooManyCells: it can not be read.
    """
    here = str(Path(__file__).resolve().parent.parent)
    words = [
        sys.executable,
        "-m",
        "ingest.books_xls",
        str(path.resolve()),
        str(settings.max_rows),
        str(settings.max_cells),
    ]
    try:
        done = subprocess.run(
            words, capture_output=True, timeout=PATIENCE, env={**os.environ, "PYTHONPATH": here}, cwd=here, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedFile(path.name) from error
    if done.returncode == FAILED:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    answer: Answer = pickle.loads(done.stdout) if done.returncode == 0 else "cells"
    if answer == "locked":
        raise EncryptedFile(path.name)
    if answer == "damaged":
        raise DamagedFile(path.name)
    if answer == "cells":
        raise TooManyCells(path.name, settings.max_cells)
    if answer[0] == "rows":
        raise TooManyRows(path.name, answer[1], settings.max_rows)
    return answer


def _limit_memory() -> None:
    """No more than two gigabytes; Windows knows no such limit."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _read(path: str, settings: Settings) -> Answer:
    """What calamine reads; problems as words, since they can not go from process to process."""
    try:
        return _sheets(Path(path), settings)
    except PasswordError:
        return "locked"
    except (TooManyCells, MemoryError):
        return "cells"
    except TooManyRows as problem:
        return "rows", problem.sheet
    except (CalamineError, OSError, ValueError, IndexError):
        return "damaged"
    except BaseException as error:  # what Rust calls a panic
        if type(error).__name__ == "PanicException":
            return "damaged"
        raise


def _sheets(path: Path, settings: Settings) -> tuple[list[Sheet], list[str]]:
    data = path.read_bytes()
    notes = ["Makro di dalam berkas tidak dijalankan dan tidak dibaca."] if MACROS.encode("utf-16-le") in data else []
    del data
    room = Room(path.name, settings)
    found: list[Sheet] = []
    others = 0
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                others += 1
                continue
            sheet = book.get_sheet_by_name(about.name)
            grid = Grid(about.name, room, about.visible != SheetVisibleEnum.Visible)
            top, left = sheet.start or (0, 0)
            for number, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
                grid.put(number, [*[None] * left, *map(clock, row)])
            for (first, begin), (last, end) in sheet.merged_cell_ranges or ():
                grid.merge(first + 1, begin, last + 1, end)
            found.extend(grid.sheets())
    if others:
        notes.append(f"{others} lembar yang bukan tabel (bagan atau makro) tidak dibaca.")
    return found, notes


def main() -> None:
    """Read one file for `read_xls`: path, rows and cells at most; the answer goes out as a pickle."""
    path, rows, cells = sys.argv[1:]
    _limit_memory()
    sys.stdout.buffer.write(pickle.dumps(_read(path, Settings(max_rows=int(rows), max_cells=int(cells)))))


if __name__ == "__main__":
    main()
