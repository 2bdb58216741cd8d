from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Catalog
from corpus.errors import NothingMapped
from corpus.mappings import Mappings
from corpus.settings import Settings
from corpus.shelf import add_digests
from corpus.urusan import DaftarUrusan
from rag.__main__ import main
from rag.check import check_mappings
from rag.evidence import Library
from rag.kewenangan import Matrices
from rag.temuan import Checker, Temuan
from rag.temuan_kewenangan import level_of_region
from rag.verify import citation_problem
from tests.mapping_factories import baris, pemetaan
from tests.matrices import office_catalog

CLEAN: dict[str, Any] = {  # by kind: a row that nothing is found on
    "KSDD wajib": {"mitra": "Kabupaten Rawa", "berbatasan": True, "di_rkpd": True, "jangka_waktu": 60},
    "KSDD sukarela": {"mitra": "Kota Jati", "di_rpjmd": True},
    "KSDPK": {"mitra": "PT Rawa", "studi_kelayakan": True},
    "Sinergi": {"mitra": "Kementerian Kesehatan", "di_rkpd": True},
    "KSDPL": {"mitra": "Kota Aomori", "disetujui_dprd": True},
    "KSDLL": {"mitra": "Yayasan Laut", "disetujui_dprd": True},
}


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    catalog = Catalog(tmp_path_factory.mktemp("digests") / "katalog.sqlite3")
    add_digests(catalog)
    yield catalog
    catalog.close()


@pytest.fixture(scope="module")
def checker(digests: Catalog) -> Checker:
    return Checker(Library(digests, digests.held()), Matrices.read(digests), DaftarUrusan.read())


def found(checker: Checker, jenis: str, language: Any = "id", **values: Any) -> list[Temuan]:
    row = baris(
        **{"jenis": jenis, "tahun": (2026,), "urusan": "26", "kegiatan": "Promosi bersama"}
        | CLEAN.get(jenis, {})
        | values
    )
    return checker.check("peta", "Provinsi Misalan", [row], language)


@pytest.mark.parametrize("jenis", CLEAN)
def test_a_row_in_order_has_no_finding(checker: Checker, jenis: str) -> None:
    assert found(checker, jenis) == []


