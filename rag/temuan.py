"""A mapping checked against the law: each finding names the row, what is wrong or missing, its article, what to do.

Checked are duration (Permendagri 22/2020 Pasal 9 and 32, Permendagri 25/2020 Pasal 32), partners of mandatory
cooperation (Pasal 3), DPRD (Pasal 11, 34, 56; Permendagri 25/2020 Pasal 16), plans (PP 28/2018 Pasal 4 and 16,
Permendagri 22/2020 Pasal 53), authority (matrices of UU 23/2014), third-party criteria and studies (Pasal 25 to 27).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from corpus.baris import BarisPemetaan
from corpus.models import Sitasi, Unit
from corpus.urusan import DaftarUrusan
from rag.compose import cite
from rag.evidence import Library
from rag.kewenangan import Matrices
from rag.question import Language
from rag.temuan_kewenangan import Authority, level_of_region

FILE = Path(__file__).with_name("temuan.toml")
Weight = Literal["langgar", "lengkapi", "ikuti"]
MOST_MONTHS = 60  # Permendagri 22/2020 Pasal 9 ayat (3), 32 ayat (3); Permendagri 25/2020 Pasal 32 ayat (1)
KSDD = ("KSDD wajib", "KSDD sukarela", "KSDD")
ABROAD = ("KSDPL", "KSDLL")
NO_REGION = re.compile(
    r"^\W*(?:pt|cv|pd|perumda|perseroda|bumd|bumn|koperasi|universitas|politeknik|institut|yayasan|kementerian|badan|"
    r"lembaga|bank|rumah sakit|asosiasi|direktorat|kemen\w*)\b",
    re.IGNORECASE,
)
# PP 28/2018 Pasal 4 ayat (3) and 16 ayat (3)
EXCEPTIONS = re.compile(
    r"darurat|bencana|strategis nasional|\bpsn\b|tugas pembantuan|penugasan|emergency|national strategic", re.IGNORECASE
)
NOTHING = re.compile(r"^\W*(?:tidak ada|tdk ada|belum ada|belum|tidak|nihil|none|no)?\W*$", re.IGNORECASE)
# Permendagri 22/2020 Pasal 26 ayat (1) huruf a, b, c
CRITERIA: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("menyatu dengan rencana induk sektor", "integrated with the sector master plan",
     re.compile(r"rencana induk|terintegrasi|integrasi|master ?plan|rtrw", re.IGNORECASE)),
    ("layak secara ekonomi dan finansial", "economically and financially feasible",
     re.compile(r"layak (?:secara )?(?:ekonomi|finansial)|kelayakan (?:ekonomi|finansial)|feasib|"
                r"(?:ekonomi|finansial)\w* layak", re.IGNORECASE)),
    ("kemampuan keuangan pemrakarsa", "financial capacity of the initiator",
     re.compile(r"kemampuan (?:keuangan|finansial|pendanaan)|modal|financial capacity|"
                r"mampu (?:secara )?(?:keuangan|membiayai|mendanai|finansial)", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What a rule found on a row: its name, the facts for its sentence, and where the law says so."""

    rule: str
    facts: Mapping[str, str] = field(default_factory=dict)
    basis: tuple[tuple[str, Unit], ...] = ()


@dataclass(frozen=True)
class Temuan:
    """A finding on a row.

    Attributes:
        rule: its name in `temuan.toml`.
        weight: "langgar" at odds with the article, "lengkapi" not said in the workbook, "ikuti" a step that is due.
        mapping: key of the mapping.
        title, text, next: for people, in the language asked for.
        citations: the articles that it rests on; each resolves.
    """

    rule: str
    weight: Weight
    mapping: str
    row: BarisPemetaan
    title: str
    text: str
    next: str
    citations: tuple[Sitasi, ...]


