"""Where the official text of a regulation can be read on the web, from sumber.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("sumber.toml")


@dataclass(frozen=True)
class Landing:
    """A place on an official site.

    Attributes:
        label: what the link says.
        url: https address.
        certain: it is the very page of the regulation; otherwise only the site to search.
    """

    label: str
    url: str
    certain: bool


def read_landings(text: str | None = None) -> Mapping[str, Landing]:
    """Landing pages by key of the regulation, with "default" for all others.

    Args:
        text: TOML; that of the file that ships where absent.

    Raises:
        ValueError: an address is not https, or there is no default.
    """
    tables = tomllib.loads(FILE.read_text(encoding="utf-8") if text is None else text)
    landings = {k: Landing(str(t["label"]), str(t["landing"]), bool(t["certain"])) for k, t in tables.items()}
    if "default" not in landings:
        raise ValueError("sumber.toml has no [default]")
    for key, item in landings.items():
        if not item.url.startswith("https://"):
            raise ValueError(f"sumber.toml: the address of {key} is not https")
    return landings


def landing_of(landings: Mapping[str, Landing], key: str) -> Landing:
    """The landing page of a regulation."""
    return landings.get(key, landings["default"])
