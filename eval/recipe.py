"""The plain recipe that most tutorials show, to measure ours beside: pages, chunks of 1000/200, Chroma, the top five.

pypdf reads each page, `RecursiveCharacterTextSplitter` cuts it, the same embedder makes the vectors, and Chroma
through `langchain-chroma` finds the five nearest chunks. This is the one place besides `corpus/vectors.py` that
touches Chroma: the recipe has an index of its own, in a folder of its own, and nothing else knows of it.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from tqdm import tqdm

from corpus.catalog import Catalog
from corpus.errors import TanyaError
from corpus.models import Ketentuan, Unit
from corpus.vectors import open_client
from eval.measure import FIRST, Place, letters

SIZE, OVERLAP = 1000, 200
BATCH = 32
RUN = 8  # so many words in a row that a chunk shares with a provision on its page make it part of that provision


class SplitterMissing(TanyaError):
    """The package that cuts pages into chunks is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Paket langchain-text-splitters belum terpasang; pasang paketnya, atau jalankan dengan --no-recipe.",
            "The package langchain-text-splitters is not installed; install it, or run with --no-recipe.",
        )


@dataclass(frozen=True)
class Chunk:
    """A piece of a page."""

    file: str
    page: int
    text: str


def cut(pages: Mapping[str, Sequence[str]]) -> list[Chunk]:
    """Chunks of files, page by page.

    Args:
        pages: texts of the pages of each file, by its name.

    Raises:
        SplitterMissing: the package is not there.
    """
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as error:
        raise SplitterMissing from error
    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
    return [
        Chunk(file, number, text)
        for file, texts in pages.items()
        for number, page in enumerate(texts, 1)
        for text in splitter.split_text(page)
    ]


class Recipe:
    """The index of the recipe; made once and kept.

    Args:
        folder: of its Chroma.
        name: of the embedder; another embedder or other chunks make an index of their own.
    """

    def __init__(self, folder: Path, embedder: Embeddings, name: str, chunks: Sequence[Chunk]) -> None:
        digest = hashlib.sha256(name.encode())
        for chunk in chunks:
            digest.update(f"{chunk.file}:{chunk.page}:{chunk.text}".encode())
        self.store = Chroma(f"resep-{digest.hexdigest()[:32]}", embedder, client=open_client(folder))
        self._chunks = chunks

    def fill(self) -> int:
        """Make the vectors that are missing; returns how many."""
        have = set(self.store.get(include=[])["ids"])
        todo = [n for n in range(len(self._chunks)) if str(n) not in have]
        with tqdm(
            total=len(todo), desc="Plain recipe", leave=False, disable=None if todo else True, file=sys.stderr
        ) as bar:
            for start in range(0, len(todo), BATCH):
                batch = todo[start : start + BATCH]
                texts = [self._chunks[n].text for n in batch]
                self.store.add_texts(texts, metadatas=[{"n": n} for n in batch], ids=[str(n) for n in batch])
                bar.update(len(batch))
        return len(todo)

    def search(self, question: str) -> list[Chunk]:
        """The five chunks nearest to a question."""
        return [self._chunks[int(d.metadata["n"])] for d in self.store.similarity_search(question, k=FIRST)]


# --- which Pasal a chunk is part of


def on_page(item: Ketentuan, page: int) -> str:
    """The words of a provision that stand on a page; "" where none do."""
    marks = [(0, item.page), *item.breaks]
    ends = [offset for offset, _ in marks[1:]] + [len(item.text)]
    return " ".join(item.text[start:end] for (start, number), end in zip(marks, ends, strict=True) if number == page)


def overlap(chunk: Sequence[str], words: Sequence[str]) -> int | None:
    """Where in a chunk a run of words of a provision begins; None where they share none.

    Args:
        chunk: its words, as `words_of` gives them.
        words: those of the provision. A provision shorter than the run has to stand in the chunk whole.
    """
    size = min(RUN, len(words))
    runs = {tuple(words[n : n + size]) for n in range(len(words) - size + 1)} if size else set()
    return next((n for n in range(len(chunk) - size + 1) if tuple(chunk[n : n + size]) in runs), None) if runs else None


def words_of(text: str) -> list[str]:
    """Words of a text, letters and digits alone."""
    return [word for raw in text.split() if (word := letters(raw))]


def touched(chunk: Sequence[str], provisions: Iterable[tuple[Unit, Sequence[str]]]) -> list[Unit]:
    """Every Pasal (or form of the Lampiran) that a chunk holds words of, in the order in which they come in it.

    Args:
        chunk: its words.
        provisions: those on its page, with the words that stand there.
    """
    starts: dict[Unit, int] = {}
    for unit, words in provisions:
        found = overlap(chunk, words)
        if found is not None:
            whole = Unit(unit.part, unit.pasal, huruf=unit.huruf if unit.part == "lampiran" else None)
            starts[whole] = min(found, starts.get(whole, found))
    return sorted(starts, key=lambda unit: starts[unit])


class Map:
    """Says which places of the law a chunk touches, from what the catalogue knows of each page."""

    def __init__(self, catalog: Catalog) -> None:
        self._pages: dict[tuple[str, int], list[tuple[Unit, list[str]]]] = defaultdict(list)
        self._labels = {}
        for held in catalog.held():
            if held.kind == "naskah":
                self._labels[held.file] = held.label
                for item in catalog.provisions(held.id):
                    for page in {item.page, *(number for _, number in item.breaks)} - {None}:
                        words = words_of(on_page(item, page or 0))
                        if words and (item.unit.pasal or item.unit.part == "lampiran"):
                            self._pages[held.file, page or 0].append((item.unit, words))

    def places(self, chunk: Chunk) -> list[Place]:
        """(regulation, unit of a whole Pasal) that a chunk touches, in its order."""
        units = touched(words_of(chunk.text), self._pages.get((chunk.file, chunk.page), []))
        return [(self._labels[chunk.file], unit) for unit in units]


def timed(recipe: Recipe, questions: Iterable[str], clock: Callable[[], float]) -> Iterator[tuple[list[Chunk], float]]:
    """The chunks for each question, with the milliseconds that finding them took."""
    for question in questions:
        began = clock()
        found = recipe.search(question)
        yield found, (clock() - began) * 1000
