"""A workbook on its way in: read, shown as understood, corrected by a person, then kept. Knows nothing of Gradio."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.baris import Pemetaan
from corpus.difference import Difference
from corpus.mappings import Mappings
from corpus.problems import RegionUnknown
from corpus.shelf import sha256_of

if TYPE_CHECKING:
    from ingest.sheet import Workbook
    from page.service import Service

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "pemetaan" / "contoh-pemetaan.xlsx"


@dataclass(frozen=True)
class Pending:
    """A workbook that was read and is not kept yet.

    Attributes:
        sha256: of its file.
        shape: fingerprint of its headers.
        item: what it is taken for, with all corrections.
        corrections: header -> field, "" for a column that is kept as it is; those remembered and those of this person.
        daerah, tahun: as a person gave them; "" and 0 where the file says it.
    """

    book: Workbook
    sha256: str
    shape: str
    item: Pemetaan
    corrections: Mapping[str, str] = field(default_factory=dict)
    daerah: str = ""
    tahun: int = 0


class MappingImport:
    """Takes workbooks in from the page, one at a time.

    Args:
        service: whose catalogue and settings are used.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.mappings = Mappings(service.catalog)
        self._one = threading.Lock()

    def read(self, path: Path) -> Pending:
        """Read a workbook that was uploaded, and forget its file.

        Raises:
            FileProblem: it can not be read, or holds no mapping.
        """
        from corpus.problems import NoMapping
        from ingest.books import read_workbook
        from ingest.mapping_intake import understand_book
        from ingest.pemetaan import shape_of

        try:
            sha = sha256_of(path)
            book = read_workbook(path, self.service.settings, path.name)
        finally:
            if path != SAMPLE:
                path.unlink(missing_ok=True)
        item = understand_book(book, self.service.settings, self.mappings)
        if not item.columns:
            raise NoMapping(path.name)
        shape = shape_of(item)  # of the headers, whatever they are taken for
        return Pending(book, sha, shape, item, self.mappings.remembered(shape))

    def corrected(self, pending: Pending, header: str, taken: str) -> Pending:
        """With another meaning of a column: the name of a field, "" to keep it as it is."""
        from ingest.kolom import header_key

        corrections = {**pending.corrections, header_key(header): taken}
        item = self._understood(pending.book, corrections, pending.daerah, pending.tahun)
        return replace(pending, corrections=corrections, item=item)

    def named(self, pending: Pending, daerah: str, tahun: int) -> Pending:
        """With the region and year that a person gave."""
        item = self._understood(pending.book, pending.corrections, daerah, tahun)
        return replace(pending, item=item, daerah=daerah, tahun=tahun)

    def keep(self, pending: Pending) -> Difference:
        """Keep it, and what was corrected for the next workbook of its shape.

        Raises:
            RegionUnknown: neither the file nor a person says region and year.
        """
        if not pending.item.daerah or not pending.item.tahun:
            raise RegionUnknown(pending.item.file, pending.item.daerah, pending.item.tahun)
        with self._one:
            made = self.mappings.add(pending.item, pending.sha256)
            if pending.corrections:
                self.mappings.remember(pending.shape, pending.corrections)
        return made

    def remove(self, key: str) -> bool:
        """Forget a mapping; False where it is gone already."""
        with self._one:
            return self.mappings.remove(key)

    def _understood(self, book: Workbook, corrections: Mapping[str, str], daerah: str, tahun: int) -> Pemetaan:
        from ingest.pemetaan import understand_mapping

        return understand_mapping(book, self.service.settings, corrections, daerah, tahun)
