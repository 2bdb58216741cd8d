from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.baris import KOLOM, KolomTerbaca, Pemetaan, Skipped
from corpus.catalog import Catalog
from corpus.mappings import Mappings
from corpus.query import ABOUT, Filter, Query, Result
from tests.mapping_factories import baris, pemetaan


@pytest.fixture
def mappings(home: Path) -> Iterator[Mappings]:
    catalog = Catalog(home / "katalog.sqlite3")
    yield Mappings(catalog)
    catalog.close()


@pytest.fixture
def stocked(mappings: Mappings) -> Mappings:
    mappings.add(pemetaan(), "a" * 64)
    return mappings


def rows_of(result: Result) -> list[int]:
    return [row for _, _, row in result.places]


def test_what_goes_in_comes_out(mappings: Mappings) -> None:
    full = {k.name: {"text": k.id, "choice": "1", "years": (2026, 2028), "months": 12, "number": 3, "money": 9_000_000_000,
                     "flag": False, "date": "2026-02-13"}[k.shape] for k in KOLOM}  # fmt: skip
    item = replace(
        pemetaan(baris(7, **full), baris(8)), skipped=(Skipped("Lembar1", 1, "judul", "PEMETAAN"),), contoh=True,
        columns=(KolomTerbaca("Lembar1", 0, "Urusan", "urusan", False, ("1",)),), warnings=("Dua kolom bernama sama.",),
        judul="Hasil pemetaan",
    )  # fmt: skip
    mappings.add(item, "b" * 64)
    (held,) = mappings.held()
    assert (held.key, held.label, held.count, held.contoh, held.sha256) == (item.key, item.label, 2, True, "b" * 64)
    assert (held.skipped, held.columns, held.warnings) == (item.skipped, item.columns, item.warnings)
    assert tuple(mappings.rows(item.key)) == item.rows
    assert mappings.row(item.key, "Lembar1", 7) == item.rows[0]
    assert mappings.row(item.key, "Lembar1", 9) is mappings.row("pemetaan-lain-2026", "Lembar1", 7) is None


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ((), [5, 6, 7, 8, 9]),
        ((Filter("urusan", "is", ("26",)),), [5, 7]),
        ((Filter("urusan", "is", ("26", "2")),), [5, 7, 9]),
        ((Filter("urusan", "not", ("26",)),), [6, 8, 9]),
        ((Filter("jenis", "is", ("KSDD",)),), [5, 6]),
        ((Filter("jenis", "is", ("KSDD wajib",)),), [5]),
        ((Filter("jenis", "not", ("KSDD",)),), [7, 8, 9]),
        ((Filter("tahun", "is", (2026,)),), [5, 6, 8]),
        ((Filter("tahun", "is", (2027,)),), [6, 7]),
        ((Filter("tahun", "not", (2026,)),), [7, 9]),
        ((Filter("tahun", "at_least", (2027,)),), [6, 7, 9]),
        ((Filter("tahun", "at_most", (2026,)),), [5, 6, 8]),
        ((Filter("prioritas", "not", ("tinggi",)),), [6, 8, 9]),
        ((Filter("prioritas", "blank"),), [9]),
        ((Filter("di_rkpd", "is", (False,)),), [6, 7]),
        ((Filter("di_rkpd", "not", (True,)),), [6, 7]),
        ((Filter("di_rkpd", "blank"),), [8]),
        ((Filter("di_rkpd", "filled"),), [5, 6, 7, 9]),
        ((Filter("anggaran", "at_least", (500_000_000,)),), [5, 6]),
        ((Filter("anggaran", "at_most", (500_000_000,)),), [5, 8]),
        ((Filter("anggaran", "blank"),), [7, 9]),
        ((Filter("jangka_waktu", "at_least", (61,)),), [6]),
        ((Filter("mitra", "has", ("rawa",)),), [5, 7]),
        ((Filter("mitra", "has", ("rawa biru", "koperasi")),), [5, 8]),
        ((Filter("mitra", "has", ("biru lestari",)),), []),
        ((Filter("mitra", "has", ("rawa",)), Filter("kegiatan", "has", ("mengelola",))), [7]),
        ((Filter("mitra", "is", ("pt rawa lestari",)),), [7]),
        ((Filter("any", "has", ("sampah",)),), [8]),
        ((Filter("any", "has", ('" OR x NEAR(', "*")),), []),
        ((Filter("kelompok", "is", ("pilihan",)),), [5, 7]),
        ((Filter("kelompok", "is", ("wajib pelayanan dasar",)),), [9]),
        ((Filter("sheet", "is", ("ksdpk",)),), [7, 8, 9]),
        ((Filter("daerah", "is", ("provinsi misalan",)),), [5, 6, 7, 8, 9]),
        ((Filter("daerah", "is", ("Kota Lain",)),), []),
        ((Filter("peta", "is", (2026,)),), [5, 6, 7, 8, 9]),
        ((Filter("peta", "at_least", (2027,)),), []),
        ((Filter("urusan", "is", ("26",)), Filter("di_rkpd", "is", (False,))), [7]),
    ],
)  # fmt: skip
def test_filters(stocked: Mappings, filters: tuple[Filter, ...], rows: list[int]) -> None:
    result = stocked.run(Query(filters))
    assert (rows_of(result), result.count) == (rows, len(rows))
    assert [p.row.row for p in result.rows] == rows


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        (Query(group="urusan"), [("26", "", 2), ("2", "", 1), ("11", "", 1), ("15", "", 1)]),
        (Query(group="urusan", sort="urusan"), [("2", "", 1), ("11", "", 1), ("15", "", 1), ("26", "", 2)]),
        (Query(group="tahun"), [("2026", "", 3), ("2027", "", 2), ("2028", "", 1)]),
        (Query(group="prioritas", sort="prioritas"), [("tinggi", "", 2), ("sedang", "", 1), ("rendah", "", 1), ("", "", 1)]),
        (Query(group="di_rkpd"), [("tidak", "", 2), ("ya", "", 2), ("", "", 1)]),
        (Query(group="kelompok"), [("pilihan", "", 2), ("wajib bukan pelayanan dasar", "", 2), ("wajib pelayanan dasar", "", 1)]),
        (Query(group="pengusul", top=1), [("Dinas Pariwisata", "", 2)]),
        (Query(group="pengusul", top=2), [("Dinas Pariwisata", "", 2), ("dinas kesehatan", "", 1),
                                          ("Dinas Lingkungan Hidup", "", 1), ("Dinas Perhubungan", "", 1)]),
        (Query(group="pengusul", top=2, ties=False), [("Dinas Pariwisata", "", 2), ("dinas kesehatan", "", 1)]),
        (Query(group="jenis", across="prioritas"), [("KSDD wajib", "tinggi", 1), ("KSDD sukarela", "sedang", 1),
                                                    ("KSDPK", "tinggi", 1), ("KSDPK", "rendah", 1), ("Sinergi", "", 1)]),
        (Query((Filter("urusan", "is", ("26",)),), distinct="mitra"), [("Kabupaten Rawa Biru", "", 1), ("PT Rawa Lestari", "", 1)]),
    ],
)  # fmt: skip
def test_groups(stocked: Mappings, query: Query, groups: list[tuple[str, str, int]]) -> None:
    assert [(g.value, g.other, g.count) for g in stocked.run(query).groups] == groups


