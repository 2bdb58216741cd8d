"""A Pasal that another regulation changed: what changed it, its new wording and its old one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.models import Hubungan, Jawaban, Rujukan, Unit
from corpus.sitasi import resolve, unit_label
from rag.compose import escape, unit_lines
from rag.evidence import Library
from rag.question import Question
from rag.relations import ENGLISH, LISTED, Writer, best_told, is_held, key_of, named_label, told_by
from rag.verify import letters


def changes_of(key: str, unit: Unit, library: Library) -> list[Hubungan]:
    """The changes to a provision, newest first, by regulations that are held.

    Args:
        key: of the regulation that has it.
        unit: the provision; for an ayat, changes of the whole Pasal count as well.
    """
    found = [
        h for h in library.catalog.relations(target=key)
        if h.kind == "mengubah" and h.action and h.part is not None and h.part.pasal == unit.pasal
        and (unit.ayat is None or h.part.ayat in (None, unit.ayat)) and h.source == h.subject.key
    ]  # fmt: skip
    return sorted(found, key=lambda h: (-h.subject.tahun, -_number(h.subject.nomor)))


def _number(nomor: str) -> int:
    digits = re.match(r"\d+", nomor)
    return int(digits[0]) if digits else 0


def changed_answer(question: Question, library: Library) -> Jawaban | None:
    """A Pasal asked for by number that another regulation changed: what changed it, the new wording, and the old one.

    None where the question names no Pasal of one regulation, or nothing that is held changes it.
    """
    named = question.regulations or question.context
    if len(question.pasal) != 1 or not named or len({key_of(r) for r in named}) != 1:
        return None
    unit = question.pasal[0].unit
    held = {(h.jenis, h.nomor, h.tahun): h.key for h in library.held.values()}
    keys = [held[item] for item in resolve(named[0], held)] or [key_of(named[0])]
    if unit is None or len(keys) != 1 or keys[0].endswith("-"):
        return None
    changes = changes_of(keys[0], unit, library)
    if not changes:
        return None
    writer = Writer(library, question.language)
    newest = [h for h in changes if h.subject.key == changes[0].subject.key and h.unit == changes[0].unit]
    _say_change(writer, newest)
    older = best_told(h for h in changes if h.subject.key != changes[0].subject.key)
    for item in older[:LISTED]:
        mark = writer.mark(item)
        if mark:
            writer.blocks.append(writer.say(
                f"Sebelumnya diubah dengan {named_label(item.subject, library)}{told_by(item, writer)} {mark}.",
                f"Before that it was changed by {named_label(item.subject, library)}{told_by(item, writer)} {mark}.",
            ))  # fmt: skip
    _say_old(writer, keys[0], unit, changes[0].target)
    return writer.answer(question)


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
