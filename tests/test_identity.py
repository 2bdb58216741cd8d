from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity import Identity, identify, read_jenis, title_case
from tests.factories import OPENING

KEBUN = "TENTANG\nKEBUN BERSAMA\nDENGAN RAHMAT TUHAN YANG MAHA ESA"


@pytest.mark.parametrize(
    ("head", "jenis", "nomor", "tahun"),
    [
        ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 23 TAHUN 2098\n", "UU", "23", 2098),
        ("PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 28 TAHUN 2OI8\n", "PP", "28", 2018),
        ("PERATURAN PEMERIMAH REPUBLIK INDONESIA\nNOMOR 28 TAHUN 2018\n", "PP", "28", 2018),
        ("PERATURAN MENTER! DALAM NEGERI\nREPUBLIK INDONESIA\nNOMOR 25 TAHUN 2020\n", "Permendagri", "25", 2020),
        ("PERATURAN MENTERI DALAM NEGERI REPUBLIK INDONESIA NOMOR 22 TAHUN 2020 ", "Permendagri", "22", 2020),
        ("PERATURAN MENTERI KEUANGAN\nNOMOR 7/PMK.07/2020 TAHUN 2020\n", "PMK", "7/PMK.07/2020", 2020),
        ("PERATURAN MENTERI URUSAN KEBUN REPUBLIK INDONESIA\nNOMOR 3 TAHUN 2020\n", "Permen Urusan Kebun", "3", 2020),
        ("PERATURAN PRESIDEN REPUBLIK INDONESIA\nNOMOR 99 TAHUN 2020\n", "Perpres", "99", 2020),
        ("PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG\nNOMOR 1 TAHUN 2020\n", "Perppu", "1", 2020),
        ("PERATURAN DAERAH KOTA KEBUN\nNOMOR 4 TAHUN 2021\n", "Perda", "4", 2021),
        ("PERATURAN WALI KOTA KEBUN\nNOMOR 4 TAHUN 2021\n", "Perwali", "4", 2021),
        ("PERATURAN GUBERNUR KEBUN\nNOMOR : 4 TAHUN 2021\n", "Pergub", "4", 2021),
        ("INSTRUKSI PRESIDEN REPUBLIK INDONESIA\nNOMOR 4 Tahun 2020\n", "Inpres", "4", 2020),
        ("KEPUTUSAN MENTERI DALAM NEGERI\nNOMOR 11 TAHUN 2020\n", "Kepmendagri", "11", 2020),
        (
            "Menimbang Menimbang Mengingat PERATURAN PEMEzuNTAH REPUBLIK INDONESIA NOMOR 12 TAHUN 2OL9 ",
            "PP",
            "12",
            2019,
        ),
        ("PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 4l TAHUN2016 ", "PP", "41", 2016),
        ("PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 14TAHVN2022 ", "PP", "14", 2022),
        ("PERA T U R AN PEME RIN T A H REP U BLIK IN DONE SI A NOMO R 79 T A H UN 201 4 ", "PP", "79", 2014),
        ("UNDANG-UNDANG No. 16 TAHUN 1950\n", "UU", "16", 1950),
    ],
)
def test_jenis_nomor_tahun(head: str, jenis: str, nomor: str, tahun: int) -> None:
    found = identify(head + KEBUN)
    assert (found.jenis, found.nomor, found.tahun, found.judul) == (jenis, nomor, tahun, "Kebun Bersama")


@pytest.mark.parametrize(
    "text",
    [
        "Kepada Yth. Bupati\nBerdasarkan Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama kami mohon bibit.",
        "NOTULA RAPAT\nNOMOR 3 TAHUN 2020\nTENTANG KEBUN",
        "PERATURAN MENTERI DALAM NEGERI tanpa nomor",
        "UNDANG-UNDANG\nNOMOR 23 TAHUN 1832\nTENTANG KEBUN",
        "UNDANG-UNDANG\nNOMOR 23 TAHUN 2014 adalah dasar kebun ini.",
        "",
    ],
)
def test_no_regulation(text: str) -> None:
    found = identify(text)
    assert (found.jenis, found.nomor, found.tahun) == ("Dokumen", "", 0)


