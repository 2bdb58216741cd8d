"""Names of columns as offices write them, led to the fields of a mapping (`kolom.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.pilihan import NearWords

FILE = Path(__file__).with_name("kolom.toml")
WORD = re.compile(r"[^\W_]+")
NYA = re.compile(r"\w{4}nya$")  # "jenisnya", "biayanya"
ZERO = re.compile(r"(?<=[^\W\d_])0|\b0(?=[^\W\d_])")  # "N0", "0bjek"
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
SMALL = frozenset(
    "dan yang di ke dari untuk atau akan dapat apakah dalam pada the of for and an to be by is in".split()
)
LIGHT = frozenset(
    "rencana kerja sama daerah nama calon usulan pelaksanaan hasil data pemerintahan konkuren uraian pihak s w o t ya "
    "tidak rp rupiah ada dengan oleh".split()
)
LIGHT_WEIGHT, NEAR, WEAK, INNER, EITHER, SURELY = 0.2, 0.92, 0.62, 0.75, 0.9, 0.85
OTHER = "lain"  # the names of columns that are no field of ours
ALIASES: Mapping[str, tuple[str, ...]] = {
    "kerjasama": ("kerja", "sama"), "bekerjasama": ("kerja", "sama"), "bekerja": ("kerja",),
    "ksd": ("kerja", "sama"), "dikerjasamakan": ("kerja", "sama"), "dikerjasama": ("kerja", "sama"),
    "thn": ("tahun",), "th": ("tahun",), "yg": (), "dgn": ("dengan",), "jgk": ("jangka",), "jk": ("jangka",),
    "utk": (), "dlm": (), "prog": ("program",), "keg": ("kegiatan",), "prio": ("prioritas",), "nmr": ("nomor",),
    "no": ("nomor",), "nr": ("nomor",), "num": ("nomor",), "tgl": ("tanggal",), "angg": ("anggaran",),
    "jml": ("jumlah",), "obyek": ("objek",), "perkada": ("keputusan",), "prop": ("provinsi",),
    "pemkab": ("daerah",), "ops": ("opd",), "jns": ("jenis",), "lok": ("lokasi",), "pot": ("potensi",),
    "pemprakarsa": ("pemrakarsa",), "prediksi": ("perkiraan",), "kira": ("perkiraan",), "est": ("estimated",),
}  # fmt: skip
VIRTUAL: Mapping[str, str] = {"tahun_mulai": "tahun", "tahun_akhir": "tahun", "dokumen": "rpjmd"}


def header_key(header: str) -> str:
    """A header for comparing: lower case, no punctuation: "Tahun Rencana / (2026)" -> "tahun rencana 2026"."""
    return " ".join(WORD.findall(header.casefold()))


class ColumnNames:
    """How a column of a mapping may be named.

    Args:
        names: {field: (sure names, weak names)}.
    """

    def __init__(self, names: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> None:
        self._names: list[tuple[str, float, frozenset[str]]] = []
        self._glued: dict[str, tuple[str, float]] = {}
        for field, kinds in names.items():
            for factor, texts in zip((1.0, WEAK), kinds, strict=True):
                for text in texts:
                    words = frozenset(w for word in WORD.findall(text) for w in ALIASES.get(word, (word,)))
                    self._names.append((field, factor, words - SMALL or words))
                    self._glued.setdefault("".join(WORD.findall(text)), (field, factor))
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for index, (_, _, words) in enumerate(self._names):
            for word in words:
                self._by_word[word].add(index)
        self._near = NearWords(self._by_word, least=4)
        self._scores: dict[str, dict[str, float]] = {}

    @classmethod
    def read(cls, path: Path = FILE) -> ColumnNames:
        """Those of `kolom.toml`."""
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls({field: (table["names"], table.get("weak", [])) for field, table in tables.items()})

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have names."""
        return frozenset(field for field, _, _ in self._names)

    def scores(self, parts: Sequence[str]) -> dict[str, float]:
        """How well each field fits a header of one or more rows, 0 to 1; fields that do not fit at all are left out."""
        if not parts:
            return {}
        best: dict[str, float] = {}
        options = [(parts[-1], 1.0), (" ".join(parts), 1.0), *((part, INNER) for part in parts[:-1])]
        for text, factor in options:
            for field, score in self.score(text).items():
                best[field] = max(best.get(field, 0), score * factor)
        return best

    def score(self, text: str) -> dict[str, float]:
        """The same of one text, with and without what stands in its brackets."""
        if text not in self._scores:
            found = self._plain(BRACKETS.sub(" ", text))
            for part in BRACKETS.sub(" ", text).split("/") if "/" in text else ():
                found = greatest(found, self._plain(part), EITHER)
            if BRACKETS.search(text):
                found = greatest(found, self._plain(text), 0.97)
            other = found.pop(OTHER, 0)
            self._scores[text] = {OTHER: 1.0} if other >= max([SURELY, *found.values()]) else found
        return self._scores[text]

    def field(self, text: str, least: float = 0.85) -> str:
        """The field that a text surely is the name of, else ""."""
        found = self.score(text) if 0 < len(text) <= 90 else {}
        top = max(found, key=lambda field: found[field], default="")
        return top if found.get(top, 0) >= least and top != OTHER else ""

    def is_name(self, text: str) -> bool:
        """Whether a text is exactly one of the names, however it is spaced and punctuated; quick."""
        return len(text) <= 60 and "".join(WORD.findall(text.casefold())) in self._glued

    def _plain(self, text: str) -> dict[str, float]:
        words = WORD.findall(CAMEL.sub(" ", ZERO.sub("o", text)).casefold())[:14]
        best: dict[str, float] = {}
        if glued := self._glued.get("".join(words)):
            best[glued[0]] = glued[1]
        found: dict[str, float] = {}  # word of a known name -> how surely it stands here
        weight = 0.0
        for word in (w for written in words if written not in SMALL for w in ALIASES.get(written, (written,))):
            if word.isdigit():
                continue
            known = self._near.find(word) or (self._near.find(word[:-3]) if NYA.search(word) else "")
            weight += 0 if known and known in found else weight_of(known or word)
            if known:
                found[known] = max(found.get(known, 0), 1.0 if known == word else NEAR)
        for index in {index for word in found for index in self._by_word[word]}:
            field, factor, name = self._names[index]
            if name <= found.keys():
                matched = sum(weight_of(word) * found[word] for word in name)
                score = factor * 2 * matched / (sum(map(weight_of, name)) + weight)
                best[field] = max(best.get(field, 0), min(score, factor))
        return best


