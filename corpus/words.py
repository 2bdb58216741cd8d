"""Words: tokens, stems, stop words. Pure, apart from the stemmer's word list that is loaded once on demand."""

from __future__ import annotations

import re
from functools import lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+", re.IGNORECASE)

# Where Sastrawi's root is another word, or none. Left: the word; right: the stem(s) kept instead.
KEEP = {
    "pemerintah": "pemerintah", "pemerintahan": "pemerintah", "ketiga": "ketiga", "kepala": "kepala",
    "kedua": "kedua", "kesatu": "kesatu", "bersama": "bersama", "persetujuan": "setuju", "menyetujui": "setuju",
    "disetujui": "setuju", "penyetujuan": "setuju", "menyeluruh": "seluruh", "pemetaan": "peta", "memetakan": "peta",
    "dipetakan": "peta", "pemetaannya": "peta", "perangkat": "perangkat", "peraturan": "atur", "negeri": "negeri",
    "mekanisme": "mekanisme", "menteri": "menteri", "kementerian": "menteri", "sekretariat": "sekretariat",
    "sekretaris": "sekretaris", "provinsi": "provinsi", "pelayanan": "layan", "dinas": "dinas", "kedinasan": "dinas",
    "beban": "beban", "pengesahan": "sah", "kuasa": "kuasa", "berkas": "berkas", "perusahaan": "usaha",
    "pembinaan": "bina", "perseorangan": "orang", "pertemuan": "temu", "kegiatan": "giat", "seluruh": "seluruh",
    "kelayakan": "layak", "keadaan": "ada", "kekuasaan": "kuasa", "dprd": "dprd", "urusan": "urus", "tujuan": "tuju",
    "kejaksaan": "jaksa", "sanksi": "sanksi", "media": "media", "penanaman": "tanam",
}  # fmt: skip
# Written as one word or two, with affixes on both ends: menandatangani, dikerjasamakan, pengambilalihan
COMPOUNDS = {
    "kerjasama": "kerja sama", "tandatangan": "tanda tangan", "ambilalih": "ambil alih", "tatausaha": "tata usaha",
    "tanggungjawab": "tanggung jawab", "tindaklanjut": "tindak lanjut", "sebarluas": "sebar luas",
    "alihdaya": "alih daya", "kerjasamai": "kerja sama", "ujicoba": "uji coba", "jangkawaktu": "jangka waktu",
    "walikota": "wali kota", "studikelayakan": "studi layak", "beritaacara": "berita acara",
}  # fmt: skip

STOP_ID = frozenset(
    """
    yang dan di ke dari dengan untuk pada dalam oleh atau adalah ialah itu ini tersebut sebagai akan telah sudah belum
    juga bagi atas para suatu sebuah seorang saat ketika bila jika apabila kalau maka agar supaya serta yaitu yakni
    antara lain hal secara sesuai sebagaimana dimaksud tentang terhadap melalui tiap setiap masing ada menjadi
    apa apakah siapa siapakah mana manakah dimana kapan kapankah bagaimana bagaimanakah mengapa kenapa berapa berapakah
    saja sih dong deh kok ya nih tuh kah lah pun tolong mohon jelaskan sebutkan sebut terangkan coba bisa dapat boleh
    bolehkah bisakah dapatkah harus haruskah perlu perlukah mau ingin saya aku kami kita anda kamu mereka dia nya
    apanya gimana gitu begitu begini seperti kayak cuma hanya lagi masih nanti tadi sekarang biar buat sama kan aja
    the a an of to in on for with by and or is are was were be been being do does did can could may might must shall
    should will would what which who whom whose when where why how it its this that these those there as at from into
    about between than then if we our us you your they their them i my me please tell explain any some such not no yes
    have has had
    menurut berdasarkan ketentuan diatur mengatur aturan aturannya isi isinya bunyi bunyinya soal mengenai maksud
    """.split()
)

