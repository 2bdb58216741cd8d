"""Markdown and plain text -> pages of text; a form feed begins a page."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import DamagedFile, EmptyFile
from corpus.models import Page

MARKDOWN = (
    (re.compile(r"^\s{0,3}#{1,6}\s+", re.MULTILINE), ""),  # headings
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),  # bold
    (re.compile(r"^\s{0,3}>\s?", re.MULTILINE), ""),  # quotations
    (re.compile(r"\\([()\[\].#*_-])"), r"\1"),  # escapes
)


BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff")  # first bytes of other kinds


def decode(data: bytes) -> str:
    """Text of unknown encoding: UTF-8, UTF-16 by its mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(path: Path) -> list[Page]:
    """All pages of a text file.

    Raises:
        EmptyFile: nothing but blanks.
        DamagedFile: it is binary.
    """
    data = path.read_bytes()
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data.startswith(BINARY) or (b"\x00" in data[:4096] and not marked):
        raise DamagedFile(path.name)
    text = decode(data)
    if path.suffix.lower() in (".md", ".markdown"):
        for pattern, plain in MARKDOWN:
            text = pattern.sub(plain, text)
    if not text.strip():
        raise EmptyFile(path.name)
    return [Page(number, page) for number, page in enumerate(text.split("\f"), 1)]
