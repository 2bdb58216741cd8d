"""app.py in a real browser: ask, read, click, copy; at 1280 and 390 px. Pictures need the real regulations."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from corpus.lock import HomeLock
from tests.browser import ROOT, Server, Visit, environment, free_port, serve

QUESTION = "Apa isi Pasal 8 ayat (3) Permendagri 22/2020?"
STRANGE = "Apa isi Pasal 999 Permendagri 22/2020?"
MARKS = "#percakapan a[href^='#sumber-']"


@pytest.fixture(scope="module")
def naskah_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one real regulation."""
    home = tmp_path_factory.mktemp("naskah") / "home"
    file = shared / "corpus" / "inti" / "permendagri-22-2020.pdf"
    subprocess.run(
        [sys.executable, "-m", "ingest", str(file)], cwd=ROOT, env=environment(home), check=True, capture_output=True
    )
    return home


@pytest.fixture(scope="module")
def server(naskah_home: Path) -> Iterator[Server]:
    """The page over that home; ended with Ctrl-C."""
    yield from serve(naskah_home)


def test_a_question_is_answered_and_its_source_shown(visit: Visit, width: int) -> None:
    page = visit.page
    visit.ask(QUESTION)
    assert "Dasar:" in visit.answer()
    panel = page.locator("#sumber article")
    expect(panel).to_have_attribute("data-n", "1", timeout=30_000)
    page.locator(MARKS).first.focus()
    page.keyboard.press("Enter")
    expect(panel.locator("h3")).to_contain_text("Permendagri 22/2020 Pasal 8 ayat (3)")
    expect(panel.locator(".l-naskah")).to_have_text("Naskah resmi")
    expect(panel.locator(".naskah mark").first).to_be_visible()
    expect(panel.locator(".letak li").first).to_contain_text("BAB II")
    expect(panel.locator(".ringkasan-kami")).to_be_visible()
    picture = panel.locator("img")
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 500
    assert "kutipan disorot" in (picture.get_attribute("alt") or "")
    assert panel.locator(".tautan a").get_attribute("href") == "https://peraturan.go.id/"
    assert visit.stands_out() == []
    if width == 390:
        expect(panel.locator("h3")).to_be_in_viewport()


def test_the_page_picture_can_be_enlarged_and_closed(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.answer()
    visit.page.locator("#sumber .halaman").click()
    expect(visit.page.locator("dialog.halaman-besar img")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.halaman-besar")).to_have_count(0)


def test_an_example_is_answered_and_a_new_conversation_begins_empty(visit: Visit) -> None:
    page = visit.page
    example = page.locator("#percakapan .example").nth(2)
    words = example.inner_text().strip()
    example.click()
    assert "Dasar" in visit.answer()
    expect(page.locator("#percakapan .message.user")).to_have_text(words)
    expect(page.locator(MARKS).first).to_be_visible()
    page.locator("#baru").click()
    expect(page.locator("#percakapan .message")).to_have_count(0)
    expect(page.locator("#percakapan .example").first).to_be_visible()
    expect(page.locator("#sumber article")).to_have_count(0)


def test_a_question_without_an_answer_is_refused(visit: Visit) -> None:
    visit.ask(STRANGE)
    assert "Pustaka ini memuat" in visit.answer()
    expect(visit.page.locator(MARKS)).to_have_count(0)
    expect(visit.page.locator("#sumber article")).to_have_count(0)
    assert visit.stands_out() == []


def test_an_answer_is_copied_with_its_citations(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.answer()
    link = visit.page.locator("a[href='#salin-0']")
    link.click()
    expect(link).to_have_text("Tersalin")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\[1\] Permendagri 22/2020 Pasal 8 ayat \(3\) \(naskah resmi\), .*\.pdf, hlm\. \d+: \"", copied)
    assert "**" not in copied
    assert "#sumber" not in copied


def test_markup_in_a_question_is_shown_as_it_was_typed(visit: Visit) -> None:
    typed = "<img src=x onerror=alert(1)> **Pasal 999** Permendagri 22/2020?"
    visit.ask(typed)
    visit.answer()
    expect(visit.page.locator("#percakapan .message.user")).to_have_text(typed)
    assert visit.page.locator("#percakapan img").count() == 0


def test_the_library_is_listed_with_its_kinds(visit: Visit) -> None:
    visit.page.locator("#pustaka button").first.click()
    row = visit.page.locator(".pustaka li", has_text="Permendagri 22/2020")
    expect(row.locator(".l-naskah")).to_be_visible()
    expect(row.locator(".l-ringkasan")).to_be_visible()
    expect(visit.page.locator("h1")).to_have_text("Tanya KSD")
    assert visit.stands_out() == []


def test_the_library_tab_shows_a_family_and_takes_documents(visit: Visit, width: int, tmp_path: Path) -> None:
    page = visit.page
    page.get_by_role("tab", name="Pustaka").click()
    row = page.locator(".rak > li", has_text="Permendagri 22/2020")
    expect(row.locator(".keadaan")).to_contain_text("sejauh yang diketahui", timeout=30_000)
    page.locator("#pilih-keluarga input").click()
    page.get_by_role("option", name="Permendagri 22/2020").click()
    expect(page.locator(".keluarga svg")).to_be_visible(timeout=30_000)
    expect(page.locator(".dasar-panah li", has_text="mencabut").first).to_contain_text("halaman")
    assert visit.stands_out() == []
    number = f"{width}"
    file = tmp_path / "perda.txt"
    file.write_text(
        f"PERATURAN DAERAH KOTA CONTOH\nNOMOR {number} TAHUN 2031\nTENTANG\nPANGGUNG RAKYAT\n\nPasal 1\nWali kota "
        "menyusun daftar panggung rakyat.\n\nPasal 2\nPeraturan Daerah ini mulai berlaku pada tanggal diundangkan.\n",
        encoding="utf-8",
    )
    page.locator("#unggah input[type=file]").set_input_files(str(file))
    expect(page.locator(".masuk li")).to_contain_text(f"Perda {number}/2031 ditambahkan", timeout=60_000)
    expect(page.locator(".rak > li", has_text=f"Perda {number}/2031")).to_be_visible(timeout=30_000)
    assert visit.stands_out() == []
    page.get_by_role("tab", name="Tanya").click()
    visit.ask(f"Apa isi Pasal 1 Perda {number}/2031?")
    assert "panggung rakyat" in visit.answer()


def test_a_name_that_is_none_is_told_on_the_library_tab(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="Pustaka").click()
    visit.page.locator("#nama-salinan input, #nama-salinan textarea").first.fill("<b>apa saja</b>")
    visit.page.locator("#ambil").click()
    expect(visit.page.locator("#masuk .galat")).to_contain_text("bukan nama peraturan", timeout=30_000)


def test_a_second_page_on_the_same_home_is_refused_in_one_sentence(home: Path) -> None:
    with HomeLock(home):
        ended = subprocess.run(
            [sys.executable, "app.py"], cwd=ROOT, env=environment(home, TANYA_PORT=str(free_port())),
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "sedang dipakai" in ended.stderr


def test_a_port_in_use_is_told_in_one_sentence(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "app.py"], cwd=ROOT, env=environment(home, TANYA_PORT=port),
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert port in ended.stderr
