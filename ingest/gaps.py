"""Pasal whose headings can not be read: what stands in the gap between two neighbours, and where they must begin. Pure.

All of it looks only where a number is missing, and takes only what stands there once: the neighbours say what was
printed, so that "Pasal 1 r5" between Pasal 114 and Pasal 116 is Pasal 115.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# "P*sal 145", "I'asal 28", "Pasel i37", "Persal 138", "Pa-sa1 16", "Pasal'/3", "Pasal 1 r5", "Pasal 16,5", "Pasal i9.t"
LOOSE = re.compile(  # a look ahead from each word, since one may take the next for its number
    r"(?<![^\s.;:\"”^'_])(?=(?P<word>(?:[Pp]|I['’])[^\s\d]{2,5}?[l1Iijt!|\]])['.-]?[ \t]?"
    r"(?P<number>[^\s(]{1,6}(?:[ \t][\w.,']{1,3}){0,2})"
    r"(?:\s+[(\[\"“A-Z]|[ \t]*(?:\n|$)))"
)
ALIKE = 0.72  # of the letters of "pasal"
DIGITS = {"0": "oOQDC", "1": "lIi|!rtJTjLf'/[]", "2": "zZ?", "3": "", "4": "A", "5": "sS$", "6": "bG", "7": "/TtV?",
          "8": "BS&g", "9": "gqP"}  # fmt: skip
OPENS = re.compile(r"\s*(?!BAB\b|Bagian\b|Paragraf\b)(?:[(\[{]\s?[1lIr]\s?[)\]}1]|[\"“]?[A-Z])")
REFERS = re.compile(
    r"\bma[kh]s\S{0,4}(?:\s\S{1,7})?$|"  # "sebagaimana dimaksud dalarn"
    r"\b(?:dala\w{1,2}|ketentuan|pada|oleh|dari|menurut|berdasarkan|yaitu|sampai|melanggar|ayat|huruf|angka|"
    r"pasal \w+ dan),?$",
    re.IGNORECASE,
)
WEAK = re.compile(r"\b(?:dan|atau|dan/atau|dengan|untuk|bagi|tentang|terhadap)$|,$")  # lines that a scan put in between
LISTED = re.compile(r";\s*(?:dan|atau|dan\s?/\s?atau)$")  # the last of a list got lost, or stands elsewhere
LAW = re.compile(r"\s*(?:Undang|Peraturan)[\w\s-]{0,60}?\b(?:Nomor|No|Dasar|Tahun|tersebut)\b")
SMALL = frozenset("dan atau di ke dari dengan untuk pada dalam oleh bagi yang serta atas antara terhadap".split())
AYAT = re.compile(  # not of a catchword
    r"\((?:(?P<number>[1-9])[)1l]|[lIi]\s?\))(?=\s?(?!BAB|Bagian|[^\n(]{0,25}(?:…|\.\s?\.))[A-Z][^\n(]{12})"
)
DEFINES = re.compile(r"Dalam\s+(?:Undang|Peraturan)[\w\s-]{1,50}?\bini,?\s+yang\s+dimaksud")
# what begins a Pasal of its own, among the last ones, wherever it is not an ayat
FORMULA = re.compile(
    r"(?<=[.;] )\s*(?:Ketentuan\s+lebih\s+lanjut\s+yang\s+diperlukan\s+(?:bagi|untuk)\s+pelaksanaan|"
    r"Hal-hal\s+(?:lain\s+)?yang\s+belum\s+(?:cukup\s+)?diatur\s+dalam)\s+(?:Peraturan|Undang)[\w\s-]{1,30}?\bini\b"
)
DOTS = re.compile(r"…|\.\s?\.")
CATCHWORD = re.compile(r"\s?(?:…|\.\s?\.[ .]*)\s*(?:Pasal|BAB|Bagian)\b")  # "Pasal 16… Pasal 16 (1) Warga"
NEAR = 5
HEAD = re.compile(r"\b(?:BAB\s?[IVXL]+[A-Z]?|Bagian\s+Ke\w+|Paragraf\s+\d{1,2})\b")
HEADING_CHARS = 160  # a heading with its title
TRIM = " .,…'`_-\n"


def ends_with_heading(before: str) -> bool:
    """Mid-line: "Bagian Kesatu Subjek Hukum Pasal 2" has a title of capitalised words before it."""
    words = before.split()[-3:]
    return bool(words) and all(w[:1].isupper() or w.lower() in SMALL for w in words)


def misread(text: str, low: int, high: int, number: int) -> tuple[int, int] | None:
    """The heading of a missing Pasal in text[low:high], however it reads: its start and the end of its number.

    Args:
        text: of the whole document.
        low: where the Pasal before begins.
        high: where the Pasal after begins.
        number: the missing one.

    Returns:
        None where no place may be it, or more than one.
    """
    found = [
        (m.start("word"), m.end("number")) for m in LOOSE.finditer(text, low, high) if _may_be(text, m, low, number)
    ]
    return found[0] if len(found) == 1 else None


def _may_be(text: str, match: re.Match[str], low: int, number: int) -> bool:
    letters = re.sub(r"[^a-z]", "", match["word"].lower().replace("1", "l"))
    if SequenceMatcher(None, letters, "pasal").ratio() < ALIKE:
        return False
    end = match.end("number")
    wrong = misfit(match["number"], number)
    if DOTS.search(match["number"]) or (wrong and _near(match["number"], number)):
        return False
    before = text[max(low, match.start() - 60) : match.start()].rstrip(" \t\r\n^'`_")
    listed = bool(LISTED.search(before))
    refers = REFERS.search(before) or (WEAK.search(before) and not listed and match["number"] != str(number))
    if wrong > 1 or refers or not OPENS.match(text, end) or LAW.match(text, end, end + 120):
        return False
    at_line = not text[text.rfind("\n", low, match.start()) + 1 : match.start()].strip(" ^'_")
    ended = at_line or listed or not before or before[-1] in '.;:)”"' or ends_with_heading(before)
    if not ended and not (
        wrong == 0 and _after_heading(text, low, match.start())
    ):  # in the middle of a sentence that a scan tore: only where it reads as printed, or opens an ayat
        return wrong == 0 and (match["number"] == str(number) or bool(re.match(r"\s*[(\[{]", text[end : end + 4])))
    return wrong == 0 or (number > 9 and at_line) or (number > 99 and not match["number"].isdecimal())


def _near(seen: str, number: int) -> bool:
    """Whether a number is that of a neighbour: it announces the next page, or refers to it."""
    digits = re.sub(r"\D", "", seen)
    return bool(digits) and abs(int(digits) - number) <= NEAR


def misfit(seen: str, number: int) -> int:
    """How many digits of a number were read as something that does not even look like them; 9 where the length differs.

    "1 r5" for 115 -> 0; "i9.t" for 194 -> 1; "16,5" for 165 -> 0.
    """
    printed = str(number)
    tries = {re.sub(r"\s", "", seen), re.sub(r"[^\w$&?]", "", seen)}
    return min(
        (sum(s != p and s not in DIGITS[p] for s, p in zip(signs, printed, strict=True)) for signs in tries
         if len(signs) == len(printed)),
        default=9,
    )  # fmt: skip


def unheaded(text: str, low: int, high: int, number: int) -> int | None:
    """Where a Pasal begins whose heading is lost: where the ayat begin anew, or a formula that no Pasal goes on with.

    Args:
        text: of the whole document.
        low: where the words of the Pasal before begin.
        high: where the Pasal after begins.
        number: of the Pasal before; 0 before the first, which begins with the definitions.

    Returns:
        None where no place may be it, or more than one.
    """
    if not number:
        defined = DEFINES.search(text, low, high)
        return defined.start() if defined else None
    marks = [
        (m.start(), int(m["number"] or 1)) for m in AYAT.finditer(text, low, high) if _begins(text, m.start(), low)
    ]
    anew = [start for index, (start, ayat) in enumerate(marks) if _is_anew(text, low, marks, index, ayat)]
    if anew:
        return anew[0] if len(anew) == 1 else None
    formulas = [m.end() - len(m[0].lstrip()) for m in FORMULA.finditer(text, low, high)]
    return formulas[0] if len(formulas) == 1 and text[low : formulas[0]].strip(TRIM) else None


def _begins(text: str, start: int, low: int) -> bool:
    """Whether an ayat may begin here: after a sentence or a heading."""
    before = text[max(low, start - 60) : start].rstrip(" \n^")
    return not before or before.endswith((".", ";")) or ends_with_heading(before) or _after_heading(text, low, start)


def _after_heading(text: str, low: int, start: int) -> bool:
    """Whether nothing but its title stands between a BAB, Bagian or Paragraf and a place."""
    marks = list(HEAD.finditer(text, max(low, start - HEADING_CHARS), start))
    return bool(marks) and not re.search(r"[a-z]{2}[.;]|\(\d", text[marks[-1].end() : start])


def _is_anew(text: str, low: int, marks: list[tuple[int, int]], index: int, ayat: int) -> bool:
    """Whether the ayat begin anew at a mark: a (1) that is not the Pasal's own, a (2) that comes a second time.

    No Pasal goes on beyond a heading, so a (2) or (3) under one is anew; its (1) is lost.
    """
    if ayat == 1 or (ayat <= 3 and _after_heading(text, low, marks[index][0])):
        return bool(text[low : marks[index][0]].strip(TRIM))
    return ayat == 2 and index > 0 and marks[index - 1][1] >= 2
