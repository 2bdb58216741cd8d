"""The answer from the matrices of urusan as people read it: who, what, on which page, on what basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.models import Jawaban, Ketentuan, Sitasi, Unit, page_ranges
from rag.compose import BASIS, cite, escape, sentence, statement
from rag.evidence import Evidence, Library
from rag.question import Language, Question
from rag.verify import verified

LIMIT = 45  # items of lists that one answer shows; of longer ones the count is told
NAMES = {
    "id": {"pusat": "Pemerintah Pusat", "provinsi": "Daerah provinsi", "kabupaten": "Daerah kabupaten/kota"},
    "en": {
        "pusat": "the central government (Pemerintah Pusat)",
        "provinsi": "the province (Daerah provinsi)",
        "kabupaten": "the regency/city (Daerah kabupaten/kota)",
    },
}
TEXTS = {
    "id": {
        "and": "dan", "page": "halaman", "items": "{n} butir; sebutkan sub urusan ini untuk isinya",
        "whole": "Di bidang {urusan}, {who} berwenang atas {n} sub urusan menurut matriks pembagian urusan {marks}.",
        "rows": "Urusan bidang {urusan} dibagi antara Pemerintah Pusat, Daerah provinsi, dan Daerah kabupaten/kota "
        "menurut {n} sub urusan {marks}; sebutkan sub urusan atau tingkatnya untuk rinciannya.",
        "holder": "Yang berwenang: {who} {marks}.",
        "holders": "Kewenangannya terbagi antara {who} {marks}.",
        "none_row": "Matriks tidak mencantumkan kewenangan {who} pada sub urusan {row} {marks}.",
        "blank": "Matriks tidak mencantumkan kewenangan {who} pada sub urusan: {rows}.",
    },
    "en": {
        "and": "and", "page": "page", "items": "{n} items; name this sub-affair to see them",
        "whole": "In the field of {urusan}, {who} holds powers over {n} sub-affairs of the matrix {marks}; "
        "the official text is in Indonesian.",
        "rows": "The field of {urusan} is divided between the central government, the province and the regency/city in "
        "{n} sub-affairs {marks}; name the sub-affair or the level for the details.",
        "holder": "In charge: {who} {marks}; the official text is in Indonesian.",
        "holders": "The powers are divided between {who} {marks}; the official text is in Indonesian.",
        "none_row": "The matrix lists no powers of {who} in the sub-affair {row} {marks}.",
        "blank": "The matrix lists no powers of {who} in the sub-affairs: {rows}.",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A place of a matrix that an answer shows: a row, a cell or an item."""

    key: str
    unit: Unit
    row: str
    urusan: str


@dataclass(frozen=True)
class _Piece:
    """A place with its words, its number among the citations."""

    shown: Shown
    evidence: Evidence
    number: int


def level_key(column: str | None) -> str:
    """Key of NAMES for the head of a column; "" for a row."""
    lowered = (column or "").lower()
    if not lowered:
        return ""
    return "kabupaten" if "kabupaten" in lowered else "provinsi" if "provinsi" in lowered else "pusat"


def _joined(names: Sequence[str], language: Language) -> str:
    word = TEXTS[language]["and"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}" if names else ""


def _pages(members: Sequence[Ketentuan]) -> str:
    numbers = [n for m in members for n in (m.page, *(page for _, page in m.breaks)) if n is not None]
    return page_ranges(numbers)


