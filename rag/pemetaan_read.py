"""A question over rows, read: its words are taken one kind after the other, into filters and a shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from corpus.query import Filter, Op, Query
from corpus.urusan import Urusan
from corpus.words import stem
from rag.pemetaan_asked import Asked, Reading
from rag.pemetaan_columns import take_columns, take_plans
from rag.pemetaan_flags import needs_dprd, take_flags
from rag.pemetaan_names import Store
from rag.pemetaan_shape import (
    share_from,
    sides_of,
    take_count,
    take_extreme,
    take_group,
    take_list,
    take_measure,
    take_order,
)
from rag.pemetaan_values import Said, take_money, take_ranks, take_spans, take_years
from rag.pemetaan_words import AFTER, GONE, GROUPS, LEVELS, STATES, Reader, Words, whole

SHOWN = ("anggaran", "jangka_waktu", "peringkat", "potensi", "karakteristik", "kebutuhan", "kekuatan", "kelemahan",
         "peluang", "ancaman", "alasan", "pengecualian", "rtrw", "kriteria_prakarsa", "di_rpjmd", "di_rkpd", "dprd",
         "berita_acara", "keputusan", "tanggal", "keterangan", "objek", "sumber_biaya", "forum", "status", "lokasi",
         "prioritas", "prakarsa", "sub_urusan", "mitra", "pengusul", "tahun", "jenis")  # fmt: skip
SWOT = ("kekuatan", "kelemahan", "peluang", "ancaman")
ALONG = {"di_rkpd": ("rkpd",), "di_rpjmd": ("rpjmd",)}
GROUPING = re.compile(r"\b(?:tiap|setiap|masing|each|every)\b")
OFFICE_BEFORE = re.compile(r"\b(?:dinas|badan|opd|biro|kantor)\s+$")
OFFICE_AFTER = re.compile(r"\s+(?:s\s+)?(?:offices?|agency|department|service)\b")
PLACED = re.compile(r"(?:lokasi|berlokasi|terletak|bertempat|located)(?: (?:di|in|at))?\s+$")
AFFIXED = re.compile(r"(?:di|me[nmr]?|ber|ter)\w{4,}")  # a verb: how it is said, hardly what rows hold
LEAST_TOLD = re.compile(r"\b(?:paling|most)\s+$")  # "paling berhasil": no column tells that
ALSO_NOT = re.compile(r"(?:\s(?:dan|and|or|atau|maupun|serta|nor)|,)\s+(?:(?:the|dinas|urusan|bidang|juga|yang)\s+)*$")
STRANGER = re.compile(
    r"\b(?:universitas|university|pt|cv|kota|kabupaten|provinsi|yayasan|koperasi|politeknik|institut)\s+$"
)
WHAT = re.compile(r"\b(?:what|berapa|siapa|apa|mana)\b")
YES_NO = re.compile(
    r"^(?:apakah|apa benar|benarkah|does|did|is it true)\b(?! (?:ada|kita|kami|punya|sudah|we|there)\b)"
)
SHORTEST = 3  # letters of a word that rows may hold


def read(said: str, words: Words, store: Store, this_year: int, meant: Callable[[str], tuple[str, ...]]) -> Asked:
    """Understand a question.

    Args:
        said: in normal form.
        this_year: what "tahun ini" is.
        meant: word -> the words that rows hold for it; empty where none does.
    """
    state = Reading(Reader(said), words, store)
    for match in words.rules["drop"].finditer(said):  # "semua prioritas": no longer one of them
        state.marks |= {f"drop {name.removeprefix('b_')}" for name, found in match.groupdict().items() if found}
    take_plans(state)
    take_columns(state)
    _names(state)
    _conditions(state, this_year)
    share, compare = share_from(state), state.reader.take(words.shapes["compare"]) is not None
    take_order(state)
    _choices(state)
    _affairs(state)
    take_extreme(state)
    take_measure(state)
    take_group(state)
    take_list(state)
    take_count(state)
    exists = state.reader.take(words.shapes["exists"]) is not None and not re.search(r"how many|berapa", said)
    _mentioned(state)
    unknown, free, strange = _left(state, meant)
    _except_all(state)
    sides = sides_of(state) if compare else ""
    query = state.query
    if query.group and query.measure == "count" and not (sides or query.across or query.top):
        other = sides_of(state, together=True)
        state.query = replace(query, across=other if other in GROUPS and other != query.group else "")
    state.marks |= {name for name, found in (("compare", compare), ("exists", exists)) if found}
    noun = words.cues["noun"].search(said)
    if (
        unknown
        and "name mitra" in state.marks
        and not noun
        and WHAT.search(said)
        and query in (Query(), Query(measure="count"))
    ):
        strange = strange or unknown[0]  # a partner's address
    state.marks -= set() if noun else {"stranger"}
    query = state.query
    if query.sort and query == Query(sort=query.sort, descending=query.descending, top=query.top):
        state.marks.add("sorted")
    shaped = bool(query != Query() or share is not None or sides or state.bare_total)
    return Asked(
        tuple(state.said), query, share, sides, exists, tuple(dict.fromkeys(state.shown)), unknown,
        frozenset(state.marks), shaped, state.bare_total, state.reader.left, free, strange,
    )  # fmt: skip


def _except_all(state: Reading) -> None:
    """What is joined to something excluded is excluded too: "selain KSDD dan KSDPK"."""
    order = sorted(range(len(state.said)), key=lambda n: state.said[n].at)
    for one, other in zip(order, order[1:], strict=False):
        before, item = state.said[one], state.said[other]
        same = before.filter.field == item.filter.field and (before.filter.op, item.filter.op) == ("not", "is")
        if same and ALSO_NOT.search(state.reader.said[before.at : item.at]):
            state.said[other] = replace(item, filter=replace(item.filter, op="not"))


def _names(state: Reading) -> None:
    """Regions, partners, places and offices by their names; "semua daerah"; affairs that nobody mapped."""
    for said in state.store.take(state.reader):
        state.add(said, f"name {said.filter.field}" if " " in said.label else "choice")
    unmapped = state.reader.take(state.words.cues["unmapped"])
    if unmapped is not None:
        office = re.search(r"dinas|opd|perangkat|office", unmapped[0])
        state.query = replace(state.query, distinct="pengusul" if office else "urusan")
        state.marks |= {"unmapped", "group"}
    everywhere = state.reader.take(state.words.cues["everywhere"])
    if everywhere is not None:
        state.marks.add("everywhere")
        if GROUPING.search(everywhere[0]) or state.words.rules["by_mapping"].search(state.reader.left):
            state.reader.take(state.words.rules["by_mapping"])
            state.query = replace(state.query, group="key", measure="count")


def _conditions(state: Reading, this_year: int) -> None:
    """The DPRD, yes and no, blanks, amounts, spans, ranks, years."""
    reader = state.reader
    for said in _funded(state):
        state.add(said, "choice")
    for said in needs_dprd(reader, state.store.dprd):
        state.add(said, "flag")
    for said in take_flags(reader, state.words):
        item, needed = said.filter, tuple(state.store.dprd)
        if needed and item == Filter("disetujui_dprd", "is", (False,)):  # asked for and not yet given is not approved
            said = replace(
                said, filter=Filter("either", "is", either=(item, Filter("dprd", "is", needed))), label="belum dprd"
            )
        state.add(said, "flag")
    for said in _first(state, "prakarsa"):
        state.add(said, "choice")
    for name, found in (("rank", take_ranks(reader)), ("money", take_money(reader)), ("span", take_spans(reader))):
        for said in found:
            state.add(said, name)
    for said in take_years(reader, this_year, "name daerah" in state.marks):
        state.add(said, "mapped year" if said.filter.field == "peta" else "year")


def _funded(state: Reading) -> Iterable[Said]:
    """Sources of funds: "didanai APBN", "sumber dananya dari pihak ketiga"."""
    cue = state.words.rules["funded"].search(state.reader.left)
    for source in state.store.sources if cue else ():
        found = _budgets(source).match(state.reader.left, cue.end()) if cue is not None else None
        if cue is not None and found:
            state.reader.gone(cue.start(), found.end())
            yield Said(Filter("sumber_biaya", "is", (source,)), source, cue.start())
            return
    one = re.compile(r"\W+(apb[nd])\b").match(state.reader.left, cue.end()) if cue is not None else None
    if cue is not None and one and state.store.sources:
        state.reader.gone(cue.start(), one.end())
        yield Said(Filter("sumber_biaya", "has", (one[1].upper(),)), one[1].upper(), cue.start())


@lru_cache(maxsize=256)
def _budgets(source: str) -> re.Pattern[str]:
    """A source of funds as questions say it: "APBN dan APBD", "the national and the regional budget"."""
    said = {
        "apbn": "(?:apbn|nasional budget|national budget|nasional|national)", "mitra": "(?:mitra|partners?)",
        "apbd": "(?:apbd|(?:regional|local) budget)", "dan": "(?:dan|and|,|\\+|serta|budget and)",
        "pihak": "(?:pihak|third)", "ketiga": "(?:ketiga|part(?:y|ies))",
    }  # fmt: skip
    words = re.findall(r"[^\W_]+", source.lower())
    return re.compile(
        r"\W+(?:the |our )?" + r"\W+(?:the |our )?".join(said.get(w, re.escape(w)) for w in words) + AFTER
    )


def _first(state: Reading, *names: str) -> Iterable[Said]:
    for name in names:
        for values, pattern in state.words.choices[name]:
            for match in state.reader.take_all(pattern):
                yield Said(Filter(name, "not" if match["no"] else "is", values), at=match.start())


def _choices(state: Reading) -> None:
    """Priorities, status, groups of affairs, kinds of cooperation, kinds of partners."""
    for match in state.reader.take_all(state.words.rules["levels"]):
        values = tuple(LEVELS[w] for w in re.findall("|".join(LEVELS), match["these"] or match["those"]))
        state.add(Said(Filter("prioritas", "not" if match["no"] else "is", values), at=match.start()), "prioritas")
    for match in state.reader.take_all(state.words.rules["states"]):
        states = tuple(STATES[w] for w in re.findall("|".join(STATES), match["these"]))
        state.add(Said(Filter("status", "is", tuple(dict.fromkeys(states))), at=match.start()), "status")
    for said in _first(state, "prioritas", "status", "kelompok", "jenis"):
        state.add(said, said.filter.field)
    for name, pattern in state.words.partners:
        for match in state.reader.take_all(pattern):
            state.add(Said(Filter("mitra", "not" if match["no"] else "has", (name,)), at=match.start()), "choice")


def _affairs(state: Reading) -> None:
    """Affairs by name, and offices by theirs: "bidang pariwisata", "dishub", "the health office"."""
    for piece in list(re.finditer(rf"[^{GONE},]+", state.reader.left)):
        for affair in state.store.affairs_in(piece[0]):
            match = _spelled(piece[0], affair.nama, affair.en, *affair.alias)
            if match is not None:
                _affair(state, affair, piece.start() + match.start(), piece.start() + match.end())
    state.reader.take_all(state.words.rules["affair_left"])


def _affair(state: Reading, affair: Urusan, start: int, end: int) -> None:
    """One affair; a name narrower than it stays a word where no "bidang" stands before: "sampah"."""
    rules, said = state.words.rules, state.reader.said
    name, before = said[start:end], said[:start]
    if name in state.words.narrow and not rules["in_affair"].search(before):
        return
    op: Op = "not" if rules["but_affair"].search(before) else "is"
    offices = state.store.office_of(name, affair)
    kind, after = OFFICE_BEFORE.search(before), OFFICE_AFTER.match(said, end)
    if kind or after:
        offices = state.store.offices.get(affair.kode, ()) or offices
    made = Filter("pengusul", op, offices) if offices else Filter("urusan", op, (affair.kode,))
    state.add(Said(made, ", ".join(offices), start), "urusan")
    state.reader.gone(kind.start() if kind else start, after.end() if after else end)


def _spelled(text: str, *names: str) -> re.Match[str] | None:
    """Where the longest of the names stands; "dan" may be "&" or a comma."""
    for name in sorted(names, key=len, reverse=True):
        words = re.findall(r"[^\W_]+", name.lower().replace("perlindungan", "pelindungan"))
        pattern = r"\W+(?:dan\W+)?".join(re.escape(w).replace("pelindungan", "pe(?:r)?lindungan") for w in words)
        if match := whole(pattern).search(text):
            return match
    return None


def _mentioned(state: Reading) -> None:
    """Columns that are named without being asked otherwise: they are shown."""
    if state.reader.take(state.words.cues["when"]):
        state.shown += ["tahun", "tanggal"]
    for name in SHOWN:
        if state.reader.take_all(state.words.columns[name]):
            state.shown += [name, *ALONG.get(name, ())]
            state.marks |= {"swot"} if name in SWOT else set()


def _left(state: Reading, meant: Callable[[str], tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[int, int, int], str]:
    """What is left: words that rows must hold become filters.

    A word that the question leans on ("tentang X") must stand in a row; another one may be let go. Words side by side
    of which no row has one are one name.

    Returns:
        The words that were not understood; how many are held, how many not, how many are verbs; what is asked for where
        it is strange.
    """
    rules, unknown = state.words.rules, list[str]()
    held, lost, verbs, strange, last = 0, 0, 0, "", -9
    acts = YES_NO.search(state.reader.said) is not None
    for word, start in state.reader.words():
        if _asks_nothing(word, state.words):
            continue
        values, before = meant(word), state.reader.said[:start]
        state.marks |= {"stranger"} if not values and STRANGER.search(before) else set()
        next_to = last == start - 1 and state.said[-1].at >= 0
        carries = next_to or rules["carries"].search(before) is not None
        if AFFIXED.fullmatch(word) and stem(word) != (word,) and not carries:
            told = acts or LEAST_TOLD.search(before)
            verbs, strange = verbs + 1, strange or (word if told else "")
            continue
        held, lost = held + bool(values), lost + (not values)
        strange = strange or (word if not carries and rules["head"].search(before) else "")
        if next_to and not values and state.said[-1].filter.values == (state.said[-1].label,):
            old = state.said.pop()
            state.said.append(Said(Filter("any", "has", (f"{old.label} {word}",)), f"{old.label} {word}", old.at))
            last, lost = start + len(word), lost - 1
        elif values or carries:
            state.add(_word(state, word, values, before, start if carries else -1), "word")
            last = start + len(word)
        else:
            unknown.append(word)
    return tuple(dict.fromkeys(unknown)), (held, lost, verbs), strange


def _asks_nothing(word: str, words: Words) -> bool:
    return word in words.noise or len(word) < SHORTEST + word.isdecimal()


def _word(state: Reading, word: str, values: tuple[str, ...], before: str, at: int) -> Said:
    """A word that rows must hold.

    "kerja sama sampah" is about it; "soal kopi" is any row that says it, but "soal sampah" is about the sub-affair.
    """
    if PLACED.search(before):
        return Said(Filter("lokasi", "has", values or (word,)), word, at)
    rules, store = state.words.rules, state.store
    loose = rules["topic"].search(before) and not store.is_part(values)
    last = state.said[-1] if state.said else None
    loose = loose or bool(
        last and last.filter.field == "any" and last.at >= 0 and last.at + len(last.label) + 1 == len(before)
    )
    about = bool(values) and not loose and not rules["anywhere"].search(before) and store.about(values)
    return Said(Filter("about" if about else "any", "has", values or (word,)), word, at)
