"""Which regulation a text is: jenis, nomor, tahun, judul, from its first page. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.document import title_of

MINISTRIES = {
    "DALAM NEGERI": "Permendagri", "KEUANGAN": "PMK", "PERDAGANGAN": "Permendag",
    "KETENAGAKERJAAN": "Permenaker", "KESEHATAN": "Permenkes", "PERTANIAN": "Permentan",
    "PENDIDIKAN DAN KEBUDAYAAN": "Permendikbud", "HUKUM DAN HAK ASASI MANUSIA": "Permenkumham",
    "KOMUNIKASI DAN INFORMATIKA": "Permenkominfo", "ENERGI DAN SUMBER DAYA MINERAL": "Permen ESDM",
    "PENDAYAGUNAAN APARATUR NEGARA DAN REFORMASI BIROKRASI": "Permen PANRB",
    "PEKERJAAN UMUM DAN PERUMAHAN RAKYAT": "Permen PUPR", "LINGKUNGAN HIDUP DAN KEHUTANAN": "Permen LHK",
    "PERHUBUNGAN": "Permenhub", "SOSIAL": "Permensos", "DESA": "Permendesa",
}  # fmt: skip

# the four with names too long to be said; two of them may well have a regulation of the same number and year
COORDINATORS = {
    "POLITIK, HUKUM, DAN KEAMANAN": "Polhukam", "PEREKONOMIAN": "Perekonomian",
    "PEMBANGUNAN MANUSIA DAN KEBUDAYAAN": "PMK", "KEMARITIMAN DAN INVESTASI": "Marves",
}  # fmt: skip

# printed name -> jenis, longest first where one begins with another
NAMES: tuple[tuple[str, str], ...] = (
    ("PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG", "Perppu"),
    ("PERATURAN PEMERINTAH REPUBLIK INDONESIA", "PP"),
    ("PERATURAN PEMERINTAH", "PP"),
    ("PERATURAN PRESIDEN", "Perpres"),
    ("PERATURAN MENTERI KOORDINATOR", "Permenko"),
    ("PERATURAN MENTERI", "Permen"),
    ("PERATURAN DAERAH", "Perda"),
    ("PERATURAN GUBERNUR", "Pergub"),
    ("PERATURAN BUPATI", "Perbup"),
    ("PERATURAN WALI KOTA", "Perwali"),
    ("PERATURAN WALIKOTA", "Perwali"),
    ("PERATURAN BADAN", "Peraturan Badan"),
    ("PERATURAN KEPALA", "Peraturan Kepala"),
    ("UNDANG-UNDANG DARURAT", "UU Darurat"),
    ("UNDANG-UNDANG", "UU"),
    ("KEPUTUSAN BERSAMA", "Keputusan Bersama"),
    ("KEPUTUSAN PRESIDEN", "Keppres"),
    ("KEPUTUSAN MENTERI KOORDINATOR", "Kepmenko"),
    ("KEPUTUSAN MENTERI", "Kepmen"),
    ("KEPUTUSAN GUBERNUR", "Kepgub"),
    ("KEPUTUSAN BUPATI", "Kepbup"),
    ("KEPUTUSAN WALI KOTA", "Kepwal"),
    ("INSTRUKSI PRESIDEN", "Inpres"),
    ("INSTRUKSI MENTERI", "Instruksi Menteri"),
    ("SURAT EDARAN", "SE"),
)
# "NOMOR 28 TAHUN 2018", "NOMOR : 114 TAHUN 2020", "NOMOR 22 TAHUN 20202016", "NOMOR 23 Tahun 2Ol4"
NUMBER = re.compile(r"(?<!\w)\S{1,3}[O0]M[O0]R\s*[:.]?\s*([\dA-Z][\w./-]*)\s*(?:TAHUN|Tahun)\s+([\dOolILiSB]{4})")
SMALL = {
    "dan",
    "di",
    "ke",
    "dari",
    "dengan",
    "yang",
    "atas",
    "untuk",
    "pada",
    "dalam",
    "oleh",
    "atau",
    "bagi",
    "tentang",
    "serta",
}
ABBREVIATION = re.compile(r"^(?:[IVXL]+|DPRD|DPR|APBN|APBD|BUMD|BUMN|COVID-19|MPR|DPD)$")


@dataclass(frozen=True)
class Identity:
    """Jenis, nomor, tahun, judul; "Dokumen", "", 0, "" where the text does not say."""

    jenis: str = "Dokumen"
    nomor: str = ""
    tahun: int = 0
    judul: str = ""


def title_case(text: str) -> str:
    """A title in capitals as people write it: "Kerja Sama Daerah dengan Pihak Ketiga"."""
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) < 0.7 * len(letters) or not letters:
        return text  # OCR mixes cases in a title in capitals: "PANDEMT COROIVA vrRUS"
    words = text.split()
    return " ".join(
        w if ABBREVIATION.match(w.strip("(),.")) else w.lower() if i and w.lower() in SMALL else _capitalise(w)
        for i, w in enumerate(words)
    )


def _capitalise(word: str) -> str:
    return re.sub(r"[^\W_]+", lambda m: m[0][0].upper() + m[0][1:].lower(), word)


def ministry(rest: str, prefix: str) -> str:
    """Short name of a minister's regulation, e.g. "Permendagri" for "DALAM NEGERI …"."""
    office = re.split(r"\s+REPUBLIK|\s+NOMOR|\s+TENTANG|\s+SELAKU", rest.strip().upper())[0].strip(" ,.")
    for name, short in MINISTRIES.items():
        if office == name or SequenceMatcher(None, office, name).ratio() > 0.9:
            return short if prefix == "Permen" else short.replace("Permen", "Kepmen").replace("PMK", "KMK")
    return f"{prefix} {title_case(office)}".strip() if office else prefix


