"""Open the library for asking: catalogue, vectors, answerer; the home stays locked meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.catalog import Catalog
from corpus.embed import load_embedder
from corpus.index import fill
from corpus.lock import HomeLock
from corpus.settings import Settings
from corpus.shelf import add_digests
from corpus.vectors import Vectors, open_client
from rag.answer import Answerer

if TYPE_CHECKING:
    from rag.generate import Writer


@contextmanager
def open_answerer(settings: Settings) -> Iterator[Answerer]:
    """An answerer over what the home holds; what is missing from the index is made first, with a progress bar.

    Raises:
        TanyaError: the home is in use, the index is another embedder's, the embedder can not be loaded.
    """
    if not settings.catalog_path.exists():
        prepare(settings)
    with HomeLock(settings.home, shared=True):
        catalog = Catalog(settings.catalog_path)
        chosen = load_embedder(settings.embedder)
        vectors = Vectors(open_client(settings.vectors_path, settings.chroma_url), *chosen) if chosen else None
        try:
            yield Answerer(catalog, vectors, writer=open_model(settings))
        finally:
            catalog.close()


def open_model(settings: Settings) -> Writer | None:
    """The language model that the settings name; without one nothing of it is imported.

    Raises:
        TanyaError: it can not be set up.
    """
    if not settings.model:
        return None
    from rag.generate import open_writer

    return open_writer(settings)


def prepare(settings: Settings) -> None:
    """Bring the digests that ship into a new home, and make their vectors."""
    with HomeLock(settings.home):
        catalog = Catalog(settings.catalog_path)
        try:
            add_digests(catalog)
            fill(catalog, settings)
        finally:
            catalog.close()
