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
NUMBER = re.compile(
    r"(?:(?<!\w)|(?<=UNDANG))(?:\S{1,3}[O0]\s?M\s?[O0]\s?R|N[OoC][.,]|NMONOR)\s*[:.]?\s*"
    r"([\dA-Zl][\w./-]*?|\d \d{1,2})\s*"
    r"(?:T\s?A\s?H\s?[UV]\s?N|Tahun|tahun)\s*(\d{3} \d|[\dOolILiSB]{4})"
)
# "permendagri-22-2020.pdf", "PP-2020-025-Penyelenggaraan.pdf", "UU Nomor 23 Tahun 2014.docx", "uu_23_2014"
FILE_NAME = re.compile(
    r"^(?P<jenis>uu|pp|perppu|perpu|perpres|keppres|inpres|permendagri|pmk)[\W_]+(?:no(?:mor)?[\W_]+)?"
    r"(?:(?P<year>(?:19|20)\d\d)[\W_]+0*(?P<after>\d{1,4})|0*(?P<before>\d{1,4})[\W_]+(?:(?:tahun|th)[\W_]+)?(?P<last>(?:19|20)\d\d))"
    r"(?!\d)",
    re.IGNORECASE,
)
TITLE = re.compile(r"\bT\s?E\s?N\s?T\s?A\s?N\s?G\b")
FILE_JENIS = {"uu": "UU", "pp": "PP", "perppu": "Perppu", "perpu": "Perppu", "pmk": "PMK"}
DIGITS = str.maketrans("OoQlILiSsB", "0001111558")
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
        w if ABBREVIATION.match(w.strip("(),.")) else w.lower() if i and _is_small(w) else _capitalise(w)
        for i, w in enumerate(words)
    )


def _is_small(word: str) -> bool:
    return all(part in SMALL for part in word.lower().split("/"))


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
    letters = [c for c in line if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return None
    upper = line.upper().replace("!", "I")
    head = "".join(c for c in upper[:90] if c.isalpha())
    for name, jenis in NAMES:
        bare = "".join(c for c in name if c.isalpha())
        same = head[: len(bare)]
        if same == bare or (len(same) >= len(bare) - 2 and SequenceMatcher(None, same, bare).ratio() >= 0.87):
            if jenis in ("Permenko", "Kepmenko"):
                return f"{jenis} {coordinator(_after_letters(upper, len(bare)))}".strip()
            if jenis in ("Permen", "Kepmen"):
                return ministry(_after_letters(upper, len(bare)), jenis)
            return jenis
    return None


def _after_letters(text: str, count: int) -> str:
    """What follows the first `count` letters of a text."""
    for place, character in enumerate(text):
        if count == 0:
            return text[place:]
        count -= character.isalpha()
    return ""


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


def identify(text: str, file: str = "") -> Identity:
    """Find jenis, nomor, tahun and judul in the first pages of a text, or else, of a regulation, in its file's name.

    A number counts where the name of a kind stands before it in capitals and TENTANG after it: a letter that only
    mentions "Peraturan Pemerintah Nomor 28 Tahun 2018" is a document of its own.

    Args:
        text: the first two or three pages, furniture gone, or more.
        file: asked where the text itself does not say, but speaks as a regulation does.
    """
    head = text[:6000]
    named = _from_name(head, file)
    for number in NUMBER.finditer(head):
        if TITLE.search(head[: number.start()]):
            break  # what follows the own title is a regulation that this one changes or stands on
        year = _year(number[2])
        after = head[number.end() : number.end() + 60]
        jenis = _jenis_before(head[: number.start()])
        if jenis and year and re.match(r"\W*(?:\d{1,4}\W+){0,3}T\s?EN\s?TN?\s?AN?G|\W*$", after):
            nomor = _nomor(number[1])
            if named and named.jenis == jenis and not (number[1] + number[2]).isdecimal():
                nomor, year = named.nomor, named.tahun  # OCR put letters among the digits: the name knows better
            return Identity(jenis, nomor, year, _title(head[number.end() :]))
        if year and (joint := _joint(head, number)) is not None:
            return joint
    return named or Identity(judul=title_case(title_of(head)) or _first_line(head))


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
    return Identity(jenis, "/".join(_nomor(n[1]) for n in numbers), _year(first[2]), _title(head[place:]))


def _from_name(head: str, file: str) -> Identity | None:
    """What the name of a file says of a text that lost its first lines, where it has the form of a regulation."""
    name = FILE_NAME.match(file.rsplit("/", 1)[-1])
    decides = re.search(r"(?i)M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Menetapkan\s*:", head)
    if not name or not decides:
        return None
    jenis = name["jenis"].lower()
    title = re.search(r"TENTANG\s+(.{3,400}?)\s*(?:\.\s|\n\s*(?:BAB|Pasal)\b|$)", head[decides.end() :], re.DOTALL)
    judul = title_case(" ".join(title[1].split()[:60]).strip(" .:;,")) if title else ""
    return Identity(
        FILE_JENIS.get(jenis, jenis.capitalize()),
        name["after"] or name["before"],
        int(name["year"] or name["last"]),
        judul,
    )


def _nomor(raw: str) -> str:
    """A number as printed; where OCR put letters among its digits, as they were meant: "4l" is 41."""
    bare = raw.strip("./-").replace(" ", "")
    digits = bare.translate(DIGITS)
    return digits if digits.isdecimal() and re.search(r"[\dOol]", bare) else bare


def _year(raw: str) -> int:
    digits = raw.replace(" ", "").translate(DIGITS)
    return int(digits) if digits.isdecimal() and 1945 <= int(digits) <= 2100 else 0


def _jenis_before(before: str) -> str | None:
    """The kind that is named in capitals just before the number, in the last lines or words of a text."""
    lines = [line for line in before.split("\n") if line.strip()]
    for start in range(len(lines) - 1, max(-1, len(lines) - 7), -1):
        jenis = read_jenis(" ".join(lines[start:]))
        if jenis:
            return jenis
    words = " ".join(lines[-7:]).split()[-30:]  # all in one line, as Markdown copies have it
    for start in range(len(words)):
        jenis = read_jenis(" ".join(words[start:]))
        if jenis:
            return jenis
    return None


def _first_line(text: str) -> str:
    lines = [line.strip(" #*_") for line in text.split("\n")]
    lines = [line for line in lines if sum(c.isalpha() for c in line) > 5 and not line.startswith("(")]
    return "" if re.match(r"BAB\s+[IVX\d]", text.strip()) else next((line[:120] for line in lines), "")
