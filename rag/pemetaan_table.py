"""Rows, groups and numbers of a mapping as Markdown with cited marks; what leaves is checked as every citation is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.mapping_query import sort_key
from corpus.mappings import HeldMapping, Mappings
from corpus.models import Sitasi, Unit
from corpus.query import Group, Place
from corpus.urusan import DaftarUrusan
from rag.compose import escape
from rag.pemetaan_text import amount, cell, column_name, ranges, value_name
from rag.question import Language
from rag.verify import row_problem

ROWS = 20  # rows of mappings that one answer shows
GROUPS = 40  # lines of a table of groups
QUOTE = 400  # characters of a quote
CELL = 90  # characters of a cell that is shown
COLUMNS = ("urusan", "jenis", "mitra", "tahun", "prioritas")
Spot = tuple[str, str, int]


def shown(text: str, limit: int = CELL) -> str:
    """A cell for a table: escaped, on one line, shortened."""
    plain = " ".join(text.split())
    plain = plain if len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0] + " …"
    return escape(plain)


@dataclass
class Citations:
    """The citations of an answer while it is made.

    Attributes:
        start: how many there are already.
        lost: rows whose citation did not hold.
    """

    mappings: Mappings
    held: Mapping[str, HeldMapping]
    language: Language
    start: int = 0
    made: list[Sitasi] = field(default_factory=list)
    lost: int = 0
    _there: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)

    def mark(self, places: Iterable[Spot]) -> str:
        """Marks for rows, one a sheet; a citation for the same rows is used again."""
        sheets: dict[tuple[str, str], list[int]] = defaultdict(list)
        for key, sheet, number in places:
            sheets[key, sheet].append(number)
        return "".join(f"[{n}]" for (key, sheet), rows in sheets.items() if (n := self._number(key, sheet, rows)))

    def _number(self, key: str, sheet: str, rows: Sequence[int]) -> int:
        rows = tuple(dict.fromkeys(rows))
        for citation in self.made:
            if (citation.key, citation.sheet, citation.rows) == (key, sheet, rows):
                return citation.n
        made = self._cite(key, sheet, rows)
        there = self._there.get((key, sheet)) or self.mappings.numbers(key, sheet)
        self._there[key, sheet] = there
        if made is None or row_problem(made, self.mappings, there) is not None:
            self.lost += len(rows)
            return 0
        self.made.append(made)
        return made.n

    def _cite(self, key: str, sheet: str, rows: tuple[int, ...]) -> Sitasi | None:
        held, row = self.held[key], self.mappings.row(key, sheet, rows[0])
        if row is None:
            return None
        quote = ""
        for _, text in row.cells:
            if quote and len(quote) + len(text) > QUOTE:
                break
            quote = f"{quote} | {text}" if quote else text[:QUOTE]
        label = held.label + (f", lembar {sheet}" if sheet else "") + f" baris {ranges(rows)}"
        return Sitasi(
            self.start + len(self.made) + 1, "pemetaan", label, "Pemetaan", "", held.tahun, Unit(), held.file, None,
            quote, key, sheet=sheet, rows=rows,
        )  # fmt: skip

    def basis(self) -> str:
        """What the answer rests on: each sheet once, with its marks."""
        marks: dict[tuple[str, str], list[int]] = defaultdict(list)
        for citation in self.made:
            marks[citation.key, citation.sheet or ""].append(citation.n)
        lines = []
        for (key, sheet), numbers in marks.items():
            name = escape(self.held[key].label + (f", lembar {sheet}" if sheet else ""))
            ends = "".join(f"[{n}]" for n in numbers) if len(numbers) < 4 else f"[{numbers[0]}]–[{numbers[-1]}]"
            fictional = " (fictional sample)" if self.language == "en" else " (data contoh, fiktif)"
            lines.append(f"{name}{fictional if self.held[key].contoh else ''} {ends}")
        return "; ".join(lines)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table; its cells are escaped already."""
    rows = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(line)} |" for line in lines)]
    return "\n".join(rows)


