"""What stands in a cell of a workbook: numbers, dates and texts as its format writes them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from ingest.sheet import Value

BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
BUILT_IN_TIMES = frozenset((*range(18, 22), 45, 46, 47))
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LEAP_DAY = 60  # Excel counts a 29 February 1900 that never was
LAST_SERIAL = 2_958_466  # 1 January 10000
PRECISE = 16  # signs of a number beyond which its last digit is noise


def text_of(text: str) -> str | None:
    """A text as written, line ends made one kind; None where it holds nothing but blanks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else None


def unescaped(text: str) -> str:
    """The signs that XML can not hold, as Excel writes them: "a_x000D_b"; what is no sign stays."""
    return ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code == 0 or 0xD800 <= code < 0xE000 else chr(code)


def number_of(text: str) -> int | float | str | None:
    """A number as a workbook stores it: "2026" -> 2026, "0.30000000000000004" -> 0.3; other text as it is."""
    try:
        whole = int(text)
        return whole if abs(whole) < 1 << 62 else float(whole)
    except ValueError:
        pass
    except OverflowError:
        return text
    try:
        number = float(text)
    except ValueError:
        return text_of(text)
    if not math.isfinite(number):
        return text
    return float(f"{number:.15g}") if len(text) >= PRECISE else number


def date_kind(code: str) -> str:
    """What a number format shows: "date", "time", or "" for a number: "dd mmmm yyyy" -> "date"."""
    bare = LITERAL.sub("", code.split(";")[0]).lower()
    if "#" in bare or bare in ("general", "standard"):
        return ""
    clock = "h" in bare or "s" in bare
    if "y" in bare or "d" in bare or ("m" in bare and not clock):
        return "date"
    return "time" if clock else ""


def moment(serial: int | float, kind: str, from_1904: bool = False) -> Value:
    """A date from its serial number, a time of day as text; what is no date stays a number.

    Args:
        serial: days since 1900, or 1904.
        kind: "date" or "time".
        from_1904: how the workbook counts.
    """
    if kind == "time" and 0 <= serial < LAST_SERIAL:
        minutes = round(serial * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if not 1 <= serial < LAST_SERIAL - (1462 if from_1904 else 0):
        return serial
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < LEAP_DAY else 30)
    days = int(serial)
    found = start + timedelta(days=days, seconds=round((serial - days) * 86_400))
    return plain_date(found)


def plain_date(found: datetime) -> Value:
    """A date without a time of day where it has none."""
    return found if (found.hour, found.minute, found.second) != (0, 0, 0) else found.date()


def iso_date(text: str) -> Value:
    """A date as ISO 8601 writes it: "2026-02-13", "2026-02-13T00:00:00"; other text as it is."""
    try:
        return plain_date(datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0))
    except ValueError:
        return text_of(text)


def clock(value: object) -> Value:
    """A value of another reader as one of ours: times of day and durations as text."""
    if isinstance(value, datetime):
        return plain_date(value.replace(tzinfo=None, microsecond=0))
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, str):
        return text_of(value)
    if value is None or isinstance(value, bool | int | date):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return str(value)[:5]  # a time of day: "08:30:00"
