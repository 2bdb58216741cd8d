"""What regulations do to each other: which are revoked, changed, implemented, and what they rest on.

An answer here is put together from what the texts say of each other (`Hubungan`); its sentences are cited, and no
citation leaves that does not stand in its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.models import Hubungan, Jawaban, Relation, Rujukan, Sitasi, Unit, regulation_key, short_label
from corpus.sitasi import REGULATION, Reference, full_label, resolve, unit_label
from corpus.words import STOP_ID, tokens
from rag.compose import BASIS, cite, escape
from rag.evidence import Evidence, Library
from rag.question import Language, Question
from rag.verify import citation_problem

LISTED = 12  # relations of one kind that an answer lists
_ACT = {
    "mencabut": (r"mencabut|(?:me)?revokes?|repeals?", r"dicabut|revoked|repealed"),
    "mengubah": (r"mengubah|merubah|amends?", r"diubah|dirubah|amended|berubah"),
    "melaksanakan": (
        r"melaksanakan|implements?|(?:(?:aturan|peraturan)\s+)?pelaksana(?:an)?(?:\s+(?:dari|atas))?",
        r"dilaksanakan|implemented",
    ),
}
IN_FORCE = re.compile(
    r"\bberlaku(?:kah)?\b|\bstatus(?:nya)?\b|\bin\s+force\b|\bvalid\b|\bdiganti(?:kan)?\b|\breplaced\b"
)
CHANGES_OF = re.compile(
    r"\b(?:perubahan|amendments?)\s+(?:atas\s+|dari\s+|terhadap\s+|of\s+|to\s+)?(§\d)|(§\d)\s+(?:perubahannya)\b"
)
BASIS_OF = re.compile(r"\bdasar\s+hukum(?:nya)?\b|\bmengingat(?:nya)?\b|\bkonsideran\w*|\blegal\s+basis\b")
# with the names of regulations away, a question about relations is made of these words and of stop words alone
CUES = frozenset(
    (
        "masih berlaku berlakukah sudah telah apakah dicabut mencabut diubah mengubah dirubah merubah berubah diganti "
        "digantikan perubahan perubahannya status statusnya peraturan perundangan regulasi aturan undang pasal berapa "
        "mana manakah saja apa siapa oleh dengan yang melaksanakan pelaksana pelaksanaan dilaksanakan dasar "
        "hukum hukumnya mengingat mengingatnya konsiderans konsideran menimbang tidak belum lagi pernah itu ini atas "
        "dari terhadap untuk daftar sebutkan adalah ada bukan kah sampai sekarang saat nomor tahun ketentuan lain "
        "is are was were has have been does do did what which who still in force by of the to any other amended amend "
        "amends revoked revoke revokes repealed repeal repeals replaced implement implements implemented article "
        "articles law regulation regulations legal basis status valid amendment amendments ever already yet it"
    ).split()
)


@dataclass(frozen=True)
class Asked:
    """A question about relations.

    Attributes:
        kind: which; "berlaku" for whether a regulation still holds.
        subject, target: keys of the regulations that it names on either side ("pp-28-" without a year); "" for the
            side that is asked for.
    """

    kind: str
    subject: str = ""
    target: str = ""


def key_of(reference: Reference) -> str:
    """The key of a reference; without a year all that comes before it: "pp-28-"."""
    key = regulation_key(reference.jenis or "", reference.nomor or "", reference.tahun or 0)
    return key if reference.tahun else key.removesuffix("0")


def asked(question: Question) -> Asked | None:
    """What a question asks of the relations of a regulation that it names; None where it asks for anything else."""
    if not question.regulations or question.pasal:
        return None
    spans: list[str] = []

    def mask(match: re.Match[str]) -> str:
        spans.append(match[0])
        return f" §{len(spans) - 1} "

    masked = " ".join(REGULATION.sub(mask, question.plain.lower()).split())
    if any(w not in CUES and w not in STOP_ID for w in tokens(re.sub(r"§\d", " ", masked)) if not w.isdigit()):
        return None
    keys = [key_of(r) for r in question.regulations]
    if len(keys) != len(spans):
        return None
    for kind, (act, passive) in _ACT.items():
        found = _sides(masked, act, passive)
        if found is not None:
            subject, target = (keys[int(name[1:])] if name else "" for name in found)
            return Asked(kind, subject, target)
    change = CHANGES_OF.search(masked)
    if change:
        return Asked("mengubah", target=keys[int((change[1] or change[2])[1:])])
    if BASIS_OF.search(masked):
        return Asked("mengingat", subject=keys[0])
    return Asked("berlaku", target=keys[0]) if IN_FORCE.search(masked) else None


def _sides(text: str, act: str, passive: str) -> tuple[str, str] | None:
    """(who does it, to whom it is done) as masked names, "" where not named; None where the verb is not there."""
    gap = r"\W+(?:(?!§)\S+\s+){0,4}?"
    verb = re.search(rf"\b(?:{passive})\b", text)
    if verb:
        by = re.match(r"\s*(?:oleh|dengan|by)?\s*(§\d)", text[verb.end() :])
        before = re.search(rf"(§\d){gap}$", text[: verb.start()] or " ")
        if by and (before or re.match(r"\s*(?:oleh|dengan|by)", text[verb.end() :])):
            return by[1], before[1] if before else ""
        if before:
            return "", before[1]
        return (by[1], "") if by else None
    verb = re.search(rf"\b(?:{act})\b", text)
    if not verb:
        return None
    before = re.search(rf"(§\d){gap}$", text[: verb.start()])
    after = re.search(r"§\d", text[verb.end() :]) or re.search(r"(?<=\bof )§\d(?= does\b)", text)
    return (before[1] if before else "", after[0] if after else "") if before or after else None


# --- what is known


def relations_asked(asking: Asked, library: Library) -> list[Hubungan]:
    """The relations that a question asks for, each pair of regulations with the best that says so."""
    kinds = ("mencabut", "mengubah") if asking.kind == "berlaku" else (asking.kind,)
    found = library.catalog.relations(asking.subject or None, asking.target or None)
    return [h for h in found if h.kind in kinds]


def revocations(key: str, library: Library) -> list[Hubungan]:
    """What revokes a regulation, whole or in part."""
    return [h for h in library.catalog.relations(target=key) if h.kind == "mencabut"]


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

    "Apa yang dicabut oleh Permendagri 22/2020?", "masih berlakukah PP 50/2007?", "apakah UU 23/2014 sudah diubah?",
    "PP 28/2018 melaksanakan pasal berapa UU 23/2014?"
    """
    asking = asked(question)
    if asking is None:
        return None
    found = relations_asked(asking, library)
    targets = {h.target.key for h in found} if asking.target else {h.subject.key for h in found}
    if not found or ((asking.target or asking.subject).endswith("-") and len(targets) > 1):
        return None
    writer = Writer(library, question.language)
    if asking.kind == "berlaku" or (asking.kind == "mencabut" and not asking.subject):
        _say_status(writer, found[0].target, found)
    elif asking.target and not asking.subject:
        _say_done_to(writer, asking.kind, found)
    else:
        _say_does(writer, asking.kind, found)
    return writer.answer(question)


