"""Pages -> Peraturan, with BAB, Bagian, Paragraf, Pasal, ayat, huruf, angka, Penjelasan and Lampiran. Pure.

Headings are chosen as the best chain for the whole text (`numbering.best_chain`), not as the next number that looks
right: references look like headings, and OCR makes headings look like references.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.models import Ketentuan, Page, Part, Peraturan, Unit, page_ranges
from ingest.clean import join_lines, strip_furniture
from ingest.document import sections
from ingest.doubts import doubts
from ingest.identity import identify, title_case
from ingest.numbering import Candidate, best_chain, roman
from ingest.pasal import REFERENCE_BEFORE, pasal_candidates, pasal_chain, roman_chain
from ingest.units import Piece, split, split_changes, split_explanation
from ingest.zones import CLOSING, GAZETTE, Zone, enacting_end, find_zones

HEADING = re.compile(
    r"^[ \t]*(?P<head>BAB\s?[IVXLl1]{1,7}[A-Z]?\b|"
    r"B[ae]g[irat]{1,2}[nu]\s+(?:Ke\w+|Pertama|Satu)[^\n]{0,30}?(?=\n|$|\s[A-Z])|"
    r"(?:Paragra[fl]|Pengra[fl])[ .]{0,2}(?:\d{1,2}|\w{1,5})\b(?=[ \t]*(?:\n|$)|[ \t]+[A-Z]))",
    re.MULTILINE,
)  # "Bagtan Keenam", "Bagran Kelima", "Paragraf4", "Paragraf.2 Pendaftaran", "Pengraf 2"
INLINE_HEADING = re.compile(r"(?P<head>BAB\s[IVXL]{1,7}\b|Bagian\s+Ke\w+|Paragraf\s+\d{1,2}\b)")
HEADING_CHARS = 500  # BAB, Bagian and Paragraf with their titles take less
# "Perubahan Kedua atas Undang-Undang"; "Perubahan Batas Wilayah Kota" changes no regulation
CHANGED = r"PERUBAHAN\s+(?:\w+\s+){0,2}?(?:ATAS|TERHADAP|PERATURAN|UNDANG|KEPUTUSAN|PASAL|ORDONANSI)\b"
CHANGES = re.compile(rf"\W*{CHANGED}", re.IGNORECASE)
CHANGES_HEAD = re.compile(rf"\bTENTANG\s+{CHANGED}")
AMENDS = re.compile(
    r"\b(?:diubah|perubahan|berikut|dihapus|ditambah\w*|diganti|dicabut|mengubah|merubah)\b", re.IGNORECASE
)


class Layout:
    """The clean text of a document and where its pages begin."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.numbers = [page.number for page in pages]
        self.starts: list[int] = []
        parts: list[str] = []
        offset = 0
        for page in pages:
            self.starts.append(offset)
            parts.append(page.text + "\n")
            offset += len(page.text) + 1
        self.text = "".join(parts)

    def page_at(self, offset: int) -> int:
        """Number of the page that holds the character at `offset`."""
        index = bisect.bisect_right(self.starts, offset) - 1
        return self.numbers[max(0, index)] if self.numbers else 1

    def passage(self, start: int, end: int) -> tuple[str, int, tuple[tuple[int, int], ...]]:
        """The running text of a span, its first page, and (offset in it, page) of each later page."""
        while start < end and self.text[start].isspace():
            start += 1
        first = bisect.bisect_right(self.starts, start) - 1
        cuts = [s for s in self.starts[first + 1 :] if s < end]
        whole = join_lines(self.text[start:end])
        breaks: list[tuple[int, int]] = []
        for cut in cuts:
            head = join_lines(self.text[start:cut])
            offset = min(len(head), len(whole))
            if 0 < offset < len(whole):
                breaks.append((offset + (whole[offset] == " "), self.page_at(cut)))
        return whole, self.page_at(start), tuple(breaks)


