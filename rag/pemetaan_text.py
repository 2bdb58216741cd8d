"""A query and the values of rows in words, Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.baris import KOLOM_BY_NAME, BarisPemetaan
from corpus.query import Filter
from corpus.urusan import DaftarUrusan
from rag.pemetaan_values import Said
from rag.question import Language

FLAGS: Mapping[str, tuple[str, str, str, str]] = {  # field -> yes, no in Indonesian; yes, no in English
    "di_rkpd": ("sudah di RKPD", "belum di RKPD", "in the RKPD", "not in the RKPD"),
    "di_rpjmd": ("sudah di RPJMD", "belum di RPJMD", "in the RPJMD", "not in the RPJMD"),
    "dianggarkan": ("sudah dianggarkan di APBD", "belum dianggarkan di APBD", "in the budget", "not in the budget"),
    "membebani": (
        "membebani masyarakat", "tidak membebani masyarakat", "burdening the public", "no burden on the public",
    ),
    "disetujui_dprd": (
        "sudah disetujui DPRD", "belum disetujui DPRD", "approved by the DPRD", "not approved by the DPRD",
    ),
    "studi_kelayakan": (
        "ada studi kelayakan", "belum ada studi kelayakan", "with a feasibility study", "without a feasibility study",
    ),
    "berbatasan": (
        "berbatasan dengan mitra", "tidak berbatasan dengan mitra", "bordering on the partner",
        "not bordering on the partner",
    ),
}  # fmt: skip
ENGLISH = {
    "tinggi": "high", "sedang": "medium", "rendah": "low", "usulan": "proposed", "dibahas": "under discussion",
    "ditetapkan": "adopted", "berjalan": "running", "selesai": "completed", "ditunda": "postponed",
    "batal": "cancelled", "daerah": "the region", "pihak ketiga": "third party", "ya": "yes", "tidak": "no",
    "wajib pelayanan dasar": "obligatory, basic services", "wajib bukan pelayanan dasar": "obligatory, other",
    "pilihan": "optional",
}  # fmt: skip
NAMES = {
    "kelompok": ("Kelompok urusan", "Group of affairs"), "daerah": ("Daerah", "Region"), "sheet": ("Lembar", "Sheet"),
    "peta": ("Tahun pemetaan", "Year of the mapping"), "key": ("Pemetaan", "Mapping"),
}  # fmt: skip
SHORTER = {
    "tahun rencana": "tahun", "jenis kerja sama": "jenis", "urusan pemerintahan": "urusan", "calon mitra": "mitra",
    "perangkat daerah pengusul": "pengusul", "perkiraan anggaran": "anggaran", "kind of cooperation": "kind",
}  # fmt: skip
RULES = {
    "dprd disebut": ("perlu persetujuan DPRD menurut kolomnya", "needs DPRD approval, as its column says"),
    "dprd menurut pasal": ("perlu persetujuan DPRD (membebani masyarakat atau belum dianggarkan)",
                           "needs DPRD approval (burdens the public or is not in the budget)"),
    "belum dprd": ("belum disetujui DPRD", "not yet approved by the DPRD"),
}  # fmt: skip
COMPARED = {"at_least": ("mulai", "from"), "at_most": ("sampai", "up to")}


def column_name(name: str, language: Language) -> str:
    """The name of a column for people."""
    if name in NAMES:
        return NAMES[name][language == "en"]
    kolom = KOLOM_BY_NAME[name]
    return kolom.en if language == "en" else kolom.id


def number(value: float, language: Language) -> str:
    """A whole number with its thousands apart."""
    text = f"{round(value):,}"
    return text if language == "en" else text.replace(",", ".")


def rupiah(value: float, language: Language) -> str:
    """An amount of money."""
    return f"Rp {number(value, language)}"


def months(value: float, language: Language) -> str:
    """A span: "36 bulan (3 tahun)"."""
    whole = f"{value:.2f}".rstrip("0").rstrip(".")
    text = f"{whole} months" if language == "en" else f"{whole.replace('.', ',')} bulan"
    if value >= 12 and value % 12 == 0:
        years = round(value / 12)
        text += f" ({years} year{'s' * (years > 1)})" if language == "en" else f" ({years} tahun)"
    return text


def amount(name: str, value: float, language: Language) -> str:
    """A sum or average of a column."""
    if name == "anggaran":
        return rupiah(value, language)
    return months(value, language) if name == "jangka_waktu" else number(value, language)


def value_name(name: str, value: object, affairs: DaftarUrusan, language: Language) -> str:
    """A stored value for people; "" where the row does not say."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        value = "ya" if value else "tidak"
    if name == "urusan":
        found = affairs.by_kode.get(str(value))
        return (found.en if language == "en" else found.nama) if found else str(value)
    if isinstance(value, int) and name in ("anggaran", "jangka_waktu"):
        return amount(name, value, language)
    if isinstance(value, tuple):
        return ", ".join(str(v) for v in value)
    shape = KOLOM_BY_NAME[name].shape if name in KOLOM_BY_NAME else "choice"
    text = str(value)
    return ENGLISH.get(text, text) if language == "en" and (shape in ("choice", "flag")) else text