def test_amounts(stocked: Mappings) -> None:
    total = stocked.run(Query(measure="sum", of="anggaran"))
    assert (total.amount, total.said, total.count) == (2_000_000_000, 3, 5)
    mean = stocked.run(Query(measure="average", of="jangka_waktu"))
    assert (mean.amount, mean.said) == (54, 2)
    by = stocked.run(Query(measure="sum", of="anggaran", group="urusan"))
    assert [(g.value, g.amount) for g in by.groups][:2] == [("15", 1_250_000_000), ("26", 500_000_000)]
    assert stocked.run(Query((Filter("jenis", "is", ("Sinergi",)),), measure="sum", of="anggaran")).amount is None


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (Query(sort="prioritas"), [5, 7, 6, 8, 9]),
        (Query(sort="prioritas", descending=True), [8, 6, 5, 7, 9]),
        (Query(sort="anggaran", descending=True), [6, 5, 8, 7, 9]),
        (Query(sort="anggaran", descending=True, top=1), [6]),
        (Query(sort="tahun"), [5, 6, 8, 7, 9]),
        (Query(sort="kegiatan", top=2), [6, 9]),
    ],
)
def test_order(stocked: Mappings, query: Query, rows: list[int]) -> None:
    result = stocked.run(query)
    assert ([p.row.row for p in result.rows], result.count) == (rows, 5)


def test_the_filter_that_leaves_nothing_is_named(stocked: Mappings) -> None:
    sinergi, year = Filter("jenis", "is", ("Sinergi",)), Filter("tahun", "is", (2026,))
    assert stocked.run(Query((sinergi, year))).emptied == year
    assert stocked.run(Query((year, sinergi))).emptied == sinergi
    assert stocked.run(Query((sinergi,))).emptied is None


def test_rows_that_do_not_say_are_counted(stocked: Mappings) -> None:
    assert stocked.run(Query((Filter("di_rkpd", "is", (False,)),))).silent == (("di_rkpd", 1),)
    wisata = Filter("urusan", "is", ("26",))
    assert stocked.run(Query((wisata, Filter("di_rkpd", "is", (False,))))).silent == (("di_rkpd", 0),)


