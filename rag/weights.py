"""The fitted weights of the ranking, read from `weights.toml`; `python -m eval.fit` writes that file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WEIGHTS_FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True)
class Weights:
    """How much each feature counts.

    Attributes:
        vectors: name of a feature -> weight.
        words: the same without vectors: while they are being made, or with TANYA_EMBEDDER=none.
        shape: what is asked for -> what is said -> weight (`rag.shape`).
    """

    vectors: Mapping[str, float]
    words: Mapping[str, float]
    shape: Mapping[str, Mapping[str, float]]


def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """Read the fitted weights."""
    with path.open("rb") as file:
        return Weights(**tomllib.load(file))
