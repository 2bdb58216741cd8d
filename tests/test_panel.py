"""page/: what is shown, as HTML and Markdown; hostile texts stay texts."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from corpus.landing import Landing, landing_of, read_landings
from corpus.models import Jawaban, Ketentuan, Kind, Sitasi, Unit
from corpus.pictures import Picture
from corpus.rows import Held
from page.chat import MARK, Turn, answer_markdown, copy_text, history, literal, messages, plain
from page.panel import (
    copies_html,
    header_html,
    library_html,
    notice_html,
    provisions_html,
    source_html,
    status_html,
)
from page.source import SourceView
from page.status import Status

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></article><iframe src=//contoh.test>",
    "[klik](javascript:alert(1))",
    "&lt;b&gt; & <b>",
)
HOME = Landing("cari di contoh.go.id", "https://contoh.go.id/", False)


class Tags(HTMLParser):
    """Collects elements, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.marked: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)
        if tag == "mark":
            self._inside = True
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._inside:
            self.marked[-1] += data


def make_sitasi(**changes: object) -> Sitasi:
    """A citation of an invented ayat."""
    plain_one = Sitasi(
        1, "naskah", "Permendagri 99/2031 Pasal 7 ayat (2)", "Permendagri", "99", 2031,
        Unit(pasal="7", ayat="2"), "permendagri-99-2031.pdf", 4, "Daftar panggung memuat: a. nama; b. tempat.",
        "permendagri-99-2031", ("BAB II Panggung", "Bagian Kesatu Daftar"),
    )  # fmt: skip
    return replace(plain_one, **changes)  # type: ignore[arg-type]


def make_pasal(**changes: str) -> tuple[Ketentuan, ...]:
    """An invented Pasal of two ayat, the second with a list."""
    texts = {"1": "Wali kota menyusun daftar panggung.", "2": "Daftar panggung memuat:", "a": "nama;", "b": "tempat."}
    texts |= changes
    heading = ("BAB II Panggung", "Bagian Kesatu Daftar")
    return (
        Ketentuan(Unit(pasal="7", ayat="1"), heading, texts["1"], 4),
        Ketentuan(Unit(pasal="7", ayat="2"), heading, texts["2"], 4),
        Ketentuan(Unit(pasal="7", ayat="2", huruf="a"), heading, texts["a"], 4),
        Ketentuan(Unit(pasal="7", ayat="2", huruf="b"), heading, texts["b"], 4),
    )


def make_held(kind: Kind = "naskah", **changes: object) -> Held:
    """A row of the catalogue."""
    row = Held(
        1, "permendagri-99-2031", kind, "Permendagri", "99", 2031, "Panggung Rakyat", "", "permendagri-99-2031.pdf",
        "0" * 64, 12, (), (), (), (), (),
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def make_view(**changes: object) -> SourceView:
    """What is known of the invented citation."""
    digest = tuple(
        replace(p, text=f"Singkatnya {p.text}", title="Isi daftar panggung", page=None) for p in make_pasal()
    )
    return replace(SourceView(make_sitasi(), make_pasal(), digest, make_held(), HOME), **changes)  # type: ignore[arg-type]


PNG = Picture(b"\x89PNG", 900, 1400, True)


def make_answer(text: str = "Daftar memuat nama [1].", **changes: object) -> Jawaban:
    """An answer with one citation."""
    return replace(Jawaban("Apa isinya?", "id", text, citations=(make_sitasi(),)), **changes)  # type: ignore[arg-type]


# --- the Sumber panel


def test_the_panel_shows_label_place_words_picture_digest_and_link() -> None:
    seen = Tags(source_html(make_view(), PNG))
    for words in (
        "Naskah resmi", "Permendagri 99/2031 Pasal 7 ayat (2)", "BAB II Panggung", "Bagian Kesatu Daftar", "halaman 4",
        "Wali kota menyusun daftar panggung.", "Ringkasan kami", "Singkatnya", "cari di contoh.go.id",
    ):  # fmt: skip
        assert words in seen.words
    assert ("href", "https://contoh.go.id/") in seen.attributes
    assert any(name == "src" and value.startswith("data:image/png;base64,") for name, value in seen.attributes)


def test_the_quote_is_marked_with_its_list_and_nothing_else_is() -> None:
    seen = Tags(provisions_html(make_pasal(), make_sitasi()))
    assert seen.marked == ["Daftar panggung memuat:", "a.", "nama;", "b.", "tempat."]


def test_like_words_of_another_ayat_are_not_marked() -> None:
    pasal = make_pasal(**{"1": "Daftar panggung memuat:"})
    html = provisions_html(pasal, make_sitasi(quote="Daftar panggung memuat:"))
    assert html.index("<mark>") > html.index("(2)")
    assert html.count("<mark>") == 1


def test_lists_are_indented_below_their_ayat() -> None:
    html = provisions_html(make_pasal(), make_sitasi())
    assert re.findall(r"tingkat-(\d)", html) == ["0", "0", "1", "1"]
    assert html.count("dirujuk") == 3


def test_a_whole_pasal_that_is_cited_is_not_set_off() -> None:
    assert "dirujuk" not in provisions_html(make_pasal(), make_sitasi(unit=Unit(pasal="7")))


def test_a_digest_alone_is_called_so_and_has_no_picture() -> None:
    citation = make_sitasi(kind="ringkasan", page=None, quote="Singkatnya Daftar panggung memuat:")
    seen = Tags(source_html(make_view(citation=citation, official=(), held=None), None))
    assert "Naskah resmi peraturan ini belum ada di pustaka" in seen.words
    assert "Bunyi naskah" not in seen.words
    assert "img" not in seen.tags
    assert seen.marked == ["Singkatnya Daftar panggung memuat:"]


def test_a_page_read_by_ocr_says_why_nothing_is_marked_in_its_picture() -> None:
    view = make_view()
    assert view.held is not None
    read = replace(view, held=replace(view.held, read_pages=(view.citation.page or 0,)))
    shown = source_html(read, replace(PNG, highlighted=False))
    assert "(dibaca dengan OCR)" in shown
    assert "Halaman ini dibaca dengan OCR; kutipan tidak ditandai" in shown
    assert "kutipan tidak ditandai" not in source_html(read, PNG)
    assert "kutipan tidak ditandai" not in source_html(view, replace(PNG, highlighted=False))


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (None, "Gambar halaman tidak tersedia"),
        (replace(PNG, highlighted=False), "tidak dapat disorot"),
    ],
)
def test_what_the_picture_lacks_is_said(picture: Picture | None, words: str) -> None:
    assert words in source_html(make_view(), picture)
    assert words not in source_html(make_view(), PNG)


