"""Whether what holds of a language model's answer answers: lists whole and in order, deadlines, offices asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims import WORD, Claim, carries, read_claim
from rag.compose import Draft
from rag.question import Language
from rag.sources import Source
from rag.verify_model import BRACKETS

COMPARED = re.compile(r"\b(?:beda\w*|perbeda\w*|banding\w*|dibanding\w*|differ\w*|compar\w*)\b", re.IGNORECASE)
ASKING = re.compile(
    r"\b(?:siapa|apa|apakah|berapa|kapan|bagaimana|mana|mengapa|who|what|which|when|how|where|why)\b", re.IGNORECASE
)
STEPS = re.compile(r"\b(?:tahap|langkah|urut|stage|step)", re.IGNORECASE)
KEPT_SHARE = 0.5  # of the sentences that a model writes: with fewer that hold, none is trusted
WHO = re.compile(r"\b(?:siapa|pejabat|lembaga|who|whom|whose)\b", re.IGNORECASE)
SPELLED = re.compile(r"\b[A-Z][\w-]*(?: [A-Z][\w-]*)+ \(([A-Z]{2,})\)")  # "Perjanjian Kerja Sama (PKS)"


@dataclass(frozen=True)
class Said:
    """A sentence that holds.

    Attributes:
        text: without marks.
        marks: numbers of the sources as the model knows them.
        line: number of the line that it stood on.
        bullet: it is an item of a list.
    """

    text: str
    marks: tuple[int, ...]
    line: int
    bullet: bool


def enough(given: Sequence[Said], dropped: int, sources: Sequence[Source], draft: Draft, language: Language) -> bool:
    """Whether what holds is an answer: most of what was written, with the composed answer's list and deadlines."""
    said = [s for s in given if not s.text.endswith(":") or given[-1] != s]
    if not said or len(said) < KEPT_SHARE * (len(said) + dropped):
        return False
    stated = {source.number for source in sources if source.stated}
    if not any(stated & set(s.marks) for s in said):
        return False
    many = COMPARED.search(draft.asked) or len(ASKING.findall(draft.asked)) > 1
    if many and not stated <= {mark for s in said for mark in s.marks}:
        return False  # a comparison, or several questions at once: each needs its provision
    first, *items = draft.first
    whole = " ".join(s.text for s in said)
    if items and (dropped or not covers_list(whole, items, language)):
        return False
    if STEPS.search(f"{draft.asked} {first}") and not keeps_order(whole, first, items, language):
        return False
    return keeps_facts(whole, first, draft.asked, language)


def covers_list(said: str, items: Sequence[str], language: Language) -> bool:
    """Whether what was said names every item of a list: at least half of the words of each, or of its short form."""
    held = read_claim(said, language)
    return all(
        any(_names(held, read_claim(form, language)) for form in (item, SPELLED.sub(r"\1", item))) for item in items
    )


def _names(held: Claim, wanted: Claim) -> bool:
    words, there = (wanted.stems, held.stems) if wanted.stems else (wanted.words, held.words)
    return 2 * len(words & there) >= len(words)


def keeps_order(said: str, lead: str, items: Sequence[str], language: Language) -> bool:
    """Whether the items of a list are said in their order, as far as each has a word of its own."""
    order = [root for word in WORD.findall(said.lower()) for root in carries(word, language)]
    stems = [read_claim(item, language).stems - read_claim(lead, language).stems for item in items]
    places = []
    for own in stems:
        alone = [root for root in own if sum(root in other for other in stems) == 1 and root in order]
        if alone:
            places.append(min(order.index(root) for root in alone))
    return places == sorted(places)


def keeps_facts(said: str, stated: str, question: str, language: Language) -> bool:
    """Whether the deadlines of what was stated are said too; the offices as well where the question asks for them."""
    plain = BRACKETS.sub(" ", stated) if language == "en" else stated  # there they hold the term of the law
    held, wanted = read_claim(said, language), read_claim(plain, language)
    numbers = {(n.value, n.unit) for n in held.numbers}
    organs = {o.name for o in held.organs}
    return all((n.value, n.unit) in numbers for n in wanted.numbers if n.timed) and (
        not WHO.search(question) or {o.name for o in wanted.organs} <= organs
    )
