"""What of a batang tubuh was not understood for sure, as sentences for its readers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Ketentuan
from ingest.numbering import INFERRED, Candidate

# UU 12/2011 Lampiran II C.5: the last words say when the regulation comes into force; "rnulai berraku", "berlaku 30
# (tiga puluh) hari sejak", "ini berlaku pada tanggal diundangkan", "Pemberlakuan Peraturan ini ditetapkan dengan"
CLOSED = re.compile(
    r"\b(?:mu|mi|rnu|niu|nu)[lrt]a[il]\W+(?:di)?b[ae]r\s?[lirt]a\s?ku\b|berlaku\W+diundangkan\b|"
    r"\bmulai\W+diundangkan\b|\bberlaku\W+(?:surut|efektif)\b|"
    r"\bini\W+berlaku\W+(?:sejak|mulai|terhitung|setelah|selama|\d|pada\W+(?:tanggal|saat|hari|tahun|waktu))|"
    r"\b(?:tanggal|saat|sejak|hari)\W+di\W?\w{0,2}undan\w*kan\b(?!\W+di\b)|"
    r"\bpemberlakuan\s+(?:undang|peraturan)[\w\s-]{3,30}\bini\s+ditetapkan",
    re.IGNORECASE,
)
# "Pada saat Undang-Undang ini mulai berlaku, …" is said of what was before
TIMED = re.compile(
    r"\b(?:sejak|saat|sebelum|setelah|dengan|waktu)\s+(?:tanggal\s+)?\^?(?:mulai\s+\^?(?:di)?ber\s?lakunya|"
    r"(?:undang|peraturan)[\w\s^-]{3,40}?\bini\s+\^?(?:mulai\s+\^?(?:di)?berlaku|diundangkan))",
    re.IGNORECASE,
)
BEYOND = re.compile(r"[Cc]ukup\s*\^?\s*jelas|PENJELASAN\s+ATAS|LAMPIRAN\s+(?:PERATURAN|UNDANG)")
SHOWN = 20


def closes(words: str) -> bool:
    """Whether words, those of the last Pasal, say when the regulation comes into force."""
    return bool(CLOSED.search(TIMED.sub(" ", words)))


def doubts(chain: Sequence[Candidate], provisions: Sequence[Ketentuan], explained: int) -> tuple[str, ...]:
    """Sentences on what may be wrong with the Pasal that were found; numbers that are missing are told elsewhere.

    Args:
        chain: the headings, in text order.
        provisions: of the batang tubuh.
        explained: number of the last Pasal that the Penjelasan names; 0 where it names none.
    """
    own: dict[str, str] = {item.shown: "" for item in chain}
    for provision in provisions:
        if provision.unit.pasal in own:
            own[provision.unit.pasal] += provision.text + " "
    last = max(chain, key=lambda item: item.value)
    found: list[str] = []
    if not closes(own[last.shown]):
        found.append(
            f"Klausul penutup (saat mulai berlaku) tidak ditemukan dalam Pasal {last.shown}, Pasal terakhir yang "
            "dikenali; naskah mungkin terpotong."
        )
    if BEYOND.search(own[last.shown]):
        found.append(f"Penjelasan atau Lampiran tidak dapat dipisahkan dari Pasal {last.shown}.")
    if explained > last.value[0] and last.shown.isdecimal():
        found.append(
            f"Penjelasan menyebut Pasal sampai {explained}, batang tubuh yang dikenali hanya sampai {last.shown}."
        )
    for items, sentence in (
        ([c.shown for c in chain if c.score == INFERRED],
         "Judul tidak terbaca dalam naskah, letaknya disimpulkan dari urutan: Pasal {}."),
        ([b.shown for a, b in zip(chain, chain[1:], strict=False) if b.value < a.value],
         "Judul tidak berurutan dalam naskah, isinya perlu dicocokkan dengan halamannya: Pasal {}."),
        ([shown for shown, text in own.items() if not text.strip()], "Tidak ada isi di bawah judul: Pasal {}."),
    ):  # fmt: skip
        if items:
            found.append(sentence.format(", ".join(items[:SHOWN]) + (" …" if len(items) > SHOWN else "")))
    return tuple(found)
