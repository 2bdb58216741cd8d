"""Questions over the rows of a mapping of an invented regency, each with the rows, number, groups or values that are right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from corpus.mappings import Mappings
from corpus.models import Jawaban
from rag.answer import Answerer
from rag.evidence import Library
from rag.pemetaan_values import amount_of
from rag.verify import citation_problem
from tests.library import catalog_of, whole_library
from tests.mapping_factories import baris
from tests.rencana import ROWS, Row, rencana

Where = Callable[[Row], bool]
MILLION = 10**6


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Answers from a small library and one mapping, on a day of 2026."""
    catalog = catalog_of(tmp_path_factory.mktemp("satu"), whole_library())
    Mappings(catalog).add(rencana(), "a")
    answerer = Answerer(catalog, None)
    answerer.peta.today = lambda: date(2026, 3, 1)
    yield answerer
    catalog.close()


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """The same with the year after, and another region."""
    catalog = catalog_of(tmp_path_factory.mktemp("tiga"), whole_library())
    for item in (rencana(), rencana(2027, count=9), rencana(2026, "Kota Muara Jati", 12)):
        Mappings(catalog).add(item, item.key)
    yield Answerer(catalog, None)
    catalog.close()


def ask(answerer: Answerer, text: str, *before: str) -> Jawaban:
    """The answer; every citation of it holds."""
    answer = answerer.answer(text, [{"role": "user", "content": said} for said in before])
    library = Library(answerer.catalog, answerer.catalog.held())
    assert [citation_problem(c, library) for c in answer.citations] == [None] * len(answer.citations)
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} <= {c.n for c in answer.citations}
    return answer


def cited(answer: Jawaban) -> set[int]:
    return {number for c in answer.citations if c.kind == "pemetaan" for number in c.rows}


def numbers(where: Where) -> set[int]:
    found = {row["row"] for row in ROWS if where(row)}
    assert found, "a case that holds for no row tells nothing"
    return found


def table(answer: Jawaban) -> dict[str, str]:
    """First cell -> second cell of its tables, marks left out."""
    lines = [line.strip("|").split(" | ") for line in answer.answer.split("\n") if line.startswith("| ")]
    return {re.sub(r"(?:\[\d+\])+|\\", "", line[0]).strip(): line[1].strip(" |") for line in lines if len(line) > 1}


def ksdd(row: Row) -> bool:
    return str(row["jenis"]).startswith("KSDD")


