"""What our digests tell of other regulations: those that a Pasal revokes. A home without official texts knows it so."""

from __future__ import annotations

import re

from corpus.models import Hubungan, Peraturan, Rujukan
from corpus.sitasi import find_regulations

REVOKES = re.compile(r"\b(?:dicabut|pencabutan)\b", re.IGNORECASE)  # in the title that a digest gives to its Pasal
NAME = re.compile(r"\s*\((?P<judul>[^()]{3,200})\)")
LIMIT = re.compile(r"\b(?:hanya|sepanjang)\b[^.;]{3,200}")


def told_relations(item: Peraturan) -> tuple[Hubungan, ...]:
    """The regulations that a digest says are revoked, each with the provision that names it.

    "#### Pasal 63: Peraturan lama yang dicabut" with "c. Permendagri 22/2009 (petunjuk teknis …);" below it.
    """
    me = Rujukan(item.jenis, item.nomor, item.tahun, item.judul)
    found: list[Hubungan] = []
    for provision in item.provisions:
        if not provision.unit.pasal or not REVOKES.search(provision.title):
            continue
        for named in find_regulations(provision.text):
            title = NAME.match(provision.text, named.span[1])
            limit = LIMIT.search(provision.text, named.span[1])
            target = Rujukan(named.jenis or "", named.nomor or "", named.tahun or 0, title["judul"] if title else "")
            if target.tahun and target.key != me.key:
                found.append(
                    Hubungan(
                        "mencabut", me, target, item.key, provision.unit, provision.page, provision.text,
                        text=limit[0].strip() if limit else "",
                    )
                )  # fmt: skip
    return tuple(found)
