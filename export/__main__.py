"""python -m export: documents that leave, one command for each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.catalog import Catalog
from corpus.commands import CommandParser
from corpus.errors import NothingMapped, TanyaError, write_problem
from corpus.lock import HomeLock
from corpus.mappings import Mappings
from corpus.settings import read_settings
from corpus.urusan import DaftarUrusan
from export.contoh import sample
from export.daftar import yearly_lists
from export.document import lists_document
from export.template import template_workbook
from export.workbook import lists_workbook

USAGE = """\
python -m export list [NAMA-PEMETAAN] [--tahun 2026] [--out daftar.xlsx|daftar.docx]
python -m export template [--out BERKAS.xlsx]
python -m export sample [--out BERKAS.xlsx]
"""


@dataclass(frozen=True)
class Command:
    """What can be written.

    Attributes:
        told: what it is, for people.
        make: the bytes of the file.
        out: where it goes by default.
    """

    told: str
    make: Callable[[argparse.Namespace], bytes]
    out: str


def yearly_list(options: argparse.Namespace) -> bytes:
    """The yearly lists of a mapping that is held: the newest, or that of a name.

    Raises:
        NothingMapped: none of that name is held, or none at all.
    """
    settings = read_settings()
    with HomeLock(settings.home, shared=True):
        catalog = Catalog(settings.catalog_path)
        try:
            mappings = Mappings(catalog)
            found = [h for h in mappings.held() if options.name in ("", h.key)]
            if not found:
                raise NothingMapped(options.name)
            held = max(found, key=lambda h: (not h.contoh, h.added))
            rows = mappings.rows(held.key)
        finally:
            catalog.close()
    affairs = DaftarUrusan.read()
    lists = yearly_lists(rows, affairs, held.daerah, f"{held.label} ({held.file})", options.tahun, held.contoh)
    made = lists_document if options.out.suffix.lower() == ".docx" else lists_workbook
    return made(lists, affairs, date.today())


def commands() -> dict[str, Command]:
    """Each by its name."""
    return {
        "list": Command("daftar rencana tahunan satu pemetaan (.xlsx atau .docx)", yearly_list, "daftar-rencana.xlsx"),
        "template": Command(
            "buku kerja kosong", lambda _: template_workbook(DaftarUrusan.read()), "templat-pemetaan.xlsx"
        ),
        "sample": Command("buku kerja contoh (fiktif)", lambda _: sample(), "contoh-pemetaan.xlsx"),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code: 0 when it is written, 1 for an error, 2 for wrong usage."""
    known = commands()
    parser = CommandParser("python -m export", "Dokumen keluar Tanya KSD.", USAGE)
    told = "; ".join(f"{name}: {command.told}" for name, command in known.items())
    parser.add_argument("command", choices=list(known), metavar="|".join(known), help=told)
    parser.add_argument(
        "name", nargs="?", default="", metavar="NAMA-PEMETAAN", help="untuk list; yang terbaru bila kosong"
    )
    parser.add_argument("--tahun", type=int, default=0, help="untuk list: tahun rencana; semua bila kosong")
    parser.add_argument("--out", type=Path, metavar="BERKAS", help="tempat berkasnya")
    options = parser.parse_args(list(sys.argv[1:] if arguments is None else arguments))
    command = known[options.command]
    options.out = options.out or Path(command.out)
    try:
        made = command.make(options)
        try:
            options.out.parent.mkdir(parents=True, exist_ok=True)
            options.out.write_bytes(made)
        except OSError as error:
            raise write_problem(error, str(options.out)) from error
    except TanyaError as error:
        print(error, file=sys.stderr)
        return 1
    print(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
