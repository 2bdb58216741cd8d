"""Where the official text of a regulation can be read on the web, and which hosts are official, from sumber.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

FILE = Path(__file__).with_name("sumber.toml")
HOST = re.compile(r"(?:[a-z0-9-]+\.)+go\.id")  # only the state may register under .go.id


@dataclass(frozen=True)
class Landing:
    """A place on an official site.

    Attributes:
        label: what the link says.
        url: https address.
        certain: it is the very page of the regulation; otherwise only the site to search.
        file: https address of the PDF itself, on an official host; "" where none is known.
        sha256: of that PDF; "" where not known.
    """

    label: str
    url: str
    certain: bool
    file: str = ""
    sha256: str = ""


def _tables(text: str | None) -> dict[str, object]:
    return tomllib.loads(FILE.read_text(encoding="utf-8") if text is None else text)


def read_hosts(text: str | None = None) -> frozenset[str]:
    """The official hosts, lower case.

    Args:
        text: TOML; that of the file that ships where absent.

    Raises:
        ValueError: a name is not under .go.id, or there is none.
    """
    listed = _tables(text).get("hosts")
    if not isinstance(listed, list) or not listed:
        raise ValueError("sumber.toml has no hosts")
    for host in listed:
        if not isinstance(host, str) or not HOST.fullmatch(host):
            raise ValueError(f"sumber.toml: {host!r} is no official host")
    return frozenset(listed)


def read_landings(text: str | None = None) -> Mapping[str, Landing]:
    """Landing pages by key of the regulation, with "default" for all others.

    Args:
        text: TOML; that of the file that ships where absent.

    Raises:
        ValueError: an address is not https, a file lies on a host that is not listed, or there is no default.
    """
    tables = _tables(text)
    landings = {
        key: Landing(
            str(t["label"]), str(t["landing"]), bool(t["certain"]), str(t.get("file", "")), str(t.get("sha256", ""))
        )
        for key, t in tables.items()
        if isinstance(t, dict)
    }
    if "default" not in landings:
        raise ValueError("sumber.toml has no [default]")
    for key, item in landings.items():
        if not item.url.startswith("https://") or not (item.file or "https://").startswith("https://"):
            raise ValueError(f"sumber.toml: an address of {key} is not https")
        if item.file and urlsplit(item.file).hostname not in read_hosts(text):
            raise ValueError(f"sumber.toml: the file of {key} is on a host that is not listed")
    return landings


def landing_of(landings: Mapping[str, Landing], key: str) -> Landing:
    """The landing page of a regulation."""
    return landings.get(key, landings["default"])
