"""Which of the mappings that are held a question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.mappings import HeldMapping
from rag.pemetaan_values import Said
from rag.question import Language


@dataclass(frozen=True)
class Scope:
    """The mappings that a question is about.

    Attributes:
        held: of all that are there, those meant.
        rest: how many others there are.
        missing: where none is meant: why.
    """

    held: tuple[HeldMapping, ...]
    rest: int = 0
    missing: str = ""

    @classmethod
    def of(
        cls, said: Sequence[Said], held: Sequence[HeldMapping], language: Language, everywhere: bool = False
    ) -> Scope:
        """Those of the region and year that are said; where no year is, the newest of each region.

        Args:
            everywhere: all years, "semua daerah".
        """
        regions = {str(v) for s in said if s.filter.field == "daerah" and s.filter.op == "is" for v in s.filter.values}
        without = {str(v) for s in said if s.filter.field == "daerah" and s.filter.op == "not" for v in s.filter.values}
        years = {v for s in said if s.filter.field == "peta" for v in s.filter.values}
        chosen = [h for h in held if (not regions or h.daerah in regions) and h.daerah not in without]
        if years:
            chosen = [h for h in chosen if h.tahun in years]
        elif not everywhere:
            newest: dict[str, int] = {}
            for item in chosen:
                newest[item.daerah] = max(newest.get(item.daerah, 0), item.tahun)
            chosen = [h for h in chosen if h.tahun == newest[h.daerah]]
        if chosen:
            return cls(tuple(chosen), len(held) - len(chosen))
        asked = " ".join([*sorted(regions), *(str(y) for y in sorted(years, key=str))])
        there = "; ".join(h.label for h in held)
        missing = f"no mapping of {asked} is held, only: {there}" if language == "en" else (
            f"pemetaan {asked} tidak ada di pustaka; yang ada: {there}"
        )  # fmt: skip
        return cls((), len(held), missing)

    def words(self, language: Language) -> str:
        """Their names, and that they are fictional where they are."""
        fictional = " (fictional sample)" if language == "en" else " (data contoh, fiktif)"
        names = [h.label + fictional * h.contoh for h in self.held]
        shown = ", ".join(names[:4]) + (f" (+{len(names) - 4})" if len(names) > 4 else "")
        if not self.rest:
            return shown
        return shown + (
            f", of {self.rest + len(names)} held" if language == "en" else f", dari {self.rest + len(names)} yang ada"
        )