def greatest(one: Mapping[str, float], other: Mapping[str, float], factor: float) -> dict[str, float]:
    """The greater score of each field, the others taken times a factor."""
    return {name: max(one.get(name, 0.0), factor * other.get(name, 0.0)) for name in {**one, **other}}


def weight_of(word: str) -> float:
    """How much a word tells: "rencana" and "daerah" stand in many names."""
    return LIGHT_WEIGHT if word in LIGHT else 1.0


def assign(gains: Sequence[Sequence[float]]) -> list[int]:
    """For each row of a table of gains the column that it gets, -1 for none, so that the sum is largest.

    The Hungarian method with potentials; gains of 0 and less are never taken.
    """
    height, width = len(gains), max((len(row) for row in gains), default=0)
    total = width + height  # a place of its own for each row that gets nothing
    cost = [[-max(g, 0.0) for g in row] + [0.0] * (total - len(row)) for row in gains]
    u, v = [0.0] * (height + 1), [0.0] * (total + 1)
    owner, way = [0] * (total + 1), [0] * (total + 1)
    for row in range(1, height + 1):
        owner[0], at = row, 0
        least, used = [float("inf")] * (total + 1), [False] * (total + 1)
        while owner[at]:
            used[at], mine, step, target = True, owner[at], float("inf"), 0
            for j in range(1, total + 1):
                if used[j]:
                    continue
                current = cost[mine - 1][j - 1] - u[mine] - v[j]
                if current < least[j]:
                    least[j], way[j] = current, at
                if least[j] < step:
                    step, target = least[j], j
            for j in range(total + 1):
                if used[j]:
                    u[owner[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            at = target
        while at:
            owner[at], at = owner[way[at]], way[at]
    found = [-1] * height
    for j in range(1, width + 1):
        if owner[j] and gains[owner[j] - 1][j - 1] > 0:
            found[owner[j] - 1] = j - 1
    return found
