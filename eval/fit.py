"""python -m eval.fit: fit the weights of the ranking and of the refusals, and write `rag/weights.toml`.

A home of its own holds the core regulations and forty more of the archive (`train.tsv`: our questions over them; "X" as
Pasal marks one that its regulation does not answer). Every question of `train.tsv`, `seen`, `calibrate` is searched
there; sealed sets and the bare sets are not looked at. On two cores it takes about forty minutes: a quarter of an hour
for the home (once), as long for the search of all questions, some minutes for the fit, and ten for the refusals, which
are judged by the new weights. `--limit 20` shows in some minutes that it works, and writes nothing.
The weights of the refusals are printed; they stand in `rag/refuse.py`, put there by hand with a threshold.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpus.errors import TanyaError
from corpus.models import Unit
from corpus.settings import Settings, read_settings
from eval.fitting import Model, Numbers, Ranking, area, fit_logistic, fit_ranking, foreseen, grade, thresholds
from eval.fitting import weights_toml as toml_of
from eval.homes import CORPUS, FOLDER, HOME, begin_home, home_of, prepare
from eval.sets import documents, read_set
from eval.sources import read_sources
from rag.answer import Answerer
from rag.evidence import Library
from rag.features import Candidate
from rag.question import Question, understand
from rag.refuse import evidence_features
from rag.shape import SAID, WANTED, said, wanted
from rag.start import open_answerer
from rag.weights import WEIGHTS_FILE

TRAIN = FOLDER / "train.tsv"
DEEP = 400  # candidates of a question that are looked at
CORE_WEIGHT = 2.0  # a question over the core regulations counts for two
WANTS = ("general", *WANTED)
THINGS = tuple(SAID)
WITH_DIGEST = ("covered", "unknown", "cosine", "asked", "english", "follows", "unfilled", "shape")
WITHOUT_DIGEST = (
    "covered", "unknown", "cosine", "vector", "asked", "unfilled", "english", "follows", "cosine_english", "gap",
)  # fmt: skip
SHRINK_WITH, SHRINK_WITHOUT = 0.02, 0.01
AT = (0.25, 0.28, 0.3, 0.35, 0.37, 0.4, 0.45)


@dataclass(frozen=True)
class Asked:
    """A question with its right places: (key of the regulation, unit); none where it is to be refused."""

    set: str
    question: str
    gold: tuple[tuple[str, Unit], ...]
    history: tuple[Mapping[str, object], ...] = ()


def read_train(path: Path = TRAIN) -> list[tuple[str, Asked]]:
    """(member of the archive, question) of each line."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind, year, number = row["name"].split("/")
            ayat, angka = (None if row[name] == "-" else row[name] for name in ("ayat", "angka"))
            place = (f"{kind}-{number}-{year}", Unit(pasal=row["pasal"], ayat=ayat, angka=angka))
            rows.append((f"{row['name']}.md", Asked("train", row["question"], () if row["pasal"] == "X" else (place,))))
    return rows


def read_core(name: str, keys: Mapping[str, str]) -> list[Asked]:
    """The questions of a set over the core regulations.

    Args:
        name: of the set.
        keys: label of a regulation -> its key.
    """
    return [
        Asked(
            name, item.question, tuple((keys[label], unit) for label, unit in item.gold if label in keys), item.history
        )
        for item in read_set(name)
    ]


