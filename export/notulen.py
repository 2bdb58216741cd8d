"""Notulen: the minutes of a meeting, with answers and their sources, as data and as Markdown. Pure.

Answers come in with their citations; over all items these are numbered anew, in order, each source once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.models import Sitasi
from export.cells import long_date

MARK = re.compile(r"(?<!\\)\[(\d{1,3})\](?!\()")
BASIS = re.compile(r"^\*\*Dasar(?: \(basis\))?:\*\*.*$|^(?:Lihat juga|See also): .*$", re.MULTILINE)
SMALL = re.compile(r"</?small>")
KINDS = {"naskah": "naskah resmi", "ringkasan": "ringkasan kami, bukan bunyi peraturan", "pemetaan": "hasil pemetaan"}


@dataclass(frozen=True)
class Butir:
    """An item: an answer with its question, or a free point.

    Attributes:
        question: "" for a free point.
        text: Markdown with [1] marks of its own citations.
        citations: of an answer; empty for a free point.
    """

    text: str
    question: str = ""
    citations: tuple[Sitasi, ...] = ()

    @property
    def broken(self) -> tuple[str, ...]:
        """Marks that lead to no citation, after the text was edited: ("[7]",)."""
        known = {c.n for c in self.citations}
        return tuple(dict.fromkeys(m[0] for m in MARK.finditer(self.text) if int(m[1]) not in known))

    @property
    def unmarked(self) -> tuple[Sitasi, ...]:
        """Citations whose mark the text has no more."""
        marks = {int(m[1]) for m in MARK.finditer(self.text)}
        return tuple(c for c in self.citations if c.n not in marks)


@dataclass(frozen=True)
class TindakLanjut:
    """What is to be done after the meeting."""

    tugas: str
    pelaksana: str = ""
    tanggal: str = ""


@dataclass(frozen=True)
class Notulen:
    """The minutes of a meeting.

    Attributes:
        kop: lines of the letterhead; "" for none.
        tanggal: "2026-02-13", or as somebody wrote it.
        hadir: who attended, a line each.
        pustaka: what the library held and when, in a sentence.
    """

    judul: str = ""
    tanggal: str = ""
    tempat: str = ""
    agenda: str = ""
    hadir: tuple[str, ...] = ()
    butir: tuple[Butir, ...] = ()
    tindak: tuple[TindakLanjut, ...] = ()
    kop: str = ""
    pimpinan: str = ""
    pencatat: str = ""
    pustaka: str = ""

    def moved(self, at: int, by: int) -> Notulen:
        """With an item further up or down; the same at either end."""
        to = at + by
        if not (0 <= at < len(self.butir) and 0 <= to < len(self.butir)):
            return self
        items = list(self.butir)
        items.insert(to, items.pop(at))
        return replace(self, butir=tuple(items))

    def without(self, at: int) -> Notulen:
        """Without an item."""
        return replace(self, butir=tuple(item for n, item in enumerate(self.butir) if n != at))

    def edited(self, at: int, text: str) -> Notulen:
        """With another text of an item."""
        return replace(self, butir=tuple(replace(b, text=text) if n == at else b for n, b in enumerate(self.butir)))

    @property
    def broken(self) -> tuple[tuple[int, str], ...]:
        """(number of the item from 1, mark) of every mark that leads nowhere."""
        return tuple((n, mark) for n, item in enumerate(self.butir, 1) for mark in item.broken)


def plain_answer(text: str) -> str:
    """An answer as an item begins: without the lines that only list its sources, which the minutes list themselves."""
    return re.sub(r"\n{3,}", "\n\n", SMALL.sub("", BASIS.sub("", text))).strip()


def numbered(notulen: Notulen) -> tuple[tuple[Butir, ...], tuple[Sitasi, ...]]:
    """The items with marks over all of them, and the sources that these lead to, in order.

    A mark that leads nowhere becomes "[?]"; a source that two items cite has one number.
    """
    sources: list[Sitasi] = []
    items: list[Butir] = []
    for item in notulen.butir:
        by_number = {c.n: c for c in item.citations}

        def lead(match: re.Match[str], known: dict[int, Sitasi] = by_number) -> str:
            cited = known.get(int(match[1]))
            return f"[{_number(cited, sources)}]" if cited else "[?]"

        items.append(replace(item, text=MARK.sub(lead, item.text), citations=()))
    return tuple(items), tuple(sources)


def _number(cited: Sitasi, sources: list[Sitasi]) -> int:
    for source in sources:
        if (source.key, source.unit, source.sheet, source.rows) == (cited.key, cited.unit, cited.sheet, cited.rows):
            return source.n
    sources.append(replace(cited, n=len(sources) + 1))
    return len(sources)


def source_line(source: Sitasi) -> str:
    """A source for the list: what, which file and page, which kind of text, and its words."""
    page = f", hlm. {source.page}" if source.page else ""
    return f"{source.label} ({KINDS.get(source.kind, source.kind)}; {source.file}{page}): “{source.quote}”"


def markdown(notulen: Notulen) -> str:
    """The minutes as Markdown."""
    items, sources = numbered(notulen)
    lines = [f"# {_plain(notulen.judul) or 'Notulen rapat'}", ""]
    facts = (
        ("Tanggal", long_date(notulen.tanggal)), ("Tempat", notulen.tempat), ("Agenda", notulen.agenda),
        ("Pimpinan rapat", notulen.pimpinan), ("Notulis", notulen.pencatat), ("Hadir", "; ".join(notulen.hadir)),
    )  # fmt: skip
    lines += [f"- **{name}:** {_plain(value)}" for name, value in facts if value]
    for number, item in enumerate(items, 1):
        lines += ["", f"## {number}. {_plain(item.question) or 'Pokok pembahasan'}", "", item.text]
    if notulen.tindak:
        lines += ["", "## Tindak lanjut", "", "| Tugas | Pelaksana | Tanggal |", "|---|---|---|"]
        lines += [
            f"| {_cell(t.tugas)} | {_cell(t.pelaksana)} | {_cell(long_date(t.tanggal))} |" for t in notulen.tindak
        ]
    if sources:
        lines += ["", "## Sumber", ""] + [f"{s.n}. {_plain(source_line(s))}" for s in sources]
    if notulen.pustaka:
        lines += ["", _plain(notulen.pustaka)]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _cell(text: str) -> str:
    return _plain(text).replace("\n", " ")


# --- Markdown of our own answers as blocks, for documents that are no Markdown


@dataclass(frozen=True)
class Block:
    """A piece of an answer.

    Attributes:
        kind: "paragraph", "item" or "table".
        text: of a paragraph or item, plain but for **bold** marks.
        level: of an item, from 0.
        rows: of a table, head first.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs, list items and tables of an answer, in order."""
    table: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            cells = tuple(unescaped(c.strip()) for c in re.split(r"(?<!\\)\|", line.strip().strip("|")))
            if not all(re.fullmatch(r":?-+:?", c) for c in cells):
                table.append(cells)
            continue
        if table:
            yield Block("table", rows=tuple(table))
            table = []
        item = re.match(r"(\s*)[-*] (.*)", line)
        if item:
            yield Block("item", unescaped(item[2]), len(item[1]) // 4)
        elif line.strip():
            yield Block("paragraph", unescaped(re.sub(r"^#+ |^_(.*)_$", r"\1", line.strip())))


def unescaped(text: str) -> str:
    r"""Text as it is read: "Pasal 5 \(1\) &amp; \*" -> "Pasal 5 (1) & *"; **bold** stays."""
    return html.unescape(re.sub(r"\\([\\`*_\[\]<>#|~()])", r"\1", text))


def pieces(text: str) -> Sequence[tuple[str, bool]]:
    """(words, bold) of a text: "a **b**" -> (("a ", False), ("b", True))."""
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return [(part, n % 2 == 1) for n, part in enumerate(parts) if part]
