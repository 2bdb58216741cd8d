"""A workbook of cells -> the mapping that it holds: rows with fields, and for every other row why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from corpus.baris import BarisPemetaan, KolomTerbaca, Pemetaan, Skipped
from corpus.settings import Settings
from corpus.urusan import DaftarUrusan
from ingest.isi import Column, Content, understand_columns
from ingest.judul import Told, is_fiction, region_of, spaced, told_by, year_of
from ingest.kepala import Grid, Table, find_tables, is_numbering
from ingest.kolom import ColumnNames, header_key
from ingest.maprows import ONES, SHORT, RowReader
from ingest.petak import CellReader
from ingest.pilihan import Affairs
from ingest.sheet import Sheet, Value, Workbook

MAIN = frozenset("program kegiatan objek mitra potensi sub_urusan kebutuhan".split())
PLAN = frozenset("tahun pengusul anggaran jangka_waktu".split())
ASIDE = frozenset("nomor keterangan tanggal lokasi status sumber_biaya forum".split())
SHOWN = 5  # examples in a warning
WORDS = {"urusan": "Urusan", "jenis": "Jenis kerja sama", "prioritas": "Prioritas", "anggaran": "Anggaran",
         "jangka_waktu": "Jangka waktu", "tahun": "Tahun"}  # fmt: skip


def understand_mapping(
    book: Workbook,
    settings: Settings | None = None,
    corrections: Mapping[str, str] = {},
    daerah: str = "",
    tahun: int = 0,
) -> Pemetaan:
    """The mapping that a workbook holds. Pure: the same workbook gives the same mapping.

    Args:
        settings: not needed yet; limits are kept where a file is read.
        corrections: header as `header_key` writes it -> field, "" for a column that is none; they win.
        daerah, tahun: what a person gave; they win over the file.
    """
    reader = _Reader(ColumnNames.read(), Affairs(DaftarUrusan.read()), corrections, len(book.sheets))
    parts = [reader.sheet(sheet) for sheet in book.sheets]
    titles = [part.title for part in parts if part.title and part.rows]
    others = [part.title for part in parts if part.title and not part.rows]
    names = [spaced(part.name) for part in parts if part.rows]
    around = [*titles, *others, *names, spaced(book.file)]
    notes = [
        item.text for part in parts for item in part.skipped if item.reason in ("catatan", "judul", "bukan pemetaan")
    ]
    return Pemetaan(
        file=book.file,
        daerah=daerah or region_of(around),
        tahun=tahun or year_of([*titles, *others, spaced(book.file), *names]),
        judul=" ".join((titles or others or [""])[0].split()),
        contoh=is_fiction([*around, *notes]),
        rows=tuple(row for part in parts for row in part.rows),
        skipped=tuple(item for part in parts for item in part.skipped),
        columns=tuple(column for part in parts for column in part.columns),
        warnings=tuple(dict.fromkeys([*book.notes, *(w for part in parts for w in part.warnings), *reader.warnings()])),
    )


def shape_of(pemetaan: Pemetaan) -> str:
    """A fingerprint of the headers of a mapping, whatever their order, sheet and years; corrections are kept by it."""
    names = {re.sub(r"\b20\d\d\b", "#", header_key(column.header)) for column in pemetaan.columns if column.header}
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:16]


class _Part:
    """What a sheet gave."""

    def __init__(self, name: str) -> None:
        self.name, self.title = name, ""
        self.rows: list[BarisPemetaan] = []
        self.skipped: list[Skipped] = []
        self.columns: list[KolomTerbaca] = []
        self.warnings: list[str] = []


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, names: ColumnNames, affairs: Affairs, corrections: Mapping[str, str], sheets: int) -> None:
        self._names, self._affairs, self._sheets = names, affairs, sheets
        self._corrections = {header_key(header): field for header, field in corrections.items()}
        self._cells = CellReader(affairs)

    def sheet(self, sheet: Sheet) -> _Part:
        """The tables of a sheet."""
        grid, part = Grid.of(sheet), _Part(sheet.name)
        tables = find_tables(grid, self._names)
        done: set[int] = set()
        above = "\n".join(sheet.above)
        told = told_by(above or spaced(sheet.name), self._affairs, name=not above)
        for table in tables:
            done.update(table.titles, table.heads, table.again, table.body)
            columns = self._columns(table)
            rows, skipped = ([], []) if not is_mapping(columns) else self._rows(table, columns, told, sheet)
            if not rows:
                self._leave(
                    part, grid, sorted({*table.titles, *table.heads, *table.again, *table.body}), "bukan pemetaan"
                )
                part.title = part.title or table.title or above
                continue
            part.title = part.title if part.rows else table.title or above
            self._leave(part, grid, table.titles, "judul")
            self._leave(part, grid, sorted((*table.heads, *table.again)), "kepala")
            part.rows += rows
            part.skipped += skipped
            part.columns += [_told_column(sheet.name, column) for column in columns]
        self._leave(part, grid, [row for row in range(len(grid.texts)) if row not in done], "bukan pemetaan")
        part.skipped.sort(key=lambda item: item.row)
        part.warnings += _sheet_warnings(sheet, part)
        return part

    def _leave(self, part: _Part, grid: Grid, rows: Sequence[int], reason: str) -> None:
        for row in rows:
            if own := grid.own(row):
                words = " | ".join(text for _, text in own)[:SHORT]
                part.skipped.append(Skipped(part.name, grid.number(row), reason, words))

    def _columns(self, table: Table) -> list[Column]:
        """Its columns as understood."""
        grid = table.grid
        body = [row for place, row in enumerate(table.body) if not _is_counted(grid, row, place)]
        full = [row for row in body if grid.sizes[row] > 2] or [row for row in body if grid.sizes[row]]
        contents = {}
        for index, _ in table.headers:
            values: list[Value] = [grid.value(row, index) for row in full]
            content = Content.of(values, self._affairs)
            if content.count or any(value not in (None, "") for value in values):
                contents[index] = content
        return understand_columns(table.headers, contents, self._names, self._corrections, table.title)

    def _rows(
        self, table: Table, columns: Sequence[Column], told: Told, sheet: Sheet
    ) -> tuple[list[BarisPemetaan], list[Skipped]]:
        """Its rows, with what title and name of the sheet tell of all."""
        title = told_by(table.title, self._affairs)
        fields = {column.name for column in columns}
        first, second = (told, title) if table.heads[0] < 30 and not _is_second(table) else (title, told)
        merged = Told(
            first.jenis or second.jenis, first.urusan or second.urusan, first.pengusul or second.pengusul,
            () if "tahun" in fields else first.tahun or second.tahun,
        )  # fmt: skip
        return RowReader(table, columns, self._cells, merged, sheet.name).read()

    def warnings(self) -> list[str]:
        """What was not understood in any sheet."""
        found = []
        for field, texts in self._cells.unknown.items():
            some = "; ".join(f"“{text[:60]}”" for text in list(texts)[:SHOWN])
            found.append(
                f"{WORDS[field]} tidak dikenali pada {sum(texts.values())} baris dan dibiarkan kosong: {some}."
            )
        if several := self._cells.several:
            some = "; ".join(f"“{text[:60]}”" for text in list(several)[:SHOWN])
            found.append(f"Sel yang menyebut lebih dari satu urusan dicatat pada urusan yang pertama: {some}.")
        return found


def _is_counted(grid: Grid, row: int, place: int) -> bool:
    """Whether a row numbers the columns."""
    own = grid.own(row) if grid.sizes[row] > 2 else []
    return bool(own) and (place < 3 or own[0][1].casefold() in ONES) and is_numbering(own)


def _is_second(table: Table) -> bool:
    """Whether a table stands below another one on its sheet."""
    return any(table.grid.own(row) for row in range(min((*table.titles, *table.heads))))


def is_mapping(columns: Sequence[Column]) -> bool:
    """Whether a table tells what may be cooperated on: what or with whom or how, and one thing more."""
    fields = {column.name for column in columns if column.field}
    return (bool(fields & MAIN) and len(fields - ASIDE) >= 2) or (bool(fields & PLAN) and len(fields - ASIDE) >= 4)


def _told_column(sheet: str, column: Column) -> KolomTerbaca:
    return KolomTerbaca(sheet, column.index, column.header, column.name, column.sure, column.sample)


def _sheet_warnings(sheet: Sheet, part: _Part) -> list[str]:
    """What a reader of the sheet should know."""
    found, where = [], f"Lembar “{sheet.name}”" if sheet.name else "Berkas"
    if sheet.hidden and part.rows:
        found.append(f"{where} tersembunyi; {len(part.rows)} barisnya tetap dibaca.")
    hidden = [row.row for row in part.rows if row.row in sheet.hidden_rows]
    if hidden and not sheet.hidden:
        some = ", ".join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else "")
        found.append(f"{where}: {len(hidden)} baris tersembunyi tetap dibaca (baris {some}).")
    if sheet.empty_formulas and part.rows:
        found.append(f"{where}: {len(sheet.empty_formulas)} rumus tanpa nilai tersimpan dibaca sebagai sel kosong.")
    unknown = list(dict.fromkeys(c.header or f"kolom ke-{c.index + 1}" for c in part.columns if not c.field))
    if unknown:
        found.append(f"{where}: kolom yang tidak dikenali disimpan apa adanya: {'; '.join(unknown[:10])}.")
    unsure = [
        f"“{c.header or f'kolom ke-{c.index + 1}'}” sebagai {c.field}" for c in part.columns if c.field and not c.sure
    ]
    if unsure:
        found.append(f"{where}: nama dan isi kolom tidak sejalan, mohon diperiksa: {'; '.join(unsure[:10])}.")
    return found
