"""How well a page's words read: the share of words that Indonesian law uses. Pure, apart from word lists read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from corpus.digest import digest_files
from corpus.words import STOP_ID, TOKEN

# What regulations write and neither a root list nor a digest holds.
EXTRA = frozenset(
    """
    apbd apbn apip askes bappeda bappenas baznas berita bmd bumd bumn bupati camat dprd dprk dpr dpd dubes forkopimda
    gubernur inspektorat jo juncto kabupaten kanwil kecamatan kelurahan kementerian keppres keputusan lembaran
    menkumham mou nkri notula ormas pasal pemda perda perdes peraturan permen permendagri permenkeu perpres perppu perpu
    perseroan pilkada pns polri ppid prov provinsi puu rancangan ranperda rpjmd rpjmn rpjpd rkpd salinan satpol sekda
    setda skpd sekretariat tkksd tni uud walikota yth januari februari maret april mei juni juli agustus september
    oktober november desember senin selasa rabu kamis jumat sabtu minggu jakarta ttd menimbang mengingat menetapkan
    memutuskan diundangkan ditetapkan lampiran penjelasan pembukaan bab bagian paragraf ayat huruf angka kesatu
    republik indonesia presiden menteri negeri undang pemerintahan pemerintah antar non multi pasca pra sub
    antardaerah antarpemerintah lokasi regulasi implementasi koordinasi sinkronisasi dst kinerja kerjasama kereta api
    batubara kosmetika materai keretaapi partisipatif industrial stakeholder efektifitas wirausaha arsiparis kimia ha
    tandatangan beritahu budidaya tenagakerja anekaragam salahguna pamongpraja tanggungjawab siapsiaga sebarluas
    pindahtangan dayaguna tatanegara kereta perijinan ijin database royalti otorita analisa pratama nonkementerian
    """.split()
)
PREFIXES = ("menge", "penge", "meny", "peny", "meng", "peng", "mem", "pem", "men", "pen", "per", "ber", "ter", "bel",
            "pel", "me", "pe", "di", "ke", "se", "te", "be", "antar", "nir", "swa", "non", "multi", "pasca",
            "pra")  # fmt: skip
SUFFIXES = ("nya", "kan", "an", "lah", "kah", "pun", "i")
# The first letter of the root that a prefix swallows: menulis <- tulis, memukul <- pukul, menyusun <- susun.
SWALLOWED = {"mem": "p", "pem": "p", "men": "t", "pen": "t", "meng": "k", "peng": "k", "meny": "s", "peny": "s"}
CHUNK = re.compile(r"(?:(?![.…]{2})\S)+")  # leaders of dots part words: "Jalan....,dalam"
BROKEN = re.compile(r"[A-Za-z]+-[ \t]*\n\s*[A-Za-z]+")  # a word that a line end parts is not judged
EDGE = " \t.,;:()[]{}\"'“”‘’*…-–—_/\\!?<>|"
WORD = re.compile(r"[A-Za-z]+(?:[-/][A-Za-z]+)*(?:['’][a-z]+)?")
# Numbers, single letters, codes ("J.62ABC00.005.1", "PPKS)-1", "No.43", "KP3A"), addresses ("jdih.contoh.go.id").
NEUTRAL = re.compile(
    r"[\d.,:/%()-]+|[A-Za-z]|[IVXLC]+[A-Z]?|\d+[A-Za-z]|\w*\d+[-/.]\w[\w./-]*|(?:https?:|www\.)\S+|\S+@\S+|"
    r"(?=\D*\d)[A-Z\d]+(?:\)?[-/.][A-Z\d]+)+|No\.\d+\w*|[A-Z]{2,4}[2-9][A-Z]?|a\.n|u\.b|"
    r"[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:(?:go|co|or|ac|web|desa|mil|sch|my)\.id|id|com|org|net)(?:/\S*)?"
)
MARKER = re.compile(r"^\s*(?:\(\d{1,2}[a-z]?\)|[a-z]\.|\d{1,3}[.)]|[Pp]asal \d+|BAB [IVXL]+|Bagian Ke\w+)(?:\s|$)")
LOWER = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])")
LETTERS = 40  # a page with fewer is judged by nothing: a divider, a signature


@dataclass(frozen=True)
class Reading:
    """How a page's words read.

    Attributes:
        known: letters in words that are known.
        odd: letters in words that are not, and in garbled tokens.
        garbled: of these, letters in tokens that mix letters, digits and signs: "dimaksu:l", "w4jib".
        markers: lines that open with a marker of a provision: "(2)", "a.", "Pasal 5".
    """

    known: int
    odd: int
    garbled: int
    markers: int

    @property
    def score(self) -> float:
        """Share of known letters, 0 to 1; 1 where there is too little to judge."""
        total = self.known + self.odd
        return self.known / total if total >= LETTERS else 1.0

    @property
    def garbled_share(self) -> float:
        """Share of letters in garbled tokens, 0 to 1."""
        return self.garbled / max(1, self.known + self.odd)

    @property
    def value(self) -> int:
        """What the page gives a reader: what reads, less twice what does not."""
        return self.known - 2 * self.odd + 4 * self.markers

    @property
    def empty(self) -> bool:
        """Whether there is too little to be a page of text."""
        return self.known + self.odd < LETTERS


@lru_cache(maxsize=1)
def law_words() -> frozenset[str]:
    """The words of our digests, of law and of small talk, lower case."""
    digests = {token.lower() for path in digest_files() for token in TOKEN.findall(path.read_text(encoding="utf-8"))}
    return frozenset(word for word in digests | STOP_ID | EXTRA if len(word) > 1)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """`law_words` and the roots of Indonesian (Sastrawi's list)."""
    return law_words() | {root.strip() for root in StemmerFactory().get_words() if len(root.strip()) > 1}


def _bare(word: str) -> Iterable[str]:
    """The word without endings: itself, less one, less two."""
    yield word
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            shorter = word[: len(word) - len(suffix)]
            yield shorter
            yield from (shorter[: -len(s)] for s in SUFFIXES[1:3] if shorter.endswith(s) and len(shorter) - len(s) >= 3)


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether a lower-case word is Indonesian: a known word, or one with affixes around a known root.

    "melaksanakan", "dikerjasamakan", "diberhentikan"; not "daiam", "pemerirzahan", "ranajemen".
    """
    return any(_opens(bare, 2) for bare in _bare(word))


def _opens(word: str, prefixes: int) -> bool:
    """Whether a word is known once at most so many prefixes are gone."""
    words = known_words()
    if word in words:
        return True
    if not prefixes:
        return False
    for prefix in PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= 3:
            swallowed = prefix in SWALLOWED and SWALLOWED[prefix] + rest in words
            if swallowed or _opens(rest, prefixes - 1):
                return True
    return False


def _judge(token: str) -> tuple[int, int, int]:
    """(known, odd, garbled) letters of one token without its edges."""
    if NEUTRAL.fullmatch(token):
        return 0, 0, 0
    if not WORD.fullmatch(token):
        letters = sum(c.isalnum() for c in token)
        return 0, letters, letters
    known = odd = 0
    for part in re.split(r"[-/]", re.sub(r"['’]", "", token)):
        if is_known(part.lower()):
            known += len(part)
        elif not ((part.isupper() and len(part) <= 6) or (part[0].isupper() and part[1:].islower())):
            odd += len(part)  # an abbreviation or a name tells nothing
    return known, odd, 0


def judge(text: str) -> Reading:
    """Judge a page's words.

    Args:
        text: of the page, lines parted by newlines.
    """
    known = odd = garbled = 0
    for match in CHUNK.finditer(BROKEN.sub(" ", text)):
        token = match[0].strip(EDGE)
        if token:
            good, bad, mixed = _judge(token)
            known, odd, garbled = known + good, odd + bad, garbled + mixed
    return Reading(known, odd, garbled, sum(bool(MARKER.match(line)) for line in text.split("\n")))


def frequent_words(texts: Iterable[str]) -> frozenset[str]:
    """Known lower-case words that a document has at least three times: what a misread word of it may have been."""
    counts = Counter(word for text in texts for word in LOWER.findall(text))
    return frozenset(word for word, count in counts.items() if count >= 3 and is_known(word))
