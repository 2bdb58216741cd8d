"""The blank that a question leaves open and whether a provision fills it: "berapa persen" wants a share. Pure.

Where `rag.shape` weighs what a provision looks like, this asks one thing: can what is asked for stand in it at all?
A provision on loans without a figure does not tell how high the interest may be, however near it is otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_MANY = r"\b(?:berapa|how (?:many|much|large|big|high|far|long|wide|old|tall))\b"
_NEXT = r"\W+(?:\w+\W+){0,2}?"
_SUMS = (
    r"rupiah|biaya|ongkos|tarif|harga|gaji|honor|honorarium|upah|denda|tunjangan|uang|modal|royalti|premi|iuran|"
    r"retribusi|setoran|bunga|subsidi|kompensasi|ganti rugi|hadiah|imbalan|insentif|sewa|juta|miliar|potongan|diskon"
)
_SUMS_EN = (
    r"rupiah|money|cash|fees?|fines?|price|salary|wages?|honorarium|cost|allowance|compensation|penalty|interest|"
    r"interest rate|tariff|amount|incentive"
)
_NUMBERS = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w+ belas|\w+ puluh(?: \w+)?|seratus|"
    r"\w+ ratus|seribu|\w+ ribu"
)
_SPAN = r"(?:hari|bulan|tahun|minggu|jam|semester|triwulan|menit)"
_WHAT = r"\b(?:what|which) (?:is the )?(?:exact |maximum |minimum |total |monthly |annual |largest |smallest ){0,2}"


_MUCH = rf"{_MANY}{_NEXT}"  # before a thing: "berapa besar denda"
_FIGURE = rf"(?:\d\W*(?:\([^)]{{1,60}}\)\W*)?|\b(?:{_NUMBERS})\s)"  # before a thing: "5 (lima) orang", "lima orang"


# What a question leaves open.
ASKED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "share": rf"{_MUCH}(?:persen\w*|bagian|percent)\b"
        + rf"|\bpersentase\w* berapa|\bberapa persentase|{_WHAT}(?:percentage|share|proportion|percent|quota)\b",
        "sum": rf"{_MUCH}(?:{_SUMS})\b"
        + rf"|\b(?:{_SUMS})(?:nya)?\W+(?:\w+\W+){{0,6}}?berapa\b(?!\W+(?:macam|jenis|kali|tahap|lama|persen|{_SPAN}))|"
        rf"{_WHAT}(?:\w+ )?(?:{_SUMS_EN})\b|{_MANY}{_NEXT}(?:{_SUMS_EN})\b",
        "age": r"\b(?:umur|usia)\w*\W+(?:\w+\W+){0,6}?berapa\b|\bberapa\W+(?:umur|usia)|\bhow old\b|"
        rf"{_WHAT}age\b",
        "sanction": r"\b(?:sanksi\w*|hukuman\w*|dihukum|pidana|penjara|dipenjara|punish\w*|sanctions?|prison|jail|"
        r"imprisonment)\b",
        "often": rf"{_MUCH}(?:kali|sering|times|often)\b" + r"|\bhow often\b|\b(?:tiap|setiap) berapa\b",
        "span": r"(?!\w+ per\b)"
        + rf"{_MUCH}(?:{_SPAN}|lama\w*|days?|months?|years?|weeks?|hours?|minutes?|cepat|waktu|soon|time)\b"
        + r"|\bhow (?:long|soon|quickly)\b",
        "length": rf"{_MUCH}(?:(?:kilo|centi|senti|mili|milli)?met(?:er|re)s?|km|cm|mm)\b"
        + rf"|\bberapa (?:jarak|lebar)\b(?! waktu)|\b(?:jarak|lebar)\w*\W+(?:\w+\W+){{0,4}}?berapa\b(?! lama)|"
        rf"{_WHAT}(?:height|distance|width|length)\b",
        "surface": rf"{_MUCH}(?:hektare?|hectares?|ha|square met(?:er|re)s?)\b"
        + rf"|{_WHAT}(?:\w+ )?(?:area|surface)\b",
        "weight": rf"{_MUCH}(?:(?:kilo)?gram|kg|tons?|kuintal|tonnes?)\b",
        "people": rf"{_MUCH}(?:orang|anggota\w*|peserta|pegawai|petugas|members?|people|persons?|staff|officers|"
        r"auditors?|consultants?|employees)\b",
        "figure": rf"\bberapa\b|\bhow (?:many|much|large|high|big)\b|{_WHAT}number of\b",
        "form": r"\bform number\b|\bformulir\w* (?:nomor |apa|yang mana)|\bnomor telepon\b|\bphone number\b",
    }.items()
}
# what is asked for -> what it takes in: of "umur berapa tahun" no span is asked for
NARROWER = {"age": {"span", "often"}, "sanction": {"span"}, "share": {"sum"}, "surface": {"length"}}
# What fills it.
FILLED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "share": r"\d\W*%|\bpersen|\bperseratus|\bper seratus|\bseper\w+|\bsetengah\b|\bseparuh\b|\bdua pertiga\b|"
        r"\btiga perempat\b|\b\d+/\d",
        "sum": r"\bRp\W*\d|\brupiah\b|\d\W*%|\bpersen|\bperseratus|\bseper\w+|\bsetengah\b|\bdua pertiga\b|\bsebesar\b|"
        r"\b\d+/\d|" + rf"{_FIGURE}(?:kali)\b",
        "age": r"\b(?:umur|usia|berumur|berusia)\w*\b|" + rf"{_FIGURE}(?:tahun)\b",
        "sanction": r"\b(?:sanksi|pidana|denda|dicabut|pencabutan|teguran|peringatan|diberhentikan|pemberhentian|"
        r"kurungan|penjara|dikenai|dikenakan|hukuman|pembekuan|dibekukan|tidak dibayarkan|pembatalan|dibatalkan|"
        r"ditunda|penundaan|tuntutan)\b",
        "often": rf"{_FIGURE}(?:kali|{_SPAN})\b" + r"|\b(?:se)?tiap\b|\bsewaktu-waktu\b|\bsekali\b|\bberkala\b|"
        r"\b(?:harian|mingguan|bulanan|triwulan\w*|semester\w*|tahunan)\b",
        "span": rf"{_FIGURE}(?:(?:{_SPAN}|kali))\b"
        + r"|\b(?:seketika|segera|sehari|seminggu|sebulan|setahun|seumur hidup|selama|jangka waktu)\b|"
        r"\b(?:harian|mingguan|bulanan|triwulan\w*|semester|tahunan)\b|\btanggal \d|\bakhir \w*\s?(?:tahun|bulan)\b|"
        r"\bminggu (?:pertama|kedua|ketiga|keempat|terakhir)\b|"
        r"\bbulan (?:jan|feb|mar|apr|mei|jun|jul|ag|sep|okt|nov|des)",
        "length": rf"{_FIGURE}(?:(?:kilo|senti|mili)?meter|km|cm|mm|mil(?: laut)?)\b",
        "surface": rf"{_FIGURE}(?:hektare?|ha|meter persegi|m2|kilometer persegi|km2)\b",
        "weight": rf"{_FIGURE}(?:(?:kilo)?gram|kg|ton|kuintal|gt|gross)\b",
        "people": rf"{_FIGURE}(?:\w+)\b" + r"|\bseorang\b",
        "figure": rf"\d|\b(?:{_NUMBERS})\b|\bseorang\b",
        "form": r"\b(?:formulir|format)\b",
    }.items()
}


def blanks(plain: str) -> frozenset[str]:
    """What a question leaves open; nothing where it asks for nothing that can be told by its form."""
    found = {name for name, pattern in ASKED.items() if pattern.search(plain)}
    found -= {name for narrow in found for name in NARROWER.get(narrow, ())}
    return frozenset(found - {"figure"} or found)


def fills(asked: Iterable[str], text: str) -> bool:
    """Whether any of what is left open can stand in a text; a text that nothing is asked of fills it."""
    names = tuple(asked)
    return not names or any(FILLED[name].search(text) for name in names)
