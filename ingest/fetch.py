"""Official copies by name: from the hosts of sumber.toml, and kept only as the regulation that was asked for."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import FetchProblem, UnknownName, WrongRegulation, write_problem
from corpus.landing import Landing, landing_of
from corpus.models import Peraturan
from corpus.shelf import sha256_of
from ingest.download import ByteProgress, Download, Opener, Reason, Refusal, TargetError, open_public
from ingest.pipeline import Outcome, PageProgress, Pipeline

NAME = re.compile(r"[a-z]+(?:-[a-z]+)*-\d[\w.-]*-(?:19|20)\d\d")
UNNAMED = "salinan.pdf"  # while it is understood: its own words say what it is, not the name that we give it
WHY: Mapping[Reason, tuple[str, str]] = {
    "no-address": (
        "alamat berkasnya belum dikenal; bila Anda menemukan alamat PDF-nya di situs resmi, berikan dengan --url",
        "the address of its file is not known; if you find the address of its PDF on an official site, give it by "
        "--url",
    ),
    "address": (
        "alamatnya bukan alamat https biasa, tanpa sandi dan tanpa porta",
        "its address is not a plain one of https, without password and port",
    ),
    "host": (
        "alamatnya bukan di situs resmi yang terdaftar di sumber.toml",
        "its address is not on an official site that sumber.toml lists",
    ),
    "redirect": (
        "situs itu mengalihkan berputar-putar atau ke tempat yang tidak diizinkan",
        "the site redirects in circles or to a place that is not allowed",
    ),
    "refused": ("situs itu menolak pengunduhan oleh program", "the site refuses downloads by a program"),
    "page": (
        "situs itu mengirim halaman web (misalnya pemeriksaan pengunjung), bukan PDF",
        "the site sent a web page (such as a check of its visitors), no PDF",
    ),
    "missing": ("berkas itu tidak ada di alamatnya", "there is no file at its address"),
    "type": ("yang dikirim situs itu bukan PDF", "what the site sent is no PDF"),
    "large": ("berkasnya lebih besar dari batas TANYA_FETCH_MB", "the file is larger than TANYA_FETCH_MB allows"),
    "slow": ("waktunya melebihi batas TANYA_FETCH_SECONDS", "it took longer than TANYA_FETCH_SECONDS allows"),
    "down": (
        "situs itu tidak menjawab dengan baik meski sudah dicoba beberapa kali",
        "the site does not answer well, even after several tries",
    ),
    "tls": ("sertifikat keamanan situs itu tidak dapat dipercaya", "the certificate of the site can not be trusted"),
    "name": (
        "alamat mesin situs itu tidak ditemukan, atau berada di jaringan dalam",
        "the machine of the site is not found, or lies in a private network",
    ),
    "changed": (
        "isinya berbeda dari berkas yang tercatat di sumber.toml",
        "its content is not that of the file which sumber.toml knows",
    ),
}


def clean_name(text: str) -> str:
    """The key that a name means: "Permendagri 22/2020" -> "permendagri-22-2020".

    Raises:
        UnknownName: it is no name of a regulation.
    """
    key = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\b(?:nomor|no|tahun)\b\.?", " ", text.lower())).strip("-")
    if not NAME.fullmatch(key):
        raise UnknownName(text)
    return key


@dataclass(frozen=True)
class Sources:
    """What sumber.toml says: landing pages by key, and the official hosts."""

    landings: Mapping[str, Landing]
    hosts: frozenset[str]


def fetch(
    pipeline: Pipeline,
    sources: Sources,
    name: str,
    url: str = "",
    progress: ByteProgress | None = None,
    pages: PageProgress | None = None,
    opener: Opener = open_public,
    sleep: Callable[[float], None] = time.sleep,
) -> Outcome:
    """Fetch an official copy, check that it is the regulation that was asked for, and bring it in.

    Args:
        pipeline: brings it in; its settings hold the limits.
        sources: where official texts are.
        name: "permendagri-22-2020" or "Permendagri 22/2020".
        url: address of the PDF on an official host; that of sumber.toml where empty.
        progress: told of bytes while it comes.
        pages: told of pages while it is read.
        opener: makes connections; see `Download`.
        sleep: as `time.sleep`.

    Returns:
        What became of it; a file that can not be read, or is another regulation, is told in it.

    Raises:
        FetchProblem: it can not be had; the sentence says how to save it by browser.
        UnknownName: the name is none.
        HomeUnusable, DiskFull: it can not be written.
    """
    key = clean_name(name)
    landing = landing_of(sources.landings, key)
    settings = pipeline.settings
    download = Download(sources.hosts, settings.fetch_mb * 1_000_000, settings.fetch_seconds, opener, sleep)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix="unduhan-", dir=settings.home, ignore_cleanup_errors=True
        ) as folder:  # gone again, whatever happens
            target = Path(folder) / UNNAMED
            if not (url or landing.file):
                raise Refusal("no-address")
            download.save(url or landing.file, target, progress)
            if landing.sha256 and not url and sha256_of(target) != landing.sha256:
                raise Refusal("changed")
            return _bring_in(pipeline, key, target, pages)
    except Refusal as refusal:
        raise FetchProblem(refusal.reason, WHY[refusal.reason], key, landing.url) from refusal
    except (TargetError, OSError) as error:
        cause = error.__cause__ if isinstance(error, TargetError) and error.__cause__ else error
        raise write_problem(cause, str(settings.home)) from error


def _bring_in(pipeline: Pipeline, key: str, path: Path, pages: PageProgress | None) -> Outcome:
    name = f"{key}.pdf"

    def check(item: Peraturan) -> Peraturan:
        if item.key != key:
            raise WrongRegulation(name, item.label, key)
        return replace(item, file=name)

    outcome = replace(pipeline.add_file(path, pages, check=check), file=name)
    if outcome.status == "unchanged":
        sha = sha256_of(path)
        held = next((h for h in pipeline.catalog.held() if h.sha256 == sha and h.kind == "naskah"), None)
        if held is not None and held.key != key:  # the same file came in before, as what it is
            return Outcome(name, "failed", problem=WrongRegulation(name, held.label, key))
    return outcome
