from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from corpus.catalog import Catalog
from corpus.errors import (
    DamagedFile,
    DiskFull,
    EmptyFile,
    EncryptedFile,
    HomeUnusable,
    MissingFile,
    NoPasal,
    NoTextFile,
    NothingToRead,
    UnexpectedProblem,
    UnsupportedFile,
)
from corpus.models import Page
from corpus.shelf import kept_copy, sha256_of
from ingest import pipeline as module
from ingest import scans
from ingest.lines import Seen
from ingest.pipeline import Outcome, Pipeline, find_files, read_pages, understand
from ingest.structure import parse
from tests.factories import REGULATION, ketentuan, lock_pdf, make_pdf, peraturan, settings_of
from tests.fakes import Broken, crash, no_room, not_allowed

PAGES = [f"{half}\n" for half in REGULATION.split("BAB II", 1)]
PAGES[1] = "BAB II" + PAGES[1]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64  # no picture, but it looks like one


@pytest.fixture
def pipeline(home: Path) -> Iterator[Pipeline]:
    settings = settings_of(home)
    catalog = Catalog(settings.catalog_path)
    yield Pipeline(catalog, settings)
    catalog.close()


def labels(pipeline: Pipeline) -> list[tuple[str, str]]:
    return [(h.label, h.sha256) for h in pipeline.catalog.held()]


def status(outcome: Outcome) -> tuple[str, str]:
    return outcome.status, outcome.label


# --- finding files


