"""Full text and vectors, fused: which units of which regulation speak of what is asked.

Candidates come from the full-text index and from the vectors; each is then scored by a few readable features whose
weights (`weights.toml`) were fitted on questions over the core regulations and over many that do not ship.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.catalog import Catalog
from corpus.models import Unit
from corpus.rows import Found, Held
from corpus.sitasi import resolve
from corpus.words import stems
from rag.question import Question
from rag.shape import fit, said
from rag.shape import wanted as wanted_forms
from rag.weights import Weights, load_weights

if TYPE_CHECKING:
    from corpus.vectors import Vectors

SIDE_WORDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # a heading or title places a unit on a side where all stems of one row stand in it
    "ksdpk": (("ksdpk",), ("pihak", "ketiga")),
    "ksdd": (("ksdd",), ("kerja", "sama", "daerah", "lain")),
    "sinergi": (("sinergi",), ("dukung", "program", "pemerintah")),
    "luar_negeri": (("luar", "negeri"), ("ksdpl",), ("ksdll",)),
}
NEAR = 80  # passages of each kind that the vectors give for one text: many are questions that lead to the same unit
TIME = frozenset({"hari", "bulan", "tahun", "minggu", "semester", "kali", "januari"})
REMEMBERED = 20_000  # entries that stay in memory, a few kilobytes each


SHAPED = 40  # candidates whose form is looked at: the best by all else


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


@dataclass(frozen=True)
class Hits:
    """What a search found.

    Attributes:
        candidates: best first.
        idf: of every stem of the question.
        best_cosine: of the nearest passage; 0 without vectors.
    """

    candidates: tuple[Candidate, ...]
    idf: Mapping[str, float]
    best_cosine: float


class Searcher:
    """Searches a catalogue.

    Args:
        vectors: None for full text alone.
        weights: of the features; read from their file where absent.
    """

    def __init__(self, catalog: Catalog, vectors: Vectors | None, weights: Weights | None = None) -> None:
        self.catalog = catalog
        self.vectors = vectors
        self.weights = weights or load_weights()
        self._ids: frozenset[int] = frozenset()
        self._sizes: dict[str, float] = {}
        self._titles: dict[int, tuple[str, ...]] = {}
        self._entries: dict[int, Found] = {}
        self._twins: dict[int, int] = {}
        self._forms: dict[int, frozenset[str]] = {}

    def _form(self, text: Found) -> frozenset[str]:
        """What sorts of thing an entry says; remembered as long as the entry."""
        if text.id not in self._forms:
            self._forms[text.id] = said(text.body)
        return self._forms[text.id]

    def _found(self, wanted: Iterable[int]) -> list[Found]:
        """Entries by id; those that were read before are remembered."""
        ids = list(dict.fromkeys(wanted))
        if len(self._entries) > REMEMBERED:
            self._entries.clear()
            self._forms.clear()
        self._entries.update({f.id: f for f in self.catalog.entries(i for i in ids if i not in self._entries)})
        return [self._entries[i] for i in ids if i in self._entries]

    def _learn(self, held: Sequence[Held]) -> None:
        """What does not change from question to question; learned anew when something came in or went."""
        ids = frozenset(item.id for item in held)
        if ids == self._ids:
            return
        counts = self.catalog.entry_counts()
        self._sizes = {}
        for item in held:
            size = math.log10(1 + counts.get(item.id, 1)) / 4
            self._sizes[item.key] = max(self._sizes.get(item.key, 0.0), size)
        self._titles = {item.id: tuple(stems(item.judul)) for item in held}
        self._twins = self.catalog.twins()
        self._ids = ids

    def search(self, question: Question, limit: int = 40) -> Hits:
        """Units that speak of what is asked, best first; where the question names regulations, theirs alone."""
        held = {h.id: h for h in self.catalog.held()}
        self._learn(list(held.values()))
        counts = self.catalog.document_counts([*question.weights, *question.english])
        total = max(1, self.catalog.entry_count())
        idf = {term: math.log(1 + total / (count + 0.5)) for term, count in counts.items()}
        weighed = {**question.english, **question.weights}
        terms = sorted((t for t in counts if counts[t]), key=lambda t: -weighed[t] * idf[t])[:28]
        wanted = named_keys(question, held.values())
        within = [h.id for h in held.values() if h.key in wanted] or None
        ranked = self.catalog.search(terms, 80, within)
        near = self._near(question, within)
        found = [*ranked, *(n.entry for n in near)]
        found += [self._twins[i] for i in found if i in self._twins]  # a unit is judged by both its texts
        candidates = _group(self._found(found), ranked, near, held)
        by_pasal: dict[tuple[str, str | None], set[str]] = {}
        for candidate in candidates:
            by_pasal.setdefault((candidate.key, candidate.unit.pasal), set()).update(candidate.body_stems)
        weights = self.weights.vectors if near else self.weights.words
        floors = {sort: min(n.cosine for n in near if n.sort == sort) for sort in {n.sort for n in near}}
        weighted = Weighted.of(question, idf)
        for candidate in candidates:
            around = by_pasal[candidate.key, candidate.unit.pasal] if candidate.unit.pasal else set()
            candidate.features = features(candidate, question, weighted, floors, held, self._titles)
            candidate.features["around"] = coverage(around, weighted.words)
            candidate.features["size"] = self._sizes[candidate.key]
            candidate.score = score(candidate.features, weights)
        candidates.sort(key=_order)
        asked = wanted_forms(question.plain)
        for candidate in candidates[:SHAPED]:
            candidate.features["shape"] = fit(asked, self._form(candidate.text), self.weights.shape)
            candidate.score += candidate.features["shape"]
        candidates.sort(key=_order)
        return Hits(tuple(candidates[:limit]), idf, max((n.cosine for n in near if n.sort != "led"), default=0.0))

    def search_all(self, questions: Sequence[Question]) -> list[tuple[Question, Hits]]:
        """Several questions, each with what was found for it; their vectors are made side by side."""
        if self.vectors is not None:
            self.vectors.prime([t for q in questions for t in (q.whole, q.core, q.led) if t])
        return [(question, self.search(question)) for question in questions]

    def _near(self, question: Question, within: Sequence[int] | None) -> list[Near]:
        """Nearest passages to the question, to its asking sentence, and to its Indonesian terms where it is English."""
        if self.vectors is None:
            return []
        asked = list(dict.fromkeys(text for text in (question.whole, question.core) if text))
        led = [question.led] if question.led else []
        self.vectors.prime([*asked, *led])
        inside = None if within is None else sorted(self.catalog.passage_ids(within))
        near = dict(self.vectors.near(asked, NEAR, inside))
        also = dict(self.vectors.near(led, NEAR, inside))
        found = []
        for passage, entry, name, own in self.catalog.passage_places(list({**near, **also})):
            if passage in near:
                sort = "question" if name == "question" else "own" if own else "official"
                found.append(Near(entry, sort, near[passage]))
            if passage in also and name != "question":
                found.append(Near(entry, "led", also[passage]))
        return found


def _order(candidate: Candidate) -> tuple[float, str, bool, str]:
    unit = candidate.unit
    return -candidate.score, candidate.key, unit.levels != (None,) * 4, str(unit.levels)


def named_keys(question: Question, held: Iterable[Held]) -> set[str]:
    """Keys of held regulations that a question names, by number or title.

    A question that names none and follows another stays in the regulations that the answer before cited.
    """
    items = list(held)
    for references in ((*question.regulations, *question.titled), question.context if question.follows else ()):
        found = {i.key for i in items if any(resolve(r, [(i.jenis, i.nomor, i.tahun)]) for r in references)}
        if found:
            return found
    return set()


def _group(
    rows: Iterable[Found],
    ranked: Mapping[int, float],
    near: Sequence[Near],
    held: Mapping[int, Held],
) -> list[Candidate]:
    grouped: dict[tuple[str, Unit], Candidate] = {}
    by_entry: dict[int, Candidate] = {}
    for row in rows:
        owner = held.get(row.peraturan_id)
        if owner is None:
            continue
        unit = row.unit if row.unit.pasal or row.unit.huruf else replace(row.unit, angka=f"#{row.id}")
        candidate = grouped.setdefault((owner.key, unit), Candidate(owner.key, row.unit, row.whole))
        candidate.whole = candidate.whole and row.whole
        candidate.found[owner.kind] = row
        candidate.bm25 = max(candidate.bm25, ranked.get(row.id, 0.0))
        by_entry[row.id] = candidate
    for nearness in near:
        if nearness.entry in by_entry:
            cosines = by_entry[nearness.entry].cosines
            cosines[nearness.sort] = max(cosines.get(nearness.sort, 0.0), nearness.cosine)
            by_entry[nearness.entry].votes += nearness.sort != "led"
    return list(grouped.values())


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
    def of(cls, question: Question, idf: Mapping[str, float]) -> Weighted:
        """Weigh a question."""
        words = {t: w * idf.get(t, 0.0) for t, w in question.weights.items()}
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
        "whole": float(candidate.whole),
        "explanation": float(candidate.unit.part == "penjelasan"),
        "annex": float(candidate.unit.part == "lampiran"),
        "outside": float(candidate.unit.part == "batang tubuh" and candidate.unit.pasal is None),
        "digest": float("ringkasan" in candidate.found),
        "votes": math.log1p(candidate.votes) / 3,
        "covered": coverage(candidate.stems, either or weights),
        "bm25": candidate.bm25 / 20,
    }


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
