"""The catalogue: regulations, provisions, searchable entries and the full-text index, in one SQLite file.

It is the truth; vectors can be rebuilt from it. A regulation goes in whole, in one transaction, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from corpus.entries import Entry, Passage, entries_of
from corpus.errors import CatalogBroken, CatalogOutdated, is_disk_full, write_problem
from corpus.models import Ketentuan, Kind, Peraturan, Unit, short_label
from corpus.rows import UNIT_COLUMNS, provision_of, provision_row, unit_of, unit_row
from corpus.words import content_stems, english_stems, question_stems, tokens

SCHEMA = "4"

metadata = sa.MetaData()


def _unit_columns() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String) for name in UNIT_COLUMNS]


meta = sa.Table("meta", metadata, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String))
peraturan = sa.Table(
    "peraturan", metadata,
    sa.Column("id", sa.Integer, primary_key=True), sa.Column("key", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False), sa.Column("jenis", sa.String), sa.Column("nomor", sa.String),
    sa.Column("tahun", sa.Integer), sa.Column("judul", sa.String), sa.Column("judul_en", sa.String),
    sa.Column("file", sa.String), sa.Column("sha256", sa.String), sa.Column("pages", sa.Integer),
    sa.Column("ocr_pages", sa.JSON), sa.Column("empty_pages", sa.JSON), sa.Column("missing", sa.JSON),
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
word = sa.Table("word", metadata, sa.Column("word", sa.String, primary_key=True))
FTS = "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(heading, body, english, questions, tokenize='unicode61')"
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, 'row')"


@dataclass(frozen=True)
class Held:
    """A regulation in the catalogue, without its text."""

    id: int
    key: str
    kind: Kind
    jenis: str
    nomor: str
    tahun: int
    judul: str
    judul_en: str
    file: str
    sha256: str
    pages: int
    ocr_pages: tuple[int, ...]
    empty_pages: tuple[int, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def label(self) -> str:
        """Short name, e.g. "Permendagri 22/2020"."""
        return short_label(self.jenis, self.nomor, self.tahun, self.judul)


@dataclass(frozen=True)
class Found:
    """An entry as found, with the stems that the index holds of each field.

    Attributes:
        id: of the entry.
        bm25: score of the full-text index, higher is better; 0 where it came from the vectors.
    """

    id: int
    peraturan_id: int
    unit: Unit
    whole: bool
    heading: str
    body: str
    page: int | None
    heading_stems: tuple[str, ...]
    body_stems: tuple[str, ...]
    english_stems: tuple[str, ...]
    question_stems: tuple[tuple[str, ...], ...]
    bm25: float = 0.0


class Catalog:
    """The catalogue file.

    Args:
        path: the SQLite file; made where absent.

    Raises:
        CatalogBroken, CatalogOutdated, DiskFull, HomeUnusable: it can not be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_problem(error, str(path.parent)) from error
        self.engine = sa.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False, "timeout": 30})
        sa.event.listen(self.engine, "connect", _on_connect)
        with self._writing() as connection:
            metadata.create_all(connection)
            connection.execute(sa.text(FTS))
            connection.execute(sa.text(VOCABULARY))
            found = connection.execute(sa.select(meta.c.value).where(meta.c.name == "schema")).scalar()
            if found is None:
                connection.execute(meta.insert().values(name="schema", value=SCHEMA))
            elif found != SCHEMA:
                raise CatalogOutdated(str(path))

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            said = str(error.orig)
            if is_disk_full(error) or "readonly" in said or "unable to open" in said:
                raise write_problem(error, str(self.path.parent)) from error
            if "malformed" in said or "not a database" in said:
                raise CatalogBroken(str(self.path)) from error
            raise

    # --- writing

    def add(self, item: Peraturan, sha256: str) -> int:
        """Keep a regulation; an older one of the same key and kind goes, in the same transaction.

        Returns:
            Its id.
        """
        with self._writing() as connection:
            old = connection.execute(
                sa.select(peraturan.c.id).where(peraturan.c.key == item.key, peraturan.c.kind == item.kind)
            ).scalar()
            if old is not None:
                self._remove(connection, old)
            made = connection.execute(
                peraturan.insert().values(
                    key=item.key, kind=item.kind, jenis=item.jenis, nomor=item.nomor, tahun=item.tahun,
                    judul=item.judul, judul_en=item.judul_en, file=item.file, sha256=sha256, pages=item.pages,
                    ocr_pages=list(item.ocr_pages), empty_pages=list(item.empty_pages), missing=list(item.missing),
                    warnings=list(item.warnings), added=time.time(),
                )
            ).inserted_primary_key  # fmt: skip
            new = int(made[0]) if made else 0
            if item.provisions:
                connection.execute(provision.insert(), [provision_row(new, p) for p in item.provisions])
            self._add_entries(connection, new, f"{item.key}-{item.kind}", entries_of(item))
        return new

    def _add_entries(self, connection: sa.Connection, owner: int, prefix: str, entries: Sequence[Entry]) -> None:
        top = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name='entry'")).scalar() or 0
        rows: list[dict[str, Any]] = []
        words: list[dict[str, Any]] = []
        passages: list[dict[str, Any]] = []
        for number, item in enumerate(entries, 1):
            identity = top + number
            rows.append(
                {
                    "id": identity, "peraturan_id": owner, **unit_row(item.unit), "whole": item.whole,
                    "heading": item.heading, "body": item.body, "english": item.english,
                    "questions": list(item.questions), "page": item.page,
                }
            )  # fmt: skip
            words.append(
                {
                    "rowid": identity, "heading": " ".join(content_stems(item.heading)),
                    "body": " ".join(content_stems(item.body)), "english": " ".join(english_stems(item.english)),
                    "questions": " | ".join(" ".join(question_stems(q)) for q in item.questions),
                }
            )  # fmt: skip
            passages.extend(
                {"id": _passage_id(prefix, item, p), "entry_id": identity, "field": p.field, "text": p.text}
                for p in item.passages
            )
        known = sorted({t for item in entries for t in tokens(f"{item.heading} {item.body}") if len(t) > 3})
        if known:
            connection.execute(word.insert().prefix_with("OR IGNORE"), [{"word": w} for w in known])
        if rows:
            connection.execute(entry.insert(), rows)
            connection.execute(
                sa.text(
                    "INSERT INTO words(rowid, heading, body, english, questions) "
                    "VALUES (:rowid, :heading, :body, :english, :questions)"
                ),
                words,
            )
        if passages:
            connection.execute(passage.insert().prefix_with("OR IGNORE"), passages)

    def _remove(self, connection: sa.Connection, identity: int) -> None:
        mine = sa.select(entry.c.id).where(entry.c.peraturan_id == identity)
        connection.execute(
            sa.text("DELETE FROM words WHERE rowid IN (SELECT id FROM entry WHERE peraturan_id = :id)"),
            {"id": identity},
        )
        connection.execute(passage.delete().where(passage.c.entry_id.in_(mine)))
        connection.execute(entry.delete().where(entry.c.peraturan_id == identity))
        connection.execute(provision.delete().where(provision.c.peraturan_id == identity))
        connection.execute(peraturan.delete().where(peraturan.c.id == identity))

    def remove(self, identity: int) -> None:
        """Forget a regulation."""
        with self._writing() as connection:
            self._remove(connection, identity)

    # --- reading

    def held(self) -> list[Held]:
        """All regulations, by key, naskah before ringkasan."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(peraturan).order_by(peraturan.c.key, peraturan.c.kind)).mappings().all()
        return [_held(row) for row in rows]

    def provisions(
        self, identity: int, part: str | None = None, pasal: str | None = None, huruf: str | None = None
    ) -> list[Ketentuan]:
        """Provisions of a regulation in order of the text, all or those of one Pasal, or one letter of a Lampiran."""
        query = sa.select(provision).where(provision.c.peraturan_id == identity).order_by(provision.c.id)
        if part is not None:
            query = query.where(provision.c.part == part)
        if pasal is not None:
            query = query.where(provision.c.pasal == pasal)
        if huruf is not None:
            query = query.where(provision.c.huruf == huruf)
        with self.engine.connect() as connection:
            return [provision_of(row) for row in connection.execute(query).mappings()]

    def search(self, terms: Iterable[str], limit: int = 120) -> list[Found]:
        """Entries that hold any of the stems, best first.

        Args:
            terms: stems; anything else in them is dropped.
            limit: how many at most.
        """
        clean = ['"' + "".join(c for c in term if c.isalnum()) + '"' for term in dict.fromkeys(terms)]
        clean = [term for term in clean if term != '""']
        if not clean:
            return []
        query = sa.text(
            "SELECT rowid, bm25(words, 2.0, 1.0, 0.7, 2.0) AS score FROM words WHERE words MATCH :match "
            "ORDER BY score LIMIT :limit"
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query, {"match": " OR ".join(clean), "limit": limit}).all()
        return self.entries({int(row[0]): -float(row[1]) for row in rows})

    def entries(self, scores: dict[int, float]) -> list[Found]:
        """Entries by id, each with the score given, best first."""
        if not scores:
            return []
        ids = list(scores)
        query = sa.select(entry).where(entry.c.id.in_(ids))
        words = sa.text("SELECT rowid, heading, body, english, questions FROM words WHERE rowid IN :ids").bindparams(
            sa.bindparam("ids", expanding=True)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            fields = {row[0]: row[1:] for row in connection.execute(words, {"ids": ids})}
        found = [_found(row, fields.get(row["id"], ("", "", "", "")), scores[row["id"]]) for row in rows]
        return sorted(found, key=lambda f: (-f.bm25, f.id))

    def document_counts(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many entries each stem stands; 0 where in none."""
        wanted = list(dict.fromkeys(terms))
        query = sa.text("SELECT term, doc FROM vocabulary WHERE term IN :terms").bindparams(
            sa.bindparam("terms", expanding=True)
        )
        with self.engine.connect() as connection:
            counts = {row[0]: int(row[1]) for row in connection.execute(query, {"terms": wanted})} if wanted else {}
        return {term: counts.get(term, 0) for term in wanted}

    def vocabulary(self) -> dict[str, int]:
        """Every stem of the index with the number of entries that hold it."""
        with self.engine.connect() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(sa.text("SELECT term, doc FROM vocabulary"))}

    def entry_count(self) -> int:
        """How many entries there are."""
        with self.engine.connect() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(entry)).scalar() or 0)

    def entry_counts(self) -> dict[int, int]:
        """How many entries each regulation has, by its id."""
        query = sa.select(entry.c.peraturan_id, sa.func.count()).group_by(entry.c.peraturan_id)
        with self.engine.connect() as connection:
            return {int(row[0]): int(row[1]) for row in connection.execute(query)}

    def passage_ids(self) -> set[str]:
        """Ids of all texts that should have a vector."""
        with self.engine.connect() as connection:
            return set(connection.execute(sa.select(passage.c.id)).scalars())

    def passage_mark(self) -> str:
        """A name for just this set of passages: it changes when one comes or goes."""
        return hashlib.sha256("\n".join(sorted(self.passage_ids())).encode()).hexdigest()

    def noted(self, name: str) -> str:
        """What was noted under a name; "" where nothing was."""
        with self.engine.connect() as connection:
            return str(connection.execute(sa.select(meta.c.value).where(meta.c.name == name)).scalar() or "")

    def note(self, name: str, value: str) -> None:
        """Keep a note, such as for which passages the vectors are complete."""
        with self._writing() as connection:
            connection.execute(meta.insert().prefix_with("OR REPLACE").values(name=name, value=value))

    def passages(self, ids: Sequence[str]) -> list[tuple[str, int, str, str]]:
        """(id, entry id, field, text) of passages, in the order of `ids`."""
        with self.engine.connect() as connection:
            rows = {
                row[0]: (row[0], int(row[1]), row[2], row[3])
                for row in connection.execute(sa.select(passage).where(passage.c.id.in_(list(ids))))
            }
        return [rows[i] for i in ids if i in rows]

    def known_words(self, words: Iterable[str]) -> set[str]:
        """Those of the words that stand in a text of the library as they are, lower case."""
        wanted = sorted(set(words))
        with self.engine.connect() as connection:
            return {
                str(found)
                for start in range(0, len(wanted), 800)
                for found in connection.execute(
                    sa.select(word.c.word).where(word.c.word.in_(wanted[start : start + 800]))
                ).scalars()
            }

    def numbered_items(self, pasal: str) -> list[tuple[str, Unit, str]]:
        """(key of the regulation, unit, body) of the numbered entries of a Pasal, naskah first."""
        query = (
            sa.select(peraturan.c.key, entry)
            .join(peraturan, peraturan.c.id == entry.c.peraturan_id)
            .where(entry.c.pasal == pasal, entry.c.angka.is_not(None), entry.c.part == "batang tubuh")
            .order_by(peraturan.c.kind, peraturan.c.key, entry.c.id)
        )
        with self.engine.connect() as connection:
            return [(row["key"], unit_of(row), row["body"]) for row in connection.execute(query).mappings()]

    def matrix_provisions(self) -> list[tuple[str, Ketentuan]]:
        """(key of the regulation, provision) of all rows of matrices, in order of the text."""
        query = (
            sa.select(peraturan.c.key, provision)
            .join(peraturan, peraturan.c.id == provision.c.peraturan_id)
            .where(provision.c.part == "lampiran", provision.c.angka.is_not(None), peraturan.c.kind == "naskah")
            .order_by(peraturan.c.key, provision.c.id)
        )
        with self.engine.connect() as connection:
            return [(row["key"], provision_of(row)) for row in connection.execute(query).mappings()]

    def bodies(self) -> Iterator[tuple[int, str]]:
        """(regulation id, body) of every entry that is no whole Pasal: for learning abbreviations."""
        with self.engine.connect() as connection:
            query = sa.select(entry.c.peraturan_id, entry.c.body).where(entry.c.body.like("%selanjutnya%"))
            for row in connection.execute(query):
                yield int(row[0]), str(row[1])


