"""What a question leaves open, and which invented provisions can fill it."""

from __future__ import annotations

import pytest

from rag.slot import ASKED, FILLED, blanks, fills


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Berapa persen iuran taman yang ditanggung kota?", {"share"}),
        ("What percentage of the bicycle fund goes to repairs?", {"share"}),
        ("bagi hasil parkir sepeda buat kelurahan berapa bagian", {"share"}),
        ("Berapa denda bagi penyewa sepeda yang terlambat?", {"sum"}),
        ("gaji penjaga taman berapa per bulan", {"sum"}),
        ("What fee is charged for a reading card?", {"sum"}),
        ("How much money does a borrower deposit?", {"sum"}),
        ("umur maksimal penjaga taman berapa tahun", {"age"}),
        ("What minimum age must a keeper have?", {"age"}),
        ("Apa sanksi bagi penyewa yang merusak sepeda?", {"sanction"}),
        ("Berapa tahun penjara bagi pencuri sepeda taman?", {"sanction"}),
        ("Berapa hari kerja izin taman harus terbit?", {"span"}),
        ("How long may a bicycle be kept?", {"span"}),
        ("Berapa kali pengurus boleh dipilih lagi?", {"often"}),
        ("lebar jalur sepeda minimal berapa meter", {"length"}),
        ("Berapa hektare luas taman paling kecil?", {"surface"}),
        ("Berapa orang anggota pengurus taman?", {"people"}),
        ("Ada berapa macam taman?", {"figure"}),
        ("Berapa rupiah biaya perpanjangan dan berapa lama berlakunya?", {"sum", "span"}),
    ],
)
def test_what_is_left_open(text: str, names: set[str]) -> None:
    assert blanks(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Siapa yang merawat taman?",
        "Apa yang dimaksud dengan sepeda umum?",
        "Bolehkah dana taman dipakai untuk pagar?",
        "In what forms can donated benches be used?",
        "Apakah biaya perawatan ditanggung kota?",
        "Rencana jangka panjang taman memuat apa?",
        "Tunjangan paling tinggi diberikan kepada siapa?",
    ],
)
def test_nothing_is_left_open_where_no_quantity_is_asked_for(text: str) -> None:
    assert blanks(text) == frozenset()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("share", "paling tinggi 12% (dua belas persen) dari iuran"),
        ("share", "sebesar 1/12 (satu per dua belas) bagian"),
        ("share", "seperlima dari hasil parkir"),
        ("sum", "denda paling banyak Rp50.000,00 (lima puluh ribu rupiah)"),
        ("sum", "denda sebesar dua kali sewa"),
        ("age", "berumur paling rendah 21 tahun"),
        ("sanction", "dikenai teguran lisan oleh penjaga"),
        ("often", "dapat dipilih kembali 1 (satu) kali"),
        ("often", "dilaporkan secara berkala"),
        ("span", "paling lama 7 (tujuh) hari kerja"),
        ("span", "minggu kedua bulan Juli"),
        ("length", "selebar 3 (tiga) meter"),
        ("surface", "seluas 2 (dua) hektare"),
        ("people", "terdiri atas 5 (lima) orang pengurus"),
        ("figure", "terdiri atas tiga golongan"),
    ],
)
def test_what_fills_it(name: str, text: str) -> None:
    assert fills([name], text)


@pytest.mark.parametrize("name", sorted(FILLED))
def test_words_without_a_quantity_fill_nothing(name: str) -> None:
    assert not fills([name], "Pengurus merawat taman bersama warga dan menjaga kebersihannya.")


def test_of_several_blanks_one_that_is_filled_is_enough() -> None:
    assert fills({"sum", "span"}, "Kartu baca berlaku selama 2 (dua) tahun.")
    assert fills((), "Taman dirawat.")


def test_every_blank_can_be_filled() -> None:
    assert ASKED.keys() == FILLED.keys()
