"""Questions over the rows of mappings, each with the rows, number, groups or words that answer it. Pure.

A line of `pemetaan-seen.jsonl`: {"id", "question", "history"?, "language", "voice", "kind", "home"?, "expect"};
what may be expected is told at `CHECKS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from corpus.models import Jawaban
from corpus.urusan import DaftarUrusan
from eval.measure import BadQuestions

MARK = re.compile(r"\[\d+\]|<[^>]*>")
NUMBER = re.compile(r"(?<![\w.,])-?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?![\d])|(?<![\w.,])-?\d+(?:[.,]\d+)?")
OF_ROWS = ("tidak_ada_baris", "belum_ada_pemetaan")  # why a question over rows was refused
MODIFIERS = frozenset({"ordered", "field"})
ALSO: Mapping[str, str] = MappingProxyType(
    {
        "tinggi": "high", "sedang": "medium", "rendah": "low", "usulan": "proposed", "dibahas": "discussed",
        "ditetapkan": "decided", "berjalan": "running", "selesai": "finished", "ditunda": "postponed",
        "batal": "cancelled", "sinergi": "synergy",
    }
)  # fmt: skip
BASIS = re.compile(r"\n\s*\*\*(?:Dasar|Basis)\b.*", re.DOTALL)


@dataclass(frozen=True)
class MappingItem:
    """A question.

    Attributes:
        home: "" where the sample alone is held, else "three".
        expect: what is right, by the name of its check.
    """

    id: str
    question: str
    language: str
    voice: str
    kind: str
    home: str
    expect: Mapping[str, Any]
    history: tuple[Mapping[str, object], ...] = ()


def parse_questions(text: str, name: str) -> list[MappingItem]:
    """All questions of a file.

    Raises:
        BadQuestions: a line is no question; its number is told, its words are not.
    """
    items = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                items.append(_parse(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise BadQuestions(f"{name}:{number}", str(error)) from error
    return items


def _parse(row: Mapping[str, Any]) -> MappingItem:
    words = {name: row[name] for name in ("id", "question", "language", "voice", "kind")}
    if not all(isinstance(value, str) and value.strip() for value in words.values()):
        raise ValueError("a field is no text")
    expect = row["expect"]
    if not isinstance(expect, dict) or not set(expect) & set(CHECKS) or set(expect) - set(CHECKS) - MODIFIERS:
        raise ValueError(f'"expect" may hold {", ".join(CHECKS)}')
    return MappingItem(**words, home=row.get("home") or "", expect=expect, history=tuple(row.get("history") or ()))


def problem(item: MappingItem, answer: Jawaban) -> str:
    """Why an answer is wrong, in a few words; "" where it is right."""
    if answer.refused and "refused" not in item.expect and "empty" not in item.expect:
        return f"refused ({answer.reason})"
    found = [CHECKS[name](value, answer) for name, value in item.expect.items() if name in CHECKS]
    if item.expect.get("ordered") and not any(found):
        found.append(_order(item.expect["rows"], answer))
    return "; ".join(text for text in found if text)


# --- what may be expected


def _rows(expected: Sequence[Sequence[object]], answer: Jawaban) -> str:
    """Exactly these rows are cited: [sheet, row], or [file, sheet, row] where several mappings are held."""
    named = any(len(place) == 3 for place in expected)
    cited = [c for c in answer.citations if c.kind == "pemetaan"]
    found = {((c.file,) if named else ()) + (c.sheet or "", row) for c in cited for row in c.rows}
    wanted = {tuple(place) for place in expected}
    if found == wanted:
        return ""
    return f"{len(wanted - found)} of {len(wanted)} rows not cited, {len(found - wanted)} others cited"


def _order(expected: Sequence[Sequence[object]], answer: Jawaban) -> str:
    """Right rows stand in the expected order, in the citations or in the lines of the text."""
    wanted = [tuple(place[-2:]) for place in expected]
    cited = [(c.sheet or "", row) for c in answer.citations if c.kind == "pemetaan" for row in c.rows]
    lines = words_of(answer).split("\n")
    told = [place for line in lines for place in wanted if _names(line, *place)]
    return "" if wanted in (cited, list(dict.fromkeys(told))) else "rows in another order"


def _names(line: str, sheet: object, row: object) -> bool:
    """Whether a line names a row: "… lembar KSDD baris 12"."""
    return bool(re.search(rf"{re.escape(str(sheet))}\W+(?:(?:baris|row)\W+)?{row}(?!\d)", line))


def _number(expected: float, answer: Jawaban) -> str:
    """The number is stated."""
    return "" if _states(words_of(answer), expected) else f"{expected} is not stated"


def _groups(expected: Mapping[str, Any], answer: Jawaban) -> str:
    """Each group is named, with its number or numbers behind it."""
    text = words_of(answer).lower()
    english = {item.nama.lower(): item.en.lower() for item in DaftarUrusan.read().items}
    missing = []
    for name, value in expected.items():
        numbers = list(value.values()) if isinstance(value, dict) else [value]
        names = {name.lower(), ALSO.get(name.lower(), name.lower()), english.get(name.lower(), name.lower())}
        behind = [text[m.end() :].split("\n")[0] for one in names for m in re.finditer(_loosely(one), text)]
        if not any(_stated_first(part, numbers) for part in behind):
            missing.append(name)
    return f"{len(missing)} of {len(expected)} groups wrong: {', '.join(missing[:4])}" if missing else ""


def _loosely(name: str) -> str:
    """A pattern for words with anything but words between them: "Provinsi Contoh 2026" in "Provinsi Contoh | 2026"."""
    return r"(?<!\w)" + r"[^\w\n]+".join(map(re.escape, re.findall(r"\w+", name))) + r"(?!\w)"


def _stated_first(text: str, numbers: Sequence[float]) -> bool:
    """Whether the first numbers of a text are these, whatever order they stand in; naught may be a dash."""
    found = [as_numbers(match[0])[0] for match in NUMBER.finditer(text)]
    return {number for number in numbers if number} <= set(found[: len(numbers)])


def _values(expected: Sequence[str], answer: Jawaban) -> str:
    """Each of these is named."""
    text = words_of(answer).lower()
    missing = [value for value in expected if str(value).lower() not in text]
    return f"not named: {', '.join(map(str, missing[:4]))}" if missing else ""


def _top(expected: Sequence[str], answer: Jawaban) -> str:
    """Each of these is named, in this order; affairs in English too."""
    text = words_of(answer).lower()
    english = {item.nama.lower(): item.en.lower() for item in DaftarUrusan.read().items}
    names = [str(value).lower() for value in expected]
    places = [max(text.find(name), text.find(english.get(name, name))) for name in names]
    return "" if -1 not in places and places == sorted(places) else f"not named in order: {', '.join(expected)}"


def _empty(expected: str, answer: Jawaban) -> str:
    """No row is cited, and the filter that left none is named."""
    if any(c.kind == "pemetaan" for c in answer.citations):
        return "rows are cited though none hold"
    named = any(word.lower() in words_of(answer).lower() for word in expected.split("|"))
    return "" if named else f"{expected!r} is not named as what left nothing"


def _refused(expected: bool, answer: Jawaban) -> str:
    return "" if answer.refused == expected else "not refused" if expected else "refused"


def _law(expected: str, answer: Jawaban) -> str:
    """The law alone is cited, or the law too."""
    kinds = {citation.kind for citation in answer.citations}
    if expected == "only":
        return "rows are told in an answer of the law" if "pemetaan" in kinds or answer.reason in OF_ROWS else ""
    return "" if kinds - {"pemetaan"} else "the law is not cited"


CHECKS: Mapping[str, Callable[[Any, Jawaban], str]] = MappingProxyType(
    {
        "rows": _rows, "number": _number, "groups": _groups, "values": _values, "top": _top, "empty": _empty,
        "refused": _refused, "law": _law,
    }
)  # fmt: skip


# --- words and numbers


def words_of(answer: Jawaban) -> str:
    """The text of an answer without marks, tags and the line of its basis."""
    text = MARK.sub(" ", BASIS.sub("", answer.answer)).replace("**", "").replace("\\", "")
    return re.sub(r"\bRp(?=\d)", "Rp ", text)


def _states(text: str, number: float) -> bool:
    return any(_near(value, number) for match in NUMBER.finditer(text) for value in as_numbers(match[0]))


def _near(value: float, number: float) -> bool:
    return abs(value - number) <= (0.05 if number % 1 else 0)


def as_numbers(text: str) -> tuple[float, ...]:
    """What a number may mean, in Indonesian or English: "1.250.000,5" -> (1250000.5,); "1.250" -> (1250, 1.25)."""
    signs = [sign for sign in text if sign in ".,"]
    if not signs:
        return (float(text),)
    last = max(text.rfind("."), text.rfind(","))
    as_fraction = float(f"{re.sub('[.,]', '', text[:last])}.{text[last + 1 :]}")
    as_whole = float(re.sub("[.,]", "", text))
    if len(set(signs)) == 2 or len(text) - last - 1 != 3:
        return (as_fraction,)
    return (as_whole,) if len(signs) > 1 else (as_whole, as_fraction)


def right_share(problems: Iterable[str]) -> tuple[int, int]:
    """How many are right, of how many."""
    found = list(problems)
    return sum(not text for text in found), len(found)
