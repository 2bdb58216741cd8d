"""The Notulen tab: answers collected for the minutes of a meeting, put in order, edited, and written as a document."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from corpus.errors import TanyaError, write_problem
from export.cells import long_date
from export.notulen import Butir, Notulen, TindakLanjut, markdown, plain_answer
from export.notulen_docx import notulen_document
from page.chat import Turn, plain
from page.panel import notice_html
from page.service import UNEXPECTED, Service

log = logging.getLogger(__name__)
LONG = 20_000  # characters of a text
MOST = 200  # items
EMPTY = (
    '<div class="kosong"><p><strong>Notulen masih kosong.</strong></p><p>Tekan “Tambahkan ke notulen” di bawah sebuah '
    "jawaban, atau tulis butir bebas di sini. Urutan dan isinya dapat diubah; sumbernya dinomori ulang saat diunduh."
    "</p></div>"
)
ACTIONS = {"simpan-butir": "Simpan perubahan", "naik-butir": "Naik", "turun-butir": "Turun", "hapus-butir": "Hapus"}
TASKS = ("Tugas", "Pelaksana", "Tanggal")


@dataclass(frozen=True)
class Parts:
    """Parts of the tab that events change."""

    notes: gr.State
    listed: gr.HTML
    chosen: gr.Dropdown
    text: gr.Textbox
    up: gr.Button
    down: gr.Button
    drop: gr.Button
    save: gr.Button
    free: gr.Textbox
    add: gr.Button
    facts: tuple[gr.Textbox, ...]
    tasks: gr.Dataframe
    word: gr.Button
    text_file: gr.Button
    download: gr.DownloadButton
    told: gr.HTML


class NotulenHandlers:
    """What the tab does on each event."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def collect(self, notes: Notulen, turns: Sequence[Turn], turn: int) -> tuple[Any, ...]:
        """An answer of the chat goes in, once: (minutes, list, items to choose, notice)."""
        if not 0 <= turn < len(turns) or len(notes.butir) >= MOST:
            return self.listed(notes)
        asked = turns[turn]
        item = Butir(plain_answer(asked.answer.answer), asked.question, asked.answer.citations)
        if item not in notes.butir:
            notes = replace(notes, butir=(*notes.butir, item))
        return self.listed(notes, len(notes.butir) - 1)

    def add(self, notes: Notulen, text: str) -> tuple[Any, ...]:
        """A free point goes in."""
        text = (text or "").strip()[:LONG]
        if text and len(notes.butir) < MOST:
            notes = replace(notes, butir=(*notes.butir, Butir(text)))
        return (*self.listed(notes, len(notes.butir) - 1), "")

    def listed(self, notes: Notulen, at: int | None = None) -> tuple[Any, ...]:
        """(minutes, list, items to choose from): with the item at `at` chosen."""
        choices = [(f"{n}. {(b.question or b.text)[:70]}", n - 1) for n, b in enumerate(notes.butir, 1)]
        chosen = at if at is not None and 0 <= at < len(choices) else None
        return notes, notes_html(notes), gr.Dropdown(choices=choices, value=chosen)

    def choose(self, notes: Notulen, at: int | None) -> str:
        """The text of an item, to be edited."""
        return notes.butir[at].text if at is not None and 0 <= at < len(notes.butir) else ""

    def edit(self, notes: Notulen, at: int | None, text: str) -> tuple[Any, ...]:
        """An item has another text."""
        return self.listed(notes if at is None else notes.edited(at, (text or "").strip()[:LONG]), at)

    def move(self, notes: Notulen, at: int | None, by: int) -> tuple[Any, ...]:
        """An item goes up or down."""
        if at is None:
            return self.listed(notes)
        made = notes.moved(at, by)
        return self.listed(made, at if made is notes else at + by)

    def drop(self, notes: Notulen, at: int | None) -> tuple[Any, ...]:
        """An item goes."""
        return self.listed(notes if at is None else notes.without(at))

    def written(self, kind: str, notes: Notulen, tasks: Any, *facts: str) -> tuple[str | None, str]:
        """(file, notice): the minutes as a document; a citation that an edit broke is told."""
        try:
            whole = replace(self.whole(notes, facts), tindak=read_tasks(tasks))
            day = "".join(c if c.isalnum() else "-" for c in whole.tanggal[:40]) or date.today().isoformat()
            path = Path(tempfile.mkdtemp(prefix="tanya-")) / f"notulen-{day}.{kind}"
            path.write_bytes(notulen_document(whole) if kind == "docx" else markdown(whole).encode())
        except OSError as error:
            return None, notice_html(write_problem(error, tempfile.gettempdir()).message("id"))
        except TanyaError as error:
            return None, notice_html(error.message("id"))
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("writing minutes failed")
            return None, notice_html(UNEXPECTED)
        wrong = ", ".join(f"butir {n} {mark}" for n, mark in whole.broken)
        return str(path), notice_html(
            f"Sitasi yang tidak lagi menunjuk sumber, ditandai di berkas: {wrong}."
        ) if wrong else ""

    def whole(self, notes: Notulen, facts: Sequence[str]) -> Notulen:
        """The minutes with what was written around them, and what the library held."""
        judul, tanggal, tempat, agenda, hadir, pimpinan, pencatat, kop = ((f or "").strip()[:LONG] for f in facts)
        count = len({h.label for h in self.service.held() if h.jenis != "Dokumen"})
        today = long_date(date.today().isoformat())
        return replace(
            notes, judul=judul, tanggal=tanggal, tempat=tempat, agenda=agenda, pimpinan=pimpinan, pencatat=pencatat,
            hadir=tuple(line.strip() for line in hadir.splitlines() if line.strip()), kop=kop,
            pustaka=f"Jawaban disusun Tanya KSD dari {count} peraturan di pustaka per {today}.",
        )  # fmt: skip


