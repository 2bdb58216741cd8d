"""The Pustaka tab: what is in force, a family as a picture, and documents that come in from the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from corpus.catalog import Catalog
from corpus.landing import read_landings
from corpus.models import Hubungan, Rujukan, Unit
from corpus.settings import Settings
from page.build import Handlers
from page.intake import Intake, Told
from page.service import UNEXPECTED, Service
from page.shelf import shelf_html, status_of, warnings_html
from page.tree import SHOWN, family_html, family_svg
from rag.family import Edge, Family, Node

OLD = Rujukan("Perda", "3", 2029)
NEW = Rujukan("Perda", "9", 2031)
TEXT = """PERATURAN DAERAH KOTA CONTOH
NOMOR 9 TAHUN 2031
TENTANG
PANGGUNG RAKYAT

Pasal 1
Wali kota menyusun daftar panggung rakyat setiap tahun.

Pasal 2
Pada saat Peraturan Daerah ini mulai berlaku, Peraturan Daerah Nomor 3 Tahun 2029 tentang Gardu Lama dicabut dan
dinyatakan tidak berlaku.

Pasal 3
Peraturan Daerah ini mulai berlaku pada tanggal diundangkan.
"""


def hubungan(**changes: object) -> Hubungan:
    """That NEW revokes OLD, changed as told."""
    return replace(Hubungan("mencabut", NEW, OLD, NEW.key, Unit(pasal="2"), 1, "dicabut"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("relations", "look", "words"),
    [
        ([], "berlaku", "berlaku, sejauh"),
        ([hubungan(kind="melaksanakan")], "berlaku", "berlaku, sejauh"),
        ([hubungan()], "dicabut", "dicabut dengan Perda 9/2031"),
        ([hubungan(part=Unit(pasal="4"))], "diubah", "sebagian dicabut dengan Perda 9/2031"),
        ([hubungan(kind="mengubah", part=Unit(pasal="4"))] * 2, "diubah", "diubah dengan Perda 9/2031"),
        ([hubungan(), hubungan(kind="mengubah")], "dicabut", "dicabut dengan Perda 9/2031; diubah dengan Perda 9/2031"),
    ],
)
def test_what_is_known_of_being_in_force(relations: list[Hubungan], look: str, words: str) -> None:
    found = status_of(relations)
    assert found[0] == look
    assert found[1].startswith(words)
    assert found[1].count("Perda 9/2031") == words.count("Perda 9/2031")


def tree(*, others: int = 2, name: str = "Perda 3/2029", between: bool = False) -> Family:
    """A regulation that revokes some, and is changed by one."""
    nodes = [Node("a", "Perda 9/2031", "Panggung Rakyat", True), Node("c", "Perda 12/2035", "", True)]
    nodes += [Node(f"b{n}", name, "Gardu Lama", False) for n in range(others)]
    edges = [Edge("c", "a", "mengubah", ("Perda 12/2035 Pasal I",), (3,))]
    edges += [Edge("a", f"b{n}", "mencabut", (f"Perda 9/2031 Pasal {n + 2}",), (None,)) for n in range(others)]
    edges += [Edge("c", "b0", "mencabut", ("Perda 12/2035 Pasal II",), (4,))] if between else []
    return Family("a", tuple(nodes), tuple(edges))


def test_a_family_is_drawn_with_held_ones_filled_and_others_outlined() -> None:
    root = ElementTree.fromstring(family_svg(tree()))
    fills = [r.get("fill") for r in root.iter("{http://www.w3.org/2000/svg}rect")]
    words = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert fills.count("#ffffff") == 2
    assert fills.count("#0d5c63") == 2
    assert words.count("mencabut") == 2
    assert words.count("mengubah") == 1
    dashed = [p.get("stroke-dasharray") for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("stroke")]
    assert len({d for d in dashed}) == 2  # told apart without colours


@pytest.mark.parametrize("others", [1, SHOWN, SHOWN + 5, 60])
def test_every_box_lies_inside_the_picture_and_apart_from_the_others(others: int) -> None:
    root = ElementTree.fromstring(family_svg(tree(others=others)))
    height = float(root.get("viewBox", "").split()[3])
    boxes = [(float(r.get("y", "")), float(r.get("height", ""))) for r in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert len(boxes) == 2 + min(others, SHOWN)
    assert all(y + tall <= following for (y, tall), (following, _) in zip(boxes, boxes[1:], strict=False))
    assert boxes[-1][0] + boxes[-1][1] <= height
    assert (f"dan {others - SHOWN} peraturan lain" in family_svg(tree(others=others))) == (others > SHOWN)
    assert family_html(tree(others=others)).count("<li>") == others + 1


def test_each_arrow_is_told_with_its_provision_and_page() -> None:
    shown = family_html(tree(between=True))
    assert "Perda 12/2035 Pasal I, halaman 3" in shown
    assert "Perda 9/2031 Pasal 2<" in shown
    assert family_svg(tree(between=True)).count("<path") == family_svg(tree()).count("<path") + 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</text></svg><b>"])
def test_hostile_names_stay_text(name: str) -> None:
    root = ElementTree.fromstring(family_svg(tree(name=name)))
    assert {e.tag.split("}")[1] for e in root.iter()} == {
        "svg", "defs", "marker", "path", "g", "title", "rect", "text"
    }  # fmt: skip
    assert name not in family_html(tree(name=name))
    assert name not in warnings_html([name])


def test_a_regulation_alone_has_a_sentence() -> None:
    alone = Family("a", (Node("a", "Perda 9/2031", "", True),), ())
    assert "tidak mengetahui hubungan Perda 9/2031" in family_html(alone)


# --- documents that come in


@pytest.fixture
def service(home: Path) -> Iterator[Service]:
    catalog = Catalog(home / "katalog.sqlite3")
    made = Service(Settings(home=home, embedder="none", workers=1), catalog, read_landings())
    yield made
    made.stop()
    catalog.close()


def upload(tmp_path: Path, name: str, content: bytes) -> Path:
    """A file as an upload leaves it."""
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_an_upload_is_told_and_answers_at_once(service: Service, tmp_path: Path) -> None:
    good = upload(tmp_path, "perda.txt", TEXT.encode())
    bad = upload(tmp_path, "<b>rusak.pdf", b"%PDF-1.4 nothing")
    *_, told = Intake(service).files([good, bad])
    assert "Perda 9/2031" in told.lines[0]
    assert "3 Pasal" in told.lines[0]
    assert 'role="alert"' in told.lines[1]
    assert "<b>" not in told.lines[1]
    assert told.doing == ""
    assert not good.exists()
    assert not bad.exists()
    assert not service.answer("Apa isi Pasal 1 Perda 9/2031?", []).refused
    handlers = Handlers(service)
    shelf, family = handlers.load()[2], handlers.load()[4]
    assert "Perda 9/2031" in shelf
    assert "Perda 3/2029" in family
    assert "Pasal 2" in family


def test_the_same_file_again_changes_nothing(service: Service, tmp_path: Path) -> None:
    list(Intake(service).files([upload(tmp_path, "perda.txt", TEXT.encode())]))
    before = service.answerer
    *_, told = Intake(service).files([upload(tmp_path, "perda.txt", TEXT.encode())])
    assert "tidak berubah" in told.lines[0]
    assert service.answerer is before


def test_two_at_once_come_in_one_after_the_other(service: Service, tmp_path: Path) -> None:
    intake = Intake(service)
    other = upload(tmp_path, "lain.txt", TEXT.replace("NOMOR 9", "NOMOR 8").encode())
    first = intake.files([upload(tmp_path, "perda.txt", TEXT.encode())])
    second = intake.files([other])
    assert [list(first)[-1].doing, list(second)[-1].doing] == ["", ""]
    assert {h.label for h in service.held()} == {"Perda 9/2031", "Perda 8/2031"}


@pytest.mark.parametrize(
    ("name", "words"), [("<b>apa saja</b>", "bukan nama peraturan"), ("perda-9-2031", "dapat juga diunggah")]
)
def test_what_can_not_be_fetched_is_told_in_a_sentence(service: Service, name: str, words: str) -> None:
    shown = list(Handlers(service).fetch(name))[-1]
    assert words in shown
    assert 'role="alert"' in shown
    assert "<b>" not in shown


def test_a_failure_that_nobody_foresaw_is_told_without_its_words(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("ingest.pipeline.Pipeline.add", broken)
    *_, told = Intake(service).files([upload(tmp_path, "perda.txt", TEXT.encode())])
    assert UNEXPECTED in told.html
    assert "secret" not in told.html


def test_progress_is_shown_with_its_share_where_that_is_known() -> None:
    assert 'value="0.250"' in Told((), "Membaca", 0.25).html
    assert "value" not in Told((), "Membaca").html
    assert "progress" not in Told(("x",)).html


def test_an_empty_library_says_so() -> None:
    assert "kosong" in shelf_html([], {})
