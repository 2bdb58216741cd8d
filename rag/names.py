"""Regulations that a question names by title: "UU Keterbukaan Informasi Publik", "UU KIP", "public information law".

Names are learned from the titles of what is held. A title alone is a subject, not a name ("pinjaman daerah"): the kind
of the regulation must stand before it, or, for a long title, a word that points to a source ("menurut").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.rows import Held
from corpus.sitasi import JENIS, Reference
from corpus.words import STOP_ID, content_stems, stem, tokens

_KINDS = "|".join(sorted((re.escape(k) for k in JENIS), key=len, reverse=True))
KIND = re.compile(rf"\b(?P<jenis>{_KINDS}|permen[a-z]+|permen\s[a-z]+)\s+(?=[a-z])", re.IGNORECASE)
FILLERS = frozenset("tentang soal mengenai ttg ri republik indonesia".split())
POINTER = re.compile(r"\b(?:menurut|berdasarkan|dalam|di|under|according to)\s+(?=[a-z])", re.IGNORECASE)
LONG_TITLE = 4  # content stems from which a title names a regulation without its kind
INITIALS = 3  # letters from which initials name a regulation
WINDOW = 24  # words after the kind that a title may take
ENGLISH_NAME = re.compile(
    r"(?P<words>(?:[a-z-]+\s+){1,6}?)(?P<kind>law|act|government regulation|regulation)\b", re.IGNORECASE
)
ENGLISH_KINDS = {"law": ("UU",), "act": ("UU",), "government regulation": ("PP",), "regulation": ()}
LAW_WORDS = {
    "public": "publik", "information": "informasi", "disclosure": "buka", "openness": "buka", "freedom": "buka",
    "regional": "daerah", "local": "daerah", "government": "pemerintah", "governance": "pemerintah",
    "loan": "pinjam", "loans": "pinjam", "borrowing": "pinjam", "finance": "uang", "finances": "uang",
    "financial": "uang", "management": "kelola", "apparatus": "perangkat", "cooperation": "kerja sama",
    "higher": "tinggi", "education": "didik", "national": "nasional", "standard": "standar", "standards": "standar",
}  # fmt: skip


def named_titles(text: str, held: Iterable[Held]) -> list[Reference]:
    """Held regulations that a text names by title, short title or initials; none where a name could mean two.

    Args:
        text: plain, without chat spelling.
        held: what the library holds.
    """
    regulations = list({item.key: item for item in held if item.nomor}.values())
    found: dict[str, tuple[Held, tuple[int, int]]] = {}
    for match in KIND.finditer(text):
        jenis = _jenis(match["jenis"])
        same = [item for item in regulations if _flat(item.jenis) == jenis]
        _one(found, _titled(text[match.end() :], same), match.span())
    long = [item for item in regulations if len(set(title_stems(item.judul))) >= LONG_TITLE]
    for match in POINTER.finditer(text):
        _one(found, _starting(_after(text[match.end() :]), long), match.span())
    for match in ENGLISH_NAME.finditer(text):
        kinds = ENGLISH_KINDS[" ".join(match["kind"].lower().split())]
        fit = [i for i in regulations if (i.jenis in kinds if kinds else i.jenis != "UU")]
        _one(found, _english(match["words"], fit), match.span())
    return [Reference(i.jenis, i.nomor.upper(), i.tahun, None, span) for i, span in found.values()]


@lru_cache(maxsize=20_000)
def title_stems(title: str) -> list[str]:
    """Content stems of a title, which is asked for with every question; not to be changed."""
    return content_stems(title)


def _one(found: dict[str, tuple[Held, tuple[int, int]]], items: list[Held], span: tuple[int, int]) -> None:
    if len(items) == 1:
        found.setdefault(items[0].key, (items[0], span))


def _flat(jenis: str) -> str:
    return jenis.replace(" ", "").lower()


def _jenis(said: str) -> str:
    name = " ".join(said.lower().split())
    return _flat(JENIS.get(name) or name)


def _after(text: str) -> list[str]:
    """The words that follow, without "tentang" before them."""
    words = tokens(text)[:WINDOW]
    while words and words[0] in FILLERS:
        words = words[1:]
    return words


def _titled(text: str, items: list[Held]) -> list[Held]:
    words = _after(text)
    starting = _starting(words, items)
    if starting or not words:
        return starting
    return [i for i in items if len(words[0]) >= INITIALS and words[0] in _initials(i.judul)]


def _starting(words: list[str], items: list[Held]) -> list[Held]:
    """Those whose whole title opens the words; the longest title alone."""
    said = [root for word in words if word not in STOP_ID for root in stem(word)]
    sizes = {item.key: len(roots) for item in items if said[: len(roots := title_stems(item.judul))] == roots}
    longest = max(sizes.values(), default=0)
    return [item for item in items if longest >= 2 and sizes.get(item.key) == longest]


def _initials(title: str) -> set[str]:
    words = tokens(title)
    return {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in STOP_ID)}


def _english(said: str, items: list[Held]) -> list[Held]:
    """Those of whose title the English words just before "law" give two thirds and more, and two stems at least."""
    words: list[str] = []
    for word in reversed(said.lower().split()):
        if word not in LAW_WORDS and word not in ("on", "of", "and"):
            break
        words.extend(LAW_WORDS.get(word, "").split())
    wanted = set(words)
    titles = {item.key: set(title_stems(item.judul)) for item in items}
    return [
        i for i in items if len(wanted) >= 2 and wanted <= titles[i.key] and 3 * len(wanted) >= 2 * len(titles[i.key])
    ]
