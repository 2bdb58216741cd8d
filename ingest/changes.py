"""What one numbered change of an amending regulation does: which provisions it changes, inserts or deletes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.models import Action, Unit
from ingest.references import find_provisions

_DONE = r"(?:diubah|di\s?ubah|dihapus\w*|di\s?hapus|diganti|dicabut|ditambah\w*|disisip\w*|ditiadakan|disempurnakan)"
# how a change opens: "Ketentuan Pasal 5 diubah", "Di antara Pasal 24 dan Pasal 25 disisipkan", "Pasal 12 dihapus"
OPENING = re.compile(
    r"[\"“”'’\s]*(?:\d{1,3}\s?[.,)]?\s*|[a-zA-Z]\s?[.)]\s+)?"
    r"(?:Ketentuan(?:-ketentuan)?\s+(?:dalam\s+)?(?:Pasal|pasal|ayat|huruf|angka|Penjelasan|Lampiran|B[Aa][Bb]|judul|mengenai)|"
    r"D[il]\s?[ae]ntara\s|Antara\s+(?:Pasal|ayat|huruf|angka)|"
    rf"(?:Pasal|Ayat|ayat|Huruf|huruf|Angka|Judul|BAB|Bab|Bagian|Paragraf|Lampiran|Penjelasan)\s[^;:]{{0,160}}?{_DONE}|"
    r"Se(?:telah|sudah|belum)\s+(?:Pasal|ayat|huruf|angka|B[Aa][Bb])|"
    r"Men(?:ambah|ghapus|gubah|yisip|gganti)\w*\s)"
)
# where a new change may open in running text: after a sentence or a quote, with its number
NUMBERED = re.compile(
    r"(?:(?<=[.;:”\"’_])|(?<=berikut))\s+(?=(?:\d{1,3}\s?[.)]\s+[A-Z]|[A-Za-z]\s?[.)]\s+[A-Z]|"
    r"(?:\d{1,3}\s+)?(?:Ketentuan|Di\s?antara)\s))"
)
VERB = re.compile(rf"\b(?:{_DONE}|[Mm]en(?:ambah|ghapus|gubah|yisip|gganti)\w*)\b")
# what closes the instruction and opens the new wording
WORDING = re.compile(
    r"(?:\b(?:ber|di)bunyi\w*|\bdibaca|\bdiubah|\bmenjadi)?\s*(?:sebagai\s+)?berikut\s*(?:ini)?\s*[:;.]?|"
    r"\b(?:ber|di)bunyi\w*\s*[:;,]?|:\s"
)
RESULT = re.compile(r",?\s*(?:\bse\s?hingga\b|\bhingga\b|\bdan\s+(?:harus\s+)?dibaca\b)")
NAMED_AFTER = re.compile(r"\b(?:ya[kl]?ni|yaitu|ialah|adalah|menjadi|berupa)\b")
HEAD = re.compile(r"(?<![\w.,])\"?“?[Pp]asal\s+(?P<pasal>\d{1,3}\s?[A-Z]{0,2}(?![A-Z\d]))(?=\s*(?:\n|\(|[A-Z\"“]|$))")
INSTRUCTION_CHARS = 600
# "penjelasan Pasal 14 ayat (1) sampai dengan ayat (3)": what is said of the explanation is not said of the Pasal
EXPLANATION = re.compile(
    r"\b[Pp]enjelasan(?:nya)?(?:\s+(?:dari\s+)?(?:[Pp]asal|[Aa]yat|[Hh]uruf|[Aa]ngka)\s*\S+(?:\s+(?:dan|sampai\s+dengan)"
    r"(?=\s+(?:ayat|huruf|angka)))?)*"
)
KEPT = re.compile(
    r"\b(?:[Pp]asal|[Aa]yat|[Hh]uruf|[Aa]ngka)\s*\S+\s+tetap\b"
)  # "ayat (10) tetap, penjelasan ayat (10) diubah"
BETWEEN = re.compile(r",?\s*(?:\b(?:dan|serta)\s+)?\b[Dd]i\s?antara\b")


@dataclass(frozen=True)
class Change:
    """A change to one provision.

    Attributes:
        part: the provision; None where it is something else (a title, an annex).
        action: what is done to it.
        text: its new wording; "" where there is none.
    """

    part: Unit | None
    action: Action
    text: str = ""


def is_opening(text: str, place: int = 0) -> bool:
    """Whether a change opens at a place of a text."""
    match = OPENING.match(text, place)
    return bool(match) and bool(VERB.search(text, place, place + INSTRUCTION_CHARS))


def openings(text: str, starts: Sequence[int] = ()) -> list[int]:
    """Where the changes in a text begin.

    Args:
        text: of an article that changes another regulation.
        starts: where its provisions begin.
    """
    places = sorted({*starts, 0, *(m.end() for m in NUMBERED.finditer(text))})
    found = [place for place in places if place < len(text) and is_opening(text, place)]
    # "2. Ketentuan": the number and what follows it are one opening
    return [
        p
        for low, p in zip([-9, *found], found, strict=False)
        if not re.fullmatch(r"\W*\w{1,3}\W*", text[max(low, 0) : p])
    ]


def read_change(text: str) -> list[Change]:
    """What one change does.

    "Ketentuan Pasal 66 ayat (3) diubah dan ditambah 1 (satu) ayat, yakni ayat (4), sehingga Pasal 66 berbunyi sebagai
    berikut: …" -> Pasal 66 ayat (3) changed, Pasal 66 ayat (4) inserted.

    Args:
        text: the change from its opening to the next.
    """
    verb = VERB.search(text, 0, INSTRUCTION_CHARS)
    if not verb:
        return []
    opened = WORDING.search(text, verb.start(), INSTRUCTION_CHARS)
    stopped = re.search(r"[.;](?:\s|$)", text[verb.end() :])
    stop = verb.end() + stopped.start() if stopped else min(len(text), INSTRUCTION_CHARS)
    wording = ""
    if opened and opened.start() <= stop:
        stop, wording = opened.start(), text[opened.end() :].strip()
    result = RESULT.search(text, verb.start(), stop)
    phrase = text[: result.start() if result else stop]
    after = find_provisions(text[result.end() : stop]) if result else []
    changes = _read_phrase(phrase, after[0] if after else None)
    if not changes and wording:
        changes = [Change(Unit(pasal=_number(m)), _action(verb[0])) for m in HEAD.finditer(wording)]
        changes = list(dict.fromkeys(changes)) if _action(verb[0]) == "disisipkan" else changes[:1]
    if not changes and wording:
        changes = [Change(None, _action(verb[0]))]
    return _worded(changes, wording)


def _action(verb: str) -> Action:
    lowered = re.sub(r"\s", "", verb.lower())
    if re.match(r"di(?:hapus|cabut|tiadakan)|menghapus", lowered):
        return "dihapus"
    return "disisipkan" if re.match(r"di(?:tambah|sisip)|men(?:ambah|yisip)", lowered) else "diubah"


def _read_phrase(phrase: str, base: Unit | None) -> list[Change]:
    everything = find_provisions(phrase)
    home = Unit(pasal=everything[0].pasal) if everything else base
    phrase = KEPT.sub(" ", EXPLANATION.sub(" ", phrase.replace("^", "")))
    verbs = list(VERB.finditer(phrase))
    found: list[Change] = []
    low = 0
    for index, verb in enumerate(verbs):
        following = verbs[index + 1] if index + 1 < len(verbs) else None
        high = following.start() if following else len(phrase)
        before, after = phrase[low : verb.start()], phrase[verb.end() : high]
        action, low = _action(verb[0]), verb.end()
        if action == "disisipkan":
            named = NAMED_AFTER.search(after)
            start = named.end() if named else 0
            stop = _listed(after, start, following)
            low += stop
            inside = next((replace(u, huruf=None, angka=None) for u in find_provisions(before, home)), home)
            parts = find_provisions(after[start:stop], inside)
        elif verb[0].lower().startswith("men"):
            parts = find_provisions(after, home)
        else:
            parts = find_provisions(BETWEEN.sub(" ", before), home)
        found.extend(Change(part, action) for part in parts)
    return list(dict.fromkeys(found))


def _listed(after: str, start: int, following: re.Match[str] | None) -> int:
    """Where the list of what is inserted ends: what stands just before the next verb belongs to that one."""
    between = BETWEEN.search(after, start)
    if between:
        return between.start()
    if following is None or following[0].lower().startswith("men"):
        return len(after)
    joints = [m.start() for m in re.finditer(r",|\b(?:dan|serta)\b", after[start:]) if m.start() > 3]
    return start + joints[-1] if joints else len(after)


def _number(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match["pasal"]).upper()


def _worded(changes: Sequence[Change], wording: str) -> list[Change]:
    """The changes, each Pasal with its part of the new wording."""
    if not wording:
        return list(changes)
    wanted = list(dict.fromkeys(c.part.pasal for c in changes if c.part and c.part.pasal and c.action != "dihapus"))
    starts: dict[str, int] = {}
    for match in HEAD.finditer(wording):
        number = _number(match)
        if number in wanted and number not in starts and (not starts or match.start() > max(starts.values())):
            starts[number] = match.start()
    if len(wanted) <= 1:
        return [c if c.action == "dihapus" and len(changes) > 1 else replace(c, text=wording) for c in changes]
    order = sorted(starts.values())
    texts = {
        number: wording[start : next((s for s in order if s > start), len(wording))].strip()
        for number, start in starts.items()
    }
    return [replace(c, text=texts.get(c.part.pasal or "", "")) if c.part else c for c in changes]
