"""Answerer.answer(question, history) -> Jawaban: understand, search, decide, compose, verify, in this order."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.catalog import Catalog
from corpus.models import Jawaban, Unit
from corpus.sitasi import Reference, full_label, resolve
from corpus.teaching import bodies
from corpus.words import STOP_ID, is_english, stem, tokens
from rag.changed import changed_answer
from rag.compose import WORDS, Draft, Statement, compose, statement
from rag.definitions import Definitions
from rag.evidence import Evidence, Library
from rag.features import Candidate
from rag.glossary import Glossary, learn_abbreviations, load_glossary
from rag.kewenangan import Matrices, may_ask
from rag.missing import missing_answer, offer, revoked_note, untold
from rag.names import named_titles
from rag.pemetaan import Peta
from rag.question import Language, Question, content, strip_references, understand
from rag.refuse import Refusal, judge, refusal_text
from rag.relations import relation_answer
from rag.search import Hits, Searcher, named_keys
from rag.unclear import unclear
from rag.verify import verified

if TYPE_CHECKING:
    from corpus.vectors import Vectors
    from rag.written import Stream

CLAUSE = re.compile(
    r"[?;]\s*|,\s*(?:dan\s+|lalu\s+|terus\s+|serta\s+|and\s+)?|\s(?:terus|lalu|dan|and)\s"
    r"(?=(?:siapa|apa\b|apakah|berapa|kapan|bagaimana|di mana|who|what|which|how|when|can|may|must)\b)"
)
INTERROGATIVE = re.compile(
    r"\b(?:siapa|apa|apakah|berapa|kapan|bagaimana|mana|boleh|bisa|harus|wajib|who|what|which|how|when|where|can|may|must|"
    r"is|are|does|do|\w{3,}kah)\b",
    re.IGNORECASE,
)
ABOUT = frozenset({"isi", "atur", "tentang", "muat", "bahas", "judul", "hal", "about", "regulat", "cover", "content"})
# "PPID itu sebenarnya pejabat apa", but not "PAD itu terdiri dari apa"
WHAT_IT_IS = re.compile(r"\b(?:itu|tuh) (?:sebenarnya |sih )?(?:pejabat |lembaga |badan |orang |jabatan )apa\b")
RELATED_GAP = 6.0  # below the best score, in log-odds: a provision within it is pointed to
TWIN_SHARE = 0.75  # of the words of the shorter: two that share so many are stated once, and pointed to once
STATED_GAP = 0.5  # below the best score, in log-odds: a provision within it is stated too


@dataclass(frozen=True)
class Choice:
    """What an answer will say.

    Attributes:
        main: provisions that are stated, best first.
        related: provisions that are only pointed to.
    """

    main: tuple[Evidence, ...]
    related: tuple[Evidence, ...] = ()


class Answerer:
    """Answers questions from a catalogue.

    Args:
        vectors: None for full text alone.
        glossary: read from its file where absent.
        writer: a language model that words what was found; None for composed answers alone.
    """

    def __init__(
        self,
        catalog: Catalog,
        vectors: Vectors | None,
        glossary: Glossary | None = None,
        writer: Stream | None = None,
    ) -> None:
        self.catalog = catalog
        self.writer = writer
        self.searcher = Searcher(catalog, vectors)
        self._glossary = glossary or load_glossary()
        self.peta = Peta(catalog, self._glossary)
        self.refresh()

    def refresh(self) -> None:
        """Learn again what the texts define; after documents came in."""
        told = [body for _, body in bodies(self.catalog)]
        self.vocabulary = self.catalog.vocabulary()
        self.definitions = Definitions.read(self.catalog)
        self.glossary = self._glossary.with_abbreviations({**self.definitions.initials, **learn_abbreviations(told)})
        self._matrices: Matrices | None = None  # read when first asked

    def answer(self, text: str, history: Sequence[Mapping[str, object]] = ()) -> Jawaban:
        """Answer one question, from the law, from the rows of the mappings that are held, or from both.

        Args:
            history: earlier messages, {"role", "content"}, oldest first.
        """
        *_, answer = self.stream(text, history)
        assert isinstance(answer, Jawaban)
        return answer

    def stream(self, text: str, history: Sequence[Mapping[str, object]] = ()) -> Iterator[str | Jawaban]:
        """As `answer`, and before it what a language model has written so far, as Markdown."""
        draft = self._draft(text, history)
        if self.writer is None or not draft.stated:
            yield draft.answer
            return
        from rag.written import written

        yield from written(self.writer, draft)

    def _draft(self, text: str, history: Sequence[Mapping[str, object]]) -> Draft:
        began = time.perf_counter()
        turn = self.peta.ask(text, history)
        if turn is None:
            return self._from_law(text, self.peta.lawful(history))
        peta = self.peta
        asked = turn.law_text or text
        answer = peta.with_law(turn, self._from_law(asked, history).answer) if turn.law else peta.answer(turn)
        return Draft(replace(answer, elapsed_ms=answer.elapsed_ms | _elapsed(began, 0.0)))

    def _from_law(self, text: str, history: Sequence[Mapping[str, object]]) -> Draft:
        began = time.perf_counter()
        question = understand(text, self.glossary, history, self._corrections(text))
        library = Library(self.catalog, self.catalog.held())
        question = replace(question, titled=tuple(named_titles(question.whole, library.held.values())))
        told = (
            self._in_charge(question, library)
            or changed_answer(question, library)
            or relation_answer(question, library)
            or missing_answer(question, library)
            or untold(question, library)
            or unclear(question, self.catalog)
        )
        if told is not None:
            return Draft(replace(told, elapsed_ms=_elapsed(began, 0.0), understood=question.whole))
        outcome, searched = self._decide(question, library)
        if isinstance(outcome, Choice):
            draft = self._compose(question, outcome, library)
            if draft is not None:
                timed = replace(draft.answer, elapsed_ms=_elapsed(began, searched), understood=question.whole)
                return replace(draft, answer=timed)
            outcome = Refusal("tidak_terverifikasi")
        said = f"{refusal_text(outcome, question, library)} {revoked_note(question, library)}".strip()
        answer = Jawaban(
            text, question.language, said, refused=True, reason=outcome.reason, nearby=outcome.nearby,
            understood=question.whole,
        )  # fmt: skip
        return Draft(replace(answer, elapsed_ms=_elapsed(began, searched)))

    def _in_charge(self, question: Question, library: Library) -> Jawaban | None:
        """The answer to who is in charge of what, from the matrices; None where the question is another."""
        return self.matrices.answer(question, library) if question.follows or may_ask(question.plain) else None

    @property
    def matrices(self) -> Matrices:
        """The matrices of what is held; reading them takes a third of a second, which most questions need not."""
        if self._matrices is None:
            self._matrices = Matrices.read(self.catalog)
        return self._matrices

    # --- deciding

    def _decide(self, question: Question, library: Library) -> tuple[Choice | Refusal, float]:
        direct = self._direct(question, library)
        if direct is not None:
            return direct, 0.0
        began = time.perf_counter()
        choice: Choice | None = None
        if not self._defined_term(question) and "world" not in question.focus:
            choice = self._compared(question, library) or self._clauses(question, library)
            if choice is not None and choice.related:
                return choice, time.perf_counter() - began
        hits = self.searcher.search(question)
        refusal = judge(question, hits, library, self.vocabulary)
        defined = self._definition(question, hits, library)
        if refusal is not None and (refusal.hard or (choice is None and defined is None)):
            return refusal, time.perf_counter() - began
        choice = choice or self._sides(question, library) or self._single(hits, defined, library)
        if not choice.related:
            choice = replace(choice, related=self._related(hits, choice.main, library))
        return choice, time.perf_counter() - began

    def _direct(self, question: Question, library: Library) -> Choice | Refusal | None:
        """A Pasal asked for by number, or a regulation that is not held."""
        held = [(h.jenis, h.nomor, h.tahun) for h in library.held.values()]
        keys = {(h.jenis, h.nomor, h.tahun): h.key for h in library.held.values()}
        named = [(r, resolve(r, held)) for r in question.regulations]
        if named and not any(found for _, found in named):
            return Refusal("peraturan_tidak_ada", missing=_name(named[0][0]), offer=offer(named[0][0], question))
        if not question.pasal and len(named) == 1 and len(named[0][1]) == 1 and set(question.own) <= ABOUT:
            opening = library.opening(keys[named[0][1][0]])
            return Choice((opening,)) if opening else None
        if not question.pasal or (question.kind != "reference" and not named and not question.titled):
            return None
        named = named or [(r, resolve(r, held)) for r in question.titled]
        wanted = [keys[found[0]] for _, found in named if len(found) == 1]
        if not wanted and question.context:
            wanted = [keys[f[0]] for r in question.context if len(f := resolve(r, held)) == 1]
        if not wanted:
            return self._pasal_anywhere(question, library)
        key = wanted[0]
        found: list[Evidence] = []
        for reference in question.pasal:
            assert reference.unit is not None
            if not library.has_pasal(key, reference.unit.pasal or ""):
                return Refusal("pasal_tidak_ada", missing=full_label(library.label(key), reference.unit))
            evidence = library.evidence(key, reference.unit)
            if evidence is None:
                return Refusal(
                    "pasal_tidak_ada", missing=full_label(library.label(key), reference.unit),
                    nearby=(full_label(library.label(key), Unit(pasal=reference.unit.pasal)),),
                )  # fmt: skip
            found.append(evidence)
        return Choice(tuple(found[:4]))

    def _pasal_anywhere(self, question: Question, library: Library) -> Choice | Refusal | None:
        """Answer "Pasal 46 isinya apa?" without a regulation: that Pasal of each regulation that has it."""
        unit = question.pasal[0].unit
        assert unit is not None
        keys = [k for k, kind in library.held if library.has_pasal(k, unit.pasal or "")]
        if not keys:
            return Refusal("pasal_tidak_ada", missing=full_label("", unit))
        if len(set(keys)) > 1:
            found = [e for k in sorted(set(keys)) if (e := library.evidence(k, unit))]
            return Choice(tuple(found[:3]))
        evidence = library.evidence(keys[0], unit)
        return Choice((evidence,)) if evidence else None

    def _single(self, hits: Hits, defined: tuple[str, Unit] | None, library: Library) -> Choice:
        """The best provision; near it in score, others that are stated as well; further off, such as are pointed to.

        Args:
            hits: what search found.
            defined: where the term that is asked for is defined.
            library: what is held.
        """
        best = hits.candidates[0]
        first = library.evidence(*defined) if defined else self._evidence(best, library)
        main = [first] if first else []
        for other in hits.candidates[1:12] if not defined and not best.whole else ():
            if other.score < best.score - STATED_GAP or len(main) == 3:
                break
            evidence = self._evidence(other, library)
            if evidence is not None and not other.whole and not _said(evidence, main) and not _twin(best, other):
                main.append(evidence)
        return Choice(tuple(main), self._related(hits, main, library))

    def _related(self, hits: Hits, main: Sequence[Evidence], library: Library) -> tuple[Evidence, ...]:
        """Provisions near the best in score that are not stated: with those stated, five at most."""
        related: list[Evidence] = []
        for other in hits.candidates[:16]:
            near = other.score >= hits.candidates[0].score - RELATED_GAP and not other.whole
            near = near and not other.features.get("side_clash")
            if near and other.unit.part == "batang tubuh" and len(main) + len(related) < 5:
                evidence = self._evidence(other, library)
                if evidence is not None and not _said(evidence, [*main, *related]):
                    related.append(evidence)
        return tuple(related)

    def _definition(self, question: Question, hits: Hits, library: Library) -> tuple[str, Unit] | None:
        """Where the one term that is asked for is defined: in the regulation that search ranks first."""
        term = self._defined_term(question)
        if not term:
            return None
        wanted = named_keys(question, library.held.values())
        places = [place for place in self.definitions.places[term] if not wanted or place[0] in wanted]
        if not places:
            return None
        ranks = {key: rank for rank, key in reversed(list(enumerate(c.key for c in hits.candidates)))}
        return min(places, key=lambda place: ranks.get(place[0], len(ranks)))

    def _defined_term(self, question: Question) -> str:
        """The one term whose definition is asked for; "" where none is."""
        terms = self.definitions.terms(question.plain)
        spelled = self.definitions.spelled(question.plain).lower()
        defining = question.kind == "definition" or any(
            f"{term} {m}" in spelled for term in terms for m in WHAT_IT_IS.findall(spelled)
        )
        if not terms or not defining:
            return ""
        asked = content(strip_references(question.core or question.plain))
        extra = set(asked) - {root for word in tokens(terms[0]) for root in stem(word)}
        return terms[0] if len(extra) <= 7 else ""

    def _evidence(self, candidate: Candidate, library: Library) -> Evidence | None:
        if candidate.unit.pasal is None and candidate.unit.huruf is None:
            found = next(iter(candidate.found.values()))
            return library.page_evidence(candidate.key, found.id, found.page, found.body)
        return library.evidence(candidate.key, candidate.unit)

    def _clauses(self, question: Question, library: Library) -> Choice | None:
        """Several questions in one: each is searched for itself, in the light of the whole."""
        parts = [p.strip() for p in CLAUSE.split(question.plain) if p and p.strip()]
        asking = [p for p in parts if INTERROGATIVE.search(p) and len(tokens(p)) >= 2]
        if len(asking) < 2 or question.follows:
            return None
        main: list[Evidence] = []
        found: list[Hits] = []
        for clause, hits in self.searcher.search_all(self._clause_questions(question, parts, asking[:4])):
            if judge(clause, hits, library, self.vocabulary) is not None:
                continue
            evidence = self._evidence(hits.candidates[0], library)
            if evidence and not any(e.key == evidence.key and e.unit == evidence.unit for e in main):
                main.append(evidence)
                found.append(hits)
        if len(main) < 2:
            return None
        related: list[Evidence] = []
        for hits in found:
            related.extend(self._related(hits, [*main, *related], library)[:1])
        return Choice(tuple(main), tuple(related))

    def _clause_questions(self, question: Question, parts: Sequence[str], asking: Sequence[str]) -> list[Question]:
        """Each asking part as a question of its own, led by what the whole tells and weighed with the whole's words."""
        lead = " ".join(part for part in parts if part not in asking)
        found = []
        for part in asking:
            clause = understand(f"{lead} {part}".strip(), self.glossary)
            weights = {t: w * 0.35 for t, w in question.weights.items()} | dict(clause.weights)
            found.append(
                replace(
                    clause,
                    weights=weights,
                    sides=clause.sides or question.sides,
                    regulations=question.regulations,
                    titled=question.titled,
                    language=question.language,
                    whole=clause.whole if lead else f"{question.plain[:200]} {part}",
                )
            )
        return found

    def _compared(self, question: Question, library: Library) -> Choice | None:
        """Compare two defined terms by their definitions."""
        terms = self.definitions.terms(question.plain) if question.kind == "comparison" else []
        if len(terms) < 2 or len(question.own) > 3 * len(terms) + 5:
            return None
        places = [self.definitions.places[term][0] for term in terms[:3]]
        defined = [e for key, unit in places if (e := library.evidence(key, unit))]
        return Choice(tuple(defined)) if len(defined) > 1 else None

    def _sides(self, question: Question, library: Library) -> Choice | None:
        """Compare two sides of the law by the best provision of each."""
        if question.kind != "comparison":
            return None
        main: list[Evidence] = []
        for side in sorted(question.sides) if len(question.sides) > 1 else ():
            hits = self.searcher.search(replace(question, sides=frozenset({side})))
            best = next((c for c in hits.candidates if c.features.get("side")), None)
            evidence = self._evidence(best, library) if best else None
            if evidence:
                main.append(evidence)
        return Choice(tuple(main)) if len(main) > 1 else None

    # --- saying

    def _compose(self, question: Question, choice: Choice, library: Library) -> Draft | None:
        language = question.language
        candidates = [s for e in choice.main if (s := statement(e, language))]
        kept = verified(candidates, library)
        said: list[Statement] = []
        for item in kept:
            if not said or sum(s.prose_words for s in said) + item.prose_words <= WORDS:
                said.append(item)
        if not said:
            return None
        pointers = _pointers(choice.related, said, library, language)
        answer, citations = compose(said, language, pointers=pointers)
        made = Jawaban(question.text, language, answer, citations=citations)
        return Draft(made, question.whole, tuple(s.evidence for s in said), tuple(pointers), said[0].lines)

    def _corrections(self, text: str) -> dict[str, str]:
        """Wrongly typed words -> words of the library: one letter off, and known nowhere as they stand."""
        found: dict[str, str] = {}
        plain = strip_references(self.glossary.plain(text))
        if is_english(plain):
            return found
        for word in tokens(plain):
            if len(word) < 6 or word.isdecimal() or word in STOP_ID or word in self.glossary.english:
                continue
            if any(self.vocabulary.get(root) for root in stem(word)):
                continue
            known = self.catalog.known_words(near for near in near_words(word) if near[0] == word[0])
            best = max(((self._weight(near), near) for near in known), default=(0, ""))
            if best[0] >= 3:
                found[word] = best[1]
        return found

    def _weight(self, word: str) -> int:
        return max((self.vocabulary.get(root, 0) for root in stem(word)), default=0)


