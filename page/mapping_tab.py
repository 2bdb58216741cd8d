"""The Pemetaan tab: layout and events. What it shows is made in `mapping_desk`, `mapping_plots` and `mapping_views`."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from corpus.baris import KOLOM
from corpus.errors import TanyaError
from page import mapping_plots as plots
from page import mapping_views as views
from page.mapping_desk import SORTS, Desk, Look, View, column_names, paged
from page.mapping_import import SAMPLE, MappingImport, Pending
from page.panel import notice_html
from page.service import UNEXPECTED, Service

log = logging.getLogger(__name__)
ALL = {"urusan": "Semua urusan", "jenis": "Semua jenis", "tahun": "Semua tahun", "pengusul": "Semua perangkat daerah"}
AS_IT_IS = "(simpan apa adanya)"
TYPES = [".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".docx"]


@dataclass(frozen=True)
class Tab:
    """Parts of the tab that events change."""

    opened: gr.Tab
    view: gr.State
    mapping: gr.Dropdown
    filters: Mapping[str, gr.Dropdown]
    words: gr.Textbox
    summary: gr.HTML
    drawn: gr.Column
    plots: tuple[gr.Plot, ...]
    sort: gr.Dropdown
    descending: gr.Checkbox
    table: gr.HTML
    back: gr.Button
    further: gr.Button
    check: gr.Button
    findings: gr.HTML
    sheet: gr.Button
    document: gr.Button
    remove: gr.Button


@dataclass(frozen=True)
class Import:
    """Parts of the fold in which a workbook comes in."""

    pending: gr.State
    file: gr.File
    sample: gr.Button
    template: gr.Button
    told: gr.HTML
    asked: gr.Column
    region: gr.Textbox
    year: gr.Number
    column: gr.Dropdown
    meaning: gr.Dropdown
    apply: gr.Button
    keep: gr.Button
    cancel: gr.Button


class MappingHandlers:
    """What the tab does on each event."""

    def __init__(self, service: Service) -> None:
        self.desk = Desk(service)
        self.importer = MappingImport(service)

    # --- looking

    def show(self, view: View) -> tuple[Any, ...]:
        """All that depends on the view, in the order of `_shown`."""
        look = self.desk.look(view)
        there = look.held is not None
        choices = [(h.label + (" (contoh, fiktif)" if h.contoh else ""), h.key) for h in self.desk.held()]
        known = self.desk.choices(look.view.mapping)
        filters = [gr.Dropdown(choices=[(ALL[name], ""), *known[name]], value=getattr(look.view, name)) for name in ALL]
        return (
            look.view, gr.Dropdown(choices=choices, value=look.view.mapping or None), *filters,
            views.summary_html(look), gr.Column(visible=there and look.count > 0), *self._figures(look),
            views.table_html(look, self.desk.affairs), gr.Button(interactive=look.view.page > 0),
            gr.Button(interactive=look.view.page < look.pages - 1), "",
        )  # fmt: skip

    def _figures(self, look: Look) -> tuple[Any, ...]:
        if not look.count:
            return (None,) * 6
        groups, affairs = look.groups, self.desk.affairs
        return (
            plots.heat_map(groups["heat"], affairs), plots.priority_bars(groups["prioritas"]),
            plots.year_bars(groups["tahun"]), plots.office_bars(groups["pengusul"]),
            plots.plan_shares({name: groups[name] for name in ("RPJMD", "RKPD")}),
            plots.quadrant(look.spots, affairs) if look.spots else None,
        )  # fmt: skip

    def choose(self, view: View, mapping: str | None, urusan: str, jenis: str, tahun: str, pengusul: str, words: str,
               sort: str, descending: bool) -> tuple[Any, ...]:  # fmt: skip
        """Something was chosen: the table begins anew."""
        if mapping and mapping != view.mapping:
            return self.show(View(mapping))
        made = View(
            view.mapping, urusan or "", jenis or "", tahun or "", pengusul or "", (words or "")[:200], sort or "",
            bool(descending),
        )  # fmt: skip
        return self.show(made)

    def step(self, view: View, by: int) -> tuple[Any, ...]:
        """A page of the table further or back."""
        return self.show(paged(self.desk.look(view), by))

    def findings(self, view: View) -> str:
        """What is found on the rows."""
        return self._safely(lambda: views.findings_html(self.desk.checked(view.mapping)))

    def document(self, view: View, kind: str) -> str | None:
        """The yearly lists as a file."""
        folder = Path(tempfile.mkdtemp(prefix="tanya-"))
        made = self.desk.document(view.mapping, view.tahun, kind, folder, date.today())
        return str(made) if made else None

    def template(self) -> str:
        """The blank workbook as a file."""
        return str(self.desk.template(Path(tempfile.mkdtemp(prefix="tanya-"))))

    # --- coming in

    def read(self, file: str | None) -> tuple[Any, ...]:
        """A workbook was uploaded: what it was taken for."""
        if not file:
            return self.asked(None, "")
        return self._read(Path(file))

    def sample(self) -> tuple[Any, ...]:
        """The sample that ships."""
        return self._read(SAMPLE)

    def _read(self, path: Path) -> tuple[Any, ...]:
        try:
            pending = self.importer.read(path)
        except TanyaError as error:
            return self.asked(None, notice_html(error.message("id")))
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("reading a workbook failed")
            return self.asked(None, notice_html(UNEXPECTED))
        return self.asked(pending, views.preview_html(pending.item, self.desk.affairs))

    def correct(
        self, pending: Pending | None, column: str | None, meaning: str | None, daerah: str, tahun: float
    ) -> tuple[Any, ...]:
        """A person says what a column is, and which region and year."""
        if pending is None:
            return self.asked(None, "")
        pending = self._named(pending, daerah, tahun)
        if column is not None and meaning is not None:
            pending = self.importer.corrected(pending, column, "" if meaning == AS_IT_IS else meaning)
        return self.asked(pending, views.preview_html(pending.item, self.desk.affairs))

    def keep(self, pending: Pending | None, daerah: str, tahun: float) -> tuple[Any, ...]:
        """Keep it; what it changed is told."""
        if pending is None:
            return self.asked(None, "")
        try:
            pending = self._named(pending, daerah, tahun)
            made = self.importer.keep(pending)
        except TanyaError as error:
            shown = views.preview_html(pending.item, self.desk.affairs)
            return self.asked(pending, notice_html(error.message("id")) + shown)
        said = f"<p><strong>{escape(pending.item.label)}</strong> disimpan: {len(pending.item.rows)} baris.</p>"
        return self.asked(None, said + views.difference_html(made))

    def _named(self, pending: Pending, daerah: str, tahun: float) -> Pending:
        daerah, year = (daerah or "").strip()[:120], int(tahun or 0)
        if (daerah, year) == (pending.item.daerah, pending.item.tahun):
            return pending
        return self.importer.named(pending, daerah, year if 1990 <= year <= 2100 else 0)

    def asked(self, pending: Pending | None, told: str) -> tuple[Any, ...]:
        """(pending, file, what is told, fields, region, year, columns): the fields show while something is pending."""
        item = pending.item if pending else None
        headers = list(dict.fromkeys(c.header for c in item.columns if c.header)) if item else []
        return (
            pending, None, told, gr.Column(visible=pending is not None), item.daerah if item else "",
            item.tahun or None if item else None, gr.Dropdown(choices=headers, value=None),
        )  # fmt: skip

    def remove(self, view: View) -> tuple[Any, ...]:
        """Forget the mapping that is shown."""
        self.importer.remove(view.mapping)
        return self.show(View())

    def _safely(self, work: Callable[[], str]) -> str:
        try:
            return work()
        except TanyaError as error:
            return notice_html(error.message("id"))
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("the mapping tab failed")
            return notice_html(UNEXPECTED)


def mapping_tab(service: Service) -> Callable[[Mapping[str, Any]], None]:
    """Lay the tab out; returns what wires its events, to be called with the options that private events share."""
    handlers = MappingHandlers(service)
    with gr.Tab("Pemetaan", elem_id="lembar-pemetaan") as opened, gr.Column(elem_id="isi-pemetaan"):
        tab = _looking(opened)
        coming = _coming()
        download = gr.DownloadButton("Unduh", elem_id="unduhan")
    return lambda private: _wire(tab, coming, download, handlers, private)


def _looking(opened: gr.Tab) -> Tab:
    view = gr.State(View())
    with gr.Row(elem_id="pilih-peta"):
        mapping = gr.Dropdown(label="Pemetaan", choices=[], value=None, elem_id="pilih-pemetaan", min_width=220)
        filters = {
            name: gr.Dropdown(
                label=said.removeprefix("Semua ").capitalize(), choices=[(said, "")], value="", min_width=150
            )
            for name, said in ALL.items()
        }
        words = gr.Textbox(label="Kata", placeholder="mis. sampah", max_length=200, max_lines=1, min_width=120)
    summary = gr.HTML("", elem_id="peta-ringkas")
    with gr.Column(visible=False, elem_id="peta-isi") as drawn:
        figures = _figures()
        with gr.Row(elem_id="peta-urut"):
            names = dict(zip(SORTS[1:], column_names(SORTS[1:]), strict=True))
            orders = [("Urutan berkas", ""), *((said, name) for name, said in names.items())]
            sort = gr.Dropdown(label="Urutkan menurut", choices=orders, value="", scale=0, min_width=200)
            descending = gr.Checkbox(label="Dari terbesar", value=False, scale=0, min_width=140)
            back = gr.Button("Sebelumnya", size="sm", scale=0, min_width=110, interactive=False, elem_id="peta-mundur")
            further = gr.Button("Berikutnya", size="sm", scale=0, min_width=110, interactive=False, elem_id="peta-maju")
        table = gr.HTML("", elem_id="peta-tabel")
        with gr.Row(elem_id="peta-tindak"):
            check = gr.Button(
                "Periksa terhadap peraturan", variant="primary", size="sm", scale=0, elem_id="peta-periksa"
            )
            sheet = gr.Button("Daftar tahunan (.xlsx)", size="sm", scale=0, elem_id="unduh-xlsx")
            document = gr.Button("Daftar tahunan (.docx)", size="sm", scale=0, elem_id="unduh-docx")
            remove = gr.Button("Hapus pemetaan ini", size="sm", scale=0, elem_id="peta-hapus")
        findings = gr.HTML("", elem_id="peta-temuan")
    return Tab(
        opened, view, mapping, filters, words, summary, drawn, figures, sort, descending, table, back, further, check,
        findings, sheet, document, remove,
    )  # fmt: skip


def _figures() -> tuple[gr.Plot, ...]:
    def plot(name: str, title: str) -> gr.Plot:
        gr.HTML(f"<h3>{title}</h3>", elem_classes="judul-gambar")
        return gr.Plot(show_label=False, container=False, elem_id=name, elem_classes="gambar-peta")

    with gr.Row(elem_id="peta-gambar", equal_height=False):
        with gr.Column(scale=6, min_width=300):
            heat = plot("gambar-panas", "Urusan dan jenis kerja sama")
        with gr.Column(scale=5, min_width=300):
            with gr.Row(equal_height=False):
                with gr.Column(min_width=150):
                    priority = plot("gambar-prioritas", "Prioritas")
                with gr.Column(min_width=150):
                    year = plot("gambar-tahun", "Tahun rencana")
            share = plot("gambar-rencana", "Sudah masuk dokumen perencanaan")
            office = plot("gambar-pengusul", "Perangkat daerah pengusul")
            swot = plot("gambar-kuadran", "Kekuatan dan peluang tiap urusan")
    return heat, priority, year, office, share, swot


def _coming() -> Import:
    with gr.Accordion("Masukkan buku kerja", open=False, elem_id="peta-masuk"):
        pending = gr.State(None, time_to_live=3600)
        with gr.Row():
            file = gr.File(
                label="Buku kerja",
                show_label=False,
                file_types=TYPES,
                type="filepath",
                height=110,
                elem_id="unggah-peta",
            )
            with gr.Column(scale=0, min_width=190):
                template = gr.Button("Unduh templat kosong", size="sm", elem_id="unduh-templat")
                sample = gr.Button("Muat contoh (fiktif)", size="sm", elem_id="muat-contoh")
        told = gr.HTML("", elem_id="peta-dipahami")
        with gr.Column(visible=False, elem_id="peta-koreksi") as asked:
            with gr.Row():
                region = gr.Textbox(label="Daerah", placeholder="Kabupaten …", max_length=120, elem_id="peta-daerah")
                year = gr.Number(label="Tahun pemetaan", precision=0, elem_id="peta-tahun")
            with gr.Row():
                column = gr.Dropdown(label="Koreksi kolom", choices=[], value=None, elem_id="koreksi-kolom")
                meaning = gr.Dropdown(
                    label="Artinya",
                    choices=[AS_IT_IS, *((k.id, k.name) for k in KOLOM)],
                    value=None,
                    elem_id="koreksi-arti",
                )
                apply = gr.Button("Terapkan", size="sm", scale=0, elem_id="koreksi-terap")
            with gr.Row():
                keep = gr.Button("Simpan ke pustaka", variant="primary", scale=0, elem_id="peta-simpan")
                cancel = gr.Button("Batal", scale=0, elem_id="peta-batal")
    return Import(pending, file, sample, template, told, asked, region, year, column, meaning, apply, keep, cancel)


def _shown(tab: Tab) -> list[Any]:
    return [
        tab.view, tab.mapping, *tab.filters.values(), tab.summary, tab.drawn, *tab.plots, tab.table, tab.back,
        tab.further, tab.findings,
    ]  # fmt: skip


def _wire(
    tab: Tab, coming: Import, download: gr.DownloadButton, handlers: MappingHandlers, private: Mapping[str, Any]
) -> None:
    shown = _shown(tab)
    again: dict[str, Any] = {"fn": handlers.show, "inputs": [tab.view], "outputs": shown, **private}
    drawn: dict[str, Any] = {"fn": None, "js": "() => window.tanyaKsd.plotted()", **private}
    tab.opened.select(**again).then(**drawn)
    chosen: Sequence[Any] = [tab.mapping, *tab.filters.values(), tab.words, tab.sort, tab.descending]
    picks: list[Any] = [tab.descending.input, *(d.input for d in (tab.mapping, *tab.filters.values(), tab.sort))]
    gr.on([*picks, tab.words.submit], handlers.choose, [tab.view, *chosen], shown, **private).then(**drawn)
    tab.back.click(lambda view: handlers.step(view, -1), tab.view, shown, **private)
    tab.further.click(lambda view: handlers.step(view, 1), tab.view, shown, **private)
    tab.check.click(handlers.findings, tab.view, tab.findings, api_visibility="private")
    made = (
        tab.sheet.click(lambda view: handlers.document(view, "xlsx"), tab.view, download, **private),
        tab.document.click(lambda view: handlers.document(view, "docx"), tab.view, download, **private),
        coming.template.click(handlers.template, None, download, **private),
    )
    for file in made:
        file.then(None, js="() => window.tanyaKsd.download()", **private)
    tab.remove.click(handlers.remove, tab.view, shown, js=SURE, **private)
    asked = [
        coming.pending, coming.file, coming.told, coming.asked, coming.region, coming.year, coming.column,
    ]  # fmt: skip
    one: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "masuk", "api_visibility": "private"}
    coming.file.upload(handlers.read, coming.file, asked, **one)
    coming.sample.click(handlers.sample, None, asked, **one)
    said = [coming.pending, coming.column, coming.meaning, coming.region, coming.year]
    coming.apply.click(handlers.correct, said, asked, **one)
    coming.keep.click(handlers.keep, [coming.pending, coming.region, coming.year], asked, **one).then(**again).then(
        **drawn
    )
    coming.cancel.click(lambda: handlers.asked(None, ""), None, asked, **private)


SURE = "(view) => { if (!confirm('Hapus pemetaan ini dari pustaka?')) throw new Error('batal'); return view; }"