def read_tasks(rows: Any) -> tuple[TindakLanjut, ...]:
    """Follow-ups of the table, rows without a task left out."""
    values = rows.values.tolist() if hasattr(rows, "values") and not callable(rows.values) else rows or []
    made = []
    for row in values[:MOST]:
        cells = [str(c if c is not None else "").strip()[:500] for c in row] + ["", "", ""]
        if cells[0] and cells[0] != "nan":
            made.append(TindakLanjut(*("" if c == "nan" else c for c in cells[:3])))
    return tuple(made)


def notes_html(notes: Notulen) -> str:
    """The items in order; those with a mark that leads nowhere say so."""
    if not notes.butir:
        return EMPTY
    lines = []
    for item in notes.butir:
        wrong = (
            f'<p class="galat">Sitasi tidak menunjuk sumber: {escape(", ".join(item.broken))}</p>'
            if item.broken
            else ""
        )
        left = f"; {len(item.unmarked)} sumber tidak lagi dirujuk" if item.unmarked else ""
        kind = f"{len(item.citations)} sumber{left}" if item.citations else "butir bebas"
        words = " ".join(plain(item.text).replace("|", " ").split())
        lines.append(
            f"<li><strong>{escape(item.question or 'Pokok pembahasan')}</strong><p>{escape(words[:280])}"
            f'{"…" if len(words) > 280 else ""}</p><p class="catatan">{escape(kind)}</p>{wrong}</li>'
        )
    return f'<ol class="notulen">{"".join(lines)}</ol>'


def notulen_tab(service: Service) -> Callable[[gr.State, Any, Mapping[str, Any]], None]:
    """Lay the tab out; returns what wires it: to the turns of the chat, to the part that tells which answer to take."""
    handlers = NotulenHandlers(service)
    with gr.Tab("Notulen", elem_id="lembar-notulen"), gr.Row(elem_id="isi-notulen", equal_height=False):
        parts = _parts()
    return lambda turns, bridge, private: _wire(parts, handlers, turns, bridge, private)


