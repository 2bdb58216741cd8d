"""What is right for each question over rows, computed by plain Python over the tables that the workbooks are made from.

`python -m eval.pemetaan_gold` writes it into `pemetaan-seen.jsonl` and `pemetaan-sealed.jsonl`. Conventions: a planned
year counts when it is among the years of the row; "belum" counts only where the row says no, not where it is blank; a
total is of all rows that hold, blanks as nothing.

expect: {"rows"} exactly these, with the file where three mappings are held, in the order asked for; {"number", "rows"};
{"groups"}; {"values"}; {"top"} in order; {"empty"} a word of the filter that nothing holds; or {"refused"}.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eval.pemetaan_rows import NEXT, SAMPLE, Told, all_rows, sample_rows

Where = Callable[[Told], bool]
Expect = dict[str, object]
FOLDER = Path(__file__).resolve().parent
LOWER = ("prioritas", "status", "prakarsa")  # as the catalogue stores them


class Gold:
    """Plain answers over rows.

    Args:
        told: the rows that are held.
        files: places name their file.
    """

    def __init__(self, told: Sequence[Told], files: bool = False) -> None:
        self.told = tuple(told)
        self.files = files

    def _hold(self, where: Where) -> list[Told]:
        found = [row for row in self.told if where(row)]
        assert found, "use `empty` for a question that nothing answers"
        return found

    def _places(self, rows: Sequence[Told]) -> list[list[str | int]]:
        return [[*([row.file] if self.files else []), row.sheet, row.row] for row in rows]

    def rows(self, where: Where) -> Expect:
        """The rows themselves."""
        return {"rows": self._places(self._hold(where))}

    def ordered(self, where: Where, key: Callable[[Told], float]) -> Expect:
        """The rows in an order; equals as in the workbook."""
        return {"rows": self._places(sorted(self._hold(where), key=key))}

    def largest(self, where: Where, number: int) -> Expect:
        """The rows with the largest budgets, largest first."""
        rows = sorted(self._hold(where), key=lambda row: -(row.rupiah or 0))
        assert rows[number - 1].rupiah != rows[number].rupiah
        return {"rows": self._places(rows[:number])}

    def number(self, where: Where) -> Expect:
        """How many, and which."""
        rows = self._hold(where)
        return {"number": len(rows), "rows": self._places(rows)}

    def total(self, where: Where) -> Expect:
        """The sum of the budgets in rupiah."""
        rows = self._hold(where)
        return {"number": sum(row.rupiah or 0 for row in rows), "rows": self._places(rows)}

    def average(self, where: Where, field: str) -> Expect:
        """The average of "months" or "rupiah" over the rows that say it; rupiah whole, months to two places."""
        rows = self._hold(where)
        said = [value for row in rows if (value := getattr(row, field)) is not None]
        mean = sum(said) / len(said)
        return {"number": round(mean) if field == "rupiah" else round(mean, 2), "rows": self._places(rows)}

    def groups(self, where: Where, field: str) -> Expect:
        """How many of each value."""
        return {"groups": dict(Counter(value_of(row, field) for row in self._hold(where)).most_common())}

    def by_year(self, where: Where) -> Expect:
        """How many in each planned year; a row with several counts in each."""
        years = Counter(str(year) for row in self._hold(where) for year in row.years)
        return {"groups": dict(sorted(years.items()))}

    def by_mapping(self, where: Where) -> Expect:
        """How many in each mapping."""
        return {"groups": dict(Counter(f"{row.region} {row.year}" for row in self._hold(where)))}

    def numbers(self, parts: Mapping[str, Where]) -> Expect:
        """How many of each of the things compared."""
        return {"groups": {name: len(self._hold(where)) for name, where in parts.items()}}

    def values(self, where: Where, field: str) -> Expect:
        """The different values."""
        return {"values": sorted({row[field] for row in self._hold(where)})}

    def top(self, where: Where, field: str, number: int) -> Expect:
        """The values with the most rows; which they are must be clear."""
        return first(Counter(value_of(row, field) for row in self._hold(where)), number)

    def costliest(self, where: Where, field: str, number: int) -> Expect:
        """The values with the largest budgets together."""
        sums: Counter[str] = Counter()
        for row in self._hold(where):
            sums[value_of(row, field)] += row.rupiah or 0
        return first(sums, number)

    def empty(self, word: str, where: Where) -> Expect:
        """Nothing; the filter that emptied it is to be named."""
        assert not any(where(row) for row in self.told)
        return {"empty": word}

    def refused(self) -> Expect:
        """No mapping says this."""
        return {"refused": True}


def value_of(row: Told, field: str) -> str:
    """A value as the catalogue stores it; affairs by their names."""
    if field == "jenis":
        return row.kind
    return row[field].lower() if field in LOWER else row[field]


def first(amounts: Counter[str], number: int) -> Expect:
    """The largest, in order, none of them equal to the next."""
    ranked = [*amounts.most_common(), ("", 0)]
    assert all(ranked[n][1] > ranked[n + 1][1] for n in range(number)), "equals have no order"
    return {"top": [name for name, _ in ranked[:number]]}


def filled(text: str, gold: Mapping[str, Expect]) -> str:
    """The lines of a set with what is right for each."""
    items = [json.loads(line) for line in text.splitlines()]
    assert [item["id"] for item in items] == sorted(gold), "a question without gold, or gold without a question"
    return "".join(json.dumps({**item, "expect": gold[item["id"]]}, ensure_ascii=False) + "\n" for item in items)


def held() -> tuple[Gold, Gold]:
    """Over the sample, and over the three mappings."""
    return Gold(sample_rows()), Gold(all_rows(), files=True)


def golds() -> dict[str, dict[str, Expect]]:
    """File of each set -> what is right for each of its questions."""
    from eval.pemetaan_gold_sealed import sealed

    return {"pemetaan-seen.jsonl": seen(*held()), "pemetaan-sealed.jsonl": sealed(*held())}


def main() -> int:
    """Write it into both sets."""
    for name, gold in golds().items():
        path = FOLDER / name
        path.write_text(filled(path.read_text(encoding="utf-8"), gold), encoding="utf-8")
    return 0


# --- the seen questions


def seen(g: Gold, t: Gold) -> dict[str, Expect]:
    """What is right for each seen question."""
    return {**seen_1(g), **seen_2(g), **seen_3(g), **seen_4(t)}


def seen_1(g: Gold) -> dict[str, Expect]:
    """PS-001 to PS-020, over the sample."""
    return {
        "PS-001": g.rows(lambda r: r.affair == "Pariwisata"),
        "PS-002": g.groups(lambda r: r.kind == "KSDPK", "urusan"),
        "PS-003": g.rows(lambda r: r.yes("rkpd") is False),
        "PS-004": g.number(lambda r: True),
        "PS-005": g.groups(lambda r: r["prioritas"] == "Tinggi" and 2026 in r.years, "urusan"),
        "PS-006": g.values(lambda r: r.affair == "Pariwisata", "mitra"),
        "PS-007": g.numbers({"KSDD": lambda r: r.ksdd, "KSDPK": lambda r: r.kind == "KSDPK"}),
        "PS-008": g.rows(lambda r: r.dprd),
        "PS-009": g.top(lambda r: True, "pengusul", 1),
        "PS-010": g.total(lambda r: r.kind == "KSDPK"),
        "PS-011": g.number(lambda r: r.kind == "Sinergi"),
        "PS-012": g.rows(lambda r: r.kind == "KSDD wajib"),
        "PS-013": g.rows(lambda r: r.abroad),
        "PS-014": g.rows(lambda r: r.affair == "Kesehatan" and r["prioritas"] == "Tinggi"),
        "PS-015": g.rows(lambda r: r["mitra"] == "Universitas Contoh"),
        "PS-016": g.by_year(lambda r: r.ksdd),
        "PS-017": g.groups(lambda r: True, "status"),
        "PS-018": g.groups(lambda r: True, "jenis"),
        "PS-019": g.rows(lambda r: r.months > 60),
        "PS-020": g.rows(lambda r: r.kind == "KSDPK" and r.yes("studi_kelayakan") is False),
    }


def seen_2(g: Gold) -> dict[str, Expect]:
    """PS-021 to PS-040, over the sample."""
    return {
        "PS-021": g.largest(lambda r: True, 3),
        "PS-022": g.total(lambda r: r.affair == "Lingkungan hidup"),
        "PS-023": g.average(lambda r: r.kind == "KSDD wajib", "months"),
        "PS-024": g.number(lambda r: r["status"] == "Berjalan"),
        "PS-025": g.rows(lambda r: r.yes("rpjmd") is True and r.yes("rkpd") is False),
        "PS-026": g.rows(lambda r: r["pengusul"] == "Dinas Kesehatan" and 2027 in r.years),
        "PS-027": g.rows(lambda r: r["pengusul"] == "Dinas Perhubungan"),
        "PS-028": g.rows(lambda r: r["prakarsa"] == "Pihak ketiga"),
        "PS-029": g.rows(lambda r: (r.rupiah or 0) > 10**10),
        "PS-030": g.number(lambda r: r.yes("dianggarkan") is False),
        "PS-031": g.rows(lambda r: r.yes("membebani") is True),
        "PS-032": g.by_year(lambda r: True),
        "PS-033": g.rows(lambda r: r["mitra"] == "Provinsi Tetangga Selatan"),
        "PS-034": g.values(lambda r: r.abroad, "mitra"),
        "PS-035": g.values(lambda r: r.affair == "Kelautan dan perikanan", "mitra"),
        "PS-036": g.ordered(lambda r: r.affair == "Perhubungan", lambda r: -(r.rupiah or 0)),
        "PS-037": g.rows(lambda r: r["pengecualian"] != ""),
        "PS-038": g.rows(lambda r: r["berita_acara"] != "" and r.affair in ("Pertanian", "Pariwisata")),
        "PS-039": g.rows(lambda r: r["lokasi"] == "Kepulauan Contoh"),
        "PS-040": g.number(lambda r: r.kind == "KSDD sukarela" and 2026 in r.years),
    }


def seen_3(g: Gold) -> dict[str, Expect]:
    """PS-041 to PS-060, over the sample."""
    return {
        "PS-041": g.rows(lambda r: r.affair == "Pendidikan" and 2027 in r.years),
        "PS-042": g.ordered(
            lambda r: r.affair == "Kesehatan" and r.kind == "KSDPK",
            lambda r: ("Tinggi", "Sedang", "Rendah").index(r["prioritas"]),
        ),
        "PS-043": g.total(lambda r: r["mitra"] == "Kota Contoh Raya"),
        "PS-044": g.number(lambda r: r.kind == "KSDPK" and r.affair == "Pariwisata"),
        "PS-045": g.rows(lambda r: r["pengusul"] == "Dinas Lingkungan Hidup" and r.yes("rkpd") is False),
        "PS-046": g.values(lambda r: r.dprd and r.kind == "KSDPK", "mitra"),
        "PS-047": g.empty("Persandian", lambda r: r.affair == "Persandian"),
        "PS-048": g.empty("2031", lambda r: 2031 in r.years),
        "PS-049": g.empty("Antah Berantah", lambda r: r.has("antah berantah")),
        "PS-050": g.refused(),
        "PS-051": g.refused(),
        "PS-052": g.refused(),
        "PS-053": g.rows(lambda r: r["sub_urusan"] == "Persampahan" and r["prioritas"] == "Tinggi"),
        "PS-054": g.rows(lambda r: r.kind == "KSDD wajib" and r.yes("berbatasan") is False),
        "PS-055": g.costliest(lambda r: True, "urusan", 3),
        "PS-056": g.top(lambda r: r.kind == "KSDPK", "mitra", 1),
        "PS-057": g.rows(lambda r: r.kind == "Sinergi" and r.yes("rkpd") is False),
        "PS-058": g.rows(lambda r: r.has("kopi")),
        "PS-059": g.total(lambda r: r["status"] == "Berjalan"),
        "PS-060": g.rows(lambda r: r["status"] == "Ditunda"),
    }


def seen_4(t: Gold) -> dict[str, Expect]:
    """PS-061 to PS-075, over the three mappings."""
    return {
        "PS-061": t.rows(lambda r: r.region == "Kabupaten Misal" and r.affair == "Pariwisata"),
        "PS-062": t.number(lambda r: r.file == NEXT),
        "PS-063": t.by_mapping(lambda r: True),
        "PS-064": t.numbers(
            {
                "2026": lambda r: r.file == SAMPLE and r.kind == "KSDPK",
                "2027": lambda r: r.file == NEXT and r.kind == "KSDPK",
            }
        ),
        "PS-065": t.rows(lambda r: r.region == "Kabupaten Misal" and r.yes("rkpd") is False),
        "PS-066": t.rows(lambda r: r.affair == "Persandian"),
        "PS-067": t.values(lambda r: r.region == "Kabupaten Misal" and r.affair == "Kesehatan", "mitra"),
        "PS-068": t.total(lambda r: r.region == "Kabupaten Misal"),
        "PS-069": t.rows(lambda r: r["mitra"] == "Universitas Contoh"),
        "PS-070": t.number(lambda r: r.region == "Kabupaten Misal" and r.kind == "KSDD wajib"),
        "PS-071": t.largest(lambda r: r.region == "Kabupaten Misal", 3),
        "PS-072": t.empty("Kehutanan", lambda r: r.region == "Kabupaten Misal" and r.affair == "Kehutanan"),
        "PS-073": t.top(lambda r: r.region == "Kabupaten Misal", "pengusul", 1),
        "PS-074": t.groups(lambda r: r.file == NEXT, "jenis"),
        "PS-075": t.rows(lambda r: r.region == "Kabupaten Misal" and r.months > 60),
    }


if __name__ == "__main__":
    sys.exit(main())