ROW_QUESTIONS: list[tuple[str, Where]] = [
    ("Apa saja rencana kita di bidang pariwisata?", lambda r: r["urusan"] == "26"),
    ("mana yang belum masuk RKPD?", lambda r: r["di_rkpd"] is False),
    ("usulan yg udh masuk rkpd apa aja", lambda r: r["di_rkpd"] is True),
    ("Rencana yang belum masuk RPJMD maupun RKPD", lambda r: r["di_rpjmd"] is False and r["di_rkpd"] is False),
    ("sudah di RPJMD tapi belum di RKPD mana saja rencananya", lambda r: r["di_rpjmd"] is True and r["di_rkpd"] is False),
    ("Tampilkan rencana KSDPK prioritas tinggi", lambda r: r["jenis"] == "KSDPK" and r["prioritas"] == "tinggi"),
    ("rencna priorits tingi tahun 2027", lambda r: r["prioritas"] == "tinggi" and 2027 in r["tahun"]),
    ("rencana prioritas sedang dan rendah tahun depan", lambda r: r["prioritas"] != "tinggi" and 2027 in r["tahun"]),
    ("kerja sama dengan Kota Tanjung Jati apa saja?", lambda r: r["mitra"] == "Kota Tanjung Jati"),
    ("krja sama sm kab rawa biru", lambda r: r["mitra"] == "Kabupaten Rawa Biru"),
    ("Which plans are with Universitas Telaga?", lambda r: r["mitra"] == "Universitas Telaga"),
    ("usulan Dinas Kesehatan tahun 2028", lambda r: r["urusan"] == "2" and 2028 in r["tahun"]),
    ("usulan dishub apa aja", lambda r: r["urusan"] == "15"),
    ("what does the tourism office propose for 2026?", lambda r: r["urusan"] == "26" and 2026 in r["tahun"]),
    ("rencana dengan anggaran di atas 3 miliar", lambda r: (r["anggaran"] or 0) > 3000 * MILLION),
    ("rencana yang anggarannya kurang dari 500 juta", lambda r: 0 < (r["anggaran"] or 0) < 500 * MILLION),
    ("plans between 1 and 2 billion rupiah", lambda r: 1000 * MILLION <= (r["anggaran"] or 0) <= 2000 * MILLION),
    ("rencana yang tidak mencantumkan anggaran", lambda r: r["anggaran"] is None),
    ("kerja sama yang jangka waktunya lebih dari lima tahun", lambda r: r["jangka_waktu"] > 60),
    ("rencana dengan jangka waktu maksimal 24 bulan", lambda r: r["jangka_waktu"] <= 24),
    ("Rencana mana yang masih perlu persetujuan DPRD?", lambda r: r["dprd"].startswith("perlu")),
    ("which planned cooperation still needs DPRD approval?", lambda r: r["dprd"].startswith("perlu")),
    ("rencana yang membebani masyarakat", lambda r: r["membebani"] is True),
    ("KSDPK yang belum ada studi kelayakannya mana aja", lambda r: r["studi_kelayakan"] is False),
    ("mana yang sudah punya nomor berita acara?", lambda r: r["berita_acara"] != ""),
    ("rencana yang diprakarsai pihak ketiga", lambda r: r["prakarsa"] == "pihak ketiga"),
    ("kerja sama wajib kita yang mana saja?", lambda r: r["jenis"] == "KSDD wajib"),
    ("rencana tahun 2026 sampai 2027 selain KSDPK", lambda r: r["jenis"] != "KSDPK" and {2026, 2027} & {*r["tahun"]} != set()),
    ("rencana yang statusnya masih usulan", lambda r: r["status"] == "usulan"),
    ("yg udah jalan mana aja", lambda r: r["status"] == "berjalan"),
    ("rencana yang lokasinya di Kecamatan Sirih Timur", lambda r: r["lokasi"] != ""),
    ("ada rencana soal kopi ga?", lambda r: "kopi" in r["kegiatan"]),
    ("rencana luar negeri kita", lambda r: r["jenis"] == "KSDLL"),
    ("urusan wajib pelayanan dasar: rencananya mana saja?", lambda r: r["urusan"] in ("1", "2")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where"), ROW_QUESTIONS, ids=[q for q, _ in ROW_QUESTIONS])
def test_a_question_finds_just_the_rows_that_hold(asked: Answerer, text: str, where: Where) -> None:
    answer = ask(asked, text)
    assert not answer.refused
    assert cited(answer) == numbers(where)


NUMBER_QUESTIONS: list[tuple[str, Where]] = [
    ("ada berapa rencana prioritas tinggi tahun 2026?", lambda r: r["prioritas"] == "tinggi" and 2026 in r["tahun"]),
    ("brp usulan ksdd kita", ksdd),
    ("How many of our plans are not in the RKPD?", lambda r: r["di_rkpd"] is False),
    ("total rencana di pemetaan kita ada berapa", lambda r: True),
]


@pytest.mark.parametrize(("text", "where"), NUMBER_QUESTIONS, ids=[q for q, _ in NUMBER_QUESTIONS])
def test_a_count_is_told_with_all_its_rows(asked: Answerer, text: str, where: Where) -> None:
    answer = ask(asked, text)
    assert f"**{len(numbers(where))}**" in answer.answer
    assert cited(answer) == numbers(where)


def counted(field: str, where: Where = lambda r: True) -> dict[str, str]:
    return {name: str(n) for name, n in Counter(row[field] for row in ROWS if where(row)).items()}


def by_year(where: Where = lambda r: True) -> dict[str, str]:
    return {name: str(n) for name, n in Counter(str(y) for row in ROWS if where(row) for y in row["tahun"]).items()}


GROUP_QUESTIONS: list[tuple[str, dict[str, str]]] = [
    ("rekap rencana per dinas", counted("pengusul")),
    ("Berapa rencana untuk setiap status?", counted("status")),
    ("How many plans are there by kind of cooperation?", counted("jenis")),
    ("berapa rencana KSDPK tiap tahun?", by_year(lambda r: r["jenis"] == "KSDPK")),
    ("sebaran prioritas usulan Dinas Pertanian", counted("prioritas", lambda r: r["urusan"] == "27")),
    ("Bandingkan jumlah rencana KSDD dan KSDPK", {"KSDD": str(sum(map(ksdd, ROWS))), "KSDPK": counted("jenis")["KSDPK"]}),
    ("mitra KSDPK siapa saja?", counted("mitra", lambda r: r["jenis"] == "KSDPK")),
    ("who are our partners in agriculture?", counted("mitra", lambda r: r["urusan"] == "27")),
    ("dinas mana saja yang mengusulkan sinergi?", counted("pengusul", lambda r: r["jenis"] == "Sinergi")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), GROUP_QUESTIONS, ids=[q for q, _ in GROUP_QUESTIONS])
def test_groups_are_counted_and_nothing_else_is_in_the_table(
    asked: Answerer, text: str, expected: dict[str, str]
) -> None:
    shown = table(ask(asked, text))
    assert {name: shown.get(name) for name in expected} == expected


def test_the_most_and_the_largest_come_first(asked: Answerer) -> None:
    counts = Counter(row["mitra"] for row in ROWS)
    most = {name: str(n) for name, n in counts.items() if n == max(counts.values())}
    shown = table(ask(asked, "mitra mana yang paling sering muncul?"))
    assert {name: n for name, n in shown.items() if n.isdecimal()} == most
    largest = max(row["anggaran"] or 0 for row in ROWS)
    found = ask(asked, "rencana dengan anggaran terbesar")
    assert cited(found) == numbers(lambda r: r["anggaran"] == largest) or len(cited(found)) == 1
    assert f"Rp {largest:,}".replace(",", ".") in found.answer


def test_amounts_are_computed_over_the_rows_that_say_them(asked: Answerer) -> None:
    rows = [row for row in ROWS if row["jenis"] == "KSDPK"]
    said = [row["anggaran"] for row in rows if row["anggaran"] is not None]
    answer = ask(asked, "berapa total anggaran KSDPK?").answer
    assert f"**Rp {sum(said):,}**".replace(",", ".") in answer
    assert f"{len(rows) - len(said)} baris tidak menyebutnya" in answer
    months = sum(row["jangka_waktu"] for row in rows) / len(rows)
    assert (
        f"**{months:.2f}".rstrip("0").rstrip(".").replace(".", ",") in ask(asked, "rata-rata jangka waktu KSDPK").answer
    )


def test_a_share_is_of_what_stands_before_it(asked: Answerer) -> None:
    rows = [row for row in ROWS if row["jenis"] == "KSDPK"]
    part = sum(row["di_rkpd"] is False for row in rows)
    answer = ask(asked, "berapa persen rencana KSDPK yang belum masuk RKPD?").answer
    assert f"{part} dari **{len(rows)}** rencana" in answer


def test_blanks_are_told(asked: Answerer) -> None:
    silent = sum(row["di_rkpd"] is None for row in ROWS)
    assert f"{silent} baris tidak menyebut" in ask(asked, "mana yang belum masuk RKPD?").answer


def test_what_was_understood_is_said_and_what_was_not_too(asked: Answerer) -> None:
    answer = ask(asked, "rencana kita yang KSDPK tahun 2026 dan gemilang").answer
    assert "tahun 2026; jenis KSDPK" in answer
    assert "Tidak dikenali dan tidak dipakai: gemilang" in answer
    assert "data contoh, fiktif" in answer


FOLLOW_UPS: list[tuple[tuple[str, ...], Where]] = [
    (("rencana di bidang pendidikan", "yang tahun 2027 saja"), lambda r: r["urusan"] == "1" and 2027 in r["tahun"]),
    (("berapa rencana KSDPK di pariwisata?", "kalau kesehatan?"), lambda r: r["jenis"] == "KSDPK" and r["urusan"] == "2"),
    (("which plans are with third parties?", "and the ones not in the RKPD?"),
     lambda r: r["jenis"] == "KSDPK" and r["di_rkpd"] is False),
    (("rencana Dinas Pertanian", "urutkan menurut prioritas"), lambda r: r["urusan"] == "27"),
    (("rencana Dinas Pertanian", "yang prioritas rendah", "berapa totalnya?"),
     lambda r: r["urusan"] == "27" and r["prioritas"] == "rendah"),
    (("berapa rencana KSDPK?", "yang mana saja?"), lambda r: r["jenis"] == "KSDPK"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "where"), FOLLOW_UPS, ids=[" / ".join(texts) for texts, _ in FOLLOW_UPS])
def test_a_follow_up_changes_the_question_before_it(asked: Answerer, texts: Sequence[str], where: Where) -> None:
    assert cited(ask(asked, texts[-1], *texts[:-1])) == numbers(where)


def test_a_sorted_follow_up_cites_in_the_order_shown(asked: Answerer) -> None:
    answer = ask(asked, "urutkan menurut prioritas", "rencana Dinas Pertanian")
    order = [next(r["prioritas"] for r in ROWS if r["row"] == c.rows[0]) for c in answer.citations]
    assert order == sorted(order, key=["tinggi", "sedang", "rendah"].index)


LAW = [
    "apa itu pemetaan urusan?",
    "siapa yang menyusun pemetaan?",
    "apakah hasil pemetaan harus masuk RKPD?",
    "apa dasar hukum pemetaan?",
    "bolehkah kerja sama lebih dari lima tahun?",
    "Apakah KSDPK perlu persetujuan DPRD?",
    "apa saja jenis kerja sama daerah?",
    "Dalam kondisi apa rencana kerja sama dengan PT harus kita bawa dulu ke DPRD?",
    "berapa lama menteri memverifikasi rencana kerja sama luar negeri?",
    "apa beda KSDD dan KSDPK?",
    "Pasal 5 Permendagri 22/2020 isinya apa?",
    "what must a feasibility study contain?",
    "siapa saja anggota TKKSD?",
    "Urusan apa yang menjadi milik kabupaten di bidang pendidikan?",
]


@pytest.mark.parametrize("text", LAW)
def test_a_question_about_the_law_stays_with_the_law(asked: Answerer, text: str) -> None:
    assert asked.peta.ask(text) is None


def test_a_question_about_the_law_is_no_follow_up_of_one_about_rows(asked: Answerer) -> None:
    history = [{"role": "user", "content": "rencana Dinas Pertanian"}]
    assert asked.peta.ask("apa dasar hukumnya?", history) is None
    assert list(asked.peta.lawful(history)) == []
    assert list(asked.peta.lawful([{"role": "user", "content": LAW[0]}])) == [{"role": "user", "content": LAW[0]}]
    assert asked.peta.ask("kalau di kabupaten?", [{"role": "user", "content": "siapa yang menyusun pemetaan?"}]) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("apakah ada rencana di urusan persandian?", "Persandian"),
        ("rencana kita untuk tahun 2031", "2031"),
        ("do we have any plans with Universitas Antah Berantah?", "antah berantah"),
        ("rencana sinergi prioritas tinggi di atas 90 miliar", "90.000.000.000"),
    ],
)
def test_nothing_found_names_the_filter_that_emptied_it(asked: Answerer, text: str, named: str) -> None:
    answer = ask(asked, text)
    assert (answer.refused, answer.reason) == (True, "tidak_ada_baris")
    assert named in answer.answer


