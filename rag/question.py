"""What is asked: language, kind, references, terms, side of the law; a follow-up made whole. Pure, given the words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.sitasi import PASAL, REGULATION, Reference, find_pasal, find_regulations
from corpus.words import STOP_ID, stem, tokens
from rag.glossary import WORD, Glossary

Language = Literal["id", "en"]
Kind = Literal[
    "definition", "list", "stages", "who", "when", "conditions", "contents", "comparison", "basis", "reference", "yes_no", "general"
]

ENGLISH_WORDS = frozenset(
    "the what which who whom whose when where why how is are was were do does did can could may might must shall should "
    "would of for with by from into about between and or not our we us you it this that these those there here has have "
    "need needs any than then if an a to in on at as be been will".split()
)
INDONESIAN_WORDS = frozenset(
    "yang dan di ke dari dengan untuk pada dalam oleh atau adalah ini itu apa siapa berapa bagaimana kapan mengapa "
    "apakah bolehkah bisa boleh harus wajib kalau jika bila tidak belum sudah kami kita saja lama isi pasal ayat "
    "menurut tentang daerah kerja sama pihak ketiga".split()
)
KIND_CUES: tuple[tuple[Kind, str], ...] = (
    ("comparison", r"\bbeda\w*|perbedaan|banding\w*|\bdifferen\w+|\bcompare\w*|\bversus\b|\bvs\b"),
    ("contents", r"(?:minimal|minimum|paling sedikit|paling kurang|at least|at the least|setidaknya).{0,40}(?:isi|muat|memuat|apa|contain|cover|content)"
                 r"|(?:isi|muat|memuat|klausul|komponen).{0,30}(?:minimal|minimum|paling)|must .{0,40}(?:contain|include|cover|state)|what goes into"),
    ("stages", r"\btahap\w*|\burut\w*|\balur\b|langkah|prosedur|\bproses\w*|\bstages?\b|\bsteps?\b|\bsequence\b|\bprocess\b|\bprocedure\b|walk me"),
    ("when", r"\bkapan\b|berapa (?:lama|hari|bulan|tahun|kali|sering)|\bbatas\b|tenggat|jangka waktu|paling (?:lama|lambat|telat|cepat)|how (?:long|many|often|soon)|\bwhen\b"
             r"|\bdeadline\b|by what (?:date|time)|how much time|masa (?:jabatan|berlaku|kerja)|tiap (?:berapa|kapan)"),
    ("who", r"\bsiapa\b|\bwho\b|\bwhom\b|which (?:office|official|authority|body|agency)|(?:dinas|instansi|pejabat|lembaga|opd|perangkat daerah) (?:mana|apa)"),
    ("definition", r"apa (?:itu|arti\w*|yang dimaksud|maksud\w*|pengertian\w*|definisi\w*)|\barti(?:nya)?\b|pengertian|definisi|itu apa\b|\bapa sih\b|kepanjangan|what (?:is|are) (?:a|an|the)? ?[\w\s\"()]{2,40}\??$"
                   r"|\bdefin\w+|meaning of|what does [\w\s\"]+ mean|yang disebut|disebut apa|namanya apa|stand for"),
    ("conditions", r"syarat|kriteria|ketentuan apa|dalam (?:hal|kondisi) apa|kondisi apa|under what|conditions?\b|requirements?\b|criteria|preconditions?|eligible"),
    ("list", r"apa saja|mana saja|siapa saja|sebutkan|daftar|jenis|macam|bentuk|\blist\b|what are|which (?:\w+ )?(?:affairs|kinds|types|forms|items)|kinds? of|types? of"),
    ("basis", r"dasar\w*|mengapa|kenapa|alasan|legal basis|on what basis|\bwhy\b"),
    ("yes_no", r"^(?:apa(?:kah)?\b|boleh|bisa|dapat|haruskah|wajibkah|perlukah|is |are |can |may |must |should |do |does )|(?:boleh|bisa|wajib|harus|perlu) (?:tidak|gak|ga|nggak)\b|\b\w+kah\b"),
)  # fmt: skip
FOLLOW_CUES = re.compile(
    r"^(?:terus|lalu|kemudian|nah|kalau|jika|bila|dan|and|or|what about|how about|what if|if so|then|but|tapi|tetapi|bagaimana (?:kalau|dengan)|itu|yang|untuk|berapa lama|"
    r"pasal berapa|apa dasarnya|siapa|kapan|apa saja)\b",
    re.IGNORECASE,
)
POINTING = re.compile(r"\b(?:itu|tersebut|tadi|ini|nya|it|that|this|those|they|them|its|the same|hasilnya|isinya|laporannya|jalan itu)\b|\w{4,}nya\b", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """A question as understood.

    Attributes:
        text: as asked.
        plain: chat spelling written out.
        whole: what is searched by meaning: the plain text, led by the question before where it is a follow-up.
        language: of the answer.
        kind: what sort of answer is wanted.
        weights: stem -> weight 0..1: own words 1, expansions and the earlier question less.
        own: stems of the question's own content words.
        regulations: regulations that it names.
        pasal: Pasal that it names.
        sides: sides of the law that it places itself on.
        follows: it only makes sense after the question before.
        focus: things asked for that hardly any article says ("honor").
        context: references in the answer before.
    """

    text: str
    plain: str
    whole: str
    language: Language
    kind: Kind
    weights: Mapping[str, float]
    own: tuple[str, ...]
    regulations: tuple[Reference, ...] = ()
    pasal: tuple[Reference, ...] = ()
    sides: frozenset[str] = frozenset()
    follows: bool = False
    focus: frozenset[str] = frozenset()
    context: tuple[Reference, ...] = field(default=())


def detect_language(text: str) -> Language:
    """Indonesian unless English function words outweigh Indonesian ones."""
    words = tokens(text)
    english = sum(w in ENGLISH_WORDS for w in words)
    indonesian = sum(w in INDONESIAN_WORDS for w in words) + sum(
        1 for w in words if re.fullmatch(r"(?:di|ber|ter|pe[nmr]|me[nmr]|meng|peng|ke)\w{4,}(?:an|kan|nya|i)?", w) and w not in ENGLISH_WORDS
    )
    return "en" if english > indonesian else "id"


def detect_kind(plain: str, has_pasal: bool) -> Kind:
    """The first kind whose cue stands in the text; a bare reference asks for its text."""
    if has_pasal:
        return "reference"
    lowered = plain.lower()
    for kind, pattern in KIND_CUES:
        if re.search(pattern, lowered):
            return kind
    return "general"


def detect_sides(plain: str, glossary: Glossary) -> frozenset[str]:
    """Sides of the law whose words stand in the text."""
    lowered = f" {' '.join(w.lower() for w in WORD.findall(plain))} "
    found = {side for side, words in glossary.sides.items() if any(f" {word} " in lowered for word in words)}
    if "luar_negeri" in found:  # a foreign foundation or company is no pihak ketiga of KSDPK
        found -= {"ksdpk", "ksdd", "sinergi"} - _named(lowered)
    return frozenset(found)


def _named(lowered: str) -> set[str]:
    return {side for side in ("ksdd", "ksdpk", "sinergi") if f" {side} " in lowered}


def detect_focus(plain: str, glossary: Glossary) -> frozenset[str]:
    """Names of focus groups whose words stand in the text."""
    lowered = f" {' '.join(w.lower() for w in WORD.findall(plain))} "
    return frozenset(name for name, words in glossary.focus.items() if any(f" {word} " in lowered for word in words))


def strip_references(text: str) -> str:
    """The text without the regulations and Pasal that it names: what is left says what is asked."""
    return PASAL.sub(" ", REGULATION.sub(" ", text))


def content(text: str) -> list[str]:
    """Content stems of a question, in order, without repeats."""
    return list(dict.fromkeys(root for w in tokens(text) if w not in STOP_ID for root in stem(w)))


def is_follow_up(plain: str, own: Sequence[str], has_reference: bool) -> bool:
    """Whether a text needs the question before it."""
    if has_reference and len(own) > 2:
        return False
    short = len(tokens(plain)) <= 12
    return short and (len(own) <= 3 or bool(FOLLOW_CUES.match(plain.strip())) or bool(POINTING.search(plain)))


def _history_text(entry: Mapping[str, object]) -> str:
    """Content of a chat message: a string, or a list of blocks with "text"."""
    said = entry.get("content", "")
    if isinstance(said, str):
        return said
    if isinstance(said, Sequence):
        return " ".join(str(b.get("text", "")) if isinstance(b, Mapping) else str(b) for b in said)
    return ""


def understand(text: str, glossary: Glossary, history: Sequence[Mapping[str, object]] = (), correct: Mapping[str, str] | None = None) -> Question:
    """Understand a question.

    Args:
        history: earlier messages, oldest first.
        correct: wrongly typed word -> word of the library, for words that are known nowhere.
    """
    plain = glossary.plain(text)
    for wrong, right in (correct or {}).items():
        plain = re.sub(rf"\b{re.escape(wrong)}\b", right, plain, flags=re.IGNORECASE)
    regulations, pasal = tuple(find_regulations(plain)), tuple(find_pasal(plain))
    bare = strip_references(plain)
    own = content(bare)
    earlier = [_history_text(h) for h in history if h.get("role") == "user"]
    follows = bool(earlier) and is_follow_up(plain, own, bool(pasal or regulations))
    before = glossary.plain(earlier[-1]) if follows else ""
    answers = [_history_text(h) for h in history if h.get("role") == "assistant"]
    language = detect_language(text if len(tokens(text)) > 3 or not earlier else f"{earlier[-1]} {text}")
    weights: dict[str, float] = {}
    sources = ((1.0, bare), (0.55, " ".join(glossary.expansions(bare))), (0.6, strip_references(before)),
               (0.3, " ".join(glossary.expansions(strip_references(before)))))  # fmt: skip
    for weight, words in sources:
        for root in content(words):
            weights.setdefault(root, weight)
    sides = detect_sides(plain, glossary) or (detect_sides(before, glossary) if follows else frozenset())
    return Question(
        text=text, plain=plain, whole=f"{before} {plain}".strip(), language=language,
        kind=detect_kind(plain, bool(pasal) and len(own) <= 3), weights=weights, own=tuple(own),
        regulations=regulations or (tuple(find_regulations(before)) if follows else ()), pasal=pasal, sides=sides,
        follows=follows, focus=detect_focus(plain, glossary),
        context=tuple(_context(answers[-1])) if follows and answers else (),
    )  # fmt: skip


def _context(answer: str) -> list[Reference]:
    """Pasal with regulation that an earlier answer named."""
    found: list[Reference] = []
    regulations = find_regulations(answer)
    for reference in find_pasal(answer):
        before = [r for r in regulations if r.span[1] <= reference.span[0] + 1]
        if before:
            named = before[-1]
            found.append(Reference(named.jenis, named.nomor, named.tahun, reference.unit, reference.span))
    return found
