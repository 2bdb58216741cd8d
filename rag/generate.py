"""The door to a language model: opened by its name, asked once, its words come as a stream within limits.

The only module that knows LangChain's chat models; it imports them when a model is set, and not before.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus.errors import BadSetting, ModelMissing
from corpus.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

End = Literal["selesai", "lambat", "galat", "terpotong", "terlalu panjang", "kosong", "menolak"]
# what providers call an answer that came to its own end
ENDED = frozenset({"stop", "end_turn", "eos", "eos_token", "stop_sequence", "complete", "completed"})
REFUSED = frozenset({"content_filter", "safety", "refusal", "prohibited_content", "recitation"})
REASONS = ("finish_reason", "done_reason", "stop_reason")
WORD_CHARS = 12  # of the longest usual words: what bounds the letters of an answer of so many words
WAITING = 512  # pieces that are read ahead
OPEN, CLOSE = "<think>", "</think>"
CONTEXT = 8192  # tokens that a local model is asked to hold: sources, question and answer


@dataclass(frozen=True)
class Piece:
    """A piece of what a model writes.

    Attributes:
        text: "" in the last one.
        end: how it ended; None before.
    """

    text: str = ""
    end: End | None = None


class Writer:
    """Asks a language model and hands on its words.

    Args:
        model: the chat model.
        seconds: for one answer, start to end.
        wait: how long it may be silent, seconds.
        words: how much it may write.
    """

    def __init__(self, model: BaseChatModel, seconds: float, wait: float, words: int) -> None:
        self._model = model
        self._seconds, self._wait, self._chars = seconds, wait, words * WORD_CHARS

    def stream(self, system: str, data: str) -> Iterator[Piece]:
        """The words as they come, without thoughts that a model writes first; the last piece tells how it ended.

        Args:
            system: what to do.
            data: what to do it with.
        """
        stop = threading.Event()
        pieces: queue.Queue[Piece] = queue.Queue(WAITING)
        reader = threading.Thread(target=self._read, args=(system, data, pieces, stop), name="model", daemon=True)
        reader.start()
        try:
            yield from _limited(without_thoughts(self._timed(pieces)), self._chars)
        finally:
            stop.set()

    def _timed(self, pieces: queue.Queue[Piece]) -> Iterator[Piece]:
        """What comes in time."""
        last = began = time.monotonic()
        while True:
            left = min(began + self._seconds, last + self._wait) - time.monotonic()
            try:
                piece = pieces.get(timeout=left) if left > 0 else None
            except queue.Empty:
                piece = None
            if piece is None:
                log.warning("the language model took too long")
                yield Piece(end="lambat")
                return
            if piece.text:
                last = time.monotonic()
            yield piece
            if piece.end:
                return

    def _read(self, system: str, data: str, pieces: queue.Queue[Piece], stop: threading.Event) -> None:
        """Read the model's stream into the queue until its end, or until nobody listens."""
        reason = ""
        try:
            for chunk in self._model.stream([("system", system), ("human", data)]):
                reason = _reason(chunk.response_metadata) or reason
                if not _put(pieces, Piece(str(chunk.text)), stop):
                    return
        except Exception as error:  # whatever a provider's package raises: the answer is composed then
            log.warning("the language model failed: %s: %s", type(error).__name__, str(error)[:200])
            _put(pieces, Piece(end="galat"), stop)
            return
        end: End = "selesai" if reason in ENDED else "menolak" if reason in REFUSED else "terpotong"
        _put(pieces, Piece(end=end), stop)


def _reason(metadata: Mapping[str, Any]) -> str:
    """Why a model stopped, lower case; "" where a piece does not say."""
    return next((str(metadata[name]).lower() for name in REASONS if metadata.get(name)), "")


def _put(pieces: queue.Queue[Piece], piece: Piece, stop: threading.Event) -> bool:
    """Hand a piece on; False where nobody listens any more."""
    while not stop.is_set():
        try:
            pieces.put(piece, timeout=0.2)
            return True
        except queue.Full:
            continue
    return False


def without_thoughts(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces without the thoughts, between tags, that some models write before their answer."""
    held, said = "", False
    for piece in pieces:
        if said or piece.end:
            if held and not said and not held.lstrip().startswith(OPEN):
                yield Piece(held)
            yield piece
            continue
        held = _after_thoughts(held + piece.text)
        begun = held.lstrip()
        if not begun.startswith(OPEN) and not OPEN.startswith(begun):  # neither a thought nor the beginning of its tag
            said = True
            yield Piece(held)


def _after_thoughts(text: str) -> str:
    """What follows the thoughts that a text begins with; the text itself where they have not ended."""
    while text.lstrip().startswith(OPEN) and CLOSE in text:
        text = text.split(CLOSE, 1)[1]
    return text


def _limited(pieces: Iterator[Piece], chars: int) -> Iterator[Piece]:
    """The pieces up to so many letters."""
    count = 0
    for piece in pieces:
        count += len(piece.text)
        if count > chars:
            log.warning("the language model wrote more than %d letters", chars)
            yield Piece(end="terlalu panjang")
            return
        yield Piece(end="kosong") if piece.end == "selesai" and count == 0 else piece


def open_writer(settings: Settings) -> Writer:
    """The writer that the settings name.

    Raises:
        ModelMissing: its package is not there, or it can not be set up.
        BadSetting: there is no such provider.
    """
    try:
        from langchain.chat_models import init_chat_model

        provider, _, name = settings.model.partition(":")
        model = init_chat_model(name, model_provider=provider, **_options(settings, provider))
    except ImportError as error:
        raise ModelMissing(
            settings.model,
            "pasang paket penyedianya (untuk Ollama dan OpenAI: `python -m pip install '.[models]'`)",
            "install its provider's package (for Ollama and OpenAI: `python -m pip install '.[models]'`)",
        ) from error
    except Exception as error:  # each package raises its own
        if type(error) is ValueError:
            raise BadSetting(
                "TANYA_MODEL", settings.model, "penyedia yang dikenal LangChain, misalnya ollama"
            ) from error
        log.warning("the language model can not be set up: %s", type(error).__name__)
        raise ModelMissing(
            settings.model, "periksa TANYA_MODEL_URL dan TANYA_MODEL_KEY", "check TANYA_MODEL_URL and TANYA_MODEL_KEY"
        ) from error
    return Writer(model, settings.model_seconds, settings.model_wait_seconds, settings.model_words)


def _options(settings: Settings, provider: str) -> dict[str, Any]:
    """What a provider's package is told besides the name of the model."""
    options: dict[str, Any] = {}
    if settings.model_url:
        options["base_url"] = settings.model_url
    if settings.model_key:
        options["api_key"] = settings.model_key
    if provider == "ollama":
        timeout = {"timeout": float(settings.model_wait_seconds)}
        return options | {"temperature": 0, "reasoning": False, "num_ctx": CONTEXT, "client_kwargs": timeout}
    if provider == "openai":
        options |= {"timeout": float(settings.model_wait_seconds), "max_retries": 0, "stream_usage": False}
        if settings.model_url:
            options["temperature"] = 0
            if not settings.model_key and not os.environ.get("OPENAI_API_KEY"):
                options["api_key"] = "tidak-perlu"  # servers of one's own ask for none, the package does
    return options
