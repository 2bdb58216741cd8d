"""Where Pasal begin: what OCR, scans and bad copies leave of their headings, and what only looks like one."""

from __future__ import annotations

import pytest

from ingest.pasal import pasal_chain, roman_chain
from tests.factories import body_of, parsed, text_at


def numbers(text: str, explained: int = 0) -> list[str]:
    return [item.shown for item in pasal_chain(text, 0, len(text), explained)]


def between(middle: str) -> str:
    """Pasal 1 and Pasal 3 with something between."""
    return f"Pasal 1\nWarga menanam.\n{middle}\nPasal 3\nWarga memanen.\nPasal 4\nSelesai."


@pytest.mark.parametrize(
    "middle",
    [
        "Pasa-l 2\nDua.", "PasaT 2\nDua.", "Pasa] 2\nDua.", "Pasd 2\nDua.", "Pasl 2\nDua.", "Pasqal 2\nDua.",
        "Pasal,2\nDua.", "_Pasal 2\nDua.", "Pasa.l 2\nDua.", "P a sal 2\nDua.", "Pasal'2\nDua.", "asal 2\nDua.",
        "Warga (bukan anak) Pasal 2 (1) Dua.",  # in the middle of a line, after words that end no sentence
        "Dibagi rata, dan Pasal 2 (1) Dua.",  # a reference would say "ayat (1)"
        "Dibagi kepada yang dimaksud dalam\nPasal 2\n(1) Dua.",
        "Panen dibagi,\nPasal 2\nDua.",
        "Selesai. Pasal 2 Peraturan ini mengatur panen.",
        "Selesai. Pasal 2.\n(1) Dua.",
        "Pasal U\nDua.", "Pasal $&\nDua.", "Pasal\nDua.", "Bagian Dua Panen Raya Pasal Warga memanen.",
        "Pasal 8\nDua.",  # misread, and alone in the gap
    ],
)  # fmt: skip
def test_a_damaged_heading_is_found_where_its_number_is_missing(middle: str) -> None:
    assert numbers(between(middle)) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "middle",
    [
        "Menurut Pasal 2 ayat (1) panen dibagi.", "Menurut ketentuan Pasal 2 panen dibagi.",
        "Sesuai dengan Pasal 2 dan seterusnya.", "Dimaksud dalam\nPasal 2 Peraturan Nomor 5 Tahun 2090 dibagi.",
        "Di pasar 2 kali seminggu.", "Asal 2 orang hadir.", "Berasal 2 desa.",
        "Pasal\nSatu.\nPasal\nDua.",  # two headings for one number
    ],
)  # fmt: skip
def test_what_is_no_heading_leaves_its_number_missing(middle: str) -> None:
    assert numbers(between(middle)) == ["1", "3", "4"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pasal 10\nSepuluh. Pasal 1 1 (1) Sebelas. Pasal 12\nDua belas.", ["10", "11", "12"]),
        ("Pasal 12\nDua belas. Pasal 1.3 Tiga belas. Pasal 14\nEmpat belas.", ["12", "13", "14"]),
        ("Pasal 73\nA. Pasal T4 (1) Warga. Pasal 75\nC.", ["73", "74", "75"]),
        ("Pasal 8\nA.\nPasal 9\nB.\nPasal 9A\nC.\nPasal 10\nD.", ["8", "9", "9A", "10"]),
    ],
)
def test_numbers_in_pieces(text: str, found: list[str]) -> None:
    before = "".join(f"Pasal {n}\nWarga.\n" for n in range(1, int(found[0])))
    assert numbers(before + text)[int(found[0]) - 1 :] == found


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("Pasal 3\nPeraturan ini mulai berlaku besok.", ["1", "2", "3"]),
        ("Pasal 2\nPeraturan ini mulai berlaku besok.", ["1", "2"]),  # printed once more on the next page
        ("Pasal $\nPeraturan ini mulai berlaku besok.", ["1", "2", "3"]),
    ],
)
def test_a_last_heading_printed_twice_is_one_pasal(last: str, found: list[str]) -> None:
    text = f"Pasal 1\nWarga menanam.\nPasal 2\nPeraturan ini mulai berlaku besok.\n{last}"
    assert numbers(text) == found


def test_a_pasal_that_is_quoted_is_not_taken_for_one_of_its_own() -> None:
    text = 'Pasal 1\nKetentuan diubah menjadi sebagai berikut: "Pasal 3\nTiga."\nPasal 2\nDua.\nPasal 3\nPanen.'
    chain = pasal_chain(text, 0, len(text))
    assert [item.shown for item in chain] == ["1", "2", "3"]
    assert text[chain[2].body :].strip() == "Panen."


