"""The mappings that are held, checked against the law: for the command line and for the page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.catalog import Catalog
from corpus.errors import NothingMapped
from corpus.lock import HomeLock
from corpus.mappings import HeldMapping, Mappings
from corpus.settings import Settings
from corpus.urusan import DaftarUrusan
from rag.evidence import Library
from rag.kewenangan import Matrices
from rag.question import Language
from rag.temuan import Checker, Temuan

WEIGHTS = {"langgar": "Tidak sesuai", "ikuti": "Langkah yang harus ditempuh", "lengkapi": "Perlu dilengkapi"}
WEIGHTS_EN = {"langgar": "At odds with the rule", "ikuti": "Steps that are due", "lengkapi": "To be filled in"}


@dataclass(frozen=True)
class Checked:
    """A mapping and what was found on its rows.

    Attributes:
        unchecked: Indonesian sentences on what could not be checked.
    """

    held: HeldMapping
    findings: tuple[Temuan, ...]
    unchecked: tuple[str, ...]

    def counts(self) -> Counter[str]:
        """How many findings of each weight."""
        return Counter(finding.weight for finding in self.findings)


def check_mappings(catalog: Catalog, name: str = "", language: Language = "id") -> list[Checked]:
    """Check one mapping, or all that are held.

    Args:
        catalog: open; the caller closes it.
        name: the key of the mapping; "" for all.
        language: of the sentences.

    Raises:
        NothingMapped: none of that name is held, or none at all.
    """
    mappings = Mappings(catalog)
    chosen = [held for held in mappings.held() if name in ("", held.key)]
    if not chosen:
        raise NothingMapped(name)
    checker = Checker(Library(catalog, catalog.held()), Matrices.read(catalog), DaftarUrusan.read())
    return [
        Checked(h, tuple(checker.check(h.key, h.daerah, mappings.rows(h.key), language)), checker.unchecked(h.daerah))
        for h in chosen
    ]


def run_check(settings: Settings, name: str, as_json: bool) -> int:
    """Print what is found, for people or one JSON object a finding; returns the exit code."""
    with HomeLock(settings.home, shared=True):
        catalog = Catalog(settings.catalog_path)
        try:
            checked = check_mappings(catalog, name)
        finally:
            catalog.close()
    for item in checked:
        lines = [json.dumps(finding_dict(f), ensure_ascii=False) for f in item.findings] if as_json else shown(item)
        print("\n".join(lines))
    return 0


def finding_dict(finding: Temuan) -> dict[str, object]:
    """A finding for machines."""
    return {
        "mapping": finding.mapping, "sheet": finding.row.sheet, "row": finding.row.row, "rule": finding.rule,
        "weight": finding.weight, "title": finding.title, "text": finding.text, "next": finding.next,
        "citations": [c.as_dict() for c in finding.citations],
    }  # fmt: skip


def shown(item: Checked) -> list[str]:
    """A checked mapping for a terminal."""
    counts = item.counts()
    told = ", ".join(f"{counts[weight]} {said.lower()}" for weight, said in WEIGHTS.items())
    lines = [f"{item.held.label}: {item.held.count} baris diperiksa; {told}.", *item.unchecked]
    for weight, said in WEIGHTS.items():
        findings = [f for f in item.findings if f.weight == weight]
        lines += ["", f"{said} ({len(findings)})"] if findings else []
        lines += [line for finding in findings for line in _finding_lines(finding)]
    return lines


def _finding_lines(finding: Temuan) -> Sequence[str]:
    basis = "; ".join(c.label for c in finding.citations)
    return (
        f"- {place(finding)}: {finding.title}. {finding.row.name}",
        f"    {finding.text}", f"    Langkah: {finding.next}", f"    Dasar: {basis}",
    )  # fmt: skip


def place(finding: Temuan) -> str:
    """Where a finding is: "lembar KSDPK baris 12"."""
    sheet = f"lembar {finding.row.sheet} " if finding.row.sheet else ""
    return f"{sheet}baris {finding.row.row}"
