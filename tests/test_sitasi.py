from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Unit
from corpus.sitasi import (
    Reference,
    find_pasal,
    find_regulations,
    full_label,
    parse_label,
    resolve,
    section_label,
    unit_label,
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("permendagri 22/2020", ("Permendagri", "22", 2020)),
        ("Permendagri No. 22 Tahun 2020", ("Permendagri", "22", 2020)),
        ("Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020", ("Permendagri", "22", 2020)),
        ("PP nomor 28 thn 2018", ("PP", "28", 2018)),
        ("pp 28 2018", ("PP", "28", 2018)),
        ("UU 23", ("UU", "23", None)),
        ("Undang-Undang Nomor 9 Tahun 2015", ("UU", "9", 2015)),
        ("Law 23/2014", ("UU", "23", 2014)),
        ("Law No. 23 of 2014", ("UU", "23", 2014)),
        ("Government Regulation 28/2018", ("PP", "28", 2018)),
        ("Permen PANRB 1/2020", ("Permen panrb", "1", 2020)),
        ("perpres no 16 tahun 2018", ("Perpres", "16", 2018)),
    ],
)
def test_find_regulations(text: str, named: tuple[str, str, int | None]) -> None:
    for sentence in (text, f"Menurut {text}, apa syaratnya?", f"Apa isi {text}?"):
        (found,) = find_regulations(sentence)
        assert (found.jenis, found.nomor, found.tahun) == named
        assert sentence[slice(*found.span)].startswith(text[:4])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "uu itu apa",
        "pp",
        "kupp 28",
        "upp 3/2019",
        "menurut peraturan tahun 2018",
        "5 hari kerja",
        "permendagri terbaru",
    ],
)
def test_no_regulation(text: str) -> None:
    assert find_regulations(text) == []


def test_a_number_without_a_year_of_this_age_has_none() -> None:
    assert [(r.nomor, r.tahun) for r in find_regulations("uu 23 dan pp 28 tahun 2018")] == [("23", None), ("28", 2018)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("pasal 5", Unit(pasal="5")),
        ("Pasal 9A", Unit(pasal="9A")),
        ("pasal 5 ayat 2 huruf a", Unit(pasal="5", ayat="2", huruf="a")),
        ("ps. 5 (2)", Unit(pasal="5", ayat="2")),
        ("psl 16 ayat (2)", Unit(pasal="16", ayat="2")),
        ("Article 10(3)", Unit(pasal="10", ayat="3")),
        ("article 5 paragraph 2 letter b", Unit(pasal="5", ayat="2", huruf="b")),
        ("Pasal 1 angka 5", Unit(pasal="1", angka="5")),
        ("Pasal 2 ayat (1) huruf b angka 2", Unit(pasal="2", ayat="1", huruf="b", angka="2")),
        ("Pasal II", Unit(pasal="II")),
    ],
)
def test_find_pasal(text: str, unit: Unit) -> None:
    for sentence in (text, f"Apa isi {text}?"):
        assert [found.unit for found in find_pasal(sentence)] == [unit]


@pytest.mark.parametrize(
    "text", ["", "pasal ini", "pasal berapa", "pasal itu", "part 3", "artikel 5", "apasal 3", "ayat (2)"]
)
def test_no_pasal(text: str) -> None:
    assert find_pasal(text) == []


@pytest.mark.parametrize(
    ("unit", "order", "label"),
    [
        (Unit(pasal="5", ayat="2", huruf="a"), "huruf", "Pasal 5 ayat (2) huruf a"),
        (Unit(pasal="1", angka="5"), "huruf", "Pasal 1 angka 5"),
        (Unit(pasal="1", huruf="b", angka="5"), "angka", "Pasal 1 angka 5 huruf b"),
        (Unit(pasal="1", huruf="b", angka="5"), "huruf", "Pasal 1 huruf b angka 5"),
        (Unit("penjelasan", "3", "1"), "huruf", "Penjelasan Pasal 3 ayat (1)"),
        (Unit("penjelasan"), "huruf", "Penjelasan"),
        (Unit("lampiran"), "huruf", "Lampiran"),
        (Unit("lampiran", huruf="A1"), "huruf", "Lampiran A1"),
        (Unit(), "huruf", ""),
    ],
)
def test_unit_label(unit: Unit, order: str, label: str) -> None:
    assert unit_label(unit, order) == label