def _headings(text: str, low: int, high: int) -> list[tuple[int, str, str]]:
    """(offset, level, heading) of BAB, Bagian and Paragraf in a gap between two Pasal."""
    found: list[tuple[int, str, str]] = []
    marks = list(HEADING.finditer(text, low, high)) or list(INLINE_HEADING.finditer(text, low, high))
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else high
        head = " ".join(mark["head"].split())
        level = "BAB" if head.startswith("BAB") else "Paragraf" if head.startswith("P") else "Bagian"
        if level == "BAB":
            head = re.sub(r"^BAB\s?", "BAB ", head).replace("l", "I").replace("1", "I")
        if level == "Bagian":
            head = re.sub(r"^B\w+\s+", "Bagian ", head)
        if level == "Paragraf":
            head = re.sub(r"^P\w+?gra[fl][ .]*", "Paragraf ", head)
        title = re.sub(r"(?:\s*[.…]){2,}", " ", join_lines(text[mark.end("head") : end])).strip(" .")
        found.append((mark.start("head"), level, f"{head} {title_case(title)}".strip()))
    return found


def _heading_start(text: str, low: int, high: int) -> int:
    """Where, at the end of a Pasal, the headings of the next one begin; `high` where there are none.

    A heading is followed by its title alone, so the text from it to `high` is short and ends no sentence.
    """
    for pattern in (HEADING, INLINE_HEADING):
        for mark in pattern.finditer(text, low, high):
            rest = text[mark.end("head") : high] if high - mark.end("head") < HEADING_CHARS else ""
            before = text[max(low, mark.start() - 40) : mark.start()].rstrip()
            if re.match(r"[ \t]*[a-z]", rest) or (REFERENCE_BEFORE.search(before) and not before.endswith(",")):
                continue  # "menurut Bagian Kedua dibagi rata"
            if rest and not re.search(r"[a-z][.;]\s*(?:\n|$)(?=.)|;\s", rest):
                return mark.start("head")
    return high


@dataclass(frozen=True)
class _Body:
    provisions: tuple[Ketentuan, ...] = ()
    pasal: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def _missing(chain: Sequence[Candidate]) -> tuple[str, ...]:
    found = {item.value[0] for item in chain}
    lost = [number for number in range(1, max(found, default=0)) if number not in found]
    in_roman = bool(chain) and chain[0].shown == roman(chain[0].value[0])
    return tuple(roman(number) if in_roman else str(number) for number in lost)


def _order(pieces: Sequence[Piece]) -> Literal["huruf", "angka"]:
    for piece in pieces:
        names = [level for level, _ in piece.levels if level != "ayat"]
        if names:
            return "angka" if names[0] == "angka" else "huruf"
    return "huruf"


def _provisions(
    layout: Layout,
    pieces: Sequence[Piece],
    part: Part,
    pasal: str | None,
    heading: tuple[str, ...],
    order: Literal["huruf", "angka"],
) -> list[Ketentuan]:
    found: list[Ketentuan] = []
    for piece in pieces:
        text, page, breaks = layout.passage(piece.start, piece.end)
        if not text:
            continue
        levels = dict(piece.levels)
        unit = Unit(part, pasal, levels.get("ayat"), levels.get("huruf"), levels.get("angka"))
        inside = [
            p for p in pieces if len(p.levels) > len(piece.levels) and p.levels[: len(piece.levels)] == piece.levels
        ]
        whole, _, whole_breaks = layout.passage(piece.start, inside[-1].end) if inside else ("", 0, ())
        found.append(Ketentuan(unit, heading, text, page, breaks, order=order, whole=whole, whole_breaks=whole_breaks))
    return found


def _by_page(layout: Layout, start: int, end: int, part: Part, heading: tuple[str, ...]) -> list[Ketentuan]:
    """A span that has no Pasal: one provision a page."""
    found: list[Ketentuan] = []
    bounds = [start, *[s for s in layout.starts if start < s < end], end]
    for low, high in zip(bounds, bounds[1:], strict=False):
        text, page, _ = layout.passage(low, high)
        if text:
            found.append(Ketentuan(Unit(part), heading, text, page))
    return found