def test_headings_that_a_scan_displaced_are_found_and_told() -> None:
    item = parsed(body_of("Pasal 1\nA.", "Pasal 2\nB.", "Pasal 4\nD.", "Pasal 3\nC.", "Pasal 5\nIni mulai berlaku."))
    assert (item.missing, text_at(item, "3"), text_at(item, "4")) == ((), "C.", "D.")
    assert item.warnings == ("Judul tidak berurutan dalam naskah, isinya perlu dicocokkan dengan halamannya: Pasal 3.",)


@pytest.mark.parametrize(
    ("middle", "second"),
    [
        ("(1) Satu.\n(2) Dua.\n(1) Warga memanen.\n(2) Sisanya dijual.", "Warga memanen."),
        ("(1) Satu.\n(2) Dua.", None),
        ("(1) Satu.\n(2) Dua.\n(1) Tiga.\n(2) Empat.\n(1) Lima.", None),  # two ways to cut
    ],
)
def test_a_lost_heading_stands_where_ayat_begin_anew(middle: str, second: str | None) -> None:
    item = parsed(body_of(f"Pasal 1\n{middle}", "Pasal 3\nPeraturan ini mulai berlaku."))
    assert item.missing == (() if second else ("2",))
    if second:
        assert text_at(item, "2", "1") == second
        assert item.warnings == ("Judul tidak terbaca dalam naskah, letaknya disimpulkan dari urutan: Pasal 2.",)


def test_a_lost_first_heading_stands_before_the_definitions() -> None:
    item = parsed(body_of("Dalam Peraturan Menteri ini yang dimaksud dengan Kebun adalah lahan.", "Pasal 2\nDua."))
    assert (item.missing, text_at(item, "1")[:24]) == ((), "Dalam Peraturan Menteri ")


CLAUSE = "Pasal 1\nSatu.\nPasal 2\nDua. Peraturan Menteri ini mulai berlaku pada tanggal diundangkan."


@pytest.mark.parametrize(
    ("explained", "found"), [(0, ["1", "2"]), (2, ["1", "2"]), (3, ["1", "2", "3"]), (5, ["1", "2"])]
)
def test_the_last_pasal_is_at_its_clause_where_the_penjelasan_names_it(explained: int, found: list[str]) -> None:
    assert numbers(CLAUSE, explained) == found


@pytest.mark.parametrize("raw", ["Pasal Tunggal", "PASAL TUNGGAL", "Pasal tunggal"])
def test_a_regulation_of_one_pasal(raw: str) -> None:
    item = parsed(body_of(f"{raw}\nPeraturan ini mulai berlaku pada tanggal ditetapkan."))
    known = ["Tunggal"] if raw != "Pasal tunggal" else []
    assert [p.unit.pasal for p in item.provisions if p.unit.pasal] == known
    assert item.warnings == (
        () if known else ("Tidak ada Pasal yang dikenali; isi disimpan menurut judul bagian dan halaman.",)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pasal I\nDiubah.\nPasal II\nPeraturan ini mulai berlaku.", ["I", "II"]),
        ("Selesai. Pasal I Ketentuan diubah. Pasal II Peraturan ini mulai berlaku.", ["I", "II"]),
        ("Pasa-l I\nDiubah.\nPasal U\nPeraturan ini mulai berlaku.", ["I", "II"]),
        (
            "PANEN. Pasali Beberapa ketentuan dalam Peraturan Menteri diubah.\nPasal Ii\nPeraturan ini mulai berlaku.",
            ["I", "II"],
        ),
        ("Pasal II\nDiubah.\nPasal II\nPeraturan ini mulai berlaku.", ["I", "II"]),
        ("menurut Pasal I ayat (1) dan Pasal II huruf a", []),
        ("Pasal 5\nLima.\nPasal 6\nEnam.", []),
    ],
)
def test_roman_chain(text: str, found: list[str]) -> None:
    assert [item.shown for item in roman_chain(text, 0, len(text))] == found


def test_a_quoted_pasal_1_is_not_pasal_i() -> None:
    text = "Pasal I Diubah sehingga Pasal 1 berbunyi sebagai berikut:\nPasal 1\nWarga.\nPasal II\nIni mulai berlaku."
    assert [item.start for item in roman_chain(text, 0, len(text))] == [0, text.index("Pasal II")]
