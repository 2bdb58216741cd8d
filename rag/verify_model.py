"""Each sentence of a language model against the sources that it cites; what they do not say is dropped."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.sitasi import find_pasal, find_regulations
from corpus.words import ENGLISH_MARKS, INDONESIAN_MARKS, tokens
from rag.claim_words import CAUTION, COUNTED
from rag.claims import Claim, Number, Organ, read_claim, senses
from rag.question import Language
from rag.sources import Source

MAX_MARKS = 3  # who cites everything cites nothing
NEAR = 0.85  # of the best: segments that a clause may be about
ABOUT = 0.5  # of the best: segments whose words a clause may use
OWN_SHARE = 0.3  # of a sentence's meaning: what each source that it cites holds of it
ASKED_SHARE = 0.4  # what may come from the question alone
BRACKETS = re.compile(r"\([^)]*\)")
MIN_STEMS = 2
STITCH_STEMS, STITCH_SHARE = 3, 0.65  # of a clause that says so much: what one sentence of the sources holds of it
LEAK_WORDS = 5
ITEM_SHARE = 0.8  # of an item's words: what one sentence of the sources holds of it
CLAUSE = re.compile(
    r"[;:]\s*|,\s+|\s+(?:dan|serta|sedangkan|sementara|tetapi|namun|lalu|and|while|whereas|but|then)\s+"
    r"|\s+(?=(?:sejak|setelah|sesudah|terhitung|sebelum|after|since|before|upon)\b)",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:ayat|paragraph)\s*\(?(\d+[a-z]?)\)?|\b(?:huruf|letter)\s+([a-z]{1,2})\b|\bbab\s+([ivxlc]+)\b|"
                   r"\b(?:lampiran)\s+([a-z]?\d+[a-z]?|[ivx]+)\b|\bangka\s+(\d+)\b")  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A sentence with what it is checked against.

    Attributes:
        text: without marks.
        claim: what it says.
        cited: the sources that it cites.
        asked: stems of the question.
        language: of the answer.
    """

    text: str
    claim: Claim
    cited: tuple[Source, ...]
    asked: frozenset[str]
    language: Language

    @property
    def segments(self) -> tuple[Claim, ...]:
        """The sentences of the sources."""
        return tuple(segment for source in self.cited for segment in source.segments)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Stems of the sources."""
        return frozenset().union(*(source.vocabulary for source in self.cited))


def sentence_problem(
    text: str, marks: Sequence[int], sources: Sequence[Source], question: str, language: Language, prompt: str = ""
) -> str | None:
    """Why a sentence may not reach the reader; None where it holds.

    Args:
        text: the sentence, without marks.
        marks: the numbers that it cites.
        sources: all that the model was shown.
        question: as it was asked.
        prompt: what the model was told to do, which is no answer.
    """
    known = {source.number: source for source in sources}
    if not marks:
        return "it has no mark"
    if len(set(marks)) > MAX_MARKS or any(mark not in known for mark in marks):
        return "a mark leads nowhere, or everywhere"
    if unsafe(text):
        return "it holds signs that no answer needs"
    if leaks(text, prompt):
        return "it repeats what the model was told"
    cited = tuple(known[mark] for mark in dict.fromkeys(marks))
    checked = Checked(text, read_claim(text, language), cited, read_claim(question, language).stems, language)
    return next((problem for check in CHECKS if (problem := check(checked))), None)


def unsafe(text: str) -> bool:
    """Whether a text holds links, tags, or letters and signs that Indonesian and English do without."""
    if CAUTION.search(text) or text.rstrip().endswith("?"):
        return True
    for sign in text:
        if ord(sign) < 128:
            continue
        kind = unicodedata.category(sign)
        if kind[0] == "C" or kind[0] in "NMS" or kind[0] == "L" and "LATIN" not in unicodedata.name(sign, ""):
            return True
    return False


def leaks(text: str, prompt: str) -> bool:
    """Whether a text repeats a run of words of the prompt."""
    said, told = tokens(text), " ".join(tokens(prompt))
    runs = (" ".join(said[n : n + LEAK_WORDS]) for n in range(len(said) - LEAK_WORDS + 1))
    return any(f" {run} " in f" {told} " for run in runs)


# --- the checks


def speaks_otherwise(checked: Checked) -> str | None:
    """Another language than the question's."""
    words = tokens(BRACKETS.sub(" ", checked.text))  # terms of the law stand in brackets
    english = sum(w in ENGLISH_MARKS and w not in INDONESIAN_MARKS for w in words)
    indonesian = sum(w in INDONESIAN_MARKS and w not in ENGLISH_MARKS for w in words)
    mine, other = (english, indonesian) if checked.language == "en" else (indonesian, english)
    return "it is in another language" if other > 1 and other >= mine else None


