"""An answer in the words of a language model: sentence by sentence as they pass their check, else the composed one."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from corpus.models import Jawaban, Sitasi
from rag.compose import Draft, closed, escape, noted, number_of, sentence
from rag.enough import Said, enough
from rag.sources import Source, data_text, numbered, system_text
from rag.verify_model import item_problem, sentence_problem

if TYPE_CHECKING:
    from rag.generate import Piece
    from rag.question import Language

log = logging.getLogger(__name__)

MARKS = re.compile(r"\s*\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
ENDING = re.compile(r"(?:[.!?:](?:\s*\[[\d, ]+\])*|(?:\[[\d, ]+\])+[.!?:]?)\s+(?=[A-Z“\"(])")
SHORT = re.compile(r"(?:^|[\s(])(?:[A-Za-z]|no|nomor|dll|dsb|dst|ps|art|jo|a\.n|u\.p|e\.g|i\.e)\.$", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|[a-z][.)])\s+")
LEAD_WORD = re.compile(r"^(?:ya|tidak|yes|no)\s*[,.;:!]\s+(?=\S)", re.IGNORECASE)
OWN_LINE = re.compile(r"^\W*(?:dasar(?: hukum)?|sumber|lihat juga|see also|basis|sources?)\W*:", re.IGNORECASE)
POINTED = ("Lihat juga: ", "See also: ")
NOTHING = re.compile(r"^\W*TIDAK-ADA\W*$", re.MULTILINE)
WHY = {
    "lambat": ("model bahasa terlalu lama menjawab", "the language model took too long"),
    "galat": ("model bahasa tidak dapat dihubungi", "the language model could not be reached"),
    "terpotong": ("jawaban model bahasa terputus", "the language model's answer was cut off"),
    "terlalu panjang": ("jawaban model bahasa terlalu panjang", "the language model wrote too much"),
    "kosong": ("model bahasa tidak menjawab", "the language model did not answer"),
    "menolak": ("model bahasa tidak menjawab", "the language model did not answer"),
    "sedikit": (
        "terlalu sedikit dari jawaban model bahasa yang cocok dengan sumbernya",
        "too little of the language model's answer agreed with its sources",
    ),
}
COMPOSED = ("jawaban ini disusun langsung dari ketentuannya", "this answer is composed from the provisions")


class Stream(Protocol):
    """What hands on a model's words."""

    def stream(self, system: str, data: str) -> Iterator[Piece]:
        """Pieces of text; the last tells how it ended."""
        ...


@dataclass(frozen=True)
class Sheet:
    """What a model has written so far.

    Attributes:
        said: what holds.
        dropped: how many sentences did not.
        lead: the lead-in of the list that is being written; None where it was dropped, or outside of lists.
    """

    said: tuple[Said, ...] = ()
    dropped: int = 0
    lead: Said | None = None


def written(writer: Stream, draft: Draft) -> Iterator[str | Jawaban]:
    """What a model has written so far, as Markdown, each time a sentence holds; the answer last.

    Args:
        writer: the model.
        draft: the composed answer with its provisions.
    """
    began = time.perf_counter()
    language = _language(draft)
    sources = numbered(draft.stated, draft.near, language)
    if not sources:
        yield draft.answer
        return
    yield ""
    system = system_text(language)
    sheet, end, text, line = Sheet(), "terpotong", "", 0
    for piece in writer.stream(system, data_text(draft.asked, sources, language)):
        text, end = text + piece.text, piece.end or end
        done, text = sentences_of(text, piece.end == "selesai")
        for raw in done:
            line += raw is None
            longer = sheet if raw is None else read_sentence(raw, line, sheet, sources, draft, system)
            if longer.said != sheet.said:
                yield _growing(longer, sources, language)
            sheet = longer
        if NOTHING.search(" ".join(r for r in done if r)):
            end = "menolak"
            break
    why = end if end != "selesai" else "" if enough(sheet.said, sheet.dropped, sources, draft, language) else "sedikit"
    answer = fallback(draft.answer, why, language) if why else _final(draft, sheet, sources, language)
    spent = round((time.perf_counter() - began) * 1000)
    total = draft.answer.elapsed_ms.get("total", 0)
    yield replace(answer, elapsed_ms=draft.answer.elapsed_ms | {"total": total + spent})


def _language(draft: Draft) -> Language:
    return "en" if draft.answer.language == "en" else "id"


def fallback(answer: Jawaban, why: str, language: Language) -> Jawaban:
    """The composed answer with a quiet note before what it points to and rests on."""
    place = 0 if language == "id" else 1
    blocks = answer.answer.split("\n\n")
    ending = next((n for n, block in enumerate(blocks) if block.startswith(POINTED)), len(blocks) - 1)
    note = noted(f"{WHY[why][place]}; {COMPOSED[place]}.", language)
    return replace(answer, answer="\n\n".join([*blocks[:ending], note, *blocks[ending:]]))


