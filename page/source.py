"""All that the Sumber panel shows of one citation, fetched from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.landing import Landing, landing_of
from corpus.models import Ketentuan, Kind, Sitasi, Unit
from corpus.pictures import PagePictures, Picture
from corpus.rows import Held
from corpus.runs import letters_of
from corpus.settings import Settings
from corpus.shelf import kept_copy
from ingest.scans import seen_lines
from rag.evidence import Library


@dataclass(frozen=True)
class SourceView:
    """What is known of one citation.

    Attributes:
        official, digest: the provisions of the cited Pasal (or page, or form) in the official text and in our digest.
        held: the row of the official text; None where only the digest is held.
        landing: where the official text can be read on the web.
    """

    citation: Sitasi
    official: tuple[Ketentuan, ...]
    digest: tuple[Ketentuan, ...]
    held: Held | None
    landing: Landing

    @property
    def cited(self) -> tuple[Ketentuan, ...]:
        """The provisions that the quote was taken from."""
        return self.official if self.citation.kind == "naskah" else self.digest

    @property
    def heading(self) -> tuple[str, ...]:
        """BAB, Bagian and Paragraf above it; the digest's, checked by eye, where there is one."""
        clean = next((p.heading for p in self.digest if p.heading), ())
        return clean or self.citation.heading

    @property
    def title(self) -> str:
        """The title that the digest gives to the Pasal; "" where there is none."""
        return next((p.title for p in self.digest if p.title), "")

    @property
    def before(self) -> str:
        """The words just above the quote, which tell two like places of a page apart."""
        words = ""
        for member in self.official:
            if self.citation.unit.covers(member.unit):
                return f"{words} {member.marker}"
            words = f"{member.marker} {member.text}"
        return ""


def view_source(citation: Sitasi, library: Library, landings: Mapping[str, Landing]) -> SourceView:
    """Fetch what the panel shows of a citation."""
    return SourceView(
        citation,
        _members(citation, "naskah", library),
        _members(citation, "ringkasan", library),
        library.held.get((citation.key, "naskah")),
        landing_of(landings, citation.key),
    )


def page_picture(view: SourceView, settings: Settings, pictures: PagePictures) -> Picture | None:
    """The page of the official text that holds the quote, marked there; None where none is kept or cited."""
    citation, held = view.citation, view.held
    if citation.kind != "naskah" or citation.page is None or held is None:
        return None
    read = citation.page in held.read_pages
    lines = seen_lines(settings.ocr_path, held.sha256, citation.page) if read else ()
    path = kept_copy(settings, held.sha256)
    return pictures.picture(path, citation.page, citation.quote, view.before, lines)


def _members(citation: Sitasi, kind: Kind, library: Library) -> tuple[Ketentuan, ...]:
    unit = citation.unit
    if unit.pasal is not None:
        return library.pasal(citation.key, kind, unit)
    if unit.part == "lampiran" and unit.huruf is not None:
        form = Unit("lampiran", huruf=unit.huruf, angka=unit.angka)  # of a matrix its row
        return tuple(m for m in library.pasal(citation.key, kind, unit) if form.covers(m.unit))
    return _page_members(citation, kind, library) if citation.kind == kind else ()


def _page_members(citation: Sitasi, kind: Kind, library: Library) -> tuple[Ketentuan, ...]:
    """What stands on the cited page outside any Pasal: the one that holds the quote."""
    held = library.held.get((citation.key, kind))
    if held is None:
        return ()
    wanted = letters_of(citation.quote).text
    members = [m for m in library.catalog.provisions(held.id, citation.unit.part) if covers_page(citation.unit, m)]
    return tuple(m for m in members if wanted and wanted in letters_of(m.whole or m.text).text)[:1]


def covers_page(unit: Unit, member: Ketentuan) -> bool:
    """Whether a provision lies outside any Pasal, as the cited unit does."""
    return member.unit.levels == unit.levels
