from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from corpus.catalog import Catalog
from corpus.landing import read_landings
from corpus.models import Jawaban, Sitasi, Unit
from corpus.settings import Settings
from export.notulen import Block, Butir, Notulen, TindakLanjut, blocks, markdown, numbered, pieces, plain_answer
from export.notulen_docx import notulen_document
from page.chat import NOTE, Turn, answer_markdown
from page.notulen_tab import NotulenHandlers, notes_html, read_tasks
from page.service import Service

EVIL = "<img src=x onerror=alert(1)>"


def sitasi(n: int, pasal: str, **more: Any) -> Sitasi:
    values: dict[str, Any] = {
        "kind": "naskah", "label": f"Permendagri 9/2099 Pasal {pasal}", "jenis": "Permendagri", "nomor": "9", "tahun": 2099,
        "unit": Unit(pasal=pasal), "file": "kebun.pdf", "page": 3, "quote": f"Bunyi Pasal {pasal}.", "key": "permendagri-9-2099",
    }  # fmt: skip
    return Sitasi(n=n, **(values | more))


ONE = Butir("Warga mendaftar [1]. Dijawab lima hari [2].", "Bagaimana mendaftar?", (sitasi(1, "2"), sitasi(2, "3")))
TWO = Butir("Panen dibagi rata [1]:\n\n- a. sayur;\n    - 1. bayam", "Panen?", (sitasi(1, "3"),))
FREE = Butir("Rapat **sepakat** menyusun daftar.")
NOTES = Notulen("Rapat kebun", "2026-02-13", "Balai", "Kebun", ("Ketua", "Warga"), (ONE, TWO, FREE),
                (TindakLanjut("Menulis KAK", "Dinas Kebun", "2026-03-01"),), "PEMERINTAH MISALAN\nJalan 1", "Ani", "Budi", "Pustaka.")  # fmt: skip


# --- the minutes as data


def test_sources_are_numbered_over_all_items_each_once() -> None:
    items, sources = numbered(NOTES)
    assert [i.text.splitlines()[0] for i in items] == [
        "Warga mendaftar [1]. Dijawab lima hari [2].", "Panen dibagi rata [2]:", "Rapat **sepakat** menyusun daftar.",
    ]  # fmt: skip
    assert [(s.n, s.unit.pasal) for s in sources] == [(1, "2"), (2, "3")]


def test_rows_of_a_mapping_are_sources_of_their_own() -> None:
    rows = [sitasi(n, "1", kind="pemetaan", unit=Unit(), sheet="A", rows=(n,), key="pemetaan-x-2026") for n in (1, 2)]
    _, sources = numbered(Notulen(butir=(Butir("a [1] b [2]", "q", tuple(rows)),)))
    assert [s.rows for s in sources] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("text", "broken", "unmarked"),
    [
        ("Warga [1] dan [2].", (), 0),
        ("Warga [1].", (), 1),
        ("Warga [7] dan [1] [2].", ("[7]",), 0),
        ("Tanpa sumber.", (), 2),
        ("[9] [9] [8]", ("[9]", "[8]"), 2),
        ("Pasal \\[1] dan [x](y)", (), 2),
    ],
)
def test_a_citation_that_an_edit_broke_is_known(text: str, broken: tuple[str, ...], unmarked: int) -> None:
    item = replace(ONE, text=text)
    assert (item.broken, len(item.unmarked)) == (broken, unmarked)
    assert Notulen(butir=(FREE, item)).broken == tuple((2, mark) for mark in broken)


def test_items_move_and_go() -> None:
    assert NOTES.moved(0, 1).butir == (TWO, ONE, FREE)
    assert NOTES.moved(2, -1).butir == (ONE, FREE, TWO)
    for same in (NOTES.moved(0, -1), NOTES.moved(2, 1), NOTES.moved(9, 1)):
        assert same.butir == NOTES.butir
    assert NOTES.without(1).butir == (ONE, FREE)
    assert NOTES.edited(2, "Lain.").butir[2].text == "Lain."


def test_an_answer_comes_in_without_its_list_of_sources() -> None:
    text = "<small>Dicari: tahun 2026</small>\n\nIsi [1].\n\nLihat juga: X [2]\n\n**Dasar:** Y [1]; X [2]"
    assert plain_answer(text) == "Dicari: tahun 2026\n\nIsi [1]."
    assert plain_answer("It says so [1].\n\n**Dasar (basis):** Y [1]") == "It says so [1]."


def test_blocks_of_an_answer() -> None:
    text = (
        "Tahapnya \\(sepuluh\\):\n\n- a. siap;\n    - 1. surat\n\n| A | B |\n|---|---|\n| x \\| y | 2 |\n_Catatan: ya_"
    )
    assert list(blocks(text)) == [
        Block("paragraph", "Tahapnya (sepuluh):"), Block("item", "a. siap;"), Block("item", "1. surat", 1),
        Block("table", rows=(("A", "B"), ("x | y", "2"))), Block("paragraph", "Catatan: ya"),
    ]  # fmt: skip
    assert pieces("a **b** c") == [("a ", False), ("b", True), (" c", False)]


# --- as documents


