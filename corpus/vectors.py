"""The only module that knows Chroma. It holds vectors of the catalogue's passages, and can be rebuilt from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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

if TYPE_CHECKING:
    from langchain_chroma import Chroma

COLLECTION = "tanya-ksd"
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
        with _told(self._place):
            self._open()

    def _open(self) -> None:
        self._collection = self._client.get_or_create_collection(
            COLLECTION, configuration=SPACE, metadata={"embedder": self._name}, embedding_function=None
        )
        found = (self._collection.metadata or {}).get("embedder")
        if found != self._name:
            raise IndexMismatch(str(found), self._name)

    @property
    def store(self) -> Chroma:
        """The index as LangChain's vector store: what is written goes through it."""
        from langchain_chroma import Chroma  # half a second, which a question from the command line need not wait for

        return Chroma(
            COLLECTION, self._embedder, client=self._client, collection_metadata={"embedder": self._name},
            collection_configuration=SPACE,
        )  # fmt: skip

    def ids(self) -> set[str]:
        """Ids of the passages that have a vector."""
        return set(self._collection.get(include=[])["ids"])

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
        with _told(self._place):
            wanted, have = catalog.passage_ids(), self.ids()
            stale = sorted(have - wanted)
            for start in range(0, len(stale), 1000):
                self._collection.delete(stale[start : start + 1000])
        todo = sorted(wanted - have)
        store = self.store if todo else None
        made = 0
        for start in range(0, len(todo), BATCH):
            rows = catalog.passages(todo[start : start + BATCH])
            with _told(self._place):
                assert store is not None
                store.add_texts(
                    [text for *_, text in rows], metadatas=[{"field": field} for _, _, field, _ in rows],
                    ids=[row[0] for row in rows],
                )  # fmt: skip
            made += len(rows)
            if progress:
                progress(len(wanted) - len(todo) + made, len(wanted))
            if stop and stop():
                break
        return made

    def prime(self, questions: Sequence[str]) -> None:
        """Let the embedder make several questions' vectors side by side, where it can."""
        prime = getattr(self._embedder, "prime", None)
        if prime is not None:
            prime(list(questions))

    def search(self, question: str, limit: int = 60) -> list[tuple[str, float]]:
        """(passage id, cosine) of the nearest passages, best first."""
        found = self._collection.query(
            query_embeddings=self._embedder.embed_query(question), n_results=limit, include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [(i, 1.0 - float(distance)) for i, distance in zip(found["ids"][0], distances, strict=True)]


def clear(client: ClientAPI) -> None:
    """Forget all vectors."""
    names = [c if isinstance(c, str) else c.name for c in client.list_collections()]
    if COLLECTION in names:
        client.delete_collection(COLLECTION)
