"""What a question over rows says of one column in that column's own words, and plans by their names.

"kelemahannya menyebut armada tua", "ancaman penolakan warga", "names JKN as an opportunity", "dibahas di musrenbang",
"misi 4 RPJMD", "persetujuan DPRD-nya sedang dibahas", "kapan SPAM regional Contoh Raya mulai".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.query import Filter
from corpus.words import stems
from rag.pemetaan_asked import Reading
from rag.pemetaan_values import Said
from rag.pemetaan_words import AFTER, BEFORE

MARKS = {  # column -> what its words are for telling whether the mapping is meant: laws speak of some of them too
    "kekuatan": "said", "kelemahan": "said", "peluang": "said", "ancaman": "said", "potensi": "choice",
    "karakteristik": "choice", "kebutuhan": "choice", "alasan": "choice", "pengecualian": "choice",
    "sub_urusan": "choice",
}  # fmt: skip
LINK = (
    r"(?:\s+(?:yang|adalah|itu|antara|lain|menyebut(?:kan)?|memuat|berisi|berupa|mengandung|tentang|soal|mengenai|"
    r"seperti|misal|ada|dari|karena|contains?|mentions?|mentioning|says?|stat(?:es|ing)|like|is|are|about|nam(?:es|ing)|"
    r"named|such|as|of|including)(?![^\W_]))*"
)
FIRM = re.compile(r"antara lain|sebut|muat|berisi|berupa|mention|contain|nam(?:es|ing)")
AS = re.compile(r"\s+as\s+(?:an?\s+|the\s+|its\s+|their\s+)?$")
JOIN = re.compile(r"\s*(?:,|/|\s(?:atau|dan|maupun|or|and)\s)\s*")
TOKEN = re.compile(r"\s*([^\W_]+)")
DISCUSSED = re.compile(
    rf"{BEFORE}(?:(?:sudah|telah|pernah)\s+)?(?:(?:dibahas|dibicarakan|diputuskan|disepakati|discussed|agreed)"
    rf"(?:\s+(?:di|dalam|pada|lewat|melalui|saat|waktu|at|in|on|the|forum|rapat))+|forum(?:\s+pembahasan)?){AFTER}"
)
MISSION = re.compile(
    rf"{BEFORE}(?:misi|mission)\s+(?:ke\s+|no\s+|nomor\s+)?(\d{{1,2}})(?:\s+(?:di\s+|of\s+the\s+)?rpjmd)?{AFTER}"
)
COUNCIL = re.compile(
    rf"{BEFORE}(?:persetujuan\s+)?dprd\s+(?:(?:yang|masih|lagi|itu|is|still)\s+)*"
    rf"(?P<state>sedang dibahas|dibahas|sedang berjalan|belum diajukan|belum diusulkan){AFTER}|"
    rf"{BEFORE}(?P<state2>belum diajukan|belum diusulkan|sedang dibahas|dibahas)\s+(?:(?:ke|di|oleh|dengan|untuk|"
    rf"persetujuan)\s+)+dprd{AFTER}"
)
MOST, LEAST_PLAN = 5, 3  # words of a column that are read at once; words that name a plan


def take_plans(state: Reading) -> None:
    """Plans by three words and more of their names, of at least half of it."""
    words = state.reader.words()
    number = 0
    while number < len(words) - 1:
        length, name = _longest(state, words, number)
        if length >= LEAST_PLAN and 2 * length >= len(name):
            start, end = words[number][1], words[number + length - 1][1] + len(words[number + length - 1][0])
            label = state.reader.said[start:end]
            state.add(Said(Filter("kegiatan", "has", (label,)), label, start), "name kegiatan")
            state.reader.gone(start, end)
            number += length
        else:
            if length == len(name) > 1:
                state.marks.add("plan")  # two words: told of by them, but not the only one
            number += 1


def _longest(state: Reading, words: Sequence[tuple[str, int]], number: int) -> tuple[int, tuple[str, ...]]:
    """The longest run of words from here that a plan's name has, and the shortest such name."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    pair = (words[number][0], words[number + 1][0])
    for name, place in state.store.plans.get(pair, ()):
        length = 2
        while (
            place + length < len(name) and number + length < len(words)
            and name[place + length] == words[number + length][0]
        ):  # fmt: skip
            length += 1
        if (length, -len(name)) > (best[0], -len(best[1])):
            best = (length, name)
    return best


