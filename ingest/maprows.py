"""The rows below a header: which are data, and which are totals, headings of groups, numbering, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.baris import KOLOM, BarisPemetaan, Skipped
from ingest.isi import Column
from ingest.judul import Told, told_by
from ingest.kepala import TOTAL, Table, is_numbering
from ingest.nilai import integer, is_dash
from ingest.petak import CellReader, settled
from ingest.pilihan import priority
from ingest.sheet import Value

FILLABLE = ("urusan", "sub_urusan", "program", "pengusul", "jenis")  # columns whose blanks may mean "as above"
HEADING = (*FILLABLE, "kegiatan", "tahun", "mitra")
FEW = 0.25  # share of blanks below which a blank in a leading column is a blank, and no "as above"
FEWER = 0.12  # the same for the affair, which rows seldom lack
MANY = 0.4  # the same for columns further right
NOTE = re.compile(
    r"(?:catatan|keterangan|ket|sumber(?: data)?|note|notes|nb|source|mengetahui|menyetujui|disahkan|disusun oleh|"
    r"penyusun|legenda|petunjuk|\*+\)?|\d\)|fiktif|nip|ditetapkan di|kepala (?:dinas|badan|biro|bagian)|"
    r"sekretaris daerah|"
    r"bupati|wali ?kota|gubernur|an\.|a\.n\.|plt\.|ttd)\b[\s:.,)]*|\*",
    re.IGNORECASE,
)
SURE_NOTE = re.compile(
    r"\*+\)|(?:halaman|hal\.?|hlm\.?|page)\s*:?\s*\d+(?:\s*(?:dari|of|/)\s*\d+)?\s*$|(?:catatan|keterangan|sumber)\s*:",
    re.IGNORECASE,
)  # a note in whatever column it stands
PLACED = re.compile(r"[^\W\d][\w .]{2,30},\s+(?:\d{1,2}|\.{2,}|…)?\s*[^\W\d]\w+\s+20\d\d", re.IGNORECASE)
ENUMERATOR = re.compile(r"\s*(?:[IVXLC]{1,5}|[A-Za-z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)]\s*|\s*[-•]\s+")
COUNTER = re.compile(r"\(?(?:[IVXLC]{1,5}|[A-Za-z]|[\d.]{1,7})[.)]?")
DITTO = frozenset(
    ("idem", '"', "''", "”", "〃", "sda", "s.d.a", "s.d.a.", "sda.", "sama dengan di atas", '-"-', "„", ",,")
)
WORDED = re.compile(r"\b(?!rp\b)[^\W\d_]{2}", re.IGNORECASE)
HINT = re.compile(r"\W*(?:diisi|isi(?:kan)?|pilih(?:an)?|tuliskan|contoh|mis(?:al)?\.?|fill)\b", re.IGNORECASE)
ONES = frozenset(("1", "(1)", "[1]", "1.", "1)", "a", "(a)"))
SHORT = 120  # characters of a skipped row's words

TEXTS = frozenset(kolom.name for kolom in KOLOM if kolom.shape == "text")

Own = Sequence[tuple[int, str]]  # (column, text) of the cells of a row that hold something themselves
Cell = tuple[Value, str, str]  # what a cell says, its text, and the text as written ("idem")


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
        self.cells.turn()
        grid, last, group = self.table.grid, self._last_full(), Group()
        reasons = [self._reason(place, row, grid.own(row), last) for place, row in enumerate(self.table.body)]
        filling = self._filling([row for row, why in zip(self.table.body, reasons, strict=True) if why == "data"])
        above: dict[int, Cell] = {}
        before: dict[int, Cell] = {}
        for place, row in enumerate(self.table.body):
            if (reason := reasons[place]) == "data":
                values = self._values(row, before)
                rows.append(self._built(row, values, self._inherited(values, above, filling), group))
                before = values
                continue
            own = grid.own(row)
            if own or place < last:
                words = " | ".join(text for _, text in own)
                skipped.append(Skipped(self.sheet, grid.number(row), reason, words[:SHORT]))
            if reason == "kelompok":
                self._head_group(own, group)
            if reason in ("kelompok", "jumlah"):
                above.clear()
        return rows, skipped

    # --- what a row is

    def _last_full(self) -> int:
        """The place in the body of the last row that is as filled as data are."""
        sizes = [self.table.grid.sizes[row] for row in self.table.body]
        usual = sorted(size for size in sizes if size) or [0]
        least = max(2, round(0.4 * usual[len(usual) * 3 // 4]))
        full = (place for place in reversed(range(len(sizes))) if sizes[place] >= least and not self._is_sign(place))
        return next(full, -1)

    def _is_sign(self, place: int) -> bool:
        """Whether a row is a note or a part of the signatures: few cells, one of which begins so."""
        own = self.table.grid.own(self.table.body[place])
        return len(own) <= 3 and any(NOTE.match(text) or PLACED.match(text) for _, text in own)

    def _reason(self, place: int, row: int, own: Own, last: int) -> str:
        """One of the reasons of `Skipped`, or "data"."""
        if not own or all(is_dash(text) for _, text in own):
            return "kosong"
        if own[0][1].casefold() in ONES and is_numbering(own):
            return "nomor kolom"
        if place < 3 and sum(bool(HINT.match(text)) for _, text in own) >= 0.5 * len(own):
            return "catatan"
        worded = [(column, text) for column, text in own if WORDED.search(text)]
        if not worded:
            return self._wordless(own)
        if TOTAL.match(ENUMERATOR.sub("", worded[0][1], count=1)) and len(worded) <= 2 and len(worded[0][1]) <= 80:
            return "jumlah"
        if len(own) > 5:
            return "data"
        if len(own) <= 2 and len(worded) == 1 and SURE_NOTE.match(worded[0][1]):
            return "catatan"
        numbered = any(self._is(column, "nomor") and integer(text) is not None for column, text in own)
        if place > last and not numbered and self._is_tail(place, last, worded):
            return "catatan"
        if (
            len(own) <= 2
            and NOTE.match(own[0][1])
            and len(own[0][1]) > 4
            and not self._is(own[0][0], "nomor", *HEADING)
        ):
            return "catatan"
        return "kelompok" if self._is_group(place, row, own, worded) else "data"

    def _wordless(self, own: Own) -> str:
        """What a row of numbers and marks is."""
        if all(self._is(column, "nomor") for column, _ in own):
            return "kosong"
        sums = all(self._is(column, "anggaran", "") for column, _ in own)
        return "jumlah" if sums or len(own) == 1 else "data"

    def _is_tail(self, place: int, last: int, worded: Own) -> bool:
        """Whether a row below the last full one is a note or a signature rather than a short row."""
        sizes = [self.table.grid.sizes[row] for row in self.table.body[last + 1 : place]]
        return len(worded) == 1 or self._is_sign(place) or (len(worded) <= 2 and 0 in sizes)

    def _is_group(self, place: int, row: int, own: Own, worded: Own) -> bool:
        """Whether a row is a heading over the rows below it: one text, with its number at most."""
        rest = [text for _, text in own if not WORDED.search(text) or COUNTER.fullmatch(text)]
        worded = [(column, text) for column, text in worded if not COUNTER.fullmatch(text)] or list(worded)
        if len(worded) != 1 or len(rest) > 1 or not all(COUNTER.fullmatch(text) for text in rest):
            return False
        column, text = worded[0]
        grid = self.table.grid
        if grid.span(row, column) >= max(3, 0.4 * len(self.columns)):
            return True
        if len(self.columns) <= 3 or any(grid.down.get((row, c.index)) for c in self.columns if c.name in HEADING):
            return False
        below = next((grid.own(r) for r in self.table.body[place + 1 :] if grid.sizes[r]), [])
        if not below:
            return False
        if rest and below[0][0] < column and (counted_apart(rest[0], below[0][1])):
            return True
        told = self._told(text) != Told() and len(text.split()) <= 10
        if self._is(column, *HEADING) and len(below) > 1:
            return told or column not in {c for c, _ in below}
        return told or self._is(column, "nomor") or column == 0

    def _told(self, text: str) -> Told:
        return told_by(ENUMERATOR.sub("", text, count=1), self.cells.affairs, name=True)

    def _is(self, index: int, *names: str) -> bool:
        """Whether a column is one of some fields."""
        return any(column.index == index and column.name in names for column in self.columns)

    def _head_group(self, own: Own, group: Group) -> None:
        """Takes what a heading tells for the rows below it."""
        worded = [(c, t) for c, t in own if WORDED.search(t) and not COUNTER.fullmatch(t)] or list(own)
        index, text = max(worded, key=lambda cell: len(cell[1]))
        text = ENUMERATOR.sub("", text, count=1)
        told = self._told(text)
        said = [(name, getattr(told, name)) for name in ("jenis", "urusan", "pengusul", "tahun") if getattr(told, name)]
        if level := re.match(r"(?:skala |tingkat )?prioritas\W+(.+)", text, re.IGNORECASE):
            said = [("prioritas", priority(level[1]))]
        if not said and re.match(r"program\b", text, re.IGNORECASE):
            said = [("program", text)]
        texts = ("program", "sub_urusan", "pengusul", "kegiatan", "mitra")
        if not said and (name := next((c.name for c in self.columns if c.index == index and c.name in texts), "")):
            said = [(name, text)]
        for name, value in said:
            group.take(name, value)

    # --- what a row says

    def _values(self, row: int, before: Mapping[int, Cell]) -> dict[int, Cell]:
        """The cells of a row by column, with what it shares by merges and what "idem" repeats."""
        grid = self.table.grid
        found: dict[int, Cell] = {}
        texts, values = grid.texts[row], grid.sheet.rows[row]
        for column in self.columns:
            index = column.index
            if grid.down and (row, index) in grid.down:
                value, text = grid.value(row, index), grid.text(row, index)
            elif index < len(texts):
                value, text = values[index], texts[index]
            else:
                continue
            if text and len(text) < 20 and index in before and text.casefold() in DITTO:
                found[index] = (*before[index][:2], text)
            elif text:
                found[index] = (value, text, text)
        return found

    def _filling(self, body: Sequence[int]) -> tuple[Column, ...]:
        """The leading columns in which a blank means "as above": each value differs from the one before it."""
        found = []
        grid = self.table.grid
        leading = True
        for column in self.columns:
            if column.label or column.name not in FILLABLE:
                leading = leading and column.name in ("nomor", "kegiatan")
                continue
            texts = [grid.text(row, column.index) for row in body]
            filled = [text for text in texts if text]
            if len(texts) <= 2 or not filled or not (texts[0] or column.name == "urusan"):
                continue
            repeats = any(a == b for a, b in zip(filled, filled[1:], strict=False))
            least = (FEWER if column.name == "urusan" else FEW) if leading else MANY
            if not repeats and len(filled) < len(texts) and len(texts) - len(filled) >= least * len(texts):
                found.append(column)
        return tuple(found)

    def _inherited(
        self, values: Mapping[int, Cell], above: dict[int, Cell], filling: Sequence[Column]
    ) -> dict[int, Cell]:
        """What the blanks of leading columns mean; a new value ends what stood right of it."""
        found: dict[int, Cell] = {}
        for place, column in enumerate(filling):
            if column.index in values:
                above[column.index] = values[column.index]
                for inner in filling[place + 1 :]:
                    if inner.name != "pengusul" or column.name == "jenis":  # an office may have several affairs
                        above.pop(inner.index, None)
            elif column.index in above:
                found[column.index] = above[column.index]
        return found

    def _built(
        self, row: int, values: Mapping[int, Cell], inherited: Mapping[int, Cell], group: Group
    ) -> BarisPemetaan:
        """A row of the mapping."""
        found: dict[str, object] = {}
        cells: list[tuple[str, str]] = []
        for column in self.columns:
            cell = values.get(column.index)
            if cell:
                cells.append((column.title, cell[2]))
            elif not (cell := inherited.get(column.index)):
                continue
            if column.field:
                for name, said in self.cells.read(column, cell[0], cell[1]):
                    found[name] = joined(name, found[name], said) if name in found else said
        fields = settled(found)
        for name, value in reversed(group.told):
            fields.setdefault(name, value)
        for name in ("jenis", "urusan", "pengusul", "tahun"):
            if value := getattr(self.told, name):
                fields.setdefault(name, value)
        if fields.get("jenis") == "KSDD" and (outer := sided(group, self.told)):
            fields["jenis"] = outer
        return BarisPemetaan(self.sheet, self.table.grid.number(row), tuple(cells), **fields)  # type: ignore[arg-type]


def counted_apart(one: str, below: str) -> bool:
    """Whether a row is counted as a heading over the next one: "A." over "1", "II" over "3", "1" over "1.1"."""
    one, below = one.strip("(). "), below.strip("(). ")
    return below[:1].isdigit() and (not one[:1].isdigit() or below.startswith(f"{one}."))


def sided(group: Group, told: Told) -> str:
    """KSDD wajib or sukarela where a heading or the title says which, for rows that say only KSDD."""
    for value in (*(value for name, value in reversed(group.told) if name == "jenis"), told.jenis):
        if isinstance(value, str) and value.startswith("KSDD "):
            return value
    return ""


def joined(name: str, one: object, other: object) -> object:
    """Two values for a field: years and texts together, amounts added, otherwise the first that was said."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return tuple(sorted({*one, *other}))
    if name.startswith("+") and isinstance(one, int) and isinstance(other, int):
        return one + other
    if isinstance(one, str) and isinstance(other, str) and name in TEXTS and other not in one:
        return f"{one}; {other}"
    return one
