"""Worker processes end with the process that started them, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
BUSY = """
import time
from ingest.workers import worker_pool
pool = worker_pool(2)
futures = [pool.submit(time.sleep, 600) for _ in range(4)]
while not all(future.running() for future in futures[:2]):
    time.sleep(0.01)
print("busy", flush=True)
time.sleep(600)
"""
Start = Callable[..., "subprocess.Popen[str]"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals and no process groups")


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts Python in a group of processes of its own; what is left of it at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **more}, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        with suppress(ProcessLookupError, PermissionError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ends_with_all(process: subprocess.Popen[str]) -> str:
    """What it said; its workers hold its output open, so that this ends when the last of them has ended."""
    return process.communicate(timeout=60)[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_idle_and_busy_workers_go_with_their_parent(start: Start, number: signal.Signals) -> None:
    process = start("-c", BUSY)
    assert process.stdout is not None and process.stdout.readline() == "busy\n"
    process.send_signal(number)
    assert ends_with_all(process) == ""
    assert process.returncode == -number


def scan(path: Path, pages: int) -> Path:
    """A PDF of pictures of pages."""
    image = Image.new("L", (1240, 1754), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    for line in range(6):
        pen.text((100, 80 + 40 * line), f"{line}. Warga menanam padi di sawah yang dijaga bersama.", 0, font)
    image.save(path, "PDF", resolution=150, save_all=True, append_images=[image] * (pages - 1))
    return path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_those_that_read_scans_go_with_the_command(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    home = tmp_path / "rumah"
    path = scan(tmp_path / "a.pdf", 60)
    settings = {"TANYA_HOME": str(home), "TANYA_EMBEDDER": "none", "TANYA_WORKERS": "2", "TANYA_OCR": "auto"}
    process = start("-m", "ingest", str(path), **settings)
    while not any(home.glob("ocr/*.jsonl")):
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    process.send_signal(number)
    ends_with_all(process)
    assert process.returncode not in (0, None)
    (kept,) = home.glob("ocr/*.jsonl")
    assert 1 <= len(kept.read_text(encoding="utf-8").splitlines()) < 60
