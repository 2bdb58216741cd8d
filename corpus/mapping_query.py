"""Run a `Query` over the rows in SQLite: filters as SQL, groups and sums over what they leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from corpus.baris import JENIS, KOLOM_BY_NAME, PRIORITAS, STATUS, BarisPemetaan, Kolom
from corpus.query import ABOUT, Filter, Group, Place, Query, Result
from corpus.schema import baris, pemetaan
from corpus.urusan import BASIC, PLAIN
from corpus.words import stems

ORDERS = {"jenis": JENIS, "prioritas": PRIORITAS, "status": STATUS}  # how choices follow each other
GROUPS = {
    "wajib pelayanan dasar": (1, BASIC), "wajib bukan pelayanan dasar": (BASIC + 1, PLAIN), "pilihan": (PLAIN + 1, 99),
}  # fmt: skip
KSDD = ("KSDD wajib", "KSDD sukarela", "KSDD")
Spot = tuple[str, str, int]  # (mapping, sheet, row)
SOURCE = baris.join(pemetaan, pemetaan.c.id == baris.c.pemetaan_id)


def execute(connection: sa.Connection, query: Query, limit: int, row_of: Callable[[Any], BarisPemetaan]) -> Result:
    """Run a query.

    Args:
        connection: to the catalogue.
        query: what is asked.
        limit: how many rows come back whole, at most.
        row_of: makes the row from what the catalogue holds.
    """
    names, found = _fetch(connection, query)
    keys = {owner: key for owner, key in connection.execute(sa.select(pemetaan.c.id, pemetaan.c.key))}
    places = tuple((keys[row[1]], row[2], row[3]) for row in found)
    amounts = _column(names, found, query.of) if query.measure in ("sum", "average") else ()
    amount, said = _amount(amounts, query)
    whole = query.measure == "rows" and not query.group
    return Result(
        query, len(found), amount, said, groups=_groups(names, found, places, amounts, query), places=places,
        rows=_rows(connection, names, found, keys, query, limit, row_of) if whole else (),
        emptied=None if found else _emptied(connection, query.filters), silent=_silent(connection, query.filters),
    )  # fmt: skip


Names = Mapping[str, int]  # column -> its place in a row as fetched
Raw = tuple[Any, ...]  # (id, id of the mapping, sheet, row, …); plain, since of many rows all else takes its time


def _fetch(connection: sa.Connection, query: Query) -> tuple[Names, list[Raw]]:
    """All rows that hold the filters, in order of mapping and workbook, with the columns that the query needs."""
    needed = (query.group, query.across, query.distinct, query.of, "" if query.sort in ("count", "sum") else query.sort)
    wanted = [name for name in dict.fromkeys(needed) if name and name not in ("sheet", "row")]
    columns = (baris.c.id, baris.c.pemetaan_id, baris.c.sheet, baris.c.row, *(column_of(name) for name in wanted))
    select = _where(sa.select(*columns).select_from(SOURCE), query.filters)
    order = (pemetaan.c.daerah, pemetaan.c.tahun.desc(), baris.c.id)
    result = connection.execute(select.order_by(*order))
    assert result.cursor is not None
    names = {"id": 0, "sheet": 2, "row": 3, **{name: n for n, name in enumerate(wanted, 4)}}
    return names, list(result.cursor.fetchall())


def _column(names: Names, found: Sequence[Raw], name: str) -> Sequence[Any]:
    at = names[name]
    return [row[at] for row in found]


def totals(connection: sa.Connection, query: Query) -> Result:
    """How many rows hold, and the sum of the column that the query is of; neither rows nor groups."""
    columns: list[sa.ColumnElement[Any]] = [sa.func.count()]
    if query.of:
        columns += [sa.func.sum(column_of(query.of)), sa.func.count(column_of(query.of))]
    found = connection.execute(_where(sa.select(*columns).select_from(SOURCE), query.filters)).one()
    return Result(query, found[0], found[1] if query.of else None, found[2] if query.of else 0)


def column_of(name: str) -> sa.ColumnElement[Any]:
    """The column of a field.

    Raises:
        KeyError: there is no such field.
    """
    special = {
        "daerah": pemetaan.c.daerah, "peta": pemetaan.c.tahun.label("peta"), "sheet": baris.c.sheet,
        "key": pemetaan.c.key, "row": baris.c.row, "kelompok": baris.c.urusan.label("kelompok"),
    }  # fmt: skip
    return special[name] if name in special else baris.c[KOLOM_BY_NAME[name].name]


# --- filters


def _where(select: Any, filters: Iterable[Filter]) -> Any:
    for item in filters:
        select = select.where(condition(item))
    return select


def condition(item: Filter) -> Any:
    """A filter as SQL; values are bound, never written into it."""
    if item.field == "any":
        return _has("semua", item.values)
    if item.field == "about":
        return _has(f"{{{' '.join(ABOUT)}}}", item.values)
    if item.field == "either":
        return sa.or_(sa.false(), *(condition(part) for part in item.either))
    if item.field == "kelompok":
        number = sa.cast(sa.func.nullif(baris.c.urusan, ""), sa.Integer)
        ends = [GROUPS[str(value)] for value in item.values if str(value) in GROUPS]
        return sa.or_(sa.false(), *(number.between(*pair) for pair in ends))
    column: Any = column_of(item.field)
    if item.field in ("daerah", "sheet", "key"):
        inside = sa.func.lower(column).in_([str(v).lower() for v in item.values])
        return sa.not_(inside) if item.op == "not" else inside
    if item.field == "peta":
        return _compare(pemetaan.c.tahun, item) if item.op in ("at_least", "at_most") else pemetaan.c.tahun.in_(
            [int(v) for v in item.values]
        )  # fmt: skip
    return _condition(KOLOM_BY_NAME[item.field], column, item)


def _condition(kolom: Kolom, column: Any, item: Filter) -> Any:
    silent = column.is_(None) if kolom.shape in ("flag", "money", "number", "months") else column == ""
    if item.op in ("filled", "blank"):
        return silent if item.op == "blank" else sa.not_(silent)
    if kolom.shape == "years":
        if item.op in ("at_least", "at_most"):
            return _compare(baris.c.tahun_max if item.op == "at_least" else baris.c.tahun_min, item)
        inside = sa.or_(sa.false(), *(column.contains(f",{int(v)},", autoescape=True) for v in item.values))
        return sa.not_(inside) if item.op == "not" else inside
    if item.op in ("at_least", "at_most"):
        return _compare(column, item)
    if item.op == "has":
        return _has(kolom.name, item.values) if kolom.shape == "text" else column.in_(list(item.values))
    values = list(item.values)
    if kolom.name == "jenis" and "KSDD" in values:
        values = list(dict.fromkeys([*values, *KSDD]))
    same = column.in_(values)
    if kolom.shape == "text":
        same = sa.func.lower(column).in_([str(v).lower() for v in values])
    if item.op == "is":
        return same
    return sa.and_(sa.not_(same), sa.not_(silent)) if kolom.shape == "flag" else sa.or_(sa.not_(same), silent)


def _compare(column: Any, item: Filter) -> sa.ColumnElement[bool]:
    value = item.values[0]
    made: sa.ColumnElement[bool] = column >= value if item.op == "at_least" else column <= value
    return made


def _has(name: str, values: Iterable[object]) -> sa.ColumnElement[bool]:
    """Rows whose cell holds all stems of one of the values."""
    sets = [[f'"{root}"' for root in stems(str(value))] for value in values]
    parts = ["(" + " AND ".join(parts) + ")" for parts in sets if parts]
    if not parts:
        return sa.false()
    match = f"{name} : ({' OR '.join(parts)})"
    words = sa.table("baris_words", sa.column("rowid"), sa.column("baris_words"))
    return baris.c.id.in_(sa.select(words.c.rowid).where(words.c.baris_words.op("MATCH")(match)))


def _emptied(connection: sa.Connection, filters: Sequence[Filter]) -> Filter | None:
    """The filter after which no row was left."""
    for number, item in enumerate(filters, 1):
        left = _where(sa.select(baris.c.id).select_from(SOURCE), filters[:number]).limit(1)
        if connection.execute(left).first() is None:
            return item
    return None


def _silent(connection: sa.Connection, filters: Sequence[Filter]) -> tuple[tuple[str, int], ...]:
    """Of each filter on a flag: how many rows that hold the others do not say it."""
    found = []
    for item in filters:
        kolom = KOLOM_BY_NAME.get(item.field)
        if kolom is not None and kolom.shape == "flag" and item.op in ("is", "not"):
            rest = [f for f in filters if f != item]
            count = sa.select(sa.func.count()).select_from(SOURCE).where(baris.c[item.field].is_(None))
            found.append((item.field, int(connection.execute(_where(count, rest)).scalar() or 0)))
    return tuple(found)


# --- groups and amounts


def values_of(value: Any, field: str) -> tuple[str, ...]:
    """A value of a field as text, one a year for years; ("",) where it does not say."""
    if field == "tahun":
        return tuple(year for year in value.split(",") if year) or ("",)
    if field == "kelompok":
        return (next((g for g, (a, b) in GROUPS.items() if value and a <= int(value) <= b), ""),)
    if value is None:
        return ("",)
    kolom = KOLOM_BY_NAME.get(field)
    if kolom is not None and kolom.shape == "flag":
        return ("ya" if value else "tidak",)
    return (" ".join(str(value).split()),)


def _amount(values: Sequence[Any], query: Query) -> tuple[float | None, int]:
    said = [value for value in values if value is not None]
    if not said:
        return None, 0
    return (sum(said) if query.measure == "sum" else sum(said) / len(said)), len(said)


def _groups(
    names: Names, found: Sequence[Raw], places: Sequence[Spot], amounts: Sequence[Any], query: Query
) -> tuple[Group, ...]:
    field = query.group or query.distinct
    if not field:
        return ()
    alike: dict[tuple[Any, Any], list[int]] = defaultdict(list)  # rows of the same values as they are kept
    others = _column(names, found, query.across) if query.across else [""] * len(found)
    for number, pair in enumerate(zip(_column(names, found, field), others, strict=True)):
        alike[pair].append(number)
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for (value, other), numbers in alike.items():
        for one in values_of(value, field):
            for two in values_of(other, query.across) if query.across else ("",):
                members[one.casefold(), two.casefold()].extend(numbers)
                spelled[one.casefold()][one] += len(numbers)
                spelled[two.casefold()][two] += len(numbers)
    said = {key: spellings.most_common(1)[0][0] for key, spellings in spelled.items()}
    groups = [
        Group(
            said[one], said[other], len(numbers), _amount([amounts[n] for n in numbers] if amounts else (), query)[0],
            tuple(places[n] for n in sorted(numbers)),
        )
        for (one, other), numbers in members.items()
        if not (query.distinct and not one)
    ]  # fmt: skip
    return _top(sorted(groups, key=lambda g: _group_order(g, query, field)), query)


def _group_order(group: Group, query: Query, field: str) -> tuple[Any, ...]:
    size = group.amount if query.measure in ("sum", "average") and group.amount is not None else group.count
    if query.sort == field or (query.across and not query.sort):
        place = sort_key(field, group.value)
        return (group.value == "", *place, *sort_key(query.across, group.other))
    return (group.value == "", size if query.sort and not query.descending else -size, *sort_key(field, group.value))


def _top(groups: list[Group], query: Query) -> tuple[Group, ...]:
    if query.top is None or len(groups) <= query.top:
        return tuple(groups)
    kept = [g for g in groups if g.value][: query.top]
    if query.ties and kept:
        last = kept[-1]
        kept += [g for g in groups if g.value and g not in kept and (g.count, g.amount) == (last.count, last.amount)]
    return tuple(kept)


def sort_key(field: str, value: object) -> tuple[int, float, str]:
    """Where a value stands among those of its field: choices in their order, numbers by size, blanks last."""
    if value in (None, "", ()):
        return (1, 0.0, "")
    if field in ORDERS:
        order: Sequence[str] = ORDERS[field]
        return (0, float(order.index(str(value))) if value in order else float(len(order)), str(value))
    if isinstance(value, int | float):
        return (0, float(value), "")
    plain = str(value).strip(",")
    if field in ("urusan", "tahun", "nomor", "peta") and plain.split(",")[0].isdecimal():
        return (0, float(plain.split(",")[0]), "")
    return (0, 0.0, plain.casefold())


def _rows(
    connection: sa.Connection, names: Names, found: Sequence[Raw], keys: Mapping[int, str], query: Query, limit: int,
    row_of: Callable[[Any], BarisPemetaan],
) -> tuple[Place, ...]:  # fmt: skip
    """The rows to show, sorted; those that do not say what is sorted by come last, either way."""
    ordered = found
    if query.sort:
        at = names[query.sort]
        said = [row for row in found if row[at] not in (None, "")]
        said.sort(key=lambda row: sort_key(query.sort, row[at]), reverse=query.descending)
        ordered = [*said, *(row for row in found if row[at] in (None, ""))]
    chosen = ordered[: min(limit, query.top if query.top is not None else limit)]
    wanted = sa.select(baris).where(baris.c.id.in_([row[0] for row in chosen]))
    made = {row["id"]: row for row in connection.execute(wanted).mappings()}
    return tuple(Place(keys[row[1]], row_of(made[row[0]])) for row in chosen)
