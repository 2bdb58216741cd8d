from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromadb.errors import InternalError

from corpus.catalog import Catalog
from corpus.errors import ChromaUnreachable, DiskFull, IndexMismatch, VectorsBroken
from corpus.vectors import Vectors, clear, open_client
from tests.factories import REGULATION, ketentuan, parsed, peraturan
from tests.fakes import Broken, HashEmbeddings, crash


@pytest.fixture
def catalog(home: Path) -> Iterator[Catalog]:
    made = Catalog(home / "katalog.sqlite3")
    made.add(parsed(REGULATION), "a")
    yield made
    made.close()


def opened(home: Path, embedder: HashEmbeddings | None = None, name: str = "hash") -> Vectors:
    return Vectors(open_client(home / "vektor"), embedder or HashEmbeddings(), name, str(home / "vektor"))


def test_sync_makes_what_is_missing_and_nothing_twice(home: Path, catalog: Catalog) -> None:
    embedder = HashEmbeddings()
    vectors = opened(home, embedder)
    wanted = catalog.passage_ids()
    assert vectors.sync(catalog) == len(wanted) == embedder.made
    assert vectors.ids() == wanted
    assert vectors.sync(catalog) == 0
    assert embedder.made == len(wanted)


def test_it_is_told_how_far_the_work_is(home: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.vectors.BATCH", 2)
    told: list[tuple[int, int]] = []
    total = len(catalog.passage_ids())
    opened(home).sync(catalog, lambda done, of: told.append((done, of)))
    assert told == sorted(told) and told[-1] == (total, total)


def test_it_stops_when_asked_and_goes_on_later(home: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.vectors.BATCH", 2)
    total = len(catalog.passage_ids())
    assert opened(home).sync(catalog, stop=lambda: True) == 2
    assert opened(home).sync(catalog) == total - 2
    assert opened(home).ids() == catalog.passage_ids()


def test_what_the_catalogue_forgot_goes(home: Path, catalog: Catalog) -> None:
    vectors = opened(home)
    vectors.sync(catalog)
    catalog.add(parsed(REGULATION.replace("dibagi rata.", "dibagi rata setiap musim panen.")), "b")
    assert vectors.sync(catalog) == 1
    assert vectors.ids() == catalog.passage_ids()
    catalog.remove(catalog.held()[0].id)
    assert vectors.sync(catalog) == 0
    assert vectors.ids() == set()


def test_a_crash_between_the_batches_is_repaired(home: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.vectors.BATCH", 2)
    calls = iter([0, 1])

    class Dying(HashEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            if next(calls) == 1:
                crash()
            return super().embed_documents(texts)

    with pytest.raises(Broken):
        opened(home, Dying()).sync(catalog)
    assert 0 < len(opened(home).ids()) < len(catalog.passage_ids())
    opened(home).sync(catalog)
    assert opened(home).ids() == catalog.passage_ids()


def test_the_nearest_comes_first(home: Path, catalog: Catalog) -> None:
    vectors = opened(home)
    vectors.sync(catalog)
    found = vectors.near(["Penjaga Kebun menjawab paling lama lima hari sejak pendaftaran"], 3)
    ((_, _, _, text),) = catalog.passages([found[0][0]])
    assert "menjawab paling lama" in text
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(-1.001 <= score <= 1.001 for _, score in found)


def test_an_empty_index_finds_nothing(home: Path) -> None:
    assert opened(home).near(["kebun"]) == []


def test_only_what_is_named_is_looked_at(home: Path, catalog: Catalog) -> None:
    vectors = opened(home)
    vectors.sync(catalog)
    some = sorted(catalog.passage_ids())[:2]
    assert {passage for passage, _ in vectors.near(["kebun"], 5, within=some)} == set(some)
    assert {passage for passage, _ in vectors.near(["kebun"], 5, within=["tak-ada", *some])} == set(some)
    assert vectors.near(["kebun"], 5, within=["tak-ada"]) == []
    assert vectors.near(["kebun"], 5, within=[]) == vectors.near([], 5) == []
    both = dict(vectors.near(["kebun", "sanksi"], 50))
    assert both == {p: max(c, dict(vectors.near(["sanksi"], 50))[p]) for p, c in vectors.near(["kebun"], 50)}


def test_another_embedder_is_refused_and_what_was_there_stays(home: Path, catalog: Catalog) -> None:
    opened(home).sync(catalog)
    with pytest.raises(IndexMismatch, match=r"diisi oleh model hash, .* meminta lain; .*reindex"):
        opened(home, name="lain")
    assert opened(home).ids() == catalog.passage_ids()


def test_after_clearing_another_embedder_may_fill_it(home: Path, catalog: Catalog) -> None:
    opened(home).sync(catalog)
    clear(open_client(home / "vektor"))
    clear(open_client(home / "vektor"))
    assert opened(home, name="lain").sync(catalog) == len(catalog.passage_ids())


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (InternalError("error returned from database: (code: 13) database or disk is full"), DiskFull),
        (OSError(28, "No space left on device"), DiskFull),
        (InternalError("attempt to write a readonly database"), VectorsBroken),
    ],
)
def test_what_chroma_can_not_write_is_told(
    home: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, error: Exception, problem: type[Exception]
) -> None:
    vectors = opened(home)

    def fail(*_given: Any, **_named: Any) -> None:
        raise error

    monkeypatch.setattr("langchain_chroma.Chroma.add_texts", fail)
    with pytest.raises(problem, match=str(home / "vektor")):
        vectors.sync(catalog)
    monkeypatch.undo()
    assert vectors.sync(catalog) == len(catalog.passage_ids())


@pytest.mark.parametrize("content", [b"rusak" * 2000])
def test_an_index_that_is_damaged_is_told(home: Path, content: bytes) -> None:
    (home / "vektor").mkdir(parents=True)
    (home / "vektor" / "chroma.sqlite3").write_bytes(content)
    with pytest.raises(VectorsBroken, match="reindex"):
        open_client(home / "vektor")


def test_a_server_that_does_not_answer_is_told(home: Path) -> None:
    with pytest.raises(ChromaUnreachable, match="http://127.0.0.1:9 tidak menjawab"):
        open_client(home, "http://127.0.0.1:9")


def test_a_long_document_is_held_to_a_few_passages(home: Path, catalog: Catalog) -> None:
    catalog.add(peraturan(ketentuan("1", "kebun apel " * 9000), nomor="8"), "b")
    assert all(len(text) < 600 for *_, text in catalog.passages(sorted(catalog.passage_ids())))
