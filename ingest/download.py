"""Fetch one file over https from listed hosts alone, within limits of size, kind and time.

Written on `http.client` rather than a larger client, since it lets us connect to the very address that was checked
(a name can not answer with another one a moment later), look at every redirect before it is followed, and cut a server
that drips.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

TYPES = frozenset(
    (
        "application/pdf application/x-pdf application/octet-stream binary/octet-stream application/download "
        "application/x-download application/force-download"
    ).split()
)
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 500, 502, 503, 504)
HOPS = 5
PAUSES = (1.0, 4.0)  # seconds before the second and the third try
SILENCE = 20.0  # seconds without a byte
BLOCK = 1 << 16
HEADERS = {
    "Accept": "application/pdf, application/octet-stream;q=0.8",
    "Accept-Encoding": "identity",
    "User-Agent": "TanyaKSD/0.1",
}
Reason = Literal[
    "no-address", "address", "host", "redirect", "refused", "page", "missing", "type", "large", "slow", "down", "tls",
    "name", "changed",
]  # fmt: skip

Opener = Callable[[str, float], http.client.HTTPConnection]
ByteProgress = Callable[[int, int], None]


class Refusal(Exception):
    """Why an address gives nothing, one word; `ingest.fetch` makes a sentence of it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class _Again(Exception):
    """The site had a bad moment: worth another try; never leaves this module."""


class _PinnedConnection(http.client.HTTPSConnection):
    """Connects to an address that was checked, with the certificate of the host's name."""

    def __init__(self, host: str, address: str, timeout: float) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, timeout=timeout, context=self._tls)
        self._address = address

    def connect(self) -> None:
        """Connect, and shake hands for the name."""
        raw = socket.create_connection((self._address, 443), self.timeout)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)


