"""The question files, and the documents and homes of the sets."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from eval import homes, measure, sets
from tests.questions import REG, item

FOLDER = Path(measure.__file__).parent
LAST_PASAL = {
    "Permendagri 22/2020": 64, "PP 28/2018": 52, "Permendagri 25/2020": 44, "UU 23/2014": 411,
    "PP 18/2016": 126, "PP 56/2018": 60, "UU 14/2008": 64, "PP 12/2019": 225, "Permendikbud 3/2020": 70,
    "UU 5/2014": 141, "UU 24/2000": 22, "Permendag 50/2020": 53, "UU 12/2011": 104,
    "UU 9/2015": 2, "PP 72/2019": 2, "UU 15/2019": 2, "UU 13/2022": 2,
}  # fmt: skip

# --- the questions


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", '{"id": "A"}', '"A"',
        json.dumps({"id": "A", "question": "?", "language": "id", "voice": "rekan", "kind": "waktu"}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_question_is_told_by_its_number(line: str) -> None:
    with pytest.raises(measure.BadQuestions, match="x.jsonl:3"):
        measure.parse_items(f"\n\n{line}", "x.jsonl")


@pytest.mark.parametrize(
    "changes",
    [
        {"gold": ["Pasal 8 ayat (3)"]}, {"gold": "Pasal 8"}, {"must": [3]}, {"history": ["halo"]}, {"refuse": "no"},
        {"question": " "},
    ],
)  # fmt: skip
def test_a_field_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        item(**changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"gold": [f"{REG} Pasal 64"]}, None),
        ({"gold": [f"{REG} Lampiran A1"]}, None),
        ({"gold": [f"{REG} Pasal 65"]}, "out of range"),
        ({"gold": ["UU 9/2015 Pasal I angka 2"]}, None),
        ({"gold": ["UU 9/2015, hlm. 1"]}, None),
        ({"gold": ["UU 9/2015 Pasal III"]}, "out of range"),
        ({"gold": [f"{REG} Pasal I"]}, "out of range"),
        ({"also": ["PP 28/2018 Pasal 0"]}, "out of range"),
        ({"gold": ["PP 99/2018 Pasal 1"]}, "is not held"),
        ({"gold": []}, "gold where"),
        ({"refuse": True, "kind": "luar_topik"}, "gold where"),
        ({"kind": "luar_topik"}, "unknown"),
        ({"voice": "teman"}, "unknown"),
        ({"voice": "english"}, "voice and language"),
        ({"must": ["a|"]}, "empty string"),
    ],
)
def test_problems_of_a_question(changes: dict[str, Any], problem: str | None) -> None:
    found = measure.item_problems([item(**changes)], LAST_PASAL)
    assert bool(found) is bool(problem) and all(problem in text for text in found if problem)


def test_a_doubled_id_is_a_problem() -> None:
    assert measure.item_problems([item(), item()], LAST_PASAL) == ["T-1: the id stands twice"]


def test_the_question_files_are_valid_and_half_is_set_aside() -> None:
    found = {name: sets.read_set(name) for name in (*sets.CORE, *sets.MORE)}
    everything = [q for questions in found.values() for q in questions]
    assert measure.item_problems(everything, LAST_PASAL) == []
    assert len({q.question for q in everything if not q.history}) == len([q for q in everything if not q.history])
    counts = {name: (sum(not q.refuse for q in qs), sum(q.refuse for q in qs)) for name, qs in found.items()}
    assert counts["seen"] == counts["sealed"] == (130, 45)
    assert counts["hubungan-seen"] == counts["hubungan-sealed"] == (17, 3)
    assert counts["matriks-seen"] == counts["matriks-sealed"] == (10, 0)
    assert min(*counts["bare-seen"], *counts["bare-sealed"]) >= 40
    assert {q.kind for q in found["sealed"]} == measure.ANSWERABLE | measure.REFUSABLE


def test_every_set_has_its_file_and_every_file_its_set() -> None:
    files = {path.stem for path in FOLDER.glob("*.jsonl") if not path.stem.startswith("pemetaan-")}  # of eval.mapping
    assert files - {"calibrate", "matriks"} == {*sets.CORE, *sets.MORE}
    assert set(sets.HOMES) <= set(sets.MORE) and set(sets.HOMES.values()) == set(sets.EXTRA)


# --- documents and homes


@pytest.mark.parametrize(
    ("option", "names"),
    [("both", ("seen", "sealed")), ("more", sets.MORE), ("sealed", ("sealed",)), ("bare-seen", ("bare-seen",))],
)
def test_an_option_names_sets(option: str, names: tuple[str, ...]) -> None:
    assert sets.chosen(option) == names


def test_sets_are_asked_home_by_home() -> None:
    assert sets.by_home(sets.CORE) == {"": ["seen", "sealed"]}
    assert sets.by_home(sets.MORE) == {
        "bare-seen": ["bare-seen"],
        "bare-sealed": ["bare-sealed"],
        "": ["matriks-seen", "matriks-sealed"],
        "hubungan": ["hubungan-seen", "hubungan-sealed"],
    }


@pytest.mark.parametrize(
    ("name", "sealed"), [("sealed", True), ("bare-sealed", True), ("seen", False), ("hubungan-seen", False)]
)
def test_which_sets_are_set_aside(name: str, sealed: bool) -> None:
    assert sets.is_sealed(name) is sealed


def archive(folder: Path, **texts: str) -> Path:
    """A little archive beside a folder of core regulations; returns that folder."""
    (folder / "inti").mkdir()
    with tarfile.open(folder / sets.ARCHIVE, "w:xz") as tar:
        for name, text in texts.items():
            member = tarfile.TarInfo(name.replace("_", "/") + ".md")
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
    return folder / "inti"


def test_texts_of_the_archive_get_the_name_of_their_regulation(tmp_path: Path) -> None:
    corpus = archive(tmp_path, pp_2016_18="Satu.", uu_2015_9="Dua.", pp_2016_19="Tiga.")
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "surat.pdf").write_bytes(b"%PDF-")
    names = ("uu/2015/9.md", "lain/surat.pdf", "pp/2016/18.md")
    files = sets.documents(names, corpus, tmp_path / "naskah")
    assert [path.name for path in files] == ["uu-9-2015.md", "surat.pdf", "pp-18-2016.md"]
    assert [files[0].read_text(), files[2].read_text()] == ["Dua.", "Satu."]
    assert sorted(path.name for path in (tmp_path / "naskah").iterdir()) == ["pp-18-2016.md", "uu-9-2015.md"]
    (tmp_path / sets.ARCHIVE).unlink()
    assert sets.documents(names, corpus, tmp_path / "naskah") == files  # once unpacked, the archive is not needed


@pytest.mark.parametrize("name", ["pp/2016/99.md", "lain/tidak-ada.pdf"])
def test_a_document_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    corpus = archive(tmp_path, pp_2016_18="Satu.")
    with pytest.raises(sets.DocumentsMissing, match=name):
        sets.documents((name,), corpus, tmp_path / "naskah")


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(sets.DocumentsMissing, match="xz"):
        sets.documents(("pp/2016/18.md",), tmp_path / "inti", tmp_path / "naskah")


def test_a_home_begins_as_a_copy_of_the_core_one(tmp_path: Path) -> None:
    core, home = tmp_path / "home", homes.home_of(tmp_path / "home", "hubungan")
    assert (home.name, homes.home_of(core, "")) == ("home-hubungan", core)
    homes.begin_home(core, home)
    assert not home.exists()
    (core / "resep").mkdir(parents=True)
    (core / "katalog.sqlite3").write_text("a")
    homes.begin_home(core, home)
    assert [path.name for path in home.iterdir()] == ["katalog.sqlite3"]
    (core / "katalog.sqlite3").write_text("b")
    homes.begin_home(core, home)
    assert (home / "katalog.sqlite3").read_text() == "a"