def says_little(checked: Checked) -> str | None:
    """Too few words that carry meaning: "Ya.", "Tentu saja boleh."."""
    return "it says nothing" if len(checked.claim.stems) + len(checked.claim.numbers) < MIN_STEMS else None


def says_new(checked: Checked) -> str | None:
    """Words of meaning, names above all, that stand neither in the sources nor in the question."""
    claim, vocabulary = checked.claim, _spoken_of(checked)
    foreign = claim.stems - vocabulary
    if new := foreign - checked.asked:
        return f"it says what is new: {sorted(new)}"
    if len(foreign) > ASKED_SHARE * len(claim.stems) or any(after & foreign for _, after in claim.triggers):
        return f"only the question says {sorted(foreign)}"
    if (claim.permitted | claim.ruled | claim.denied) & foreign:
        return "what it allows, demands or denies is new"
    return f"it names {named}" if (named := _strange_name(checked)) else None


def _spoken_of(checked: Checked) -> frozenset[str]:
    """Stems of the segments that its clauses are about, and of titles and headings; the rest of a source is far."""
    found = set().union(*(source.heads for source in checked.cited))
    for clause in (checked.claim.text, *CLAUSE.split(checked.claim.text)):
        near = nearest(checked, read_claim(clause, checked.language).stems, ABOUT)
        found.update(*(segment.stems for segment in near))
    return frozenset(found)


def _strange_name(checked: Checked) -> str | None:
    """A word with a capital, inside the sentence or all in capitals, that the sources do not hold."""
    held = frozenset().union(*(source.words for source in checked.cited))
    for place, match in enumerate(re.finditer(r"[^\W\d_][\w'’-]*", checked.text)):
        word = match[0]
        if (word[0].isupper() and place > 0) or (len(word) > 1 and word.isupper()):
            lowered = word.lower().replace("’", "'")
            roots = senses(lowered, checked.language)
            if lowered not in held and not set(roots) <= checked.vocabulary and lowered not in PLAIN_CAPITALS:
                return word
    return None


PLAIN_CAPITALS = frozenset("pasal ayat huruf angka bab lampiran article paragraph indonesia i ia a".split())


def misplaces(checked: Checked) -> str | None:
    """Regulations, Pasal, ayat, letters that are neither what is cited nor named in its words."""
    texts = [" ".join([s.evidence.label.lower(), *(c.text for c in s.segments)]) for s in checked.cited]
    labels = [s.evidence.label for s in checked.cited]
    held = [r for label in labels for r in find_regulations(label)] + [r for t in texts for r in find_regulations(t)]
    for named in find_regulations(checked.text):
        if not any((h.jenis, h.nomor) == (named.jenis, named.nomor) and named.tahun in (None, h.tahun) for h in held):
            return "it names a regulation that it does not cite"
    units = [s.evidence.unit for s in checked.cited]
    units += [r.unit for t in texts for r in find_pasal(t) if r.unit]
    for pasal in find_pasal(checked.text):
        unit = pasal.unit
        if unit is not None and not any(_meets(unit.levels, other.levels) for other in units):
            return "it names a Pasal that it does not cite"
    for match in PLACE.finditer(checked.text.lower()):
        wanted = re.sub(r"[\W_]+", " ", match[0]).strip()
        if not any(f" {wanted} " in f" {re.sub(r'[^a-z0-9]+', ' ', text)} " for text in texts):
            return "it names a place that its source does not"
    return None


def _meets(mine: Sequence[str | None], other: Sequence[str | None]) -> bool:
    """Whether of two addresses one lies in the other."""
    return mine[0] == other[0] and all(a is None or b is None or a == b for a, b in zip(mine, other, strict=True))


