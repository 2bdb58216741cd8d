"""A ZIP of documents -> its files, one at a time, each in a temporary file of a name of our own.

Nothing is ever written where a member's name points to, so `../` and absolute names are harmless: they are only shown,
without what climbs.
"""

from __future__ import annotations

import lzma
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, FileProblem, UnexpectedProblem
from corpus.problems import ArchiveTooDeep, ArchiveTooLarge, LinkInArchive
from corpus.settings import Settings
from ingest.guard import MEGABYTE, printable

MAX_DEPTH = 3  # a ZIP in a ZIP in a ZIP
RATIO = 250  # no document shrinks so far; deflate itself ends at 1,032
RATIO_FROM = 20 * MEGABYTE  # below this a ratio says nothing: an empty form of spaces
BLOCK = 1 << 18
NAME_CHARS = 200
ENTRY_BYTES = 1024  # of the directory: 46 and the name, so this is generous
END_SIGN = b"PK\x05\x06"
ZIP_ERRORS = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error,
    lzma.LZMAError,
)  # fmt: skip
UNSEEN = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file of an archive.

    Attributes:
        name: as shown, e.g. "arsip.zip/surat/berkas.pdf".
        path: where its bytes lie until the next member is asked for.
        problem: why there are none; None where all is well.
    """

    name: str
    path: Path
    problem: FileProblem | None = None


class Budget:
    """What an archive, with the archives in it, may still unpack."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bytes = settings.max_archive_mb * MEGABYTE
        self.files = settings.max_archive_files


class _Spent(Exception):
    """Nothing more of the archive is read; carries what is told."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def shown_name(name: str) -> str:
    r"""The path of a member without what climbs or is absolute: "../../a\b.pdf" -> "a/b.pdf"."""
    parts = [printable(part, NAME_CHARS) for part in re.split(r"[\\/]+", re.sub(r"^[A-Za-z]:", "", name))]
    return "/".join(part for part in parts if part not in ("", ".", ".."))[-NAME_CHARS:] or "tanpa nama"


def _is_unseen(name: str) -> bool:
    parts = name.split("/")
    return any(part in UNSEEN or part.startswith((".", "~$")) for part in parts)


def check_directory(path: Path, name: str, settings: Settings) -> None:
    """Refuse an archive whose directory alone would fill the memory, before it is read.

    Raises:
        ArchiveTooLarge: it lists far more files than are allowed.
        OSError: it can not be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    place = tail.rfind(END_SIGN)
    listed = int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
    if listed > settings.max_archive_files * ENTRY_BYTES:
        raise _too_many(name, settings)


def _too_many(name: str, settings: Settings) -> ArchiveTooLarge:
    limit = settings.max_archive_files
    return ArchiveTooLarge(name, f"{limit} berkas", f"{limit} files", "TANYA_MAX_ARCHIVE_FILES")


def _too_much(name: str, settings: Settings) -> ArchiveTooLarge:
    limit = f"{settings.max_archive_mb} MB"
    return ArchiveTooLarge(name, limit, limit, "TANYA_MAX_ARCHIVE_MB")


def members(
    path: Path, name: str, settings: Settings, wanted: Callable[[str], bool], is_zip: Callable[[Path], bool]
) -> Iterator[Member]:
    """The files of an archive, those of archives in it too.

    Args:
        path: the ZIP.
        name: as it is shown.
        settings: the limits.
        wanted: whether a member of this name is of a kind that is read; the others are passed over, as in a folder.
        is_zip: whether an unpacked file is an archive itself.

    Yields:
        A member with its bytes, or with why it has none; what can be read is read, whatever else is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="tanya-", ignore_cleanup_errors=True) as folder:
        unpacker = _Unpacker(Path(folder), name, Budget(settings), wanted, is_zip)
        try:
            yield from unpacker.walk(path, name, 1)
        except _Spent as spent:
            yield Member(spent.problem.name, path, spent.problem)


class _Unpacker:
    def __init__(
        self, folder: Path, name: str, budget: Budget, wanted: Callable[[str], bool], is_zip: Callable[[Path], bool]
    ) -> None:
        self.folder = folder
        self.name = name
        self.budget = budget
        self.wanted = wanted
        self.is_zip = is_zip
        self._made = 0

    def walk(self, path: Path, name: str, depth: int) -> Iterator[Member]:
        """The members of one archive."""
        count = 0
        try:
            check_directory(path, name, self.budget.settings)
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    for member in self._member(archive, info, name, depth):
                        count += 1
                        yield member
        except ArchiveTooLarge as problem:
            yield Member(name, path, problem)
            return
        except ZIP_ERRORS:
            yield Member(name, path, DamagedFile(name))
            return
        if not count:
            yield Member(name, path, EmptyFile(name))

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, owner: str, depth: int) -> Iterator[Member]:
        inner = shown_name(info.filename)
        name = f"{owner}/{inner}"
        if info.is_dir() or _is_unseen(inner) or not self.wanted(inner):
            return
        self.budget.files -= 1
        if self.budget.files < 0:
            raise _Spent(_too_many(self.name, self.budget.settings))
        self._made += 1
        target = self.folder / f"{self._made}{Path(inner).suffix.lower()[:10]}"
        try:
            problem = self._unpack(archive, info, name, target)
            if problem is not None:
                yield Member(name, target, problem)
            elif not self.is_zip(target):
                yield Member(name, target)
            elif depth >= MAX_DEPTH:
                yield Member(name, target, ArchiveTooDeep(name))
            else:
                yield from self.walk(target, name, depth + 1)
        finally:
            target.unlink(missing_ok=True)

    def _unpack(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, target: Path) -> FileProblem | None:
        """Write a member to its file; what stands in the way is returned."""
        if stat.S_ISLNK(info.external_attr >> 16):
            return LinkInArchive(name)
        if info.flag_bits & 0x1:
            return EncryptedFile(name)
        written = 0
        try:
            with archive.open(info) as source, target.open("wb") as file:
                while block := source.read(BLOCK):
                    written += len(block)
                    self.budget.bytes -= len(block)
                    if written > RATIO_FROM and written > RATIO * max(1, info.compress_size):
                        return ArchiveTooLarge(name, f"{RATIO} kali ukurannya", f"{RATIO} times its size")
                    if self.budget.bytes < 0:
                        raise _Spent(_too_much(self.name, self.budget.settings))
                    file.write(block)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zlib.error, lzma.LZMAError):
            return DamagedFile(name)
        except RuntimeError:  # what zipfile raises for a password
            return EncryptedFile(name)
        except OSError:  # no room for the copy, say
            return UnexpectedProblem(name)
        return None
