"""A ZIP of documents: every file of its own, whatever the others are, and nothing written where it should not be."""

from __future__ import annotations

import io
import stat
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from corpus.problems import ArchiveTooDeep, ArchiveTooLarge, LinkInArchive
from ingest.archive import shown_name
from ingest.pipeline import Pipeline, each_file
from tests.factories import REGULATION, settings_of

LETTER = "NOTULA RAPAT KEBUN\nA. Latar Belakang\nKebun dibahas warga pada malam itu sampai selesai.\n"


def zip_bytes(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of (name, content) pairs, names as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name) if method == zipfile.ZIP_STORED else name, content)
    return buffer.getvalue()


def make_zip(path: Path, *members: tuple[str, bytes | str]) -> Path:
    path.write_bytes(zip_bytes(*members))
    return path


def found(path: Path, **limits: int) -> list[tuple[str, str]]:
    """(name, text or the kind of problem) of each member."""
    return [
        (m.name, type(m.problem).__name__ if m.problem else m.path.read_text(encoding="utf-8"))
        for m in each_file(path, settings_of(path.parent, **limits))
    ]


@pytest.fixture
def pipeline(home: Path) -> Iterator[Pipeline]:
    settings = settings_of(home)
    catalog = Catalog(settings.catalog_path)
    yield Pipeline(catalog, settings)
    catalog.close()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("surat.pdf", "surat.pdf"),
        ("a/b/surat.pdf", "a/b/surat.pdf"),
        ("../../etc/surat.pdf", "etc/surat.pdf"),
        ("/etc/surat.pdf", "etc/surat.pdf"),
        ("C:\\Windows\\surat.pdf", "Windows/surat.pdf"),
        ("a/./../surat.pdf", "a/surat.pdf"),
        ("surat\n\x1b[31m.pdf", "surat [31m.pdf"),
        ("..", "tanpa nama"),
        ("", "tanpa nama"),
    ],
)
def test_a_name_is_shown_without_what_climbs(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_the_members_come_one_by_one_with_their_names(tmp_path: Path) -> None:
    inner = zip_bytes(("dalam.md", "tiga"))
    path = make_zip(
        tmp_path / "arsip.zip", ("a.md", "satu"), ("map/b.txt", "dua"), ("lagu.mp3", "-"), ("__MACOSX/a.md", "-"),
        (".rahasia.md", "-"), ("map/~$b.docx", "-"), ("isi.zip", inner),
    )  # fmt: skip
    assert found(path) == [
        ("arsip.zip/a.md", "satu"), ("arsip.zip/map/b.txt", "dua"), ("arsip.zip/isi.zip/dalam.md", "tiga"),
    ]  # fmt: skip


def test_names_that_climb_or_are_absolute_are_read_and_write_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "dalam" / "sekali"
    folder.mkdir(parents=True)
    absolute = tmp_path / "mutlak.md"
    path = make_zip(folder / "arsip.zip", ("../../naik.md", "satu"), (str(absolute), "dua"))
    names = [name for name, _ in found(path)]
    assert names[0] == "arsip.zip/naik.md" and names[1].endswith("/mutlak.md") and ".." not in names[1]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["arsip.zip", "dalam", "sekali"]


def test_nothing_temporary_stays(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "arsip.zip", ("a.md", "satu"), ("b.md", "dua"))
    members = each_file(path, settings_of(tmp_path))
    first, second = next(members), next(members)
    assert not first.path.exists() and second.path.exists()
    members.close()  # type: ignore[attr-defined]
    assert not second.path.parent.exists()


def test_what_is_wrong_with_one_leaves_the_others(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("tautan.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "arsip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("sandi.md", "rahasia")
        archive.writestr("rusak.md", "abcdefgh")
        archive.writestr("baik.md", "satu")
    data = bytearray(path.read_bytes())
    for place in range(len(data)):  # the flag "encrypted", in both headers of sandi.md
        if bytes(data[place : place + 4]) in (b"PK\x03\x04", b"PK\x01\x02"):
            name_at, flag_at = (30, 6) if data[place + 2] == 3 else (46, 8)
            if data[place + name_at : place + name_at + 8] == b"sandi.md":
                data[place + flag_at] |= 1
    start = data.index(b"abcdefgh")
    data[start : start + 1] = b"X"
    path.write_bytes(data)
    assert found(path) == [
        ("arsip.zip/tautan.md", LinkInArchive.__name__), ("arsip.zip/sandi.md", EncryptedFile.__name__),
        ("arsip.zip/rusak.md", DamagedFile.__name__), ("arsip.zip/baik.md", "satu"),
    ]  # fmt: skip


def test_a_bomb_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "arsip.zip", ("bom.txt", b"0" * (60 << 20)), ("baik.md", "satu"))
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    assert found(path) == [("arsip.zip/bom.txt", ArchiveTooLarge.__name__), ("arsip.zip/baik.md", "satu")]
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()


def test_all_members_together_stay_within_the_limit(tmp_path: Path) -> None:
    inner = zip_bytes(("c.txt", "abc" * 500_000), method=zipfile.ZIP_STORED)
    path = make_zip(tmp_path / "arsip.zip", ("a.md", "satu"), ("dalam.zip", inner), ("b.md", "dua"))
    assert found(path, max_archive_mb=2) == [
        ("arsip.zip/a.md", "satu"), ("arsip.zip", ArchiveTooLarge.__name__),
    ]  # fmt: skip
    assert [name for name, _ in found(path, max_archive_mb=9)][-1] == "arsip.zip/b.md"


def test_too_many_members(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "arsip.zip", *((f"{n}.md", "satu") for n in range(5)))
    assert [name for name, _ in found(path, max_archive_files=5)][-1] == "arsip.zip/4.md"
    assert found(path, max_archive_files=3)[-1] == ("arsip.zip", ArchiveTooLarge.__name__)


def test_a_directory_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "arsip.zip", *((f"{n}{'x' * 2000}.md", "") for n in range(5)))
    assert found(path, max_archive_files=1) == [("arsip.zip", ArchiveTooLarge.__name__)]


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = zip_bytes(("surat.md", "satu"))
    for level in range(5):
        data = zip_bytes((f"{level}.zip", data), (f"{level}.md", "dua"))
    (tmp_path / "arsip.zip").write_bytes(data)
    result = found(tmp_path / "arsip.zip")
    assert ("arsip.zip/4.zip/3.zip/2.zip", ArchiveTooDeep.__name__) in result
    assert ("arsip.zip/4.zip/3.md", "dua") in result


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"PK\x03\x04 rusak", DamagedFile), (zip_bytes(), EmptyFile), (zip_bytes(("lagu.mp3", "x")), EmptyFile)],
)
def test_an_archive_without_documents(tmp_path: Path, data: bytes, problem: type[Exception]) -> None:
    (tmp_path / "arsip.zip").write_bytes(data)
    assert found(tmp_path / "arsip.zip") == [("arsip.zip", problem.__name__)]


