from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfiumError, PdfPage

from eval.matriks import compare, parsed_cell, read_cells
from ingest import tables
from ingest.matrices import Ruled, matrix_provisions
from ingest.pipeline import understand
from ingest.tables import OPENS, read_ruled
from tests.factories import make_pdf, peraturan
from tests.matrices import HEADS, as_form, by_unit, drawn_pdf, turned_pdf

TITLE = "Z. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG KEBUN"
FIRST = [HEADS, ("1.", "Bibit", "a. Satu dua|b. Tiga", "Empat", "---"), ("2.", "Alat", "Lima", "", "Enam")]
SECOND = [("", "", "tujuh", "", "")]


def words_of(ruled: list[Ruled]) -> list[list[list[str]]]:
    return [[[" ".join(ln.text for ln in cell) for cell in row] for row in t] for p in ruled for t in p.parts if isinstance(t, tuple)]  # fmt: skip


def test_cells_are_read_from_the_lines(tmp_path: Path) -> None:
    path = drawn_pdf(tmp_path / "a.pdf", [(TITLE, FIRST), ("", SECOND)])
    found = words_of(read_ruled(path, [1, 2]))
    assert found[0][1:] == [["1.", "Bibit", "a. Satu dua b. Tiga", "Empat", "---"], ["2.", "Alat", "Lima", "", "Enam"]]
    assert found[1] == [["", "", "tujuh", "", ""]]
    rows = by_unit(matrix_provisions(read_ruled(path, [1, 2]))[0])
    assert rows["Z", "2", "Pemerintah Pusat", None].text == "Lima tujuh"


def test_pages_without_lines_have_no_tables(tmp_path: Path) -> None:
    assert read_ruled(make_pdf(tmp_path / "a.pdf", "Pasal 1\nKebun."), [1]) == []
    assert read_ruled(drawn_pdf(tmp_path / "b.pdf", [(TITLE, [])]), [1]) == []
    assert read_ruled(drawn_pdf(tmp_path / "c.pdf", [(TITLE, [("satu", "dua")])]), [1]) == [], "two columns: a frame"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"no pdf"])
def test_a_broken_file_has_no_tables(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert read_ruled(path, [1]) == []


def test_a_hyphen_at_the_end_of_a_line_stays(tmp_path: Path) -> None:
    path = drawn_pdf(tmp_path / "a.pdf", [(TITLE, [HEADS, ("1.", "Bibit", "antar-|Daerah", "Dua", "Tiga")])])
    assert words_of(read_ruled(path, [1]))[0][1][2] == "antar- Daerah"


def test_a_broken_page_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn_pdf(tmp_path / "a.pdf", [(TITLE, FIRST), ("", SECOND)])
    read = tables._read_page

    def failing(page: PdfPage, number: int) -> Ruled | None:
        if number == 1:
            raise PdfiumError("broken")
        return read(page, number)

    monkeypatch.setattr(tables, "_read_page", failing)
    assert [ruled.number for ruled in read_ruled(path, [1, 2])] == [2]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_page_is_read_as_it_is_turned(tmp_path: Path, angle: int) -> None:
    upright = drawn_pdf(tmp_path / "a.pdf", [(TITLE, FIRST)])
    assert words_of(read_ruled(turned_pdf(upright, tmp_path / "b.pdf", angle), [1])) == words_of(
        read_ruled(upright, [1])
    )


def test_lines_in_forms_and_strokes_rule_too(tmp_path: Path) -> None:
    drawn = drawn_pdf(tmp_path / "a.pdf", [(TITLE, FIRST)])
    assert words_of(read_ruled(as_form(drawn, tmp_path / "b.pdf"), [1])) == words_of(read_ruled(drawn, [1]))
    stroked = drawn_pdf(tmp_path / "c.pdf", [(TITLE, FIRST)], stroked=True)
    assert words_of(read_ruled(stroked, [1])) == words_of(read_ruled(drawn, [1]))


def test_a_page_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    path = drawn_pdf(tmp_path / "a.pdf", [(TITLE, FIRST)])
    assert [ruled.number for ruled in read_ruled(path, [1, 9])] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Z. PEMBAGIAN URUSAN BIDANG KEBUN NO SUB URUSAN PEMERINTAH PUSAT",
        "AA.PEMBAGIAN URUSAN PEMERINTAHAN BIDANG KEBUN NO SUB BIDANG",
        "LAMPIRAN I. MATRIKS A. PEMBAGIAN KEBUN NO URUSAN",
    ],
)
def test_where_a_matrix_opens(text: str) -> None:
    assert OPENS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "NOMOR 9 TAHUN 2099 TENTANG KEBUN",
        "A. Kebun dibagi menurut letaknya NO",
        "BAB I. KETENTUAN NO",
        "A. KEBUN BERSAMA dirawat warga setiap hari NO",
        "NO NAMA ALAMAT",
        "",
    ],
)
def test_where_none_opens(text: str) -> None:
    assert not OPENS.search(text)


def test_a_cell_is_compared_by_its_facts() -> None:
    rows, _ = matrix_provisions([])
    assert parsed_cell(rows, "Z", "1", "pusat") is None
    cells = read_cells()
    assert len(cells) == 60 and len({(c.huruf, c.angka, c.kolom) for c in cells}) == 60
    assert all(len(c.first.split()) <= 3 and len(c.last.split()) <= 3 for c in cells), "facts, no wording"
    assert len(compare(cells, peraturan())) == 60


def test_cells_of_the_real_matrices_as_read_by_eye(shared: Path) -> None:
    pages = range(421, 425)
    rows, covered = matrix_provisions(read_ruled(shared / "corpus" / "inti" / "uu-23-2014.pdf", list(pages)))
    inside = [c for c in read_cells() if c.page in pages and c.last_page in pages]
    assert covered == set(pages) and inside
    assert compare(inside, peraturan(*rows)) == []


def test_a_document_without_matrices_is_as_before(tmp_path: Path) -> None:
    path = drawn_pdf(tmp_path / "a.pdf", [("Pasal 1", [("satu", "dua", "tiga"), ("a", "b", "c")])])
    assert all(p.unit.kolom is None for p in understand(path).provisions)
