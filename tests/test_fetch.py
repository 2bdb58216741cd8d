"""Official copies by name, from a server on loopback that behaves like the real ones, bad days included."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Catalog
from corpus.errors import DamagedFile, DiskFull, FetchProblem, UnknownName, WrongRegulation
from corpus.landing import Landing, read_hosts, read_landings
from corpus.shelf import sha256_of
from ingest.__main__ import main
from ingest.download import Refusal, check_address, open_public, public_address
from ingest.fetch import WHY, Sources, clean_name, fetch
from ingest.pipeline import Outcome, Pipeline
from tests.factories import REGULATION, make_pdf, pdf_bytes, settings_of
from tests.fakes import no_room

HOST = "peraturan.go.id"
OTHER = "jdih.kemendagri.go.id"
HOSTS = frozenset((HOST, OTHER))
NAME = "permendagri-9-2099"
PDF = pdf_bytes(REGULATION.split("BAB II"))
HTML = b"<!DOCTYPE html><html><body>Memeriksa peramban Anda &hellip;</body></html>"
Script = Callable[[socket.socket], None]


def answer(body: bytes = b"", status: str = "200 OK", kind: str = "application/pdf", **headers: str) -> Script:
    """Sends a whole answer; a header given as "" is left out."""
    fields = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return lambda peer: peer.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def moved(place: str, status: str = "302 Found") -> Script:
    return answer(status=status, Location=place)


def hang_up(peer: socket.socket) -> None:
    """Says nothing."""


def drip(head: bytes) -> Script:
    """A byte, and another, until the other side has had enough."""

    def send(peer: socket.socket) -> None:
        peer.sendall(head)
        pause = threading.Event()
        while not pause.wait(0.01):
            peer.sendall(b"x")

    return send


class Site:
    """An official site on loopback: answers each path by its scripts, one after the other; the last one stays.

    Attributes:
        asked: (host, path) of every request.
        heads: what stood above each request.
    """

    def __init__(self) -> None:
        self.scripts: dict[str, list[Script]] = {}
        self.asked: list[tuple[str, str]] = []
        self.heads: list[str] = []
        self._hosts: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def open(self, host: str, timeout: float) -> http.client.HTTPConnection:
        """Stands in for `open_public`."""
        self._hosts.append(host)
        return http.client.HTTPConnection("127.0.0.1", self._listener.getsockname()[1], timeout=timeout)

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            with peer, suppress(OSError):  # the client has had enough
                self._answer(peer)

    def _answer(self, peer: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            block = peer.recv(4096)
            if not block:
                return
            head += block
        path = head.split(b" ")[1].decode()
        self.heads.append(head.decode())
        self.asked.append((self._hosts[-1], path))
        scripts = self.scripts[path]
        (scripts.pop(0) if len(scripts) > 1 else scripts[0])(peer)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


class Shop:
    """Fetches from the site into a home of its own."""

    def __init__(self, home: Path, site: Site) -> None:
        self.home, self.site = home, site
        self.catalog = Catalog(settings_of(home).catalog_path)
        self.slept: list[float] = []
        self.told: list[tuple[int, int]] = []
        self.landing = Landing("cari", "https://peraturan.go.id/", False, f"https://{HOST}/a.pdf")

    def __call__(self, url: str = "", name: str = NAME, **settings: Any) -> Outcome:
        pipeline = Pipeline(self.catalog, settings_of(self.home, **settings))
        sources = Sources({"default": self.landing}, HOSTS)
        return fetch(
            pipeline, sources, name, url, lambda done, total: self.told.append((done, total)),
            opener=self.site.open, sleep=self.slept.append,
        )  # fmt: skip

    def reason(self, *scripts: Script, url: str = "", **settings: Any) -> str:
        """Why it could not be fetched."""
        self.site.scripts["/a.pdf"] = list(scripts)
        with pytest.raises(FetchProblem) as caught:
            self(url, **settings)
        assert self.catalog.held() == [], "nothing was kept"
        assert self.left == []
        return caught.value.reason

    @property
    def left(self) -> list[str]:
        """What still lies in the home besides the catalogue and kept copies."""
        names = [p.name for p in self.home.iterdir()]
        return [n for n in names if not n.startswith("katalog.sqlite3") and n != "berkas"]


@pytest.fixture
def shop(home: Path, site: Site) -> Iterator[Shop]:
    made = Shop(home, site)
    yield made
    made.catalog.close()


# --- good days, and bad ones that end well

GZIP = gzip.compress(PDF)
CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (PDF[:700], PDF[700:])) + b"0\r\n\r\n"
ENDS_WELL: list[tuple[str, list[Script], list[float]]] = [
    ("a plain answer", [answer(PDF)], []),
    ("no kind given", [answer(PDF, kind="")], []),
    ("a kind for saving", [answer(PDF, kind="application/force-download; name=x.pdf")], []),
    ("no length", [answer(PDF, Content_Length="")], []),
    ("in chunks", [answer(CHUNKED, Content_Length="", Transfer_Encoding="chunked")], []),
    ("gzip though nobody asked", [answer(GZIP, Content_Encoding="gzip")], []),
    ("deflate", [answer(zlib.compress(PDF), Content_Encoding="deflate")], []),
    ("503 twice", [answer(status="503 Busy"), answer(status="503 Busy"), answer(PDF)], [1.0, 4.0]),
    ("429 once", [answer(status="429 Slow Down"), answer(PDF)], [1.0]),
    ("hung up once", [hang_up, answer(PDF)], [1.0]),
    ("cut once", [answer(PDF[:300], Content_Length=str(len(PDF))), answer(PDF)], [1.0]),
    ("cut in a chunk", [answer(CHUNKED[:400], Content_Length="", Transfer_Encoding="chunked"), answer(PDF)], [1.0]),
    ("cut gzip", [answer(GZIP[:200], Content_Encoding="gzip"), answer(PDF)], [1.0]),
    ("no HTTP", [lambda peer: peer.sendall(b"SSH-2.0-OpenSSH\r\n\r\n"), answer(PDF)], [1.0]),
    ("junk before the mark", [answer(b"\r\n\r\n" + PDF)], []),
]


@pytest.mark.parametrize(("day", "scripts", "slept"), ENDS_WELL, ids=[row[0] for row in ENDS_WELL])
def test_a_copy_comes_in(shop: Shop, day: str, scripts: list[Script], slept: list[float]) -> None:
    shop.site.scripts["/a.pdf"] = scripts
    outcome = shop()
    assert (outcome.status, outcome.label, outcome.file) == ("added", "Permendagri 9/2099", f"{NAME}.pdf")
    assert shop.slept == slept
    assert [(h.key, h.file) for h in shop.catalog.held()] == [(NAME, f"{NAME}.pdf")]
    assert shop.left == []


def test_a_redirect_to_a_listed_host_is_followed(shop: Shop) -> None:
    shop.site.scripts = {
        "/a.pdf": [moved("/b%20c.pdf?x=1", "301 Moved")],
        "/b%20c.pdf?x=1": [moved(f"https://{OTHER}:443/d.pdf", "307 Elsewhere")],
        "/d.pdf": [answer(PDF)],
    }
    assert shop().status == "added"
    assert shop.site.asked == [(HOST, "/a.pdf"), (HOST, "/b%20c.pdf?x=1"), (OTHER, "/d.pdf")]


def test_progress_is_told_in_bytes(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(PDF)]
    shop()
    assert shop.told[-1] == (len(PDF), len(PDF))


def test_no_cookie_and_no_secret_is_sent(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(PDF, Set_Cookie="a=b")]
    shop()
    assert not any(word in shop.site.heads[0].lower() for word in ("cookie", "authorization", "referer"))


def test_the_same_copy_again_changes_nothing(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(PDF)]
    assert [shop().status, shop().status] == ["added", "unchanged"]


def test_an_address_may_be_given(shop: Shop) -> None:
    shop.site.scripts["/unduh?id=7"] = [answer(PDF)]
    assert shop(f"https://{OTHER}/unduh?id=7").status == "added"
    assert shop.site.asked == [(OTHER, "/unduh?id=7")]


def test_a_known_hash_must_match(shop: Shop, tmp_path: Path) -> None:
    copy = make_pdf(tmp_path / "a.pdf", *REGULATION.split("BAB II"))
    shop.landing = Landing("x", "https://peraturan.go.id/", False, shop.landing.file, "0" * 64)
    assert shop.reason(answer(PDF)) == "changed"
    shop.landing = Landing("x", "https://peraturan.go.id/", False, shop.landing.file, sha256_of(copy))
    assert shop().status == "added"


# --- bad days that end with a sentence

LOOP = moved("/a.pdf")
LARGE = b"%PDF-1.4\n" + b"x" * 1_200_000
BAD: list[tuple[str, list[Script], str, int]] = [
    # day, what the site does, reason, tries
    ("403 with a page", [answer(HTML, "403 Forbidden", "text/html")], "refused", 1),
    ("401", [answer(b"", "401 Unauthorized")], "refused", 1),
    ("204", [answer(b"", "204 No Content")], "refused", 1),
    ("404", [answer(HTML, "404 Not Found", "text/html")], "missing", 1),
    ("a captcha", [answer(HTML, kind="text/html; charset=utf-8")], "page", 1),
    ("a page that says it is a PDF", [answer(HTML)], "page", 1),
    ("a page with a byte order mark", [answer(b"\xef\xbb\xbf\n" + HTML)], "page", 1),
    ("a picture", [answer(b"\x89PNG\r\n", kind="image/png")], "type", 1),
    ("a ZIP that says it is a PDF", [answer(b"PK\x03\x04" + b"x" * 2000)], "type", 1),
    ("nothing at all", [answer(b"")], "type", 1),
    ("brotli", [answer(PDF, Content_Encoding="br")], "type", 1),
    ("gzip that is none", [answer(PDF, Content_Encoding="gzip")], "type", 1),
    ("too large by its word", [answer(PDF, Content_Length="1000001")], "large", 1),
    ("too large without a word", [answer(LARGE, Content_Length="")], "large", 1),
    ("a gzip bomb", [answer(gzip.compress(LARGE), Content_Encoding="gzip")], "large", 1),
    ("a redirect to itself", [LOOP], "redirect", 1),
    ("a redirect to http", [moved("http://peraturan.go.id/b.pdf")], "redirect", 1),
    ("a redirect to another host", [moved("https://peraturan.go.id.example/b.pdf")], "redirect", 1),
    ("a redirect to loopback", [moved("https://127.0.0.1/b.pdf")], "redirect", 1),
    ("a redirect to another port", [moved("https://peraturan.go.id:8443/b.pdf")], "redirect", 1),
    ("a redirect to a file", [moved("file:///etc/passwd")], "redirect", 1),
    ("a redirect to nowhere", [moved("")], "redirect", 1),
    ("a broken redirect", [moved("https://[::1/b.pdf")], "redirect", 1),
    ("500 for ever", [answer(HTML, "500 Oops", "text/html")], "down", 3),
    ("cut for ever", [answer(PDF[:300], Content_Length=str(len(PDF)))], "down", 3),
    ("silence for ever", [hang_up], "down", 3),
]


@pytest.mark.parametrize(("day", "scripts", "reason", "tries"), BAD, ids=[row[0] for row in BAD])
def test_a_copy_that_can_not_be_had_is_told(
    shop: Shop, day: str, scripts: list[Script], reason: str, tries: int
) -> None:
    assert shop.reason(*scripts, fetch_mb=1) == reason
    assert len(shop.site.asked) == tries


def test_a_long_chain_of_redirects_ends(shop: Shop) -> None:
    shop.site.scripts = {f"/{n}": [moved(f"/{n + 1}")] for n in range(20)}
    assert shop.reason(moved("/0")) == "redirect"
    assert len(shop.site.asked) == 6


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n%PDF-"]
)
def test_a_site_that_drips_is_cut(shop: Shop, head: bytes) -> None:
    """The site would go on for ever: that this test ends is the test."""
    assert shop.reason(drip(head), fetch_seconds=1) == "slow"


def test_a_site_without_a_certificate_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection over TLS, to a site that speaks none."""
    port = shop.site.open(HOST, 1).port
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda _place, timeout: connect(("127.0.0.1", port), timeout))
    monkeypatch.setattr("ingest.download.public_address", lambda host: "8.8.8.8")
    monkeypatch.setattr(shop.site, "open", open_public)
    monkeypatch.setattr(shop.site, "_answer", lambda peer: peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert shop.reason(answer(PDF)) == "tls"


def test_a_regulation_without_a_known_address_is_told_without_asking(shop: Shop) -> None:
    shop.landing = Landing("cari", "https://peraturan.go.id/", False)
    assert shop.reason(answer(PDF)) == "no-address"
    assert shop.site.asked == []


def test_the_sentence_says_how_to_save_it_by_browser(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(HTML, "403 Forbidden", "text/html")]
    with pytest.raises(FetchProblem) as caught:
        shop()
    said = caught.value.message("id")
    assert "menolak" in said and "dengan peramban" in said and "https://peraturan.go.id/" in said
    assert f"`python -m ingest {NAME}.pdf`" in said
    assert "in a browser" in caught.value.message("en")


def test_every_reason_has_a_clause_in_both_languages() -> None:
    for id_text, en_text in WHY.values():
        assert id_text and en_text and id_text != en_text
        assert not id_text.endswith(".") and not en_text.endswith(".")


# --- it must be the regulation that was asked for


def test_another_regulation_is_not_kept(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(PDF)]
    outcome = shop(name="permendagri-8-2099")
    assert isinstance(outcome.problem, WrongRegulation)
    assert "Permendagri 9/2099" in str(outcome.problem) and "permendagri-8-2099" in str(outcome.problem)
    assert shop.catalog.held() == []
    assert shop.left == []
    assert not (shop.home / "berkas").exists()


def test_another_regulation_that_is_held_already_is_told_all_the_same(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(PDF)]
    shop()
    assert isinstance(shop(name="permendagri-8-2099").problem, WrongRegulation)


def test_a_file_that_does_not_say_what_it_is_is_not_taken_for_what_was_asked(shop: Shop) -> None:
    """Though its name, which we gave, says so."""
    shop.site.scripts["/a.pdf"] = [
        answer(pdf_bytes(["MEMUTUSKAN:\nPasal 1\nKebun dirawat bersama.\nPasal 2\nPanen dibagi."]))
    ]
    assert isinstance(shop(name="uu-9-2019").problem, WrongRegulation)


def test_a_broken_pdf_is_told(shop: Shop) -> None:
    shop.site.scripts["/a.pdf"] = [answer(b"%PDF-1.4\nrusak")]
    assert isinstance(shop().problem, DamagedFile)


def test_a_full_disk_is_told_as_one(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.site.scripts["/a.pdf"] = [answer(PDF)]
    plain = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, mode="r", **rest: no_room() if mode == "wb" else plain(self, mode, **rest)
    )
    with pytest.raises(DiskFull):
        shop()
    assert len(shop.site.asked) == 1, "a full disk is no reason to ask again"


# --- names and addresses

NAMES = [
    ("permendagri-22-2020", "permendagri-22-2020"),
    ("Permendagri 22/2020", "permendagri-22-2020"),
    ("UU Nomor 23 Tahun 2014", "uu-23-2014"),
    ("pp no. 28 tahun 2018", "pp-28-2018"),
    ("Permen PANRB 1/2020", "permen-panrb-1-2020"),
]
NO_NAMES = ["", "uu", "23/2014", "../../etc/passwd", "permendagri-22", "uu-23-14", "kerja sama daerah", "--url"]


@pytest.mark.parametrize(("text", "key"), NAMES)
def test_a_name_is_read(text: str, key: str) -> None:
    assert clean_name(text) == key


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_told(text: str) -> None:
    with pytest.raises(UnknownName):
        clean_name(text)


ALLOWED = [
    (f"https://{HOST}/files/a.pdf", (HOST, "/files/a.pdf")),
    (f"https://{HOST}", (HOST, "/")),
    ("HTTPS://PERATURAN.GO.ID:443/a b.pdf?q=é#x", (HOST, "/a%20b.pdf?q=%C3%A9")),
]
FORBIDDEN = [
    (f"http://{HOST}/a.pdf", "address"),
    (f"ftp://{HOST}/a.pdf", "address"),
    (f"//{HOST}/a.pdf", "address"),
    ("a.pdf", "address"),
    (f"https://{HOST}:8443/a.pdf", "address"),
    (f"https://{HOST}:x/a.pdf", "address"),
    (f"https://saya@{HOST}/a.pdf", "address"),
    (f"https://saya:sandi@{HOST}/a.pdf", "address"),
    (f"https://{HOST}@example.org/a.pdf", "address"),
    (f"https://{HOST}\\@example.org/a.pdf", "address"),
    (f"https://{HOST}/a\r\nHost: example.org", "address"),
    ("https://[::1/a.pdf", "address"),
    ("https://127.0.0.1/a.pdf", "host"),
    ("https://[::1]/a.pdf", "host"),
    ("https://2130706433/a.pdf", "host"),
    ("https://localhost/a.pdf", "host"),
    (f"https://{HOST}./a.pdf", "host"),
    (f"https://x.{HOST}/a.pdf", "host"),
    (f"https://{HOST}.example/a.pdf", "host"),
    (f"https://example.org/{HOST}/a.pdf", "host"),
    ("https://реraturan.go.id/a.pdf", "host"),
    ("https:///a.pdf", "host"),
]


@pytest.mark.parametrize(("url", "expected"), ALLOWED)
def test_an_official_address_is_asked(url: str, expected: tuple[str, str]) -> None:
    assert check_address(url, HOSTS) == expected


@pytest.mark.parametrize(("url", "reason"), FORBIDDEN)
def test_no_other_address_is_asked(url: str, reason: str, shop: Shop) -> None:
    with pytest.raises(Refusal) as caught:
        check_address(url, HOSTS)
    assert caught.value.reason == reason
    assert shop.reason(answer(PDF), url=url) == reason
    assert shop.site.asked == []


def look_up_of(*addresses: str) -> Callable[..., Any]:
    return lambda host, port, **_options: [(2, 1, 6, "", (a, port)) for a in addresses]


@pytest.mark.parametrize("address", ["103.10.1.1", "2404:8000:1::1"])
def test_a_public_address_is_taken(address: str) -> None:
    assert public_address(HOST, look_up_of(address)) == address


@pytest.mark.parametrize(
    "addresses",
    [
        (),
        ("127.0.0.1",),
        ("10.0.0.7",),
        ("192.168.1.1",),
        ("169.254.169.254",),
        ("100.64.0.1",),
        ("0.0.0.0",),
        ("224.0.0.1",),
        ("::1",),
        ("fe80::1%eth0",),
        ("fd00::1",),
        ("::ffff:127.0.0.1",),
        ("103.10.1.1", "10.0.0.7"),
    ],
)
def test_a_name_that_leads_into_a_private_network_is_refused(addresses: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as caught:
        public_address(HOST, look_up_of(*addresses))
    assert caught.value.reason == "name"


def test_a_name_that_is_not_found_is_refused() -> None:
    def unknown(*_given: object, **_named: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Refusal) as caught:
        public_address(HOST, unknown)
    assert caught.value.reason == "name"


# --- what ships


def test_the_hosts_that_ship_are_of_the_state_and_every_file_lies_on_one() -> None:
    hosts = read_hosts()
    assert {"peraturan.go.id", "peraturan.bpk.go.id", "jdih.kemendagri.go.id"} <= hosts
    for item in read_landings().values():
        if item.file:
            assert check_address(item.file, hosts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hosts = []",
        'hosts = "peraturan.go.id"',
        'hosts = ["example.org"]',
        'hosts = ["go.id"]',
        'hosts = ["*.go.id"]',
        'hosts = ["x.go.id:80"]',
        'hosts = ["X.go.id"]',
    ],
)
def test_a_list_of_hosts_that_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="sumber"):
        read_hosts(text)


