"""A question that says too little ("berapa lama?"): the few things that it may mean, to choose from, and no answer.

What it may mean are questions that our digests foresee: of the same form, each from another part of the law.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.catalog import Catalog
from corpus.models import Jawaban
from corpus.teaching import foreseen
from corpus.words import is_english, tokens
from rag.question import Question

MOST = 3
RANKS = ("permendagri", "perpres", "pp", "uu")
LONGEST = 14  # words of a suggestion
# what a bare question asks for: (what it says, what a foreseen question of that form says); Indonesian, then English
FORMS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "time": (re.compile(r"lama|tenggat|batas|waktu|jangka|hari|how long|deadline|time"),
             re.compile(r"berapa (?:lama|hari|tahun)|paling lama|tenggat|how long|how many days", re.IGNORECASE)),
    "when": (re.compile(r"kapan|when"), re.compile(r"\bkapan\b|\bwhen\b", re.IGNORECASE)),
    "who": (re.compile(r"siapa|who"), re.compile(r"\bsiapa\b|\bwho\b", re.IGNORECASE)),
    "terms": (re.compile(r"syarat|ketentuan|require|condition"),
              re.compile(r"syarat|harus (?:memenuhi|dipenuhi)|require|conditions", re.IGNORECASE)),
    "steps": (re.compile(r"cara|tahap|langkah|prosedur|proses|alur|how|step|procedure"),
              re.compile(r"tahap|bagaimana (?:cara|tata|alur|proses)|langkah|stages|steps|procedure", re.IGNORECASE)),
    "papers": (re.compile(r"dokumen|berkas|lampiran|surat|isi|document|attach|contain"),
               re.compile(r"dilampir|dokumen apa|memuat apa|isi (?:minimal|paling)|attached|contain", re.IGNORECASE)),
}  # fmt: skip
# words that say what is asked, and nothing of what it is about
BARE = frozenset(
    """
    berapa lama lamanya tenggat tenggatnya batas waktu waktunya jangka hari kapan siapa siapakah syarat syaratnya
    persyaratan persyaratannya cara caranya tata tahap tahapan tahapannya langkah langkahnya prosedur prosedurnya proses
    prosesnya alur alurnya dokumen dokumennya berkas berkasnya lampiran lampirannya isi isinya apa saja apakah bagaimana
    gimana gmn brp bagaimanakah itu ya sih dong nya yang harus perlu dan maksimal paling minimal
    how long when who what is are the deadline time terms requirements conditions steps procedure documents needed it
    do does process contents
    """.split()
)
WORDS = {
    "id": ("Pertanyaan itu dapat berarti beberapa hal. Yang mana yang Anda maksud?", "Tulis juga tentang apa."),
    "en": ("That question may mean several things. Which one do you mean?", "Say also what it is about."),
}


@dataclass(frozen=True)
class Foreseen:
    """A question that a digest foresees: of which regulation, Pasal and part of it."""

    key: str
    pasal: str
    heading: str
    text: str


def unclear(question: Question, catalog: Catalog) -> Jawaban | None:
    """What a bare question may mean; None where it says what it is about, or follows a question that does."""
    if question.follows or question.pasal or question.regulations or question.titled:
        return None
    words = tokens(question.plain)
    if not words or len(words) > 6 or not set(words) <= BARE:
        return None
    lowered = question.plain.lower()
    form = next((f for f, (asks, _) in FORMS.items() if asks.search(lowered)), None)
    english = question.language == "en"
    told = [Foreseen(*row) for row in foreseen(catalog)] if form else []
    said, hint = WORDS[question.language]
    chosen = suggestions(told, FORMS[form][1], english) if form else ()
    return Jawaban(
        question.text, question.language, said if chosen else f"{said} {hint}", refused=True, reason="kurang_jelas",
        suggestions=chosen, understood=question.whole,
    )  # fmt: skip


def suggestions(told: Sequence[Foreseen], pattern: re.Pattern[str], english: bool) -> tuple[str, ...]:
    """Foreseen questions of a form, in the language asked, no two of the same part of a regulation.

    Those of lower regulations come first, which give the procedure; then full sentences, then short ones.
    """
    fits = [f for f in told if pattern.search(f.text) and is_english(f.text) == english]
    fits = [f for f in fits if len(tokens(f.text)) <= LONGEST]
    chosen: dict[tuple[str, str], str] = {}
    for item in sorted(fits, key=_rank):
        chosen.setdefault((item.key, item.heading), item.text)
    return tuple(chosen.values())[:MOST]


def _rank(item: Foreseen) -> tuple[int, bool, int]:
    jenis = item.key.split("-")[0]
    return (RANKS.index(jenis) if jenis in RANKS else 0, not item.text[:1].isupper(), len(tokens(item.text)))
