"""The Gradio application: layout and events. The only module, with app.py, that knows Gradio."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from corpus.errors import TanyaError
from corpus.models import Jawaban
from page import panel
from page.chat import Turn, history, messages
from page.intake import Intake
from page.mapping_desk import Desk
from page.mapping_tab import mapping_tab
from page.mapping_views import rows_html
from page.notulen_tab import notulen_tab
from page.service import UNEXPECTED, Service
from page.shelf import shelf_html
from page.tree import family_html

log = logging.getLogger(__name__)

MAX_QUESTION = 2000  # characters
MAX_NAME = 100
EXAMPLES = (
    "Urusan apa yang dapat dikerjasamakan dengan pihak ketiga?",
    "Apa saja tahapan kerja sama daerah dengan daerah lain?",
    "Berapa lama calon mitra harus menanggapi surat penawaran?",
    "Siapa saja anggota TKKSD?",
    "What must a feasibility study contain?",
)
# of these the first that the machine has; none is fetched
FONTS = ("Inter", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "Arial", "sans-serif")
FILES = Path(__file__).parent
HEAD = '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
Turns = tuple[Turn, ...]


class Handlers:
    """What the page does on each event; values out are in the order that `build_page` wires."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.intake = Intake(service)
        self.desk = Desk(service)

    def ask(self, question: str, turns: Turns) -> Iterator[tuple[Any, ...]]:
        """Answer a question: (chat, turns, input, notice, Sumber panel, texts to copy)."""
        question = (question or "").strip()
        if not question:
            yield (gr.skip(),) * 6
            return
        yield messages(turns, question), gr.skip(), "", "", gr.skip(), gr.skip()
        try:
            answer = yield from self._answer(question, turns)
            turns = (*turns, Turn(question, answer))
            source = self.source(turns, len(turns) - 1, 1) if answer.citations else panel.NO_SOURCE
        except TanyaError as error:
            yield messages(turns), gr.skip(), question, panel.notice_html(error.message("id")), gr.skip(), gr.skip()
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("answering failed")
            yield messages(turns), gr.skip(), question, panel.notice_html(UNEXPECTED), gr.skip(), gr.skip()
        else:
            yield messages(turns), turns, "", "", source, panel.copies_html(turns)

    def _answer(self, question: str, turns: Turns) -> Generator[tuple[Any, ...], None, Jawaban]:
        """The answer; while a language model writes it, what is there is shown."""
        for answer in self.service.answers(question[:MAX_QUESTION], history(turns)):
            if isinstance(answer, Jawaban):
                return answer
            yield messages(turns, question, answer), *(gr.skip(),) * 5
        raise AssertionError("an answer always comes")

    def source(self, turns: Turns, turn: int, number: int) -> str:
        """The Sumber panel for a citation; the empty panel where there is no such one."""
        if not 0 <= turn < len(turns):
            return panel.EMPTY
        citations = turns[turn].answer.citations
        citation = next((c for c in citations if c.n == number), None)
        if citation is None:
            return panel.EMPTY
        if citation.kind == "pemetaan":
            return rows_html(citation, *self.desk.rows_of(citation), turn, citations)
        view, picture = self.service.source(citation)
        return panel.source_html(view, picture, turn, citations)

    def cite(self, turns: Turns, event: gr.EventData) -> tuple[Any, str]:
        """A number was clicked: (Sumber panel, notice)."""
        data = event._data if isinstance(event._data, Mapping) else {}
        try:
            return self.source(turns, int(data.get("turn", -1)), int(data.get("n", -1))), ""
        except TanyaError as error:
            return gr.skip(), panel.notice_html(error.message("id"))
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("showing a source failed")
            return gr.skip(), panel.notice_html(UNEXPECTED)

    def status(self) -> tuple[str, Any]:
        """(status line, timer): the timer rests when nothing will change any more."""
        status = self.service.status
        return panel.status_html(status), gr.Timer(active=not status.ended)

    def load(self, chosen: str | None = None) -> tuple[Any, ...]:
        """What each visit shows afresh: (header, library, shelf, choice of a family, family, status line, timer)."""
        held = self.service.held()
        labels = {h.key: h.label for h in held if h.jenis != "Dokumen"}
        choices = sorted(((label, key) for key, label in labels.items()), key=lambda c: c[0])
        if chosen not in labels:
            chosen = choices[0][1] if choices else None
        return (
            panel.header_html(held), panel.library_html(held), shelf_html(held, self.service.statuses()),
            gr.Dropdown(choices=choices, value=chosen), self.family(chosen), *self.status(),
        )  # fmt: skip

    def family(self, key: str | None) -> str:
        """The family of a regulation."""
        if not key:
            return ""
        try:
            return family_html(self.service.family(key))
        except TanyaError as error:
            return panel.notice_html(error.message("id"))
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("showing a family failed")
            return panel.notice_html(UNEXPECTED)

    def upload(self, files: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
        """Bring in what was uploaded: (files, what is told); the copies that Gradio made go away."""
        if not files:
            yield gr.skip(), gr.skip()
            return
        for told in self.intake.files([Path(file) for file in files]):
            yield gr.skip(), told.html
        yield None, gr.skip()

    def fetch(self, name: str) -> Iterator[Any]:
        """Fetch an official copy: what is told."""
        name = (name or "").strip()[:MAX_NAME]
        if name:
            for told in self.intake.fetch(name):
                yield told.html


def build_page(service: Service) -> gr.Blocks:
    """The page over a service; `launch` takes `launch_options()`."""
    handlers = Handlers(service)
    built: gr.Blocks = gr.Blocks(title="Tanya KSD", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with built:
        turns = gr.State(())
        header = gr.HTML(panel.header_html(service.held()), elem_id="kepala")
        status = gr.HTML("", elem_id="status")
        timer = gr.Timer(1.0, active=False)
        with gr.Tabs(elem_id="lembar"):
            talk = _talk(service)
            wire_notes = notulen_tab(service)
            wire_mapping = mapping_tab(service)
            shelf, opened = _shelf()
        copies = gr.HTML("", elem_id="salinan")
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        outputs = [talk.chat, turns, talk.box, talk.notice, talk.source, copies]
        asking: dict[str, Any] = {"fn": handlers.ask, "inputs": [talk.box, turns], "outputs": outputs, **private}
        chosen = talk.chat.example_select(_example, None, talk.box, **private)
        for asked in (gr.on([talk.send.click, talk.box.submit], **asking), chosen.then(**asking)):
            asked.then(None, js="() => window.tanyaKsd.answered()", **private)
        cited = talk.source.cite(handlers.cite, turns, [talk.source, talk.notice], **private)
        cited.then(None, js="() => window.tanyaKsd.sourceShown()", **private)
        talk.fresh.click(_fresh, None, outputs, **private)
        timer.tick(handlers.status, None, [status, timer], **private)
        shown = [header, talk.library, shelf.held, shelf.chosen, shelf.family, status, timer]
        afresh: dict[str, Any] = {"fn": handlers.load, "inputs": [shelf.chosen], "outputs": shown, **private}
        gr.on([built.load, opened.select], **afresh)
        shelf.chosen.input(handlers.family, shelf.chosen, shelf.family, **private)
        one: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "masuk", **private}  # one writer at a time
        for came in (
            shelf.files.upload(handlers.upload, shelf.files, [shelf.files, shelf.told], **one),
            gr.on([shelf.fetch.click, shelf.name.submit], handlers.fetch, shelf.name, shelf.told, **one),
        ):
            came.then(**afresh)
        wire_mapping(private)
        wire_notes(turns, talk.source, private)
    built.queue(default_concurrency_limit=8)
    return built


@dataclass(frozen=True)
class Talk:
    """Parts of the Tanya tab that events change."""

    chat: gr.Chatbot
    notice: gr.HTML
    box: gr.Textbox
    send: gr.Button
    fresh: gr.Button
    library: gr.HTML
    source: gr.HTML


def _talk(service: Service) -> Talk:
    """The Tanya tab: the conversation, and beside it the Sumber panel."""
    with gr.Tab("Tanya", elem_id="lembar-tanya"), gr.Row(elem_id="isi", equal_height=False):
        with gr.Column(scale=11, min_width=300, elem_id="kolom-tanya"):
            chat = _chatbot()
            notice = gr.HTML("", elem_id="notis")
            with gr.Row(elem_id="baris-tanya"):
                box = gr.Textbox(
                    placeholder="Tulis pertanyaan tentang kerja sama daerah", label="Pertanyaan", show_label=False,
                    lines=1, max_lines=5, max_length=MAX_QUESTION, container=False, scale=1, elem_id="pertanyaan",
                    autofocus=True,
                )  # fmt: skip
                send = gr.Button("Kirim", variant="primary", scale=0, min_width=88, elem_id="kirim")
            with gr.Row(elem_id="baris-bawah"):
                fresh = gr.Button("Percakapan baru", variant="secondary", size="sm", scale=0, elem_id="baru")
            with gr.Accordion("Isi pustaka", open=False, elem_id="pustaka"):
                library = gr.HTML(panel.library_html(service.held()))
        with gr.Column(scale=9, min_width=300, elem_id="kolom-sumber"):
            source = gr.HTML(panel.EMPTY, elem_id="sumber", js_on_load=_script("bridge.js"))
    return Talk(chat, notice, box, send, fresh, library, source)


@dataclass(frozen=True)
class Shelf:
    """Parts of the Pustaka tab that events change."""

    held: gr.HTML
    name: gr.Textbox
    fetch: gr.Button
    files: gr.File
    told: gr.HTML
    chosen: gr.Dropdown
    family: gr.HTML


def _shelf() -> tuple[Shelf, gr.Tab]:
    """The Pustaka tab: what is held, how more comes in, and a regulation's family."""
    with (
        gr.Tab("Pustaka", elem_id="lembar-pustaka") as opened,
        gr.Row(elem_id="isi-pustaka", equal_height=False),
    ):
        with gr.Column(scale=11, min_width=300, elem_id="kolom-rak"):
            gr.HTML("<h2>Isi pustaka</h2>", elem_classes="judul-lembar")
            held = gr.HTML("", elem_id="rak")
        with gr.Column(scale=9, min_width=300, elem_id="kolom-masuk"):
            gr.HTML("<h2>Tambah dokumen</h2>", elem_classes="judul-lembar")
            with gr.Row(elem_id="baris-ambil"):
                name = gr.Textbox(
                    label="Ambil salinan resmi", placeholder="permendagri-22-2020", lines=1, max_lines=1,
                    max_length=MAX_NAME, scale=1, elem_id="nama-salinan",
                )  # fmt: skip
                fetch = gr.Button("Ambil", variant="primary", scale=0, min_width=88, elem_id="ambil")
            files = gr.File(
                label="Unggah berkas", show_label=False, file_count="multiple", type="filepath", height=120,
                elem_id="unggah",
            )  # fmt: skip
            told = gr.HTML("", elem_id="masuk")
            gr.HTML("<h2>Keluarga peraturan</h2>", elem_classes="judul-lembar")
            chosen = gr.Dropdown(label="Peraturan", choices=[], value=None, elem_id="pilih-keluarga")
            family = gr.HTML("", elem_id="keluarga")
    return Shelf(held, name, fetch, files, told, chosen, family), opened


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        label="Percakapan", show_label=False, container=False, height="auto", elem_id="percakapan", layout="bubble",
        buttons=[], feedback_options=None, latex_delimiters=[], sanitize_html=True, allow_tags=False, autoscroll=False,
        group_consecutive_messages=False, allow_file_downloads=False, examples=[{"text": e} for e in EXAMPLES],
        placeholder="**Apa yang ingin Anda ketahui?**\n\nTulis pertanyaan di bawah, atau pilih salah satu contoh.",
    )  # fmt: skip


def _example(event: gr.SelectData) -> str:
    return str(event.value["text"] if isinstance(event.value, Mapping) else event.value)


def _fresh() -> tuple[Any, ...]:
    """A new conversation: everything as at the start."""
    return [], (), "", "", panel.EMPTY, ""


def _script(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def launch_options(max_file_mb: int = 300) -> dict[str, Any]:
    """The look, and what is switched off: nothing of the page comes from outside.

    Args:
        max_file_mb: a larger file can not be uploaded, megabytes.
    """
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.teal, secondary_hue=gr.themes.colors.teal, neutral_hue=gr.themes.colors.slate,
        font=list(FONTS), font_mono=["ui-monospace", "Liberation Mono", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
    )  # fmt: skip
    return {
        "theme": theme, "css": _script("style.css"), "js": _script("script.js"), "head": HEAD, "footer_links": [],
        "share": False, "run_history": False, "enable_monitoring": False, "show_error": False, "pwa": False,
        "ssr_mode": False, "mcp_server": False, "quiet": True, "prevent_thread_lock": True,
        "max_file_size": max_file_mb * 1_000_000,
    }  # fmt: skip
