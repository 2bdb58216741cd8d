"""What a regulation says of others: parsed from invented texts in the forms of real ones; and kept in the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalog import Catalog
from corpus.models import Hubungan, Peraturan
from corpus.sitasi import unit_label
from ingest.pipeline import Pipeline, understand
from ingest.relations import relations
from tests.factories import body_of, make_pdf, pages_of, parsed, peraturan, settings_of


def told(item: Peraturan, *kinds: str) -> list[tuple[str, str, str, str, str]]:
    """(kind, subject where it is another, target, part, where it stands) of the relations of these kinds, or of all."""
    return [
        (h.kind, "" if h.subject.key == item.key else h.subject.key, h.target.key,
         f"{unit_label(h.part) if h.part else ''} {h.action}".strip(), unit_label(h.unit))
        for h in relations(item) if not kinds or h.kind in kinds
    ]  # fmt: skip


def opening(weighed: str = "", basis: str = "", title: str = "TATA CARA KEBUN BERSAMA") -> str:
    """The opening of a Peraturan Menteri 9/2099 with these words."""
    return (
        f"PERATURAN MENTERI DALAM NEGERI\nREPUBLIK INDONESIA\nNOMOR 9 TAHUN 2099\nTENTANG\n{title}\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMENTERI DALAM NEGERI REPUBLIK INDONESIA,\n"
        f"Menimbang : {weighed or 'bahwa kebun perlu diatur;'}\nMengingat : {basis or '1. Pasal 17 Undang-Undang Dasar;'}\n"
        f"MEMUTUSKAN:\nMenetapkan : PERATURAN MENTERI TENTANG {title}.\n"
    )


def regulation(*pasal: str, weighed: str = "", basis: str = "") -> Peraturan:
    """A regulation with this opening and these Pasal."""
    texts = pasal or ("Kebun dirawat bersama.", "Panen dibagi rata.")
    body = "\n".join(f"Pasal {n}\n{text}" for n, text in enumerate(texts, 1))
    return parsed(opening(weighed, basis) + body + "\nDitetapkan di Jakarta\n")


WEIGHED = [
    (
        "bahwa untuk melaksanakan ketentuan Pasal 6 ayat (4), Pasal 7 ayat (5), dan Pasal 12 Peraturan Pemerintah Nomor "
        "8 Tahun 2098 tentang Kebun, perlu menetapkan Peraturan Menteri tentang Tata Cara Kebun;",
        [("pp-8-2098", "Pasal 6 ayat (4)"), ("pp-8-2098", "Pasal 7 ayat (5)"), ("pp-8-2098", "Pasal 12")],
    ),
    (
        "bahwa untuk melaksanakan Undang-Undang Nomor 3 Tahun 2097 tentang Kebun, perlu menetapkan aturan;",
        [("uu-3-2097", "")],
    ),
    (
        "bahwa berdasarkan ketentuan Pasal 9 Undang-Undang Nomor 3 Tahun 2097 tentang Kebun perlu menetapkan aturan;",
        [("uu-3-2097", "Pasal 9")],
    ),
    (
        "bahwa sebagai pelaksanaan ketentuan Pasal 3 ayat (2) Undang-Undang Nomor 3 Tahun 2097 tentang Kebun dan Pasal 5 "
        "Undang-Undang Nomor 4 Tahun 2097 tentang Pagar, perlu menetapkan aturan;",
        [("uu-3-2097", "Pasal 3 ayat (2)"), ("uu-4-2097", "Pasal 5")],
    ),
    ("bahwa Undang-Undang Nomor 3 Tahun 2097 tentang Kebun tidak sesuai lagi;", []),
    ("bahwa berdasarkan pertimbangan dalam huruf a perlu menetapkan aturan;", []),
    ("bahwa berdasarkan Undang-Undang Nomor 3 Tahun 2097 tentang Kebun warga berhak atas kebun;", []),
    ("bahwa dengan adanya Undang-Undang Nomor 3 Tahun 2097 yang mencabut Undang-Undang Nomor 1 Tahun 2090;", []),
]  # fmt: skip


@pytest.mark.parametrize(("weighed", "expected"), WEIGHED)
def test_what_is_implemented_is_read_from_the_opening(weighed: str, expected: list[tuple[str, str]]) -> None:
    found = told(regulation(weighed=weighed), "melaksanakan")
    assert [(target, part) for _, _, target, part, _ in found] == expected


def test_the_basis_and_the_history_are_read_from_mengingat() -> None:
    item = regulation(
        basis="1. Undang-Undang Nomor 3 Tahun 2097 tentang Kebun (Lembaran Negara Tahun 2097 Nomor 1) sebagaimana telah "
        "beberapa kali diubah, terakhir dengan Undang-Undang Nomor 5 Tahun 2098 tentang Perubahan Kedua atas "
        "Undang-Undang Nomor 3 Tahun 2097 tentang Kebun;\n2. Peraturan Pemerintah Nomor 8 Tahun 2098 tentang Pagar;"
    )
    assert told(item) == [
        ("mengingat", "", "uu-3-2097", "", ""),
        ("mengingat", "", "pp-8-2098", "", ""),
        ("mengubah", "uu-5-2098", "uu-3-2097", "", ""),
    ]


START = "Pada saat Peraturan Menteri ini mulai berlaku, "
OLD = "Peraturan Menteri Dalam Negeri Nomor 2 Tahun 2090 tentang Kebun Lama"
OTHER = "Peraturan Menteri Dalam Negeri Nomor 3 Tahun 2091 tentang Pagar"
REVOKED = [
    # text of Pasal 2, (target, part, where)
    (f"{START}{OLD} (Berita Negara Tahun 2090 Nomor 7), dicabut dan dinyatakan tidak berlaku.", [("permendagri-2-2090", "", "Pasal 2")]),
    (f"Dengan berlakunya Peraturan Menteri ini, maka {OLD} dinyatakan tidak berlaku lagi.", [("permendagri-2-2090", "", "Pasal 2")]),
    (
        f"{START[:-2]}:\na. {OLD};\nb. {OTHER}; dan\nc. Keputusan Presiden Nomor 7 Tahun 1999 tentang Panen, dicabut dan dinyatakan tidak berlaku.",
        [("permendagri-2-2090", "", "Pasal 2 huruf a"), ("permendagri-3-2091", "", "Pasal 2 huruf b"), ("keppres-7-1999", "", "Pasal 2 huruf c")],
    ),
    (f"{START}ketentuan Pasal 5 dan Pasal 6 dalam {OLD} dicabut dan dinyatakan tidak berlaku.", [("permendagri-2-2090", "Pasal 5", "Pasal 2"), ("permendagri-2-2090", "Pasal 6", "Pasal 2")]),
    (f"{START}dinyatakan tidak berlaku:\na. {OLD}; dan\nb. {OTHER}.", [("permendagri-2-2090", "", "Pasal 2 huruf a"), ("permendagri-3-2091", "", "Pasal 2 huruf b")]),
    (f"{START}{OLD} sebagaimana telah diubah dengan {OTHER} dicabut dan dinyatakan tidak berlaku.", [("permendagri-2-2090", "", "Pasal 2")]),
    (f"{START}semua peraturan pelaksanaan dari {OLD} dinyatakan masih tetap berlaku sepanjang tidak bertentangan.", []),
    (f"{START}semua peraturan pelaksanaan dari {OLD} dicabut dan dinyatakan tidak berlaku.", []),
    (f"{START}{OLD} masih tetap berlaku.", []),
    (f"{OLD} menjadi pedoman.", []),
    (f"Izin berdasarkan {OLD} dapat dicabut.", []),
    ("Izin dicabut apabila warga melanggar.", []),
    ("Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REVOKED)
def test_what_is_revoked_is_read_from_the_body(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(regulation("Kebun dirawat bersama.", text, "Panen dibagi."), "mencabut")
    assert [(target, part, where) for _, _, target, part, where in found] == expected


def test_a_revocation_in_part_keeps_its_limit() -> None:
    item = regulation("Kebun.", f"{START}{OLD}, sepanjang mengatur pagar, dicabut dan dinyatakan tidak berlaku.")
    (found,) = [h for h in relations(item) if h.kind == "mencabut"]
    assert found.text == "sepanjang mengatur pagar"
    assert found.target.judul == "Kebun Lama"


CHANGE_LEAD = "Beberapa ketentuan dalam Undang-Undang Nomor 3 Tahun 2097 tentang Kebun (Lembaran Negara Tahun 2097 Nomor 1) diubah sebagai berikut:"
CHANGED = f"""\
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 5 TAHUN 2098
TENTANG
PERUBAHAN KEDUA ATAS UNDANG-UNDANG NOMOR 3 TAHUN 2097 TENTANG KEBUN
DENGAN RAHMAT TUHAN YANG MAHA ESA
PRESIDEN REPUBLIK INDONESIA,
Menimbang : bahwa kebun berubah;
Mengingat : Undang-Undang Nomor 3 Tahun 2097 tentang Kebun;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG PERUBAHAN KEDUA.
Pasal I
{CHANGE_LEAD}
1. Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut:
Pasal 5
(1) Kebun dirawat warga.
(2) Kebun dipagari.
2. Di antara Pasal 24 dan Pasal 25 disisipkan 1 (satu) pasal, yakni Pasal 24A yang berbunyi sebagai berikut:
Pasal 24A
Panen dibagi rata.
3. Pasal 12 dihapus.
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Disahkan di Jakarta
"""


def test_an_amendment_is_read_change_by_change() -> None:
    item = parsed(CHANGED, file="uu-5-2098.pdf")
    assert told(item, "mengubah") == [
        ("mengubah", "", "uu-3-2097", "", ""),
        ("mengubah", "", "uu-3-2097", "", "Pasal I"),
        ("mengubah", "", "uu-3-2097", "Pasal 5 diubah", "Pasal I angka 1"),
        ("mengubah", "", "uu-3-2097", "Pasal 24A disisipkan", "Pasal I angka 2"),
        ("mengubah", "", "uu-3-2097", "Pasal 12 dihapus", "Pasal I angka 3"),
    ]
    texts = [h.text for h in relations(item) if h.action]
    assert texts == ["Pasal 5 (1) Kebun dirawat warga. (2) Kebun dipagari.", "Pasal 24A Panen dibagi rata.", ""]


def test_a_change_is_cited_with_its_number_only_where_it_is_its_own() -> None:
    item = parsed(CHANGED.replace("2. Di antara", "Di antara"))
    found = told(item, "mengubah")
    assert [row[3:] for row in found if row[3]] == [
        ("Pasal 5 diubah", "Pasal I angka 1"),
        ("Pasal 24A disisipkan", "Pasal I"),  # its number is lost; it is not change 1, in which it stands
        ("Pasal 12 dihapus", "Pasal I"),
    ]


def test_a_change_keeps_its_number_where_the_first_ones_are_lost() -> None:
    start = CHANGED.index("1. Ketentuan")
    text = (
        CHANGED[:start]
        + "Kebun 4. "
        + CHANGED[CHANGED.index("Di antara") :].replace("3. Pasal 12", "5. Ketentuan Pasal 12")
    )
    found = told(parsed(text), "mengubah")
    assert [row[3:] for row in found if row[3]] == [
        ("Pasal 24A disisipkan", "Pasal I angka 4"),
        ("Pasal 12 dihapus", "Pasal I angka 5"),
    ]


def test_a_regulation_that_changes_several_is_read_article_by_article() -> None:
    other = CHANGE_LEAD.replace("Nomor 3 Tahun 2097 tentang Kebun", "Nomor 4 Tahun 2096 tentang Pagar")
    item = regulation(
        "Kebun dirawat.",
        f"{CHANGE_LEAD}\n1. Pasal 7 dihapus.\n2. Pasal 9 dihapus.",
        f"{other}\n1. Ketentuan Pasal 3 ayat (2) diubah sehingga berbunyi sebagai berikut:\n(2) Pagar dicat.",
    )
    assert [row[2:] for row in told(item, "mengubah")] == [
        ("uu-3-2097", "", "Pasal 2"),
        ("uu-3-2097", "Pasal 7 dihapus", "Pasal 2 angka 1"),
        ("uu-3-2097", "Pasal 9 dihapus", "Pasal 2 angka 2"),
        ("uu-4-2096", "", "Pasal 3"),
        ("uu-4-2096", "Pasal 3 ayat (2) diubah", "Pasal 3 angka 1"),
    ]


def test_the_law_that_is_changed_is_told_from_those_that_changed_it_before() -> None:
    """Also where OCR lost its own number."""
    lead = CHANGE_LEAD.replace(
        ") diubah", ") sebagaimana telah diubah terakhir dengan Undang-Undang Nomor 8 Tahun 2098 tentang Perubahan atas "
        "Undang-Undang Nomor 3 Tahun 2097 tentang Kebun diubah"
    )  # fmt: skip
    for text in (lead, lead.replace("dalam Undang-Undang Nomor 3", "dalam Undang-Undang Nomor T")):
        item = regulation("Kebun.", f"{text}\n1. Pasal 7 dihapus.\n2. Pasal 9 dihapus.")
        assert {row[2] for row in told(item, "mengubah")} == {"uu-3-2097"}


def test_what_another_regulation_revoked_is_not_revoked_by_this_one() -> None:
    item = regulation(
        weighed="bahwa ada Undang-Undang Nomor 3 Tahun 2097 yang mencabut Undang-Undang Nomor 1 Tahun 2090;"
    )
    assert told(item, "mencabut") == []
    item = regulation(basis=f"1. Pasal 17 Undang-Undang Dasar;\nDengan mencabut {OLD};")
    assert [row[2] for row in told(item, "mencabut")] == ["permendagri-2-2090"]


NOTHING = [
    ("Ketentuan sebagaimana dimaksud dalam Pasal 5 Undang-Undang Nomor 3 Tahun 2097 tentang Kebun berlaku bagi warga."),
    ("Warga mengubah pagar sesuai dengan Peraturan Pemerintah Nomor 8 Tahun 2098 tentang Pagar."),
    ("Pasal 7 dihapus."),
    ("Daftar kebun diubah sebagai berikut: kebun Timur dihapus."),
]


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_articles_tell_of_no_relation(text: str) -> None:
    assert told(regulation("Kebun dirawat.", text, "Panen dibagi.")) == []


def test_a_document_without_number_tells_of_none() -> None:
    assert relations(parsed("Surat tentang " + OLD + " yang dicabut.", file="surat.pdf")) == ()


def test_a_regulation_does_nothing_to_itself() -> None:
    item = regulation("Kebun.", "Peraturan Menteri Dalam Negeri Nomor 9 Tahun 2099 tentang Kebun dicabut.")
    assert told(item) == []


def test_a_quote_stands_on_one_page_in_its_provision() -> None:
    text = opening() + "Pasal 1\nKebun dirawat.\nPasal 2\n" + START + "Peraturan Menteri Dalam Negeri Nomor 2"
    item = parsed(text, "Tahun 2090 tentang Kebun Lama dicabut dan dinyatakan tidak berlaku.\nPasal 3\nPanen.\n")
    (found,) = [h for h in relations(item) if h.kind == "mencabut"]
    assert (found.page, found.quote) == (1, "Peraturan Menteri Dalam Negeri Nomor 2")
    assert any(found.quote in p.text for p in item.provisions if p.unit == found.unit)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Pasal 15ayt(2)diubhscknrg:.,;ABIlNomT09\n", max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    item = parsed(opening() + "Pasal 1\n" + text + "\nPasal 2\nPanen.\n")
    for found in relations(item):
        assert any(found.quote in p.text for p in item.provisions if p.unit == found.unit)


# --- in the catalogue


@pytest.fixture
def catalog(home: Path) -> Catalog:
    return Catalog(settings_of(home).catalog_path)


def test_relations_are_kept_with_the_regulation_and_go_with_it(catalog: Catalog) -> None:
    item = parsed(CHANGED, file="uu-5-2098.pdf")
    found: tuple[Hubungan, ...] = relations(item)
    identity = catalog.add(item, "a", found)
    assert tuple(catalog.relations()) == found
    assert catalog.relations(target="uu-3-2097") == list(found)
    assert catalog.relations(subject="uu-5-") == list(found)
    assert catalog.relations(subject="uu-5-2098", target="uu-3-2097") == list(found)
    for none in ({"subject": "uu-3-2097"}, {"target": "uu-3-20"}, {"target": "uu-3%"}):
        assert catalog.relations(**none) == []
    catalog.add(item, "b", found[:1])
    assert catalog.relations() == list(found[:1]), "those of the older text are gone"
    catalog.remove(identity + 1)
    assert catalog.relations() == []


def test_a_regulation_without_relations_is_kept_as_well(catalog: Catalog) -> None:
    catalog.add(peraturan(), "a")
    assert catalog.relations() == []


def test_bringing_in_a_file_keeps_what_it_tells_of_others(catalog: Catalog, home: Path, tmp_path: Path) -> None:
    text = body_of("Pasal 1\nKebun dirawat.", f"Pasal 2\n{START}{OLD} dicabut dan dinyatakan tidak berlaku.")
    Pipeline(catalog, settings_of(home)).add_file(make_pdf(tmp_path / "kebun.pdf", text))
    assert [h.target.key for h in catalog.relations() if h.kind == "mencabut"] == ["permendagri-2-2090"]
    assert pages_of(text)[0].number == 1


# --- the real ones


def test_the_core_regulations_tell_what_they_revoke_and_implement(shared: Path) -> None:
    inti = shared / "corpus" / "inti"
    found = [h for name in ("permendagri-22-2020", "pp-28-2018") for h in relations(understand(inti / f"{name}.pdf"))]
    revoked = {(h.target.key, unit_label(h.unit)) for h in found if h.kind == "mencabut"}
    assert revoked == {
        ("permendagri-69-2007", "Pasal 63 huruf a"), ("permendagri-19-2009", "Pasal 63 huruf b"),
        ("permendagri-22-2009", "Pasal 63 huruf c"), ("permendagri-23-2009", "Pasal 63 huruf d"),
        ("permendagri-54-2009", "Pasal 63 huruf e"), ("pp-50-2007", "Pasal 51"),
    }  # fmt: skip
    done = {(h.target.key, unit_label(h.part)) for h in found if h.kind == "melaksanakan" and h.part}
    assert done == {
        ("uu-23-2014", "Pasal 369"), ("pp-28-2018", "Pasal 6 ayat (4)"), ("pp-28-2018", "Pasal 7 ayat (5)"),
        ("pp-28-2018", "Pasal 11 ayat (4)"), ("pp-28-2018", "Pasal 12 ayat (4)"),
    }  # fmt: skip
