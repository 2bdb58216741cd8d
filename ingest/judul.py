"""What the words around a table say of all its rows: region, year, kind, affair, office, that they are fictional."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.pilihan import Affairs, is_office, kind

STOP = (
    r"(?=\s*(?:$|[\n,;:()/|\[\]\d–—]|-\s|\b(?:tahun|thn|ta|t\.a|dengan|dan|untuk|periode|bulan|semester|yang|"
    r"tentang|dalam|"
    r"hasil|pemetaan|urusan|daftar|rencana|kerja|kerjasama|bidang|provinsi|prov|sebagai|pada|menurut|ksd\w*|"
    r"final|rev\w*|v\d|"
    r"nomor|no|draf\w*|fiktif|contoh (?:data|pengisian)|sinergi|potensi|matriks|rekap|oleh|di|ke|lampiran|dinas|badan|"
    r"biro|bagian)\b))"
)
LEVEL = r"(?:provinsi|propinsi|prov\.?|pemprov|kabupaten|kab\.?|pemkab|kota|pemkot)"
REGION = re.compile(rf"\b({LEVEL})\s*:?\s+((?:[^\W\d_][\w'’.-]*\s*?){{1,5}}?){STOP}", re.IGNORECASE)
SPECIAL = re.compile(
    r"\b(daerah istimewa yogyakarta|d\.?i\.? yogyakarta|(?:dki|daerah khusus(?: ibu ?kota)?) jakarta)\b", re.IGNORECASE
)
HEADS = re.compile(rf"\b(bupati|gubernur)\s+((?:[^\W\d_][\w'’.-]*\s*?){{1,5}}?){STOP}", re.IGNORECASE)
NO_NAMES = frozenset(
    "kota kabupaten provinsi lain sekitar tetangga mitra se dan atau di ke yang ini dengan tersebut".split()
)
LAWS = re.compile(
    r"(?:nomor|no\.?|uu|pp|permendagri|perpres|perda|permen\w*)\s*:?\s*\d+\s*(?:tahun|/|thn)\s*\d{4}|"
    r"\b(?:rpjmd|rpjpd|rpjmn|renstra|rtrw)\b[^\n\d]{0,30}20\d\d(?:\s*[-–/s.d]+\s*20\d\d)?|"
    r"\b(?:ditetapkan|dicetak|diperbarui|update|per|tanggal|tgl)\b[^\n]{0,40}",
    re.IGNORECASE,
)
STATED = re.compile(
    r"\b(?:tahun(?: rencana| anggaran| pemetaan| pelaksanaan)?|thn\.?|ta\.?|t\.a\.?|year)\s*:?\s*(20\d\d)\b",
    re.IGNORECASE,
)
ANY_YEAR = re.compile(r"(?<!\d)(20[1-6]\d)(?!\d)")
DATED = re.compile(
    r"\b\d{1,2}\s+[A-Za-z]{3,9}\s+20\d\d\b|\b\d{1,2}[-/.]\d{1,2}[-/.]20\d\d\b|(?<!\d)20\d\d[-_.]?(?:0[1-9]|"
    r"1[0-2])[-_.]?[0-3]\d(?!\d)"
)
FICTION = re.compile(
    r"\bfikti[fv]\w*|\brekaan\b|\bdummy\b|\bfictional\b|\bfictitious\b|\bsample\b|\bsimulasi\b|\bcontoh (?:data|"
    r"isian|pengisian|"
    r"saja|pemetaan|format|tabel|hasil)\b|\b(?:data|sekadar|hanya|sebagai|tabel) contoh\b|"
    r"^\W*contoh\b(?! tengah)|\(contoh\)|"
    r"\bbukan data (?:sebenarnya|nyata|asli|resmi)",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
OFFICE_KEY = re.compile(
    r"(?:nama )?(?:perangkat daerah|opd|skpd|dinas/instansi|unit kerja|instansi|dinas)(?: pengusul|"
    r" pemrakarsa)?\s*:\s*(\S.+)",
    re.IGNORECASE,
)
AFFAIR_KEY = re.compile(
    r"\b(?:urusan(?: pemerintahan)?(?: bidang)?|bidang(?: urusan)?|sektor)\s*:?\s+(\S[^\n:]*)", re.IGNORECASE
)
KIND_KEY = re.compile(r"\bjenis(?: kerja ?sama)?(?: daerah)?\s*:\s*(\S[^\n:]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What holds for all rows below it; "" and () where it is not told."""

    jenis: str = ""
    urusan: str = ""
    pengusul: str = ""
    tahun: tuple[int, ...] = ()


