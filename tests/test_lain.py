"""The 24 files beside the core: each comes in as what it is. Checked by eye on the first page of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import Page, Peraturan
from ingest.pdf import read_pdf
from ingest.structure import parse

FILES = [
    # beginning of the name, jenis, nomor, tahun, beginning of the title ("" where its text layer is too poor)
    ("INPRES-2020-004", "Inpres", "4", 2020, "Refocussing Kegiatan"),
    ("INPRES-2020-006", "Inpres", "6", 2020, "Peningkatan Disiplin"),
    ("KEPMENKO-MARVES-2020-114", "Kepmenko Marves", "114/S", 2020, "Organisasi Pengelola Informasi"),
    ("PERMEN-DAG-2020-050", "Permendag", "50", 2020, "Ketentuan Perizinan Usaha"),
    ("PERMEN-ESDM-2020-001", "Permen ESDM", "1", 2020, "Pedoman Penetapan Warisan Geologi"),
    ("PERMEN-KOMINFO-2020-003", "Permenkominfo", "3", 2020, "Jatuh Tempo Pembayaran"),
    ("PERMEN-KUMHAM-2020-007", "Permenkumham", "7", 2020, "Pemberian Visa dan Izin Tinggal"),
    ("PERMEN-PANRB-2020-001", "Permen PANRB", "1", 2020, "Pedoman Analisis Jabatan"),
    ("PERMENKO-EKON-2020-001", "Permenko Perekonomian", "1", 2020, ""),
    ("PERPRES-2020-099", "Perpres", "99", 2020, "Pengadaan Va"),
    ("PERPRES-2020-109", "Perpres", "109", 2020, "Perubahan Ketiga atas Peraturan Presiden"),
    ("PERPU-2020-001", "Perppu", "1", 2020, ""),
    ("PP-2020-025", "PP", "25", 2020, "Penyelenggaraan Tabungan Perumahan Rakyat"),
    ("kota-samarinda-10", "Dokumen", "", 0, "Surat perihal Penawaran Kerja Sama"),
    ("kota-samarinda-11", "Dokumen", "", 0, "Surat perihal Penawaran Kerja Sama"),
    ("kota-samarinda-12", "Dokumen", "", 0, "Surat perihal Penawaran Kerja Sama"),
    ("kota-samarinda-13", "Dokumen", "", 0, "kota-samarinda-13"),
    ("kota-samarinda-7", "Dokumen", "", 0, "Format Studi Kelayakan"),
    ("kota-samarinda-8", "Dokumen", "", 0, "Format Kerangka Acuan Kerja Kerja Sama Daerah"),
    ("kota-samarinda-9", "Dokumen", "", 0, "Format Kerangka Acuan Kerja Sinergi"),
    ("permendikbud-2020-003", "Permendikbud", "3", 2020, "Standar Nasional Pendidikan Tinggi"),
    ("permendikbud-2020-005", "Permendikbud", "5", 2020, "Akreditasi Program Studi"),
]
SCANS = [  # without a text layer on the first page
    ("KEPMENAKER-2020-299", "Kepmenaker", "299", 2020, "Penetapan Standar Kompetensi Kerja"),
    ("SKB-MEPANRB-2020-06", "Keputusan Bersama", "744/05/06", 2020, "Perubahan Keempat"),
]
SECTIONS = [
    ("INPRES-2020-004", 2, "Diktum KEDUA"),
    ("KEPMENKO-MARVES-2020-114", 6, "Diktum KESEBELAS"),
    ("kota-samarinda-13", 2, "B. Tujuan"),
    ("kota-samarinda-7", 5, "IX. KAJIAN KELAYAKAN ASPEK OPERASIONAL"),
    ("kota-samarinda-8", 3, "III. MANFAAT KSDD"),
    ("kota-samarinda-9", 3, "VII. PEMBIAYAAN SINERGI"),
]


def file_of(shared: Path, start: str) -> Path:
    """The file whose name begins so."""
    folder = shared / "corpus" / "lain"
    if not folder.is_dir():
        pytest.skip("the other documents (../shared/corpus/lain) are not here")
    (path,) = [p for p in folder.glob("*.pdf") if p.name.startswith(start) and not p.name[len(start)].isdigit()]
    return path


@pytest.fixture(scope="session")
def items(shared: Path) -> dict[Path, Peraturan]:
    """What was understood so far, each file once."""
    return {}


def understood(shared: Path, items: dict[Path, Peraturan], start: str) -> Peraturan:
    path = file_of(shared, start)
    if path not in items:
        items[path] = parse(read_pdf(path), path.name)
    return items[path]


@pytest.mark.parametrize(("start", "jenis", "nomor", "tahun", "judul"), FILES)
def test_each_file_is_what_it_is(
    shared: Path, items: dict[Path, Peraturan], start: str, jenis: str, nomor: str, tahun: int, judul: str
) -> None:
    item = understood(shared, items, start)
    assert (item.jenis, item.nomor, item.tahun) == (jenis, nomor, tahun)
    assert item.judul.startswith(judul) and item.provisions


@pytest.mark.parametrize(("start", "jenis", "nomor", "tahun", "judul"), SCANS)
def test_each_scan_is_what_it_is(shared: Path, start: str, jenis: str, nomor: str, tahun: int, judul: str) -> None:
    ocr = pytest.importorskip("ingest.ocr", reason="pages without text need OCR")
    pdfium = pytest.importorskip("pypdfium2")
    path = file_of(shared, start)
    document = pdfium.PdfDocument(path)
    page = Page(1, ocr.see_picture(document[0].render(scale=2.5).to_pil()).text, ocr_layer=True)
    document.close()
    item = parse([page], path.name)
    assert (item.jenis, item.nomor, item.tahun) == (jenis, nomor, tahun)
    assert item.judul.startswith(judul) and item.provisions


@pytest.mark.parametrize(("start", "page", "heading"), SECTIONS)
def test_their_sections_stand_on_their_pages(
    shared: Path, items: dict[Path, Peraturan], start: str, page: int, heading: str
) -> None:
    item = understood(shared, items, start)
    assert (heading, page) in [(p.heading[-1], p.page) for p in item.provisions]


def test_no_file_is_left_out(shared: Path) -> None:
    assert len({file_of(shared, row[0]) for row in (*FILES, *SCANS)}) == 24
