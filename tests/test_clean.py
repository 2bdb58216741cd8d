from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import (
    PAGE_NUMBER,
    SITE,
    STAMP,
    is_catchword,
    is_state_head,
    join_lines,
    plain_characters,
    squeeze,
    strip_furniture,
)
from tests.factories import pages_of


@pytest.mark.parametrize(
    "line",
    ["-2-", "- 10-", "- ll -", "-L2-", "- 89 -", "-7", "_13_", "_ 16_", "_t2_", "12", "– 4 –"],
)
def test_page_number(line: str) -> None:
    assert PAGE_NUMBER.match(line)


@pytest.mark.parametrize("line", ["Pasal 2", "a.", "12.", "(2)", "-dan-", "1. sayur;", "2099, No. 4", "5 (lima) hari"])
def test_no_page_number(line: str) -> None:
    assert not PAGE_NUMBER.match(line)


@pytest.mark.parametrize(
    ("line", "pattern"),
    [("SK No 012345 A", STAMP), ("SK No O1O766 A", STAMP), ("www.contoh.go.id", SITE), ("jdih.contoh.go.id", SITE)],
)
def test_stamp_and_site(line: str, pattern: object) -> None:
    assert pattern.match(line)  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", ["SK Bupati No 3", "kunjungi www.contoh.go.id untuk mendaftar", "surat kebun.go"])
def test_no_stamp_and_no_site(line: str) -> None:
    assert not STAMP.match(line)
    assert not SITE.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "PRESIDEN", "REPUBLIK INDONESIA", "PRES IDEN", "P RES ID EN", "REPIJBLIK INDONESIA", "PR E S IDEN",
        "REPU BLIK INOONESIA", "trRESIDEN", "REPUBLIK INDONESlAPRESIDEN", "PRESIDEN REPUBLIK INDONESIA",
    ],
)  # fmt: skip
def test_state_head(line: str) -> None:
    assert is_state_head(line)


@pytest.mark.parametrize(
    "line",
    [
        "Presiden", "Presiden Republik Indonesia", "PRESIDEN REPUBLIK INDONESIA,", "PRESIDEN MENETAPKAN KEBUN",
        "PERATURAN PRESIDEN", "MENTERI DALAM NEGERI", "KETENTUAN UMUM", "", "a. Presiden;",
    ],
)  # fmt: skip
def test_no_state_head(line: str) -> None:
    assert not is_state_head(line)


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("b. bahwa . . .", "b. bahwa kebun itu milik bersama;"),
        ("Pasal 14 . . .", "Pasal 14 Penjaga Kebun wajib"),
        ("BABVIII ...", "BAB VIII KETENTUAN PENUTUP"),
        ("(2) Tata cara , . .", "(2) Tata cara panen ditetapkan"),
        ("(2) Persetujuan", "(2) Persetujuan warga diberikan"),
        ("(3) Pembiayaan .", "(3) Pembiayaan kebun dibebankan"),
        ("Pasal 1 1", "Pasal 1 1 (1) Dalam hal hujan"),
        ("Agar", "Agar setiap orang mengetahuinya"),
        ("Bagran", "Bagian Kelima Panen"),
    ],
)
def test_catchword(last: str, following: str) -> None:
    assert is_catchword(last, following)


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("Cukup jelas.", "Cukup jelas. Pasal 4"),
        ("kebun;", "kebun; dan"),
        ("(2) Penjaga Kebun menjawab paling", "lama 5 (lima) hari"),
        ("c. alat", "sendiri."),
        ("Pasal 3", "Hasil panen dibagi rata."),
        ("dan", "(2) Tata cara"),
        ("hasil", ""),
        ("ketentuan peraturan perundang-", "undangan."),
    ],
)
def test_no_catchword(last: str, following: str) -> None:
    assert not is_catchword(last, following)


def test_furniture_goes_and_text_stays() -> None:
    pages = pages_of(
        "PRESIDEN\nREPUBLIK INDONESIA\nPasal 1\nWarga menanam.\nPasal 2 . . .\nSK No 012345 A",
        "PRESIDEN\nREPUBLIK INDONESIA\n- 2 -\nPasal 2\nWarga memanen\nhasil kebun.",
        "2099, No. 41 -3-\nPasal 3\nSelesai.\nwww.contoh.go.id",
    )
    assert [page.text for page in strip_furniture(pages)] == [
        "Pasal 1\nWarga menanam.", "Pasal 2\nWarga memanen\nhasil kebun.", "Pasal 3\nSelesai.",
    ]  # fmt: skip


def test_a_line_that_stands_on_top_of_many_pages_goes_but_no_heading_does() -> None:
    texts = [f"Berita Kebun Nomor {n}\nPasal {n}\nCukup jelas.\nIsi {'abc'[n % 3]}" for n in range(1, 8)]
    cut = [page.text for page in strip_furniture(pages_of(*texts))]
    assert all("Berita Kebun" not in text for text in cut)
    assert all(f"Pasal {n}\nCukup jelas." in text for n, text in enumerate(cut, 1))


def test_a_stamp_run_into_the_line_beside_it_goes() -> None:
    assert strip_furniture(pages_of("SK No 031215 A9. Komite Kebun adalah"))[0].text == "9. Komite Kebun adalah"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("pelaksa-\nnaan kebun", "pelaksanaan kebun"),
        ("Undang-\nUndang", "Undang-Undang"),
        ("undang-\nundangan", "undang-undangan"),
        ("hal-\nhal lain", "hal-hal lain"),
        ("perundang-\nundangan", "perundang-undangan"),
        ("COVID-\n19", "COVID-19"),
        ("satu\n dua  tiga", "satu dua tiga"),
        ("kebun -\nbersama", "kebun - bersama"),
        ("masing-\nmasing", "masing-masing"),
    ],
)
def test_join_lines(lines: str, joined: str) -> None:
    assert join_lines(lines) == joined


@pytest.mark.parametrize(
    ("odd", "plain"),
    [("ﬁnal", "final"), ("so\u00adft", "soft"), ("a\x00b", "a b"), ("a\r\nb", "a\nb"), ("bai�k", "bai�k")],
)
def test_plain_characters(odd: str, plain: str) -> None:
    assert plain_characters(odd) == plain


@given(st.text())
def test_join_lines_keeps_every_letter(text: str) -> None:
    joined = join_lines(text)
    assert [c for c in joined if c.isalnum()] == [c for c in text if c.isalnum()]
    assert "\n" not in joined
    assert joined == squeeze(joined)


@given(st.lists(st.text(max_size=200), max_size=6))
def test_strip_furniture_never_raises_and_keeps_pages(texts: list[str]) -> None:
    pages = pages_of(*texts)
    assert [page.number for page in strip_furniture(pages)] == [page.number for page in pages]
