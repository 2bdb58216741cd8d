"""Command lines that speak Indonesian: help, complaints and exit codes of `python -m ingest` and `python -m rag`."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

# what argparse says -> what an official reads
COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), r"yang wajib diisi belum ada: \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"tidak dikenal: \1"),
    (re.compile(r"argument (.+): expected one argument"), r"\1 memerlukan satu nilai"),
    (re.compile(r"argument (.+): expected at least one argument"), r"\1 memerlukan paling sedikit satu nilai"),
    (re.compile(r"argument (.+): invalid \w+ value: (.+)"), r"nilai \2 tidak dapat dipakai untuk \1"),
    (re.compile(r"argument (.+): not allowed with argument (.+)"), r"\1 tidak dapat dipakai bersama \2"),
    (
        re.compile(r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)"),
        r"\2 tidak dapat dipakai untuk \1; pilih \3",
    ),
    (re.compile(r"one of the arguments (.+) is required"), r"isi salah satu: \1"),
)


class CommandParser(argparse.ArgumentParser):
    """An argument parser in Indonesian; takes what `argparse.ArgumentParser` takes."""

    def __init__(self, prog: str, description: str, usage: str | None = None) -> None:
        super().__init__(prog=prog, usage=usage, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title = "yang diisi"
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def format_usage(self) -> str:
        """The usage in one paragraph."""
        return super().format_usage().replace("usage:", "pemakaian:", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage:", "pemakaian:", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence; exit code 2."""
        for pattern, indonesian in COMPLAINTS:
            if match := pattern.fullmatch(message):
                message = match.expand(indonesian)
                break
        print(f"Perintah belum tepat: {message}. Bantuan: {self.prog} --help", file=sys.stderr)
        sys.exit(2)
