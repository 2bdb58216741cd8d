from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import DamagedFile, EmptyFile, FileProblem
from ingest.text import decode, read_text
from tests.factories import pdf_bytes


def read(folder: Path, name: str, content: bytes) -> list[str]:
    path = folder / name
    path.write_bytes(content)
    return [page.text for page in read_text(path)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("kebun – é".encode(), "kebun – é"),
        (b"\xef\xbb\xbfkebun", "kebun"),
        ("kebun".encode("utf-16"), "kebun"),
        ("“kebun”".encode("cp1252"), "“kebun”"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", b"Satu\fDua") == ["Satu", "Dua"]


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("## Pasal 1", "Pasal 1"), ("**Pasal 1**", "Pasal 1"), ("> kutipan", "kutipan"), (r"\(1\) Warga", "(1) Warga"),
        ("5 * 3 ** 2", "5 * 3 ** 2"), ("a_b", "a_b"), ("#kebun", "#kebun"),
    ],
)  # fmt: skip
def test_markdown_marks_go(tmp_path: Path, raw: str, plain: str) -> None:
    assert read(tmp_path, "a.md", raw.encode()) == [plain]


def test_marks_stay_in_plain_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", b"## Pasal 1") == ["## Pasal 1"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", EmptyFile), (b" \n\t ", EmptyFile), (b"a\x00b", DamagedFile), (pdf_bytes(["Satu"]), DamagedFile),
        (b"\x89PNG\r\n", DamagedFile), (b"PK\x03\x04", DamagedFile),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_told_by_name(tmp_path: Path, content: bytes, problem: type[Exception]) -> None:
    with pytest.raises(problem, match="surat.txt"):
        read(tmp_path, "surat.txt", content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.txt"]))
def test_no_bytes_make_it_raise_anything_else(tmp_path: Path, content: bytes, name: str) -> None:
    try:
        assert any(text.strip() for text in read(tmp_path, name, content))
    except FileProblem as problem:
        assert name in str(problem)
