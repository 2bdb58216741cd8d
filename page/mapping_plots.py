"""The pictures of a mapping, drawn by Plotly in the browser: counts in, figures out. Pure.

They are told apart by lightness, pattern and number, not by hue alone, so that a copy in grey can be read. Each mark
carries the question that a click on it asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from corpus.baris import JENIS, PRIORITAS, BarisPemetaan
from corpus.query import Group
from corpus.urusan import DaftarUrusan

INK, SOFT, LINE, PAPER = "#1c2733", "#556270", "#dbe1e6", "#ffffff"
ACCENT, MIDDLE, PALE = "#0d5c63", "#6fa3a6", "#d7e6e6"
SCALE = [[0.0, "#f4f8f8"], [0.001, "#dcebeb"], [0.5, "#5d979b"], [1.0, "#073b40"]]
FONT = {"family": "Inter, Segoe UI, Roboto, Liberation Sans, sans-serif", "size": 13, "color": INK}
MOST_OFFICES = 12
LONGEST = 26  # letters of a label beside a plot
ITEM = re.compile(r"[;\n•]|(?:^|\s)\d{1,2}[.)]\s|(?:^|\s)[a-z][.)]\s")
UNSAID = "tidak disebut"


@dataclass(frozen=True)
class Spot:
    """An affair between its strengths and weaknesses, chances and threats.

    Attributes:
        inside: strengths less weaknesses, a row on average.
        outside: opportunities less threats, a row on average.
        count: rows that say any of the four.
    """

    kode: str
    inside: float
    outside: float
    count: int


def heat_map(groups: Sequence[Group], affairs: DaftarUrusan) -> go.Figure:
    """Affairs against kinds of cooperation: a number in each field that has plans, darker where there are more."""
    kinds = [j for j in (*JENIS, "") if any(g.other == j for g in groups)]
    kodes = sorted({g.value for g in groups}, key=lambda kode: int(kode) if kode else 99, reverse=True)
    counts = {(g.value, g.other): g.count for g in groups}
    values = [[counts.get((kode, kind), 0) for kind in kinds] for kode in kodes]
    names = [affair_name(kode, affairs) for kode in kodes]
    asked = [[f"Rencana {kind} di urusan {name} apa saja?" for kind in kinds] for name in names]
    figure = go.Figure(
        go.Heatmap(
            z=values, x=[kind or UNSAID for kind in kinds], y=[short(name) for name in names], colorscale=SCALE,
            text=[[str(v) if v else "" for v in row] for row in values], texttemplate="%{text}", xgap=3, ygap=3,
            showscale=False, customdata=asked, hovertemplate="%{y}<br>%{x}: %{z} rencana<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(side="top", fixedrange=True)
    figure.update_yaxes(fixedrange=True, automargin=True)
    return laid_out(figure, 70 + 26 * max(1, len(kodes)))


def priority_bars(groups: Sequence[Group]) -> go.Figure:
    """How many plans of each priority."""
    counts = {g.value: g.count for g in groups}
    names = [p for p in (*PRIORITAS, "") if counts.get(p)]
    asked = [f"Rencana prioritas {n} apa saja?" if n else "Rencana tanpa prioritas apa saja?" for n in names]
    return _columns([n or UNSAID for n in names], [counts[n] for n in names], asked)


def year_bars(groups: Sequence[Group]) -> go.Figure:
    """How many plans of each planned year; a plan of several years counts in each."""
    named = sorted((g for g in groups if g.value), key=lambda g: g.value)
    blank = [g for g in groups if not g.value]
    asked = [f"Rencana tahun {g.value} apa saja?" for g in named] + ["Rencana tanpa tahun apa saja?"] * len(blank)
    return _columns([g.value for g in named] + [UNSAID] * len(blank), [g.count for g in [*named, *blank]], asked)


def office_bars(groups: Sequence[Group]) -> go.Figure:
    """The offices that propose most, the busiest on top."""
    shown = [g for g in groups if g.value][:MOST_OFFICES][::-1]
    figure = go.Figure(
        go.Bar(
            x=[g.count for g in shown], y=[short(g.value) for g in shown], orientation="h", marker_color=ACCENT,
            text=[str(g.count) for g in shown], textposition="outside", cliponaxis=False,
            customdata=[f"Rencana yang diusulkan {g.value} apa saja?" for g in shown],
            hovertemplate="%{y}: %{x} rencana<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(fixedrange=True, automargin=True)
    return laid_out(figure, 50 + 28 * max(1, len(shown)))


def plan_shares(groups: Mapping[str, Sequence[Group]]) -> go.Figure:
    """Of all plans the share that is in the RPJMD and in the RKPD, is not, and does not say.

    Args:
        groups: of "RPJMD" and "RKPD" by their flag: "ya", "tidak", "".
    """
    looks = (("ya", "sudah", ACCENT, ""), ("tidak", "belum", MIDDLE, "/"), ("", UNSAID, PALE, "."))
    figure = go.Figure()
    for value, said, color, shape in looks:
        counts = [sum(g.count for g in found if g.value == value) for found in groups.values()]
        wholes = [sum(g.count for g in found) or 1 for found in groups.values()]
        asked = [
            f"Rencana yang {said} masuk {n} apa saja?" if value else f"Rencana tanpa keterangan {n} apa saja?"
            for n in groups
        ]
        figure.add_bar(
            x=[100 * c / w for c, w in zip(counts, wholes, strict=True)], y=list(groups), orientation="h", name=said,
            marker={"color": color, "pattern": {"shape": shape, "fgcolor": INK, "fillmode": "overlay", "size": 6}},
            text=[_share_text(c, w) for c, w in zip(counts, wholes, strict=True)], textangle=0, constraintext="none",
            textposition="inside", insidetextanchor="middle", customdata=asked,
            textfont={"color": PAPER if color == ACCENT else INK},
            hovertemplate=f"%{{y}} {said}: %{{x:.0f}}%<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack", legend={"orientation": "h", "y": -0.25, "x": 0, "traceorder": "normal"})
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(fixedrange=True, automargin=True)
    return laid_out(figure, 190)


def _share_text(count: int, whole: int) -> str:
    """A count with its share where there is room for both."""
    if not count:
        return ""
    return f"{count} ({100 * count / whole:.0f}%)" if count / whole > 0.2 else str(count)


def quadrant(spots: Sequence[Spot], affairs: DaftarUrusan) -> go.Figure:
    """Affairs between strengths and weaknesses (across) and opportunities and threats (up); larger with more rows."""
    names = [affair_name(s.kode, affairs) for s in spots]
    reach = max([1.0, *(abs(v) for s in spots for v in (s.inside, s.outside))]) * 1.35
    most = max((s.count for s in spots), default=1)
    figure = go.Figure(
        go.Scatter(
            x=[s.inside for s in spots], y=[s.outside for s in spots], mode="markers+text",
            text=[short(n, 18) if clear else "" for n, clear in zip(names, _clear(spots, reach), strict=True)],
            textposition="top center", textfont={"size": 11, "color": SOFT}, hovertext=names,
            marker={"size": [12 + 22 * s.count / most for s in spots], "color": ACCENT, "opacity": 0.75,
                    "line": {"color": PAPER, "width": 1.5}},
            customdata=[f"Kekuatan dan peluang rencana di urusan {n} apa saja?" for n in names],
            hovertemplate="%{hovertext}<br>dalam %{x:.1f}, luar %{y:.1f}<extra></extra>", cliponaxis=False,
        )
    )  # fmt: skip
    axis = {"range": [-reach, reach], "zeroline": True, "zerolinecolor": SOFT, "gridcolor": LINE, "fixedrange": True,
            "showticklabels": False}  # fmt: skip
    figure.update_xaxes(title="kelemahan  ←  →  kekuatan", **axis)
    figure.update_yaxes(title="ancaman  ←  →  peluang", **axis)
    return laid_out(figure, 380)


def _clear(spots: Sequence[Spot], reach: float) -> list[bool]:
    """Of each spot whether its name has room; where spots lie close together, that with most rows is named."""
    named: list[int] = []
    for n in sorted(range(len(spots)), key=lambda n: -spots[n].count):
        here = spots[n]
        near = [spots[m] for m in named]
        if all(
            abs(o.inside - here.inside) > 0.55 * reach or abs(o.outside - here.outside) > 0.14 * reach for o in near
        ):
            named.append(n)
    return [n in named for n in range(len(spots))]


def spots_of(rows: Sequence[BarisPemetaan]) -> tuple[Spot, ...]:
    """Where each affair stands, by how many points its rows name on each side."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        if row.kekuatan or row.kelemahan or row.peluang or row.ancaman:
            inside, outside = points(row.kekuatan) - points(row.kelemahan), points(row.peluang) - points(row.ancaman)
            found.setdefault(row.urusan, []).append((inside, outside))
    return tuple(
        Spot(kode, sum(p[0] for p in pairs) / len(pairs), sum(p[1] for p in pairs) / len(pairs), len(pairs))
        for kode, pairs in sorted(found.items(), key=lambda item: int(item[0] or 99))
    )


