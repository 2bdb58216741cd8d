"""What a newer mapping changes against the older one of the same region and year. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from corpus.baris import KOLOM, BarisPemetaan


class Spot(NamedTuple):
    """A row, and what it is about."""

    sheet: str
    row: int
    name: str


class Changed(NamedTuple):
    """A row that stands in both: where it stands now, and (field, old value, new value) of what differs."""

    spot: Spot
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """Rows that came, went, and changed.

    Attributes:
        older: the file that was replaced; "" where there was none.
    """

    older: str = ""
    added: tuple[Spot, ...] = ()
    gone: tuple[Spot, ...] = ()
    changed: tuple[Changed, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain lists and strings; `read_difference` takes them back."""
        return {
            "older": self.older,
            "added": [list(spot) for spot in self.added],
            "gone": [list(spot) for spot in self.gone],
            "changed": [[list(c.spot), [list(f) for f in c.fields]] for c in self.changed],
        }


def read_difference(made: dict[str, Any]) -> Difference:
    """The inverse of `Difference.as_dict`."""
    changed = tuple(Changed(Spot(*spot), tuple((f[0], f[1], f[2]) for f in fields)) for spot, fields in made["changed"])
    return Difference(
        made["older"], tuple(Spot(*s) for s in made["added"]), tuple(Spot(*s) for s in made["gone"]), changed
    )


def difference(older: str, old: Sequence[BarisPemetaan], new: Sequence[BarisPemetaan]) -> Difference:
    """Compare rows: those of the same content are the same, wherever they stand; then those of the same name.

    Args:
        older: name of the file that is replaced.
        old, new: its rows, and those of the newer one.
    """
    _, gone, added = _paired(old, new, lambda row: replace(row, sheet="", row=0))
    changed: list[Changed] = []
    for identity in (_full_identity, _short_identity):
        pairs, gone, added = _paired(gone, added, identity)
        changed.extend(change for one, other in pairs if (change := _change(one, other)).fields)
    return Difference(older, tuple(_spot(r) for r in added), tuple(_spot(r) for r in gone), tuple(sorted(changed)))


def _full_identity(row: BarisPemetaan) -> tuple[str, ...]:
    return (row.urusan, row.jenis, *(_plain(v) for v in (row.program, row.kegiatan, row.objek, row.mitra)))


def _short_identity(row: BarisPemetaan) -> tuple[str, ...]:
    return (row.urusan, _plain(row.name))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _paired(
    old: Iterable[BarisPemetaan], new: Iterable[BarisPemetaan], identity: Any
) -> tuple[list[tuple[BarisPemetaan, BarisPemetaan]], list[BarisPemetaan], list[BarisPemetaan]]:
    """(pairs of the same identity, in order; old ones without; new ones without)."""
    waiting: dict[Any, list[BarisPemetaan]] = defaultdict(list)
    for row in old:
        waiting[identity(row)].append(row)
    pairs, added = [], []
    for row in new:
        known = waiting.get(identity(row))
        if known:
            pairs.append((known.pop(0), row))
        else:
            added.append(row)
    return pairs, [row for rows in waiting.values() for row in rows], added


def _change(old: BarisPemetaan, new: BarisPemetaan) -> Changed:
    values = [(k.name, getattr(old, k.name), getattr(new, k.name)) for k in KOLOM if k.name != "nomor"]
    known = tuple((name, as_text(one), as_text(other)) for name, one, other in values if one != other)
    if not known and old.cells != new.cells:
        one, other = dict(old.cells), dict(new.cells)
        names = [n for n in dict.fromkeys((*one, *other)) if n.casefold() != "no"]
        known = tuple((n, one.get(n, ""), other.get(n, "")) for n in names if one.get(n, "") != other.get(n, ""))
    return Changed(_spot(new), known)


def _spot(row: BarisPemetaan) -> Spot:
    return Spot(row.sheet, row.row, row.name)


def as_text(value: object) -> str:
    """A value of a row for people: (2026, 2027) -> "2026, 2027", True -> "ya", None -> ""."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)
