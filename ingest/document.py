"""Documents that are no regulation, and decrees without Pasal: their own headings, and what stands under each. Pure.

A letter, a guideline, terms of reference or minutes has headings such as "BAB I", "I. PENDAHULUAN", "1.2 Maksud dan
Tujuan", "A. Latar Belakang", "KERANGKA ACUAN KERJA"; a decree has its diktum: "KESATU", "KEDUA". A line counts as a
heading where it looks like a title and its number carries on a series, or begins one: the items of a list do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.numbering import roman_value

# "BAB II", "BAB 2 TATA CARA"
BAB = re.compile(r"BAB\s?(?P<mark>[IVXLC]{1,7}|\d{1,2})\b[\s.:]*(?P<title>.*)$")
# "A. Latar Belakang", "IV. PERAN PARA PIHAK", "1.2 Maksud dan Tujuan", "3. Cara Masuk"
NUMBERED = re.compile(
    r"(?P<mark>\d{1,2}(?:\.\d{1,2}){1,3}(?=\.?\s)|(?:[A-Z]|[IVXLC]{2,7}|\d{1,2})(?=\.\s))\.?\s+(?P<title>\S.*)$"
)
ORDINALS = (
    "KESATU KEDUA KETIGA KEEMPAT KELIMA KEENAM KETUJUH KEDELAPAN KESEMBILAN KESEPULUH KESEBELAS KEDUABELAS KETIGABELAS "
    "KEEMPATBELAS KELIMABELAS KEENAMBELAS KETUJUHBELAS KEDELAPANBELAS KESEMBILANBELAS KEDUAPULUH"
).split()
# "KESATU : Menetapkan …", "KETIGA' Mempercepat …", "KEDUA BELAS"
DIKTUM = re.compile(r"(?P<mark>PERTAMA|KE[A-Z]{3,12}(?:\s(?:BELAS|PULUH))?)\b\W{0,4}(?P<rest>.*)$")
DIKTUM_END = re.compile(r"(?:Ditetapkan|Dikeluarkan|Dibuat)\s+di\b")
# What a document calls itself on a line of its own, in capitals.
TITLES = re.compile(
    r"(?:FORMAT|CONTOH|RANCANGAN|DRAF|LAPORAN)?\s?"
    r"(?:KERANGKA ACUAN|STUDI KELAYAKAN|NOTULA|NOTULEN|BERITA ACARA|PEDOMAN|PETUNJUK|PANDUAN|SURAT|NOTA DINAS|"
    r"NOTA KESEPAKATAN|NOTA KESEPAHAMAN|KESEPAKATAN BERSAMA|PERJANJIAN KERJA SAMA|RENCANA KERJA|TELAAHAN STAF|LAPORAN|"
    r"PROPOSAL|NASKAH AKADEMIK|STANDAR OPERASIONAL|UNDANGAN|PENGUMUMAN|RISALAH|PAKTA INTEGRITAS|DAFTAR HADIR)\b"
)
BARE = re.compile(
    r"(?:PENDAHULUAN|LATAR BELAKANG|PENUTUP|KESIMPULAN|KESIMPULAN DAN SARAN|KATA PENGANTAR|DAFTAR ISI|DAFTAR PUSTAKA|"
    r"RINGKASAN EKSEKUTIF|RUANG LINGKUP|MAKSUD DAN TUJUAN|DASAR HUKUM|LAMPIRAN(?:\s[IVX\d]+)?)$"
)
LEADER = re.compile(r"\.{3,}|…|(?:\s\.){3,}")  # a line of a table of contents; "…" also waits to be filled in
SMALL = frozenset(
    "dan di ke dari dengan yang atas untuk pada dalam oleh atau bagi tentang serta antara melalui secara terhadap para "
    "sebagai per guna of and the".split()
)
SUBJECT = re.compile(
    r"^(?:Perihal|Hal|H a l|Subjek)\s*:\s*(?P<subject>\S.*?)(?:\s+(?:di\s?-|Kepada\b.*|Yth\b.*))?$", re.MULTILINE
)
LETTER_NUMBER = re.compile(r"^(?:Nomor|No\.)\s*:", re.MULTILINE)
TITLE_CHARS = 160
TITLE_LINES = 4
MOST_LEVELS = 6
HEADS = ("title", "bab", "bare")
BODY_CHARS = 80  # a number over fewer characters is an item of a list, however much it looks like a title


@dataclass(frozen=True)
class Line:
    """A line of a text and where it stands."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading as found.

    Attributes:
        start, end: offsets of its line or lines in the text.
        style: "title", "bare", "bab", "roman", "letter", "decimal", "number" or "diktum".
        number: its place in its series; 0 where it has none.
        text: as printed, in one line.
    """

    start: int
    end: int
    style: str
    number: int
    text: str


@dataclass(frozen=True)
class Section:
    """A span of the text under one heading.

    Attributes:
        headings: those above it, outermost first, its own the last; none before the first heading.
    """

    start: int
    end: int
    headings: tuple[str, ...]


def _lines(text: str, low: int, high: int) -> list[Line]:
    found: list[Line] = []
    for match in re.finditer(r"[^\n]+", text[low:high]):
        words = match[0].strip()
        if words:
            found.append(Line(low + match.start(), low + match.end(), words))
    return found


def in_capitals(text: str) -> bool:
    """Whether the letters of a line are capitals, by far most of them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def looks_like_title(text: str, following: str = "", strict: bool = True) -> bool:
    """Whether words are a title: in capitals, or each word of weight with one; no sentence, no item of a list.

    Args:
        text: without its number.
        following: the next line; a title is no sentence that goes on there.
        strict: each word of weight needs its capital; else most, or a short line.
    """
    words = re.findall(r"[^\W\d_]+", text)
    if sum(map(len, words)) < 3 or len(text) > TITLE_CHARS or len(words) > 18:
        return False
    if (
        text.endswith((".", ";", ","))
        or words[-1].lower() in SMALL
        or LEADER.search(text)
        or re.search(r"\s\d+$", text)
    ):
        return False
    if in_capitals(text):
        return True
    if not text[:1].isupper() or (following[:1].islower() and not re.match(r"[a-z][.)]\s", following)):
        return False
    weighty = [w for w in words if len(w) > 3 and w.lower() not in SMALL]
    capital = sum(w[0].isupper() for w in weighty)
    enough = capital == len(weighty) if strict else capital >= 0.6 * len(weighty) or len(words) <= 4
    return len(words) <= 12 and enough


