"""A report as Markdown tables, as JSON, and as rows of the history in `docs/mutu.md`. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.sitasi import full_label
from eval.measure import Facet, RecipeScore, Score, Share, Summary, by, percentile, share, summarize
from eval.sets import is_sealed

FACETS: tuple[Facet, ...] = ("kind", "voice", "regulation")
HISTORY_HEAD = (
    "| date | note | set | first | in five | ayat | must | refused: right / wrong | quotes | citations | p50 / p95 ms "
    "| recipe: first / in five | pages/s | ask s |"
)


@dataclass(frozen=True)
class SetResult:
    """A set of questions, answered by the assistant and by the plain recipe.

    Attributes:
        recipe: empty where the recipe did not run.
    """

    name: str
    scores: tuple[Score, ...]
    recipe: tuple[RecipeScore, ...] = ()


@dataclass(frozen=True)
class Speed:
    """How fast the commands are.

    Attributes:
        pages: of the PDF files that were read; `pages_seconds`: from start to exit, full text alone.
        ask_seconds: one question from start to exit, each run.
        again_seconds: ingest of files that are unchanged.
    """

    pages: int
    pages_seconds: float
    ask_seconds: tuple[float, ...]
    again_seconds: float


@dataclass(frozen=True)
class Report:
    """All that a run found."""

    sets: tuple[SetResult, ...]
    speed: Speed | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(" ".join(str(cell).replace("|", "\\|").split()) for cell in cells) + " |"


def table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    return "\n".join([_row(head), "|" + "---|" * len(head), *map(_row, rows)])


def _pair(values: tuple[float, float]) -> str:
    return f"{values[0]:.0f} / {values[1]:.0f} ms"


def _ours(item: Summary) -> list[str]:
    return [
        str(item.questions), str(item.first), str(item.five), "", str(item.ayat), str(item.must), str(item.quotes),
        str(item.resolved), str(item.refused_right), str(item.refused_wrong), _pair(item.total_ms), _pair(item.wall_ms),
    ]  # fmt: skip


def _theirs(result: SetResult) -> list[str]:
    rows, walls = result.recipe, [r.wall_ms for r in result.recipe]
    first, five, start = share(r.first for r in rows), share(r.five for r in rows), share(r.start for r in rows)
    took = _pair((percentile(walls, 50), percentile(walls, 95)))
    return [str(len(rows)), str(first), str(five), str(start), *["-"] * 7, took]


MEASURES = (
    ("questions", ""),
    ("first citation is a right Pasal", ".80"),
    ("a right Pasal among the first five", ".93"),
    ("best chunk begins in a right Pasal (strict reading of the recipe)", ""),
    ("first citation right to the ayat or angka", ""),
    ("all that must be said is said", ""),
    ("quotes that stand word for word in the source", "all"),
    ("citations that resolve", "all"),
    ("should be refused and is", ".9"),
    ("answerable, and refused", ""),
    ("a question, p50 / p95, as the answer tells", "80 / 200 ms"),
    ("a question, p50 / p95, by the clock", ""),
)


def main_table(report: Report) -> str:
    """The table of issue 2, a column a set, the plain recipe beside each."""
    head, columns = [""], []
    for result in report.sets:
        if result.recipe:
            head.append(f"plain recipe, {result.name}")
            columns.append(_theirs(result))
        head.append(f"ours, {result.name}")
        columns.append(_ours(summarize(result.scores)))
    rows = [[name, *(column[n] for column in columns), reach] for n, (name, reach) in enumerate(MEASURES)]
    return table([*head, "reach"], [row for row in rows if any(row[1:-1])])


def pages_a_second(speed: Speed) -> float:
    """PDF pages made searchable by words, a second."""
    return speed.pages / speed.pages_seconds if speed.pages_seconds else 0.0


def speed_table(speed: Speed) -> str:
    """How fast the commands are."""
    best, middle = min(speed.ask_seconds), statistics.median(speed.ask_seconds)
    rows = [
        (
            "PDF pages made searchable by words",
            f"{pages_a_second(speed):.0f} a second ({speed.pages} in {speed.pages_seconds:.1f} s)",
            "40 a second",
        ),
        (
            "`python -m rag ask`, start to exit, index there",
            f"{best:.2f} s best, {middle:.2f} s median of {len(speed.ask_seconds)}",
            "3 s",
        ),
        ("`python -m ingest` again, files unchanged", f"{speed.again_seconds:.2f} s", "3 s"),
    ]
    return table(("speed", "ours", "reach"), rows)


def facet_table(result: SetResult, facet: Facet) -> str:
    """The numbers of each kind, voice or regulation."""
    rows = [
        (name, s.questions, s.first, s.five, s.ayat, s.must, s.refused_right, s.refused_wrong)
        for name, s in by(result.scores, facet).items()
    ]
    return table((facet, "n", "first", "in five", "ayat", "must", "refused, should", "refused, should not"), rows)


def markdown(report: Report, show_sealed: bool = False) -> str:
    """All tables. Of a sealed set only the totals are shown unless asked for."""
    blocks = [main_table(report)]
    if report.speed:
        blocks.append(speed_table(report.speed))
    for result in report.sets:
        if not is_sealed(result.name) or show_sealed:
            blocks.extend(f"### {result.name} by {facet}\n\n{facet_table(result, facet)}" for facet in FACETS)
    blocks.append(", ".join(f"{name}: {value}" for name, value in report.facts.items()))
    return "\n\n".join(block for block in blocks if block)


def _what_is_lost(score: Score) -> str:
    names = {"first": score.first, "five": score.five, "ayat": score.ayat, "must": score.must}
    words = [name for name, value in names.items() if value is False]
    if score.refused != score.item.refuse:
        words.insert(0, "refused" if score.refused else "answered")
    words.extend(["quote"] if score.bad_quotes else [])
    words.extend(["citation"] if score.unresolved else [])
    return ", ".join(words) + (" (first is an also)" if score.also else "")


def losses(result: SetResult) -> str:
    """Every question that lost something: what, what was cited, what would be right, what was not said."""
    blocks = []
    for score in result.scores:
        if not score.lost:
            continue
        item = score.item
        lines = [f"{item.id} [{item.voice}, {item.kind}] lost: {_what_is_lost(score)}", f"    {item.question}"]
        lines.append(f"    cited: {'; '.join(score.labels) or '-'}")
        lines.append(f"    gold:  {'; '.join(full_label(*g) for g in item.gold) or 'to be refused'}")
        lines.extend([f"    not said: {'; '.join(score.missing)}"] if score.missing and not score.refused else [])
        lines.extend(f"    {problem}" for problem in (*score.bad_quotes, *score.unresolved))
        blocks.append("\n".join(lines))
    return f"{result.name}: {len(blocks)} of {len(result.scores)} lost something\n\n" + "\n\n".join(blocks)


def _summary_json(item: Summary) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    for name, value in vars(item).items():
        shape[name] = {**asdict(value), "value": value.value} if isinstance(value, Share) else value
    return shape


def _score_json(score: Score) -> dict[str, Any]:
    shape = {name: value for name, value in vars(score).items() if name != "item"}
    return {"id": score.item.id, "gold": [full_label(*g) for g in score.item.gold], **shape}


def as_json(report: Report, show_sealed: bool = False) -> dict[str, Any]:
    """The report for a machine; single questions of a sealed set only where asked for."""
    sets = {}
    for result in report.sets:
        shape: dict[str, Any] = {"ours": _summary_json(summarize(result.scores))}
        if result.recipe:
            walls = [r.wall_ms for r in result.recipe]
            shares = {name: share(getattr(r, name) for r in result.recipe) for name in ("first", "five", "start")}
            shape["recipe"] = {name: {**asdict(s), "value": s.value} for name, s in shares.items()}
            shape["recipe"]["wall_ms"] = (percentile(walls, 50), percentile(walls, 95))
        if not is_sealed(result.name) or show_sealed:
            shape["by"] = {
                facet: {name: _summary_json(s) for name, s in by(result.scores, facet).items()} for facet in FACETS
            }
            shape["questions"] = [_score_json(s) for s in result.scores]
        sets[result.name] = shape
    speed = {**asdict(report.speed), "pages_a_second": pages_a_second(report.speed)} if report.speed else None
    return {"sets": sets, "speed": speed, "facts": dict(report.facts)}


def _short(item: Share) -> str:
    return "-" if item.value is None else f"{item.value:.3f}".removeprefix("0")


def history_rows(report: Report, date: str, note: str) -> list[str]:
    """Rows for `docs/mutu.md`, one a set."""
    rows = []
    for result in report.sets:
        s = summarize(result.scores)
        first, five = (share(getattr(r, name) for r in result.recipe) for name in ("first", "five"))
        speed = report.speed
        rows.append(
            _row(
                (
                    date, note, result.name, _short(s.first), _short(s.five), _short(s.ayat), _short(s.must),
                    f"{_short(s.refused_right)} / {_short(s.refused_wrong)}", f"{s.quotes.count}/{s.quotes.of}",
                    f"{s.resolved.count}/{s.resolved.of}", _pair(s.total_ms).removesuffix(" ms"),
                    f"{_short(first)} / {_short(five)}", f"{pages_a_second(speed):.0f}" if speed else "-",
                    f"{min(speed.ask_seconds):.1f}" if speed else "-",
                )
            )
        )  # fmt: skip
    return rows
