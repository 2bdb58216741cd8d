"""What every test stands on: a home of its own, no setting from outside, no network, the real documents if there."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("localhost", "127.", "::1", "0.0.0.0")


class NetworkUsed(Exception):
    """A test reached for another machine; no OSError, so that nothing takes it for an ordinary failure."""


def is_local(host: object) -> bool:
    """Whether a host name or address is this machine's own."""
    name = host.decode() if isinstance(host, bytes) else host
    return name is None or name == "" or (isinstance(name, str) and name.startswith(LOOPBACK))


def guarded(method: Any) -> Any:
    """A method of `socket.socket` that takes an address, refusing those of other machines."""

    def call(self: socket.socket, address: Any, *rest: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise NetworkUsed(f"{method.__name__} to {address!r}")
        return method(self, address, *rest)

    return call


def without_settings(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Only TANYA_HOME is set."""
    for name in [n for n in os.environ if n.startswith("TANYA_")]:
        patch.delenv(name)
    patch.setenv("TANYA_HOME", str(home))


@pytest.fixture(scope="session", autouse=True)
def closed_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No network but loopback, and no setting from outside, for the fixtures of the whole session too."""
    look_up = socket.getaddrinfo

    def local_only(host: Any, *rest: Any, **options: Any) -> Any:
        if not is_local(host):
            raise NetworkUsed(f"the address of {host!r} was asked for")
        return look_up(host, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", local_only)
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
            patch.setenv(name, "1")
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        without_settings(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def home(closed_world: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of this test alone; not made yet."""
    folder = tmp_path / "home"
    without_settings(monkeypatch, folder)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; the test skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus" / "inti").is_dir():
        pytest.skip("the real regulations (../shared/corpus/inti) are not here")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Real Chromium, for a module of tests; the test skips where there is none."""
    from tests.browser import chromium

    yield from chromium()


@pytest.fixture(params=[1280, 390])
def width(request: pytest.FixtureRequest) -> int:
    """Width of the window, pixels."""
    return int(request.param)


@pytest.fixture
def visit(browser: Any, server: Any, width: int) -> Iterator[Any]:
    """The page of the module's `server`, freshly opened."""
    from tests.browser import visiting

    with visiting(browser, server, width) as seen:
        yield seen
