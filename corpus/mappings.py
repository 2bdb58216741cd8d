"""The mappings that the catalogue holds: rows in, questions over them out. They live in the file of the catalogue.

A mapping goes in whole, in one transaction, or not at all; a newer one of the same region and year replaces the older.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa

from corpus.baris import BarisPemetaan, KolomTerbaca, Pemetaan, Skipped
from corpus.catalog import Catalog
from corpus.difference import Difference, difference, read_difference
from corpus.mapping_query import execute, totals
from corpus.query import Filter, Query, Result
from corpus.schema import BARIS_TEXTS, baris, bentuk, pemetaan
from corpus.words import stems


@dataclass(frozen=True)
class HeldMapping:
    """A mapping in the catalogue, without its rows.

    Attributes:
        count: how many rows it has.
        difference: against the one that it replaced; empty where it was the first.
        added: when it came in, seconds since 1970.
    """

    id: int
    key: str
    label: str
    daerah: str
    tahun: int
    judul: str
    file: str
    sha256: str
    contoh: bool
    count: int
    skipped: tuple[Skipped, ...]
    columns: tuple[KolomTerbaca, ...]
    warnings: tuple[str, ...]
    difference: Difference
    added: float


class Mappings:
    """The mappings of a catalogue.

    Args:
        catalog: open; the caller closes it.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def add(self, item: Pemetaan, sha256: str) -> Difference:
        """Keep a mapping; an older one of the same region and year goes, in the same transaction.

        Returns:
            What it changes against that.
        """
        with self.catalog.writing() as connection:
            old = connection.execute(sa.select(pemetaan).where(pemetaan.c.key == item.key)).mappings().first()
            made = Difference()
            if old is not None:
                made = difference(old["file"], _rows(connection, old["id"]), item.rows)
                _remove(connection, old["id"])
            done = connection.execute(
                pemetaan.insert().values(
                    key=item.key, label=item.label, daerah=item.daerah, tahun=item.tahun, judul=item.judul,
                    file=item.file, sha256=sha256, contoh=item.contoh, skipped=[asdict(s) for s in item.skipped],
                    columns=[asdict(c) for c in item.columns], warnings=list(item.warnings),
                    difference=made.as_dict(), added=time.time(),
                )
            ).inserted_primary_key  # fmt: skip
            for start in range(0, len(item.rows), BATCH):  # a large one would fill the memory three times over
                _insert(connection, int(done[0]) if done else 0, item.rows[start : start + BATCH])
            connection.execute(sa.text("ANALYZE"))
        return made

    def remove(self, key: str) -> bool:
        """Forget a mapping; False where there is none of that key."""
        with self.catalog.writing() as connection:
            old = connection.execute(sa.select(pemetaan.c.id).where(pemetaan.c.key == key)).scalar()
            if old is not None:
                _remove(connection, old)
        return old is not None

    def held(self) -> list[HeldMapping]:
        """All mappings, by region, the newest year first."""
        counted = sa.select(sa.func.count()).where(baris.c.pemetaan_id == pemetaan.c.id).scalar_subquery()
        query = sa.select(pemetaan, counted.label("count")).order_by(pemetaan.c.daerah, pemetaan.c.tahun.desc())
        with self.catalog.engine.connect() as connection:
            return [_held(row) for row in connection.execute(query).mappings()]

    def ids(self) -> tuple[int, ...]:
        """What tells whether anything changed: a mapping that comes in, again too, has a new one."""
        with self.catalog.engine.connect() as connection:
            return tuple(connection.execute(sa.select(pemetaan.c.id).order_by(pemetaan.c.id)).scalars())

    def stems(self, names: Sequence[str] = ()) -> frozenset[str]:
        """The stems of all words of all rows.

        Args:
            names: of some columns only.
        """
        where = f" WHERE col IN ({', '.join(repr(name) for name in names)})" if names else ""
        with self.catalog.engine.connect() as connection:
            return frozenset(connection.execute(sa.text(f"SELECT term FROM baris_vocabulary{where}")).scalars())

    def numbers(self, key: str, sheet: str) -> frozenset[int]:
        """The numbers of all rows of a sheet."""
        found = sa.select(sa.func.json_group_array(baris.c.row)).join(pemetaan, pemetaan.c.id == baris.c.pemetaan_id)
        query = found.where(pemetaan.c.key == key, baris.c.sheet == sheet)
        with self.catalog.engine.connect() as connection:
            return frozenset(json.loads(connection.execute(query).scalar() or "[]"))

    def rows(self, key: str) -> list[BarisPemetaan]:
        """The rows of a mapping, in its order."""
        with self.catalog.engine.connect() as connection:
            owner = connection.execute(sa.select(pemetaan.c.id).where(pemetaan.c.key == key)).scalar()
            return [] if owner is None else _rows(connection, owner)

    def row(self, key: str, sheet: str, number: int) -> BarisPemetaan | None:
        """One row by its place."""
        query = (
            sa.select(baris)
            .join(pemetaan, pemetaan.c.id == baris.c.pemetaan_id)
            .where(pemetaan.c.key == key, baris.c.sheet == sheet, baris.c.row == number)
        )
        with self.catalog.engine.connect() as connection:
            found = connection.execute(query).mappings().first()
        return row_of(found) if found is not None else None

    def run(self, query: Query, limit: int = 50) -> Result:
        """What a query finds.

        Args:
            query: what is asked.
            limit: rows that come back whole, at most; `Result.count` and `places` tell of all.
        """
        with self.catalog.engine.connect() as connection:
            return execute(connection, query, limit, row_of)

    def totals(self, filters: Sequence[Filter], of: str = "") -> Result:
        """How many rows hold all filters, and the sum of a column over them; without the rows.

        Args:
            of: a column of numbers.
        """
        with self.catalog.engine.connect() as connection:
            return totals(connection, Query(tuple(filters), "sum" if of else "count", of))

    def values(self, field: str) -> dict[str, int]:
        """The values of a column as they stand, with the number of rows of each, most frequent first.

        Args:
            field: of a text or choice; or "daerah", "sheet".
        """
        column = pemetaan.c.daerah if field == "daerah" else baris.c[field]
        query = (
            sa.select(column, sa.func.count())
            .select_from(baris.join(pemetaan))
            .where(column != "")
            .group_by(column)
            .order_by(sa.func.count().desc(), column)
        )
        with self.catalog.engine.connect() as connection:
            return {str(value): int(count) for value, count in connection.execute(query)}

    def remember(self, shape: str, corrections: Mapping[str, str]) -> None:
        """Keep what a person said of the columns of workbooks of a shape: header -> field, "" for none."""
        with self.catalog.writing() as connection:
            connection.execute(
                bentuk.insert().prefix_with("OR REPLACE").values(shape=shape, corrections=dict(corrections))
            )

    def remembered(self, shape: str) -> dict[str, str]:
        """What was kept by `remember`; empty where nothing was."""
        with self.catalog.engine.connect() as connection:
            found = connection.execute(sa.select(bentuk.c.corrections).where(bentuk.c.shape == shape)).scalar()
        return dict(found or {})


