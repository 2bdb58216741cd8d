"""The words of questions over rows: their normal form, the patterns of `pemetaan_words.toml`, what is taken of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

GROUPS = ("urusan", "jenis", "mitra", "lokasi", "pengusul", "tahun", "prioritas", "status", "prakarsa", "kelompok",
          "sumber_biaya", "forum", "daerah", "sheet", "di_rkpd", "di_rpjmd", "sub_urusan", "program")  # fmt: skip
LISTED = ("program", "mitra", "pengusul", "lokasi", "urusan", "jenis", "tahun", "sumber_biaya", "forum", "sub_urusan")
DROPS = ("prioritas", "status", "tahun", "jenis", "mitra", "lokasi", "pengusul", "urusan")
SORTS = ("prioritas", "peringkat", "anggaran", "jangka_waktu", "tahun", "urusan", "mitra", "pengusul", "jenis",
         "status", "tanggal", "lokasi")  # fmt: skip
LEVELS = {"tinggi": "tinggi", "sedang": "sedang", "menengah": "sedang", "rendah": "rendah", "high": "tinggi",
          "medium": "sedang", "low": "rendah"}  # fmt: skip
STATES = {
    "usulan": "usulan", "diusulkan": "usulan", "dibahas": "dibahas", "ditetapkan": "ditetapkan", "berjalan": "berjalan",
    "jalan": "berjalan", "selesai": "selesai", "ditunda": "ditunda", "batal": "batal", "proposed": "usulan",
    "under discussion": "dibahas", "discussed": "dibahas", "adopted": "ditetapkan", "running": "berjalan",
    "completed": "selesai", "finished": "selesai", "postponed": "ditunda", "cancelled": "batal",
}  # fmt: skip
FILE = Path(__file__).with_name("pemetaan_words.toml")
GONE = "\u00b7"  # stands where words were taken, so that no pattern reaches over the gap
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"
NYA = re.compile(
    r"\b((?!(?:ha|pu|ta|ke|biasa|seharus|sebenar|kira|pokok|inti|khusus)nya)[a-z]{2,})[ -]?nya\b|\b([a-z]{6,})ny\b"
)
FILL = "yang|itu|jenis|the|those|kerja|sama|dengan|dari|with"
TOGETHER = re.compile(r"\b(?:di)?kerja ?sama(kan|in)?\b")
UNITS = (
    r"(?=\s+(?:ter|paling\s+)?(?:tahun|thn|bulan|bln|miliar|milyar|juta|triliun|dinas|opd|urusan|bidang|mitra|rencana|"
    r"usulan|kegiatan|program|teratas|besar|banyak|kecil|tinggi|mahal|prioritas|lokasi|jenis|kerja|years?|months?|"
    r"billion|million|offices?|partners?|plans?|affairs?|cooperations?|priorities|proposals?|most|largest|biggest|"
    r"highest|cheapest|smallest|lowest|top))"
)


@dataclass(frozen=True)
class Words:
    """What the file tells, compiled.

    Attributes:
        fields: column -> pattern of its noun, as text.
        flags, verbs: column -> pattern of what yes or no is said of, and of words that say yes by themselves.
        choices: column -> (values, pattern) in order.
        partners: (word of a name, pattern) for kinds of partners.
        polarity: name -> pattern as text.
        shapes, rules, cues: name -> pattern.
        columns: column -> pattern of its noun.
        numbers, counting: number words, and their pattern before what is counted.
        spelled: spoken or mistyped word -> as it is written.
        topics: English word -> Indonesian words.
        narrow: names of affairs that are narrower than the affair.
        noise: words that ask for nothing by themselves.
        spelling: words that people mistype.
        own: all words of the file.
    """

    fields: Mapping[str, str]
    flags: Mapping[str, str]
    verbs: Mapping[str, str]
    choices: Mapping[str, tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]]
    partners: tuple[tuple[str, re.Pattern[str]], ...]
    polarity: Mapping[str, str]
    shapes: Mapping[str, re.Pattern[str]]
    rules: Mapping[str, re.Pattern[str]]
    cues: Mapping[str, re.Pattern[str]]
    columns: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, int]
    counting: re.Pattern[str]
    spelled: Mapping[str, str]
    topics: Mapping[str, str]
    narrow: frozenset[str]
    noise: frozenset[str]
    spelling: frozenset[str]
    own: frozenset[str]


@lru_cache(maxsize=1)
def load_words(path: Path = FILE) -> Words:
    """Read the file."""
    text = path.read_text(encoding="utf-8")
    data = tomllib.loads(text)
    excluded = rf"(?P<no>(?:{data['polarity']['except']}) (?:(?:{FILL}) ){{0,2}})?"
    yet = excluded.replace("(?P<no>(?:", "(?P<no>(?:belum|tidak|tak|not yet|")
    but = {"status": yet, "prioritas": yet}
    choices = {
        column: tuple(
            (tuple(value.split("|")), whole(f"{but.get(column, excluded)}(?:{p})")) for value, p in rules.items()
        )
        for column, rules in data["choices"].items()
    }
    words = data["words"]
    numbers = {name.replace("_", " "): number for name, number in words["number"].items()}
    return Words(
        fields=data["fields"], flags=data["flags"], verbs=data["verbs"], choices=choices,
        partners=tuple((name, whole(f"{excluded}(?:{p})")) for name, p in data["kinds"]["mitra"]),
        polarity=data["polarity"],
        shapes={name: whole(p) for name, p in data["shapes"].items()},
        rules={name: whole(_filled(p, data), ended=not p.endswith("$")) for name, p in data["rules"].items()},
        cues={name: whole(p) for name, p in data["cues"].items()},
        columns={name: whole(p) for name, p in data["fields"].items()},
        numbers=numbers, counting=re.compile(rf"\b({'|'.join(sorted(numbers, key=len, reverse=True))})\b{UNITS}"),
        spelled=words["spelled"], topics=data["topics"],
        narrow=frozenset(words["narrow"]), noise=frozenset(words["noise"].split()),
        spelling=frozenset(re.findall(r"[a-z]{5,}", words["spelling"])),
        own=frozenset(re.findall(r"[a-z]{4,}", text.lower())),
    )  # fmt: skip


def _filled(pattern: str, data: Mapping[str, Mapping[str, str]]) -> str:
    """A rule with what it is made of: <nouns>, <nouns.listed>, <seconds.groups>, <shapes.most>, <rules.up>, <level>."""
    sets = {"listed": LISTED, "drops": DROPS, "groups": GROUPS, "sorts": SORTS, "": tuple(data["fields"])}

    def part(match: re.Match[str]) -> str:
        kind, name = match["kind"], match["name"] or ""
        if kind in ("level", "state"):
            return "|".join(LEVELS if kind == "level" else STATES)
        if kind in ("nouns", "seconds"):
            first = "b_" if kind == "seconds" else ""
            return "|".join(f"(?P<{first}{n}>(?:{data['fields'][n]}){AFTER})" for n in sets[name])
        return _filled(data[kind][name], data)

    return re.sub(r"(?<!\?P)<(?P<kind>[a-z]+)(?:\.(?P<name>[a-z_]+))?>", part, pattern)


@lru_cache(maxsize=512)
def whole(pattern: str, ended: bool = True) -> re.Pattern[str]:
    """A pattern that matches whole words only.

    Args:
        ended: its end is the end of a word too.
    """
    return re.compile(f"{BEFORE}(?:{pattern}){AFTER if ended else ''}")


def normal(text: str, known: Words) -> str:
    """A question in lower case: no punctuation but commas and what stands inside numbers, number words as digits."""
    text = text.lower().replace("%", " persen ")
    text = re.sub(r"(?<=\d)\s*[–—]\s*(?=\d)", "-", text)
    text = re.sub(r"(?<![0-9])[-–—](?=\S)|(?<=\S)-(?![0-9])|(?<=[a-z])-", " ", text)
    text = re.sub(r"(?<!\d)[.,]|[.,](?!\d)", lambda m: " , " if m[0] == "," else " ", text)
    text = re.sub(r"[^\w\s.,/<>=-]", " ", text)
    text = re.sub(r"(?<![a-z]k)/(?!\s*l\b)(?<!\d/)(?=[a-z])", " / ", text)
    text = re.sub(r"\b([a-z]{3,})2\b", lambda m: "rata rata" if m[1] == "rata" else m[1], text)
    text = NYA.sub(lambda m: m[1] or m[2], text)
    text = re.sub(r"\b[a-z]+\b", lambda m: known.spelled.get(m[0], m[0]), text)
    text = TOGETHER.sub(r"kerja sama\1", text).replace("kerja samakan", "kerja samakan")
    text = known.counting.sub(lambda m: str(known.numbers[m[1]]), text)
    return " ".join(text.split())


@dataclass
class Reader:
    """A question that is read by taking words out of it.

    Attributes:
        said: its normal form, whole.
        left: the same with `GONE` where words were taken; of equal length.
    """

    said: str
    left: str = field(default="")

    def __post_init__(self) -> None:
        self.left = self.left or self.said

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match in what is left; its words are taken."""
        match = pattern.search(self.left)
        if match is not None:
            self.gone(match.start(), match.end())
        return match

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All matches in what is left, in order; their words are taken."""
        found = list(pattern.finditer(self.left))
        for match in found:
            self.gone(match.start(), match.end())
        return found

    def gone(self, start: int, end: int) -> None:
        """Take a stretch."""
        self.left = self.left[:start] + GONE * (end - start) + self.left[end:]

    def words(self) -> list[tuple[str, int]]:
        """(word, where it begins) of what is left."""
        return [(m[0], m.start()) for m in re.finditer(r"[^\W_]+", self.left.replace(GONE, " "))]
