"""What a workbook may claim: rows, cells, bytes; what claims more is told, and takes neither memory nor time."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import FileProblem
from corpus.problems import ArchiveTooLarge, FileTooLarge, TooManyCells, TooManyRows
from corpus.settings import Settings
from ingest.books import read_workbook
from tests.workbooks import make_xlsx, sheet_xml

ROOT = Path(__file__).resolve().parent.parent


def rows(count: int, columns: int = 2, first: int = 1) -> str:
    cells = "<c><v>1</v></c>" * columns
    return "".join(f'<row r="{n}">{cells}</row>' for n in range(first, first + count))


def write(path: Path, *sheets: str) -> Path:
    path.write_bytes(make_xlsx({f"L{n}": sheet_xml(xml) for n, xml in enumerate(sheets, 1)}))
    return path


def test_rows_to_the_limit_and_beyond(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", rows(10), rows(10))
    assert len(read_workbook(path, Settings(max_rows=10)).sheets[1].rows) == 10
    with pytest.raises(TooManyRows, match=r'Lembar "L1" di berkas a.xlsx memuat lebih dari 9 baris; .*TANYA_MAX_ROWS'):
        read_workbook(path, Settings(max_rows=9))


def test_cells_of_all_sheets_together_to_the_limit_and_beyond(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", rows(10), rows(10))
    read_workbook(path, Settings(max_cells=40))
    with pytest.raises(TooManyCells, match=r"a.xlsx memuat lebih dari 39 sel .*TANYA_MAX_CELLS"):
        read_workbook(path, Settings(max_cells=39))


def test_blanks_before_the_last_value_of_a_row_count(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", '<row r="1"><c r="CV1"><v>1</v></c></row>')
    read_workbook(path, Settings(max_cells=100))
    with pytest.raises(TooManyCells):
        read_workbook(path, Settings(max_cells=99))


def test_a_sheet_that_only_claims_to_be_large_is_read(tmp_path: Path) -> None:
    looks = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 3000)) + '<row r="1048576"/>'
    path = write(tmp_path / "a.xlsx", rows(2) + looks)
    (sheet,) = read_workbook(path, Settings(max_rows=2, max_cells=1000)).sheets
    assert sheet.rows == ((1, 1), (1, 1))


def test_cells_without_anything_have_an_end_too(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", f'<row r="1"><c><v>1</v></c>{"<c/>" * 41}</row>')
    with pytest.raises(TooManyCells):
        read_workbook(path, Settings(max_cells=10))


def test_text_has_an_end_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    text = "kata " * 50
    for strings, cell in (
        (f"<si><t>{text}</t></si>", '<c t="s"><v>0</v></c>'),
        ("", f'<c t="inlineStr"><is><t>{text}</t></is></c>'),
    ):
        path.write_bytes(make_xlsx({"L": sheet_xml(f'<row r="1">{cell * 5}</row>')}, strings))
        read_workbook(path, Settings(max_cells=60))
        with pytest.raises(TooManyCells, match="terlalu banyak teks"):
            read_workbook(path, Settings(max_cells=40))


def test_parts_that_unpack_beyond_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "bom.xlsx", rows(1) + " " * (6 << 20))
    assert path.stat().st_size < 20_000
    read_workbook(path, Settings(max_archive_mb=20))
    with pytest.raises(ArchiveTooLarge, match=r"bom.xlsx mekar melampaui batas 5 MB.*TANYA_MAX_ARCHIVE_MB"):
        read_workbook(path, Settings(max_archive_mb=10))
    with pytest.raises(ArchiveTooLarge, match="3 berkas"):
        read_workbook(path, Settings(max_archive_files=3))


def test_a_large_file_is_not_opened(tmp_path: Path) -> None:
    for name, share in (("a.xlsx", 1), ("a.csv", 4)):
        path = tmp_path / name
        path.write_bytes((b"PK\x03\x04" if share == 1 else b"a;b\n") + b"0" * (3 << 20))
        with pytest.raises(FileTooLarge):
            read_workbook(path, Settings(max_file_mb=2 * share))


def test_entities_are_not_unpacked(tmp_path: Path) -> None:
    xml = sheet_xml('<row r="1"><c t="inlineStr"><is><t>&e9;</t></is></c></row>')
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_xlsx({"L": f'<!DOCTYPE w [<!ENTITY e0 "x">{bomb}]>{xml}'}))
    with pytest.raises(FileProblem, match="a.xlsx rusak"):
        read_workbook(path, Settings())


def many_cells() -> str:
    return rows(1, 16_384) + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 2000))


def ods_bomb(path: Path) -> None:
    """A cell that says that it is a billion cells."""
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
    rows_of = f'<table:table-row table:number-rows-repeated="100000">{cell}</table:table-row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<d {spaces}><table:table table:name="a">{rows_of}</table:table></d>')


def csv_bomb(path: Path) -> None:
    path.write_bytes(b";" * 16_000 + b"1\n" + (b";" * 16_000 + b"1\n") * 400)


BOMBS: dict[str, Callable[[Path], object]] = {
    "lebar.xlsx": lambda path: write(path, many_cells()),
    "jauh.xlsx": lambda path: write(path, *['<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'] * 50),
    "gabung.xlsx": lambda path: path.write_bytes(
        make_xlsx({"L": sheet_xml(rows(20_000), "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50_000 + "</mergeCells>")})
    ),
    "ulang.ods": ods_bomb,
    "lebar.csv": csv_bomb,
}  # fmt: skip
READ = """
import sys
from pathlib import Path
from corpus.errors import FileProblem
from corpus.settings import Settings
from ingest.books import read_workbook
try:
    book = read_workbook(Path(sys.argv[1]), Settings())
    print("dibaca", len(book.sheets), sum(len(s.rows) for s in book.sheets))
except FileProblem as problem:
    print(problem)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lebar.xlsx", "lebar.xlsx memuat lebih dari 5000000 sel"),
        ("jauh.xlsx", "dibaca 100 100"),
        ("gabung.xlsx", "dibaca 1 20000"),
        ("ulang.ods", "ulang.ods memuat lebih dari 5000000 sel"),
        ("lebar.csv", "lebar.csv memuat lebih dari 5000000 sel"),
    ],
)
def test_bombs_take_no_memory(tmp_path: Path, name: str, said: str) -> None:
    """A process of its own, which may have a gigabyte, reads each."""
    BOMBS[name](tmp_path / name)
    limit = 1 << 30
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / name)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    assert said in done.stdout, done.stderr[-500:]