@pytest.mark.parametrize("label", ["", "Permendagri 22/2020", "Pasal 5", "PP 28/2018 ayat (2)", "apa saja"])
def test_no_label(label: str) -> None:
    with pytest.raises(ValueError, match="Not a citation label"):
        parse_label(label)


NUMBER = st.integers(1, 411).map(str)
LEVEL = st.none() | st.integers(1, 30).map(str)
LETTER = st.none() | st.sampled_from(["a", "b", "z", "aa"])
UNITS = (
    st.builds(Unit, st.sampled_from(["batang tubuh", "penjelasan"]), NUMBER | st.sampled_from(["9A", "I", "II"]), LEVEL, LETTER, LEVEL)
    | st.builds(lambda form: Unit("lampiran", huruf=form), st.none() | st.sampled_from(["A1", "B", "C2"]))
    | st.just(Unit("penjelasan"))
)  # fmt: skip
REGULATIONS = st.sampled_from(
    ["Permendagri 22/2020", "UU 23/2014", "Permen PANRB 1/2020", "PMK 7/PMK.07/2020", "Notula rapat"]
)


@given(REGULATIONS, UNITS, st.sampled_from(["huruf", "angka"]))
def test_what_is_printed_is_read_again(regulation: str, unit: Unit, order: str) -> None:
    assert parse_label(full_label(regulation, unit, order)) == (regulation, unit)


@given(UNITS.filter(lambda unit: unit.pasal is not None), st.just("huruf"))
def test_what_is_printed_is_found_in_a_sentence(unit: Unit, order: str) -> None:
    (found,) = find_pasal(f"Apa isi {unit_label(unit, order)}?")
    assert found.unit is not None
    assert found.unit.levels == unit.levels


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    for found in (*find_regulations(text), *find_pasal(text)):
        start, end = found.span
        assert 0 <= start < end <= len(text)


HELD = [("UU", "23", 2014), ("PP", "28", 2018), ("PP", "28", 1999), ("Permen PANRB", "1", 2020), ("PP", "28", 2018)]


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (("UU", "23", 2014), [("UU", "23", 2014)]),
        (("UU", "23", None), [("UU", "23", 2014)]),
        (("PP", "28", None), [("PP", "28", 2018), ("PP", "28", 1999)]),  # ambiguous
        (("PP", "28", 2018), [("PP", "28", 2018)]),
        (("Permen panrb", "1", None), [("Permen PANRB", "1", 2020)]),
        (("UU", "23", 2015), []),
        (("PP", "23", 2014), []),
    ],
)
def test_resolve(reference: tuple[str, str, int | None], found: list[tuple[str, str, int]]) -> None:
    assert resolve(Reference(*reference, None, (0, 0)), HELD) == found


@pytest.mark.parametrize(
    ("heading", "page", "label"),
    [
        (("BAB I", "A. Latar Belakang"), 3, "Notula, bagian 'A. Latar Belakang', hlm. 3"),
        (("Isi",), 2, "Notula, hlm. 2"),
        ((), 2, "Notula, hlm. 2"),
        (("Diktum KESATU",), 1, "Notula diktum KESATU, hlm. 1"),
        (("A. Kebun",), None, "Notula, bagian 'A. Kebun'"),
        (("A. <b>[1]`Kebun'\n**",), 1, "Notula, bagian 'A. b 1 Kebun', hlm. 1"),
        (("kata " * 40,), 1, f"Notula, bagian '{'kata ' * 15}kata …', hlm. 1"),
    ],
)
def test_what_no_pasal_holds_is_cited_by_section_and_page(
    heading: tuple[str, ...], page: int | None, label: str
) -> None:
    assert section_label("Notula", heading, page) == label
    if page is not None:
        assert parse_label(label) == ("Notula", Unit("batang tubuh"))
