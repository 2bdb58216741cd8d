"""page/service.py and the handlers of page/build.py: the swap to vectors, and errors that are never answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from langchain_core.embeddings import Embeddings

import corpus.embed
from corpus.catalog import Catalog
from corpus.errors import EmbedderMissing, TanyaError
from corpus.landing import read_landings
from corpus.models import Jawaban, Ketentuan, Peraturan, Sitasi, Unit
from corpus.settings import Settings
from page.build import Handlers
from page.chat import Turn
from page.service import UNEXPECTED, Service
from rag.generate import Piece

LAW = Peraturan(
    "perda-9-2031.txt", "Perda", "9", 2031, "Panggung Rakyat", pages=1,
    provisions=tuple(
        Ketentuan(Unit(pasal=str(n)), ("BAB I Umum",), f"Wali kota menyusun daftar panggung rakyat ke-{n}.", 1)
        for n in range(1, 4)
    ),
)  # fmt: skip


class CountingEmbedder(Embeddings):
    """Vectors from the count of a few letters; waits until it may go on."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        assert self.go.wait(30)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0 + text.count(letter) for letter in "aiueo"]


@pytest.fixture
def service(home: Path) -> Iterator[Service]:
    catalog = Catalog(home / "katalog.sqlite3")
    catalog.add(LAW, "0" * 64)
    made = Service(Settings(home=home), catalog, read_landings())
    yield made
    made.stop()
    catalog.close()


def use_embedder(monkeypatch: pytest.MonkeyPatch, embedder: Embeddings | TanyaError) -> None:
    """Let `load_embedder` give this, or raise it."""

    def load(_setting: str) -> tuple[Embeddings, str]:
        if isinstance(embedder, TanyaError):
            raise embedder
        return embedder, "fake"

    monkeypatch.setattr(corpus.embed, "load_embedder", load)