# --- reading


def sentences_of(text: str, ended: bool) -> tuple[list[str | None], str]:
    """(whole sentences, with None for each end of a line; the rest that is still being written)."""
    found: list[str | None] = []
    *lines, last = text.split("\n")
    for line in lines:
        found.extend([*split_line(line), None])
    *whole, rest = split_line(last) or [""]
    if ended:
        return [*found, *whole, rest], ""
    return [*found, *whole], rest


def split_line(line: str) -> list[str]:
    """The sentences of a line; "No. 22" and "a. ketua" end none."""
    parts, start = [], 0
    for match in ENDING.finditer(line):
        if not SHORT.search(line[start : match.start() + 1]):
            parts.append(line[start : match.end()].rstrip() + " ")
            start = match.end()
    return [*parts, line[start:]]


def read_sentence(raw: str, line: int, sheet: Sheet, sources: Sequence[Source], draft: Draft, system: str) -> Sheet:
    """The sheet with one more sentence, kept or dropped."""
    if not raw.strip() or OWN_LINE.match(raw) or NOTHING.match(raw):
        return sheet
    language = _language(draft)
    bullet = bool(BULLET.match(raw))
    text = re.sub(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", BULLET.sub("", raw)).strip()
    marks = tuple(dict.fromkeys(int(n) for m in MARKS.finditer(text) for n in m[1].split(",")))
    text = LEAD_WORD.sub("", re.sub(r"\s+([.,:;!?])", r"\1", MARKS.sub("", text)).strip())
    lead = sheet.lead if bullet else None
    marks = marks or (lead.marks if lead else ())
    whole = f"{lead.text.rstrip(':.')} {text}" if lead else text
    problem = sentence_problem(whole, marks, sources, draft.asked, language, system)
    if problem is None and lead:
        problem = item_problem(lead.text, text, marks, sources, language)
    if problem is not None:
        log.info("a sentence of the language model was dropped: %s", problem)
        return replace(sheet, dropped=sheet.dropped + 1, lead=sheet.lead if bullet else None)
    said = Said(text, marks, line, bullet)
    if any(s.text == said.text for s in sheet.said):
        return sheet
    opens = said if text.endswith(":") else None
    return replace(sheet, said=(*sheet.said, said), lead=sheet.lead if bullet else opens)


# --- the form


def blocks_of(
    said: Sequence[Said], sources: Sequence[Source], citations: list[Sitasi], language: Language
) -> list[str]:
    """Sentences as Markdown blocks in the form of a composed answer; the citations are numbered by first use."""
    evidence = {source.number: source.evidence for source in sources}
    blocks: list[str] = []
    before: Said | None = None
    lead: Said | None = None
    for item in said:
        numbers = [number_of(evidence[mark], citations) for mark in item.marks]
        marks = "".join(f"[{n}]" for n in numbers)
        text = escape(item.text)
        if item.bullet:
            shown = f"- {text}" if lead and lead.marks == item.marks else f"- {re.sub(r'[.;]$', '', text)} {marks}"
            joined = "\n" if before and before.bullet else "\n\n"
            blocks = (
                [*blocks[:-1], f"{blocks[-1]}{joined}{shown}"]
                if blocks and (lead or joined == "\n")
                else [*blocks, shown]
            )
        else:
            ended = re.match(r"(.*?)([.:!])?$", sentence(text), re.DOTALL)
            shown = f"{ended[1]} {marks}{ended[2] or '.'}" if ended else text
            same = before is not None and before.line == item.line and not before.bullet
            blocks = [*blocks[:-1], f"{blocks[-1]} {shown}"] if same else [*blocks, shown]
            lead = item if item.text.endswith(":") else None
        before = item
    return blocks


def _final(draft: Draft, sheet: Sheet, sources: Sequence[Source], language: Language) -> Jawaban:
    """The answer in the model's words; what the composed one cites besides is pointed to."""
    said = list(sheet.said)
    while said and said[-1].text.endswith(":"):  # a lead-in whose list was dropped
        said.pop()
    citations: list[Sitasi] = []
    blocks = blocks_of(said, sources, citations, language)
    rest = [e for e in (*draft.stated, *draft.near) if not any(c.key == e.key and c.unit == e.unit for c in citations)]
    count = sheet.dropped
    note = {
        "id": f"{count} kalimat dari model bahasa dibuang karena tidak ada di sumbernya.",
        "en": f"{count} sentence{'s' if count > 1 else ''} of the language model left out: not in the sources.",
    }[language]
    answer = closed(blocks, citations, language, note if count else "", rest)
    return replace(draft.answer, answer=answer, citations=tuple(citations), by="model")


def _growing(sheet: Sheet, sources: Sequence[Source], language: Language) -> str:
    """What holds so far, in the form of the whole."""
    citations: list[Sitasi] = []
    return "\n\n".join(blocks_of(sheet.said, sources, citations, language))