SLANG_SUFFIX = re.compile(r"^(?P<stem>\w{3,})in$")


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    words = set(StemmerFactory().get_words_from_file()) if hasattr(StemmerFactory, "get_words_from_file") else set()
    words |= set(COMPOUNDS) | {"peta", "setuju", "mitra", "sinergi"}
    words -= {"meta", "ketiga", "mitr"}
    return Stemmer(ArrayDictionary(sorted(words)))


@lru_cache(maxsize=200_000)
def stem(word: str) -> tuple[str, ...]:
    """The stem of a lower-case word; a compound gives two.

    "dikerjasamakan" -> ("kerja", "sama"); "pemerintahan" -> ("pemerintah",); "nawarin" stays as it is.
    """
    if word in KEEP:
        return (KEEP[word],)
    if word.isdecimal() or len(word) <= 3:
        return (word,)
    root = str(_stemmer().stem(word))
    if root == word and (match := SLANG_SUFFIX.match(word)):
        spoken = str(_stemmer().stem(match["stem"] + "kan"))
        if spoken != match["stem"] + "kan":
            root = spoken
    root = KEEP.get(root, root)
    return tuple(COMPOUNDS.get(root, root).split())


ENGLISH_ENDINGS = (("ies", "y"), ("ments", "ment"), ("ations", "ation"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"),
                   ("xes", "x"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))  # fmt: skip


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    """A light English stem: plurals, -ing and -ed go. "regencies" -> "regency"; "signed", "signs" -> "sign"."""
    if len(word) <= 3 or word.isdecimal() or word.endswith("ss"):
        return word
    for ending, plain in ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: len(word) - len(ending)] + plain
            if ending in ("ing", "ed") and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
                root = root[:-1]
            return root[:-1] if len(root) > 4 and root.endswith("e") else root
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def english_stems(text: str) -> list[str]:
    """English stems of the words that carry meaning, in order, repeats kept."""
    return [english_stem(token) for token in tokens(text) if token not in STOP_ID]


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers of a text, in order."""
    return [token.lower().replace("'", "") for token in TOKEN.findall(text)]


def stems(text: str) -> list[str]:
    """Stems of all words of a text, in order."""
    return [root for token in tokens(text) for root in stem(token)]


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    return [root for token in tokens(text) if token not in STOP_ID for root in stem(token)]


ENGLISH_MARKS = frozenset(
    """
    the what which who whom whose when where why how is are was were do does did can could may might must shall
    should would of for with by from into about between and or not our we us you it this that these those there
    have has need any than then if an a to in on at as be been will article paragraph mean means explain tell
    give please show list me
    """.split()
)
INDONESIAN_MARKS = frozenset(
    """
    yang dan di ke dari dengan untuk pada dalam oleh atau adalah ini itu apa siapa berapa bagaimana kapan
    mengapa apakah bolehkah bisa boleh harus wajib kalau jika bila tidak belum sudah kami kita saja lama isi
    pasal ayat menurut tentang daerah kerja sama pihak ketiga
    """.split()
)
AFFIXED = re.compile(r"(?:di|ber|ter|pe[nmr]|me[nmr]|meng|peng|ke)\w{4,}(?:an|kan|nya|i)?")


def is_english(text: str) -> bool:
    """Whether a question is English: its function words outweigh Indonesian ones and Indonesian affixes.

    Where both weigh the same, its first word decides: "What does pihak ketiga mean?".
    """
    words = [word for word in tokens(text) if not word.startswith("permen")]
    english = sum(word in ENGLISH_MARKS for word in words)
    indonesian = sum(
        word in INDONESIAN_MARKS or bool(AFFIXED.fullmatch(word)) and word not in ENGLISH_MARKS for word in words
    )
    return english > indonesian or (english == indonesian > 0 and words[0] in ENGLISH_MARKS)


def question_stems(text: str) -> list[str]:
    """Content stems of a question in its own language."""
    return english_stems(text) if is_english(text) else content_stems(text)
