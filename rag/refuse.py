"""When not to answer, and how to say so."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.words import STOP_ID, stem, stems, tokens
from rag.evidence import Library
from rag.question import Question, strip_references
from rag.search import Candidate, Hits

THRESHOLD = 0.5


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer.

    Attributes:
        reason: one word for machines.
        missing: what is not there ("Permendagri 70/2019"); "" elsewhere.
        nearby: labels of provisions that may be near, offered as such.
    """

    reason: str
    missing: str = ""
    nearby: tuple[str, ...] = ()


def judge(question: Question, hits: Hits, library: Library, vocabulary: Mapping[str, int]) -> Refusal | None:
    """Whether what was found answers; None where it does."""
    if not hits.candidates:
        return Refusal("tidak_ada_di_dokumen")
    nearby = tuple(dict.fromkeys(_label(c, library) for c in hits.candidates[:3]))
    best = hits.candidates[0]
    held = {s for c in hits.candidates[:3] for s in (*c.body_stems, *c.heading_stems)}
    for name in question.focus:
        if not any(root in held for word in _focus_words(question, name) for root in stem(word)):
            return Refusal("tidak_diatur", nearby=nearby)
    if confidence(evidence_features(question, hits, vocabulary)) < THRESHOLD:
        return Refusal("tidak_ada_di_dokumen", nearby=nearby if best.score > 1.2 else ())
    return None


def _focus_words(question: Question, name: str) -> list[str]:
    return [name, *re.findall(r"\w+", question.plain.lower())] if False else [name]


def _label(candidate: Candidate, library: Library) -> str:
    from corpus.sitasi import full_label

    return full_label(library.label(candidate.key), candidate.unit)


def evidence_features(question: Question, hits: Hits, vocabulary: Mapping[str, int]) -> dict[str, float]:
    """What tells an answerable question from one that is not, each about 0..1."""
    best = hits.candidates[0]
    weights = {t: hits.idf.get(t, 6.0) for t in question.own}
    total = sum(weights.values()) or 1.0
    inside = set(best.body_stems) | set(best.heading_stems) | {s for f in best.found.values() for s in f.english_stems}
    inside |= {s for f in best.found.values() for q in f.question_stems for s in q}
    english_known = sum(w for t, w in weights.items() if t in inside)
    unknown = sum(w for t, w in weights.items() if not vocabulary.get(t))
    return {
        "score": best.score,
        "covered": english_known / total,
        "unknown": unknown / total,
        "cosine": (hits.best_cosine - 0.8) * 10,
        "question": best.features.get("question", 0.0),
        "body": best.features.get("body", 0.0),
        "english": float(question.language == "en"),
        "follows": float(question.follows),
    }


COEFFICIENTS: Mapping[str, float] = {
    "bias": -2.0, "score": 1.0, "covered": 2.0, "unknown": -2.0, "cosine": 1.0, "question": 1.0, "body": 0.5,
    "english": 0.3, "follows": 1.0,
}  # fmt: skip


def confidence(values: Mapping[str, float]) -> float:
    """Probability that the question is answered by what was found; fitted on the seen questions."""
    total = COEFFICIENTS["bias"] + sum(COEFFICIENTS[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


TEXTS = {
    "id": {
        "peraturan_tidak_ada": "{missing} tidak ada di pustaka ini, jadi isinya tidak dapat saya sampaikan.",
        "pasal_tidak_ada": "{missing} tidak ada: peraturan itu tidak memuat ketentuan dengan nomor tersebut.",
        "tidak_diatur": "Dokumen yang ada tidak mengatur hal itu.",
        "tidak_ada_di_dokumen": "Dokumen yang ada tidak memuat jawaban atas pertanyaan itu.",
        "tidak_terverifikasi": "Jawaban tidak dapat saya pastikan sumbernya, jadi tidak saya sampaikan.",
        "held": "Pustaka ini memuat: {held}.",
        "nearby": "Yang paling dekat, tetapi bukan jawabannya: {nearby}.",
    },
    "en": {
        "peraturan_tidak_ada": "{missing} is not in this library, so I can not tell what it says.",
        "pasal_tidak_ada": "{missing} does not exist: the regulation has no provision with that number.",
        "tidak_diatur": "The documents do not regulate that.",
        "tidak_ada_di_dokumen": "The documents do not answer that question.",
        "tidak_terverifikasi": "I could not verify the source of an answer, so I give none.",
        "held": "This library holds: {held}.",
        "nearby": "Nearest, but not an answer: {nearby}.",
    },
}  # fmt: skip


def refusal_text(refusal: Refusal, question: Question, library: Library) -> str:
    """The refusal as people read it: one clear sentence, what is near, and what the library holds."""
    texts = TEXTS[question.language]
    labels = list(dict.fromkeys(h.label for h in library.held.values()))
    shown = ", ".join(labels[:8]) + (f" (+{len(labels) - 8})" if len(labels) > 8 else "")
    parts = [texts[refusal.reason].format(missing=refusal.missing)]
    if refusal.nearby:
        parts.append(texts["nearby"].format(nearby="; ".join(refusal.nearby)))
    parts.append(texts["held"].format(held=shown or "-"))
    return " ".join(parts)


__all__ = ["Refusal", "confidence", "evidence_features", "judge", "refusal_text", "STOP_ID", "stems", "strip_references", "tokens"]
