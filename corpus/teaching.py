"""What the texts of a catalogue teach about words: what they define, abbreviate, and are foreseen to be asked."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from corpus.catalog import Catalog
from corpus.models import Unit
from corpus.rows import unit_of
from corpus.schema import entry, peraturan


def numbered_items(catalog: Catalog, pasal: str) -> list[tuple[str, Unit, str]]:
    """(key of the regulation, unit, body) of the numbered entries of a Pasal, naskah first."""
    query = (
        sa.select(peraturan.c.key, entry)
        .join(peraturan, peraturan.c.id == entry.c.peraturan_id)
        .where(entry.c.pasal == pasal, entry.c.angka.is_not(None), entry.c.part == "batang tubuh")
        .order_by(peraturan.c.kind, peraturan.c.key, entry.c.id)
    )
    with catalog.engine.connect() as connection:
        return [(row["key"], unit_of(row), row["body"]) for row in connection.execute(query).mappings()]


def foreseen(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    """(key of the regulation, Pasal, first heading, question) of every question that a digest foresees."""
    query = (
        sa.select(peraturan.c.key, entry.c.pasal, entry.c.heading, entry.c.questions)
        .join(peraturan, peraturan.c.id == entry.c.peraturan_id)
        .where(peraturan.c.kind == "ringkasan", entry.c.questions.is_not(None))
        .order_by(peraturan.c.key, entry.c.id)
    )
    with catalog.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [(key, pasal or "", heading or "", text) for key, pasal, heading, asked in rows for text in asked or ()]


def bodies(catalog: Catalog) -> Iterator[tuple[int, str]]:
    """(regulation id, body) of every entry that is no whole Pasal: for learning abbreviations."""
    with catalog.engine.connect() as connection:
        query = sa.select(entry.c.peraturan_id, entry.c.body).where(entry.c.body.like("%selanjutnya%"))
        for row in connection.execute(query):
            yield int(row[0]), str(row[1])