def _own_chain(text: str, zone: Zone, titled: bool, explained: int = 0) -> tuple[list[Candidate], bool]:
    """The Pasal of the regulation itself, and whether it changes another by Pasal I, II …."""
    low = max(zone.start, min(enacting_end(text), zone.end))
    if any(c.value == (1, "") and c.score >= 2.5 for c in pasal_candidates(text, zone.start, low)):
        low = zone.start  # what was taken for the opening words is not
    romans = roman_chain(text, low, zone.end)
    changes = bool(romans and AMENDS.search(text, romans[0].body, romans[0].body + 600))
    if titled and changes and len(romans) > 1:
        return romans, True
    chain = pasal_chain(text, low, zone.end, explained)
    poor = len(chain) <= len(romans) or 3 * len(_missing(chain)) > len(chain)
    if titled and romans and poor:
        return romans, True
    if len(romans) > 1 and not _missing(romans) and poor:
        return romans, changes
    return chain, False


def _by_section(layout: Layout, zone: Zone) -> list[Ketentuan]:
    """A document without Pasal: one provision for each of its own sections and each page of them."""
    return [
        item
        for section in sections(layout.text, zone.start, zone.end)
        for item in _by_page(layout, section.start, section.end, zone.part, section.headings or ("Isi",))
    ]


def _read_body(layout: Layout, zone: Zone, amending: bool = False, explained: int = 0) -> _Body:
    """The Pasal of the batang tubuh.

    Args:
        layout: the text.
        zone: of the batang tubuh.
        amending: the regulation changes another; its own Pasal are I and II, and those that it quotes stay inside.
        explained: number of the last Pasal that the Penjelasan names; 0 where it names none.
    """
    text = layout.text
    chain, amending = _own_chain(text, zone, amending, explained)
    if not chain:
        return _Body(tuple(_by_section(layout, zone)))
    first = _heading_start(text, zone.start, chain[0].start)
    provisions = _by_page(layout, zone.start, first, "batang tubuh", ("Pembukaan",))
    current: dict[str, str] = {}
    gap_start = first
    for index, item in enumerate(chain):
        current, bare = _standing(current, _headings(text, gap_start, item.start))
        provisions.extend(Ketentuan(Unit("batang tubuh"), ("Judul",), h, layout.page_at(p)) for p, _, h in bare)
        limit = chain[index + 1].start if index + 1 < len(chain) else _closing(text, item.body, zone.end)
        end = _heading_start(text, item.body, limit) if index + 1 < len(chain) else limit
        pieces = split_changes(text, item.body, end) if amending else split(text, item.body, end)
        heading = tuple(current[level] for level in ("BAB", "Bagian", "Paragraf") if level in current)
        found = _provisions(layout, pieces, "batang tubuh", item.shown, heading, _order(pieces))
        if not found:
            page = layout.page_at(item.start)
            found = [Ketentuan(Unit("batang tubuh", item.shown), heading, "", page)]
        provisions.extend(found)
        gap_start = end
    provisions.extend(_by_page(layout, gap_start, zone.end, "batang tubuh", ("Penutup",)))
    return _Body(
        tuple(provisions), tuple(item.shown for item in chain), _missing(chain),
        doubts(chain, provisions, explained),
    )  # fmt: skip


def _standing(
    current: dict[str, str], heads: Sequence[tuple[int, str, str]]
) -> tuple[dict[str, str], list[tuple[int, str, str]]]:
    """The headings that stand above the next Pasal, and those that stand above none: a BAB without Pasal, say."""
    fresh: dict[str, tuple[int, str, str]] = {}
    bare: list[tuple[int, str, str]] = []
    for place, level, head in heads:
        bare.extend(kept for name, kept in fresh.items() if not _above(name, level))
        fresh = {name: kept for name, kept in fresh.items() if _above(name, level)} | {level: (place, level, head)}
        current = {name: kept for name, kept in current.items() if _above(name, level)} | {level: head}
    return current, bare


