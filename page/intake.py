"""Documents that come in from the page: one at a time, with what is told of them meanwhile. Knows nothing of Gradio."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import FetchProblem, TanyaError
from corpus.landing import read_hosts
from corpus.models import page_ranges
from page.service import UNEXPECTED, Service
from page.shelf import warnings_html

if TYPE_CHECKING:
    from ingest.pipeline import Outcome, Pipeline

log = logging.getLogger(__name__)
Work = Callable[["Pipeline", "Teller"], None]

STATUS_WORDS = {
    "added": "ditambahkan", "replaced": "menggantikan naskah lama", "unchanged": "sudah ada, tidak berubah",
    "worse": "tidak dipakai: naskah yang ada terbaca lebih baik", "failed": "gagal",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What is told of documents that come in.

    Attributes:
        lines: HTML of each that is done.
        doing: what happens now; "" at the end.
        share: 0..1 of it; None where that is not known.
    """

    lines: tuple[str, ...] = ()
    doing: str = ""
    share: float | None = None

    @property
    def html(self) -> str:
        """As the page shows it."""
        lines = "".join(f"<li>{line}</li>" for line in self.lines)
        done = f'<ul class="masuk">{lines}</ul>' if lines else ""
        if not self.doing:
            return done
        share = f' value="{self.share:.3f}"' if self.share is not None else ""
        return (
            f'{done}<div class="status" role="status"><span>{escape(self.doing)}</span>'
            f'<progress max="1"{share} aria-label="Kemajuan"></progress></div>'
        )


class Intake:
    """Brings documents in; who comes second waits.

    A visitor who leaves does not end it: what has begun is finished.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self._one = threading.Lock()

    def files(self, paths: Sequence[Path]) -> Iterator[Told]:
        """Bring in files that were uploaded, as the command does; they are removed when they are read."""

        def work(pipeline: Pipeline, tell: Teller) -> None:
            for path in paths:
                tell.doing(f"Membaca {path.name}")
                try:
                    for outcome in pipeline.add(path, tell.page):
                        tell.outcome(outcome)
                finally:
                    path.unlink(missing_ok=True)

        return self._run(work)

    def fetch(self, name: str) -> Iterator[Told]:
        """Fetch an official copy by name and bring it in."""

        def work(pipeline: Pipeline, tell: Teller) -> None:
            from ingest.fetch import Sources, clean_name, fetch

            tell.doing(f"Mengambil {clean_name(name)} dari situs resmi")
            sources = Sources(self.service.landings, read_hosts())
            tell.outcome(fetch(pipeline, sources, name, progress=tell.bytes, pages=tell.page))

        return self._run(work)

    def _run(self, work: Work) -> Iterator[Told]:
        heard: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
        tell = Teller(heard.put)
        threading.Thread(target=self._work, args=(work, tell, heard), name="intake").start()
        while True:
            told = heard.get()
            while told is not None and not heard.empty():  # only the newest is worth showing
                following = heard.get()
                if following is None:
                    yield told
                told = following
            if told is None:
                return
            yield told

    def _work(
        self, work: Callable[[Pipeline, Teller], None], tell: Teller, heard: queue.SimpleQueue[Told | None]
    ) -> None:
        try:
            if self._one.locked():
                tell.doing("Menunggu dokumen lain selesai dibaca")
            with self._one:
                from ingest.pipeline import Pipeline  # what reads files takes a second to load

                try:
                    work(Pipeline(self.service.catalog, self.service.settings), tell)
                finally:
                    if tell.changed:
                        self.service.refresh()
        except FetchProblem as error:
            tell.problem(f"{error.message('id')} PDF yang sudah disimpan dapat juga diunggah di bawah isian ini.")
        except TanyaError as error:
            tell.problem(error.message("id"))
        except Exception:  # the last wall: a person never sees a traceback
            log.exception("bringing a document in failed")
            tell.problem(UNEXPECTED)
        finally:
            tell.doing("")
            heard.put(None)


class Teller:
    """Collects what is to be told, and hands it on."""

    def __init__(self, say: Callable[[Told], None]) -> None:
        self._say = say
        self._told = Told()
        self.changed = False  # whether the library is another now

    def doing(self, words: str, share: float | None = None) -> None:
        """What happens now."""
        self._told = replace(self._told, doing=words, share=share)
        self._say(self._told)

    def page(self, name: str, done: int, total: int) -> None:
        """Pages of a file that were read."""
        self.doing(f"Membaca {name}: halaman {done} dari {total}", done / total if total else None)

    def bytes(self, done: int, total: int) -> None:
        """Bytes that came."""
        self.doing(f"Mengunduh: {done / 1e6:.1f} MB".replace(".", ","), done / total if total else None)

    def outcome(self, outcome: Outcome) -> None:
        """What became of a file."""
        self.changed = self.changed or outcome.status in ("added", "replaced")
        self._add(outcome_html(outcome))

    def problem(self, words: str) -> None:
        """Why it ended."""
        self._add(f'<div class="galat" role="alert">{escape(words)}</div>')

    def _add(self, line: str) -> None:
        self._told = replace(self._told, lines=(*self._told.lines, line))
        self._say(self._told)


def outcome_html(outcome: Outcome) -> str:
    """What was understood of a file, or why it was not read."""
    if outcome.problem is not None:
        return f'<div class="galat" role="alert">{escape(outcome.problem.message("id"))}</div>'
    head = f"<strong>{escape(outcome.label)}</strong> {STATUS_WORDS[outcome.status]}"
    item = outcome.peraturan
    if item is None:
        return f'{head}<p class="catatan">Berkas {escape(outcome.file)}</p>'
    title = f'<p class="rak-judul">{escape(item.judul)}</p>' if item.judul and item.judul != item.label else ""
    facts = [f"Berkas {outcome.file}", f"{item.pages} halaman"]
    facts.append(f"{item.pasal_count} Pasal" if item.pasal_count else f"{len(item.provisions)} bagian")
    if item.read_pages:
        facts.append(f"dibaca dengan OCR: halaman {page_ranges(item.read_pages)}")
    return f'{head}{title}<p class="catatan">{escape("; ".join(facts))}</p>{warnings_html(item.warnings)}'
