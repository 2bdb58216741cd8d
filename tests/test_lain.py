"""The 24 files beside the core: each comes in as what it is. Checked by eye on the first page of each.

All 24 were also read to the end with OCR, which takes minutes: the numbers of Pasal are those, and so are the titles of
the scans here, of which only the first page is read anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.models import Peraturan
from ingest.__main__ import main
from ingest.pdf import read_pdf
from ingest.scans import Scanning, read_scans
from ingest.structure import parse

FILES = [
    # beginning of the name, jenis, nomor, tahun, beginning of the title ("" where its text layer is too poor), Pasal
    ("INPRES-2020-004", "Inpres", "4", 2020, "Refocussing Kegiatan", 0),
    ("INPRES-2020-006", "Inpres", "6", 2020, "Peningkatan Disiplin", 0),
    ("KEPMENKO-MARVES-2020-114", "Kepmenko Marves", "114/S", 2020, "Organisasi Pengelola Informasi", 0),
    ("PERMEN-DAG-2020-050", "Permendag", "50", 2020, "Ketentuan Perizinan Usaha", 53),
    ("PERMEN-ESDM-2020-001", "Permen ESDM", "1", 2020, "Pedoman Penetapan Warisan Geologi", 15),
    ("PERMEN-KOMINFO-2020-003", "Permenkominfo", "3", 2020, "Jatuh Tempo Pembayaran", 6),
    ("PERMEN-KUMHAM-2020-007", "Permenkumham", "7", 2020, "Pemberian Visa dan Izin Tinggal", 10),
    ("PERMEN-PANRB-2020-001", "Permen PANRB", "1", 2020, "Pedoman Analisis Jabatan", 11),
    ("PERMENKO-EKON-2020-001", "Permenko Perekonomian", "1", 2020, "", 10),
    ("PERPRES-2020-099", "Perpres", "99", 2020, "Pengadaan Va", 23),
    ("PERPRES-2020-109", "Perpres", "109", 2020, "Perubahan Ketiga atas Peraturan Presiden", 2),
    ("PERPU-2020-001", "Perppu", "1", 2020, "", 29),
    ("PP-2020-025", "PP", "25", 2020, "Penyelenggaraan Tabungan Perumahan Rakyat", 70),
    ("kota-samarinda-10", "Dokumen", "", 0, "Surat perihal Penawaran Kerja Sama", 0),
    ("kota-samarinda-11", "Dokumen", "", 0, "Surat perihal Penawaran Kerja Sama", 0),
    ("kota-samarinda-12", "Dokumen", "", 0, "Surat perihal Penawaran Kerja Sama", 0),
    ("kota-samarinda-13", "Dokumen", "", 0, "kota-samarinda-13", 0),
    ("kota-samarinda-7", "Dokumen", "", 0, "Format Studi Kelayakan", 0),
    ("kota-samarinda-8", "Dokumen", "", 0, "Format Kerangka Acuan Kerja Kerja Sama Daerah", 0),
    ("kota-samarinda-9", "Dokumen", "", 0, "Format Kerangka Acuan Kerja Sinergi", 0),
    ("permendikbud-2020-003", "Permendikbud", "3", 2020, "Standar Nasional Pendidikan Tinggi", 70),
    ("permendikbud-2020-005", "Permendikbud", "5", 2020, "Akreditasi Program Studi", 56),
]
SCANS = [  # without a text layer on the first page, or with a poor one
    ("KEPMENAKER-2020-299", "Kepmenaker", "299", 2020, "Penetapan Standar Kompetensi Kerja"),
    ("SKB-MEPANRB-2020-06", "Keputusan Bersama", "744/05/06", 2020, "Perubahan Keempat"),
    ("PERMENKO-EKON-2020-001", "Permenko Perekonomian", "1", 2020, "Penyampaian Laporan Harta Kekayaan Aparatur"),
    ("PERPRES-2020-099", "Perpres", "99", 2020, "Pengadaan Vaksin dan Pelaksanaan Vaksinasi dalam Rangka"),
    ("PERPU-2020-001", "Perppu", "1", 2020, "Kebijakan Keuangan Negara dan Stabilitas Sistem Keuangan untuk"),
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


@pytest.mark.parametrize(("start", "jenis", "nomor", "tahun", "judul", "pasal"), FILES)
def test_each_file_is_what_it_is(
    shared: Path, items: dict[Path, Peraturan], start: str, jenis: str, nomor: str, tahun: int, judul: str, pasal: int
) -> None:
    item = understood(shared, items, start)
    assert (item.jenis, item.nomor, item.tahun) == (jenis, nomor, tahun)
    assert item.judul.startswith(judul) and item.provisions
    assert (item.pasal_count, item.missing) == (pasal, ())


@pytest.mark.parametrize(("start", "jenis", "nomor", "tahun", "judul"), SCANS)
def test_each_scan_is_what_it_is(shared: Path, start: str, jenis: str, nomor: str, tahun: int, judul: str) -> None:
    path = file_of(shared, start)
    pages = read_scans(path, read_pdf(path)[:1], Scanning())
    assert [page.reading for page in pages] == ["ocr"]
    item = parse(pages, path.name)
    assert (item.jenis, item.nomor, item.tahun) == (jenis, nomor, tahun)
    assert item.judul.startswith(judul) and item.provisions


@pytest.mark.parametrize(("start", "page", "heading"), SECTIONS)
def test_their_sections_stand_on_their_pages(
    shared: Path, items: dict[Path, Peraturan], start: str, page: int, heading: str
) -> None:
    item = understood(shared, items, start)
    assert (heading, page) in [(p.heading[-1], p.page) for p in item.provisions]


def test_no_file_is_left_out(shared: Path) -> None:
    starts = {*(row[0] for row in FILES), *(row[0] for row in SCANS)}
    assert len({file_of(shared, start) for start in starts}) == 24


def test_all_come_in_by_one_command_and_what_has_no_words_is_told(
    shared: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = file_of(shared, "SKB-MEPANRB-2020-06").parent
    monkeypatch.setenv("TANYA_OCR", "off")
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    for status in ("added", "unchanged"):
        assert main([str(folder), "--json"]) == 0
        files = json.loads(capsys.readouterr().out)["files"]
        failed = [row for row in files if row["status"] == "failed"]
        assert [row["file"][:19] for row in failed] == ["SKB-MEPANRB-2020-06"] and "TANYA_OCR" in failed[0]["problem"]
        assert [row["status"] for row in files if row not in failed] == [status] * 23
