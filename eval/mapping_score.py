"""A mapping as it was read against the truth about its workbook. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.baris import KOLOM, BarisPemetaan, Pemetaan
from eval.workbooks_sheet import Book, Either, TrueRow

BLANK: tuple[object, ...] = ("", None, ())
Place = tuple[str, int]


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def __add__(self, more: Share) -> Share:
        return Share(self.right + more.right, self.of + more.of)

    def __str__(self) -> str:
        return f"{self.right / self.of:.3f}" if self.of else "-"


@dataclass(frozen=True)
class Score:
    """What was understood of one workbook.

    Attributes:
        accounted: rows that hold anything, and are read or skipped, once.
        placed: rows that are read where they are plans, and skipped where they are none.
        reasoned: rows skipped for a reason that is right.
        cells: fields that hold what the workbook says; a field that it does not say and that is filled is wrong.
        told: region, year, and whether it is fictional.
        losses: a line for each thing that is wrong.
    """

    file: str
    accounted: Share
    placed: Share
    reasoned: Share
    cells: Share
    told: Share
    losses: tuple[str, ...] = ()


def score_book(book: Book, found: Pemetaan) -> Score:
    """All shares of a workbook."""
    losses: list[str] = []
    accounted = _accounted(book, found, losses)
    read = {(row.sheet, row.row): row for row in found.rows}
    reasons = {(row.sheet, row.row): row.reason for row in found.skipped}
    placed = reasoned = cells = Share()
    for true in book.rows:
        row = read.get((true.sheet, true.row))
        placed += Share(row is not None, 1)
        if row is None:
            losses.append(f"{_place(true.sheet, true.row)}: not read ({reasons.get((true.sheet, true.row), 'lost')})")
        cells += _cells(true, row or BarisPemetaan(true.sheet, true.row), losses, quiet=row is None)
    for skip in book.skipped:
        at = (skip.sheet, skip.row)
        wrong = at in read
        placed += Share(not wrong, 1)
        reasoned += Share(reasons.get(at) in skip.reasons, 1)
        if wrong:
            losses.append(f"{_place(*at)}: read as a plan: {read[at].quote[:80]!r}")
            cells += Share(0, sum(getattr(read[at], kolom.name) not in BLANK for kolom in KOLOM))
        elif at in reasons and reasons[at] not in skip.reasons:
            losses.append(f"{_place(*at)}: skipped as {reasons[at]!r}, not {' or '.join(sorted(skip.reasons))}")
    return Score(book.file, accounted, placed, reasoned, cells, _told(book, found, losses), tuple(losses))


def _accounted(book: Book, found: Pemetaan, losses: list[str]) -> Share:
    """Rows that are told once; one that is invented, or told twice, counts as lost."""
    told: Counter[Place] = Counter((row.sheet, row.row) for row in found.rows)
    told.update((row.sheet, row.row) for row in found.skipped if (row.sheet, row.row) in book.filled)
    invented = set(told) - book.filled
    unclear = {place for place in book.filled if told[place] != 1}
    losses.extend(f"{_place(*place)}: told {told[place]} times" for place in sorted(unclear | invented))
    return Share(len(book.filled) - len(unclear), len(book.filled) + len(invented))


def _cells(true: TrueRow, row: BarisPemetaan, losses: list[str], quiet: bool) -> Share:
    """The cells of a plan."""
    cells = Share()
    for name, right, value in [*_known(true, row), *_kept(true, row)]:
        cells += Share(right, 1)
        if not right and not quiet:
            losses.append(f"{_place(true.sheet, true.row)}: {name} is {value}")
    return cells


def _known(true: TrueRow, row: BarisPemetaan) -> Iterator[tuple[str, bool, str]]:
    """(field, right, what it is and should be) of each that counts."""
    asked: set[str] = set()
    for names, truth in true.fields.items():
        options = names.split("|")
        values = [getattr(row, name) for name in options]
        asked.update(options)
        filled = [value for value in values if value not in BLANK]
        if filled or not _may_be_blank(truth):
            right = bool(filled) and all(_same(truth, value) for value in filled)
            yield names, right, f"{filled or values!r}, not {truth!r}"
    for kolom in KOLOM:
        value = getattr(row, kolom.name)
        if kolom.name not in asked and value not in BLANK:
            yield kolom.name, False, f"{value!r}, which is not said"


def _kept(true: TrueRow, row: BarisPemetaan) -> Iterator[tuple[str, bool, str]]:
    """The same for cells of unknown columns: name and words must be among those kept."""
    kept = [(_words(name), _words(text)) for name, text in row.cells]
    for name, text in true.unknown:
        right = any(_words(name) in header and _words(text) == words for header, words in kept)
        yield name, right, f"not kept as {text!r}"


def _may_be_blank(truth: object) -> bool:
    return any(option in BLANK for option in truth.options) if isinstance(truth, Either) else truth in BLANK


def _same(truth: object, value: object) -> bool:
    """Whether a value is the true one; words may differ in blanks alone."""
    if isinstance(truth, Either):
        return any(_same(option, value) for option in truth.options)
    if isinstance(truth, str) and isinstance(value, str):
        return _words(truth) == _words(value)
    return truth == value and isinstance(truth, bool) == isinstance(value, bool)


def _words(text: str) -> str:
    return " ".join(text.split())


def _told(book: Book, found: Pemetaan, losses: list[str]) -> Share:
    """Region (however "Kabupaten" is written), year and fiction."""
    facts = (("daerah", book.daerah, region(found.daerah)), ("tahun", book.tahun, found.tahun),
             ("contoh", book.contoh, found.contoh))  # fmt: skip
    share = Share()
    for name, truth, value in facts:
        wanted = region(truth) if isinstance(truth, str) else truth
        if isinstance(truth, Either):
            wanted = Either(tuple(region(o) if isinstance(o, str) else o for o in truth.options))
        right = _same(wanted, value)
        share += Share(right, 1)
        if not right:
            losses.append(f"{name} is {value!r}, not {truth!r}")
    return share


def region(name: str) -> str:
    """A region's name in one way of writing: "KAB. MISAL HULU" -> "kabupaten misal hulu"."""
    words = re.sub(r"\bkab\b\.?", "kabupaten", re.sub(r"\bprov\b\.?", "provinsi", name.lower()))
    return " ".join(words.split())


def _place(sheet: str, row: int) -> str:
    return f"{sheet or 'file'} row {row}"


def score_all(pairs: Sequence[tuple[Book, Callable[[], Pemetaan]]]) -> list[Score]:
    """Scores of workbooks; one whose reading ends in an error has lost everything."""
    scores = []
    for book, read in pairs:
        try:
            scores.append(score_book(book, read()))
        except Exception as error:  # a reader that breaks is measured, not mended
            empty = score_book(book, Pemetaan(book.file, "", 0))
            broken = f"{type(error).__name__}: {error}"
            scores.append(Score(book.file, *_none(empty), losses=(broken,)))
    return scores


def _none(score: Score) -> tuple[Share, Share, Share, Share, Share]:
    shares = (score.accounted, score.placed, score.reasoned, score.cells, score.told)
    first, second, third, fourth, fifth = (Share(0, share.of) for share in shares)
    return first, second, third, fourth, fifth


def totals(scores: Sequence[Score]) -> Mapping[str, Share]:
    """Each share over all workbooks."""
    names = ("accounted", "placed", "reasoned", "cells", "told")
    return {name: sum((getattr(score, name) for score in scores), Share()) for name in names}