def misstates(checked: Checked) -> str | None:
    """Numbers, deadlines, offices that no sentence of the sources puts together as a clause does."""
    wide = nearest(checked, least=ABOUT)
    for about, facts in _facts(checked):
        near = [segment for segment in nearest(checked, about) if segment in wide]
        if not any(all(_holds(segment, fact, checked) for fact in facts) for segment in near):
            return f"its source does not say {' and '.join(_named(fact) for fact in facts)} there"
    for name, count in Counter(organ.name for organ in checked.claim.organs).items():
        held = sum(max(sum(o.name == name for o in s.organs) for s in source.segments) for source in checked.cited)
        if count > held:  # one office in the place of another that the sentence names too
            return f"its source says {name} less often"
    return None


def _facts(checked: Checked) -> list[tuple[frozenset[str], list[Number | Organ]]]:
    """Of each clause with facts: the stems beside them, and the facts; of the sentence where a clause says little.

    How many items a list has is no fact of its own.
    """
    claim = checked.claim
    lists = {str(n) for source in checked.cited for n in source.lists}
    facts: list[Number | Organ] = [*claim.organs]
    facts += [n for n in claim.numbers if n.bound or n.unit not in COUNTED or n.value not in lists]
    cuts = [0, *(place for m in CLAUSE.finditer(claim.text) for place in m.span()), len(claim.text)]
    clauses: dict[int, list[Number | Organ]] = {}
    for fact in sorted(facts, key=lambda fact: fact.span):
        clauses.setdefault(max(cut for cut in cuts if cut <= fact.span[0]), []).append(fact)
    found = []
    for left, inside in clauses.items():
        right = min(cut for cut in cuts if cut >= inside[-1].span[1])
        rest = claim.text[left:right]
        for fact in inside:
            rest = rest.replace(claim.text[slice(*fact.span)], " ", 1)
        stems = read_claim(rest, checked.language).stems
        found.append((stems if stems & checked.vocabulary else claim.stems, inside))
    return found


def _named(fact: Number | Organ) -> str:
    return fact.name if isinstance(fact, Organ) else f"{fact.value} {fact.unit}".strip()


def _holds(segment: Claim, fact: Number | Organ, checked: Checked) -> bool:
    if isinstance(fact, Number):
        return any(_agrees(fact, other) for other in segment.numbers)
    receives = bool({"terima", "receiv", "receive"} & checked.claim.stems)
    return any(_same_organ(fact, other, receives) for other in segment.organs)


def _agrees(said: Number, held: Number) -> bool:
    if said.value != held.value or said.timed != held.timed or (said.timed and said.unit != held.unit):
        return False
    return said.bound == held.bound or (not said.bound and held.bound == "max" and said.timed)


def _same_organ(said: Organ, held: Organ, receives: bool) -> bool:
    if said.name != held.name:
        return False
    return (said.role == "to") == (held.role == "to") or (receives and held.role == "to")


def scored(about: Iterable[str], segments: Sequence[Claim]) -> list[tuple[float, Claim]]:
    """How much of what is spoken of each segment holds, 0 to 1; rare words weigh more."""
    counts = {root: sum(root in segment.stems for segment in segments) for root in about}
    weights = {root: math.log(1 + len(segments) / count) for root, count in counts.items() if count}
    total = sum(weights.values()) or 1.0
    return [(sum(w for root, w in weights.items() if root in s.stems) / total, s) for s in segments]


def nearest(checked: Checked, about: frozenset[str] | None = None, least: float = NEAR) -> list[Claim]:
    """The segments that the sentence is about, or that stems of it are; `least` is a share of the best."""
    scores = scored(checked.claim.stems if about is None else about, checked.segments)
    best = max((score for score, _ in scores), default=0.0)
    return [segment for score, segment in scores if score >= least * best]


