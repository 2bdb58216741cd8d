"""What the page asks: answers, sources with their pictures, and how far the index is. Knows nothing of Gradio."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.catalog import Catalog
from corpus.errors import TanyaError
from corpus.landing import Landing
from corpus.models import Jawaban, Sitasi
from corpus.pictures import PagePictures, Picture
from corpus.rows import Held
from corpus.settings import Settings
from page.shelf import status_of
from page.source import SourceView, page_picture, view_source
from page.status import Status
from rag.answer import Answerer
from rag.evidence import Library
from rag.family import Family, family

if TYPE_CHECKING:
    from corpus.vectors import Vectors
    from rag.written import Stream

log = logging.getLogger(__name__)

COMPLETE_ENOUGH = 0.9  # share of the vectors with which the search by meaning may begin
UNEXPECTED = "Terjadi kesalahan di sistem; coba lagi atau hubungi pengelola."


class Service:
    """Answers at once by words alone; by meaning as well as soon as the vectors are there.

    Args:
        settings: as read in main().
        catalog: open; the caller closes it.
        landings: where official texts can be read.
        writer: a language model that words the answers; None for composed ones alone.
    """

    def __init__(
        self, settings: Settings, catalog: Catalog, landings: Mapping[str, Landing], writer: Stream | None = None
    ) -> None:
        self.settings = settings
        self.catalog = catalog
        self.landings = landings
        self.writer = writer
        self.answerer = Answerer(
            catalog, None, writer=writer
        )  # swapped whole: one assignment, so a reader sees the old or the new
        self.status = Status(done=settings.embedder == "none")
        self._pictures = PagePictures()
        self._stop = threading.Event()
        self._vectors: Vectors | None = None
        self._again = False  # documents came in while the index was being filled
        self._filling = False
        self._starting = threading.Lock()  # of both of these
        self._thread = threading.Thread(target=self._prepare, name="vectors", daemon=True)

    def start(self) -> None:
        """Begin to load the embedder and to fill the index, in the background."""
        if not self.status.done:
            self._filling = True
            self._thread.start()

    def refresh(self) -> None:
        """Documents came in: answer from them by words at once, by meaning when their vectors are there."""
        self.answerer = Answerer(self.catalog, self.answerer.searcher.vectors, writer=self.writer)
        if self.settings.embedder == "none":
            return
        with self._starting:
            if self._filling:
                self._again = True
                return
            self._filling = True
            self.status = Status()
            self._thread = threading.Thread(target=self._prepare, name="vectors", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 20.0) -> None:
        """End the background work after the batch at hand."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def held(self) -> list[Held]:
        """What the library holds."""
        return self.catalog.held()

    def statuses(self) -> dict[str, tuple[str, str]]:
        """Of each regulation that is held whether it is in force, as far as the library knows."""
        keys = {h.key for h in self.held() if h.jenis != "Dokumen"}
        return {key: status_of(self.catalog.relations(target=key)) for key in keys}

    def family(self, key: str) -> Family:
        """A regulation's family, without what it merely rests on."""
        return family(Library(self.catalog, self.held()), key, basis=False)

    def answer(self, question: str, history: Sequence[Mapping[str, object]]) -> Jawaban:
        """Answer a question.

        Raises:
            TanyaError: it can not be answered; the message says why.
        """
        return self.answerer.answer(question, history)

    def answers(self, question: str, history: Sequence[Mapping[str, object]]) -> Iterator[str | Jawaban]:
        """As `answer`, and before it what a language model has written so far, as Markdown."""
        return self.answerer.stream(question, history)

    def source(self, citation: Sitasi) -> tuple[SourceView, Picture | None]:
        """What the Sumber panel shows of a citation."""
        view = view_source(citation, Library(self.catalog, self.held()), self.landings)
        return view, page_picture(view, self.settings, self._pictures)

    # --- in the background

    def _prepare(self) -> None:
        while True:
            self._try_fill()
            with self._starting:
                if not self._again or self._stop.is_set():
                    self._filling = False
                    return
                self._again = False

    def _try_fill(self) -> None:
        try:
            self._fill()
        except TanyaError as error:
            log.warning("the index can not be used: %s", error)
            self.status = replace(self.status, problem=str(error))
        except Exception:  # the page goes on without vectors; the log says why
            log.exception("filling the index failed")
            self.status = replace(self.status, problem=UNEXPECTED)

    def _fill(self) -> None:
        # Chroma takes seconds to load: here, so that the page is up before it
        from corpus.embed import load_embedder
        from corpus.vectors import Vectors, open_client

        if self._vectors is None:
            chosen = load_embedder(self.settings.embedder)
            if chosen is None:
                self.status = Status(done=True)
                return
            client = open_client(self.settings.vectors_path, self.settings.chroma_url)
            self._vectors = Vectors(client, *chosen)
        vectors = self._vectors
        wanted = self.catalog.passage_ids()
        have = len(wanted & vectors.ids())
        if have >= COMPLETE_ENOUGH * len(wanted):
            self._use(vectors)
        began = time.monotonic()
        self.status = Status(have, len(wanted), have)

        def report(made: int, total: int) -> None:
            self.status = Status(made, total, have, time.monotonic() - began)

        vectors.sync(self.catalog, report, self._stop.is_set)
        if not self._stop.is_set():
            self._use(vectors)
            self.status = Status(done=True)

    def _use(self, vectors: Vectors) -> None:
        if self.answerer.searcher.vectors is None:
            vectors.near(["kerja sama daerah"], 1)  # the first search loads model and index: let no one wait for it
            self.answerer = Answerer(self.catalog, vectors, writer=self.writer)
