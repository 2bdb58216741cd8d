"""Answers for the minutes, and questions that say too little, in a real browser at 1280 and 390 px."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser import Server, Visit, serve

QUESTION = "Berapa lama calon mitra harus menanggapi surat penawaran KSDD?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page over the digests that ship."""
    yield from serve(tmp_path_factory.mktemp("notulen") / "home")


def test_an_answer_goes_into_the_minutes_and_out_as_a_document(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.ask(QUESTION)
    visit.answer()
    page.locator("#percakapan a[href='#catat-0']").click()
    page.get_by_role("tab", name="Notulen").click()
    expect(page.locator("#daftar-butir")).to_contain_text(QUESTION)
    page.locator("#butir-bebas textarea").fill("Rapat sepakat menyusun daftar.")
    page.locator("#tambah-butir").click()
    expect(page.locator("#daftar-butir li")).to_have_count(2)
    expect(page.locator("#isi-butir textarea")).to_have_value("Rapat sepakat menyusun daftar.")
    page.locator("#isi-butir textarea").fill("Rapat sepakat [8].")
    page.locator("#simpan-butir").click()
    expect(page.locator("#daftar-butir")).to_contain_text("Sitasi tidak menunjuk sumber: [8]")
    page.locator("#naik-butir").click()
    expect(page.locator("#daftar-butir li").first).to_contain_text("Rapat sepakat")
    page.locator("#judul-rapat textarea, #judul-rapat input").fill("Rapat uji")
    with page.expect_download(timeout=30_000) as loaded:
        page.locator("#notulen-docx").click()
    loaded.value.save_as(tmp_path / "notulen.docx")
    words = [p.text for p in Document(str(tmp_path / "notulen.docx")).paragraphs]
    assert "RAPAT UJI" in words and f"2. {QUESTION}" in words and "Rapat sepakat [sumber?]." in words
    expect(page.locator("#notulen-notis")).to_contain_text("butir 1 [8]")
    assert page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth") <= 1


def test_a_question_that_says_too_little_can_be_chosen(visit: Visit) -> None:
    page = visit.page
    visit.ask("berapa lama?")
    first = page.locator("#percakapan a[href='#tanya-0-0']")
    expect(first).to_be_visible(timeout=30_000)
    asked = first.inner_text()
    first.click()
    expect(page.locator("#percakapan .message.user").last).to_contain_text(asked, timeout=30_000)
    expect(page.locator("#percakapan a[href^='#salin-1']")).to_be_visible(timeout=30_000)


def test_a_follow_up_shows_how_it_was_understood_and_can_be_changed(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    visit.answer()
    visit.ask("berapa lama kalau tidak ditanggapi?")
    change = page.locator("#percakapan a[href='#ubah']")
    expect(change).to_be_visible(timeout=30_000)
    change.click()
    expect(page.locator("#pertanyaan textarea")).to_have_value(f"{QUESTION} berapa lama kalau tidak ditanggapi?")
