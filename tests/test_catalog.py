from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus import catalog as module
from corpus.catalog import Catalog, as_json
from corpus.errors import CatalogBroken, CatalogOutdated, DiskFull, HomeUnusable
from corpus.models import Unit
from corpus.words import content_stems
from tests.factories import REGULATION, ketentuan, parsed, peraturan, question
from tests.fakes import Broken, crash, no_room, not_allowed


@pytest.fixture
def catalog(home: Path) -> Iterator[Catalog]:
    made = Catalog(home / "katalog.sqlite3")
    yield made
    made.close()


def counts(catalog: Catalog) -> dict[str, int]:
    """Rows of every table."""
    tables = ("peraturan", "provision", "entry", "passage", "words")
    with catalog.engine.connect() as connection:
        return {t: int(connection.execute(sa.text(f"SELECT count(*) FROM {t}")).scalar() or 0) for t in tables}


def found(catalog: Catalog, words: str) -> list[tuple[str | None, str | None]]:
    return [(f.unit.pasal, f.unit.ayat) for f in catalog.entries(catalog.search(content_stems(words))) if not f.whole]


def test_what_goes_in_comes_out(catalog: Catalog) -> None:
    item = parsed(REGULATION)
    identity = catalog.add(item, "a" * 64)
    (held,) = catalog.held()
    assert (held.id, held.key, held.label, held.file, held.pages) == (
        identity,
        item.key,
        item.label,
        item.file,
        item.pages,
    )
    assert tuple(catalog.provisions(identity)) == item.provisions
    assert [p.unit.ayat for p in catalog.provisions(identity, pasal="2") if p.depth == 2] == ["1", "2", "3"]
    assert catalog.provisions(identity, part="penjelasan") == []


def test_words_are_found_by_their_stems(catalog: Catalog) -> None:
    catalog.add(parsed(REGULATION), "a" * 64)
    assert found(catalog, "pendaftaran jawaban Penjaga Kebun")[0] == ("2", "2")
    assert found(catalog, "membagi panenan")[0] == ("3", None)


@pytest.mark.parametrize("words", ["", "kapal terbang", '" OR x', "NEAR(", "*", "-"])
def test_what_is_not_there_is_not_found(catalog: Catalog, words: str) -> None:
    catalog.add(parsed(REGULATION), "a" * 64)
    assert catalog.search(words.split()) == {}


def test_questions_and_english_are_found_too(catalog: Catalog) -> None:
    item = peraturan(
        ketentuan("3", "Hasil dibagi.", text_en="The harvest is shared."),
        questions=(question("Siapa dapat apel?", pasal="3"),),
    )
    catalog.add(item, "a")
    (entry,) = catalog.entries(catalog.search(["apel"]))
    assert [q - {"dapat"} for q in entry.question_stems] == [{"apel"}]
    assert [f.unit for f in catalog.entries(catalog.search(["harvest"]))] == [Unit(pasal="3")]


def test_a_newer_one_replaces_the_older(catalog: Catalog) -> None:
    catalog.add(peraturan(ketentuan("1", "Apel ditanam warga."), ketentuan("2", "Pir ditanam warga.")), "lama")
    catalog.add(peraturan(ketentuan("1", "Jeruk ditanam warga.")), "baru")
    assert [h.sha256 for h in catalog.held()] == ["baru"]
    assert found(catalog, "apel pir") == []
    assert found(catalog, "jeruk") == [("1", None)]
    assert counts(catalog) == {"peraturan": 1, "provision": 1, "entry": 1, "passage": 0, "words": 1}


def test_naskah_and_ringkasan_stand_side_by_side(catalog: Catalog) -> None:
    catalog.add(peraturan(ketentuan()), "n")
    catalog.add(peraturan(ketentuan(page=None), kind="ringkasan"), "r")
    assert [h.kind for h in catalog.held()] == ["naskah", "ringkasan"]


def test_removing_leaves_nothing(catalog: Catalog) -> None:
    identity = catalog.add(parsed(REGULATION), "a")
    catalog.remove(identity)
    assert set(counts(catalog).values()) == {0}
    assert catalog.vocabulary() == {}