def _said(evidence: Evidence, others: Sequence[Evidence]) -> bool:
    return any(e.key == evidence.key and e.unit.covers(evidence.unit) for e in others)


def _twin(left: Candidate, right: Candidate) -> bool:
    """Whether two provisions say the same in nearly the same words, as a PP and the Permendagri under it do."""
    one, other = set(left.body_stems), set(right.body_stems)
    return left.key != right.key and len(one & other) >= TWIN_SHARE * min(len(one), len(other))


def near_words(word: str) -> set[str]:
    """Words one letter away: one lost, one too many, two swapped, one other."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return (
        {a + b[1:] for a, b in halves if b}
        | {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
        | {a + c + b[1:] for a, b in halves if b for c in alphabet}
        | {a + c + b for a, b in halves for c in alphabet}
    ) - {word}


def _pointers(
    related: Sequence[Evidence], said: Sequence[Statement], library: Library, language: Language
) -> list[Evidence]:
    """Related provisions that may be pointed to: not stated already, and their citation holds."""
    stated = [s.evidence for s in said]
    fresh = [
        e
        for e in related
        if not any(e.key == s.key and (s.unit.covers(e.unit) or e.unit.covers(s.unit)) for s in stated)
    ]
    statements = [statement(e, language) for e in fresh]
    return [s.evidence for s in verified([s for s in statements if s is not None], library)]


def _name(reference: Reference) -> str:
    return f"{reference.jenis} {reference.nomor}" + (f"/{reference.tahun}" if reference.tahun else "")


def _elapsed(began: float, searched: float) -> dict[str, int]:
    return {"search": round(searched * 1000), "total": round((time.perf_counter() - began) * 1000)}