def public_address(host: str, look_up: Callable[..., Any] = socket.getaddrinfo) -> str:
    """The address of a host, where all of its addresses are public.

    Args:
        host: its name.
        look_up: as `socket.getaddrinfo`.

    Raises:
        Refusal: there is none, or one lies in a private network.
    """
    try:
        found = [str(row[4][0]) for row in look_up(host, 443, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise Refusal("name") from error
    addresses = [ipaddress.ip_address(text.split("%")[0]) for text in found]
    if not addresses or not all(a.is_global and not a.is_multicast for a in addresses):
        raise Refusal("name")
    return found[0]


def open_public(host: str, timeout: float) -> http.client.HTTPConnection:
    """A connection to a public host over TLS; not yet connected."""
    return _PinnedConnection(host, public_address(host), timeout)


def check_address(url: str, hosts: frozenset[str]) -> tuple[str, str]:
    """(host, path with query) of an address that may be asked.

    Raises:
        Refusal: it may not.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refusal("address") from error
    plain = url.isprintable() and "\\" not in url and "@" not in parts.netloc
    if parts.scheme != "https" or not plain or port not in (None, 443):
        raise Refusal("address")
    if parts.hostname not in hosts:
        raise Refusal("host")
    query = f"?{quote(parts.query, safe='%/:?@!$&+,;=~()*-._')}" if parts.query else ""
    return parts.hostname, (quote(parts.path, safe="%/:@!$&'()*+,;=~-._") or "/") + query


@dataclass
class Download:
    """Fetches one file within limits.

    Attributes:
        hosts: the official ones.
        max_bytes: how large it may be, packed or not.
        seconds: how long it may take, all tries together.
        opener: makes a connection to a host; tests give one to loopback.
        sleep, clock: as in `time`.
    """

    hosts: frozenset[str]
    max_bytes: int
    seconds: float
    opener: Opener = open_public
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _end: float = field(default=0.0, init=False)

    def save(self, url: str, target: Path, progress: ByteProgress | None = None) -> None:
        """Write what the address gives; a PDF, whole.

        Args:
            url: where it is.
            target: written anew at each try.
            progress: told of (bytes so far, bytes in all or 0 where the site does not say).

        Raises:
            Refusal: it can not be had.
            OSError: the target can not be written.
        """
        self._end = self.clock() + self.seconds
        for pause in (*PAUSES, None):
            try:
                return self._follow(url, target, progress or _ignore)
            except (_Again, Refusal) as error:
                if self._left() <= 0.05:  # whatever else a cut answer looks like
                    raise Refusal("slow") from error
                if isinstance(error, Refusal):
                    raise
                if pause is None or self._left() < pause:
                    raise Refusal("down") from error
                self.sleep(pause)

    def _left(self) -> float:
        return self._end - self.clock()

    def _follow(self, url: str, target: Path, progress: ByteProgress) -> None:
        seen: set[str] = set()
        while True:
            try:
                host, path = check_address(url, self.hosts)
            except Refusal as refusal:
                raise (Refusal("redirect") if seen else refusal) from refusal
            if url in seen or len(seen) > HOPS:
                raise Refusal("redirect")
            seen.add(url)
            moved = self._ask(host, path, target, progress)
            if moved is None:
                return
            try:
                url = urljoin(url, moved)
            except ValueError as error:
                raise Refusal("redirect") from error

    def _ask(self, host: str, path: str, target: Path, progress: ByteProgress) -> str | None:
        """One request: the place that it redirects to, or None where the file is written."""
        with _trouble(), self._cutting(self.opener(host, min(SILENCE, max(self._left(), 0.1)))) as connection:
            connection.request("GET", path, headers=HEADERS)
            answer = connection.getresponse()
            if answer.status in REDIRECTS:
                return answer.headers.get("Location") or "about:blank"
            _check_status(answer.status)
            _check_type(answer, self.max_bytes)
            blocks = _unpacked(self._blocks(answer, progress), answer.headers.get("Content-Encoding", ""))
            self._write(blocks, target)
            return None

    @contextmanager
    def _cutting(self, connection: http.client.HTTPConnection) -> Iterator[http.client.HTTPConnection]:
        """Cut the connection when the time is over, wherever it waits."""

        def cut() -> None:
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(max(self._left(), 0.1), cut)
        timer.daemon = True
        timer.start()
        try:
            yield connection
        finally:
            timer.cancel()
            connection.close()

    def _blocks(self, answer: http.client.HTTPResponse, progress: ByteProgress) -> Iterator[bytes]:
        total = answer.length or 0
        got = 0
        while block := answer.read1(BLOCK):
            got += len(block)
            if self._left() <= 0:
                raise Refusal("slow")
            if got > self.max_bytes:
                raise Refusal("large")
            progress(got, total)
            yield block
        if got < total:
            raise _Again("cut")

    def _write(self, blocks: Iterator[bytes], target: Path) -> None:
        size = 0
        with _Target(target) as out:
            head = b""
            for block in blocks:
                size += len(block)
                if size > self.max_bytes:
                    raise Refusal("large")
                if len(head) < 1024:
                    head += block[: 1024 - len(head)]
                out.write(block)
            _check_head(head)


class TargetError(Exception):
    """The file can not be written, which is no trouble of the site."""


class _Target:
    """A file that is written; its own errors stay apart from those of the network."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> _Target:
        try:
            self._file = self.path.open("wb")
        except OSError as error:
            raise TargetError from error
        return self

    def write(self, block: bytes) -> None:
        try:
            self._file.write(block)
        except OSError as error:
            raise TargetError from error

    def __exit__(self, *_given: object) -> None:
        try:
            self._file.close()
        except OSError as error:
            raise TargetError from error


def _ignore(_done: int, _total: int) -> None:
    """Nobody wants to know."""


@contextmanager
def _trouble() -> Iterator[None]:
    """Trouble of the network as ours."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Refusal("tls") from error
    except ssl.SSLError as error:
        raise (_Again("tls") if "EOF" in str(error) else Refusal("tls")) from error
    except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: headers that make no sense
        raise _Again(type(error).__name__) from error


def _check_status(status: int) -> None:
    if status in BUSY:
        raise _Again(str(status))
    if status in (404, 410):
        raise Refusal("missing")
    if status != 200:
        raise Refusal("refused")


def _check_type(answer: http.client.HTTPResponse, max_bytes: int) -> None:
    kind = (answer.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise Refusal("page")
    if kind and kind not in TYPES:
        raise Refusal("type")
    if (answer.length or 0) > max_bytes:
        raise Refusal("large")


def _check_head(head: bytes) -> None:
    if b"%PDF" in head:
        return
    raise Refusal("page" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "type")


def _unpacked(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The blocks without gzip or deflate, which some sites send though nobody asked; never more than BLOCK at once."""
    if encoding.strip().lower() in ("", "identity"):
        yield from blocks
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise Refusal("type")
    unpack = zlib.decompressobj(wbits=47)
    try:
        for block in blocks:
            while block and not unpack.eof:
                yield unpack.decompress(block, BLOCK)
                block = unpack.unconsumed_tail
    except zlib.error as error:
        raise Refusal("type") from error
    if not unpack.eof:
        raise _Again("cut")