def test_a_zip_is_brought_in_member_by_member(pipeline: Pipeline, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "arsip.zip", ("kebun.md", REGULATION), ("rusak.pdf", "x"), ("surat/notula.txt", LETTER))
    outcomes = list(pipeline.add(path))
    assert [(o.file, o.status) for o in outcomes] == [
        ("arsip.zip/kebun.md", "added"), ("arsip.zip/rusak.pdf", "failed"), ("arsip.zip/surat/notula.txt", "added"),
    ]  # fmt: skip
    assert "Berkas arsip.zip/rusak.pdf rusak" in str(outcomes[1].problem)
    assert [(h.label, h.file) for h in pipeline.catalog.held()] == [
        ("Notula Rapat Kebun", "arsip.zip/surat/notula.txt"), ("Permendagri 9/2099", "arsip.zip/kebun.md"),
    ]  # fmt: skip
    assert [o.status for o in pipeline.add(path)] == ["unchanged", "failed", "unchanged"]


def test_documents_of_the_same_name_stand_side_by_side(pipeline: Pipeline, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "notula.txt").write_text(LETTER + folder, encoding="utf-8")
    for _ in range(2):
        for folder in ("a", "b"):
            list(pipeline.add(tmp_path / folder / "notula.txt"))
        assert [h.file for h in pipeline.catalog.held()] == ["b/notula.txt", "notula.txt"]
        pipeline = Pipeline(pipeline.catalog, pipeline.settings)
