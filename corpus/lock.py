"""One process owns a home: a lock file beside the catalogue."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import IO

from corpus.errors import DiskFull, HomeInUse

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class HomeLock:
    """Hold the home folder while in use.

    Args:
        home: made where absent.
        shared: readers share it; a writer wants it alone.

    Raises:
        HomeInUse: another process holds it.
        DiskFull: the folder can not be made.
    """

    def __init__(self, home: Path, shared: bool = False) -> None:
        self.home, self.shared = home, shared
        self._file: IO[str] | None = None

    def __enter__(self) -> HomeLock:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._file = open(self.home / "kunci", "a", encoding="utf-8")
        except OSError as error:
            raise DiskFull(str(self.home)) from error
        try:
            if fcntl is not None:
                fcntl.flock(self._file, (fcntl.LOCK_SH if self.shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            elif not self.shared:
                import msvcrt

                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError as error:
            self._file.close()
            raise HomeInUse(os.fspath(self.home)) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
