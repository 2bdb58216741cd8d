"""The three mappings that questions over rows are asked of: the files, and what their rows say by plain reading.

`contoh-pemetaan.xlsx` ships; a second year of the same province and a regency with a workbook of another shape are made
here when they are needed. The rows are read from the tables that the workbooks are made from, never from the workbooks:
so an answer is held against something that neither reader nor catalogue touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from export.contoh import REGION, YEAR, Row, build, dress, placed, put, read_layouts, read_rows, sample, saved

HERE = Path(__file__).resolve().parent
SAMPLE, NEXT, REGENCY = "contoh-pemetaan.xlsx", "contoh-pemetaan-2027.xlsx", "pemetaan-misal-2026.xlsx"
REGENCY_NAME, REGENCY_SHEET, REGENCY_FIRST = "Kabupaten Misal", "Pemetaan", 6
REGENCY_YEARS = ("2026", "2027", "2028")
REGENCY_HEADS = (  # header, the column of the table that stands under it
    ("Urusan", "urusan"), ("Nama Program", "program"), ("Uraian Kegiatan", "kegiatan"),
    ("Bentuk Kerja Sama", "jenis"), ("Pihak yg bekerja sama", "mitra"), ("OPD Pengusul", "pengusul"),
    *((year, year) for year in REGENCY_YEARS),
    ("Lama Kerja Sama", "jangka_waktu"), ("Skala Prioritas", "prioritas"), ("Pagu Indikatif", "anggaran"),
    ("Masuk RKPD", "rkpd"), ("Potensi Daerah", "potensi"), ("Status", "status"),
)  # fmt: skip
NO = ("Belum", "Tidak")


@dataclass(frozen=True)
class Told:
    """A row and where it stands.

    Attributes:
        file, sheet, row: its place.
        region, year: whose mapping of which year.
        said: its cells as written, by the name of their `Kolom`.
    """

    file: str
    sheet: str
    row: int
    region: str
    year: int
    said: Row

    def __getitem__(self, field: str) -> str:
        """A cell as written; "" where it is blank or its sheet has no such column."""
        return self.said.get(field, "")

    @property
    def kind(self) -> str:
        """Such as "KSDD wajib"; the sheet says it where no column does."""
        return self["jenis"] or self.sheet

    @property
    def affair(self) -> str:
        """The name of its affair."""
        return self["urusan"]

    @property
    def ksdd(self) -> bool:
        """Whether it is with another region of the country."""
        return self.kind.startswith("KSDD")

    @property
    def abroad(self) -> bool:
        """Whether it is with a region or body abroad."""
        return self.kind in ("KSDPL", "KSDLL")

    @property
    def dprd(self) -> bool:
        """Whether it needs an approval of the DPRD that it has not got."""
        return self["dprd"].startswith("Perlu")

    @property
    def years(self) -> tuple[int, ...]:
        """Such as "2026-2028" -> (2026, 2027, 2028)."""
        found = [int(year) for year in re.findall(r"\d{4}", self["tahun"])]
        return tuple(range(found[0], found[-1] + 1))  # "2026, 2027" of the regency too: its years follow each other

    @property
    def months(self) -> int:
        """Such as "3 tahun" -> 36."""
        number, unit = self["jangka_waktu"].split()
        return int(number) * (12 if unit == "tahun" else 1)

    @property
    def rupiah(self) -> int | None:
        """None where the cell is blank."""
        return int(self["anggaran"]) if self["anggaran"] else None

    def yes(self, field: str) -> bool | None:
        """A flag; None where the cell is blank."""
        return None if not self[field] else self[field] not in NO

    def has(self, *words: str) -> bool:
        """Whether all words stand anywhere in its cells."""
        text = " ".join(self.said.values()).lower()
        return all(word.lower() in text for word in words)


def sample_rows() -> list[Told]:
    """Those of the workbook that ships."""
    rows = placed(read_rows(), read_layouts())
    return [Told(SAMPLE, sheet, number, REGION, YEAR, row) for sheet, number, row in rows]


def all_rows() -> list[Told]:
    """Those of all three."""
    later = placed(read_rows(HERE / "pemetaan-2027.tsv"), read_layouts())
    regency = enumerate(read_rows(HERE / "pemetaan-misal.tsv"), REGENCY_FIRST)
    return [
        *sample_rows(),
        *(Told(NEXT, sheet, number, REGION, YEAR + 1, row) for sheet, number, row in later),
        *(Told(REGENCY, REGENCY_SHEET, number, REGENCY_NAME, YEAR, row) for number, row in regency),
    ]


def write_three(folder: Path) -> list[Path]:
    """Make the three workbooks in a folder."""
    later = build(read_rows(HERE / "pemetaan-2027.tsv"), read_layouts(), year=YEAR + 1)
    made = {SAMPLE: sample(), NEXT: later, REGENCY: regency_book(read_rows(HERE / "pemetaan-misal.tsv"))}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


def regency_book(rows: Sequence[Row]) -> bytes:
    """One sheet: affairs merged over their rows, a column with ticks for each year, money and durations as text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = REGENCY_SHEET
    put(sheet, 1, 1, "PEMETAAN URUSAN YANG DAPAT DIKERJASAMAKAN")
    put(sheet, 2, 1, f"PEMERINTAH {REGENCY_NAME.upper()} TAHUN {YEAR} (DATA FIKTIF)")
    regency_head(sheet)
    for number, row in enumerate(rows, REGENCY_FIRST):
        put(sheet, number, 1, number - REGENCY_FIRST + 1)
        again = number > REGENCY_FIRST and rows[number - REGENCY_FIRST - 1]["urusan"] == row["urusan"]
        for column, (_, field) in enumerate(REGENCY_HEADS, 2):
            text = regency_cell(row, field)
            put(sheet, number, column, "" if again and field == "urusan" else text)
            dress(sheet, number, column)
    merge_same(sheet, [row["urusan"] for row in rows])
    book.properties.title = "FIKTIF"
    return saved(book)


def regency_head(sheet: Worksheet) -> None:
    """A header of two rows: "Tahun Rencana" over the years."""
    put(sheet, 4, 1, "No.")
    sheet.merge_cells("A4:A5")
    for column, (head, _) in enumerate(REGENCY_HEADS, 2):
        letter = get_column_letter(column)
        year = head in REGENCY_YEARS
        put(sheet, 5 if year else 4, column, head)
        if head == REGENCY_YEARS[0]:
            put(sheet, 4, column, "Tahun Rencana")
            sheet.merge_cells(start_row=4, end_row=4, start_column=column, end_column=column + len(REGENCY_YEARS) - 1)
        elif not year:
            sheet.merge_cells(f"{letter}4:{letter}5")
        sheet.column_dimensions[letter].width = 8 if year else 24


def regency_cell(row: Row, field: str) -> str:
    """A cell as the regency writes it: a tick for a year, "Rp 1.250.000.000,-" for money."""
    if field in REGENCY_YEARS:
        return "√" if field in row["tahun"] else ""
    if field == "anggaran" and row[field]:
        return f"Rp {int(row[field]):,},-".replace(",", ".").replace(".-", ",-")
    return row[field]


def merge_same(sheet: Worksheet, names: Sequence[str]) -> None:
    """Merge the cells of column B whose rows share a name."""
    start = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or names[end] != names[start]:
            if end - start > 1:
                rows = (REGENCY_FIRST + start, REGENCY_FIRST + end - 1)
                sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=2, end_column=2)
            start = end
