"""Who is in charge of what: questions over the matrices of urusan in the Lampiran of UU 23/2014.

A matrix is known by the provisions of a Lampiran that have a column. A question belongs to it when it asks for a
kewenangan and names a bidang, or words that stand in a cell; anything it says beyond that must stand in the cell too.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.catalog import Catalog
from corpus.models import Jawaban, Ketentuan, Unit
from corpus.words import STOP_ID, stem, tokens
from rag.evidence import Library
from rag.matriks_text import Shown, compose_cells
from rag.question import Question, strip_references
from rag.search import named_keys

FILE = Path(__file__).with_name("kewenangan.toml")

LEVELS: Mapping[str, re.Pattern[str]] = {
    "pusat": re.compile(r"\b(?:pemerintah\s+pusat|pusat|kementerian|central|national)\b"),
    "provinsi": re.compile(r"\b(?:provinsi|propinsi|prov|pemprov|gubernur|province|provincial|provinces)\b"),
    "kabupaten": re.compile(
        r"\b(?:kabupaten\s*(?:/|dan|atau)?\s*kota|kab\s*/?\s*kota|kabupaten|kota|kab|pemkab|pemkot|bupati|wali\s?kota|"
        r"regency|regencies|district|districts|city|cities|municipality)\b"
    ),
}
# before the name of a level these words make it a place, no holder: "lintas kabupaten", "jalan provinsi"
PLACE = re.compile(
    r"(?:lintas|antar|antar-|jalan|dalam|dalam 1|wilayah|batas|skala|across|between|ibu|upah minimum|pusat|museum|"
    r"taman|bencana|angkutan|arsip|lintas daerah|antar daerah|several|inter)[\s-]*(?:daerah\s+)?$"
)
STRONG = re.compile(
    r"wena\w*|\burusan\w*|\b(?:meng|di|ng)?urus(?:i|in)?\b|"
    r"\b(?:me|di|na)?(?:n|t)angan(?:i|in)\b|\btanggung ?jawab\w*|\bmilik\w*|\bpunya\w*|\branah\w*|\bjatah\w*|"
    r"\bbagian siapa\b|\bpembagian\b|\bsiapa\b|\btugas\b|\bwho\b|\bin charge\b|\bresponsib\w+|\bauthorit\w+|"
    r"\bpowers?\b|\bjurisdiction\b|\bcompetence\b|\bwhich (?:level|government)\b|\baffairs\b"
)
# of these, the ones that ask for nothing but who is in charge
PLAIN = re.compile(
    r"wena|\burusan|urus(?:i|in)?\b|tanggung ?jawab|\btugas\b|in charge|responsib|authorit|\branah|which government"
)
WEAK = re.compile(r"\b(?:boleh|bisa|berhak|apa saja|apa aja|may|can|do|what|which)\b")
# what is asked is another thing than who is in charge: cooperation, documents, procedure, time, the law itself
OTHER = re.compile(
    r"kerja\s?sama|dikerjasama|kesepakatan|perjanjian(?! kerja bersama)|\bpks\b|\bmou\b|\bksd|sinergi|"
    r"pihak (?:ketiga|lain)|\btkksd\b|naskah(?! kuno)|tanda\s?tangan|\bttd\b|teken|\bpasal\b|\bayat\b|\bdprd\b|"
    r"\bperda\b|sanksi|\bdenda\b|definisi|dimaksud|pengertian|\bartinya\b|absolut|konkuren|\bwajib\b|pilihan|pelimpahan|"
    r"dekonsentrasi|tugas pembantuan|wakil pemerintah|kapan\b|berapa|bagaimana (?:cara|tata|proses)|prosedur|tahap|"
    r"syarat|laporan|lapor\b|evaluasi|pemetaan|anggaran|apbd|\bbiaya|\bdana\b|berlaku|dicabut|hibah|"
    r"perselisihan(?! hubungan)|sengketa(?! tanah)|pemekaran|pilkada|pengangkatan|pemberhentian|dilantik|mediasi|"
    r"cooperat\w+ (?:agreement|between|with)|\bagreements?\b|third part|partner|\bsign|memorandum|procedure|"
    r"how (?:long|many|much|do|to|is)|\bwhen\b|what is (?:a|an|the meaning)|\bmeans?\b|deadline|dispute|article|"
    r"apa itu|itu apa\b|\btim\b|sekretariat|bermitra|dasar hukum|sister"
)
EXPLICIT = 0.62  # share of the words of a question, by weight, that a cell of the bidang named must hold
UNNAMED = 0.8  # the same where no bidang is named
NEAR_BEST = 0.93  # of the best cover: an item so good is shown too
DENSE = 0.6  # of the best density: an item that is about other things as well is left out
MOST_ITEMS = 6  # of single items shown together
PREFIX = re.compile(r"^\w+\.\s*(?:Pembagian Urusan(?: Pemerintahan)?(?: Bidang)?\s*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """What a question can be about: an item of a cell, or a cell without a list.

    Attributes:
        words: stems of its text.
        named: stems of its row and its urusan.
        level: key of LEVELS.
    """

    key: str
    unit: Unit
    level: str
    urusan: str
    row: str
    words: frozenset[str]
    named: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """A question as far as the matrices go.

    Attributes:
        urusan: names of the bidang that it names.
        words: stems that are left: what a cell must hold.
        levels: whose kewenangan is asked for; empty where that is the question.
        strong: it asks who is in charge in so many words.
        open: it asks yes or no, so the answer may lie in another column.
    """

    urusan: tuple[str, ...]
    words: tuple[str, ...]
    levels: tuple[str, ...]
    strong: bool
    open: bool


def level_of(column: str) -> str:
    """Key of LEVELS for the head of a column."""
    lowered = column.lower()
    return "kabupaten" if "kabupaten" in lowered else "provinsi" if "provinsi" in lowered else "pusat"


# "terminal tipe A": a letter that tells things apart is a word of its own, though "a" alone is none
LETTERED = re.compile(r"\b(tipe|kelas|golongan) ([a-d])\b")


def may_ask(plain: str) -> bool:
    """Whether a question may ask who is in charge of what, by its words alone: most do not, and need no matrix read."""
    lowered = " ".join(plain.lower().split())
    if OTHER.search(lowered) or len(lowered) > 400:
        return False
    return bool(STRONG.search(lowered) or WEAK.search(lowered)) or lowered.startswith("bidang")


def _stems(text: str) -> list[str]:
    text = LETTERED.sub(r"\1 \1\2", text.lower())
    return list(dict.fromkeys(s for word in tokens(text) if word not in STOP_ID for s in stem(word)))


def _parts(name: str) -> list[tuple[str, ...]]:
    """The names inside the name of a bidang: "Kelautan dan Perikanan" -> kelautan, perikanan."""
    parts = [p.strip() for p in re.split(r",|\bdan\b|\bserta\b", name.lower()) if p.strip()]
    return [tuple(p.split()) for p in dict.fromkeys([name.lower(), *parts]) if p != "menengah"]


@dataclass(frozen=True)
class Speech:
    """How people speak of the matrices."""

    terms: tuple[tuple[re.Pattern[str], str], ...]
    noise: frozenset[str]

    @classmethod
    def read(cls, path: Path = FILE) -> Speech:
        """From its file."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        terms = {**data["english"], **data["terms"]}
        ordered = sorted(terms, key=lambda phrase: -len(phrase))
        patterns = tuple((re.compile(rf"\b{re.escape(p)}\b"), terms[p]) for p in ordered)
        return cls(patterns, frozenset(data["noise"]["words"]))

    def plain(self, text: str) -> str:
        """The text in the words of the matrices; no word is led on twice."""
        taken: list[tuple[int, int, str]] = []
        for pattern, meaning in self.terms:
            for match in pattern.finditer(text):
                if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                    taken.append((match.start(), match.end(), meaning))
        for start, end, meaning in sorted(taken, reverse=True):
            text = text[:start] + meaning + text[end:]
        return text


