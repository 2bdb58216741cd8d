"""What the Pemetaan tab shows: the rows that are chosen, their counts, what was found on them. No Gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.baris import KOLOM_BY_NAME
from corpus.mappings import HeldMapping, Mappings
from corpus.models import Sitasi
from corpus.query import Filter, Group, Place, Query
from corpus.urusan import DaftarUrusan
from export.daftar import yearly_lists
from page.mapping_plots import Spot, affair_name, spots_of
from rag.check import Checked, check_mappings

if TYPE_CHECKING:
    from page.service import Service

PAGE = 20  # rows of a page of the table
MOST_ROWS = 5000  # rows that the quadrant reads
SORTS = ("", "urusan", "jenis", "tahun", "prioritas", "anggaran", "pengusul", "mitra")


@dataclass(frozen=True)
class View:
    """What a reader chose on the tab; "" for all.

    Attributes:
        mapping: key of the mapping.
        words: free words that a row must hold.
        sort: one of SORTS.
        page: of the table, from 0.
    """

    mapping: str = ""
    urusan: str = ""
    jenis: str = ""
    tahun: str = ""
    pengusul: str = ""
    words: str = ""
    sort: str = ""
    descending: bool = False
    page: int = 0

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The conditions on a row besides its mapping."""
        made = [
            Filter(name, "is", (getattr(self, name),))
            for name in ("urusan", "jenis", "pengusul")
            if getattr(self, name)
        ]
        if self.tahun:
            made.append(Filter("tahun", "is", (int(self.tahun),)))
        if self.words.strip():
            made.append(Filter("any", "has", (self.words,)))
        return tuple(made)


@dataclass(frozen=True)
class Look:
    """What the tab shows for a view.

    Attributes:
        held: the mapping; None where none is held.
        count: rows that hold the conditions.
        rows: those of the page of the table.
        pages: how many pages there are.
        amount: their budget in rupiah; None where none is told.
        groups: for the plots, by name.
        spots: for the quadrant.
    """

    held: HeldMapping | None
    view: View
    count: int = 0
    rows: tuple[Place, ...] = ()
    pages: int = 0
    amount: float | None = None
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()


class Desk:
    """Reads mappings for the page.

    Args:
        service: whose catalogue and settings are used.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.mappings = Mappings(service.catalog)
        self.affairs = DaftarUrusan.read()
        self._checked: dict[tuple[str, float, int], Checked] = {}

    def held(self) -> list[HeldMapping]:
        """All mappings, the newest first."""
        return sorted(self.mappings.held(), key=lambda h: (h.contoh, -h.added))

    def _one(self, key: str) -> HeldMapping | None:
        return next((held for held in self.mappings.held() if held.key == key), None)

    def look(self, view: View) -> Look:
        """What is shown for a view; the newest mapping where that of the view is not held any more."""
        held = self.held()
        if not held:
            return Look(None, View())
        chosen = next((h for h in held if h.key == view.mapping), held[0])
        if chosen.key != view.mapping:
            view = View(chosen.key)
        filters = (Filter("key", "is", (chosen.key,)), *view.filters)

        def groups(name: str, across: str = "") -> tuple[Group, ...]:
            return self.mappings.run(Query(filters, "count", group=name, across=across)).groups

        total = self.mappings.totals(filters, "anggaran")
        found = self.mappings.run(
            Query(filters, sort=view.sort, descending=view.descending, top=(view.page + 1) * PAGE),
            (view.page + 1) * PAGE,
        )
        swot = self.mappings.run(Query(filters), MOST_ROWS)
        return Look(
            chosen, view, total.count, found.rows[view.page * PAGE :], -(-total.count // PAGE), total.amount,
            {"heat": groups("urusan", "jenis"), "prioritas": groups("prioritas"), "tahun": groups("tahun"),
             "pengusul": groups("pengusul"), "RPJMD": groups("di_rpjmd"), "RKPD": groups("di_rkpd")},
            spots_of([place.row for place in swot.rows]),
        )  # fmt: skip

    def choices(self, key: str) -> dict[str, list[tuple[str, str]]]:
        """(label, value) of what can be chosen in each filter, for one mapping."""
        mine = (Filter("key", "is", (key,)),)
        made = {}
        for name in ("urusan", "jenis", "tahun", "pengusul"):
            found = self.mappings.run(Query(mine, "count", group=name, sort=name)).groups
            named = [(affair_name(g.value, self.affairs) if name == "urusan" else g.value, g) for g in found if g.value]
            made[name] = [(f"{label} ({g.count})", g.value) for label, g in named]
        return made

    def checked(self, key: str) -> Checked:
        """What is found on the rows of a mapping; kept until the mapping or the library changes.

        Raises:
            NothingMapped: it is not held any more.
        """
        held = self._one(key)
        mark = (key, held.added if held else 0.0, len(self.service.held()))
        if mark not in self._checked:
            self._checked = {mark: check_mappings(self.service.catalog, key)[0]}
        return self._checked[mark]

    def rows_of(self, citation: Sitasi) -> tuple[HeldMapping | None, list[Place]]:
        """The rows that a citation names, and their mapping."""
        rows = [self.mappings.row(citation.key, citation.sheet or "", number) for number in citation.rows[:PAGE]]
        return self._one(citation.key), [Place(citation.key, row) for row in rows if row is not None]

    def document(self, key: str, tahun: str, kind: str, folder: Path, today: date) -> Path | None:
        """Write the yearly lists of a mapping into a folder.

        Args:
            key: of the mapping.
            tahun: the planned year; "" for all.
            kind: "xlsx" or "docx".
            folder: where it goes.
            today: the day that stands on it.

        Returns:
            The file; None where the mapping is not held any more.
        """
        from export.document import lists_document
        from export.workbook import lists_workbook

        held = self._one(key)
        if held is None:
            return None
        lists = yearly_lists(
            self.mappings.rows(key), self.affairs, held.daerah, f"{held.label} ({held.file})",
            int(tahun) if tahun else 0, held.contoh,
        )  # fmt: skip
        made = (lists_workbook if kind == "xlsx" else lists_document)(lists, self.affairs, today)
        name = "-".join(part for part in ("daftar-rencana", held.key.removeprefix("pemetaan-"), tahun) if part)
        path = folder / f"{name}.{kind}"
        path.write_bytes(made)
        return path

    def template(self, folder: Path) -> Path:
        """Write the blank workbook into a folder."""
        from export.template import template_workbook

        path = folder / "templat-pemetaan.xlsx"
        path.write_bytes(template_workbook(self.affairs))
        return path


def paged(look: Look, step: int) -> View:
    """The view a page further or back, within what there is."""
    return replace(look.view, page=max(0, min(look.pages - 1, look.view.page + step)))


def column_names(names: Sequence[str]) -> list[str]:
    """Names of columns for people."""
    return [KOLOM_BY_NAME[name].id for name in names]
