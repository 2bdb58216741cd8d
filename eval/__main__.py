"""python -m eval: measure the answers on the real regulations, the plain recipe beside them."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from corpus.embed import load_embedder
from corpus.errors import TanyaError
from corpus.lock import HomeLock
from corpus.models import Jawaban
from corpus.settings import Settings, read_settings
from eval.homes import CORPUS, HOME, ROOT, begin_home, home_of, prepare, run, time_pages
from eval.measure import Item, RecipeScore, Score, score, score_chunks
from eval.recipe import Map, Recipe, cut, timed
from eval.report import Report, SetResult, Speed, as_json, history_rows, losses, markdown
from eval.sets import CORE, EXTRA, MORE, by_home, chosen, documents, is_sealed, read_set
from eval.sources import Sources, read_scanned, read_sources, resolve_problem, with_more
from rag.answer import Answerer
from rag.start import open_answerer

HISTORY = ROOT / "docs" / "mutu.md"
ASKED = 3  # times that `python -m rag ask` is timed
WARM_UP = "Apa yang dimaksud dengan kerja sama daerah?"


def measure_speed(home: Path, files: Sequence[Path], question: str) -> Speed:
    """Time the commands: pages to words in a fresh home, one question, and ingest of what is there."""
    pages, seconds = time_pages(files)
    asked = tuple(run(["-m", "rag", "ask", question], home)[0] for _ in range(ASKED))
    return Speed(pages, seconds, asked, run(["-m", "ingest", "--json", *map(str, files)], home)[0])


# --- the sets


def answer_all(items: Sequence[Item], answerer: Answerer, sources: Sources) -> list[Score]:
    """Ask every question and hold each answer against it."""
    answerer.answer(WARM_UP)
    scores = []
    for item in tqdm(items, desc="Questions", leave=False, disable=None, file=sys.stderr):
        began = time.perf_counter()
        answer: Jawaban = answerer.answer(item.question, item.history)
        wall = (time.perf_counter() - began) * 1000
        scores.append(score(item, answer, wall, sources.quote_problem, lambda c: resolve_problem(c, answerer.catalog)))
    return scores


def search_query(item: Item) -> str:
    """What the recipe searches: the question; a follow-up with the question before it."""
    before = [str(h["content"]) for h in item.history if h["role"] == "user"]
    return " ".join([*before[-1:], item.question])


def recipe_all(items: Sequence[Item], recipe: Recipe, places: Map) -> list[RecipeScore]:
    """Let the recipe search every answerable question."""
    asked = [item for item in items if not item.refuse]
    found = timed(recipe, [search_query(item) for item in asked], time.perf_counter)
    return [
        score_chunks(item, [places.places(c) for c in chunks], wall)
        for item, (chunks, wall) in zip(asked, found, strict=True)
    ]


def open_recipe(settings: Settings, sources: Sources) -> Recipe | None:
    """The recipe with its index filled; None where no embedder is set."""
    chosen = load_embedder(settings.embedder)
    if chosen is None:
        return None
    with HomeLock(settings.home):
        recipe = Recipe(settings.home / "resep", *chosen, cut(sources.pages))
        recipe.fill()
    return recipe


def measure_home(home: str, names: Sequence[str], options: argparse.Namespace, base: Sources) -> Report:
    """Ask the sets that one home answers. Commands are timed, and the recipe is asked, on the core regulations alone.

    Args:
        home: its name in `eval.sets`; "" is the one of the core regulations.
        names: of the sets.
        options: as parsed.
        base: the core regulations.
    """
    core = options.home.resolve()
    settings = replace(read_settings(), home=home_of(core, home))
    begin_home(core, settings.home)
    more = documents(EXTRA.get(home, ()), options.corpus, settings.home / "naskah")
    sources = with_more(base, more, core / "resep")
    files = list(sources.files.values())
    prepare(settings, files, own=core == HOME)
    speed, recipe = None, None
    if any(name in CORE for name in names):
        question = next(item.question for item in read_set("seen") if not item.refuse)
        speed = None if options.no_speed else measure_speed(settings.home, files, question)
        recipe = None if options.no_recipe else open_recipe(settings, sources)
    sources = replace(sources, scanned=read_scanned(sources.files, settings))
    with open_answerer(settings) as answerer:
        places = Map(answerer.catalog) if recipe else None
        results = tuple(
            SetResult(
                name,
                tuple(answer_all(items, answerer, sources)),
                tuple(recipe_all(items, recipe, places)) if recipe and places and name in CORE else (),
            )
            for name, items in ((name, read_set(name)) for name in names)
        )
    facts = {"embedder": settings.embedder, "cores": str(os.cpu_count()), "date": datetime.date.today().isoformat()}
    return Report(results, speed, facts)


def measure(options: argparse.Namespace) -> Report:
    """Do all that was asked for, home by home."""
    names = chosen(options.set)
    for name in names:
        read_set(name)  # a bad line is told before the work begins
    base = read_sources(options.corpus, options.home.resolve() / "resep")
    reports = [measure_home(home, there, options, base) for home, there in by_home(names).items()]
    results = sorted((r for report in reports for r in report.sets), key=lambda r: names.index(r.name))
    speed = next((report.speed for report in reports if report.speed), None)
    return Report(tuple(results), speed, reports[0].facts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure the answers on the real regulations.")
    parser.add_argument("--home", type=Path, default=HOME, help="data folder to measure; made where absent")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the real regulations as PDF")
    parser.add_argument(
        "--set",
        choices=(*CORE, *MORE, "both", "more"),
        default="both",
        metavar="SET",
        help="which questions: " + ", ".join((*CORE, *MORE)) + "; both core sets, or more: all others",
    )
    parser.add_argument("--losses", action="store_true", help="tell every question that lost something")
    parser.add_argument("--show-sealed", action="store_true", help="tell single questions of sealed sets too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report for a machine")
    parser.add_argument("--no-recipe", action="store_true", help="leave the plain recipe out")
    parser.add_argument("--no-speed", action="store_true", help="do not time the commands")
    parser.add_argument("--record", metavar="NOTE", help="append the numbers to docs/mutu.md")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code: 0 for a report, whatever its numbers; 1 for an error."""
    options = _parser().parse_args(arguments)
    try:
        report = measure(options)
    except TanyaError as error:
        print(error.message("en"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if options.losses:
        for result in report.sets:
            if not is_sealed(result.name) or options.show_sealed:
                print(losses(result), end="\n\n")
    print(markdown(report, options.show_sealed))
    if options.json:
        shape = as_json(report, options.show_sealed)
        options.json.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.record:
        with HISTORY.open("a", encoding="utf-8") as file:
            file.writelines(row + "\n" for row in history_rows(report, report.facts["date"], options.record))
    return 0


if __name__ == "__main__":
    sys.exit(main())
