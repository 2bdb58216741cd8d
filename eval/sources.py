"""The sources, read anew: what `ingest` made of them is what is measured, and never trusted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from tqdm import tqdm

from corpus.catalog import Catalog
from corpus.digest import digest_files
from corpus.errors import TanyaError
from corpus.models import Sitasi
from corpus.settings import Settings
from corpus.shelf import sha256_of
from corpus.sitasi import full_label, section_label
from eval.measure import stands_in
from ingest.pipeline import scanning_of
from ingest.reading import read


class CorpusMissing(TanyaError):
    """The folder of the real regulations holds no PDF with words."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Folder {folder} tidak memuat PDF peraturan yang berisi teks; tunjukkan foldernya dengan --corpus.",
            f"The folder {folder} holds no PDF of a regulation with words; name another with --corpus.",
        )


@dataclass(frozen=True)
class Sources:
    """Words of the PDF pages, by pypdf alone, of the texts, and of the digests.

    Attributes:
        files: the files by name.
        pages: text of every page of each, in pypdf's plain mode; of a text file the whole, as it stands.
        scanned: file -> page -> words, of pages that were read by OCR.
    """

    files: Mapping[str, Path]
    pages: Mapping[str, Sequence[str]]
    scanned: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def texts(self, citation: Sitasi) -> list[str]:
        """The texts in which the quote of a citation may stand: its page read in both modes, or the digest."""
        if citation.kind == "ringkasan":
            return [p.read_text(encoding="utf-8") for p in digest_files() if p.name == citation.file]
        pages, page = self.pages.get(citation.file, ()), citation.page or 0
        if is_text(citation.file):
            return list(pages)
        if not 1 <= page <= len(pages):
            return []
        plain = self.scanned.get(citation.file, {}).get(page, pages[page - 1])
        if stands_in(citation.quote, [plain]):
            return [plain]
        return [plain, PdfReader(self.files[citation.file]).pages[page - 1].extract_text(extraction_mode="layout")]

    def quote_problem(self, citation: Sitasi) -> str | None:
        """Why a quote is not in its source; None where it is."""
        if stands_in(citation.quote, self.texts(citation)):
            return None
        return f"quote not on page {citation.page} of {citation.file} ({citation.label}): {citation.quote[:100]!r}"


def is_text(name: str) -> bool:
    """Whether a file is a text without pages."""
    return name.endswith(".md")


def read_plain(path: Path, cache: Path) -> list[str]:
    """Texts of the pages of a PDF in pypdf's plain mode; kept in a folder by the hash of the file."""
    kept = cache / f"{sha256_of(path)[:24]}.json"
    if kept.exists():
        return [str(text) for text in json.loads(kept.read_text(encoding="utf-8"))]
    texts = [page.extract_text() for page in PdfReader(path).pages]
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    return texts


def read_sources(corpus: Path, cache: Path) -> Sources:
    """The PDF files of a folder that hold words; scans are left out.

    Raises:
        CorpusMissing: there is none.
    """
    files, pages = {}, {}
    for path in tqdm(sorted(corpus.glob("*.pdf")), desc="Reading pages", leave=False, disable=None, file=sys.stderr):
        try:
            texts = read_plain(path, cache)
        except (PyPdfError, ValueError, KeyError, OSError):
            continue
        if any(text.strip() for text in texts):
            files[path.name], pages[path.name] = path, texts
    if not files:
        raise CorpusMissing(corpus)
    return Sources(files, pages)


def with_more(sources: Sources, paths: Iterable[Path], cache: Path) -> Sources:
    """The sources with further files: PDF, scans among them, and texts."""
    files, pages = dict(sources.files), dict(sources.pages)
    for path in paths:
        files[path.name] = path
        pages[path.name] = [path.read_text(encoding="utf-8")] if is_text(path.name) else read_plain(path, cache)
    return replace(sources, files=files, pages=pages)


def read_scanned(files: Mapping[str, Path], settings: Settings) -> dict[str, dict[int, str]]:
    """Words of the pages that were read by OCR when the home was filled: there the picture is the source."""
    return {
        name: {p.number: p.text for p in read(path, settings, None, scanning_of(settings, keeps=False)).pages
               if p.reading == "ocr"}
        for name, path in files.items()
        if not is_text(name)
    }  # fmt: skip


def resolve_problem(citation: Sitasi, catalog: Catalog) -> str | None:
    """Why a citation leads nowhere: no such text is held, or no provision of its unit; None where it leads to one."""
    address = (citation.jenis, citation.nomor, citation.tahun, citation.kind)
    for held in catalog.held():
        if (held.jenis, held.nomor, held.tahun, held.kind) == address:
            members = catalog.provisions(held.id, citation.unit.part, citation.unit.pasal)
            if not any(citation.unit.covers(m.unit) for m in members):
                return f"{citation.label} has no provision"
            allowed = [full_label(held.label, citation.unit, order) for order in ("huruf", "angka")]
            allowed += [section_label(held.label, m.heading, m.page) for m in members if m.unit.pasal is None]
            if citation.label not in allowed:
                return f"{citation.label} does not say its unit"
            return None
    return f"{citation.label} is not held"
