"""Scores of answers against known right ones. Pure: what reads files or asks anything is handed in.

How each number is counted is written in `eval/README.md`; the functions here are that text in code.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.errors import TanyaError
from corpus.models import Jawaban, Sitasi, Unit, short_label
from corpus.sitasi import full_label, parse_label

ANSWERABLE = frozenset(
    (
        "definisi", "daftar", "tahapan", "siapa", "waktu", "syarat", "isi_minimum", "perbandingan", "dasar", "rujukan",
        "ya_tidak", "lanjutan", "gabungan",
    )
)  # fmt: skip
REFUSABLE = frozenset(("luar_topik", "tidak_diatur", "pasal_tidak_ada", "peraturan_tidak_ada", "premis_salah"))
VOICES = frozenset(("pejabat", "rekan", "staf_baru", "english"))
FIRST = 5  # citations that "among the first five" looks at

Place = tuple[str, Unit]  # ("Permendagri 22/2020", unit)
Problem = Callable[[Sitasi], str | None]


class BadQuestions(TanyaError):
    """A file of evaluation questions can not be used."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"Berkas pertanyaan {where} tidak dapat dipakai: {detail}; perbaiki baris itu.",
            f"The question file {where} can not be used: {detail}; mend that line.",
        )


@dataclass(frozen=True)
class Item:
    """A question with what answers it.

    Attributes:
        gold: places any of which is right as first citation.
        also: places that are fine to cite too.
        must: strings that a right answer holds, each with its alternatives.
        refuse: the documents do not answer it.
    """

    id: str
    question: str
    language: str
    voice: str
    kind: str
    gold: tuple[Place, ...]
    also: tuple[Place, ...]
    must: tuple[tuple[str, ...], ...]
    refuse: bool
    history: tuple[Mapping[str, object], ...] = ()

    @property
    def regulation(self) -> str:
        """The regulation of its first gold; "-" where it is to be refused."""
        return self.gold[0][0] if self.gold else "-"


