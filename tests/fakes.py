"""Stand-ins for what is slow, large, or breaks only on bad days."""

from __future__ import annotations

import errno
import hashlib
import math
from typing import Any, NoReturn

from langchain_core.embeddings import Embeddings

from corpus.words import tokens

SIZE = 32


class HashEmbeddings(Embeddings):
    """Vectors that count words by their hash: texts with the same words lie near each other; always the same.

    Attributes:
        made: how many texts were given a vector.
    """

    def __init__(self) -> None:
        self.made = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.made += len(texts)
        return [self.vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.vector(text)

    @staticmethod
    def vector(text: str) -> list[float]:
        counts = [0.01] * SIZE
        for word in tokens(text):
            counts[hashlib.sha256(word.encode()).digest()[0] % SIZE] += 1.0
        length = math.sqrt(sum(value * value for value in counts))
        return [value / length for value in counts]


class Broken(RuntimeError):
    """What a fake raises where a test wants a crash."""


def crash(*_given: Any, **_named: Any) -> NoReturn:
    """Stands in for a function: the process dies here."""
    raise Broken("crash")


def no_room(*_given: Any, **_named: Any) -> NoReturn:
    """Stands in for a function that writes: the disk is full."""
    raise OSError(errno.ENOSPC, "No space left on device")


def not_allowed(*_given: Any, **_named: Any) -> NoReturn:
    """Stands in for a function that writes: it may not."""
    raise PermissionError(errno.EACCES, "Permission denied")
