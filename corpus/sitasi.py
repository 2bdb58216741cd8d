"""Citations: find them in a text, print them, resolve them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.models import Unit

JENIS = {
    "uu": "UU", "undang-undang": "UU", "undang undang": "UU", "law": "UU", "pp": "PP", "peraturan pemerintah": "PP",
    "government regulation": "PP", "perpres": "Perpres", "peraturan presiden": "Perpres",
    "presidential regulation": "Perpres", "keppres": "Keppres", "perppu": "Perppu", "perpu": "Perppu",
    "inpres": "Inpres",
    "permendagri": "Permendagri", "peraturan menteri dalam negeri": "Permendagri",
    "minister of home affairs regulation": "Permendagri", "home affairs regulation": "Permendagri",
    "ministerial regulation": "Permendagri", "mendagri": "Permendagri", "perda": "Perda", "pergub": "Pergub",
    "pmk": "PMK", "permenkeu": "PMK",
}  # fmt: skip
_KINDS = "|".join(sorted((re.escape(k) for k in JENIS), key=len, reverse=True))

# "permendagri 22/2020", "Permendagri No. 22 Tahun 2020", "PP nomor 28 thn 2018", "UU 23", "pp 28 2018", "Law 23/2014",
# "Permen PANRB 1/2020", "permendikbud 3 tahun 2020"
REGULATION = re.compile(
    rf"\b(?P<jenis>{_KINDS}|permen[a-z]+|permen\s[a-z]+|kepmen[a-z]*)\s*(?:ri|republik indonesia)?\s*"
    r"(?:no(?:mor|mer)?\.?\s*)?"
    r"(?P<nomor>\d{1,3}[a-z]?)(?:\s*(?:/|,?\s*tahun|,?\s*thn?\.?|,?\s*of|\s)\s*(?P<tahun>(?:19|20)\d{2}))?(?![\d])",
    re.IGNORECASE,
)
# "pasal 5 ayat 2 huruf a", "ps. 5 (2)", "psl 16 ayat 2", "Article 10(3)", "Pasal 1 angka 5", "article 5 paragraph 2"
PASAL = re.compile(
    r"\b(?:pasal|psl|ps|article|art)\b\.?\s*(?P<pasal>\d{1,3}[a-z]?|(?-i:[IVX]{1,4}))\b"
    r"(?:\s*,?\s*(?:(?:ayat|paragraph|para|ay)\.?\s*\(?\s*(?P<ayat>\d{1,2}[a-z]?)\s*\)?|\(\s*(?P<ayat2>\d{1,2}[a-z]?)\s*\)))?"
    r"(?:\s*,?\s*(?:huruf|point|letter|item)\s*(?P<huruf>[a-z]{1,2})\b)?"
    r"(?:\s*,?\s*(?:angka|number|no)\s*(?P<angka>\d{1,3})\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """A regulation, a Pasal, or both, as a text names them; None where it does not say.

    Attributes:
        span: offsets in the text.
    """

    jenis: str | None
    nomor: str | None
    tahun: int | None
    unit: Unit | None
    span: tuple[int, int]


def find_regulations(text: str) -> list[Reference]:
    """Every regulation that a text names by number, in order."""
    found = []
    for match in REGULATION.finditer(text):
        name = " ".join(match["jenis"].lower().split())
        jenis = JENIS.get(name) or name.capitalize()
        tahun = int(match["tahun"]) if match["tahun"] else None
        found.append(Reference(jenis, match["nomor"].upper(), tahun, None, match.span()))
    return found


def find_pasal(text: str) -> list[Reference]:
    """Every Pasal that a text names, in order, without its regulation."""
    found = []
    for match in PASAL.finditer(text):
        pasal = match["pasal"].upper()
        huruf = match["huruf"].lower() if match["huruf"] else None
        unit = Unit("batang tubuh", pasal, match["ayat"] or match["ayat2"], huruf, match["angka"])
        found.append(Reference(None, None, None, unit, match.span()))
    return found


def unit_label(unit: Unit, order: str = "huruf") -> str:
    """A provision as the law cites it: "Pasal 5 ayat (2) huruf a"; "Penjelasan Pasal 3"; "Lampiran A1".

    In a matrix of a Lampiran: "Lampiran huruf Z angka 1, Daerah Provinsi huruf a".

    Args:
        unit: its address.
        order: "angka" where letters lie inside numbers: "Pasal 1 angka 5 huruf a".
    """
    if unit.part == "lampiran" and unit.angka:
        column = f", {unit.kolom}" if unit.kolom else ""
        return f"Lampiran huruf {unit.huruf} angka {unit.angka}{column}" + (
            f" huruf {unit.butir}" if unit.butir else ""
        )
    if unit.part == "lampiran":
        return f"Lampiran {unit.huruf}" if unit.huruf else "Lampiran"
    words = [f"Pasal {unit.pasal}"] if unit.pasal else []
    if unit.ayat:
        words.append(f"ayat ({unit.ayat})")
    inner = [f"huruf {unit.huruf}" if unit.huruf else "", f"angka {unit.angka}" if unit.angka else ""]
    words.extend(word for word in (reversed(inner) if order == "angka" else inner) if word)
    text = " ".join(words)
    return f"Penjelasan {text}".strip() if unit.part == "penjelasan" else text


def full_label(regulation: str, unit: Unit, order: str = "huruf") -> str:
    """The whole citation: "Permendagri 22/2020 Pasal 5 ayat (2)"."""
    return f"{regulation} {unit_label(unit, order)}".strip()


HEADING_CHARS = 80


def section_label(regulation: str, heading: Sequence[str], page: int | None) -> str:
    """The citation of what no Pasal holds: "Notula Rapat, bagian 'A. Latar Belakang', hlm. 3".

    Args:
        regulation: label of the regulation or document.
        heading: those above it, outermost first; a diktum is cited as one, "Isi" stands for none.
        page: where it stands.
    """
    last = heading[-1] if heading and heading[-1] != "Isi" else ""
    plain = " ".join(re.sub(r"[^\w .,:()/&%-]", " ", last).split())  # a heading of a stranger's, shown in Markdown
    plain = plain if len(plain) <= HEADING_CHARS else plain[:HEADING_CHARS].rsplit(" ", 1)[0] + " …"
    diktum = re.fullmatch(r"Diktum (\w[\w ]*)", plain)
    place = f" diktum {diktum[1]}" if diktum else f", bagian '{plain}'" if plain else ""
    return f"{regulation}{place}" + (f", hlm. {page}" if page is not None else "")


SECTION = re.compile(r"^(?P<regulation>.+?)(?: diktum [A-Z ]+|, bagian '[^']*')?, hlm\. \d+$")
LABEL = re.compile(
    r"^(?P<regulation>.+?)\s+"
    r"(?:(?P<part>Penjelasan\s+)?Pasal\s+(?P<pasal>\w+)|(?P<bare>Penjelasan)|Lampiran(?:\s+(?P<form>\w+))?)"
    r"(?:\s+ayat\s+\((?P<ayat>\w+)\))?(?P<rest>(?:\s+(?:huruf|angka)\s+\w+)*)$"
)


MATRIX_LABEL = re.compile(
    r"^(?P<regulation>.+?)\s+Lampiran\s+huruf\s+(?P<huruf>[A-Z]{1,2})(?:\s+angka\s+(?P<angka>\w+)"
    r"(?:,\s+(?P<kolom>[^,]+?)(?:\s+huruf\s+(?P<butir>[a-z]{1,2}))?)?)?$"
)


def parse_label(label: str) -> tuple[str, Unit]:
    """The inverse of `full_label`: ("Permendagri 22/2020", unit); of a `section_label` the unit without Pasal.

    Raises:
        ValueError: it is no label.
    """
    if section := SECTION.match(label.strip()):
        return section["regulation"], Unit("batang tubuh")
    matrix = MATRIX_LABEL.match(label.strip())
    if matrix:
        unit = Unit("lampiran", huruf=matrix["huruf"], angka=matrix["angka"])
        return matrix["regulation"], replace(unit, kolom=matrix["kolom"], butir=matrix["butir"])
    match = LABEL.match(label.strip())
    if not match:
        raise ValueError(f"Not a citation label: {label!r}")
    inner = dict(pair.split() for pair in re.findall(r"(?:huruf|angka)\s+\w+", match["rest"] or ""))
    if match["bare"]:
        return match["regulation"], Unit("penjelasan")
    if match["pasal"] is None:
        return match["regulation"], Unit("lampiran", huruf=match["form"])
    part = "penjelasan" if match["part"] else "batang tubuh"
    return match["regulation"], Unit(part, match["pasal"], match["ayat"], inner.get("huruf"), inner.get("angka"))  # type: ignore[arg-type]


def resolve(reference: Reference, held: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Which regulations a reference may mean.

    Args:
        reference: as found in a text.
        held: (jenis, nomor, tahun) of what there is.

    Returns:
        Exactly one where it is clear, none where it is not held, several where it is ambiguous.
    """
    jenis = (reference.jenis or "").replace(" ", "").lower()
    return [
        item
        for item in dict.fromkeys(held)
        if item[0].replace(" ", "").lower() == jenis
        and item[1].upper() == reference.nomor
        and (reference.tahun is None or item[2] == reference.tahun)
    ]
