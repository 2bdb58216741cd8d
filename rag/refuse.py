"""When not to answer, and how to say so."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.sitasi import full_label
from corpus.words import english_stem, english_stems, stem, stems
from rag.compose import escape
from rag.evidence import Library
from rag.question import Question, asked_nouns
from rag.search import Hits
from rag.slot import blanks, fills


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer.

    Attributes:
        reason: one word for machines.
        missing: what is not there ("Permendagri 70/2019"); "" elsewhere.
        nearby: labels of provisions that may be near, offered as such.
        hard: what is asked for can be in no document; not only unlike what was found.
        offer: a sentence on where the official text may be had; "" where there is nothing to offer.
    """

    reason: str
    missing: str = ""
    nearby: tuple[str, ...] = ()
    hard: bool = False
    offer: str = ""


def judge(question: Question, hits: Hits, library: Library, vocabulary: Mapping[str, int]) -> Refusal | None:
    """Whether what was found answers; None where it does."""
    if not hits.candidates:
        return Refusal("tidak_ada_di_dokumen")
    near = tuple(dict.fromkeys(full_label(library.label(c.key), c.unit) for c in hits.candidates[:3] if c.unit.pasal))
    values = evidence_features(question, hits, vocabulary)
    if "world" in question.focus or values["focus"] >= 1:
        return Refusal("tidak_diatur", nearby=near, hard=True)
    if not hits.best_cosine:
        fitted, threshold = WORDS_ALONE, WORDS_ALONE["threshold"]
    elif not values["bare"]:
        fitted, threshold = WITH_VECTORS, WITH_VECTORS["threshold"]
    else:
        beside = (hits.candidates[0].key, "ringkasan") in library.held
        fitted, threshold = WITHOUT_DIGEST, BESIDE if beside else WITHOUT_DIGEST["threshold"]
    if confidence(values, fitted) < threshold:
        far = values["cosine"] < FAR and values["covered"] < 0.3
        return Refusal("tidak_ada_di_dokumen" if far else "tidak_diatur", nearby=() if far else near)
    return None


def evidence_features(question: Question, hits: Hits, vocabulary: Mapping[str, int]) -> dict[str, float]:
    """What tells an answerable question from one that is not, each about 0..1.

    "focus": something is asked for by a word that hardly any article has (a fee), and the provision has not;
    "asked": a noun that is asked for by name is nowhere in the provision; "time": a time is
    asked for, and none is there; "unfilled": what is asked for (a share, a sum, a span) can not stand there
    (`rag.slot`); "gap": how far it leads.
    """
    best = hits.candidates[0]
    own = question.english or dict.fromkeys(question.own, 1.0)
    weights = {t: w * hits.idf.get(t, 6.0) for t, w in own.items()}
    total = sum(weights.values()) or 1.0
    inside = best.stems
    said = set(best.body_stems) | {w for f in best.found.values() for w in f.english_stems}
    nouns = asked_nouns(question.plain, question.vague)
    lost = [n for n in nouns if not {*stem(n), english_stem(n)} & inside and not set(question.led_by(n)) & inside]
    text = " ".join(f.body for f in best.found.values()).lower()
    duration = bool(DURATION.search(question.plain))
    timeless = (duration or question.kind == "when") and not (
        TIMED.search(text) or not duration and MOMENT.search(text)
    )
    focus = [f for f in question.focus if f != "world"]
    blank = blanks(question.plain)
    bodies = " ".join(f.body for f in best.found.values())
    covered = sum(w for t, w in weights.items() if t in inside) / total
    if question.english:  # an official text holds what the words lead to, not the words
        led = {t: w * hits.idf.get(t, 6.0) for t, w in question.weights.items() if t not in question.english}
        covered = max(covered, sum(w for t, w in led.items() if t in inside) / (sum(led.values()) or 1.0))
    cosine = (hits.best_cosine - 0.8) * 10 if hits.best_cosine else 0.0
    english = float(question.language == "en")
    return {
        "covered": covered,
        "unknown": sum(w for t, w in weights.items() if not vocabulary.get(t)) / total,
        "cosine": cosine,
        "question": best.features.get("question", 0.0),
        "side": best.features.get("side", 0.0),
        "bare": float("ringkasan" not in best.found),
        "vector": best.features.get("vector", 0.0),
        "shape": best.features.get("shape", 0.0),
        "focus": float(
            bool(focus) and not any(said.issuperset(stems(f)) or said.issuperset(english_stems(f)) for f in focus)
        ),
        "asked": float(bool(lost)),
        "time": float(timeless),
        "gap": gap(hits),
        "unfilled": float(not fills(blank, bodies)),
        "english": english,
        "follows": float(question.follows),
        "cosine_english": cosine * english,
    }


def gap(hits: Hits) -> float:
    """How far the best Pasal leads, 0..1: where many are about as near, none may be what is asked for."""
    best = hits.candidates[0]
    others = (c for c in hits.candidates if (c.key, c.unit.pasal) != (best.key, best.unit.pasal))
    other = next(others, None)
    return min(1.0, (best.score - other.score) / 3) if other else 1.0


