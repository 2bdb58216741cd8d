"""Which column of a table is which field: by its name and by what stands in it, all columns weighed together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.baris import KOLOM_BY_NAME
from ingest.kolom import VIRTUAL, ColumnNames, assign, header_key
from ingest.nilai import (
    flag,
    integer,
    is_cross,
    is_dash,
    is_decree,
    is_minutes,
    is_numbered,
    is_tick,
    is_years,
    iso_date,
    money,
    months,
    plain,
    scale_of,
    years,
)
from ingest.pilihan import Affairs, initiative, is_office, is_partner, kind, priority, status
from ingest.sheet import Value, shown

LEAST = 0.5  # what a column must reach in all to be taken for a field
SURE = 0.75
FIRM = 0.85  # a name that contents do not overrule
LOOSE = frozenset("keterangan status nomor".split())  # names that stand over anything
SOFT = frozenset("pengusul mitra prakarsa status dokumen nomor".split())  # fields whose cells need not look alike
ACTS = ("berita_acara", "keputusan")
LOOKED_AT = 150  # values of a column
FULL = 0.8  # share of values that must be of a field for it to be known by them alone
BY_CONTENT = {"jenis": 0.9, "urusan": 0.85, "prioritas": 0.75, "tahun": 0.7}  # even against another name
NAMELESS = {
    "pengusul": 0.62,
    "mitra": 0.6,
    "anggaran": 0.6,
    "nomor": 0.56,
    "status": 0.55,
    "jangka_waktu": 0.66,
    "berita_acara": 0.64,
    "keputusan": 0.64,
    "tanggal": 0.58,
}
STRANGE = frozenset(
    "pengusul mitra jangka_waktu status berita_acara keputusan".split()
)  # told by contents also where the name is a strange one
TEXTS = frozenset(
    "program kegiatan objek potensi karakteristik kebutuhan kekuatan kelemahan peluang ancaman alasan".split()
)
FLAGS = frozenset(name for name, kolom in KOLOM_BY_NAME.items() if kolom.shape == "flag")
READ = frozenset("rpjmd rkpd dprd berita_acara keputusan".split())  # texts that say something beside
SIDED = FLAGS | {"rpjmd", "rkpd", "dprd"}
YEAR_LABEL = re.compile(r"(?:tahun|thn\.?|th\.?|ta\.?|year)?\s*(20\d\d)", re.IGNORECASE)
NEEDED = re.compile(r"\b(?:perlu|butuh|needed)\b", re.IGNORECASE)
YES = frozenset(("ya", "ada", "sudah", "y", "yes", "masuk", "sudah masuk"))
NO = frozenset(("tidak", "tidak ada", "belum", "tdk", "t", "no", "belum masuk", "blm"))


@dataclass(frozen=True)
class Column:
    """A column as understood, with what its cells need to be read.

    Attributes:
        field: of a `Kolom`, or one of `kolom.VIRTUAL`; "" for unknown.
        label: for a column that is ticked: what a tick in it says, e.g. "2027", "KSDPK".
        scale: rupiah that a bare number counts.
        unit: months that a bare number counts; in a column of years, those of a year alone.
        crosses: a cross says no, since other cells say yes by √.
    """

    index: int
    header: str
    field: str = ""
    sure: bool = True
    label: str = ""
    scale: int = 1
    unit: float = 0
    crosses: bool = False
    sample: tuple[str, ...] = ()

    @cached_property
    def title(self) -> str:
        """Its name for people, by its letter where it has none."""
        return self.header or f"Kolom {letters(self.index)}"

    @cached_property
    def is_plain(self) -> bool:
        """Whether its cells are words that are kept as they are."""
        kolom = KOLOM_BY_NAME.get(self.field)
        return kolom is not None and kolom.shape == "text" and self.field not in READ and not self.label

    @cached_property
    def holds_partners(self) -> bool:
        """Whether it is called after a kind and holds the partners, not ticks."""
        return self.field == "jenis" and self.label != "" and any(is_partner(text) for text in self.sample)

    @property
    def name(self) -> str:
        """The field of `BarisPemetaan` that it feeds."""
        return VIRTUAL.get(self.field, self.field)


def letters(index: int) -> str:
    """The letters of a column: 0 -> "A", 27 -> "AB"."""
    return (letters(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)


@dataclass(frozen=True)
class Content:
    """The values of a column that hold something, some of them where there are many."""

    values: tuple[Value, ...]
    shares: Mapping[str, float]  # field -> share of the values that are of it
    strict: Mapping[str, float]  # the same, and nothing else beside
    ticks: float = 0.0
    count: int = 0

    @classmethod
    def of(cls, values: Sequence[Value], affairs: Affairs) -> Content:
        """Of all values of a column, blanks left out."""
        said = [v for v in values if v is not None and not is_dash(shown(v))]
        some = said[:: max(1, len(said) // LOOKED_AT)][:LOOKED_AT]
        if not some:
            return cls((), {}, {}, count=0)
        texts = [shown(v) for v in some]
        shares = {name: _share(some, test) for name, test in _tests().items()}
        shares["urusan"] = _share(texts, lambda t: len(str(t).split()) <= 12 and bool(affairs.find(str(t))))
        strict = {
            "urusan": _share(texts, lambda t: not is_office(t) and affairs.named(str(t)) is not None),
            "jenis": _share(some, lambda v: len(plain(v).split()) <= 9 and bool(kind(v))),
            "prioritas": _share(some, lambda v: len(plain(v)) > 1 and bool(priority(v))),
            "tahun": _share(some, is_years),
            "status": _share(some, lambda v: len(plain(v).split()) <= 3 and bool(status(v))),
            "jangka_waktu": _share(some, lambda v: len(shown(v)) <= 40 and months(v) is not None),
            "berita_acara": _share(some, is_minutes),
            "keputusan": _share(some, is_decree),
            "anggaran": _share(some, lambda v: (money(v) or 0) >= 10**5) * shares["anggaran"],
        }
        if any(re.search(r"pilihan|pelayanan dasar", text.casefold()) for text in texts):
            shares["jenis"] = strict["jenis"] = 0.0  # the groups of affairs, which are called wajib too
        ticks = _share(some, is_tick)
        return cls(tuple(some), shares, strict, ticks, len(said))


def _share(values: Sequence[Value], test: Callable[[Value], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _tests() -> dict[str, Callable[[Value], bool]]:
    """What the values of a field look like, one at a time."""
    tests: dict[str, Callable[[Value], bool]] = {
        "nomor": lambda v: (
            len(shown(v)) <= 8 and (integer(v) is not None or bool(re.match(r"[\w./-]*\d|[IVX]+\b", shown(v))))
        ),
        "jenis": lambda v: bool(kind(v)),
        "tahun": lambda v: bool(years(v)) and len(shown(v)) <= 60,
        "tahun_mulai": lambda v: bool(years(v)) or bool(iso_date(v)),
        "tahun_akhir": lambda v: bool(years(v)) or bool(iso_date(v)),
        "jangka_waktu": lambda v: months(v, 1) is not None,
        "prioritas": lambda v: bool(priority(v)),
        "peringkat": lambda v: integer(v) is not None,
        "anggaran": lambda v: money(v) is not None,
        "status": lambda v: bool(status(v)),
        "prakarsa": lambda v: bool(initiative(v)),
        "tanggal": lambda v: bool(iso_date(v)),
        "pengusul": is_office,
        "mitra": is_partner,
        "dokumen": lambda v: re.search(r"rpjmd|rkpd|renstra|renja", plain(v)) is not None or flag(v) is not None,
    }
    tests.update(dict.fromkeys(("berita_acara", "keputusan"), is_numbered))
    tests["_program"] = lambda v: plain(v).startswith("program")
    tests.update(dict.fromkeys(FLAGS, lambda v: flag(v) is not None))
    tests.update(
        dict.fromkeys(TEXTS, lambda v: plain(v) not in YES | NO and re.search(r"[^\W\d_]{3}", shown(v)) is not None)
    )
    return tests


def total(field: str, names: Mapping[str, float], content: Content, nameless: bool, first: bool = False) -> float:
    """How well a column is a field, by its names (0 to 1 each) and content; `LEAST` and more is enough."""
    named, score = names.get(field, 0.0), 0.0
    loose = LOOSE | TEXTS if is_kinds(content) else LOOSE
    firm = any(known >= FIRM and name not in loose for name, known in names.items())
    strong = {f for f in BY_CONTENT if content.strict.get(f, 0) >= FULL and content.count >= 2}
    strong -= set() if nameless else {"tahun", "prioritas"}  # levels and years are told of other things too
    if named:
        shares = content.strict if field == "tahun" and named < SURE else content.shares
        share = shares.get(field) if content.count else None
        score = named + ((0.3 if field in SOFT else 0.6) * (share - 0.5) if share is not None else 0.0)
        if strong and not firm and field not in BY_CONTENT:
            score -= 0.45
    stated = names.get("keterangan", 0.0) >= FIRM and content.strict.get("status", 0) >= FULL
    if stated and field in ("status", "keterangan"):  # "Keterangan" over "Masih berlaku"
        score = 0.9 if field == "status" else 0.4
    if field in strong and not firm:
        score = max(score, BY_CONTENT[field])
    if field == "anggaran" and named < SURE and content.strict.get("anggaran", 1.0) < 0.3:
        score -= 0.5  # "Jumlah" over counts
    if field == "urusan" and names.get("pengusul", 0) >= LEAST and content.shares.get("pengusul", 0) >= FULL:
        score -= 0.4  # "Perangkat Daerah/Urusan" over offices
    acts = next((name for name in ACTS if content.strict.get(name, 0) >= FULL and content.count >= 2), "")
    if acts and field in LOOSE | {"tanggal", "dokumen"}:
        score -= 0.5  # "Nomor dan tanggal" over those of minutes
    if field == "nomor" and named and first:
        score += 0.2
    if field in ("program", "kegiatan") and named:
        score += 0.05 if (content.shares.get("_program", 0) >= 0.5) == (field == "program") else 0.0
    share = content.strict.get(field, content.shares.get(field, 0))
    others = [known for name, known in names.items() if not acts or name not in LOOSE | {"tanggal", "dokumen"}]
    strange = not nameless and max(others, default=0.0) < LEAST and field in STRANGE
    if (nameless or strange) and field in NAMELESS and share >= FULL and content.count >= 2:
        score = max(score, NAMELESS[field])
    return score


def is_kinds(content: Content) -> bool:
    """Whether a column holds kinds of cooperation over and over, so that a name for texts is a wrong one."""
    repeated = len({plain(value) for value in content.values}) <= 0.7 * len(content.values)
    return repeated and content.count >= 4 and content.strict.get("jenis", 0.0) >= 0.95


def understand_columns(
    headers: Sequence[tuple[int, tuple[str, ...]]],
    contents: Mapping[int, Content],
    names: ColumnNames,
    corrections: Mapping[str, str],
    title: str = "",
) -> list[Column]:
    """The fields of the columns of a table, those that nothing is known of with the field "".

    Args:
        headers: (column, texts of its header from above).
        contents: of each column that holds anything.
        corrections: normalised header -> field, "" for none; they win.
        title: the words above the table, which may say in what amounts are counted.
    """
    found: dict[int, Column] = {}
    open_columns: list[tuple[int, tuple[str, ...]]] = []
    by_kind = kinds_over_partners(headers, contents, names)
    for index, parts in headers:
        header, content = " / ".join(parts), contents.get(index, Content((), {}, {}))
        if not parts and not content.count:
            continue
        fixed = corrections.get(header_key(header)) if header else None
        if fixed is not None and (not fixed or fixed in KOLOM_BY_NAME):
            found[index] = _made(index, header, fixed, "", True, content, title)
        elif ticked := tick_of(parts, content, names) or by_kind.get(index):
            found[index] = _made(index, header, ticked[0], ticked[1], True, content, title)
        else:
            open_columns.append((index, parts))
    taken = {column.field for column in found.values() if not column.label}
    for index, parts, field, sure in _assigned(open_columns, contents, names, taken):
        content = contents.get(index, Content((), {}, {}))
        found[index] = _made(index, " / ".join(parts), field, "", sure, content, title)
    _double(found, names)
    _needs(found)
    return [found[index] for index in sorted(found)]


def _needs(found: dict[int, Column]) -> None:
    """Reads "Persetujuan DPRD / Perlu" and "… / Tidak" as what is needed rather than what was given."""
    asked = [i for i, c in found.items() if c.field == "dprd" and NEEDED.search(c.header.split(" / ")[-1])]
    over = {found[i].header.rpartition(" / ")[0] for i in asked if found[i].header.count(" / ")}
    for index, column in found.items():
        if column.field == "dprd" and column.header.rpartition(" / ")[0] in over:
            label = "tidak perlu" if re.search(r"\b(?:tidak|tdk|no)\b", column.header.casefold()) else "perlu"
            found[index] = replace(column, label=label)


def _double(found: dict[int, Column], names: ColumnNames) -> None:
    """Gives "Mitra 2" the field of "Mitra 1"."""
    known = {re.sub(r"\d+", "", header_key(c.header)).strip(): c.field for c in found.values() if c.is_plain}
    for index, column in found.items():
        field = known.get(re.sub(r"\d+", "", header_key(column.header)).strip(), "")
        mine = names.field(column.header) in ("", field) and re.search(r"\d", column.header)
        if not column.field and field not in ("", "nomor") and mine:
            found[index] = replace(column, field=field, sure=False)


def _assigned(
    columns: Sequence[tuple[int, tuple[str, ...]]], contents: Mapping[int, Content], names: ColumnNames, taken: set[str]
) -> list[tuple[int, tuple[str, ...], str, bool]]:
    """(column, texts of its header, its field, whether that is sure): the best for all columns together."""
    fields = [field for field in (*KOLOM_BY_NAME, *VIRTUAL) if field not in taken]
    empty = Content((), {}, {})
    scores = []
    for place, (index, parts) in enumerate(columns):
        named = names.scores(parts)
        content = contents.get(index, empty)
        nameless = not header_key(" ".join(parts))
        scores.append([total(field, named, content, nameless, place == 0) for field in fields])
    gains = [[score * score if score >= LEAST else 0.0 for score in row] for row in scores]
    result = []
    for (index, parts), row, place in zip(columns, scores, assign(gains), strict=True):
        field = fields[place] if place >= 0 else ""
        named_score = names.scores(parts).get(field, 0.0)
        content = contents.get(index, empty)
        share = content.shares.get(field, 1.0) if content.count >= 3 else 1.0
        agrees = share >= 0.5 or field in ("pengusul", "mitra", "nomor", "dokumen", "status")
        known = named_score >= SURE or (
            named_score >= LEAST and content.shares.get(field, 0) >= FULL and field not in TEXTS
        )
        result.append((index, parts, field, not field or (known and agrees and row[place] >= SURE)))
    return result


def _made(index: int, header: str, field: str, label: str, sure: bool, content: Content, title: str) -> Column:
    """A column with what its cells need to be read."""
    last = header.split(" / ")[-1].casefold()
    scale = scale_of(header)
    if scale == 1 and (
        told := re.search(r"\(?(?:dalam|satuan|rp\.?)\s*:?\s*(?:ribu|juta|mil[iy]ar)[^\n)]*", title.casefold())
    ):
        scale = scale_of(told[0])
    texts = [shown(v) for v in content.values]
    marks = {plain(v) for v in content.values}
    crosses = any(is_cross(v) for v in content.values) and bool(marks & {"v", "√", "✓", "✔", "ya", "☑"})
    return Column(
        index, header, field, sure, label, scale, _unit(field, last, content), crosses, tuple(dict.fromkeys(texts))[:3]
    )


def _unit(field: str, header: str, content: Content) -> float:
    """Months that a bare number counts in a column of durations: by its name, else by how large the numbers are.

    In a column of years those of a year where some cells tell a range of them, else 0.
    """
    if field == "tahun":
        return 12 if any(len(years(value)) > 1 for value in content.values) else 0
    year, month = re.search(r"\b(?:tahun|thn|th|years?)\b", header), re.search(r"\b(?:bulan|bln|months?)\b", header)
    if bool(year) != bool(month):
        return 12 if year else 1
    numbers = [n for n in map(integer, content.values) if n is not None]
    return 1 if max(numbers, default=0) > 10 else 12


def kinds_over_partners(
    headers: Sequence[tuple[int, tuple[str, ...]]], contents: Mapping[int, Content], names: ColumnNames
) -> dict[int, tuple[str, str]]:
    """Column -> (jenis, kind) of columns that are called after different kinds and in which the partners stand."""
    found = {
        index: ("jenis", label)
        for index, parts in headers
        if parts
        and (label := kind(parts[-1]))
        and names.field(parts[-1]) in ("", "jenis", "mitra")
        and index in contents
        and contents[index].shares.get("mitra", 0) >= 0.5
    }
    return found if len({label for _, label in found.values()}) > 1 else {}


def tick_of(parts: Sequence[str], content: Content, names: ColumnNames) -> tuple[str, str] | None:
    """(field, what a tick says) of a column whose name is a value and whose cells are ticked; None for all others."""
    if not parts:
        return None
    last, above = parts[-1], parts[:-1]
    over = names.scores(above)
    if year := YEAR_LABEL.fullmatch(last.strip("() ")):
        if (
            content.shares.get("anggaran", 0) >= FULL
            and content.ticks < FULL
            and content.strict.get("anggaran", 0) > 0.3
        ):
            return ("anggaran", year[1])
        if over.get("anggaran", 0) > SURE and content.ticks < FULL:
            return ("anggaran", year[1])
        return None if content.shares.get("tahun", 0) > 0.5 else ("tahun", year[1])
    if content.count and content.ticks < FULL:
        return None
    sided = max((field for field in over if field in SIDED), key=lambda field: over[field], default="")
    mark = last.casefold().strip("() .")
    if mark in YES | NO and sided and over[sided] >= LEAST:
        return (sided, "ya" if mark in YES else "tidak")
    if label := kind(last) or (kind(" ".join(parts)) if above else ""):
        other = names.field(last)
        return (
            ("jenis", label if not above else kind(" ".join(parts)) or label)
            if other in ("", "jenis", "mitra")
            else None
        )
    if over.get("prioritas", 0) >= SURE and priority(last):
        return ("prioritas", priority(last))
    if over.get("prakarsa", 0) >= SURE and initiative(last):
        return ("prakarsa", initiative(last))
    return None
