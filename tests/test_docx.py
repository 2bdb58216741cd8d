from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from ingest.docx import OLE_MAGIC, format_number, read_docx
from ingest.structure import parse
from tests.factories import OPENING, pdf_bytes, units_of

LEVELS = (("decimal", "(%1)"), ("lowerLetter", "%2."), ("decimal", "%3."))


def element(name: str, **attributes: object) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def add_list(document: Any, identity: int) -> int:
    """A list of three levels, (1), a., 1.; returns its number."""
    root = document.part.numbering_part.element
    abstract = element("abstractNum", abstractNumId=900 + identity)
    for depth, (style, text) in enumerate(LEVELS):
        level = element("lvl", ilvl=depth)
        level.append(element("start", val=1))
        level.append(element("numFmt", val=style))
        level.append(element("lvlText", val=text))
        abstract.append(level)
    root.insert(0, abstract)
    number = element("num", numId=900 + identity)
    number.append(element("abstractNumId", val=900 + identity))
    root.append(number)
    return 900 + identity


def add_item(document: Any, text: str, number: int, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    place = element("numPr")
    place.append(element("ilvl", val=depth))
    place.append(element("numId", val=number))
    properties.append(place)


def saved(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


def test_automatic_numbers_are_spelled_out(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Pasal 1")
    number = add_list(document, 1)
    for text, depth in (
        ("Warga membawa:", 0),
        ("bibit:", 1),
        ("sayur;", 2),
        ("buah.", 2),
        ("alat.", 1),
        ("Selesai.", 0),
    ):
        add_item(document, text, number, depth)
    document.add_paragraph("Pasal 2")
    add_item(document, "Daftar baru.", add_list(document, 2))
    assert read_docx(saved(document, tmp_path / "a.docx"))[0].text.split("\n") == [
        "Pasal 1", "(1) Warga membawa:", "a. bibit:", "1. sayur;", "2. buah.", "b. alat.", "(2) Selesai.", "Pasal 2",
        "(1) Daftar baru.",
    ]  # fmt: skip


def test_the_structure_of_a_numbered_document_is_found(tmp_path: Path) -> None:
    document = Document()
    for line in (OPENING + "Pasal 1\nWarga menanam.\nPasal 2").split("\n"):
        document.add_paragraph(line)
    number = add_list(document, 1)
    for text, depth in (("Warga membawa:", 0), ("bibit;", 1), ("alat.", 1), ("Selesai.", 0)):
        add_item(document, text, number, depth)
    item = parse(read_docx(saved(document, tmp_path / "a.docx")), "a.docx")
    assert item.label == "Permendagri 9/2099"
    assert units_of(item, "2") == [("1", None, None), ("1", "a", None), ("1", "b", None), ("2", None, None)]


def test_pages_begin_where_the_author_broke_them(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Satu")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Dua")
    third = document.add_paragraph("Tiga")
    third.paragraph_format.page_break_before = True
    pages = read_docx(saved(document, tmp_path / "a.docx"))
    assert [(p.number, p.text.strip()) for p in pages] == [(1, "Satu"), (2, "Dua"), (3, "Tiga")]


def test_text_around_a_break_inside_a_paragraph_falls_on_both_pages(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Akhir halaman satu.")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("Awal halaman dua.")
    pages = read_docx(saved(document, tmp_path / "a.docx"))
    assert [p.text.strip() for p in pages] == ["Akhir halaman satu.", "Awal halaman dua."]


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["No.", "Bidang", "1.", "Kebun"], "No. | Bidang\n1. | Kebun"),  # a head that ends like a sentence is none
        (["No", "Bidang", "1.", "Kebun;"], "No | Bidang\nNo: 1.; Bidang: Kebun"),
        (["Menimbang", ":", "Mengingat", ":"], "Menimbang | :\nMengingat | :"),
        (["Nama", "Nama", "Apel", "Jeruk"], "Nama | Nama\nApel | Jeruk"),
        (["1", "2", "Apel", "Jeruk"], "1 | 2\nApel | Jeruk"),
        (["Nama " * 20, "Jenis", "Apel", "Buah"], f"{('Nama ' * 20).strip()} | Jenis\nApel | Buah"),
        (["Kolom <b>", "Isi", "<i>x</i>", ""], "Kolom <b> | Isi\nKolom <b>: <i>x</i>"),
    ],
)
def test_rows_carry_the_heads_of_their_columns(tmp_path: Path, cells: list[str], text: str) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip([c for row in table.rows for c in row.cells], cells, strict=True):
        cell.text = words
    assert read_docx(saved(document, tmp_path / "a.docx"))[0].text == text


def test_a_cell_across_columns_stands_once(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(table.rows[0].cells, ("Nama", "Jenis", "Asal"), strict=True):
        cell.text = words
    merged = table.rows[1].cells[0].merge(table.rows[1].cells[1])
    merged.text = "Apel"
    table.rows[1].cells[2].text = "Kebun"
    assert read_docx(saved(document, tmp_path / "a.docx"))[0].text == "Nama | Jenis | Asal\nNama: Apel; Asal: Kebun"


def test_tables_are_lines_of_cells(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["Nama", "Jenis", "Apel", ""], strict=True):
        cell.text = text
    assert read_docx(saved(document, tmp_path / "a.docx"))[0].text == "Nama | Jenis\nNama: Apel"


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [(3, "decimal", "3"), (2, "lowerLetter", "b"), (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"), (2, "bullet", "-"),
     (9, "lowerRoman", "ix"), (1, "none", ""), (5, "odd", "5")],
)  # fmt: skip
def test_format_number(number: int, style: str, text: str) -> None:
    assert format_number(number, style) == text


def xml_broken(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
        archive.writestr("word/document.xml", "<w:document")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", EmptyFile),
        (OLE_MAGIC + b"\0" * 600, EncryptedFile),
        (pdf_bytes(["Satu"]), DamagedFile),
        (b"PK\x03\x04 rusak", DamagedFile),
    ],
)
def test_what_can_not_be_read_is_told_by_name(tmp_path: Path, content: bytes, problem: type[Exception]) -> None:
    path = tmp_path / "surat.docx"
    path.write_bytes(content)
    with pytest.raises(problem, match="surat.docx"):
        read_docx(path)


def test_broken_xml_inside_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    xml_broken(path)
    with pytest.raises(DamagedFile, match="surat.docx"):
        read_docx(path)


def test_a_document_without_words_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read_docx(saved(Document(), tmp_path / "a.docx"))
