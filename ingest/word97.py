"""Old Word files (.doc, RTF) -> pages of text, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from corpus.errors import EncryptedFile, FileProblem
from corpus.models import Page
from corpus.problems import ConversionFailed, ConverterMissing
from corpus.settings import Settings
from ingest.docx import read_docx

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120  # a long file takes ten; one that asks a question nobody hears takes for ever
# A profile of its own: no macro runs, nothing that the document points to is fetched.
PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""
WORD_SIGN = b"\xec\xa5"  # opens the text stream of a .doc
ENCRYPTED = 0x0100  # in the flags of that stream


def is_locked(path: Path) -> bool:
    """Whether a .doc asks for a password: its text stream, mostly the first sector of the file, says so.

    Source: [MS-DOC] 2.5.2, FibBase: wIdent at 0, the flag fEncrypted in the word at 10.
    """
    with path.open("rb") as file:
        file.seek(512)
        head = file.read(12)
    return head.startswith(WORD_SIGN) and len(head) == 12 and bool(int.from_bytes(head[10:12], "little") & ENCRYPTED)


def converter() -> str | None:
    """Path of LibreOffice; None where it is not installed."""
    return next((found for found in map(shutil.which, PROGRAMS) if found), None)


def read_word97(path: Path, suffix: str, settings: Settings, seconds: float = SECONDS) -> list[Page]:
    """All pages of an old Word file.

    Args:
        path: the file, whatever its name.
        suffix: what it is: ".doc" or ".rtf".
        settings: the limits on what it is converted to.
        seconds: how long LibreOffice may take.

    Raises:
        ConverterMissing: LibreOffice is not installed.
        ConversionFailed: it could not convert the file, or took too long.
        EncryptedFile: the file asks for a password.
        EmptyFile: it has no word.
    """
    if is_locked(path):
        raise EncryptedFile(path.name)
    program = converter()
    if program is None:
        raise ConverterMissing(path.name)
    with tempfile.TemporaryDirectory(prefix="tanya-", ignore_cleanup_errors=True) as folder:
        source, profile = Path(folder, f"dokumen{suffix}"), Path(folder, "profil")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        shutil.copyfile(path, source)
        made = source.with_suffix(".docx")
        if not _convert(program, source, profile, seconds) or not made.is_file():
            raise ConversionFailed(path.name)
        try:
            return read_docx(made, settings)
        except FileProblem as problem:
            raise problem.renamed(path.name) from problem


def _convert(program: str, source: Path, profile: Path, seconds: float) -> bool:
    """Run LibreOffice on a file; whether it ended well and in time. It starts a process of its own: both end."""
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", "docx", "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=source.parent, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    try:
        return running.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End what still runs of LibreOffice, Ctrl-C included."""
    if running.poll() is not None:
        return
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()