def test_few_rows_come_back_whole_and_all_are_placed(stocked: Mappings) -> None:
    result = stocked.run(Query(), limit=2)
    assert ([p.row.row for p in result.rows], len(result.places), result.count) == ([5, 6], 5, 5)


def test_a_newer_mapping_replaces_the_older_and_tells_the_difference(mappings: Mappings) -> None:
    old = pemetaan(file="lama.xlsx")
    assert mappings.add(old, "a" * 64).older == ""
    kept = [replace(old.rows[0], row=9), replace(old.rows[1], prioritas="tinggi"), *old.rows[2:4]]
    made = mappings.add(pemetaan(*kept, baris(20, urusan="2", kegiatan="Ambulans air"), file="baru.xlsx"), "b" * 64)
    assert made.older == "lama.xlsx"
    assert [s.name for s in made.added] == ["Ambulans air"]
    assert [s.name for s in made.gone] == ["Gizi ibu dan anak"]
    assert [(c.spot.name, c.fields) for c in made.changed] == [
        ("Angkutan pelajar lintas batas", (("prioritas", "sedang", "tinggi"),))
    ]
    (held,) = mappings.held()
    assert (held.difference, held.count) == (made, 5)
    assert stems_left(mappings, "gizi") == 0


def stems_left(mappings: Mappings, word: str) -> int:
    return mappings.run(Query((Filter("any", "has", (word,)),))).count


def test_regions_and_years_live_side_by_side(stocked: Mappings) -> None:
    other = pemetaan(baris(3, urusan="26", kegiatan="Festival danau"), daerah="Kota Lain", tahun=2027)
    stocked.add(other, "c" * 64)
    assert [h.label for h in stocked.held()] == ["Pemetaan Kota Lain 2027", "Pemetaan Provinsi Misalan 2026"]
    assert stocked.run(Query((Filter("urusan", "is", ("26",)),))).places == (
        ("pemetaan-kota-lain-2027", "Lembar1", 3),
        ("pemetaan-provinsi-misalan-2026", "KSDD", 5),
        ("pemetaan-provinsi-misalan-2026", "KSDPK", 7),
    )
    assert [(g.value, g.count) for g in stocked.run(Query(group="daerah")).groups] == [
        ("Provinsi Misalan", 5),
        ("Kota Lain", 1),
    ]
    assert stocked.remove(other.key) and not stocked.remove(other.key)
    assert rows_of(stocked.run(Query())) == [5, 6, 7, 8, 9]


def test_values_of_a_column(stocked: Mappings) -> None:
    assert list(stocked.values("prioritas").items()) == [("tinggi", 2), ("rendah", 1), ("sedang", 1)]
    assert stocked.values("daerah") == {"Provinsi Misalan": 5}
    assert stocked.values("lokasi") == {}


def test_corrections_are_remembered_by_shape(mappings: Mappings) -> None:
    mappings.remember("abc", {"uraian": "kegiatan"})
    mappings.remember("abc", {"uraian": "program", "ket": ""})
    assert mappings.remembered("abc") == {"uraian": "program", "ket": ""}
    assert mappings.remembered("xyz") == {}


def test_an_empty_mapping_is_held(mappings: Mappings) -> None:
    mappings.add(Pemetaan("kosong.xlsx", "", 0), "d" * 64)
    assert [(h.label, h.key, h.count) for h in mappings.held()] == [("Pemetaan", "pemetaan-tanpa-daerah-0", 0)]


def test_one_of_several_conditions_is_enough(stocked: Mappings) -> None:
    either = Filter("either", "is", either=(Filter("di_rkpd", "is", (True,)), Filter("prioritas", "is", ("rendah",))))
    assert rows_of(stocked.run(Query((either,)))) == [5, 8, 9]


def test_what_a_row_is_about_stands_in_few_of_its_columns(stocked: Mappings) -> None:
    assert rows_of(stocked.run(Query((Filter("about", "has", ("sampah",)),)))) == [8]
    assert rows_of(stocked.run(Query((Filter("about", "has", ("koperasi",)),)))) == []
    assert "koperasi" in stocked.stems() and "koperasi" not in stocked.stems(ABOUT)


def test_totals_are_those_of_the_rows(stocked: Mappings) -> None:
    found = stocked.totals((Filter("tahun", "is", (2026,)),), "anggaran")
    assert (found.count, found.amount, found.said) == (3, 2_000_000_000, 3)
    assert stocked.totals(()).count == 5


def test_what_is_held_tells_itself_apart(stocked: Mappings) -> None:
    before = stocked.ids()
    stocked.add(pemetaan(), "e" * 64)
    assert before != stocked.ids()
    assert stocked.numbers(pemetaan().key, "KSDD") == {5, 6}
    assert stocked.numbers(pemetaan().key, "KSDX") == frozenset()
