"""What a cell of a mapping says: years, months, rupiah, yes and no, dates; nothing where it is not said plainly."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ingest.sheet import Value, shown

MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember".split()
MONTHS_EN = "january february march april may june july august september october november december".split()
NUMBERS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split() + ["dua belas"]
DASH = re.compile(r"[\s\-–—_.·•/\\~]*")
TICKS = frozenset("x v √ ✓ ✔ ☑ ✅ ■ ● • * ü 1 ya y yes ada ok true benar sudah vv".split())
CROSSES = frozenset("x × ✗ ✘ ❌ ✕ ☒".split())
NO = re.compile(
    r"(?:tidak|tdk|tak|bukan|belum|blm|blum|nihil|nol|none|not|false|salah|kosong|akan|diusulkan|diupayakan|"
    r"dalam proses|proses|masih|menunggu|sedang|rencana|direncanakan|dalam penyusunan|yet|planned)\b|"
    r"(?:no|n|t)(?=\s*(?:$|[,;(]))"
)
UNSAID = re.compile(
    r"(?:perlu|butuh|harus|memerlukan|n/?a|tad|not (?:needed|applicable)|"
    r"(?:tidak|tdk) (?:diperlukan|perlu|tahu|diketahui|relevan|wajib|berlaku))\b.*|\?+"
)
YES = re.compile(
    r"(?:ya|y|yes|ada|sudah|sdh|telah|masuk|tercantum|termuat|terdaftar|selesai|tersedia|true|benar|ok|included|done|"
    r"termasuk|berbatasan|membebani|disetujui|dianggarkan|teranggarkan|lengkap|available|sesuai|setuju)\b"
)
WHOLE = 10**8  # an amount as large is whole rupiah, also where a column counts in millions
PERIOD = re.compile(r"\s*(?:-|–|—|s/d|s\.?\s?d\.?|sd|sampai(?: dengan)?|hingga|to|until)\s*")
FROM = re.compile(r"\d\s*(?:tahun|bulan)?" + PERIOD.pattern + r"$")
UP_TO = re.compile(PERIOD.pattern + r"\d")
RANGE = re.compile(r"\b(20\d\d)" + PERIOD.pattern + r"(?:tahun |thn |ta )?(20\d\d|\d\d)\b(?![./-]?\d)")
MONTH_RANGE = re.compile(  # "Januari 2027 - Desember 2029", which is no number of whole years
    r"\b(20\d\d)"
    + PERIOD.pattern
    + r"(?:awal|akhir|jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|nop|des|"
    r"dec)[a-z]*\.?\s+(20\d\d)\b"
)
YEAR = re.compile(r"(?<![\d.,])(20[0-6]\d)(?![\d]|[.,]\d)")
NUMBERED = re.compile(  # the number of a letter: "119/12/KSD/2026", but not "2026/2027/2028"
    r"(?<!\S)(?!\(?20\d\d(?:/20\d\d)+(?![\d/]))\S+/\S+/20\d\d\b"
)
BESIDE_YEARS = frozenset(
    "tahun thn th ta t a apbd apbdp s d sd sampai dengan hingga dan mulai awal akhir semester triwulan tw q i ii iii "
    "iv to until and from year years".split()
)
BUDGET_YEAR = re.compile(r"\b(20\d\d)/(\d\d)\b(?![/.-]?\d)")  # "2026/27"
DAY = re.compile(r"\b(\d{1,2})\s*(?:[./-]|\s)\s*(\d{1,2}|[a-z]{3,9})\.?\s*(?:[./,-]|\s)\s*(\d{4}|\d{2})\b")
MONTH_YEAR = re.compile(r"([a-z]{3,9})\.?\s*[-/ ]\s*(20\d\d)")
MINUTES = re.compile(r"\bbak?\b|berita acara")
DECREE = re.compile(r"\bsk\b|\bkep(?:utusan|gub|bup|wal(?:i ?kota)?)?\b")
ACT_NUMBER = re.compile(r"\d\s*/|\bno(?:mor)?\b|\btahun\b|\d\.\d")
ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
AMOUNT = re.compile(r"\d[\d.,]*")
UNITS = (
    (re.compile(r"\b(?:triliun|trilyun|trillion|t)\b"), 10**12),
    (re.compile(r"\b(?:miliar|milyar|milliar|miliard|mlyr|mlr|bn|billion|m)\b"), 10**9),
    (re.compile(r"\b(?:juta|jt|jutaan|million|mio)\b"), 10**6),
    (re.compile(r"\b(?:ribu|rb|ribuan|thousand|k)\b"), 10**3),
)
SCALES = (
    (re.compile(r"mil[iy]ar|\bbillion|\(rp\.? ?m\)"), 10**9),
    (re.compile(r"juta|\bjt\b|million|000[., ]000\b"), 10**6),
    (re.compile(r"ribu|thousand|(?:rp|x|\()[. ,]*1?[. ]?000\b"), 10**3),
)
LENGTH = re.compile(
    r"(\d+(?:[.,]\d+)?)\)?\s*(?:\([^)]*\)\s*)?(tahun|thn|th|years?|yrs?|y|bulan|bln|bl|months?|mos?|semester|triwulan|"
    r"hari|hr|days?|minggu|weeks?)\b"
)
LENGTHS = {"ta": 12.0, "th": 12.0, "ye": 12.0, "yr": 12.0, "y": 12.0, "bu": 1.0, "bl": 1.0, "mo": 1.0, "se": 6.0,
           "tr": 3.0, "ha": 1 / 30, "hr": 1 / 30, "da": 1 / 30, "mi": 7 / 30, "we": 7 / 30}  # fmt: skip


def plain(value: Value) -> str:
    """Lower case, blanks joined, the words of a cell for matching."""
    return shown(value).casefold().strip()


def is_dash(text: str) -> bool:
    """A cell that is marked as holding nothing: "-", "–", "...", "--"."""
    return not text[:1].isalnum() and DASH.fullmatch(text) is not None


def is_tick(value: Value) -> bool:
    """A mark in a column that is ticked: x, V, √, 1, Ya."""
    return value is True or plain(value).strip(".()[] ") in TICKS | CROSSES


def is_cross(value: Value) -> bool:
    """A mark that says no where other cells of the column say yes by √."""
    return plain(value) in CROSSES


def flag(value: Value) -> bool | None:
    """Yes, no, or not said: "√" -> True, "belum" and "-" -> False, "masuk RKPD 2026 hal 12" -> True, "" -> None."""
    if isinstance(value, bool):
        return value
    text = plain(value).lstrip("(*. ")
    if not text or UNSAID.fullmatch(text):
        return None
    if is_dash(text) or text == "0" or NO.match(text):
        return False
    if text in TICKS or text.strip(".()[] ") in TICKS or YES.match(text):
        return True
    return False if text in CROSSES else None


def reference(value: Value) -> bool | None:
    """Whether a reference to a plan says that it is in there: any words that deny nothing."""
    said = flag(value)
    text = plain(value)
    if said is not None or not text or UNSAID.fullmatch(text):
        return said
    return not re.search(r"\b(?:belum|blm|tidak|tdk|bukan|not yet)\b", text)


def years(value: Value) -> tuple[int, ...]:
    """All years, rising: "2026 s.d. 2028" -> 2026, 2027, 2028; "2026/2027" -> both; "TA 2026" -> 2026."""
    if isinstance(value, datetime | date):
        return (value.year,)
    if isinstance(value, bool) or value is None:
        return ()
    text = NUMBERED.sub(" ", plain(value))
    found: set[int] = set()
    for match in (*RANGE.finditer(text), *MONTH_RANGE.finditer(text)):
        low, high = int(match[1]), int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2])
        found.update(range(low, high + 1) if low <= high <= low + 30 else ())
    found.update(int(year) for year in YEAR.findall(text))
    found.update(
        int(year) + 1 for year, next_one in BUDGET_YEAR.findall(text) if (int(year) + 1) % 100 == int(next_one)
    )
    return tuple(sorted(found))


def is_years(value: Value) -> bool:
    """Whether a cell holds years and nothing beside: "TA 2026-2028" but not "50 unit pada 2026"."""
    words = re.findall(r"[^\W\d_]+", plain(value)) if isinstance(value, str) else []
    numbers = re.findall(r"\d+", plain(value)) if isinstance(value, str) else []
    beside = [word for word in words if word not in BESIDE_YEARS and not month_of(word)]
    return bool(years(value)) and not beside and all(len(n) in (2, 4) or n in "1234" for n in numbers)


def months(value: Value, unit: float = 0) -> int | None:
    """A duration in months: "3 (tiga) tahun" -> 36, "2026-2028" -> 36, "36" -> 36 with the unit 1.

    Args:
        unit: months that a bare number counts; 0 where the column does not tell.
    """
    if value is None or isinstance(value, bool | date):
        return None
    text = worded(plain(value))
    if found := LENGTH.search(text):
        if FROM.search(text[: found.start()]) or UP_TO.match(text[found.end() :]):
            return None  # "2-3 tahun", "6 bulan s.d. 1 tahun"
        more = LENGTH.match(text[found.end() :].lstrip(" ,").removeprefix("dan "))
        parts = [found, more] if more and rate(more) < rate(found) else [found]
        return round(sum(float(part[1].replace(",", ".")) * rate(part) for part in parts)) or None
    if days := all_dates(text):
        return between(days[0], days[-1]) if len(days) == 2 else None
    if match := RANGE.search(text):
        span = years(match[0])
        return 12 * len(span) if len(span) > 1 else None
    bare = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(?:\([^)]*\))?", text)
    return (
        round(float(bare[1].replace(",", ".")) * unit) or None
        if bare and unit and float(bare[1][:4].replace(",", ".")) < 1000
        else None
    )


def rate(length: re.Match[str]) -> float:
    """Months that the unit of a duration counts."""
    return LENGTHS[length[2][:2]]


def worded(text: str) -> str:
    """Numbers as words before a unit become figures: "lima tahun" -> "5 tahun", "setahun" -> "1 tahun"."""
    text = re.sub(r"\bse(?=tahun|bulan)", "1 ", text)
    for number, word in enumerate(NUMBERS):
        text = re.sub(rf"(?<![\w(]){word}(?= (?:tahun|bulan|thn|bln))", str(number), text)
    return text


def between(first: date, last: date) -> int | None:
    """Whole months from one day to another, the last day inside."""
    if last <= first:
        return None
    return round(((last - first).days + 1) / 30.4375) or None


def number(text: str, decimal: bool = False) -> float | None:
    """A number as Indonesians or Americans write it: "1.250.000,50", "1,250,000.50", "1,5".

    Args:
        decimal: a unit follows, so that "1.25" and "1,250" are fractions rather than thousands.
    """
    text = text.rstrip(".,")
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        last = "." if text.rfind(".") > text.rfind(",") else ","
        text = text.replace("," if last == "." else ".", "").replace(last, ".")
    elif dots + commas == 1:
        head, mark, tail = text.partition("." if dots else ",")
        thousands = len(tail) == 3 and head != "0" and len(head) <= 3 and not (decimal and mark == ",")
        text = head + tail if thousands else f"{head}.{tail}"
    else:
        text = text.replace(".", "").replace(",", "")
    try:
        return float(text)
    except ValueError:
        return None


def money(value: Value, scale: int = 1) -> int | None:
    """Whole rupiah: "Rp 1.250.000.000,-", "1,5 M", "750 juta"; a bare number counts `scale` rupiah.

    Nothing where several amounts stand in a cell, or another currency.
    """
    if isinstance(value, bool | date) or value is None:
        return None
    if isinstance(value, int | float):
        return round(value * (scale if value < WHOLE else 1)) if value == value and 0 <= value < 10**15 else None
    text = re.sub(r"\([^)\d]*\)", " ", plain(value)).replace(",-", "").replace(",–", "")
    if text.strip(" .") in ("nihil", "nol", "rp", "rp 0", "rp.0"):
        return None if text.startswith("rp") and "0" not in text else 0
    if re.search(r"usd|us\$|\$|eur|€|sgd|jpy|¥|%", text):
        return None
    text = re.sub(r"\b(?:ta|tahun|thn|apbdp?|apbn|rkpd)\.?\s*20\d\d\b", " ", text)
    found = AMOUNT.findall(text)
    if len(found) != 1:
        return None
    rest = re.sub(r"(?<=\d)(?=[a-z])", " ", text).replace(found[0], " ", 1)
    factor = next((size for pattern, size in UNITS if pattern.search(rest)), 0)
    amount = number(found[0], decimal=bool(factor))
    bare = not factor and amount is not None and amount >= (10**6 if "rp" in text else WHOLE)
    return None if amount is None else round(amount * (factor or (1 if bare else scale)))


def scale_of(header: str) -> int:
    """Rupiah that a bare number counts in a column: "Anggaran (dalam juta rupiah)" -> 1000000, "(Rp.000)" -> 1000."""
    return next((size for pattern, size in SCALES if pattern.search(header.casefold())), 1)


def all_dates(text: str) -> list[date]:
    """The dates that a text holds, in order: "13 Februari 2026", "13/02/26", "2026-02-13"."""
    text = text.casefold()
    found = [(m.start(), int(m[3]), int(m[2]), int(m[1])) for m in ISO.finditer(text)]
    for match in DAY.finditer(text):
        month = int(match[2]) if match[2].isdigit() else month_of(match[2])
        found.append((match.start(), int(match[1]), month, int(match[3]) + (2000 if len(match[3]) == 2 else 0)))
    days = []
    for _, day, month, year in sorted(found):
        try:
            days.append(date(year, month, day) if 1945 <= year < 2100 else None)
        except ValueError:
            continue
    return [day for day in days if day]


def month_ends(text: str) -> tuple[date, date] | None:
    """The first and the last day of a month that is named with its year: "Januari 2026", "Des. 2028"."""
    found = MONTH_YEAR.fullmatch(text.casefold().strip())
    month = month_of(found[1]) if found else 0
    if not found or not month:
        return None
    first, year = date(int(found[2]), month, 1), int(found[2])
    return first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def month_of(word: str) -> int:
    """The number of a month by its first letters, 0 for no month: "feb", "agst", "okt", "October"."""
    special = {"agt": 8, "agst": 8, "ags": 8, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}
    for names in (MONTHS, MONTHS_EN):
        for index, name in enumerate(names, 1):
            if name.startswith(word):
                return index
    return special.get(word, 0)


def is_numbered(value: Value) -> bool:
    """Whether a cell holds a number beside a date: that of minutes or of a decree."""
    return isinstance(value, int | str) and re.search(r"\d", ISO.sub(" ", DAY.sub(" ", plain(value)))) is not None


def is_minutes(value: Value) -> bool:
    """Whether a cell holds the number of minutes, and calls them so: "BA No. 119/12/KSD/2026"."""
    return is_numbered(value) and bool(MINUTES.search(plain(value)) and ACT_NUMBER.search(plain(value)))


def is_decree(value: Value) -> bool:
    """The same of a decree: "SK Bupati No. 188/3/2026"."""
    return is_numbered(value) and bool(DECREE.search(plain(value)) and ACT_NUMBER.search(plain(value)))


def iso_date(value: Value) -> str:
    """A date, or the first one in a text, as "2026-02-13"; "" without one."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    days = all_dates(value) if isinstance(value, str) else []
    return days[0].isoformat() if days else ""


def integer(value: Value) -> int | None:
    """A whole number: 3, 3.0, "3", "3."; None for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(?:#|no\.? ?)?(\d{1,6})\s*[.)]?\s*", value.casefold())
        return int(found[1]) if found else None
    return int(value) if value == value and abs(value) < 10**9 and float(value).is_integer() else None
