"""What is right for each question of the training set, computed as for the other sets; `pemetaan_gold_train` has them.

`python -m eval.pemetaan_gold_more` writes it into `pemetaan-train.jsonl`, the set that the grammar of questions may be
mended by; the other two are measured.

Besides what the other sets expect: {"law": "only"} an answer of the law without rows, {"law": "too"} rows and law.
A share is of the rows named first, in percent to one place; "not X" holds where the row says another thing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from eval.pemetaan_gold import FOLDER, Expect, Gold, Where, filled, value_of
from eval.pemetaan_rows import Told, all_rows, sample_rows

TRAIN = "pemetaan-train.jsonl"
FILLED = "(filled)"
BASIC = (
    "Pendidikan", "Kesehatan", "Pekerjaan umum dan penataan ruang", "Perumahan rakyat dan kawasan permukiman",
    "Ketenteraman, ketertiban umum, dan pelindungan masyarakat", "Sosial",
)  # fmt: skip
CHOSEN = (
    "Kelautan dan perikanan", "Pariwisata", "Pertanian", "Kehutanan", "Energi dan sumber daya mineral", "Perdagangan",
    "Perindustrian", "Transmigrasi",
)  # fmt: skip
Test = Callable[[str], bool]


def has(words: str) -> Test:
    """A cell that holds words."""
    return lambda text: words in text


def other(value: str) -> Test:
    """A cell that says something else."""
    return lambda text: text not in ("", value)


def among(*values: str) -> Test:
    """A cell that says one of these."""
    return lambda text: text in values


def where(*affairs: str, **said: Any) -> Where:
    """Rows of one of the affairs, each of whose fields is as said; also `year`, `rupiah`, `months`, `any`."""
    return lambda row: (not affairs or row.affair in affairs) and all(_is(row, *part) for part in said.items())


def _is(row: Told, field: str, wanted: Any) -> bool:
    if field in ("rupiah", "months"):
        value = getattr(row, field)
        return value is not None and wanted[0] <= value <= wanted[1]
    if field == "year":
        return wanted in row.years
    if field == "any":
        return row.has(wanted)
    if field in ("ksdd", "abroad", "file"):
        return bool(getattr(row, field) == wanted)
    text = row.kind if field == "jenis" else row[field]
    if isinstance(wanted, bool):
        return row.yes(field) is wanted
    return bool(text) if wanted is FILLED else wanted(text) if callable(wanted) else text == wanted


class TrainGold(Gold):
    """Answers as `Gold` has them, and some more."""

    def said(self, field: str, which: Where) -> Expect:
        """What one row says, and the row."""
        (row,) = self._hold(which)
        return {"values": [row[field]], "rows": self._places([row])}

    def sorted(self, which: Where, field: str, sign: int) -> Expect:
        """The rows by budget or duration; equals as in the workbook."""
        return {**self.ordered(which, lambda row: sign * (getattr(row, field) or 0)), "ordered": True}

    def extreme(self, which: Where, field: str, number: int, sign: int) -> Expect:
        """The rows with the most (-1) or least (1) of it."""
        said = [row for row in self._hold(which) if getattr(row, field) is not None]
        rows = sorted(said, key=lambda row: sign * getattr(row, field))
        assert getattr(rows[number - 1], field) != getattr(rows[number], field)
        return {"rows": self._places(rows[:number])}

    def share(self, whole: Where, part: Where) -> Expect:
        """How many in a hundred."""
        rows = self._hold(whole)
        return {"number": round(100 * sum(map(part, rows)) / len(rows), 1)}

    def sums(self, which: Where, field: str) -> Expect:
        """How many of each value, and their budgets together."""
        return {"groups": {name: {"rows": len(all_), "budget": sum(all_)} for name, all_ in self._parts(which, field)}}

    def averages(self, which: Where, field: str) -> Expect:
        """How many of each value, and their average budget, over the rows that say it."""
        parts = self._parts(which, field)
        means = {name: round(sum(all_) / sum(map(bool, all_))) for name, all_ in parts}
        return {"groups": {name: {"rows": len(all_), "budget": means[name]} for name, all_ in parts}}

    def _parts(self, which: Where, field: str) -> list[tuple[str, list[int]]]:
        budgets: dict[str, list[int]] = {}
        for row in self._hold(which):
            budgets.setdefault(value_of(row, field), []).append(row.rupiah or 0)
        return list(budgets.items())

    def crossed(self, which: Where, field: str, across: str) -> Expect:
        """How many of each pair of values."""
        rows = self._hold(which)
        pairs = Counter((value_of(row, field), value_of(row, across)) for row in rows)
        names, heads = (list(dict.fromkeys(value_of(row, one) for row in rows)) for one in (field, across))
        return {"groups": {name: {head: pairs[name, head] for head in heads} for name in names}}

    def law(self) -> Expect:
        """A question that stays with the law."""
        return {"law": "only"}

    def both(self, which: Where) -> Expect:
        """The law, then the rows."""
        return {**self.rows(which), "law": "too"}


def held_train() -> tuple[TrainGold, TrainGold]:
    """Over the sample, and over the three mappings."""
    return TrainGold(sample_rows()), TrainGold(all_rows(), files=True)


def main() -> int:
    """Write it into the set."""
    from eval.pemetaan_gold_train import train

    path = FOLDER / TRAIN
    path.write_text(filled(path.read_text(encoding="utf-8"), train(*held_train())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
