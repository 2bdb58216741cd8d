"""Whether what a row plans belongs to another level of government, by the matrices in the Lampiran of UU 23/2014.

Only what is plain is said: the row says all that tells an item of another column from those of the region's own column
in the same row of the matrix ("terminal tipe C", "pendidikan dasar"), nothing that tells of one of these, and nothing
in the column of the region fits it as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from corpus.baris import BarisPemetaan
from corpus.words import STOP_ID, stem, tokens
from rag.kewenangan import LETTERED, Item, Matrices

FITS = 0.6  # share of the words of an item, by weight, that the row must say
OWN_FITS = 0.9  # of that share: so well may an item of the own column fit before nothing is said
COMMON = frozenset({"kelola", "selenggara", "tetap", "bangun", "laksana", "layan", "daerah"})  # head words of items
TELLING = 4  # words at most that tell an item from those of the own column; more tell of another wording


def level_of_region(daerah: str) -> str | None:
    """The level of a region by its name: "Kab. Misal" -> "kabupaten" (kabupaten and kota share a column)."""
    lowered = daerah.lower()
    if re.search(r"\b(?:provinsi|propinsi|prov|province|daerah istimewa|dki)\b", lowered):
        return "provinsi"
    return "kabupaten" if re.search(r"\b(?:kabupaten|kab|kota|regency|city)\b", lowered) else None


def words_of(text: str) -> frozenset[str]:
    """Stems that carry meaning; "tipe C" is one word more."""
    lettered = LETTERED.sub(r"\1 \1\2", text.lower())
    return frozenset(s for word in tokens(lettered) if word not in STOP_ID for s in stem(word))


class Authority:
    """The matrices, by letter.

    Args:
        matrices: as read; empty where none are held.
    """

    def __init__(self, matrices: Matrices) -> None:
        self.matrices = matrices

    @property
    def known(self) -> bool:
        """Whether there is anything to check against."""
        return bool(self.matrices.items)

    @cached_property
    def _by_letter(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.matrices.items:
            found[item.unit.huruf or ""].append(item)
        return found

    def outside(self, row: BarisPemetaan, letter: str, level: str) -> Item | None:
        """The item of another level that a row is about; None where it may well be the region's own.

        Args:
            row: of the mapping.
            letter: of the matrix of its affair.
            level: of the region: "provinsi" or "kabupaten".
        """
        items = self._by_letter.get(letter, [])
        said = words_of(f"{row.sub_urusan} {row.kegiatan} {row.objek}")
        own = max((self._fit(i, said) for i in items if i.level == level), default=0.0)
        scored = [
            (self._fit(i, said), n)
            for n, i in enumerate(items)
            if i.level != level and self._told(i, items, said, level)
        ]
        best, number = max(scored, default=(0.0, -1), key=lambda pair: (pair[0], -pair[1]))
        return items[number] if best >= FITS and own < OWN_FITS * best else None

    def _fit(self, item: Item, said: frozenset[str]) -> float:
        weights = {word: self.matrices.idf.get(word, 1.0) for word in item.words}
        return sum(weights[w] for w in item.words & said) / (sum(weights.values()) or 1.0)

    def _told(self, item: Item, items: Sequence[Item], said: frozenset[str], level: str) -> bool:
        """Whether the row says all that tells the item from those of the own column in the same row of the matrix."""
        beside = [i.words for i in items if i.level == level and i.unit.angka == item.unit.angka]
        telling = item.words - frozenset().union(*beside)
        if not 0 < len(telling) <= TELLING or not telling <= said:
            return False
        shared = [words & said for words in beside if words & item.words & said - COMMON]
        return all(words <= item.words for words in shared)  # "sampah regional" is told by the item on regional ones
