"""The glossary: chat spelling, abbreviations, everyday words and English, led to the terms of the law."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.words import english_stem

FILE = Path(__file__).with_name("glossary.toml")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/'-]*")

# "Tim Koordinasi Kerja Sama Daerah yang selanjutnya disingkat TKKSD adalah"
DEFINED = re.compile(
    r"(?P<long>(?:[A-Z][\w/-]*|dan|di|dengan|atau|untuk|yang)(?:\s+(?:[A-Z][\w/-]*|dan|di|dengan|atau|untuk|antar)){1,9})"
    r"\s*,?\s+(?:yang\s+)?selanjutnya\s+(?:disingkat|disebut)\s+(?P<short>[A-Z][A-Za-z/]{1,14})(?=\s+adalah|\s*,|\s*\.)"
)
# our digests: "Kerja Sama Daerah dengan Pihak Ketiga (KSDPK) adalah"
BRACKETED = re.compile(r"(?P<long>[A-Z][\w/-]*(?:\s+[\w/-]+){1,9}?)\s+\((?P<short>[A-Z]{3,8})\)")


@dataclass(frozen=True)
class Glossary:
    """Maps, all keys in lower case.

    Attributes:
        slang: spoken word -> plain word(s).
        meanings: abbreviation, everyday or English word or phrase -> terms to search as well.
        sides: side of the law -> words that place a question there.
        focus: thing asked for -> words that ask for it.
        english: English words that the glossary knows.
        world: phrases that ask about the state of the world.
        kinds: kind of answer -> pattern of its cues, in order.
        by_stem: English stem -> terms, for other endings of the glossary's English words.
        vague: words that name nothing that an article must hold.
        long_by_short: abbreviation learned from the texts -> its long form.
    """

    slang: Mapping[str, str]
    meanings: Mapping[str, str]
    sides: Mapping[str, tuple[str, ...]]
    focus: Mapping[str, tuple[str, ...]]
    english: frozenset[str]
    world: tuple[str, ...] = ()
    kinds: tuple[tuple[str, re.Pattern[str]], ...] = ()
    vague: frozenset[str] = frozenset()
    long_by_short: Mapping[str, str] = field(default_factory=dict)
    by_stem: Mapping[str, str] = field(default_factory=dict, repr=False)

    def plain(self, text: str) -> str:
        """The text with chat spelling written out; all else as it is."""

        def spelled(match: re.Match[str]) -> str:
            if match[0].lower() == "jawab" and text[: match.start()].lower().rstrip().endswith("tanggung"):
                return match[0]  # the law's "tanggung jawab" is no answer to a letter
            if match[0].isupper() and match[0].lower() in self.meanings:
                return match[0]  # "TP" is tugas pembantuan, "tp" is "tetapi"
            return self.slang.get(match[0].lower(), match[0])

        return re.sub(r"\s+", " ", WORD.sub(spelled, text)).strip()

    def expansions(self, text: str) -> list[str]:
        """Terms of the law that the words of a plain text lead to, in order, without repeats."""
        words = [w.lower() for w in WORD.findall(text)]
        found: list[str] = []
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                phrase = " ".join(words[start : start + size])
                if meaning := self.meanings.get(phrase):
                    found.append(meaning)
        return list(dict.fromkeys(found))

    def translated(self, text: str) -> str:
        """Terms that an English text leads to, in its order; names and numbers stay as they are."""
        words = [word.removesuffix("'s") for word in WORD.findall(text)]
        found: list[str] = []
        start = 0
        while start < len(words):
            size, meaning = next(
                ((n, m) for n in (3, 2, 1) if (m := self._meaning(" ".join(words[start : start + n]).lower()))), (1, "")
            )
            name = start > 0 and words[start][:1].isupper() or any(c.isdigit() for c in words[start])
            if meaning or name:
                found.append(meaning or words[start])
            start += size
        return " ".join(dict.fromkeys(found))

    def _meaning(self, phrase: str) -> str:
        """Terms of an English word or phrase; a word is known by its stem too."""
        found = self.meanings.get(phrase, "")
        return found or ("" if " " in phrase else self.by_stem.get(english_stem(phrase), ""))

    def learned(self, text: str) -> list[str]:
        """Long forms of the abbreviations in a text, and abbreviations of its long forms, as texts define them."""
        words = [w.lower() for w in WORD.findall(text)]
        lowered = f" {' '.join(words)} "
        long = [self.long_by_short[w] for w in words if w in self.long_by_short]
        return list(dict.fromkeys([*(s for s, full in self.long_by_short.items() if f" {full} " in lowered), *long]))

    def with_abbreviations(self, learned: Mapping[str, str]) -> Glossary:
        """The same, knowing abbreviations learned from texts."""
        return replace(self, long_by_short=dict(learned))


def load_glossary(path: Path = FILE) -> Glossary:
    """Read the glossary file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    meanings = {**data["english"], **data["everyday"], **data["abbreviations"]}
    return Glossary(
        slang=data["slang"], meanings=meanings,
        sides={side: tuple(words) for side, words in data["sides"].items()},
        focus={name: tuple(words) for name, words in data["focus"].items()},
        english=frozenset(word for phrase in data["english"] for word in phrase.split()),
        world=tuple(data["world"]["phrases"]),
        kinds=tuple((kind, re.compile("|".join(patterns))) for kind, patterns in data["kinds"].items()),
        vague=frozenset(data["vague"]["words"]),
        by_stem={english_stem(w): meaning for w, meaning in reversed(data["english"].items()) if " " not in w},
    )  # fmt: skip


def learn_abbreviations(texts: list[str]) -> dict[str, str]:
    """Abbreviations that texts define, lower case: {"tkksd": "tim koordinasi kerja sama daerah"}.

    Only where the letters fit: "Daerah Otonom yang selanjutnya disebut Daerah" names no abbreviation.
    """
    learned: dict[str, str] = {}
    for text in texts:
        for match in [*DEFINED.finditer(text), *BRACKETED.finditer(text)]:
            short, long = match["short"], " ".join(match["long"].split())
            if short.isupper() and len(short) >= 3 and fits(short, long):
                learned.setdefault(short.lower(), long.lower())
    return learned


def fits(short: str, long: str) -> bool:
    """Whether the letters of an abbreviation begin the words of the long form, in order."""
    initials = iter(word[0].lower() for word in long.split())
    return all(letter in initials for letter in short.lower())