@pytest.mark.parametrize("file", ["http://a.go.id/x.pdf", "https://b.go.id/x.pdf", "javascript:x"])
def test_a_file_that_lies_elsewhere_is_refused(file: str) -> None:
    text = f'hosts = ["a.go.id"]\n[default]\nlabel="a"\nlanding="https://a.go.id/"\ncertain=false\nfile="{file}"'
    with pytest.raises(ValueError, match="sumber"):
        read_landings(text)


# --- the command


@pytest.fixture
def command(site: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    monkeypatch.setattr("ingest.__main__.add_digests", lambda catalog: 0)
    monkeypatch.setattr("ingest.__main__.fetch", partial(fetch, opener=site.open, sleep=lambda seconds: None))
    site.scripts["/a.pdf"] = [answer(PDF)]
    return site


ADDRESS = f"https://{HOST}/a.pdf"
RUNS = [
    # arguments, exit code, said
    (["fetch", NAME, "--url", ADDRESS], 0, "[ditambahkan] Permendagri 9/2099"),
    (["fetch", "Permendagri 9/2099", "--url", ADDRESS, "--json"], 0, '"status": "added"'),
    (["fetch", "permendagri-8-2099", "--url", ADDRESS], 1, "terbaca sebagai Permendagri 9/2099"),
    (["fetch", NAME, "--url", "https://example.org/a.pdf"], 1, "situs resmi yang terdaftar"),
    (["fetch", NAME], 1, "simpan PDF-nya"),
    (["fetch", "apa saja"], 1, "bukan nama peraturan"),
    (["fetch"], 2, "yang wajib diisi belum ada: NAMA"),
    (["fetch", "--help"], 0, "Ambil salinan resmi"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), RUNS)
def test_the_command(
    command: Site, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    try:
        left = main(arguments)
    except SystemExit as end:
        left = int(end.code or 0)
    printed = capsys.readouterr()
    assert (left, said in printed.out + printed.err) == (code, True), printed
