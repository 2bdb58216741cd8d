from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Unit
from ingest.__main__ import structure_json
from ingest.clean import strip_furniture
from ingest.structure import Layout, parse
from ingest.zones import find_zones
from tests.factories import ANNEX, BODY, EXPLANATION, OPENING, REGULATION, body_of, pages_of, parsed, text_at, units_of


def pasal_of(*texts: str) -> list[str]:
    """Numbers of the Pasal of the batang tubuh, in order, each once."""
    found = [p.unit.pasal for p in parsed(*texts).provisions if p.unit.part == "batang tubuh" and p.unit.pasal]
    return list(dict.fromkeys(found))


def test_a_whole_regulation() -> None:
    item = parsed(REGULATION + EXPLANATION + ANNEX)
    assert (item.label, item.judul, item.pasal_count) == ("Permendagri 9/2099", "Tata Cara Kebun Bersama", 4)
    assert (item.missing, item.warnings) == ((), ())
    assert units_of(item, "1") == [(None, None, None), (None, None, "1"), (None, None, "2"), (None, None, "3")]
    assert units_of(item, "2") == [
        ("1", None, None), ("1", "a", None), ("1", "b", None), ("1", "b", "1"), ("1", "b", "2"), ("1", "c", None),
        ("2", None, None), ("3", None, None),
    ]  # fmt: skip
    assert text_at(item, "2", "1", "b", "2") == "buah; dan"
    assert text_at(item, "1", None, None, "2") == "Penjaga Kebun adalah warga yang dipilih untuk memegang kunci."
    assert text_at(item, "3") == "Hasil panen dibagi rata."


def test_whole_is_the_text_with_its_list() -> None:
    item = parsed(REGULATION)
    lead = next(p for p in item.provisions if p.unit == Unit("batang tubuh", "2", "1"))
    assert lead.whole.startswith("Warga mendaftar kepada Penjaga Kebun")
    assert lead.whole.endswith("a. kartu warga; b. bibit: 1. sayur; atau 2. buah; dan c. alat sendiri.")


@pytest.mark.parametrize(
    ("pasal", "heading"),
    [
        ("1", ("BAB I Ketentuan Umum",)),
        ("2", ("BAB II Tata Cara", "Bagian Kesatu Pendaftaran")),
        ("3", ("BAB II Tata Cara", "Bagian Kedua Panen", "Paragraf 1 Umum")),
    ],
)
def test_heading(pasal: str, heading: tuple[str, ...]) -> None:
    found = {p.heading for p in parsed(REGULATION).provisions if p.unit.pasal == pasal}
    assert found == {heading}


@pytest.mark.parametrize(
    ("raw", "heading"),
    [
        ("Bagtan Kedua\nPanen", "Bagian Kedua Panen"),
        ("Bagran Kedua\nPanen", "Bagian Kedua Panen"),
        ("Paragraf2\nPanen", "Paragraf 2 Panen"),
        ("Pengraf 2\nPanen", "Paragraf 2 Panen"),
        ("Paragraf.2 Panen", "Paragraf 2 Panen"),
        ("BABIV\nPANEN RAYA", "BAB IV Panen Raya"),
        ("BAB l\nPANEN", "BAB I Panen"),
    ],
)
def test_heading_as_ocr_leaves_it(raw: str, heading: str) -> None:
    item = parsed(body_of("Pasal 1\nSatu.", f"{raw}\nPasal 2\nDua."))
    assert next(p for p in item.provisions if p.unit.pasal == "2").heading[-1] == heading
    assert text_at(item, "1") == "Satu."


@pytest.mark.parametrize(
    "sentence",
    [
        "Panen menurut Bagian\nKedua dibagi rata.",
        "Paragraf ini tidak berlaku bagi\nwarga.",
        "Panen dibagi menurut\nBAB IV peraturan ini.",
    ],
)
def test_no_heading(sentence: str) -> None:
    item = parsed(body_of("Pasal 1\n" + sentence, "Pasal 2\nDua."))
    assert text_at(item, "1") == " ".join(sentence.split())