@pytest.mark.parametrize(
    "text", ["Berapa emisi karbon dari tiap rencana di pemetaan kita?", "dinas mana yang paling malas?"]
)
def test_what_no_column_tells_is_refused(asked: Answerer, text: str) -> None:
    assert ask(asked, text).refused


def test_the_question_of_the_card_is_answered_by_the_law_and_then_the_mapping(asked: Answerer) -> None:
    turn = asked.peta.ask("urusan apa yang bisa kita kerja samakan dengan pihak ketiga?")
    assert turn is not None and turn.law
    law = asked.answer("Berapa lama taman dirawat?")
    both = asked.peta.with_law(turn, law)
    if law.refused:
        assert {c.kind for c in both.citations} == {"pemetaan"}
    else:
        kinds = [c.kind for c in both.citations]
        assert kinds.index("pemetaan") == len(law.citations)
        assert [c.n for c in both.citations] == list(range(1, len(kinds) + 1))
        assert "Yang sudah dipetakan" in both.answer
    assert cited(both) == numbers(lambda r: r["jenis"] == "KSDPK")


# --- several mappings, or none


def files(answer: Jawaban) -> set[str]:
    return {c.file for c in answer.citations}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berapa rencana Kabupaten Telaga di pemetaan 2026?", {"kabupaten telaga 2026.xlsx"}),
        ("berapa rencana kesehatan Kabupaten Telaga?", {"kabupaten telaga 2027.xlsx"}),
        ("Rencana Kota Muara Jati apa saja?", {"kota muara jati 2026.xlsx"}),
        ("berapa rencana kita di bidang kesehatan?", {"kabupaten telaga 2027.xlsx", "kota muara jati 2026.xlsx"}),
        (
            "semua daerah: rencana di bidang kesehatan",
            {"kabupaten telaga 2026.xlsx", "kabupaten telaga 2027.xlsx", "kota muara jati 2026.xlsx"},
        ),
    ],
)
def test_which_of_several_mappings_is_meant(several: Answerer, text: str, expected: set[str]) -> None:
    assert files(ask(several, text)) == expected


