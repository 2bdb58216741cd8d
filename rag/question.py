"""What is asked: language, kind, references, terms, side of the law; a follow-up made whole. Pure, given the words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from corpus.sitasi import PASAL, REGULATION, Reference, find_pasal, find_regulations
from corpus.words import STOP_ID, english_stems, is_english, stem, tokens
from rag.glossary import WORD, Glossary

Language = Literal["id", "en"]
Kind = Literal[
    "definition",
    "list",
    "stages",
    "who",
    "when",
    "conditions",
    "contents",
    "comparison",
    "basis",
    "reference",
    "yes_no",
    "general",
]

FOLLOW_CUES = re.compile(
    r"^(?:terus|lalu|kemudian|nah|dan|and|or|what about|how about|then|but|so|tapi|tetapi|"
    r"bagaimana (?:kalau|dengan)|itu)\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(?:itu|tersebut|tadi|ini|nya|it|that|this|those|they|them|its|the same|"
    r"hasilnya|isinya|laporannya|jalan itu)\b|\w{4,}nya\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A question as understood.

    Attributes:
        text: as asked.
        plain: chat spelling written out.
        whole: what is searched by meaning: the plain text, led by the question before where it is a follow-up.
        core: its asking sentence alone, where it tells a story first; else "".
        led: for an English question, the Indonesian terms that it leads to.
        meanings, vague: of the glossary.
        english: English stem -> weight, for an English question.
        language: of the answer.
        kind: what sort of answer is wanted.
        weights: stem -> weight 0..1: own words 1, expansions and the earlier question less.
        own: stems of the question's own content words.
        regulations: regulations that it names.
        pasal: Pasal that it names.
        sides: sides of the law that it places itself on.
        follows: it only makes sense after the question before.
        focus: things asked for that hardly any article says ("honor").
        context: references in the answer before.
        titled: held regulations that it names by title (`rag.names`), not by number.
        earlier: plain texts of the questions before a follow-up, oldest first.
    """

    text: str
    plain: str
    whole: str
    language: Language
    kind: Kind
    weights: Mapping[str, float]
    own: tuple[str, ...]
    regulations: tuple[Reference, ...] = ()
    pasal: tuple[Reference, ...] = ()
    sides: frozenset[str] = frozenset()
    follows: bool = False
    focus: frozenset[str] = frozenset()
    context: tuple[Reference, ...] = field(default=())
    core: str = ""
    led: str = ""
    english: Mapping[str, float] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict, repr=False)

    vague: frozenset[str] = frozenset()
    titled: tuple[Reference, ...] = ()
    earlier: tuple[str, ...] = ()

    def led_by(self, word: str) -> list[str]:
        """Stems of the terms of the law that one word leads to."""
        return content(self.meanings.get(word, ""))


def detect_kind(plain: str, has_pasal: bool, glossary: Glossary) -> Kind:
    """The first kind whose cue stands in the text; a bare reference asks for its text."""
    if has_pasal:
        return "reference"
    lowered = plain.lower()
    for kind, pattern in glossary.kinds:
        if pattern.search(lowered):
            return cast(Kind, kind)
    return "general"


def detect_sides(plain: str, glossary: Glossary) -> frozenset[str]:
    """Sides of the law whose words stand in the text."""
    lowered = f" {' '.join(w.lower() for w in WORD.findall(plain))} "
    found = {side for side, words in glossary.sides.items() if any(f" {word} " in lowered for word in words)}
    if "luar_negeri" in found:  # a foreign foundation or company is no pihak ketiga of KSDPK
        found -= {"ksdpk", "ksdd", "sinergi"} - _named(lowered)
    return frozenset(found)


def _named(lowered: str) -> set[str]:
    return {side for side in ("ksdd", "ksdpk", "sinergi") if f" {side} " in lowered}


def detect_focus(plain: str, glossary: Glossary) -> frozenset[str]:
    """Focus words that stand in the text: "honor", "fee"; and "world" where it asks about the state of the world."""
    lowered = f" {' '.join(w.lower() for w in WORD.findall(plain))} "
    found = {word for words in glossary.focus.values() for word in words if f" {word} " in lowered}
    if any(f" {phrase} " in lowered for phrase in glossary.world) or COUNTED.search(lowered):
        found.add("world")
    return frozenset(found)