def spaced(items: Sequence[Asked], limit: int | None) -> list[Asked]:
    """So many of them, evenly spread; all where no limit is set."""
    return list(items) if not limit else list(items)[:: max(1, len(items) // limit)][:limit]


# --- what the search sees


def question_of(asked: Asked, answerer: Answerer) -> Question:
    """The question as the answerer understands it."""
    return understand(asked.question, answerer.glossary, asked.history, answerer._corrections(asked.question))


def same_place(candidate: Candidate, key: str, unit: Unit) -> bool:
    """Whether a candidate is of this Pasal."""
    return candidate.key == key and (candidate.unit.part, candidate.unit.pasal) == (unit.part, unit.pasal)


def right_to_ayat(candidate: Candidate, key: str, unit: Unit) -> bool:
    """Whether it is right down to the ayat and the angka, as far as these are named."""
    if not same_place(candidate, key, unit):
        return False
    if unit.ayat is None and unit.angka is None:
        return True
    return candidate.unit.ayat == unit.ayat and unit.angka in (None, candidate.unit.angka)


def ranking_of(asked: Asked, answerer: Answerer, names: Sequence[str]) -> Ranking | None:
    """What is found for a question; None where nothing is."""
    question = question_of(asked, answerer)
    found = answerer.searcher.search(question, limit=DEEP).candidates
    if not found or not asked.gold:
        return None
    places: dict[tuple[str, str, str | None], int] = {}
    numbers = [places.setdefault((c.key, c.unit.part, c.unit.pasal), len(places)) for c in found]
    told = [said(c.text.body) for c in found]
    return Ranking(
        np.array([[c.features.get(name, 0.0) for name in names] for c in found], dtype=np.float64),
        np.array([[float(thing in tells) for thing in THINGS] for tells in told]),
        tuple(WANTS.index(want) for want in sorted(wanted(question.plain))),
        tuple(numbers),
        np.array([any(same_place(c, *gold) for gold in asked.gold) for c in found]),
        np.array([any(right_to_ayat(c, *gold) for gold in asked.gold) for c in found]),
        1.0 if asked.set == "train" else CORE_WEIGHT,
    )


def feature_names(answerer: Answerer, asked: Sequence[Asked]) -> list[str]:
    """Names of the features of a candidate; the fit of its form, which is fitted here too, is none of them."""
    for item in asked:
        found = answerer.searcher.search(question_of(item, answerer)).candidates
        if found:
            return sorted(found[0].features.keys() - {"shape"})
    return []


def signs_of(asked: Asked, answerer: Answerer) -> Mapping[str, float] | None:
    """The signs by which a question is refused or not; None where something else decides."""
    question = question_of(asked, answerer)
    hits = answerer.searcher.search(question)
    library = Library(answerer.catalog, answerer.catalog.held())
    if not hits.candidates or "world" in question.focus or answerer._direct(question, library) is not None:
        return None
    signs = evidence_features(question, hits, answerer.vocabulary)
    return None if signs["focus"] >= 1 else signs


def each(asked: Sequence[Asked], what: str) -> Iterator[Asked]:
    """The questions, with a progress bar."""
    yield from tqdm(asked, desc=what, leave=False, disable=None, file=sys.stderr)


# --- the fits


def fit_weights(asked: Sequence[Asked], answerer: Answerer) -> str:
    """Fit the ranking, tell how good it is, and return the file of its weights."""
    names = feature_names(answerer, asked)
    pairs = [(a.set, found) for a in each(asked, "Search") if (found := ranking_of(a, answerer, names))]
    items = [found for _, found in pairs]
    away = [i for i, name in enumerate(names) if "vector" in name or "votes" in name]
    without = [
        replace(item, features=np.where(np.isin(np.arange(len(names)), away), 0.0, item.features)) for item in items
    ]
    models = {"vectors": fit_ranking(items), "words": fit_ranking(without)}
    for table, rows in (("vectors", items), ("words", without)):
        for name in sorted({name for name, _ in pairs}):
            graded = grade([r for (s, _), r in zip(pairs, rows, strict=True) if s == name], models[table])
            print(f"{table:8} {name:10} {graded}")
    padded = {name: Model(m.features, _padded(m.shape)) for name, m in models.items()}
    return toml_of(names, padded, {"words": away}, WANTS, THINGS)


def _padded(shape: Numbers) -> Numbers:
    return np.vstack([shape, np.zeros((len(WANTS) - len(shape), shape.shape[1]))])


def fit_refusal(
    title: str, rows: Sequence[tuple[bool, Mapping[str, float]]], names: Sequence[str], shrink: float
) -> None:
    """Fit when to answer, and print the weights with what thresholds do to questions that the fit did not see.

    Args:
        title: of what is printed.
        rows: (the documents answer it, its signs).
        names: of the signs to use.
        shrink: as in `fit_logistic`.
    """
    answered = np.array([ok for ok, _ in rows], dtype=bool)
    print(f"\n{title}: {len(rows)} questions, {int(answered.sum())} of them answerable")
    if len(set(answered.tolist())) < 2:
        print("nothing to tell apart")
        return
    values = np.array([[signs[name] for name in names] for _, signs in rows])
    likely = foreseen(values, answered, shrink)
    print(f"area under the curve {area(likely, answered):.3f}")
    for at, kept, refused in thresholds(likely, answered, AT):
        print(f"  threshold {at:.2f}: answered {kept:.3f}, refused {refused:.3f}")
    weights = fit_logistic(values, answered, shrink)
    print({name: round(float(weight), 2) for name, weight in zip(("bias", *names), weights, strict=True)})


def judged(asked: Sequence[Asked], answerer: Answerer, bare: bool) -> list[tuple[bool, Mapping[str, float]]]:
    """(answerable, signs) of the questions whose best candidate has a digest, or has none."""
    rows = [(bool(a.gold), signs) for a in each(asked, "Refusals") if (signs := signs_of(a, answerer))]
    return [(ok, signs) for ok, signs in rows if bool(signs["bare"]) == bare]


@contextmanager
def opened(corpus: Path, name: str, members: Sequence[str]) -> Iterator[Answerer]:
    """An answerer over a home of the core regulations and members of the archive."""
    settings: Settings = replace(read_settings(), home=home_of(HOME, name))
    begin_home(HOME, settings.home)
    core = list(read_sources(corpus, HOME / "resep").files.values())
    prepare(settings, [*core, *documents(members, corpus, settings.home / "naskah")], own=True)
    with open_answerer(settings) as answerer:
        yield answerer


def fit(corpus: Path, limit: int | None, output: Path | None) -> None:
    """Do it all; the weights are written before the refusals are judged by them."""
    train = read_train()
    members = sorted({member for member, _ in train})
    if limit:
        train = [row for row in train if row[0] in members[:2]]
        members = members[:2]
    with opened(corpus, "fit-try" if limit else "fit", members) as answerer:
        keys = {held.label: held.key for held in answerer.catalog.held()}
        ours = spaced([asked for _, asked in train], limit)
        core = [a for name in ("seen", "calibrate") for a in spaced(read_core(name, keys), limit)]
        text = fit_weights([*ours, *core], answerer)
    if output:
        output.write_text(text, encoding="utf-8")
        print(f"written: {output}")
    with opened(corpus, "fit-try" if limit else "fit", members) as answerer:
        fit_refusal("Without a digest", judged([*ours, *core], answerer, bare=True), WITHOUT_DIGEST, SHRINK_WITHOUT)
    with opened(corpus, "", ()) as answerer:
        fit_refusal("With a digest", judged(core, answerer, bare=False), WITH_DIGEST, SHRINK_WITH)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser("python -m eval.fit", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the core regulations as PDF")
    parser.add_argument("--limit", type=int, help="so many questions of each set, two regulations; writes nothing")
    parser.add_argument("--output", type=Path, help="where the weights go; rag/weights.toml where absent")
    options = parser.parse_args(arguments)
    output = options.output or (None if options.limit else WEIGHTS_FILE)
    try:
        fit(options.corpus, options.limit, output)
    except TanyaError as error:
        print(error.message("en"), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