@pytest.mark.parametrize(
    "raw",
    [
        "Pasal 2",
        "Pasal2",
        "Pasil2",
        "PasaJ 2",
        "pasal 2",
        "PASAL 2",
        "Pasal  2 .",
        "^Pasal 2",
        "Pasa1 2",
        "Pasal Z",
        "Pagal 2",
    ],
)
def test_pasal_heading(raw: str) -> None:
    assert pasal_of(body_of("Pasal 1\nSatu.", f"{raw}\nDua.", "Pasal 3\nTiga.")) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Panen sebagaimana dimaksud dalam\nPasal 2\nayat (1) dibagi rata.",
        "Ketentuan Pasal 2 ayat (1) berlaku.",
        "Panen menurut Pasal 2 dan\nPasal 3\ndibagi rata.",
        "Dalam hal\nPasal 2 ayat (3) dilanggar, panen disita.",
        "Panen menurut\nPasal 2 Undang-Undang Nomor 4 Tahun 2090 dibagi.",
    ],
)
def test_a_reference_is_no_heading(sentence: str) -> None:
    item = parsed(body_of("Pasal 1\n" + sentence, "Pasal 2\nDua.", "Pasal 3\nTiga.", "Pasal 4\nEmpat."))
    assert [text_at(item, n) for n in "1234"] == [" ".join(sentence.split()), "Dua.", "Tiga.", "Empat."]


def test_headings_in_mid_line_are_found() -> None:
    text = OPENING + "BAB I KETENTUAN UMUM Pasal 1 Satu. Bagian Kesatu Panen Raya Pasal 2 Dua. Pasal 3 Tiga."
    assert [text_at(parsed(text), n) for n in "123"] == ["Satu.", "Dua.", "Tiga."]


def test_inserted_pasal_keep_their_letters() -> None:
    assert pasal_of(body_of("Pasal 9\nA.", "Pasal 9A\nB.", "Pasal 9B\nC.", "Pasal 10\nD."))[:4] == [
        "9",
        "9A",
        "9B",
        "10",
    ]


def test_a_missing_pasal_is_told() -> None:
    item = parsed(body_of("Pasal 1\nSatu.", "Pasal 2\nDua.", "Pasal 4\nPeraturan ini mulai berlaku hari ini."))
    assert item.missing == ("3",)
    assert item.warnings == ("Pasal tidak ditemukan: 3.",)


def test_a_heading_without_a_readable_number_is_the_one_that_is_missing() -> None:
    item = parsed(body_of("Pasal 1\nSatu.", "Pasal ~?\nDua.", "Pasal 3\nTiga."))
    assert (item.missing, text_at(item, "2")) == ((), "Dua.")


def test_pages_are_known() -> None:
    item = parsed(OPENING + "Pasal 1\nSatu.\nPasal 2\n(1) Awal kalimat", "terus di sini.\n(2) Lagi.\nPasal 3\nTiga.")
    pages = {p.unit.levels[:2]: (p.page, p.breaks) for p in item.provisions if p.unit.pasal}
    assert pages == {
        ("1", None): (1, ()), ("2", "1"): (1, ((len("Awal kalimat "), 2),)), ("2", "2"): (2, ()), ("3", None): (2, ()),
    }  # fmt: skip


def test_what_stands_before_and_after_the_pasal_is_kept() -> None:
    item = parsed(REGULATION)
    assert [p.heading for p in item.provisions if p.unit.pasal is None] == [("Pembukaan",), ("Penutup",)]
    closing = item.provisions[-1]
    assert closing.text.startswith("Agar setiap orang") and closing.text.endswith("1 Mei 2099")
    assert text_at(item, "4") == "Peraturan Menteri ini mulai berlaku pada tanggal diundangkan."


def test_penjelasan_is_tied_to_its_pasal() -> None:
    item = parsed(REGULATION, EXPLANATION + "TAMBAHAN LEMBARAN NEGARA NOMOR 77")
    assert text_at(item, "2", "1", "b", part="penjelasan") == 'Yang dimaksud dengan "bibit" adalah tanaman muda.'
    assert text_at(item, "3", part="penjelasan") == "Cukup jelas."
    loose = [p.heading for p in item.provisions if p.unit.part == "penjelasan" and p.unit.pasal is None]
    assert loose == [("Penjelasan Umum",), ("Penutup",)]


