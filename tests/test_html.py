"""HTML: what a browser would show, and nothing that it would fetch or run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptyFile
from ingest.html import list_number, page_texts, read_html

SHOWN = [
    ("<p>Satu</p><p>Dua</p>", "Satu\nDua"),
    ("<div>Satu <b>dua</b>\n tiga</div>", "Satu dua tiga"),
    ("Satu<br>Dua<br/>Tiga", "Satu\nDua\nTiga"),
    ("<p>Satu<script>alert('x')</script> dua<style>p{}</style></p>", "Satu dua"),
    ("<p>Satu<!-- tersembunyi --> dua</p>", "Satu dua"),
    ("<nav>Beranda</nav><noscript>Nyalakan</noscript><p>Satu</p><button>Kirim</button>", "Satu"),
    ("<p>Satu</p><p hidden>Dua</p><p style='color:red; Display: NONE'>Tiga</p> empat", "Satu\nempat"),
    ("<p>Satu &amp; dua &lt;b&gt;</p>", "Satu & dua <b>"),
    ("<ol><li>satu<li>dua</ol><ol type=a start=3><li>tiga</ol>", "1. satu\n2. dua\nc. tiga"),
    ("<ol><li>a<ol type=i><li>b</li><li>c</li></ol></li><li value=7>d</ol>", "1. a\ni. b\nii. c\n7. d"),
    ("<ul><li>satu</ul>", "satu"),
    ("<table><tr><th>Urusan<th>Pihak<tr><td>Taman<td>Kota <p>A</table>", "Urusan | Pihak\nTaman | Kota A"),
    ("<table><caption>Tabel 1</caption><tr><td>a<td>b</table>", "Tabel 1\na | b"),
    ("<table><tr><td><p>Pasal 1</p><p>Satu</p></table>", "Pasal 1\nSatu"),
    ("<table><tr><td>menu<td><table><tr><td>a<td>b</table></table>", "menu\na | b"),
    (f"<table><tr><td>x<td><p>{'kata ' * 200}</p><p>akhir</p></table>", f"x\n{'kata ' * 199}kata\nakhir"),
    ("<html><head><title>Judul</title></head><body>Isi</body></html>", "Isi"),
    ("<p>Satu<p>Dua<div>Tiga", "Satu\nDua\nTiga"),
    ("<img src=http://192.0.2.1/x.png><iframe src=http://192.0.2.1></iframe>Isi", "Isi"),
]


@pytest.mark.parametrize(("code", "text"), SHOWN)
def test_what_is_shown(code: str, text: str) -> None:
    assert page_texts(code.encode()) == [text]


def test_pages_for_the_printer() -> None:
    code = "<p>Satu</p><br style='page-break-before: always'><p>Dua</p><div style='break-after:page'>Tiga</div>Empat"
    assert page_texts(code.encode()) == ["Satu", "Dua\nTiga", "Empat"]


@pytest.mark.parametrize(
    "data",
    [
        "<p>“Kebun”</p>".encode(),
        b'<meta charset="windows-1252"><p>\x93Kebun\x94</p>',
        b"<p>\x93Kebun\x94</p>",
        b'<?xml version="1.0" encoding="utf-8"?><html><p>' + "“Kebun”".encode() + b"</p></html>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=tidak-ada"><p>' + "“Kebun”".encode(),
        "<p>“Kebun”</p>".encode("utf-16"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert page_texts(data) == ["“Kebun”"]


@pytest.mark.parametrize(("number", "style", "drawn"), [
    (3, "1", "3"), (1, "a", "a"), (28, "a", "bb"), (2, "A", "B"), (4, "i", "iv"), (9, "I", "IX"), (0, "a", "0"),
    (5, "aneh", "5"),
])  # fmt: skip
def test_list_numbers(number: int, style: str, drawn: str) -> None:
    assert list_number(number, style) == drawn


def test_entities_are_not_unpacked_from_outside_or_for_ever(tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("rahasia", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    code = f'<!DOCTYPE html [<!ENTITY e0 "x">{bomb}<!ENTITY f SYSTEM "file://{tmp_path}/rahasia.txt">]><p>&e9; &f; akhir</p>'
    text = "\n".join(page_texts(code.encode()))
    assert "akhir" in text and "rahasia" not in text.replace("rahasia.txt", "") and len(text) < 3000


@pytest.mark.parametrize("code", ["", "  ", "<html></html>", "<script>x</script>", "<!-- x -->"])
def test_nothing_to_see(tmp_path: Path, code: str) -> None:
    (tmp_path / "a.html").write_text(code, encoding="utf-8")
    with pytest.raises(EmptyFile, match="a.html"):
        read_html(tmp_path / "a.html")


def test_deep_nesting_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>" * 50_000 + "dalam" + "</div>" * 50_000 + "akhir", encoding="utf-8")
    assert "akhir" in read_html(tmp_path / "a.html")[0].text


@given(st.text(max_size=300))
def test_no_text_makes_it_raise_anything_else(text: str) -> None:
    try:
        page_texts(f"<p>{text}".encode("utf-8", "replace"))
    except ValueError:
        pytest.fail("a text between tags is no reason")