@pytest.mark.parametrize("step", ["provision_row", "entries_of", "_passage_id", "content_stems"])
def test_a_crash_on_the_way_in_leaves_what_was(catalog: Catalog, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    catalog.add(parsed(REGULATION), "lama")
    before = (counts(catalog), catalog.passage_ids(), catalog.held())
    monkeypatch.setattr(module, step, crash)
    with pytest.raises(Broken):
        catalog.add(parsed(REGULATION.replace("Warga", "Petani")), "baru")
    assert (counts(catalog), catalog.passage_ids(), catalog.held()) == before
    monkeypatch.undo()
    catalog.add(parsed(REGULATION.replace("Warga", "Petani")), "baru")
    assert counts(catalog) == before[0]
    assert [h.sha256 for h in catalog.held()] == ["baru"]


def test_a_crash_after_the_rows_leaves_what_was(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog.add(peraturan(ketentuan()), "lama")
    whole = Catalog._add_entries

    def then_crash(*given: object) -> None:
        whole(*given)  # type: ignore[arg-type]
        crash()

    monkeypatch.setattr(Catalog, "_add_entries", then_crash)
    with pytest.raises(Broken):
        catalog.add(peraturan(ketentuan("2")), "baru")
    assert [h.sha256 for h in catalog.held()] == ["lama"]
    assert found(catalog, "kebun") == [("1", None)]


def test_passages_are_the_same_while_the_text_is(catalog: Catalog) -> None:
    catalog.add(parsed(REGULATION), "lama")
    before, mark = catalog.passage_ids(), catalog.passage_mark()
    catalog.add(parsed(REGULATION), "baru")
    assert (catalog.passage_ids(), catalog.passage_mark()) == (before, mark)
    catalog.add(parsed(REGULATION.replace("dibagi rata.", "dibagi rata setiap musim panen.")), "lain")
    assert len(catalog.passage_ids() - before) == 1
    assert catalog.passage_mark() != mark


def test_passages_come_in_the_order_asked_for(catalog: Catalog) -> None:
    catalog.add(parsed(REGULATION), "a")
    ids = sorted(catalog.passage_ids(), reverse=True)
    assert [row[0] for row in catalog.passages([*ids, "tidak-ada"])] == ids


def test_the_same_text_twice_in_one_unit_is_one_passage(catalog: Catalog) -> None:
    asked = (question("Apa itu?", pasal="1"), question("Apa itu?", pasal="1"))
    catalog.add(peraturan(ketentuan(), questions=asked), "a")
    assert counts(catalog)["passage"] == 1


def test_notes_are_kept(catalog: Catalog) -> None:
    assert catalog.noted("vectors") == ""
    catalog.note("vectors", "a")
    catalog.note("vectors", "b")
    assert catalog.noted("vectors") == "b"


def test_document_counts(catalog: Catalog) -> None:
    catalog.add(peraturan(ketentuan("1", "Apel dan pir."), ketentuan("2", "Apel.")), "a")
    assert catalog.document_counts(["apel", "pir", "jeruk"]) == {"apel": 2, "pir": 1, "jeruk": 0}
    assert catalog.document_counts([]) == {}


def test_it_opens_again_with_what_it_held(home: Path) -> None:
    for _ in range(2):
        catalog = Catalog(home / "katalog.sqlite3")
        catalog.add(peraturan(ketentuan()), "a")
        catalog.close()
    catalog = Catalog(home / "katalog.sqlite3")
    assert len(catalog.held()) == 1
    catalog.close()


# --- bad days


@pytest.mark.parametrize("content", [b"bukan katalog" * 400, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_catalogue(home: Path, content: bytes) -> None:
    home.mkdir()
    path = home / "katalog.sqlite3"
    path.write_bytes(content)
    with pytest.raises(CatalogBroken, match="katalog.sqlite3 rusak"):
        Catalog(path)
    assert path.read_bytes() == content


def test_a_catalogue_of_another_version_is_told_and_stays(home: Path) -> None:
    catalog = Catalog(home / "katalog.sqlite3")
    catalog.add(peraturan(ketentuan()), "a")
    catalog.note("schema", "0")
    catalog.close()
    with pytest.raises(CatalogOutdated, match="versi Tanya KSD yang lain"):
        Catalog(home / "katalog.sqlite3")
    with sqlite3.connect(home / "katalog.sqlite3") as raw:
        assert raw.execute("SELECT count(*) FROM peraturan").fetchone() == (1,)


def test_a_full_disk_is_told_and_what_was_there_stays(catalog: Catalog) -> None:
    catalog.add(peraturan(ketentuan()), "lama")
    with catalog.engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar()
    catalog.engine.dispose()
    sa.event.listen(catalog.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={used}"))
    with pytest.raises(DiskFull, match="penuh"):
        catalog.add(peraturan(*(ketentuan(str(n), f"Kebun nomor {n} " * 400) for n in range(1, 200))), "baru")
    assert [h.sha256 for h in catalog.held()] == ["lama"]
    assert found(catalog, "kebun") == [("1", None)]


@pytest.mark.parametrize(("failure", "problem"), [(no_room, DiskFull), (not_allowed, HomeUnusable)])
def test_a_folder_that_can_not_be_made(
    home: Path, monkeypatch: pytest.MonkeyPatch, failure: object, problem: type[Exception]
) -> None:
    monkeypatch.setattr(Path, "mkdir", failure)
    with pytest.raises(problem, match=str(home)):
        Catalog(home / "katalog.sqlite3")


def test_json_keeps_indonesian_letters() -> None:
    assert as_json({"a": "“é”"}) == '{"a": "“é”"}'


def test_a_unit_knows_its_other_text(catalog: Catalog) -> None:
    official = peraturan(ketentuan("3", "Hasil dibagi."), ketentuan("4", "Rak dicat."))
    digest = peraturan(ketentuan("3", "Dibagi rata."), ketentuan("9", "Tidak ada."), kind="ringkasan")
    catalog.add(official, "a")
    assert catalog.twins() == {}
    catalog.add(digest, "b")
    twins = catalog.twins()
    pasal = {f.id: (f.unit.pasal, f.peraturan_id) for f in catalog.entries(twins)}
    assert len(twins) == 2
    assert all(twins[other] == one and pasal[one][0] == pasal[other][0] == "3" for one, other in twins.items())
    assert len({owner for _, owner in pasal.values()}) == 2


def test_what_is_held_is_read_anew_when_a_regulation_comes_or_goes(catalog: Catalog) -> None:
    one = catalog.add(parsed(REGULATION), "a" * 64)
    first = catalog.held()
    assert [h.id for h in first] == [one] and catalog.held() == first and catalog.held() is not first
    other = Catalog(catalog.path)  # another process
    two = other.add(replace(parsed(REGULATION), nomor="10"), "b" * 64)
    assert [h.id for h in catalog.held()] == [two, one]
    other.remove(one)
    other.close()
    assert [h.id for h in catalog.held()] == [two]
    three = catalog.add(replace(parsed(REGULATION), nomor="10"), "c" * 64)
    assert [(h.id, h.sha256) for h in catalog.held()] == [(three, "c" * 64)]


def test_a_large_library_is_searched_by_the_words_that_tell(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog.add(parsed(REGULATION), "a" * 64)
    terms = content_stems("warga kebun bersama bibit sayur buah")
    counts = catalog.document_counts(terms)
    assert catalog._telling(terms) == terms
    monkeypatch.setattr(module, "MATCHES", 4)
    chosen = catalog._telling(terms)
    assert 0 < len(chosen) < len(terms)
    assert max(counts[t] for t in chosen) <= min(counts[t] for t in terms if t not in chosen)
    assert catalog.search(terms) and set(catalog.search(terms)) <= set(catalog.search(chosen))
    assert catalog._telling(["tiada", *terms])[0] == "tiada" and len(catalog._telling(["tiada", *terms])) > 1
