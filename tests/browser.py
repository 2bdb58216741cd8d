"""A real browser for tests of the page: the server, Chromium, and a visit that notes what the page complains of."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent


def environment(home: Path, **more: str) -> dict[str, str]:
    """For a process of its own: full text alone, nothing set from outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TANYA_")}
    return kept | {"TANYA_HOME": str(home), "TANYA_EMBEDDER": "none", "PYTHONUNBUFFERED": "1"} | more


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running page."""

    url: str
    home: Path
    process: subprocess.Popen[str]


def serve(home: Path) -> Iterator[Server]:
    """Start `python app.py`, wait until it answers, and end it with Ctrl-C."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment(home, TANYA_PORT=str(port)), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_for(url, process)
        yield Server(url, home, process)
        for sent in (signal.SIGINT, signal.SIGTERM) * 10:  # a terminal, make and a service manager at once
            process.send_signal(sent)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0, output
        assert "Tanya KSD berhenti." in output
        assert "Traceback" not in output
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def wait_for(url: str, process: subprocess.Popen[str]) -> None:
    """Until the page is up; fails with what the process said if it ends before."""
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"app.py ended: {process.communicate()[0]}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("app.py did not answer")


def chromium() -> Iterator[Browser]:
    """Real Chromium, until the iterator is closed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium")
        pytest.skip("there is no Chromium")
    with sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield running
        running.close()


@dataclass
class Visit:
    """A page in the browser, with all that it complained of and asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question and press Enter."""
        box = self.page.locator("#pertanyaan textarea")
        box.fill(question)
        box.press("Enter")

    def answer(self) -> str:
        """Words of the newest answer."""
        answers = self.page.locator("#percakapan .message.bot")
        expect(answers.last).to_be_visible(timeout=30_000)
        return str(answers.last.inner_text())

    def stands_out(self) -> list[str]:
        """Elements that reach beyond the window's right edge, and are not inside a box that scrolls."""
        found = self.page.evaluate(
            """() => [...document.querySelectorAll("main *")].filter((e) => {
                const r = e.getBoundingClientRect();
                return r.width > 0 && r.height > 0 && r.right > innerWidth + 1;
            }).map((e) => `${e.tagName}#${e.id}.${e.className}`)"""
        )
        return list(found)


def is_outside(url: str, server: Server) -> bool:
    """Whether an address is of another machine."""
    return not url.startswith((server.url, "data:", "blob:"))


@contextmanager
def visiting(browser: Browser, server: Server, width: int) -> Iterator[Visit]:
    """The page, freshly opened; nothing may be asked from outside and nothing complain in the console."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    page = context.new_page()
    seen = Visit(page)
    page.on("console", lambda message: seen.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda request: seen.outside.append(request.url) if is_outside(request.url, server) else None)
    page.goto(server.url)
    expect(page.locator("#pertanyaan textarea")).to_be_visible(timeout=30_000)
    expect(page.locator("#percakapan .example").first).to_be_visible(timeout=30_000)
    yield seen
    context.close()
    assert seen.complaints == []
    assert seen.outside == []
