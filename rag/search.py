"""Full text and vectors, fused: which units of which regulation speak of what is asked.

Candidates come from the full-text index and from the vectors; each is then scored by a few readable features whose
weights (`weights.toml`) were fitted on questions over the core regulations and over many that do not ship.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.catalog import Catalog
from corpus.models import Unit
from corpus.rows import Found, Held
from corpus.sitasi import resolve
from corpus.words import stems
from rag.features import Candidate, Near, Weighted, beside, features, score
from rag.question import Question
from rag.shape import fit, said
from rag.shape import wanted as wanted_forms
from rag.weights import Weights, load_weights

if TYPE_CHECKING:
    from corpus.vectors import Vectors

NEAR = 80  # passages of each kind that the vectors give for one text: many are questions that lead to the same unit
REMEMBERED = 20_000  # entries that stay in memory, a few kilobytes each


EXPLAINING = re.compile(r"\bpenjelasan\b|\belucidation\b", re.IGNORECASE)  # asks for the Penjelasan itself
SHAPED = 40  # candidates whose form is looked at: the best by all else


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
        weights = self.weights.vectors if near else self.weights.words
        floors = {sort: min(n.cosine for n in near if n.sort == sort) for sort in {n.sort for n in near}}
        weighted = Weighted.of(question, idf, counts)
        for candidate in candidates:
            candidate.features = features(candidate, question, weighted, floors, held, self._titles)
            candidate.features["size"] = self._sizes[candidate.key]
        beside(candidates, weighted.words)
        for candidate in candidates:
            candidate.score = score(candidate.features, weights)
        candidates.sort(key=_order)
        asked = wanted_forms(question.plain)
        for candidate in candidates[:SHAPED]:
            candidate.features["shape"] = fit(asked, self._form(candidate.text), self.weights.shape)
            candidate.score += candidate.features["shape"]
        candidates.sort(key=_order)
        if not EXPLAINING.search(question.plain):
            pasal_first(candidates)
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


def pasal_first(candidates: list[Candidate]) -> None:
    """Where a Penjelasan ranks first, set the best of the Pasal that it explains before it; both are said then."""
    first = candidates[0] if candidates else None
    if first is None or first.unit.part != "penjelasan":
        return
    explained = [
        c for c in candidates
        if (c.key, c.unit.pasal) == (first.key, first.unit.pasal) and c.unit.part == "batang tubuh" and c.unit.pasal
    ]  # fmt: skip
    exact = [c for c in explained if c.unit.ayat == first.unit.ayat]
    for best in (exact or explained)[:1]:
        candidates.remove(best)
        candidates.insert(0, best)
        best.score = first.score


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
