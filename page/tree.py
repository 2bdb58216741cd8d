"""The family of a regulation as a picture and as a list. Pure; every text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from rag.family import Edge, Family, Node

WIDTH = 350  # of the picture, in its own units: one pixel each on a telephone
BOX_LEFT, BOX_RIGHT = 112, 322
HEIGHT, GAP = 44, 12
TRUNK = 14  # how far from the left the line to the chosen regulation runs
SHOWN = 9  # boxes above, and below; the list names all
LANES = 4  # lines between two others, at the right edge
LETTERS = 33  # of a title in a box
# told apart without colours: whole, dashed and dotted lines
DASHES: Mapping[str, str] = {"mengubah": "", "mencabut": "7 4", "melaksanakan": "2 3", "mengingat": "1 5"}


@dataclass(frozen=True)
class Row:
    """A box beside the chosen regulation, and what lies between the two."""

    node: Node
    kinds: tuple[str, ...]


def family_html(family: Family) -> str:
    """Picture and list; a sentence where the library knows of no relation."""
    names = {node.key: node for node in family.nodes}
    edges = [edge for edge in family.edges if edge.subject != edge.target]
    if not edges:
        label = escape(names[family.key].label)
        return f'<p class="catatan">Pustaka ini tidak mengetahui hubungan {label} dengan peraturan lain.</p>'
    lines = "".join(f"<li>{_edge_words(edge, names)}</li>" for edge in edges)
    return (
        f'<figure class="keluarga">{family_svg(family)}<figcaption>Kotak penuh: ada di pustaka. Kotak garis: hanya '
        "disebut. Panah menunjuk peraturan yang dikenai.</figcaption></figure>"
        f'<h4>Dasar tiap panah</h4><ul class="dasar-panah">{lines}</ul>'
    )


def _edge_words(edge: Edge, names: Mapping[str, Node]) -> str:
    pages = edge.pages or (None,) * len(edge.labels)
    told = [f"{label}, halaman {page}" if page else label for label, page in zip(edge.labels, pages, strict=True)]
    more = f"; dan {len(told) - 3} ketentuan lain" if len(told) > 3 else ""
    words = f"<strong>{escape(names[edge.subject].label)}</strong> {escape(edge.kind)} "
    words += f"<strong>{escape(names[edge.target].label)}</strong>"
    return words + (f'<span class="letak-panah">{escape("; ".join(told[:3]) + more)}</span>' if told else "")


def rows_of(family: Family) -> tuple[list[Row], list[Row]]:
    """What acts on the chosen regulation, and what it acts on."""
    names = {node.key: node for node in family.nodes}
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for edge in family.edges:
        if edge.target == family.key != edge.subject:
            above.setdefault(edge.subject, []).append(edge.kind)
        elif edge.subject == family.key != edge.target:
            below.setdefault(edge.target, []).append(edge.kind)
    return _rows(above, names), _rows(below, names)


def _rows(side: Mapping[str, Sequence[str]], names: Mapping[str, Node]) -> list[Row]:
    return [Row(names[key], tuple(kinds)) for key, kinds in side.items()]


def family_svg(family: Family) -> str:
    """Those that act on the regulation above it, those it acts on below, all in one column."""
    above, below = rows_of(family)
    chosen = next(node for node in family.nodes if node.key == family.key)
    parts: list[str] = []
    places: dict[str, float] = {}
    y = _more(parts, len(above) - SHOWN, 2.0)
    branches: list[tuple[float, Row]] = []
    for row in above[:SHOWN]:
        branches.append((y + HEIGHT / 2, row))
        y = _place(parts, row.node, BOX_LEFT, y, places)
    y += GAP if above else 0
    top = y
    y = _place(parts, chosen, 2, y, places) + GAP
    bottom = y - 2 * GAP
    if branches:
        parts.append(_line(f"M{TRUNK} {branches[0][0]} V{top - 1}", "", arrow=True))
        parts.extend(_branch(row, middle, arrow=False) for middle, row in branches)
    lowest = bottom
    for row in below[:SHOWN]:
        lowest = y + HEIGHT / 2
        parts.append(_branch(row, lowest, arrow=True))
        y = _place(parts, row.node, BOX_LEFT, y, places)
    if below:
        parts.append(_line(f"M{TRUNK} {bottom} V{lowest}", ""))
    y = _more(parts, len(below) - SHOWN, y)
    parts.extend(_others(family, places))
    words = f"Keluarga {escape(chosen.label)}: {len(family.nodes) - 1} peraturan lain; rinciannya di daftar di bawah"
    marker = (
        '<defs><marker id="ujung-panah" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" fill="#1c2733"/></marker></defs>'
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {y + 2:g}" role="img" aria-label="{words}" '
        f'xmlns="http://www.w3.org/2000/svg">{marker}{"".join(parts)}</svg>'
    )


def _place(parts: list[str], node: Node, left: float, y: float, places: dict[str, float]) -> float:
    """Draw a box with its name; gives where the next one begins."""
    places.setdefault(node.key, y + HEIGHT / 2)
    fill, ink = ("#0d5c63", "#ffffff") if node.held else ("#ffffff", "#1c2733")
    title = node.judul if node.judul != node.label else ""
    room = LETTERS if left > 10 else 56
    title = title if len(title) <= room else title[: room - 1].rstrip() + "…"
    names = f"{node.label}: {node.judul}" if title else node.label
    parts.append(
        f'<g><title>{escape(names)}</title><rect x="{left}" y="{y:g}" width="{BOX_RIGHT - left}" height="{HEIGHT}" '
        f'rx="6" fill="{fill}" stroke="#0d5c63" stroke-width="1.5"/>'
        f'<text x="{left + 10}" y="{y + (19 if title else 27):g}" font-size="14" font-weight="700" fill="{ink}">'
        f"{escape(_short(node.label, 26))}</text>"
        + (f'<text x="{left + 10}" y="{y + 35:g}" font-size="11" fill="{ink}">{escape(title)}</text>' if title else "")
        + "</g>"
    )
    return y + HEIGHT + GAP


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _line(path: str, dashes: str, arrow: bool = False) -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    end = ' marker-end="url(#ujung-panah)"' if arrow else ""
    return f'<path d="{path}" fill="none" stroke="#1c2733" stroke-width="1.5"{dash}{end}/>'


def _branch(row: Row, y: float, arrow: bool) -> str:
    """From the trunk to a box, with what it means above the line."""
    dashes = DASHES.get(row.kinds[0], "") if len(row.kinds) == 1 else ""
    words = "".join(
        f'<text x="{TRUNK + 6}" y="{y - 5 - 12 * place:g}" font-size="11.5" fill="#1c2733">{escape(kind)}</text>'
        for place, kind in enumerate(reversed(row.kinds))
    )
    return _line(f"M{TRUNK} {y:g} H{BOX_LEFT - 1}", dashes, arrow) + words


def _others(family: Family, places: Mapping[str, float]) -> list[str]:
    """Lines between two others, at the right edge; few, since the list below has all."""
    between: Sequence[Edge] = [
        e for e in family.edges
        if family.key not in (e.subject, e.target) and e.subject in places and e.target in places
        and e.subject != e.target
    ]  # fmt: skip
    return [
        _line(
            f"M{BOX_RIGHT} {places[e.subject] + 6:g} H{BOX_RIGHT + 8 + 5 * lane} V{places[e.target] - 6:g} "
            f"H{BOX_RIGHT + 1}",
            DASHES.get(e.kind, ""), arrow=True,
        )
        for lane, e in enumerate(between[:LANES])
    ]  # fmt: skip


def _more(parts: list[str], count: int, y: float) -> float:
    if count <= 0:
        return y
    parts.append(
        f'<text x="{BOX_LEFT}" y="{y + 14:g}" font-size="12" fill="#1c2733">'
        f"dan {count} peraturan lain, lihat daftar</text>"
    )
    return y + 26