def turns_duty(checked: Checked) -> str | None:
    """A duty, a freedom, a ban or a bound that the source does not put so."""
    for text in CLAUSE.split(checked.claim.text):
        clause = read_claim(text, checked.language)
        near = nearest(checked, clause.stems if len(clause.stems & checked.vocabulary) >= MIN_STEMS else None)
        for kind in clause.modals:
            if not any(_allows(kind, segment, clause) for segment in near):
                return f"its source does not {kind}"
        if not clause.bounds <= frozenset().union(*(s.bounds for s in near)):
            return "its source sets no such bound"
        if not clause.banned <= frozenset().union(*(s.denied | s.banned for s in near)):
            return "its source does not ban that"
    near = nearest(checked)
    free = frozenset.intersection(*(s.permitted for s in near)) if near else frozenset()
    if free & checked.claim.stems and not checked.claim.modals:
        return "its source only permits it"
    return None


def _allows(kind: str, segment: Claim, claim: Claim) -> bool:
    if kind == "oblige" and claim.ruled & segment.permitted - segment.ruled:
        return False  # "harus memberi" for "dapat memberi …, yang harus"
    if kind == "permit" and claim.permitted & segment.ruled - segment.permitted:
        return False
    if kind == "oblige":
        return "oblige" in segment.modals or not segment.modals
    denies = kind in ("prohibit", "exempt") and bool((claim.denied | claim.banned) & segment.denied)
    return kind in segment.modals or denies


def turns_sense(checked: Checked) -> str | None:
    """A "tidak", "hanya", "kecuali", "semua" more or less than the source has."""
    claim, near = checked.claim, nearest(checked)
    if not claim.denied <= frozenset().union(*(s.denied for s in checked.segments)):
        return "it denies what its source does not"
    if near and all((s.denied - s.affirmed) & (claim.stems - claim.denied) for s in near):
        return "it says what its source denies"
    extra = {s for s in claim.special - frozenset().union(*(s.special for s in near)) if not s.startswith("if")}
    lost = frozenset.intersection(*(s.special for s in near)) - claim.special if near else frozenset()
    if extra or lost & {"only1", "except1", "if1"}:
        return f"it says more or less than its source: {sorted(extra | lost)}"
    return None


def widens(checked: Checked) -> str | None:
    """A noun without what narrows it: "buku" for "buku yang sobek"."""
    near = nearest(checked)
    narrowed = frozenset.intersection(*(s.narrowed for s in near)) if near else frozenset()
    said = checked.claim.stems | checked.asked
    lost = [after for before, after in narrowed if before in checked.claim.stems and after not in said]
    return f"it leaves out {lost}" if lost else None


def turns_time(checked: Checked) -> str | None:
    """A time counted from something else."""
    near = nearest(checked)
    for kind, after in checked.claim.triggers:
        if not any(kind == k and (not after or after & held) for s in near for k, held in s.triggers):
            return "its source counts from something else"
    return None


def stitches(checked: Checked) -> str | None:
    """Words of several provisions put together into what none of them says."""
    for clause in CLAUSE.split(checked.claim.text):
        about = read_claim(clause, checked.language).stems & checked.vocabulary
        if len(about) >= STITCH_STEMS and not any(
            len(about & s.stems) >= STITCH_SHARE * len(about) for s in checked.segments
        ):
            return "it joins what stands apart"
    return None


def cites_idly(checked: Checked) -> str | None:
    """A cited source that holds hardly anything of the sentence."""
    for source in checked.cited:
        own = len(checked.claim.stems & source.vocabulary)
        if own < OWN_SHARE * len(checked.claim.stems):
            return f"[{source.number}] has little to do with it"
    return None


CHECKS: tuple[Callable[[Checked], str | None], ...] = (
    speaks_otherwise, says_little, misplaces, misstates, says_new, turns_duty, turns_sense, widens, turns_time,
    stitches, cites_idly,
)  # fmt: skip


def item_problem(
    lead: str, item: str, marks: Sequence[int], sources: Sequence[Source], language: Language
) -> str | None:
    """Why an item of a list may not stand under its lead-in: no sentence of the sources puts it there."""
    cited = [source for source in sources if source.number in marks]
    segments = [segment for source in cited for segment in source.segments]
    wanted, above = read_claim(item, language), read_claim(lead, language).stems
    scores = scored(above, segments)
    best = max((score for score, _ in scores), default=0.0)
    for score, segment in scores:
        found = wanted.stems & segment.stems if wanted.stems else wanted.words & segment.words
        if score >= ABOUT * best and len(found) >= ITEM_SHARE * len(wanted.stems or wanted.words):
            return None
    return "its source has no such item"