def coordinator(rest: str) -> str:
    """Short name of a coordinating ministry, e.g. "Marves" for "BIDANG KEMARITIMAN DAN INVESTASI"."""
    field = re.sub(r"^.{0,3}IDANG\W*", "", rest.strip().upper())
    return next((s for n, s in COORDINATORS.items() if SequenceMatcher(None, field[: len(n)], n).ratio() > 0.85), "")


def read_jenis(line: str) -> str | None:
    """The kind of regulation that a heading line names; None where it names none.

    OCR is forgiven: "PERATURAN PEMERIMAH REPUBLIK INDONESIA", "PERATURAN MENTER! DALAM NEGERI".
    """
    upper = re.sub(r"[.:]", "", line.upper().replace("!", "I")).strip()
    letters = [c for c in line if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return None
    for name, jenis in NAMES:
        head = upper[: len(name)]
        if head == name or (len(head) >= len(name) - 2 and SequenceMatcher(None, head, name).ratio() > 0.9):
            if jenis in ("Permenko", "Kepmenko"):
                return f"{jenis} {coordinator(upper[len(name) :])}".strip()
            if jenis in ("Permen", "Kepmen"):
                return ministry(upper[len(name) :], jenis)
            return jenis
    return None


def _title(text: str) -> str:
    """What stands between TENTANG and the next formal line."""
    match = re.search(r"(?:^|\s)T\s?EN\s?T\s?ANG\s+(.{3,700}?)\s*DENGAN\s*RAHMAT", text, re.DOTALL) or re.search(
        r"(?:^|\s)T\s?EN\s?T\s?ANG\s+(.{3,700}?)(?=\s*(?:(?i:MENIMBANG)|PRESIDEN\s+REPUBLIK|MENTERI\s+[^\n]{2,90},|"
        r"GUBERNUR\s+\w+\s*,|BUPATI\s+\w+\s*,|WALI\s?KOTA\s+\w+\s*,|(?i:KEPADA)\s*:|(?i:UMUM)\s|I\.\s))",
        text, re.DOTALL,
    )  # fmt: skip
    if not match:
        return ""
    words = re.sub(r"(?:Menimbang|Mengingat)\b", "", match[1]).split()
    return title_case(" ".join(words[:60]).strip(" .:;,"))


def identify(text: str) -> Identity:
    """Find jenis, nomor, tahun and judul in the first pages of a text.

    A number counts where the name of a kind stands before it in capitals and TENTANG after it: a letter that only
    mentions "Peraturan Pemerintah Nomor 28 Tahun 2018" is a document of its own.

    Args:
        text: the first two or three pages, furniture gone, or more.
    """
    head = text[:6000]
    for number in NUMBER.finditer(head):
        year = _year(number[2])
        after = head[number.end() : number.end() + 60]
        jenis = _jenis_before(head[: number.start()])
        if jenis and year and re.match(r"\W*(?:\d{1,4}\W+){0,3}T\s?EN\s?TN?\s?AN?G|\W*$", after):
            return Identity(jenis, number[1].strip("./-"), year, _title(head[number.end() :]))
        if year and (joint := _joint(head, number)) is not None:
            return joint
    return Identity(judul=title_case(title_of(head)) or _first_line(head))


def _joint(head: str, first: re.Match[str]) -> Identity | None:
    """A decree of several ministers has a number of each, one below the other: "744/05/06" of 2020."""
    numbers, place = [first], first.end()
    while len(numbers) < 8 and (following := NUMBER.search(head, place)):
        if head[place : following.start()].strip():
            break
        numbers, place = [*numbers, following], following.end()
    before = " ".join(head[max(0, first.start() - 600) : first.start()].split())
    kind = re.search(r"(?:KEPUTUSAN|PERATURAN|SURAT KEPUTUSAN|SURAT EDARAN) BERSAMA", before)
    if len(numbers) < 2 or not kind or not re.match(r"\W*T\s?EN\s?T\s?ANG", head[place : place + 40]):
        return None
    jenis = title_case(kind[0].replace("SURAT KEPUTUSAN", "KEPUTUSAN"))
    return Identity(jenis, "/".join(n[1].strip("./-") for n in numbers), _year(first[2]), _title(head[place:]))


def _year(raw: str) -> int:
    digits = raw.translate(str.maketrans("OoQlILiSsB", "0001111558"))
    return int(digits) if digits.isdecimal() and 1945 <= int(digits) <= 2100 else 0


def _jenis_before(before: str) -> str | None:
    lines = [line for line in before.split("\n") if line.strip()]
    for start in range(len(lines) - 1, max(-1, len(lines) - 7), -1):
        jenis = read_jenis(" ".join(lines[start:]))
        if jenis:
            return jenis
    # all in one line, as Markdown copies have it
    tail = before[-300:].replace("\n", " ")
    place, length = max((tail.rfind(name), len(name)) for name, _ in NAMES)
    return read_jenis(tail[place:]) if place >= 0 and length else None


def _first_line(text: str) -> str:
    lines = [line.strip(" #*_") for line in text.split("\n")]
    lines = [line for line in lines if sum(c.isalpha() for c in line) > 5 and not line.startswith("(")]
    return "" if re.match(r"BAB\s+[IVX\d]", text.strip()) else next((line[:120] for line in lines), "")
