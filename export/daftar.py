"""The yearly lists of plans that Permendagri 22/2020 Pasal 5 ayat (3) and Pasal 25 ayat (2) ask for, from a mapping.

Pure: rows in, lists out, in an order fit for the document that they go with. No regulation prescribes their columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.baris import PRIORITAS, BarisPemetaan
from corpus.urusan import DaftarUrusan, Urusan

OTHER = "Urusan tidak dikenali"
LAST = 10**6


@dataclass(frozen=True)
class Jenjang:
    """A list that is made of certain kinds of cooperation.

    Attributes:
        name: short, for a sheet.
        title: over the list, without region and year.
        document: what it goes with.
        basis: the article that asks for it, "" where none does.
        jenis: kinds of cooperation whose rows it holds.
    """

    name: str
    title: str
    document: str
    basis: str
    jenis: tuple[str, ...]


JENJANG: tuple[Jenjang, ...] = (
    Jenjang("KSDD", "Daftar rencana program dan kegiatan kerja sama daerah dengan daerah lain", "Berita Acara",
            "Permendagri 22/2020 Pasal 5 ayat (3) dan ayat (6)", ("KSDD wajib", "KSDD sukarela", "KSDD")),
    Jenjang("KSDPK", "Daftar rencana kerja sama daerah dengan pihak ketiga", "Keputusan Kepala Daerah",
            "Permendagri 22/2020 Pasal 25 ayat (2)", ("KSDPK",)),
    Jenjang("Sinergi", "Daftar rencana sinergi dengan pemerintah pusat", "RKPD",
            "Permendagri 22/2020 Pasal 53 ayat (2)", ("Sinergi",)),
    Jenjang("Luar negeri", "Daftar rencana kerja sama dengan mitra di luar negeri", "Kajian kerja sama",
            "Permendagri 25/2020 Pasal 12", ("KSDPL", "KSDLL")),
    Jenjang("Jenis tidak dikenali", "Rencana yang jenis kerja samanya tidak dikenali", "-", "", ("",)),
)  # fmt: skip


@dataclass(frozen=True)
class Bagian:
    """The plans of one affair.

    Attributes:
        urusan: None where the affair was not recognised.
        rows: by priority, rank, programme and activity.
    """

    urusan: Urusan | None
    rows: tuple[BarisPemetaan, ...]

    @property
    def name(self) -> str:
        """The name of the affair."""
        return self.urusan.nama if self.urusan else OTHER


@dataclass(frozen=True)
class Daftar:
    """A yearly list.

    Attributes:
        tahun: 0 for plans of all years.
        daerah: the region.
        source: where the rows come from: "Pemetaan Provinsi Contoh 2026 (contoh.xlsx)".
        contoh: the mapping is fictional.
    """

    jenjang: Jenjang
    daerah: str
    tahun: int
    source: str
    contoh: bool
    parts: tuple[Bagian, ...]

    @property
    def count(self) -> int:
        """How many plans it holds."""
        return sum(len(part.rows) for part in self.parts)

    @property
    def title(self) -> str:
        """Its whole title."""
        return " ".join(p for p in (self.jenjang.title, self.daerah, f"tahun {self.tahun}" if self.tahun else "") if p)


def yearly_lists(
    rows: Sequence[BarisPemetaan], affairs: DaftarUrusan, daerah: str, source: str, tahun: int = 0, contoh: bool = False
) -> tuple[Daftar, ...]:
    """The lists of a year; those without a plan are left out.

    Args:
        rows: of the mapping.
        affairs: the 32.
        daerah: the region.
        source: the mapping and its file.
        tahun: the planned year; 0 for all. A plan without a year stands in the list of all years alone.
        contoh: the mapping is fictional.
    """
    chosen = [row for row in rows if not tahun or tahun in row.tahun]
    made = (
        Daftar(jenjang, daerah, tahun, source, contoh, _parts([r for r in chosen if r.jenis in jenjang.jenis], affairs))
        for jenjang in JENJANG
    )
    return tuple(item for item in made if item.parts)


def _parts(rows: Sequence[BarisPemetaan], affairs: DaftarUrusan) -> tuple[Bagian, ...]:
    by_kode: dict[str, list[BarisPemetaan]] = defaultdict(list)
    for row in rows:
        by_kode[row.urusan if row.urusan in affairs.by_kode else ""].append(row)
    ordered = sorted(by_kode, key=lambda kode: int(kode) if kode else LAST)
    return tuple(Bagian(affairs.by_kode.get(kode), tuple(sorted(by_kode[kode], key=_order))) for kode in ordered)


def _order(row: BarisPemetaan) -> tuple[int, int, str, str, int]:
    priority = PRIORITAS.index(row.prioritas) if row.prioritas in PRIORITAS else len(PRIORITAS)
    rank = row.peringkat if row.peringkat is not None else LAST
    return (priority, rank, row.program.casefold(), row.kegiatan.casefold(), row.row)
