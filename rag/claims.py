"""What a sentence claims, taken apart: stems, numbers with unit and bound, offices, duties, what it denies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.sitasi import PASAL, REGULATION
from corpus.words import STOP_ID, english_stem, stem
from rag.claim_words import (
    BEFORE,
    BOUNDS,
    FREE,
    MODALS,
    NEGATORS,
    ONE_UNITS,
    ORGANS,
    ROOTS,
    SAME,
    SINCE,
    SPECIAL,
    TIME_UNITS,
    WHICH,
)
from rag.question import Language

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|%")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
UNITS = "|".join(sorted(TIME_UNITS, key=len, reverse=True))
UNIT = re.compile(rf"\s*(?:(?P<time>{UNITS})\b|(?P<word>[^\W\d_]+|%))")
PLACED = re.compile(  # numbers that name a place in the law, or a year: references, looked at for themselves
    r"\b(?:pasal|ayat|huruf|angka|bab|lampiran|nomor|no|tahun|article|paragraph|number|chapter|bagian|uu|pp|perpres|"
    r"permen[a-z]*|law|perda|diktum)\.?\s*\(?\s*$"
)
BEFORE_NUMBER = {
    bound: re.compile(rf"(?:^|\W)(?:{words})\W{{0,3}}(?:\w+\W+){{0,2}}$") for bound, words in BOUNDS.items()
}
AFTER_NUMBER = {
    bound: re.compile(rf"^\W{{0,2}}(?:{words})\b") for bound, words in BOUNDS.items() if bound in ("max", "min")
}
BOUND = re.compile(rf"\b(?:{'|'.join(BOUNDS[kind] for kind in BOUNDS)})\b")
BOUND_OF = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in BOUNDS.items()}
MODAL = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in MODALS.items()}
SPECIALS = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in SPECIAL.items()}
TO = frozenset("kepada ke terhadap to".split())
BY = frozenset("oleh by".split())

ONES_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
ONES_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {words[n]: n for words in (ONES_ID, ONES_EN) for n in range(len(words))} | {
    TENS_EN[n]: 10 * n + 20 for n in range(len(TENS_EN))
}
TIMES = {"puluh": 10, "ratus": 100, "hundred": 100}
GROUPS = {"ribu": 1000, "thousand": 1000, "juta": 10**6, "million": 10**6, "miliar": 10**9, "billion": 10**9}
WHOLE = {"seratus": 100, "seribu": 1000, "sejuta": 10**6}
NUMBER_WORDS = frozenset((*SMALL, *TIMES, *GROUPS, *WHOLE, "belas"))
SENSE = {word: group.split()[0] for group in SAME for word in group.split()}


@dataclass(frozen=True)
class Number:
    """A number as it is said.

    Attributes:
        value: "30", "2.5".
        unit: of time ("hari", "hari kerja"); else the word after it.
        timed: whether the unit is one of time.
        bound: "max", "min", "over", "under", or "" where none is said.
        span: where it stands, offsets in the text.
    """

    value: str
    unit: str
    timed: bool
    bound: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Organ:
    """An office or body as it is said.

    Attributes:
        name: in lower case.
        role: "to" after "kepada", "by" after "oleh", else "".
        span: where it stands.
    """

    name: str
    role: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Claim:
    """A text taken apart.

    Attributes:
        text: lower case, numbers in digits, one blank between words.
        stems: of the words that carry meaning.
        words: all words.
        verbs: stems of its words that are verbs by their affixes.
        denied, permitted, ruled, banned: stems that stand right after "tidak", "dapat", "wajib", "dilarang".
        affirmed: stems that stand somewhere without "tidak".
        modals, bounds: kinds of duty ("permit") and of bound ("min") that it speaks of.
        special: kinds of other weighty words, counted: "only1", "only2".
        triggers: (kind, stems) after "sejak", "sebelum".
        narrowed: (stem before, stem after) each "yang": "buku yang sobek".
    """

    text: str
    stems: frozenset[str]
    words: frozenset[str]
    verbs: frozenset[str]
    numbers: tuple[Number, ...]
    organs: tuple[Organ, ...]
    modals: frozenset[str]
    bounds: frozenset[str]
    special: frozenset[str]
    denied: frozenset[str]
    affirmed: frozenset[str]
    permitted: frozenset[str]
    ruled: frozenset[str]
    banned: frozenset[str]
    triggers: tuple[tuple[str, frozenset[str]], ...]
    narrowed: frozenset[tuple[str, str]]


@lru_cache(maxsize=20_000)
def senses(word: str, language: Language) -> tuple[str, ...]:
    """The stems of a lower-case word, words of one sense alike."""
    roots = (english_stem(word),) if language == "en" else stem(ROOTS.get(word, word).replace("-", " ").split()[0])
    return tuple(SENSE.get(root, root) for root in roots)


@lru_cache(maxsize=4_000)
def read_claim(text: str, language: Language) -> Claim:
    """Take a text apart."""
    plain = digits(" ".join(text.lower().replace("’", "'").split()))
    unbound = BOUND.sub(" ", plain)
    words = WORD.findall(unbound)
    carried = [(word, root) for word in words for root in carries(word, language)]
    denied, affirmed = _targets(words, NEGATORS, language)
    return Claim(
        plain, frozenset(root for _, root in carried), frozenset(WORD.findall(plain)),
        frozenset(root for word, root in carried if is_verb(word, language)),
        tuple(numbers_of(plain)), tuple(organs_of(plain)), kinds_in(unbound, MODAL),
        kinds_in(plain, BOUND_OF),
        frozenset(f"{kind}{n}" for kind, pattern in SPECIALS.items() for n, _ in enumerate(pattern.finditer(plain), 1)),
        denied, affirmed,
        _targets(words, frozenset("dapat boleh bisa may can".split()), language)[0],
        _targets(words, frozenset("wajib harus perlu must shall".split()), language)[0],
        _targets(words, frozenset("dilarang terlarang prohibited forbidden barred".split()), language)[0],
        tuple(triggers_of(words, language)), frozenset(narrowed_in(words, language)),
    )  # fmt: skip


def carries(word: str, language: Language) -> tuple[str, ...]:
    """The stems of a word that carry meaning; numbers are weighed for themselves."""
    if (
        word in STOP_ID
        or word in NUMBER_WORDS
        or word in TIME_UNITS
        or NUMBER.fullmatch(word)
        or word == "%"
        or len(word) < 2
    ):
        return ()
    return tuple(root for root in senses(word, language) if root not in FREE and root not in STOP_ID)


def is_verb(word: str, language: Language) -> bool:
    """Whether a word is a verb by its affixes."""
    if language == "en":
        return bool(re.fullmatch(r"\w{3,}(?:ed|ing)", word))
    return bool(re.match(r"(?:me|di|ter|ber)\w{4,}", word)) and stem(word)[0] != word


def kinds_in(text: str, patterns: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    """Kinds whose words stand in a text; what one has taken is not there for the next: "tidak boleh" is no "boleh"."""
    found = set()
    for kind, pattern in patterns.items():
        if pattern.search(text):
            found.add(kind)
            text = pattern.sub(" ", text)
    return frozenset(found)


def _targets(words: list[str], marks: frozenset[str], language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """(stems right after one of the marks, stems that stand elsewhere)."""
    after: set[str] = set()
    elsewhere: set[str] = set()
    waiting = 0
    for word in words:
        if word in marks:
            waiting = 4
            continue
        roots = carries(word, language)
        (after if waiting and roots else elsewhere).update(roots)
        waiting = 0 if roots else max(0, waiting - 1)
    return frozenset(after), frozenset(elsewhere)


def triggers_of(words: list[str], language: Language) -> Iterator[tuple[str, frozenset[str]]]:
    """What a time is counted from: (kind, the stems of the next words)."""
    for place, word in enumerate(words):
        kind = "since" if word in SINCE else "before" if word in BEFORE else ""
        if kind and words[place + 1 : place + 2] not in (["itu"], ["that"], ["ini"], ["this"]):
            following = [root for near in words[place + 1 : place + 6] for root in carries(near, language)]
            if NUMBER.fullmatch("".join(words[place + 1 : place + 2])):
                following.insert(0, "#")  # "setelah 2 tahun"
            yield kind, frozenset(following[:4])


def narrowed_in(words: list[str], language: Language) -> Iterator[tuple[str, str]]:
    """What "yang" narrows, with the first word that says to what."""
    for place, word in enumerate(words):
        if word in WHICH and place:
            before = carries(words[place - 1], language)
            after = [root for near in words[place + 1 : place + 4] for root in carries(near, language)]
            if before and after:
                yield before[-1], after[0]


def organs_of(text: str) -> Iterator[Organ]:
    """Offices and bodies that a lower-case text names."""
    for match in ORGANS.finditer(text):
        before = text[: match.start()].split()[-2:]
        near = before[-1:] if before[-1:] and before[-1] not in ("the", "para", "calon") else before[:1]
        role = "to" if near and near[0] in TO else "by" if near and near[0] in BY else ""
        yield Organ(match[0], role, match.span())


def numbers_of(text: str) -> Iterator[Number]:
    """Numbers of a lower-case text in digits, without those that name a place in the law."""
    named = [match.span() for pattern in (PASAL, REGULATION) for match in pattern.finditer(text)]
    for match in NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in named):
            continue
        before, after = text[: match.start()], text[match.end() :]
        if PLACED.search(before) and not (before.rstrip().endswith("tahun") and len(match[0]) < 4):
            continue
        unit = UNIT.match(after)
        timed = bool(unit and unit["time"])
        name = TIME_UNITS[unit["time"]] if unit and unit["time"] else (unit["word"] or "") if unit else ""
        rest = after[unit.end() :] if unit else after
        bound = next((b for b, pattern in BEFORE_NUMBER.items() if pattern.search(before[-60:])), "")
        bound = bound or next((b for b, pattern in AFTER_NUMBER.items() if pattern.search(rest)), "")
        bound = "max" if bound == "over" and re.search(r"(?:tidak|tak|not|no)\W+(?:\w+\W+)?$", before[-60:]) else bound
        yield Number(value_of(match[0]), name, timed, bound, match.span())


def value_of(digit: str) -> str:
    """A number as one writes it: "1.000" -> "1000", "2,5" -> "2.5"."""
    if match := re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,]00)?", digit):
        return re.sub(r"[.,]", "", match[1])
    return digit.replace(",", ".").lstrip("0") or "0"


def digits(text: str) -> str:
    """A lower-case text with its number words in digits: "lima belas (15) hari" -> "15 hari".

    A lone "satu" or "one" stays a word unless a unit follows: it is an article as often as a number.
    """
    for word, unit in ONE_UNITS.items():
        text = re.sub(rf"\b{word}\b", f"1 {unit}", text)
    text = re.sub(r"\bsekali\b", "1 kali", text)
    parts: list[str] = []
    run: list[str] = []
    tokens = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*|\s+|.", text)
    for place, token in enumerate([*tokens, ""]):
        pieces = token.split("-") if "-" in token and all(p in NUMBER_WORDS for p in token.split("-")) else [token]
        if all(piece in NUMBER_WORDS for piece in pieces):
            run.extend(pieces)
        elif token.isspace() and run and any(t in NUMBER_WORDS for t in tokens[place + 1 : place + 2]):
            continue
        else:
            if run:
                parts.append(_run_text(run, "".join(tokens[place : place + 2]).strip()))
                run = []
            parts.append(token)
    text = "".join(parts)
    return re.sub(r"\b(\d+(?:[.,]\d+)*)\s*\(\s*(\d+(?:[.,]\d+)*)\s*\)", _once, text)


def _once(match: re.Match[str]) -> str:
    """A number that is said twice, once where both are equal."""
    return match[1] if value_of(match[1]) == value_of(match[2]) else match[0]


def _run_text(run: list[str], following: str) -> str:
    """Number words as digits."""
    if run in (["satu"], ["one"]):
        counted = following.split(" ")[0].strip("(") in TIME_UNITS or following.startswith(
            ("orang", "kali", "person", "(1")
        )
        return "1" if counted else run[0]
    return str(_value(run))


def _value(run: list[str]) -> int:
    total = current = 0
    for word in run:
        if word in GROUPS:
            total, current = total + max(current, 1) * GROUPS[word], 0
        elif word in TIMES:
            current += ((current % 10) or 1) * TIMES[word] - current % 10
        elif word == "belas":
            current += 10
        else:
            current += WHOLE.get(word, SMALL.get(word, 0))
    return total + current
