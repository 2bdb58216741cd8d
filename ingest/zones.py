"""The parts of a document: batang tubuh, Penjelasan, Lampiran. Pure.

The head of a part may be lost, or stand in the middle of a line; what then tells the parts apart is the closing
formula, the words that only a Penjelasan has, and the Pasal that begin anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.models import Part

# "MEMUTUSKAN:", "M E M U T U S K A N", "Memutuskan : Menetapkan :", "Menetapkan: PERATURAN"
ENACTING = re.compile(
    r"(?:M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan)\s{0,3}:?(?:[^.;]{0,60}?(?:Menetapkan|MENETAPKAN)\s{0,3}:?)?"
    r"|(?:Menetapkan|MENETAPKAN)\s{0,3}:?\s{0,3}(?=[A-Z]{6})"
)
# "Agar setiap orang mengetahuinya", "Ditetapkan di Jakarta", "D i t et apkan di", "Disahkan di", "Diundangkan di"
CLOSING = re.compile(
    r"(?:^|\n|(?<=[.;,”\"] )|(?<=[A-Za-z] ))\s*"
    r"(?:Agar\s+(?:supaya\s+)?(?:setiap|semua|tiap)\b[-\w\s]{0,12}\s+orang|"
    r"(?:Ditetapkan|Disahkan|Diundangkan)\s+di\s(?=\s*[A-Z])|D\si\s?t\s?e\s?t\s?a\s?p\s?k\s?a\s?n)"
)
GAZETTE = re.compile(r"(?:^|\n|(?<=[.;:] )|(?<=jelas ))\s*TAMBAHAN\s+(?:LEMBARAN|BERITA)\b")  # ends the Penjelasan
# the head of a Penjelasan: letters in capitals, perhaps set wide, and what they explain
EXPLANATION = re.compile(  # a look ahead from each word, since other capitals may stand before
    r"(?<![^\s.])(?=(?P<head>[A-Z][A-Z\[\],.:'\"(! ]{7,20}?|P(?:\s[A-Z]){9})\s+"
    r"(?:A\s?T\s?A\s?S\b|UNDANG|PERATURAN|MENGENAI|TENTANG|RANCANGAN))"
)
UNHEADED = re.compile(  # its title without the head: "ATAS PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 31 TAHUN 2018"
    r"(?:\bATAS\s+)?(?:UNDANG|PERATURAN\s+PEM)[A-Z\s-]{5,50}?(?:NOMOR|NO\.)\s*:?\s*\d{1,3}\s*TAHUN\s*\S{4}\s+TENTANG\b"
    r"(?=.{10,500}?\bUMUM\b)",
    re.DOTALL,
)
GENERAL = re.compile(r"(?:^|\n|(?<=\s))(?:\d\s?[.,]|I{1,3}\s?[.,]|[lT1]\s?\.)?\s*(?:PENJELASAN\s+)?UMUM\b\s*[.:]?")
ONE_BY_ONE = re.compile(r"(?:I{1,3}\s?[.,]\s*)?PASAL\s?DEMI\s?PASAL")
OBVIOUS = re.compile(r"[Cc]ukup\s?\^?\s?[Jj]elas")
RESTART = re.compile(r"\bPasal\s{0,2}[1lI]\b(?![ \t]*(?:ayat|huruf|angka))", re.IGNORECASE)
ANNEX = re.compile(r"(?P<line>(?:\n|^)\s*)?(?<![A-Z])(?P<head>L[A-Z.\\l]{6,10}N\b)(?=(?P<rest>[^\n]{0,80}))")
ANNEX_OF = re.compile(r"[IVX\d]+\b|PERATURAN|UNDANG|KEPUTUSAN|INSTRUKSI|SURAT|NOMOR")
SIGNED = re.compile(r"LEMBARAN\s+NEGARA[^.\d]{0,50}(?:TAHUN\s+\S{4}\s+)?(?:NOMOR|NO\.?)\s*:?\s*\d+|[tf]\s?t\s?d\b\.?")


@dataclass(frozen=True)
class Zone:
    """A span of the text that is one part of the document."""

    part: Part
    start: int
    end: int


def looks_like(head: str, word: str) -> bool:
    """Whether letters in capitals are a word, as OCR may leave it."""
    letters = re.sub(r"[^A-Z]", "", head.upper())
    return SequenceMatcher(None, letters, word).ratio() >= 0.78


def enacting_end(text: str) -> int:
    """Where the opening ends: after "MEMUTUSKAN: Menetapkan:"; 0 where it is not found."""
    match = ENACTING.search(text)
    return match.end() if match else 0


def find_zones(text: str) -> list[Zone]:
    """Body, Penjelasan and Lampiran, in the order in which they stand; together they cover the text."""
    cuts: list[tuple[int, Part]] = [(0, "batang tubuh")]
    low = enacting_end(text)
    closing = CLOSING.search(text, low)
    explained = _explanation(text, low, closing.start() if closing else None)
    if explained is not None:
        cuts.append((explained, "penjelasan"))
    floor = closing.start() if closing else max(len(text) // 5, min(low, len(text) // 2))
    annex = _annex(text, floor)
    if annex is not None:
        cuts.append((annex, "lampiran"))
    cuts.sort()
    ends = [place for place, _ in cuts[1:]] + [len(text)]
    return [Zone(part, start, end) for (start, part), end in zip(cuts, ends, strict=True) if start < end or not start]


def _explanation(text: str, low: int, closing: int | None) -> int | None:
    """Where the Penjelasan begins; None where there is none."""
    floor = max(200, low) if closing is None else closing
    for match in EXPLANATION.finditer(text, floor):
        if looks_like(match["head"], "PENJELASAN"):
            return match.start("head")
    if closing is None:
        return _unclosed_explanation(text, floor)
    untitled = UNHEADED.search(text, closing)
    if untitled and not re.search(r"L[A-Z]{4,9}N\W*(?:[IVX]+\W*)?$", text[: untitled.start()][-40:]):
        return untitled.start()
    marks = [m.start() for p in (ONE_BY_ONE, OBVIOUS) if (m := p.search(text, closing))]
    if not marks:
        return None
    first = min(marks)
    general = GENERAL.search(text, closing, first)
    if general:
        return general.start()
    signed = list(SIGNED.finditer(text, closing, min(first, closing + 1500)))
    if signed:
        return signed[-1].end()
    line = text.find("\n", closing + 1)
    return line if 0 <= line < first else closing


def _unclosed_explanation(text: str, floor: int) -> int | None:
    """Without a closing formula: at "PASAL DEMI PASAL", or where the Pasal begin anew before a "Cukup jelas"."""
    head = ONE_BY_ONE.search(text, floor)
    obvious = OBVIOUS.search(text, floor)
    if head and (not obvious or head.start() < obvious.start()):
        general = [m.start() for m in re.finditer(r"(?<![A-Z] )\b(?:I\s?\.\s*)?UMUM\b", text[floor : head.start()])]
        return floor + general[-1] if general else head.start()
    if not obvious:
        return None
    restarts = [m.start() for m in RESTART.finditer(text, floor, obvious.start())]
    return restarts[-1] if len(restarts) > 1 and obvious.start() - restarts[-1] < 1500 else None


def _annex(text: str, floor: int) -> int | None:
    """Where the first Lampiran begins, after the closing formula; None where there is none."""
    for match in ANNEX.finditer(text, floor):
        if not looks_like(match["head"], "LAMPIRAN"):
            continue
        rest = match["rest"].strip(" :.")
        if ANNEX_OF.match(rest) or (match["line"] is not None and not rest):
            return match.start("head")
    return None
