"""Rows of the catalogue to provisions and back. Pure."""

from __future__ import annotations

from typing import Any

from corpus.models import Ketentuan, Unit

UNIT_COLUMNS = ("part", "pasal", "ayat", "huruf", "angka", "kolom", "butir")


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
