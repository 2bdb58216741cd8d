"""page/mapping_*.py: what the Pemetaan tab shows, and how a workbook comes in, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from corpus.baris import KolomTerbaca, Skipped
from corpus.catalog import Catalog
from corpus.difference import Changed, Difference, Spot
from corpus.errors import NothingMapped
from corpus.landing import read_landings
from corpus.models import Sitasi, Unit
from corpus.query import Group
from corpus.settings import Settings
from corpus.shelf import add_digests
from corpus.urusan import DaftarUrusan
from page import mapping_plots as plots
from page import mapping_views as views
from page.mapping_desk import PAGE, Desk, View, paged
from page.mapping_import import SAMPLE
from page.mapping_tab import AS_IT_IS, MappingHandlers
from page.service import Service
from tests.mapping_factories import baris, pemetaan

AFFAIRS = DaftarUrusan.read()
KEY = "pemetaan-provinsi-misalan-2026"
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def service(home: Path) -> Iterator[Service]:
    catalog = Catalog(home / "katalog.sqlite3")
    add_digests(catalog)
    made = Service(Settings(home=home, embedder="none"), catalog, read_landings())
    yield made
    made.stop()
    catalog.close()


@pytest.fixture
def desk(service: Service) -> Desk:
    made = Desk(service)
    made.mappings.add(pemetaan(), "a" * 64)
    return made


# --- what is chosen


def test_nothing_held_teaches_what_to_do(service: Service) -> None:
    look = Desk(service).look(View("x"))
    assert look.held is None and "Belum ada hasil pemetaan" in views.summary_html(look)
    assert views.table_html(look, AFFAIRS) == ""


@pytest.mark.parametrize(
    ("view", "rows"),
    [
        (View(KEY), [5, 6, 7, 8, 9]),
        (View(KEY, urusan="26"), [5, 7]),
        (View(KEY, jenis="KSDPK"), [7, 8]),
        (View(KEY, tahun="2027"), [6, 7]),
        (View(KEY, pengusul="Dinas Pariwisata", jenis="KSDPK"), [7]),
        (View(KEY, words="sampah"), [8]),
        (View(KEY, words="zebra"), []),
        (View(KEY, sort="anggaran", descending=True), [6, 5, 8, 7, 9]),
        (View("pemetaan-yang-hilang", urusan="26"), [5, 6, 7, 8, 9]),
    ],
)
def test_a_view_shows_its_rows(desk: Desk, view: View, rows: list[int]) -> None:
    look = desk.look(view)
    assert ([item.row.row for item in look.rows], look.count) == (rows, len(rows))
    assert look.view.mapping == KEY


def test_the_table_has_pages(desk: Desk) -> None:
    many = [baris(n, urusan="26", kegiatan=f"Kegiatan {n:03}") for n in range(1, 2 * PAGE + 6)]
    desk.mappings.add(pemetaan(*many, daerah="Kota Banyak"), "b" * 64)
    look = desk.look(View("pemetaan-kota-banyak-2026"))
    assert (look.pages, len(look.rows)) == (3, PAGE)
    last = desk.look(paged(desk.look(paged(desk.look(paged(look, 1)), 1)), 1))
    assert [item.row.row for item in last.rows] == [41, 42, 43, 44, 45]
    assert paged(look, -1).page == 0
    assert "Baris 41 sampai 45 dari 45, halaman 3 dari 3" in views.table_html(last, AFFAIRS)


def test_regions_are_kept_apart(desk: Desk) -> None:
    desk.mappings.add(pemetaan(baris(3, urusan="26"), daerah="Kota Lain"), "b" * 64)
    assert desk.look(View(KEY, urusan="26")).count == 2
    assert desk.look(View("pemetaan-kota-lain-2026")).count == 1


def test_a_fictional_mapping_is_marked_and_comes_last(desk: Desk) -> None:
    desk.mappings.add(replace(pemetaan(daerah="Provinsi Contoh"), contoh=True), "c" * 64)
    assert [h.contoh for h in desk.held()] == [False, True]
    assert "fiktif" in views.summary_html(desk.look(View("pemetaan-provinsi-contoh-2026")))
    assert "fiktif" not in views.summary_html(desk.look(View(KEY)))


def test_what_can_be_chosen(desk: Desk) -> None:
    choices = desk.choices(KEY)
    assert ("Pariwisata (2)", "26") in choices["urusan"] and ("2026 (3)", "2026") in choices["tahun"]
    assert [value for _, value in choices["jenis"]] == ["KSDD wajib", "KSDD sukarela", "KSDPK", "Sinergi"]
    assert desk.choices("pemetaan-yang-hilang")["urusan"] == []


def test_findings_are_kept_until_the_mapping_changes(desk: Desk) -> None:
    first = desk.checked(KEY)
    assert desk.checked(KEY) is first
    desk.mappings.add(pemetaan(baris(3, urusan="26", jenis="Sinergi", di_rkpd=False)), "d" * 64)
    assert [f.rule for f in desk.checked(KEY).findings] == ["sinergi_di_luar_rkpd"]
    with pytest.raises(NothingMapped):
        desk.checked("pemetaan-yang-hilang")


def test_documents_leave(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.document(KEY, "2026", "xlsx", tmp_path, date(2026, 1, 2))
    assert sheet is not None and sheet.name == "daftar-rencana-provinsi-misalan-2026-2026.xlsx"
    assert load_workbook(sheet).sheetnames == ["KSDD", "KSDPK"]
    document = desk.document(KEY, "", "docx", tmp_path, date(2026, 1, 2))
    assert document is not None and document.stat().st_size > 5000
    assert desk.document("pemetaan-yang-hilang", "", "xlsx", tmp_path, date(2026, 1, 2)) is None
    assert load_workbook(desk.template(tmp_path)).sheetnames[0] == "Pemetaan"


# --- HTML


def test_cells_are_escaped_wherever_they_show(desk: Desk) -> None:
    row = baris(
        4, urusan="26", jenis="KSDD wajib", kegiatan=EVIL, mitra=EVIL, pengusul=EVIL, sheet=EVIL, berbatasan=False
    )
    item = replace(
        pemetaan(row, daerah=f"Kota {EVIL}", file=f"{EVIL}.xlsx"), skipped=(Skipped(EVIL, 1, "judul", EVIL),),
        columns=(KolomTerbaca(EVIL, 0, EVIL, "", False, (EVIL,)),), warnings=(EVIL,),
    )  # fmt: skip
    desk.mappings.add(item, "e" * 64)
    look = desk.look(View(item.key))
    assert look.held is not None and look.held.key == item.key
    citation = Sitasi(1, "pemetaan", EVIL, "", "", 0, Unit(), EVIL, None, EVIL, item.key, sheet=EVIL, rows=(4,))
    change = Difference(
        EVIL, (Spot(EVIL, 1, EVIL),), (Spot(EVIL, 2, EVIL),), (Changed(Spot(EVIL, 3, EVIL), ((EVIL, EVIL, EVIL),)),)
    )
    for made in (
        views.summary_html(look), views.table_html(look, AFFAIRS), views.findings_html(desk.checked(item.key)),
        views.preview_html(item, AFFAIRS), views.difference_html(change), views.rows_html(citation, *desk.rows_of(citation)),
    ):  # fmt: skip
        assert "<img" not in made and "&lt;img" in made


def test_a_finding_names_row_article_and_step(desk: Desk) -> None:
    made = views.findings_html(desk.checked(KEY))
    assert (
        "lembar KSDD baris 6" in made
        and "Permendagri 22/2020 Pasal 9 ayat (3) (ringkasan)" in made
        and "Langkah:" in made
    )
    assert "naskah UU 23/2014" in made


def test_cited_rows_show_their_cells(desk: Desk) -> None:
    citation = Sitasi(
        2, "pemetaan", "Pemetaan, baris 8", "", "", 0, Unit(), "peta.xlsx", None, "q", KEY, sheet="KSDPK", rows=(8, 99)
    )
    made = views.rows_html(citation, *desk.rows_of(citation), 3, [citation])
    assert "<dt>kegiatan</dt><dd>Pengolahan sampah pasar</dd>" in made and 'data-turn="3" data-n="2"' in made
    gone = replace(citation, key="pemetaan-yang-hilang")
    assert "tidak ada lagi" in views.rows_html(gone, *desk.rows_of(gone))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (Difference(), ""),
        (Difference("lama.xlsx"), "Isinya sama dengan lama.xlsx"),
        (Difference("lama.xlsx", (Spot("A", 3, "Baru saja"),)), "1 baris baru, 0 berubah, 0 hilang"),
        (Difference("l", (), (), (Changed(Spot("A", 3, "X"), (("prioritas", "", "tinggi"),)),)), "Prioritas: (kosong) → tinggi"),
    ],
)  # fmt: skip
def test_a_difference_is_told(made: Difference, said: str) -> None:
    assert said in views.difference_html(made) and bool(views.difference_html(made)) == bool(said)


# --- pictures


def group(value: str, other: str = "", count: int = 1) -> Group:
    return Group(value, other, count, None, ())


def test_the_heat_map_has_a_field_for_each_pair_and_asks_about_it() -> None:
    figure = plots.heat_map([group("26", "KSDPK", 3), group("2", "Sinergi"), group("", "")], AFFAIRS)
    (heat,) = figure.data
    assert list(heat.x) == ["KSDPK", "Sinergi", "tidak disebut"]
    assert list(heat.y) == ["urusan tidak dikenali", "Pariwisata", "Kesehatan"]
    assert heat.z[1] == [3, 0, 0] or list(heat.z[1]) == [3, 0, 0]
    assert heat.text[1][0] == "3" and heat.text[1][1] == ""
    assert heat.customdata[1][0] == "Rencana KSDPK di urusan Pariwisata apa saja?"


def test_bars_stand_in_order_and_ask() -> None:
    (bars,) = plots.priority_bars([group("rendah", count=4), group(""), group("tinggi", count=2)]).data
    assert (list(bars.x), list(bars.y)) == (["tinggi", "rendah", "tidak disebut"], [2, 4, 1])
    assert bars.customdata[0] == "Rencana prioritas tinggi apa saja?"
    (bars,) = plots.year_bars([group("2027"), group("2026", count=5)]).data
    assert list(bars.x) == ["2026", "2027"]
    (bars,) = plots.office_bars([group("Dinas A", count=9), group("", count=8), group(EVIL, count=1)]).data
    assert list(bars.x) == [1, 9] and "<" not in "".join(bars.y)


def test_shares_add_up_and_differ_without_colour() -> None:
    figure = plots.plan_shares({"RPJMD": [group("ya", count=3), group("tidak")], "RKPD": [group("", count=2)]})
    assert [round(sum(bar.x[n] for bar in figure.data)) for n in (0, 1)] == [100, 100]
    assert len({bar.marker.pattern.shape for bar in figure.data}) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("-", 0), ("Dekat pelabuhan", 1), ("1. Dekat pelabuhan 2. Lahan luas", 2), ("a; b; c", 3), ("• satu\n• dua", 2),
     ("Sungai 20 km", 1)],
)  # fmt: skip
def test_points_of_a_cell(text: str, count: int) -> None:
    assert plots.points(text) == count


def test_the_quadrant_puts_an_affair_where_its_rows_point() -> None:
    rows = [
        baris(1, urusan="26", kekuatan="a; b", kelemahan="c"),
        baris(2, urusan="26", peluang="x", ancaman="y; z"),
        baris(3, urusan="2"),
    ]
    (spot,) = plots.spots_of(rows)
    assert (spot.kode, spot.inside, spot.outside, spot.count) == ("26", 0.5, -0.5, 2)
    (dots,) = plots.quadrant([spot, spot], AFFAIRS).data
    assert list(dots.text) == ["Pariwisata", ""]


# --- a workbook comes in


def workbook(path: Path, *rows: tuple[Any, ...], title: str = "PEMETAAN KERJA SAMA KABUPATEN UPAMA TAHUN 2026") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Peta"
    for row in ((title,), (), ("No", "Urusan", "Program", "Uraian", "Jenis Kerja Sama", "Calon Mitra", "Tahun"), *rows):
        sheet.append(list(row))
    book.save(path)
    return path


ROWS = (
    (1, "Pariwisata", "Program Pemasaran", "Festival danau", "KSDPK", "PT Danau Biru", 2026),
    (2, "Kesehatan", "Program Gizi", "Dapur sehat", "Sinergi", "Kementerian Kesehatan", 2027),
    (3, "Perhubungan", "Program Angkutan", "Bus pelajar", "KSDD sukarela", "Kota Sebelah", 2026),
)


@pytest.fixture
def handlers(service: Service) -> MappingHandlers:
    return MappingHandlers(service)


def test_what_was_understood_is_shown_before_it_is_kept(handlers: MappingHandlers, tmp_path: Path) -> None:
    path = workbook(tmp_path / "peta.xlsx", *ROWS)
    pending, file, told, _, region, year, _ = handlers.read(str(path))
    assert (file, region, year) == (None, "Kabupaten Upama", 2026)
    assert "3 baris rencana terbaca" in told and "Calon mitra" in told
    assert handlers.desk.held() == [] and not path.exists()
    gone, _, told, *_ = handlers.keep(pending, "Kabupaten Upama", 2026)
    assert gone is None and "disimpan: 3 baris" in told
    assert [h.label for h in handlers.desk.held()] == ["Pemetaan Kabupaten Upama 2026"]


def test_a_correction_holds_for_the_next_workbook_of_the_shape(handlers: MappingHandlers, tmp_path: Path) -> None:
    pending, *_ = handlers.read(str(workbook(tmp_path / "a.xlsx", *ROWS)))
    pending, _, told, *_ = handlers.correct(pending, "Program", "objek", "Kabupaten Upama", 2026)
    assert [r.objek for r in pending.item.rows] == ["Program Pemasaran", "Program Gizi", "Program Angkutan"]
    pending, *_ = handlers.correct(pending, "Calon Mitra", AS_IT_IS, "Kabupaten Upama", 2026)
    assert [r.mitra for r in pending.item.rows] == ["", "", ""]
    handlers.keep(pending, "Kabupaten Upama", 2026)
    again, *_ = handlers.read(str(workbook(tmp_path / "b.xlsx", ROWS[0])))
    assert [(r.objek, r.mitra) for r in again.item.rows] == [("Program Pemasaran", "")]


def test_region_and_year_can_be_given(handlers: MappingHandlers, tmp_path: Path) -> None:
    pending, _, _, _, region, year, _ = handlers.read(str(workbook(tmp_path / "x.xlsx", *ROWS, title="REKAP")))
    assert (region, year) == ("", None)
    pending, _, told, *_ = handlers.keep(pending, "", 0)
    assert pending is not None and 'class="galat"' in told and "x.xlsx" in told
    handlers.keep(pending, "Kota Misal", 2027)
    assert [h.label for h in handlers.desk.held()] == ["Pemetaan Kota Misal 2027"]


def test_a_newer_workbook_tells_what_changed(handlers: MappingHandlers, tmp_path: Path) -> None:
    for name, rows in (("lama.xlsx", ROWS), ("baru.xlsx", ROWS[:2])):
        pending, *_ = handlers.read(str(workbook(tmp_path / name, *rows)))
        _, _, told, *_ = handlers.keep(pending, "Kabupaten Upama", 2026)
    assert "Dibanding lama.xlsx: 0 baris baru, 0 berubah, 1 hilang" in told and "Bus pelajar" in told


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", b"halo dunia"])
def test_a_bad_file_gets_a_sentence(handlers: MappingHandlers, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(content)
    pending, _, told, *_ = handlers.read(str(path))
    assert pending is None and 'class="galat"' in told and "rusak.xlsx" in told
    assert handlers.read(None)[0] is None


def test_the_sample_comes_in_and_stays_where_it_is(handlers: MappingHandlers) -> None:
    pending, _, told, _, region, year, _ = handlers.sample()
    assert SAMPLE.exists() and pending.item.contoh and (region, year) == ("Provinsi Contoh", 2026)
    assert len(pending.item.rows) >= 80 and not [c for c in pending.item.columns if not c.sure]


def test_the_tab_shows_and_forgets(handlers: MappingHandlers) -> None:
    handlers.desk.mappings.add(pemetaan(), "a" * 64)
    view, mapping, *_ = handlers.show(View())
    assert view.mapping == KEY and mapping.value == KEY
    view, *_ = handlers.choose(view, KEY, "26", "", "", "", "", "", False)
    assert view == View(KEY, urusan="26")
    assert "lembar KSDD baris 6" in handlers.findings(view)
    handlers.remove(view)
    assert handlers.desk.held() == []
    assert 'class="galat"' in handlers.findings(view)