FIELDS = tuple(f.name for f in fields(BarisPemetaan))
YEARS = "tahun"
BATCH = 20_000  # rows that go in at a time


def row_of(row: Any) -> BarisPemetaan:
    """The row of a mapping in a row of the catalogue."""
    values = {name: row[name] for name in FIELDS}
    values["cells"] = tuple((c[0], c[1]) for c in row["cells"])
    values[YEARS] = tuple(int(y) for y in row[YEARS].split(",") if y)
    return BarisPemetaan(**values)


def _columns(owner: int, item: BarisPemetaan) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in FIELDS}
    values["cells"] = [list(c) for c in item.cells]
    values[YEARS] = "".join(f",{year}" for year in item.tahun) + ("," if item.tahun else "")
    ends = {"tahun_min": min(item.tahun, default=None), "tahun_max": max(item.tahun, default=None)}
    return {"pemetaan_id": owner, **values, **ends}


def _insert(connection: sa.Connection, owner: int, items: Sequence[BarisPemetaan]) -> None:
    if not items:
        return
    top = int(connection.execute(sa.select(sa.func.max(baris.c.id))).scalar() or 0)
    connection.execute(baris.insert(), [{"id": top + n, **_columns(owner, item)} for n, item in enumerate(items, 1)])
    names = ", ".join(("rowid", *BARIS_TEXTS, "semua"))
    places = ", ".join(f":{name}" for name in ("rowid", *BARIS_TEXTS, "semua"))
    known: dict[str, str] = {}

    def stemmed(text: str) -> str:
        if text not in known:
            known[text] = " ".join(stems(text))
        return known[text]

    words = [
        {
            "rowid": top + n, **{name: stemmed(getattr(item, name)) for name in BARIS_TEXTS},
            "semua": " ".join(stemmed(text) for _, text in item.cells),
        }
        for n, item in enumerate(items, 1)
    ]  # fmt: skip
    connection.execute(sa.text(f"INSERT INTO baris_words({names}) VALUES ({places})"), words)


def _remove(connection: sa.Connection, owner: int) -> None:
    mine = {"id": owner}
    inside = "SELECT id FROM baris WHERE pemetaan_id = :id"
    connection.execute(sa.text(f"DELETE FROM baris_words WHERE rowid IN ({inside})"), mine)
    connection.execute(baris.delete().where(baris.c.pemetaan_id == owner))
    connection.execute(pemetaan.delete().where(pemetaan.c.id == owner))


def _rows(connection: sa.Connection, owner: int) -> list[BarisPemetaan]:
    query = sa.select(baris).where(baris.c.pemetaan_id == owner).order_by(baris.c.id)
    return [row_of(row) for row in connection.execute(query).mappings()]


def _held(row: Any) -> HeldMapping:
    return HeldMapping(
        row["id"], row["key"], row["label"], row["daerah"], row["tahun"], row["judul"], row["file"], row["sha256"],
        row["contoh"], row["count"], tuple(Skipped(**s) for s in row["skipped"]),
        tuple(KolomTerbaca(**(c | {"sample": tuple(c["sample"])})) for c in row["columns"]), tuple(row["warnings"]),
        read_difference(row["difference"]), row["added"],
    )  # fmt: skip
