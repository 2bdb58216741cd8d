"""The library that ships: brings the digests into a catalogue, and tells where copies of PDF files are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from corpus.catalog import Catalog
from corpus.digest import digest_files, read_digest
from corpus.settings import Settings
from corpus.told import told_relations


def sha256_of(path: Path) -> str:
    """Hash of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def add_digests(catalog: Catalog, files: Sequence[Path] | None = None) -> int:
    """Bring in the digests that ship, where they are new or changed.

    Returns:
        How many came in.
    """
    known = {(h.key, h.sha256) for h in catalog.held() if h.kind == "ringkasan"}
    count = 0
    for path in digest_files() if files is None else files:
        item, sha = read_digest(path)
        if (item.key, sha) not in known:
            catalog.add(item, sha, told_relations(item))
            count += 1
    return count


def kept_copy(settings: Settings, sha256: str) -> Path:
    """Where the copy of a PDF is kept."""
    return settings.files_path / f"{sha256[:24]}.pdf"
