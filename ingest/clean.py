"""Named cleaners: what is page furniture goes, what is text stays. Pure, str -> str or pages -> pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher

from corpus.models import Page

# "-2-", "- 10-", "- ll -", "-L2-", "- 89 -", "-7", "_13_", "_ 16_", "_t2_"
PAGE_NUMBER = re.compile(r"^\W{0,3}[-–—_]\s{0,3}[\dlIoOtLiSTB]{1,3}\s{0,3}[-–—_]?\W{0,3}$|^\d{1,4}$")
# "b. bahwa . . .", "Pasal 354 . . .", "BABVIII ...", "(2) Tata cara , . .", "Pasal 36, . ."
CATCHWORD = re.compile(r"^(.{1,60}?)\s*(?:[.,…]\s*){2,}$")
# "SK No 012345 A"
STAMP = re.compile(r"^SK\s*No\.?\s*[\dOlI]{4,}\s*[A-Z]?$", re.IGNORECASE)
# the same, run together with the line beside it: "SK No 031215 A9. Komite"
INNER_STAMP = re.compile(r"\bSK\s?No\s?\d{6}\s?[A-Z](?=\d|\s|$)")
SITE = re.compile(r"^(?:https?://)?(?:www\.)[\w./-]+$|^[\w.-]+\.go\.id(?:/\S*)?$", re.IGNORECASE)
# "2020, No. 371 -2-", "-3- 2020, No.371"
GAZETTE_HEAD = re.compile(r"^(?:-\s*\d+\s*-\s*)?\d{4}\s*,\s*No\.?\s*\d+(?:\s*-\s*\d+\s*-)?$")
HEADS = ("PRESIDENREPUBLIKINDONESIA", "REPUBLIKINDONESIAPRESIDEN", "PRESIDEN", "REPUBLIKINDONESIA")
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000]+")


def squeeze(line: str) -> str:
    """Runs of blanks become one; the ends are bare."""
    return SPACES.sub(" ", line).strip()


def plain_characters(text: str) -> str:
    """Ligatures, odd blanks and control characters become plain ones.

    A soft hyphen goes; U+FFFD (a letter that the PDF does not name) stays, since it marks a loss.
    """
    for odd, plain in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("\u00ad", ""), ("\r\n", "\n")):
        text = text.replace(odd, plain)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]", " ", text)


def is_state_head(line: str) -> bool:
    """Whether a line is the printed head "PRESIDEN / REPUBLIK INDONESIA", in OCR spelling too.

    Real: "PRES IDEN", "P RES ID EN", "REPIJBLIK INDONESIA", "PR E S IDEN", "REPU BLIK INOONESIA", "trRESIDEN",
    "REPUBLIK INDONESlAPRESIDEN". A line that goes on is no head: "PRESIDEN REPUBLIK INDONESIA," opens the regulation.
    """
    letters = re.sub(r"[^A-Za-z]", "", line)
    if not 6 <= len(letters) <= 28 or sum(c.isupper() for c in letters) < 0.75 * len(letters):
        return False
    if line.rstrip().endswith((",", ":", ";")):
        return False
    upper = letters.upper()
    return any(SequenceMatcher(None, upper, head).ratio() >= 0.8 for head in HEADS)


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", squeeze(line)).lower()


def _repeated(pages: list[list[str]]) -> set[str]:
    """Masked lines that stand at the top or the bottom of many pages."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_mask(line) for line in lines[:3] + lines[-2:] if len(line) <= 80})
    need = max(3, len(pages) * 0.4)
    return {mask for mask, count in counts.items() if count >= need and len(mask) > 3 and mask.strip("# -.") != ""}


# A heading or a marker is never furniture, however often it repeats at the edge of a page.
STRUCTURE = re.compile(r"^(?:pasal|bab|bagian|paragraf|ayat|huruf|angka|\(#\)|#\.|[a-z]\.|cukup jelas)", re.IGNORECASE)