# "berapa banyak perjanjian yang ditandatangani", "how many sister-city pacts does Surabaya have"
COUNTED = re.compile(
    r"berapa (?:banyak |jumlah |total )?(?:kerja sama|perjanjian|pks|mou|kesepakatan|ksdd|ksdpk|daerah) "
    r"(?:yang )?(?:sudah|telah|ada|di|dimiliki|ditanda)"
    r"|how many (?:[\w-]+ ){0,3}(?:agreements?|pacts?|mous?|cooperations?|partnerships?)\b"
)
# what the question asks for by name: "berapa denda", "korannya apa", "which form"
ASKED = (
    re.compile(r"\b(?:berapa|which|what|how many|how much)\s+(?P<noun>[a-z]{3,})", re.IGNORECASE),
    re.compile(r"\b(?P<noun>[a-z]{4,})\s+(?:apa|mana|berapa)\b(?!\s+(?:saja|yang|itu))", re.IGNORECASE),
)


def asked_nouns(plain: str, vague: frozenset[str]) -> tuple[str, ...]:
    """Nouns that a question asks for by name, lower case."""
    found = [m["noun"].lower() for pattern in ASKED for m in pattern.finditer(strip_references(plain))]
    return tuple(dict.fromkeys(n for n in found if n not in vague and n not in STOP_ID))


ASKING = re.compile(
    r"\b(?:siapa|apa|apakah|berapa|kapan|bagaimana|mana|mengapa|kenapa|boleh|bisa|harus|"
    r"who|what|which|how|when|where|why|can|may|must|does|is|are|do|\w{3,}kah)\b",
    re.IGNORECASE,
)


def core(text: str) -> str:
    """The asking sentences of a text that tells a story first; the whole text where there is but one sentence."""
    sentences = [s for s in re.split(r"(?<=[.?!])\s+", text.strip()) if s]
    asking = [s for s in sentences if s.endswith("?") or ASKING.search(s)]
    if len(sentences) < 2 or not asking or len(asking) == len(sentences):
        return text
    chosen = " ".join(asking)
    return chosen if len(content(chosen)) >= 2 else text


def strip_references(text: str) -> str:
    """The text without the regulations and Pasal that it names: what is left says what is asked."""
    return PASAL.sub(" ", REGULATION.sub(" ", text))


def content(text: str) -> list[str]:
    """Content stems of a question, in order, without repeats."""
    return list(dict.fromkeys(root for w in tokens(text) if w not in STOP_ID for root in stem(w)))


def is_follow_up(plain: str, own: Sequence[str], has_reference: bool, glossary: Glossary) -> bool:
    """Whether a text needs the question before it: it opens like one, points back, or says too little by itself.

    A question that names a term by its abbreviation ("Siapa saja anggota TKKSD?") says enough.
    """
    if has_reference and len(own) > 2:
        return False
    if len(tokens(plain)) > 12:
        return False
    names = any(token in glossary.long_by_short for token in tokens(plain))
    little = len(own) <= (1 if names else 3)
    return little or bool(FOLLOW_CUES.match(plain.strip())) or bool(POINTING.search(plain))


def _history_text(entry: Mapping[str, object]) -> str:
    """Content of a chat message: a string, or a list of blocks with "text"."""
    said = entry.get("content", "")
    if isinstance(said, str):
        return said
    if isinstance(said, Sequence):
        return " ".join(str(b.get("text", "")) if isinstance(b, Mapping) else str(b) for b in said)
    return ""


# "kalau 74/2012?" after a question on "Permendagri 22/2009"
BARE_NUMBER = re.compile(r"(?<![\w/])\d{1,3}[a-z]?(?:/|\s(?:tahun|thn?)\s)(?:19|20)\d{2}\b", re.IGNORECASE)


def with_kind(plain: str, earlier: Sequence[str]) -> str:
    """A follow-up with the kind of the regulation asked about before, where it gives number and year alone."""
    if find_regulations(plain):
        return plain
    named = next((found for text in reversed(earlier) if (found := find_regulations(text))), [])
    return BARE_NUMBER.sub(lambda m: f"{named[0].jenis} {m[0]}", plain) if named else plain


