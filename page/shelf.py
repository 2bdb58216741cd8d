"""The list of what is held in the library, with what is known of whether it is in force. Pure; all text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from corpus.models import Hubungan, page_ranges
from corpus.rows import Held

KINDS = {"naskah": "Naskah resmi", "ringkasan": "Ringkasan"}
DONE = {"mengubah": "diubah dengan", "mencabut": "dicabut dengan"}


def status_of(relations: Sequence[Hubungan]) -> tuple[str, str]:
    """Whether a regulation is in force, as far as the library knows.

    Args:
        relations: those whose target it is.

    Returns:
        A word for the look ("berlaku", "diubah", "dicabut") and the sentence.
    """
    by: dict[str, dict[str, None]] = {"mencabut": {}, "mengubah": {}}
    for item in relations:
        if item.kind == "mencabut" and item.part is None:
            by["mencabut"].setdefault(item.subject.label)
        elif item.kind == "mengubah":
            by["mengubah"].setdefault(item.subject.label)
    parted = dict.fromkeys(r.subject.label for r in relations if r.kind == "mencabut" and r.part is not None)
    words = [f"{DONE[kind]} {', '.join(labels)}" for kind, labels in by.items() if labels]
    words += [f"sebagian dicabut dengan {', '.join(parted)}"] if parted else []
    look = "dicabut" if by["mencabut"] else "diubah" if by["mengubah"] or parted else "berlaku"
    return look, "; ".join(words) or "berlaku, sejauh yang diketahui pustaka ini"


def shelf_html(held: Sequence[Held], statuses: Mapping[str, tuple[str, str]]) -> str:
    """All that is held, by regulation.

    Args:
        held: rows of the catalogue.
        statuses: what `status_of` gives, by key; documents that are no regulations may be left out.
    """
    rows: dict[str, list[Held]] = {}
    for item in held:
        rows.setdefault(item.key, []).append(item)
    if not rows:
        return '<p class="catatan">Pustaka masih kosong.</p>'
    return '<ul class="rak">' + "".join(_row(items, statuses.get(key)) for key, items in rows.items()) + "</ul>"


def _row(items: Sequence[Held], status: tuple[str, str] | None) -> str:
    first = next((i for i in items if i.kind == "naskah"), items[0])
    badges = "".join(f'<span class="lencana l-{i.kind}">{KINDS[i.kind]}</span>' for i in items)
    title = f'<p class="rak-judul">{escape(first.judul)}</p>' if first.judul and first.judul != first.label else ""
    known = f'<p class="keadaan k-{status[0]}">{escape(_upper(status[1]))}</p>' if status else ""
    return (
        f'<li><div class="rak-kepala"><strong>{escape(first.label)}</strong> {badges}</div>'
        f"{title}{known}{_facts(first)}</li>"
    )


def _facts(item: Held) -> str:
    if item.kind != "naskah":
        return '<p class="catatan">Naskah resminya belum ada di pustaka.</p>'
    words = [f"{item.pages} halaman"] if item.pages else []
    if item.read_pages:
        words.append(f"dibaca dengan OCR: halaman {page_ranges(item.read_pages)}")
    facts = f'<p class="catatan">{escape("; ".join(words))}</p>' if words else ""
    return facts + warnings_html(item.warnings)


def warnings_html(warnings: Sequence[str]) -> str:
    """What could not be made out in a document, folded away; "" where there is nothing."""
    if not warnings:
        return ""
    lines = "".join(f"<li>{escape(w)}</li>" for w in warnings)
    return f"<details><summary>{len(warnings)} peringatan</summary><ul>{lines}</ul></details>"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
