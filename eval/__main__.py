"""python -m eval: measure the answers on the real regulations, the plain recipe beside them."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from tqdm import tqdm

from corpus.catalog import Catalog
from corpus.digest import digest_files
from corpus.embed import load_embedder
from corpus.errors import TanyaError
from corpus.lock import HomeLock
from corpus.models import Jawaban, Sitasi
from corpus.settings import Settings, read_settings
from corpus.shelf import sha256_of
from corpus.sitasi import full_label, section_label
from eval.measure import Item, RecipeScore, Score, parse_items, score, score_chunks, stands_in
from eval.recipe import Map, Recipe, cut, timed
from eval.report import SEALED, Report, SetResult, Speed, as_json, history_rows, losses, markdown
from ingest.pipeline import scanning_of
from ingest.reading import read
from rag.answer import Answerer
from rag.start import open_answerer

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
HOME = FOLDER / ".home"
CORPUS = ROOT.parent / "shared" / "corpus" / "inti"
HISTORY = ROOT / "docs" / "mutu.md"
SETS = ("seen", SEALED)
INDEX_CODE = ("catalog.py", "digest.py", "embed.py", "entries.py", "models.py", "vectors.py", "words.py")
ASKED = 3  # times that `python -m rag ask` is timed
WARM_UP = "Apa yang dimaksud dengan kerja sama daerah?"


class CorpusMissing(TanyaError):
    """The folder of the real regulations holds no PDF with words."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Folder {folder} tidak memuat PDF peraturan yang berisi teks; tunjukkan foldernya dengan --corpus.",
            f"The folder {folder} holds no PDF of a regulation with words; name another with --corpus.",
        )


class CommandFailed(TanyaError):
    """A command that is measured ended with an error."""

    def __init__(self, command: Sequence[str], detail: str) -> None:
        name = " ".join(command[:3])
        super().__init__(f"Perintah `python {name}` gagal: {detail}", f"The command `python {name}` failed: {detail}")


# --- the sources, read here anew: what ingest made of them is what is measured


@dataclass(frozen=True)
class Sources:
    """Words of the PDF pages, by pypdf alone, and of the digests.

    Attributes:
        files: the PDF files by name.
        pages: text of every page of each, in pypdf's plain mode.
        scanned: file -> page -> words, of pages that were read by OCR.
    """

    files: Mapping[str, Path]
    pages: Mapping[str, Sequence[str]]
    scanned: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def texts(self, citation: Sitasi) -> list[str]:
        """The texts in which the quote of a citation may stand: its page read in both modes, or the digest."""
        if citation.kind == "ringkasan":
            return [p.read_text(encoding="utf-8") for p in digest_files() if p.name == citation.file]
        pages, page = self.pages.get(citation.file, ()), citation.page or 0
        if not 1 <= page <= len(pages):
            return []
        plain = self.scanned.get(citation.file, {}).get(page, pages[page - 1])
        if stands_in(citation.quote, [plain]):
            return [plain]
        return [plain, PdfReader(self.files[citation.file]).pages[page - 1].extract_text(extraction_mode="layout")]

    def quote_problem(self, citation: Sitasi) -> str | None:
        """Why a quote is not in its source; None where it is."""
        if stands_in(citation.quote, self.texts(citation)):
            return None
        return f"quote not on page {citation.page} of {citation.file} ({citation.label}): {citation.quote[:100]!r}"


def read_plain(path: Path, cache: Path) -> list[str]:
    """Texts of the pages of a PDF in pypdf's plain mode; kept in a folder by the hash of the file."""
    kept = cache / f"{sha256_of(path)[:24]}.json"
    if kept.exists():
        return [str(text) for text in json.loads(kept.read_text(encoding="utf-8"))]
    texts = [page.extract_text() for page in PdfReader(path).pages]
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    return texts


def read_sources(corpus: Path, cache: Path) -> Sources:
    """The PDF files of a folder that hold words; scans are left out.

    Raises:
        CorpusMissing: there is none.
    """
    files, pages = {}, {}
    for path in tqdm(sorted(corpus.glob("*.pdf")), desc="Reading pages", leave=False, disable=None, file=sys.stderr):
        try:
            texts = read_plain(path, cache)
        except (PyPdfError, ValueError, KeyError, OSError):
            continue
        if any(text.strip() for text in texts):
            files[path.name], pages[path.name] = path, texts
    if not files:
        raise CorpusMissing(corpus)
    return Sources(files, pages)


def read_scanned(files: Mapping[str, Path], settings: Settings) -> dict[str, dict[int, str]]:
    """Words of the pages that were read by OCR when the home was filled: there the picture is the source."""
    return {
        name: {p.number: p.text for p in read(path, settings, None, scanning_of(settings, keeps=False)).pages
               if p.reading == "ocr"}
        for name, path in files.items()
    }  # fmt: skip


