"""A language model on loopback that says what a test scripts: an OpenAI-compatible server in a thread."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Script:
    """What the model does when it is asked.

    Attributes:
        pieces: of the text, as they are sent.
        finish: why it says that it stopped; None where it does not say.
        status: of the reply; other than 200 it says nothing else.
        then: after the pieces it goes on to "repeat" them for ever, "hang" until the test ends, "cut" the line
            in the middle, or "end".
    """

    pieces: Sequence[str] = ()
    finish: str | None = "stop"
    status: int = 200
    then: str = "end"


@dataclass
class Model:
    """A running server.

    Attributes:
        script: what it does next.
        asked: the bodies of all requests.
        over: the test has ended.
    """

    url: str = ""
    script: Script = Script()
    asked: list[dict[str, Any]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def says(self, text: str, **how: Any) -> None:
        """Script a text, sent in small pieces."""
        self.script = Script([text[n : n + 7] for n in range(0, len(text), 7)], **how)

    @property
    def prompt(self) -> str:
        """All that it was told last."""
        return "\n".join(str(message["content"]) for message in self.asked[-1]["messages"])


def chunk(text: str = "", finish: str | None = None) -> bytes:
    """One event of the stream."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": text} if text else {}, "finish_reason": finish}
    body = {"id": "uji", "object": "chat.completion.chunk", "created": 1, "model": "uji", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers each request by the script."""

    model: Model

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        script = self.model.script
        self.model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(script.status)
        self.send_header("Content-Type", "text/event-stream" if script.status == 200 else "application/json")
        self.end_headers()
        try:
            self._send(script)
        except OSError:  # who asked has heard enough
            return

    def _send(self, script: Script) -> None:
        if script.status != 200:
            self.wfile.write(b'{"error": {"message": "rusak"}}')
            return
        for piece in script.pieces:
            self.wfile.write(chunk(piece))
        while script.then == "repeat" and not self.model.over.is_set():
            for piece in script.pieces:
                self.wfile.write(chunk(piece))
        if script.then == "hang":
            self.wfile.flush()
            self.model.over.wait(60)
        elif script.then == "cut":
            self.wfile.write(chunk("tanggal")[:-20])
        elif script.then == "end":
            self.wfile.write((chunk(finish=script.finish) if script.finish else b"") + b"data: [DONE]\n\n")


@contextmanager
def running() -> Iterator[Model]:
    """A model that can be asked; it ends with the test."""
    model = Model()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Scripted", (Handler,), {"model": model}))
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