def _above(kept: str, new: str) -> bool:
    order = ("BAB", "Bagian", "Paragraf")
    return order.index(kept) < order.index(new)


def _closing(text: str, low: int, high: int) -> int:
    match = CLOSING.search(text, low, high)
    return match.start() if match else high


def _explained(text: str, zone: Zone | None) -> list[Candidate]:
    """The Pasal that a Penjelasan takes one by one."""
    return best_chain(pasal_candidates(text, zone.start, zone.end)) if zone else []


def _read_explanation(layout: Layout, zone: Zone, chain: Sequence[Candidate]) -> tuple[Ketentuan, ...]:
    text = layout.text
    first = chain[0].start if chain else zone.end
    provisions = _by_page(layout, zone.start, first, "penjelasan", ("Penjelasan Umum",))
    last = GAZETTE.search(text, chain[-1].body if chain else zone.end, zone.end)
    close = last.start() if last else zone.end
    for index, item in enumerate(chain):
        end = chain[index + 1].start if index + 1 < len(chain) else close
        pieces = split_explanation(text, item.body, end)
        provisions.extend(_provisions(layout, pieces, "penjelasan", item.shown, ("Penjelasan",), "huruf"))
    provisions.extend(_by_page(layout, close, zone.end, "penjelasan", ("Penutup",)))
    return tuple(provisions)


def _warnings(body: _Body, pages: Sequence[Page]) -> tuple[str, ...]:
    found: list[str] = []
    if body.missing:
        found.append(f"Pasal tidak ditemukan: {', '.join(body.missing[:20])}{' …' if len(body.missing) > 20 else ''}.")
    if not body.pasal:
        found.append("Tidak ada Pasal yang dikenali; isi disimpan menurut judul bagian dan halaman.")
    found.extend(body.warnings)
    empty = [page.number for page in pages if not page.text.strip()]
    if empty:
        found.append(f"Halaman tanpa teks: {page_ranges(empty)}.")
    return tuple(found)


def _is_titled_change(text: str, judul: str) -> bool:
    return bool(CHANGES.match(judul) or CHANGES_HEAD.search(text, 0, max(2500, min(enacting_end(text) + 200, 12000))))


def parse(pages: Sequence[Page], file: str) -> Peraturan:
    """Understand a document.

    Args:
        pages: as read, in order.
        file: its file name, without folder.

    Returns:
        What was understood; no text makes it raise, and what is not understood is kept by page.
    """
    clean = strip_furniture(list(pages))
    layout = Layout(clean)
    identity = identify(layout.text, file)
    text, others = layout.text, list[Ketentuan]()
    zones = find_zones(text)
    explanation = next((zone for zone in zones if zone.part == "penjelasan"), None)
    chain = _explained(text, explanation)
    body = _read_body(layout, zones[0], _is_titled_change(text, identity.judul), chain[-1].value[0] if chain else 0)
    if explanation and body.pasal[:1] == ("I",):  # what it explains is I, II …, with what they change inside
        chain = roman_chain(text, explanation.start, explanation.end) or chain
    for zone in zones[1:]:
        if zone is explanation:
            others.extend(_read_explanation(layout, zone, chain))
        else:
            others.extend(_by_page(layout, zone.start, zone.end, "lampiran", ("Lampiran",)))
    return Peraturan(
        file=file, jenis=identity.jenis, nomor=identity.nomor, tahun=identity.tahun,
        judul=identity.judul or (file.rsplit("/", 1)[-1].rsplit(".", 1)[0] if identity.jenis == "Dokumen" else ""),
        pages=len(pages),
        ocr_pages=tuple(page.number for page in pages if page.ocr_layer),
        empty_pages=tuple(page.number for page in pages if not page.text.strip()),
        provisions=(*body.provisions, *others), missing=body.missing, warnings=_warnings(body, pages),
    )  # fmt: skip