def resolve_problem(citation: Sitasi, catalog: Catalog) -> str | None:
    """Why a citation leads nowhere: no such text is held, or no provision of its unit; None where it leads to one."""
    address = (citation.jenis, citation.nomor, citation.tahun, citation.kind)
    for held in catalog.held():
        if (held.jenis, held.nomor, held.tahun, held.kind) == address:
            members = catalog.provisions(held.id, citation.unit.part, citation.unit.pasal)
            if not any(citation.unit.covers(m.unit) for m in members):
                return f"{citation.label} has no provision"
            allowed = [full_label(held.label, citation.unit, order) for order in ("huruf", "angka")]
            allowed += [section_label(held.label, m.heading, m.page) for m in members if m.unit.pasal is None]
            if citation.label not in allowed:
                return f"{citation.label} does not say its unit"
            return None
    return f"{citation.label} is not held"


# --- commands


def run(arguments: Sequence[str], home: Path, **environment: str) -> tuple[float, str]:
    """Run `python …` on a home; returns its seconds from start to exit, and what it printed.

    Raises:
        CommandFailed: its exit code is not 0.
    """
    env = {**os.environ, "TANYA_HOME": str(home), **environment}
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, encoding="utf-8")
    seconds = time.perf_counter() - began
    if done.returncode:
        raise CommandFailed(arguments, (done.stderr.strip().splitlines() or ["?"])[-1])
    return seconds, done.stdout


def index_code() -> str:
    """A hash of the code that decides what an index holds: with other code, an old index measures nothing."""
    digest = hashlib.sha256()
    for path in sorted([*(ROOT / "ingest").glob("*.py"), *(ROOT / "corpus" / name for name in INDEX_CODE)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare(settings: Settings, files: Sequence[Path], own: bool) -> None:
    """Make sure that a home holds the regulations with their vectors.

    Args:
        settings: name the home.
        files: the regulations.
        own: the home is the measure's own: it keeps itself out of git, and is made anew when the code of the index has
            changed. The home of somebody else is only added to.
    """
    home, stamp = settings.home, settings.home / "kode-indeks"
    home.mkdir(parents=True, exist_ok=True)
    code = index_code()
    known = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    if own:
        (home / ".gitignore").write_text("*\n", encoding="utf-8")
        if known != code:
            print("Making the index anew; this takes some minutes, what OCR read is kept …", file=sys.stderr)
            with HomeLock(home):
                for path in home.glob(f"{settings.catalog_path.name}*"):
                    path.unlink()
                shutil.rmtree(settings.vectors_path, ignore_errors=True)
    elif known and known != code:
        print(f"Note: other code made the index in {home}; its numbers may mislead.", file=sys.stderr)
    fresh = not settings.catalog_path.exists()
    run(["-m", "ingest", *map(str, files)], home)
    if own or fresh:
        stamp.write_text(code, encoding="utf-8")


def measure_speed(home: Path, files: Sequence[Path], question: str) -> Speed:
    """Time the commands: pages to words in a fresh home, one question, and ingest of what is there."""
    ingest = ["-m", "ingest", "--json", *map(str, files)]
    with tempfile.TemporaryDirectory() as fresh:
        seconds, out = run(ingest, Path(fresh), TANYA_EMBEDDER="none", TANYA_OCR="off")
    pages = sum(int(item.get("pages", 0)) for item in json.loads(out)["files"])
    asked = tuple(run(["-m", "rag", "ask", question], home)[0] for _ in range(ASKED))
    return Speed(pages, seconds, asked, run(ingest, home)[0])


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


def read_set(name: str) -> list[Item]:
    """The questions of a set."""
    path = FOLDER / f"{name}.jsonl"
    return parse_items(path.read_text(encoding="utf-8"), path.name)


def measure(options: argparse.Namespace) -> Report:
    """Do all that was asked for."""
    settings = replace(read_settings(), home=options.home.resolve())
    names = SETS if options.set == "both" else (options.set,)
    sets = {name: read_set(name) for name in names}
    sources = read_sources(options.corpus, settings.home / "resep")
    files = list(sources.files.values())
    prepare(settings, files, own=settings.home == HOME)
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
                tuple(recipe_all(items, recipe, places)) if recipe and places else (),
            )
            for name, items in sets.items()
        )
    facts = {"embedder": settings.embedder, "cores": str(os.cpu_count()), "date": datetime.date.today().isoformat()}
    return Report(results, speed, facts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure the answers on the real regulations.")
    parser.add_argument("--home", type=Path, default=HOME, help="data folder to measure; made where absent")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the real regulations as PDF")
    parser.add_argument("--set", choices=(*SETS, "both"), default="both", help="which questions (while tuning: seen)")
    parser.add_argument("--losses", action="store_true", help="tell every question that lost something")
    parser.add_argument("--show-sealed", action="store_true", help="tell single questions of the sealed set too")
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
            if result.name != SEALED or options.show_sealed:
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
