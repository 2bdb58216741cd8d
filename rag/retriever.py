"""Our search as a LangChain retriever, for chains of others. LangChain's Document stays in this module."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.answer import Answerer
from rag.compose import cite
from rag.evidence import Library
from rag.question import understand


class PasalRetriever(BaseRetriever):
    """Provisions that speak of a question, best first.

    Each document's text is the whole provision, its list inside; its metadata are those of a citation: label, jenis,
    nomor, tahun, pasal, ayat, huruf, angka, file, page, kind, quote, and score.

    Attributes:
        answerer: whose library is searched.
        k: how many provisions at most.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    answerer: Any
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        answerer: Answerer = self.answerer
        library = Library(answerer.catalog, answerer.catalog.held())
        hits = answerer.searcher.search(understand(query, answerer.glossary))
        found: list[Document] = []
        for candidate in hits.candidates:
            evidence = library.evidence(candidate.key, candidate.unit) if candidate.unit.pasal else None
            if evidence is not None and len(found) < self.k:
                first = evidence.cited.members[0]
                metadata = {**cite(evidence, len(found) + 1).as_dict(), "score": round(candidate.score, 3)}
                found.append(Document(page_content=first.whole or first.text, metadata=metadata))
        return found
