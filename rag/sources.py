"""The evidence of an answer as numbered sources: what a model is shown, fenced, and what its sentences may rest on."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.models import Ketentuan
from rag.claims import Claim, read_claim
from rag.compose import unit_lines
from rag.evidence import Evidence
from rag.question import Language

PROMPTS = Path(__file__).with_name("prompts")
MAX_CHARS = 7000  # of all sources together: what a local model reads in reasonable time
MAX_SOURCES = 8
SENTENCE = re.compile(r"(?<=[.;?!])\s+(?=[A-Z(\"“])")
# Words that speak to a machine, not to citizens: such a provision is never handed to a model
ORDER = re.compile(
    r"\b(?:abaikan|lupakan|hiraukan|kesampingkan|ignore|disregard|forget|override)\b.{0,60}"
    r"\b(?:petunjuk|instruksi|perintah|arahan|sebelumnya|di atas|instructions?|prompts?|rules|previous|above)\b"
    r"|\b(?:kamu|anda|you)\s+(?:adalah|sekarang|kini|are|now|must)\b.{0,40}\b(?:asisten|assistant|model|bot|chatbot|AI)\b"
    r"|(?<!tanggung )(?<!tanya )\b(?:jawab(?:lah)?|katakan(?:lah)?|tulis(?:kan)?lah|respond|reply|answer|output|print)"
    r"\b\s*(?:hanya|saja|only|bahwa|that|kata|with the|dengan kata|[\"“])"
    r"|\b(?:system prompt|prompt sistem|model bahasa|language model|chatgpt)\b"
    r"|<\|?(?:im_start|system|assistant)|\[/?INST\]|^\s*(?:system|assistant)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Source:
    """A provision under the number that a model knows it by.

    Attributes:
        number: from 1.
        stated: the composed answer states it; else it is only near.
        shown: its words as the model reads them.
        segments: its sentences, an item of a list with its lead-in, official text and digest alike.
        heads: stems of its label, titles and headings.
        vocabulary: those, and the stems of all its words.
        words: all its words, lower case.
        lists: how many items its lists have.
    """

    number: int
    evidence: Evidence
    stated: bool
    shown: str
    segments: tuple[Claim, ...]
    heads: frozenset[str]
    vocabulary: frozenset[str]
    words: frozenset[str]
    lists: frozenset[int]


def numbered(stated: Sequence[Evidence], near: Sequence[Evidence], language: Language) -> list[Source]:
    """The sources that a model may be shown; none where one that is stated may not be shown, or all are too long.

    Provisions without words in the language of the answer, or with orders to a machine, are left out.
    """
    found: list[Source] = []
    length = 0
    for evidence in (*stated, *near):
        source = _source(evidence, len(found) + 1, evidence in stated, language)
        length += len(source.shown) if source else 0
        if source is None or length > MAX_CHARS or len(found) == MAX_SOURCES:
            if evidence in stated:
                return []
            continue
        found.append(source)
    return found


def _source(evidence: Evidence, number: int, stated: bool, language: Language) -> Source | None:
    spoken, english = evidence.spoken(language)
    if language == "en" and not english:
        return None
    sources = [s for s in (evidence.naskah, evidence.ringkasan) if s is not None]
    everything = [
        f"{m.title} {m.title_en} {m.text} {m.text_en} {' '.join(m.heading)}" for s in sources for m in s.members
    ]
    if ORDER.search(" ".join([evidence.label, *(s.held.judul for s in sources), *everything])):
        return None
    segments = [text for s in sources for text in segments_of(s.members, english)]
    claims = tuple(read_claim(text, language) for text in segments)
    heads = " ".join(
        f"{m.title_en if english else m.title} {' '.join(m.heading)} {m.marker}" for s in sources for m in s.members
    )
    rest = read_claim(f"{evidence.label} {heads} {spoken.held.judul} {spoken.held.judul_en}", language)
    first = spoken.members[0]
    title = first.title_en if english else first.title
    lines = [html.unescape(re.sub(r"\\(.)", r"\1", line)) for line in unit_lines(evidence, language)]
    return Source(
        number, evidence, stated, "\n".join([evidence.label, *([title] if title else []), *lines]), claims,
        rest.stems, frozenset().union(rest.stems, *(c.stems for c in claims)),
        frozenset().union(rest.words, *(c.words for c in claims)),
        frozenset(n for s in sources for n in list_lengths(s.members)),
    )  # fmt: skip


def segments_of(members: Sequence[Ketentuan], english: bool) -> list[str]:
    """The sentences of provisions in order; an item is led by what stands above it."""
    above: list[tuple[int, str]] = []
    found = []
    for member in members:
        text = " ".join((member.text_en if english else member.text).split())
        above = [(depth, lead) for depth, lead in above if depth < member.depth]
        if not text:
            continue
        *whole, last = SENTENCE.split(text)
        found.extend(whole)
        found.append(" ".join([*(lead for _, lead in above), last]))
        if text.endswith(":") or any(m.depth > member.depth and member.unit.covers(m.unit) for m in members):
            above.append((member.depth, last))
    return found


def list_lengths(members: Sequence[Ketentuan]) -> list[int]:
    """How many items each list has: those of one depth under one parent."""
    counts: dict[tuple[object, ...], int] = {}
    for member in members:
        if member.marker and not member.marker.startswith("("):
            levels = [level for level in member.unit.levels if level is not None]
            counts[(member.depth, *levels[:-1])] = counts.get((member.depth, *levels[:-1]), 0) + 1
    return [count for count in counts.values() if count > 1]


def system_text(language: Language) -> str:
    """What a model is told to do."""
    return (PROMPTS / f"jawab-{language}.md").read_text(encoding="utf-8").strip()


def data_text(question: str, sources: Sequence[Source], language: Language) -> str:
    """The sources and the question, each in a fence that its own words can not close."""
    words = ("SUMBER", "PERTANYAAN") if language == "id" else ("SOURCE", "QUESTION")
    seal = hashlib.sha256("\0".join([question, *(s.shown for s in sources)]).encode()).hexdigest()[:8]
    parts = [(f"{words[0]} {source.number}", source.shown) for source in sources]
    return "\n\n".join(
        f"<<{name} {seal}>>\n{_inside(text)}\n<</{name} {seal}>>" for name, text in [*parts, (words[1], question)]
    )


def _inside(text: str) -> str:
    """Words that can not close a fence."""
    return text.replace("<<", "< <").replace(">>", "> >").strip()
