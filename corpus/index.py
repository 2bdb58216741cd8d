"""Fill the vector index from the catalogue, with a progress bar; nothing large is loaded where nothing is to do."""

from __future__ import annotations

import sys

from tqdm import tqdm

from corpus.catalog import Catalog
from corpus.settings import Settings

COMPLETE = "vectors"  # the note in the catalogue that says for what the vector index is complete


def fill(catalog: Catalog, settings: Settings, quiet: bool = False, anew: bool = False) -> int:
    """Make the index hold just the passages of the catalogue.

    Args:
        catalog: what should have vectors.
        settings: which embedder, and where the index is.
        quiet: no progress bar.
        anew: forget all vectors first.

    Returns:
        How many vectors were made.

    Raises:
        TanyaError: the index can not be opened or written, or the embedder can not be loaded.
    """
    mark = f"{settings.embedder} {catalog.passage_mark()}"
    local = not settings.chroma_url and settings.vectors_path.is_dir()
    if settings.embedder == "none" or (not anew and local and catalog.noted(COMPLETE) == mark):
        return 0
    from corpus.embed import load_embedder
    from corpus.vectors import Vectors, clear, open_client

    chosen = load_embedder(settings.embedder)
    if chosen is None:
        return 0
    client = open_client(settings.vectors_path, settings.chroma_url)
    if anew:
        clear(client)
    vectors = Vectors(client, *chosen, place=settings.chroma_url or str(settings.vectors_path))
    with tqdm(desc="Vektor", unit="bagian", leave=False, disable=quiet, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        made = vectors.sync(catalog, show)
    catalog.note(COMPLETE, mark)
    return made
