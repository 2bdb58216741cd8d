"""What a question asks of the relations between regulations: pure, apart from the titles that a library knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.models import regulation_key
from corpus.sitasi import REGULATION, Reference, find_regulations
from corpus.words import STOP_ID, content_stems, stem, tokens
from rag.names import LAW_WORDS
from rag.question import Question, core

_ACT = {
    "mencabut": (
        r"mencabut|membatalkan|(?:me)?revokes?|repeals?|abolish(?:es)?",
        r"di\s?cabut|dibatalkan|dihapus(?:kan)?|revoked|repealed|abolished",
    ),
    "mengubah": (
        r"mengubah|merubah|merevisi|amends?|changes?|revises?",
        r"di\s?ubah|di\s?rubah|direvisi|diamandemen|diperbarui|amended|changed|revised|berubah",
    ),
    "melaksanakan": (
        r"melaksanakan|implements?|(?:(?:aturan|peraturan)\s+)?(?:pelaksana(?:an)?|turunan(?:nya)?)(?:\s+(?:dari|atas))?",
        r"dilaksanakan|implemented",
    ),
}
IN_FORCE = re.compile(
    r"\bberlaku(?:kah|nya)?\b|\bstatus(?:nya)?\b|\bin\s+force\b|\bvalid\b|\bin\s+effect\b|\bapplicable\b|\bapplies\b|"
    r"\bpengganti(?:nya)?\b|\bdi\s?ganti(?:kan|in)?\b|\b(?:replaced?|replaces|superseded?|outdated|obsolete)\b|\bexpired\b|"
    r"\bkedalu?warsa\b|\bmasih\s+(?:\w+\s+)?(?:dipakai|dipake|digunakan|dirujuk|sah|hidup|aktif|relevan)\b|"
    r"\bstill\s+(?:\w+\s+)?(?:used?|good|current|active)\b"
)
# "mana saja yang sudah tidak berlaku sejak Permendagri 22/2020?" asks what that one revoked
ENDED_BY = re.compile(
    r"\b(?:tidak|no\s+longer|not)\s+(?:lagi\s+)?(?:berlaku|in\s+force|valid)(?:\s+lagi)?\s+"
    r"(?:sejak|karena|akibat|setelah|oleh|since|after|because\s+of)\s+(?:ada(?:nya)?\s+|terbit(?:nya)?\s+|berlakunya\s+)?(§\d)"
)
CHANGES_OF = re.compile(
    r"\b(?:perubahan|revisi|amandemen|amendments?|changes|revisions?)(?:nya)?\s+"
    r"(?:(?:ke)?(?:terakhir|terbaru)(?:nya)?\s+)?(?:atas\s+|dari\s+|terhadap\s+|of\s+|to\s+)?(§\d)|"
    r"(§\d)\s+(?:perubahannya)\b"
)
CHANGES = re.compile(r"\b(?:perubahan|revisi|amandemen)(?:nya)?\b|\b(?:amendments?|revisions?)\b")
BASIS_OF = re.compile(
    r"\b(?:dasar|landasan)\s+hukum(?:nya)?\b|\bmendasari\b|\bmengingat(?:nya)?\b|\bkonsideran\w*|\blegal\s+basis\b"
)
COUNTED = re.compile(
    r"\bberapa\s?kali\b|\bhow\s+(?:many\s+times|often)\b|"
    r"\b(?:berapa|jumlah|how\s+many)\s+(?:banyak\s+)?(?:perubahan|revisi|amandemen|amendments?|changes|revisions?)"
)
LAST = re.compile(
    r"\b(?:ter(?:akhir|baru|kini)|(?:paling|yang)\s+(?:akhir|baru))(?:nya)?\b|\b(?:last|latest|newest|most\s+recent(?:ly)?)\b"
)
MODAL = re.compile(
    r"\b(?:bisa|bisakah|dapat|dapatkah|boleh|bolehkah|harus|perlu|kapan|bagaimana|can|could|may|must|should|when|how)\b"
)
NAMING = re.compile(
    r"\b(?:peraturan|aturan|regulasi|undang-undang|uu|pp|permen\w*|perpres)(?:nya|\s+(?:itu|tersebut|tadi|ini))\b|\b(?:that|this)\s+(?:law|regulation)\b"
)
# with the names of regulations away, a question about relations is made of these words and of stop words alone
CUES = frozenset(
    (
        "ga gak gk ngga nggak enggak engga ndak kagak halo pak bu bapak ibu kak min mas mbak tanya nanya bertanya "
        "info turunan landasan mendasari karena akibat longer since because dengar denger mendengar kabar kabarnya "
        "terima kasih makasih please thanks hi hello masih berlaku berlakunya berlakukah sudah telah apakah "
        "dicabut mencabut diubah mengubah dirubah merubah berubah diganti digantikan perubahan perubahannya status "
        "statusnya peraturan perundangan regulasi aturan undang pasal berapa mana manakah saja apa siapa oleh "
        "dengan yang melaksanakan pelaksana pelaksanaan dilaksanakan dasar hukum hukumnya mengingat mengingatnya "
        "konsiderans konsideran menimbang tidak belum lagi pernah itu ini atas dari terhadap untuk daftar sebutkan "
        "adalah ada bukan kah sampai sekarang saat nomor tahun ketentuan lain kali terakhir terakhirnya terbaru "
        "terkini baru akhir paling jumlah banyak banyaknya total direvisi revisi revisinya merevisi amandemen "
        "amandemennya diamandemen diperbarui dibatalkan membatalkan dihapus dihapuskan pengganti penggantinya "
        "digantiin ganti ubah rubah cabut di kedaluwarsa kadaluwarsa dipakai dipake digunakan dirujuk sah hidup "
        "aktif relevan sebelum setelah pakai memakai kutip mengutip hingga sejauh uu pp perpres permendagri permen "
        "setahu tahu cek dicek sejak sebenarnya benar betul katanya dulu seluruhnya semua semuanya hanya secara is "
        "are was were has have been does do did what which who still in force by of the to any other amended amend "
        "amends revoked revoke revokes repealed repeal repeals replaced replace replaces implement implements "
        "implemented article articles law laws regulation regulations legal basis valid amendment amendments ever "
        "already yet it how many times often last latest newest most recent recently change changes changed "
        "revised revise revision revisions so far up until now effect applicable applies superseded supersede "
        "outdated obsolete expired active current used use good for abolished number get got"
    ).split()
)
FOLLOWING = frozenset(
    "kalau terus lalu nah dan bagaimana gimana dengan soal what about how and then or also juga untuk".split()
)
INTRO = re.compile(r"(§\d)\s+(?:tentang|ttg|mengenai|soal|perihal|on|about|concerning|regarding)\s+")


@dataclass(frozen=True)
class Asked:
    """A question about relations.

    Attributes:
        kind: which; "berlaku" for whether a regulation still holds.
        subject, target: keys of the regulations that it names on either side ("pp-28-" without a year); "" for the
            side that is asked for.
        wish: "count" where it asks how often, "last" where it asks for the last one.
    """

    kind: str
    subject: str = ""
    target: str = ""
    wish: Literal["", "count", "last"] = ""


Titles = Callable[[str], str]


def key_of(reference: Reference) -> str:
    """The key of a reference; without a year all that comes before it: "pp-28-"."""
    key = regulation_key(reference.jenis or "", reference.nomor or "", reference.tahun or 0)
    return key if reference.tahun else key.removesuffix("0")


def asked(question: Question, title: Titles = lambda _: "") -> Asked | None:
    """What a question asks of the relations of a regulation; None where it asks for anything else.

    A follow-up ("kalau Permendagri 74/2012?", "sudah berapa kali diubah?") takes what it leaves out from the questions
    before it.

    Args:
        question: as understood.
        title: the title of a regulation by its key, "" where not known.
    """
    if question.pasal:
        return None
    named = find_regulations(question.plain)
    if not named and len(question.titled) == 1 and not question.follows:
        return _of_title(question, title)
    found = read(question.plain, named, title)
    story = core(question.plain)  # "Saya mau mengutip UU 23/2014. Apakah sudah ada perubahannya?"
    if found is None and story != question.plain and len({key_of(r) for r in named}) == 1:
        found = read(story, find_regulations(story) or named, title)
    if found or not question.follows:
        return found
    if not named:
        return _of_earlier(question, title)
    return _as_earlier(question, named, title)


def _of_title(question: Question, title: Titles) -> Asked | None:
    """As `asked`, of a regulation that is named by its title: "UU Pemerintahan Daerah sudah diubah?"."""
    reference = question.titled[0]
    text, (start, end) = question.plain, reference.span
    after = text[end:].lower()
    first = re.match(r"\s*\S+", after) if not text[start:end].lower().endswith(("law", "act", "regulation")) else None
    end += _title_end(after, title(key_of(reference))) or (len(first[0]) if first else 0)  # else initials: "UU KIP"
    return read(f"{text[:start]} §0 {text[end:]}", [reference], title)


def read(text: str, named: Sequence[Reference], title: Titles) -> Asked | None:
    """What one text asks; the regulations that it means are given where it names none itself."""
    keys = [key_of(r) for r in named]
    masked = mask(text, keys, title)
    if masked is None or not keys:
        return None
    if not of_cues(re.sub(r"§\d", " ", masked)):
        return None
    wish: Literal["", "count", "last"] = "count" if COUNTED.search(masked) else "last" if LAST.search(masked) else ""
    for kind, (act, passive) in _ACT.items():
        found = _sides(masked, act, passive)
        if found is not None:
            subject, target = (keys[int(name[1:])] if name else "" for name in found)
            return Asked(kind, subject, target, wish if target and not subject else "")
    ended, change = ENDED_BY.search(masked), CHANGES_OF.search(masked)
    if ended:
        before = re.search(r"§\d", masked[: ended.start()])
        return Asked("mencabut", keys[int(ended[1][1:])], keys[int(before[0][1:])] if before else "")
    if change:
        return Asked("mengubah", "", keys[int((change[1] or change[2])[1:])], wish)
    if BASIS_OF.search(masked):
        return Asked("mengingat", subject=keys[0])
    if CHANGES.search(masked) and len(set(keys)) == 1:
        return Asked("mengubah", "", keys[0], wish)
    return Asked("berlaku", target=keys[0]) if IN_FORCE.search(masked) else None


def of_cues(text: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether a text is made of the words of a question about relations, of stop words, numbers, and these words."""
    known = CUES | STOP_ID | more
    return all(w in known or w.removesuffix("nya") in known or w.isdigit() for w in tokens(text.lower()))


