"""What became of a file that was brought in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.baris import Pemetaan
from corpus.difference import Difference
from corpus.errors import FileProblem
from corpus.models import Peraturan

Status = Literal["added", "replaced", "unchanged", "worse", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes:
        file: its name.
        status: what happened.
        label: short name of the regulation or mapping, "" where it failed.
        peraturan: what was understood of a document; None where it failed or was skipped.
        problem: why it failed; None elsewhere.
        pemetaan: what was understood of a mapping; None elsewhere.
        difference: what the mapping changes against the one that it replaced.
    """

    file: str
    status: Status
    label: str = ""
    peraturan: Peraturan | None = None
    problem: FileProblem | None = None
    pemetaan: Pemetaan | None = None
    difference: Difference | None = None