class Dictated:
    """A language model that writes as told; counts how often it is asked."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.asked = 0

    def stream(self, system: str, data: str) -> Iterator[Piece]:
        self.asked += 1
        yield from (Piece(text) for text in self.texts)
        yield Piece(end="selesai")


def test_what_a_language_model_writes_appears_as_it_passes(home: Path) -> None:
    catalog = Catalog(home / "katalog.sqlite3")
    catalog.add(LAW, "0" * 64)
    writer = Dictated("Daftar panggung rakyat ke-2 disusun ", "wali kota [1].\n", "Wali kota didenda [1].")
    service = Service(Settings(home=home, embedder="none"), catalog, read_landings(), writer)
    service.refresh()
    shown = list(Handlers(service).ask("Apa isi Pasal 2 Perda 9/2031?", ()))
    said = "Daftar panggung rakyat ke-2 disusun wali kota"
    assert [[message["content"] for message in row[0]][1:] for row in shown[:3]] == [
        [], ["_Sedang ditulis …_"], [f"{said} [1].\n\n_Sedang ditulis …_"],
    ]  # fmt: skip
    final = shown[-1][0][-1]["content"]
    assert f"{said} [1](#sumber-0-1" in final and "1 kalimat" in final and "Sedang ditulis" not in final
    assert "didenda" not in str(shown)
    assert len(shown) == 4 and writer.asked == 1
    catalog.close()


def test_without_a_language_model_an_answer_comes_at_once(service: Service) -> None:
    shown = list(Handlers(service).ask("Apa isi Pasal 2 Perda 9/2031?", ()))
    assert len(shown) == 2 and "Sedang ditulis" not in str(shown)


def test_words_answer_before_the_vectors_are_there_and_both_do_after(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = CountingEmbedder()
    use_embedder(monkeypatch, embedder)
    service.start()
    first = service.answerer
    assert not service.status.ended
    assert not service.answer("Pasal 2 Perda 9/2031", []).refused
    assert first.searcher.vectors is None
    embedder.go.set()
    service._thread.join(60)
    assert service.status.done
    assert service.answerer is not first
    assert service.answerer.searcher.vectors is not None
    assert not service.answer("Pasal 2 Perda 9/2031", []).refused


def test_a_model_that_can_not_be_loaded_is_told_and_words_go_on(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_embedder(monkeypatch, EmbedderMissing("besar", "pasang paketnya", "install it"))
    service.start()
    service._thread.join(60)
    assert "besar" in service.status.problem
    assert not service.answer("Pasal 2 Perda 9/2031", []).refused


def test_a_failure_that_nobody_foresaw_is_told_without_its_words(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_setting: str) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(corpus.embed, "load_embedder", load)
    service.start()
    service._thread.join(60)
    assert service.status.problem == UNEXPECTED


def test_without_a_model_there_is_nothing_to_wait_for(home: Path) -> None:
    catalog = Catalog(home / "katalog.sqlite3")
    made = Service(Settings(home=home, embedder="none"), catalog, read_landings())
    made.start()
    made.stop()
    assert made.status.done
    catalog.close()


def test_a_source_holds_its_pasal_and_no_picture_where_no_pdf_is_kept(service: Service) -> None:
    answer = service.answer("Pasal 2 Perda 9/2031", [])
    view, picture = service.source(answer.citations[0])
    assert [p.unit.pasal for p in view.official] == ["2"]
    assert view.digest == ()
    assert picture is None
    assert view.landing.url == "https://peraturan.go.id/"


# --- the handlers


class Broken:
    """A service that fails as told."""

    catalog = None

    def __init__(self, error: Exception) -> None:
        self.error = error

    def answers(self, question: str, history: Sequence[Mapping[str, object]]) -> Jawaban:
        raise self.error

    def source(self, citation: Sitasi) -> None:
        raise self.error


ERRORS = [
    (TanyaError("Ruang penuh.", "Disk full."), "Ruang penuh."),
    (RuntimeError("secret detail"), UNEXPECTED),
]


@pytest.mark.parametrize(("error", "words"), ERRORS)
def test_an_error_is_a_notice_and_the_question_comes_back(error: Exception, words: str) -> None:
    handlers = Handlers(cast(Service, Broken(error)))
    shown = list(handlers.ask("  Apa itu panggung?  ", ()))[-1]
    chat, _, box, notice, _, _ = shown
    assert chat == []
    assert box == "Apa itu panggung?"
    assert words in notice
    assert 'role="alert"' in notice
    assert "secret" not in str(shown)


@pytest.mark.parametrize(("error", "words"), ERRORS)
def test_a_source_that_fails_is_a_notice(error: Exception, words: str) -> None:
    handlers = Handlers(cast(Service, Broken(error)))
    citation = Sitasi(1, "naskah", "x", "Perda", "9", 2031, Unit(pasal="2"), "f", 1, "q", "perda-9-2031")
    turns = (Turn("?", Jawaban("?", "id", "x [1]", citations=(citation,))),)
    assert words in handlers.cite(turns, event({"turn": 0, "n": 1}))[1]


def event(data: object) -> Any:
    """What Gradio hands over of an event."""
    return SimpleNamespace(_data=data)


@pytest.mark.parametrize("data", [{"turn": 5, "n": 1}, {"turn": -1, "n": 1}, {"turn": 0, "n": 99}, {}, None, "x"])
def test_a_click_on_what_is_not_there_shows_the_empty_panel(service: Service, data: object) -> None:
    panel, notice = Handlers(service).cite((), event(data))
    assert "kosong" in panel
    assert notice == ""


def test_an_answer_brings_its_source_and_a_second_question_keeps_the_first(service: Service) -> None:
    handlers = Handlers(service)
    chat, turns, box, notice, source, copies = list(handlers.ask("Pasal 2 Perda 9/2031", ()))[-1]
    assert [m["role"] for m in chat] == ["user", "assistant"]
    assert (box, notice) == ("", "")
    assert "panggung rakyat ke-2" in source
    assert "Perda 9/2031 Pasal 2" in copies
    assert len(list(handlers.ask("Pasal 3 Perda 9/2031", turns))[-1][1]) == 2


@pytest.mark.parametrize("blank", ["", "  ", "\n", None])
def test_nothing_asked_changes_nothing(service: Service, blank: Any) -> None:
    assert len(list(Handlers(service).ask(blank, ()))) == 1
