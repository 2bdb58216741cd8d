"""The 32 concurrent affairs of UU 23/2014 Pasal 12, and how a text names them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FILE = Path(__file__).with_name("urusan.toml")
BASIC, PLAIN = 6, 24  # Pasal 12 ayat (1): 1-6 with basic services; ayat (2): 7-24 without; ayat (3): 25-32 optional
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Urusan:
    """An affair.

    Attributes:
        kode: "1" to "32", in the order of Pasal 12.
        nama, en: its name.
        alias: other names, lower case.
    """

    kode: str
    nama: str
    en: str
    alias: tuple[str, ...] = ()

    @property
    def kelompok(self) -> str:
        """Its group in Pasal 11 and 12."""
        if int(self.kode) <= BASIC:
            return "wajib pelayanan dasar"
        return "wajib bukan pelayanan dasar" if int(self.kode) <= PLAIN else "pilihan"

    @property
    def huruf(self) -> str:
        """The letter of its matrix in the Lampiran: A to Z, then AA to FF."""
        number = int(self.kode) - 1
        return chr(65 + number) if number < 26 else chr(65 + number - 26) * 2


class DaftarUrusan:
    """All of them, to be found by name.

    Args:
        items: in the order of the law.
    """

    def __init__(self, items: Sequence[Urusan]) -> None:
        self.items = tuple(items)
        self.by_kode = {item.kode: item for item in items}

    @classmethod
    def read(cls, path: Path = FILE) -> DaftarUrusan:
        """Those of `urusan.toml`."""
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["urusan"]
        return cls([Urusan(str(n), r["nama"], r["en"], tuple(r["alias"])) for n, r in enumerate(rows, 1)])

    @cached_property
    def _names(self) -> list[tuple[tuple[str, ...], Urusan]]:
        """(words of a name, affair), longest first, official names before aliases."""
        named = [(_words(name), item) for item in self.items for name in (item.nama, item.en)]
        aliased = [(_words(alias), item) for item in self.items for alias in item.alias]
        return sorted([*named, *aliased], key=lambda pair: -len(pair[0]))

    def find(self, text: str) -> tuple[Urusan, ...]:
        """The affairs that a text names, in its order; of names inside each other the longest counts.

        "Bidang Urusan PUPR & Perhubungan" -> (Pekerjaan umum dan penataan ruang, Perhubungan)
        """
        words = list(_words(text))
        found: dict[int, Urusan] = {}
        for name, item in self._names:
            for start in range(len(words) - len(name) + 1):
                if tuple(words[start : start + len(name)]) == name and name:
                    words[start : start + len(name)] = [""] * len(name)
                    found.setdefault(start, item)
        return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def _words(text: str) -> tuple[str, ...]:
    """Lower-case words: "Koperasi, Usaha Kecil, & Menengah" -> (koperasi, usaha, kecil, dan, menengah)."""
    return tuple(WORD.findall(text.lower().replace("&", " dan ").replace("perlindungan", "pelindungan")))
