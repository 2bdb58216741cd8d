"""python -m eval.mapping: how well mappings are read and questions over their rows answered, beside the goals."""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from corpus.baris import Pemetaan
from corpus.catalog import Catalog
from corpus.errors import TanyaError
from corpus.lock import HomeLock
from corpus.mappings import Mappings
from corpus.settings import Settings, read_settings
from eval.homes import FOLDER, HOME, begin_home, home_of
from eval.ingest import Row, table
from eval.mapping_plain import read_plainly
from eval.mapping_questions import MappingItem, parse_questions, problem
from eval.mapping_score import Score, score_all, totals
from eval.pemetaan_rows import SAMPLE, write_three
from eval.workbooks import make_books
from eval.workbooks_large import write_large
from eval.workbooks_sheet import Book
from eval.workbooks_write import write
from ingest.books import read_workbook
from ingest.pemetaan import understand_mapping
from rag.answer import Answerer
from rag.start import open_answerer, prepare

SETS = ("train", "seen", "sealed")
REACH = {"train": "-", "seen": "1.0", "sealed": ".95"}
LARGE = 20_000
MEASURES = (  # share, what it is called, what was asked for
    ("accounted", "rows read or skipped, each once", "all"),
    ("placed", "rows read that are plans, skipped that are none", "-"),
    ("reasoned", "rows skipped for the right reason", "-"),
    ("cells", "cells in the right column", ".98"),
    ("told", "region, year, fictional or not", "-"),
)
Read = Callable[[Path], Pemetaan]


def ours(path: Path) -> Pemetaan:
    """A file read and understood as the import does it."""
    settings = read_settings()
    return understand_mapping(read_workbook(path, settings), settings)


def plain(path: Path) -> Pemetaan:
    """The same file read plainly."""
    return read_plainly(read_workbook(path, read_settings()))


# --- workbooks


def score_shapes(books: Sequence[Book], read: Read) -> list[Score]:
    """Write each workbook, and score what is read of it."""
    with tempfile.TemporaryDirectory() as folder:
        return score_all([(book, _reading(write(book, Path(folder)), read)) for book in books])


def _reading(path: Path, read: Read) -> Callable[[], Pemetaan]:
    return lambda: read(path)


def workbook_rows(options: argparse.Namespace, losses: list[str]) -> list[Row]:
    """Both readers over all shapes."""
    books = make_books()
    peer, mine = (score_shapes(books, read) for read in (plain, ours))
    for score in mine:
        losses.append(f"{score.file}: cells {score.cells}, rows {score.placed}")
        losses.extend(f"  {line}" for line in score.losses)
    theirs, found = totals(peer), totals(mine)
    return [
        Row(f"{len(books)} workbooks: {name}, of {found[key].of}", f"{theirs[key]} plain", str(found[key]), reach)
        for key, name, reach in MEASURES
    ]


# --- many rows


def import_file(path: Path, catalog: Catalog) -> tuple[Pemetaan, tuple[float, float, float]]:
    """Read, understand, store; with the seconds of each."""
    settings, marks = read_settings(), [time.perf_counter()]
    book = read_workbook(path, settings)
    marks.append(time.perf_counter())
    item = understand_mapping(book, settings)
    marks.append(time.perf_counter())
    Mappings(catalog).add(item, hashlib.sha256(path.read_bytes()).hexdigest())
    marks.append(time.perf_counter())
    return item, (marks[1] - marks[0], marks[2] - marks[1], marks[3] - marks[2])