def spaced(name: str) -> str:
    """A name of a file or sheet with blanks for its marks: "pemetaan_kab-misal.xlsx" -> "pemetaan kab misal"."""
    stem = re.sub(r"\.(?:xls[xm]?|ods|csv|tsv|docx)$", "", name, flags=re.IGNORECASE)
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=20\d\d)", " ", stem)
    return " ".join(re.sub(r"[_\-+.]+", " ", stem).split())


def region_of(texts: Iterable[str]) -> str:
    """The first region that is named: "PEMERINTAH KABUPATEN MISAL UTARA TAHUN 2026" -> "Kabupaten Misal Utara"."""
    for text in texts:
        if special := SPECIAL.search(text):
            return special[0].title() if special[0].isupper() or special[0].islower() else special[0]
        best = ""
        if head := HEADS.search(text):
            best = f"{'Kabupaten' if head[1].casefold() == 'bupati' else 'Provinsi'} {_cased(head[2])}"
        for match in REGION.finditer(re.sub(r"[^\S\n]+", " ", text)):
            words = match[2].split()
            if not words or words[0].casefold() in NO_NAMES or kind(match[0]):
                continue
            level = match[1].casefold().removeprefix("pem")
            first = {"p": "Provinsi", "ka": "Kabupaten", "ko": "Kota"}[level[:2] if level[0] == "k" else "p"]
            best = best if best and first == "Provinsi" else f"{first} {_cased(match[2])}"
        if best:
            return best
    return ""


def _cased(name: str) -> str:
    """A name without blanks too many, and not all in capitals."""
    name = " ".join(name.split()).strip(" .'-")
    return name.title() if name.isupper() or name.islower() else name


def year_of(texts: Iterable[str]) -> int:
    """The first year that is told for the mapping; years of regulations, plans and dates do not count."""
    kept = [DATED.sub(" ", LAWS.sub(" ", text)) for text in texts]
    for pattern in (STATED, ANY_YEAR):
        for text in kept:
            if found := pattern.search(text):
                return int(found[1])
    return 0


def years_of(text: str) -> tuple[int, ...]:
    """The only year that a title or the name of a sheet tells, () where there is none or a range of them."""
    found = set(ANY_YEAR.findall(DATED.sub(" ", LAWS.sub(" ", text))))
    return (int(found.pop()),) if len(found) == 1 else ()


def is_fiction(texts: Iterable[str]) -> bool:
    """Whether a text says that the data are made up; a region that is called Contoh is no such word."""
    return any(FICTION.search(re.sub(rf"\b{LEVEL} contoh", " ", text, flags=re.IGNORECASE)) for text in texts)


def told_by(text: str, affairs: Affairs, name: bool = False) -> Told:
    """What a title, the name of a sheet or a heading between rows tells of the rows below.

    Args:
        name: it is the name of a sheet, or a heading, and not a long title.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    jenis = next((found for line in lines if (found := _kind(line))), "")
    urusan = next((found for line in lines if (found := _affair(line, affairs, name))), "")
    office = next((match[1].strip() for line in lines if (match := OFFICE_KEY.match(line))), "")
    if not office and name and len(lines) == 1 and is_office(lines[0]) and not jenis:
        office = lines[0]
    return Told(jenis, "" if office and not AFFAIR_KEY.search(text) else urusan, office, years_of(text))


def _kind(line: str) -> str:
    """The kind that a line names; a line that lists several names none."""
    if found := KIND_KEY.search(line):
        return kind(found[1])
    return "" if re.search(r"\bmitra\b|\bpemerintah (?:provinsi|kabupaten|kota)\b", line, re.IGNORECASE) else kind(line)


def _affair(line: str, affairs: Affairs, name: bool) -> str:
    """The code of the affair that a line is the name of, or names after "Urusan" or "Bidang"."""
    options = [line] if name else []
    if found := AFFAIR_KEY.search(line):
        options.append(re.split(rf"\b(?:{LEVEL}|tahun|t\.?a\.?|dengan|yang)\b", found[1], flags=re.IGNORECASE)[0])
    for option in options:
        if affair := affairs.named(option):
            return affair.kode
    return ""
