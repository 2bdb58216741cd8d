"""Named cleaners for what OCR leaves behind, str -> str; each changes only what is certain. Pure.

A cleaner sees one page, lines parted by newlines, and keeps its lines. What could be read in two ways stays as it is:
the page's picture stands beside every quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ingest.quality import is_known, law_words

DIGITS = str.maketrans("lIOo", "1100")
AS_NUMBER = re.compile(r"(?=[lIOo\d]*\d)[lIOo\d]+")

# "Pasal lO", "Pasal 1O", "Pasai 12", "PasaI 7"; not "Pasal I", "Pasal II" (of an amendment), "Pasal ll" (II or 11)
PASAL = re.compile(r"\b(?P<word>Pasa[lIiJ1])[ \t]?(?P<number>[\dlIOo]{1,3})(?P<letter>[A-Z]?)(?!\w)")
# "Tahun 2Ol4", "Nomor 2O", "NOMOR l2"
YEAR = re.compile(r"\b(?P<word>Tahun|TAHUN|Nomor|NOMOR|No\.)[ \t]?(?P<number>[\dlIOo]{1,4})(?!\w)")
# "ayat (l)", "ayat (2l", "ayat 1)", "ayat (21,", "Ayat(2)"
AYAT = re.compile(r"\b(?P<word>[Aa]yat)[ \t]?(?P<left>[(\[{]?)(?P<number>[\dlIO]{1,2})(?P<right>[)\]}]?)(?=[\s,.;:]|$)")
# at the start of a line: "(21 Gubernur", "(3, Kajian", "l2l Dalam", "[4] Biaya", "(l) Daerah", "(5)Daerah"
OPENING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<left>[(\[{lt])(?P<number>\d{1,2}|[lI])(?P<right>[)\]}1lt,])(?P<blank>[ \t]*)(?=[A-Z\"“])"
)
# "2.pariwisata", "a.jangka waktu"; not "a.n.", "1.500"
TIGHT = re.compile(r"^(?P<marker>[ \t]*(?:\d{1,3}|[a-z])\.)(?=[A-Za-z][a-z]{2})", re.MULTILINE)
LIST = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>[A-Za-z]|\d{1,2}|[ε€£¢!|])(?P<dot>[.,])(?=[ \t]+\S)")
# What OCR reads for the marker of a list.
LOOKALIKES = {"c": "Ceε€¢", "e": "cC€", "f": "Ft", "i": "1lI!|", "j": "J", "k": "K", "l": "1I!|i", "o": "O0", "p": "P",
              "q": "g9", "r": "n", "s": "S5", "u": "U", "v": "V", "w": "W", "x": "X", "z": "Z2", "b": "6",
              "g": "9q"}  # fmt: skip
# Signs that no Indonesian word holds and that stand for "rj": "keq'a", "pe{anjian", "keg'a", "ke{a"
RJ = re.compile(r"(?<=[A-Za-z])(?:[qg]['’]|\{)(?=[a-z])")
TOKEN = re.compile(r"(?<![\w'’{-])[A-Za-z]*(?:(?:[qg]['’]|\{)[a-z]+)+(?![\w'’{])")
# "kera sama", "keija sama": no other word stands before "sama" so
KERJA = re.compile(r"\b(?P<k>[Kk])(?:er|eij|eri|etj|ela|erj)a(?P<blank>[ \t]+)(?=[Ss]ama\b)")
# Letters that OCR takes for one another: (as read, as printed).
CONFUSED = (
    ("cl", "d"), ("c", "d"), ("ii", "li"), ("i", "l"), ("z", "t"), ("rn", "m"), ("r", "n"), ("n", "h"), ("c", "o"),
    ("c", "e"), ("u", "n"), ("n", "u"), ("t", "f"), ("l", "i"), ("m", "rn"), ("h", "n"), ("vv", "w"), ("e", "c"),
    ("f", "t"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("j", "i"), ("i", "j"), ("q", "g"), ("s", "a"),
    ("n", "r"), ("b", "h"), ("o", "c"),
)  # fmt: skip
LONE = re.compile(r"(?<![\w'’{/@.-])[a-z][a-z015]{3,}(?![\w'’{@-])")
LONG = 8  # letters: so long a word may have been misread twice


def repair(text: str, words: frozenset[str] = frozenset()) -> str:
    """All cleaners in turn, over one page that OCR has read.

    Args:
        text: of the page.
        words: that the document has often, beside those of our own texts; see `confused_letters`.
    """
    text = confused_letters(kerja_sama(broken_rj(text)), words)
    for cleaner in CLEANERS:
        text = cleaner(text)
    return text


def pasal_number(text: str) -> str:
    """The number of a Pasal: "Pasal lO" -> "Pasal 10"; "Pasai 12" -> "Pasal 12"; "Pasal II" stays."""
    return PASAL.sub(_pasal, text)


def _pasal(match: re.Match[str]) -> str:
    number = match["number"]
    if number == "lO":  # no Roman number, no other digit
        number = "10"
    if not AS_NUMBER.fullmatch(number):
        return match[0]
    return f"Pasal {number.translate(DIGITS)}{match['letter']}"


def year_number(text: str) -> str:
    """A year or number: "Tahun 2Ol4" -> "Tahun 2014"; "Nomor I" stays."""
    return YEAR.sub(
        lambda m: f"{m['word']} {m['number'].translate(DIGITS)}" if AS_NUMBER.fullmatch(m["number"]) else m[0], text
    )


def ayat_reference(text: str) -> str:
    """A reference: "ayat (l)" -> "ayat (1)"; "ayat 1)," -> "ayat (1),"; "ayat (21 dan" -> "ayat (2) dan"."""
    return AYAT.sub(_ayat, text)


def _ayat(match: re.Match[str]) -> str:
    number, left, right = match["number"], match["left"], match["right"]
    if left and not right and len(number) == 2 and number[1] in "1lI":
        number, right = number[0], ")"  # the bracket was taken for a 1
    if not (left or right):
        return match[0]
    number = number.translate(DIGITS)
    return f"{match['word']} ({number})" if number.isdecimal() and number != "0" else match[0]


def ayat_marker(text: str) -> str:
    """The number that opens an ayat: "(21 Gubernur" after (1) -> "(2) Gubernur"; "(3, Kajian" -> "(3) Kajian".

    A number is taken only where it goes on from the ayat before it on the page, or is the first one there.
    """
    last = 0
    lines: list[str] = []
    for line in text.split("\n"):
        if re.match(r"[ \t]*(?:Pasal \d|BAB |Bagian )", line):
            last = 0
        match = OPENING.match(line)
        number = int(match["number"].translate(DIGITS)) if match else 0
        if match and number and (number == last + 1 or (last == 0 and number < 10) or _is_whole(match)):
            line = f"{match['indent']}({number}) {line[match.end() :]}"
            last = number
        lines.append(line)
    return "\n".join(lines)


def _is_whole(match: re.Match[str]) -> bool:
    return match["left"] == "(" and match["right"] == ")"


def tight_marker(text: str) -> str:
    """A lost blank: "2.pariwisata" -> "2. pariwisata"; "1.500" and "a.n." stay."""
    return TIGHT.sub(r"\g<marker> ", text)


def list_marker(text: str) -> str:
    """The letter of a list: "1." between "h." and "j." -> "i."; "C. jangka waktu" after "b." or before "d." -> "c."."""
    lines = text.split("\n")
    marks = [(index, match) for index, line in enumerate(lines) if (match := LIST.match(line))]
    names = ["", *(match["marker"] for _, match in marks), ""]
    for place, (index, here) in enumerate(marks, 1):
        wanted = _list_letter(names[place - 1], here["marker"], names[place + 1], lines[index][here.end() :].lstrip())
        if wanted:
            lines[index] = f"{here['indent']}{wanted}.{lines[index][here.end() :]}"
    return "\n".join(lines)


def _list_letter(before: str, here: str, after: str, words: str) -> str:
    """The letter that a marker must have been, from its neighbours; "" where it is right, or not certain."""
    above = chr(ord(before) + 1) if len(before) == 1 and "a" <= before < "z" else ""
    below = chr(ord(after) - 1) if len(after) == 1 and "a" < after <= "z" else ""
    if above and above == below:
        return above if here in LOOKALIKES.get(above, "") or here == above.upper() else ""
    alone = above if not after or not below else below if not before else ""
    return alone if alone and here == alone.upper() and words[:1].islower() else ""


def broken_rj(text: str) -> str:
    """Signs for "rj": "keq'a sama" -> "kerja sama"; "pe{anjian" -> "perjanjian"; only where a known word comes out."""
    return TOKEN.sub(_rj, text)


def _rj(match: re.Match[str]) -> str:
    word = RJ.sub("rj", match[0])
    return word if is_known(word.lower()) else match[0]


def kerja_sama(text: str) -> str:
    """The pair of words: "kera sama", "keija sama" -> "kerja sama"; "kera" elsewhere stays."""
    return KERJA.sub(r"\g<k>erja\g<blank>", text)


def confused_letters(text: str, words: frozenset[str] = frozenset()) -> str:
    """An unknown word that one word of the law explains: "daiam" -> "dalam", "clan" -> "dan", "yarg" -> "yang".

    Where two would explain it, or none, it stays; so do capitals, names and numbers.

    Args:
        text: of a page.
        words: that may have been printed, beside those of our own texts.
    """
    return LONE.sub(lambda m: explain(m[0], words), text)


def explain(word: str, words: frozenset[str] = frozenset()) -> str:
    """The one word of the law that an unknown lower-case word may have been; itself where it is not certain."""
    if is_known(word):
        return word
    for times in (1, 2) if len(word) >= LONG else (1,):
        found = {new for new in _misread(word, times) if new in words or new in law_words()}
        if found:
            return found.pop() if len(found) == 1 else word
    return word


def _misread(word: str, times: int) -> Iterator[str]:
    """What may have been printed where `word` was read, if so many of its letters were taken for others."""
    places = [
        (index, index + len(seen), printed)
        for seen, printed in CONFUSED
        for index in range(len(word))
        if word.startswith(seen, index)
    ]
    for chosen in combinations(sorted(places, reverse=True), times):
        if all(later[0] >= earlier[1] for later, earlier in zip(chosen, chosen[1:], strict=False)):
            new = word
            for start, end, printed in chosen:
                new = new[:start] + printed + new[end:]
            yield new


CLEANERS = (pasal_number, year_number, ayat_reference, ayat_marker, tight_marker, list_marker)
