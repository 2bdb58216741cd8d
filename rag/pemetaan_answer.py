"""From a question as read to the answer: the query in words, what it found, cited, and what it could not tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.baris import KOLOM_BY_NAME
from corpus.mappings import HeldMapping, Mappings
from corpus.models import Jawaban, Sitasi
from corpus.query import Filter, Query, Result
from corpus.urusan import DaftarUrusan
from rag.compose import BASIS, escape
from rag.pemetaan_asked import Asked
from rag.pemetaan_scope import Scope
from rag.pemetaan_table import ROWS, Citations, group_table, row_table, shown, table
from rag.pemetaan_text import amount, column_name, filter_words, merged, number, value_name
from rag.pemetaan_values import Said
from rag.question import Language
from rag.refuse import TEXTS

NOUNS = {"id": ("rencana", "rencana"), "en": ("plan", "plans")}
MEASURES = {"sum": ("Total {of}", "Total of {of}"), "average": ("Rata-rata {of}", "Average of {of}")}


@dataclass
class Reply:
    """What is said about rows, before it becomes an answer.

    Attributes:
        refused: reason, "" for an answer.
    """

    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: str = ""


@dataclass(frozen=True)
class Teller:
    """Tells what rows hold.

    Attributes:
        asked: the question as read.
        scope: the mappings that it is about.
    """

    mappings: Mappings
    affairs: DaftarUrusan
    scope: Scope
    asked: Asked
    language: Language
    citations: Citations

    def tell(self) -> Reply:
        """The answer in blocks."""
        said = merged([s for s in self.asked.said if s.filter.field not in ("daerah", "peta")])
        unknown = list(self.asked.unknown)
        if not self.scope.held:
            return self._nothing("tidak_ada_baris", self.scope.missing)
        query = self._query(said)
        result = self.mappings.run(query, ROWS)
        while result.emptied is not None and (loose := self._loose(result.emptied)):
            said = [s for s in said if s.filter != loose]
            unknown.append(next(s.label for s in self.asked.said if s.filter == loose))
            query = self._query(said)
            result = self.mappings.run(query, ROWS)
        reply = Reply([self._understood(said, query)])
        if result.count == 0 and self.asked.share is None:
            if not self._one_plan(reply, said, result):
                reply = self._empty(reply, said, result)
        elif self.asked.share is not None:
            self._share(reply, said, query)
        elif self.asked.sides:
            self._sides(reply, said, query)
        else:
            self._found(reply, query, result, said)
        self._tell_silence(reply, result)
        if unknown:
            words = escape(", ".join(dict.fromkeys(unknown)))
            reply.notes.append(
                self._say(f"Tidak dikenali dan tidak dipakai: {words}.", f"Not understood, and not used: {words}.")
            )
        return reply

    # --- the query

    def _query(self, said: Sequence[Said]) -> Query:
        keys = Filter("key", "is", tuple(h.key for h in self.scope.held))
        filters = (keys, *(s.filter for s in said))
        query = replace(self.asked.query, filters=filters)
        if query.distinct and query.measure == "count":
            query = replace(query, measure="rows")
        return query

    def _loose(self, emptied: Filter) -> Filter | None:
        """A word that emptied the answer and that nothing in the question leans on."""
        loose = [s.filter for s in self.asked.said if s.filter.field in ("any", "about") and s.at < 0]
        return emptied if emptied in loose else None

    # --- what is said

    def _say(self, indonesian: str, english: str) -> str:
        return english if self.language == "en" else indonesian

    def _words(self, said: Iterable[Said]) -> list[str]:
        return [filter_words(s, self.affairs, self.language) for s in said]

    def _understood(self, said: Sequence[Said], query: Query) -> str:
        parts = self._words(said)
        if query.group or query.distinct:
            names = [column_name(n, self.language).lower() for n in (query.group or query.distinct, query.across) if n]
            parts.append(self._say("menurut " + " dan ".join(names), "by " + " and ".join(names)))
        if query.measure in MEASURES:
            of = column_name(query.of, self.language).lower()
            parts.append(MEASURES[query.measure][self.language == "en"].format(of=of).lower())
        if query.sort and query.sort not in ("count", "sum"):
            name = column_name(query.sort, self.language).lower()
            down = self._say(", terbesar dulu", ", largest first") if query.descending else ""
            parts.append(self._say(f"urut {name}{down}", f"sorted by {name}{down}"))
        if query.top:
            parts.append(self._say(f"{query.top} teratas", f"top {query.top}"))
        what = escape("; ".join(parts)) if parts else self._say("semua baris", "all rows")
        where = escape(self.scope.words(self.language))
        return self._say(f"_Dicari di {where}: {what}._", f"_Searched in {where}: {what}._")

    def _plans(self, count: int) -> str:
        noun = NOUNS[self.language][count != 1]
        return f"**{number(count, self.language)}** {noun}"

    def _found(self, reply: Reply, query: Query, result: Result, said: Sequence[Said]) -> None:
        if query.group:
            self._groups(reply, query, result)
        elif query.distinct:
            self._distinct(reply, query, result)
        elif query.measure in ("sum", "average"):
            reply.blocks.append(
                self._amount(query, result.count, result.amount, result.said) + self._marks(result.places)
            )
        elif query.measure == "count":
            yes = self._say("Ya, ada ", "Yes, ") if self.asked.exists else ""
            reply.blocks.append(f"{yes}{self._plans(result.count)}{self._marks(result.places)}.")
            if "anggaran" in self.asked.shown or self.asked.bare_total:
                self._add_total(reply, query)
        else:
            self._rows(reply, query, result)

    def _marks(self, places: Iterable[tuple[str, str, int]]) -> str:
        mark = self.citations.mark(places)
        return f" {mark}" if mark else ""

    def _amount(self, query: Query, count: int, value: float | None, said: int) -> str:
        name = column_name(query.of, self.language).lower()
        of = MEASURES[query.measure][self.language == "en"].format(of=name)
        if value is None:
            return self._say(
                f"Tidak satu pun dari {self._plans(count)} menyebut {name}",
                f"None of {self._plans(count)} states the {name}",
            )
        rest = count - said
        silent = self._say(f"; {rest} baris tidak menyebutnya", f"; {rest} rows do not state it") if rest else ""
        over = self._say(f"dari {self._plans(said)}", f"over {self._plans(said)}")
        return f"{of}: **{amount(query.of, value, self.language)}** {over}{silent}"

    def _rows(self, reply: Reply, query: Query, result: Result) -> None:
        yes = self._say("Ya. ", "Yes. ") if self.asked.exists else ""
        first = self._say(f"{yes}Ada {self._plans(result.count)}", f"{yes}{self._plans(result.count)}")
        if query.top and len(result.rows) < result.count:
            first = self._say(
                f"{len(result.rows)} teratas dari {self._plans(result.count)}",
                f"The top {len(result.rows)} of {self._plans(result.count)}",
            )
        wanted = [
            n for n in (query.sort, *self.asked.shown, *self._filtered(query)) if n in KOLOM_BY_NAME and n != "nomor"
        ]
        lines = row_table(result.rows, list(dict.fromkeys(wanted))[:5], self.citations, self.affairs)
        reply.blocks += [first + ":", lines]
        whole = not query.top or query.top >= result.count
        seen = {(p.mapping, p.row.sheet, p.row.row) for p in result.rows}
        rest = [place for place in result.places if place not in seen] if whole else []
        if rest:
            reply.blocks.append(self._say(
                f"… dan {number(len(rest), 'id')} baris lain{self._marks(rest)} (semuanya {result.count}).",
                f"… and {number(len(rest), 'en')} more rows{self._marks(rest)} ({result.count} in all).",
            ))  # fmt: skip
        if "anggaran" in wanted and len(result.rows) > 1:
            self._add_total(reply, query)

    def _filtered(self, query: Query) -> list[str]:
        """Columns that the filters are about, to be shown."""
        fields = [f.field for f in query.filters] + [p.field for f in query.filters for p in f.either]
        return [
            name
            for name in fields
            if name in KOLOM_BY_NAME and name not in ("urusan", "jenis", "mitra", "tahun", "prioritas")
        ]

    def _add_total(self, reply: Reply, query: Query) -> None:
        summed = self.mappings.totals(query.filters, "anggaran")
        if summed.amount is not None:
            text = self._amount(Query((), "sum", "anggaran"), summed.count, summed.amount, summed.said)
            reply.blocks.append(text + ".")

    def _groups(self, reply: Reply, query: Query, result: Result) -> None:
        groups = result.groups
        of = query.of if query.measure in MEASURES else ""
        name = column_name(query.group, self.language).lower()
        if query.top and groups:
            best = [value_name(query.group, g.value, self.affairs, self.language) for g in groups]
            told = f"{groups[0].count} {NOUNS[self.language][1]}"
            if of and groups[0].amount is not None:
                told = amount(of, groups[0].amount, self.language)
            named = escape(", ".join(best))
            kind = (
                self._say("Paling banyak", "The most")
                if query.descending
                else self._say("Paling sedikit", "The fewest")
            )
            reply.blocks.append(f"{kind}: **{named}** ({told})." if query.top == 1 else f"{kind}:")
        else:
            reply.blocks.append(
                self._say(f"{self._plans(result.count)} menurut {name}:", f"{self._plans(result.count)} by {name}:")
            )
        reply.blocks.append(group_table(groups, (query.group, query.across), of, self.citations, self.affairs))
        several = (
            "tahun" in (query.group, query.across) and sum(g.count for g in groups) > result.count and not query.top
        )
        if several:
            reply.notes.append(self._say(
                "Rencana untuk beberapa tahun dihitung di setiap tahunnya.",
                "Plans for several years count in each of them.",
            ))  # fmt: skip
        if of and not query.top:
            whole = self.mappings.totals(query.filters, of)
            value = whole.amount
            if value is not None and query.measure == "average":
                value = value / whole.said
            reply.blocks.append(self._amount(query, whole.count, value, whole.said) + ".")

    def _unmapped(self, reply: Reply, result: Result) -> None:
        """The affairs of the 32 that no row is about; or the offices that no row of those found is of."""
        there = {g.value for g in result.groups}
        if result.query.distinct == "urusan":
            every = {u.kode: u.en if self.language == "en" else u.nama for u in self.affairs.items}
            noun = self._say("urusan belum dipetakan", "affairs are not mapped")
        else:
            whole = self.mappings.run(Query(result.query.filters[:1], distinct=result.query.distinct), 0)
            every = {g.value: g.value for g in whole.groups}
            noun = self._say("perangkat daerah pengusul tidak punya", "proposing offices have none")
        names, total = [name for value, name in every.items() if value not in there], len(every)
        over = f"{self._plans(result.count)}{self._marks(result.places)}"
        reply.blocks.append(self._say(
            f"**{len(names)}** dari {total} {noun}, menurut {over}:",
            f"**{len(names)}** of {total} {noun}, over {over}:",
        ))  # fmt: skip
        reply.blocks.append("\n".join(f"- {escape(name)}" for name in names) or "–")

    def _distinct(self, reply: Reply, query: Query, result: Result) -> None:
        if "unmapped" in self.asked.marks:
            return self._unmapped(reply, result)
        name = column_name(query.distinct, self.language).lower()
        groups = result.groups
        if not groups:
            reply.blocks.append(
                self._say(
                    f"{self._plans(result.count)}, tetapi tidak satu pun menyebut {name}",
                    f"{self._plans(result.count)}, but none states the {name}",
                )
                + self._marks(result.places)
                + "."
            )
            return
        yes = self._say("Ya. ", "Yes. ") if self.asked.exists else ""
        reply.blocks.append(
            yes
            + self._say(
                f"**{len(groups)}** {name}, dari {self._plans(result.count)}:",
                f"**{len(groups)}** different values of {name}, over {self._plans(result.count)}:",
            )
        )
        reply.blocks.append(group_table(groups, (query.distinct, ""), "", self.citations, self.affairs))
        if len({p for g in groups for p in g.places}) < result.count:
            silent = result.count - len({p for g in groups for p in g.places})
            reply.notes.append(
                self._say(f"{silent} baris tidak menyebut {name}.", f"{silent} rows do not state the {name}.")
            )
        if result.count <= ROWS and query.distinct != "urusan":
            rows = self.mappings.run(Query(query.filters), ROWS)
            reply.blocks.append(
                row_table(
                    rows.rows,
                    list(dict.fromkeys([query.distinct, *self.asked.shown]))[:5],
                    self.citations,
                    self.affairs,
                )
            )

    def _share(self, reply: Reply, said: Sequence[Said], query: Query) -> None:
        start = self.asked.share or 0
        told = [s for s in self.asked.said if s.filter.field not in ("daerah", "peta")]
        after = merged([s for s in told if s.at >= start])
        before = merged([s for s in told if s.at < start]) if after else []
        narrow = {s.filter.field for s in after}
        filters = [s.filter for s in (*after, *(s for s in before if s.filter.field not in narrow or not after))]
        part = self.mappings.run(Query((query.filters[0], *(filters or query.filters[1:])), "count"), 0)
        whole = self.mappings.totals((query.filters[0], *(s.filter for s in before)))
        if not whole.count:
            self._empty(reply, said, self.mappings.run(whole.query, 0))
            return
        share = f"{100 * part.count / whole.count:.1f}"
        share = share if self.language == "en" else share.replace(".", ",")
        reply.blocks.append(
            self._say(
                f"**{share}%**: {part.count} dari {self._plans(whole.count)}",
                f"**{share}%**: {part.count} of {self._plans(whole.count)}",
            )
            + self._marks(part.places or self.mappings.run(whole.query, 0).places)
            + "."
        )

    def _sides(self, reply: Reply, said: Sequence[Said], query: Query) -> None:
        """Values of a field side by side; with a group, a table of both."""
        name = self.asked.sides
        if query.group and query.group != name:
            crossed = replace(query, across=name, measure="count" if query.measure == "rows" else query.measure)
            self._groups(reply, crossed, self.mappings.run(crossed, ROWS))
            return
        sides = [s for s in self.asked.said if s.filter.field == name and s.filter.op == "is"]
        if len({s.filter for s in sides}) < 2:
            sides = [Said(Filter(name, "is", (value,))) for s in sides for value in s.filter.values]
        rest = [f for f in query.filters if f.field != name]
        of = query.of if query.measure in MEASURES else "anggaran"
        lines = []
        for side in dict.fromkeys(sides):
            filters = (*rest, side.filter)
            result = self.mappings.run(Query(filters, query.measure if query.measure in MEASURES else "sum", of), 0)
            label = side.label or value_name(name, side.filter.values[0], self.affairs, self.language)
            lines.append([
                f"{shown(label)}{self._marks(result.places)}", str(result.count),
                amount(of, result.amount, self.language) if result.amount is not None else "–",
            ])  # fmt: skip
        head = [
            escape(column_name(name, self.language)),
            self._say("Jumlah", "Count"),
            escape(column_name(of, self.language)),
        ]
        reply.blocks.append(table(head, lines))

    # --- what is not there

    def _one_plan(self, reply: Reply, said: Sequence[Said], result: Result) -> bool:
        """Whether "no" is told of one plan that is named: "apakah X sudah masuk RKPD?"; it is shown as it is."""
        emptied = result.emptied
        if emptied is None or emptied.field in ("kegiatan", "key") or "name kegiatan" not in self.asked.marks:
            return False
        query = Query(tuple(f for f in result.query.filters if f.field in ("kegiatan", "key")))
        found = self.mappings.run(query, ROWS)
        told = self.mappings.run(query.without(emptied), ROWS)
        if not found.count or told.count > ROWS:
            return False
        cause = next(s for s in said if s.filter == emptied)
        words = escape(filter_words(cause, self.affairs, self.language))
        reply.blocks.append(self._say(f"Tidak: bukan “{words}”.", f"No: not “{words}”."))
        columns = [n for n in (emptied.field, *self.asked.shown) if n in KOLOM_BY_NAME]
        reply.blocks.append(row_table(found.rows, list(dict.fromkeys(columns)), self.citations, self.affairs))
        return True

    def _empty(self, reply: Reply, said: Sequence[Said], result: Result) -> Reply:
        reply.refused = "tidak_ada_baris"
        if result.emptied is None or result.emptied.field == "key":
            reply.blocks.append(
                TEXTS[self.language]["tidak_ada_baris"].format(
                    what=self._say("Pemetaan itu kosong", "That mapping is empty")
                )
            )
            return reply
        cause = next(s for s in said if s.filter == result.emptied)
        words = escape(filter_words(cause, self.affairs, self.language))
        others = self.mappings.totals(result.query.without(result.emptied).filters)
        what = self._say(
            f"yang mengosongkan: {words}; tanpa syarat itu ada {others.count} baris",
            f"what leaves none is: {words}; without it there are {others.count} rows",
        )
        reply.blocks.append(TEXTS[self.language]["tidak_ada_baris"].format(what=what))
        return reply

    def _nothing(self, reason: str, what: str) -> Reply:
        return Reply([TEXTS[self.language][reason].format(what=escape(what))], refused=reason)

    def _tell_silence(self, reply: Reply, result: Result) -> None:
        for name, count in result.silent:
            if count:
                column = column_name(name, self.language)
                reply.notes.append(
                    self._say(f"{count} baris tidak menyebut “{column}”.", f"{count} rows do not state “{column}”.")
                )


def body_of(reply: Reply) -> str:
    """The blocks and notes as Markdown."""
    return "\n\n".join([*reply.blocks, *(f"_{note}_" for note in reply.notes)])


def answer_of(text: str, language: Language, reply: Reply, citations: Citations) -> Jawaban:
    """The answer."""
    body = body_of(reply)
    if reply.refused or not citations.made:
        return Jawaban(text, language, body, refused=True, reason=reply.refused or "tidak_terverifikasi")
    return Jawaban(text, language, f"{body}\n\n{BASIS[language]} {citations.basis()}", citations=tuple(citations.made))


def joined(law: Jawaban, reply: Reply, citations: Citations) -> Jawaban:
    """What the law says, then what the mapping holds, each with its citations."""
    language: Language = "en" if law.language == "en" else "id"
    said, _, basis = law.answer.rpartition(f"\n\n{BASIS[language]}")
    head = "**Already mapped**" if language == "en" else "**Yang sudah dipetakan**"
    rows: tuple[Sitasi, ...] = tuple(citations.made)
    lines = [said or law.answer, head, body_of(reply), f"{BASIS[language]}{basis}"]
    lines[-1] += f"; {citations.basis()}" if rows else ""
    return replace(law, answer="\n\n".join(lines), citations=(*law.citations, *rows))


def scope_of(asked: Asked, held: Sequence[HeldMapping], language: Language) -> Scope:
    """The mappings that a question is about."""
    said = [s for s in asked.said if s.filter.field in ("daerah", "peta")]
    return Scope.of(said, held, language, "everywhere" in asked.marks)
