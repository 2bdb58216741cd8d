"""A provision with all that is held of it: official text and digest; its words, its list, its quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.catalog import Catalog
from corpus.models import Ketentuan, Kind, Unit
from corpus.rows import Held
from corpus.sitasi import full_label, section_label
from rag.question import Language

QUOTE_CHARS = 500
UNTITLED = ((), ("Isi",), ("Pembukaan",), ("Penutup",))  # headings of what has no title of its own
HEAD_CHARS = 250  # of a page without Pasal: its title block


@dataclass(frozen=True)
class Source:
    """One text of a provision: the official one or the digest.

    Attributes:
        members: its provisions in order, the unit itself first.
    """

    held: Held
    members: tuple[Ketentuan, ...]


@dataclass(frozen=True)
class Evidence:
    """A provision and its texts; at least one of `naskah` and `ringkasan` is there."""

    key: str
    unit: Unit
    naskah: Source | None
    ringkasan: Source | None

    @property
    def cited(self) -> Source:
        """What is cited: the official text where it is held."""
        source = self.naskah or self.ringkasan
        assert source is not None
        return source

    @property
    def kind(self) -> Kind:
        """Kind of what is cited."""
        return "naskah" if self.naskah else "ringkasan"

    def spoken(self, language: Language) -> tuple[Source, bool]:
        """What is spoken: the digest where there is one, and whether its English."""
        source = self.ringkasan or self.naskah
        assert source is not None
        return source, language == "en" and self.ringkasan is not None and any(
            m.text_en for m in self.ringkasan.members
        )

    @property
    def unit_depth(self) -> int:
        """How many levels its address has."""
        return self.unit.depth

    @property
    def order(self) -> str:
        """It is "angka" where letters lie inside numbers."""
        return self.cited.members[0].order

    @property
    def label(self) -> str:
        """E.g. "Permendagri 22/2020 Pasal 5 ayat (2)"; where there is no Pasal, the section and the page."""
        first = self.cited.members[0]
        if self.unit.pasal is None and self.unit.part == "batang tubuh" and first.page is not None:
            return section_label(self.cited.held.label, first.heading, first.page)
        return full_label(self.cited.held.label, self.unit, self.order)

    @property
    def heading(self) -> tuple[str, ...]:
        """BAB, Bagian, Paragraf above it."""
        return self.cited.members[0].heading

    def quote(self) -> tuple[str, int | None]:
        """The words as they stand in the source, from one page, and the page."""
        first = self.cited.members[0]
        text, breaks = (first.whole, first.whole_breaks) if first.whole else (first.text, first.breaks)
        page = first.page
        whole_page = self.unit.part != "batang tubuh" or first.heading[-1:] in UNTITLED
        bare = self.unit.pasal is None and self.unit.angka is None and whole_page
        if bare and self.naskah is not None and len(text) > 2 * HEAD_CHARS:
            text = text[HEAD_CHARS:].split(" ", 1)[-1]  # past the head, where page furniture was taken out
        if breaks and page is not None:
            head = text[: breaks[0][0]].strip()
            if len(head.split()) >= 4:
                text = head
            else:
                end = breaks[1][0] if len(breaks) > 1 else len(text)
                text, page = text[breaks[0][0] : end].strip(), breaks[0][1]
        if len(text) > QUOTE_CHARS:
            text = text[:QUOTE_CHARS].rsplit(" ", 1)[0]
        return text.strip(), page


class Library:
    """Fetches evidence from a catalogue; keeps the list of regulations for one question.

    Args:
        held: what the catalogue holds, read once a question.
    """

    def __init__(self, catalog: Catalog, held: Sequence[Held]) -> None:
        self.catalog = catalog
        self.held = {(h.key, h.kind): h for h in held}

    def label(self, key: str) -> str:
        """Short name of a regulation."""
        item = self.held.get((key, "naskah")) or self.held[key, "ringkasan"]
        return item.label

    def pasal(self, key: str, kind: Kind, unit: Unit) -> tuple[Ketentuan, ...]:
        """All provisions of the Pasal in which a unit lies."""
        item = self.held.get((key, kind))
        if item is None or (unit.pasal is None and unit.part != "lampiran"):
            return ()
        letter = unit.huruf if unit.part == "lampiran" else None
        return tuple(self.catalog.provisions(item.id, unit.part, unit.pasal, letter))

    def evidence(self, key: str, unit: Unit) -> Evidence | None:
        """The texts of a unit; where a text does not have it, that of the unit above; None where nothing has it."""
        naskah = self._source(key, "naskah", unit)
        ringkasan = self._source(key, "ringkasan", unit)
        if naskah is None and ringkasan is None:
            return None
        return Evidence(key, unit, naskah, ringkasan)

    def _source(self, key: str, kind: Kind, unit: Unit) -> Source | None:
        members = self.pasal(key, kind, unit)
        if unit.part == "lampiran":
            members = tuple(m for m in members if m.unit.huruf == unit.huruf and (unit.huruf or kind == "ringkasan"))
        inside = tuple(m for m in members if unit.covers(m.unit))
        return Source(self.held[key, kind], inside) if inside else None

    def page_evidence(self, key: str, identity: int, page: int | None, body: str) -> Evidence | None:
        """A page without Pasal (opening, annex, document) as evidence."""
        item = self.held.get((key, "naskah"))
        if item is None:
            return None
        for member in self.catalog.provisions(item.id):
            if member.unit.pasal is None and member.page == page and body.endswith(member.text):
                return Evidence(key, member.unit, Source(item, (member,)), None)
        return None

    def opening(self, key: str) -> Evidence | None:
        """The opening of a regulation, which says what it is about; None where its official text is not held."""
        item = self.held.get((key, "naskah"))
        if item is None or not item.judul:
            return None
        for member in self.catalog.provisions(item.id, "batang tubuh")[:1]:
            if member.unit.pasal is None and member.heading == ("Pembukaan",):
                return Evidence(key, member.unit, Source(item, (member,)), None)
        return None

    def has_pasal(self, key: str, pasal: str) -> bool:
        """Whether a regulation has a Pasal, in the official text or the digest."""
        unit = Unit("batang tubuh", pasal)
        return bool(self.pasal(key, "naskah", unit) or self.pasal(key, "ringkasan", unit))

    def ayat(self, key: str, unit: Unit) -> list[Unit]:
        """The ayat of a Pasal, in order."""
        members = self.pasal(key, "naskah", unit) or self.pasal(key, "ringkasan", unit)
        numbers = dict.fromkeys(m.unit.ayat for m in members if m.unit.ayat is not None)
        return [replace(unit, ayat=number, huruf=None, angka=None) for number in numbers]