def mask(text: str, keys: Sequence[str], title: Titles) -> str | None:
    """The text in lower case with "§0", "§1" for its regulations, their titles away; None where they do not fit."""
    count = 0

    def put(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f" §{count - 1} "

    masked = " ".join(REGULATION.sub(put, text.lower()).split())
    if not count and "§0" in masked:
        count = 1
    elif not count and keys:
        masked, count = f"§0 {masked}", 1
    elif count != len(keys):
        return None
    for match in reversed(list(INTRO.finditer(masked))):
        end = match.end() + _title_end(masked[match.end() :], title(keys[int(match[1][1:])]))
        masked = f"{masked[: match.end(1)]} {masked[end:]}"
    return masked


def _title_end(text: str, judul: str) -> int:
    """How far a title runs from its first word: by its own words where it is known, else to the first cue."""
    known = set(content_stems(judul))
    end = 0
    for word in re.finditer(r"[^\s?!.;,()]+|[?!.;,()]", text):
        roots = stem(word[0])
        english = LAW_WORDS.get(word[0], "").split()
        inside = word[0] in STOP_ID if known else word[0] in ("dan", "di", "dengan", "and", "of", "the")
        fits = set(roots) <= known or (english and set(english) <= known) if known else word[0] not in CUES
        if word[0] in "?!.;" or not (fits or inside):
            break
        if fits:
            end = word.end()
    return end


# --- follow-ups


def _of_earlier(question: Question, title: Titles) -> Asked | None:
    """A follow-up that names no regulation: that of the questions before it, or of the answer."""
    earlier = _last_naming(question)
    named = find_regulations(earlier) or [r for r in question.context if r.nomor]
    keys = list(dict.fromkeys(key_of(r) for r in named))
    before = _earlier_asked(question, title)
    if before:
        keys = [before.target or before.subject, *keys]
    on_topic = before or NAMING.search(question.plain.lower()) or (earlier and _only_names(earlier, title))
    if not keys or not on_topic or _may(question.plain):
        return None
    known = next((r for r in named if key_of(r) == keys[0]), named[0])
    return read(question.plain, [known], title)


def _as_earlier(question: Question, named: Sequence[Reference], title: Titles) -> Asked | None:
    """A follow-up that only names another regulation: what was asked of the one before is asked of it."""
    keys = [key_of(r) for r in named]
    masked = mask(question.plain, keys, title)
    if masked is None or len(set(keys)) != 1:
        return None
    words = [w for w in tokens(re.sub(r"§\d", " ", masked)) if not w.isdigit()]
    if any(w not in STOP_ID and w not in FOLLOWING for w in words):
        return None
    before = _earlier_asked(question, title)
    if before is None:
        return None
    if before.subject and (not before.target or _jenis(before.target) != _jenis(keys[0]) == _jenis(before.subject)):
        return replace(before, subject=keys[0])
    return replace(before, target=keys[0])


def _may(text: str) -> bool:
    """Whether a text asks what may or can be, and not how often it was."""
    return bool(MODAL.search(text.lower())) and not COUNTED.search(text.lower())


def _jenis(key: str) -> str:
    return key.split("-")[0]


def _last_naming(question: Question) -> str:
    return next((text for text in reversed(question.earlier) if find_regulations(text)), "")


def _earlier_asked(question: Question, title: Titles) -> Asked | None:
    """What the questions before asked of relations: the last that says so, past those that only name a regulation."""
    for index in range(len(question.earlier) - 1, -1, -1):
        text = question.earlier[index]
        named = find_regulations(text)
        found = read(text, named, title)
        if found is None and not named:
            known = next((find_regulations(t) for t in reversed(question.earlier[:index]) if find_regulations(t)), [])
            found = (
                read(text, known[:1], title) if not MODAL.search(text.lower()) or COUNTED.search(text.lower()) else None
            )
        if found:
            return found
        if not _only_names(text, title):
            return None
    return None


def _only_names(text: str, title: Titles) -> bool:
    """Whether a text does no more than name regulations: "kalau Permendagri 74/2012?"."""
    named = find_regulations(text)
    masked = mask(text, [key_of(r) for r in named], title) if named else None
    return masked is not None and all(
        w in STOP_ID or w in FOLLOWING or w.isdigit() for w in tokens(re.sub(r"§\d", " ", masked))
    )


# --- who does it, and to whom


def _sides(text: str, act: str, passive: str) -> tuple[str, str] | None:
    """(who does it, to whom it is done) as masked names, "" where not named; None where the verb is not there."""
    gap = r"\W+(?:(?!§)\S+\s+){0,4}?"
    verb = re.search(rf"\b(?:{passive})(?:nya)?\b", text)
    if verb:
        by = re.match(r"\s*(?:oleh|dengan|by)?\s*(§\d)", text[verb.end() :])
        said = by is not None and bool(re.match(r"\s*(?:oleh|dengan|by)", text[verb.end() :]))
        before = re.search(rf"(§\d){gap}$", text[: verb.start()] or " ")
        if by and (before or said):
            return by[1], before[1] if before else ""
        if before:
            return "", before[1]
        if by and not _done_to(text[: verb.start()]):
            return by[1], ""
        after = re.search(r"§\d", text)
        return ("", after[0]) if after and not text.startswith(("apa yang", "pasal")) else None
    verb = re.search(rf"\b(?:{act})(?:nya)?\b", text)
    if not verb:
        return None
    before = re.search(rf"(§\d){gap}$", text[: verb.start()])
    after = re.search(r"§\d", text[verb.end() :]) or re.search(r"(?<=\bof )§\d(?= does\b)", text)
    return (before[1] if before else "", after[0] if after else "") if before or after else None


def _done_to(before: str) -> bool:
    """Whether "… diubah UU 23/2014" asks of that law itself: "sudah berapa kali diubah UU 23/2014"."""
    return not re.search(r"\b(?:yang|apa saja|pasal)\b", before) and bool(
        re.search(r"\b(?:sudah|telah|pernah|belum|apakah|berapa\s?kali|kapan|has|was|been)\b", before)
    )