def missing_answer(question: Question, library: Library) -> Jawaban | None:
    """Of a regulation that is asked about and not held: what revoked it; None where nothing says so.

    A question for the words of a Pasal is left to a refusal: nobody here has them; see `revoked_note`.
    """
    found = _revoked_missing(question, library)
    if not found or question.pasal:
        return None
    writer = Writer(library, question.language)
    _say_status(writer, found[0].target, found)
    return writer.answer(question)


def revoked_note(question: Question, library: Library) -> str:
    """A sentence for a refusal: what revoked the regulation that is not held; "" where nothing says so."""
    writer = Writer(library, question.language)
    found = [h for h in best_told(_revoked_missing(question, library)) if writer.mark(h)]
    if not found:
        return ""
    name, by = named_label(found[0].target, library), named_label(found[0].subject, library)
    by += told_by(found[0], writer)
    if found[0].part or found[0].text:
        return writer.say(f"{name} dicabut sebagian oleh {by}.", f"{name} was revoked in part by {by}.")
    return writer.say(f"{name} sudah dicabut oleh {by}.", f"{name} was revoked by {by}.")


def _revoked_missing(question: Question, library: Library) -> list[Hubungan]:
    """What revoked the first regulation that a question names and the library does not hold."""
    held = [(h.jenis, h.nomor, h.tahun) for h in library.held.values()]
    for reference in question.regulations:
        if resolve(reference, held):
            continue
        found = revocations(key_of(reference), library)
        if found and len({h.target.key for h in found}) == 1:
            return found
    return []


def _say_status(writer: Writer, target: Rujukan, found: Sequence[Hubungan]) -> None:
    """Whether a regulation still holds, as far as the library tells."""
    name = named_label(target, writer.library, titled=True)
    revoked = [h for h in best_told(found) if h.kind == "mencabut"]
    for item in revoked[:LISTED]:
        mark, by = writer.mark(item), named_label(item.subject, writer.library) + told_by(item, writer)
        if not mark:
            continue
        if item.part or item.text:
            what = escape(unit_label(item.part) if item.part else item.text)
            writer.blocks.append(writer.say(
                f"{name} dicabut sebagian ({what}) oleh {by} {mark}.",
                f"{name} was revoked in part ({what}) by {by} {mark}.",
            ))  # fmt: skip
        else:
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


def _say_done_to(writer: Writer, kind: str, found: Sequence[Hubungan]) -> None:
    """By which regulations something is done to one: "UU 23/2014 sudah diubah dengan UU 9/2015 …"."""
    target = found[0].target
    pairs = best_told(found)
    lines: list[str] = []
    for subject in sorted({h.subject for h in pairs}, key=lambda r: (r.tahun, r.nomor)):
        mine = [h for h in pairs if h.subject.key == subject.key]
        if any(h.subject.key == subject.key for h in pairs[: pairs.index(mine[0])]):
            continue
        mark = writer.mark(mine[0])
        if mark:
            parts = _parts([h for h in found if h.subject.key == subject.key], writer)
            lines.append(f"- {named_label(subject, writer.library)}{told_by(mine[0], writer)}{parts} {mark}")
    lines = list({line.split(" [")[0]: line for line in lines}.values())[:LISTED]
    name = named_label(target, writer.library, titled=True)
    if lines:
        head = writer.say(f"{name} sudah {PASSIVE[kind]} dengan:", f"{name} has been {PASSIVE_EN[kind]} by:")
        if kind == "melaksanakan":
            head = writer.say(f"{name} dilaksanakan lebih lanjut dengan:", head)
        writer.blocks.append("\n".join([head, "", *lines]))


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
