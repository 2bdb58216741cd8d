"""The nouns: frozen dataclasses that keep their place in the source.

Names follow the law (`Pasal`, `Ayat`, `Huruf`); numbers of legal units are `str` ("9A"), years are `int`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["batang tubuh", "penjelasan", "lampiran"]
Kind = Literal["naskah", "ringkasan"]
Relation = Literal["mengubah", "mencabut", "melaksanakan", "mengingat"]
Action = Literal["", "diubah", "disisipkan", "dihapus"]


@dataclass(frozen=True)
class Page:
    r"""One page of a file as read.

    Attributes:
        number: counted from 1.
        text: its lines, parted by "\n", page furniture still in.
        ocr_layer: the file brings an OCR layer over a picture.
        reading: how the words were read: from the file's own "layer", or by our "ocr" from the picture of the page.
    """

    number: int
    text: str
    ocr_layer: bool = False
    reading: Literal["layer", "ocr"] = "layer"


@dataclass(frozen=True)
class Unit:
    """The address of a provision inside its regulation.

    Attributes:
        part: where it stands.
        pasal, ayat, huruf, angka: the numbers as printed, without brackets or dots; None where the level is absent.
        kolom, butir: in a matrix of a Lampiran, whose letter is `huruf` and whose row is `angka`: the head of the
            column ("Daerah Provinsi"), and the letter of the item inside the cell.
    """

    part: Part = "batang tubuh"
    pasal: str | None = None
    ayat: str | None = None
    huruf: str | None = None
    angka: str | None = None
    kolom: str | None = None
    butir: str | None = None

    @property
    def levels(self) -> tuple[str | None, str | None, str | None, str | None]:
        """(pasal, ayat, huruf, angka)."""
        return (self.pasal, self.ayat, self.huruf, self.angka)

    def covers(self, other: Unit) -> bool:
        """Whether `other` is this unit or lies inside it."""
        mine = (*self.levels, self.kolom, self.butir)
        theirs = (*other.levels, other.kolom, other.butir)
        return self.part == other.part and all(m is None or m == t for m, t in zip(mine, theirs, strict=True))

    @property
    def depth(self) -> int:
        """How many levels the address has."""
        return sum(level is not None for level in (*self.levels, self.kolom, self.butir))


@dataclass(frozen=True)
class Ketentuan:
    """A provision: the smallest unit that can be cited.

    Attributes:
        unit: its address.
        heading: BAB, Bagian and Paragraf above it, outermost first; "Pembukaan" or "Penutup" for what stands
            before the first and after the last Pasal.
        text: its own words (the lead-in where a list follows; the items are provisions of their own), lines joined.
        page: the page where it begins, counted from 1; None for a digest.
        breaks: (offset in `text`, page) for each further page that it runs on to.
        title, title_en: the title that a digest gives to its Pasal; the row and column of a cell; "" elsewhere.
        text_en: the English digest; "" elsewhere.
        note, note_en: what a digest says of gaps in the official text, on the first provision of a Pasal.
        whole: for a provision with a list: its words with those of the list, markers as printed; "" elsewhere.
        whole_breaks: as `breaks`, for `whole`.
        order: "angka" where, without ayat, the list of the Pasal is numbered and letters lie inside; else "huruf".
    """

    unit: Unit
    heading: tuple[str, ...]
    text: str
    page: int | None
    breaks: tuple[tuple[int, int], ...] = ()
    title: str = ""
    text_en: str = ""
    order: Literal["huruf", "angka"] = "huruf"
    title_en: str = ""
    note: str = ""
    note_en: str = ""
    whole: str = ""
    whole_breaks: tuple[tuple[int, int], ...] = ()

    @property
    def marker(self) -> str:
        """Its own number as the law prints it: "(2)", "a.", "5."; the column of a cell; "" for a whole Pasal."""
        last = self.unit
        if last.kolom is not None:
            return f"{last.butir}." if last.butir is not None else f"{last.kolom}:"
        if self.order == "angka" and last.huruf is not None:
            return f"{last.huruf}."
        if last.angka is not None:
            return f"{last.angka}."
        if last.huruf is not None:
            return f"{last.huruf}."
        return f"({last.ayat})" if last.ayat is not None else ""

    @property
    def depth(self) -> int:
        """How many levels its address has, 0 (no Pasal) to 4."""
        return self.unit.depth


@dataclass(frozen=True)
class Question:
    """A question that a digest foresees, and the unit that answers it."""

    unit: Unit
    text: str


@dataclass(frozen=True)
class Peraturan:
    """A regulation (or other document) as understood.

    Attributes:
        file: name of the file, without folder.
        jenis: "UU", "PP", "Permendagri" …; "Dokumen" where it is no regulation.
        nomor: "" where unknown.
        tahun: 0 where unknown.
        pages: how many pages the file has.
        ocr_pages: pages whose words come from OCR: the file's own layer, or ours.
        read_pages: those of them that we read by OCR ourselves.
        empty_pages: pages without words.
        missing: numbers of Pasal that should stand between the first and the last, and were not found.
        warnings: Indonesian sentences on what was not understood.
    """

    file: str
    jenis: str
    nomor: str
    tahun: int
    judul: str
    kind: Kind = "naskah"
    pages: int = 0
    ocr_pages: tuple[int, ...] = ()
    read_pages: tuple[int, ...] = ()
    empty_pages: tuple[int, ...] = ()
    provisions: tuple[Ketentuan, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    judul_en: str = ""

    @property
    def key(self) -> str:
        """The name of the regulation for machines, e.g. "permendagri-22-2020"."""
        if self.jenis == "Dokumen" or not self.nomor:
            return "dokumen-" + "".join(c if c.isalnum() else "-" for c in self.file.lower())
        return regulation_key(self.jenis, self.nomor, self.tahun)

    @property
    def label(self) -> str:
        """Short name for people, e.g. "Permendagri 22/2020"."""
        return short_label(self.jenis, self.nomor, self.tahun, self.judul)

    @property
    def pasal_count(self) -> int:
        """How many Pasal its batang tubuh has."""
        return len({p.unit.pasal for p in self.provisions if p.unit.part == "batang tubuh" and p.unit.pasal})


def regulation_key(jenis: str, nomor: str, tahun: int) -> str:
    """The name of a numbered regulation for machines: ("Permendagri", "22", 2020) -> "permendagri-22-2020"."""
    names = ["".join(c if c.isalnum() else "-" for c in word.lower()).strip("-") for word in (jenis, nomor)]
    return f"{names[0]}-{names[1]}-{tahun}"


@dataclass(frozen=True)
class Rujukan:
    """A regulation as another text names it; it need not be held."""

    jenis: str
    nomor: str
    tahun: int
    judul: str = ""

    @property
    def key(self) -> str:
        """As `Peraturan.key`."""
        return regulation_key(self.jenis, self.nomor, self.tahun)

    @property
    def label(self) -> str:
        """Short name for people, e.g. "UU 23/2014"."""
        return short_label(self.jenis, self.nomor, self.tahun, self.judul)


@dataclass(frozen=True)
class Hubungan:
    """That one regulation changes, revokes, implements or rests on another, and the provision that says so.

    Attributes:
        kind: what it does to the other.
        subject: the regulation that does it.
        target: the regulation that it is done to.
        source: key of the regulation whose text says so: that of the subject, or of a third that tells of both.
        unit: the provision of `source` that says so; without Pasal for its opening.
        page: where that begins in the file, from 1.
        quote: its words, as they stand there.
        part: the provision of the target that is changed, revoked or implemented; None for the whole.
        action: what a change does to it; "" for the other kinds, and for a change that names no provision.
        text: its new wording, where the change gives it; a part of the words of `unit`.
    """

    kind: Relation
    subject: Rujukan
    target: Rujukan
    source: str
    unit: Unit
    page: int | None
    quote: str
    part: Unit | None = None
    action: Action = ""
    text: str = ""


def page_ranges(pages: Iterable[int]) -> str:
    """Page numbers for people: [1, 2, 3, 7] -> "1-3, 7"; beyond eight ranges " …"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:8]]
    return ", ".join(shown) + (" …" if len(runs) > 8 else "")


