"""Amounts, spans, years and ranks in a question over rows, as filters. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.query import Filter, Value
from rag.pemetaan_words import AFTER, BEFORE, GONE, Reader


@dataclass(frozen=True)
class Said:
    """A filter and how the question said it.

    Attributes:
        label: the value as people read it; "" where the filter tells it.
        at: where it stands in the question.
    """

    filter: Filter
    label: str = ""
    at: int = field(default=0, compare=False)


OVER = (
    r"di ?atas|lebih(?: besar| tinggi| mahal| lama| panjang)?(?: dari(?:pada)?)?|melebihi|melampaui|melewati|"
    r"lewat(?: dari)?|over|above|(?:more|greater|longer|higher) than|exceed(?:s|ing)?|beyond|>"
)
FROM = (
    r"minimal|minimum|min|paling (?:sedikit|kecil|rendah|singkat|kurang)|sekurang kurang|setidak|at least|>=|"
    r"mulai(?: dari)?|tidak kurang dari"
)
UNDER = (
    r"(?:tidak|belum) (?:sampai|mencapai|nyampe)|di ?bawah|kurang(?: dari(?:pada)?)?|lebih (?:kecil|rendah|murah|"
    r"singkat|pendek|sedikit) dari|under|below|"
    r"(?:less|lower|shorter|cheaper) than|<"
)
UPTO = (
    r"maksimal|maksimum|maks|paling (?:banyak|besar|lama|tinggi|mahal|panjang)|at most|up to|<=|"
    r"tidak (?:lebih(?: dari)?|melebihi)|no (?:more|longer) than|hingga|sampai(?: dengan)?"
)
HOW = rf"(?:(?P<upto>{UPTO})|(?P<from>{FROM})|(?P<under>{UNDER})|(?P<over>{OVER}))\s*"
TAIL = (
    r"(?:\s+(?:(?P<tail_from>ke ?atas|atau lebih|or more|and above)|(?P<tail_over>lebih)|"
    r"(?P<tail_upto>ke ?bawah|atau kurang|or less)))?"
)
SCALE = {
    "triliun": 10**12, "trilyun": 10**12, "trillion": 10**12, "t": 10**12, "miliar": 10**9, "milyar": 10**9,
    "miliyar": 10**9, "m": 10**9, "billion": 10**9, "bn": 10**9, "juta": 10**6, "jt": 10**6, "million": 10**6,
    "ribu": 1000, "rb": 1000, "thousand": 1000,
}  # fmt: skip
NUMBER = r"\d[\d.,]*"
_SCALES = "|".join(sorted(SCALE, key=len, reverse=True))
AMOUNT = (
    rf"(?:(?:rp|idr)\.?\s*)?{NUMBER}\s*(?:{_SCALES})(?:\s*rupiah)?|(?:rp|idr)\.?\s*{NUMBER}|"
    r"\d{1,3}(?:[.,]\d{3}){2,}|\d{7,}"
)
MONEY_NOUN = (
    r"(?:(?:yang|with|dengan|an?|the|ber|nilai|perkiraan|estimated)\s+)*"
    r"(?:beranggaran|berbiaya|berpagu|anggaran|biaya|dana|nilai|pagu|budgets?|costs?|costing|priced|valued|senilai|sebesar|worth)?\s*"
    r"(?:yang|is|are|of|ber nilai|sebesar|senilai)?\s*"
)
MONEY = re.compile(rf"{BEFORE}(?:{MONEY_NOUN})?(?:{HOW})?(?P<amount>{AMOUNT}){AFTER}{TAIL}")
MONEY_BETWEEN = re.compile(
    rf"{BEFORE}{MONEY_NOUN}(?:antara|between|dari|from)\s+(?P<low>{AMOUNT}|{NUMBER})\s+"
    rf"(?:dan|sampai(?: dengan)?|hingga|s/d|and|to|-)\s+(?P<high>{AMOUNT}){AFTER}"
)
SPAN_NOUN = (
    r"(?:(?:yang|with|dengan|an?|ber)\s+)*"
    r"(?:berjangka(?: waktu)?|berjangka panjang|jangka waktu|durasi|berdurasi|selama|lama(?: kerja sama)?|"
    r"berlaku|lasting|duration(?: of)?|for|term of)?\s*"
    r"(?:yang|is|are|of)?\s*"
)
SPAN = re.compile(
    rf"{BEFORE}{SPAN_NOUN}(?:{HOW})?(?P<number>\d{{1,3}})\s*(?P<unit>tahun|thn|th|bulan|bln|years?|yrs?|months?)"
    rf"{AFTER}(?!\s*(?:19|20)\d\d)(?!\s+(?:lagi|ke depan|terakhir|lalu|mendatang)){TAIL}"
)
SPAN_BETWEEN = re.compile(
    rf"{BEFORE}{SPAN_NOUN}(?:antara|between|dari|from)\s+(?P<low>\d{{1,3}})\s*"
    r"(?P<low_unit>tahun|bulan|years?|months?)?\s+"
    rf"(?:dan|sampai(?: dengan)?|hingga|s/d|and|to|-)\s+(?P<high>\d{{1,3}})\s*"
    rf"(?P<unit>tahun|thn|bulan|bln|years?|months?){AFTER}"
)
YEAR = r"(?:19|20)\d\d"
YEAR_WORD = r"(?:tahun(?: anggaran| rencana| pelaksanaan)?|thn|th|ta|years?|the year)"
SINCE = (
    r"(?:untuk |di |pada |rencana |anggaran )?(?:(?P<from>mulai(?: dari)?|sejak|from|since)|"
    r"(?P<after>setelah|sesudah|di ?atas|lewat|after|lebih dari)|(?P<before>sebelum|before|di ?bawah)|"
    r"(?P<upto>sampai(?: dengan)?|hingga|until|up to|paling lambat))\s+"
)
AND_YEARS = rf"(?:\s*(?:,|dan|atau|maupun|serta|and|or|/|&|vs|versus|dengan|sama)\s*(?:{YEAR_WORD}\s+)?{YEAR})+"
TO_YEAR = rf"\s*(?:-|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga|to|until|through)\s*(?:{YEAR_WORD}\s+)?(?P<end>{YEAR})"
YEARS = re.compile(
    rf"{BEFORE}(?P<no>(?:selain|kecuali|bukan|except|not|other than)\s+)?(?:{SINCE})?"
    rf"(?:(?:untuk|pada|di|dalam|for|in|of|planned for|ta)\s+)*(?:{YEAR_WORD}\s+)?"
    rf"(?P<one>{YEAR})(?P<more>{AND_YEARS}|{TO_YEAR})?{AFTER}"
    r"(?:\s+(?P<tail>ke ?atas|dan seterus|dan sesudah|onwards?|and later))?"
)
MAPPED_IN = re.compile(
    rf"{BEFORE}(?:pemetaan|peta|mapping|map)[\s{GONE}]*(?:tahun |thn |of |for |year )?[\s{GONE}]*"
    rf"(?P<year>{YEAR}){AFTER}|{BEFORE}(?P<year2>{YEAR}) (?:mapping|map){AFTER}|{GONE}{GONE}+ (?P<year3>{YEAR}){AFTER}"
)
SPOKEN = re.compile(
    rf"{BEFORE}(?:(?:untuk|pada|di|dalam|for|in)\s+)*"
    r"(?:(?P<this>(?:tahun|thn) (?:ini|sekarang|berjalan)|this year|current year)|"
    r"(?P<next>(?:tahun|thn) (?:depan|besok|berikut|mendatang)|next year|coming year)|"
    rf"(?P<last>(?:tahun|thn) (?:lalu|kemarin|sebelum)|last year)){AFTER}"
)
RANK = re.compile(
    rf"{BEFORE}(?:peringkat|ranking|rank|urutan)\s+(?:ke\s*)?(?P<low>\d{{1,3}})"
    rf"(?:\s*(?:-|sampai(?: dengan)?|hingga|s/d|to)\s*(?P<high>\d{{1,3}}))?(?P<top>\s+(?:besar|teratas))?{AFTER}"
)


def amount_of(text: str) -> int:
    """Rupiah: "rp 1.250.000.000" -> 1250000000, "1,5 miliar" -> 1500000000."""
    number = re.search(NUMBER, text)
    assert number is not None
    digits = number[0].rstrip(".,")
    scale = re.search(rf"(?<![a-z])({_SCALES})(?![a-z])", text[number.end() :])
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) and not (scale and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits)):
        return int(re.sub(r"[.,]", "", digits)) * (SCALE[scale[1]] if scale else 1)
    whole, _, part = digits.replace(",", ".").partition(".")
    value = int(whole) * 10 ** len(part) + int(part or 0)
    return int(value * (SCALE[scale[1]] if scale else 1) // 10 ** len(part))


def _ends(match: re.Match[str], name: str, value: int) -> list[Filter]:
    """The filter that a comparison around a number makes."""
    groups = match.groupdict()
    if groups.get("over") or groups.get("tail_over"):
        return [Filter(name, "at_least", (value + 1,))]
    if groups.get("from") or groups.get("tail_from"):
        return [Filter(name, "at_least", (value,))]
    if groups.get("under"):
        return [Filter(name, "at_most", (value - 1,))]
    if groups.get("upto") or groups.get("tail_upto"):
        return [Filter(name, "at_most", (value,))]
    return [Filter(name, "is", (value,))]


def take_money(reader: Reader) -> list[Said]:
    """Budgets: "di atas 1 miliar", "antara 500 juta dan 2 miliar"."""
    found = []
    while match := reader.take(MONEY_BETWEEN):
        low, high = amount_of(match["low"]), amount_of(match["high"])
        scale = re.search(rf"({_SCALES})(?![a-z])", match["high"])
        if low < 1000 and scale and not re.search(_SCALES, match["low"]):
            low *= SCALE[scale[1]]
        found += [Said(Filter("anggaran", "at_least", (low,)), at=match.start())]
        found += [Said(Filter("anggaran", "at_most", (high,)), at=match.start())]
    while match := reader.take(MONEY):
        found += [Said(f, at=match.start()) for f in _ends(match, "anggaran", amount_of(match["amount"]))]
    return found


def take_spans(reader: Reader) -> list[Said]:
    """Durations in months: "lebih dari lima tahun" (as digits) -> at least 61."""
    found = []
    while match := reader.take(SPAN_BETWEEN):
        unit = match["unit"]
        low, high = (
            int(match[n]) * (12 if u[0] in "ty" else 1) for n, u in (("low", match["low_unit"] or unit), ("high", unit))
        )
        found += [Said(Filter("jangka_waktu", "at_least", (low,)), at=match.start())]
        found += [Said(Filter("jangka_waktu", "at_most", (high,)), at=match.start())]
    while match := reader.take(SPAN):
        months = int(match["number"]) * (12 if match["unit"][0] in "ty" else 1)
        found += [Said(f, at=match.start()) for f in _ends(match, "jangka_waktu", months)]
    return found


def take_ranks(reader: Reader) -> list[Said]:
    """Ranks: "peringkat 3", "peringkat 1 sampai 5", "peringkat 10 besar"."""
    found = []
    while match := reader.take(RANK):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        filters = [Filter("peringkat", "is", (low,))]
        if match["top"]:
            filters = [Filter("peringkat", "at_most", (low,))]
        elif high > low:
            filters = [Filter("peringkat", "at_least", (low,)), Filter("peringkat", "at_most", (high,))]
        found += [Said(f, at=match.start()) for f in filters]
    return found


def take_years(reader: Reader, this_year: int, regions: bool) -> list[Said]:
    """Years of the plan, and of the mapping where the question names that ("pemetaan 2027").

    Args:
        this_year: what "tahun ini" is.
        regions: a region was named; a year right after it is that of its mapping.
    """
    found = []
    while match := reader.take(MAPPED_IN) if regions or re.search(r"pemetaan|peta|map", reader.said) else None:
        year = match["year"] or match["year2"] or match["year3"]
        found.append(Said(Filter("peta", "is", (int(year),)), at=match.start()))
    for match in reader.take_all(SPOKEN):
        moved = 0 if match["this"] else 1 if match["next"] else -1
        found.append(Said(Filter("tahun", "is", (this_year + moved,)), at=match.start()))
    while match := reader.take(YEARS):
        found += [Said(f, at=match.start()) for f in _years(match)]
    return found


def _years(match: re.Match[str]) -> Iterable[Filter]:
    one = int(match["one"])
    if match["end"]:
        return [Filter("tahun", "is", tuple(range(one, min(int(match["end"]), one + 30) + 1)))]
    if match["more"]:
        years: tuple[Value, ...] = (one, *(int(y) for y in re.findall(YEAR, match["more"])))
        return [Filter("tahun", "not" if match["no"] else "is", years)]
    if match["from"] or match["tail"]:
        return [Filter("tahun", "at_least", (one,))]
    if match["after"]:
        return [Filter("tahun", "at_least", (one + 1,))]
    if match["before"]:
        return [Filter("tahun", "at_most", (one - 1,))]
    if match["upto"]:
        return [Filter("tahun", "at_most", (one,))]
    return [Filter("tahun", "not" if match["no"] else "is", (one,))]
