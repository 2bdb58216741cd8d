"""The plain way to read a mapping, as peer: the fullest row is the header, and only names that are ours are known."""

from __future__ import annotations

from corpus.baris import KOLOM, BarisPemetaan, KolomTerbaca, Pemetaan, Skipped
from ingest.sheet import Sheet, Value, Workbook, shown

NAMES = {kolom.id.lower(): kolom for kolom in KOLOM}


def read_plainly(book: Workbook) -> Pemetaan:
    """Every sheet as a table under the first row that has the most filled cells; all that is below it is a plan."""
    rows: list[BarisPemetaan] = []
    skipped: list[Skipped] = []
    columns: list[KolomTerbaca] = []
    for sheet in book.sheets:
        filled = [(number, values) for number, values in sheet.numbered() if any(shown(value) for value in values)]
        if not filled:
            continue
        head, names = max(filled, key=lambda pair: (sum(bool(shown(value)) for value in pair[1]), -pair[0]))
        skipped.extend(Skipped(sheet.name, number, "judul") for number, _ in filled if number < head)
        skipped.append(Skipped(sheet.name, head, "kepala"))
        columns.extend(KolomTerbaca(sheet.name, i, shown(name), _field(name)) for i, name in enumerate(names))
        rows.extend(_row(sheet, number, names, values) for number, values in filled if number > head)
    return Pemetaan(book.file, "", 0, rows=tuple(rows), skipped=tuple(skipped), columns=tuple(columns))


def _field(name: Value) -> str:
    kolom = NAMES.get(shown(name).lower())
    return kolom.name if kolom else ""


def _row(sheet: Sheet, number: int, names: tuple[Value, ...], values: tuple[Value, ...]) -> BarisPemetaan:
    pairs = [(shown(name), shown(value)) for name, value in zip(names, values, strict=False) if shown(value)]
    fields = {NAMES[name.lower()].name: _value(name, text) for name, text in pairs if name.lower() in NAMES}
    return BarisPemetaan(sheet.name, number, tuple(pairs), **fields)  # type: ignore[arg-type]


def _value(name: str, text: str) -> object:
    """A value of the shape of its column, where it is written as a machine would."""
    shape = NAMES[name.lower()].shape
    whole = int(text) if text.isdigit() else None
    match shape:
        case "years":
            return (whole,) if whole else ()
        case "months" | "number" | "money":
            return whole
        case "flag":
            return {"ya": True, "tidak": False}.get(text.lower())
    return text
