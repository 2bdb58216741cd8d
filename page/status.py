"""How far the vector index is. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """How far the making of vectors is.

    Attributes:
        made, total: passages that have a vector, and all; 0 of 0 while the model is loaded.
        began_with: passages that had one at the start of this run.
        seconds: since the start of this run.
        done: nothing is left to do.
        problem: the sentence to show where it failed; "" elsewhere.
    """

    made: int = 0
    total: int = 0
    began_with: int = 0
    seconds: float = 0.0
    done: bool = False
    problem: str = ""

    @property
    def percent(self) -> int:
        """0..100, never 100 before the end."""
        if self.done:
            return 100
        return min(99, self.made * 100 // self.total) if self.total else 0

    @property
    def time_left(self) -> str:
        """Such as "sekitar 2 menit lagi"; "" while it can not be told."""
        fresh = self.made - self.began_with
        if fresh <= 0 or self.seconds < 2 or self.made >= self.total:
            return ""
        left = (self.total - self.made) * self.seconds / fresh
        if left < 50:
            return "kurang dari 1 menit lagi"
        return f"sekitar {round(left / 60) or 1} menit lagi"

    @property
    def ended(self) -> bool:
        """Whether it will not change any more."""
        return self.done or bool(self.problem)