@dataclass(frozen=True)
class Matrices:
    """The matrices of a library, ready to be asked."""

    items: tuple[Item, ...] = ()
    rows: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    idf: Mapping[str, float] = field(default_factory=dict)
    speech: Speech = field(default_factory=lambda: Speech((), frozenset()))

    @classmethod
    def read(cls, catalog: Catalog) -> Matrices:
        """The matrices of all that a catalogue holds."""
        provisions = catalog.matrix_provisions()
        if not provisions:
            return cls()
        items = tuple(_items(provisions))
        rows = {(k, p.unit.huruf or "", p.unit.angka or ""): p.text for k, p in provisions if p.unit.kolom is None}
        counts: dict[str, int] = {}
        for item in items:
            for word in item.words | item.named:
                counts[word] = counts.get(word, 0) + 1
        idf = {word: math.log(1 + len(items) / count) for word, count in counts.items()}
        return cls(items, rows, idf, Speech.read())

    # --- understanding

    def understand(self, plain: str) -> Asked | None:
        """What a question asks of the matrices; None where it asks for something else.

        Args:
            plain: the question, chat spelling written out.
        """
        lowered = " ".join(plain.lower().split())
        if not self.items or not may_ask(plain):
            return None
        strong = bool(STRONG.search(lowered))
        bare, levels = _take_levels(lowered)
        if not strong and not levels:
            return None
        said = self.speech.plain(bare)
        said, urusan = self._take_urusan(said)
        words = _stems(" ".join(w for w in re.findall(r"[\w'-]+", said) if not self._is_noise(w)))
        if not urusan and (not words or len(words) == 1 and not self._enough(words[0], bool(levels), lowered)):
            return None
        asks = bool(re.search(r"\b(?:boleh|bisa|apakah|berhak|may|can|is it|does)\b", lowered))
        return Asked(
            urusan, tuple(words), tuple(levels), strong, asks and not re.search(r"\b(?:apa saja|what)\b", lowered)
        )

    def _is_noise(self, word: str) -> bool:
        return word in self.speech.noise or "wena" in word  # "kewenagan"

    def _enough(self, word: str, levels: bool, text: str) -> bool:
        """Whether one word says enough: "siapa yang bikin?" does not, "kewenangan kabupaten soal geologi" does."""
        return bool(PLAIN.search(text)) and (not levels or any(word in item.named for item in self.items))

    def _take_urusan(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The bidang that a text names; their names go out of the text."""
        found: list[str] = []
        stemmed = [(match, stem(match[0])) for match in re.finditer(r"[a-z]+", text)]
        gone: list[tuple[int, int]] = []
        for name in dict.fromkeys(item.urusan for item in self.items):
            for part in _parts(name):
                wanted = [stem(w) for w in part]
                plain = list(part)
                for start in range(len(stemmed) - len(wanted) + 1):
                    window = stemmed[start : start + len(wanted)]
                    exact = [m[0] for m, _ in window] == plain
                    if exact or (len(part) > 1 and [s for _, s in window] == wanted):
                        found.append(name)
                        gone.append((window[0][0].start(), window[-1][0].end()))
        for start, end in sorted(gone, reverse=True):
            text = text[:start] + " " * (end - start) + text[end:]
        return text, tuple(dict.fromkeys(found))

    # --- finding

    def find(self, asked: Asked) -> tuple[Shown, ...]:
        """The cells and items that answer; empty where none does."""
        pool = [i for i in self.items if not asked.urusan or i.urusan in asked.urusan]
        if not asked.words:
            return self._whole(asked, pool)
        weights = {w: self.idf.get(w, max(self.idf.values())) for w in asked.words}
        total = sum(weights.values())
        scored = [(self._cover(i, weights) / total, i) for i in pool]
        if not asked.open and asked.levels:
            scored = [(s, i) for s, i in scored if i.level in asked.levels]
        best = max((s for s, _ in scored), default=0.0)
        limit = EXPLICIT if asked.urusan else UNNAMED
        row = self._row(asked, pool, total, weights)
        if row is not None and row[0] >= max(limit, best - 0.05):
            return self._cells_of(row[1], asked)
        if best < limit or not (asked.urusan or asked.strong):
            return ()
        near = [(s, self._density(i, asked), i) for s, i in scored if s >= NEAR_BEST * best]
        densest = max(density for _, density, _ in near)
        chosen = sorted((n for n in near if n[1] >= DENSE * densest), key=lambda n: (-n[0], -n[1]))[:MOST_ITEMS]
        return tuple(Shown(i.key, i.unit, i.row, i.urusan) for _, _, i in chosen)

    def _density(self, item: Item, asked: Asked) -> float:
        """Share of the words of an item that the question says: what the item is about, not what it mentions."""
        said = {*asked.words, *(s for name in asked.urusan for s in _stems(name))}
        weights = {w: self.idf.get(w, 1.0) for w in item.words}
        return sum(weights[w] for w in item.words & said) / (sum(weights.values()) or 1.0)

    def _cover(self, item: Item, weights: Mapping[str, float]) -> float:
        inside = sum(w for word, w in weights.items() if word in item.words)
        return inside + 0.85 * sum(w for word, w in weights.items() if word in item.named - item.words)

    def _row(
        self, asked: Asked, pool: Sequence[Item], total: float, weights: Mapping[str, float]
    ) -> tuple[float, Item] | None:
        """The row whose name the question says, and how much of the question its name covers."""
        best: tuple[float, Item] | None = None
        for item in pool:
            name = set(_stems(re.sub(r"\([^)]*\)", "", item.row)))
            if item.urusan in asked.urusan:  # "perencanaan hutan" under Kehutanan is told by its plan
                name = name - set(_stems(item.urusan)) or name
            said = name & set(asked.words)
            share = sum(weights[w] for w in said) / total
            own = sum(self.idf.get(w, 1.0) for w in said) / (sum(self.idf.get(w, 1.0) for w in name) or 1.0)
            if own >= 0.5 and (best is None or share * own > best[0]):
                best = (share * own if own < 0.75 else share, item)
        return best

    def _cells_of(self, item: Item, asked: Asked) -> tuple[Shown, ...]:
        levels = () if asked.open else asked.levels
        units = dict.fromkeys(
            replace(i.unit, butir=None)
            for i in self.items
            if i.key == item.key
            and (i.unit.huruf, i.unit.angka) == (item.unit.huruf, item.unit.angka)
            and (not levels or i.level in levels)
        )
        if not units:
            bare = Unit("lampiran", huruf=item.unit.huruf, angka=item.unit.angka)
            return (Shown(item.key, bare, item.row, item.urusan),)
        return tuple(Shown(item.key, unit, item.row, item.urusan) for unit in units)

    def _whole(self, asked: Asked, pool: Sequence[Item]) -> tuple[Shown, ...]:
        """A whole bidang: the cells of the levels asked for, or its rows where none is named."""
        if not asked.levels:
            rows = dict.fromkeys((i.key, i.unit.huruf, i.unit.angka, i.row, i.urusan) for i in pool)
            return tuple(Shown(k, Unit("lampiran", huruf=h, angka=a), row, urusan) for k, h, a, row, urusan in rows)
        order: dict[tuple[str, Unit], Shown] = {}
        for item in pool:
            if item.level in asked.levels:
                unit = replace(item.unit, butir=None)
                order.setdefault((item.key, unit), Shown(item.key, unit, item.row, item.urusan))
        return tuple(order.values())

    def blank_rows(self, asked: Asked, shown: Sequence[Shown]) -> tuple[str, ...]:
        """Rows of a whole bidang that say nothing in the columns asked for."""
        if asked.words or not asked.levels or not asked.urusan:
            return ()
        said = {(s.key, s.unit.huruf, s.unit.angka) for s in shown}
        there = {(i.key, i.unit.huruf, i.unit.angka): i.row for i in self.items if i.urusan in asked.urusan}
        letters = {(key, huruf) for key, huruf, _ in there}
        named = {place: row for place, row in self.rows.items() if place[:2] in letters}
        return tuple(row for place, row in named.items() if place not in said)

    # --- answering

    def answer(self, question: Question, library: Library) -> Jawaban | None:
        """The answer from the matrices; None where the question is none of theirs, or nothing there answers it."""
        own = {key for key, *_ in self.rows}
        named = [h for h in library.held.values() if named_keys(question, [h])]
        if question.regulations and not any(h.key in own for h in named):
            return None  # what another regulation says
        asked = self.understand(strip_references(question.plain))
        if question.follows:
            asked = self._followed(question, asked)
        if asked is None:
            return None
        shown = self.find(asked)
        names = asked.levels if not asked.open or not asked.words else ()
        if not shown and not (asked.urusan and names and not asked.words):
            return None
        return compose_cells(question, library, shown, names, self.blank_rows(asked, shown), whole=not asked.words)

    def _followed(self, question: Question, asked: Asked | None) -> Asked | None:
        """A follow-up ("kalau kabupaten?") keeps what the question before was about."""
        if asked is not None and (asked.urusan or asked.words):
            return asked
        before = self.understand(question.whole)
        _, levels = _take_levels(question.plain.lower())
        return replace(before, levels=tuple(levels)) if before is not None and levels else before


def _take_levels(text: str) -> tuple[str, list[str]]:
    """The levels that a text names as holders; their names go out of it, those that are places stay."""
    found: list[str] = []
    for level, pattern in LEVELS.items():
        for match in reversed(list(pattern.finditer(text))):
            if PLACE.search(text[: match.start()]):
                continue
            found.append(level)
            text = text[: match.start()] + " " + text[match.end() :]
    return text, list(dict.fromkeys(found))


def _items(provisions: Iterable[tuple[str, Ketentuan]]) -> Iterable[Item]:
    listed = {(k, replace(p.unit, butir=None)) for k, p in provisions if p.unit.butir is not None}
    for key, provision in provisions:
        unit = provision.unit
        if unit.kolom is None or not re.search(r"\w", provision.text):
            continue
        if unit.butir is None and (key, unit) in listed and len(provision.text.split()) < 3:
            continue
        row = PREFIX.sub("", provision.heading[-2])
        urusan = PREFIX.sub("", provision.heading[-3])
        words, named = frozenset(_stems(provision.text)), frozenset(_stems(f"{row} {urusan}"))
        yield Item(key, unit, level_of(unit.kolom), urusan, row, words, named)