def large_rows(options: argparse.Namespace, losses: list[str]) -> list[Row]:
    """The import of many rows, timed, and questions over them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, settings = folder / "besar.xlsx", replace(read_settings(), home=folder, embedder="none")
        write_large(path, options.rows)
        prepare(settings)
        catalog = Catalog(settings.catalog_path)
        try:
            began = time.process_time()
            item, parts = import_file(path, catalog)
            worked = time.process_time() - began
            times = time_questions(Answerer(catalog, None), read_set("seen"))
        finally:
            catalog.close()
    read, understood, stored = (f"{part:.1f} s" for part in parts)
    losses.append(f"besar.xlsx: read in {read}, understood in {understood}, stored in {stored}")
    if len(item.rows) != options.rows:
        losses.append(f"besar.xlsx: {len(item.rows)} of {options.rows} rows read")
    took = f"{sum(parts):.1f} s ({worked:.1f} s of processor)"
    return [
        Row(f"import of {options.rows} rows (25 columns)", "-", took, "15 s"),
        Row(f"a question over them, p95 of {len(times)}", "-", f"{percentile(times, 95):.0f} ms", "150 ms"),
    ]


def time_questions(answerer: Answerer, items: Sequence[MappingItem]) -> list[float]:
    """Milliseconds of each question; one before them, not counted, warms up."""
    times = []
    for item in [*items[:1], *items]:
        began = time.perf_counter()
        answerer.answer(item.question, item.history)
        times.append((time.perf_counter() - began) * 1000)
    return times[1:]


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` percent do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)] if ordered else 0.0


# --- questions


def read_set(name: str) -> list[MappingItem]:
    """The questions of a set."""
    path = FOLDER / f"pemetaan-{name}.jsonl"
    return parse_questions(path.read_text(encoding="utf-8"), path.name)


def fill_home(core: Path, name: str, files: Sequence[Path]) -> Settings:
    """A home with mappings, made anew: a copy of the core one, or, where that is not, the digests without vectors."""
    home = home_of(core, name)
    shutil.rmtree(home, ignore_errors=True)
    begin_home(core, home)
    home.mkdir(parents=True, exist_ok=True)
    settings = replace(read_settings(), home=home)
    if not settings.catalog_path.exists():
        settings = replace(settings, embedder="none")
        prepare(settings)
    (home / ".gitignore").write_text("*\n", encoding="utf-8")
    with HomeLock(home):
        catalog = Catalog(settings.catalog_path)
        try:
            for path in files:
                import_file(path, catalog)
        finally:
            catalog.close()
    return settings


def ask_sets(names: Sequence[str], core: Path) -> dict[str, list[tuple[MappingItem, str]]]:
    """(question, what is wrong with its answer) of each set; each home is asked its own questions."""
    asked: dict[str, list[tuple[MappingItem, str]]] = {name: [] for name in names}
    items = {name: read_set(name) for name in names}
    if not core.exists():
        print(f"{core} is not there (make bench makes it): asked without vectors and official texts", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        files = write_three(Path(folder))
        for home, held in (("", [path for path in files if path.name == SAMPLE]), ("three", files)):
            with open_answerer(fill_home(core, f"pemetaan{len(held)}", held)) as answerer:
                for name in names:
                    mine = [item for item in items[name] if item.home == home]
                    asked[name].extend(
                        (item, problem(item, answerer.answer(item.question, item.history))) for item in mine
                    )
    return asked


def question_rows(options: argparse.Namespace, losses: list[str]) -> list[Row]:
    """The sets of questions; what is lost is told of those that are not set aside."""
    rows = []
    for name, asked in ask_sets(SETS[1:] if options.set == "both" else (options.set,), options.home).items():
        right = sum(not wrong for _, wrong in asked)
        reach = f"{right / len(asked):.3f}" if asked else "-"
        rows.append(Row(f"{len(asked)} questions over rows, {name}: exactly right", "-", reach, REACH[name]))
        if name != "sealed":
            losses.extend(f"{item.id} {item.question!r}: {wrong}" for item, wrong in asked if wrong)
    return rows


Bench = Callable[[argparse.Namespace, list[str]], list[Row]]
BENCHES: Mapping[str, Bench] = {"workbooks": workbook_rows, "questions": question_rows, "large": large_rows}


def main(arguments: Sequence[str] | None = None, show: Callable[[str], object] = print) -> int:
    """Run the command; 1 where something can not be measured."""
    parser = argparse.ArgumentParser("python -m eval.mapping", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, action="append", help="this bench; may stand several times")
    parser.add_argument("--set", choices=(*SETS, "both"), default="seen", help="of sealed only totals are told")
    parser.add_argument("--rows", type=int, default=LARGE, help="how many rows are many")
    parser.add_argument("--home", type=Path, default=HOME, help="the home of the core regulations, which is copied")
    parser.add_argument("-v", "--losses", action="store_true", help="tell all that is wrong")
    parser.add_argument("--json", action="store_true", help="rows for a machine")
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    losses: list[str] = []
    try:
        for name in options.only or BENCHES:
            print(f"{name} …", file=sys.stderr)
            rows.extend(BENCHES[name](options, losses))
    except TanyaError as error:
        print(error.message("en"), file=sys.stderr)
        return 1
    if options.losses:
        show("\n".join(losses))
    show(json.dumps([asdict(row) for row in rows]) if options.json else table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
