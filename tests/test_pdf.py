from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from ingest import pdf
from ingest.pdf import read_pdf
from tests.factories import lock_pdf, make_pdf, pdf_bytes


def test_pages_are_read_in_order_and_counted_from_one(tmp_path: Path) -> None:
    pages = read_pdf(make_pdf(tmp_path / "a.pdf", "Pasal 1\nWarga menanam.", "Pasal 2\nWarga (lama) memanen."))
    assert [(p.number, p.text.split("\n")) for p in pages] == [
        (1, ["Pasal 1", "Warga menanam."]), (2, ["Pasal 2", "Warga (lama) memanen."]),
    ]  # fmt: skip
    assert not any(page.ocr_layer for page in pages)


def test_a_blank_page_stays_in_the_count(tmp_path: Path) -> None:
    assert [p.text for p in read_pdf(make_pdf(tmp_path / "a.pdf", "Satu", "", "Tiga"))] == ["Satu", "", "Tiga"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_long_file_is_shared_by_workers_and_keeps_its_order(tmp_path: Path, workers: int) -> None:
    told: list[tuple[int, int]] = []
    count = 4 * pdf.CHUNK + 3
    path = make_pdf(tmp_path / "a.pdf", *(f"Halaman {n}" for n in range(1, count + 1)))
    pages = read_pdf(path, workers, lambda done, total: told.append((done, total)))
    assert [p.text for p in pages] == [f"Halaman {n}" for n in range(1, count + 1)]
    assert told[-1] == (count, count)
    assert told == sorted(told)


def test_an_empty_password_opens_without_asking(tmp_path: Path) -> None:
    assert read_pdf(lock_pdf(make_pdf(tmp_path / "a.pdf", "Warga menanam."), ""))[0].text == "Warga menanam."


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", EmptyFile),
        (b"%PDF-1.4\nrusak", DamagedFile),
        (b"bukan pdf", DamagedFile),
        (pdf_bytes(["Satu"])[:120], DamagedFile),
    ],
)
def test_what_can_not_be_read_is_told_by_name(tmp_path: Path, content: bytes, problem: type[Exception]) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(content)
    with pytest.raises(problem, match="surat.pdf"):
        read_pdf(path)


def test_a_pdf_without_pages_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "kosong.pdf"
    with path.open("wb") as file:
        PdfWriter().write(file)
    with pytest.raises((EmptyFile, DamagedFile), match="kosong.pdf"):
        read_pdf(path)


def test_a_password_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile, match="rahasia.pdf terkunci kata sandi"):
        read_pdf(lock_pdf(make_pdf(tmp_path / "rahasia.pdf", "Satu"), "sandi"))


class Page:
    """A page over a picture, whose text differs by the way it is read."""

    def __init__(self, layout: str, plain: str, error: Exception | None = None, width: int = 900) -> None:
        self.layout, self.plain, self.error = layout, plain, error
        self.width = width

    def get(self, _name: str) -> Page:
        return self

    def get_object(self) -> dict[str, object]:
        return {"/XObject": Objects(self.width)}

    def extract_text(self, extraction_mode: str = "plain") -> str:
        if self.error:
            raise self.error
        return self.layout if extraction_mode == "layout" else self.plain


class Objects(dict[str, "Objects"]):
    """Resources of a page with one picture."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.picture = {"/Subtype": "/Image", "/Width": width, "/Height": width}
        self["/Im0"] = self

    def get_object(self) -> Objects:
        return self

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        return self.picture.get(name, default)


@pytest.mark.parametrize(
    ("page", "text", "layered"),
    [
        (Page("dari tempatnya", "dari urutannya"), "dari tempatnya", True),
        (Page("  ", "dari urutannya"), "dari urutannya", True),
        (Page("sebaris " * 80, "baris\nbaris"), "baris\nbaris", True),  # all on one line: the layer names no heights
        (Page("dari tempatnya", "dari urutannya", width=300), "dari urutannya", False),  # a logo, not a scan
        (Page("x", "y", error=RecursionError()), "", False),
        (Page("x", "y", error=KeyError("/Font")), "", False),
    ],
)
def test_an_ocr_layer_is_read_by_place(page: Page, text: str, layered: bool) -> None:
    found = pdf.read_page(page, 7)  # type: ignore[arg-type]
    assert (found.number, found.text, found.ocr_layer) == (7, text, layered)