class Checker:
    """Checks rows against what the library holds of the law.

    Args:
        library: where the articles are; a finding whose article is not held is not made.
        matrices: of UU 23/2014; empty where its text is not held.
        affairs: the 32.
    """

    def __init__(self, library: Library, matrices: Matrices, affairs: DaftarUrusan) -> None:
        self.library = library
        self.affairs = affairs
        self.authority = Authority(matrices)
        self.rules: Mapping[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def check(
        self, mapping: str, daerah: str, rows: Sequence[BarisPemetaan], language: Language = "id"
    ) -> list[Temuan]:
        """All findings, in the order of the rows.

        Args:
            mapping: key of the mapping.
            daerah: the region, whose name tells its level.
            rows: of the mapping.
            language: of the sentences.
        """
        level = level_of_region(daerah)
        return [
            made
            for row in rows
            for found in (*_findings(row), *self._outside(row, level))
            if (made := self._made(found, mapping, row, language)) is not None
        ]

    def unchecked(self, daerah: str) -> tuple[str, ...]:
        """Indonesian sentences on what could not be checked, and why."""
        found = []
        if not self.authority.known:
            found.append("Kewenangan tidak diperiksa: naskah UU 23/2014 dengan matriksnya belum ada di pustaka.")
        elif level_of_region(daerah) is None:
            found.append("Kewenangan tidak diperiksa: nama daerah tidak menyebut provinsi, kabupaten, atau kota.")
        return tuple(found)

    def _outside(self, row: BarisPemetaan, level: str | None) -> Iterator[Found]:
        affair = self.affairs.by_kode.get(row.urusan)
        if affair is None or level is None or row.jenis == "Sinergi":
            return
        item = self.authority.outside(row, affair.huruf, level)
        if item is None:
            return
        evidence = self.library.evidence(item.key, item.unit)
        said = evidence.cited.members[0].text if evidence else ""
        facts = {"urusan": affair.nama, "kolom": item.unit.kolom or "", "tingkat": level, "butir": said}
        yield Found("luar_kewenangan", facts, ((item.key, item.unit),))

    def _made(self, found: Found, mapping: str, row: BarisPemetaan, language: Language) -> Temuan | None:
        rule = self.rules[found.rule]
        end = "_en" if language == "en" else ""
        basis = found.basis or _basis(rule["basis"], row.jenis)
        known = [e for key, unit in basis if self._held(key) and (e := self.library.evidence(key, unit))]
        if not known:
            return None
        facts = {"jenis": row.jenis, "mitra": row.mitra or ("the partner" if end else "mitranya")} | _facts(found, end)
        citations = tuple(replace(cite(evidence, n), n=n) for n, evidence in enumerate(known, 1))
        return Temuan(
            found.rule, rule["weight"], mapping, row, rule[f"title{end}"], rule[f"text{end}"].format_map(facts),
            rule[f"next{end}"], citations,
        )  # fmt: skip

    def _held(self, key: str) -> bool:
        return (key, "naskah") in self.library.held or (key, "ringkasan") in self.library.held


def _facts(found: Found, end: str) -> dict[str, str]:
    """The facts in the language of `end`: "x_en" replaces "x"."""
    plain = {name: value for name, value in found.facts.items() if not name.endswith("_en")}
    return plain | {name: found.facts[f"{name}_en"] for name in plain if end and f"{name}_en" in found.facts}


def _basis(told: Mapping[str, str], jenis: str) -> tuple[tuple[str, Unit], ...]:
    """The unit that a rule names: "permendagri-22-2020 9 3" -> its key and Pasal 9 ayat (3)."""
    said = told.get(jenis) or told.get("*")
    if said is None:
        return ()
    key, pasal, *ayat = said.split()
    return ((key, Unit(pasal=pasal, ayat=ayat[0] if ayat else None)),)


# --- the rules: each looks at one row


def _findings(row: BarisPemetaan) -> Iterator[Found]:
    for rule in (_kind_rule, _duration, _border, _dprd, _plan, _synergy, _criteria, _study, _year):
        yield from rule(row)


def _kind_rule(row: BarisPemetaan) -> Iterable[Found]:
    return () if row.jenis else (Found("tanpa_jenis"),)


def _year(row: BarisPemetaan) -> Iterable[Found]:
    return (Found("tanpa_tahun"),) if row.jenis in (*KSDD, "KSDPK") and not row.tahun else ()


def _duration(row: BarisPemetaan) -> Iterable[Found]:
    months = row.jangka_waktu
    if months is None or months <= MOST_MONTHS or row.jenis in ("", "Sinergi"):
        return ()
    whole = months % 12 == 0
    said = (f"{months // 12} tahun", f"{months // 12} years") if whole else (f"{months} bulan", f"{months} months")
    return (Found("jangka_waktu", {"durasi": said[0], "durasi_en": said[1]}),)


def _border(row: BarisPemetaan) -> Iterable[Found]:
    if row.jenis != "KSDD wajib":
        return ()
    if NO_REGION.search(row.mitra):
        return (Found("wajib_bukan_daerah"),)
    if row.berbatasan is None:
        return (Found("wajib_batas_tidak_disebut"),)
    return () if row.berbatasan else (Found("wajib_tidak_berbatasan"),)


def _dprd(row: BarisPemetaan) -> Iterable[Found]:
    if row.disetujui_dprd:
        return ()
    if row.jenis in ABROAD:
        return (Found("luar_negeri_dprd"),)
    reasons = [
        pair
        for holds, pair in (
            (row.membebani is True, ("membebani masyarakat dan daerah", "it burdens the public and the region")),
            (row.dianggarkan is False, ("dananya belum dianggarkan di APBD", "its funds are not in the budget (APBD)")),
        )
        if holds
    ]
    if not reasons or row.jenis not in (*KSDD, "KSDPK", "Sinergi"):
        return ()
    said, said_en = " dan ".join(r[0] for r in reasons), " and ".join(r[1] for r in reasons)
    return (Found("perlu_dprd", {"sebab": said[0].upper() + said[1:], "sebab_en": said_en[0].upper() + said_en[1:]}),)


def _plan(row: BarisPemetaan) -> Iterable[Found]:
    """Not in the plan: said of one of the two, and not contradicted by the other."""
    flags = {"RPJMD": row.di_rpjmd, "RKPD": row.di_rkpd}
    absent = [name for name, value in flags.items() if value is False]
    if row.jenis not in (*KSDD, "KSDPK") or not absent or True in flags.values():
        return ()
    if EXCEPTIONS.search(row.pengecualian) and not NOTHING.match(row.pengecualian):
        return ()
    named = "" if NOTHING.match(row.pengecualian) else row.pengecualian
    note = (f"; yang ditulis: {named}", f"; what is written: {named}") if named else ("", "")
    facts = {
        "dokumen": " dan ".join(absent),
        "dokumen_en": " or ".join(absent),
        "catatan": note[0],
        "catatan_en": note[1],
    }
    return (Found("di_luar_perencanaan", facts),)


def _synergy(row: BarisPemetaan) -> Iterable[Found]:
    if row.jenis != "Sinergi" or row.di_rkpd:
        return ()
    return (Found("sinergi_di_luar_rkpd" if row.di_rkpd is False else "sinergi_rkpd_tidak_disebut"),)


def _criteria(row: BarisPemetaan) -> Iterable[Found]:
    if row.jenis != "KSDPK" or row.prakarsa != "pihak ketiga":
        return ()
    missing = [(said, said_en) for said, said_en, pattern in CRITERIA if not pattern.search(row.kriteria_prakarsa)]
    if not missing:
        return ()
    return (
        Found(
            "kriteria_prakarsa",
            {"kurang": "; ".join(m[0] for m in missing), "kurang_en": "; ".join(m[1] for m in missing)},
        ),
    )


def _study(row: BarisPemetaan) -> Iterable[Found]:
    """Pasal 25 ayat (1) huruf b where the region began it, 26 ayat (2) where the third party did; 27 for both."""
    if row.jenis != "KSDPK" or row.studi_kelayakan:
        return ()
    third = row.prakarsa == "pihak ketiga"
    begun = Unit(pasal="26", ayat="2") if third else Unit(pasal="25", ayat="1", huruf="b")
    basis = (("permendagri-22-2020", begun), ("permendagri-22-2020", Unit(pasal="27")))
    facts = {"prakarsa": "pihak ketiga" if third else "daerah", "prakarsa_en": "third party" if third else "region"}
    return (Found("tanpa_studi_kelayakan" if row.studi_kelayakan is False else "studi_tidak_disebut", facts, basis),)
