"""The nouns of a mapping: rows of the workbooks in which a region maps what it may cooperate on, and their columns.

No regulation prescribes a format. The columns follow what the articles name (Permendagri 22/2020 Pasal 5 and 25, PP
28/2018 Pasal 4 and 16); their arrangement is our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

JenisKerjaSama = Literal["KSDD wajib", "KSDD sukarela", "KSDD", "KSDPK", "Sinergi", "KSDPL", "KSDLL"]
JENIS: tuple[JenisKerjaSama, ...] = ("KSDD wajib", "KSDD sukarela", "KSDD", "KSDPK", "Sinergi", "KSDPL", "KSDLL")
PRIORITAS = ("tinggi", "sedang", "rendah")
STATUS = ("usulan", "dibahas", "ditetapkan", "berjalan", "selesai", "ditunda", "batal")
PRAKARSA = ("daerah", "pihak ketiga")

Shape = Literal["text", "choice", "years", "months", "number", "money", "flag", "date"]


@dataclass(frozen=True)
class Kolom:
    """A column that a mapping may have.

    Attributes:
        name: of the field of `BarisPemetaan`.
        shape: what its values are: "years" a tuple of years, "months" and "number" an int, "money" whole rupiah, "flag"
            True, False or None (not said), "date" "2026-02-13", "choice" one of few words, "text" the words as written.
        id, en: its name for people.
        basis: the article that it follows from, "" where none.
    """

    name: str
    shape: Shape
    id: str
    en: str
    basis: str = ""


P22, PP28 = "Permendagri 22/2020", "PP 28/2018"
KOLOM: tuple[Kolom, ...] = (
    Kolom("nomor", "text", "No", "No"),
    Kolom("urusan", "choice", "Urusan pemerintahan", "Affair", f"{P22} Pasal 5 ayat (3)"),
    Kolom("sub_urusan", "text", "Sub urusan", "Sub-affair", "UU 23/2014 Lampiran"),
    Kolom("program", "text", "Program", "Programme", f"{P22} Pasal 5 ayat (3)"),
    Kolom("kegiatan", "text", "Kegiatan", "Activity", f"{P22} Pasal 5 ayat (3)"),
    Kolom("objek", "text", "Objek kerja sama", "Object", f"{PP28} Pasal 4"),
    Kolom("jenis", "choice", "Jenis kerja sama", "Kind of cooperation", f"{P22} Pasal 3"),
    Kolom("mitra", "text", "Calon mitra", "Partner", f"{P22} Pasal 8"),
    Kolom("lokasi", "text", "Lokasi", "Location", f"{P22} Pasal 7 ayat (4)"),
    Kolom("pengusul", "text", "Perangkat daerah pengusul", "Proposing office", f"{P22} Pasal 7"),
    Kolom("prakarsa", "choice", "Prakarsa", "Initiative", f"{P22} Pasal 25"),
    Kolom("tahun", "years", "Tahun rencana", "Planned year", f"{P22} Pasal 5 ayat (3)"),
    Kolom("jangka_waktu", "months", "Jangka waktu", "Duration", f"{P22} Pasal 5 ayat (3)"),
    Kolom("prioritas", "choice", "Prioritas", "Priority", f"{P22} Pasal 5 ayat (3)"),
    Kolom("peringkat", "number", "Peringkat", "Rank", f"{P22} Pasal 5 ayat (3)"),
    Kolom("potensi", "text", "Potensi", "Potential", f"{P22} Pasal 5 ayat (1)"),
    Kolom("karakteristik", "text", "Karakteristik daerah", "Character of the region", f"{P22} Pasal 5 ayat (1)"),
    Kolom("kebutuhan", "text", "Kebutuhan daerah", "Need of the region", f"{P22} Pasal 25 ayat (1)"),
    Kolom("kekuatan", "text", "Kekuatan", "Strengths"),
    Kolom("kelemahan", "text", "Kelemahan", "Weaknesses"),
    Kolom("peluang", "text", "Peluang", "Opportunities"),
    Kolom("ancaman", "text", "Ancaman", "Threats"),
    Kolom("alasan", "text", "Alasan kerja sama wajib", "Why it is obligatory", f"{P22} Pasal 3"),
    Kolom("berbatasan", "flag", "Berbatasan dengan mitra", "Borders on the partner", f"{P22} Pasal 3"),
    Kolom("rpjmd", "text", "Rujukan RPJMD/Renstra", "RPJMD reference", f"{P22} Pasal 7 ayat (4)"),
    Kolom("di_rpjmd", "flag", "Masuk RPJMD", "In the RPJMD", f"{P22} Pasal 7 ayat (4)"),
    Kolom("rkpd", "text", "Rujukan RKPD", "RKPD reference", f"{P22} Pasal 53 ayat (2)"),
    Kolom("di_rkpd", "flag", "Masuk RKPD", "In the RKPD", f"{P22} Pasal 53 ayat (2)"),
    Kolom("pengecualian", "text", "Pengecualian perencanaan", "Exception from planning", f"{PP28} Pasal 4 ayat (3)"),
    Kolom("rtrw", "text", "Kesesuaian RTRW", "Fits the spatial plan", f"{P22} Pasal 7 ayat (4)"),
    Kolom("anggaran", "money", "Perkiraan anggaran", "Estimated budget", f"{P22} Pasal 11"),
    Kolom("sumber_biaya", "text", "Sumber biaya", "Source of funds", f"{P22} Pasal 11"),
    Kolom("dianggarkan", "flag", "Sudah dianggarkan di APBD", "In the regional budget", f"{P22} Pasal 11"),
    Kolom("membebani", "flag", "Membebani masyarakat", "Burdens the public", f"{P22} Pasal 11"),
    Kolom("dprd", "text", "Persetujuan DPRD", "DPRD approval", f"{P22} Pasal 11"),
    Kolom("disetujui_dprd", "flag", "Sudah disetujui DPRD", "Approved by the DPRD", f"{P22} Pasal 11"),
    Kolom("studi_kelayakan", "flag", "Studi kelayakan ada", "Has a feasibility study", f"{P22} Pasal 27"),
    Kolom("kriteria_prakarsa", "text", "Kriteria prakarsa pihak ketiga", "Third-party criteria", f"{P22} Pasal 26"),
    Kolom("status", "choice", "Status", "Status"),
    Kolom("forum", "text", "Forum pembahasan", "Forum", f"{P22} Pasal 5 ayat (4)"),
    Kolom("berita_acara", "text", "Nomor Berita Acara", "Minutes no.", f"{P22} Pasal 5 ayat (6)"),
    Kolom("keputusan", "text", "Nomor Keputusan Kepala Daerah", "Decree no.", f"{P22} Pasal 25 ayat (2)"),
    Kolom("tanggal", "date", "Tanggal", "Date"),
    Kolom("keterangan", "text", "Keterangan", "Remarks"),
)  # fmt: skip
KOLOM_BY_NAME: Mapping[str, Kolom] = MappingProxyType({kolom.name: kolom for kolom in KOLOM})


@dataclass(frozen=True)
class BarisPemetaan:
    """A row of a mapping.

    Attributes:
        sheet: the name of its sheet; "" where the file has none (CSV), "Tabel 2" for a table of a document.
        row: its number in the sheet as the program that made it shows it, from 1; in a document, in the table.
        cells: (name of the column as written, text as written) of each cell that is not empty, in order; where several
            columns have a name, as they stand.
        urusan: its code "1" to "32" in `corpus/urusan.toml`; "" where none was recognised.
        jenis: one of JENIS; "KSDD" where the workbook does not tell wajib from sukarela; "" where none was recognised.
        prioritas: one of PRIORITAS, or "".
        peringkat: a rank or score as a number, smaller is first.
        tahun: all years that it is planned for, rising.
        jangka_waktu: months.
        anggaran: whole rupiah.
        di_rpjmd, di_rkpd, …: True, False, or None where the workbook does not say.
        tanggal: "2026-02-13".
        The other fields are the words as written, blanks joined; "" where there are none.
    """

    sheet: str
    row: int
    cells: tuple[tuple[str, str], ...] = ()
    nomor: str = ""
    urusan: str = ""
    sub_urusan: str = ""
    program: str = ""
    kegiatan: str = ""
    objek: str = ""
    jenis: str = ""
    mitra: str = ""
    lokasi: str = ""
    pengusul: str = ""
    prakarsa: str = ""
    tahun: tuple[int, ...] = ()
    jangka_waktu: int | None = None
    prioritas: str = ""
    peringkat: int | None = None
    potensi: str = ""
    karakteristik: str = ""
    kebutuhan: str = ""
    kekuatan: str = ""
    kelemahan: str = ""
    peluang: str = ""
    ancaman: str = ""
    alasan: str = ""
    berbatasan: bool | None = None
    rpjmd: str = ""
    di_rpjmd: bool | None = None
    rkpd: str = ""
    di_rkpd: bool | None = None
    pengecualian: str = ""
    rtrw: str = ""
    anggaran: int | None = None
    sumber_biaya: str = ""
    dianggarkan: bool | None = None
    membebani: bool | None = None
    dprd: str = ""
    disetujui_dprd: bool | None = None
    studi_kelayakan: bool | None = None
    kriteria_prakarsa: str = ""
    status: str = ""
    forum: str = ""
    berita_acara: str = ""
    keputusan: str = ""
    tanggal: str = ""
    keterangan: str = ""

    @property
    def quote(self) -> str:
        """Its cells as written, in order: "Pariwisata | Promosi bersama | 2026"."""
        return " | ".join(text for _, text in self.cells)

    @property
    def name(self) -> str:
        """What it is about, for people: its activity, else its programme, object or sub-affair."""
        return self.kegiatan or self.program or self.objek or self.sub_urusan or self.mitra or self.quote[:80]


@dataclass(frozen=True)
class Skipped:
    """A row that is no mapping row, and why: read + skipped = all rows of the file that hold anything.

    Attributes:
        reason: "judul" (a title above the header), "kepala" (the header), "nomor kolom" (1 2 3), "jumlah" (a total),
            "kosong" (nothing but blanks where data stand), "kelompok" (a heading that the rows below it inherit),
            "catatan" (notes, signatures below or between), "bukan pemetaan" (a sheet or table without a mapping).
        text: its words, shortened.
    """

    sheet: str
    row: int
    reason: str
    text: str = ""


@dataclass(frozen=True)
class KolomTerbaca:
    """A column as it was understood.

    Attributes:
        sheet: its sheet.
        index: its number in the sheet, from 0.
        header: its name as written, header rows joined by " / ".
        field: the name of its `Kolom`; "" where it is unknown, and kept as written.
        sure: whether name and contents agree; False asks for a look.
        sample: some of its values.
    """

    sheet: str
    index: int
    header: str
    field: str
    sure: bool = True
    sample: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pemetaan:
    """A workbook as understood: the mapping of one region for one year.

    Attributes:
        file: name of the file, without folder.
        daerah: the region as written in the file or its name, e.g. "Provinsi Contoh"; "" where it is not told.
        tahun: the year of the mapping; 0 where it is not told.
        judul: the title above the table.
        contoh: it says of itself that it is fictional.
        warnings: Indonesian sentences on what was not understood.
    """

    file: str
    daerah: str
    tahun: int
    judul: str = ""
    contoh: bool = False
    rows: tuple[BarisPemetaan, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    columns: tuple[KolomTerbaca, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name for machines: a newer workbook with the same one replaces it."""
        region = "-".join("".join(c if c.isalnum() else " " for c in self.daerah.lower()).split())
        return f"pemetaan-{region or 'tanpa-daerah'}-{self.tahun}"

    @property
    def label(self) -> str:
        """Its name for people: "Pemetaan Provinsi Contoh 2026"."""
        return " ".join(part for part in ("Pemetaan", self.daerah, str(self.tahun or "")) if part)