def test_the_mapping_of_a_year_that_is_not_held_is_not_another_one(several: Answerer) -> None:
    answer = ask(several, "berapa rencana Kabupaten Telaga di pemetaan 2024?")
    assert answer.reason == "tidak_ada_baris"
    assert "Pemetaan Kabupaten Telaga 2027" in answer.answer


def test_where_none_is_held_only_a_question_plainly_about_it_is_told_so(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, whole_library())
    answerer = Answerer(catalog, None)
    assert answerer.answer("Urusan apa saja yang kita petakan dengan pihak ketiga?").reason == "belum_ada_pemetaan"
    for text in (*LAW, "urusan apa yang bisa kita kerja samakan dengan pihak ketiga?", "rencana prioritas tinggi"):
        assert answerer.peta.ask(text) is None
    catalog.close()


# --- cells are hostile


def test_cells_are_shown_as_they_stand_and_never_as_markup(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, whole_library())
    evil = "<img src=x onerror=alert(1)> | **[klik](javascript:x)** =HYPERLINK(1)"
    row = baris(3, urusan="26", jenis="KSDPK", kegiatan=evil, mitra="PT A|B <b>", tahun=(2026,))
    item = rencana(count=1)
    Mappings(catalog).add(type(item)(item.file, "Kota <script>", 2026, rows=(row,)), "x")
    for text in ("rencana kita di bidang pariwisata", "mitra kita di bidang pariwisata siapa saja?"):
        answer = ask(Answerer(catalog, None), text).answer
        assert not re.search(r"<", answer)
        assert "](javascript" not in answer.replace("\\]", "")
        lines = [line for line in answer.split("\n") if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines if "PT A" in line or "---" in line}) <= 2
    catalog.close()


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("1 miliar", 10**9),
        ("1,5 m", 15 * 10**8),
        ("rp 1.250.000.000", 1_250_000_000),
        ("500 juta", 5 * 10**8),
        ("2.5 billion", 25 * 10**8),
        ("750.000.000", 750_000_000),
    ],
)
def test_amounts_in_words(text: str, rupiah: int) -> None:
    assert amount_of(text) == rupiah
