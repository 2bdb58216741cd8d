"""The features by which a candidate is ranked: readable numbers, each about 0..1. Pure.

Nothing here knows a regulation; the weights (`weights.toml`) are fitted on questions over many.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.models import Unit
from corpus.rows import Found, Held
from corpus.words import stems
from rag.question import Question

SIDE_WORDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # a heading or title places a unit on a side where all stems of one row stand in it
    "ksdpk": (("ksdpk",), ("pihak", "ketiga")),
    "ksdd": (("ksdd",), ("kerja", "sama", "daerah", "lain")),
    "sinergi": (("sinergi",), ("dukung", "program", "pemerintah")),
    "luar_negeri": (("luar", "negeri"), ("ksdpl",), ("ksdll",)),
}
TIME = frozenset({"hari", "bulan", "tahun", "minggu", "semester", "kali", "januari"})


@dataclass(frozen=True)
class Near:
    """An entry of which a passage is near the question; `sort` as in `Candidate.cosines`."""

    entry: int
    sort: str
    cosine: float


@dataclass
class Candidate:
    """A unit of a regulation, its naskah and its ringkasan taken together.

    Attributes:
        key: of the regulation.
        found: its entries by kind.
        cosines: best cosine by sort of passage: "official" (naskah), "own" (digest), "question" (foreseen);
            "led": of any text, with the Indonesian terms that an English question leads to.
        votes: how many of its passages are near.
        bm25: best of its entries in the full-text index, higher is better; 0 where the vectors alone found it.
        features: by name, for tuning and for explaining.
        score: weighted sum.
    """

    key: str
    unit: Unit
    whole: bool
    found: dict[str, Found] = field(default_factory=dict)
    cosines: dict[str, float] = field(default_factory=dict)
    votes: int = 0
    bm25: float = 0.0
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0

    @property
    def body_stems(self) -> tuple[str, ...]:
        """Stems of all its texts."""
        return tuple(s for f in self.found.values() for s in f.body_stems)

    @property
    def text(self) -> Found:
        """Its official text, or else the digest."""
        return self.found.get("naskah") or next(iter(self.found.values()))

    @property
    def heading_stems(self) -> tuple[str, ...]:
        """Stems of what stands above it."""
        return tuple(s for f in self.found.values() for s in f.heading_stems)

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that is held of it, those of foreseen questions too."""
        return frozenset().union(*(f.stems for f in self.found.values()))


def saturated(counts: Mapping[str, int], size: int, weights: Mapping[str, float], average: float = 60.0) -> float:
    """Share of the question's weight that a text holds; a word once in a short text counts more than in a long one.

    BM25's saturation, k1 = 1.2 and b = 0.5, over the weight of the whole question: 0..1 or a little above.

    Args:
        counts: how often each stem stands in the text.
        size: how many stems the text has.
        weights: stem -> weight, of the question.
    """
    total = sum(weights.values())
    if not total:
        return 0.0
    length = 1.2 * (0.5 + 0.5 * size / average)
    return sum(w * n * 2.2 / (n + length) for word, w in weights.items() if (n := counts.get(word, 0))) / total


def coverage(words: Container[str], weights: Mapping[str, float]) -> float:
    """Share of the question's weight that stands among words."""
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if word in words) / total if total else 0.0


UNKNOWN_IDF = 4.0  # what a word that the question does not have weighs


def likeness(words: frozenset[str], weights: Mapping[str, float], idf: Mapping[str, float]) -> float:
    """Cosine of two bags of words by idf; a word outside the question weighs as a middling one."""
    shared = weights.keys() & words
    if not shared:
        return 0.0
    inside = sum(weights[w] ** 2 for w in shared)
    own = sum(w * w for w in weights.values())
    other = sum(max(weights[w], idf.get(w, UNKNOWN_IDF)) ** 2 for w in shared)
    other += UNKNOWN_IDF**2 * (len(words) - len(shared))
    return inside / math.sqrt(own * other) if own and other else 0.0


def unit_sides(heading: Iterable[str], title: Iterable[str]) -> frozenset[str]:
    """Sides on which the headings place a unit; the title of the regulation decides where they do not."""
    for words in (set(heading), set(title)):
        sides = {side for side, rows in SIDE_WORDS.items() if any(words.issuperset(row) for row in rows)}
        if "luar_negeri" in sides:
            return frozenset({"luar_negeri"})
        if sides:
            return frozenset(sides)
    return frozenset()


@dataclass(frozen=True)
class Weighted:
    """The stems of a question, weighed by how rare they are; made once a question, read by every candidate.

    Attributes:
        idf: of every stem.
        words: of its Indonesian stems.
        english: of its English stems; empty for an Indonesian question.
        asked: of those that foreseen questions are compared by: the English ones where it is English.
    """

    idf: Mapping[str, float]
    words: Mapping[str, float]
    english: Mapping[str, float]
    asked: Mapping[str, float]

    @classmethod
    def of(cls, question: Question, idf: Mapping[str, float], counts: Mapping[str, int]) -> Weighted:
        """Weigh a question; of an English one, words that no text holds are left out of the Indonesian stems.

        Args:
            counts: in how many entries each stem stands.
        """
        known = {t: w for t, w in question.weights.items() if counts.get(t)} if question.language == "en" else None
        words = {t: w * idf.get(t, 0.0) for t, w in (known or question.weights).items()}
        english = {t: w * idf.get(t, 0.0) for t, w in question.english.items()}
        asked = {**english, **words}
        if question.language == "en":
            asked = {t: w for t, w in asked.items() if t in question.english}
        return cls(idf, words, english, asked)


