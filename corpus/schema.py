"""The tables of the catalogue."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from corpus.baris import KOLOM, Shape
from corpus.rows import UNIT_COLUMNS

SCHEMA = "4"

metadata = sa.MetaData()


NAMED_COLUMNS = ("key", "jenis", "nomor", "judul")


def _unit_columns(prefix: str = "") -> list[sa.Column[Any]]:
    return [sa.Column(prefix + name, sa.String) for name in UNIT_COLUMNS]


def _named_columns(prefix: str) -> list[sa.Column[Any]]:
    texts = [sa.Column(f"{prefix}_{name}", sa.String, index=name == "key") for name in NAMED_COLUMNS]
    return [*texts, sa.Column(f"{prefix}_tahun", sa.Integer)]


meta = sa.Table("meta", metadata, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String))
peraturan = sa.Table(
    "peraturan", metadata,
    sa.Column("id", sa.Integer, primary_key=True), sa.Column("key", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False), sa.Column("jenis", sa.String), sa.Column("nomor", sa.String),
    sa.Column("tahun", sa.Integer), sa.Column("judul", sa.String), sa.Column("judul_en", sa.String),
    sa.Column("file", sa.String), sa.Column("sha256", sa.String), sa.Column("pages", sa.Integer),
    sa.Column("ocr_pages", sa.JSON), sa.Column("read_pages", sa.JSON),
    sa.Column("empty_pages", sa.JSON), sa.Column("missing", sa.JSON),
    sa.Column("warnings", sa.JSON), sa.Column("added", sa.Float),
    sa.UniqueConstraint("key", "kind"), sqlite_autoincrement=True,
)  # fmt: skip
provision = sa.Table(
    "provision", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("peraturan_id", sa.ForeignKey("peraturan.id", ondelete="CASCADE"), index=True),
    *_unit_columns(),
    sa.Column("heading", sa.JSON), sa.Column("text", sa.String), sa.Column("page", sa.Integer),
    sa.Column("breaks", sa.JSON), sa.Column("title", sa.String), sa.Column("text_en", sa.String),
    sa.Column("order", sa.String), sa.Column("title_en", sa.String), sa.Column("note", sa.String),
    sa.Column("note_en", sa.String), sa.Column("whole", sa.String), sa.Column("whole_breaks", sa.JSON),
    sa.Index("provision_place", "peraturan_id", "part", "pasal"),
)  # fmt: skip
entry = sa.Table(
    "entry", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("peraturan_id", sa.ForeignKey("peraturan.id", ondelete="CASCADE"), index=True),
    *_unit_columns(),
    sa.Column("whole", sa.Boolean), sa.Column("heading", sa.String), sa.Column("body", sa.String),
    sa.Column("english", sa.String), sa.Column("questions", sa.JSON), sa.Column("page", sa.Integer),
    sqlite_autoincrement=True,
)  # fmt: skip
passage = sa.Table(
    "passage", metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("entry_id", sa.ForeignKey("entry.id", ondelete="CASCADE"), index=True),
    sa.Column("field", sa.String), sa.Column("text", sa.String),
)  # fmt: skip
hubungan = sa.Table(
    "hubungan", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("peraturan_id", sa.ForeignKey("peraturan.id", ondelete="CASCADE"), index=True),
    sa.Column("kind", sa.String, nullable=False), sa.Column("source", sa.String),
    *_named_columns("subject"), *_named_columns("target"), *_unit_columns(), *_unit_columns("on_"),
    sa.Column("page", sa.Integer), sa.Column("quote", sa.String), sa.Column("action", sa.String),
    sa.Column("text", sa.String),
)  # fmt: skip
SQL_TYPES: dict[Shape, type[sa.Integer] | type[sa.Boolean] | type[sa.String]] = {
    "months": sa.Integer, "number": sa.Integer, "money": sa.Integer, "flag": sa.Boolean,
}  # fmt: skip
pemetaan = sa.Table(
    "pemetaan", metadata,
    sa.Column("id", sa.Integer, primary_key=True), sa.Column("key", sa.String, nullable=False, unique=True),
    sa.Column("label", sa.String), sa.Column("daerah", sa.String), sa.Column("tahun", sa.Integer),
    sa.Column("judul", sa.String), sa.Column("file", sa.String), sa.Column("sha256", sa.String),
    sa.Column("contoh", sa.Boolean), sa.Column("skipped", sa.JSON), sa.Column("columns", sa.JSON),
    sa.Column("warnings", sa.JSON), sa.Column("difference", sa.JSON), sa.Column("added", sa.Float),
    sqlite_autoincrement=True,
)  # fmt: skip
baris = sa.Table(  # `tahun` is ",2026,2027,"; tahun_min and tahun_max are its ends
    "baris", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("pemetaan_id", sa.ForeignKey("pemetaan.id", ondelete="CASCADE"), index=True),
    sa.Column("sheet", sa.String), sa.Column("row", sa.Integer), sa.Column("cells", sa.JSON),
    *(sa.Column(k.name, SQL_TYPES.get(k.shape, sa.String)) for k in KOLOM),
    sa.Column("tahun_min", sa.Integer), sa.Column("tahun_max", sa.Integer),
)  # fmt: skip
bentuk = sa.Table(
    "bentuk", metadata, sa.Column("shape", sa.String, primary_key=True), sa.Column("corrections", sa.JSON)
)
word = sa.Table("word", metadata, sa.Column("word", sa.String, primary_key=True))
FTS = "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(heading, body, english, questions, tokenize='unicode61')"
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, 'row')"
BARIS_TEXTS = tuple(k.name for k in KOLOM if k.shape == "text")
BARIS_FTS = f"CREATE VIRTUAL TABLE IF NOT EXISTS baris_words USING fts5({', '.join((*BARIS_TEXTS, 'semua'))})"
BARIS_INDEX = "CREATE INDEX IF NOT EXISTS baris_place ON baris (pemetaan_id, sheet, row)"
BARIS_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS baris_vocabulary USING fts5vocab(baris_words, 'col')"
