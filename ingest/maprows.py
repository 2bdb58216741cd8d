"""The rows below a header: which are data, and which are totals, headings of groups, numbering, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.baris import BarisPemetaan, Skipped
from ingest.isi import Column
from ingest.judul import Told, told_by
from ingest.kepala import TOTAL, Table, is_numbering
from ingest.nilai import is_dash
from ingest.petak import CellReader, settled
from ingest.sheet import Value

FILLABLE = ("urusan", "sub_urusan", "program", "pengusul", "jenis", "kegiatan", "tahun", "mitra")
FEW = 0.25  # share of blanks below which a blank in a leading column is a blank, and no "as above"
FEWER = 0.12  # the same for the affair, which rows seldom lack
NOTE = re.compile(
    r"(?:catatan|keterangan|ket|sumber(?: data)?|note|notes|nb|source|mengetahui|menyetujui|disahkan|disusun oleh|"
    r"penyusun|legenda|petunjuk|\*+\)?|\d\)|fiktif|nip|ditetapkan di|kepala (?:dinas|badan|biro|bagian)|sekretaris daerah|"
    r"bupati|wali ?kota|gubernur|an\.|a\.n\.|plt\.|ttd)\b[\s:.,)]*|\*",
    re.IGNORECASE,
)
PLACED = re.compile(r"[^\W\d][\w .]{2,30},\s+(?:\d{1,2}|\.{2,}|…)?\s*[^\W\d]\w+\s+20\d\d", re.IGNORECASE)
ENUMERATOR = re.compile(r"\s*(?:[IVXLC]{1,5}|[A-Za-z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)]\s*|\s*[-•]\s+")
COUNTER = re.compile(r"\(?(?:[IVXLC]{1,5}|[A-Za-z]|[\d.]{1,7})[.)]?")
DITTO = frozenset(
    ("idem", '"', "''", "”", "〃", "sda", "s.d.a", "s.d.a.", "sda.", "sama dengan di atas", '-"-', "„", ",,", "do")
)
WORDED = re.compile(r"[^\W\d_]{2}")
SHORT = 120  # characters of a skipped row's words


@dataclass
class Group:
    """The headings that stand over a row, the outer first; a new one ends those inside it."""

    told: list[tuple[str, object]] = field(default_factory=list)

    def take(self, name: str, value: object) -> None:
        """A heading for a field."""
        known = [field for field, _ in self.told]
        if name in known:
            del self.told[known.index(name) :]
        self.told.append((name, value))


@dataclass(frozen=True)
class RowReader:
    """Reads the body of a table.

    Attributes:
        told: what title and sheet tell of all rows.
    """

    table: Table
    columns: Sequence[Column]
    cells: CellReader
    told: Told
    sheet: str

    def read(self) -> tuple[list[BarisPemetaan], list[Skipped]]:
        """Its rows, and those that are none with the reason."""
        rows: list[BarisPemetaan] = []
        skipped: list[Skipped] = []
        filling = self._filling()
        group, above, before = Group(), {}, {}  # type: Group, dict[int, Value], dict[int, Value]
        last = self._last_full()
        for place, row in enumerate(self.table.body):
            own = self.table.grid.own(row)
            reason = self._reason(place, row, own, last)
            if reason == "data":
                values = self._values(row, before)
                rows.append(self._built(row, values, self._inherited(values, above, filling), group))
                before = values
                continue
            if own or (reason == "kosong" and place < last):
                words = " | ".join(text for _, text in own)
                skipped.append(Skipped(self.sheet, self.table.grid.number(row), reason, words[:SHORT]))
            if reason == "kelompok":
                self._head_group(own, group)
                above.clear()
            elif reason == "jumlah":
                above.clear()
        return rows, skipped

    # --- what a row is

    def _last_full(self) -> int:
        """The place in the body of the last row that is as filled as data are."""
        sizes = [len(self.table.grid.own(row)) for row in self.table.body]
        least = max(2, min(4, max(sizes, default=0) // 3))
        return max(
            (place for place, size in enumerate(sizes) if size >= least and not self._is_sign(place)), default=-1
        )

    def _is_sign(self, place: int) -> bool:
        own = self.table.grid.own(self.table.body[place])
        return len(own) <= 3 and any(NOTE.match(text) or PLACED.match(text) for _, text in own)

    def _reason(self, place: int, row: int, own: Sequence[tuple[int, str]], last: int) -> str:
        """ "data", or one of the reasons of `Skipped`."""
        if not own or all(is_dash(text) for _, text in own):
            return "kosong"
        if place < 3 and is_numbering(own):
            return "nomor kolom"
        worded = [(column, text) for column, text in own if WORDED.search(text)]
        if worded and TOTAL.match(ENUMERATOR.sub("", worded[0][1], count=1)) and self._is_total(worded, own):
            return "jumlah"
        if place > last and (len(worded) <= 2 or self._is_sign(place)):
            single = len(worded) == 1 and len(own) <= 2 and self._told(worded[0][1]) != Told()
            return "kelompok" if single and place <= last else "catatan"
        if (
            len(own) <= 3
            and any(NOTE.match(text) and len(text) > 4 for _, text in own[:1])
            and not self._field(own[0][0], "nomor")
        ):
            if len(own) <= 2 and not self._field(own[0][0], *FILLABLE):
                return "catatan"
        if not worded:
            return (
                "kosong"
                if all(self._field(column, "nomor") for column, _ in own)
                else ("data" if len(own) > 2 else "jumlah")
            )
        return "kelompok" if self._is_group(place, row, own, worded) else "data"

    def _is_total(self, worded: Sequence[tuple[int, str]], own: Sequence[tuple[int, str]]) -> bool:
        """Whether a row that begins with "Jumlah" has nothing else to say than numbers."""
        return (
            len(worded) <= 2
            and len(worded[0][1]) <= 80
            and (len(own) > 1 or worded[0][0] <= 2 or len(worded[0][1]) <= 40)
        )

    def _is_group(
        self, place: int, row: int, own: Sequence[tuple[int, str]], worded: Sequence[tuple[int, str]]
    ) -> bool:
        """Whether a row is a heading over the rows below it."""
        rest = [text for _, text in own if not WORDED.search(text) or COUNTER.fullmatch(text)]
        worded = [(column, text) for column, text in worded if not COUNTER.fullmatch(text)] or list(worded)
        if len(worded) != 1 or len(rest) > 1 or not all(COUNTER.fullmatch(text) for text in rest):
            return False
        column, text = worded[0]
        grid = self.table.grid
        if grid.span(row, column) >= max(3, 0.4 * len(self.columns)):
            return True
        if grid.down.get((row, column)) or any(
            grid.down.get((row, c.index)) for c in self.columns if c.name in FILLABLE
        ):
            return False
        if len(self.columns) <= 3:
            return False
        below = next((grid.own(r) for r in self.table.body[place + 1 :] if grid.own(r)), [])
        if not below:
            return False
        blank_below = column not in {c for c, _ in below}
        told = self._told(text) != Told() and len(text.split()) <= 10
        if self._field(column, *FILLABLE) and len(below) > 1:
            return blank_below or told
        return told or self._field(column, "nomor") or column == 0

    def _told(self, text: str) -> Told:
        return told_by(ENUMERATOR.sub("", text, count=1), self.cells.affairs, name=True)

    def _field(self, index: int, *names: str) -> bool:
        return any(column.index == index and column.name in names for column in self.columns)

    def _head_group(self, own: Sequence[tuple[int, str]], group: Group) -> None:
        """Takes what a heading tells for the rows below it."""
        worded = [(c, t) for c, t in own if WORDED.search(t) and not COUNTER.fullmatch(t)] or [(c, t) for c, t in own]
        index, text = max(worded, key=lambda cell: len(cell[1]))
        text = ENUMERATOR.sub("", text, count=1)
        told = self._told(text)
        said = [(name, getattr(told, name)) for name in ("jenis", "urusan", "pengusul", "tahun") if getattr(told, name)]
        column = next((c for c in self.columns if c.index == index), None)
        if not said and column and column.name in ("program", "sub_urusan", "pengusul", "kegiatan", "mitra"):
            said = [(column.name, text)]
        if not said and (found := re.match(r"program\b", text, re.IGNORECASE)):
            said = [("program", text[found.start() :])]
        for name, value in said:
            group.take(name, value)

    # --- what a row says

    def _values(self, row: int, before: Mapping[int, Value]) -> dict[int, Value]:
        """The values of a row by column, with what it shares by merges and what "idem" repeats."""
        grid, found = self.table.grid, {}
        for column in self.columns:
            value = grid.value(row, column.index)
            if value is None or value == "":
                continue
            if isinstance(value, str) and value.strip().casefold() in DITTO and column.index in before:
                value = before[column.index]
            found[column.index] = value
        return found

    def _filling(self) -> tuple[Column, ...]:
        """The leading columns in which a blank means "as above": blanks follow values that all differ from the one before."""
        found = []
        body = [row for row in self.table.body if len(own := self.table.grid.own(row)) > 2 and not is_numbering(own)]
        leading = True
        for column in self.columns:
            if column.label or column.name not in FILLABLE[:5]:
                leading = leading and column.name in ("nomor", *FILLABLE)
                continue
            texts = [self.cells.text(self.table.grid.value(row, column.index)) for row in body]
            filled = [text for text in texts if text]
            blanks = len(texts) - len(filled)
            if not filled or not blanks or not (texts[0] or column.name == "urusan"):
                continue
            repeats = sum(a == b for a, b in zip(filled, filled[1:], strict=False))
            least = (FEWER if column.name == "urusan" else FEW) if leading else 0.4
            if not repeats and blanks >= least * len(texts) and len(texts) > 2:
                found.append(column)
        return tuple(found)

    def _inherited(
        self, values: Mapping[int, Value], above: dict[int, Value], filling: Sequence[Column]
    ) -> dict[int, Value]:
        """What the blanks of leading columns mean; a new value ends what stood right of it."""
        found: dict[int, Value] = {}
        for place, column in enumerate(filling):
            if column.index in values:
                above[column.index] = values[column.index]
                for inner in filling[place + 1 :]:
                    above.pop(inner.index, None)
            elif column.index in above:
                found[column.index] = above[column.index]
        return found

    def _built(
        self, row: int, values: Mapping[int, Value], inherited: Mapping[int, Value], group: Group
    ) -> BarisPemetaan:
        """A row of the mapping."""
        found: dict[str, object] = {}
        cells: list[tuple[str, str]] = []
        for column in self.columns:
            if column.index in values:
                value = values[column.index]
                if text := self.cells.text(value):
                    cells.append((column.header or f"Kolom {letters(column.index)}", text))
            elif column.index in inherited:
                value = inherited[column.index]
            else:
                continue
            if column.field:
                for name, said in self.cells.read(column, value):
                    found[name] = joined(found[name], said) if name in found else said
        fields = settled(found)
        for name, value in reversed(group.told):
            fields.setdefault(name, value)
        for name in ("jenis", "urusan", "pengusul", "tahun"):
            if value := getattr(self.told, name):
                fields.setdefault(name, value)
        if fields.get("jenis") in ("KSDD",) and (outer := sided(group, self.told)):
            fields["jenis"] = outer
        return replace(BarisPemetaan(self.sheet, self.table.grid.number(row), tuple(cells)), **fields)  # type: ignore[arg-type]


def sided(group: Group, told: Told) -> str:
    """KSDD wajib or sukarela where a heading or the title says which, for rows that say only KSDD."""
    for value in (*(value for name, value in reversed(group.told) if name == "jenis"), told.jenis):
        if isinstance(value, str) and value.startswith("KSDD "):
            return value
    return ""


def joined(one: object, other: object) -> object:
    """Two values for a field: years together, amounts added, otherwise the first that was said."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return tuple(sorted({*one, *other}))
    if isinstance(one, int) and isinstance(other, int) and not isinstance(one, bool):
        return one + other
    return one


def letters(index: int) -> str:
    """The letters of a column: 0 -> "A", 27 -> "AB"."""
    return (letters(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)