def test_a_page_read_from_a_scan_is_named_as_such() -> None:
    assert "OCR" in source_html(make_view(held=make_held(ocr_pages=(4,))), PNG)
    assert "OCR" not in source_html(make_view(held=make_held(ocr_pages=(5,))), PNG)
    assert "halaman 4 (dibaca dengan OCR)" in source_html(make_view(held=make_held(read_pages=(4,))), PNG)
    assert "dibaca dengan OCR" not in source_html(make_view(held=make_held(ocr_pages=(4,), read_pages=(5,))), PNG)


def test_several_sources_can_be_stepped_through() -> None:
    others = (make_sitasi(), make_sitasi(n=2, label="Permendagri 99/2031 Pasal 8"))
    seen = Tags(source_html(make_view(), PNG, 3, others))
    assert ("data-turn", "3") in seen.attributes
    assert [value for name, value in seen.attributes if name == "data-n"] == ["1", "1", "2"]
    assert "nav" not in Tags(source_html(make_view(), PNG, 3, others[:1])).tags


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    view = make_view(
        citation=make_sitasi(label=text, file=text, heading=(text,), quote=text),
        official=make_pasal(**{"1": text, "2": text}),
        digest=tuple(replace(p, title=text, note=text, heading=(text,)) for p in make_pasal(**{"1": text})),
    )
    html = source_html(view, PNG, 0, (view.citation, make_sitasi(n=2, label=text)))
    held = make_held(judul=text, jenis="Dokumen")
    for part in (html, library_html([held]), header_html([held]), notice_html(text), status_html(Status(problem=text))):
        assert_harmless(part)
        assert text in Tags(part).words
    assert_harmless(copies_html([Turn("?", make_answer(citations=(view.citation,)))]))


def assert_harmless(html: str) -> None:
    """No element and no attribute that a document could have brought."""
    seen = Tags(html)
    assert not {"script", "iframe", "b"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    links = [value for name, value in seen.attributes if name in ("href", "src")]
    assert [v for v in links if not v.startswith(("https://contoh.go.id/", "data:image/png", "#percakapan"))] == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://contoh.go.id/", ""])
def test_only_https_is_linked(url: str) -> None:
    assert "tautan" not in source_html(make_view(landing=Landing("x", url, True)), PNG)


# --- header, library, status, notice


def test_the_library_names_each_regulation_once_with_its_kinds() -> None:
    html = library_html([make_held(), make_held("ringkasan")])
    assert html.count("<li>") == 1
    assert "Naskah resmi, 12 halaman" in html
    assert ">Ringkasan<" in html
    assert "kosong" in library_html([])


def test_the_header_does_not_name_everything() -> None:
    many = [make_held(nomor=str(n)) for n in range(8)]
    assert "dan 2 lainnya" in header_html(many)
    assert "lainnya" not in header_html(many[:6])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status(), "memuat model"),
        (Status(1200, 3000, 200, 60.0), "1.200 dari 3.000 bagian (40%), sekitar 2 menit lagi"),
        (Status(2990, 3000, 0, 60.0), "kurang dari 1 menit lagi"),
        (Status(200, 3000, 200, 60.0), "(6%). Anda"),
        (Status(problem="Model tidak ada."), "Model tidak ada."),
    ],
)
def test_the_status_line_tells_how_far_it_is(status: Status, words: str) -> None:
    assert words in status_html(status)