TIMED = re.compile(
    r"\d\W*(?:\([^)]*\)\W*)?(?:hari|bulan|tahun|minggu|kali|jam)\b|\bsemester|\b(?:se)?tiap\b|\btahunan\b|sewaktu-waktu|"
    r"minggu\s+(?:pertama|kedua|ke|i)|jangka waktu"
)
MOMENT = re.compile(r"\b(?:sebelum|setelah|sejak|saat|apabila|jika|bila|dalam hal|tanggal|berakhir|kapan)\b")
DURATION = re.compile(
    r"berapa (?:lama|hari|bulan|tahun|minggu|kali|sering)|paling (?:lama|lambat|telat)|tenggat|batas waktu|"
    r"how (?:long|many (?:\w+ )?(?:days|months|years|times|weeks)|often|soon|much time)|deadline|time limit",
    re.IGNORECASE,
)
FAR = 0.6  # cosine feature below which a question is on another subject
# Fitted by logistic regression on `eval/seen.jsonl` and `eval/calibrate.jsonl`, with vectors and without, signs held
# to what they mean; "focus" is decided before.
WITH_VECTORS: Mapping[str, float] = {
    "bias": -6.26, "covered": 2.45, "unknown": -0.42, "cosine": 4.93, "asked": -0.47, "english": 1.47,
    "follows": 1.62, "unfilled": -3.52, "shape": 0.45, "threshold": 0.33,
}  # fmt: skip
# A regulation without a digest has no foreseen questions, so its cosines are lower: fitted on questions over those
# that do not ship.
WITHOUT_DIGEST: Mapping[str, float] = {
    "bias": -3.56, "covered": 0.86, "unknown": -0.63, "cosine": 3.84, "vector": 0.36, "asked": -0.94,
    "unfilled": -3.62, "english": 1.86, "follows": 3.32, "cosine_english": -0.36, "gap": 1.19, "threshold": 0.38,
}  # fmt: skip
BESIDE = 0.5  # the threshold where the regulation has a digest that leaves the provision out: questions lead past it
WORDS_ALONE: Mapping[str, float] = {
    "bias": -0.7, "covered": 0.55, "unknown": -2.15, "question": 2.6, "side": 1.1, "bare": 0.3, "asked": -1.5,
    "time": -2.4, "unfilled": -2.0, "english": 0.5, "follows": 2.25, "threshold": 0.4,
}  # fmt: skip


def confidence(values: Mapping[str, float], fitted: Mapping[str, float] = WITH_VECTORS) -> float:
    """Probability that the question is answered by what was found."""
    total = fitted["bias"] + sum(fitted.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


TEXTS = {
    "id": {
        "peraturan_tidak_ada": "{missing} tidak ada di pustaka ini, jadi isinya tidak dapat saya sampaikan.",
        "pasal_tidak_ada": "{missing} tidak ada: peraturan itu tidak memuat ketentuan dengan nomor tersebut.",
        "tidak_di_mana_pun": "Tidak satu pun peraturan di pustaka ini memuat {missing}.",
        "tidak_diatur": "Dokumen yang ada tidak mengatur hal itu.",
        "tidak_ada_di_dokumen": "Dokumen yang ada tidak memuat jawaban atas pertanyaan itu.",
        "tidak_terverifikasi": "Jawaban tidak dapat saya pastikan sumbernya, jadi tidak saya sampaikan.",
        "tidak_ada_baris": "Tidak ada baris (0) yang memenuhi pertanyaan itu: {what}.",
        "belum_ada_pemetaan": "Belum ada hasil pemetaan di pustaka; unggah buku kerja pemetaan daerah lebih dulu.",
        "tidak_dikenali": "Pertanyaan tentang pemetaan itu tidak saya kenali: {what}.",
        "held": "Pustaka ini memuat: {held}.",
        "nearby": "Yang paling dekat, tetapi bukan jawabannya: {nearby}.",
    },
    "en": {
        "peraturan_tidak_ada": "{missing} is not in this library, so I can not tell what it says.",
        "pasal_tidak_ada": "{missing} does not exist: the regulation has no provision with that number.",
        "tidak_di_mana_pun": "No regulation in this library has {missing}.",
        "tidak_diatur": "The documents do not regulate that.",
        "tidak_ada_di_dokumen": "The documents do not answer that question.",
        "tidak_terverifikasi": "I could not verify the source of an answer, so I give none.",
        "tidak_ada_baris": "No row (0) fits that question: {what}.",
        "belum_ada_pemetaan": "No mapping is held yet; upload the workbook of a mapping first.",
        "tidak_dikenali": "I did not understand that question about the mapping: {what}.",
        "held": "This library holds: {held}.",
        "nearby": "Nearest, but not an answer: {nearby}.",
    },
}  # fmt: skip


def refusal_text(refusal: Refusal, question: Question, library: Library) -> str:
    """The refusal as people read it: one clear sentence, what is near, and what the library holds."""
    texts = TEXTS[question.language]
    labels = list(dict.fromkeys(h.label for h in library.held.values()))
    shown = ", ".join(labels[:8]) + (f" (+{len(labels) - 8})" if len(labels) > 8 else "")
    nowhere = refusal.reason == "pasal_tidak_ada" and refusal.missing.startswith("Pasal ")
    parts = [texts["tidak_di_mana_pun" if nowhere else refusal.reason].format(missing=escape(refusal.missing))]
    if refusal.offer:
        parts.append(refusal.offer)
    if refusal.nearby:
        parts.append(texts["nearby"].format(nearby=escape("; ".join(refusal.nearby))))
    parts.append(texts["held"].format(held=escape(shown) or "-"))
    return " ".join(parts)
