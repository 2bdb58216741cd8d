"""python -m eval.structure: how much of the structure of the state's regulations is found, beside two plain ways.

Complete means: Pasal 1 to the last without a gap, the closing clause in the last one, no Penjelasan or Lampiran in it,
and no Pasal named by the Penjelasan beyond it. All are judged alike, by the numbers and the words that they found.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.models import Peraturan
from ingest.doubts import closes
from ingest.structure import parse
from ingest.text import read_text

ARCHIVE = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "uu-pp-markdown.tar.xz"
SINCE, SAMPLE, SEED, WORKERS = 1980, 500, 3, 2
BEYOND = re.compile(r"[Cc]ukup\s*\^?\s*jelas|PENJELASAN\s+ATAS|LAMPIRAN\s+(?:PERATURAN|UNDANG)")
ELUCIDATION = re.compile(r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\s+A\s?T\s?A\s?S|PASAL\s+DEMI\s+PASAL")
ELUCIDATED = re.compile(r"\bPasal\s+(\d{1,3})\s+(?:Cukup|Ayat|Huruf|Yang\s+dimaksud)")
ENDS = re.compile(
    r"mulai\s+(?:di)?berlaku\s+(?:pada|sejak|setelah|terhitung|\d)|berlaku\s+surut|"
    r"\bini\s+berlaku\s+(?:pada|sejak|mulai|selama|setelah|\d)"
)
SIGNING = re.compile(r"Agar\s+(?:supaya\s+)?(?:setiap|semua)\s+orang|(?:Ditetapkan|Disahkan)\s+di\s+[A-Z]")

HEADED = re.compile(r"^Pasal (\d+)\b", re.MULTILINE)
SKETCHED = re.compile(r"(?:^|(?<=[.;:)] )|(?<=[A-Z] ))Pasal (\d{1,3})\b(?! ?(?:ayat|huruf|,))", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """What one way of reading finds: (number, words) of each Pasal of the batang tubuh, in text order.

    Attributes:
        amends: the Pasal are I, II … of a regulation that changes another.
        warnings: what the reader says that it did not understand.
    """

    pasal: tuple[tuple[int, str], ...]
    amends: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table: a measure, what the peers reach, what we reach, and what was asked for."""

    measure: str
    headings: str
    sketch: str
    ours: str
    reach: str


def complete(found: Found, text: str) -> bool:
    """Whether what was found is the whole structure of a text."""
    if not found.pasal:
        return False
    numbers = [number for number, _ in found.pasal]
    last = max(numbers)
    words = " ".join(words for number, words in found.pasal if number == last)
    if set(numbers) != set(range(1, last + 1)) or not closes(words) or BEYOND.search(words):
        return False
    return found.amends or not last < explained(text) <= last + 3  # beyond: the articles of a treaty in the Lampiran


def explained(text: str) -> int:
    """The last of the Pasal that the Penjelasan takes one by one, counted on its own; 0 where there is none."""
    start = ELUCIDATION.search(text)
    last = 0
    for match in ELUCIDATED.finditer(text, start.end()) if start else ():
        number = int(match[1])
        last = number if last < number <= last + 3 else last
    return last


def has_end(text: str) -> bool:
    """Whether the file holds its closing clause at all: about one in twenty breaks off before, or has lost it."""
    start = ELUCIDATION.search(text)
    enacted = re.search(r"MEMUTUSKAN|Memutuskan|Menetapkan", text)
    body = text[enacted.end() if enacted else 0 : start.start() if start else len(text)]
    return bool(ENDS.search(body))


def as_headed(text: str) -> Found:
    """The headings as they stand in the file: a Pasal with its number at the start of a line, to the signature."""
    closing = SIGNING.search(text)
    body = text[: closing.start() if closing else len(text)]
    return Found(_cut(body, [(int(m[1]), m.start()) for m in HEADED.finditer(body)]))


def as_sketched(text: str) -> Found:
    """A simple best chain: of all "Pasal n", anywhere, the longest that counts up by one with the fewest jumps."""
    closing = SIGNING.search(text)
    body = text[: closing.start() if closing else len(text)]
    best: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (0, ())}
    for match in SKETCHED.finditer(body):
        number = int(match[1])
        length, marks = best.get(number - 1, (-1, ()))
        if length >= 0 and length + 1 >= best.get(number, (0, ()))[0]:
            best[number] = (length + 1, (*marks, (number, match.start())))
    return Found(_cut(body, list(max(best.values())[1])))


def _cut(text: str, marks: Sequence[tuple[int, int]]) -> tuple[tuple[int, str], ...]:
    ends = [*(start for _, start in marks[1:]), len(text)][: len(marks)]
    return tuple((number, text[start:end]) for (number, start), end in zip(marks, ends, strict=True))


