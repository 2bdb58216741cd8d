"""Peraturan -> which others it changes, revokes, implements and rests on, and the provision that says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.models import Hubungan, Ketentuan, Peraturan, Relation, Rujukan, Unit
from ingest.changes import openings, read_change
from ingest.references import PROVISION, Named, find_named, find_provisions

QUOTE_CHARS = 400
# a regulation that stands inside the name or the history of another
NESTED = re.compile(
    r"(?:\b(?:dengan|atas|terakhir|oleh|penetapan|tentang|pelaksanaan|pencabutan|menjadi|perubahan|dari|dalam|pada|"
    r"berdasarkan|menurut|dimaksud|tambahan|yaitu|yakni|pengganti)|\bjo\.?|\bjuncto)\s*$",
    re.IGNORECASE,
)
CHANGED_BY = re.compile(
    r"\b(?P<verb>diubah|dirubah|ditambah|dicabut|diganti)\b[^;]{0,120}?\b(?:dengan|oleh)\s*$", re.IGNORECASE
)
CHANGE_TITLE = re.compile(r"^\W*(?:(?:Per|Peng)ubahan|Mengubah|Merubah)\b", re.IGNORECASE)
DECIDED = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan\s*:|Menetapkan\s*:")
BASIS = re.compile(r"\bMengingat\b")
WEIGHED = re.compile(r"\bMenimbang\b")
CONSTITUTION = re.compile(r"(?:\d\.?\s*)?Pasal[^;]{0,80}?Undang\s?-\s?Undang\s+Dasar")
IMPLEMENTS = re.compile(
    r"\b(?P<verb>melaksanakan|pelaksanaan|berdasarkan|memenuhi|menindaklanjuti)\s+(?:dari\s+|lebih\s+lanjut\s+)?"
    r"(?:(?:amanat|maksud|bunyi|ketentuan(?:-ketentuan)?)\s+)*(?:dalam\s+|dari\s+)?(?P<phrase>[^;:]{0,400})$",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"\b(?:dan|atau|serta|jo|juncto|ketentuan|dalam|dari|sebagaimana|dimaksud|pasal|ayat|pada)\b|[\s,./()-]", re.I
)
REVOKED = re.compile(
    r"\b(?:dicabut|dinyatakan\s+(?:\w+\s+){0,2}?tidak\s+(?:\w+\s+)?berlaku|tidak\s+berlaku(?:\s+lagi)?|mencabut)\b",
    re.IGNORECASE,
)
STILL = re.compile(
    r"\b(?:masih|tetap)\s+(?:tetap\s+)?berlaku|\bdinyatakan\s+(?:masih\s+)?(?:tetap\s+)?berlaku", re.IGNORECASE
)
LIMITED = re.compile(
    r"\b(?:khusus\s+)?sepanjang\s+(?!tidak\s+bertentangan)[^.;]{5,250}?(?=,?\s*(?:dicabut|dinyatakan|tidak\s+berlaku|[.;]|$))",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<!No)(?<!Drt)(?<!Prp)\.\s+(?=[A-Z(])")
CHANGE_LEAD = re.compile(
    r"\b(?:diubah|dirubah|ditambah|diadakan\s+perubahan|perubahan)\b[^;:]{0,120}?(?:sebagai\s+berikut|berikut|:)",
    re.IGNORECASE,
)
LETTERED = re.compile(r"\W*[a-zA-Z]\s?[.)]\s")  # "a. ayat (1) diubah": one of several inside a numbered change
MARKER_CHARS = 25  # at the beginning of a change, where OCR may leave its number twice
LEAD_CHARS = 2500  # of an article that names the regulation that it changes, with its whole history


class _Stretch:
    """Provisions that belong together, as one running text."""

    def __init__(self, members: Sequence[Ketentuan]) -> None:
        self.members = [m for m in members if m.text]
        self.starts: list[int] = []
        parts: list[str] = []
        offset = 0
        for member in self.members:
            self.starts.append(offset)
            parts.append(member.text)
            offset += len(member.text) + 1
        self.text = " ".join(parts)

    @property
    def pasal(self) -> str | None:
        """The Pasal that it is."""
        return self.members[0].unit.pasal if self.members else None

    def inside(self, place: int) -> bool:
        """Whether a place lies inside a provision, not where it begins."""
        return place - max(s for s in self.starts if s <= place) > MARKER_CHARS

    def place(self, start: int, end: int) -> tuple[Unit, int | None, str]:
        """(unit, page, quote) of a span: of the provision in which it begins, what stands on one page."""
        index = max(i for i, s in enumerate(self.starts) if s <= start)
        member, low = self.members[index], start - self.starts[index]
        high = min(end - self.starts[index], len(member.text))
        page = member.page
        for offset, number in member.breaks:
            if offset <= low:
                page = number
            elif offset < high:
                high = offset
        quote = member.text[low:high].strip()
        if len(quote) > QUOTE_CHARS:
            quote = quote[:QUOTE_CHARS].rsplit(" ", 1)[0]
        return member.unit, page, quote


@dataclass(frozen=True)
class _Reader:
    """Collects what a regulation says of others."""

    me: Rujukan

    def make(
        self, kind: Relation, target: Rujukan, stretch: _Stretch, span: tuple[int, int], subject: Rujukan | None = None,
        part: Unit | None = None, text: str = "",
    ) -> Hubungan:  # fmt: skip
        unit, page, quote = stretch.place(*span)
        return Hubungan(kind, subject or self.me, target, self.me.key, unit, page, quote, part, "", text)

    # --- the opening

    def opening(self, stretch: _Stretch) -> Iterator[Hubungan]:
        """What the opening says: the title, Menimbang, Mengingat, "Dengan mencabut"."""
        text = stretch.text
        weighed = WEIGHED.search(text)
        cut = weighed.start() if weighed else 0
        basis = BASIS.search(text, cut) or CONSTITUTION.search(text, cut)
        decided = DECIDED.search(text, basis.end() if basis else cut)
        middle = basis.start() if basis else (decided.start() if decided else len(text))
        end = decided.start() if decided else len(text)
        yield from self._implemented(stretch, cut, middle)
        if basis:
            yield from self._basis(stretch, middle, end)
        yield from self._history(stretch, cut, end)
        for match in re.finditer(r"\b[Mm](?:encabut|ENCABUT)\b", text[cut:]):
            low = cut + match.start()
            if re.search(r"\b(?:yang|telah|sudah)\s*$", text[:low]):
                continue  # what another regulation did
            stop = re.compile(r";|Menetapkan|MENETAPKAN").search(text, low)
            for named in find_named(text, low, min(stop.start() if stop else len(text), low + 1500)):
                if not NESTED.search(text[low : named.start]):
                    yield self.make("mencabut", named.regulation, stretch, (low, named.close))

    def _implemented(self, stretch: _Stretch, low: int, high: int) -> Iterator[Hubungan]:
        text, previous = stretch.text, -1
        for named in find_named(text, low, high):
            before = text[low : named.start]
            match = IMPLEMENTS.search(before[-450:])
            phrase = match["phrase"] if match else ""
            follows = previous >= 0 and _only_provisions(text[previous : named.start])
            if match and (
                _only_provisions(phrase)
                and (phrase.strip() or match["verb"].lower() in ("melaksanakan", "pelaksanaan"))
            ):
                start = named.start - len(before[-450:]) + match.start()
            elif follows:
                start, phrase = previous, text[previous : named.start]
            else:
                continue
            previous = named.close
            for part in find_provisions(phrase) or (None,):
                yield self.make("melaksanakan", named.regulation, stretch, (max(low, start), named.close), part=part)

    def _basis(self, stretch: _Stretch, low: int, high: int) -> Iterator[Hubungan]:
        text = stretch.text
        for named in find_named(text, low, high):
            if not NESTED.search(text[max(low, named.start - 40) : named.start]):
                yield self.make("mengingat", named.regulation, stretch, (named.start, named.close))

    def _history(self, stretch: _Stretch, low: int, high: int) -> Iterator[Hubungan]:
        """As in "UU 23/2014 … sebagaimana telah diubah terakhir dengan UU 9/2015": that one changed the other."""
        text = stretch.text
        outer: Named | None = None
        for named in find_named(text, low, high):
            before = text[max(low, named.start - 160) : named.start]
            by = CHANGED_BY.search(before)
            if (
                outer
                and (by or re.search(r"\bdan\s*$", before))
                and ";" not in text[outer.end : named.start]
                and outer.regulation != named.regulation
            ):
                if by:
                    kind: Relation = "mencabut" if by["verb"].lower() == "dicabut" else "mengubah"
                    yield self.make(kind, outer.regulation, stretch, (outer.start, named.close), named.regulation)
            elif not NESTED.search(before[-40:]):
                outer = named

    # --- the body

    def revoked(self, stretch: _Stretch) -> Iterator[Hubungan]:
        """Regulations that a provision revokes, whole or in part."""
        low = 0
        for end in [*(m.end() for m in SENTENCE.finditer(stretch.text)), len(stretch.text)]:
            yield from self._revoked_in(stretch, low, end)
            low = end

    def _revoked_in(self, stretch: _Stretch, low: int, high: int) -> Iterator[Hubungan]:
        text = stretch.text
        verb = REVOKED.search(text, low, high)
        if not verb:
            return
        still = [m.end() for m in STILL.finditer(text, low, high)]
        begin = max((s for s in still if s <= verb.start()), default=low)
        before = [n for n in find_named(text, begin, verb.start()) if _itself(text, begin, n)]
        after = [] if before or still else [n for n in find_named(text, verb.end(), high) if _itself(text, low, n)]
        for named in before or after:
            following = next(
                (n.start for n in before or after if n.start > named.start), verb.start() if before else high
            )
            limit = LIMITED.search(text, named.end, following)
            phrase = text[max(begin, named.start - 200) : named.start]
            inside = re.search(r"(?:\b[Pp]asal\b[^;:]*?)$", phrase)
            parts = (
                find_provisions(inside[0]) if inside and _only_provisions(re.sub(r"Undang.*", "", inside[0])) else []
            )
            for part in parts or (None,):
                yield self.make(
                    "mencabut", named.regulation, stretch, (named.start, max(named.close, limit.end() if limit else 0)),
                    part=part, text=limit[0] if limit else "",
                )  # fmt: skip

    def changed(self, stretch: _Stretch, title: Named | None) -> Iterator[Hubungan]:
        """What an article changes in another regulation: the whole first, then each provision."""
        text = stretch.text
        places = openings(text, stretch.starts)
        lead_end = places[0] if places else min(len(text), LEAD_CHARS)
        named = _changed_one(text, min(lead_end, LEAD_CHARS))
        lead = named is not None and bool(
            CHANGE_LEAD.search(text, named.end, min(len(text), max(lead_end, named.end) + 200))
        )
        if named is None or not lead:
            if title is None or not places:
                return
            target = title.regulation
        else:
            target = named.regulation
            yield self.make("mengubah", target, stretch, (0, lead_end))
        for low, high in zip(places, [*places[1:], len(text)][: len(places)], strict=True):
            unit, page, quote = stretch.place(low, high)
            if stretch.inside(low) and not LETTERED.match(text, low):
                unit = Unit(pasal=unit.pasal)  # its own number is lost: it is not the change in which it stands
            for change in read_change(text[low:high]):
                yield Hubungan(
                    "mengubah", self.me, target, self.me.key, unit, page, quote, change.part, change.action, change.text
                )


def _changed_one(text: str, high: int) -> Named | None:
    """The regulation that the lead of an article says is changed, not those that changed it before."""
    found = list(find_named(text, 0, high))
    plain = [n for n in found if not re.search(r"\b(?:dengan|atas|terakhir|oleh|penetapan)\s*$", text[: n.start], re.I)]
    named = [n for n in found if re.search(r"\batas\s*$", text[: n.start], re.I)]
    return next(iter(plain or named), None)


def _only_provisions(phrase: str) -> bool:
    """Whether a phrase names provisions and nothing else: "Pasal 6 ayat (4), dan Pasal 7"."""
    return not FILLER.sub("", PROVISION.sub("", phrase))


def _itself(text: str, low: int, named: Named) -> bool:
    """Whether a sentence speaks of the regulation itself, or of a Pasal of it, not of what hangs on it."""
    before = text[max(low, named.start - 200) : named.start]
    return not NESTED.search(before[-40:]) or bool(
        re.search(r"\b[Pp]asal\s[^;:]{1,120}\s(?:dari|dalam|pada)\s*$", before)
    )


def _title(item: Peraturan, opening: str) -> Named | None:
    """The regulation that a title says is changed, by its first number."""
    for text in (item.judul, opening[:1500]):
        match = re.search(r"(?:(?:PER|PENG)UBAHAN|MENGUBAH|MERUBAH)\b", text, re.IGNORECASE)
        if match and (text != item.judul or CHANGE_TITLE.match(item.judul)):
            named = next(find_named(text, match.end(), match.end() + 400), None)
            if named:
                return named
    return None


def _stretches(item: Peraturan) -> tuple[_Stretch, list[_Stretch]]:
    """The opening, and the Pasal of the body."""
    body = [p for p in item.provisions if p.unit.part == "batang tubuh" and p.heading[:1] != ("Penutup",)]
    opening = _Stretch([p for p in body if p.unit.pasal is None])
    groups = groupby((p for p in body if p.unit.pasal is not None), key=lambda p: p.unit.pasal)
    return opening, [_Stretch(list(members)) for _, members in groups]


def relations(item: Peraturan) -> tuple[Hubungan, ...]:
    """What a regulation says of others, in order of its text, each thing once.

    Args:
        item: as parsed; a document without number says nothing of others.
    """
    if item.jenis == "Dokumen" or not item.nomor:
        return ()
    reader = _Reader(Rujukan(item.jenis, item.nomor, item.tahun, item.judul))
    opening, articles = _stretches(item)
    found: list[Hubungan] = list(reader.opening(opening)) if opening.members else []
    amending = bool(CHANGE_TITLE.match(item.judul))
    title = _title(item, opening.text) if amending else None
    if title and opening.members:
        start = max(0, re.search(r"UBAHAN|UBAH|$", opening.text, re.IGNORECASE).start() - 3)  # type: ignore[union-attr]
        found.append(reader.make("mengubah", title.regulation, opening, (start, start + 300)))
    for article in articles:
        changes = list(reader.changed(article, title))
        found.extend(changes)
        if not changes:
            found.extend(reader.revoked(article))
    return _once(h for h in found if h.target.key != h.subject.key)


def _once(found: Iterator[Hubungan]) -> tuple[Hubungan, ...]:
    seen: dict[tuple[object, ...], Hubungan] = {}
    for item in found:
        mark = (
            item.kind,
            item.subject.key,
            item.target.key,
            item.part,
            item.action,
            item.unit if item.action else item.unit.pasal,
        )
        seen.setdefault(mark, item)
    return tuple(seen.values())
