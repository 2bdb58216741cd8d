"""Questions over matrices: those that must be answered from them, and as many that must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.models import Jawaban, Unit
from rag.answer import Answerer
from rag.evidence import Library
from rag.kewenangan import Matrices, Speech, level_of
from rag.question import understand
from rag.verify import citation_problem
from tests.matrices import office_catalog

PUSAT, PROVINSI, KABUPATEN = "Pemerintah Pusat", "Daerah Provinsi", "Daerah Kabupaten/Kota"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    catalog = office_catalog(tmp_path_factory.mktemp("matriks") / "katalog.sqlite3")
    yield Answerer(catalog, None)
    catalog.close()


def told(answerer: Answerer, text: str, history: list[dict[str, object]] | None = None) -> Jawaban | None:
    """What the matrices answer, typing errors put right as in an answer."""
    question = understand(text, answerer.glossary, history or (), answerer._corrections(text))
    return answerer.matrices.answer(question, Library(answerer.catalog, answerer.catalog.held()))


def places(answer: Jawaban | None) -> list[str]:
    """Cited places in short: "O 1 Daerah Provinsi b"."""
    units = [c.unit for c in answer.citations] if answer else []
    return [" ".join(x for x in (u.huruf, u.angka, u.kolom, u.butir) if x) for u in units]


MUST = [
    ("Kewenangan provinsi di bidang pariwisata?", [f"Z 1 {PROVINSI}", f"Z 2 {PROVINSI}"]),
    ("kewenangan Provinsi bidang Pariwisata apa saja", [f"Z 1 {PROVINSI}", f"Z 2 {PROVINSI}"]),
    ("wewenang pemprov di sektor wisata apa?", [f"Z 1 {PROVINSI}", f"Z 2 {PROVINSI}"]),
    ("what may a province do in tourism?", [f"Z 1 {PROVINSI}", f"Z 2 {PROVINSI}"]),
    ("what powers does a regency have in tourism?", [f"Z 1 {KABUPATEN}", f"Z 2 {KABUPATEN}"]),
    ("apa urusan pusat di bidang pariwisata", [f"Z 1 {PUSAT}", f"Z 2 {PUSAT}"]),
    ("beda kewenangan provinsi dan kabupaten di bidang pariwisata",
     [f"Z 1 {PROVINSI}", f"Z 1 {KABUPATEN}", f"Z 2 {PROVINSI}", f"Z 2 {KABUPATEN}"]),
    ("pembagian urusan bidang pariwisata", ["Z 1", "Z 2"]),
    ("siapa yang mengurus bidang pariwisata?", ["Z 1", "Z 2"]),
    ("siapa yang mengurus terminal tipe B?", [f"O 1 {PROVINSI} b"]),
    ("siapa yg ngurusin terminal tipe b sih", [f"O 1 {PROVINSI} b"]),
    ("terminal penumpang tipe A kewenangan siapa?", [f"O 1 {PUSAT} a"]),
    ("terminal tipe C itu urusan siapa?", [f"O 1 {KABUPATEN} a"]),
    ("who is in charge of type B terminals?", [f"O 1 {PROVINSI} b"]),
    ("who handles type C terminals?", [f"O 1 {KABUPATEN} a"]),
    ("apakah kabupaten berwenang atas terminal tipe B?", [f"O 1 {PROVINSI} b"]),
    ("kota boleh ngurus terminal tipe A ga?", [f"O 1 {PUSAT} a"]),
    ("siapa yang berwenang soal parkir?", [f"O 1 {KABUPATEN} b"]),
    ("kewenangan kabupaten di bidang perhubungan", [f"O 1 {KABUPATEN}"]),
    ("kewenangan dinas perhubungan kabupaten apa saja?", [f"O 1 {KABUPATEN}"]),
    ("urusan apa milik kabupaten di bidang pendidikan?", [f"A 1 {KABUPATEN}", f"A 2 {KABUPATEN}"]),
    ("apa kewenangan provinsi di bidang pendidikan?", [f"A 1 {PROVINSI}"]),
    ("SMA itu urusan siapa?", [f"A 1 {PROVINSI}"]),
    ("sekolah menengah atas tanggung jawab siapa?", [f"A 1 {PROVINSI}"]),
    ("SD diurus siapa?", [f"A 1 {KABUPATEN} a"]),
    ("who is responsible for primary schools?", [f"A 1 {KABUPATEN} a"]),
    ("siapa yang mengurus paud?", [f"A 1 {KABUPATEN} b"]),
    ("siapa yang menerbitkan izin apotek?", [f"B 1 {KABUPATEN}"]),
    ("izin gudang obat di tangan siapa?", [f"B 1 {PROVINSI}"]),
    ("apa urusan provinsi di bidang kesehatan", [f"B 1 {PROVINSI}"]),
    ("puskesmas kewenangan kabupaten?", [f"B 1 {KABUPATEN}"]),
    ("air minum lintas kabupaten siapa yang urus?", [f"C 1 {PROVINSI}"]),
    ("pengelolaan air minum lintas kabupaten siapa?", [f"C 1 {PROVINSI}"]),
    ("siapa yang memelihara jalan provinsi?", [f"C 2 {PROVINSI}"]),
    ("pemeliharaan jalan provinsi kewenangan siapa?", [f"C 2 {PROVINSI}"]),
    ("kewenangan kabupaten di bidang pekerjaan umum", [f"C 1 {KABUPATEN}", f"C 2 {KABUPATEN}"]),
    ("siapa urus tempat pelelangan ikan?", [f"Y 1 {KABUPATEN}"]),
    ("beda kewenangan pusat dan provinsi di bidang perikanan", [f"Y 1 {PUSAT}", f"Y 1 {PROVINSI}"]),
    ("kewenagan propinsi bidang kehutanan", [f"BB 2 {PROVINSI}"]),
    ("apa kewenangan pusat di bidang kehutanan?", [f"BB 1 {PUSAT}", f"BB 2 {PUSAT}"]),
    ("penyuluhan kehutanan provinsi kewenangan siapa?", [f"BB 2 {PROVINSI}"]),
    ("what powers does the central government have in forestry?", [f"BB 1 {PUSAT}", f"BB 2 {PUSAT}"]),
    ("kewenangan kabupaten soal perencanaan hutan?", ["BB 1"]),
    ("menurut UU 23/2099, apa kewenangan provinsi di bidang pariwisata?", [f"Z 1 {PROVINSI}", f"Z 2 {PROVINSI}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), MUST)
def test_questions_that_the_matrices_answer(answerer: Answerer, text: str, cited: list[str]) -> None:
    assert places(told(answerer, text)) == cited


MUST_NOT = """\
urusan apa yang dapat dikerjasamakan dengan pihak ketiga?
siapa yang menandatangani kesepakatan bersama?
siapa yang berwenang menandatangani perjanjian kerja sama?
siapa ketua TKKSD provinsi?
apa tugas TKKSD kabupaten/kota?
siapa yang melakukan pemetaan urusan pemerintahan?
apa saja urusan pemerintahan wajib?
apa itu urusan pemerintahan konkuren?
siapa yang memberi persetujuan DPRD?
kapan laporan kerja sama disampaikan?
siapa yang menyelesaikan perselisihan antar daerah dalam kerja sama?
apa kewenangan gubernur sebagai wakil pemerintah pusat?
kerja sama bidang pariwisata bagaimana prosedurnya?
kerja sama pariwisata antara provinsi dan kabupaten, siapa yang berwenang?
siapa para pihak dalam KSDD?
apa yang dimaksud dengan pihak ketiga?
kabupaten mau kerja sama sampah sama kabupaten tetangga, bisa?
who signs the memorandum of understanding?
what is a cooperation agreement?
who chairs the coordination team?
which affairs can be the object of cooperation with third parties?
siapa yang membentuk sekretariat kerja sama?
siapa yang menilai studi kelayakan?
siapa yang mengajukan penawaran?
apakah perorangan boleh jadi mitra?
siapa saja anggota tim?
apa isi pasal 12 uu 23/2014?
siapa yang membina dan mengawasi kerja sama daerah provinsi?
bupati boleh menguasakan tanda tangan ke siapa?
apa tugas sekretaris daerah?
siapa yang mengesahkan perda kabupaten?
siapa yang memimpin DPRD provinsi?
berapa lama jangka waktu perjanjian?
apa kewajiban kepala daerah?
siapa yang melantik gubernur?
siapa yang menanggung biaya kerja sama?
dengan siapa saja provinsi boleh bekerja sama?
apa saja bentuk sinergi pusat dan daerah?
siapa yang mewakili daerah di luar pengadilan?
siapa presiden indonesia?
siapa kamu? siapa yang bikin?
siapa yang menyusun rencana kerja?
what is the capital city of the province?
apa sanksi kabupaten di bidang pariwisata?
berapa anggaran provinsi untuk pariwisata?
siapa menteri pariwisata sekarang?
apa hotel terbaik milik kabupaten di bidang pariwisata?
pariwisata
provinsi
menurut PP 9/2098 apa kewenangan provinsi di bidang pariwisata?
""".splitlines()


@pytest.mark.parametrize("text", [line for line in MUST_NOT if line])
def test_questions_that_are_left_to_the_ordinary_search(answerer: Answerer, text: str) -> None:
    assert told(answerer, text) is None


def test_as_many_must_not_as_must() -> None:
    assert len(MUST) >= 40 and len(MUST_NOT) >= len(MUST)


def test_the_answer_says_who_what_where_and_on_what_basis(answerer: Answerer) -> None:
    answer = answerer.answer("siapa yang mengurus terminal tipe B?")
    assert answer.answer.split("\n\n") == [
        "Yang berwenang: Daerah provinsi [1].",
        "- **Lalu Lintas** (halaman 14) [1]: b. Terminal penumpang tipe B.",
        "**Dasar:** UU 23/2099 Lampiran huruf O angka 1, Daerah Provinsi huruf b [1]",
    ]
    first = answer.citations[0].as_dict()
    assert (first["huruf"], first["angka"], first["page"]) == ("O", "1", 14)
    assert first["quote"] == "Terminal penumpang tipe B."
    assert set(answer.elapsed_ms) == {"search", "total"} and answer.understood


def test_a_list_is_complete_and_each_citation_holds(answerer: Answerer) -> None:
    answer = told(answerer, "Kewenangan provinsi di bidang pariwisata?")
    assert answer is not None
    assert "    - a. Daya tarik provinsi.\n    - b. Peta wisata." in answer.answer
    library = Library(answerer.catalog, answerer.catalog.held())
    assert [citation_problem(c, library) for c in answer.citations] == [None, None]
    marks = set(re.findall(r"\[(\d+)\]", answer.answer))
    assert marks == {str(c.n) for c in answer.citations}


def test_what_the_matrix_leaves_blank_is_said(answerer: Answerer) -> None:
    one = told(answerer, "kewenangan kabupaten soal perencanaan hutan?")
    assert one is not None and one.answer.startswith("Matriks tidak mencantumkan kewenangan Daerah kabupaten/kota")
    some = told(answerer, "apa kewenangan kabupaten di bidang kehutanan?")
    assert some is not None and places(some) == [f"BB 2 {KABUPATEN}"]
    assert "kabupaten/kota pada sub urusan: Perencanaan Hutan." in some.answer


def test_an_english_question_is_answered_in_english(answerer: Answerer) -> None:
    answer = told(answerer, "who is in charge of type B terminals?")
    assert answer is not None and answer.language == "en"
    assert answer.answer.startswith("In charge: the province (Daerah provinsi) [1]")
    assert answer.answer.splitlines()[-1].startswith("**Dasar (basis):**")


def test_a_follow_up_keeps_the_urusan(answerer: Answerer) -> None:
    history: list[dict[str, object]] = [
        {"role": "user", "content": "Kewenangan provinsi di bidang pariwisata?"},
        {"role": "assistant", "content": "Di bidang pariwisata, …"},
    ]
    assert places(told(answerer, "kalau kabupaten?", history)) == [f"Z 1 {KABUPATEN}", f"Z 2 {KABUPATEN}"]
    assert told(answerer, "siapa yang menandatangani?", history) is None


def test_a_library_without_matrices_answers_nothing_from_them(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "katalog.sqlite3")
    assert Matrices.read(catalog).understand("Kewenangan provinsi di bidang pariwisata?") is None
    catalog.close()


@pytest.mark.parametrize(
    "text", ["", "?", "kewenangan " * 200, "\u202e kewenangan provinsi", "urusan [x](y) <script>", "siapa " + "a" * 300]
)
def test_hostile_questions_do_no_harm(answerer: Answerer, text: str) -> None:
    assert told(answerer, text) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sma siapa", "pendidikan menengah siapa"),
        ("sekolah menengah atas", "pendidikan menengah"),
        ("sekolah", "pendidikan"),
        ("dasma", "dasma"),
        ("smart", "smart"),
    ],
)
def test_everyday_words_become_those_of_the_matrices(said: str, meant: str) -> None:
    assert Speech.read().plain(said) == meant


@pytest.mark.parametrize(
    ("column", "level"),
    [(PUSAT, "pusat"), ("Pemerintah", "pusat"), (PROVINSI, "provinsi"), (KABUPATEN, "kabupaten")],
)
def test_levels_of_columns(column: str, level: str) -> None:
    assert level_of(column) == level


def test_ordinary_search_finds_cells_too(answerer: Answerer) -> None:
    found = answerer.catalog.entries(answerer.catalog.search(["lelang", "ikan"]))
    assert found and found[0].unit == Unit("lampiran", huruf="Y", angka="1", kolom=KABUPATEN)


def test_a_cell_found_by_search_is_stated_with_its_row_and_column(answerer: Answerer) -> None:
    evidence = Library(answerer.catalog, answerer.catalog.held()).evidence(
        "uu-23-2099", Unit("lampiran", huruf="Z", angka="1")
    )
    assert evidence is not None and evidence.label == "UU 23/2099 Lampiran huruf Z angka 1"
