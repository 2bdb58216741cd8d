"""The answer without a language model: the right provision in plain words, its list, its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import Jawaban, Ketentuan, Sitasi
from rag.evidence import Evidence
from rag.question import Language

BASIS = {"id": "**Dasar:**", "en": "**Dasar (basis):**"}
WORDS = 150
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True)
class Statement:
    """A part of an answer and the provision that it rests on.

    Attributes:
        evidence: the provision.
        lines: Markdown lines; the mark goes after the first.
    """

    evidence: Evidence
    lines: tuple[str, ...]

    @property
    def prose_words(self) -> int:
        """Words outside lists."""
        return sum(
            len(line.split()) for line in self.lines if not re.match(r"\s*(?:[-*]|\d+\.|[a-z]{1,2}\\?\.)\s", line)
        )


@dataclass(frozen=True)
class Draft:
    """A composed answer, and what a language model may word anew.

    Attributes:
        asked: the question made whole.
        stated: provisions that it states; none where it stays as composed.
        near: provisions that it points to.
        first: lines of its first statement.
    """

    answer: Jawaban
    asked: str = ""
    stated: tuple[Evidence, ...] = ()
    near: tuple[Evidence, ...] = ()
    first: tuple[str, ...] = ()


def escape(text: str) -> str:
    """Text as Markdown that shows just these characters."""
    text = text.replace("&", "&amp;")
    text = SPECIAL.sub(r"\\\1", text)
    return text.replace("\\<", "&lt;").replace("\\>", "&gt;")


def sentence(text: str) -> str:
    """Text that begins with a capital and ends as a sentence or a lead-in."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if re.search(r"[.:?!]$", text) else re.sub(r"[;,]+$", "", text) + "."


def _item(member: Ketentuan, base: int, english: bool) -> str:
    text = (member.text_en if english and member.text_en else member.text).strip()
    return f"{'    ' * max(0, member.depth - base - 1)}- {escape(member.marker)} {escape(text)}"


def unit_lines(evidence: Evidence, language: Language) -> tuple[str, ...]:
    """A provision as Markdown: its sentence, then its list in order and complete."""
    source, english = evidence.spoken(language)
    members = [m for m in source.members if m.text or m.unit.kolom]
    if not members:
        return ()
    if evidence.unit.angka is not None and evidence.unit.part == "lampiran":
        return matrix_lines(members, evidence.unit_depth)
    first, rest = members[0], members[1:]
    if first.heading == ("Pembukaan",):
        return (f"{escape(source.held.label)}: {sentence(escape(source.held.judul))}",)
    text = first.text_en if english and first.text_en else first.text
    if evidence.unit.part == "lampiran":
        return tuple(_form_lines(text))
    if first.depth > evidence.unit_depth:
        title = (first.title_en if english else first.title) or evidence.label
        return (sentence(escape(title)).rstrip(".") + ":", *(_item(m, evidence.unit_depth, english) for m in members))
    lead = escape(text.strip())
    lead = sentence(lead) if not rest else sentence(re.sub(r"[.;,]\s*$", ":", lead) if not lead.endswith(":") else lead)
    return (lead, *(_item(m, first.depth, english) for m in rest))


def matrix_lines(members: Sequence[Ketentuan], depth: int) -> tuple[str, ...]:
    """A row, cell or item of a matrix: what it is of, then its words or its list."""
    first, rest = members[0], members[1:]
    if first.unit.kolom is None:
        head = sentence(escape(first.text)).rstrip(".")
    else:
        head = escape(first.title) + (f": {escape(first.text.strip())}" if first.text else "")
    return (sentence(head if not rest else head.rstrip(".:") + ":"), *(_item(m, depth, False) for m in rest))


def _form_lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [escape(lines[0]), *(f"- {escape(line)}" for line in lines[1:])] if lines else []


def official_intro(evidence: Evidence, language: Language) -> str:
    """In English, what introduces words that are held in Indonesian alone."""
    source, english = evidence.spoken(language)
    if language == "en" and not english:
        return "There is no English digest of this provision; the official text says, in Indonesian: "
    return ""


def statement(evidence: Evidence, language: Language) -> Statement | None:
    """A provision as a statement; None where it has no words."""
    lines = unit_lines(evidence, language)
    if not lines:
        return None
    intro = official_intro(evidence, language)
    return Statement(evidence, (intro + lines[0], *lines[1:]))


def compose(
    statements: Sequence[Statement], language: Language, note: str = "", pointers: Sequence[Evidence] = ()
) -> tuple[str, tuple[Sitasi, ...]]:
    """Join statements into an answer: numbered marks, the note, what to see as well, and the line of labels.

    Returns:
        The Markdown and its citations; statements on the same provision share a number.
    """
    citations: list[Sitasi] = []
    blocks = ["\n".join(_marked(item.lines, number_of(item.evidence, citations))) for item in statements]
    return closed(blocks, citations, language, note, pointers), tuple(citations)


def closed(
    blocks: Sequence[str],
    citations: list[Sitasi],
    language: Language,
    note: str = "",
    pointers: Sequence[Evidence] = (),
) -> str:
    """Blocks as a whole answer: with the note, what to see as well (numbered on), and the line of labels."""
    blocks = [*blocks, *([noted(note, language)] if note else [])]
    basis = "; ".join(_labelled(c, language) for c in citations)
    if pointers:
        marks = [number_of(evidence, citations) for evidence in pointers]
        seen = "; ".join(_labelled(c, language) for c in citations if c.n in marks)
        blocks.append(f"{'Lihat juga' if language == 'id' else 'See also'}: {seen}")
    blocks.append(f"{BASIS[language]} {basis}")
    return "\n\n".join(blocks)


def noted(note: str, language: Language) -> str:
    """A note as it stands in an answer."""
    return f"_{'Catatan' if language == 'id' else 'Note'}: {escape(note)}_"


def number_of(evidence: Evidence, citations: list[Sitasi]) -> int:
    """The number of a provision among the citations; added where it is new."""
    for citation in citations:
        if citation.key == evidence.key and citation.unit == evidence.unit:
            return citation.n
    citations.append(cite(evidence, len(citations) + 1))
    return len(citations)


def _labelled(citation: Sitasi, language: Language) -> str:
    return f"{citation.label}{_kind_mark(citation, language)} [{citation.n}]"


def _kind_mark(citation: Sitasi, language: Language) -> str:
    if citation.kind == "naskah":
        return ""
    return " (ringkasan)" if language == "id" else " (digest)"


def _marked(lines: Sequence[str], number: int) -> list[str]:
    first, *rest = lines
    ended = re.match(r"(.*?)([.:])$", first, re.DOTALL)
    head = f"{ended[1]} [{number}]{ended[2]}" if ended else f"{first} [{number}]"
    return [head, "", *rest] if rest else [head]


def cite(evidence: Evidence, number: int) -> Sitasi:
    """The citation of a provision."""
    held = evidence.cited.held
    quote, page = evidence.quote()
    return Sitasi(
        number, evidence.kind, evidence.label, held.jenis, held.nomor, held.tahun, evidence.unit, held.file, page,
        quote,
        held.key, evidence.heading,
    )  # fmt: skip
