"""A question over rows, read: its words taken one kind after the other into filters and the shape of the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from corpus.query import Filter, Measure, Op, Query, Value
from corpus.words import stem
from rag.pemetaan_flags import needs_dprd, take_flags
from rag.pemetaan_names import Store
from rag.pemetaan_values import Said, take_money, take_ranks, take_spans, take_years
from rag.pemetaan_words import AFTER, BEFORE, GONE, Reader, Words, whole

GROUPS = ("urusan", "jenis", "mitra", "lokasi", "pengusul", "tahun", "prioritas", "status", "prakarsa", "kelompok",
          "sumber_biaya", "forum", "daerah", "sheet", "di_rkpd", "di_rpjmd", "sub_urusan", "program")  # fmt: skip
LISTED = ("mitra", "pengusul", "lokasi", "urusan", "jenis", "tahun", "sumber_biaya", "forum", "sub_urusan")
SORTS = ("prioritas", "peringkat", "anggaran", "jangka_waktu", "tahun", "urusan", "mitra", "pengusul", "jenis", "status",
         "tanggal", "lokasi")  # fmt: skip
NUMBERS = ("anggaran", "jangka_waktu")
SHOWN = ("anggaran", "jangka_waktu", "peringkat", "potensi", "karakteristik", "kebutuhan", "kekuatan", "kelemahan",
         "peluang", "ancaman", "alasan", "pengecualian", "rtrw", "kriteria_prakarsa", "di_rpjmd", "di_rkpd", "dprd",
         "berita_acara", "keputusan", "tanggal", "keterangan", "objek", "sumber_biaya", "forum", "status", "lokasi",
         "prioritas", "prakarsa", "sub_urusan", "mitra", "pengusul", "tahun", "jenis")  # fmt: skip
SWOT = ("kekuatan", "kelemahan", "peluang", "ancaman")
ALONG = {"di_rkpd": ("rkpd",), "di_rpjmd": ("rpjmd",)}
CARRIES = re.compile(
    r"(?:dengan|bersama|bidang|sektor|urusan|tentang|soal|mengenai|terkait|untuk|di|about|on|with|in|for|regarding|"
    r"rencana|usulan|kegiatan|program|kerja sama|universitas|pt|koperasi|kota|kabupaten|provinsi|plans?|hubungan|"
    r"mitra|dinas|perihal|seputar|menyangkut|memuat|menyebut|kata|mengandung|berisi|concerning|kolom|column)\s+$"
)

ANYWHERE = re.compile(  # a word is looked for, wherever it stands
    r"(?:hubungan|berhubungan|menyebut(?:kan)?|memuat|kata|mengandung|berisi|mentions?|mentioning|contain(?:s|ing)?|word|"
    r"anything|related)(?: (?:dengan|kata|to|the|about|with|word))*\s+$"
)
GROUPING = re.compile(r"\b(?:tiap|setiap|masing|each|every)\b")
BY_MAPPING = whole(r"(?:per|tiap|setiap|by|year by) (?:tahun|year)? ?(?:of the |of )?(?:pemetaan|mapping)")
HEAD = re.compile(r"(?:^|\s)(?:berapa|paling|most|siapa|how (?:many|much)|who(?: is| are)?)(?: (?:banyak|besar|jumlah|saja|total|the|sih|ya))*\s+$")
AFFIXED = re.compile(r"(?:di|me[nmr]?|ber|ter)\w{4,}")  # a verb: how it is said, hardly what rows hold


@dataclass(frozen=True)
class Asked:
    """A question as understood.

    Attributes:
        said: its filters.
        query: its shape; the filters are in `said`.
        share: the question asks which share holds the filters from this place on; None elsewhere.
        sides: field whose values are compared with each other; "" elsewhere.
        exists: it asks whether there are any.
        shown: columns that it asks for by name.
        unknown: words that were not understood and ask for nothing.
        marks: names of what was found, for telling whether the mapping is meant.
        shaped: it says a shape of its own.
        bare_total: it asks for a total without saying of what.
        left: the question with what was understood taken out.
        strange: a thing that it asks for and no column tells ("berapa emisi"); "" elsewhere.
        free: how many of its other words stand in rows, how many do not, how many are verbs.
    """

    said: tuple[Said, ...] = ()
    query: Query = field(default_factory=Query)
    share: int | None = None
    sides: str = ""
    exists: bool = False
    shown: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    shaped: bool = False
    bare_total: bool = False
    left: str = ""
    free: tuple[int, int, int] = (0, 0, 0)
    strange: str = ""

    def fields(self) -> set[str]:
        """The fields that it filters by."""
        return {said.filter.field for said in self.said}


@dataclass
class _Reading:
    """A question while it is read."""

    reader: Reader
    words: Words
    store: Store
    said: list[Said] = field(default_factory=list)
    query: Query = field(default_factory=Query)
    marks: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)
    bare_total: bool = False


def read(said: str, words: Words, store: Store, this_year: int, meant: Callable[[str], tuple[str, ...]]) -> Asked:
    """Understand a question.

    Args:
        said: in normal form.
        this_year: what "tahun ini" is.
        meant: word -> the words that rows hold for it; empty where none does.
    """
    state = _Reading(Reader(said), words, store)
    _names(state)
    if state.reader.take(words.cues["unmapped"]):
        state.query = replace(state.query, distinct="urusan")
        state.marks |= {"unmapped", "group"}
    everywhere = state.reader.take(words.cues["everywhere"])
    if everywhere is not None:
        state.marks.add("everywhere")
        if GROUPING.search(everywhere[0]) or state.reader.take(BY_MAPPING):
            state.reader.take(BY_MAPPING)
            state.query = replace(state.query, group="key", measure="count")
    _conditions(state, this_year)
    share, compare = _percent(state), state.reader.take(whole(words.shapes["compare"])) is not None
    _order(state)
    _choices(state)
    _affairs(state)
    _extreme(state)
    _measured(state)
    _grouped(state)
    _listed(state)
    _counted(state)
    exists = state.reader.take(whole(words.shapes["exists"])) is not None and not re.search(r"how many|berapa", said)
    if exists:
        state.marks.add("exists")
    _mentioned(state)
    unknown, free, strange = _left(state, meant)
    sides = _sides(state) if compare else ""
    if compare:
        state.marks.add("compare")
    query = state.query
    shaped = bool(query != Query() or share is not None or sides or state.bare_total)
    if query.sort and query == replace(Query(), sort=query.sort, descending=query.descending, top=query.top):
        state.marks.add("sorted")
    return Asked(
        tuple(state.said), query, share, sides, exists, tuple(dict.fromkeys(state.shown)), unknown,
        frozenset(state.marks), shaped, state.bare_total, state.reader.left, free, strange,
    )  # fmt: skip


def _names(state: _Reading) -> None:
    """Regions, partners, places and offices by their names."""
    for said in state.store.take(state.reader):
        state.said.append(said)
        state.marks.add(f"name {said.filter.field}" if " " in said.label else "choice")


def _conditions(state: _Reading, this_year: int) -> None:
    """The DPRD, yes and no, blanks, amounts, spans, ranks, years."""
    reader = state.reader
    for said in (*needs_dprd(reader, state.store.dprd), *_first(state, "prakarsa"), *take_flags(reader, state.words)):
        state.said.append(said)
        state.marks.add("flag" if said.filter.field != "prakarsa" else "choice")
    for name, found in (("rank", take_ranks(reader)), ("money", take_money(reader)), ("span", take_spans(reader))):
        state.said += found
        state.marks |= {name} if found else set()
    regions = "name daerah" in state.marks
    found = take_years(reader, this_year, regions)
    state.said += found
    state.marks |= {"mapped year" if s.filter.field == "peta" else "year" for s in found}


def _first(state: _Reading, *names: str) -> Iterable[Said]:
    for name in names:
        for values, pattern in state.words.choices[name]:
            for match in state.reader.take_all(pattern):
                yield Said(Filter(name, "not" if match["no"] else "is", values), at=match.start())


def _percent(state: _Reading) -> int | None:
    """Where what is shared begins: after the noun that the whole is of."""
    match = state.reader.take(whole(state.words.shapes["share"]))
    if match is None:
        return None
    state.marks.add("share")
    nouns = r"(?:rencana|usulan|kegiatan|program|kerja sama|baris|plans?|proposals?|cooperations?|rows)"
    turn = re.compile(rf"{BEFORE}(?:yang|are|is|have|has|sudah|belum|tidak|were|do|berstatus|masuk|ber\w+|with|not){AFTER}")
    begin = re.compile(nouns).search(state.reader.said, match.end())
    found = turn.search(state.reader.said, begin.end() if begin else match.end())
    return found.start() if found else 0


ASCENDING = r"(?:terkecil|terendah|paling (?:kecil|rendah|murah|awal|singkat|pendek)|termurah|smallest|lowest|earliest|ascending|cheapest|naik|a ke z)"
DESCENDING = r"(?:terbesar|tertinggi|paling (?:besar|tinggi|mahal|akhir|lama|banyak)|termahal|largest|highest|latest|descending|biggest|most expensive|turun|terbaru|terlama|terbanyak|most)"


def _order(state: _Reading) -> None:
    """"urutkan menurut prioritas", "3 prioritas teratas"."""
    top = re.compile(
        rf"{BEFORE}(?:(?P<n>\d{{1,2}}) |top (?P<n2>\d{{1,2}}) )?(?:(?:skala )?prioritas(?: \w+)? (?:teratas|pertama|paling atas|terdepan)|"
        rf"(?:top|first|leading) priorities){AFTER}|{BEFORE}(?P<n3>\d{{1,2}}) (?:prioritas (?:tertinggi|utama|paling tinggi)|highest priorities){AFTER}"
    )
    match = state.reader.take(top)
    if match is not None:
        number = match["n"] or match["n2"] or match["n3"]
        state.query = replace(state.query, sort="prioritas", top=int(number) if number else None)
        state.marks |= {"top"}
        if not number:
            state.said.append(Said(Filter("prioritas", "is", ("tinggi",)), at=match.start()))
            state.marks.add("prioritas")
    pattern = re.compile(
        rf"{BEFORE}(?:{state.words.shapes['sort']}){AFTER}\s*(?:(?:dari|yang|by|the|their|from|menurut|berdasarkan)\s+)*"
        rf"(?:{state.words.noun(*SORTS)}|(?P<count>jumlah|banyak|count|number))?(?P<rest>[^,]*)"
    )
    match = pattern.search(state.reader.left)
    if match is None:
        return
    rest = match["rest"]
    ends = re.match(rf"\W*(?:(?:dari|yang|mulai|from|ke)\s+)*(?P<way>{DESCENDING}|{ASCENDING})(?:\s+(?:ke|to|dulu|first)\s*\w*)?", rest)
    name = next((n for n in SORTS if match[n]), "count" if match["count"] else "")
    down = bool(ends and re.search(DESCENDING, ends["way"])) or (name in NUMBERS and not ends)
    if name == "prioritas":
        down = bool(ends and re.search(ASCENDING, ends["way"]))
    name = name or ("anggaran" if ends else "prioritas")
    state.query = replace(state.query, sort=name, descending=down)
    state.marks.add("sort")
    state.reader.gone(match.start(), match.start("rest") + (ends.end() if ends else 0))


LEVELS = {"tinggi": "tinggi", "sedang": "sedang", "menengah": "sedang", "rendah": "rendah", "high": "tinggi",
          "medium": "sedang", "low": "rendah"}  # fmt: skip
LEVEL = "|".join(LEVELS)
SEVERAL = whole(
    rf"(?P<no>(?:bukan|selain|not) )?(?:prioritas|priority)(?: yang| of)? (?P<these>(?:{LEVEL})(?:(?: (?:dan|atau|maupun|or|and)|\s*,|\s*/)+ (?:{LEVEL}))+)|"
    rf"(?P<those>(?:{LEVEL})(?:(?: (?:dan|atau|or|and)|\s*,|\s*/)+ (?:{LEVEL}))+) priorit(?:y|ies)"
)


def _choices(state: _Reading) -> None:
    """Priorities, status, groups of affairs, kinds of cooperation."""
    for match in state.reader.take_all(SEVERAL):
        values = tuple(LEVELS[w] for w in re.findall(LEVEL, match["these"] or match["those"]))
        state.said.append(Said(Filter("prioritas", "not" if match["no"] else "is", values), at=match.start()))
        state.marks.add("prioritas")
    for said in _first(state, "prioritas", "status", "kelompok", "jenis"):
        state.said.append(said)
        state.marks.add(said.filter.field)
    for name, pattern in state.words.partners:
        for match in state.reader.take_all(pattern):
            state.said.append(Said(Filter("mitra", "not" if match["no"] else "has", (name,)), at=match.start()))
            state.marks.add("choice")


def _extreme(state: _Reading) -> None:
    """"3 dinas terbanyak", "dinas mana yang paling banyak", "anggaran terbesar", "jangka waktu terlama"."""
    shapes, left = state.words.shapes, state.reader.left
    size = re.search(rf"{BEFORE}(?:(?P<most>{shapes['most']}|paling lama|terlama|terpanjang|longest|termahal|paling panjang)|(?P<least>{shapes['least']}|tersingkat|terpendek|paling (?:singkat|pendek|cepat)|shortest)){AFTER}", left)
    ranked = re.search(rf"{BEFORE}(?:(?P<n>\d{{1,2}}) (?:besar|teratas|terbawah)|top (?P<n2>\d{{1,2}}))(?![^\W_])", left)
    if size is None and ranked is None:
        return
    number = re.search(rf"{BEFORE}(\d{{1,2}}){AFTER}(?!\s*[.,/-]\d)", left)
    top = int(number[1]) if number else None
    nouns = list(re.finditer(rf"{BEFORE}(?:{state.words.noun()})", left))
    names = [next(k for k, v in m.groupdict().items() if v) for m in nouns]
    for match in (size, ranked, number):
        if match:
            state.reader.gone(match.start(), match.end())
    state.marks.add("top")
    if "sort" in state.marks:
        down = state.query.descending if size is None else not size["least"]
        state.query = replace(state.query, descending=down if state.query.sort in (*NUMBERS, "count") else state.query.descending)
        return
    least = bool(size and size["least"])
    grouped = next((n for n in names if n in GROUPS and n not in ("program", "di_rkpd", "di_rpjmd")), "")
    money = next((n for n in names if n in NUMBERS), "")
    if not money and size and re.search(r"mahal|murah|expensive|cheap", size[0]):
        money = "anggaran"
    if not money and size and re.search(r"lama|panjang|long|short|singkat|pendek|cepat", size[0]):
        money = "jangka_waktu"
    for match, name in zip(nouns, names, strict=True):
        if name in (grouped, money):
            state.reader.gone(match.start(), match.end())
    if grouped:
        measure: Measure = "sum" if money == "anggaran" else "average" if money else "rows"
        state.query = replace(
            state.query, group=grouped, measure=measure if measure != "rows" else "count", of=money,
            sort="count" if not money else "sum", descending=not least, top=top or 1,
        )  # fmt: skip
    elif money:
        state.query = replace(state.query, sort=money, descending=not least, top=top or 1)
        state.shown.append(money)
    else:
        state.marks.add("bare top")
        state.query = replace(state.query, sort="peringkat" if "peringkat" in names else "prioritas", descending=least, top=top)


def _measured(state: _Reading) -> None:
    """Sums and averages: "total anggaran", "rata-rata jangka waktu", "berapa biaya"."""
    shapes, left = state.words.shapes, state.reader.left
    if state.query.measure != "rows":
        return
    nouns = {name: re.search(rf"{BEFORE}(?:{state.words.fields[name]}){AFTER}", left) for name in NUMBERS}
    average = re.search(rf"{BEFORE}(?:{shapes['average']}){AFTER}", left)
    asks = re.search(rf"{BEFORE}(?:{shapes['total']}|berapa|besar|jumlah|how much){AFTER}", left)
    name = next((n for n in NUMBERS if nouns[n]), "")
    if average and not name:
        name = "anggaran"
    if average:
        state.query = replace(state.query, measure="average", of=name)
    elif name == "anggaran" and asks and "name mitra" not in state.marks or name == "anggaran" and asks and "total" in asks[0]:
        state.query = replace(state.query, measure="sum", of=name)
    elif re.search(rf"{BEFORE}how much{AFTER}", left):
        state.query = replace(state.query, measure="sum", of="anggaran")
    else:
        return
    state.marks.add("amount")
    for match in (average, nouns.get(name), asks):
        if match:
            state.reader.gone(match.start(), match.end())


def _grouped(state: _Reading) -> None:
    """"per urusan", "tiap dinas", "per urusan dan jenis"."""
    listed = state.words.noun(*GROUPS)
    second = "|".join(f"(?P<b_{n}>(?:{state.words.fields[n]}){AFTER})" for n in GROUPS)
    pattern = re.compile(
        rf"{BEFORE}(?:{state.words.shapes['group']})\s+(?:the\s+)?(?:{listed})"
        rf"(?:\s+(?:dan|x|serta|lalu|and|by|per|,|/|kali|terhadap|menurut|against)\s+(?:per\s+|tiap\s+|by\s+)?(?:{second}))?"
    )
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


def _listed(state: _Reading) -> None:
    """"mitra siapa saja", "dinas mana yang mengusulkan", "berapa urusan", "mitra di bidang pariwisata"."""
    if state.query.group or state.query.distinct or state.query.measure in ("sum", "average"):
        return
    nouns = state.words.noun(*LISTED)
    left = state.reader.left
    asked = r"(?:apa|siapa|mana|berapa|di mana|dimana)(?: saja| aja)?(?: itu)?"
    for pattern in (
        rf"{BEFORE}(?P<count>berapa|how many|jumlah|banyak)(?: banyak| jumlah)?\s+(?:different |distinct )?(?:{nouns})(?!\s+(?:{state.words.cues['noun'].pattern}))",
        rf"{BEFORE}(?:{nouns})(?:\s+(?:kita|kami|kerja sama|potensial|pengusul))*\s+(?:itu |ini |adalah )?{asked}{AFTER}",
        rf"{BEFORE}(?:siapa|apa|mana|daftar|list of|list|which|what|who are|who is|sebutkan|tampilkan|show|lihat|cari)(?: saja| aja)?\s+(?:(?:calon|our|the|all|semua|saja|kita|are|is|nama|different)\s+)*(?:{nouns})",
        rf"^(?:(?:calon|our|the|all|semua|daftar|nama|dan|and|potential)\s+)*(?:{nouns})(?!\s+(?:{state.words.cues['noun'].pattern})){AFTER}",
    ):
        match = re.search(pattern, left)
        if match is None:
            continue
        name = next(n for n in LISTED if match[n])
        counting = "count" in match.groupdict() and match["count"]
        if name == "jenis" and not counting and not re.search(asked, match[0]) and state.said and "jenis" in state.marks:
            continue
        state.query = replace(state.query, distinct=name, measure="count" if counting else "rows")
        state.marks.add("list")
        state.reader.gone(match.start(), match.end())
        return
    who = re.search(rf"{BEFORE}(?:siapa|who)(?: saja| yang)*\s+(?:\w+ )?(?P<verb>mengusulkan|usulkan|mengajukan|mengusul|proposes?|proposed){AFTER}|(?:diusulkan|diajukan|usulan|proposed)\s+(?:oleh |by |dari )?(?:siapa|who|dinas (?:mana|apa)){AFTER}", left)
    if who is not None:
        state.query = replace(state.query, distinct="pengusul")
        state.marks.add("list")
        state.reader.gone(who.start(), who.end())
        return
    partner = re.search(rf"{BEFORE}(?:dengan|bersama|sama|with|ke) (?:siapa|pihak mana|whom?)(?: saja| aja)?{AFTER}|{BEFORE}(?:siapa|who)(?: saja| yang)*\s+(?:digandeng|diajak|bermitra){AFTER}|{BEFORE}who (?:do|will|can|are) we (?:cooperat\w+|partner\w*|work\w*)(?: with)?{AFTER}", left)
    if partner is not None:
        state.query = replace(state.query, distinct="mitra")
        state.marks.add("list")
        state.reader.gone(partner.start(), partner.end())


def _counted(state: _Reading) -> None:
    """"berapa rencana", "how many", "totalnya"."""
    match = state.reader.take(whole(state.words.shapes["count"]))
    total = state.reader.take(whole(state.words.shapes["total"]))
    if (match or total) and state.query.measure == "rows" and not state.query.distinct and not state.query.sort:
        state.query = replace(state.query, measure="count")
        state.marks.add("count")
    named = total is not None or match is not None and "total" in match[0]
    state.bare_total = named and state.query.measure == "count" and not state.query.of


def _affairs(state: _Reading) -> None:
    """Affairs by name; a name that is narrower than its affair stays a word where no "bidang" stands before it."""
    pieces = [(m[0], m.start()) for m in re.finditer(rf"[^{GONE},]+", state.reader.left)]
    for piece, start in pieces:
        for affair in state.store.affairs_in(piece):
            match = _spelled(piece, affair.nama, affair.en, *affair.alias)
            if match is None:
                continue
            name = match[0]
            before = state.reader.said[: start + match.start()]
            cued = re.search(r"(?:urusan|bidang|sektor|affairs? of|field of|sector)\s+(?:pemerintahan\s+)?$", before)
            if name in state.words.narrow and not cued:
                continue
            op: Op = "not" if re.search(r"(?:selain|kecuali|bukan|tidak termasuk|except(?: for)?|other than|excluding)\s+(?:(?:urusan|bidang|sektor|the)\s+)?$", before) else "is"
            offices = state.store.office_of(name, affair)
            after = re.match(r"\s+(?:s\s+)?(?:offices?|agency|department|service)\b", piece[match.end() :])
            kind = re.search(r"\b(?:dinas|badan|opd|biro|kantor)\s+$", before)
            if after or kind:
                offices = state.store.offices.get(affair.kode, ()) or offices
            end = start + match.end() + (after.end() if after else 0)
            made = Filter("pengusul", op, offices) if offices else Filter("urusan", op, (affair.kode,))
            state.said.append(Said(made, ", ".join(offices), start + match.start()))
            state.marks.add("urusan")
            state.reader.gone(kind.start() if kind else start + match.start(), end)
    state.reader.take_all(whole(r"(?:di |in |pada |untuk )?(?:urusan|bidang|sektor|affairs?|fields?|sectors?)(?: pemerintahan)?(?= *·)"))


def _spelled(text: str, *names: str) -> re.Match[str] | None:
    """Where the longest of the names stands; "dan" may be "&" or a comma."""
    for name in sorted(names, key=len, reverse=True):
        words = re.findall(r"[^\W_]+", name.lower().replace("perlindungan", "pelindungan"))
        pattern = r"\W+(?:dan\W+)?".join(re.escape(w).replace("pelindungan", "pe(?:r)?lindungan") for w in words)
        if match := whole(pattern).search(text):
            return match
    return None


def _mentioned(state: _Reading) -> None:
    """Columns that are named without being asked otherwise: they are shown."""
    for name in SHOWN:
        if state.reader.take_all(whole(state.words.fields[name])):
            state.shown += [name, *ALONG.get(name, ())]
            state.marks |= {"swot"} if name in SWOT else set()


def _left(state: _Reading, meant: Callable[[str], tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[int, int, int], str]:
    """What is left: words that rows must hold become filters.

    A word that the question leans on ("tentang X") must stand in a row; another one may be let go. Words side by side of
    which no row has one are one name.

    Returns:
        The words that were not understood; how many are held, how many not, how many are verbs; what is asked for where it is strange.
    """
    unknown: list[str] = []
    held, lost, verbs, strange, last = 0, 0, 0, "", -9
    for word, start in state.reader.words():
        if word in state.words.noise or len(word) < 3 and not word.isdecimal() or word.isdecimal() and len(word) < 4:
            continue
        values, before = meant(word), state.reader.said[:start]
        carries = CARRIES.search(before) is not None or last == start - 1 and state.said[-1].at >= 0
        if AFFIXED.fullmatch(word) and stem(word) != (word,) and not carries:
            verbs += 1
            continue
        held, lost = held + bool(values), lost + (not values)
        strange = strange or (word if not carries and HEAD.search(before) else "")
        if last == start - 1 and not values and state.said[-1].filter.values == (state.said[-1].label,) and carries:
            old = state.said.pop()
            state.said.append(Said(Filter("any", "has", (f"{old.label} {word}",)), f"{old.label} {word}", old.at))
            last, lost = start + len(word), lost - 1
        elif values or carries:
            about = bool(values) and not ANYWHERE.search(before) and state.store.about(values)
            made = Filter("about" if about else "any", "has", values or (word,))
            state.said.append(Said(made, word, start if carries else -1))
            state.marks.add("word")
            last = start + len(word)
        else:
            unknown.append(word)
    return tuple(dict.fromkeys(unknown)), (held, lost, verbs), strange


def _sides(state: _Reading) -> str:
    """The field of which two values and more are said."""
    for name in ("jenis", "tahun", "urusan", "prioritas", "pengusul", "mitra", "status", "daerah", "kelompok", "prakarsa", "lokasi", "peta"):
        values: list[Value] = [v for s in state.said if s.filter.field == name and s.filter.op == "is" for v in s.filter.values]
        if len({s.filter for s in state.said if s.filter.field == name}) > 1 or name in ("tahun", "peta") and len(values) > 1:
            return name
    return ""
