"""The XML parts of workbooks, read as a stream: nothing is unpacked whole, and no entity is ever defined."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO
from xml.parsers import expat

from corpus.errors import DamagedFile, EncryptedFile
from corpus.problems import ArchiveTooLarge
from corpus.settings import Settings

BLOCK = 1 << 18
SHARE = 2  # the parts that are read may have such a part of what a ZIP may unpack to
PART_ERRORS = (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]


class LocalNames(dict[str, str]):
    """Names without their namespace: "urn:x table-cell" -> "table-cell"; each is cut once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


class Stop(Exception):
    """Nothing more of the part is wanted."""


def parse(stream: IO[bytes], start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Go through a part.

    Args:
        stream: the bytes.
        start: told (local name, attributes with local names) of each element.
        end: told (local name) of its end.
        text: told the text between.

    Raises:
        expat.ExpatError: it is no XML, or brings a document type, as no workbook does.
    """
    local = LocalNames()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
    parser.EndElementHandler = lambda name: end(local[name])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        while block := stream.read(BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except Stop:
        return


def _refuse(*_given: object) -> None:
    raise expat.ExpatError("a document type")


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute by its local name, "" where absent: "id" finds "urn:relationships id"."""
    for key, value in attributes.items():
        if key == name or key.endswith(f" {name}"):
            return value
    return ""


class Parts:
    """The parts of a workbook that is a ZIP.

    Args:
        path: the file.
        settings: how much it may unpack to.

    Raises:
        DamagedFile: it is no ZIP.
        ArchiveTooLarge: it lists too many parts.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.name = path.name
        self.limit = max(1, settings.max_archive_mb // SHARE)
        self._left = self.limit << 20
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DamagedFile(path.name) from error
        infos = self._zip.infolist()
        if len(infos) > settings.max_archive_files:
            files = settings.max_archive_files
            raise ArchiveTooLarge(path.name, f"{files} berkas", f"{files} files", "TANYA_MAX_ARCHIVE_FILES")
        self._infos = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of all parts, lower case."""
        return list(self._infos)

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._infos

    def each(self, name: str, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
        """Go through a part, see `parse`; one that is not there holds nothing.

        Raises:
            ArchiveTooLarge: the parts unpack beyond the limit.
            EncryptedFile, DamagedFile: it can not be read.
        """
        info = self._infos.get(name.lstrip("/").lower())
        if info is None:
            return
        self._left -= info.file_size  # zipfile reads no further than the directory says
        if self._left < 0:
            size = f"{self.limit} MB"
            raise ArchiveTooLarge(self.name, size, size, "TANYA_MAX_ARCHIVE_MB")
        if info.flag_bits & 1:
            raise EncryptedFile(self.name)
        try:
            with self._zip.open(info) as stream:
                parse(stream, start, end, text)
        except PART_ERRORS as error:
            raise DamagedFile(self.name) from error

    def elements(self, name: str, wanted: str) -> list[dict[str, str]]:
        """The attributes, by local names, of all elements of one name in a small part."""
        found: list[dict[str, str]] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == wanted:
                found.append({LocalNames()[key]: value for key, value in attributes.items()})

        self.each(name, start, _ignore, _ignore)
        return found


def _ignore(_text: str) -> None:
    return None
