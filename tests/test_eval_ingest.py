"""The one table of what is understood of documents."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from eval import ingest, ocr, structure
from eval.ingest import Row
from eval.sets import ARCHIVE


@pytest.fixture
def benches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Benches that measure nothing; returns the names of those that ran."""
    ran: list[str] = []

    def bench(name: str) -> object:
        def run(options: argparse.Namespace) -> list[Row]:
            ran.append(name)
            return [Row(f"the {name}", "-", "1", "2")]

        return run

    monkeypatch.setattr(ingest, "BENCHES", {name: bench(name) for name in ingest.BENCHES})
    return ran


def test_all_benches_stand_in_one_table(benches: list[str]) -> None:
    shown: list[str] = []
    assert ingest.main([], shown.append) == 0
    assert benches == ["structure", "ocr", "matriks", "pages"]
    lines = shown[0].splitlines()
    assert lines[0] == "| | peers | ours | reach |" and lines[2] == "| the structure | - | 1 | 2 |" and len(lines) == 6


def test_some_benches_can_be_chosen(benches: list[str]) -> None:
    shown: list[str] = []
    assert ingest.main(["--only", "pages", "--only", "ocr", "--json"], shown.append) == 0
    assert benches == ["pages", "ocr"]
    assert [row["measure"] for row in json.loads(shown[0])] == ["the pages", "the ocr"]


@pytest.mark.parametrize("name", ["structure", "pages"])
def test_documents_that_are_not_there_are_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ingest, "HOME", tmp_path / "home")
    assert ingest.main(["--only", name, "--corpus", str(tmp_path / "inti")], print) == 1
    told = capsys.readouterr()
    assert told.out == "" and "--corpus" in told.err


def test_rows_of_the_structure_and_of_scans_stand_beside_their_peers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ARCHIVE).write_bytes(b"")
    options = argparse.Namespace(corpus=tmp_path / "inti", sample=2, workers=1)
    found = [structure.Row("complete", ".66", ".76", ".95", ".95"), structure.Row("time", "-", "-", "9 s", "60 s")]
    monkeypatch.setattr(structure, "measure", lambda *given: (found, []))
    assert ingest.structure_rows(options) == [
        Row("complete", ".66 headings; .76 chain", ".95", ".95"),
        Row("time", "-", "9 s", "60 s"),
    ]
    seconds = [ocr.Row(f"{name}: {ingest.SECOND}", 2.1, "<= 2.4") for name in (ocr.SCAN, ocr.LAYER)]
    monkeypatch.setattr(ocr, "measure", lambda *given: [*seconds, ocr.Row("Pasal", 44, "")])
    rows = ingest.ocr_rows(options)
    assert [(row.ours, row.reach) for row in rows] == [("2.10", "<= 2.4"), ("2.10", "<= 2.4"), ("44.00", "-")]
    assert "Tesseract" in rows[0].peers and rows[1].peers == rows[2].peers == "-"
