"""A question over the rows of mappings as data: what to filter, group, count, sort. `corpus/mappings.py` runs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from corpus.baris import BarisPemetaan

ABOUT = ("sub_urusan", "program", "kegiatan", "objek")  # the columns that say what a row is about
Op = Literal["is", "not", "has", "at_least", "at_most", "filled", "blank"]
Measure = Literal["rows", "count", "sum", "average"]
Value = str | int | bool


@dataclass(frozen=True)
class Filter:
    """A condition on a row; it holds when it holds for one of its values.

    Attributes:
        field: name of a `Kolom`; or "daerah" and "peta" (the region and the year of the mapping), "kelompok" (the group
            of the affair), "sheet", "key" (of the mapping); or "any" (all cells, unknown columns too), "about" (the
            columns of ABOUT); or "either", for which one of the filters in `either` must hold.
        op: "is" equal (choices, flags, years: one of them; "KSDD" stands for all three of that name); "not" its
            contrary, rows that do not say included only for choices and texts; "has" the stems of the value are among
            those of the cell; "at_least", "at_most" for numbers; "filled", "blank" without values.
        values: of the shape of the column.
        either: of "either"; empty elsewhere.
    """

    field: str
    op: Op
    values: tuple[Value, ...] = ()
    either: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class Query:
    """What is asked of the rows.

    Attributes:
        filters: all must hold.
        measure: the rows themselves, how many, or the sum or average of `of`.
        of: the field that is summed, with shape "money", "number" or "months".
        group, across: fields to group by, the second for a table with two sides; "" for none. Rows with several years
            count in each of them.
        sort: field to order rows by, or "count"/"sum" for groups; "" for the order of the workbook, groups by size.
        descending: largest first.
        top: how many rows or groups at most; None for all.
        ties: with `top`, groups as large as the last one are kept too.
        distinct: what is wanted are the different values of this field ("mitra siapa saja"); "" for none.
    """

    filters: tuple[Filter, ...] = ()
    measure: Measure = "rows"
    of: str = ""
    group: str = ""
    across: str = ""
    sort: str = ""
    descending: bool = False
    top: int | None = None
    ties: bool = True
    distinct: str = ""

    def without(self, item: Filter) -> Query:
        """The same without a filter."""
        return replace(self, filters=tuple(f for f in self.filters if f != item))


@dataclass(frozen=True)
class Place:
    """A row with the mapping that it stands in.

    Attributes:
        mapping: key of the mapping.
    """

    mapping: str
    row: BarisPemetaan


@dataclass(frozen=True)
class Group:
    """Rows of one value, or of one pair of values.

    Attributes:
        value, other: of `group` and `across`, as stored ("26" for an affair); "" for rows that do not say.
        count: how many rows.
        amount: the sum or average; None where none was asked for or no row says.
        places: (mapping, sheet, row) of all of them.
    """

    value: str
    other: str
    count: int
    amount: float | None
    places: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Result:
    """What a query found.

    Attributes:
        count: how many rows hold all filters, whatever is shown.
        amount: the sum or average over all of them; None where none was asked for or no row says.
        said: over how many rows the amount is.
        rows: for measure "rows", those to show, in order, `top` or the limit of the call at most.
        groups: where grouped or distinct, in order.
        places: (mapping, sheet, row) of all rows that hold, in order of the workbook.
        emptied: where nothing holds: the first filter, in their order, after which no row was left.
        silent: (field, how many rows that hold all other filters do not say it) of each filter on a flag.
    """

    query: Query
    count: int
    amount: float | None = None
    said: int = 0
    rows: tuple[Place, ...] = ()
    groups: tuple[Group, ...] = ()
    places: tuple[tuple[str, str, int], ...] = ()
    emptied: Filter | None = None
    silent: tuple[tuple[str, int], ...] = ()