def points(text: str) -> int:
    """How many points a cell names: "1. Dekat pelabuhan; 2. Lahan luas" -> 2, "" and "-" -> 0."""
    return sum(bool(re.search(r"\w", part)) for part in ITEM.split(text))


def affair_name(kode: str, affairs: DaftarUrusan) -> str:
    """The name of an affair."""
    return affairs.by_kode[kode].nama if kode in affairs.by_kode else "urusan tidak dikenali"


def short(name: str, longest: int = LONGEST) -> str:
    """A name that fits beside a plot; Plotly reads a few HTML tags, so none gets through."""
    name = name.replace("<", "‹").replace(">", "›")
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _columns(names: Sequence[str], counts: Sequence[int], asked: Sequence[str]) -> go.Figure:
    colors = [ACCENT if name != UNSAID else PALE for name in names]
    figure = go.Figure(
        go.Bar(
            x=list(names), y=list(counts), text=[str(c) for c in counts], textposition="outside", cliponaxis=False,
            marker={"color": colors, "line": {"color": INK, "width": 0.5}},
            customdata=list(asked), hovertemplate="%{x}: %{y} rencana<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(type="category", fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return laid_out(figure, 230)


def laid_out(figure: go.Figure, height: int) -> go.Figure:
    """The look that all share; nothing can be dragged away by a finger that wants to scroll."""
    figure.update_layout(
        height=height, margin={"l": 8, "r": 28, "t": 24, "b": 8}, font=FONT, paper_bgcolor=PAPER, plot_bgcolor=PAPER,
        dragmode=False, hoverlabel={"bgcolor": PAPER, "font": FONT}, separators=",.", autosize=True, bargap=0.35,
    )  # fmt: skip
    return figure