def test_markdown_tells_which_text_is_official() -> None:
    digest = sitasi(1, "5", kind="ringkasan", page=None, file="kebun.md")
    made = markdown(replace(NOTES, butir=(*NOTES.butir, Butir("x [1]", "y", (digest,)))))
    assert made.startswith("# Rapat kebun\n") and "- **Tanggal:** 13 Februari 2026" in made
    assert "1. Permendagri 9/2099 Pasal 2 (naskah resmi; kebun.pdf, hlm. 3): “Bunyi Pasal 2.”" in made
    assert "3. Permendagri 9/2099 Pasal 5 (ringkasan kami, bukan bunyi peraturan; kebun.md)" in made
    assert "| Menulis KAK | Dinas Kebun | 1 Maret 2026 |" in made


def words_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_document_has_all_that_was_written() -> None:
    words = words_of(notulen_document(NOTES))
    for said in ("PEMERINTAH MISALAN", "RAPAT KEBUN", ": 13 Februari 2026", "1. Bagaimana mendaftar?", "Panen dibagi rata [2]:",
                 "a. sayur;", "1. bayam", "3. Pokok pembahasan", "Rapat sepakat menyusun daftar.", "Menulis KAK",
                 "[2] Permendagri 9/2099 Pasal 3 (naskah resmi; kebun.pdf, hlm. 3): “Bunyi Pasal 3.”", "Pustaka.", "Ani", "Budi"):  # fmt: skip
        assert said in words


def test_what_is_broken_stands_out_and_nothing_is_lost() -> None:
    words = words_of(notulen_document(Notulen(butir=(replace(ONE, text=f"Lihat [9]. {EVIL}\x0b"),))))
    assert "Lihat [sumber?]." in words and EVIL in words and "NOTULEN RAPAT" in words
    assert words_of(notulen_document(Notulen())).count("Notulis,") == 1


# --- the tab, without a browser


@pytest.fixture
def handlers(home: Path) -> Iterator[NotulenHandlers]:
    catalog = Catalog(home / "katalog.sqlite3")
    service = Service(Settings(home=home, embedder="none"), catalog, read_landings())
    yield NotulenHandlers(service)
    service.stop()
    catalog.close()


TURN = Turn("Bagaimana?", Jawaban("Bagaimana?", "id", "Isi [1].\n\n**Dasar:** X [1]", citations=(sitasi(1, "2"),)))


def test_an_answer_is_collected_once(handlers: NotulenHandlers) -> None:
    notes, told, chosen = handlers.collect(Notulen(), (TURN,), 0)
    assert [b.text for b in notes.butir] == ["Isi [1]."] and "1 sumber" in told and chosen.value == 0
    again, *_ = handlers.collect(notes, (TURN,), 0)
    assert len(again.butir) == 1
    assert handlers.collect(notes, (TURN,), 5)[0] == handlers.collect(notes, (TURN,), -1)[0] == notes
    assert f"[{NOTE}](#catat-0)" in answer_markdown(0, TURN.answer)


def test_items_are_edited_in_their_place(handlers: NotulenHandlers) -> None:
    notes, *_ = handlers.add(Notulen(butir=(ONE,)), "  Butir bebas  ")
    assert [b.text for b in notes.butir] == [ONE.text, "Butir bebas"]
    assert handlers.add(notes, "   ")[0] == notes
    assert (
        handlers.choose(notes, 1) == "Butir bebas" and handlers.choose(notes, None) == handlers.choose(notes, 9) == ""
    )
    notes, told, chosen = handlers.edit(notes, 0, "Lihat [8].")
    assert "Sitasi tidak menunjuk sumber: [8]" in told and chosen.value == 0
    notes, _, chosen = handlers.move(notes, 0, 1)
    assert (notes.butir[1].text, chosen.value) == ("Lihat [8].", 1)
    assert handlers.drop(notes, 1)[0].butir == (Butir("Butir bebas"),)
    assert handlers.move(notes, None, 1)[0] == handlers.drop(notes, None)[0] == notes


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_minutes_leave_and_a_broken_citation_is_told(handlers: NotulenHandlers, kind: str) -> None:
    notes = Notulen(butir=(ONE, replace(TWO, text="x [5]")))
    file, told = handlers.written(
        kind, notes, [["Tugas", "Dinas", ""], ["", "", ""]], "Rapat", "2026-02-13", "", "", "A\n\nB", "", "", ""
    )
    assert file is not None and Path(file).name == f"notulen-2026-02-13.{kind}" and "butir 2 [5]" in told
    file, told = handlers.written(kind, Notulen(), [], "", "13/2 ../../x", "", "", "", "", "", "")
    assert file is not None and Path(file).name.startswith("notulen-13-2-") and told == ""


def test_tasks_without_words_are_left_out() -> None:
    assert read_tasks([["A", None, "2026"], ["", "x", ""], [None], ["B"]]) == (
        TindakLanjut("A", "", "2026"),
        TindakLanjut("B"),
    )
    assert read_tasks(None) == ()


def test_the_list_is_escaped() -> None:
    made = notes_html(Notulen(butir=(Butir(EVIL, EVIL, (sitasi(1, "2"),)),)))
    assert "<img" not in made and "&lt;img" in made
