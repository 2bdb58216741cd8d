"""Inside one Pasal: ayat, huruf and angka, each with its own words. Pure.

Offsets run through the text of the whole document, so that every provision keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.numbering import Candidate, best_chain, letter_value, readings

Level = Literal["ayat", "huruf", "angka"]

# "(1)", and as OCR leaves it: "(21", "l2l", "t2t", "(l)", "(2t", "{3)", "(s)"
AYAT = re.compile(r"(?P<open>[(\[{tl])\s?(?P<number>\d{1,2}[a-z]?|[lISsOa])\s?(?P<close>[)\]}1ltI])(?=\s|\S)")
# the place of an ayat whose number can not be read: "(f) Dalam", "(U Rencana", "1A) Kerja sama"
AYAT_UNREAD = re.compile(r"(?<=\n)[ \t]*(?:\(\s?[^\s()]{1,2}\s?\)?|[\dlIA-Z]{1,2}\))\s+(?=[A-Z])")
# "a. latar belakang", "b,kerja sama", "J. penandatanganan", "c Pemerintah Daerah", "d." at the end
HURUF = re.compile(r"(?P<mark>[a-z]{1,2}|[1lIJ])\s?(?P<dot>[.,]|(?= [A-Za-z]))(?P<blank>\s*)(?=\S|$)")
# "1. Kerja Sama", "l. Kerja Sama", "12. …"
ANGKA = re.compile(r"(?P<mark>\d{1,3}|[lI])\s?(?P<dot>[.,]|(?= [A-Za-z]))(?P<blank>\s*)(?=\S)")
ENDS = (".", ";", ":")
CONNECTED = re.compile(r"(?:[;:,]|\b(?:dan|atau|dan/atau|dan/ atau))\s*$")
REFERENCE_BEFORE = re.compile(
    r"(?:\bayat|\bayat\s*\(?\w{1,2}\)?\s*(?:,|dan|atau|sampai dengan|s\.d\.)|\bhuruf|\bangka|\bPasal)\s*$",
    re.IGNORECASE,
)
LIST_REFERENCE_BEFORE = re.compile(
    r"\b(?:huruf|angka|ayat|pasal|nomor|no|tahun|tanggal|pukul|kelas|tipe|golongan)\s*$", re.IGNORECASE
)
AYAT_LIST_BEFORE = re.compile(
    r"\bayat\s*\(\w{1,2}\)(?:\s*(?:,|dan|atau|dan/atau|sampai dengan)\s*(?:ayat\s*)?(?:\(\w{1,2}\))?)*\s*$"
)


@dataclass(frozen=True)
class Piece:
    """A node: its marker, and the span of its own words (children cut away)."""

    levels: tuple[tuple[Level, str], ...]
    start: int
    end: int


def _line_start(text: str, place: int, low: int) -> bool:
    before = text[max(low, place - 3) : place]
    return place == low or before.rstrip(" ").endswith("\n") or not text[low:place].strip()


def _before(text: str, place: int, low: int) -> str:
    return text[max(low, place - 60) : place].rstrip()


def _ayat_score(text: str, match: re.Match[str], low: int) -> float | None:
    start, before = match.start(), _before(text, match.start(), low)
    at_line = _line_start(text, start, low)
    exact = match["open"] == "(" and match["close"] == ")"
    if REFERENCE_BEFORE.search(before) or AYAT_LIST_BEFORE.search(before):
        return None
    if not at_line and not (exact and before.endswith(ENDS)):
        return None
    if not exact and match["open"] in "tl" and (match["close"] not in "lt1)" or not match["number"][0].isdigit()):
        return None  # "tat-": letters alone are a word
    score = (1.0 if at_line else 0.4) + (0.6 if exact else 0.0)
    score += 0.9 if not before or before.endswith(ENDS) else -0.2
    after = text[match.end() : match.end() + 12].lstrip()
    return score + (0.6 if after[:1].isupper() or after[:1] in '"“' else -0.2)


def ayat_candidates(text: str, low: int, high: int) -> list[Candidate]:
    """Places in text[low:high] that may begin an ayat."""
    found: list[Candidate] = []
    for match in AYAT.finditer(text, low, high):
        score = _ayat_score(text, match, low)
        if score is None:
            continue
        raw = match["number"]
        lettered = re.fullmatch(r"(\d+)([a-z])", raw)
        if lettered:
            found.append(Candidate(match.start(), match.end(), (int(lettered[1]), lettered[2]), score, raw))
            continue
        for value, cost in readings(raw):
            found.append(Candidate(match.start(), match.end(), value, score - cost, str(value[0])))
    return found


def _list_score(text: str, match: re.Match[str], low: int) -> float | None:
    before = _before(text, match.start(), low)
    at_line = _line_start(text, match.start(), low)
    if not at_line and not (CONNECTED.search(before) or before.endswith(".")):
        return None
    if not at_line and (match["dot"] == "," or not match["blank"]):
        return None
    if LIST_REFERENCE_BEFORE.search(before):
        return None
    if not match["dot"] and not (at_line and before.endswith(ENDS)):
        return None  # "4 Kerja Sama": OCR loses the dot; only after a finished item
    score = 1.0 if at_line else 0.5
    score += 0.5 if match["dot"] == "." else -0.2 if match["dot"] else -0.8
    score += 0.0 if match["blank"] else -0.4
    score += 0.7 if not before or CONNECTED.search(before) or before.endswith(".") else -0.1
    return score


def list_candidates(text: str, low: int, high: int, level: Level) -> list[Candidate]:
    """Places in text[low:high] that may begin a huruf ("a.") or an angka ("1.")."""
    pattern = HURUF if level == "huruf" else ANGKA
    found: list[Candidate] = []
    for match in pattern.finditer(text, low, high):
        if match.start() > low and text[match.start() - 1].isalnum():
            continue
        score = _list_score(text, match, low)
        if score is None:
            continue
        mark = match["mark"]
        if level == "angka":
            for value, cost in readings(mark):
                found.append(Candidate(match.start(), match.end(), value, score - cost, str(value[0])))
            continue
        for letters, cost in _letter_readings(mark):
            place = letter_value(letters)
            if place:
                found.append(Candidate(match.start(), match.end(), (place, ""), score - cost, letters))
    return found


def _letter_readings(mark: str) -> list[tuple[str, float]]:
    """What a huruf may be: OCR reads i as "1", "l" or "I", j as "J"."""
    if mark == "J":
        return [("j", 0.2)]
    if mark in "1I":
        return [("i", 0.6), ("l", 0.7)]
    if mark == "l":
        return [("l", 0.0), ("i", 0.6)]
    if mark == "c":
        return [("c", 0.0), ("e", 0.9), ("g", 0.9)]
    if mark == "cl":
        return [("d", 0.6)]
    return [(mark, 0.0)]


def fill_ayat(chain: list[Candidate], text: str, low: int, high: int) -> list[Candidate]:
    """Where one ayat is missing and just one unreadable number stands there, at a line start, it is that one."""
    filled: list[Candidate] = []
    following: list[Candidate | None] = [*chain, None]
    for index, item in enumerate(following):
        start = chain[index - 1].body if index else low
        previous = chain[index - 1].value[0] if index else 0
        if item is None or (item.value[0] - previous == 2 and not item.value[1]):
            end = high if item is None else item.start
            lead = max(low, start - 1)  # the line end before the place belongs to the look-behind
            marks = [m for m in AYAT_UNREAD.finditer(text, lead, end) if _ended(text, m.start(), low)]
            if len(marks) == 1 and chain:
                filled.append(Candidate(marks[0].start(), marks[0].end(), (previous + 1, ""), 0.1, str(previous + 1)))
        if item is not None:
            filled.append(item)
    return filled


def _ended(text: str, place: int, low: int) -> bool:
    before = _before(text, place, low)
    return not before or before.endswith(ENDS)


def _accept(chain: Sequence[Candidate], text: str, low: int) -> bool:
    """Whether a chain is a list, and not a word that looks like a marker."""
    if not chain or chain[0].value[0] > 3:
        return False
    lead = text[low : chain[0].start].strip()
    if len(chain) == 1:
        return chain[0].value[0] == 1 and (not lead or lead.endswith(":"))
    return True


def _cut(
    text: str, low: int, high: int, chain: Sequence[Candidate], level: Level, above: tuple[tuple[Level, str], ...],
    rest: tuple[Level, ...],
) -> list[Piece]:  # fmt: skip
    pieces: list[Piece] = []
    if text[low : chain[0].start].strip():
        pieces.append(Piece(above, low, chain[0].start))
    ends = [item.start for item in chain[1:]] + [high]
    for item, end in zip(chain, ends, strict=True):
        if text[item.body : end].strip():
            pieces.extend(split(text, item.body, end, (*above, (level, item.shown)), rest))
        elif pieces:  # a marker without words stays with the words before it
            pieces[-1] = Piece(pieces[-1].levels, pieces[-1].start, end)
        else:
            pieces.append(Piece(above, item.start, end))
    return pieces


def _first_list(text: str, low: int, high: int, rest: tuple[Level, ...]) -> tuple[Level, list[Candidate]] | None:
    """The outer list: of huruf and angka the one whose first item comes first."""
    best: tuple[Level, list[Candidate]] | None = None
    for level in rest:
        chain = best_chain(list_candidates(text, low, high, level))
        if _accept(chain, text, low) and (best is None or chain[0].start < best[1][0].start):
            best = (level, chain)
    return best


def split(
    text: str,
    low: int,
    high: int,
    above: tuple[tuple[Level, str], ...] = (),
    rest: tuple[Level, ...] = ("ayat", "huruf", "angka"),
) -> list[Piece]:
    """Cut text[low:high] into its ayat, huruf and angka, in order; nothing is lost, nothing doubled.

    Args:
        text: of the whole document.
        low: where the span begins.
        high: where it ends.
        above: the levels that this text lies in already.
        rest: the levels that may still open.
    """
    if "ayat" in rest:
        below: tuple[Level, ...] = ("huruf", "angka")
        chain = fill_ayat(best_chain(ayat_candidates(text, low, high)), text, low, high)
        if _accept(chain, text, low) and _ayat_lead_is_short(text, low, chain):
            return _cut(text, low, high, chain, "ayat", above, below)
        rest = below
    found = _first_list(text, low, high, rest)
    if found is None:
        return [Piece(above, low, high)]
    level, chain = found
    return _cut(text, low, high, chain, level, above, tuple(r for r in rest if r != level))


def _ayat_lead_is_short(text: str, low: int, chain: Sequence[Candidate]) -> bool:
    """A Pasal with ayat opens with one; before a single "(2)" inside a sentence stands much text."""
    lead = text[low : chain[0].start].strip()
    return len(lead) < 200 or len(chain) >= 3


# "1. Ketentuan Pasal 1 diubah", "2," Di antara Pasal 4 dan Pasal 5 disisipkan", "\ Di antara" (number unread)
CHANGE = re.compile(
    r"^[ \t]*(?P<mark>\d{1,3}|[lI]{1,2}|\S)\s?[.,\"”)]{0,2}[ \t]+(?=(?:Ketentuan|Di\s?antara|Mengubah|Judul|Lampiran|"
    r"Penjelasan|BAB|Bab|Bagian|Paragraf|Pasal|Setelah|Sebelum|Menambah\w*|Menghapus|Menyisip\w*|Mengganti|Frasa|Angka|Huruf|Ayat)\b)",
    re.MULTILINE,
)


# the same in the middle of a line, where only the words leave no doubt: "… selesai. 3. Di antara Pasal 4 dan Pasal 5"
INNER_CHANGE = re.compile(
    r"(?<=[.;:”\")] )(?P<mark>\d{1,3})\s?[.,]\s?(?=(?:Ketentuan|Di\s?antara|Mengubah|Judul\s+B|Setelah\s+Pasal|"
    r"Menambah\w*|Menghapus)\b|(?:Pasal|Ayat|BAB)\s[^.;:]{1,60}?\b(?:diubah|dihapus|ditambah|diganti)\b)"
)


# anywhere, where the whole instruction stands: "… Metode Omnibus 4. Di antara Pasal 42 dan Pasal 43 disisipkan"
WHOLE_CHANGE = re.compile(
    r"(?<=\s)(?P<mark>\d{1,3})\s?[.,]?\s(?=(?:Ketentuan\s+|"
    r"D[il]\s?antara\s+(?:ketentuan\s+)?)(?:Pasal|ayat|huruf|angka|B[Aa][Bb])\s"
    r"[^.;:]{1,120}?\b(?:diubah|dihapus|disisip\w*|ditambah\w*|diganti)\b)"
)


def split_changes(text: str, low: int, high: int) -> list[Piece]:
    """Cut "Pasal I" of a regulation that changes another into its numbered changes, each with what it quotes."""
    found: list[Candidate] = []
    for match in CHANGE.finditer(text, low, high):
        for value, cost in readings(match["mark"]):
            found.append(Candidate(match.start("mark"), match.end(), value, 1.0 - cost, str(value[0])))
    known = {item.start for item in found}
    for pattern in (INNER_CHANGE, WHOLE_CHANGE):
        for match in pattern.finditer(text, low, high):
            if match.start() not in known:
                known.add(match.start())
                number = int(match["mark"])
                found.append(Candidate(match.start(), match.end(), (number, ""), 0.8, str(number)))
    found.sort(key=lambda item: item.start)
    chain = best_chain(found)
    if not _accept(chain, text, low):  # the first may be lost, with the page that they stood on
        chain = best_chain(found, min((item.value[0] for item in found), default=1))
    if len(chain) < 2 and not _accept(chain, text, low):
        return [Piece((), low, high)]
    return _cut(text, low, high, chain, "angka", (), ())


# Penjelasan: "Ayat (2)", "Huruf a", "Angka 3" on lines of their own
EXPLAINED = re.compile(
    r"(?:(?<=\n)|(?<=\A)|(?<=[.;] ))\s*(?P<level>Ayat|Huruf|Angka)\s*"
    r"(?P<number>\([\w]{1,3}.?|[a-z]{1,2}(?![a-z])|\d{1,3})[).]?(?=\s|$|[A-Z])"
)


def split_explanation(text: str, low: int, high: int) -> list[Piece]:
    """Cut the Penjelasan of one Pasal by its "Ayat (n)", "Huruf x", "Angka n" lines."""
    marks = list(EXPLAINED.finditer(text, low, high))
    pieces: list[Piece] = []
    if text[low : marks[0].start() if marks else high].strip():
        pieces.append(Piece((), low, marks[0].start() if marks else high))
    levels: list[tuple[Level, str]] = []
    for index, mark in enumerate(marks):
        level: Level = "ayat" if mark["level"] == "Ayat" else "huruf" if mark["level"] == "Huruf" else "angka"
        number = mark["number"].strip("().")
        if level == "ayat":
            number = number.rstrip(")f1l") or number
            read = readings(number)
            number = str(read[0][0][0]) if read and not number.isdecimal() else number
        levels = [pair for pair in levels if _outside(pair[0], level, levels)]
        levels.append((level, number))
        end = marks[index + 1].start() if index + 1 < len(marks) else high
        if text[mark.end() : end].strip():
            pieces.append(Piece(tuple(levels), mark.end(), end))
        elif index + 1 == len(marks) or not _inside(marks[index + 1]["level"], mark["level"]):
            pieces.append(Piece(tuple(levels), mark.start("level"), end))  # the label is all there is
    return pieces


def _inside(level: str, outer: str) -> bool:
    order = ("Ayat", "Huruf", "Angka")
    return order.index(level) > order.index(outer)


def _outside(upper: Level, new: Level, levels: Sequence[tuple[Level, str]]) -> bool:
    """Whether an open level stays open when a new mark comes."""
    if new == "ayat":
        return False
    if upper == "ayat":
        return True
    names = [name for name, _ in levels]
    return upper != new and names.index(upper) < (names.index(new) if new in names else len(names))
