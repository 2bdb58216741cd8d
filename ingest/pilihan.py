"""Words of a cell led to a choice: kind, priority, status, initiative, affair. "" where they do not say one plainly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.urusan import DaftarUrusan, Urusan
from ingest.nilai import integer, plain
from ingest.sheet import Value

ABROAD = re.compile(
    r"luar negeri|\bln\b|\basing\b|internasional|sister|kota kembar|foreign|overseas|abroad|international"
)
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("KSDPL", re.compile(r"\bksd?pl\b|pemerintah daerah|\bpemda\b|sister (?:city|province|district)|kembar|local gov")),
    ("KSDLL", re.compile(r"\bksd?ll\b|lembaga|\bngo\b|organisasi|institution|organi[sz]ation|universitas")),
    ("Sinergi", re.compile(
        r"\bsinerg\w*|\bk\s?/\s?l\b|\bkl\b|kementerian|\blembaga (?:pemerintah|negara)|\bpemerintah pusat|"
        r"instansi vertikal|"
        r"\bsynerg\w*|central gov|ministr")),
    ("KSDPK", re.compile(
        r"\bksd?pk\b|\bkpdpk\b|pihak (?:ke)?[- ]?(?:tiga|3|iii)\b|\bswasta\b|badan usaha|perguruan tinggi|\bp3\b|"
        r"third[- ]part|private")),
    ("KSDD", re.compile(
        r"\bksdd\b|kerja ?sama (?:daerah )?(?:wajib|sukarela)\b|\bksad\b|\bkad\b|\bkdd\b|antar[- ]?(?:daerah|"
        r"pemda|pemerintah daerah|wilayah|kabupaten|provinsi)|"
        r"daerah lain|sesama (?:pemda|pemerintah daerah|daerah)|pemda lain|(?:inter|between|other)[- ]?region")),
)  # fmt: skip
SHORT: tuple[tuple[str, re.Pattern[str]], ...] = (  # words that are a kind only where nothing else stands beside them
    ("KSDD", re.compile(r"(?:pemda|pemerintah daerah|daerah|pem(?:kab|kot|prov)|pemda/daerah lain|lintas daerah)")),
    ("Sinergi", re.compile(r"(?:pusat|vertikal|pemerintah pusat/daerah)")),
    ("KSDPK", re.compile(
        r"(?:bumn|bumd|bumn/bumd|ormas|perbankan|dunia usaha|akademisi|universitas|yayasan|perusahaan|non ?pemerintah|"
        r"kampus|bank|korporasi|perorangan|investor)")),
)  # fmt: skip
CODES = re.compile(r"\bksd?(?:d|pk|pl|ll)\b|\bksad\b")
MANDATORY = re.compile(r"\bwajib\b|\bksdd[- ]w\b|mandatory|obligatory|compulsory")
VOLUNTARY = re.compile(r"\bsukarela\b|\bksdd[- ]s\b|voluntary")
LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rendah", re.compile(r"(?:(?:sangat )?rendah|kurang|low|lo|rdh|rndh|rd|r|iii|p ?3|c|3|\*|★|prioritas (?:3|iii|"
                          r"ketiga|rendah))")),
    ("sedang", re.compile(
        r"(?:sedang|menengah|cukup(?: tinggi)?|medium|med|mid|moderate|normal|biasa|sdg|sdng|sd|mngh|s|m|ii|p ?2|b|2|"
        r"\*\*|★★|prioritas (?:2|ii|kedua|sedang))")),
    ("tinggi", re.compile(
        r"(?:(?:sangat )?tinggi|tertinggi|utama|mendesak|urgent|segera|high|very high|hi|top|tgi|tggi|tngi|tg|t|st|h|i|"
        r"p ?1|a|1|\*\*\*+|★★★+|"
        r"prioritas (?:1|i|utama|pertama|tinggi)|sangat (?:penting|prioritas))")),
)  # fmt: skip
STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("batal", re.compile(r"\bbatal|dibatalkan|\bditolak|cancel|gugur|(?:tidak|tdk) (?:dilanjutkan|jadi|"
                         r"dilaksanakan)|reject")),
    ("ditunda", re.compile(r"\b(?:di|ter)?tunda\b|pending|postpone|ditangguhkan|on hold")),
    ("selesai", re.compile(r"\bselesai\b|berakhir|tuntas|complete|finished|\bhabis\b|kedalu?warsa|expired")),
    ("berjalan", re.compile(r"\bberjalan|berlangsung|\b(?:di|pe)?laksana(?:kan|an)\b|\baktif\b|\bberlaku\b|"
                            r"diperpanjang|"
                            r"ongoing|running|"
                            r"implement|active")),
    ("ditetapkan", re.compile(r"\bditetapkan|penetapan|disepakati|sepakat\b|disetujui|ditandatangan|disahkan|\bfinal\b|"
                              r"\bapproved|agreed|signed|adopted")),
    ("dibahas", re.compile(r"\bdibahas|pembahasan|\bproses|kajian|dikaji|telaah|verifikasi|negosiasi|penjajakan|"
                           r"discuss|review|"
                           r"penyusunan|\bdesk\b|musrenbang|koordinasi")),
    ("usulan", re.compile(r"\busul|\bdiusul|\bbaru\b|rencana|draf|konsep|pengajuan|diajukan|propos|planned|"
                          r"\bide\b|identifikasi")),
)  # fmt: skip
DENIED = re.compile(r"\b(?:belum|blm|tidak|tdk|not yet|not)(?: \w+)?")
OFFICE = re.compile(
    r"(?:dinas|badan|biro|bagian|kantor|sekretariat|setda|setwan|inspektorat|bappeda|bapperida|bappelitbang|"
    r"bapenda|bpbd|"
    r"bpkad|bkad|bkd|bkpsdm|bkpp|satpol|satuan polisi|rsud|rumah sakit umum|puskesmas|kecamatan|camat|kelurahan|"
    r"upt|uptd|"
    r"dis[a-z]{3,}|din(?:kes|sos|hub|dik|pora|par|tan|peri|as)[a-z]*|dp\w+|dkp|dlh|dpupr|pupr|dpmptsp|dpmd|kesbangpol|bakesbangpol|kominfo|sekda|office|agency|"
    r"department|"
    r"asisten|opd|perangkat daerah)\b"
)
PARTNER = re.compile(
    r"(?:pemerintah |pemprov\.? |pemkab\.? |pemkot\.? )?(?:provinsi|prov|kabupaten|kab|kota|kementerian|kemen\w*|"
    r"badan \w+ nasional|pt|cv|ud|universitas|univ|institut|politeknik|poltek\w*|stikes|bank|yayasan|lsm|perum|perumda|"
    r"bumd|bumn|bpjs|asosiasi|himpunan|koperasi|pemprov|pemkab|pemkot|pemda|pemerintah|kejaksaan|polda|polres|"
    r"kodam|swasta|"
    r"perguruan|lembaga|unicef|undp|jica|giz|usaid|city|prefecture|university|ministry|pdam|pln|kadin|bps|bpom|bnn)\b"
)
GENERIC = frozenset(
    "bidang urusan sektor pemetaan kerja sama kerjasama daerah ksd pemerintahan rencana daftar tahun tabel "
    "sheet lembar data "
    "rekap program kegiatan dan potensi wajib pilihan".split()
)
WORDS = re.compile(r"[^\W_]+")
SPELLED = (  # words of choices that may have a letter wrong; none that is near to a word of another sense
    "wajib sukarela sinergi ketiga swasta kementerian kementrian tinggi sedang rendah menengah mendesak usulan "
    "diusulkan dibahas pembahasan ditetapkan berjalan selesai ditunda dibatalkan"
)
KODE = re.compile(r"\s*([123])[.,](\d\d)\b")
KODE_RANGE = {"1": range(1, 7), "2": range(7, 25), "3": range(25, 33)}


def kind(value: Value) -> str:
    """One of JENIS: "Kerja sama antar daerah (wajib)" -> "KSDD wajib"; "" where none or several are named."""
    text = re.sub(r"\b(ksd)[- .](d|pk|pl|ll)\b", r"\1\2", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain(value)))
    if not text or "pelayanan dasar" in text or "urusan" in text:
        return ""
    found = _kinds(text)
    if len(found) > 1 and (codes := CODES.findall(text)):
        found = _kinds(" ".join(codes))
    if len(found) == 1:
        return _sided(found[0], text) if found[0] == "KSDD" else found[0]
    if not found and (plainly := next((name for name, pattern in SHORT if pattern.fullmatch(text)), "")):
        return plainly
    bare = not found and not ABROAD.search(text) and len(text.split()) <= 4
    return _sided("", text) if bare else ""


def _kinds(text: str) -> list[str]:
    """The kinds that a text names, with KSDD undivided."""
    abroad = ABROAD.search(text) is not None
    found = [name for name, pattern in KINDS[:2] if pattern.search(text) and (abroad or CODES.search(text))]
    found = [name for name in found if abroad or re.search(rf"\bksd?{name[-2:].lower()}\b", text)]
    if abroad or found:
        return found
    return [name for name, pattern in KINDS[2:] if pattern.search(text)]


def _sided(base: str, text: str) -> str:
    """KSDD with its side, where one is told."""
    sides = (MANDATORY.search(text) is not None, VOLUNTARY.search(text) is not None)
    if re.search(r"\b(?:tidak|bukan|non)[- ]wajib", text):
        sides = (False, True)
    return {(True, False): "KSDD wajib", (False, True): "KSDD sukarela"}.get(sides, base)


def priority(value: Value) -> str:
    """One of PRIORITAS: "T", "P1", "***", "sangat tinggi", "high", 1 -> "tinggi"; "" for all else."""
    if isinstance(value, float) and value in (1.0, 2.0, 3.0):
        value = int(value)
    text = re.sub(r"^(?:skala |tingkat )+", "", plain(value).strip(" .!"))
    heads = (text, re.split(r"\s*[(/,;:–-]\s*", text)[0].strip(), re.sub(r"^prioritas ", "", text))
    return next((name for head in heads for name, pattern in reversed(LEVELS) if pattern.fullmatch(head)), "")


def status(value: Value) -> str:
    """One of STATUS; what is denied does not count: "belum ditetapkan" -> ""."""
    text = plain(value)
    if STATES[0][1].search(text):
        return "batal"
    text = re.sub(r"selesai (?=di|pem)", "", DENIED.sub(" ", text))
    places = [(found.start(), name) for name, pattern in STATES if (found := pattern.search(text))]
    return min(places)[1] if places else ""


def spelled(value: Value) -> str:
    """A cell with the words of choices spelled right: "KSDD wjib" -> "ksdd wajib"; "" where nothing is to be mended."""
    text = plain(value)
    if not 4 <= len(text) <= 60:
        return ""
    mended = WORDS.sub(lambda word: _spelling().find(word[0]) or word[0], text)
    return mended if mended != text else ""


@cache
def _spelling() -> NearWords:
    return NearWords(SPELLED.split(), least=4)


def initiative(value: Value) -> str:
    """One of PRAKARSA."""
    text = plain(value)
    third = re.search(r"pihak (?:ke)?[- ]?(?:tiga|3|iii)|swasta|mitra|badan usaha|unsolicited|third|private", text)
    own = re.search(
        r"daerah|pemda|pem(?:prov|kab|kot)|pemerintah|dinas|opd|perangkat|\bsolicited|region|government", text
    )
    return "" if bool(third) == bool(own) else ("pihak ketiga" if third else "daerah")


def is_rank(values: Sequence[Value]) -> bool:
    """Whether the numbers of a column are ranks over many rows rather than the three levels of a priority."""
    numbers = {n for n in map(integer, values) if n is not None}
    return bool(numbers) and max(numbers) > 3


def is_office(value: Value) -> bool:
    """Whether a cell names an office of a region."""
    return OFFICE.match(plain(value)) is not None


def is_partner(value: Value) -> bool:
    """Whether a cell names somebody to cooperate with."""
    return PARTNER.match(plain(value).lstrip("0123456789.)-• ")) is not None


class NearWords:
    """Words to be found though one letter is wrong, without trying all.

    Args:
        words: those that may be meant.
        least: letters of the shorter of two words that are led to each other; the longer has five at least.
    """

    def __init__(self, words: Iterable[str], least: int = 5) -> None:
        self.words, self._least = frozenset(words), least
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            if len(word) >= least:
                for rest in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
                    self._by_rest[rest].append(word)

    def find(self, word: str) -> str:
        """The word itself, else one that differs by a letter, else ""."""
        if word in self.words or len(word) < self._least:
            return word if word in self.words else ""
        for rest in (word, *(word[:i] + word[i + 1 :] for i in range(len(word)))):
            for other in self._by_rest.get(rest, ()):
                if max(len(word), len(other)) >= 5 and is_near(word, other):
                    return other
        return ""


class Affairs:
    """The 32 affairs as cells name them, typing errors of a letter included; each text is looked up once.

    Args:
        daftar: the affairs.
    """

    def __init__(self, daftar: DaftarUrusan) -> None:
        self._daftar = daftar
        names = [n for item in daftar.items for n in (item.nama, item.en, *item.alias)]
        self._words = NearWords(word for name in names for word in WORDS.findall(name.lower()))
        self._known = {item.kode: frozenset(_names_of(item)) for item in daftar.items}
        self._seen: dict[str, tuple[Urusan, ...]] = {}

    def find(self, text: str) -> tuple[Urusan, ...]:
        """The affairs that a cell names: "Pariwisaat" -> (Pariwisata), "3.26" -> (Pariwisata)."""
        if text not in self._seen:
            self._seen[text] = self._found(text)
        return self._seen[text]

    def _found(self, text: str) -> tuple[Urusan, ...]:
        mended = self._mended(text)
        if not any(word in self._words.words for word in WORDS.findall(mended)):
            return self._coded(text)
        return self._daftar.find(text) or self._daftar.find(mended) or self._coded(text)

    def named(self, text: str) -> Urusan | None:
        """The one affair that a text is the name of: "Bidang Pariwisata" but not "Desa Wisata Maju Jaya"."""
        found = self.find(text)
        words = [w for w in WORDS.findall(self._mended(text).lower()) if w not in GENERIC and not w.isdigit()]
        if len(found) != 1 or not words:
            return None
        return found[0] if sum(word in self._known[found[0].kode] for word in words) >= 0.7 * len(words) else None

    def _mended(self, text: str) -> str:
        words = WORDS.findall(text.lower())
        return " ".join(self._words.find(word) or word for word in words[:40])

    def _coded(self, text: str) -> tuple[Urusan, ...]:
        """By the code of the nomenclature of programmes: "3.26" and "2.07.01" -> the 26th and the 7th."""
        found = KODE.match(text)
        code = int(found[2]) if found else 0
        return (self._daftar.by_kode[str(code)],) if found and code in KODE_RANGE[found[1]] else ()


def _names_of(item: Urusan) -> Iterable[str]:
    for name in (item.nama, item.en, *item.alias):
        yield from WORDS.findall(name.lower())


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by one letter at most, or by two neighbours changed about."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
