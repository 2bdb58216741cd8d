"""What is told of a mapping that came in or is held: lines for people, plain data for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.baris import KOLOM_BY_NAME, KolomTerbaca, Pemetaan, Skipped
from corpus.difference import Changed, Difference, Spot
from corpus.mappings import HeldMapping
from ingest.guard import printable

SHOWN = 10  # rows of a difference


def describe_mapping(item: Pemetaan, difference: Difference | None = None) -> str:
    """Lines for people on what was understood, and what it changes."""
    title = printable(item.judul, 120)
    head = printable(item.label, 120) + (" (contoh fiktif)" if item.contoh else "")
    lines = [f"{head}: {title}" if title else head, f"  {count_line(len(item.rows), item.skipped)}"]
    lines.extend(f"  {line}" for line in column_lines(item.columns))
    if difference is not None:
        lines.extend(f"  {line}" for line in difference_lines(difference))
    lines.extend(f"  Perhatian: {printable(warning, 400)}" for warning in item.warnings)
    return "\n".join(lines)


def count_line(rows: int, skipped: Sequence[Skipped]) -> str:
    """How many rows were read and skipped: "30 baris dibaca, 3 dilewati (1 judul, 2 jumlah)"."""
    reasons = Counter(s.reason for s in skipped)
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return f"{rows} baris dibaca, {len(skipped)} dilewati" + (f" ({why})" if why else "")


def column_lines(columns: Sequence[KolomTerbaca]) -> list[str]:
    """What each column became, those of the same name told once; of those that are unknown a warning tells."""
    known: dict[str, None] = {}
    for column in columns:
        header = printable(column.header, 60) or f"(kolom ke-{column.index + 1})"
        if column.field in KOLOM_BY_NAME:
            known[f"{header} = {KOLOM_BY_NAME[column.field].id}" + ("" if column.sure else " (periksa)")] = None
    return [f"Kolom: {'; '.join(known)}"] if known else []


def difference_lines(difference: Difference) -> list[str]:
    """What differs from the older workbook."""
    added, changed, gone = difference.added, difference.changed, difference.gone
    older = printable(difference.older)
    if not (added or changed or gone):
        return [f"Isi barisnya sama dengan {older}."]
    lines = [f"Dibanding {older}: {len(added)} baris baru, {len(changed)} berubah, {len(gone)} hilang"]
    lines += _listed("+", (_place(spot) for spot in added))
    lines += _listed("~", (f"{_place(each.spot)}: {_changes(each)}" for each in changed))
    return lines + _listed("-", (_place(spot) for spot in gone))


def _listed(sign: str, texts: Iterable[str]) -> list[str]:
    lines = [f"  {sign} {text}" for text in texts]
    return [*lines[:SHOWN], f"  {sign} dan {len(lines) - SHOWN} lagi"] if len(lines) > SHOWN else lines


def _place(spot: Spot) -> str:
    where = f"{printable(spot.sheet)} baris {spot.row}".strip()
    return f"{printable(spot.name, 80)} ({where})"


def _changes(changed: Changed) -> str:
    told = []
    for field, old, new in changed.fields:
        name = KOLOM_BY_NAME[field].id if field in KOLOM_BY_NAME else printable(field)
        told.append(f'{name} "{printable(old)}" menjadi "{printable(new)}"')
    return "; ".join(told)


def mapping_json(item: Pemetaan, difference: Difference | None = None) -> dict[str, object]:
    """What was understood, as plain data."""
    shape = _json(item.daerah, item.tahun, item.judul, item.contoh, len(item.rows), item.skipped, item.columns)
    shape["warnings"] = list(item.warnings)
    if difference is not None:
        shape["difference"] = difference.as_dict()
    return shape


def _json(
    daerah: str,
    tahun: int,
    judul: str,
    contoh: bool,
    rows: int,
    skipped: Sequence[Skipped],
    columns: Sequence[KolomTerbaca],
) -> dict[str, object]:
    return {
        "daerah": daerah, "tahun": tahun, "judul": judul, "contoh": contoh, "rows": rows,
        "skipped": [{"sheet": s.sheet, "row": s.row, "reason": s.reason, "text": s.text} for s in skipped],
        "columns": [
            {"sheet": c.sheet, "index": c.index, "header": c.header, "field": c.field, "sure": c.sure}
            for c in columns
        ],
    }  # fmt: skip


def held_json(held: HeldMapping) -> dict[str, object]:
    """A mapping that is held, as plain data."""
    shape = _json(held.daerah, held.tahun, held.judul, held.contoh, held.count, held.skipped, held.columns)
    return {"key": held.key, "label": held.label, "file": held.file, **shape, "warnings": list(held.warnings)}


def held_lines(held: HeldMapping) -> list[str]:
    """A mapping that is held, for people."""
    kind = "pemetaan contoh, fiktif" if held.contoh else "pemetaan"
    label, file = printable(held.label, 120), printable(held.file)
    lines = [f"- {label} ({kind}): {count_line(held.count, held.skipped)} [{file}]"]
    return lines + [f"    Perhatian: {printable(warning, 400)}" for warning in held.warnings]
