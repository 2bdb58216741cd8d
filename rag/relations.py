"""What regulations do to each other: which are revoked, changed, implemented, and what they rest on.

An answer here is put together from what the texts say of each other (`Hubungan`); its sentences are cited, and no
citation leaves that does not stand in its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.models import Hubungan, Jawaban, Relation, Rujukan, Sitasi, Unit, short_label
from corpus.sitasi import full_label, unit_label
from rag.asking import Asked, asked
from rag.compose import BASIS, cite, escape
from rag.evidence import Evidence, Library
from rag.question import Language, Question
from rag.verify import citation_problem

LISTED = 12  # relations of one kind that an answer lists
# --- what is known


def relations_asked(asking: Asked, library: Library) -> list[Hubungan]:
    """The relations that a question asks for, each pair of regulations with the best that says so."""
    kinds = ("mencabut", "mengubah") if asking.kind == "berlaku" else (asking.kind,)
    found = library.catalog.relations(asking.subject or None, asking.target or None)
    return [h for h in found if h.kind in kinds]


def title_of(key: str, library: Library) -> str:
    """The title of a regulation, held or named by one that is; "" where none is known."""
    held = library.held.get((key, "naskah")) or library.held.get((key, "ringkasan"))
    if held:
        return held.judul
    return next((h.target.judul for h in library.catalog.relations(target=key) if h.target.judul), "")


# --- saying it


@dataclass
class Writer:
    """Puts an answer together: blocks of Markdown and their citations."""

    library: Library
    language: Language
    blocks: list[str] = field(default_factory=list)
    citations: list[Sitasi] = field(default_factory=list)

    def say(self, indonesian: str, english: str) -> str:
        """The words in the language of the answer."""
        return indonesian if self.language == "id" else english

    def mark(self, relation: Hubungan) -> str:
        """The mark of the citation of what says so; "" where that does not hold."""
        citation = told(relation, self.library, len(self.citations) + 1)
        return self._add(citation) if citation else ""

    def evidence_mark(self, evidence: Evidence) -> str:
        """The mark of a provision; "" where its citation does not hold."""
        return self._add(cite(evidence, len(self.citations) + 1))

    def _add(self, citation: Sitasi) -> str:
        for known in self.citations:
            if (known.key, known.unit, known.quote) == (citation.key, citation.unit, citation.quote):
                return f"[{known.n}]"
        if citation_problem(citation, self.library) is not None:
            return ""
        self.citations.append(citation)
        return f"[{citation.n}]"

    def answer(self, question: Question) -> Jawaban | None:
        """The answer; None where nothing could be cited."""
        if not self.citations:
            return None
        marks = [("" if c.kind == "naskah" else self.say(" (ringkasan)", " (digest)")) for c in self.citations]
        basis = "; ".join(f"{c.label}{mark} [{c.n}]" for c, mark in zip(self.citations, marks, strict=True))
        text = "\n\n".join([*self.blocks, f"{BASIS[self.language]} {basis}"])
        return Jawaban(question.text, self.language, text, citations=tuple(self.citations))


def told(relation: Hubungan, library: Library, number: int) -> Sitasi | None:
    """The citation of the provision that tells of a relation."""
    held = library.held.get((relation.source, "naskah")) or library.held.get((relation.source, "ringkasan"))
    if held is None:
        return None
    return Sitasi(
        number, held.kind, full_label(held.label, relation.unit), held.jenis, held.nomor, held.tahun, relation.unit,
        held.file, relation.page, relation.quote, held.key,
    )  # fmt: skip


def named_label(item: Rujukan, library: Library, titled: bool = False) -> str:
    """A regulation for people, with its title where asked."""
    held = library.held.get((item.key, "naskah")) or library.held.get((item.key, "ringkasan"))
    title = (held.judul if held else item.judul) if titled else ""
    label = short_label(item.jenis, item.nomor, item.tahun, item.judul)
    return escape(f"{label} ({title})" if title else label)


def is_held(item: Rujukan, library: Library) -> bool:
    """Whether the library holds its text or our digest of it."""
    return (item.key, "naskah") in library.held or (item.key, "ringkasan") in library.held


def told_by(relation: Hubungan, writer: Writer) -> str:
    """Who says so, where it is not the one that does it: "menurut PP 28/2018 bagian pembukaan"."""
    if relation.source == relation.subject.key:
        return escape(f" {unit_label(relation.unit)}") if relation.unit.pasal else ""
    held = writer.library.held.get((relation.source, "naskah")) or writer.library.held.get(
        (relation.source, "ringkasan")
    )
    label = escape(held.label if held else relation.source)
    return writer.say(f", sebagaimana disebut dalam {label}", f", as {label} says")


def best_told(relations: Iterable[Hubungan]) -> list[Hubungan]:
    """One relation for each pair: told by the one that does it, not by a third, and by a Pasal, not by an opening."""
    best: dict[tuple[Relation, str, str, Unit | None], Hubungan] = {}
    for item in relations:
        part = item.part if item.kind in ("mencabut", "melaksanakan") else None
        mark = (item.kind, item.subject.key, item.target.key, part)
        if mark not in best or _worth(item) > _worth(best[mark]):
            best[mark] = item
    return list(best.values())


def _worth(item: Hubungan) -> tuple[bool, bool, bool]:
    return (item.source == item.subject.key, item.unit.pasal is not None, not item.action)


def relation_answer(question: Question, library: Library) -> Jawaban | None:
    """The answer to a question about what regulations do to each other; None where it asks for anything else.

    "Apa yang dicabut oleh Permendagri 22/2020?", "masih berlakukah PP 50/2007?", "berapa kali UU 23/2014 diubah?",
    "PP 28/2018 melaksanakan pasal berapa UU 23/2014?"
    """
    asking = asked(question, lambda key: title_of(key, library))
    if asking is None:
        return None
    found = relations_asked(asking, library)
    targets = {h.target.key for h in found} if asking.target else {h.subject.key for h in found}
    if not found or ((asking.target or asking.subject).endswith("-") and len(targets) > 1):
        return None
    writer = Writer(library, question.language)
    if asking.kind == "berlaku" or (asking.kind == "mencabut" and not asking.subject):
        say_status(writer, found[0].target, found)
    elif asking.target and not asking.subject:
        _say_done_to(writer, asking.kind, found, asking.wish)
    else:
        _say_does(writer, asking.kind, found)
    return writer.answer(question)


def say_status(writer: Writer, target: Rujukan, found: Sequence[Hubungan]) -> None:
    """Whether a regulation still holds, as far as the library tells."""
    name = named_label(target, writer.library, titled=True)
    revoked = [h for h in best_told(found) if h.kind == "mencabut"]
    together: dict[tuple[str, str, Unit], list[Hubungan]] = {}
    for item in revoked:
        together.setdefault((item.subject.key, item.source, item.unit), []).append(item)
    for items in list(together.values())[:LISTED]:
        mark, by = writer.mark(items[0]), named_label(items[0].subject, writer.library) + told_by(items[0], writer)
        parts = [unit_label(h.part) if h.part else h.text for h in items]
        if mark and all(parts):
            what = escape(", ".join(parts))
            writer.blocks.append(writer.say(
                f"{name} dicabut sebagian ({what}) oleh {by} {mark}.",
                f"{name} was revoked in part ({what}) by {by} {mark}.",
            ))  # fmt: skip
        elif mark:
            writer.blocks.append(writer.say(
                f"{name} sudah dicabut dan tidak berlaku lagi; yang mencabutnya {by} {mark}.",
                f"{name} was revoked and is no longer in force; it was revoked by {by} {mark}.",
            ))  # fmt: skip
    changed = [h for h in found if h.kind == "mengubah"]
    if changed:
        _say_done_to(writer, "mengubah", changed)
        if not revoked:
            writer.blocks.append(writer.say(
                f"Tidak ada dokumen di perpustakaan ini yang mencabut {named_label(target, writer.library)}.",
                f"No document of this library revokes {named_label(target, writer.library)}.",
            ))  # fmt: skip
    if not is_held(target, writer.library):
        short = named_label(target, writer.library)
        writer.blocks.append(writer.say(
            f"Naskah {short} sendiri tidak ada di perpustakaan ini.",
            f"The text of {short} itself is not in this library.",
        ))  # fmt: skip


PASSIVE = {"mencabut": "dicabut", "mengubah": "diubah", "melaksanakan": "dilaksanakan", "mengingat": "dirujuk"}
PASSIVE_EN = {"mencabut": "revoked", "mengubah": "amended", "melaksanakan": "implemented", "mengingat": "cited"}
ENGLISH = {"": "", "diubah": "changed", "disisipkan": "inserted", "dihapus": "deleted"}
ACTIVE_EN = {"mencabut": "revokes", "mengubah": "amends", "melaksanakan": "implements", "mengingat": "rests on"}


def _say_done_to(writer: Writer, kind: str, found: Sequence[Hubungan], wish: str = "") -> None:
    """By which regulations something is done to one: "UU 23/2014 sudah diubah dengan UU 9/2015 …".

    Args:
        writer: takes the words.
        kind: what is done.
        found: the relations, all of one target.
        wish: as in `Asked`: how often, or the last first.
    """
    pairs = best_told(found)
    told: dict[str, str] = {}
    subjects = {h.subject.key: h.subject for h in pairs}
    for subject in sorted(subjects.values(), key=_when, reverse=wish == "last"):
        mine = next(h for h in pairs if h.subject.key == subject.key)
        mark = writer.mark(mine)
        if mark:
            parts = _parts([h for h in found if h.subject.key == subject.key], writer)
            told[subject.key] = f"- {named_label(subject, writer.library)}{told_by(mine, writer)}{parts} {mark}"
    if not told:
        return
    name = named_label(found[0].target, writer.library, titled=True)
    lines = list(told.values())
    if wish == "last":
        head = writer.say(
            f"Sejauh yang disebut naskah di pustaka, {name} terakhir {PASSIVE[kind]} dengan:",
            f"As far as the texts of this library say, {name} was last {PASSIVE_EN[kind]} by:",
        )
        writer.blocks.append("\n".join([head, "", lines.pop(0)]))
        head = writer.say("Sebelumnya:", "Before that:")
    elif wish == "count":
        head = writer.say(
            f"Sejauh yang disebut naskah di pustaka, {name} sudah {len(lines)} kali {PASSIVE[kind]}, yaitu dengan:",
            f"As far as the texts of this library say, {name} has been {PASSIVE_EN[kind]} {_times(len(lines))}, by:",
        )
    elif kind == "melaksanakan":
        head = writer.say(f"{name} dilaksanakan lebih lanjut dengan:", f"{name} has been implemented by:")
    else:
        head = writer.say(f"{name} sudah {PASSIVE[kind]} dengan:", f"{name} has been {PASSIVE_EN[kind]} by:")
    if lines:
        writer.blocks.append("\n".join([head, "", *lines[:LISTED]]))
    if wish and kind == "mengubah":
        _say_uncounted(writer, [subjects[key] for key in told])


def _when(item: Rujukan) -> tuple[int, int]:
    digits = re.match(r"\d+", item.nomor)
    return item.tahun, int(digits[0]) if digits else 0


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


ORDINALS = (
    "kesatu",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
)
CHANGE_NUMBER = re.compile(r"\bperubahan\s+(?P<ordinal>ke\w+)\s+atas\b", re.IGNORECASE)


def _say_uncounted(writer: Writer, subjects: Sequence[Rujukan]) -> None:
    """That there are more changes than are known here, where a title counts further: "Perubahan Ketiga atas …"."""
    for item in subjects:
        match = CHANGE_NUMBER.match(title_of(item.key, writer.library) or item.judul)
        ordinal = match["ordinal"].lower() if match else ""
        if ordinal in ORDINALS and ORDINALS.index(ordinal) >= len(subjects):
            label = named_label(item, writer.library)
            number = ORDINALS.index(ordinal) + 1
            writer.blocks.append(writer.say(
                f"Menurut judulnya, {label} adalah perubahan {ordinal}; yang lain tidak disebut naskah di pustaka ini.",
                f"By its title, {label} is amendment number {number}; the others are not named by the texts held here.",
            ))  # fmt: skip
            return


def _say_does(writer: Writer, kind: str, found: Sequence[Hubungan]) -> None:
    """What one regulation does to others: "Permendagri 22/2020 mencabut: …"."""
    subject = found[0].subject
    lines: list[str] = []
    pairs = best_told(found)
    for key in dict.fromkeys(h.target.key for h in pairs):
        mine = [h for h in pairs if h.target.key == key]
        mark = writer.mark(mine[0])
        if not mark:
            continue
        parts = _parts([h for h in found if h.target.key == key], writer)
        limit = f", {escape(mine[0].text)}" if kind == "mencabut" and mine[0].text else ""
        lines.append(f"- {named_label(mine[0].target, writer.library, titled=True)}{parts}{limit} {mark}")
    if lines:
        verb = writer.say("mendasarkan diri pada" if kind == "mengingat" else kind, ACTIVE_EN[kind])
        writer.blocks.append("\n".join([f"{named_label(subject, writer.library)} {verb}:", "", *lines[: 3 * LISTED]]))


def _parts(found: Sequence[Hubungan], writer: Writer) -> str:
    """The provisions that are meant: ": Pasal 6 ayat (4) dan Pasal 7 ayat (5)"; for changes by what is done to them."""
    done: dict[str, list[Unit]] = {}
    for h in found:
        if h.part is not None:
            whole = Unit(pasal=h.part.pasal)
            action = h.action if not h.action or h.part == whole else "diubah"
            units = done.setdefault(action, [])
            unit = whole if action else h.part
            if unit not in units:
                units.append(unit)
    words: list[str] = []
    for action in ("", "diubah", "disisipkan", "dihapus"):
        units = done.get(action, [])
        if units:
            labels = ", ".join(unit_label(u) for u in units[:60]) + (" …" if len(units) > 60 else "")
            words.append(f"{labels} {writer.say(action, ENGLISH[action])}".strip())
    return escape(": " + "; ".join(words)) if words else ""
