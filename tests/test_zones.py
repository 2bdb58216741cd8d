"""Batang tubuh, Penjelasan and Lampiran in texts whose heads are lost or stand in the middle of a line."""

from __future__ import annotations

import pytest

from ingest.zones import enacting_end, find_zones
from tests.factories import BODY, CLOSING, OPENING

SIGNED = OPENING + BODY + CLOSING.replace("\n", " ") + "LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN 2099 NOMOR 78 "
ONE_BY_ONE = "PASAL DEMI PASAL\nPasal 1\nCukup jelas.\nPasal 2\nCukup jelas."


@pytest.mark.parametrize(
    ("tail", "penjelasan"),
    [
        ("PENJELASAN ATAS PERATURAN MENTERI NOMOR 9 TAHUN 2099 I. UMUM Kebun tumbuh. " + ONE_BY_ONE, "PENJELASAN ATAS"),
        ("P E N J E L A S A N A T A S PERATURAN MENTERI I. UMUM Kebun. " + ONE_BY_ONE, "P E N J"),
        ("PENJEI,ASAN ATAS PERATURAN MENTERI UMUM Kebun. " + ONE_BY_ONE, "PENJEI"),
        ("PENJELASAN PERATURAN MENTERI NOMOR 9 TAHUN 2099 I. UMUM Kebun. " + ONE_BY_ONE, "PENJELASAN PER"),
        ("INDONESIA PENJELASAN ATAS PERATURAN MENTERI UMUM Kebun. " + ONE_BY_ONE, "PENJELASAN ATAS"),
        ("I. UMUM Kebun tumbuh. II. " + ONE_BY_ONE, "I. UMUM"),
        ("\nPasal 1\nCukup jelas.\nPasal 2\nCukup jelas.", "\nPasal 1"),
    ],
)
def test_the_penjelasan_begins_in_mid_line_or_without_its_head(tail: str, penjelasan: str) -> None:
    text = SIGNED + tail
    zones = find_zones(text)
    assert [zone.part for zone in zones] == ["batang tubuh", "penjelasan"]
    assert text[zones[1].start :].lstrip(" ").startswith(penjelasan)


def test_without_closing_and_head_the_pasal_begin_anew() -> None:
    text = OPENING + BODY + "Pasal 1\nCukup jelas.\nPasal 2\nCukup jelas."
    zones = find_zones(text)
    assert [zone.part for zone in zones] == ["batang tubuh", "penjelasan"]
    assert text[zones[1].start :].startswith("Pasal 1\nCukup")


@pytest.mark.parametrize(
    "tail",
    [
        "LAMPIRAN PERATURAN MENTERI NOMOR 9 TAHUN 2099 DAFTAR KEBUN",
        "LAMPIRAN I PERATURAN MENTERI",
        "\nLAMPIRAN\nDaftar",
    ],
)
def test_a_lampiran_in_mid_line(tail: str) -> None:
    zones = find_zones(SIGNED + tail)
    assert [zone.part for zone in zones] == ["batang tubuh", "lampiran"]


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "Salinan sesuai dengan aslinya.",
        "Kebun tercantum dalam LAMPIRAN yang terpisah.",
        "(Penjelasan dalam Tambahan)",
    ],
)
def test_no_other_part(tail: str) -> None:
    assert [zone.part for zone in find_zones(SIGNED + tail)] == ["batang tubuh"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Mengingat: Pasal 5. MEMUTUSKAN: Menetapkan : PERATURAN KEBUN. Pasal 1", " PERATURAN"),
        ("Mengingat: Pasal 5. M E M U T U S K A N : PERATURAN", " PERATURAN"),
        ("Mengingat: Pasal 5. Memutuskan : Menetapkan : PERATURAN", " PERATURAN"),
        ("Mengingat: Pasal 5.", "Mengingat"),
        ("Menteri menetapkan kebun. Menetapkan kebun itu sulit.", "Menteri"),
    ],
)
def test_enacting_end(text: str, after: str) -> None:
    assert text[enacting_end(text) :].startswith(after)