def row_table(places: Sequence[Place], wanted: Sequence[str], citations: Citations, affairs: DaftarUrusan) -> str:
    """Rows as a table, each with its mark.

    Args:
        wanted: columns that are asked for, besides the usual ones.
    """
    language = citations.language
    columns = [
        name
        for name in dict.fromkeys((*COLUMNS, *wanted))
        if name in wanted or any(cell(p.row, name, affairs, language) for p in places)
    ]
    regions = len({p.mapping for p in places}) > 1
    head = ["Kegiatan" if language == "id" else "Activity"]
    head += (["Pemetaan"] if language == "id" else ["Mapping"]) if regions else []
    lines = []
    for place in places:
        mark = citations.mark([(place.mapping, place.row.sheet, place.row.row)])
        line = [f"{shown(place.row.name)} {mark}".strip()]
        line += [shown(citations.held[place.mapping].label.removeprefix("Pemetaan "))] if regions else []
        lines.append([*line, *(shown(cell(place.row, name, affairs, language)) or "–" for name in columns)])
    return table([*head, *(escape(column_name(name, language)) for name in columns)], lines)


def group_table(
    groups: Sequence[Group], names: tuple[str, str], of: str, citations: Citations, affairs: DaftarUrusan
) -> str:
    """Groups as a table: one column, or one for each value of the second field.

    Args:
        names: the field that is grouped by, and the second one or "".
        of: the field whose amounts are told; "" for none.
    """
    language, (field_, across) = citations.language, names
    if across:
        return _crossed(groups, names, of, citations, affairs)
    head = [escape(column_name(field_, language)), "Jumlah" if language == "id" else "Count"]
    head += [escape(column_name(of, language))] if of else []
    lines = []
    for group in groups[:GROUPS]:
        line = [
            f"{_named(field_, group.value, citations, affairs)} {citations.mark(group.places)}".strip(),
            str(group.count),
        ]
        if of:
            line.append(amount(of, group.amount, language) if group.amount is not None else "–")
        lines.append(line)
    return table(head, lines)


def _crossed(
    groups: Sequence[Group], names: tuple[str, str], of: str, citations: Citations, affairs: DaftarUrusan
) -> str:
    language = citations.language
    firsts = list(dict.fromkeys(g.value for g in groups))[:GROUPS]
    seconds = sorted(dict.fromkeys(g.other for g in groups), key=lambda other: sort_key(names[1], other))
    ordered = sorted(groups, key=lambda g: seconds.index(g.other))
    cells = {(g.value, g.other): g for g in ordered}
    lines = []
    for value in firsts:
        mine = [g for g in ordered if g.value == value]
        mark = citations.mark(place for g in mine for place in g.places)
        line = [f"{_name(names[0], value, affairs, language)} {mark}".strip()]
        for other in seconds:
            group = cells.get((value, other))
            shown_ = "0" if group is None else str(group.count)
            if of:
                shown_ = amount(of, group.amount, language) if group and group.amount is not None else "–"
            line.append(shown_)
        lines.append([*line, str(sum(g.count for g in mine))] if not of else line)
    head = [escape(column_name(names[0], language)), *(_name(names[1], s, affairs, language) for s in seconds)]
    return table([*head, *(["Jumlah" if language == "id" else "Total"] if not of else [])], lines)


def _named(field_: str, value: str, citations: Citations, affairs: DaftarUrusan) -> str:
    if field_ == "key":
        return shown(citations.held[value].label.removeprefix("Pemetaan "))
    return _name(field_, value, affairs, citations.language)


def _name(field_: str, value: str, affairs: DaftarUrusan, language: Language) -> str:
    silent = "(tidak disebut)" if language == "id" else "(not stated)"
    return shown(value_name(field_, value, affairs, language)) or silent