def as_parsed(item: Peraturan) -> Found:
    """What our reader found; Pasal I, II … of a regulation that changes another count as 1, 2 and so on."""
    words: dict[str, list[str]] = {}
    for provision in item.provisions:
        if provision.unit.part == "batang tubuh" and provision.unit.pasal:
            words.setdefault(provision.unit.pasal, []).append(provision.text)
    pasal = tuple((_number(number), " ".join(texts)) for number, texts in words.items())
    return Found(pasal, "I" in words, item.warnings)


def _number(pasal: str) -> int:
    if pasal == "Tunggal":
        return 1
    digits = re.match(r"\d+", pasal)
    if digits:
        return int(digits[0])
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}.get(sign, 0) for sign in pasal]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def read(path: Path) -> tuple[Peraturan, float]:
    """A text understood, and the seconds of processor time that its structure took."""
    pages = read_text(path)
    start = time.process_time()
    return parse(pages, path.name), time.process_time() - start


def count(path: Path) -> tuple[int, float]:
    """How many provisions a text has, and the seconds; so that no provisions travel between processes."""
    item, seconds = read(path)
    return len(item.provisions), seconds


def measure_sample(files: Sequence[Path], pool: ProcessPoolExecutor) -> tuple[list[Row], list[str]]:
    """The rows of the sample, and a line for each text that is not complete."""
    texts = [path.read_text(encoding="utf-8") for path in files]
    ours = [as_parsed(item) for item, _ in pool.map(read, files, chunksize=8)]
    ways = ([as_headed(t) for t in texts], [as_sketched(t) for t in texts], ours)
    verdicts = [[complete(found, text) for found, text in zip(way, texts, strict=True)] for way in ways]
    ended = [has_end(text) for text in texts]
    shares = [f"{sum(v) / len(v):.3f}" for v in verdicts]
    whole = [f"{sum(ok for ok, end in zip(v, ended, strict=True) if end) / max(1, sum(ended)):.3f}" for v in verdicts]
    broken = [i for i, ok in enumerate(verdicts[2]) if not ok]
    silent = [i for i in broken if not ours[i].warnings]
    rows = [
        Row(f"complete structure, {len(files)} texts since {SINCE}", shares[0], shares[1], shares[2], ".95"),
        Row(f"the same, of the {sum(ended)} whose file holds its closing clause", whole[0], whole[1], whole[2], ".95"),
        Row("incomplete without a warning", "all", "all", str(len(silent)), "0"),
    ]
    names = ["/".join(files[i].parts[-3:]) for i in broken]
    return rows, [f"{n}: {' '.join(ours[i].warnings) or 'SILENT'}" for n, i in zip(names, broken, strict=True)]


def measure_all(files: Sequence[Path], pool: ProcessPoolExecutor, workers: int) -> list[Row]:
    """The row of the time that all texts take."""
    start = time.perf_counter()
    counted = list(pool.map(count, files, chunksize=16))
    wall = time.perf_counter() - start
    mean = 1000 * sum(seconds for _, seconds in counted) / max(1, len(counted))
    empty = sum(not provisions for provisions, _ in counted)
    return [
        Row(f"all {len(files)} texts, structure only, {workers} processes", "-", "-", f"{wall:.0f} s", "60 s"),
        Row("processor time a text, mean", "-", "-", f"{mean:.1f} ms", "25 ms"),
        Row("texts without a provision", "-", "-", str(empty), "0"),
    ]


def measure(archive: Path, sample: int, seed: int, workers: int) -> tuple[list[Row], list[str]]:
    """All rows, and a line for each text of the sample that is not complete.

    Args:
        archive: the texts, as a tar file of <kind>/<year>/<number>.md.
        sample: how many texts to judge.
        seed: which.
        workers: processes.
    """
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(workers) as pool:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        files = sorted(Path(folder).rglob("*.md"), key=lambda p: (p.parts[-3], p.parts[-2], p.stem.zfill(4)))
        recent = [path for path in files if int(path.parts[-2]) >= SINCE]
        chosen = random.Random(seed).sample(recent, min(sample, len(recent)))
        rows, broken = measure_sample(chosen, pool)
        return rows + measure_all(files, pool, workers), broken


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    head = ["| | headings as they stand | best-chain sketch | ours | reach |", "|---|---|---|---|---|"]
    return "\n".join(head + [f"| {' | '.join(asdict(row).values())} |" for row in rows])


def main(arguments: Sequence[str] | None = None, show: Callable[[str], object] = print) -> int:
    """Run the command; 1 where the archive is not there."""
    parser = argparse.ArgumentParser("python -m eval.structure", description=__doc__)
    parser.add_argument("--archive", type=Path, default=ARCHIVE)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--broken", action="store_true", help="name the texts that are not complete")
    options = parser.parse_args(arguments)
    if not options.archive.is_file():
        print(f"{options.archive}: not there", file=sys.stderr)
        return 1
    rows, broken = measure(options.archive, options.sample, options.seed, options.workers)
    show(json.dumps([asdict(row) for row in rows]) if options.json else table(rows))
    if options.broken:
        show("\n".join(broken))
    return 0


if __name__ == "__main__":
    sys.exit(main())
