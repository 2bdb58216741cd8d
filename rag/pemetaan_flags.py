"""Yes, no and blank in a question over rows: "belum masuk RPJMD maupun RKPD", "tanpa studi kelayakan", "BA kosong"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.baris import KOLOM_BY_NAME
from corpus.query import Filter
from rag.pemetaan_values import Said
from rag.pemetaan_words import AFTER, BEFORE, Reader, Words, load_words, whole

NEEDS = re.compile(
    rf"{BEFORE}(?P<no>(?:tidak|tak|doesn t|does not|don t|do not|no) (?:lagi )?)?"
    r"(?:(?:masih|still|yang|may|akan|would) )*"
    r"(?:perlu|butuh|membutuhkan|memerlukan|mensyaratkan|wajib|harus|needs?|requires?|needing|requiring)"
    r"(?: (?:ada|dapat|mendapat|mendapatkan|minta|izin|dulu|the|an?|to|get|have|obtain|lewat|dibawa|ke|melalui|dengan|"
    r"be))*"
    r" (?:(?:persetujuan|restu|disetujui|acc|approval|approved|consent)(?: (?:oleh|dari|of|from|by|the))* "
    rf"(?:dprd|dewan|council)|dprd(?: (?:approval|consent|s approval))?|(?:council|dprd) approval){AFTER}"
)
BLANKS = ("pengecualian", "mitra", "lokasi", "pengusul", "tahun", "anggaran", "jangka_waktu", "prioritas", "status",
          "urusan", "jenis", "potensi", "kekuatan", "kelemahan", "peluang", "ancaman", "alasan", "keterangan",
          "berita_acara", "keputusan", "di_rkpd", "di_rpjmd", "sumber_biaya", "kriteria_prakarsa", "dprd", "sub_urusan",
          "dianggarkan", "studi_kelayakan", "membebani", "berbatasan", "disetujui_dprd",
          "forum", "kebutuhan", "karakteristik", "tanggal", "objek", "rtrw")  # fmt: skip
SILENT = ("dianggarkan", "studi_kelayakan", "membebani", "berbatasan", "disetujui_dprd")  # blank only as columns
HAD = ("potensi", "kekuatan", "kelemahan", "peluang", "ancaman", "kriteria_prakarsa", "pengecualian", "alasan",
       "keterangan")  # fmt: skip
MAY_BE_BLANK = re.compile(
    r"kosong|tanpa|punya|milik|\bada\b|ha[sv]e?\b|pakai|belum|tidak|without|\bno\b|not|blank|empty|unknown|sudah|isi\b|"
    r"filled|lengkap|cantum|say|tell|jelas|sebut|with\b|mencatat|unstated"
)
LACKS = (
    r"(?:tanpa|without|no|(?:belum|tidak) (?:ada|punya|memiliki|jelas|mencantumkan|menyebut(?:kan)?))\s+"
    r"(?:kolom |an? |any )?"
)
HAS = (
    r"(?:(?:sudah )?(?:ada|punya|memiliki|mempunyai|mencantumkan|menyebutkan|memakai|pakai|mencatat)|"
    r"(?:with|has|have)(?: an?)?)(?: (?:alasan|dasar|isi|kolom))?\s+"
)
SAYS_NOT = (
    r"(?:(?:do|does|did)(?: not|n t)|don t|doesn t|never|not|tidak|tak|belum)\s+(?:yet\s+)?(?:say(?:ing)?|state|"
    r"stating|tell|telling|mention(?:ing)?|menyebut(?:kan)?|mencantumkan|menyatakan|menjelaskan|jelas)\s+"
    r"(?:(?:whether|if|that|it|they|there|is|are|has|have|apakah|sudah|ada|punya|memiliki|atau|belum|the|an?|any|its|"
    r"their|kolom|soal|tentang)\s+)*"
)
AT_ALL = r"(?:\s+(?:exists?|is there|ada|atau (?:belum|tidak)|or not|tersedia))*"
COLUMN = r"(?:kolom|column)\s+(?:(?:sudah|apakah|the)\s+)*"
GIVEN = r"\s+(?:yang |sudah |is |are |telah )*(?:diisi|terisi|filled(?: in)?|lengkap)"
JOINT = re.compile(
    r"^\s*(?:maupun|dan|atau|serta|or|and|nor|,|/|ataupun)\s*(?:juga |di |ke |dalam |the |in |belum |its |an? )*$"
)


def needs_dprd(reader: Reader, needed: Sequence[str]) -> list[Said]:
    """Approval of the DPRD is needed and not there: as the workbook says, else a burden on the public or no budget.

    Args:
        reader: the question.
        needed: values of the column on the DPRD that say that it is needed.
    """
    match = reader.take(NEEDS)
    if match is None:
        return []
    if match["no"]:
        return [Said(Filter("dprd", "has", ("tidak perlu",)), at=match.start())]
    if needed:  # the workbook tells it, row by row
        rule, reasons = "dprd disebut", [Filter("dprd", "is", tuple(needed))]
    else:
        rule = "dprd menurut pasal"
        reasons = [Filter("membebani", "is", (True,)), Filter("dianggarkan", "is", (False,))]
    open_ = (Filter("disetujui_dprd", "is", (False,)), Filter("disetujui_dprd", "blank"))
    return [
        Said(Filter("either", "is", either=tuple(reasons)), rule, match.start()),
        Said(Filter("either", "is", either=open_), "belum dprd", match.start()),
    ]


@lru_cache(maxsize=1)
def _flag_pattern() -> re.Pattern[str]:
    words = load_words()
    p = words.polarity
    names = "|".join(f"(?P<{name}>{pattern})" for name, pattern in words.flags.items())
    verbs = "|".join(f"(?P<v_{name}>{pattern})" for name, pattern in words.verbs.items())
    return re.compile(
        rf"{BEFORE}(?P<before>(?:(?:{p['no']}|{p['between']})\s+)*)(?:(?:{verbs})|(?:{names})){AFTER}"
        rf"(?:\s+(?:(?P<unsaid>{p['unsaid']})|(?P<after_no>{p['after_no']})|(?P<after_yes>{p['after_yes']})){AFTER})?"
    )


def take_flags(reader: Reader, words: Words) -> list[Said]:
    """Filters on what is yes or no, in order, and on columns that are blank or filled."""
    found = _blank(reader, words)
    last: tuple[int, bool | None] = (-1, None)
    for match in list(_flag_pattern().finditer(reader.left)):
        name = next(n for n in (*words.flags, *(f"v_{v}" for v in words.verbs)) if match[n])
        value = _polarity(match, words, verb=name.startswith("v_"))
        joint = last[0] >= 0 and JOINT.match(reader.said[last[0] : match.start() + len(match["before"])])
        if joint and (value is None or not match["before"].strip()):
            value = last[1]
        if value is None:
            continue
        name = name.removeprefix("v_")
        kept = match.start() + len(match["before"]) - len(match["before"].lstrip())
        found.append(Said(_made(name, value), at=kept))
        reader.gone(kept, match.end())
        last = (match.end(), value)
    return found


def _made(name: str, value: bool) -> Filter:
    if KOLOM_BY_NAME[name].shape == "flag":
        return Filter(name, "is", (value,))
    return Filter(name, "filled" if value else "blank")


def _polarity(match: re.Match[str], words: Words, verb: bool) -> bool | None:
    """What is said: True, False, or None where the noun is only named."""
    before = match["before"]
    if re.search(rf"{BEFORE}{words.polarity['no']}{AFTER}", before) or match["after_no"] or match["unsaid"]:
        return False
    if verb or match["after_yes"] or re.search(rf"{BEFORE}{words.polarity['yes']}{AFTER}", before):
        return True
    return None


def _blank(reader: Reader, words: Words) -> list[Said]:
    """What is not filled in, or is: "kolom RKPD kosong", "tanpa mitra", "yang alasannya diisi"."""
    found: list[Said] = []
    if not MAY_BE_BLANK.search(reader.left):
        return found
    for name, blank, filled in _blank_patterns():
        for op, patterns in (("blank", blank), ("filled", filled)):
            for pattern in patterns:
                for match in reader.take_all(pattern):
                    found.append(Said(Filter(name, op), at=match.start()))  # type: ignore[arg-type]
    return found


@lru_cache(maxsize=1)
def _blank_patterns() -> list[tuple[str, list[re.Pattern[str]], list[re.Pattern[str]]]]:
    """(column, patterns of what says that it is blank, of what says that it is filled) in order."""
    words = load_words()
    made = []
    for name in BLANKS:
        nouns = [p for p in (words.flags.get(name), words.verbs.get(name)) if p] or [words.fields.get(name, name)]
        noun = f"(?:{'|'.join(nouns)})"
        unsaid = rf"(?:(?:kolom|column|isi)\s+)?{noun}\s+(?:yang |is |are |masih |itu )*{words.polarity['unsaid']}"
        blank, filled = [whole(rf"{SAYS_NOT}{noun}{AT_ALL}")], list[re.Pattern[str]]()
        if name in SILENT:
            unsaid = unsaid.replace(r"(?:(?:kolom|column|isi)\s+)?", COLUMN, 1)
        blank.append(whole(unsaid))
        if name not in words.flags:
            blank.append(whole(rf"{LACKS}{noun}(?![^\W_]|\s+(?:tinggi|sedang|rendah|\d))"))
            filled.append(whole(f"{noun}{GIVEN}"))
        if name in HAD:
            filled.append(whole(rf"{HAS}{noun}(?![^\W_]| (?:apa|mana|siapa|yang))"))
        made.append((name, blank, filled))
    return made
