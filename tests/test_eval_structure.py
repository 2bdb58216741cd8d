"""The bench of the structure: what counts as complete, what the plain ways find, and the command."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from eval.structure import Found, as_headed, as_parsed, as_sketched, complete, explained, has_end, main
from tests.factories import BODY, CLOSING, EXPLANATION, OPENING, parsed

LAST = "Peraturan ini mulai berlaku pada tanggal diundangkan."
WHOLE = OPENING + BODY + CLOSING + EXPLANATION


@pytest.mark.parametrize(
    ("pasal", "text", "whole"),
    [
        (((1, "Satu."), (2, LAST)), "", True),
        (((1, LAST),), "", True),
        (((2, LAST), (1, "Satu.")), "", True),  # a scan displaced it; it is there all the same
        (((1, "Satu."), (2, LAST)), "PASAL DEMI PASAL Pasal 1 Cukup jelas. Pasal 2 Cukup jelas.", True),
        (((1, "Satu."), (2, LAST)), "PASAL DEMI PASAL Pasal 1 Cukup jelas. Pasal 2 Cukup. Pasal 3 Cukup jelas.", False),
        (((1, "Satu."), (3, LAST)), "", False),
        (((2, "Dua."), (3, LAST)), "", False),
        (((1, "Satu."), (2, "Dua.")), "", False),
        (((1, LAST), (2, "Dua.")), "", False),
        (((1, "Satu."), (2, "Dua. Diundangkan di Jakarta pada tanggal 1 Mei 2099")), "", False),
        (((1, "Satu."), (2, LAST + " PENJELASAN ATAS PERATURAN")), "", False),
        (((1, "Satu."), (2, LAST + " Pasal 1 Cukup jelas.")), "", False),
        ((), "", False),
    ],
)
def test_complete(pasal: tuple[tuple[int, str], ...], text: str, whole: bool) -> None:
    assert complete(Found(pasal), text) is whole


@pytest.mark.parametrize(
    ("text", "last"),
    [("PASAL DEMI PASAL Pasal 1 Cukup jelas. Pasal 2 Ayat (1)", 2), ("Pasal 1 Cukup jelas.", 0),
     ("PASAL DEMI PASAL Pasal 1 Cukup jelas. Pasal 30 Cukup jelas.", 1), (WHOLE, 3)],
)  # fmt: skip
def test_explained(text: str, last: int) -> None:
    assert explained(text.replace("\n", " ")) == last


@pytest.mark.parametrize(
    ("text", "ended"),
    [(WHOLE, True), (OPENING + "Pasal 1 Satu.", False), ("mulai berlaku pada hari ini. MEMUTUSKAN: Pasal 1 Satu.", False),
     ("MEMUTUSKAN: Pasal 1. PENJELASAN ATAS mulai berlaku pada", False),
     ("MEMUTUSKAN: Pasal 1. Peraturan ini berlaku sejak tanggal ditetapkan.", True),
     ("MEMUTUSKAN: Pasal 1. Izin berlaku sejak tanggal ditetapkan.", False)],
)  # fmt: skip
def test_has_end(text: str, ended: bool) -> None:
    assert has_end(text) is ended


def test_the_plain_ways_find_plain_headings() -> None:
    for way in (as_headed, as_sketched):
        assert [number for number, _ in way(WHOLE).pasal] == [1, 2, 3, 4]
    inline = WHOLE.replace("\nPasal 3\n", " Pasal 3 ")
    assert [number for number, _ in as_headed(inline).pasal] == [1, 2, 4]
    assert [number for number, _ in as_sketched("Pasal 1\nA. Pasal 2 B. Menurut Pasal 3 C.").pasal] == [1, 2]


def test_ours_is_read_from_what_was_parsed() -> None:
    found = as_parsed(parsed(WHOLE))
    assert [number for number, _ in found.pasal] == [1, 2, 3, 4]
    assert complete(found, WHOLE) and not found.amends and not found.warnings


def archive_of(path: Path, *texts: str) -> Path:
    with tarfile.open(path, "w:xz") as tar:
        for number, text in enumerate(texts, 1):
            info = tarfile.TarInfo(f"pp/2090/{number}.md")
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    return path


def test_the_command_measures_an_archive(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "a.tar.xz", WHOLE, WHOLE.replace("Pasal 2\n(1)", "", 1))
    shown: list[str] = []
    assert main(["--archive", str(archive), "--workers", "1", "--json"], shown.append) == 0
    rows = {row["measure"]: row for row in json.loads(shown[0])}
    assert rows["complete structure, 2 texts since 1980"]["ours"] == "0.500"
    assert rows["incomplete without a warning"]["ours"] == "0"
    assert main(["--archive", str(archive), "--workers", "1", "--broken"], shown.append) == 0
    assert shown[1].startswith("| |") and shown[2].startswith("pp/2090/2.md: ")


def test_an_archive_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--archive", str(tmp_path / "none.tar.xz")]) == 1
    assert "none.tar.xz" in capsys.readouterr().err
