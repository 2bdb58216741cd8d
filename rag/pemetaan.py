"""Questions over the rows of mappings: told from those about the law, read in the light of those before, answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.catalog import Catalog
from corpus.mappings import Mappings
from corpus.models import Jawaban
from corpus.sitasi import PASAL, REGULATION
from corpus.words import is_english
from rag.compose import escape
from rag.glossary import Glossary
from rag.pemetaan_answer import Reply, Teller, answer_of, joined, scope_of
from rag.pemetaan_asked import Asked
from rag.pemetaan_names import Store
from rag.pemetaan_read import read
from rag.pemetaan_route import (
    BRINGS,
    ENOUGH,
    LATER,
    LONG,
    SHORT,
    by_affair,
    changed,
    hopeless,
    may_cooperate,
    merge,
    points,
)
from rag.pemetaan_table import Citations
from rag.pemetaan_words import Words, load_words, normal, whole
from rag.question import Language, core
from rag.refuse import TEXTS

HALVES = re.compile(
    r"[,;?]+\s+(?:(?:dan|lalu|terus|trus|kemudian|serta|and|then|so|also|nah|kalau)\s+)*|"
    r"\s(?:dan|lalu|terus|trus|kemudian|serta|and)\s+(?=(?:rencana|usulan|yang|yg|mana|which|what|aturan|apa)\b)",
    re.IGNORECASE,
)
ASKS = re.compile(r"\b(?:mana|(?:apa|siapa) saja|berapa|which|how many|list|daftar|tampilkan|sebutkan)\b")
MOST_OF_HALF = 15  # words
OPEN_END = re.compile(
    r"\b(?:belum|tidak|sudah|tanpa|not|without|have|has|lacks?)(?: (?:memiliki|punya|mempunyai|ada|masuk|it|one|any|"
    r"this|that|have|yet|mana|saja|ya))*$"
)
REMEMBERED = 6  # questions before that a follow-up is read in the light of


BRIEF = 9  # words of a question about our plans that tells no case
MAPPING = re.compile(r"\b(?:pe?me?ta\w*|petaan|peta|\w*petakan|dipetain|petain|mapp\w+|map)\b")


@dataclass(frozen=True)
class Turn:
    """A question that the mapping has part in.

    Attributes:
        asked: as read, with what earlier questions told.
        law: the law is asked too, and answers first.
        law_text: the part of the text that asks the law; "" for all of it.
        empty: no mapping is held.
    """

    text: str
    asked: Asked
    language: Language
    law: bool = False
    empty: bool = False
    law_text: str = ""


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
        earlier = _questions(history)[-REMEMBERED:]
        before, language, _ = self._before(earlier, words, store)
        asked, language, law = self._turn(text, before, language, words, store, bool(earlier))
        if asked is None and not _named(text):
            for part in _asking(text, words):
                asked, language, law = self._turn(part, before, language, words, store, bool(earlier))
                if asked is not None:
                    break
        if asked is None and not _named(text):
            return self._halves(text, words, store)
        return Turn(text, asked, language, law) if asked is not None else None

    def _halves(self, text: str, words: Words, store: Store) -> Turn | None:
        """A question of two halves, one on the law and one on our plans: "apa syarat X, dan rencana kita mana …"."""
        for split in HALVES.finditer(text):
            halves = [text[: split.start()].strip(), text[split.end() :].strip()]
            said = [normal(self.glossary.plain(half), words) for half in halves]
            lawful = [words.cues["law"].search(half) is not None for half in said]
            ours = [_ours(half, words) for half in said]
            for mine, other in ((1, 0), (0, 1)):
                if ours[mine] and lawful[other] and not lawful[mine]:
                    asked, language, _ = self._turn(
                        _completed(said[mine], said[other], words), None, "id", words, store
                    )
                    if asked is not None:
                        return Turn(text, asked, language, True, law_text=halves[0] if mine else "")
        return None

    def lawful(self, history: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
        """What a question about the law may lean on: nothing, where the question before it was about rows alone."""
        earlier, ids = _questions(history)[-REMEMBERED:], self.mappings.ids()
        if not earlier or not ids:
            return history
        words = load_words()
        before, _, law = self._before(earlier, words, self._store(ids, words))
        return history if before is None or law else ()

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
            return Reply(
                [TEXTS[turn.language]["tidak_dikenali"].format(what=what)], refused="tidak_dikenali"
            ), citations
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
        if len(said.split()) > BRIEF and not MAPPING.search(said):
            return None  # a case of ours that the law may answer
        return Turn(text, Asked(), "en" if is_english(text) else "id", empty=True)

    def _before(self, earlier: Sequence[str], words: Words, store: Store) -> tuple[Asked | None, Language, bool]:
        """What the questions before leave behind, each read in the light of those before it."""
        before: Asked | None = None
        language: Language = "id"
        law = False
        for number, said in enumerate(earlier):
            before, language, law = self._turn(said, before, language, words, store, number > 0)
        return before, language, law

    def _turn(
        self, text: str, before: Asked | None, language: Language, words: Words, store: Store, later: bool = False
    ) -> tuple[Asked | None, Language, bool]:
        """(what it wants of the mapping or None, language, whether the law is asked too)."""
        if _named(text) or len(text) > LONG:
            return None, language, False
        said = normal(self.glossary.plain(text), words)
        if before is None and hopeless(said, words):
            return None, language, False
        for wrong, right in store.corrections(
            said, lambda w: store.holds(w) or bool(self.catalog.known_words([w]))
        ).items():
            said = re.sub(rf"\b{wrong}\b", right, said)
        asked = read(said, words, store, self.today().year, lambda w: self._meant(w, words, store))
        turned = changed(before, said, words) if before is not None else None
        if turned is not None:
            return turned, language, False
        own: Language = "en" if _english(text, words) else "id"
        law = words.cues["law"].search(said) is not None
        if before is not None and self._follows(text, said, asked, words, law):
            return (
                merge(before, asked, bool(words.cues["these"].search(said))),
                language if len(said.split()) < 4 else own,
                False,
            )
        sides = bool(asked.sides) and not law and points(text, said, asked, words) < ENOUGH
        if sides or may_cooperate(said, words):
            return (asked if sides else by_affair(asked)), own, True
        score = points(text, said, asked, words)
        shy = 3 * bool(words.cues["anything"].search(said)) if not words.cues["noun"].search(said) else 0
        if score < ENOUGH <= score + BRINGS * asked.free[0] + shy and not asked.free[1]:
            brought = self._brought(asked)
            score += BRINGS * len(brought) + shy * bool(brought)
        enough = ENOUGH + LATER * (
            later and bool(words.cues["follow"].search(said) or words.cues["back"].search(text.lower()))
        )
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
        if any(mark.startswith("drop ") for mark in asked.marks):
            return short
        return short and bool(asked.said or asked.shaped or asked.shown or words.cues["these"].search(said))

    def _brought(self, asked: Asked) -> set[str]:
        """Words of a question that rows have and no text of the law: "geopark"."""
        own = {s.label for s in asked.said if s.filter.field in ("any", "about") and s.filter.values == (s.label,)}
        return own - self.catalog.known_words(own)

    def _meant(self, word: str, words: Words, store: Store) -> tuple[str, ...]:
        """The words that rows hold for a word: itself, or what the glossary leads it to."""
        if store.holds(word):
            return (word,)
        if store.holds(words.topics.get(word, "")):
            return (words.topics[word],)
        led = self.glossary.meanings.get(word, "") if word in self.glossary.english else ""
        return (led,) if led and store.holds(led) else ()


def _ours(said: str, words: Words) -> bool:
    """Whether a half asks for plans of ours by itself."""
    cues = (words.cues["noun"], words.cues["person"], ASKS)
    return all(cue.search(said) for cue in cues) and len(said.split()) <= MOST_OF_HALF


def _completed(said: str, other: str, words: Words) -> str:
    """A half that leans on the other: "yang belum memilikinya" after "studi kelayakan"."""
    nouns = [m[0] for p in words.flags.values() if (m := whole(p).search(other))]
    return f"{said} {nouns[0]}" if nouns and OPEN_END.search(said) else said


def _asking(text: str, words: Words) -> list[str]:
    """The part of a text that asks, where a story or a purpose stands before it: "Saya perlu data: berapa …"."""
    parts = [core(text), text.rpartition(":")[2].strip()]
    return [p for p in parts if p != text and any(words.cues[c].search(p.lower()) for c in ("own", "command"))]


def _named(text: str) -> bool:
    """Whether a regulation or a Pasal is named."""
    return REGULATION.search(text) is not None or PASAL.search(text) is not None


def _english(text: str, words: Words) -> bool:
    """Whether a question is English; one without small words tells it by its others: "Total budget per year"."""
    told = len(words.cues["english"].findall(text.lower()))
    return is_english(text) or told > 1 and len(text.split()) <= SHORT


def _questions(history: Sequence[Mapping[str, object]]) -> list[str]:
    """The user's earlier messages, oldest first."""
    found = []
    for entry in history:
        if entry.get("role") == "user":
            content = entry.get("content", "")
            parts = content if isinstance(content, Sequence) and not isinstance(content, str) else [content]
            found.append(" ".join(str(p.get("text", "")) if isinstance(p, Mapping) else str(p) for p in parts))
    return found
