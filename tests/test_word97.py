"""Old Word files, with a stand-in for LibreOffice, which these tests do not need."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from docx import Document

from corpus.errors import EncryptedFile
from corpus.problems import ConversionFailed, ConverterMissing
from corpus.settings import Settings
from ingest.reading import read
from ingest.word97 import is_locked, read_word97

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
DOC = OLE + b"\xec\xa5".ljust(2048, b"\0") + "WordDocument".encode("utf-16-le") + b"isi"
LOCKED = OLE + b"\xec\xa5" + b"\0" * 8 + b"\x00\x01" + b"\0" * 2036 + "WordDocument".encode("utf-16-le")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script for Unix")

FAKE = """\
#!{python}
import os, pathlib, shutil, subprocess, sys, time
words = sys.argv[1:]
pathlib.Path({log!r}).write_text("\\n".join(words))
source = pathlib.Path(words[-1])
profile = next(w for w in words if w.startswith("-env:UserInstallation=file://")).split("file://")[1]
assert "DisableMacrosExecution" in pathlib.Path(profile, "user", "registrymodifications.xcu").read_text()
mode = {mode!r}
if mode == "hang":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    pathlib.Path({log!r} + ".pid").write_text(str(child.pid))
    time.sleep(60)
if mode == "fail":
    sys.exit(1)
if mode == "good":
    shutil.copyfile({docx!r}, source.with_suffix(".docx"))
"""


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Installs a stand-in that behaves as asked, and gives the file where it writes its arguments."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    document = Document()
    document.add_paragraph("NOTULA RAPAT")
    document.save(str(tmp_path / "hasil.bin"))

    def install(mode: str) -> Path:
        log = tmp_path / "log"
        program = folder / "soffice"
        program.write_text(
            FAKE.format(python=sys.executable, log=str(log), mode=mode, docx=str(tmp_path / "hasil.bin"))
        )
        program.chmod(0o755)
        return log

    return install


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "given"),
    [("surat.doc", DOC, "dokumen.doc"), ("surat.docx", DOC, "dokumen.doc"), ("surat.doc", b"{\\rtf1 isi}", "dokumen.rtf"),
     ("surat.rtf", b"{\\rtf1 isi}", "dokumen.rtf")],
)  # fmt: skip
def test_it_is_converted_whatever_its_name(soffice: object, tmp_path: Path, name: str, data: bytes, given: str) -> None:
    log = soffice("good")  # type: ignore[operator]
    reading = read(write(tmp_path / name, data), Settings())
    assert [p.text for p in reading.pages] == ["NOTULA RAPAT"]
    assert log.read_text().endswith(given) and "--headless" in log.read_text()
    assert bool(reading.notes) is not (Path(name).suffix == Path(given).suffix)


def test_without_libreoffice_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConverterMissing, match=r"surat\.doc berformat Word lama .* simpan sebagai DOCX"):
        read(write(tmp_path / "surat.doc", DOC), Settings())


@pytest.mark.parametrize("mode", ["fail", "nothing"])
def test_a_conversion_that_fails(soffice: object, tmp_path: Path, mode: str) -> None:
    soffice(mode)  # type: ignore[operator]
    with pytest.raises(ConversionFailed, match=r"surat\.doc tidak dapat diubah"):
        read(write(tmp_path / "surat.doc", DOC), Settings())


def test_a_conversion_that_never_ends_is_ended_with_its_children(soffice: object, tmp_path: Path) -> None:
    log = soffice("hang")  # type: ignore[operator]
    with pytest.raises(ConversionFailed):
        read_word97(write(tmp_path / "surat.doc", DOC), ".doc", Settings(), seconds=3)
    child = int(Path(f"{log}.pid").read_text())
    for _ in range(100):
        try:
            state = Path(f"/proc/{child}/stat").read_text().split()[2]
        except OSError:
            break
        if state == "Z":
            break
        time.sleep(0.05)
    else:
        os.kill(child, 9)
        pytest.fail("the child still runs")


def test_a_password(tmp_path: Path) -> None:
    path = write(tmp_path / "surat.doc", LOCKED)
    assert is_locked(path) and not is_locked(write(tmp_path / "b.doc", DOC))
    with pytest.raises(EncryptedFile, match=r"surat\.doc terkunci"):
        read(path, Settings())
    package = OLE + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedFile, match=r"surat\.docx terkunci"):
        read(write(tmp_path / "surat.docx", package), Settings())