@pytest.mark.parametrize(
    ("jenis", "values", "rule", "weight", "basis"),
    [
        ("KSDD wajib", {"jangka_waktu": 61}, "jangka_waktu", "langgar", ["Permendagri 22/2020 Pasal 9 ayat (3)"]),
        ("KSDD sukarela", {"jangka_waktu": 120}, "jangka_waktu", "langgar", ["Permendagri 22/2020 Pasal 9 ayat (3)"]),
        ("KSDPK", {"jangka_waktu": 72}, "jangka_waktu", "langgar", ["Permendagri 22/2020 Pasal 32 ayat (3)"]),
        ("KSDPL", {"jangka_waktu": 72}, "jangka_waktu", "langgar", ["Permendagri 25/2020 Pasal 32 ayat (1)"]),
        ("KSDD wajib", {"berbatasan": False}, "wajib_tidak_berbatasan", "langgar", ["Permendagri 22/2020 Pasal 3 ayat (2)"]),
        ("KSDD wajib", {"berbatasan": None}, "wajib_batas_tidak_disebut", "lengkapi", ["Permendagri 22/2020 Pasal 3 ayat (2)"]),
        ("KSDD wajib", {"mitra": "PT Rawa"}, "wajib_bukan_daerah", "langgar", ["Permendagri 22/2020 Pasal 3 ayat (2)"]),
        ("KSDD wajib", {"membebani": True}, "perlu_dprd", "ikuti", ["Permendagri 22/2020 Pasal 11 ayat (1)"]),
        ("KSDPK", {"dianggarkan": False}, "perlu_dprd", "ikuti", ["Permendagri 22/2020 Pasal 34 ayat (1)"]),
        ("Sinergi", {"membebani": True}, "perlu_dprd", "ikuti", ["Permendagri 22/2020 Pasal 56 ayat (1)"]),
        ("KSDPL", {"disetujui_dprd": None}, "luar_negeri_dprd", "ikuti", ["Permendagri 25/2020 Pasal 16 ayat (1)"]),
        ("KSDD sukarela", {"di_rpjmd": False, "di_rkpd": False}, "di_luar_perencanaan", "langgar", ["PP 28/2018 Pasal 4 ayat (3)"]),
        ("KSDPK", {"di_rkpd": False, "pengecualian": "belum ada"}, "di_luar_perencanaan", "langgar", ["PP 28/2018 Pasal 16 ayat (3)"]),
        ("KSDPK", {"di_rkpd": False, "pengecualian": "permintaan mitra"}, "di_luar_perencanaan", "langgar", ["PP 28/2018 Pasal 16 ayat (3)"]),
        ("Sinergi", {"di_rkpd": False}, "sinergi_di_luar_rkpd", "langgar", ["Permendagri 22/2020 Pasal 53 ayat (2)"]),
        ("Sinergi", {"di_rkpd": None}, "sinergi_rkpd_tidak_disebut", "lengkapi", ["Permendagri 22/2020 Pasal 53 ayat (2)"]),
        ("KSDPK", {"prakarsa": "pihak ketiga"}, "kriteria_prakarsa", "langgar", ["Permendagri 22/2020 Pasal 26 ayat (1)"]),
        ("KSDPK", {"studi_kelayakan": False}, "tanpa_studi_kelayakan", "langgar",
         ["Permendagri 22/2020 Pasal 25 ayat (1) huruf b", "Permendagri 22/2020 Pasal 27"]),
        ("KSDPK", {"studi_kelayakan": None}, "studi_tidak_disebut", "lengkapi",
         ["Permendagri 22/2020 Pasal 25 ayat (1) huruf b", "Permendagri 22/2020 Pasal 27"]),
        ("", {}, "tanpa_jenis", "lengkapi", ["UU 23/2014 Pasal 363 ayat (2)"]),
        ("KSDPK", {"tahun": ()}, "tanpa_tahun", "lengkapi", ["Permendagri 22/2020 Pasal 25 ayat (2)"]),
        ("KSDD wajib", {"tahun": ()}, "tanpa_tahun", "lengkapi", ["Permendagri 22/2020 Pasal 5 ayat (3)"]),
    ],
)  # fmt: skip
def test_findings(
    checker: Checker, jenis: str, values: dict[str, Any], rule: str, weight: str, basis: list[str]
) -> None:
    (finding,) = found(checker, jenis, **values)
    assert (finding.rule, finding.weight, [c.label for c in finding.citations]) == (rule, weight, basis)
    assert [citation_problem(c, checker.library) for c in finding.citations] == [None] * len(basis)
    (english,) = found(checker, jenis, "en", **values)
    assert (english.rule, english.title != finding.title, english.text != finding.text) == (rule, True, True)
    assert "{" not in finding.text + finding.next + english.text + english.next


@pytest.mark.parametrize(
    ("jenis", "values"),
    [
        ("KSDD wajib", {"jangka_waktu": None}),
        ("Sinergi", {"jangka_waktu": 120}),
        ("KSDD sukarela", {"berbatasan": False}),
        ("KSDD sukarela", {"mitra": "PT Rawa"}),
        ("KSDPK", {"membebani": True, "disetujui_dprd": True}),
        ("KSDPK", {"membebani": False, "dianggarkan": True}),
        ("KSDPK", {"di_rkpd": False, "di_rpjmd": True}),
        ("KSDPK", {"di_rkpd": None, "di_rpjmd": None}),
        ("KSDPK", {"di_rkpd": False, "pengecualian": "Keadaan darurat (banjir)"}),
        ("KSDD sukarela", {"di_rpjmd": False, "pengecualian": "mendukung PSN"}),
        ("KSDPK", {"prakarsa": "daerah", "kriteria_prakarsa": ""}),
        ("KSDPK", {"prakarsa": "pihak ketiga",
                   "kriteria_prakarsa": "terintegrasi rencana induk; layak ekonomi; mampu membiayai"}),
        ("Sinergi", {"studi_kelayakan": False}),
        ("Sinergi", {"tahun": ()}),
    ],
)  # fmt: skip
def test_no_finding(checker: Checker, jenis: str, values: dict[str, Any]) -> None:
    assert found(checker, jenis, **values) == []


def test_only_the_missing_criteria_are_named(checker: Checker) -> None:
    (finding,) = found(checker, "KSDPK", prakarsa="pihak ketiga", kriteria_prakarsa="layak ekonomi dan finansial")
    assert "rencana induk" in finding.text and "kemampuan keuangan" in finding.text
    assert "layak secara ekonomi" not in finding.text
    (finding,) = found(
        checker,
        "KSDPK",
        prakarsa="pihak ketiga",
        studi_kelayakan=True,
        kriteria_prakarsa="mampu membiayai, layak finansial",
    )
    assert finding.text.count(";") == 0


