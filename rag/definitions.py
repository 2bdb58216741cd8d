"""Terms that the library defines, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from corpus.catalog import Catalog
from corpus.models import Unit
from corpus.teaching import numbered_items
from corpus.words import STOP_ID

# "Kerja Sama Daerah dengan Daerah Lain yang selanjutnya disebut KSDD adalah …", "Pemetaan adalah …",
# "Perjanjian Kerja Sama (PKS) adalah …"
INITIALS = 4  # letters from which initials name a term
PLAIN_TERM = re.compile(r"(?!.*\b(?:yang|atau|selanjutnya)\b)[a-z]+(?:[ /][a-z]+){2,8}")
TERM = re.compile(
    r"^(?:\d+\.\s*)?(?P<term>[A-Z][\w\s/.-]{1,90}?)\s*(?:\((?P<bracket>[^)]{2,40})\))?\s*,?\s*"
    r"(?:(?:yang\s+)?selanjutnya\s+(?:disingkat|disebut)\s+(?P<short>[\w/ ]{2,40}?)\s*,?\s+)?(?:adalah|ialah)\b"
)


@dataclass(frozen=True)
class Definitions:
    """Where terms are defined.

    Attributes:
        places: term in lower case -> (key, unit) of each regulation that defines it.
        initials: what offices call a term that no text abbreviates, lower case -> the term: "ppid".
    """

    places: Mapping[str, tuple[tuple[str, Unit], ...]]
    initials: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, catalog: Catalog) -> Definitions:
        """The definitions of all that a catalogue holds: the numbered items of Pasal 1."""
        places: dict[str, tuple[tuple[str, Unit], ...]] = {}
        for key, unit, body in numbered_items(catalog, "1"):
            match = TERM.match(body)
            if match:
                for term in (match["term"], match["bracket"], match["short"]):
                    if term:
                        name = " ".join(term.lower().split())
                        if (key, unit) not in places.get(name, ()):
                            places[name] = (*places.get(name, ()), (key, unit))
        return cls(places, initials_of(places))

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[str, ...]]:
        """First word of a term -> the terms: most questions name few words, a large library thousands of terms."""
        found: dict[str, tuple[str, ...]] = {}
        for term in self.places:
            first = re.search(r"\w+", term)
            if first:
                found[first[0]] = (*found.get(first[0], ()), term)
        return found

    def spelled(self, text: str) -> str:
        """The text with the initials of terms written out; a small word that only looks like some stays."""

        def written(match: re.Match[str]) -> str:
            return self.initials.get(match[0].lower(), match[0]) if looks_short(match[0]) else match[0]

        return re.sub(r"\w+", written, text)

    def terms(self, text: str) -> list[str]:
        """The defined terms that a text names, in order; a term inside a longer one does not count."""
        text = self.spelled(text)
        lowered = re.sub(r"[^\w/]+", " ", text.lower())
        found: list[tuple[int, str]] = []
        said = set(re.findall(r"\w+", lowered))
        for term in sorted((t for word in said for t in self._by_word.get(word, ())), key=len, reverse=True):
            match = re.search(rf"\b{re.escape(term)}\b", lowered)
            if match:
                found.append((match.start(), term))
                lowered = lowered[: match.start()] + "#" * len(match[0]) + lowered[match.end() :]
        return [term for _, term in sorted(found)]


def looks_short(word: str) -> bool:
    """Whether a word is written as an abbreviation: in capitals, or with hardly a vowel ("ppid")."""
    return word.isupper() or len(word) >= 4 and sum(letter in "aeiou" for letter in word.lower()) <= 1


def initials_of(terms: Iterable[str]) -> dict[str, str]:
    """Initials of four letters and more -> the one term that has them; none that is a term itself, or fits two."""
    found: dict[str, set[str]] = {}
    known = set(terms)
    for term in known:
        if not PLAIN_TERM.fullmatch(term):  # a page's foot or a second name was read into it
            continue
        words = re.findall(r"[a-z]+", term)
        for chosen in (words, [w for w in words if w not in STOP_ID]):
            if len(chosen) >= INITIALS:
                found.setdefault("".join(w[0] for w in chosen), set()).add(term)
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1 and short not in known}