def _is_furniture(line: str, repeated: set[str]) -> bool:
    if PAGE_NUMBER.match(line) or STAMP.match(line) or SITE.match(line) or GAZETTE_HEAD.match(line):
        return True
    if is_state_head(line):
        return True
    mask = _mask(line)
    return mask in repeated and not STRUCTURE.match(mask)


def _edge_cut(lines: list[str], repeated: set[str]) -> list[str]:
    """Drop furniture from the first five and the last four lines, outside in."""
    start, end = 0, len(lines)
    for index in range(min(5, end)):
        if _is_furniture(lines[index], repeated):
            start = index + 1
        elif index - start >= 2:
            break
    kept_head = [line for line in lines[:start] if not _is_furniture(line, repeated)]
    body = kept_head + lines[start:]
    end = len(body)
    for offset in range(1, min(4, len(body)) + 1):
        if _is_furniture(body[-offset], repeated):
            end = len(body) - offset
        else:
            break
    return body[:end]


def _alike(left: str, right: str) -> bool:
    left, right = re.sub(r"\W", "", left).lower(), re.sub(r"\W", "", right).lower()
    if not left or not right:
        return False
    right = right[: len(left) + 1]
    return right.startswith(left) or SequenceMatcher(None, left, right).ratio() >= 0.75


def is_catchword(last: str, next_first: str) -> bool:
    """Whether the last line of a page only announces the first words of the next.

    Args:
        last: last line of the page.
        next_first: the first lines of the next page; "" where there is none.
    """
    match = CATCHWORD.match(last)
    if match and len(last.split()) <= 8:
        return bool(re.search(r"(?:[.,…]\s*){3,}$|\s[.,]\s?[.,]", last)) or _alike(match.group(1), next_first)
    words = last.split()
    if last.endswith(" .") and len(words) <= 8:  # "(3) Pembiayaan ."
        return _alike(last, next_first)
    if len(words) <= 5 and not last.endswith((".", ";", ":")) and next_first.startswith(last + " "):
        return True  # "Pasal 1 1" before "Pasal 1 1 (1) Dalam hal"
    # OCR loses the dots: "(2) Persetujuan", "Bagran", "Agar"
    return len(words) <= 2 and len(last) >= 4 and not last.endswith((".", ";", ":")) and _alike(last, next_first)


def strip_furniture(pages: list[Page]) -> list[Page]:
    """Running heads, page numbers, site stamps and catchwords go; all else stays, one squeezed line each.

    Args:
        pages: as read; a page keeps its number.
    """
    lines_by_page = [
        [squeeze(INNER_STAMP.sub("", s)) for s in plain_characters(page.text).split("\n")] for page in pages
    ]
    lines_by_page = [[line for line in lines if line] for lines in lines_by_page]
    repeated = _repeated(lines_by_page) if len(pages) > 2 else set()
    cut = [_edge_cut(lines, repeated) for lines in lines_by_page]
    for index in range(len(cut) - 1):
        following = " ".join(cut[index + 1][:2])
        if cut[index] and is_catchword(cut[index][-1], following):
            cut[index] = cut[index][:-1]
    return [replace(page, text="\n".join(lines)) for page, lines in zip(pages, cut, strict=True)]


# "undang-\nundang": the hyphen is the word's own where both halves are alike or the second starts upper case
REDUPLICATED = re.compile(r"(\w+)-\n(\w+)")


def _join_halves(match: re.Match[str]) -> str:
    left, right = match.group(1), match.group(2)
    own = (
        left.lower() == right.lower()[: len(left)]
        or right[0].isupper()
        or left.lower() in ("perundang", "masing", "sebaik", "sama", "hal", "selambat", "setinggi", "seluas", "tiap")
        or left.isdigit()
        or right[0].isdigit()
        or len(left) <= 3
    )
    return f"{left}-{right}" if own else f"{left}{right}"


def join_lines(text: str) -> str:
    r"""Lines become one running text; words that a line end broke are whole again.

    "pelaksa-\nnaan" -> "pelaksanaan"; "Undang-\nUndang" -> "Undang-Undang"; "hal-\nhal" -> "hal-hal".
    """
    return squeeze(REDUPLICATED.sub(_join_halves, text).replace("\n", " "))