CHANGED = (
    "bahwa kebun perlu diubah;\nMEMUTUSKAN:\nMenetapkan: PERATURAN PEMERINTAH TENTANG KEBUN BERSAMA.\nPasal 1\nKebun."
)


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        (CHANGED, "pp-9-2099.md", ("PP", "9", 2099, "Kebun Bersama")),
        (CHANGED, "PP-2099-009-Kebun-Bersama.pdf", ("PP", "9", 2099, "Kebun Bersama")),
        (CHANGED, "PP Nomor 9 Tahun 2099.docx", ("PP", "9", 2099, "Kebun Bersama")),
        (CHANGED, "pp 9 kebun.md", ("Dokumen", "", 0, None)),
        (CHANGED, "9.md", ("Dokumen", "", 0, None)),
        (CHANGED, "app-9-2099.md", ("Dokumen", "", 0, None)),
        ("Surat pengantar tentang kebun", "pp-9-2099.md", ("Dokumen", "", 0, None)),
        ("PERATURAN PEMERINTAH\nNOMOR S TAHUN 2O99\nTENTANG\nKEBUN\nMEMUTUSKAN", "pp-9-2099.md", ("PP", "9", 2099, None)),
        ("PERATURAN PEMERINTAH\nNOMOR 8 TAHUN 2099\nTENTANG\nKEBUN\nMEMUTUSKAN", "pp-9-2099.md", ("PP", "8", 2099, None)),
        ("PERATURAN PEMERINTAH TENTANG PERUBAHAN ATAS PERATURAN PEMERINTAH NOMOR 7 TAHUN 2090 TENTANG KEBUN\nMEMUTUSKAN",
         "x.md", ("Dokumen", "", 0, None)),
    ],
)  # fmt: skip
def test_the_name_of_the_file_is_asked_last(text: str, file: str, expected: tuple[str, str, int, str | None]) -> None:
    found = identify(text, file)
    assert (found.jenis, found.nomor, found.tahun) == expected[:3]
    assert expected[3] is None or found.judul == expected[3]


def test_a_document_is_called_by_its_first_line() -> None:
    assert identify("# Notula rapat kebun\nHadir: semua.") == Identity(judul="Notula rapat kebun")


@pytest.mark.parametrize(
    ("after", "judul"),
    [
        ("TENTANG\nKEBUN\nDAN LADANG\nDENGAN RAHMAT TUHAN", "Kebun dan Ladang"),
        ("TENT ANG\nKEBUN\nMENTERI DALAM NEGERI REPUBLIK INDONESIA,", "Kebun"),
        ("TENTANG KEBUN DI KOTA Menimbang : a. bahwa tentang hal itu", "Kebun di Kota"),
        ("TENTANG\nPERUBAHAN KEDUA ATAS PERATURAN NOMOR 3 TAHUN 2016\nDENGAN RAHMAT",
         "Perubahan Kedua atas Peraturan Nomor 3 Tahun 2016"),
    ],
)  # fmt: skip
def test_judul(after: str, judul: str) -> None:
    assert identify(f"PERATURAN MENTERI DALAM NEGERI\nNOMOR 9 TAHUN 2099\n{after}").judul == judul


def test_a_word_in_a_sentence_begins_no_title() -> None:
    text = "INSTRUKSI PRESIDEN\nNOMOR 9 TAHUN 2099\nTENTANG\nKEBUN\nPRESIDEN REPUBLIK INDONESIA,\nUndang-Undang tentang air"
    assert identify(text).judul == "Kebun"