def _strings(row: Mapping[str, Any], name: str) -> list[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(f'"{name}" is no list of strings')
    return value


def parse_item(line: str) -> Item:
    """One line of a question file.

    Raises:
        ValueError: no JSON object, a field is missing or of another type, or a label is none.
    """
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("no JSON object")
    for name in ("id", "question", "language", "voice", "kind"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise ValueError(f'"{name}" is missing')
    if not isinstance(row.get("refuse"), bool):
        raise ValueError('"refuse" is missing')
    gold, also = ([parse_label(label) for label in _strings(row, name)] for name in ("gold", "also"))
    must = tuple(tuple(part.strip() for part in text.split("|")) for text in _strings(row, "must"))
    history = row.get("history", [])
    if not isinstance(history, list) or not all(isinstance(h, dict) and {"role", "content"} <= set(h) for h in history):
        raise ValueError('"history" is no list of messages')
    return Item(
        row["id"], row["question"], row["language"], row["voice"], row["kind"], tuple(gold), tuple(also), must,
        row["refuse"], tuple(history),
    )  # fmt: skip


def parse_items(text: str, name: str) -> list[Item]:
    """All questions of a file.

    Args:
        text: JSON, one object a line.
        name: of the file, for the error.

    Raises:
        BadQuestions: a line is no question; its number is told, its words are not.
    """
    items = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                items.append(parse_item(line))
            except (ValueError, KeyError) as error:
                raise BadQuestions(f"{name}:{number}", str(error)) from error
    return items


def item_problems(items: Iterable[Item], last_pasal: Mapping[str, int]) -> list[str]:
    """What is wrong with questions, by id: doubled ids, unknown kinds, a Pasal out of range, gold where none may be.

    Args:
        items: the questions of all sets.
        last_pasal: number of the last Pasal of each regulation, by its short label.
    """
    found, seen = [], Counter[str]()
    for item in items:
        seen[item.id] += 1
        if seen[item.id] == 2:
            found.append(f"{item.id}: the id stands twice")
        if item.kind not in (REFUSABLE if item.refuse else ANSWERABLE) or item.voice not in VOICES:
            found.append(f"{item.id}: kind {item.kind!r} or voice {item.voice!r} is unknown")
        if (item.voice == "english") != (item.language == "en"):
            found.append(f"{item.id}: voice and language differ")
        if item.refuse == bool(item.gold) or (item.refuse and item.must):
            found.append(f"{item.id}: gold where it is to be refused, or none where it is not")
        if any(not alternative for alternatives in item.must for alternative in alternatives):
            found.append(f"{item.id}: an empty string in must")
        for regulation, unit in (*item.gold, *item.also):
            if regulation not in last_pasal:
                found.append(f"{item.id}: {regulation} is not held")
            elif unit.pasal is not None and not _in_range(unit.pasal, last_pasal[regulation]):
                found.append(f"{item.id}: {full_label(regulation, unit)} is out of range")
    return found


def _in_range(pasal: str, last: int) -> bool:
    """Whether a regulation whose last Pasal is known has this one; Pasal I and II change another regulation."""
    number = re.match(r"\d+", pasal)
    return 1 <= int(number[0]) <= last if number else pasal in ("I", "II") and last == 2


# --- one answer


def place(citation: Sitasi) -> Place:
    """Where a citation points to."""
    return short_label(citation.jenis, citation.nomor, citation.tahun, ""), citation.unit


def same_pasal(cited: Place, gold: Place, any_part: bool = False) -> bool:
    """Whether a citation is of the regulation and the Pasal (or the form of the Lampiran) of a gold.

    Args:
        cited: what an answer points to.
        gold: what is right.
        any_part: a Penjelasan counts for its Pasal and the other way round; else only where the gold says Penjelasan.
    """
    (regulation, unit), (wanted, right) = cited, gold
    if regulation != wanted or unit.pasal != right.pasal:
        return False
    if "lampiran" in (unit.part, right.part):
        return unit.part == right.part and right.huruf in (None, unit.huruf)
    return any_part or unit.part == right.part


def names_ayat(gold: Place) -> bool:
    """Whether a gold says more than its Pasal: an ayat, or an angka of a Pasal without ayat."""
    return gold[1].ayat is not None or gold[1].angka is not None


def same_ayat(cited: Place, gold: Place) -> bool:
    """Whether a citation is right down to the ayat, or the angka where there is no ayat, as far as the gold says."""
    if not same_pasal(cited, gold):
        return False
    unit, right = cited[1], gold[1]
    if right.kolom is not None and unit.kolom not in (None, right.kolom):
        return False  # of a matrix another column
    if right.ayat is not None:
        return unit.ayat == right.ayat
    return right.angka is None or unit.angka == right.angka


def plain(markdown: str) -> str:
    """Words of an answer as one reads them: escapes, marks like [1] and doubled blanks gone, lower case."""
    text = re.sub(r"\s*(?<!\\)\[\d+\]", "", markdown)
    text = html.unescape(re.sub(r"\\(.)", r"\1", text)).replace("**", "")
    return " ".join(text.lower().split())


def must_missing(item: Item, texts: Iterable[str]) -> list[str]:
    """The strings that an answer should hold and none of the texts does, each with its alternatives."""
    said = [plain(text) for text in texts]
    return [
        "|".join(alternatives)
        for alternatives in item.must
        if not any(" ".join(a.lower().split()) in text for a in alternatives for text in said)
    ]


def letters(text: str) -> str:
    """Letters and digits of a text, lower case: the words whatever their blanks, line ends and points."""
    return "".join(c for c in text if c.isalnum()).lower()


def stands_in(quote: str, texts: Iterable[str]) -> bool:
    """Whether a quote stands, letter by letter, in one of the texts; an empty one does nowhere."""
    wanted = letters(quote)
    return bool(wanted) and any(wanted in letters(text) for text in texts)


@dataclass(frozen=True)
class Score:
    """What one answer is worth.

    Attributes:
        first, five, ayat, must: None where it is not asked of this question.
        also: the first citation is no gold, but one that is fine to cite too.
        missing: strings of must that were not said.
        citations: how many it has; each has a quote.
        bad_quotes, unresolved: sentences on citations that do not hold.
        labels: of the citations, in order.
        total_ms, wall_ms: as the answer tells, and by the clock outside.
    """

    item: Item
    refused: bool
    first: bool | None
    five: bool | None
    ayat: bool | None
    must: bool | None
    also: bool = False
    missing: tuple[str, ...] = ()
    citations: int = 0
    bad_quotes: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    total_ms: float = 0.0
    wall_ms: float = 0.0

    @property
    def lost(self) -> bool:
        """Whether anything about it is wrong."""
        wrong = False in (self.first, self.five, self.ayat, self.must) or self.refused != self.item.refuse
        return wrong or bool(self.bad_quotes or self.unresolved)


def score(item: Item, answer: Jawaban, wall_ms: float, quote: Problem, resolve: Problem) -> Score:
    """Hold an answer against its question.

    Args:
        item: the question.
        answer: what was said to it.
        wall_ms: what the answer took, milliseconds.
        quote: why a quote is not in its source; None where it is.
        resolve: why a citation leads nowhere; None where it leads to a provision.
    """
    shown = sorted(answer.citations, key=lambda c: c.n)
    cited = [] if answer.refused else [place(c) for c in shown]
    missing = must_missing(item, [] if answer.refused else [answer.answer, *(c.quote for c in shown)])
    first = [g for g in item.gold if cited and same_pasal(cited[0], g)]
    asked = not item.refuse
    return Score(
        item, answer.refused,
        first=bool(first) if asked else None,
        five=any(same_pasal(c, g) for c in cited[:FIRST] for g in item.gold) if asked else None,
        ayat=any(same_ayat(cited[0], g) for g in first) if asked and any(map(names_ayat, item.gold)) else None,
        must=not missing if asked and item.must else None,
        also=bool(cited) and not first and any(same_pasal(cited[0], a) for a in item.also),
        missing=tuple(missing) if asked else (),
        citations=len(shown),
        bad_quotes=tuple(p for c in shown if (p := quote(c))),
        unresolved=tuple(p for c in shown if (p := resolve(c))),
        labels=tuple(c.label for c in shown),
        total_ms=float(answer.elapsed_ms.get("total", 0)),
        wall_ms=wall_ms,
    )  # fmt: skip


@dataclass(frozen=True)
class RecipeScore:
    """What the plain recipe finds for one answerable question.

    Attributes:
        first, five: a right Pasal is touched by the best chunk, by any of the five best.
        start: the best chunk begins in a right Pasal (the strict reading).
    """

    item: Item
    first: bool
    five: bool
    start: bool
    wall_ms: float


def score_chunks(item: Item, chunks: Sequence[Sequence[Place]], wall_ms: float) -> RecipeScore:
    """Hold the chunks that the recipe found, each as the places that it touches, best first, against a question."""
    right = [[any(same_pasal(p, g, any_part=True) for g in item.gold) for p in places] for places in chunks[:FIRST]]
    best = right[0] if right else []
    return RecipeScore(item, any(best), any(map(any, right)), best[:1] == [True], wall_ms)


# --- many answers


@dataclass(frozen=True)
class Share:
    """So many of so many; a share of nothing has no value."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1."""
        return self.count / self.of if self.of else None

    def __str__(self) -> str:
        return "-" if self.value is None else f"{self.value:.3f} ({self.count}/{self.of})"


def share(values: Iterable[bool | None]) -> Share:
    """How many are true of those that are not None."""
    known = [v for v in values if v is not None]
    return Share(sum(known), len(known))


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that is not below `percent` of all (nearest rank); 0 where there is none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)] if ordered else 0.0


