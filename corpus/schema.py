"""The tables of the catalogue, and how units and provisions stand in their rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from corpus.models import Hubungan, Ketentuan, Rujukan, Unit

SCHEMA = "4"

metadata = sa.MetaData()
UNIT_COLUMNS = ("part", "pasal", "ayat", "huruf", "angka")


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
word = sa.Table("word", metadata, sa.Column("word", sa.String, primary_key=True))
FTS = "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(heading, body, english, questions, tokenize='unicode61')"
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, 'row')"


def unit_row(unit: Unit) -> dict[str, str | None]:
    """Columns of a unit."""
    return {"part": unit.part, "pasal": unit.pasal, "ayat": unit.ayat, "huruf": unit.huruf, "angka": unit.angka}


def read_unit(row: Any) -> Unit:
    """The inverse of `unit_row`."""
    return Unit(row["part"], row["pasal"], row["ayat"], row["huruf"], row["angka"])


def provision_row(owner: int, item: Ketentuan) -> dict[str, Any]:
    """Columns of a provision of the regulation with the id `owner`."""
    return {
        "peraturan_id": owner, **unit_row(item.unit), "heading": list(item.heading), "text": item.text,
        "page": item.page, "breaks": [list(b) for b in item.breaks], "title": item.title, "text_en": item.text_en,
        "order": item.order, "title_en": item.title_en, "note": item.note, "note_en": item.note_en,
        "whole": item.whole, "whole_breaks": [list(b) for b in item.whole_breaks],
    }  # fmt: skip


def read_provision(row: Any) -> Ketentuan:
    """The inverse of `provision_row`."""
    return Ketentuan(
        read_unit(row), tuple(row["heading"]), row["text"], row["page"], tuple((b[0], b[1]) for b in row["breaks"]),
        row["title"], row["text_en"], row["order"], row["title_en"], row["note"], row["note_en"],
        row["whole"], tuple((b[0], b[1]) for b in row["whole_breaks"]),
    )  # fmt: skip


def relation_row(owner: int, item: Hubungan) -> dict[str, Any]:
    """Columns of a relation that the regulation with the id `owner` tells of."""
    row: dict[str, Any] = {
        "peraturan_id": owner, "kind": item.kind, "source": item.source, **unit_row(item.unit), "page": item.page,
        "quote": item.quote, "action": item.action, "text": item.text,
    }  # fmt: skip
    for prefix, named in (("subject", item.subject), ("target", item.target)):
        row |= {
            f"{prefix}_key": named.key, f"{prefix}_jenis": named.jenis, f"{prefix}_nomor": named.nomor,
            f"{prefix}_tahun": named.tahun, f"{prefix}_judul": named.judul,
        }  # fmt: skip
    part = unit_row(item.part) if item.part else dict.fromkeys(UNIT_COLUMNS)
    return row | {f"on_{name}": value for name, value in part.items()}


def read_relation(row: Any) -> Hubungan:
    """The inverse of `relation_row`."""
    subject, target = (
        Rujukan(row[f"{p}_jenis"], row[f"{p}_nomor"], row[f"{p}_tahun"], row[f"{p}_judul"])
        for p in ("subject", "target")
    )
    part = Unit(*(row[f"on_{name}"] for name in UNIT_COLUMNS)) if row["on_part"] else None
    return Hubungan(
        row["kind"], subject, target, row["source"], read_unit(row), row["page"], row["quote"], part, row["action"],
        row["text"],
    )  # fmt: skip