def test_nothing_is_told_when_all_is_done() -> None:
    assert status_html(Status(done=True)) == ""
    assert notice_html("") == ""


@pytest.mark.parametrize(
    ("status", "percent", "ended"),
    [
        (Status(), 0, False),
        (Status(999, 1000), 99, False),
        (Status(1000, 1000), 99, False),
        (Status(done=True), 100, True),
        (Status(problem="x"), 0, True),
    ],
)
def test_a_hundred_per_cent_is_the_end(status: Status, percent: int, ended: bool) -> None:
    assert (status.percent, status.ended) == (percent, ended)


# --- the chat


@pytest.mark.parametrize(
    ("text", "marks"),
    [("nama [1].", ["1"]), ("[1]; [2]", ["1", "2"]), ("nama [1](x)", []), (r"nama \[1\]", []), ("[a] [ 1 ] (1)", [])],
)
def test_marks_are_those_of_the_answer_not_of_the_text(text: str, marks: list[str]) -> None:
    assert MARK.findall(text) == marks


def test_marks_become_links_and_the_copy_link_follows() -> None:
    text = answer_markdown(4, make_answer("Memuat nama [1], bukan [7]."))
    assert '[1](#sumber-4-1 "Permendagri 99/2031 Pasal 7 ayat (2)")' in text
    assert "bukan [7]." in text
    assert "(#salin-4)" in text and text.endswith("(#catat-4)")


def test_a_refusal_has_nothing_to_click() -> None:
    assert answer_markdown(0, make_answer("Tidak diatur.", refused=True, citations=())) == "Tidak diatur."
    assert copies_html([Turn("?", make_answer(refused=True, citations=()))]) == ""


@pytest.mark.parametrize("label", ['a" onclick="x', "a](javascript:x)", "a\n\n# b", "<b>", "a\\"])
def test_a_hostile_label_does_not_leave_its_title(label: str) -> None:
    text = answer_markdown(0, make_answer("x [1]", citations=(make_sitasi(label=label),))).split("\n\n")[0]
    found = re.fullmatch(r'x \[1\]\(#sumber-0-1 "([^"\\<>\n\[\]]*)"\)', text)
    assert found, text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**tebal** _x_", r"\*\*tebal\*\* \_x\_"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("![a](b)", r"!\[a\](b)"),
        ("a\nb", "a\nb"),
    ],
)
def test_a_question_is_shown_as_it_was_written(written: str, shown: str) -> None:
    assert literal(written) == shown


@pytest.mark.parametrize("written", ["- satu", "1. satu", "# satu", "+ satu", "=== "])
def test_a_question_is_no_list_and_no_heading(written: str) -> None:
    assert not re.match(r"[-+=#\d]", literal(written))


def test_the_conversation_goes_to_the_page_and_to_the_answerer() -> None:
    turns = [Turn("Apa?", make_answer())]
    assert [m["role"] for m in messages(turns, "Lalu?")] == ["user", "assistant", "user"]
    assert history(turns) == [
        {"role": "user", "content": "Apa?"},
        {"role": "assistant", "content": "Daftar memuat nama [1]."},
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Memuat [1]:\n\n- a. nama;\n    - 1. lagi", "Memuat [1]:\n\na. nama;\n    1. lagi"),
        ("**Dasar:** X [1]", "Dasar: X [1]"),
        ("_Catatan: perlu dicek_", "Catatan: perlu dicek"),
        (r"bintang \*\* dan \[x\] &amp; &lt;b&gt;", "bintang ** dan [x] & <b>"),
        ("nama_berkas_ini", "nama_berkas_ini"),
    ],
)
def test_what_is_copied_is_plain(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_copy_holds_the_answer_and_its_citations() -> None:
    text = copy_text(make_answer())
    assert text.startswith("Daftar memuat nama [1].")
    assert (
        '[1] Permendagri 99/2031 Pasal 7 ayat (2) (naskah resmi), permendagri-99-2031.pdf, hlm. 4: "Daftar panggung'
        in text
    )


# --- where official texts are


def test_the_landing_pages_that_ship_are_honest() -> None:
    landings = read_landings()
    certain = {key for key, item in landings.items() if item.certain}
    assert certain == {"uu-23-2014"}
    for item in landings.values():
        assert item.certain or item.label.startswith("cari ")
    assert landing_of(landings, "perda-1-2031") == landings["default"]


@pytest.mark.parametrize(
    "text",
    [
        '[x]\nlabel="a"\nlanding="https://a.test/"\ncertain=true',
        '[default]\nlabel="a"\nlanding="javascript:x"\ncertain=false',
        '[default]\nlabel="a"\nlanding="http://a.test/"\ncertain=false',
    ],
)
def test_a_catalogue_of_pages_that_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="sumber"):
        read_landings(text)
