"""Matrices for tests: invented words under the names of real urusan, so that questions can be asked as people ask them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from corpus.catalog import Catalog
from corpus.models import Ketentuan, Unit
from ingest.matrices import Line, Row, Ruled, matrix_provisions
from tests.factories import ketentuan, peraturan

HEADS = ("NO", "SUB URUSAN", "PEMERINTAH PUSAT", "DAERAH PROVINSI", "DAERAH KABUPATEN / KOTA")
LEFT = (100.0, 140.0, 260.0, 420.0, 580.0, 740.0)  # points: where the columns of a drawn table begin and end
OFFICE: Mapping[str, Sequence[Sequence[str]]] = {
    "A. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG PENDIDIKAN": [
        ("1.", "Sekolah", "a. Patokan mutu.|b. Pengelolaan perguruan tinggi.", "Pengelolaan pendidikan menengah.",
         "a. Pengelolaan pendidikan dasar.|b. Pengelolaan anak usia dini."),
        ("2.", "Buku Ajar", "Isi buku nasional.", "---", "Isi buku kampung."),
    ],
    "B. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG KESEHATAN": [
        ("1.", "Obat", "Pengawasan pabrik obat.", "Penerbitan izin gudang obat.", "Penerbitan izin apotek."),
    ],
    "C. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM DAN PENATAAN RUANG": [
        ("1.", "Air Minum", "Pipa antarpulau.", "Pipa air minum lintas Daerah kabupaten/kota.", "Pipa di kampung."),
        ("2.", "Jalan", "Jalan nasional.", "Pemeliharaan jalan provinsi.", "Pemeliharaan jalan kabupaten/kota."),
    ],
    "O. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG PERHUBUNGAN": [
        ("1.", "Lalu Lintas", "a. Terminal penumpang tipe A.|b. Rambu.", "a. Rambu.|b. Terminal penumpang tipe B.",
         "a. Terminal penumpang tipe C.|b. Parkir."),
    ],
    "Y. PEMBAGIAN URUSAN BIDANG KELAUTAN DAN PERIKANAN": [
        ("1.", "Perikanan Tangkap", "Kapal besar.", "Kapal sedang.", "Tempat pelelangan ikan."),
    ],
    "Z. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG PARIWISATA": [
        ("1.", "Destinasi", "Taman nasional wisata.", "a. Daya tarik provinsi.|b. Peta wisata.", "Daya tarik kampung."),
        ("2.", "Pemasaran", "Pameran dunia.", "Pameran provinsi.", "Pameran kampung."),
    ],
    "BB. PEMBAGIAN URUSAN PEMERINTAHAN BIDANG KEHUTANAN": [
        ("1.", "Perencanaan Hutan", "a. Hitungan pohon.|b. Peta pohon.", "---", "---"),
        ("2.", "Penyuluhan", "Buku penyuluhan nasional.", "Pelaksanaan penyuluhan kehutanan provinsi.", "Kebun raya kecil."),
    ],
}  # fmt: skip


def cell(words: str, left: float = 0.0) -> tuple[Line, ...]:
    """Lines parted by "|"; ">" before one sets it further right."""
    lines = [line for line in words.split("|") if line]
    return tuple(Line(left + 20.0 * line.startswith(">"), line.lstrip(">")) for line in lines)


def row(*cells: str) -> Row:
    return tuple(cell(words) for words in cells)


def page(number: int, *parts: str | Sequence[Sequence[str]]) -> Ruled:
    """A page of titles and tables."""
    made = [Line(0.0, p) if isinstance(p, str) else tuple(row(*cells) for cells in p) for p in parts]
    return Ruled(number, tuple(made))


def office_pages() -> list[Ruled]:
    """A page for each matrix of OFFICE, from page 11."""
    return [page(n, title, [HEADS, "12345", *rows]) for n, (title, rows) in enumerate(OFFICE.items(), 11)]


def office_catalog(path: Path) -> Catalog:
    """A catalogue that holds the matrices as those of UU 23/2099."""
    rows, _ = matrix_provisions(office_pages())
    body = [ketentuan("1", "Warga merawat kebun bersama dengan tanggung jawab penuh.")]
    catalog = Catalog(path)
    catalog.add(peraturan(*body, *rows, nomor="23", jenis="UU", file="matriks.pdf", pages=20), "sha")
    return catalog


def by_unit(provisions: Sequence[Ketentuan]) -> dict[tuple[str | None, ...], Ketentuan]:
    """Provisions by (letter, row, column, item)."""
    return {(p.unit.huruf, p.unit.angka, p.unit.kolom, p.unit.butir): p for p in provisions}


def cell_unit(huruf: str, angka: str, kolom: str | None = None, butir: str | None = None) -> Unit:
    return Unit("lampiran", huruf=huruf, angka=angka, kolom=kolom, butir=butir)


def drawn_pdf(path: Path, pages: Sequence[tuple[str, Sequence[Sequence[str]]]], stroked: bool = False) -> Path:
    """A PDF of pages, each a title line and a table whose cells are parted by thin boxes, a line of words a "|".

    Args:
        path: where it goes.
        pages: title and rows of each.
        stroked: lines part the cells instead of boxes.
    """
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for title, rows in pages:
        sheet = writer.add_blank_page(842, 595)
        stream = StreamObject()
        stream.set_data(_drawing(title, rows, stroked).encode("latin-1"))
        sheet[NameObject("/Contents")] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.write(path)
    return path


def turned_pdf(path: Path, target: Path, angle: int) -> Path:
    """The same page, stored lying and turned upright by its angle, as landscape pages often are."""
    writer = PdfWriter(path)
    sheet = writer.pages[0]
    sheet.rotate(angle)
    sheet.transfer_rotation_to_content()  # it lies now as it was turned
    sheet.rotate(-angle)
    writer.write(target)
    return target


def as_form(path: Path, target: Path) -> Path:
    """The same page, all of it drawn by a form that is half as large as it."""
    writer = PdfWriter(path)
    sheet = writer.pages[0]
    form = StreamObject()
    contents = sheet.get_contents()
    form.set_data(b"2 0 0 2 0 0 cm " + (contents.get_data() if contents is not None else b""))
    for key, value in (
        ("/Type", NameObject("/XObject")),
        ("/Subtype", NameObject("/Form")),
        ("/BBox", ArrayObject(map(FloatObject, (0, 0, 2000, 2000)))),
        ("/Resources", sheet["/Resources"]),
    ):
        form[NameObject(key)] = value
    drawing = StreamObject()
    drawing.set_data(b"0.5 0 0 0.5 0 0 cm /Whole Do")
    sheet[NameObject("/Contents")] = writer._add_object(drawing)
    forms = DictionaryObject({NameObject("/Whole"): writer._add_object(form)})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    writer.write(target)
    return target


def _drawing(title: str, rows: Sequence[Sequence[str]], stroked: bool) -> str:
    def words(x: float, y: float, text: str) -> str:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"BT /F1 9 Tf {x} {y} Td ({escaped}) Tj ET"

    out = [words(100, 500, title)] if title else []
    top = 480.0
    edges = [top]
    for cells in rows:
        height = 12.0 * max(1, *(len(c.split("|")) for c in cells)) + 6
        for x, text in zip(LEFT, cells, strict=False):
            out.extend(words(x + 3, top - 12 - 12 * n, line) for n, line in enumerate(text.split("|")) if line)
        top -= height
        edges.append(top)
    columns = LEFT[: len(rows[0]) + 1] if rows else ()
    if rows:
        boxes = [(columns[0], y, columns[-1] - columns[0], 0.5) for y in edges]
        boxes += [(x, edges[-1], 0.5, edges[0] - edges[-1]) for x in columns]
        for x, y, width, height in boxes:
            far_x, far_y = (x + width, y) if width > height else (x, y + height)
            out.append(f"{x} {y} m {far_x} {far_y} l S" if stroked else f"{x} {y} {width} {height} re f")
    return "\n".join(out)
