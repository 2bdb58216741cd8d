"""The names that the held mappings bring along: regions, partners, places, offices; how a question says them.

Typing errors of one letter are led to the words that are known here, unless the library or a row knows the word as is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.mappings import HeldMapping, Mappings
from corpus.query import ABOUT, Filter
from corpus.urusan import DaftarUrusan, Urusan
from corpus.words import stems
from rag.pemetaan_values import Said
from rag.pemetaan_words import Reader, Words

SHORTEST = 5  # letters of a word that may be mistyped
TEXTS = ("kekuatan", "kelemahan", "peluang", "ancaman", "potensi", "karakteristik", "kebutuhan", "alasan",
         "pengecualian", "sub_urusan", "forum", "dprd")  # fmt: skip
NAMED = ("daerah", "mitra", "lokasi", "pengusul")
TYPES = frozenset(
    "provinsi kabupaten kota pt cv ud koperasi universitas kementerian yayasan badan lembaga bank perum perusahaan "
    "politeknik institut desa kecamatan pemerintah dinas biro balai asosiasi".split()
)
SHORT = {
    "kab": "kabupaten", "prov": "provinsi", "propinsi": "provinsi", "pemkab": "kabupaten", "pemkot": "kota",
    "pemprov": "provinsi", "kec": "kecamatan", "univ": "universitas", "kemen": "kementerian", "regency": "kabupaten",
    "dept": "dinas",
}  # fmt: skip
OFFICES = {"satpol pp": "polisi pamong praja", "bappeda": "perencanaan pembangunan", "bpkad": "keuangan",
           "bapenda": "pendapatan", "bpbd": "penanggulangan bencana", "ppkb": "keluarga berencana"}  # fmt: skip
OFFICE_ALIAS = re.compile(r"(?:dis|din|dp|dlh|blh|bp|satpol|diskominfo)\w*(?: \w+)?")
SPLIT = re.compile(
    r"[;\n/]|,\s|\s(?:dan|serta|&)\s(?=(?:Prov|Kab|Kota|PT|CV|Univ|Kem|Kop|Bank|Yayasan|Badan|Dinas)\w*)"
)
PLACED = re.compile(
    r"(?:\bdi|\blokasi|berlokasi(?: di)?|bertempat(?: di)?|\bin|\bat|located(?: in)?)\s*(?:wilayah |kawasan |daerah )?$"
)
PARTNERED = re.compile(
    r"(?:dengan|bersama|mitra|gandeng|menggandeng|sama|with|partner|dan|and|atau|or|to|ke)\s*(?:pihak |mitra |the )?$"
)
EXCEPT = re.compile(
    r"(?:selain|kecuali|bukan|di luar|outside|tidak termasuk|except(?: for)?|other than|excluding|not)\s+"
    r"(?:(?:dengan|dari|with|the|oleh|di|pada|untuk|milik|punya|sama|in|at|from|by|yang|lokasi|mitra|pengusul)\s+)*$"
)


@dataclass(frozen=True)
class Name:
    """A name as a question may say it.

    Attributes:
        field: of the column that holds it.
        words: lower case.
        stored: values of the column that hold it.
        shown: as written.
    """

    field: str
    words: tuple[str, ...]
    stored: tuple[str, ...]
    shown: str


@dataclass(frozen=True)
class Store:
    """What the held mappings bring along.

    Attributes:
        held: the mappings.
        names: word -> the names that begin with it, longest first.
        near: word with a letter left out -> the words that it may be.
        known: words that stand as they are.
        stems: of all words of all rows.
        pairs: words that follow each other in a name.
        topics: of the words that say what a row is about.
        parts: of the words of sub-affairs.
        every_office: that proposes.
        texts: column -> the stems of its words.
        plans: two words that follow each other -> the names of plans that have them, as words, and where.
        sources: of funds, longest first.
        dprd: values of the column on the DPRD that say that approval is still needed.
    """

    held: tuple[HeldMapping, ...] = ()
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    near: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    topics: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    dprd: tuple[str, ...] = ()
    affairs: DaftarUrusan = field(default_factory=DaftarUrusan.read)
    offices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    every_office: tuple[str, ...] = ()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plans: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], int], ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, mappings: Mappings, words: Words) -> Store:
        """All that is held now."""
        affairs = DaftarUrusan.read()
        values = {name: mappings.values(name) for name in NAMED}
        whole = [n for name in NAMED for n in _names(name, values[name])]
        names = [*_shortened(whole, affairs, words), *_initials(whole, affairs, words)]
        own = {w for n in names for w in n.words if w.isalpha()}
        said = {w for u in affairs.items for n in (u.nama, u.en, *u.alias) for w in re.findall(r"[a-z]+", n.lower())}
        vocabulary = {w for w in own | said | words.spelling if len(w) >= 5}
        offices: dict[str, list[str]] = defaultdict(list)
        for office in values["pengusul"]:
            for affair in affairs.find(office):
                offices[affair.kode].append(office)
        return cls(
            held=tuple(mappings.held()), names=_by_first(names), near=_near(vocabulary),
            known=frozenset(own | said | words.noise | words.own), stems=mappings.stems(),
            pairs=frozenset(pair for n in names for pair in zip(n.words, n.words[1:], strict=False)),
            topics=mappings.stems(ABOUT), parts=mappings.stems(ABOUT[:1]), affairs=affairs,
            texts={name: mappings.stems((name,)) for name in TEXTS}, plans=_plans(mappings.values("kegiatan")),
            every_office=tuple(values["pengusul"]), offices={kode: tuple(o) for kode, o in offices.items()},
            sources=tuple(sorted(mappings.values("sumber_biaya"), key=len, reverse=True)),
            dprd=tuple(v for v in mappings.values("dprd") if NEEDED.search(v) and not UNNEEDED.search(v)),
        )  # fmt: skip

    # --- spelling

    def corrections(self, said: str, stands: Callable[[str], bool]) -> dict[str, str]:
        """Mistyped word -> word that is known here.

        Args:
            said: the question in normal form.
            stands: whether the library or a row has the word as it is.
        """
        found = {}
        words = re.findall(r"[a-z]+", said)
        for before, word in dict.fromkeys(zip(["", *words], words, strict=False)):
            if len(word) < SHORTEST or word in self.known:
                continue
            likely = {near for key in _cut(word) for near in self.near.get(key, ()) if distance_one(word, near)}
            if before in TYPES:  # "Kota Bandung" is another name, no mistyped one
                likely = {near for near in likely if (SHORT.get(before, before), near) in self.pairs}
            if likely and not stands(word):
                found[word] = min(likely, key=lambda near: (near[0] != word[0], len(near) != len(word), near))
        return found

    def holds(self, words: str) -> bool:
        """Whether rows have these words."""
        roots = stems(words)
        return bool(roots) and self.stems.issuperset(roots)

    @cached_property
    def _affair_words(self) -> frozenset[str]:
        items = self.affairs.items
        return frozenset(w for u in items for n in (u.nama, u.en, *u.alias) for w in re.findall(r"[^\W_]+", n.lower()))

    def affairs_in(self, text: str) -> tuple[Urusan, ...]:
        """The affairs that a text names; most texts name none, and are told so quickly."""
        words = re.findall(r"[^\W_]+", text.replace("perlindungan", "pelindungan"))
        return () if self._affair_words.isdisjoint(words) else self.affairs.find(text)

    def about(self, values: Sequence[str]) -> bool:
        """Whether a row is about a word: it stands in its sub-affair, programme, activity or object."""
        return any(self.topics.issuperset(stems(value)) for value in values)

    def is_part(self, values: Sequence[str]) -> bool:
        """Whether a word is of the name of a sub-affair."""
        return any(self.parts.issuperset(stems(value)) for value in values)

    # --- names

    def take(self, reader: Reader) -> list[Said]:
        """The names that a question says; their words are taken."""
        found: list[Said] = []
        self._ministries(reader, found)
        words = [(SHORT.get(word, word), start, start + len(word)) for word, start in reader.words()]
        number = 0
        while number < len(words):
            fit = [n for n in self.names.get(words[number][0], ()) if _stands(n.words, words, number)]
            if not fit:
                number += 1
                continue
            longest = max(len(n.words) for n in fit)
            start, end = words[number][1], words[number + longest - 1][2]
            chosen = _chosen([n for n in fit if len(n.words) == longest], reader.said[:start])
            op = "not" if EXCEPT.search(reader.said[:start]) else "is"
            found.append(Said(Filter(chosen.field, op, chosen.stored), chosen.shown, start))  # type: ignore[arg-type]
            reader.gone(start, end)
            number += longest
        return found

    def _ministries(self, reader: Reader, found: list[Said]) -> None:
        """Ministries by what they are called for short: "kemenkes", "kemenhub", "kemenaker"."""
        for match in MINISTRY.finditer(reader.left):
            names = [n for n in self.names.get("kementerian", ()) if n.field == "mitra"]
            fit = [n for n in names if any(w.removeprefix("per").startswith(match[1]) for w in n.words[1:])]
            fit = fit or [n for n in names if match[1] in "".join(n.words[1:])]
            if fit:
                stored = tuple(dict.fromkeys(v for n in fit for v in n.stored))
                op = "not" if EXCEPT.search(reader.said[: match.start()]) else "is"
                found.append(Said(Filter("mitra", op, stored), fit[0].shown, match.start()))  # type: ignore[arg-type]
                reader.gone(match.start(), match.end())

    def office_of(self, alias: str, affair: Urusan) -> tuple[str, ...]:
        """The offices that an abbreviation names: "dishub"; empty where it names none, or an affair."""
        if alias in OFFICES:
            return tuple(o for o in self.every_office if OFFICES[alias] in o.lower())
        return self.offices.get(affair.kode, ()) if OFFICE_ALIAS.fullmatch(alias) else ()


MINISTRY = re.compile(r"(?<![^\W_])kemen((?!ter|tri)[a-z]{3,})(?![^\W_])")
NEEDED = re.compile(r"\b(?:perlu|butuh|wajib|harus|needed|required|ya)\b", re.IGNORECASE)
UNNEEDED = re.compile(
    r"\b(?:tidak|tak|tdk|belum) (?:perlu|butuh|wajib|harus)\b|\bnot? (?:needed|required)\b", re.IGNORECASE
)


def _names(column: str, values: Mapping[str, int]) -> Iterable[Name]:
    """Each value of a column, and each part of one that lists several."""
    stored: dict[tuple[str, ...], list[str]] = defaultdict(list)
    shown: dict[tuple[str, ...], str] = {}
    for value in values:
        parts = [value, *(SPLIT.split(value) if column != "daerah" else ())]
        for part in dict.fromkeys(" ".join(p.split()) for p in parts):
            words = tuple(SHORT.get(w, w) for w in re.findall(r"[^\W_]+", part.lower()))
            if words and value not in stored[words]:
                stored[words].append(value)
                shown.setdefault(words, part)
    for words, held in stored.items():
        if len(words) > 1 or len(words[0]) >= 4 and held == [shown[words]]:
            yield Name(column, words, tuple(held), shown[words])


def _shortened(names: Sequence[Name], affairs: DaftarUrusan, known: Words) -> list[Name]:
    """With each name the same without "PT" or "Kota" before it, where no other name is meant then."""
    often = Counter(w for n in names for w in set(n.words))
    made = list(names)
    for name in names:
        rest = name.words[1:]
        if name.field == "pengusul" or name.words[0] not in TYPES or not rest or rest[0] in TYPES:
            continue
        same = {n.words for n in names if n.words[1:] == rest}
        plain = len(rest) > 1 or len(rest[0]) >= 4 and often[rest[0]] == 1 and rest[0] not in known.noise
        if plain and len(same) == 1 and not affairs.find(" ".join(rest)) and not all(often[w] > 2 for w in rest):
            made.append(Name(name.field, rest, name.stored, name.shown))
    return made


def _plans(names: Iterable[str]) -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], int], ...]]:
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for name in names:
        words = tuple(re.findall(r"[^\W_]+", name.lower()))
        for place, pair in enumerate(zip(words, words[1:], strict=False)):
            found[pair].append((words, place))
    return {pair: tuple(places) for pair, places in found.items()}


def _initials(names: Sequence[Name], affairs: DaftarUrusan, known: Words) -> Iterable[Name]:
    """Names by their first letters: "BPS"; not where that is a word or the name of an affair."""
    found: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in names:
        letters = "".join(w[0] for w in name.words if w not in ("dan", "untuk", "bagi", "of", "and"))
        if name.field in ("mitra", "pengusul") and len(letters) > 2 and name.words[0] not in ("provinsi", "kabupaten"):
            found[name.field, letters].append(name)
    for (column, letters), fit in found.items():
        if letters not in known.noise | known.own and not affairs.find(letters):
            yield Name(column, (letters,), tuple(v for n in fit for v in n.stored), fit[0].shown)


def _by_first(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        found[name.words[0]].append(name)
    return {word: tuple(sorted(group, key=lambda n: -len(n.words))) for word, group in found.items()}


def _stands(name: Sequence[str], words: Sequence[tuple[str, int, int]], start: int) -> bool:
    return len(words) - start >= len(name) and all(w == words[start + n][0] for n, w in enumerate(name))


def _chosen(fit: Sequence[Name], before: str) -> Name:
    """Of columns that hold a name, the one that the words before it mean."""
    by_field = {name.field: name for name in fit}
    order = ["daerah", "mitra", "lokasi", "pengusul"]
    if PLACED.search(before):
        order = ["lokasi", "daerah", "mitra", "pengusul"]
    elif PARTNERED.search(before):
        order = ["mitra", "lokasi", "pengusul", "daerah"]
    return by_field[next(f for f in order if f in by_field)]


def _near(words: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for key in _cut(word):
            found[key].add(word)
    return {key: frozenset(group) for key, group in found.items()}


def _cut(word: str) -> set[str]:
    """The word and the word without each one of its letters."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def distance_one(left: str, right: str) -> bool:
    """Whether words are one letter apart: one lost, one too many, one other, or two neighbours swapped."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    one, other = left[start:], right[start:]
    swapped = len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