def test_files_are_found_in_order(tmp_path: Path) -> None:
    names = "b.pdf a.DOCX sub/c.md sub/d.txt g.PNG h.zip lagu.mp3 .rahasia/e.pdf sub/.f.pdf sub/~$c.docx".split()
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = [p.relative_to(tmp_path).as_posix() for p in find_files([tmp_path])]
    assert found == ["a.DOCX", "b.pdf", "g.PNG", "h.zip", "sub/c.md", "sub/d.txt"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    assert find_files([path, tmp_path, path]) == [path]


def test_a_folder_with_nothing_readable(tmp_path: Path) -> None:
    (tmp_path / "lagu.mp3").write_bytes(PNG)
    with pytest.raises(NothingToRead, match=f"Tidak ada berkas yang dapat dibaca di {tmp_path}"):
        find_files([tmp_path])


# --- what can not be read


@pytest.mark.parametrize(
    ("name", "data", "problem", "said"),
    [
        ("kosong.pdf", b"", EmptyFile, "kosong.pdf kosong"),
        ("rusak.pdf", b"%PDF-1.7\n%%EOF", DamagedFile, "rusak.pdf rusak"),
        ("gambar.pdf", PNG, DamagedFile, "tidak sesuai dengan akhiran namanya"),
        ("surat.docx", b"PK\x03\x04", DamagedFile, "surat.docx rusak"),
        ("surat.txt", b"\x00\x01\x02", DamagedFile, "surat.txt rusak"),
        ("catatan.md", b"  \n", EmptyFile, "catatan.md kosong"),
        ("tabel.xlsx", b"PK\x03\x04", DamagedFile, "tabel.xlsx rusak"),
        ("salindia.pptx", b"PK\x03\x04", UnsupportedFile, "bukan jenis yang dapat dibaca"),
        ("tanpa-akhiran", b"Pasal 1", UnsupportedFile, "tanpa-akhiran"),
    ],
)
def test_one_sentence_with_the_name(
    pipeline: Pipeline, tmp_path: Path, name: str, data: bytes, problem: type[Exception], said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    outcome = pipeline.add_file(path)
    assert outcome.status == "failed"
    assert isinstance(outcome.problem, problem)
    assert said in str(outcome.problem)
    assert "\n" not in str(outcome.problem)
    assert labels(pipeline) == []


def test_a_locked_pdf(pipeline: Pipeline, tmp_path: Path) -> None:
    outcome = pipeline.add_file(lock_pdf(make_pdf(tmp_path / "rahasia.pdf", REGULATION), "sandi"))
    assert isinstance(outcome.problem, EncryptedFile)


def test_a_path_that_is_not_there(pipeline: Pipeline, tmp_path: Path) -> None:
    outcome = pipeline.add_file(tmp_path / "tiada.pdf")
    assert isinstance(outcome.problem, MissingFile)
    assert f"{tmp_path / 'tiada.pdf'} tidak ditemukan" in str(outcome.problem)
    with pytest.raises(MissingFile):
        read_pages(tmp_path / "tiada.pdf")


def test_all_pages_blank_names_them_and_ocr(pipeline: Pipeline, tmp_path: Path) -> None:
    outcome = pipeline.add_file(make_pdf(tmp_path / "pindai.pdf", "", "", ""))
    assert isinstance(outcome.problem, NoTextFile)
    assert "pindai.pdf tidak memuat teks di halaman 1-3" in str(outcome.problem)
    assert "OCR" in str(outcome.problem)
    assert not list(pipeline.settings.files_path.glob("*"))


def test_one_page_blank_is_a_warning(pipeline: Pipeline, tmp_path: Path) -> None:
    outcome = pipeline.add_file(make_pdf(tmp_path / "a.pdf", REGULATION, "", "Lampiran"))
    assert outcome.status == "added" and outcome.peraturan is not None
    assert outcome.peraturan.warnings == ("Halaman tanpa teks: 2.",)


@pytest.mark.parametrize("step", ["read_pdf", "parse"])
def test_a_reader_that_fails_in_a_new_way_is_told_and_the_rest_go_on(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    path = make_pdf(tmp_path / "aneh.pdf", REGULATION)
    with monkeypatch.context() as patch:
        patch.setattr(f"ingest.{'reading' if step == 'read_pdf' else 'pipeline'}.{step}", crash)
        outcome = pipeline.add_file(path)
    assert isinstance(outcome.problem, UnexpectedProblem)
    assert "aneh.pdf" in str(outcome.problem)
    assert "Broken: crash" in caplog.text
    assert status(pipeline.add_file(path)) == ("added", "Permendagri 9/2099")


# --- what can


@pytest.mark.parametrize("kind", ["pdf", "docx", "md", "txt"])
def test_every_kind_is_understood(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"kebun.{kind}"
    if kind == "pdf":
        make_pdf(path, REGULATION)
    elif kind == "docx":
        document = Document()
        for line in REGULATION.split("\n"):
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(REGULATION, encoding="utf-8")
    item = understand(path)
    assert (item.label, item.pasal_count, item.file) == ("Permendagri 9/2099", 4, path.name)


def test_a_second_time_nothing_is_done(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_pdf(tmp_path / "a.pdf", REGULATION)
    assert status(pipeline.add_file(path)) == ("added", "Permendagri 9/2099")
    before = (pipeline.catalog.held(), pipeline.catalog.passage_ids())
    monkeypatch.setattr(module, "understand", crash)
    assert status(pipeline.add_file(path)) == ("unchanged", "Permendagri 9/2099")
    assert (pipeline.catalog.held(), pipeline.catalog.passage_ids()) == before


def test_a_newer_file_replaces_the_older_and_its_copy(pipeline: Pipeline, tmp_path: Path) -> None:
    old, new = make_pdf(tmp_path / "lama.pdf", REGULATION), make_pdf(tmp_path / "baru.pdf", REGULATION + "Lagi.")
    pipeline.add_file(old)
    assert status(pipeline.add_file(new)) == ("replaced", "Permendagri 9/2099")
    assert labels(pipeline) == [("Permendagri 9/2099", sha256_of(new))]
    assert [p.name for p in pipeline.settings.files_path.iterdir()] == [
        kept_copy(pipeline.settings, sha256_of(new)).name
    ]


def test_two_regulations_stand_side_by_side(pipeline: Pipeline, tmp_path: Path) -> None:
    for number in ("9", "8"):
        path = tmp_path / f"{number}.md"
        path.write_text(REGULATION.replace("NOMOR 9", f"NOMOR {number}"), encoding="utf-8")
        assert pipeline.add_file(path).status == "added"
    assert [label for label, _ in labels(pipeline)] == ["Permendagri 8/2099", "Permendagri 9/2099"]


def test_a_text_without_pasal_does_not_replace_one_with(pipeline: Pipeline, tmp_path: Path) -> None:
    good, bad = tmp_path / "baik.md", tmp_path / "buruk.md"
    good.write_text(REGULATION, encoding="utf-8")
    bad.write_text(REGULATION.split("BAB I")[0], encoding="utf-8")
    pipeline.add_file(good)
    outcome = pipeline.add_file(bad)
    assert isinstance(outcome.problem, NoPasal)
    assert "buruk.md tidak menggantikan Permendagri 9/2099" in str(outcome.problem)
    assert labels(pipeline) == [("Permendagri 9/2099", sha256_of(good))]


def test_a_digest_does_not_stand_in_the_way(pipeline: Pipeline, tmp_path: Path) -> None:
    pipeline.catalog.add(peraturan(ketentuan(page=None), kind="ringkasan"), "r")
    path = tmp_path / "a.md"
    path.write_text(REGULATION, encoding="utf-8")
    assert pipeline.add_file(path).status == "added"
    assert [h.kind for h in pipeline.catalog.held()] == ["naskah", "ringkasan"]


# --- copies that read better and worse


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A copy whose pages hold their words."""
    return make_pdf(tmp_path / "teks.pdf", *PAGES)


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of pictures alone, which OCR reads well."""
    monkeypatch.setattr(scans, "read_one", lambda _path, number, _pixels: Seen(PAGES[number - 1]))
    return make_pdf(tmp_path / "pindai.pdf", "", "")


def test_a_scan_does_not_replace_a_copy_with_words_and_is_not_read_again(
    pipeline: Pipeline, text: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pipeline.add_file(text).status == "added"
    outcome = pipeline.add_file(scan)
    assert (*status(outcome), outcome.peraturan) == ("worse", "Permendagri 9/2099", None)
    assert labels(pipeline) == [("Permendagri 9/2099", sha256_of(text))]
    assert list(pipeline.settings.files_path.iterdir()) == [kept_copy(pipeline.settings, sha256_of(text))]
    monkeypatch.setattr(module, "understand", crash)
    assert [pipeline.add_file(path).status for path in (scan, text, scan)] == ["unchanged"] * 3


def test_a_copy_with_words_replaces_a_scan_which_is_not_read_again(
    pipeline: Pipeline, text: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pipeline.add_file(scan).status == "added"
    assert pipeline.catalog.held()[0].read_pages == (1, 2)
    assert pipeline.add_file(text).status == "replaced"
    assert labels(pipeline) == [("Permendagri 9/2099", sha256_of(text))]
    assert list(pipeline.settings.files_path.iterdir()) == [kept_copy(pipeline.settings, sha256_of(text))]
    monkeypatch.setattr(module, "understand", crash)
    assert [pipeline.add_file(path).status for path in (scan, text)] == ["unchanged"] * 2


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((), ("3",), "worse"),
        (("3",), (), "replaced"),
        (("2",), ("2", "3"), "worse"),
        (("2", "3"), ("3",), "replaced"),
        (("3",), ("2",), "replaced"),  # as many lost: the newer copy
    ],
)
def test_the_copy_that_lost_fewer_pasal_stays(
    pipeline: Pipeline, tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...], expected: str
) -> None:
    paths = []
    for name, lost in (("a", first), ("b", second)):
        path = tmp_path / f"{name}.md"
        path.write_text(without(*lost) + name, encoding="utf-8")
        paths.append(path)
    assert pipeline.add_file(paths[0]).status == "added"
    assert pipeline.catalog.held()[0].missing == first
    assert pipeline.add_file(paths[1]).status == expected
    assert pipeline.catalog.held()[0].sha256 == sha256_of(paths[expected == "replaced"])


def without(*lost: str) -> str:
    """The regulation with these Pasal unreadable, and no ayat that begin anew to tell where one was."""
    found = re.sub(r"^\(\d\) ", "", REGULATION, flags=re.MULTILINE)
    for number in lost:
        found = found.replace(f"\nPasal {number}\n", "\n")
    return found


@pytest.mark.parametrize("worse", [False, True])
def test_a_file_that_an_older_reader_read_is_read_anew(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worse: bool
) -> None:
    path = tmp_path / "a.md"
    path.write_text(REGULATION, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(module, "READER", "lama")
        assert pipeline.add_file(path).status == "added"
        assert pipeline.add_file(path).status == "unchanged"
    if worse:  # what the newer reader says of the same file stands, even where it says that a Pasal is lost
        monkeypatch.setattr(module, "parse", lambda pages, name: replace(parse(pages, name), missing=("9",)))
    assert pipeline.add_file(path).status == "replaced"
    assert labels(pipeline) == [("Permendagri 9/2099", sha256_of(path))]
    assert pipeline.catalog.held()[0].missing == (("9",) if worse else ())
    assert pipeline.add_file(path).status == "unchanged"


@pytest.mark.parametrize(
    ("owner", "name", "nth", "after", "kept"),
    [
        (scans, "read_one", 1, False, 0),
        (scans, "read_one", 2, False, 1),
        (scans.Kept, "add", 2, True, 2),
        (module, "parse", 1, False, 2),
        (shutil, "copyfile", 1, False, 2),
        (shutil, "copyfile", 1, True, 2),
        (Catalog, "add", 1, False, 2),
        (Catalog, "add", 1, True, 2),
        (Catalog, "note", 1, True, 2),
    ],
)
def test_ctrl_c_at_any_step_loses_nothing_and_doubles_nothing(
    pipeline: Pipeline, scan: Path, monkeypatch: pytest.MonkeyPatch,
    owner: Any, name: str, nth: int, after: bool, kept: int,
) -> None:  # fmt: skip
    calls: list[int] = []
    real = getattr(owner, name)

    def stops(*given: Any, **named: Any) -> Any:
        calls.append(1)
        done = real(*given, **named) if after or len(calls) < nth else None
        if len(calls) == nth:
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, stops)
        with pytest.raises(KeyboardInterrupt):
            pipeline.add_file(scan)
    asked: list[int] = []
    read = scans.read_one

    def counts(*given: Any) -> Any:
        asked.append(given[1])
        return read(*given)

    monkeypatch.setattr(scans, "read_one", counts)
    assert pipeline.add_file(scan).status in ("added", "replaced", "unchanged")
    assert len(asked) == 2 - kept
    (held,) = pipeline.catalog.held()
    assert (held.label, held.sha256, held.read_pages) == ("Permendagri 9/2099", sha256_of(scan), (1, 2))
    assert list(pipeline.settings.files_path.iterdir()) == [kept_copy(pipeline.settings, sha256_of(scan))]
    found = [p.unit for p in pipeline.catalog.provisions(held.id)]
    assert len(found) == len(parse([Page(n, t) for n, t in enumerate(PAGES, 1)], "a").provisions)
    assert pipeline.add_file(scan).status == "unchanged"


# --- bad days


def test_a_crash_before_the_catalogue_loses_nothing(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_pdf(tmp_path / "a.pdf", REGULATION)
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "add", crash)
        with pytest.raises(Broken):
            pipeline.add_file(path)
    assert labels(pipeline) == []
    assert status(pipeline.add_file(path)) == ("added", "Permendagri 9/2099")
    assert len(list(pipeline.settings.files_path.iterdir())) == 1


@pytest.mark.parametrize(("failure", "problem"), [(no_room, DiskFull), (not_allowed, HomeUnusable)])
def test_a_copy_that_can_not_be_written(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: object, problem: type[Exception]
) -> None:
    old, new = make_pdf(tmp_path / "lama.pdf", REGULATION), make_pdf(tmp_path / "baru.pdf", REGULATION + "Lagi.")
    pipeline.add_file(old)
    monkeypatch.setattr("ingest.pipeline.shutil.copyfile", failure)
    with pytest.raises(problem, match=str(pipeline.settings.home)):
        pipeline.add_file(new)
    assert labels(pipeline) == [("Permendagri 9/2099", sha256_of(old))]
    assert [p.suffix for p in pipeline.settings.files_path.iterdir()] == [".pdf"]


def test_half_a_copy_is_no_copy(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:100])
        no_room()

    path = make_pdf(tmp_path / "a.pdf", REGULATION)
    with monkeypatch.context() as patch:
        patch.setattr("ingest.pipeline.shutil.copyfile", half)
        with pytest.raises(DiskFull):
            pipeline.add_file(path)
    assert list(pipeline.settings.files_path.iterdir()) == []
    pipeline.add_file(path)
    (copy,) = pipeline.settings.files_path.iterdir()
    assert copy.read_bytes() == path.read_bytes()
