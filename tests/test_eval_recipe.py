"""The plain recipe: which Pasal a chunk touches, and how it is scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import Ketentuan, Unit
from corpus.sitasi import full_label, parse_label
from eval import measure, recipe
from tests.questions import REG, TEXTS, item, library

# --- the recipe


PROVISIONS = [(unit, text.split()) for unit, text in TEXTS]


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("oleh seluruh anggota kelompok tani di desa pasal 4 iuran dibayar", []),
        ("dihadiri oleh seluruh anggota kelompok tani di desa pasal 4 iuran dibayar", ["Pasal 3"]),
        ("bulan kepada bendahara kelompok rapat tahunan dihadiri oleh seluruh anggota kelompok tani", ["Pasal 3"]),
        ("hari senin pertama setiap bulan kepada bendahara kelompok lalu cukup jelas", ["Pasal 4", "Pasal 3"]),
        ("lampiran daftar hadir", ["Lampiran A1"]),
        ("pasal 3 pasal 4", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_chunk_touches_the_pasal_whose_words_it_holds(chunk: str, expected: list[str]) -> None:
    assert [full_label("", unit) for unit in recipe.touched(chunk.split(), PROVISIONS)] == expected


@pytest.mark.parametrize(
    ("chunks", "first", "five", "start"),
    [
        ([["Pasal 8"]], True, True, True),
        ([["Pasal 7", "Penjelasan Pasal 8"]], True, True, False),
        ([["Pasal 7"], ["Pasal 8"]], False, True, False),
        ([[], ["Pasal 8"]], False, True, False),
        ([["Pasal 1"]] * 5 + [["Pasal 8"]], False, False, False),
        ([], False, False, False),
    ],
)
def test_the_recipe_is_read_in_its_favour(chunks: list[list[str]], first: bool, five: bool, start: bool) -> None:
    places = [[parse_label(f"{REG} {label}") for label in labels] for labels in chunks]
    found = measure.score_chunks(item(), places, 1.0)
    assert (found.first, found.five, found.start) == (first, five, start)


def test_words_of_a_provision_are_kept_by_page() -> None:
    provision = Ketentuan(Unit(pasal="3"), (), "satu dua tiga empat", 7, ((9, 8),))
    assert (recipe.on_page(provision, 7), recipe.on_page(provision, 8), recipe.on_page(provision, 9)) == (
        "satu dua ", "tiga empat", "",
    )  # fmt: skip


def test_a_chunk_is_mapped_by_its_page(home: Path) -> None:
    places = recipe.Map(library(home))
    text = "Hari Senin pertama, setiap bulan, kepada bendahara kelompok."
    assert places.places(recipe.Chunk("a.pdf", 2, text)) == [parse_label(f"{REG} Pasal 4")]
    assert places.places(recipe.Chunk("a.pdf", 1, text)) == []
    assert places.places(recipe.Chunk("lain.pdf", 2, text)) == []
