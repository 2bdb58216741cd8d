"""A question over rows as understood, and while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.query import Query
from rag.pemetaan_names import Store
from rag.pemetaan_values import Said
from rag.pemetaan_words import Reader, Words


@dataclass(frozen=True)
class Asked:
    """A question as understood.

    Attributes:
        said: its filters.
        query: its shape; the filters are in `said`.
        share: the question asks which share holds the filters from this place on; None elsewhere.
        sides: field whose values are compared with each other; "" elsewhere.
        exists: it asks whether there are any.
        shown: columns that it asks for by name.
        unknown: words that were not understood and ask for nothing.
        marks: names of what was found, for telling whether the mapping is meant.
        shaped: it says a shape of its own.
        bare_total: it asks for a total without saying of what.
        left: the question with what was understood taken out.
        strange: a thing that it asks for and no column tells ("berapa emisi"); "" elsewhere.
        free: how many of its other words stand in rows, how many do not, how many are verbs.
    """

    said: tuple[Said, ...] = ()
    query: Query = field(default_factory=Query)
    share: int | None = None
    sides: str = ""
    exists: bool = False
    shown: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    shaped: bool = False
    bare_total: bool = False
    left: str = ""
    free: tuple[int, int, int] = (0, 0, 0)
    strange: str = ""

    def fields(self) -> set[str]:
        """The fields that it filters by."""
        return {said.filter.field for said in self.said}


@dataclass
class Reading:
    """A question while it is read.

    Attributes:
        whole: where the whole begins that a share is of, and stands behind its part; -1 elsewhere.
    """

    reader: Reader
    words: Words
    store: Store
    said: list[Said] = field(default_factory=list)
    query: Query = field(default_factory=Query)
    marks: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)
    bare_total: bool = False
    whole: int = -1

    def add(self, said: Said, mark: str) -> None:
        """One filter more."""
        if self.whole >= 0:
            said = replace(said, at=0 if said.at > self.whole else said.at + len(self.reader.said))
        self.said.append(said)
        self.marks.add(mark)
