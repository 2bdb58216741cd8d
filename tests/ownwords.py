"""Are the digests in our own words? Runs of words that a text has in common with the official one, a line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WORD = re.compile(r"[a-z0-9]+")
MARKER = re.compile(r"^\s*(?:\(\d+[a-z]?\)|[a-z]{1,2}\.|\d+\.|-)\s")  # its own number is no word of a line
HEADING = re.compile(r"^#{2,4} (?:BAB|LAMPIRAN|Bagian|Paragraf)\b|^(?:jenis|nomor|tahun|judul|judul_en):")


@dataclass(frozen=True)
class Run:
    """Words in a row that stand in both texts.

    Attributes:
        line: number of the line, from 1.
        words: the words.
    """

    line: int
    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers; a word that a line end broke is whole."""
    return WORD.findall(re.sub(r"-\n", "", text).lower())


def grams_of(official: str, size: int) -> set[tuple[str, ...]]:
    """Every run of `size` words of the official text."""
    words = words_of(official)
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def shared_runs(digest: str, official: str | Iterable[tuple[str, ...]], size: int = 10) -> Iterator[Run]:
    """Runs of at least `size` words that a line of the digest shares with the official text.

    A list item is a line, and so a unit of its own: an enumeration of terms keeps its terms. Lines with the law's own
    headings, and those of the front matter with the title of the regulation, are left out.

    Args:
        digest: the Markdown.
        official: the official text, or its `grams_of`.
        size: words in a row that are too many.
    """
    grams = grams_of(official, size) if isinstance(official, str) else set(official)
    for number, line in enumerate(digest.splitlines(), 1):
        if HEADING.match(line.strip()):
            continue
        words = words_of(MARKER.sub("", line))
        start = 0
        while start + size <= len(words):
            end = start + size
            if tuple(words[start:end]) not in grams:
                start += 1
                continue
            while end < len(words) and tuple(words[end - size + 1 : end + 1]) in grams:
                end += 1
            yield Run(number, tuple(words[start:end]))
            start = end
