"""The Gradio application: layout and events. The only module, with app.py, that knows Gradio."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from corpus.errors import TanyaError
from page import panel
from page.chat import Turn, history, messages
from page.service import UNEXPECTED, Service

log = logging.getLogger(__name__)

MAX_QUESTION = 2000  # characters
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

    def ask(self, question: str, turns: Turns) -> Iterator[tuple[Any, ...]]:
        """Answer a question: (chat, turns, input, notice, Sumber panel, texts to copy)."""
        question = (question or "").strip()
        if not question:
            yield (gr.skip(),) * 6
            return
        yield messages(turns, question), gr.skip(), "", "", gr.skip(), gr.skip()
        try:
            answer = self.service.answer(question[:MAX_QUESTION], history(turns))
            turns = (*turns, Turn(question, answer))
            source = self.source(turns, len(turns) - 1, 1) if answer.citations else panel.NO_SOURCE
        except TanyaError as error:
            yield messages(turns), gr.skip(), question, panel.notice_html(error.message("id")), gr.skip(), gr.skip()
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("answering failed")
            yield messages(turns), gr.skip(), question, panel.notice_html(UNEXPECTED), gr.skip(), gr.skip()
        else:
            yield messages(turns), turns, "", "", source, panel.copies_html(turns)

    def source(self, turns: Turns, turn: int, number: int) -> str:
        """The Sumber panel for a citation; the empty panel where there is no such one."""
        if not 0 <= turn < len(turns):
            return panel.EMPTY
        citations = turns[turn].answer.citations
        citation = next((c for c in citations if c.n == number), None)
        if citation is None:
            return panel.EMPTY
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

    def load(self) -> tuple[str, str, str, Any]:
        """What each visit shows afresh: (header, library, status line, timer)."""
        held = self.service.held()
        return panel.header_html(held), panel.library_html(held), *self.status()


def build_page(service: Service) -> gr.Blocks:
    """The page over a service; `launch` takes `launch_options()`."""
    handlers = Handlers(service)
    built: gr.Blocks = gr.Blocks(title="Tanya KSD", analytics_enabled=False, fill_width=True)
    with built:
        turns = gr.State(())
        header = gr.HTML(panel.header_html(service.held()), elem_id="kepala")
        status = gr.HTML("", elem_id="status")
        timer = gr.Timer(1.0, active=False)
        with gr.Row(elem_id="isi", equal_height=False):
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
        copies = gr.HTML("", elem_id="salinan")
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        outputs = [chat, turns, box, notice, source, copies]
        asking: dict[str, Any] = {"fn": handlers.ask, "inputs": [box, turns], "outputs": outputs, **private}
        chosen = chat.example_select(_example, None, box, **private)
        for asked in (gr.on([send.click, box.submit], **asking), chosen.then(**asking)):
            asked.then(None, js="() => window.tanyaKsd.answered()", **private)
        cited = source.cite(handlers.cite, turns, [source, notice], **private)
        cited.then(None, js="() => window.tanyaKsd.sourceShown()", **private)
        fresh.click(_fresh, None, outputs, **private)
        timer.tick(handlers.status, None, [status, timer], **private)
        built.load(handlers.load, None, [header, library, status, timer], **private)
    built.queue(default_concurrency_limit=8)
    return built


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


def launch_options() -> dict[str, Any]:
    """The look, and what is switched off: nothing of the page comes from outside."""
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.teal, secondary_hue=gr.themes.colors.teal, neutral_hue=gr.themes.colors.slate,
        font=list(FONTS), font_mono=["ui-monospace", "Liberation Mono", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
    )  # fmt: skip
    return {
        "theme": theme, "css": _script("style.css"), "js": _script("script.js"), "head": HEAD, "footer_links": [],
        "share": False, "run_history": False, "enable_monitoring": False, "show_error": False, "pwa": False,
        "ssr_mode": False, "mcp_server": False, "quiet": True, "prevent_thread_lock": True,
    }  # fmt: skip
