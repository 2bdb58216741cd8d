"""python -m eval.ingest: what is understood of the documents, in one table beside its goals and its peers."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pypdf import PdfReader

from corpus.errors import TanyaError
from corpus.settings import read_settings
from eval import matriks, ocr, structure
from eval.homes import CORPUS, HOME, time_pages
from eval.sets import ARCHIVE, DocumentsMissing
from eval.sources import read_sources
from ingest.pipeline import understand

SECOND = "detik per halaman"
OCR_PEERS = {SECOND: "8.8 Tesseract; 3.8 RapidOCR as it comes; 3.0 in two processes"}  # as issue 3 tells


@dataclass(frozen=True)
class Row:
    """One line: a measure, what the peers reach, what we reach, and what was asked for."""

    measure: str
    peers: str
    ours: str
    reach: str


def structure_rows(options: argparse.Namespace) -> list[Row]:
    """Complete structures of the archive.

    Raises:
        DocumentsMissing: the archive is not beside the core regulations.
    """
    archive = options.corpus.parent / ARCHIVE
    if not archive.is_file():
        raise DocumentsMissing(archive.name)
    rows, _ = structure.measure(archive, options.sample, structure.SEED, options.workers)
    return [
        Row(
            r.measure,
            "-" if r.headings == r.sketch == "-" else f"{r.headings} headings; {r.sketch} chain",
            r.ours,
            r.reach,
        )
        for r in rows
    ]


def ocr_rows(options: argparse.Namespace) -> list[Row]:
    """Scans read: errors, Pasal, seconds."""
    rows = ocr.measure(options.corpus, options.workers)
    return [Row(r.what, _peer(r.what), f"{r.value:.2f}", r.goal or "-") for r in rows]


def _peer(what: str) -> str:
    return OCR_PEERS.get(what.rsplit(": ", 1)[-1], "-") if what.startswith(ocr.SCAN) else "-"


def matrix_rows(options: argparse.Namespace) -> list[Row]:
    """Cells of the matrices of UU 23/2014."""
    cells = matriks.read_cells()
    item = understand(options.corpus / matriks.FILE.name, read_settings())
    right = 1 - len(matriks.compare(cells, item)) / len(cells)
    return [Row(f"cells of the matrices as by eye, of {len(cells)}", "-", f"{right:.3f}", f"{matriks.GOAL:.2f}")]


def page_rows(options: argparse.Namespace) -> list[Row]:
    """Pages with a text layer, made searchable by words; beside it pypdf, which only reads them."""
    files = list(read_sources(options.corpus, HOME / "resep").files.values())
    pages, seconds = time_pages(files)
    began = time.perf_counter()
    read = sum(len([page.extract_text() for page in PdfReader(path).pages]) for path in files)
    alone = read / (time.perf_counter() - began)
    return [
        Row("pages with a text layer searchable, a second", f"{alone:.0f} pypdf alone", f"{pages / seconds:.0f}", "40")
    ]


BENCHES: Mapping[str, Callable[[argparse.Namespace], list[Row]]] = {
    "structure": structure_rows,
    "ocr": ocr_rows,
    "matriks": matrix_rows,
    "pages": page_rows,
}


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    head = ["| | peers | ours | reach |", "|---|---|---|---|"]
    return "\n".join(head + [f"| {' | '.join(asdict(row).values())} |" for row in rows])


def main(arguments: Sequence[str] | None = None, show: Callable[[str], object] = print) -> int:
    """Run the command; 1 where the documents are not there."""
    parser = argparse.ArgumentParser("python -m eval.ingest", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, action="append", help="this bench; may stand several times")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the core regulations as PDF")
    parser.add_argument("--sample", type=int, default=structure.SAMPLE, help="texts of the archive to judge")
    parser.add_argument("--workers", type=int, default=structure.WORKERS, help="processes")
    parser.add_argument("--json", action="store_true", help="rows for a machine")
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    try:
        for name in options.only or BENCHES:
            print(f"{name} …", file=sys.stderr)
            rows.extend(BENCHES[name](options))
    except TanyaError as error:
        print(error.message("en"), file=sys.stderr)
        return 1
    show(json.dumps([asdict(row) for row in rows], ensure_ascii=False) if options.json else table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
