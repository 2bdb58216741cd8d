"""What digests tell of other regulations, and that it gives way to the official text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.models import Hubungan, Rujukan, Unit
from corpus.shelf import add_digests
from corpus.sitasi import unit_label
from corpus.told import told_relations
from rag.evidence import Library
from rag.glossary import load_glossary
from rag.question import understand
from rag.relations import relation_answer
from tests.factories import ketentuan, peraturan, settings_of

TITLE = "Peraturan lama yang dicabut"
TOLD = [
    # title, text, (target, its title, limit)
    (TITLE, "Permendagri 2/2090 (kebun lama);", [("permendagri-2-2090", "kebun lama", "")]),
    (TITLE, "PP 5/2090 (pagar), hanya bagian yang mengatur cat.", [("pp-5-2090", "pagar", "hanya bagian yang mengatur cat")]),
    ("Pencabutan PP 5/2090", "PP 5/2090 (Pagar) dicabut sejak Permendagri 9/2099 berlaku.", [("pp-5-2090", "Pagar", "")]),
    (TITLE, "Aturan lama tidak berlaku lagi.", []),
    (TITLE, "UU 5 dicabut.", []),
    ("Izin", "Izin menurut PP 5/2090 dapat dicabut.", []),
    ("", "PP 5/2090 dicabut.", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), TOLD)
def test_a_digest_tells_what_is_revoked(title: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    item = peraturan(ketentuan("63", text, title=title, page=None), kind="ringkasan")
    assert [(h.target.key, h.target.judul, h.text) for h in told_relations(item)] == expected


def test_the_digests_that_ship_tell_what_their_regulations_revoke(home: Path) -> None:
    catalog = Catalog(settings_of(home).catalog_path)
    add_digests(catalog)
    revoked = {(h.target.key, h.source, unit_label(h.unit)) for h in catalog.relations()}
    assert ("permendagri-22-2009", "permendagri-22-2020", "Pasal 63 huruf c") in revoked
    assert ("pp-50-2007", "pp-28-2018", "Pasal 51") in revoked
    library = Library(catalog, catalog.held())
    answer = relation_answer(understand("masih berlakukah PP 50/2007?", load_glossary()), library)
    assert answer is not None and answer.citations[0].kind == "ringkasan"
    assert "PP 28/2018 Pasal 51 (ringkasan) [1]" in answer.answer
    catalog.close()


def test_what_the_digest_tells_gives_way_to_the_official_text(home: Path) -> None:
    catalog = Catalog(settings_of(home).catalog_path)
    me, target = Rujukan("Permendagri", "9", 2099), Rujukan("PP", "5", 2090)
    provision = ketentuan("63", "PP 5/2090 dicabut.")

    def relation(quote: str) -> Hubungan:
        return Hubungan("mencabut", me, target, me.key, Unit(pasal="63"), 1, quote)

    catalog.add(peraturan(provision, kind="ringkasan"), "a", [relation("ringkasan")])
    assert [h.quote for h in catalog.relations()] == ["ringkasan"]
    catalog.add(peraturan(provision), "b", [relation("naskah")])
    assert [h.quote for h in catalog.relations(target="pp-5-2090")] == ["naskah"]
    catalog.close()
