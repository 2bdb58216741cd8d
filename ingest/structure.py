"""Pages -> Peraturan, with BAB, Bagian, Paragraf, Pasal, ayat, huruf, angka, Penjelasan and Lampiran. Pure.

Headings are chosen as the best chain for the whole text (`numbering.best_chain`), not as the next number that looks
right: references look like headings, and OCR makes headings look like references.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from corpus.models import Ketentuan, Page, Part, Peraturan, Unit, page_ranges
from ingest.clean import join_lines, strip_furniture
from ingest.document import sections
from ingest.identity import identify, title_case
from ingest.numbering import Candidate, best_chain, readings, roman, roman_value
from ingest.units import Piece, split, split_changes, split_explanation

# "Pasal 5", "Pasal lO", "Pasil27", "PasaJ22", "pasal 45", "PASAL 7", "Pasal l1", "^Pasal 3"
PASAL = re.compile(
    r"(?<![\w/])\^?(?:[Pp]a[sg][ai]-?[lJI1ti]|PASAL)\s{0,3}\^?"
    r"(?P<number>\d(?:[ \t][\dlIO]){1,2}(?=[ \t]*(?:\n|$))|\d{1,3}[ \t]?[A-Z](?!\w)|[\dlIOoSsBLi]{1,4}[A-Z]?)(?!\w)"
)
REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:dalam|dimaksud|ketentuan|dan|atau|dengan|dari|oleh|pada|ke|menurut|berdasarkan|dan/atau|ayat|huruf|"
    r"bunyi|antara|yaitu|sampai|melanggar|diantara|di antara|angka|isi|juncto|jo\.?)|,)\s*$",
    re.IGNORECASE,
)
REFERENCE_AFTER = re.compile(
    r"[ \t]*(?:ayat|huruf|angka|sampai\b|s\.d\.|dan\b|atau\b|Undang|Peraturan|sebagaimana|juncto|jo\b|[,;)]|"
    r"\.(?![ \t]+[\"“(]?[A-Z\d]))"  # "Pasal 1. Warga menanam" opens a Pasal of the fifties
)
HEADING = re.compile(
    r"^[ \t]*(?P<head>BAB\s?[IVXLl1]{1,7}[A-Z]?\b|"
    r"B[ae]g[irat]{1,2}[nu]\s+(?:Ke\w+|Pertama|Satu)[^\n]{0,30}?(?=\n|$|\s[A-Z])|"
    r"(?:Paragra[fl]|Pengra[fl])[ .]{0,2}(?:\d{1,2}|\w{1,5})\b(?=[ \t]*(?:\n|$)|[ \t]+[A-Z]))",
    re.MULTILINE,
)  # "Bagtan Keenam", "Bagran Kelima", "Paragraf4", "Paragraf.2 Pendaftaran", "Pengraf 2"
INLINE_HEADING = re.compile(r"(?P<head>BAB\s[IVXL]{1,7}\b|Bagian\s+Ke\w+|Paragraf\s+\d{1,2}\b)")
CLOSING = re.compile(
    r"(?:^|\n|(?<=[.;] ))\s*"
    r"(?:Agar\s+(?:supaya\s+)?(?:setiap|semua)\s+orang|(?:Ditetapkan|Disahkan|Diundangkan)\s+di\b)"
)
HEADING_CHARS = 500  # BAB, Bagian and Paragraf with their titles take less
GAZETTE = re.compile(r"(?:^|\n)\s*TAMBAHAN\s+(?:LEMBARAN|BERITA)\b")  # ends the Penjelasan
ANNEX = re.compile(r"\n\s*(?P<head>L[A-Z.\\l]{6,10}N\b[^\n]{0,80})")
EXPLANATION = re.compile(r"(?:^|\n)[ \t]*(?P<head>[A-Z\[\],.:' ]{8,16})\s*(?:ATAS\b)")


# alone on its line: "Pasal I", "Pasal II", "PASAL II", "Pasal l"
ROMAN_PASAL = re.compile(r"^[ \t]*(?P<head>(?:Pasal|PASAL)[ \t]+(?P<number>[IVXl]{1,5}))[ \t.]*$", re.MULTILINE)
CHANGES = re.compile(r"\W*(?:PERUBAHAN|Perubahan)\b")


@dataclass(frozen=True)
class Zone:
    """A span of the text that is one part of the document."""

    part: Part
    start: int
    end: int


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


def _looks_like(head: str, word: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", head.upper())
    return SequenceMatcher(None, letters, word).ratio() >= 0.78


def find_zones(text: str) -> list[Zone]:
    """Body, Penjelasan and Lampiran, in the order in which they stand; together they cover the text."""
    cuts: list[tuple[int, Part]] = [(0, "batang tubuh")]
    closing = CLOSING.search(text)
    explained = next(
        (m for m in EXPLANATION.finditer(text) if _looks_like(m["head"], "PENJELASAN") and m.start() > 200), None
    )
    if explained:
        cuts.append((explained.start("head"), "penjelasan"))
    floor = closing.start() if closing else len(text) // 5
    for match in ANNEX.finditer(text, floor):
        first_word = match["head"].split()[0]
        if not _looks_like(first_word, "LAMPIRAN"):
            continue
        rest = match["head"][len(first_word) :].strip(" :.")
        if not rest or re.match(r"[IVX\d]+\b|PERATURAN|UNDANG|KEPUTUSAN|INSTRUKSI|SURAT", rest):
            cuts.append((match.start("head"), "lampiran"))
            break
    cuts.sort()
    ends = [place for place, _ in cuts[1:]] + [len(text)]
    return [Zone(part, start, end) for (start, part), end in zip(cuts, ends, strict=True)]


def _pasal_score(text: str, match: re.Match[str], low: int) -> float | None:
    start, end = match.start(), match.end()
    line_start = text.rfind("\n", low, start) + 1 if "\n" in text[low:start] else low
    at_line = not text[line_start:start].strip()
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    alone = at_line and not text[end:line_end].strip(" .,…'`_-")
    before = text[max(low, start - 40) : start].rstrip()
    after = text[end : end + 70]
    if REFERENCE_BEFORE.search(before):
        return None
    if REFERENCE_AFTER.match(after) and not (alone and after.lstrip(" ").startswith((".", ",", "\n"))):
        return None
    following = after.lstrip(" .,…'`_-\n")
    if alone and re.match(
        r"(?:(?:ayat|huruf|sampai|dan|atau|sebagaimana)\b|(?:Undang|Peraturan)[\w\s-]{1,40}Nomor)", following
    ):
        return None
    ended = not before or before.endswith((".", ";", ":", ")")) or before.isupper()
    if not at_line and not (ended or _ends_with_heading(before)):
        return None
    score = 1.0 + (1.0 if at_line else 0.0) + (1.5 if alone else 0.0)
    score += 0.3 if ended else (0.0 if alone else -0.5)
    opens = following[:1].isupper() or bool(re.match(r"[(\[{lt]\s?[\dlI]", following))
    score += 0.5 if opens else -0.5
    return score - (0.3 if match[0].startswith("p") else 0.0)


def _ends_with_heading(before: str) -> bool:
    """Mid-line: "Bagian Kesatu Subjek Hukum Pasal 2" has a title of capitalised words before it."""
    words = before.split()[-3:]
    return bool(words) and all(w[:1].isupper() or w.lower() in ("dan", "di", "dengan", "untuk") for w in words)


def pasal_candidates(text: str, low: int, high: int) -> list[Candidate]:
    """Places in text[low:high] that may be the heading of a Pasal."""
    found: list[Candidate] = []
    for match in PASAL.finditer(text, low, high):
        score = _pasal_score(text, match, low)
        if score is None:
            continue
        for value, cost in readings(re.sub(r"\s", "", match["number"])):
            found.append(Candidate(match.start(), match.end(), value, score - cost, f"{value[0]}{value[1]}"))
    return found


def roman_candidates(text: str, low: int, high: int) -> list[Candidate]:
    """Places in text[low:high] that may be "Pasal I" or "Pasal II" of a regulation that changes another."""
    found: list[Candidate] = []
    for match in ROMAN_PASAL.finditer(text, low, high):
        value = roman_value(match["number"].replace("l", "I").replace("1", "I"))
        if value:
            found.append(Candidate(match.start("head"), match.end(), (value, ""), 1.0, roman(value)))
    return found


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
    provisions: tuple[Ketentuan, ...]
    pasal: tuple[str, ...]
    missing: tuple[str, ...]


def _missing(chain: Sequence[Candidate], amending: bool = False) -> tuple[str, ...]:
    lost: list[str] = []
    previous = 0
    for item in chain:
        lost.extend(roman(n) if amending else str(n) for n in range(previous + 1, item.value[0]))
        previous = item.value[0]
    return tuple(lost)


def _fill(chain: list[Candidate], text: str, low: int, high: int) -> list[Candidate]:
    """Where one number is missing and one heading line without a readable number stands there, it is that one."""
    filled: list[Candidate] = []
    for index, item in enumerate(chain):
        start = chain[index - 1].body if index else low
        previous = chain[index - 1].value[0] if index else 0
        if item.value[0] - previous == 2:
            marks = list(
                re.finditer(r"(?:^|\n)\s*([Pp]a[sg][ai][lJI1])[ \t]?\S{0,4}[ \t]*(?=\n)", text[start : item.start])
            )
            if len(marks) == 1:
                place = start + marks[0].start(1)
                filled.append(Candidate(place, start + marks[0].end(), (previous + 1, ""), 0.1, str(previous + 1)))
        filled.append(item)
    return filled


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


def _by_section(layout: Layout, zone: Zone) -> list[Ketentuan]:
    """A document without Pasal: one provision for each of its own sections and each page of them."""
    return [
        item
        for section in sections(layout.text, zone.start, zone.end)
        for item in _by_page(layout, section.start, section.end, zone.part, section.headings or ("Isi",))
    ]


def _read_body(layout: Layout, zone: Zone, amending: bool = False) -> _Body:
    """The Pasal of the batang tubuh.

    Args:
        layout: the text.
        zone: of the batang tubuh.
        amending: the regulation changes another; its own Pasal are I and II, and those that it quotes stay inside.
    """
    text = layout.text
    chain = best_chain(roman_candidates(text, zone.start, zone.end)) if amending else []
    amending = bool(chain)
    if not amending:
        chain = _fill(best_chain(pasal_candidates(text, zone.start, zone.end)), text, zone.start, zone.end)
    if not chain:
        return _Body(tuple(_by_section(layout, zone)), (), ())
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
    return _Body(tuple(provisions), tuple(item.shown for item in chain), _missing(chain, amending))


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


def _read_explanation(layout: Layout, zone: Zone) -> tuple[Ketentuan, ...]:
    text = layout.text
    chain = best_chain(pasal_candidates(text, zone.start, zone.end))
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
    empty = [page.number for page in pages if not page.text.strip()]
    if empty:
        found.append(f"Halaman tanpa teks: {page_ranges(empty)}; pembacaan pindaian (OCR) belum tersedia.")
    return tuple(found)


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
    body = _Body((), (), ())
    others: list[Ketentuan] = []
    for zone in find_zones(layout.text):
        if zone.part == "batang tubuh" and not body.provisions:
            body = _read_body(layout, zone, amending=bool(CHANGES.match(identity.judul)))
        elif zone.part == "penjelasan":
            others.extend(_read_explanation(layout, zone))
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