def test_a_pasal_of_the_lampiran_is_none_of_the_regulation() -> None:
    item = parsed(REGULATION, ANNEX)
    assert pasal_of(REGULATION, ANNEX) == ["1", "2", "3", "4"]
    annex = [p for p in item.provisions if p.unit.part == "lampiran"]
    assert [(p.page, p.unit) for p in annex] == [(2, Unit("lampiran"))]
    assert "Nama pendaftar" in annex[0].text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (REGULATION, ["batang tubuh"]),
        (REGULATION + EXPLANATION, ["batang tubuh", "penjelasan"]),
        (REGULATION + ANNEX, ["batang tubuh", "lampiran"]),
        (REGULATION + EXPLANATION + ANNEX, ["batang tubuh", "penjelasan", "lampiran"]),
        (REGULATION + ANNEX + EXPLANATION, ["batang tubuh", "lampiran", "penjelasan"]),
        (REGULATION + EXPLANATION.replace("PENJELASAN", "PENJE[,ASAN"), ["batang tubuh", "penjelasan"]),
        (OPENING + BODY + "Pasal 5\nRincian tercantum dalam\nLampiran yang tidak terpisah.\n", ["batang tubuh"]),
        ("Kebun.", ["batang tubuh"]),
        ("", ["batang tubuh"]),
    ],
)
def test_zones_cover_the_text(text: str, parts: list[str]) -> None:
    zones = find_zones(text)
    assert [zone.part for zone in zones] == parts
    assert zones[0].start == 0 and zones[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(zones, zones[1:], strict=False))


AMENDING = body_of(
    "Pasal I\nBeberapa ketentuan diubah sebagai berikut:\n1. Ketentuan Pasal 1 diubah, sehingga berbunyi:\n"
    "Pasal 1\n1. Kebun adalah lahan.\n2. Ketentuan Pasal 7 dihapus.\n"
    "3. Di antara Pasal 8 dan Pasal 9 disisipkan Pasal 8A:\nPasal 8A\n(1) Warga menanam.\n(2) Warga memanen.",
    "Pasal II\nPeraturan Menteri ini mulai berlaku pada tanggal diundangkan.",
    title="PERUBAHAN ATAS PERATURAN TENTANG KEBUN",
)


def test_a_regulation_that_changes_another_keeps_what_it_quotes_inside() -> None:
    item = parsed(AMENDING)
    assert pasal_of(AMENDING) == ["I", "II"]
    assert units_of(item, "I") == [(None, None, None), (None, None, "1"), (None, None, "2"), (None, None, "3")]
    assert "Pasal 8A (1) Warga menanam. (2) Warga memanen." in text_at(item, "I", None, None, "3")
    assert (item.missing, item.pasal_count) == ((), 2)


@pytest.mark.parametrize(
    ("title", "pasal", "found"),
    [
        ("KEBUN", ("Pasal I\nBeberapa ketentuan diubah:\n1. Ketentuan Pasal 5 dihapus.", "Pasal II\nMulai berlaku."), ["I", "II"]),
        ("KEBUN", ("Pasal I\nWarga menanam.", "Pasal II\nPeraturan ini mulai berlaku."), ["I", "II"]),
        ("KEBUN", ("Pasal I\nSatu diubah.", "Pasal 2\nDua.", "Pasal 3\nTiga."), ["1", "2", "3"]),  # OCR for Pasal 1
        ("PERUBAHAN BATAS KEBUN", ("Pasal I\nSatu.", "Pasal 2\nDua.", "Pasal 3\nTiga."), ["1", "2", "3"]),
        ("PERUBAHAN ATAS PERATURAN KEBUN", ("Pasal 1\nSatu.", "Pasal 2\nDua.", "Pasal 3\nTiga."), ["1", "2", "3"]),
        ("PERUBAHAN ATAS PERATURAN KEBUN",
         ("Pasal II\nKetentuan Pasal 5 diubah.", "Pasal II\nPeraturan ini mulai berlaku."), ["I", "II"]),
    ],
)  # fmt: skip
def test_roman_pasal_are_read_where_they_are_meant(title: str, pasal: tuple[str, ...], found: list[str]) -> None:
    assert pasal_of(body_of(*pasal, title=title)) == found


def test_the_penjelasan_of_an_amendment_explains_its_own_pasal() -> None:
    item = parsed(
        AMENDING + EXPLANATION.replace("Pasal 1\n", "Pasal I\nAngka 1\nPasal 1\n").replace("Pasal 3", "Pasal II")
    )
    found = [p.unit.pasal for p in item.provisions if p.unit.part == "penjelasan" and p.unit.pasal]
    assert list(dict.fromkeys(found)) == ["I", "II"]


