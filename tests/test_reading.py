"""Files are read by what is in them, within limits; what is not read is said."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from corpus.catalog import Catalog
from corpus.errors import DamagedFile, EncryptedFile, FileProblem, MissingFile, UnsupportedFile
from corpus.problems import ArchiveTooLarge, FileTooLarge, TooManyPages
from corpus.settings import Settings
from ingest.guard import pdf_notes, printable
from ingest.pipeline import Pipeline, find_files, understand
from ingest.reading import kind_of, read
from ingest.scans import Scanning
from tests.factories import REGULATION, lock_pdf, make_pdf, pdf_bytes, settings_of

ROOT = Path(__file__).resolve().parent.parent
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
WORD = OLE + "WordDocument".encode("utf-16-le")


def zipped(*names: str) -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def make_docx(path: Path, text: str = REGULATION) -> Path:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


KINDS = [
    ("a.pdf", pdf_bytes(["Satu"]), "pdf"),
    ("a.docx", pdf_bytes(["Satu"]), "pdf"),
    ("a.txt", pdf_bytes(["Satu"]), "pdf"),
    ("a.pdf", b"sampah \n" + pdf_bytes(["Satu"]), "pdf"),
    ("a.md", b"Berkas %PDF-1.4 dibahas di sini", "text"),
    ("a.docx", zipped("[Content_Types].xml", "word/document.xml"), "docx"),
    ("a.doc", zipped("[Content_Types].xml", "word/document.xml"), "docx"),
    ("a.zip", zipped("[Content_Types].xml", "word/document.xml"), "docx"),
    ("a.zip", zipped("surat.pdf"), "zip"),
    ("a.docx", zipped("surat.pdf"), "zip"),
    ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ("a.docx", zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ("a.xlsb", zipped("[Content_Types].xml", "xl/workbook.bin"), "other"),
    ("a.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), "other"),
    ("a.xlsx", b"PK\x03\x04", "xlsx"),
    ("a.odt", zipped("mimetype", "content.xml"), "other"),
    ("a.doc", WORD, "doc"),
    ("a.docx", WORD, "doc"),
    ("a.xls", OLE + "Workbook".encode("utf-16-le"), "xls"),
    ("a.doc", OLE + "Workbook".encode("utf-16-le"), "xls"),
    ("a.xls", WORD + "Workbook".encode("utf-16-le"), "xls"),
    ("a.doc", WORD + "Workbook".encode("utf-16-le"), "doc"),
    ("a.xls", OLE, "other"),
    ("a.xls", b"<div><table><tr><td>Satu", "html"),
    ("a.xls", b"<?xml version='1.0'?><Workbook/>", "other"),
    ("a.xls", b"Satu\tDua", "csv"),
    ("a.csv", b"Satu;Dua", "csv"),
    ("a.tsv", "Satu".encode("utf-16-le"), "csv"),
    ("a.txt", b"Satu;Dua", "text"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
    ("a.doc", b"{\\rtf1 Satu}", "rtf"),
    ("a.doc", b"<html><p>Satu", "html"),
    ("a.doc", b"\n<!DOCTYPE HTML><p>Satu", "html"),
    ("a.doc", b"<table><tr><td>Satu", "html"),
    ("a.doc", b"Satu", "text"),
    ("a.html", b"Satu", "html"),
    ("a.txt", b"<!-- x --><html><p>Satu", "html"),
    ("a.md", b"<p align=center>Satu", "text"),
    ("a.txt", "Satu".encode("utf-16"), "text"),
    ("a.txt", b"Sa\0tu", "other"),
    ("a.pdf", b"<html>404", "other"),
    ("a.pdf", b"Satu", "other"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "picture"),
    ("a.png", b"II*\0", "picture"),
    ("a.pdf", b"\x89PNG\r\n\x1a\n", "picture"),
    ("tanpa-akhiran", pdf_bytes(["Satu"]), "pdf"),
    ("tanpa-akhiran", b"Satu", "other"),
]


@pytest.mark.parametrize(("name", "data", "kind"), KINDS)
def test_a_file_is_what_is_in_it(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    assert kind_of(write(tmp_path / name, data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("surat.docx", pdf_bytes(["Satu"]), "Isi berkas ini PDF, lain dari akhiran namanya"),
        ("surat.doc", b"<html><p>Satu", "Isi berkas ini HTML"),
        ("surat.doc", b"Satu", "Isi berkas ini teks"),
        ("surat.pdf", pdf_bytes(["Satu"]), ""),
        ("surat.txt", b"Satu", ""),
    ],
)
def test_a_wrong_suffix_is_told_and_the_file_read(tmp_path: Path, name: str, data: bytes, note: str) -> None:
    reading = read(write(tmp_path / name, data), Settings(workers=1))
    assert reading.pages[0].text.strip() == "Satu"
    assert bool(reading.notes) is bool(note) and " ".join(reading.notes).startswith(note)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", b"<html>404", DamagedFile),
        ("a.docx", zipped("[Content_Types].xml", "xl/workbook.xml"), DamagedFile),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), UnsupportedFile),
        ("a.zip", zipped("a.pdf"), UnsupportedFile),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        ("tiada.pdf", None, MissingFile),
    ],
)
def test_what_can_not_be_read(tmp_path: Path, name: str, data: bytes | None, problem: type[Exception]) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(problem, match=name):
        read(path, Settings())


# --- limits


def test_a_large_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "besar.pdf"
    with path.open("wb") as file:
        file.truncate(3 << 20)
    with pytest.raises(FileTooLarge, match=r"besar.pdf berukuran 3 MB, melebihi batas 2 MB.*TANYA_MAX_FILE_MB"):
        read(path, Settings(max_file_mb=2))


def test_a_text_may_have_a_part_of_that(tmp_path: Path) -> None:
    path = write(tmp_path / "besar.txt", b"kata " * 500_000)
    assert len(read(path, Settings(max_file_mb=90)).pages) == 1
    with pytest.raises(FileTooLarge):
        read(path, Settings(max_file_mb=60))


def test_five_thousand_pages_are_too_many(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(5000):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "tebal.pdf")
    with pytest.raises(TooManyPages, match=r"tebal.pdf memuat lebih dari 3000 halaman.*TANYA_MAX_PAGES"):
        read(tmp_path / "tebal.pdf", Settings(workers=1))
    path = make_pdf(tmp_path / "tipis.pdf", "Satu", "Dua", "Tiga")
    assert len(read(path, Settings(workers=1, max_pages=3)).pages) == 3
    with pytest.raises(TooManyPages):
        read(path, Settings(workers=1, max_pages=2))


def edited(path: Path, change: Any) -> Path:
    """Change a PDF by a function of its writer."""
    writer = PdfWriter(PdfReader(path))
    change(writer)
    writer.write(path)
    return path


def test_a_page_of_twenty_metres_is_read_by_its_text(tmp_path: Path) -> None:
    def widen(writer: PdfWriter) -> None:
        writer.pages[1].mediabox.right = 20 * 100 / 2.54 * 72

    path = edited(make_pdf(tmp_path / "lebar.pdf", "Satu", "Dua", "Tiga"), widen)
    reading = read(path, Settings(workers=1))
    assert [p.text.strip() for p in reading.pages] == ["Satu", "Dua", "Tiga"]
    assert len(reading.notes) == 1 and reading.notes[0].startswith("Halaman lebih besar dari 300 cm: 2; ")


def test_an_empty_page_of_twenty_metres(tmp_path: Path) -> None:
    path = edited(make_pdf(tmp_path / "lebar.pdf", ""), lambda w: setattr(w.pages[0].mediabox, "right", 56_693))
    item = understand(path, Settings(workers=1), scanning=Scanning())
    assert item.provisions == () and item.empty_pages == (1,)


def test_scripts_and_attachments_are_said(tmp_path: Path) -> None:
    def carry(writer: PdfWriter) -> None:
        action = {"/Type": "/Action", "/S": "/JavaScript", "/JS": "app.alert('halo');"}
        script = {NameObject(k): TextStringObject(v) if k == "/JS" else NameObject(v) for k, v in action.items()}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
        for name in ("rahasia.exe", "b\n\x1b[31m.doc", "c", "d"):
            writer.add_attachment(name, b"isi")

    path = edited(make_pdf(tmp_path / "a.pdf", "Satu"), carry)
    script, attached = pdf_notes(path, Settings())
    assert script == "Berkas memuat JavaScript; diabaikan."
    assert attached.startswith("Lampiran di dalam PDF tidak dibaca: ") and "dan lainnya" in attached
    assert '"b [31m.doc"' in attached and "\n" not in attached and "\x1b" not in attached
    assert pdf_notes(make_pdf(tmp_path / "b.pdf", "Satu"), Settings()) == ()


@pytest.mark.parametrize(("name", "shown"), [("a\r\nb", "a b"), ("x" * 99, "x" * 60), ("\u202egnp", "gnp"), (7, "7")])
def test_a_name_from_inside_is_fit_to_be_shown(name: object, shown: str) -> None:
    assert printable(name) == shown


# --- DOCX from strangers


def test_what_a_docx_points_to_is_not_fetched(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "word/_rels/settings.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://192.0.2.1/t.dotm" TargetMode="External"/>'
            '<Relationship Id="r2" Type="http://x/hyperlink" Target="http://192.0.2.1/" TargetMode="External"/>'
            "</Relationships>",
        )
    reading = read(path, Settings())  # a test that reached for the network would fail
    assert reading.notes == ("Dokumen menunjuk 1 gambar atau templat di luar berkas; tidak diambil.",)
    assert read(make_docx(tmp_path / "b.docx"), Settings()).notes == ()


def rewritten(path: Path, name: str, change: Any) -> Path:
    """Change one part of a DOCX."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def test_entities_of_a_docx_are_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("rahasia", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    outside = f'<!ENTITY f SYSTEM "{(tmp_path / "rahasia.txt").as_uri()}">'

    def spoil(data: bytes) -> bytes:
        head, rest = data.decode().split("?>", 1)
        rest = rest.replace("Hasil panen dibagi rata.", "&e9; &f; Hasil panen dibagi rata.")
        return f'{head}?><!DOCTYPE w [<!ENTITY e0 "x">{bomb}{outside}]>{rest}'.encode()

    path = rewritten(make_docx(tmp_path / "a.docx"), "word/document.xml", spoil)
    try:
        text = "\n".join(p.text for p in read(path, Settings()).pages)
    except DamagedFile:
        return  # the parser may refuse it altogether
    assert "xxxxxxxxxxxx" not in text and "rahasia" not in text and len(text) < 2 * len(REGULATION)


