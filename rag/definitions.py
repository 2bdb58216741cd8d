"""Terms that the library defines, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.catalog import Catalog
from corpus.models import Unit

# "Kerja Sama Daerah dengan Daerah Lain yang selanjutnya disebut KSDD adalah …", "Pemetaan adalah …",
# "Perjanjian Kerja Sama (PKS) adalah …"
TERM = re.compile(
    r"^(?:\d+\.\s*)?(?P<term>[A-Z][\w\s/.-]{1,90}?)\s*(?:\((?P<bracket>[^)]{2,40})\))?\s*,?\s*"
    r"(?:(?:yang\s+)?selanjutnya\s+(?:disingkat|disebut)\s+(?P<short>[\w/ ]{2,40}?)\s*,?\s+)?(?:adalah|ialah)\b"
)


@dataclass(frozen=True)
class Definitions:
    """Where terms are defined.

    Attributes:
        places: term in lower case -> (key, unit) of each regulation that defines it.
    """

    places: Mapping[str, tuple[tuple[str, Unit], ...]]

    @classmethod
    def read(cls, catalog: Catalog) -> Definitions:
        """The definitions of all that a catalogue holds: the numbered items of Pasal 1."""
        places: dict[str, tuple[tuple[str, Unit], ...]] = {}
        for key, unit, body in catalog.numbered_items("1"):
            match = TERM.match(body)
            if match:
                for term in (match["term"], match["bracket"], match["short"]):
                    if term:
                        name = " ".join(term.lower().split())
                        if (key, unit) not in places.get(name, ()):
                            places[name] = (*places.get(name, ()), (key, unit))
        return cls(places)

    def terms(self, text: str) -> list[str]:
        """The defined terms that a text names, in order; a term inside a longer one does not count."""
        lowered = re.sub(r"[^\w/]+", " ", text.lower())
        found: list[tuple[int, str]] = []
        for term in sorted(self.places, key=len, reverse=True):
            match = re.search(rf"\b{re.escape(term)}\b", lowered)
            if match:
                found.append((match.start(), term))
                lowered = lowered[: match.start()] + "#" * len(match[0]) + lowered[match.end() :]
        return [term for _, term in sorted(found)]
