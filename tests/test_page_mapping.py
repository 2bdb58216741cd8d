"""The Pemetaan tab in a real browser, at 1280 and 390 px: pictures, filters, findings, lists, and a workbook that comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from corpus.catalog import Catalog
from corpus.mappings import Mappings
from corpus.shelf import add_digests
from tests.browser import Server, Visit, serve, visiting
from tests.mapping_factories import baris, pemetaan
from tests.test_mapping_page import ROWS, workbook

EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page over a home with one mapping of 45 rows."""
    home = tmp_path_factory.mktemp("peta") / "home"
    catalog = Catalog(home / "katalog.sqlite3")
    add_digests(catalog)
    many = [
        baris(n, urusan=str(n % 4 + 24), jenis=("KSDPK", "Sinergi")[n % 2], kegiatan=f"Rencana {n:02} {EVIL if n == 5 else ''}",
              tahun=(2026 + n % 2,), prioritas=("tinggi", "rendah")[n % 2], pengusul=f"Dinas {n % 3}", mitra=f"Mitra {n}",
              kekuatan="a; b", peluang="c", di_rkpd=n % 3 == 0, di_rpjmd=True)
        for n in range(1, 46)
    ]  # fmt: skip
    Mappings(catalog).add(pemetaan(*many, daerah="Provinsi Misalan"), "a" * 64)
    catalog.close()
    yield from serve(home)


@pytest.fixture
def visit(browser: Browser, server: Server, width: int) -> Iterator[Visit]:
    """The Pemetaan tab, freshly opened."""
    with visiting(browser, server, width) as seen:
        seen.page.get_by_role("tab", name="Pemetaan").click()
        expect(seen.page.locator("#peta-ringkas")).to_contain_text("45 rencana", timeout=30_000)
        yield seen


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a filter."""
    page.locator("#pilih-peta").get_by_label(label, exact=True).click()
    page.get_by_role("option", name=re.compile(re.escape(option))).first.click()


def test_pictures_and_table_stand_there(visit: Visit) -> None:
    page = visit.page
    expect(page.locator(".gambar-peta .js-plotly-plot")).to_have_count(6, timeout=30_000)
    expect(page.locator("#peta-tabel tbody tr")).to_have_count(20)
    expect(page.locator("#peta-tabel img")).to_have_count(0)
    expect(page.locator("#peta-tabel")).to_contain_text("Baris 1 sampai 20 dari 45, halaman 1 dari 3")
    across = page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth")
    assert across <= 1, "the page itself does not scroll sideways; wide tables and pictures do inside their boxes"


def test_the_table_is_filtered_sorted_and_paged(visit: Visit) -> None:
    page = visit.page
    page.locator("#peta-maju").click()
    expect(page.locator("#peta-tabel")).to_contain_text("halaman 2 dari 3")
    choose(page, "Jenis", "Sinergi")
    expect(page.locator("#peta-ringkas")).to_contain_text("23 rencana")
    expect(page.locator("#peta-tabel")).to_contain_text("halaman 1 dari 2")
    page.locator("#pilih-peta").get_by_label("Kata").fill("zebra")
    page.locator("#pilih-peta").get_by_label("Kata").press("Enter")
    expect(page.locator("#peta-ringkas")).to_contain_text("0 rencana")


def test_a_mark_of_a_picture_asks_the_chat(visit: Visit) -> None:
    page = visit.page
    bar = page.locator("#gambar-prioritas .point path").first
    expect(bar).to_be_visible(timeout=30_000)
    page.wait_for_function("() => document.querySelector('#gambar-prioritas .js-plotly-plot')?.dataset.ask === '1'")
    bar.click(force=True)
    expect(page.locator("#percakapan .message.user").last).to_contain_text(
        "Rencana prioritas tinggi apa saja?", timeout=30_000
    )
    visit.answer()


def test_findings_and_lists_for_the_meeting(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.locator("#peta-periksa").click()
    expect(page.locator("#peta-temuan")).to_contain_text("Objek sinergi belum ada di RKPD", timeout=30_000)
    expect(page.locator("#peta-temuan")).to_contain_text("Permendagri 22/2020 Pasal 53 ayat (2)")
    with page.expect_download(timeout=30_000) as loaded:
        page.locator("#unduh-xlsx").click()
    loaded.value.save_as(tmp_path / "daftar.xlsx")
    assert load_workbook(tmp_path / "daftar.xlsx").sheetnames == ["KSDPK", "Sinergi"]


def test_a_workbook_comes_in_after_a_look(visit: Visit, width: int, tmp_path: Path) -> None:
    page = visit.page
    region = f"Kabupaten Upama {'Barat' if width == 390 else 'Timur'}"
    path = workbook(tmp_path / "peta.xlsx", *ROWS, title=f"PEMETAAN KERJA SAMA {region.upper()} TAHUN 2026")
    page.get_by_role("button", name=re.compile("Masukkan buku kerja")).click()
    page.locator("#unggah-peta input[type=file]").set_input_files(path)
    expect(page.locator("#peta-dipahami")).to_contain_text("3 baris rencana terbaca", timeout=30_000)
    expect(page.locator("#peta-daerah input, #peta-daerah textarea")).to_have_value(re.compile(region, re.IGNORECASE))
    page.locator("#peta-simpan").click()
    expect(page.locator("#peta-dipahami")).to_contain_text("disimpan: 3 baris", timeout=30_000)
    page.locator("#pilih-pemetaan input").click()
    page.get_by_role("option", name=re.compile(region, re.IGNORECASE)).click()
    expect(page.locator("#peta-ringkas")).to_contain_text("3 rencana")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#peta-hapus").click()
    expect(page.locator("#peta-ringkas")).to_contain_text("45 rencana", timeout=30_000)
