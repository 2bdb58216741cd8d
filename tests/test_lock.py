from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus import lock
from corpus.errors import DiskFull, HomeInUse, HomeUnusable
from corpus.lock import HomeLock
from tests.fakes import no_room, not_allowed

needs_flock = pytest.mark.skipif(sys.platform == "win32", reason="Windows gives no shared lock")


def test_the_home_is_made(home: Path) -> None:
    with HomeLock(home):
        assert home.is_dir()


@pytest.mark.parametrize(("first", "second"), [(False, False), (False, True), (True, False)])
@needs_flock
def test_a_second_one_is_refused(home: Path, first: bool, second: bool) -> None:
    with HomeLock(home, shared=first), pytest.raises(HomeInUse, match=f"Folder data {home} sedang dipakai"):
        HomeLock(home, shared=second).__enter__()


@needs_flock
def test_readers_share_it(home: Path) -> None:
    with HomeLock(home, shared=True), HomeLock(home, shared=True):
        assert home.is_dir()


def test_it_is_given_back(home: Path) -> None:
    for _ in range(2):
        with HomeLock(home):
            assert home.is_dir()


def test_it_is_given_back_when_the_work_fails(home: Path) -> None:
    with pytest.raises(ValueError, match="kebun"), HomeLock(home):
        raise ValueError("kebun")
    with HomeLock(home):
        assert home.is_dir()


HOLD = "import sys; from pathlib import Path; from corpus.lock import HomeLock\nwith HomeLock(Path(sys.argv[1])): {}"


def test_another_process_is_refused(home: Path) -> None:
    command = [sys.executable, "-c", HOLD.format("pass"), str(home)]
    with HomeLock(home):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(lock.__file__).parents[1])
    assert done.returncode == 1
    assert "HomeInUse" in done.stderr


def test_a_process_that_died_holds_nothing(home: Path) -> None:
    command = [sys.executable, "-c", HOLD.format("import os; os._exit(9)"), str(home)]
    assert subprocess.run(command, check=False, cwd=Path(lock.__file__).parents[1]).returncode == 9
    with HomeLock(home):
        assert home.is_dir()


@pytest.mark.parametrize(("failure", "problem"), [(no_room, DiskFull), (not_allowed, HomeUnusable)])
def test_a_home_that_can_not_be_made(
    home: Path, monkeypatch: pytest.MonkeyPatch, failure: object, problem: type[Exception]
) -> None:
    monkeypatch.setattr(Path, "mkdir", failure)
    with pytest.raises(problem, match=str(home)):
        HomeLock(home).__enter__()