def test_what_a_row_says_is_only_data(checker: Checker) -> None:
    (finding,) = found(checker, "KSDD wajib", mitra="{jenis} {0} <b>", berbatasan=False)
    assert "{jenis} {0} <b>" in finding.text


@pytest.mark.parametrize(
    ("daerah", "level"),
    [
        ("Provinsi Contoh", "provinsi"), ("PROV. CONTOH", "provinsi"), ("Kabupaten Misal", "kabupaten"),
        ("Kab. Misal", "kabupaten"), ("Kota Misal", "kabupaten"), ("DKI Jakarta", "provinsi"), ("Misal", None), ("", None),
        ("Kotabaru", None),
    ],
)  # fmt: skip
def test_the_name_of_a_region_tells_its_level(daerah: str, level: str | None) -> None:
    assert level_of_region(daerah) == level


@pytest.mark.parametrize(
    ("daerah", "urusan", "kegiatan", "kolom"),
    [
        ("Provinsi X", "15", "Penataan terminal penumpang tipe C", "Daerah Kabupaten/Kota"),
        ("Kota X", "15", "Penataan terminal penumpang tipe B", "Daerah Provinsi"),
        ("Kota X", "15", "Terminal tipe A", "Pemerintah Pusat"),
        ("Provinsi X", "15", "Penataan terminal penumpang tipe B", None),
        ("Provinsi X", "15", "Penataan terminal penumpang", None),
        ("Kota X", "15", "Penataan terminal penumpang tipe C", None),
        ("Provinsi X", "1", "Pengelolaan pendidikan dasar", "Daerah Kabupaten/Kota"),
        ("Provinsi X", "1", "Pengelolaan pendidikan menengah", None),
        ("Kota X", "1", "Pengelolaan pendidikan dasar dan pendidikan menengah", None),
        ("Kota X", "3", "Pemeliharaan jalan provinsi", "Daerah Provinsi"),
        ("Kota X", "3", "Pipa air minum", None),
        ("Provinsi X", "26", "Penataan terminal penumpang tipe C", None),
        ("X", "15", "Penataan terminal penumpang tipe C", None),
    ],
)  # fmt: skip
def test_authority(tmp_path: Path, daerah: str, urusan: str, kegiatan: str, kolom: str | None) -> None:
    catalog = office_catalog(tmp_path / "katalog.sqlite3")
    made = Checker(Library(catalog, catalog.held()), Matrices.read(catalog), DaftarUrusan.read())
    row = baris(jenis="KSDD sukarela", tahun=(2026,), urusan=urusan, kegiatan=kegiatan)
    findings = [f for f in made.check("peta", daerah, [row]) if f.rule == "luar_kewenangan"]
    assert [f.citations[0].unit.kolom for f in findings] == ([kolom] if kolom else [])
    assert [citation_problem(c, made.library) for f in findings for c in f.citations] == [None] * len(findings)
    catalog.close()


def test_what_can_not_be_checked_is_told(checker: Checker) -> None:
    assert "UU 23/2014" in checker.unchecked("Provinsi X")[0]


# --- the command


@pytest.fixture
def stocked(home: Path) -> Iterator[Catalog]:
    catalog = Catalog(Settings(home=home).catalog_path)
    add_digests(catalog)
    Mappings(catalog).add(pemetaan(), "a" * 64)
    yield catalog
    catalog.close()


def test_all_mappings_or_one(stocked: Catalog) -> None:
    (checked,) = check_mappings(stocked)
    assert checked.held.count == 5 and checked.counts()["langgar"] > 0
    assert check_mappings(stocked, checked.held.key)[0].findings == checked.findings
    with pytest.raises(NothingMapped, match="bernama pemetaan-lain"):
        check_mappings(stocked, "pemetaan-lain")


def test_findings_for_people(stocked: Catalog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Pemetaan Provinsi Misalan 2026: 5 baris diperiksa;")
    assert "- lembar KSDD baris 6: Jangka waktu lebih dari lima tahun. Angkutan pelajar lintas batas" in out
    assert "    Dasar: Permendagri 22/2020 Pasal 9 ayat (3)" in out


def test_findings_for_machines(stocked: Catalog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "pemetaan-provinsi-misalan-2026", "--json"]) == 0
    made = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"sheet": "KSDD", "row": 6, "rule": "jangka_waktu"}.items() <= made[
        [m["rule"] for m in made].index("jangka_waktu")
    ].items()
    assert all(m["citations"][0]["label"] for m in made)


def test_nothing_to_check(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Catalog(Settings(home=home).catalog_path).close()
    assert main(["check"]) == 1
    assert "belum memuat hasil pemetaan;" in capsys.readouterr().err
