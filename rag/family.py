"""The family of a regulation, for a picture: what it does to others, and what others do to it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.models import Relation, Rujukan
from corpus.sitasi import full_label
from rag.evidence import Library


@dataclass(frozen=True)
class Node:
    """A regulation of a family.

    Attributes:
        label: short name; `judul` its title, "" where not known.
        held: it is in the library.
    """

    key: str
    label: str
    judul: str
    held: bool


@dataclass(frozen=True)
class Edge:
    """That one regulation does something to another.

    Attributes:
        subject, target: keys.
        labels: the provisions that say so ("Permendagri 22/2020 Pasal 63 huruf c").
        pages: where each of them begins in its file, from 1; None where that is not known.
    """

    subject: str
    target: str
    kind: Relation
    labels: tuple[str, ...]
    pages: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Family:
    """A regulation with all that it changes, revokes, implements or rests on, and all that do so to it."""

    key: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def family(library: Library, key: str, basis: bool = True) -> Family:
    """The family of a regulation: those one step away, and what these do to each other.

    Args:
        library: what is held.
        key: of the regulation; it need not be held.
        basis: whether what it rests on ("Mengingat") counts as well.
    """
    near = [*library.catalog.relations(subject=key), *library.catalog.relations(target=key)]
    near = [h for h in near if basis or h.kind != "mengingat"]
    keys = dict.fromkeys([key, *(k for h in near for k in (h.subject.key, h.target.key))])
    among = [h for k in keys if k != key for h in library.catalog.relations(subject=k) if h.target.key in keys]
    names: dict[str, Rujukan] = {}
    for h in [*near, *among]:
        for item in (h.subject, h.target):
            if item.key not in names or (item.judul and not names[item.key].judul):
                names[item.key] = item
    nodes = tuple(_node(k, names.get(k), library) for k in keys)
    edges: dict[tuple[str, str, Relation], dict[str, int | None]] = {}
    for h in [*near, *among]:
        if h.kind == "mengingat" and (not basis or key not in (h.subject.key, h.target.key)):
            continue  # what the others rest on would fill the picture
        said = edges.setdefault((h.subject.key, h.target.key, h.kind), {})
        held = library.held.get((h.source, "naskah")) or library.held.get((h.source, "ringkasan"))
        if held:
            said.setdefault(full_label(held.label, h.unit), h.page)
    return Family(
        key, nodes, tuple(Edge(s, t, kind, tuple(said), tuple(said.values())) for (s, t, kind), said in edges.items())
    )


def _node(key: str, named: Rujukan | None, library: Library) -> Node:
    held = library.held.get((key, "naskah")) or library.held.get((key, "ringkasan"))
    if held:
        return Node(key, held.label, held.judul, True)
    return Node(key, named.label if named else key, named.judul if named else "", False)
