"""Open the library for asking: catalogue, vectors, answerer; the home stays locked meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from corpus.catalog import Catalog
from corpus.embed import load_embedder
from corpus.lock import HomeLock
from corpus.settings import Settings
from corpus.shelf import add_digests
from corpus.vectors import Vectors, open_client
from rag.answer import Answerer


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
            yield Answerer(catalog, vectors)
        finally:
            catalog.close()


def prepare(settings: Settings) -> None:
    """Bring the digests that ship into a new home, and make their vectors."""
    with HomeLock(settings.home):
        catalog = Catalog(settings.catalog_path)
        add_digests(catalog)
        chosen = load_embedder(settings.embedder)
        if chosen:
            vectors = Vectors(open_client(settings.vectors_path, settings.chroma_url), *chosen)
            with tqdm(desc="Menyiapkan pustaka", unit="bagian", leave=False, file=sys.stderr) as bar:

                def report(done: int, total: int) -> None:
                    bar.total = total
                    bar.update(done - bar.n)

                vectors.sync(catalog, report)
        catalog.close()
