"""One process owns a home: a lock file beside the catalogue."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

from corpus.errors import HomeInUse, write_problem


class HomeLock:
    """Hold the home folder while in use.

    Args:
        home: made where absent.
        shared: readers share it; a writer wants it alone.

    Raises:
        HomeInUse: another process holds it.
        DiskFull, HomeUnusable: the folder can not be made.
    """

    def __init__(self, home: Path, shared: bool = False) -> None:
        self.home, self.shared = home, shared
        self._file: IO[str] | None = None

    def __enter__(self) -> HomeLock:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._file = open(self.home / "kunci", "a", encoding="utf-8")
        except OSError as error:
            raise write_problem(error, str(self.home)) from error
        try:
            _lock(self._file, self.shared)
        except OSError as error:
            self._file.close()
            raise HomeInUse(os.fspath(self.home)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _lock(file: IO[str], shared: bool) -> None:
    """Lock an open file, or raise OSError at once; the system unlocks it when its process ends, however it ends."""
    if sys.platform == "win32":
        import msvcrt

        if not shared:  # Windows knows no shared lock here: readers go without
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
