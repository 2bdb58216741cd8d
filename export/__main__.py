"""python -m export: documents that leave, one command for each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from export.contoh import sample

Command = Callable[[argparse.Namespace], None]


def write_sample(options: argparse.Namespace) -> None:
    """Write the fictional sample workbook."""
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(sample())
    print(options.out)


def commands() -> dict[str, tuple[str, Command, str]]:
    """Name of each command: (what it does, who does it, where to by default)."""
    return {"sample": ("buku kerja contoh (fiktif)", write_sample, "contoh-pemetaan.xlsx")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of them; 0 when it is done."""
    parser = argparse.ArgumentParser(prog="python -m export", description="Dokumen keluar Tanya KSD")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, (told, _, out) in commands().items():
        subparsers.add_parser(name, help=told).add_argument("--out", type=Path, default=Path(out))
    options = parser.parse_args(arguments)
    commands()[options.command][1](options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