def test_a_text_without_pasal_is_kept_by_page() -> None:
    item = parsed("Notula rapat\nkebun.", "", "Selesai.", file="notula.pdf")
    assert [(p.page, p.text) for p in item.provisions] == [(1, "Notula rapat kebun."), (3, "Selesai.")]
    assert (item.jenis, item.label, item.empty_pages) == ("Dokumen", "Notula rapat", (2,))
    assert item.warnings == (
        "Tidak ada Pasal yang dikenali; isi disimpan menurut judul bagian dan halaman.",
        "Halaman tanpa teks: 2.",
    )


def test_a_document_without_any_word_is_called_by_its_file() -> None:
    assert parsed("", file="pindai.pdf").label == "pindai"


def test_the_contract_of_structure_json() -> None:
    shape = structure_json(parsed(REGULATION))
    assert list(shape) == [
        "file", "jenis", "nomor", "tahun", "judul", "pages", "ocr_pages", "pasal_count", "missing", "warnings",
        "provisions",
    ]  # fmt: skip
    provisions = shape["provisions"]
    assert isinstance(provisions, list)
    assert provisions[1] == {
        "pasal": "1", "ayat": None, "huruf": None, "angka": None, "bagian": "batang tubuh",
        "heading": ["BAB I Ketentuan Umum"], "page": 1, "text": "Dalam Peraturan Menteri ini yang dimaksud dengan:",
    }  # fmt: skip
    assert (shape["nomor"], shape["tahun"], shape["ocr_pages"]) == ("9", 2099, [])
    assert json.loads(json.dumps(shape)) == shape
    assert "provisions" not in structure_json(parsed(REGULATION), summary=True)


def test_ocr_pages_are_told() -> None:
    assert parse(pages_of("Pasal 1\nSatu.", ocr=True), "a.pdf").ocr_pages == (1,)


LINES = st.sampled_from(
    [
        "BAB I", "KETENTUAN UMUM", "Bagian Kesatu", "Panen", "Paragraf 1", "Pasal 1", "Pasal 2", "Pasal 3", "Pasal lO", "Pasal",
        "(1) Warga menanam;", "(2) Warga memanen.", "(21 Warga", "a. bibit;", "b. alat; dan", "c", "1. sayur:", "2. buah.",
        "sebagaimana dimaksud dalam Pasal 2", "ayat (1) huruf a", "PENJELASAN", "ATAS", "LAMPIRAN", "Ayat (1)", "Huruf a",
        "Cukup jelas.", "Agar setiap orang", "Ditetapkan di Jakarta", "TAMBAHAN LEMBARAN NEGARA", "Yang dimaksud dengan:",
        "Pasal I", "Pasal II", "PERUBAHAN", "kebun", "rata", "\f",
    ]
)  # fmt: skip
# what is a number or a name of a level may be read as one, and then stands in the address and not in the text
MARKERS = re.compile(
    r"(?:pasal|pasi?l|bab|bagian|paragraf|ayat|huruf|angka|[a-z]{1,2}|[\dlivxo]{1,4}|\d+\w?|lo)", re.IGNORECASE
)


def words_of(text: str) -> Counter[str]:
    return Counter(word.lower() for word in re.findall(r"\w+", text) if not MARKERS.fullmatch(word))


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=60), st.booleans())
def test_no_word_is_lost(lines: list[str], opened: bool) -> None:
    text = (OPENING if opened else "") + "\n".join(lines)
    pages = pages_of(*text.split("\f"))
    item = parse(pages, "kebun.txt")
    given_words = words_of(Layout(strip_furniture(pages)).text)
    kept = words_of(" ".join(p.text for p in item.provisions))
    heads = words_of(" ".join(head for p in item.provisions for head in dict.fromkeys(p.heading)))
    lost = given_words - kept
    assert set(lost) <= set(heads), lost


@settings(deadline=None)
@given(st.lists(st.text(max_size=300), max_size=5))
def test_no_text_makes_it_raise(texts: list[str]) -> None:
    item = parse(pages_of(*texts), "x.txt")
    assert item.pages == len(texts)
    assert all(1 <= (p.page or 0) <= len(texts) for p in item.provisions)


@settings(deadline=None)
@given(st.lists(LINES, max_size=40))
def test_places_are_in_order(lines: list[str]) -> None:
    item = parse(pages_of(*"\n".join(lines).split("\f")), "x.txt")
    for provision in item.provisions:
        places = [place for place, _ in provision.breaks]
        pages = [provision.page or 0, *(page for _, page in provision.breaks)]
        assert places == sorted(places) and all(0 < place < len(provision.text) for place in places)
        assert pages == sorted(set(pages))
