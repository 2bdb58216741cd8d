"""Whether a question is about the mapping, the law, or both; what a question changes of the one before it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.query import Filter, Op, Query
from rag.pemetaan_asked import Asked
from rag.pemetaan_words import Words

ENOUGH = 3  # points from which a question is about the mapping
LATER = 2  # points more where a question leans on one about the law
BRINGS = 3.5  # points for a word that rows have and the law has not
SHORT = 6  # words of a question that may lean on the one before
LONG_WORDS = 40
LONG = 500  # characters; who writes more tells a case
POINTS: Mapping[str, int] = {  # for what a question says
    "name mitra": 3, "name lokasi": 2, "name pengusul": 1, "name daerah": 2, "year": 2, "mapped year": 3,
    "prioritas": 2, "status": 1, "kelompok": 1, "jenis": 1, "urusan": 1, "choice": 1, "flag": 1, "money": 2, "rank": 2,
    "name kegiatan": 3, "said": 3, "forum": 1, "plan": 2, "stranger": 4,
    "group": 2, "top": 2, "amount": 2, "span": 1, "exists": 1, "everywhere": 2, "share": 2, "list": 1, "count": 1,
    "sort": 2, "compare": 1, "swot": 2,
}  # fmt: skip
SUBSTANCE = frozenset(
    "name mitra,name lokasi,name pengusul,name daerah,year,mapped year,prioritas,status,kelompok,jenis,urusan,choice,"
    "plan,flag,rank,span,money,group,everywhere,name kegiatan,said".split(",")
)
OWN_WORDS = frozenset(
    "kegiatan,kekuatan,kelemahan,peluang,ancaman,potensi,pengecualian,alasan,sub_urusan,mitra".split(",")
)
MONEY = re.compile(r"\b(?:anggaran|biaya|dana|pagu|nilai|budgets?|cost(?:s|ing)?|worth)\b")
MORE = re.compile(r"[.?!]\s+\S")


def points(text: str, said: str, asked: Asked, words: Words) -> float:
    """How much speaks for the mapping, and against: words that no row holds, what a law tells, a long story."""
    cues, query = words.cues, asked.query
    noun, own, ask, person, which = (bool(cues[n].search(said)) for n in ("noun", "own", "ask", "person", "which"))
    total = float(sum(POINTS.get(mark, 0) for mark in asked.marks if noun or mark != "share"))
    total += bool(said.startswith("yang ") and asked.said)  # "yang di bawah 1 miliar": rows are left out
    total += 3 * own + noun + ask + person + (which and bool(asked.said))
    against = len({m[0] for m in cues["law"].finditer(_without_names(said, asked))} - _harmless(asked))
    duties = len({m[0] for m in cues["duty"].finditer(asked.left)})
    held, lost, verbs = asked.free
    marks = asked.marks if MONEY.search(said) or said.startswith("yang ") else asked.marks - {"money"}
    ranked = (query.top or 0) > 1 and query.sort != ""
    forum = "forum" in asked.marks and said.startswith("yang ")
    firm = noun or bool(
        ranked or forum or marks & SUBSTANCE or query.group or query.distinct in ("mitra", "pengusul", "lokasi")
    )
    if query.distinct in ("jenis", "urusan", "tahun") and query.measure != "count" and not (asked.said or own):
        total -= 2  # which there are is what the law tells
    elif firm and (asked.said or asked.shaped) and not (lost or against or duties):
        total += 2  # nothing is left that the mapping does not tell
    if asked.marks & {"name mitra", "name kegiatan", "said"}:  # no law knows the partner, or the plan
        lost, total = lost // 5, total + bool(asked.strange)
    total -= 3 * min(against, 3) + 2 * duties + 0.5 * held + lost * (1 if own else 2.5) + verbs
    return total - 3 * (not firm and not own) - max(0, len(said.split()) - 15) / 5 - len(MORE.findall(text))


def _without_names(said: str, asked: Asked) -> str:
    """A question without what rows say: "tugas pembantuan" as an exception is no law."""
    for item in asked.said:
        if item.filter.field in OWN_WORDS and item.label:
            said = said.replace(item.label.lower(), " ")
    return said


def _harmless(asked: Asked) -> set[str]:
    """Words of the law that an amount or the name of a plan makes words of the mapping."""
    asks = {"berapa lama", "berapa bulan", "how long", "how is", "how are"}
    shown = {"bagaimana", "gimana", "how are", "how is"} if "group" in asked.marks else set()
    longest = {"paling lama"} if (asked.query.top or 0) > 1 or "sort" in asked.marks else set()
    return (asks if asked.marks & {"amount", "name kegiatan"} else set()) | longest | shown


def hopeless(said: str, words: Words) -> bool:
    """Whether a question is about the law at first sight; most are, and need no closer look."""
    cues = words.cues
    if cues["own"].search(said) or cues["both"].search(said):
        return False
    against = len({m[0] for m in cues["law"].finditer(said)})
    return against > 1 or len(said.split()) > LONG_WORDS


def may_cooperate(said: str, words: Words) -> bool:
    """The question of the card: what may we cooperate on, and with whom; the law answers, then the mapping."""
    cues = words.cues
    asks = all(cues[name].search(said) for name in ("both", "person", "topic"))
    other = {m[0] for m in cues["law"].finditer(said)} - {"boleh", "bolehkah", "may we", "allowed"}
    return asks and not other and len(said.split()) <= LONG_WORDS // 2


def merge(before: Asked, now: Asked, these: bool = False) -> Asked:
    """A follow-up: its filters stand for those on the same fields, its shape for the one before.

    Args:
        these: it asks for the rows themselves ("yang mana saja?").
    """
    fields = now.fields() | {mark.removeprefix("drop ") for mark in now.marks if mark.startswith("drop ")}
    kept = tuple(s for s in before.said if s.filter.field not in fields or s.filter.field in ("any", "about", "either"))
    shown = tuple(dict.fromkeys((*before.shown, *now.shown)))
    made = replace(now, said=(*kept, *now.said), shown=shown, marks=before.marks | now.marks)
    query, old = now.query, before.query
    if these and not now.said:
        return replace(made, query=Query())
    if "bare top" in now.marks and old.group:
        down = old.descending if now.query.sort == "peringkat" else not now.query.descending
        return replace(made, query=replace(old, sort=old.sort or "count", descending=down, top=query.top or old.top))
    if "sorted" in now.marks:
        rows = replace(old, sort=query.sort, descending=query.descending, top=query.top)
        return replace(made, query=rows if not rows.group or rows.sort in ("count", "sum") else query)
    if now.bare_total and (old.measure == "rows" and not old.group or old.of == "anggaran"):
        return replace(made, query=Query(measure="sum", of="anggaran"), bare_total=False)
    if not now.shaped:
        share = before.share if before.share is None else 0
        return replace(made, query=old, share=share, sides=before.sides, exists=before.exists)
    return made


def changed(before: Asked, text: str, words: Words) -> Asked | None:
    """A follow-up that only turns the one before: "yang sudah?" after "belum", "yang lain?"; None where it does not."""
    if not before.said:
        return None
    turned: Asked | None = None
    if words.cues["flip"].search(text):
        flags = [n for n, s in enumerate(before.said) if s.filter.op in CONTRARY or _flag(s.filter)]
        turned = _turned(before, flags[-1:])
    elif words.cues["others"].search(text):
        turned = _turned(
            before, [n for n, s in enumerate(before.said) if s.filter.op in ("is", "not") or _flag(s.filter)][-1:]
        )
    return turned


CONTRARY: Mapping[str, Op] = {"blank": "filled", "filled": "blank"}


def _flag(item: Filter) -> bool:
    return item.op in ("is", "not") and isinstance(item.values[:1], tuple) and item.values[:1] in ((True,), (False,))


def _turned(before: Asked, numbers: Sequence[int]) -> Asked | None:
    """With the contrary of some of its filters."""
    if not numbers:
        return None
    said = list(before.said)
    for number in numbers:
        item = said[number].filter
        if _flag(item):
            made = replace(item, values=(not item.values[0],))
        elif item.op in CONTRARY:
            made = replace(item, op=CONTRARY[item.op])
        else:
            made = replace(item, op="not" if item.op == "is" else "is")
        said[number] = replace(said[number], filter=made)
    return replace(before, said=tuple(said))


def by_affair(asked: Asked) -> Asked:
    """The question of the card: what is mapped, by affair."""
    query = asked.query if asked.query.group or asked.query.distinct else Query(distinct="urusan")
    return replace(
        asked, query=query, unknown=(), said=tuple(s for s in asked.said if s.filter.field not in ("any", "about"))
    )
