"""Where the Pasal of a text begin: candidates, the chain of them, and what only the order makes certain. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.gaps import CATCHWORD, ends_with_heading, misread, unheaded
from ingest.numbering import INFERRED, Candidate, best_chain, readings, roman, roman_value

# "Pasal 5", "Pasal lO", "Pasil27", "PasaJ22", "pasal 45", "PASAL 7", "Pasal l1", "^Pasal 3", "Pasa-l 11", "PasaT 27",
# "Pasd 12", "Pasl 15", "Pasqal 35", "Pasal,72", "_Pasal 81", "Pasa.l 350", "P a sal 1", "asal 24", "Pasal 1.3" (13)
WORD = (
    r"(?:[PpF][aA][sg][ai][-.]?[lJI1tiTrL\]|!7]|PASAL|Pasa(?= \d)|Pas[dl](?=[ \d])|Pas[a-z]al|P ?a ?s ?a ?l|"
    r"asal(?= \d))"
)
PASAL = re.compile(
    rf"(?<![A-Za-z\d/])\^?(?P<word>{WORD})[ \t'.,^_]{{0,4}}\s{{0,3}}\^?"
    r"(?P<number>\d{1,3}[ \t]?[A-Z](?!\w)|[\dlIOoSsBLiTZtgq]{1,4}[A-Z]?)(?P<rest>(?:[ \t.][\dlIOi]{1,2}){1,2})?(?!\w)"
)
# a heading line whose number can not be read: "Pasal U", "Pasal $7", "Pasal"
UNREAD = re.compile(rf"(?:^|\n)[ \t]*(?P<head>[\^']?{WORD}[ \t.']{{0,3}}\S{{0,5}})[ \t.]*(?=\n|$)")
REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:dalam|dimaksud|ketentuan|dan|atau|dengan|dari|oleh|pada|ke|menurut|berdasarkan|dan/atau|ayat|huruf|"
    r"bunyi|antara|yaitu|sampai|melanggar|diantara|di antara|angka|isi|juncto|jo\.?|jis\.?|yakni|mengingat|terhadap|"
    r"kecuali|tersebut|termaksud|setelah|sesudah|sebelum|bagi|untuk|tentang|perubahan|maksud|sub)|,)\s*$",
    re.IGNORECASE,
)
REFERENCE_AFTER = re.compile(
    r"[ \t]*(?:ayat|huruf|angka|sampai\b|s\.d\.|dan\b|atau\b|sebagaimana|juncto|jo\b|[,;)]|"
    r"\.(?!\s+[\"“(]?[A-Z\d]))"  # "Pasal 1. Warga menanam" opens a Pasal of the fifties
)
# "Pasal 5 Undang-Undang Nomor 4"; a Pasal may open so: "Peraturan Pemerintah Nomor 4 Tahun 2090 dicabut."
OF_A_LAW = re.compile(r"\s*(?:Undang|Peraturan)[\w\s-]{0,60}?\b(?:Nomor|No|Dasar|Tahun|tersebut)\b")
LISTED = re.compile(r"(?:^|[\s;.])\d{1,2}\.$")
REFERENCE_LINE = re.compile(r"(?:ayat|huruf|sampai|dan|atau|sebagaimana)\b")  # what follows a reference alone on a line
# the number is lost: "Jangka Waktu Pasal Perusahaan berkedudukan"
UNNUMBERED = re.compile(r"(?<![\w/])Pasal(?= (?:[A-Z][a-z]|\(\d\)))")
FIRST_AYAT = re.compile(r"[(\[{]\s?[1lIU]\s?[)\]}]?\s+[A-Z]")
AYAT_OPENS = re.compile(r"[(\[{lt]\s?[\dlIU]")
QUOTE_OPENS = re.compile(r"(?:berikut|berbunyi|menjadi)\s?[:;.,]*\s?[\"“”']{0,2}$|[\"“]$", re.IGNORECASE)
IN_FORCE = re.compile(r"\bmulai\s+(?:diber|ber)\s?laku|\bdi-?\s?undangkan\b", re.IGNORECASE)
CLAUSE = re.compile(
    r"(?:[.;]|PENUTUP|_)\s+((?:Undang-?\s?[Uu]ndang|Peraturan\s+\w+(?:\s\w+)?)\s+ini\s+mulai\s+(?:diber|ber)\s?laku)"
)
TRIM = " .,…'`_-\n"
LOST = 8  # Pasal in a row: more are a lost page
# "Pasal I", "Pasal II Peraturan Pemerintah ini mulai berlaku", "PASAL II", "Pasal l", "Pasal U" (OCR for II)
ROMAN_PASAL = re.compile(
    r"(?<![\w/])(?P<head>(?:Pasa-?[l1I]|PASAL|P ?a ?s ?a ?l)[ \t]+\^?(?P<number>[IVXl1|!]{1,5}|U|n|TI|Ii))"
    r"[.,:]?(?=\s|$)"
)
# the words of Pasal I, where its heading is lost: "Pasali Beberapa ketentuan dalam Undang-Undang Nomor 4 …"
CHANGES_OPEN = re.compile(
    r"(?<=[.\n])\s?(?P<head>(?:Pasa\S{1,3}\s+)?)Beberapa\s+ketentuan\s+dalam\s+(?:Undang|Peraturan)"
)
SOLE = re.compile(r"(?<![\w/])P(?:asal|ASAL)\s{1,3}T(?:unggal|UNGGAL)\b")


def _line(text: str, match: re.Match[str], low: int) -> tuple[bool, bool]:
    """(stands at a line start, stands alone on its line)."""
    line_start = max(low, text.rfind("\n", low, match.start()) + 1)
    at_line = not text[line_start : match.start()].strip()
    line_end = text.find("\n", match.end())
    rest = text[match.end() : line_end if line_end >= 0 else len(text)]
    return at_line, at_line and not rest.strip(" .,…'`_-")


def _score(text: str, match: re.Match[str], low: int) -> float | None:
    """How much a place looks like a heading; below 0: only where a number would be missing without it."""
    at_line, alone = _line(text, match, low)
    before = text[max(low, match.start() - 40) : match.start()].rstrip(" \t\r\n^'`")
    after = text[match.end() : match.end() + 70]
    following = after.lstrip(TRIM)
    opens_ayat = bool(AYAT_OPENS.match(following))
    opens = following[:1].isupper() or opens_ayat
    law = bool(OF_A_LAW.match(text, match.end(), match.end() + 120))
    if REFERENCE_BEFORE.search(before):
        if FIRST_AYAT.match(following) or (alone and opens_ayat):
            return -0.9  # a reference says "Pasal 5 ayat (1)"
        return (-0.3 if before.endswith(",") else -0.8) if alone and opens and not law else None
    if REFERENCE_AFTER.match(after) and not (alone and after.lstrip(" ").startswith((".", ",", "\n"))):
        return None
    ended = not before or before.endswith((".", ";", ":", ")", "”", '"', "jelas")) or before[-12:].isupper()
    if alone and REFERENCE_LINE.match(following):
        return None
    if law:
        return (0.5 if alone else -0.3) if ended and not LISTED.search(before) else None
    if not at_line and not (ended or ends_with_heading(before)):
        return (-0.3 if opens_ayat else -0.8) if opens and match[0].lstrip("^")[0] == "P" else None
    score = 1.0 + (1.0 if at_line else 0.0) + (1.5 if alone else 0.0)
    score += 0.3 if ended else (0.0 if alone else -0.5)
    score += 0.5 if opens else -0.5
    score -= 1.5 if QUOTE_OPENS.search(before) else 0.0
    return score - (0.3 if match["word"].startswith("p") else 0.0)


def pasal_candidates(text: str, low: int, high: int) -> list[Candidate]:
    """Places in text[low:high] that may be the heading of a Pasal."""
    found: list[Candidate] = []
    for match in PASAL.finditer(text, low, high):
        score = _score(text, match, low)
        if score is None:
            continue
        number, rest = re.sub(r"\s", "", match["number"]), match["rest"]
        if rest and len(number + rest) - len(re.findall(r"[ \t.]", rest)) <= 3:  # "Pasal 1 1 (1) Warga": 11, or 1
            for value, cost in readings(number + re.sub(r"[\s.]", "", rest)):
                found.append(Candidate(match.start(), match.end(), value, score - cost, f"{value[0]}{value[1]}"))
        extra = 0.4 if rest else 0.0
        for value, cost in readings(number):
            end = match.end("number")
            found.append(Candidate(match.start(), end, value, score - cost - extra, f"{value[0]}{value[1]}"))
    return found


def roman_candidates(text: str, low: int, high: int) -> list[Candidate]:
    """Places in text[low:high] that may be "Pasal I" or "Pasal II" of a regulation that changes another."""
    found: list[Candidate] = []
    for match in ROMAN_PASAL.finditer(text, low, high):
        raw = {"U": "II", "n": "II", "TI": "II", "Ii": "II"}.get(
            match["number"], re.sub(r"[l1|!]", "I", match["number"])
        )
        value = roman_value(raw)
        at_line, alone = _line(text, match, low)
        before = text[max(low, match.start() - 40) : match.start()].rstrip()
        after = text[match.end() : match.end() + 70]
        referred = REFERENCE_BEFORE.search(before) and not (alone and before.endswith(","))
        if not value or referred or (REFERENCE_AFTER.match(after) and not alone):
            continue
        score = (0.5 if at_line else 0.0) + (0.5 if alone else 0.0)
        score += 0.4 if not before or before[-1] in '.;:)”"' else 0.0
        score += 0.3 if after.lstrip(TRIM)[:1].isupper() or AYAT_OPENS.match(after.lstrip(TRIM)) else -0.5
        score -= 1.5 if "1" in match["number"] and QUOTE_OPENS.search(before) else 0.0  # "berbunyi: Pasal 1"
        score -= 0.8 if match["number"][0] not in "IVXl" or "1" in match["number"] else 0.0
        score += 0.8 if value > 1 and IN_FORCE.search(text, match.end(), min(high, match.end() + 500)) else 0.0
        found.append(Candidate(match.start("head"), match.end(), (value, ""), score, roman(value)))
    return found


def roman_chain(text: str, low: int, high: int) -> list[Candidate]:
    """Pasal I, II …; where I is not read and one such heading stands before II, it is that one."""
    candidates = roman_candidates(text, low, high)
    chain = best_chain(candidates)
    if not chain or chain[0].value[0] != 2:
        return chain
    twice = [c for c in candidates if c.value[0] == 2 and c.score > 1.0]
    if len(twice) == 2:  # the first is I, with a stroke too many
        return [Candidate(twice[0].start, twice[0].body, (1, ""), INFERRED, "I"), twice[1], *chain[1:]]
    marks = _headings_between((), text, low, chain[0].start)
    opening = CHANGES_OPEN.search(text, low, chain[0].start) if len(marks) != 1 else None
    if opening:
        marks = [opening.span("head")]
    return [Candidate(*marks[0], (1, ""), INFERRED, "I"), *chain] if len(marks) == 1 else chain


def sole_candidate(text: str, low: int, high: int) -> list[Candidate]:
    """The one article of a regulation that has no other: "Pasal Tunggal"."""
    match = SOLE.search(text, low, high)
    return [Candidate(match.start(), match.end(), (1, ""), 1.0, "Tunggal")] if match else []


def pasal_chain(text: str, low: int, high: int, explained: int = 0) -> list[Candidate]:
    """The Pasal of text[low:high], with those that only the order makes certain.

    Args:
        text: of the whole document.
        low: where the span begins.
        high: where it ends.
        explained: number of the last Pasal that the Penjelasan names; 0 where it names none.
    """
    candidates = pasal_candidates(text, low, high)
    chain = best_chain(candidates)
    sole = sole_candidate(text, low, high)
    if sole and (not chain or chain[0].start > sole[0].start):
        return sole
    chain = _displaced(_fill(chain, candidates, text, low, high, explained), candidates)
    last = max((item.value[0] for item in chain), default=0)
    if last and explained == last + 1:
        chain.extend(_last(text, chain[-1].body, high, explained))
    return chain


def _last(text: str, low: int, high: int, number: int) -> list[Candidate]:
    """The last Pasal, which the Penjelasan names: at its unreadable heading, or where its clause stands."""
    clauses = [m.start(1) for m in CLAUSE.finditer(text, low, high)]
    if len(clauses) != 1 or not text[low : clauses[0]].strip(TRIM):
        return []
    return [Candidate(clauses[0], clauses[0], (number, ""), INFERRED, str(number))]


def _fill(
    chain: list[Candidate], candidates: Sequence[Candidate], text: str, low: int, high: int, explained: int
) -> list[Candidate]:
    """Where as many headings stand in a gap as numbers are missing there, they are those, however they read."""
    filled: list[Candidate] = []
    place, number = low, 0
    for item in chain:
        filled.extend(_lost(candidates, text, place, item.start, range(number + 1, item.value[0])))
        filled.append(item)
        place, number = item.body, item.value[0]
    if chain:
        marks = _headings_between(candidates, text, place, high)
        again = (
            explained != number + 1 and any(c.start == marks[0][0] and c.value == (number, "") for c in candidates)
            if marks
            else False
        )
        if len(marks) == 1 and not again and IN_FORCE.search(text, marks[0][1], min(high, marks[0][1] + 400)):
            filled.append(Candidate(*marks[0], (number + 1, ""), INFERRED, str(number + 1)))
    return filled


def _lost(candidates: Sequence[Candidate], text: str, low: int, high: int, missing: range) -> list[Candidate]:
    """The Pasal of a gap, as far as they are certain."""
    marks = _headings_between(candidates, text, low, high) if 0 < len(missing) <= 3 else []
    if marks and len(marks) == len(missing):
        return [_inferred(*mark, number) for mark, number in zip(marks, missing, strict=True)]
    found: list[Candidate] = []
    for number in missing if len(missing) <= LOST else ():
        mark = misread(text, found[-1].body if found else low, high, number)
        if mark:
            found.append(_inferred(*mark, number))
    if not found and not marks and len(missing) == 1:
        start = unheaded(text, low, high, missing[0] - 1)
        found.extend([_inferred(start, start, missing[0])] if start is not None else [])
    return found


def _inferred(start: int, body: int, number: int) -> Candidate:
    return Candidate(start, body, (number, ""), INFERRED, str(number))


def _displaced(chain: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Headings that scans put a few Pasal too early or too late: taken where just one stands near the gap."""
    moved: list[Candidate] = []
    for index in range(1, len(chain)):
        for number in range(chain[index - 1].value[0] + 1, chain[index].value[0]):
            low = chain[max(0, index - 4)].start
            high = chain[min(len(chain) - 1, index + 3)].start
            near = [c for c in candidates if c.value == (number, "") and low < c.start <= high and c.score >= 1.5]
            if len(near) == 1 and all(abs(near[0].start - item.start) > 3 for item in chain):
                moved.append(near[0])
    return sorted([*chain, *moved], key=lambda c: c.start)


def _headings_between(candidates: Sequence[Candidate], text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Spans of what looks like a heading for sure in text[low:high], whatever its number."""
    spans = {
        c.start: c.body for c in candidates
        if low <= c.start < high and c.score >= 1.5 and not CATCHWORD.match(text, c.body, min(high + 9, c.body + 40))
    }  # fmt: skip
    for match in UNREAD.finditer(text, low, high):
        before = text[max(low, match.start("head") - 40) : match.start("head")].rstrip()
        if not any(abs(start - match.start("head")) < 3 for start in spans) and not REFERENCE_BEFORE.search(before):
            spans[match.start("head")] = match.end()
    for match in UNNUMBERED.finditer(text, low, high):
        before = text[max(low, match.start() - 40) : match.start()].rstrip()
        if not REFERENCE_BEFORE.search(before) and (before.endswith((".", ";")) or ends_with_heading(before)):
            spans[match.start()] = match.end()
    return sorted(spans.items())
