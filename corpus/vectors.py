"""The only module that knows Chroma. It holds vectors of the catalogue's passages, and can be rebuilt from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from langchain_core.embeddings import Embeddings

from corpus.catalog import Catalog
from corpus.errors import ChromaUnreachable, DiskFull, IndexMismatch, VectorsBroken, is_disk_full
from corpus.models import Kind

if TYPE_CHECKING:
    from langchain_chroma import Chroma

COLLECTIONS: Mapping[Kind, str] = {"naskah": "tanya-ksd", "ringkasan": "tanya-ksd-ringkasan"}
BATCH = 32
SPACE: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}
Progress = Callable[[int, int], None]


def open_client(path: Path, url: str = "") -> ClientAPI:
    """The embedded client on a folder, or a client of a server.

    Raises:
        ChromaUnreachable: the server does not answer.
        DiskFull, VectorsBroken: the folder can not be opened.
    """
    options = ChromaSettings(anonymized_telemetry=False)
    if not url:
        with _told(str(path)):
            path.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(path), settings=options)
    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost", port=parts.port or 8000, ssl=parts.scheme == "https", settings=options
        )
    except (ValueError, ChromaError, OSError) as error:
        raise ChromaUnreachable(url) from error


@contextmanager
def _told(place: str) -> Iterator[None]:
    """What Chroma raises becomes one of our errors."""
    try:
        yield
    except (ChromaError, OSError) as error:
        raise DiskFull(place) if is_disk_full(error) else VectorsBroken(place) from error


class Vectors:
    """Nearest passages to a question.

    Args:
        client: of Chroma.
        embedder: makes the vectors.
        name: name of the embedder; the index remembers it and refuses another.
        place: the folder or the address of the index, for messages.

    Raises:
        IndexMismatch: another embedder filled the index.
    """

    def __init__(self, client: ClientAPI, embedder: Embeddings, name: str, place: str = "") -> None:
        self._client = client
        self._embedder = embedder
        self._name = name
        self._place = place or "folder data"
        self._writing: tuple[Kind, Chroma] | None = None
        with _told(self._place):
            self._open()

    def _open(self) -> None:
        self._collections = {
            kind: self._client.get_or_create_collection(
                name, configuration=SPACE, metadata={"embedder": self._name}, embedding_function=None
            )
            for kind, name in COLLECTIONS.items()
        }
        for collection in self._collections.values():
            found = (collection.metadata or {}).get("embedder")
            if found != self._name:
                raise IndexMismatch(str(found), self._name)

    def store(self, kind: Kind) -> Chroma:
        """The index of one kind of text as LangChain's vector store: what is written goes through it."""
        from langchain_chroma import Chroma  # half a second, which a question from the command line need not wait for

        return Chroma(
            COLLECTIONS[kind], self._embedder, client=self._client, collection_metadata={"embedder": self._name},
            collection_configuration=SPACE,
        )  # fmt: skip

    def ids(self) -> set[str]:
        """Ids of the passages that have a vector."""
        return {i for collection in self._collections.values() for i in collection.get(include=[])["ids"]}

    def sync(self, catalog: Catalog, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> int:
        """Make the index hold just the passages of the catalogue; goes on where it was interrupted.

        Args:
            catalog: the truth.
            progress: told (passages that have a vector, passages in all).
            stop: asked after each batch; True ends the work early.

        Returns:
            How many vectors were made.

        Raises:
            DiskFull, VectorsBroken: the index can not be written; what is in it stays.
        """
        todo: list[tuple[Kind, str]] = []
        total = 0
        for kind, collection in self._collections.items():
            with _told(self._place):
                wanted, have = catalog.passage_ids(kind=kind), set(collection.get(include=[])["ids"])
                stale = sorted(have - wanted)
                for start in range(0, len(stale), 1000):
                    collection.delete(stale[start : start + 1000])
            todo.extend((kind, passage) for passage in sorted(wanted - have))
            total += len(wanted)
        made = 0
        for kind, batch in _batches(todo):
            self._write(kind, catalog.passages(batch))
            made += len(batch)
            if progress:
                progress(total - len(todo) + made, total)
            if stop and stop():
                break
        return made

    def _write(self, kind: Kind, rows: Sequence[tuple[str, int, str, str]]) -> None:
        if self._writing is None or self._writing[0] != kind:
            self._writing = (kind, self.store(kind))
        with _told(self._place):
            self._writing[1].add_texts(
                [text for *_, text in rows], metadatas=[{"field": field} for _, _, field, _ in rows],
                ids=[row[0] for row in rows],
            )  # fmt: skip

    def prime(self, questions: Sequence[str]) -> None:
        """Let the embedder make several questions' vectors side by side, where it can."""
        prime = getattr(self._embedder, "prime", None)
        if prime is not None:
            prime(list(questions))

    def near(
        self, questions: Sequence[str], limit: int = 60, within: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The passages nearest to any of a few wordings of a question.

        Args:
            questions: wordings.
            limit: how many to take of each kind of text for each wording.
            within: ids of the passages to look at; None for all.

        Returns:
            (passage id, best cosine), nearest first, of official texts and of our own: as many of each, since those
            written in the language of the question, and in its words, would crowd out the law.
        """
        if not questions or (within is not None and not within):
            return []
        vectors: list[Sequence[float]] = [self._embedder.embed_query(question) for question in questions]
        best: dict[str, float] = {}
        for collection in self._collections.values():
            # one that is not there yet makes Chroma raise
            inside = None if within is None else collection.get(ids=list(within), include=[])["ids"]
            if inside == []:
                continue
            found = collection.query(
                query_embeddings=vectors, ids=inside, n_results=limit, include=["distances"]
            )  # fmt: skip
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True):
                for passage, distance in zip(ids, distances, strict=True):
                    best[passage] = max(best.get(passage, -1.0), 1.0 - float(distance))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


def _batches(todo: Sequence[tuple[Kind, str]]) -> Iterator[tuple[Kind, list[str]]]:
    """Passages to be made, in batches of one kind each."""
    for kind, group in groupby(todo, key=lambda pair: pair[0]):
        passages = [passage for _, passage in group]
        for start in range(0, len(passages), BATCH):
            yield kind, passages[start : start + BATCH]


def clear(client: ClientAPI) -> None:
    """Forget all vectors."""
    names = [c if isinstance(c, str) else c.name for c in client.list_collections()]
    for name in COLLECTIONS.values():
        if name in names:
            client.delete_collection(name)