def understand(
    text: str,
    glossary: Glossary,
    history: Sequence[Mapping[str, object]] = (),
    correct: Mapping[str, str] | None = None,
) -> Question:
    """Understand a question.

    Args:
        history: earlier messages, oldest first.
        correct: wrongly typed word -> word of the library, for words that are known nowhere.
    """
    plain = glossary.plain(text)
    for wrong, right in (correct or {}).items():
        plain = re.sub(rf"\b{re.escape(wrong)}\b", right, plain, flags=re.IGNORECASE)
    earlier = [_history_text(h) for h in history if h.get("role") == "user"]
    before_it: tuple[str, ...] = ()
    for said in earlier:
        before_it = (*before_it, with_kind(glossary.plain(said), before_it))
    plain = with_kind(plain, before_it)
    regulations, pasal = tuple(find_regulations(plain)), tuple(find_pasal(plain))
    bare = strip_references(plain)
    own = content(bare)
    focused = core(bare)
    follows = bool(earlier) and is_follow_up(plain, own, bool(pasal or regulations), glossary)
    before = before_it[-1] if follows else ""
    answers = [_history_text(h) for h in history if h.get("role") == "assistant"]
    language: Language = (
        "en" if is_english(text if len(tokens(text)) > 3 or not earlier else f"{earlier[-1]} {text}") else "id"
    )
    weights: dict[str, float] = {}
    for weight, words in _sources(focused, bare, strip_references(before), glossary, language):
        for root in content(words):
            weights.setdefault(root, weight)
    english = {root: 1.0 for root in english_stems(focused)} if language == "en" else {}
    for root in english_stems(f"{before} {bare}") if language == "en" else ():
        english.setdefault(root, 0.6)
    sides = detect_sides(plain, glossary) or (detect_sides(before, glossary) if follows else frozenset())
    return Question(
        text=text, plain=plain, whole=f"{before} {plain}".strip(), core=focused if focused != bare else "",
        led=glossary.translated(bare) if language == "en" else "", language=language, english=english,
        kind=detect_kind(plain, bool(pasal) and len(own) <= 3, glossary), weights=weights, own=tuple(own),
        regulations=regulations or _before(before, before_it, bool(pasal)), pasal=pasal, sides=sides,
        meanings=glossary.meanings, vague=glossary.vague, follows=follows, focus=detect_focus(plain, glossary),
        context=tuple(_context(answers[-1])) if follows and answers else (), earlier=before_it if follows else (),
    )  # fmt: skip


def _sources(
    focused: str, bare: str, before: str, glossary: Glossary, language: Language
) -> tuple[tuple[float, str], ...]:
    """What a question is searched by, and how much each counts: its own words, what they lead to, the one before it.

    English words are no Indonesian ones: what they lead to stands in their place.
    """
    learned = (0.25, " ".join(glossary.learned(f"{before} {bare}")))
    if language == "en":
        return (
            (1.0, glossary.translated(focused)), (0.6, glossary.translated(bare)), (0.4, bare),
            (0.5, f"{glossary.translated(before)} {before}"), learned,
        )  # fmt: skip
    return (
        (1.0, focused), (0.6 if focused != bare else 1.0, bare), (0.6, " ".join(glossary.expansions(focused))),
        (0.4, " ".join(glossary.expansions(bare))), (0.6, before), learned,
        (0.3, " ".join(glossary.expansions(before))),
    )  # fmt: skip


def _before(before: str, earlier: Sequence[str], asks_pasal: bool) -> tuple[Reference, ...]:
    """The regulations of the question before; of a row of Pasal ("kalau Pasal 65?", "dan Pasal 24?") its head's."""
    row = asks_pasal and bool(find_pasal(before))
    texts = [before, *(reversed(earlier) if row else ())]
    return next((tuple(found) for text in texts if (found := find_regulations(text))), ())


def _context(answer: str) -> list[Reference]:
    """Pasal with regulation that an earlier answer named."""
    found: list[Reference] = []
    regulations = find_regulations(answer)
    for reference in find_pasal(answer):
        before = [r for r in regulations if r.span[1] <= reference.span[0] + 1]
        if before:
            named = before[-1]
            found.append(Reference(named.jenis, named.nomor, named.tahun, reference.unit, reference.span))
    return found