def _parts() -> Parts:
    def box(label: str, lines: int = 1, hint: str = "", name: str = "") -> gr.Textbox:
        return gr.Textbox(
            label=label, lines=lines, max_lines=12, max_length=LONG, placeholder=hint, elem_id=name or None
        )

    notes = gr.State(Notulen())
    with gr.Column(scale=11, min_width=300, elem_id="kolom-butir"):
        gr.HTML("<h2>Butir notulen</h2>", elem_classes="judul-lembar")
        listed = gr.HTML(EMPTY, elem_id="daftar-butir")
        chosen = gr.Dropdown(label="Ubah butir", choices=[], value=None, elem_id="pilih-butir")
        text = box("Isi butir", 4, name="isi-butir")
        with gr.Row(elem_id="tindak-butir"):
            save, up, down, drop = (gr.Button(said, size="sm", scale=0, elem_id=name) for name, said in ACTIONS.items())
        free = box("Butir bebas", 2, "mis. Rapat sepakat …", "butir-bebas")
        add = gr.Button("Tambah butir", size="sm", elem_id="tambah-butir")
    with gr.Column(scale=9, min_width=300, elem_id="kolom-rapat"):
        gr.HTML("<h2>Rapat</h2>", elem_classes="judul-lembar")
        facts = (
            box("Judul rapat", name="judul-rapat"), box("Tanggal", hint="2026-02-13"), box("Tempat"), box("Agenda", 2),
            box("Hadir", 3, "satu nama atau jabatan tiap baris"), box("Pimpinan rapat"), box("Notulis"),
            box("Kop surat", 3, "nama instansi\nalamat"),
        )  # fmt: skip
        tasks = gr.Dataframe(
            headers=list(TASKS), value=[["", "", ""]], label="Tindak lanjut", type="array", interactive=True, wrap=True,
            column_count=3, elem_id="tindak-lanjut",
        )  # fmt: skip
        with gr.Row(elem_id="unduh-notulen"):
            word = gr.Button("Unduh .docx", variant="primary", size="sm", scale=0, elem_id="notulen-docx")
            text_file = gr.Button("Unduh .md", size="sm", scale=0, elem_id="notulen-md")
        told = gr.HTML("", elem_id="notulen-notis")
        download = gr.DownloadButton("Unduh", elem_id="unduhan-notulen", elem_classes="unduhan")
    return Parts(
        notes, listed, chosen, text, up, down, drop, save, free, add, facts, tasks, word, text_file, download, told
    )


def _wire(parts: Parts, handlers: NotulenHandlers, turns: gr.State, bridge: Any, private: Mapping[str, Any]) -> None:
    shown = [parts.notes, parts.listed, parts.chosen]

    def take(notes: Notulen, asked: tuple[Turn, ...], event: gr.EventData) -> tuple[Any, ...]:
        data = event._data if isinstance(event._data, Mapping) else {}
        number = data.get("turn", -1)
        return handlers.collect(notes, asked, number if isinstance(number, int) else -1)

    bridge.note(take, [parts.notes, turns], shown, **private)
    parts.add.click(handlers.add, [parts.notes, parts.free], [*shown, parts.free], **private)
    parts.chosen.change(handlers.choose, [parts.notes, parts.chosen], parts.text, **private)
    parts.save.click(handlers.edit, [parts.notes, parts.chosen, parts.text], shown, **private)
    parts.up.click(lambda notes, at: handlers.move(notes, at, -1), [parts.notes, parts.chosen], shown, **private)
    parts.down.click(lambda notes, at: handlers.move(notes, at, 1), [parts.notes, parts.chosen], shown, **private)
    parts.drop.click(handlers.drop, [parts.notes, parts.chosen], shown, **private)
    inputs = [parts.notes, parts.tasks, *parts.facts]
    for button, kind in ((parts.word, "docx"), (parts.text_file, "md")):
        made = button.click(_writer(handlers, kind), inputs, [parts.download, parts.told], **private)
        made.then(None, js="() => window.tanyaKsd.download('unduhan-notulen')", **private)


def _writer(handlers: NotulenHandlers, kind: str) -> Callable[..., tuple[str | None, str]]:
    def write(notes: Notulen, tasks: Any, *facts: str) -> tuple[str | None, str]:
        return handlers.written(kind, notes, tasks, *facts)

    return write
