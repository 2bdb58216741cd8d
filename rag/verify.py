"""Nothing leaves unless each citation resolves and each quote and each spoken word stands in its source."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from corpus.mappings import Mappings
from corpus.models import Ketentuan, Sitasi
from rag.compose import Statement, cite
from rag.evidence import Library

LETTERS = re.compile(r"[^\W_]+")


def letters(text: str) -> str:
    """The letters and digits of a text, lower case: what stays equal whatever the blanks and line ends."""
    return "".join(LETTERS.findall(text)).lower()


def stands_in(quote: str, members: Sequence[Ketentuan]) -> bool:
    """Whether a quote is, word for word, in one of the provisions."""
    wanted = letters(quote)
    return bool(wanted) and any(wanted in letters(m.whole or m.text) or wanted in letters(m.text) for m in members)


def citation_problem(citation: Sitasi, library: Library) -> str | None:
    """Why a citation may not leave; None where it holds."""
    if citation.kind == "pemetaan":
        return row_problem(citation, Mappings(library.catalog))
    if citation.unit.pasal is None and citation.unit.part != "lampiran":
        held = library.held.get((citation.key, citation.kind))
        members: Sequence[Ketentuan] = library.catalog.provisions(held.id, citation.unit.part) if held else ()
    else:
        members = [m for m in library.pasal(citation.key, citation.kind, citation.unit) if citation.unit.covers(m.unit)]
    if not members:
        return f"{citation.label} does not resolve"
    if not stands_in(citation.quote, members):
        return f"the quote of {citation.label} is not in its source"
    return None


def row_problem(citation: Sitasi, mappings: Mappings, there: frozenset[int] = frozenset()) -> str | None:
    """Why a citation of rows may not leave: a row is not there, or the quote is in none of them.

    Args:
        there: the rows of its sheet, where they were read already.
    """
    sheet = citation.sheet or ""
    if not citation.rows or not (there or mappings.numbers(citation.key, sheet)).issuperset(citation.rows):
        return f"{citation.label} does not resolve"
    wanted = letters(citation.quote)
    rows = (mappings.row(citation.key, sheet, number) for number in citation.rows)
    if not wanted or not any(wanted in letters(row.quote) for row in rows if row):
        return f"the quote of {citation.label} is not in its source"
    return None


def statement_problem(statement: Statement, library: Library) -> str | None:
    """Why a statement may not leave: its citation, or a line that its sources do not hold."""
    evidence = statement.evidence
    problem = citation_problem(cite(evidence, 1), library)
    if problem:
        return problem
    sources = [s for s in (evidence.naskah, evidence.ringkasan) if s is not None]
    held = letters(
        " ".join(
            f"{m.marker} {m.text} {m.marker} {m.text_en} {m.title} {m.title_en}" for s in sources for m in s.members
        )
    )
    held += letters(evidence.label)
    for line in statement.lines:
        spoken = line.split(": ", 1)[1] if line.startswith("There is no English digest") else line
        plain = re.sub(r"\\(.)", r"\1", html.unescape(spoken))
        if letters(plain) not in held and not all(letters(part) in held for part in re.split(r"(?<=[.:;])\s", plain)):
            return f"a line of {evidence.label} is not in its source: {plain[:60]!r}"
    return None


def verified(statements: Sequence[Statement], library: Library) -> list[Statement]:
    """The statements that may leave."""
    return [s for s in statements if statement_problem(s, library) is None]