@dataclass(frozen=True)
class Summary:
    """Numbers of a set of answers.

    Attributes:
        refused_right: of those to refuse, those refused; refused_wrong: of the answerable, those refused.
        quotes, resolved: over all citations.
        total_ms, wall_ms: (p50, p95) of a question.
    """

    questions: int
    first: Share
    five: Share
    ayat: Share
    must: Share
    refused_right: Share
    refused_wrong: Share
    quotes: Share
    resolved: Share
    total_ms: tuple[float, float]
    wall_ms: tuple[float, float]


def summarize(scores: Sequence[Score]) -> Summary:
    """The numbers of a set."""
    cited = sum(s.citations for s in scores)
    total, wall = [s.total_ms for s in scores], [s.wall_ms for s in scores]
    return Summary(
        len(scores), share(s.first for s in scores), share(s.five for s in scores), share(s.ayat for s in scores),
        share(s.must for s in scores), share(s.refused for s in scores if s.item.refuse),
        share(s.refused for s in scores if not s.item.refuse),
        Share(cited - sum(len(s.bad_quotes) for s in scores), cited),
        Share(cited - sum(len(s.unresolved) for s in scores), cited),
        (percentile(total, 50), percentile(total, 95)), (percentile(wall, 50), percentile(wall, 95)),
    )  # fmt: skip


Facet = Literal["kind", "voice", "regulation"]


def by(scores: Sequence[Score], facet: Facet) -> dict[str, Summary]:
    """The numbers of each kind, voice or regulation, by name."""
    names = sorted({str(getattr(s.item, facet)) for s in scores})
    return {name: summarize([s for s in scores if getattr(s.item, facet) == name]) for name in names}
