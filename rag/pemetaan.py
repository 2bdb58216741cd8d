"""Questions over the rows of mappings: told from questions about the law, read in the light of those before, answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.catalog import Catalog
from corpus.mappings import Mappings
from corpus.models import Jawaban
from corpus.query import Filter, Query
from corpus.sitasi import PASAL, REGULATION
from corpus.words import is_english
from rag.compose import escape
from rag.glossary import Glossary
from rag.pemetaan_answer import Reply, Teller, answer_of, joined, scope_of
from rag.pemetaan_names import Store
from rag.pemetaan_read import Asked, read
from rag.pemetaan_table import Citations
from rag.pemetaan_words import Words, load_words, normal
from rag.question import Language, core
from rag.refuse import TEXTS

ENOUGH = 3  # points from which a question is about the mapping
LATER = 2  # points more where a question leans on one about the law
BRINGS = 3.5  # points for a word that rows have and the law has not
SHORT = 6  # words of a question that may lean on the one before
LONG_WORDS = 40
LONG = 500  # characters; who writes more tells a case
POINTS: Mapping[str, int] = {
    "name mitra": 3, "name lokasi": 2, "name pengusul": 1, "name daerah": 2, "year": 2, "mapped year": 3,
    "prioritas": 2, "status": 1, "kelompok": 1, "jenis": 1, "urusan": 1, "choice": 1, "flag": 1, "money": 1, "rank": 2,
    "group": 2, "top": 2, "amount": 2, "span": 1, "exists": 1, "everywhere": 2, "share": 2, "list": 1, "count": 1, "sort": 2, "compare": 1, "swot": 2,
}  # fmt: skip
SUBSTANCE = frozenset(
    "name mitra,name lokasi,name pengusul,name daerah,year,mapped year,prioritas,status,kelompok,jenis,urusan,choice,flag,"
    "rank,span,group,everywhere".split(",")
)


@dataclass(frozen=True)
class Turn:
    """A question that the mapping has part in.

    Attributes:
        asked: as read, with what earlier questions told.
        law: the law is asked too, and answers first.
        empty: no mapping is held.
    """

    text: str
    asked: Asked
    language: Language
    law: bool = False
    empty: bool = False


class Peta:
    """Answers questions over the mappings of a catalogue.

    Args:
        today: tells the date, for "tahun ini".
    """

    def __init__(self, catalog: Catalog, glossary: Glossary, today: Callable[[], date] = date.today) -> None:
        self.catalog, self.glossary, self.today = catalog, glossary, today
        self.mappings = Mappings(catalog)
        self._read: tuple[tuple[int, ...], Store] | None = None

    def ask(self, text: str, history: Sequence[Mapping[str, object]] = ()) -> Turn | None:
        """What a question wants of the mapping; None where it wants nothing of it."""
        ids = self.mappings.ids()
        words = load_words()
        if not ids:
            return self._without(text, words)
        store = self._store(ids, words)
        before: Asked | None = None
        language: Language = "id"
        earlier = _questions(history)[-6:]
        for number, said in enumerate(earlier):
            before, language, _ = self._turn(said, before, language, words, store, number > 0)
        asked, language, law = self._turn(text, before, language, words, store, bool(earlier))
        if asked is None and core(text) != text and words.cues["own"].search(core(text).lower()) and not _named(text):
            asked, language, law = self._turn(core(text), before, language, words, store, bool(earlier))
        return Turn(text, asked, language, law) if asked is not None else None

    def answer(self, turn: Turn) -> Jawaban:
        """The answer from the rows alone."""
        if turn.empty:
            said = TEXTS[turn.language]["belum_ada_pemetaan"]
            return Jawaban(turn.text, turn.language, said, refused=True, reason="belum_ada_pemetaan")
        reply, citations = self._reply(turn, 0)
        return answer_of(turn.text, turn.language, reply, citations)

    def with_law(self, turn: Turn, law: Jawaban) -> Jawaban:
        """What the law says, then what is mapped; the rows alone where the law is silent."""
        if law.refused:
            return self.answer(turn)
        reply, citations = self._reply(turn, len(law.citations))
        return joined(law, reply, citations)

    def _reply(self, turn: Turn, start: int) -> tuple[Reply, Citations]:
        store = self._store(self.mappings.ids(), load_words())
        held = {h.key: h for h in store.held}
        citations = Citations(self.mappings, held, turn.language, start)
        asked, scope = turn.asked, scope_of(turn.asked, store.held, turn.language)
        if asked.strange or asked.unknown and not asked.said and not asked.shaped and not asked.shown:
            what = escape(asked.strange or ", ".join(asked.unknown))
            return Reply([TEXTS[turn.language]["tidak_dikenali"].format(what=what)], refused="tidak_dikenali"), citations
        return Teller(self.mappings, store.affairs, scope, asked, turn.language, citations).tell(), citations

    def _store(self, ids: tuple[int, ...], words: Words) -> Store:
        """What the held mappings bring along; read again when they change."""
        if self._read is None or self._read[0] != ids:
            self._read = (ids, Store.read(self.mappings, words))
        return self._read[1]

    # --- understanding

    def _without(self, text: str, words: Words) -> Turn | None:
        """No mapping is held: a question that is plainly about it is told so."""
        said = normal(self.glossary.plain(text), words)
        if not words.cues["own"].search(said) or words.cues["law"].search(said) or _named(text):
            return None
        if not words.cues["noun"].search(said) and not words.cues["ask"].search(said):
            return None
        return Turn(text, Asked(), "en" if is_english(text) else "id", empty=True)

    def _turn(
        self, text: str, before: Asked | None, language: Language, words: Words, store: Store, later: bool = False
    ) -> tuple[Asked | None, Language, bool]:
        """(what it wants of the mapping or None, language, whether the law is asked too)."""
        if _named(text) or len(text) > LONG:
            return None, language, False
        said = normal(self.glossary.plain(text), words)
        if before is None and hopeless(said, words):
            return None, language, False
        for wrong, right in store.corrections(said, lambda w: store.holds(w) or bool(self.catalog.known_words([w]))).items():
            said = re.sub(rf"\b{wrong}\b", right, said)
        asked = read(said, words, store, self.today().year, lambda w: self._meant(w, store))
        own: Language = "en" if is_english(text) else "id"
        law = words.cues["law"].search(said) is not None
        if before is not None and self._follows(text, said, asked, words, law):
            return merge(before, asked, bool(words.cues["these"].search(said))), language if len(said.split()) < 4 else own, False
        sides = bool(asked.sides) and not law and points(text, said, asked, words) < ENOUGH
        if sides or may_cooperate(said, words):
            return (asked if sides else by_affair(asked)), own, True
        score = points(text, said, asked, words)
        if score < ENOUGH <= score + BRINGS * asked.free[0] and not asked.free[1]:
            score += BRINGS * len(self._brought(asked))
        enough = ENOUGH + LATER * (later and bool(words.cues["follow"].search(said) or words.cues["back"].search(text.lower())))
        return (asked if score >= enough else None), own, False

    def _follows(self, text: str, said: str, asked: Asked, words: Words, law: bool) -> bool:
        """Whether a question changes the one before it."""
        if law or words.cues["own"].search(said) and asked.shaped:
            return False
        if words.cues["follow"].search(said):
            return True
        back = words.cues["back"].search(text.lower()) is not None
        bare = not asked.said and not words.cues["subject"].search(said) and not words.cues["own"].search(said)
        short = len(said.split()) <= SHORT and (back or bare or not words.cues["noun"].search(said))
        return short and bool(asked.said or asked.shaped or asked.shown or words.cues["these"].search(said))

    def _brought(self, asked: Asked) -> set[str]:
        """Words of a question that rows have and no text of the law: "geopark"."""
        own = {s.label for s in asked.said if s.filter.field in ("any", "about") and s.filter.values == (s.label,)}
        return own - self.catalog.known_words(own)

    def _meant(self, word: str, store: Store) -> tuple[str, ...]:
        """The words that rows hold for a word: itself, or what the glossary leads it to."""
        if store.holds(word):
            return (word,)
        led = self.glossary.meanings.get(word, "") if word in self.glossary.english else ""
        return (led,) if led and store.holds(led) else ()


def hopeless(said: str, words: Words) -> bool:
    """Whether a question is about the law at first sight; most are, and need no closer look."""
    cues = words.cues
    if cues["own"].search(said) or cues["both"].search(said):
        return False
    against = len({m[0] for m in cues["law"].finditer(said)})
    return against > 1 or len(said.split()) > LONG_WORDS


def points(text: str, said: str, asked: Asked, words: Words) -> float:
    """How much speaks for the mapping, and against: words that no row holds, what a law tells, a long story."""
    cues = words.cues
    noun = cues["noun"].search(said) is not None
    total = float(sum(POINTS.get(mark, 0) for mark in asked.marks if noun or mark != "share"))
    own = cues["own"].search(said) is not None
    total += 3 * own + noun + bool(cues["ask"].search(said))
    total += bool(cues["person"].search(said)) + (bool(asked.said) and bool(cues["which"].search(said)))
    against = len({m[0] for m in cues["law"].finditer(said)})
    duties = len({m[0] for m in cues["duty"].finditer(asked.left)})
    held, lost, verbs = asked.free
    firm = noun or bool(asked.marks & SUBSTANCE) or bool(asked.query.group)
    firm = firm or asked.query.distinct in ("mitra", "pengusul", "lokasi", "forum")
    clear = firm and bool(asked.said or asked.shaped) and not lost and not against and not duties
    bare = asked.query.distinct in ("jenis", "urusan", "tahun") and asked.query.measure != "count" and not (asked.said or own)
    story = max(0, len(said.split()) - 15) / 5 + len(re.findall(r"[.?!]\s+\S", text))
    if "name mitra" in asked.marks:  # no law knows the partner
        lost, total = lost // 5, total + bool(asked.strange)
    lost = lost * 0.4 if own else lost
    return total + 2 * clear - 3 * min(against, 3) - 2 * duties - 0.5 * held - 2.5 * lost - verbs - 2 * bare - 3 * (not firm and not own) - story


def hopeless(said: str, words: Words) -> bool:
    """Whether a question is about the law at first sight; most are, and need no closer look."""
    cues = words.cues
    if cues["own"].search(said) or cues["both"].search(said):
        return False
    against = len({m[0] for m in cues["law"].finditer(said)})
    return against > 1 or len(said.split()) > LONG_WORDS


def merge(before: Asked, now: Asked, these: bool = False) -> Asked:
    """A follow-up: its filters stand for those on the same fields, its shape for the one before.

    Args:
        these: it asks for the rows themselves ("yang mana saja?").
    """
    fields = now.fields()
    kept = tuple(s for s in before.said if s.filter.field not in fields or s.filter.field in ("any", "about", "either"))
    shown = tuple(dict.fromkeys((*before.shown, *now.shown)))
    made = replace(now, said=(*kept, *now.said), shown=shown, marks=before.marks | now.marks)
    query, old = now.query, before.query
    if these and not now.said:
        return replace(made, query=Query())
    if "bare top" in now.marks and old.group:
        down = old.descending if now.query.sort == "peringkat" else not now.query.descending
        return replace(made, query=replace(old, sort=old.sort or "count", descending=down, top=query.top or old.top))
    if "sorted" in now.marks:
        rows = replace(old, sort=query.sort, descending=query.descending, top=query.top)
        return replace(made, query=rows if not rows.group or rows.sort in ("count", "sum") else query)
    if now.bare_total and (old.measure == "rows" and not old.group or old.of == "anggaran"):
        return replace(made, query=Query(measure="sum", of="anggaran"), bare_total=False)
    if not now.shaped:
        share = before.share if before.share is None else 0
        return replace(made, query=old, share=share, sides=before.sides, exists=before.exists)
    return made


def by_affair(asked: Asked) -> Asked:
    """The question of the card: what is mapped, by affair."""
    query = asked.query if asked.query.group or asked.query.distinct else Query(distinct="urusan")
    return replace(asked, query=query, unknown=(), said=tuple(s for s in asked.said if s.filter.field not in ("any", "about")))


def may_cooperate(said: str, words: Words) -> bool:
    """The question of the card: what may we cooperate on, and with whom; the law answers, then the mapping."""
    cues = words.cues
    asks = all(cues[name].search(said) for name in ("both", "person", "topic"))
    other = {m[0] for m in cues["law"].finditer(said)} - {"boleh", "bolehkah", "may we", "allowed"}
    return asks and not other and len(said.split()) <= LONG_WORDS // 2


def _named(text: str) -> bool:
    """Whether a regulation or a Pasal is named."""
    return REGULATION.search(text) is not None or PASAL.search(text) is not None


def _questions(history: Sequence[Mapping[str, object]]) -> list[str]:
    """The user's earlier messages, oldest first."""
    found = []
    for entry in history:
        if entry.get("role") == "user":
            content = entry.get("content", "")
            parts = content if isinstance(content, Sequence) and not isinstance(content, str) else [content]
            found.append(" ".join(str(p.get("text", "")) if isinstance(p, Mapping) else str(p) for p in parts))
    return found