def take_columns(state: Reading) -> None:
    """Filters on the words of columns."""
    for match in state.reader.take_all(MISSION):
        state.add(Said(Filter("rpjmd", "has", (f"misi {match[1]}",)), f"misi {match[1]}", match.start()), "choice")
    for match in state.reader.take_all(COUNCIL):
        told = (match["state"] or match["state2"]).replace("diusulkan", "diajukan")
        told = told if told.startswith("belum") else "sedang dibahas"
        if _holds(state, "dprd", told):
            state.add(Said(Filter("dprd", "has", (told,)), told, match.start()), "flag")
    _forum(state)
    for name, mark in MARKS.items():
        for match in list(state.words.columns[name].finditer(state.reader.left)):
            _column(state, name, mark, match)


def _forum(state: Reading) -> None:
    """Where plans were discussed: words of the forums that stand after it."""
    match = DISCUSSED.search(state.reader.left)
    if match is None:
        return
    words = [m for m in re.finditer(r"[^\W_]+", _stretch(state.reader.left[match.end() :]))][:MOST]
    held = [m for m in words if m[0] not in ("di", "dan") and not m[0].isdecimal() and _holds(state, "forum", m[0])]
    if held:
        label = " ".join(m[0] for m in held)
        state.add(Said(Filter("forum", "has", (label,)), label, match.start()), "forum")
        state.reader.gone(match.start(), match.end() + held[-1].end())


def _column(state: Reading, name: str, mark: str, noun: re.Match[str]) -> None:
    """The words after the noun of a column, or before "as" and it, as far as the column has them."""
    link = re.compile(LINK).match(state.reader.left, noun.end())
    assert link is not None
    label, end = _held(state, name, link.end())
    if label and state.store.affairs_in(label) and not FIRM.search(link[0]) and name != "sub_urusan":
        return
    begin, values = noun.start(), [label] if label else []
    while label and (joined := JOIN.match(state.reader.left, end)):
        label, further = _held(state, name, joined.end())
        values, end = ([*values, label], further) if label else (values, end)
    if not values and (before := AS.search(state.reader.left, 0, noun.start())):
        tokens = [m for m in re.finditer(r"[^\W_]+", state.reader.left[: before.start()])][-MOST:]
        held = [m for m in tokens if _worth(state, m[0]) and _holds(state, name, m[0])]
        if held and held[-1] is tokens[-1]:
            values, begin, end = [" ".join(m[0] for m in held)], held[0].start(), noun.end()
    if values:
        state.add(Said(Filter(name, "has", tuple(values)), ", ".join(values), begin), mark)
        state.reader.gone(begin, end)


def _held(state: Reading, name: str, start: int) -> tuple[str, int]:
    """The longest words from a place on that a column has, and where they end; the first and last are worth it."""
    best, position, words = ("", start), start, list[str]()
    while len(words) < MOST and (token := TOKEN.match(state.reader.left, position)):
        words.append(token[1])
        position = token.end()
        if not _holds(state, name, " ".join(words)) or not _worth(state, words[0]):
            break
        best = (" ".join(words), position) if _worth(state, words[-1]) else best
    return best


def _worth(state: Reading, word: str) -> bool:
    return word not in state.words.noise or word in ("program", "kegiatan")


def _holds(state: Reading, name: str, words: str) -> bool:
    roots = stems(words)
    return bool(roots) and state.store.texts.get(name, frozenset()).issuperset(roots)


def _stretch(left: str) -> str:
    """What follows up to what was taken or a comma."""
    return re.split(r"[·,]", left)[0]