def test_a_docx_that_unpacks_beyond_the_limit(tmp_path: Path) -> None:
    path = rewritten(make_docx(tmp_path / "bom.docx"), "word/document.xml", lambda data: data + b" " * (40 << 20))
    assert path.stat().st_size < 100_000
    with pytest.raises(ArchiveTooLarge, match=r"bom.docx mekar melampaui batas 33 MB"):
        read(path, Settings())
    with pytest.raises(ArchiveTooLarge, match=r"bom.docx mekar melampaui batas"):
        read(make_docx(tmp_path / "bom.docx"), Settings(max_archive_files=3))


# --- the rest of the folder


@pytest.fixture
def pipeline(home: Path) -> Iterator[Pipeline]:
    settings = settings_of(home)
    catalog = Catalog(settings.catalog_path)
    yield Pipeline(catalog, settings)
    catalog.close()


def test_bad_files_leave_the_rest_of_the_folder(pipeline: Pipeline, tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    make_docx(folder / "z.docx")
    lock_pdf(make_pdf(folder / "sandi.pdf", REGULATION), "sandi")
    write(folder / "bom.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0")
    write(folder / "rusak.tif", b"II*\0")
    write(folder / "halaman.pdf", b"<html>404")
    write(folder / "arsip.zip", zipped("a.pdf", "../b.pdf"))
    write(folder / "lama.doc", OLE + b"\xec\xa5" + b"\0" * 8 + b"\0\x01" + "WordDocument".encode("utf-16-le"))
    outcomes = [o for path in find_files([folder]) for o in pipeline.add(path)]
    assert {o.file for o in outcomes if o.status == "failed"} == {
        "sandi.pdf", "bom.png", "rusak.tif", "halaman.pdf", "arsip.zip/a.pdf", "arsip.zip/b.pdf", "lama.doc",
    }  # fmt: skip
    for outcome in outcomes:
        if outcome.problem is not None:
            assert isinstance(outcome.problem, FileProblem) and outcome.file in str(outcome.problem)
            assert outcome.problem.message("en") != outcome.problem.message("id")
    assert [h.label for h in pipeline.catalog.held()] == ["Permendagri 9/2099"]


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_bombs_take_no_memory(tmp_path: Path) -> None:
    """A process of its own, which may have a gigabyte and a half, goes through the bombs."""
    with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.txt", b"0" * (100 << 20))
    write(tmp_path / "bom.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0")
    rewritten(make_docx(tmp_path / "bom.docx"), "word/document.xml", lambda data: data + b" " * (40 << 20))
    limit = 1536 << 20
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "structure", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().split("\n")) == 3
    for name in ("bom.zip/bom.txt", "bom.png", "bom.docx"):
        assert name in done.stderr
