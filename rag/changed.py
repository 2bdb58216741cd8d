"""A Pasal that another regulation changed: what changed it, its new wording and its old one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.models import Hubungan, Jawaban, Rujukan, Unit
from corpus.sitasi import Reference, find_pasal, find_regulations, resolve, unit_label
from rag.asking import key_of, of_cues
from rag.compose import escape, unit_lines
from rag.evidence import Library
from rag.question import Question, strip_references
from rag.relations import ENGLISH, LISTED, Writer, best_told, is_held, named_label, told_by
from rag.verify import letters

REGULATIONS = 3  # whose Pasal of one number an answer shows, where none is named
CHANGED = re.compile(
    r"\b(?:ber|di\s?)ubah\b|\bdirubah\b|\b(?:di)?revisi(?:nya)?\b|\b(?:perubahan|amandemen)(?:nya)?\b|"
    r"\b(?:se|sebe)lum(?:nya)?\s+(?:\w+\s+)?(?:sesudah|setelah)|\bsemula(?:nya)?\b|"
    r"\b(?:bunyi|versi|isi|teks|rumusan|kata|yang)(?:nya)?\s+(?:yang\s+)?(?:lama|baru|asli|sebelum|terbaru)(?:nya)?\b|"
    r"\blama(?:nya)?\s+(?:\w+\s+){0,2}baru(?:nya)?\b|"
    r"\bbefore\s+(?:and\s+)?after\b|\b(?:old|original|previous|former|new)\b|"
    r"\bamend(?:ed|ments?)\b|\bchanged?s?\b|\brevised\b"
)
DIFFERENCE = re.compile(r"\b(?:per)?beda(?:an)?(?:nya)?\b|\bdifferences?\b")
WORDS = frozenset(
    (
        "beda bedanya perbedaan perbedaannya berbeda bunyi bunyinya isi isinya lama lamanya sesudah sesudahnya "
        "setelah setelahnya sebelum sebelumnya semula semulanya asli aslinya versi teks rumusan baru barunya kata "
        "bagaimana banding bandingkan perbandingan perbandingannya dibanding dibandingkan jadi menjadi jadinya "
        "tampilkan tunjukkan lihat kasih difference different between before after old new original previous "
        "former wording text version read say says said compare comparison show give become became"
    ).split()
)


def changes_of(key: str, unit: Unit, library: Library) -> list[Hubungan]:
    """The changes to a provision, newest first, by regulations that are held.

    Args:
        key: of the regulation that has it.
        unit: the provision; for an ayat, changes of the whole Pasal count as well.
    """
    found = [h for h in library.catalog.relations(target=key) if _changes(h, unit)]
    return sorted(found, key=lambda h: (-h.subject.tahun, -_number(h.subject.nomor)))


def _number(nomor: str) -> int:
    digits = re.match(r"\d+", nomor)
    return int(digits[0]) if digits else 0


def asks_change(question: Question) -> bool:
    """Whether a question asks for what changed, or for the old and the new words, and for nothing else."""
    plain = strip_references(question.plain).lower()
    differs = question.follows and DIFFERENCE.search(plain)  # "apa bedanya?" after a Pasal that was changed
    return bool(differs or CHANGED.search(plain)) and of_cues(plain, WORDS)


def changed_answer(question: Question, library: Library) -> Jawaban | None:
    """A Pasal asked for by number that another regulation changed: what changed it, the new wording, and the old one.

    None where the question names no Pasal, or nothing that is held changes it.
    """
    changing, told = asks_change(question), bool(CHANGED.search(question.plain.lower()))
    pasal = question.pasal or (_earlier_pasal(question) if changing and question.follows else ())
    unit = pasal[0].unit if len(pasal) == 1 else None
    if unit is None:
        return None
    keys = _targets(question, unit, library, changing)
    writer = Writer(library, question.language)
    for key in keys[:REGULATIONS]:
        _say_changed(writer, key, unit)
    if not keys and changing and told:
        _say_unchanged(writer, question, unit)
    return writer.answer(question)


def _say_changed(writer: Writer, key: str, unit: Unit) -> None:
    """What changed a Pasal of one regulation, and both wordings."""
    changes = changes_of(key, unit, writer.library)
    newest = [h for h in changes if h.subject.key == changes[0].subject.key and h.unit == changes[0].unit]
    _say_change(writer, newest)
    older = best_told(h for h in changes if h.subject.key != changes[0].subject.key)
    for item in older[:LISTED]:
        mark = writer.mark(item)
        if mark:
            by = named_label(item.subject, writer.library) + told_by(item, writer)
            writer.blocks.append(
                writer.say(f"Sebelumnya diubah dengan {by} {mark}.", f"Before that it was changed by {by} {mark}.")
            )
    _say_old(writer, key, unit, changes[0].target)


def _targets(question: Question, unit: Unit, library: Library, changing: bool) -> list[str]:
    """Keys of the regulations whose Pasal is meant and was changed.

    Of "Pasal 88 UU 23/2014 sebelum dan sesudah diubah UU 9/2015" the one that is changed; of "Pasal 88 yang diubah UU
    9/2015" that which it changes; where no regulation is named and the question is of changes, each that has one there.
    """
    keys = _named(question, library)
    if not keys:
        told = library.catalog.relations() if changing else []
        return list(dict.fromkeys(h.target.key for h in told if _changes(h, unit)))
    changed = {key: {h.subject.key for h in changes_of(key, unit, library)} for key in keys}
    fit = [key for key in keys if changed[key] and all(other in changed[key] for other in keys if other != key)]
    if fit or len(keys) > 1 or library.has_pasal(keys[0], unit.pasal or ""):
        return fit if len(fit) == 1 else []
    inside = {h.target.key for h in library.catalog.relations(subject=keys[0]) if _changes(h, unit)}
    return list(inside) if len(inside) == 1 else []


def _named(question: Question, library: Library) -> list[str]:
    """Keys of the regulations that a question means; none where a name could mean several."""
    earlier = next((r for text in reversed(question.earlier) if (r := find_regulations(text))), [])
    named = question.regulations or question.titled or question.context or tuple(earlier)
    held = {(h.jenis, h.nomor, h.tahun): h.key for h in library.held.values()}
    keys: list[str] = []
    for reference in named:
        found = [held[item] for item in resolve(reference, held)]
        keys.append(found[0] if len(found) == 1 else key_of(reference))
    return list(dict.fromkeys(key for key in keys if not key.endswith("-")))


def _earlier_pasal(question: Question) -> Sequence[Reference]:
    """The Pasal that the last question with one asked for."""
    return next((found for text in reversed(question.earlier) if (found := find_pasal(text))), [])


def _changes(relation: Hubungan, unit: Unit) -> bool:
    """Whether a relation tells of a change to a provision, in the words of the regulation that makes it."""
    part = relation.part
    return (
        relation.kind == "mengubah" and bool(relation.action) and relation.source == relation.subject.key
        and part is not None and part.pasal == unit.pasal and (unit.ayat is None or part.ayat in (None, unit.ayat))
    )  # fmt: skip


def _say_unchanged(writer: Writer, question: Question, unit: Unit) -> None:
    """That nothing that is held changes a Pasal, with its words."""
    keys = _named(question, writer.library)
    evidence = writer.library.evidence(keys[0], replace(unit, part="batang tubuh")) if len(keys) == 1 else None
    if evidence is None or evidence.naskah is None:
        return
    evidence = replace(evidence, ringkasan=None)
    if mark := writer.evidence_mark(evidence):
        label = escape(evidence.label)
        head = writer.say(
            f"Sejauh yang disebut naskah di pustaka, {label} tidak diubah; bunyinya {mark}:",
            f"As far as the texts of this library say, {label} was not changed; it reads {mark}:",
        )
        writer.blocks.append("\n".join([head, "", *unit_lines(evidence, writer.language)]))


def _say_change(writer: Writer, newest: Sequence[Hubungan]) -> None:
    """What changed a Pasal, how, and its new wording."""
    first = newest[0]
    assert first.part is not None
    pasal = Unit(pasal=first.part.pasal)
    verb = first.action if first.part == pasal else "diubah"
    mark = writer.mark(first)
    inner = [h for h in newest if h.part and h.part != pasal]
    done = "; ".join(f"{unit_label(h.part)} {writer.say(h.action, ENGLISH[h.action])}" for h in inner if h.part)
    name, by = named_label(first.target, writer.library), named_label(first.subject, writer.library)
    by += told_by(first, writer)
    head = writer.say(
        f"{unit_label(pasal)} {name} sudah {verb} dengan {by} {mark}",
        f"{unit_label(pasal)} of {name} was {ENGLISH[verb]} by {by} {mark}",
    )
    writer.blocks.append(f"{head}: {escape(done)}." if done else f"{head}.")
    wording = next((h.text for h in newest if h.text), "")
    if wording and mark and _stands(wording, first, writer.library):
        head = writer.say("**Bunyi setelah perubahan**", "**Wording after the change** (in Indonesian)")
        writer.blocks.append("\n".join([f"{head} {mark}", "", *wording_lines(wording)]))


def _stands(wording: str, relation: Hubungan, library: Library) -> bool:
    """Whether a new wording stands in the provision that gives it."""
    evidence = library.evidence(relation.source, relation.unit)
    return evidence is not None and letters(wording) in letters(" ".join(m.text for m in evidence.cited.members))


def _say_old(writer: Writer, key: str, unit: Unit, target: Rujukan) -> None:
    """The wording before the change: the official one, our digest where that alone is held."""
    evidence = writer.library.evidence(key, replace(unit, part="batang tubuh"))
    name = named_label(target, writer.library)
    if evidence is None:
        if not is_held(target, writer.library):
            writer.blocks.append(
                writer.say(
                    f"Naskah {name} sendiri tidak ada di perpustakaan ini.",
                    f"The text of {name} is not in this library.",
                )
            )
        return
    if evidence.naskah is not None:
        evidence = replace(evidence, ringkasan=None)
    mark = writer.evidence_mark(evidence)
    lines = unit_lines(evidence, writer.language)
    if mark and lines:
        head = writer.say("**Bunyi semula**", "**Wording before it**")
        if evidence.naskah is None:
            head = writer.say("**Bunyi semula, menurut ringkasan kami**", "**Before it, by our digest**")
        writer.blocks.append("\n".join([f"{head} {mark}", "", *lines]))


# where a line begins in running text: "(2) Wakil …", "a. membantu …", "1. memimpin …"
LINE = re.compile(
    r"(?:(?<=[.;:”\"])|(?<=[;,] dan)|(?<=[;,] atau)|(?<=dan/atau))\s+"
    r"(?=\(\d{1,2}[a-z]?\)\s|[a-z]\d?\.\s?[^\W\d]|\d{1,2}\.\s[^\W\d])"
)
HEAD = re.compile(r"[\"“”\s]*(Pasal\s+\d+\s?[A-Z]{0,2})\s+(?=\(|[A-Z\"“])")


def wording_lines(text: str) -> list[str]:
    """Running text of a Pasal as a list, all its words as they are."""
    head = HEAD.match(text)
    body = text[head.end() :] if head else text
    parts = [escape(part.strip()) for part in LINE.split(body) if part.strip()]
    lines = [f"{head[1]}", ""] if head else []
    if len(parts) < 2:
        return [*lines, *parts]
    if not parts[0].startswith("("):
        lines += [parts[0], ""]
        parts = parts[1:]
    ayat = any(part.startswith("(") for part in parts)
    for part in parts:
        depth = 0 if part.startswith("(") else int(ayat) + (0 if part[0].isalpha() else 1)
        lines.append(f"{'    ' * min(depth, 2)}- {part}")
    return lines
