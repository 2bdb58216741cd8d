"""No text loses its characters, whatever stands in it.

Every run of letters and digits of the cleaned pages stands in the text or in the heading of a provision, as often as
it was written. Only the number and the name of a level (Pasal 5, (2), a., 3.) may stand in the address instead.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import join_lines, strip_furniture
from ingest.structure import Layout, parse
from tests.factories import CLOSING, OPENING, pages_of

MARKS = st.sampled_from(
    [
        "BAB I", "BAB IV\nPANEN", "Bagian Kesatu", "Paragraf 1", "Pasal 1", "Pasal 2", "Pasal 3", "Pasal 4", "Pasal lO",
        "Pasal", "Pasal 1 1", "Pasal T4", "Pasal I", "Pasal II", "Pasal U", "Pasal Tunggal", "Pasa-l 2", "asal 2", "P a sal 2",
        "(1)", "(2)", "(21", "l2l", "(U", "a.", "b.", "c", "1.", "2.", "3,", "Ayat (1)", "Ayat (2)", "Huruf a", "Angka 1",
        "dalam Pasal 2", "ayat (1) huruf a", "sebagai berikut:", "1. Ketentuan Pasal 5 diubah", "2. Di antara Pasal 4 dan",
        "PENJELASAN ATAS PERATURAN", "P E N J E L A S A N ATAS", "I. UMUM", "PASAL DEMI PASAL", "Cukup jelas.", "LAMPIRAN I",
        "MEMUTUSKAN:", "Menetapkan : PERATURAN KEBUN.", "TENTANG PERUBAHAN ATAS PERATURAN", "Agar setiap orang",
        "Ditetapkan di Jakarta", "TAMBAHAN LEMBARAN NEGARA", "Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.",
        "Dalam Peraturan Menteri ini yang dimaksud dengan:", "^", "_", "…", ". . .", "\f",
    ]
)  # fmt: skip
JOINTS = st.sampled_from([" ", "\n", "\n\n", ". ", ";\n", ": ", "\f", "\n \n", ".\n", ",\n", "\r\n", "\u00a0"])
NOISE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
# numbers and names of levels, also as OCR leaves them
MARKER = re.compile(
    r"pasal?|pas[a-z]|pasat|asal|sal|p|bab|bagian|paragraf|ayat|huruf|angka|tunggal|[a-z]{1,2}|[\dlivxotu]{1,4}[a-z]?",
    re.IGNORECASE,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Marks of all levels, words that stand only once, and any characters at all, in any order."""
    parts: list[str] = []
    for index in range(draw(st.integers(0, 50))):
        kind = draw(st.integers(0, 9))
        parts.append(draw(MARKS) if kind < 5 else f"kata{index:03}x" if kind < 9 else draw(NOISE))
        parts.append(draw(JOINTS))
    opened, closed = draw(st.booleans()), draw(st.booleans())
    return (OPENING if opened else "") + "".join(parts) + (CLOSING if closed else "")


def runs(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


@settings(max_examples=400, deadline=None)
@given(documents())
def test_every_run_of_letters_and_digits_is_kept(text: str) -> None:
    pages = pages_of(*text.split("\f"))
    item = parse(pages, "kebun.txt")
    heads: list[str] = []
    for provision in item.provisions:
        heads.extend(head for head in provision.heading if head not in heads)
    kept = runs(" ".join([*(p.text for p in item.provisions), *heads]))
    lost = runs(join_lines(Layout(strip_furniture(pages)).text)) - kept
    assert [run for run in lost if not MARKER.fullmatch(run)] == []


@settings(max_examples=200, deadline=None)
@given(documents())
def test_a_word_that_stands_once_is_kept_once(text: str) -> None:
    item = parse(pages_of(*text.split("\f")), "kebun.txt")
    kept: Counter[str] = Counter(re.findall(r"kata\d{3}x", " ".join(p.text for p in item.provisions)))
    assert [word for word, count in kept.items() if count > 1] == []


def test_marks_without_words_are_kept() -> None:
    text = OPENING + "Pasal 1\n(1) Warga membawa:\na. bibit;\nb.\nc. alat.\n(2)\nPasal 2\nSelesai.\n" + CLOSING
    found: list[Any] = [p.text for p in parse(pages_of(text), "kebun.txt").provisions if p.unit.pasal == "1"]
    assert found == ["Warga membawa:", "bibit; b.", "alat. (2)"]
