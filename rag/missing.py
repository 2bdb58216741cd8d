"""A regulation that is asked about and not held, or of which no text tells: what is known, and where to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.landing import landing_of, read_landings
from corpus.models import Hubungan, Jawaban, short_label
from corpus.sitasi import Reference, find_regulations, resolve
from rag.asking import asked, key_of
from rag.compose import escape
from rag.evidence import Evidence, Library
from rag.question import Language, Question
from rag.relations import LISTED, Writer, best_told, named_label, relations_asked, say_status, title_of, told_by

MENTIONS = 3  # Pasal that name a regulation, of which an answer tells


def missing_answer(question: Question, library: Library) -> Jawaban | None:
    """Of a regulation that is asked about and not held: what revoked it, or where texts name it; None where none does.

    A question for the words of a Pasal is left to a refusal: nobody here has them; see `revoked_note`.
    """
    if question.pasal:
        return None
    found = _revoked(question, library)
    if not found:
        return _named(question, library)
    writer = Writer(library, question.language)
    say_status(writer, found[0].target, found)
    return writer.answer(question)


def revoked_note(question: Question, library: Library) -> str:
    """A sentence for a refusal: what revoked the regulation that is not held; "" where nothing says so."""
    writer = Writer(library, question.language)
    found = [h for h in best_told(_revoked(question, library)) if writer.mark(h)]
    if not found:
        return ""
    name, by = named_label(found[0].target, library), named_label(found[0].subject, library)
    by += told_by(found[0], writer)
    if found[0].part or found[0].text:
        return writer.say(f"{name} dicabut sebagian oleh {by}.", f"{name} was revoked in part by {by}.")
    return writer.say(f"{name} sudah dicabut oleh {by}.", f"{name} was revoked by {by}.")


def _missing(question: Question, library: Library) -> Iterable[Reference]:
    """The regulations that a question names and the library does not hold."""
    held = [(h.jenis, h.nomor, h.tahun) for h in library.held.values()]
    return (r for r in question.regulations if not resolve(r, held))


def _revoked(question: Question, library: Library) -> list[Hubungan]:
    """What revoked the first such regulation of which that is told."""
    for reference in _missing(question, library):
        found = [h for h in library.catalog.relations(target=key_of(reference)) if h.kind == "mencabut"]
        if found and len({h.target.key for h in found}) == 1:
            return found
    return []


# --- named, and no more

NAMED_AS = {
    "mengingat": ("dasar hukum {by}", "the legal basis of {by}"),
    "melaksanakan": ("yang dilaksanakan oleh {by}", "what {by} implements"),
    "mencabut": ("yang mencabut {target}", "what revoked {target}"),
    "mengubah": ("yang mengubah {target}", "what amended {target}"),
}


def _named(question: Question, library: Library) -> Jawaban | None:
    """Of a regulation whose status is asked and that is not held: where texts name it; None where none does."""
    asking = asked(question, lambda key: title_of(key, library))
    if asking is None or asking.kind not in ("berlaku", "mencabut", "mengubah") or not asking.target:
        return None
    key = asking.target
    reference = next((r for r in _missing(question, library) if key_of(r) == key and r.tahun), None)
    if reference is None or asking.subject:
        return None
    writer = Writer(library, question.language)
    name = escape(short_label(reference.jenis or "", reference.nomor or "", reference.tahun or 0, ""))
    lines = _roles(key, writer)
    head = writer.say(f"{name} disebut sebagai:", f"{name} is named as:")
    if not lines:
        marked = ((e, writer.evidence_mark(e)) for e in mentions(reference, library))
        lines = [f"- {escape(evidence.label)} {mark}" for evidence, mark in marked if mark]
        head = writer.say(f"{name} disebut dalam:", f"{name} is named in:")
    if not lines:
        return None
    untold = writer.say(
        f"Tidak ada naskah di pustaka ini yang mencabut atau mengubah {name}, dan naskahnya sendiri tidak ada di sini, "
        "jadi saya tidak dapat memastikan apakah masih berlaku.",
        f"No text of this library revokes or amends {name}, and its own text is not held, so I can not tell whether it "
        "is in force.",
    )
    writer.blocks += [f"{untold} {official(key, question.language)}", "\n".join([head, "", *lines])]
    return writer.answer(question)


def _roles(key: str, writer: Writer) -> list[str]:
    """What texts name a regulation as, each with its mark."""
    catalog = writer.library.catalog
    lines: list[str] = []
    for item in best_told([*catalog.relations(target=key), *catalog.relations(subject=key)])[:LISTED]:
        names = {"by": named_label(item.subject, writer.library), "target": named_label(item.target, writer.library)}
        if mark := writer.mark(item):
            lines.append(f"- {writer.say(*NAMED_AS[item.kind]).format(**names)}{told_by(item, writer)} {mark}")
    return lines


def mentions(reference: Reference, library: Library) -> list[Evidence]:
    """Pasal whose words name a regulation by kind, number and year."""
    found: list[Evidence] = []
    ids = library.catalog.search([str(reference.nomor).lower(), str(reference.tahun)], 60)
    keys = {h.id: h.key for h in library.held.values() if h.kind == "naskah"}
    for entry in library.catalog.entries(ids):
        if not entry.unit.pasal or entry.peraturan_id not in keys or len(found) == MENTIONS:
            continue
        if key_of(reference) in {key_of(r) for r in find_regulations(entry.body)}:
            evidence = library.evidence(keys[entry.peraturan_id], entry.unit)
            if evidence and not any(e.key == evidence.key and e.unit.covers(evidence.unit) for e in found):
                found.append(replace(evidence, ringkasan=None))
    return found


# --- not told at all

UNTOLD = {
    "berlaku": ("yang mencabut atau mengubah", "revokes or amends"),
    "mencabut": ("yang mencabut", "revokes"),
    "mengubah": ("yang mengubah", "amends"),
}


def untold(question: Question, library: Library) -> Jawaban | None:
    """The refusal for a regulation that is held, and whose status is asked, where no text tells of it; else None."""
    asking = asked(question, lambda key: title_of(key, library))
    if asking is None or asking.kind not in UNTOLD or asking.subject or not asking.target:
        return None
    held = next((h for h in library.held.values() if h.key == asking.target), None)
    if held is None or relations_asked(asking, library):
        return None
    name, (indonesian, english) = escape(held.label), UNTOLD[asking.kind]
    said = {
        "id": f"Sejauh yang disebut naskah di pustaka, tidak ada {indonesian} {name}.",
        "en": f"As far as the texts of this library say, none {english} {name}.",
    }[question.language]
    text = f"{said} {official(held.key, question.language, False)}"
    return Jawaban(question.text, question.language, text, refused=True, reason="tidak_diatur")


# --- where to look


def official(key: str, language: Language, missing: bool = True) -> str:
    """Where the official text of a regulation may be had: by `fetch`, or on an official site.

    Args:
        key: of the regulation.
        language: of the answer.
        missing: it is not held, so a copy is offered as well.
    """
    landing = landing_of(read_landings(), key)
    if landing.file and missing:
        command = f"`python -m ingest fetch {key}`"
        return {"id": f"Salinan resminya: {command}.", "en": f"For the official copy: {command}."}[language]
    more = {"id": "; salinannya dapat dimasukkan ke pustaka ini", "en": "; a copy can be brought into this library"}
    look = {"id": "Periksa di situs resmi", "en": "See the official site"}
    return f"{look[language]}, {landing.url}{more[language] if missing else ''}."


def offer(reference: Reference, question: Question) -> str:
    """`official` for a regulation as a question names it."""
    return official(key_of(reference), question.language)