def _capital_run(lines: list[Line], index: int, text: str) -> tuple[str, int]:
    """A title in capitals goes on in the lines below that are nothing but capitals: (whole title, its last line).

    Args:
        lines: of the text.
        index: of the line that holds `text`.
        text: the title so far; "" where the line is "BAB I" alone.
    """
    last = index
    while last + 1 < len(lines) and last + 1 - index < TITLE_LINES:
        following = lines[last + 1].text
        marked = BAB.match(following) or NUMBERED.match(following) or ":" in following
        if marked or (text and BARE.match(following)) or LEADER.search(text):
            break
        if not in_capitals(following) or len(text) + len(following) > TITLE_CHARS:
            break
        text, last = f"{text} {following}".strip(), last + 1
    return text, last


def _readings(mark: str) -> list[tuple[str, int]]:
    """What a number may be: "I" is the first of the Roman ones, or the ninth letter."""
    if "." in mark:
        return [(f"decimal{mark.count('.')}", int(mark.rsplit(".", 1)[1]))]
    if mark.isdecimal():
        return [("number", int(mark))]
    found = [("letter", ord(mark) - 64)] if len(mark) == 1 else []
    value = roman_value(mark)
    return [("roman", value), *found] if value else found


def candidates(text: str, low: int, high: int) -> Iterator[tuple[Heading, list[tuple[str, int]]]]:
    """Lines that look like headings, each with the readings of its number."""
    lines = _lines(text, low, high)
    index = 0
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        last, shown, style, readings = index, line.text, "", [("", 0)]
        if match := BAB.match(line.text):
            title, last = _capital_run(lines, index, match["title"])
            value = int(match["mark"]) if match["mark"].isdecimal() else roman_value(match["mark"])
            if value and not LEADER.search(title) and (not title or looks_like_title(title)):
                style, shown, readings = "bab", f"BAB {match['mark']} {title}".strip(), [("bab", value)]
        elif match := NUMBERED.match(line.text):
            if looks_like_title(match["title"].rstrip(" :"), following, strict=match["mark"].isdecimal()):
                title = match["title"].rstrip(" :")
                title, last = _capital_run(lines, index, title) if in_capitals(title) else (title, index)
                style, shown = "numbered", f"{line.text[: match.start('title')].strip()} {title}"
                readings = _readings(match["mark"])
        elif in_capitals(line.text) and (TITLES.match(line.text) or BARE.match(line.text)):
            style = "bare" if BARE.match(line.text) else "title"
            shown, last = (line.text, index) if style == "bare" else _capital_run(lines, index, line.text)
            shown = re.sub(r"\W{3,}$", "", shown)
            readings = [(style, 0)]
        if style:
            yield Heading(line.start, lines[last].end, style, 0, shown), readings
        index = last + 1


