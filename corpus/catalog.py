"""The catalogue: regulations, provisions, searchable entries and the full-text index, in one SQLite file.

It is the truth; vectors can be rebuilt from it. A regulation goes in whole, in one transaction, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from corpus.entries import Entry, Passage, entries_of
from corpus.errors import CatalogBroken, CatalogOutdated, is_disk_full, write_problem
from corpus.models import Hubungan, Ketentuan, Kind, Peraturan
from corpus.rows import (
    UNIT_COLUMNS,
    Found,
    Held,
    found_of,
    held_of,
    provision_of,
    provision_row,
    read_relation,
    relation_row,
    unit_row,
)  # fmt: skip
from corpus.schema import (
    BARIS_FTS,
    BARIS_INDEX,
    BARIS_VOCABULARY,
    FTS,
    SCHEMA,
    VOCABULARY,
    entry,
    hubungan,
    meta,
    metadata,
    passage,
    peraturan,
    provision,
    word,
)  # fmt: skip
from corpus.words import content_stems, english_stems, question_stems, tokens

MATCHES = 40_000  # entries that one search may rank; a library of fewer is searched by every term


class Catalog:
    """The catalogue file.

    Args:
        path: the SQLite file; made where absent.

    Raises:
        CatalogBroken, CatalogOutdated, DiskFull, HomeUnusable: it can not be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: tuple[tuple[object, ...], list[Held]] = ((), [])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_problem(error, str(path.parent)) from error
        self.engine = sa.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False, "timeout": 30})
        sa.event.listen(self.engine, "connect", _on_connect)
        with self.writing() as connection:
            metadata.create_all(connection)
            connection.execute(sa.text(FTS))
            connection.execute(sa.text(VOCABULARY))
            connection.execute(sa.text(BARIS_FTS))
            connection.execute(sa.text(BARIS_INDEX))
            connection.execute(sa.text(BARIS_VOCABULARY))
            found = connection.execute(sa.select(meta.c.value).where(meta.c.name == "schema")).scalar()
            if found is None:
                connection.execute(meta.insert().values(name="schema", value=SCHEMA))
            elif found != SCHEMA:
                raise CatalogOutdated(str(path))

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction: all that is written in it stands, or nothing.

        Raises:
            CatalogBroken, DiskFull, HomeUnusable: the file can not be written.
        """
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

    def add(self, item: Peraturan, sha256: str, relations: Sequence[Hubungan] = ()) -> int:
        """Keep a regulation; an older one of the same key and kind goes, in the same transaction.

        Args:
            item: the regulation.
            sha256: of its file.
            relations: what it says of other regulations.

        Returns:
            Its id.
        """
        with self.writing() as connection:
            old = connection.execute(
                sa.select(peraturan.c.id).where(peraturan.c.key == item.key, peraturan.c.kind == item.kind)
            ).scalar()
            if old is not None:
                self._remove(connection, old)
            made = connection.execute(
                peraturan.insert().values(
                    key=item.key, kind=item.kind, jenis=item.jenis, nomor=item.nomor, tahun=item.tahun,
                    judul=item.judul, judul_en=item.judul_en, file=item.file, sha256=sha256, pages=item.pages,
                    ocr_pages=list(item.ocr_pages), read_pages=list(item.read_pages), missing=list(item.missing),
                    empty_pages=list(item.empty_pages), warnings=list(item.warnings), added=time.time(),
                )
            ).inserted_primary_key  # fmt: skip
            new = int(made[0]) if made else 0
            if item.provisions:
                connection.execute(provision.insert(), [provision_row(new, p) for p in item.provisions])
            if relations:
                connection.execute(hubungan.insert(), [relation_row(new, h) for h in relations])
            self._add_entries(connection, new, f"{item.key}-{item.kind}", entries_of(item))
            connection.execute(sa.text("ANALYZE"))  # without it, joins begin at the wrong table: 30 ms a question
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
        with self.writing() as connection:
            self._remove(connection, identity)

    # --- reading

    def held(self) -> list[Held]:
        """All regulations, by key, naskah before ringkasan; read anew when one came or went."""
        with self.engine.connect() as connection:
            # an id is never used again, so these two change whenever a regulation comes or goes
            stamp = tuple(connection.execute(sa.select(sa.func.max(peraturan.c.id), sa.func.count())).one())
            if self._held[0] != stamp:
                rows = connection.execute(sa.select(peraturan).order_by(peraturan.c.key, peraturan.c.kind)).mappings()
                self._held = (stamp, [held_of(row) for row in rows])
        return list(self._held[1])

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

    def relations(self, subject: str | None = None, target: str | None = None) -> list[Hubungan]:
        """What the regulations that are held say of each other and of others, in the order in which they came in.

        Where an official text is held, what our digest says of the same gives way to it.

        Args:
            subject: key of the regulation that does something to another; "pp-28-" for any year; all where absent.
            target: key of the one that it is done to, in the same way.
        """
        official = peraturan.alias()
        replaced = sa.exists().where(official.c.key == peraturan.c.key, official.c.kind == "naskah")
        query = sa.select(hubungan).join(peraturan, peraturan.c.id == hubungan.c.peraturan_id).order_by(hubungan.c.id)
        query = query.where(sa.or_(peraturan.c.kind == "naskah", ~replaced))
        for column, key in ((hubungan.c.subject_key, subject), (hubungan.c.target_key, target)):
            if key is not None:
                query = query.where(column.startswith(key, autoescape=True) if key.endswith("-") else column == key)
        with self.engine.connect() as connection:
            return [read_relation(row) for row in connection.execute(query).mappings()]

    def search(self, terms: Iterable[str], limit: int = 120, within: Sequence[int] | None = None) -> dict[int, float]:
        """Ids of the entries that hold any of the stems, best first, each with its BM25, higher is better.

        Args:
            terms: stems; anything else in them is dropped.
            limit: how many at most.
            within: ids of the regulations to look at; None for all.
        """
        clean = ["".join(c for c in term if c.isalnum()) for term in dict.fromkeys(terms)]
        clean = self._telling([term for term in clean if term])
        if not clean:
            return {}
        inside = "" if within is None else "AND rowid IN (SELECT id FROM entry WHERE peraturan_id IN :within) "
        query = sa.text(
            "SELECT rowid, bm25(words, 2.0, 1.0, 0.7, 2.0) AS score FROM words WHERE words MATCH :match "
            f"{inside}ORDER BY score LIMIT :limit"
        )
        values: dict[str, object] = {"match": " OR ".join(f'"{term}"' for term in clean), "limit": limit}
        if within is not None:
            query = query.bindparams(sa.bindparam("within", expanding=True))
            values["within"] = list(within)
        with self.engine.connect() as connection:
            rows = connection.execute(query, values).all()
        return {int(row[0]): -float(row[1]) for row in rows}

    def _telling(self, terms: list[str]) -> list[str]:
        """Of many terms in a large library the rarest, which decide: a word of every second entry only takes time."""
        if len(terms) < 2 or self.entry_count() <= MATCHES:
            return terms
        counts = self.document_counts(terms)
        chosen: list[str] = []
        left = MATCHES
        for term in sorted(terms, key=lambda term: counts[term]):
            left -= counts[term]
            if left < 0 and any(counts[c] for c in chosen):
                break
            chosen.append(term)
        return chosen

    def entries(self, wanted: Iterable[int]) -> list[Found]:
        """Entries by id, in the order given."""
        ids = list(dict.fromkeys(wanted))
        if not ids:
            return []
        columns = [c for c in entry.c if c.name not in ("questions", "english")]
        query = sa.select(*columns).where(entry.c.id.in_(ids))
        words = sa.text("SELECT rowid, heading, body, english, questions FROM words WHERE rowid IN :ids").bindparams(
            sa.bindparam("ids", expanding=True)
        )
        with self.engine.connect() as connection:
            rows = {row["id"]: row for row in connection.execute(query).mappings()}
            fields = {row[0]: row[1:] for row in connection.execute(words, {"ids": ids})}
        return [found_of(rows[i], fields.get(i, ("", "", "", ""))) for i in ids if i in rows]

    def twins(self) -> dict[int, int]:
        """Entry id -> id of the entry of the same unit in the other text, for regulations that have both texts."""
        both = sa.select(peraturan.c.key).group_by(peraturan.c.key).having(sa.func.count() > 1)
        columns = [entry.c[name] for name in (*UNIT_COLUMNS, "whole")]
        query = (
            sa.select(entry.c.id, peraturan.c.key, *columns)
            .join(peraturan, peraturan.c.id == entry.c.peraturan_id)
            .where(peraturan.c.key.in_(both), entry.c.pasal.is_not(None))
        )
        found: dict[int, int] = {}
        seen: dict[tuple[object, ...], int] = {}
        with self.engine.connect() as connection:
            for identity, *place in connection.execute(query):
                other = seen.setdefault(tuple(place), int(identity))
                if other != identity:
                    found |= {other: int(identity), int(identity): other}
        return found

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

    def passage_ids(self, within: Sequence[int] | None = None, kind: Kind | None = None) -> set[str]:
        """Ids of all texts that should have a vector: all, or those of some regulations by id, or of one kind."""
        query = sa.select(passage.c.id)
        if within is not None or kind is not None:
            query = query.join(entry, entry.c.id == passage.c.entry_id)
        if within is not None:
            query = query.where(entry.c.peraturan_id.in_(list(within)))
        if kind is not None:
            query = query.join(peraturan, peraturan.c.id == entry.c.peraturan_id).where(peraturan.c.kind == kind)
        with self.engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def passage_mark(self) -> str:
        """A name for just this set of passages: it changes when one comes or goes."""
        return hashlib.sha256("\n".join(sorted(self.passage_ids())).encode()).hexdigest()

    def noted(self, name: str) -> str:
        """What was noted under a name; "" where nothing was."""
        with self.engine.connect() as connection:
            return str(connection.execute(sa.select(meta.c.value).where(meta.c.name == name)).scalar() or "")

    def note(self, name: str, value: str) -> None:
        """Keep a note, such as for which passages the vectors are complete."""
        with self.writing() as connection:
            connection.execute(meta.insert().prefix_with("OR REPLACE").values(name=name, value=value))

    def passages(self, ids: Sequence[str]) -> list[tuple[str, int, str, str]]:
        """(id, entry id, field, text) of passages, in the order of `ids`."""
        with self.engine.connect() as connection:
            rows = {
                row[0]: (row[0], int(row[1]), row[2], row[3])
                for row in connection.execute(sa.select(passage).where(passage.c.id.in_(list(ids))))
            }
        return [rows[i] for i in ids if i in rows]

    def passage_places(self, ids: Sequence[str]) -> list[tuple[str, int, str, bool]]:
        """(id, entry id, field, whether our own digest holds it) of passages, in the order of `ids`."""
        query = (
            sa.select(passage.c.id, passage.c.entry_id, passage.c.field, peraturan.c.kind)
            .join(entry, entry.c.id == passage.c.entry_id)
            .join(peraturan, peraturan.c.id == entry.c.peraturan_id)
            .where(passage.c.id.in_(list(ids)))
        )
        with self.engine.connect() as connection:
            rows = {row[0]: (row[0], int(row[1]), row[2], row[3] == "ringkasan") for row in connection.execute(query)}
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


def _on_connect(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA analysis_limit=400")
    cursor.close()


def _passage_id(prefix: str, item: Entry, text: Passage) -> str:
    """An id that stays while unit and text stay, so that a changed document loses only the vectors that changed."""
    unit = str(item.unit).replace(", kolom=None, butir=None", "")  # ids of what lies in no matrix stay as they were
    mark = f"{unit}|{item.whole}|{text.field}|{text.text}"
    return f"{prefix}-{hashlib.sha256(mark.encode()).hexdigest()[:20]}"


def as_json(value: object) -> str:
    """JSON in one line, Indonesian letters as they are."""
    return json.dumps(value, ensure_ascii=False)
