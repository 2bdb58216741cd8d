"""Documents that are no regulation: headings that are some, and lines that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sitasi import section_label
from ingest.document import looks_like_title, sections, title_of
from tests.factories import parsed

BODY = "Kebun bersama dirawat oleh warga setiap pekan, dan hasilnya dibagi rata pada akhir musim panen berikutnya."


def paths(text: str) -> list[tuple[str, ...]]:
    return [section.headings for section in sections(text)]


PATHS = [
    (f"A. Latar Belakang\n{BODY}\nB. Tujuan\n{BODY}", [("A. Latar Belakang",), ("B. Tujuan",)]),
    (f"I. PENDAHULUAN\n{BODY}\nII. ISI\n{BODY}\nIII. PENUTUP\n{BODY}",
     [("I. PENDAHULUAN",), ("II. ISI",), ("III. PENUTUP",)]),
    (f"BAB I\nPENDAHULUAN\nA. Latar Belakang\n{BODY}\nB. Maksud:\n{BODY}\nBAB II\nPELAKSANAAN\nA. Waktu\n{BODY}",
     [("BAB I PENDAHULUAN", "A. Latar Belakang"), ("BAB I PENDAHULUAN", "B. Maksud"), ("BAB II PELAKSANAAN", "A. Waktu")]),
    (f"1. PENDAHULUAN\n1.1 Latar Belakang\n{BODY}\n1.2 Maksud dan Tujuan\n{BODY}\n2. PELAKSANAAN\n2.1. Waktu\n{BODY}",
     [("1. PENDAHULUAN", "1.1 Latar Belakang"), ("1. PENDAHULUAN", "1.2 Maksud dan Tujuan"), ("2. PELAKSANAAN", "2.1. Waktu")]),
    (f"KERANGKA ACUAN KERJA\nKEBUN BERSAMA\nI. LATAR BELAKANG\n{BODY}\nII. KEGIATAN YANG DILAKUKAN\nBERSAMA WARGA\n{BODY}",
     [("KERANGKA ACUAN KERJA KEBUN BERSAMA", "I. LATAR BELAKANG"),
      ("KERANGKA ACUAN KERJA KEBUN BERSAMA", "II. KEGIATAN YANG DILAKUKAN BERSAMA WARGA")]),
    (f"H. Kebun\n{BODY}", [()]),  # no series begins with H
    (f"H. Kebun\nI. Ladang\n{BODY}", [(), ("I. Ladang",)]),  # Roman one, where no letters run
    (f"A. Kebun\n{BODY}\nC. Ladang\n{BODY}", [("A. Kebun",), ("C. Ladang",)]),  # B was not read
    (f"A. Kebun\n{BODY}\nG. Ladang\n{BODY}", [("A. Kebun",)]),
    (f"A. Kebun\n1. bibit;\n2. pupuk; dan\n3. air.\nB. Ladang\n{BODY}", [("A. Kebun",), ("B. Ladang",)]),
    (f"A. Peserta\n1. Budi Santoso\n2. Siti Aminah\n3. Joko Susilo\nB. Hasil\n{BODY}", [("A. Peserta",), ("B. Hasil",)]),
    (f"{BODY}\nA. Kebun\n{BODY}", [(), ("A. Kebun",)]),
    (f"DAFTAR ISI\nA. Kebun ........ 1\nB. Ladang ....... 2\n{BODY}", [("DAFTAR ISI",)]),
    (f"Menetapkan kebun.\nKESATU : {BODY}\nKEDUA : {BODY}\na. satu;\nKETIGA' {BODY}\nDitetapkan di Jakarta",
     [("Pembukaan",), ("Diktum KESATU",), ("Diktum KEDUA",), ("Diktum KETIGA",), ("Penutup",)]),
    (f"KESATU : {BODY}", [()]),  # one alone is a word at the start of a line
    ("", []),
    ("\n \n", [()]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PATHS)
def test_sections(text: str, expected: list[tuple[str, ...]]) -> None:
    assert paths(text) == expected


@pytest.mark.parametrize(
    ("text", "following", "strict", "title"),
    [
        ("LATAR BELAKANG", "", True, True),
        ("Maksud dan Tujuan", "Kebun dirawat.", True, True),
        ("Cara Membuka Kebun", "a. buka pintu;", True, True),
        ("Spesifikasi penulisan Kerangka Acuan", "", False, True),
        ("Latar belakang", "", False, True),
        ("Latar belakang", "", True, False),
        ("Cover/halaman muka;", "", True, False),
        ("Kebun dirawat bersama.", "", False, False),
        ("Kepala Kebun dan", "", False, False),
        ("Menteri Kebun dan Ladang", "yang membawahi urusan", False, False),
        ("margins normal", "", False, False),
        ("Kebun ........ 12", "", False, False),
        ("Kebun 12", "", False, False),
        ("12", "", False, False),
        ("", "", False, False),
    ],
)
def test_titles(text: str, following: str, strict: bool, title: bool) -> None:
    assert looks_like_title(text, following, strict) is title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "KOP DINAS KEBUN\nNomor : 12/K\nLampiran : 1\nPerihal : Undangan Panen Kepada\nYth. Warga",
            "Surat perihal Undangan Panen",
        ),
        ("Nomor: 1\nHal: Panen di-\nKota", "Surat perihal Panen"),
        ("Perihal : Panen", ""),
        ("NOTULA RAPAT\nPANEN BERSAMA\nHari ini", "NOTULA RAPAT PANEN BERSAMA"),
        ("KERANGKA ACUAN KERJA\nTAHUN 2099: awal", "KERANGKA ACUAN KERJA"),
        ("BAB I\nPENDAHULUAN", ""),
        ("Catatan biasa", ""),
        ("", ""),
    ],
)
def test_what_a_document_calls_itself(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_document_is_kept_by_section_and_page() -> None:
    item = parsed(f"NOTULA RAPAT KEBUN\nA. Latar Belakang\n{BODY}\nB. Hasil\n{BODY}", f"Lanjutan {BODY}", file="n.pdf")
    assert (item.jenis, item.judul, item.pasal_count) == ("Dokumen", "Notula Rapat Kebun", 0)
    assert [(p.heading[-1], p.page) for p in item.provisions] == [
        ("A. Latar Belakang", 1),
        ("B. Hasil", 1),
        ("B. Hasil", 2),
    ]
    assert all(p.unit.pasal is None and p.unit.part == "batang tubuh" for p in item.provisions)
    last = item.provisions[-1]
    assert section_label(item.label, last.heading, last.page) == "Notula Rapat Kebun, bagian 'B. Hasil', hlm. 2"


WORDS = st.sampled_from(
    [
        "A.",
        "B.",
        "I.",
        "II.",
        "1.",
        "1.1",
        "BAB I",
        "KESATU",
        "KEDUA :",
        "Kebun",
        "LADANG",
        "dirawat;",
        "\n",
        "\n",
        "PENUTUP",
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
def test_the_sections_cover_any_text(text: str) -> None:
    found = sections(text)
    assert "".join(text[s.start : s.end] for s in found) == text


def test_a_part_of_a_text() -> None:
    text = f"A. Kebun\n{BODY}\nB. Ladang\n{BODY}"
    low = text.index("B.")
    assert [(s.start, s.end) for s in sections(text, low)] == [(low, len(text))]
    assert [s.headings for s in sections(text, 0, low)] == [("A. Kebun",)]
