"""The other embedder: a real, tiny model built here on the spot, and E5's prefixes with a fake in its place."""

from __future__ import annotations

import importlib.util
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Catalog
from corpus.embed import MAX_CHARS, SentenceTransformers, load_embedder
from corpus.errors import EmbedderMissing, IndexMismatch
from corpus.models import Ketentuan, Peraturan, Unit
from corpus.vectors import Vectors, open_client

HAVE_IT = importlib.util.find_spec("sentence_transformers") is not None
real = pytest.mark.skipif(not HAVE_IT, reason="sentence-transformers is an extra and is not installed here")

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] kebun pasar sungai jembatan wajib dirawat dibuka ditutup oleh desa kota "
    "setiap hari bulan warga query passage : ##an ##nya . ( ) a b c"
).split()


# --- E5's prefixes, with a fake model that keeps what it is given


@dataclass
class FakeModel:
    """Keeps the texts it is asked for."""

    prompts: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def encode_document(self, texts: list[str], normalize_embeddings: bool) -> list[list[float]]:
        assert normalize_embeddings
        self.seen.extend(texts)
        return [[1.0, 0.0] for _ in texts]

    def encode_query(self, text: str, normalize_embeddings: bool) -> list[float]:
        assert normalize_embeddings
        self.seen.append(text)
        return [0.0, 1.0]


NAMES = [
    # name or path of the model, whether E5's prefixes are added
    ("intfloat/multilingual-e5-base", True),
    ("intfloat/multilingual-E5-small", True),
    ("/srv/models/multilingual-e5-small", True),
    ("/srv/models/multilingual-e5-small/", True),
    ("C:\\models\\e5-base", True),
    ("BAAI/bge-m3", False),
    ("/srv/e5/bge-m3", False),
    ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", False),
]


@pytest.mark.parametrize(("name", "prefixed"), NAMES)
def test_prefixes_go_before_the_texts_of_e5_models_alone(name: str, prefixed: bool) -> None:
    model = FakeModel()
    embedder = SentenceTransformers(name, lambda _: model)
    assert embedder.embed_documents(["kebun", "pasar"]) == [[1.0, 0.0], [1.0, 0.0]]
    assert embedder.embed_query("sungai") == [0.0, 1.0]
    expected = ["passage: kebun", "passage: pasar", "query: sungai"] if prefixed else ["kebun", "pasar", "sungai"]
    assert model.seen == expected


def test_an_e5_model_that_brings_its_own_prompts_gets_no_second_prefix() -> None:
    model = FakeModel(prompts={"query": "query: ", "document": "passage: "})
    SentenceTransformers("e5-of-ours", lambda _: model).embed_query("sungai")
    assert model.seen == ["sungai"]


def test_a_long_text_is_cut_before_it_is_embedded() -> None:
    model = FakeModel()
    embedder = SentenceTransformers("BAAI/bge-m3", lambda _: model)
    embedder.embed_documents(["a" * (MAX_CHARS + 5)])
    embedder.embed_query("b" * (MAX_CHARS + 5))
    assert [len(text) for text in model.seen] == [MAX_CHARS, MAX_CHARS]


@pytest.mark.parametrize("error", [OSError("no such folder"), ValueError("no model in it")])
def test_a_model_that_does_not_load_is_told_by_name(error: Exception) -> None:
    def fail(_: str) -> Any:
        raise error

    with pytest.raises(EmbedderMissing, match="tidak/ada"):
        SentenceTransformers("tidak/ada", fail)


def test_the_embedder_none_is_no_embedder() -> None:
    assert load_embedder("none") is None


@pytest.mark.skipif(HAVE_IT, reason="sentence-transformers is installed here")
def test_where_the_package_is_absent_the_message_tells_how_to_get_it() -> None:
    with pytest.raises(EmbedderMissing, match=r"tanya-ksd\[sentence-transformers\]"):
        load_embedder("sentence-transformers:apa/saja")


# --- a real model


@pytest.fixture(scope="module")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers with a vocabulary of its own, random but always the same, saved as the library saves it."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=128,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(vocab={word: number for number, word in enumerate(WORDS)}).save_pretrained(folder / "bert")
    parts = [models.Transformer(str(folder / "bert")), models.Pooling(32)]
    SentenceTransformer(modules=parts, device="cpu").save(str(folder / "tiny"))
    return folder / "tiny"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Three invented provisions."""
    texts = ["Kebun desa wajib dirawat setiap hari.", "Pasar kota dibuka setiap bulan.", "Jembatan ditutup oleh warga."]
    provisions = tuple(
        Ketentuan(Unit(pasal=str(number)), ("BAB I Umum",), text, page=1) for number, text in enumerate(texts, 1)
    )
    book = Catalog(tmp_path / "katalog.sqlite3")
    book.add(Peraturan("perdes-1-2021.md", "Perdes", "1", 2021, "Kebun dan Pasar", provisions=provisions), "0" * 64)
    return book


@real
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_real_model_gives_vectors_of_length_one_that_tell_texts_apart(model_path: Path) -> None:
    chosen = load_embedder(f"sentence-transformers:{model_path}")
    assert chosen is not None
    embedder, name = chosen
    assert name == f"sentence-transformers:{model_path}"
    first, second, again = embedder.embed_documents(["kebun desa", "pasar kota", "kebun desa"])
    assert len(first) == 32
    assert math.isclose(math.hypot(*first), 1.0, rel_tol=1e-5)
    assert first == pytest.approx(again, abs=1e-5)
    assert first != pytest.approx(second, abs=1e-3)
    assert embedder.embed_query("kebun desa") == pytest.approx(first, abs=1e-5), (
        "no prompt of its own, so the same text"
    )
    assert all(type(number) is float for number in first)


@real
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_real_model_fills_the_index_and_finds_what_is_in_it(
    model_path: Path, catalog: Catalog, tmp_path: Path
) -> None:
    chosen = load_embedder(f"sentence-transformers:{model_path}")
    assert chosen is not None
    client = open_client(tmp_path / "vektor")
    vectors = Vectors(client, *chosen)
    passages = {passage: text for passage, *_, text in catalog.passages(sorted(catalog.passage_ids()))}
    assert vectors.sync(catalog) == len(catalog.passage_ids()) > 0
    assert vectors.sync(catalog) == 0, "a second time nothing is left to do"
    assert vectors.ids() == catalog.passage_ids()
    for text in passages.values():
        found, cosine = vectors.near([text])[0]
        assert passages[found] == text
        assert cosine == pytest.approx(1.0, abs=1e-3)
    with pytest.raises(IndexMismatch):
        Vectors(client, chosen[0], "another model")


@real
@pytest.mark.parametrize("made", [False, True], ids=["no such folder", "a folder without a model"])
def test_a_path_without_a_model_is_told(made: bool, tmp_path: Path) -> None:
    path = tmp_path / "bukan-model"
    if made:
        path.mkdir()
    with pytest.raises(EmbedderMissing, match="bukan-model"):
        load_embedder(f"sentence-transformers:{path}")
