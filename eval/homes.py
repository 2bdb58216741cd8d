"""The homes that are measured: made by the commands themselves, made anew when the code of the index has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import TanyaError
from corpus.lock import HomeLock
from corpus.settings import Settings

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
HOME = FOLDER / ".home"
CORPUS = ROOT.parent / "shared" / "corpus" / "inti"
INDEX_CODE = ("catalog.py", "digest.py", "embed.py", "entries.py", "models.py", "vectors.py", "words.py")


class CommandFailed(TanyaError):
    """A command that is measured ended with an error."""

    def __init__(self, command: Sequence[str], detail: str) -> None:
        name = " ".join(command[:3])
        super().__init__(f"Perintah `python {name}` gagal: {detail}", f"The command `python {name}` failed: {detail}")


def run(arguments: Sequence[str], home: Path, **environment: str) -> tuple[float, str]:
    """Run `python …` on a home; returns its seconds from start to exit, and what it printed.

    Raises:
        CommandFailed: its exit code is not 0.
    """
    env = {**os.environ, "TANYA_HOME": str(home), **environment}
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, encoding="utf-8")
    seconds = time.perf_counter() - began
    if done.returncode:
        raise CommandFailed(arguments, (done.stderr.strip().splitlines() or ["?"])[-1])
    return seconds, done.stdout


def index_code() -> str:
    """A hash of the code that decides what an index holds: with other code, an old index measures nothing."""
    digest = hashlib.sha256()
    for path in sorted([*(ROOT / "ingest").glob("*.py"), *(ROOT / "corpus" / name for name in INDEX_CODE)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare(settings: Settings, files: Sequence[Path], own: bool) -> None:
    """Make sure that a home holds the regulations with their vectors.

    Args:
        settings: name the home.
        files: the regulations.
        own: the home is the measure's own: it keeps itself out of git, and is made anew when the code of the index has
            changed. The home of somebody else is only added to.
    """
    home, stamp = settings.home, settings.home / "kode-indeks"
    home.mkdir(parents=True, exist_ok=True)
    code = index_code()
    known = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    if own:
        (home / ".gitignore").write_text("*\n", encoding="utf-8")
        if known != code:
            print("Making the index anew; this takes some minutes, what OCR read is kept …", file=sys.stderr)
            with HomeLock(home):
                for path in home.glob(f"{settings.catalog_path.name}*"):
                    path.unlink()
                shutil.rmtree(settings.vectors_path, ignore_errors=True)
    elif known and known != code:
        print(f"Note: other code made the index in {home}; its numbers may mislead.", file=sys.stderr)
    fresh = not settings.catalog_path.exists()
    run(["-m", "ingest", *map(str, files)], home)
    if own or fresh:
        stamp.write_text(code, encoding="utf-8")


def time_pages(files: Sequence[Path]) -> tuple[int, float]:
    """Pages of files, and the seconds from start to exit that bring them into an empty home, words alone."""
    with tempfile.TemporaryDirectory() as fresh:
        arguments = ["-m", "ingest", "--json", *map(str, files)]
        seconds, out = run(arguments, Path(fresh), TANYA_EMBEDDER="none", TANYA_OCR="off")
    return sum(int(item.get("pages", 0)) for item in json.loads(out)["files"]), seconds


def home_of(core: Path, name: str) -> Path:
    """The home of sets, beside the one of the core regulations."""
    return core.with_name(f"{core.name}-{name}") if name else core


def begin_home(core: Path, home: Path) -> None:
    """Let a new home begin as a copy of the core one, where that is, so that nothing is read or embedded twice."""
    if home != core and not home.exists() and core.exists():
        shutil.copytree(core, home, ignore=shutil.ignore_patterns("resep"))