@pytest.mark.parametrize(
    "line",
    ["Peraturan Menteri Dalam Negeri", "PERATURAN BERKEBUN", "KEPUTUSAN", "MENTERI DALAM NEGERI", "", "12345"],
)
def test_no_jenis(line: str) -> None:
    assert read_jenis(line) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("KERJA SAMA DAERAH DENGAN PIHAK KETIGA", "Kerja Sama Daerah dengan Pihak Ketiga"),
        ("BAB XI DAN DPRD", "Bab XI dan DPRD"),
        ("DESA DAN/ATAU KOTA/KABUPATEN", "Desa dan/atau Kota/Kabupaten"),
        ("PANDEMT COROIVA vrRUS", "Pandemt Coroiva Vrrus"),
        ("Kerja Sama daerah", "Kerja Sama daerah"),
        ("", ""),
        ("123", "123"),
    ],
)
def test_title_case(text: str, title: str) -> None:
    assert title_case(text) == title


JOINT = "KEPUTUSAN BERSAMA\nMENTERI KEBUN, MENTERI LADANG,\nDAN MENTERI SAWAH\nREPUBLIK INDONESIA\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (JOINT + "NOMOR : 71 TAHUN 2099\nNOMOR : 05 TAHUN 2099\nNOMOR : 06 TAHUN 2099\nTENTANG\nPANEN\nDENGAN RAHMAT",
         Identity("Keputusan Bersama", "71/05/06", 2099, "Panen")),
        ("SURAT " + JOINT + "NOMOR 1 TAHUN 2099\nNOMOR 2/K TAHUN 2099\nTENTANG\nPANEN\nDENGAN RAHMAT",
         Identity("Keputusan Bersama", "1/2/K", 2099, "Panen")),
        (JOINT + "NOMOR 1 TAHUN 2099\ndan lain-lain\nNOMOR 2 TAHUN 2099\nbelum berjudul", Identity(judul="KEPUTUSAN BERSAMA")),
        ("PERATURAN MENTERI KOORDINATOR BIDANG PEREKONOMIAN\nNOMOR 1 TAHUN 2099\nTENTANG\nPANEN\nDENGAN RAHMAT",
         Identity("Permenko Perekonomian", "1", 2099, "Panen")),
        ("PERATURANMENTERI KOORDINATORSIDANG PEREKONOMIANREPUSLIK INDONESIA\nNOMOR 1TAHUN 2099\nTENTANG\nPANEN\nDENGAN RAHMAT",
         Identity("Permenko Perekonomian", "1", 2099, "Panen")),
        ("KEPUTUSAN MENTERI KOORDINATOR BIDANG KEMARITIMAN DAN INVESTASI\nREPUBLIK INDONESIA\nNOMOR 4/S TAHUN 2099\nTENTANG\nPANEN\nDENGAN RAHMAT",
         Identity("Kepmenko Marves", "4/S", 2099, "Panen")),
        ("PERATURAN MENTERI KOORDINATOR\nNOMOR 1 TAHUN 2099\nTENTANG\nPANEN\nDENGAN RAHMAT", Identity("Permenko", "1", 2099, "Panen")),
        ("(contoh surat)\nNomor : x\nPerihal : Undangan Panen", Identity(judul="Surat perihal Undangan Panen")),
        ("KERANGKA ACUAN KERJA\nKEBUN BERSAMA\nDibuat warga", Identity(judul="Kerangka Acuan Kerja Kebun Bersama")),
        ("BAB I\nPENDAHULUAN\nA. Latar Belakang", Identity()),
    ],
)  # fmt: skip
def test_decrees_of_several_and_documents(text: str, expected: Identity) -> None:
    assert identify(text) == expected


def test_the_factory_is_a_regulation() -> None:
    assert identify(OPENING) == Identity("Permendagri", "9", 2099, "Tata Cara Kebun Bersama")


@given(st.text(max_size=500))
def test_no_text_makes_it_raise(text: str) -> None:
    identify(text)
    identify(OPENING[:80] + text)