def short_label(jenis: str, nomor: str, tahun: int, judul: str) -> str:
    """Short name of a regulation: "UU 23/2014"; the title where it has no number."""
    if jenis == "Dokumen" or not nomor:
        return judul or jenis
    return f"{jenis} {nomor}/{tahun}" if tahun else f"{jenis} {nomor}"


@dataclass(frozen=True)
class Sitasi:
    """A numbered citation of an answer; the fields are those of the command-line contract.

    Attributes:
        n: its number in the answer, from 1.
        kind: "naskah" (official text that was ingested), "ringkasan" (our digest) or "pemetaan" (rows of a mapping).
        label: e.g. "Permendagri 22/2020 Pasal 5 ayat (2)", "Pemetaan Provinsi Contoh 2026, lembar KSDPK baris 12".
        page: page of the file, from 1; None for a digest and for a mapping.
        quote: the words as they stand in the source.
        key: key of the regulation or of the mapping.
        sheet, rows: of a mapping, the sheet and the numbers of the rows in it; None and empty elsewhere.
    """

    n: int
    kind: Kind | Literal["pemetaan"]
    label: str
    jenis: str
    nomor: str
    tahun: int
    unit: Unit
    file: str
    page: int | None
    quote: str
    key: str
    heading: tuple[str, ...] = ()
    sheet: str | None = None
    rows: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The shape that the contract names."""
        return {
            "n": self.n, "kind": self.kind, "label": self.label, "jenis": self.jenis, "nomor": self.nomor,
            "tahun": self.tahun, "pasal": self.unit.pasal, "ayat": self.unit.ayat, "huruf": self.unit.huruf,
            "angka": self.unit.angka, "file": self.file, "page": self.page, "quote": self.quote,
            "sheet": self.sheet, "rows": list(self.rows) or None,
        }  # fmt: skip


@dataclass(frozen=True)
class Jawaban:
    """An answer, or a refusal.

    Attributes:
        answer: Markdown with [1] marks; its last line is "**Dasar:** …".
        reason: why it was refused, one word for machines; None for an answer.
        citations: empty for a refusal.
        nearby: labels of provisions that a refusal offers as possibly near, never as an answer.
        elapsed_ms: "search" and "total", whole milliseconds.
        understood: the question as it was searched (a follow-up made whole).
        suggestions: of a question that says too little, what it may mean: questions to choose from.
        by: who worded it: "susunan" (composed from the provisions), or a language "model" whose sentences were checked.
    """

    question: str
    language: str
    answer: str
    refused: bool = False
    reason: str | None = None
    citations: tuple[Sitasi, ...] = ()
    nearby: tuple[str, ...] = ()
    elapsed_ms: dict[str, int] = field(default_factory=dict)
    understood: str = ""
    suggestions: tuple[str, ...] = ()
    by: Literal["susunan", "model"] = "susunan"

    def as_dict(self, identity: str | None = None) -> dict[str, object]:
        """The shape that the contract names."""
        return {
            "id": identity, "question": self.question, "language": self.language, "answer": self.answer,
            "refused": self.refused, "reason": self.reason, "citations": [c.as_dict() for c in self.citations],
            "elapsed_ms": dict(self.elapsed_ms),
        }  # fmt: skip
