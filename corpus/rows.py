"""What stands in the rows of the catalogue: provisions and relations, regulations and entries. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corpus.models import Hubungan, Ketentuan, Kind, Rujukan, Unit, short_label

UNIT_COLUMNS = ("part", "pasal", "ayat", "huruf", "angka", "kolom", "butir")


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
    read_pages: tuple[int, ...]
    empty_pages: tuple[int, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def label(self) -> str:
        """Short name, e.g. "Permendagri 22/2020"."""
        return short_label(self.jenis, self.nomor, self.tahun, self.judul)


@dataclass(frozen=True)
class Found:
    """An entry with the stems that the index holds of each field; it never changes, and its id is never used again."""

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
    question_stems: tuple[frozenset[str], ...]

    @cached_property
    def body_counts(self) -> Counter[str]:
        """How often each stem stands in its words."""
        return Counter(self.body_stems)

    @cached_property
    def english_counts(self) -> Counter[str]:
        """How often each stem stands in its English digest."""
        return Counter(self.english_stems)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of it: headings, words, English digest and foreseen questions."""
        return frozenset().union(self.heading_stems, self.body_stems, self.english_stems, *self.question_stems)


def unit_row(unit: Unit) -> dict[str, str | None]:
    """The columns of an address."""
    return {name: getattr(unit, name) for name in UNIT_COLUMNS}


def unit_of(row: Any) -> Unit:
    """The address in a row."""
    return Unit(*(row[name] for name in UNIT_COLUMNS))


def provision_row(owner: int, item: Ketentuan) -> dict[str, Any]:
    """The row of a provision of the regulation with id `owner`."""
    return {
        "peraturan_id": owner, **unit_row(item.unit), "heading": list(item.heading), "text": item.text,
        "page": item.page, "breaks": [list(b) for b in item.breaks], "title": item.title, "text_en": item.text_en,
        "order": item.order, "title_en": item.title_en, "note": item.note, "note_en": item.note_en,
        "whole": item.whole, "whole_breaks": [list(b) for b in item.whole_breaks],
    }  # fmt: skip


def provision_of(row: Any) -> Ketentuan:
    """The provision in a row."""
    return Ketentuan(
        unit_of(row), tuple(row["heading"]), row["text"], row["page"], tuple((b[0], b[1]) for b in row["breaks"]),
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
        row["kind"], subject, target, row["source"], unit_of(row), row["page"], row["quote"], part, row["action"],
        row["text"],
    )  # fmt: skip


def held_of(row: Any) -> Held:
    """A regulation in a row."""
    return Held(
        row["id"], row["key"], row["kind"], row["jenis"], row["nomor"], row["tahun"], row["judul"], row["judul_en"],
        row["file"], row["sha256"], row["pages"], tuple(row["ocr_pages"]), tuple(row["read_pages"]),
        tuple(row["empty_pages"]), tuple(row["missing"]), tuple(row["warnings"]),
    )  # fmt: skip


def found_of(row: Any, fields: Sequence[str]) -> Found:
    """An entry in a row, with the stems of its fields: heading, body, English, questions."""
    heading, body, english, questions = fields
    return Found(
        row["id"], row["peraturan_id"], unit_of(row), bool(row["whole"]), row["heading"], row["body"], row["page"],
        tuple(heading.split()), tuple(body.split()), tuple(english.split()),
        tuple(frozenset(q.split()) for q in questions.split("|") if q.strip()),
    )  # fmt: skip
