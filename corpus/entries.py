"""What is searched: the smallest units of a regulation, each with the headings above it. Pure.

A Pasal with ayat gives an entry for each ayat (its list inside) and one for the whole; a Pasal of definitions one for
each definition; any other Pasal one. Pages without Pasal give one each, and so does each cell of a matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.models import Ketentuan, Peraturan, Unit

DEFINES = re.compile(r"dimaksud dengan|diartikan|istilah|yang dimaksud", re.IGNORECASE)
EMPTY = re.compile(r"^(?:cukup jelas\W*|huruf \w cukup jelas\W*)+$", re.IGNORECASE)
EMBED_CHARS = 400  # what the model reads of one passage: more costs time and blurs
PIECES = 3  # a longer unit has so many passages at most


@dataclass(frozen=True)
class Passage:
    """A piece of text that gets a vector.

    Attributes:
        field: "text", "english" or "question".
    """

    field: str
    text: str


@dataclass(frozen=True)
class Entry:
    """A searchable unit.

    Attributes:
        unit: its address.
        whole: it stands for a whole Pasal whose ayat have entries of their own.
        heading: title of its Pasal, BAB, Bagian, Paragraf: what stands above it.
        body: its words, list inside.
        english: English digest and title.
        questions: the questions that a digest foresees for it.
        page: where it begins; None for a digest.
        passages: what gets vectors.
    """

    unit: Unit
    whole: bool
    heading: str
    body: str
    english: str
    questions: tuple[str, ...]
    page: int | None
    passages: tuple[Passage, ...]


def with_markers(provisions: Iterable[Ketentuan], english: bool = False) -> str:
    """Running text of provisions in order, each with its number: "(1) … a. … b. …"."""
    parts = []
    for provision in provisions:
        text = provision.text_en if english else provision.text
        if text:
            parts.append(f"{provision.marker} {text}".strip())
    return " ".join(parts)


def is_definitions(provisions: Sequence[Ketentuan]) -> bool:
    """Whether a Pasal is a list of definitions: numbered items under "yang dimaksud dengan"."""
    numbered = [p for p in provisions if p.unit.angka is not None and p.unit.huruf is None and p.unit.ayat is None]
    first = provisions[0]
    return first.order == "angka" and len(numbered) >= 3 and (first.depth > 1 or bool(DEFINES.search(first.text)))


def _heading(provision: Ketentuan) -> str:
    bare = [re.sub(r"^(?:BAB\s+\w+|Bagian\s+\w+|Paragraf\s+\w+)\s*", "", head) for head in provision.heading]
    return ". ".join(part for part in [provision.title, *reversed(bare)] if part)


def _passages(heading: str, body: str, english: str, questions: Sequence[str]) -> tuple[Passage, ...]:
    title = heading.split(". ")[0]
    found: list[Passage] = []
    if len(body) > 25:
        found.extend(Passage("text", f"{title}: {piece}" if title else piece) for piece in pieces(body))
    found.extend(Passage("english", piece) for piece in pieces(english))
    found.extend(Passage("question", question) for question in questions)
    return tuple(found)


def pieces(text: str, size: int = EMBED_CHARS, most: int = PIECES) -> list[str]:
    """A text in pieces of about `size` characters, cut between words; what is beyond `most` pieces gets no vector."""
    found: list[str] = []
    while text and len(found) < most:
        cut = len(text) if len(text) <= size * 1.25 else text.rfind(" ", size // 2, size)
        cut = size if cut < 0 else cut
        found.append(text[:cut].strip())
        text = text[cut:].strip()
    return found


def _entry(unit: Unit, members: Sequence[Ketentuan], questions: Sequence[str], whole: bool = False) -> Entry:
    first = members[0]
    heading = _heading(first)
    body = with_markers(members)
    english = with_markers(members, english=True)
    if english and first.title_en:
        english = f"{first.title_en}: {english}"
    passages = _passages(heading, body, english, questions)
    if whole:  # its ayat have vectors of their own; the questions on the whole Pasal need a home
        passages = tuple(p for p in passages if p.field == "question")
    return Entry(unit, whole, heading, body, english, tuple(questions), first.page, passages)


def _pasal_entries(members: Sequence[Ketentuan], asked: dict[Unit, list[str]]) -> list[Entry]:
    unit = replace(members[0].unit, ayat=None, huruf=None, angka=None)
    ayat = list(dict.fromkeys(m.unit.ayat for m in members if m.unit.ayat is not None))
    defines = not ayat and is_definitions(members)
    if not defines and len(ayat) < 2:
        return [_entry(unit, members, [q for asks in asked.values() for q in asks])]
    inner = [replace(unit, ayat=a) for a in ayat]
    if defines:
        inner = [replace(unit, angka=a) for a in dict.fromkeys(m.unit.angka for m in members if m.unit.angka)]
    entries = []
    left = dict(asked)
    for child in inner:
        inside = [m for m in members if child.covers(m.unit)]
        targets = [u for u in left if child.covers(u)]
        entries.append(_entry(child, inside, [q for u in targets for q in left.pop(u)]))
    rest = [q for asks in left.values() for q in asks]
    lead = [m for m in members if m.depth == 1] or list(members[:1]) if defines else members
    return [_entry(unit, lead, rest, whole=True), *entries]


def _cell_entries(members: Sequence[Ketentuan]) -> list[Entry]:
    """An entry for each cell of a matrix, its list inside; above it stand its row, its urusan and its column."""
    found = []
    for unit, group in groupby(members, key=lambda m: replace(m.unit, butir=None)):
        cell = list(group)
        body = with_markers(cell).removeprefix(f"{unit.kolom}:").strip()
        if not re.search(r"\w", body):
            continue  # a dash
        row, urusan = (re.sub(r"^\w+\.\s*", "", head) for head in cell[0].heading[-2:-4:-1])
        urusan = re.sub(r"^Pembagian Urusan(?: Pemerintahan)?(?: Bidang)?\s*", "", urusan)
        found.append(Entry(unit, False, f"{row}. {urusan}. {unit.kolom}", body, "", (), cell[0].page, ()))
    return found


def entries_of(peraturan: Peraturan) -> list[Entry]:
    """All entries of a regulation, in order of the text."""
    asked: dict[tuple[str, str | None, str | None], dict[Unit, list[str]]] = {}
    for question in peraturan.questions:
        unit = question.unit
        key = (unit.part, unit.pasal, unit.huruf if unit.part == "lampiran" else None)
        asked.setdefault(key, {}).setdefault(unit, []).append(question.text)
    found: list[Entry] = []
    for (part, pasal), group in groupby(peraturan.provisions, key=lambda p: (p.unit.part, p.unit.pasal)):
        members = [m for m in group if m.text and not EMPTY.match(m.text)]
        if not members:
            continue
        if pasal is None:
            found.extend(_cell_entries([m for m in members if m.unit.kolom is not None]))
            for member in members:
                if part == "lampiran" and member.unit.angka is not None:
                    continue  # a row of a matrix: its cells have entries
                mine = asked.get((part, None, member.unit.huruf), {})
                entry = _entry(member.unit, [member], [q for asks in mine.values() for q in asks])
                found.append(entry if member.page is None else replace(entry, passages=()))
        elif part == "penjelasan":
            found.append(_entry(Unit(part, pasal), members, ()))
        else:
            found.extend(_pasal_entries(members, asked.get((part, pasal, None), {})))
    return found
