"""Mappings go in by command: what was understood and what changed is told, and nothing is stored under a wrong name."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook as OpenBook

from corpus.baris import BarisPemetaan, KolomTerbaca, Pemetaan, Skipped
from corpus.catalog import Catalog
from corpus.difference import Changed, Difference, Spot
from corpus.mappings import Mappings
from corpus.problems import NoMapping, RegionUnknown, TooManyRows
from ingest import mapping_intake as module
from ingest.__main__ import main
from ingest.books import read_workbook
from ingest.mapping_intake import MappingIntake, understand_book
from ingest.mapping_told import column_lines, count_line, describe_mapping, difference_lines
from ingest.pemetaan import shape_of
from ingest.pipeline import Pipeline
from tests.factories import REGULATION, settings_of
from tests.fakes import crash

TITLE = ("PEMETAAN URUSAN KERJA SAMA DAERAH", "KABUPATEN MISAL UTARA TAHUN 2026")
HEAD = ("No", "Urusan", "Program", "Kegiatan", "Calon Mitra", "Tahun", "Prioritas", "Warna Map")
ROWS = (
    (1, "Pariwisata", "Pengembangan destinasi", "Promosi bersama", "Kabupaten Misal Hulu", 2026, "Tinggi", "merah"),
    (2, "Kesehatan", "Layanan rujukan", "Rujukan lintas batas", "Kota Misal", 2027, "Sedang", "biru"),
    (3, "Pertanian", "Ketahanan pangan", "Pasokan beras", "PT Misal Pangan", 2028, "Rendah", "hijau"),
)
Rows = tuple[tuple[Any, ...], ...]


def book(path: Path, rows: Rows = ROWS, title: tuple[str, ...] = TITLE, head: tuple[str, ...] = HEAD) -> Path:
    made = OpenBook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "KSDD"
    for row in (*((line,) for line in title), (), head, *rows, ("", "Jumlah", "", "", "", "", "", len(rows))):
        sheet.append(row)
    made.save(path)
    return path


def letter(path: Path, *texts: str, rows: Rows = ROWS, title: tuple[str, ...] = TITLE) -> Path:
    document = Document()
    for text in (*texts, *title):
        document.add_paragraph(text)
    table = document.add_table(0, len(HEAD))
    for row in (HEAD, *rows):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    document.save(str(path))
    return path


@pytest.fixture
def pipeline(home: Path) -> Iterator[Pipeline]:
    settings = settings_of(home)
    catalog = Catalog(settings.catalog_path)
    yield Pipeline(catalog, settings)
    catalog.close()


def add(pipeline: Pipeline, path: Path) -> list[tuple[str, str]]:
    return [(outcome.status, outcome.label) for outcome in pipeline.add(path)]


def held(pipeline: Pipeline) -> list[tuple[str, int]]:
    return [(mapping.key, mapping.count) for mapping in Mappings(pipeline.catalog).held()]


LABEL = "Pemetaan Kabupaten Misal Utara 2026"
KEY = "pemetaan-kabupaten-misal-utara-2026"


# --- versions


def test_a_workbook_goes_in_and_the_same_one_again_does_nothing(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "a.xlsx")
    (outcome,) = pipeline.add(path)
    assert (outcome.status, outcome.label, outcome.difference) == ("added", LABEL, None)
    assert outcome.pemetaan is not None and len(outcome.pemetaan.rows) == 3
    assert held(pipeline) == [(KEY, 3)]
    with monkeypatch.context() as patch:
        patch.setattr(module, "read_workbook", crash)  # not even opened
        assert add(pipeline, path) == [("unchanged", LABEL)]
    again = tmp_path / "salinan.xlsx"
    again.write_bytes(path.read_bytes())
    assert add(pipeline, again) == [("unchanged", LABEL)]


def test_a_newer_one_replaces_the_older_and_tells_the_difference(pipeline: Pipeline, tmp_path: Path) -> None:
    first = book(tmp_path / "a.xlsx")
    pipeline.mappings.add(first, "a.xlsx")
    changed = (
        ROWS[0],
        (*ROWS[1][:6], "Tinggi", "biru"),
        (3, "Sosial", "Bantuan", "Panti bersama", "Kota Misal", 2026, "Sedang", "x"),
    )
    (outcome,) = pipeline.add(book(tmp_path / "b.xlsx", changed))
    assert outcome.status == "replaced" and outcome.difference is not None
    assert [spot.name for spot in outcome.difference.added] == ["Panti bersama"]
    assert [spot.name for spot in outcome.difference.gone] == ["Pasokan beras"]
    assert [each.spot.name for each in outcome.difference.changed] == ["Rujukan lintas batas"]
    assert held(pipeline) == [(KEY, 3)]
    assert add(pipeline, first) == [("replaced", LABEL)], "an older file that is given again counts again"


def test_other_years_and_regions_stand_beside(pipeline: Pipeline, tmp_path: Path) -> None:
    for region, year in (("KABUPATEN MISAL UTARA", 2026), ("KABUPATEN MISAL UTARA", 2027), ("KOTA MISAL", 2026)):
        title = ("PEMETAAN KERJA SAMA DAERAH", f"{region} TAHUN {year}")
        assert add(pipeline, book(tmp_path / "a.xlsx", title=title))[0][0] == "added"
    assert len(held(pipeline)) == 3


# --- region and year


@pytest.mark.parametrize(
    ("title", "name", "daerah", "tahun", "key"),
    [
        (TITLE, "a.xlsx", "", 0, KEY),
        (("PEMETAAN",), "pemetaan kabupaten misal utara 2026.xlsx", "", 0, KEY),
        (("PEMETAAN",), "a.xlsx", "Kabupaten Misal Utara", 2026, KEY),
        (("PEMETAAN TAHUN 2026",), "a.xlsx", "Kabupaten Misal Utara", 0, KEY),
        (TITLE, "a.xlsx", "Kota Lain", 2030, "pemetaan-kota-lain-2030"),
    ],
)
def test_region_and_year(
    pipeline: Pipeline, tmp_path: Path, title: tuple[str, ...], name: str, daerah: str, tahun: int, key: str
) -> None:
    intake = MappingIntake(Mappings(pipeline.catalog), pipeline.settings, daerah, tahun)
    assert intake.add(book(tmp_path / name, title=title), name).status == "added"
    assert held(pipeline) == [(key, 3)]


@pytest.mark.parametrize(
    ("title", "lacks", "does_not"),
    [
        (("PEMETAAN",), 'daerah dan tahun pemetaannya.* --daerah "Kabupaten X" --tahun 2026`', "zzz"),
        (("PEMETAAN KOTA MISAL",), "menyebut tahun pemetaannya.*BERKAS --tahun 2026`", "--daerah"),
        (("PEMETAAN TAHUN 2026",), "menyebut daerah pemetaannya.*--daerah", "--tahun"),
    ],
)
def test_without_region_or_year_nothing_is_stored(
    pipeline: Pipeline, tmp_path: Path, title: tuple[str, ...], lacks: str, does_not: str
) -> None:
    rows = tuple((*row[:5], "", *row[6:]) for row in ROWS)
    (outcome,) = pipeline.add(book(tmp_path / "a.xlsx", rows, title))
    assert isinstance(outcome.problem, RegionUnknown)
    with pytest.raises(RegionUnknown, match=lacks):
        raise outcome.problem
    assert does_not not in str(outcome.problem) and held(pipeline) == []
    assert outcome.problem.message("en") != str(outcome.problem)


# --- what is none, what can not be read


def test_a_workbook_without_a_mapping_is_told(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "gaji.csv"
    path.write_text("Nama;Golongan;Gaji\nBudi;III/a;5000000\nSiti;III/b;6000000\n")
    (outcome,) = pipeline.add(path)
    assert isinstance(outcome.problem, NoMapping) and "gaji.csv tidak memuat tabel pemetaan" in str(outcome.problem)
    assert held(pipeline) == []


def test_bad_workbooks_leave_the_rest_of_a_zip(pipeline: Pipeline, tmp_path: Path) -> None:
    inside = book(tmp_path / "baik.xlsx")
    with zipfile.ZipFile(tmp_path / "arsip.zip", "w") as archive:
        archive.writestr("rusak.xlsx", b"PK\x03\x04")
        archive.writestr("map/baik.xlsx", inside.read_bytes())
        archive.writestr("~$baik.xlsx", b"kunci")
    outcomes = list(pipeline.add(tmp_path / "arsip.zip"))
    assert [(o.file, o.status) for o in outcomes] == [
        ("arsip.zip/rusak.xlsx", "failed"),
        ("arsip.zip/map/baik.xlsx", "added"),
    ]
    assert "arsip.zip/rusak.xlsx rusak" in str(outcomes[0].problem)


def test_limits_and_unforeseen_errors_are_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(home, max_rows=3)
    catalog = Catalog(settings.catalog_path)
    pipeline = Pipeline(catalog, settings)
    (outcome,) = pipeline.add(book(tmp_path / "a.xlsx"))
    assert isinstance(outcome.problem, TooManyRows)
    monkeypatch.setattr(module, "understand_mapping", crash)
    small = tmp_path / "b.csv"
    small.write_text("a;b\n1;2\n")
    (outcome,) = pipeline.add(small)
    assert "b.csv tidak dapat diolah karena kesalahan yang tidak terduga" in str(outcome.problem)
    catalog.close()


# --- corrections


def test_a_correction_is_remembered_for_the_next_workbook_of_that_shape(pipeline: Pipeline, tmp_path: Path) -> None:
    mappings = Mappings(pipeline.catalog)
    read = read_workbook(book(tmp_path / "a.xlsx"), pipeline.settings)
    first = understand_book(read, pipeline.settings, mappings)
    assert {c.field for c in first.columns if c.header == "Warna Map"} == {""}
    mappings.remember(shape_of(first), {"warna map": "keterangan"})
    (outcome,) = pipeline.add(book(tmp_path / "b.xlsx", ROWS[:2]))
    assert outcome.pemetaan is not None
    assert [row.keterangan for row in outcome.pemetaan.rows] == ["merah", "biru"]
    assert {c.field for c in understand_book(read, pipeline.settings).columns if c.header == "Warna Map"} == {""}


# --- Word files


def test_a_word_file_with_a_mapping_alone_is_no_document(pipeline: Pipeline, tmp_path: Path) -> None:
    path = letter(tmp_path / "a.docx", "Pemerintah Kabupaten Misal Utara")
    assert add(pipeline, path) == [("added", LABEL)]
    assert add(pipeline, path) == [("unchanged", LABEL)]
    assert held(pipeline) == [(KEY, 3)] and pipeline.catalog.held() == []
    assert {row.sheet for row in Mappings(pipeline.catalog).rows(KEY)} == {"Tabel 1"}


def test_a_word_file_with_words_and_a_mapping_goes_both_ways(pipeline: Pipeline, tmp_path: Path) -> None:
    path = letter(
        tmp_path / "a.docx", *REGULATION.split("\n"), *["Tim membahas rencana kebun bersama di balai desa."] * 20
    )
    assert add(pipeline, path) == [("added", LABEL), ("added", "Permendagri 9/2099")]
    assert add(pipeline, path) == [("unchanged", LABEL), ("unchanged", "Permendagri 9/2099")]
    assert len(held(pipeline)) == len(pipeline.catalog.held()) == 1


def test_a_word_file_whose_table_is_none_is_a_document_alone(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document()
    for line in REGULATION.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(2, 3)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), "No Nama Jabatan 1 Budi Ketua".split(), strict=True
    ):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert add(pipeline, tmp_path / "a.docx") == [("added", "Permendagri 9/2099")]
    monkeypatch.setattr(module, "read_workbook", crash)  # it is noted that there is none
    assert add(pipeline, tmp_path / "a.docx") == [("unchanged", "Permendagri 9/2099")]
    assert held(pipeline) == []


@pytest.mark.parametrize(
    ("fields", "rows", "is_one"),
    [
        ("urusan mitra tahun", 1, True), ("kegiatan jenis prioritas", 1, True), ("objek mitra pengusul", 1, True),
        ("urusan mitra tahun", 0, False), ("urusan sub_urusan", 5, False), ("urusan mitra", 5, False), ("nomor mitra tahun", 5, False), ("", 5, False),
    ],
)  # fmt: skip
def test_which_tables_of_a_document_are_a_mapping(fields: str, rows: int, is_one: bool) -> None:
    columns = tuple(KolomTerbaca("Tabel 1", n, name, name) for n, name in enumerate(fields.split()))
    item = Pemetaan("a.docx", "", 0, columns=columns, rows=tuple(BarisPemetaan("Tabel 1", n) for n in range(rows)))
    assert module.says_mapping(item) is is_one


# --- what is told


SKIPPED = (Skipped("A", 1, "judul"), Skipped("A", 2, "kepala"), Skipped("A", 9, "jumlah"), Skipped("A", 10, "jumlah"))


def test_rows_are_counted_with_their_reasons() -> None:
    assert count_line(30, SKIPPED) == "30 baris dibaca, 4 dilewati (2 jumlah, 1 judul, 1 kepala)"
    assert count_line(1, ()) == "1 baris dibaca, 0 dilewati"


def test_columns_are_told_once_and_safely() -> None:
    columns = (
        KolomTerbaca("A", 0, "Mitra\x1b[31m\nPotensial", "mitra"),
        KolomTerbaca("B", 0, "Mitra\x1b[31m\nPotensial", "mitra"),
        KolomTerbaca("A", 1, "Ket", "jenis", sure=False),
        KolomTerbaca("A", 2, "", "urusan"),
        KolomTerbaca("A", 3, "Warna", ""),
    )
    assert column_lines(columns) == [
        "Kolom: Mitra [31m Potensial = Calon mitra; Ket = Jenis kerja sama (periksa); (kolom ke-3) = Urusan pemerintahan"
    ]
    assert column_lines(()) == []


def test_a_difference_in_words() -> None:
    spot = Spot("KSDD", 7, "Promosi")
    made = Difference("a.xlsx", (spot,) * 12, (), (Changed(spot, (("tahun", "2026", "2027"), ("Warna", "", "biru"))),))
    lines = difference_lines(made)
    assert lines[0] == "Dibanding a.xlsx: 12 baris baru, 1 berubah, 0 hilang"
    assert lines[1] == "  + Promosi (KSDD baris 7)" and lines[11] == "  + dan 2 lagi"
    assert lines[12] == '  ~ Promosi (KSDD baris 7): Tahun rencana "2026" menjadi "2027"; Warna "" menjadi "biru"'
    assert difference_lines(Difference("a.xlsx")) == ["Isi barisnya sama dengan a.xlsx."]


def test_a_fictional_one_says_so() -> None:
    assert describe_mapping(Pemetaan("a", "Provinsi Contoh", 2026, contoh=True)).startswith(
        "Pemetaan Provinsi Contoh 2026 (contoh fiktif)"
    )
    assert "fiktif" not in describe_mapping(Pemetaan("a", "Provinsi Contoh", 2026))


# --- the command line


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    monkeypatch.setattr("ingest.__main__.add_digests", lambda catalog: 0)


def test_by_command(command: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "a.xlsx")
    assert main([str(path)]) == 0
    out = capsys.readouterr().out
    assert f"[ditambahkan] {LABEL}: PEMETAAN" in out
    assert "3 baris dibaca, 4 dilewati" in out and "Calon Mitra = Calon mitra" in out and "Warna Map" in out
    book(path, ROWS[:2])
    assert main([str(path)]) == 0
    assert "[menggantikan yang lama]" in (out := capsys.readouterr().out) and "0 baris baru, 0 berubah, 1 hilang" in out
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == f"[tidak berubah, dilewati] {LABEL} (a.xlsx)\n"
    assert main(["status"]) == 0
    assert f"- {LABEL} (pemetaan): 2 baris dibaca, 4 dilewati" in capsys.readouterr().out


def test_by_command_as_json(command: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    book(folder / "a.xlsx")
    book(folder / "b.xlsx", ROWS[:2])
    assert main([str(folder), "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["status"], first["daerah"], first["tahun"], first["rows"]) == (
        "added",
        "Kabupaten Misal Utara",
        2026,
        3,
    )
    assert {"sheet": "KSDD", "row": 4, "reason": "kepala"}.items() <= first["skipped"][2].items()
    assert {c["header"]: c["field"] for c in first["columns"]}["Calon Mitra"] == "mitra"
    assert (second["status"], second["difference"]["gone"]) == ("replaced", [["KSDD", 7, "Pasokan beras"]])
    assert main(["status", "--json"]) == 0
    (mapping,) = json.loads(capsys.readouterr().out)["mappings"]
    assert (mapping["key"], mapping["rows"], mapping["file"]) == (KEY, 2, "b.xlsx")


def test_structure_keeps_nothing(command: None, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "a.xlsx")
    assert main(["structure", str(path)]) == 0
    assert capsys.readouterr().out.startswith(f"{LABEL}: PEMETAAN")
    assert main(["structure", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["rows"], told["daerah"]) == ("a.xlsx", 3, "Kabupaten Misal Utara")
    (tmp_path / "b.csv").write_text("Nama;Gaji\nBudi;5\n")
    assert main(["structure", str(tmp_path / "b.csv")]) == 1
    assert "b.csv tidak memuat tabel pemetaan" in capsys.readouterr().err
    assert not home.exists()


def test_region_and_year_by_command(command: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tuple((*row[:5], "", *row[6:]) for row in ROWS)
    path = book(tmp_path / "a.xlsx", rows, ("PEMETAAN",))
    assert main([str(path)]) == 1
    assert '--daerah "Kabupaten X" --tahun 2026' in capsys.readouterr().err
    assert main([str(path), "--daerah", " Kota  Misal ", "--tahun", "2026"]) == 0
    assert "[ditambahkan] Pemetaan Kota Misal 2026" in capsys.readouterr().out
    with pytest.raises(SystemExit) as end:
        main([str(path), "--tahun", "26"])
    assert end.value.code == 2 and "nilai '26' tidak dapat dipakai untuk --tahun" in capsys.readouterr().err
