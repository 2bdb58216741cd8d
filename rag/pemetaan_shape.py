"""The shape of the answer that a question over rows asks for: counts, sums, groups, lists, orders, comparisons."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.query import Filter, Measure, Value
from rag.pemetaan_asked import Reading
from rag.pemetaan_values import Said
from rag.pemetaan_words import GROUPS, LISTED, SORTS

NUMBERS = ("anggaran", "jangka_waktu")
SIDES = ("jenis", "tahun", "urusan", "prioritas", "pengusul", "mitra", "status", "daerah", "kelompok", "prakarsa",
         "lokasi", "peta")  # fmt: skip
DEAR = re.compile(r"mahal|murah|expensive|cheap|costly")
ORDERED = re.compile(r"\s*,?\s*(?:(?:yang )?(?:lebih )?(?:dulu|dahulu|duluan)|di (?:atas|depan|awal)|first)\b")
WHOLE = re.compile(
    r"\b(?:dari|terhadap|dibanding(?:kan)?|di antara|out of|of|among)\s+(?:seluruh|semua|total|keseluruhan|all)\b"
)
LONG = re.compile(r"lama|panjang|long|short|singkat|pendek|cepat")


def share_from(state: Reading) -> int | None:
    """Where what is shared begins, after the noun that the whole is of; None where no share is asked for."""
    match = state.reader.take(state.words.shapes["share"])
    if match is None:
        return None
    state.marks.add("share")
    said = state.reader.said
    if whole := WHOLE.search(said, match.end()):  # "X dari seluruh Y": the part stands first
        state.said = [replace(s, at=0 if s.at > whole.start() else s.at + len(said)) for s in state.said]
        state.whole = whole.start()
        return len(said)
    begin = state.words.cues["subject"].search(said, match.end())
    found = state.words.rules["turn"].search(said, begin.end() if begin else match.end())
    return found.start() if found else 0


def take_order(state: Reading) -> None:
    """Orders: "3 prioritas teratas", "urutkan menurut prioritas"."""
    match = state.reader.take(state.words.rules["top_priorities"])
    if match is not None:
        number = match["n"] or match["n2"] or match["n3"]
        state.query = replace(state.query, sort="prioritas", top=int(number) if number else None)
        state.marks.add("top")
        if not number:
            state.add(Said(Filter("prioritas", "is", ("tinggi",)), at=match.start()), "prioritas")
    match = state.words.rules["sort"].search(state.reader.left)
    if match is None:
        return
    rules, start = state.words.rules, match.start("rest")
    lead = re.match(r"\W*", match["rest"])
    start += lead.end() if lead else 0
    ends = rules["way"].match(state.reader.left, start)
    way = ends["way"] if ends else ""
    name = next((n for n in SORTS if match[n]), "count" if match["count"] else "")
    if not name and (by := rules["sort_by"].search(state.reader.left, match.start())):
        name = next(n for n in SORTS if by[n])
        state.reader.gone(by.start(), by.end())
        ends = rules["way"].match(state.reader.left, by.end() + 1) or ends
        way = ends["way"] if ends else ""
        if ends:
            state.reader.gone(by.end(), ends.end())
            ends = None
    down = bool(rules["down"].search(way)) or (name in NUMBERS and not way)
    if name == "prioritas":
        down = bool(rules["up"].search(way))
    state.query = replace(state.query, sort=name or ("anggaran" if way else "prioritas"), descending=down)
    state.marks.add("sort")
    state.reader.gone(match.start(), ends.end() if ends else match.start("rest"))


def take_extreme(state: Reading) -> None:
    """Extremes: "3 dinas terbanyak", "dinas mana yang paling banyak", "anggaran terbesar", "jangka waktu terlama"."""
    rules, left = state.words.rules, state.reader.left
    size, ranked = rules["extreme"].search(left), rules["ranked"].search(left)
    if size is None and ranked is None:
        return
    number = rules["number"].search(left)
    nouns = [(next(k for k, v in m.groupdict().items() if v), m) for m in rules["noun"].finditer(left)]
    for match in (size, ranked, number):
        if match:
            state.reader.gone(match.start(), match.end())
    state.marks.add("top")
    least = bool(size and size["least"])
    if size and not ranked and not number and _in_order(state, size):
        state.query = replace(state.query, sort=_amount_of(size, nouns), descending=not least)
        state.marks.add("sort")
        return
    if "sort" in state.marks:
        if size is not None and state.query.sort in (*NUMBERS, "count"):
            state.query = replace(state.query, descending=not least)
        return
    names = [name for name, _ in nouns]
    grouped = next((n for n in names if n in GROUPS and n not in ("program", "di_rkpd", "di_rpjmd")), "")
    amount = next((n for n in names if n in NUMBERS), "")
    if not amount and size:
        amount = "anggaran" if DEAR.search(size[0]) else "jangka_waktu" if LONG.search(size[0]) else ""
    for name, match in nouns:
        if name in (grouped, amount):
            state.reader.gone(match.start(), match.end())
    _ranked(state, grouped, amount, least, int(number[0]) if number else None, "peringkat" in names)


def _in_order(state: Reading, size: re.Match[str]) -> bool:
    """Whether an extreme tells the order of all: "cheapest first", "dari yang termahal"."""
    after = ORDERED.match(state.reader.said, size.end())
    if after:
        state.reader.gone(after.start(), after.end())
    return bool(after or state.words.rules["first_by"].search(state.reader.said[: size.start()]))


def _amount_of(size: re.Match[str], nouns: list[tuple[str, re.Match[str]]]) -> str:
    """The amount that an extreme is of: named, else as the word for it tells."""
    named = next((n for n, _ in nouns if n in NUMBERS), "")
    return named or ("anggaran" if DEAR.search(size[0]) else "jangka_waktu" if LONG.search(size[0]) else "anggaran")


def _ranked(state: Reading, grouped: str, amount: str, least: bool, top: int | None, rank: bool) -> None:
    """The largest groups, the largest amounts, or the first by rank or priority."""
    if grouped:
        measure: Measure = "sum" if amount == "anggaran" else "average" if amount else "count"
        state.query = replace(
            state.query, group=grouped, measure=measure, of=amount, sort="sum" if amount else "count",
            descending=not least, top=top or 1,
        )  # fmt: skip
    elif amount:
        state.query = replace(state.query, sort=amount, descending=not least, top=top or 1)
        state.shown.append(amount)
    else:
        state.marks.add("bare top")
        state.query = replace(state.query, sort="peringkat" if rank else "prioritas", descending=least, top=top)


def take_measure(state: Reading) -> None:
    """Sums and averages: "total anggaran", "rata-rata jangka waktu", "berapa biaya"."""
    rules, left = state.words.rules, state.reader.left
    if state.query.measure != "rows":
        return
    nouns = {name: state.words.columns[name].search(left) for name in NUMBERS}
    average, asks = rules["average"].search(left), rules["asks_sum"].search(left)
    name = next((n for n in NUMBERS if nouns[n]), "")
    if average and not name and re.search(r"\b(?:how long|berapa lama|selama)\b", state.reader.said):
        name = "jangka_waktu"
    if average:
        state.query = replace(state.query, measure="average", of=name or "anggaran")
    elif asks and (name == "anggaran" or asks[0] == "how much") or _per(state, name, nouns):
        state.query = replace(state.query, measure="sum", of="anggaran")
    else:
        return
    state.marks.add("amount")
    for match in (average, nouns.get(name), asks):
        if match:
            state.reader.gone(match.start(), match.end())


def _per(state: Reading, name: str, nouns: dict[str, re.Match[str] | None]) -> bool:
    """Whether money is asked for by groups: "duit per sumber biaya"."""
    noun, group = nouns.get(name), state.words.rules["group"].search(state.reader.left)
    return bool(name == "anggaran" and noun and group and noun.end() < group.start())


def take_group(state: Reading) -> None:
    """Groups: "per urusan", "tiap dinas", "per urusan dan jenis"."""
    pattern = state.words.rules["group"]
    match = state.reader.take(pattern)
    if match is None:
        return
    names = [n for n in GROUPS if match[n]] + [n for n in GROUPS if match[f"b_{n}"]]
    again = state.reader.take(pattern) if len(names) == 1 else None
    if again is not None:
        names += [n for n in GROUPS if again[n]]
    state.marks.add("group")
    first, *others = dict.fromkeys([*([state.query.group] if state.query.group else []), *names])
    measure: Measure = state.query.measure if state.query.measure != "rows" else "count"
    state.query = replace(state.query, group=first, across=others[0] if others else "", measure=measure)


def take_list(state: Reading) -> None:
    """Lists: "mitra siapa saja", "dinas mana yang mengusulkan", "berapa urusan", "mitra di bidang pariwisata"."""
    if state.query.group or state.query.distinct or state.query.measure in ("sum", "average"):
        return
    rules, left = state.words.rules, state.reader.left
    for rule in ("list_count", "list_which", "list_head", "list_start"):
        match = rules[rule].search(left)
        if match is None:
            continue
        name = next(n for n in LISTED if match[n])
        if name == "jenis" and rule in ("list_head", "list_start") and "jenis" in state.marks:
            continue  # "jenis KSDPK" names one
        if name == "program" and rule in ("list_head", "list_start"):
            continue  # "program sinergi" is a plan
        state.query = replace(state.query, distinct=name, measure="count" if rule == "list_count" else "rows")
        state.marks.add("list")
        state.reader.gone(match.start(), match.end())
        return
    for rule, name in (("who", "pengusul"), ("with_whom", "mitra")):
        if state.reader.take(rules[rule]):
            state.query = replace(state.query, distinct=name)
            state.marks.add("list")
            return


def take_count(state: Reading) -> None:
    """Counts: "berapa rencana", "how many", "totalnya"."""
    match = state.reader.take(state.words.shapes["count"])
    total = state.reader.take(state.words.shapes["total"])
    if match and not total and _of_one(state, match):
        return
    if (match or total) and state.query.measure == "rows" and not state.query.distinct and not state.query.sort:
        state.query = replace(state.query, measure="count")
        state.marks.add("count")
    named = total is not None or match is not None and "total" in match[0]
    state.bare_total = named and state.query.measure == "count" and not state.query.of


def _of_one(state: Reading, count: re.Match[str]) -> bool:
    """Whether "berapa" asks what one plan says ("X berapa lama", "nomor SK X berapa") and not how many there are."""
    said = state.reader.said
    named = "name kegiatan" in state.marks or re.search(r"\b(?:nomor|no|tanggal)\b", said) is not None
    return named and not re.match(state.words.cues["counted"].pattern, said[count.end() - 1 :])


def sides_of(state: Reading, together: bool = False) -> str:
    """The field of which two values and more are said; "" where there is none.

    Args:
        together: each is said by itself: "KSDD dan KSDPK", not "prioritas tinggi atau sedang".
    """
    for name in SIDES:
        filters = {s.filter for s in state.said if s.filter.field == name and s.filter.op == "is"}
        values: set[Value] = {v for f in filters for v in f.values}
        if together and len(filters) < 2:
            continue
        if len(filters) > 1 or name in ("tahun", "peta", "prioritas") and len(values) > 1:
            return name
    return ""
