"""Numbers of legal units as printed and as OCR leaves them, and the best chain of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Value = tuple[int, str]  # (5, "") or (9, "A"): ordered as the law orders them

LOOKALIKE = str.maketrans("lI|!iJLtOoQSsBZzgqaT", "11111111000558229947")
OCR_COST = 0.3
INFERRED = 0.1  # the score of a heading that only the order of the others tells


def readings(raw: str) -> list[tuple[Value, float]]:
    """What a printed number may mean, each with a cost (0 is as printed).

    "12" -> 12; "9A" -> 9A; "lO" -> 10; "2O" -> 20; "2B" -> 2B, or 28 at a cost.
    """
    exact = re.fullmatch(r"(\d+)([A-HJKMNPRT-Y]?)", raw)  # other letters are digits misread
    found: list[tuple[Value, float]] = []
    if exact:
        found.append(((int(exact[1]), exact[2]), 0.0))
        if not exact[2]:
            return found
    mapped = raw.translate(LOOKALIKE)
    if mapped.isdecimal():
        found.append(((int(mapped), ""), OCR_COST if not exact else OCR_COST * 2))
    with_letter = re.fullmatch(r"(\w+?)([A-H])", raw)
    if with_letter and not exact:
        number = with_letter[1].translate(LOOKALIKE)
        if number.isdecimal():
            found.append(((int(number), with_letter[2]), OCR_COST * 2))
    return found


def letter_value(letters: str) -> int:
    """Place of a huruf in its list: a is 1, z is 26, aa is 27."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 96
    return value if len(letters) == 1 or letters[0] == letters[-1] else 0


def letter_name(value: int) -> str:
    """The letters of a place: 1 is "a", 27 is "aa"."""
    return chr(96 + value) if value <= 26 else chr(96 + value - 26) * 2


ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def roman(number: int) -> str:
    """4 -> "IV"."""
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def roman_value(text: str) -> int:
    """The inverse: "IV" -> 4; 0 where it is no roman number below 40."""
    return next((number for number in range(1, 40) if roman(number) == text), 0)


@dataclass(frozen=True)
class Candidate:
    """A place in the text that may be a heading or marker.

    Attributes:
        start: offset of its first character.
        body: offset where its own text begins.
        value: what it reads as.
        score: how much it looks like one; below 0 it only costs.
        shown: the number as it should be printed.
    """

    start: int
    body: int
    value: Value
    score: float
    shown: str


def gap(before: Value, after: Value) -> int:
    """How many whole numbers are missing between two neighbours in a chain."""
    return max(0, after[0] - before[0] - 1)


def gap_cost(missing: int) -> float:
    """The cost of missing numbers: dear for the first three, cheap beyond (a lost page loses many)."""
    return 1.2 * min(missing, 3) + 0.15 * max(0, missing - 3)


def best_chain(candidates: Sequence[Candidate], first: int = 1) -> list[Candidate]:
    """The chain of rising numbers, in text order, with the best sum of scores less the cost of gaps.

    Looking at the whole text keeps one reference that looks like a heading from carrying the count away.

    Args:
        candidates: in text order; several readings of one place may stand side by side.
        first: the number that a chain should begin with.
    """
    best: list[float] = []
    back: list[int] = []
    ends: dict[Value, int] = {}  # the best chain that ends in each value, of candidates before this place
    fresh: list[int] = []  # those of this very place, which can not follow one another
    for index, item in enumerate(candidates):
        if fresh and candidates[fresh[0]].start < item.start:
            for place in fresh:
                value = candidates[place].value
                if value not in ends or best[place] >= best[ends[value]]:
                    ends[value] = place
            fresh = []
        score, source = item.score - gap_cost(max(0, item.value[0] - first)), -1
        for value, earlier in ends.items():
            if value < item.value:
                total = best[earlier] + item.score - gap_cost(gap(value, item.value))
                if total > score or (total == score and earlier > source >= 0):
                    score, source = total, earlier
        best.append(score)
        back.append(source)
        fresh.append(index)
    if not best:
        return []
    index = max(range(len(best)), key=lambda i: (best[i], -i))
    if best[index] <= 0:
        return []
    chain: list[Candidate] = []
    while index >= 0:
        chain.append(candidates[index])
        index = back[index]
    return chain[::-1]
