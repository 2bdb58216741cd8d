"""Regulations and provisions that the running text of the law names, as printed and as OCR leaves them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.models import Rujukan, Unit
from ingest.identity import read_jenis, title_case

DIGITS = str.maketrans("OoQlILiSsB", "0001111558")
_STOP = r"(?!(?:tentang|nomor|no|nr|peraturan|keputusan|instruksi|undang|ini|dan/atau|pasal)\b)"
# "Undang-Undang Nomor 23 Tahun 2Ol4", "Peraturan Pemerimah Nomor 50 Tahun 2007", "Undang-undang No. 22 tahun 1948",
# "Undang- Undang Nomor 12 Drt. Tahun 1951", "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2009"
REGULATION = re.compile(
    r"(?P<name>\bU?n?dang\s?-?\s?unda[\w.]{1,4}(?:\s+(?:Darurat|Drt\.?))?(?:\s+Republik\s+Indonesia)?|"
    rf"\b(?:Peratura?an|Keputusan|Instruksi)(?:\s+{_STOP}[A-Za-z/,.-]+){{1,14}}?"
    r"(?:\s+Undang\s?-\s?Undang)?(?:\s+Republik\s+Indonesia)?)"
    r"\s*,?\s*(?:N[o0]m[o0e]r|N[or]\.?)\s*[:.]?\s*"
    r"(?P<nomor>[\dlIOoSB]{1,4}[A-Za-z]?(?:[./-][\w./-]+)?|[A-Z]+[-.]?\d+[\w./-]*)\s*"
    r"(?P<mark>(?:Drt|Prp)\.?)?\s*,?\s*"
    r"(?:(?:T[ae]|[^\w\s]{1,4}a)hun\s*(?P<tahun>[\dOolIiLSsBQ]{4})(?![\dA-Za-z])|(?<=/)(?:19|20)\d\d)",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\s+tentang\s+(?P<judul>.{3,400}?)(?=\s*(?:\(\s*\S{1,3}mbaran|\(Lembar|\(Berita|\(\s?Tambahan|\(LN|[;:]|"
    r",?\s*\b(?:sebagaimana|sepanjang|dicabut|dinyatakan|perlu|maka|diubah|yang\s+telah|tidak\s+berlaku|agar|harus)\b|"
    r"\.(?:\s|$)|,?\s*(?:dan|serta)\s+(?:Pasal\s+\d|Undang|Peraturan|Keputusan)|,\s*(?:Undang|Peraturan|Keputusan)|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """A regulation where a text names it.

    Attributes:
        start, end: offsets of its name with number and year.
        close: where its title ends; `end` where it has none.
    """

    regulation: Rujukan
    start: int
    end: int
    close: int


def _jenis(name: str, mark: str) -> str:
    words = " ".join(name.split())
    if re.match(r"U?n?dang", words, re.IGNORECASE):
        if re.search(r"\bD(?:arurat|rt)\b", f"{words} {mark}", re.IGNORECASE):
            return "UU Darurat"
        return "Perppu" if mark.lower().startswith("prp") else "UU"
    words = re.sub(r"\s*-\s*", "-", words)
    return read_jenis(words.upper()) or title_case(words.upper())


def _year(raw: str) -> int:
    digits = raw.translate(DIGITS)
    return int(digits) if digits.isdecimal() and 1900 <= int(digits) <= 2100 else 0


def find_named(text: str, low: int = 0, high: int | None = None) -> Iterator[Named]:
    """Every regulation that text[low:high] names by number and year, in order."""
    end = len(text) if high is None else high
    for match in REGULATION.finditer(text, low, end):
        nomor = match["nomor"]
        tahun = _year(match["tahun"]) if match["tahun"] else int(match[0][-4:])
        if not match["tahun"]:
            nomor = nomor.removesuffix(str(tahun))
        elif re.fullmatch(r"[\dlIOoSB]{1,4}[A-Z]?", nomor):
            nomor = re.sub(r"^[\dlIOoSB]+", lambda m: m[0].translate(DIGITS), nomor)
        nomor = nomor.strip("./-").lstrip("0")
        if not tahun or not nomor:
            continue
        title = TITLE.match(text, match.end(), end)
        judul = " ".join(title["judul"].split()).strip(" .,;") if title else ""
        regulation = Rujukan(_jenis(match["name"], match["mark"] or ""), nomor.upper(), tahun, title_case(judul))
        yield Named(regulation, match.start(), match.end(), title.end() if title else match.end())


# "Pasal 24A", "Pasal lO", "pasal 369"; "ayat (2a)", "ayat l2l"; "huruf d1"; "angka 5"
PROVISION = re.compile(
    r"\b[Pp]a[sg]a[lI1J]\s*-?\s?(?P<pasal>(?=[A-Z]*[\dlO])[\dlIOoSB]{1,4}\s?(?:[A-Z]{1,2}(?![a-zA-Z]))?|\d{1,4}[a-z](?![a-z]))(?!\w)|"
    r"\b[Aa]yat\s*(?P<ayat>[(\[{lt]\s?\w{1,4}?\s?[)\]}lt1I](?!\w)|\d{1,2}[a-z]?\b)|"
    r"\b[Hh]uruf\s*(?P<huruf>[a-z]{1,2}\d?)(?![a-z])|"
    r"\b[Aa]ngka\s*(?P<angka>\d{1,3}[a-zA-Z]?)\b|"
    r"(?P<more>(?:,|\bdan|\batau|\bserta|s\.d\.|sampai\s+dengan)\s*\(\s?\d{1,2}[a-z]?\s?\))|"
    r"(?P<range>sampai\s+dengan|s/d|s\.d\.)"
)


def _pasal(raw: str) -> str:
    """The number of a Pasal: "lO" -> "10", "24 B" -> "24B", "9a" -> "9A"."""
    match = re.fullmatch(r"([\dlIOoSB]*[\dlOo])\s?([A-Za-z]{0,2})", raw)
    if not match:
        return raw.translate(DIGITS)
    return match[1].translate(DIGITS).lstrip("0") + match[2].upper()


def _ayat(raw: str) -> str:
    inner = re.sub(r"[\s()\[\]{}]", "", raw)
    if raw[:1] in "lt" and len(inner) > 1:
        inner = inner[1:]
    if raw[-1:] in "lt1I" and raw[:1] in "([{lt" and len(inner) > 1:
        inner = inner[:-1]
    return inner if re.fullmatch(r"\d{1,2}[a-z]?", inner) else inner.translate(DIGITS)


def _span(first: str, last: str) -> list[str]:
    """What lies between: "5", "8" -> ["6", "7"]; nothing where either has a letter of another number."""
    if first.isdecimal() and last.isdecimal():
        return [str(n) for n in range(int(first) + 1, int(last))] if int(last) - int(first) <= 60 else []
    one, other = re.fullmatch(r"(\d+)([A-Z])", first), re.fullmatch(r"(\d+)([A-Z])", last)
    if one and other and one[1] == other[1]:
        return [f"{one[1]}{chr(n)}" for n in range(ord(one[2]) + 1, ord(other[2]))]
    return []


def find_provisions(text: str, base: Unit | None = None) -> list[Unit]:
    """The provisions that a phrase names, in order, each once: the smallest that it says.

    "Pasal 6 ayat (4) dan Pasal 7" -> two; "ayat (1) huruf f Pasal 65" -> one; "Pasal 24A sampai dengan Pasal 24C" ->
    three.

    Args:
        text: the phrase.
        base: the Pasal that an ayat without one lies in, or the ayat that a huruf lies in.
    """
    found: list[Unit] = []
    tokens = list(PROVISION.finditer(text))
    numbers = [_pasal(t["pasal"]) for t in tokens if t["pasal"]]
    leading = bool(tokens) and not tokens[0]["pasal"] and len(dict.fromkeys(numbers)) == 1
    above = Unit(pasal=numbers[0]) if leading else base
    ranged = fresh = False
    for token in tokens:
        if token["range"]:
            ranged = True
            continue
        if token["pasal"] and not leading:
            number = _pasal(token["pasal"])
            if ranged and found and found[-1].pasal and not found[-1].ayat:
                found.extend(Unit(pasal=n) for n in _span(found[-1].pasal, number))
            above, fresh = Unit(pasal=number), True
            found.append(above)
        elif above is not None and not token["pasal"]:
            unit = _below(above, token)
            if ranged and unit.ayat and found and found[-1].ayat and not found[-1].huruf:
                found.extend(replace(unit, ayat=number) for number in _span(found[-1].ayat, unit.ayat))
            if found and (fresh or (found[-1] != unit and found[-1].covers(unit))):
                found.pop()
            found.append(unit)
            above, fresh = unit, False
        ranged = False
    return list(dict.fromkeys(found))


def _below(above: Unit, token: re.Match[str]) -> Unit:
    if token["ayat"] or token["more"]:
        raw = token["ayat"] or re.sub(r"^[^(]*", "", token["more"])
        return Unit(pasal=above.pasal, ayat=_ayat(raw))
    if token["huruf"]:
        return Unit(pasal=above.pasal, ayat=above.ayat, huruf=token["huruf"])
    if above.angka is None:
        return Unit(pasal=above.pasal, ayat=above.ayat, huruf=above.huruf, angka=token["angka"])
    return Unit(pasal=above.pasal, ayat=above.ayat, angka=token["angka"])