def cell(row: BarisPemetaan, name: str, affairs: DaftarUrusan, language: Language) -> str:
    """A cell of a row for people."""
    return " ".join(value_name(name, getattr(row, name), affairs, language).split())


def filter_words(said: Said, affairs: DaftarUrusan, language: Language) -> str:
    """A filter in words: "tahun 2026", "belum di RKPD", "anggaran mulai Rp 1.000.000.000"."""
    item, english = said.filter, language == "en"
    if item.field == "either":
        return RULES[said.label][english]
    if item.field in FLAGS and item.op in ("is", "not") and isinstance(item.values[0], bool):
        return FLAGS[item.field][2 * english + (not item.values[0])]
    if item.field == "about":
        return f"{'about' if english else 'tentang'} “{said.label or item.values[0]}”"
    if item.field == "any":
        return f"{'holding' if english else 'memuat'} “{said.label or item.values[0]}”"
    name = column_name(item.field, language).lower().replace("rpjmd", "RPJMD").replace("rkpd", "RKPD")
    name = SHORTER.get(name, name)
    if item.op in ("filled", "blank"):
        if english:
            return f"{name} {'filled in' if item.op == 'filled' else 'blank'}"
        return f"{name} {'terisi' if item.op == 'filled' else 'kosong'}"
    if item.op in COMPARED and (bound := _strict(item, english)):
        return f"{name} {bound}"
    shown = said.label or _or([value_name(item.field, v, affairs, language) for v in item.values], english)
    if item.op in COMPARED:
        return f"{name} {COMPARED[item.op][english]} {shown}"
    if item.op == "not":
        return f"{'not' if english else 'selain'} {name} {shown}"
    return f"{name} {shown}"


def _strict(item: Filter, english: bool) -> str:
    """A bound as people say it: at least Rp 1.000.000.001 is over Rp 1.000.000.000; "" where it is no such bound."""
    value, step = item.values[0], {"anggaran": 1000, "jangka_waktu": 6}.get(item.field, 0)
    if not isinstance(value, int) or not step:
        return ""
    language: Language = "en" if english else "id"
    if item.op == "at_least" and value % step and (value - 1) % step == 0:
        return f"{'over' if english else 'di atas'} {amount(item.field, value - 1, language)}"
    if item.op == "at_most" and value % step and (value + 1) % step == 0:
        return f"{'under' if english else 'di bawah'} {amount(item.field, value + 1, language)}"
    return ""


def _or(values: Sequence[str], english: bool) -> str:
    joined = " or " if english else " atau "
    return values[0] if len(values) == 1 else ", ".join(values[:-1]) + joined + values[-1]


def merged(said: Iterable[Said]) -> list[Said]:
    """Filters of a question, each field once: of a field said several times, one of the values must hold."""
    found: dict[tuple[str, str], Said] = {}
    for number_, item in enumerate(said):
        key: tuple[str, str] = (item.filter.field, item.filter.op)
        many = item.filter.op in ("is", "has", "not") and item.filter.field not in ("any", "about", "either")
        if not many:
            key = (item.filter.field, f"{item.filter.op} {number_}")
        if key not in found:
            found[key] = item
            continue
        old = found[key]
        values = tuple(dict.fromkeys((*old.filter.values, *item.filter.values)))
        labels = tuple(dict.fromkeys(x for x in (old.label, item.label) if x))
        found[key] = Said(Filter(old.filter.field, old.filter.op, values), ", ".join(labels), old.at)
    return list(found.values())


def ranges(rows: Sequence[int]) -> str:
    """Numbers of rows, neighbours joined: "12, 15, 18–20"; of many, the first and how many."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in parts]
    return ", ".join(shown) if len(shown) <= 8 else f"{', '.join(shown[:6])}, … ({len(set(rows))} baris)"
