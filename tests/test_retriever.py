"""Our search as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from rag.answer import Answerer
from rag.retriever import PasalRetriever
from tests.library import answerer_of, catalog_of, whole_library


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    made = answerer_of(tmp_path_factory.mktemp("pustaka"), whole_library())
    yield made
    made.catalog.close()


def test_the_provision_that_answers_comes_first_with_its_list_inside(answerer: Answerer) -> None:
    first = PasalRetriever(answerer=answerer).invoke("Pelampung dicat dengan warna apa saja?")[0]
    assert first.page_content.startswith("Pelampung dicat") and "c. kuning di muara" in first.page_content
    meta = first.metadata
    assert (meta["label"], meta["page"], meta["kind"]) == ("Permendagri 92/2097 Pasal 2 ayat (2)", 1, "naskah")
    assert {"jenis", "nomor", "tahun", "pasal", "ayat", "huruf", "angka", "file", "quote", "score"} <= set(meta)


@pytest.mark.parametrize("k", [1, 3, 5])
def test_no_more_than_k_best_first(answerer: Answerer, k: int) -> None:
    found = PasalRetriever(answerer=answerer, k=k).invoke("penjaga rak buku taman pelampung sepeda")
    scores = [d.metadata["score"] for d in found]
    assert len(found) == k and scores == sorted(scores, reverse=True)
    assert [d.metadata["n"] for d in found] == list(range(1, k + 1))


def test_every_document_is_a_pasal(answerer: Answerer) -> None:
    found = PasalRetriever(answerer=answerer, k=50).invoke("menteri dalam negeri menetapkan peraturan taman")
    assert found and all(d.metadata["pasal"] and d.page_content for d in found)


def test_it_stands_in_a_chain(answerer: Answerer) -> None:
    def first_label(found: list[Document]) -> str:
        return str(found[0].metadata["label"])

    chain = PasalRetriever(answerer=answerer) | RunnableLambda(first_label)
    assert chain.invoke("Berapa lebar jalur sepeda?") == "PP 93/2096 Pasal 1 ayat (1)"


@pytest.mark.parametrize("text", ["taman bacaan", "", "???"])
def test_an_empty_library_gives_nothing(tmp_path: Path, text: str) -> None:
    catalog = catalog_of(tmp_path, [])
    assert PasalRetriever(answerer=Answerer(catalog, None)).invoke(text) == []
    catalog.close()