def _place(stack: list[Heading], style: str, number: int) -> int | None:
    """How much of the stack stays above a heading of this style and number; None where it does not fit in."""
    same = next((i for i, h in enumerate(stack) if h.style == style), None)
    if style in HEADS:  # each goes under those that rank above it
        above = sum(HEADS.index(h.style) < HEADS.index(style) for h in stack if h.style in HEADS)
        chapter = next((i for i, h in enumerate(stack) if h.style == "bab"), None)
        return chapter + 1 if style == "title" and chapter is not None else above
    if style.startswith("decimal"):
        return next((i for i, h in enumerate(stack) if h.style.startswith("decimal") and h.style >= style), len(stack))
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == style and 1 <= number - stack[depth].number <= 2:
            return depth
    if number == 1 and stack and stack[-1].style == style:
        return len(stack) - 1  # it begins again
    begins = number == 1 or (number == 2 and same is None and style in ("roman", "letter"))  # the first was not read
    return len(stack) if begins and len(stack) < MOST_LEVELS else None


def sections(text: str, low: int = 0, high: int | None = None) -> list[Section]:
    """Cut a text at its headings; together the sections cover it, whatever it is.

    Args:
        text: clean lines.
        low, high: the part of it that is looked at.
    """
    high = len(text) if high is None else high
    diktum = _diktum(text, low, high)
    found: list[Section] = []
    above: tuple[str, ...] = ("Pembukaan",) if diktum else ()
    start = bare_from = low
    for heading, path in diktum or _marks(text, low, high):
        nested = path[: len(above)] == above and bool(found or above)
        if text[bare_from : heading.start].strip() or (text[start : heading.start].strip() and not nested):
            found.append(Section(start, heading.start, above))
            start = heading.start
        bare_from, above = heading.end, path
    if start < high:
        found.append(Section(start, high, above))
    return found


def _marks(text: str, low: int, high: int) -> list[tuple[Heading, tuple[str, ...]]]:
    """The headings of a document, each with its path."""
    stack: list[Heading] = []
    found: list[tuple[Heading, tuple[str, ...]]] = []
    for heading, readings in candidates(text, low, high):
        fits = [(place, s, n) for s, n in readings if (place := _place(stack, s, n)) is not None]
        if not fits:
            continue
        place, style, number = max(fits, key=lambda f: f[2] > 1)  # what carries on goes before what begins
        stack = [*stack[:place], replace(heading, style=style, number=number)]
        found.append((stack[-1], tuple(h.text for h in stack)))
    return _without_lists(found, high) if found else []


def _without_lists(found: list[tuple[Heading, tuple[str, ...]]], high: int) -> list[tuple[Heading, tuple[str, ...]]]:
    """Numbers over next to nothing go, and their like under the same heading: they are the items of a list."""
    ends = [heading.start for heading, _ in found[1:]] + [high]
    following = [path for _, path in found[1:]] + [()]
    thin: dict[tuple[str, ...], list[bool]] = {}
    for (heading, path), end, after in zip(found, ends, following, strict=True):
        if heading.style.startswith(("number", "decimal")):
            leads = after[: len(path)] == path  # over headings of its own
            thin.setdefault(path[:-1], []).append(end - heading.end <= BODY_CHARS and not leads)
    lists = {above for above, short in thin.items() if 2 * sum(short) > len(short)}
    return [
        (heading, path)
        for heading, path in found
        if not (heading.style.startswith(("number", "decimal")) and any(path[:n] in lists for n in range(len(path))))
    ]


def _diktum(text: str, low: int, high: int) -> list[tuple[Heading, tuple[str, ...]]]:
    """The diktum of a decree or an instruction, and its closing; none where there are not two."""
    found: list[tuple[Heading, tuple[str, ...]]] = []
    number = 0
    for line in _lines(text, low, high):
        match = DIKTUM.match(line.text)
        if match:
            mark = match["mark"].replace(" ", "").replace("PERTAMA", "KESATU")
            value = ORDINALS.index(mark) + 1 if mark in ORDINALS else 0
            if 1 <= value - number <= 2:
                number = value
                end = line.start + text[line.start : line.end].index(match["mark"]) + len(match["mark"])
                found.append((Heading(line.start, end, "diktum", value, match["mark"]), (f"Diktum {match['mark']}",)))
        elif number and DIKTUM_END.match(line.text):
            found.append((Heading(line.start, line.start, "closing", 0, "Penutup"), ("Penutup",)))
            break
    return found if number > 1 else []


def title_of(text: str) -> str:
    """What a document calls itself: the subject of a letter, or the capitals at its head; "" where it does not say.

    Args:
        text: its first page, clean lines.
    """
    head = text[:3000]
    subject = SUBJECT.search(head)
    if subject and LETTER_NUMBER.search(head):
        return f"Surat perihal {subject['subject'].strip(' .;,')}"
    lines = _lines(head, 0, len(head))
    for index, line in enumerate(lines[:8]):
        if BAB.match(line.text) or BARE.match(line.text):
            return ""
        if in_capitals(line.text) and TITLES.match(line.text):
            return re.sub(r"\W{3,}$", "", _capital_run(lines, index, line.text)[0])
    return ""