def features(
    candidate: Candidate,
    question: Question,
    weighted: Weighted,
    floors: Mapping[str, float],
    held: Mapping[int, Held],
    titles: Mapping[int, Sequence[str]],
) -> dict[str, float]:
    """The features of one candidate, each about 0..1."""
    weights, either = weighted.words, weighted.asked
    heading = candidate.heading_stems
    owner = held[next(iter(candidate.found.values())).peraturan_id]
    sides = unit_sides(heading, titles[owner.id])
    found = candidate.found.values()
    texts = max(saturated(f.body_counts, len(f.body_stems), weights) for f in found)
    english = max(saturated(f.english_counts, len(f.english_stems), weighted.english) for f in found)
    likest = max((likeness(q, either, weighted.idf) for f in found for q in f.question_stems), default=0.0)
    above = {sort: (cosine - floors[sort]) * 10 for sort, cosine in candidate.cosines.items()}
    unit, every = candidate.unit, candidate.stems
    named = [
        r for r in question.context if r.unit and (r.unit.pasal == candidate.unit.pasal) and owner.nomor == r.nomor
    ]
    return {
        "body": texts * (0.85 if candidate.whole else 1.0),
        "heading": coverage(heading, weights),
        "question": likest,
        "english": english,
        "defines": float(defines(candidate, question)),
        "vector": max((value for sort, value in above.items() if sort != "led"), default=0.0),
        "vector_led": above.get("led", 0.0),
        "vector_question": above.get("question", 0.0),
        "vector_own": above.get("own", 0.0),
        "vector_official": above.get("official", 0.0),
        "side": 1.0 if question.sides & sides else 0.0,
        "neutral": 1.0 if question.sides and not sides else 0.0,
        "side_clash": -1.0 if question.sides and sides and not question.sides & sides else 0.0,
        "cue": cue(candidate, question),
        "context": 1.0 if named else 0.0,
        "context_near": next_to_cited(unit, owner, question),
        "whole": float(candidate.whole),
        "explanation": float(candidate.unit.part == "penjelasan"),
        "annex": float(candidate.unit.part == "lampiran"),
        "outside": float(candidate.unit.part == "batang tubuh" and candidate.unit.pasal is None),
        "digest": float("ringkasan" in candidate.found),
        "votes": math.log1p(candidate.votes) / 3,
        "covered": max(coverage(every, words) for words in ((either, weights) if weighted.english else (weights,))),
        "bm25": candidate.bm25 / 20,
        "length": math.log1p(len(candidate.text.body_stems)) / 5,
    }


def _number(ayat: str) -> int:
    found = re.match(r"\d+", ayat)
    return int(found[0]) if found else 1


def next_to_cited(unit: Unit, owner: Held, question: Question) -> float:
    """How near a unit stands to a Pasal that the answer before cited: 1 in it, 1/2 beside it, and so on."""
    if not question.follows or not unit.pasal:
        return 0.0
    cited = [r.unit.pasal for r in question.context if r.unit and r.unit.pasal and r.nomor == owner.nomor]
    away = [abs(_number(pasal) - _number(unit.pasal)) for pasal in cited]
    return 1 / (1 + min(away)) if away else 0.0


def beside(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> None:
    """Add the features that come from other candidates: of the same Pasal, of the same regulation.

    A Penjelasan speaks for its Pasal here, and an ayat for its neighbours.
    """
    groups: dict[tuple[str, str], list[Candidate]] = {}
    votes: Counter[str] = Counter()
    for number, candidate in enumerate(candidates):
        groups.setdefault((candidate.key, candidate.unit.pasal or f"#{number}"), []).append(candidate)
        votes[candidate.key] += candidate.votes
    for (key, pasal), group in groups.items():
        words = {stem for c in group for stem in c.body_stems} if pasal[0] != "#" else set()
        shared = {
            "around": coverage(words, weights),
            "pasal_votes": math.log1p(sum(c.votes for c in group)) / 3,
            "reg_votes": votes[key] / max(1, votes.total()),
            **{f"pasal_{name}": max(c.features[name] for c in group) for name in ("vector", "body", "bm25")},
        }
        for candidate in group:
            candidate.features.update(shared)


DEFINED_TERM = re.compile(r"^\W*\d*\W*(?P<term>.{2,90}?)\s*(?:,|\(|yang selanjutnya|adalah|ialah|is the|is a|means)")


def defines(candidate: Candidate, question: Question) -> bool:
    """Whether a unit is the definition of a term that the question names in full."""
    if (
        candidate.unit.angka is None
        or candidate.unit.ayat is not None
        or question.kind not in ("definition", "comparison", "general")
    ):
        return False
    asked = set(question.weights)
    for found in candidate.found.values():
        match = DEFINED_TERM.match(found.body)
        if match and set(stems(match["term"])) - {"daerah"} <= asked and stems(match["term"]) != ["daerah"]:
            return True
    return False


def cue(candidate: Candidate, question: Question) -> float:
    """Whether a unit has the form of the answer that is wanted."""
    words = set(candidate.body_stems)
    defines = candidate.unit.angka is not None and candidate.unit.pasal == "1"
    if question.kind == "definition":
        return 1.0 if defines else 0.0
    if defines:
        return -1.0
    if question.kind == "when":
        timed = words & TIME or any("setiap" in found.body for found in candidate.found.values())
        return 1.0 if timed else -0.5
    if question.kind == "contents":
        return 1.0 if {"muat", "sedikit"} <= words else 0.0
    if question.kind == "stages":
        return 1.0 if "tahap" in words else 0.0
    return 0.0


def score(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum."""
    return sum(weights.get(name, 0.0) * value for name, value in values.items())