def _block(piece: _Piece, language: Language, two: bool, short: bool) -> list[str]:
    """One place as Markdown: its name, its pages, its mark; then its words or its list."""
    members = piece.evidence.cited.members
    texts = TEXTS[language]
    name = f"**{escape(piece.shown.row)}**"
    if two and piece.shown.unit.kolom:
        name += f", {NAMES['id'][level_key(piece.shown.unit.kolom)]}"
    head = f"- {name} ({texts['page']} {_pages(members)}) [{piece.number}]"
    if piece.shown.unit.kolom is None:
        return [head]
    items = [m for m in members if m.unit.butir is not None]
    if piece.shown.unit.butir is not None:
        return [f"{head}: {escape(members[0].marker)} {escape(members[0].text)}"]
    lead = members[0].text
    if items and short:
        return [f"{head}: {texts['items'].format(n=len(items))}"]
    if not items:
        return [f"{head}: {escape(lead)}"]
    first = f"{head}: {escape(lead)}" if lead else f"{head}:"
    return [first, *(f"    - {escape(m.marker)} {escape(m.text)}" for m in items)]


def _verified(shown: Sequence[Shown], library: Library) -> list[_Piece]:
    """Those whose citation and words hold in the catalogue, numbered."""
    pieces: list[_Piece] = []
    for place in shown:
        evidence = library.evidence(place.key, place.unit)
        if evidence is None or evidence.naskah is None:
            continue
        official = replace(evidence, ringkasan=None)
        said = statement(official, "id")
        if said is not None and verified([said], library):
            pieces.append(_Piece(place, official, len(pieces) + 1))
    return pieces


def _intro(pieces: Sequence[_Piece], levels: Sequence[str], language: Language, whole: bool) -> str:
    texts, names = TEXTS[language], NAMES[language]
    marks = " ".join(f"[{p.number}]" for p in pieces) if len(pieces) <= 8 else f"[1] … [{len(pieces)}]"
    first = pieces[0].shown
    urusan = _joined(list(dict.fromkeys(p.shown.urusan for p in pieces)), language)
    urusan = escape(urusan.lower())
    rows = len({(p.shown.unit.huruf, p.shown.unit.angka) for p in pieces})
    if first.unit.kolom is None:
        if levels:
            who = _joined([names[level] for level in levels], language)
            return texts["none_row"].format(who=who, row=escape(first.row), marks=marks)
        return texts["rows"].format(urusan=urusan, n=rows, marks=marks)
    held = list(dict.fromkeys(level_key(p.shown.unit.kolom) for p in pieces))
    who = _joined([names[level] for level in held], language)
    if whole:
        return texts["whole"].format(urusan=urusan, who=who, n=rows, marks=marks)
    return texts["holder" if len(held) == 1 else "holders"].format(who=who, marks=marks)


def compose_cells(
    question: Question,
    library: Library,
    shown: Sequence[Shown],
    levels: Sequence[str],
    blank: Sequence[str] = (),
    whole: bool = False,
) -> Jawaban | None:
    """The answer: a direct sentence, the places in order, what is blank, the line of labels.

    Args:
        question: as asked.
        library: where each word is checked.
        shown: places of matrices, in order.
        levels: whose kewenangan was asked for; empty where that is the question.
        blank: names of rows that say nothing for these levels.
        whole: a whole bidang was asked for.

    Returns:
        None where nothing holds.
    """
    language = question.language
    pieces = _verified(shown, library)
    if not pieces:
        return None
    two = len({p.shown.unit.kolom for p in pieces}) > 1
    count = sum(len([m for m in p.evidence.cited.members if m.unit.butir]) for p in pieces)
    lines = [line for p in pieces for line in _block(p, language, two, short=count > LIMIT)]
    citations: list[Sitasi] = [cite(p.evidence, p.number) for p in pieces]
    parts = [sentence(_intro(pieces, levels, language, whole)), "\n".join(lines)]
    if blank and levels:
        who = _joined([NAMES[language][level] for level in levels], language)
        rows = "; ".join(escape(row) for row in blank)
        parts.append(TEXTS[language]["blank"].format(who=who, rows=rows))
    basis = "; ".join(f"{c.label} [{c.n}]" for c in citations)
    parts.append(f"{BASIS[language]} {basis}")
    return Jawaban(question.text, language, "\n\n".join(parts), citations=tuple(citations))