def _on_connect(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _passage_id(prefix: str, item: Entry, text: Passage) -> str:
    """An id that stays while unit and text stay, so that a changed document loses only the vectors that changed."""
    unit = str(item.unit).replace(", kolom=None, butir=None", "")  # ids of what lies in no matrix stay as they were
    mark = f"{unit}|{item.whole}|{text.field}|{text.text}"
    return f"{prefix}-{hashlib.sha256(mark.encode()).hexdigest()[:20]}"


def _held(row: Any) -> Held:
    return Held(
        row["id"], row["key"], row["kind"], row["jenis"], row["nomor"], row["tahun"], row["judul"], row["judul_en"],
        row["file"], row["sha256"], row["pages"], tuple(row["ocr_pages"]), tuple(row["empty_pages"]),
        tuple(row["missing"]), tuple(row["warnings"]),
    )  # fmt: skip


def _found(row: Any, fields: Sequence[str], score: float) -> Found:
    heading, body, english, questions = fields
    return Found(
        row["id"], row["peraturan_id"], unit_of(row), bool(row["whole"]), row["heading"], row["body"], row["page"],
        tuple(heading.split()), tuple(body.split()), tuple(english.split()),
        tuple(tuple(q.split()) for q in questions.split("|") if q.strip()), score,
    )  # fmt: skip


def as_json(value: object) -> str:
    """JSON in one line, Indonesian letters as they are."""
    return json.dumps(value, ensure_ascii=False)
