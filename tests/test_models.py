from __future__ import annotations

import pytest

from corpus.models import Unit, page_ranges, short_label
from tests.factories import ketentuan, peraturan


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        (Unit(pasal="5"), Unit(pasal="5"), True),
        (Unit(pasal="5"), Unit(pasal="5", ayat="2", huruf="a"), True),
        (Unit(pasal="5", ayat="2"), Unit(pasal="5", ayat="2", huruf="a"), True),
        (Unit(), Unit(pasal="7"), True),
        (Unit(pasal="5", ayat="2"), Unit(pasal="5"), False),
        (Unit(pasal="5"), Unit(pasal="50"), False),
        (Unit(pasal="5", ayat="1"), Unit(pasal="5", ayat="2"), False),
        (Unit("penjelasan", "5"), Unit(pasal="5"), False),
    ],
)
def test_covers(outer: Unit, inner: Unit, covers: bool) -> None:
    assert outer.covers(inner) is covers


@pytest.mark.parametrize(
    ("levels", "order", "marker", "depth"),
    [
        ({}, "huruf", "", 1),
        ({"ayat": "2"}, "huruf", "(2)", 2),
        ({"ayat": "2", "huruf": "a"}, "huruf", "a.", 3),
        ({"ayat": "2", "huruf": "a", "angka": "1"}, "huruf", "1.", 4),
        ({"angka": "5"}, "angka", "5.", 2),
        ({"angka": "5", "huruf": "b"}, "angka", "b.", 3),
    ],
)
def test_marker_and_depth(levels: dict[str, str], order: str, marker: str, depth: int) -> None:
    item = ketentuan(order=order, **levels)
    assert (item.marker, item.depth) == (marker, depth)


@pytest.mark.parametrize(
    ("fields", "key", "label"),
    [
        ({}, "permendagri-9-2099", "Permendagri 9/2099"),
        ({"jenis": "PMK", "nomor": "7/PMK.07/2020"}, "pmk-7-pmk-07-2020-2099", "PMK 7/PMK.07/2020/2099"),
        ({"jenis": "Permen PANRB"}, "permen-panrb-9-2099", "Permen PANRB 9/2099"),
        ({"jenis": "Dokumen", "file": "Surat A.pdf"}, "dokumen-surat-a-pdf", "Kebun"),
        ({"tahun": 0}, "permendagri-9-0", "Permendagri 9"),
    ],
)
def test_key_and_label(fields: dict[str, object], key: str, label: str) -> None:
    item = peraturan(**fields)  # type: ignore[arg-type]
    assert (item.key, item.label) == (key, label)


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (("Dokumen", "", 0, "Surat"), "Surat"),
        (("Dokumen", "", 0, ""), "Dokumen"),
        (("UU", "23", 2014, "x"), "UU 23/2014"),
    ],
)
def test_short_label(given: tuple[str, str, int, str], label: str) -> None:
    assert short_label(*given) == label


def test_pasal_count_counts_each_pasal_of_the_batang_tubuh_once() -> None:
    item = peraturan(
        ketentuan("1"),
        ketentuan("2", ayat="1"),
        ketentuan("2", ayat="2"),
        ketentuan(None),
        ketentuan("3", part="penjelasan"),
    )
    assert item.pasal_count == 2


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ([], ""), ([3], "3"), ([1, 2, 3], "1-3"), ([1, 2, 3, 7, 9, 10], "1-3, 7, 9-10"), ([3, 1, 2, 2], "1-3"),
        (range(1, 40, 2), "1, 3, 5, 7, 9, 11, 13, 15 …"),
    ],
)  # fmt: skip
def test_page_ranges(pages: list[int], text: str) -> None:
    assert page_ranges(pages) == text
