"""The sources that answers are held against, the commands, the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Catalog
from corpus.digest import digest_files
from corpus.models import Jawaban
from corpus.sitasi import parse_label
from eval import __main__ as command
from eval import homes, measure, report, sources
from tests.questions import REG, answer, citation, item, library, scored

# --- the sources


@pytest.mark.parametrize(
    ("label", "changes", "problem"),
    [
        (f"{REG} Pasal 3 ayat (1)", {}, None),
        (f"{REG} Pasal 3", {}, None),
        (f"{REG} Pasal 3 ayat (3)", {}, "has no provision"),
        (f"{REG} Pasal 9", {}, "has no provision"),
        (f"{REG} Penjelasan Pasal 3", {}, "has no provision"),
        (f"{REG} Pasal 3", {"kind": "ringkasan"}, "is not held"),
        ("PP 28/2018 Pasal 3", {}, "is not held"),
        (f"{REG} Pasal 3", {"label": f"{REG} Pasal 4"}, "does not say its unit"),
    ],
)
def test_a_citation_resolves_in_the_catalogue(
    home: Path, label: str, changes: dict[str, Any], problem: str | None
) -> None:
    found = sources.resolve_problem(replace(citation(label), **changes), library(home))
    assert problem in found if problem and found else found == problem


def test_a_quote_must_stand_on_the_page_that_is_named(tmp_path: Path) -> None:
    held = sources.Sources({}, {"a.pdf": ["Iuran dibayar\ntiap bulan.", ""]})
    cited = citation(f"{REG} Pasal 4", quote="iuran dibayar tiap bulan")
    assert held.quote_problem(cited) is None
    for page in (None, 0, 3):
        assert "not on page" in str(held.quote_problem(replace(cited, page=page)))
    assert "not on page" in str(held.quote_problem(replace(cited, file="lain.pdf")))


def test_a_quote_of_a_text_may_stand_anywhere_in_it() -> None:
    held = sources.Sources({}, {"a.md": ["Iuran dibayar\ntiap bulan. Rapat diadakan tiap tahun."]})
    cited = replace(citation(f"{REG} Pasal 4", quote="rapat diadakan"), file="a.md", page=7)
    assert held.quote_problem(cited) is None
    assert held.quote_problem(replace(cited, quote="rapat tidak diadakan")) is not None


def test_further_files_join_the_sources(tmp_path: Path) -> None:
    path = tmp_path / "pp-1-2001.md"
    path.write_text("Pasal 1", encoding="utf-8")
    more = sources.with_more(sources.Sources({}, {"a.pdf": ["b"]}), [path], tmp_path / "simpan")
    assert (more.pages, more.files) == ({"a.pdf": ["b"], "pp-1-2001.md": ["Pasal 1"]}, {"pp-1-2001.md": path})


def test_a_quote_of_a_digest_is_looked_for_in_its_file() -> None:
    path = digest_files()[0]
    line = next(text for text in path.read_text(encoding="utf-8").splitlines() if text.startswith("(1)"))
    cited = citation(f"{REG} Pasal 4", kind="ringkasan", file=path.name, page=None, quote=line)
    held = sources.Sources({}, {})
    assert held.quote_problem(cited) is None
    assert held.quote_problem(replace(cited, quote=line + " dan tidak tertulis")) is not None
    assert held.quote_problem(replace(cited, file="tidak-ada.md")) is not None


def test_a_folder_without_regulations_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"bukan pdf")
    assert command.main(["--corpus", str(tmp_path), "--home", str(tmp_path / "home")]) == 1
    assert "holds no PDF" in capsys.readouterr().err


def test_a_command_that_fails_is_told(home: Path) -> None:
    with pytest.raises(homes.CommandFailed, match="tidak-ada"):
        homes.run(["-m", "tidak-ada"], home)


# --- the report


def a_report() -> report.Report:
    sealed = item(id="S-1", question="Rahasia?")
    scores = {
        "seen": (scored(item(), answer(f"{REG} Pasal 7", text="a | b")),),
        "sealed": (scored(sealed, answer(f"{REG} Pasal 7")),),
    }
    chunks = measure.score_chunks(item(), [[parse_label(f"{REG} Pasal 8")]], 20.0)
    sets = tuple(report.SetResult(name, found, (chunks,)) for name, found in scores.items())
    return report.Report(sets, report.Speed(100, 2.0, (1.5, 1.2, 1.9), 0.5), {"date": "2020-01-02"})


def test_the_sealed_set_is_shown_by_its_totals_alone() -> None:
    shown, everything = report.markdown(a_report()), report.markdown(a_report(), show_sealed=True)
    assert "ours, sealed" in shown and "### seen by kind" in shown
    assert "### sealed" not in shown and "### sealed by kind" in everything
    machine = report.as_json(a_report())
    assert "questions" in machine["sets"]["seen"] and set(machine["sets"]["sealed"]) == {"ours", "recipe"}
    assert "S-1" not in json.dumps(machine) and "S-1" in json.dumps(report.as_json(a_report(), show_sealed=True))


def test_the_tables_are_whole() -> None:
    blocks = [b for b in report.markdown(a_report()).split("\n\n") if b.startswith("|")]
    for block in blocks:
        assert len({line.replace("\\|", "").count("|") for line in block.splitlines()}) == 1
    assert (
        "| first citation is a right Pasal | 1.000 (1/1) | 0.000 (0/1) | 1.000 (1/1) | 0.000 (0/1) | .80 |" in blocks[0]
    )
    assert "50 a second (100 in 2.0 s)" in blocks[1] and "1.20 s best, 1.50 s median of 3" in blocks[1]


def test_losses_tell_what_was_cited_and_what_is_right() -> None:
    text = report.losses(a_report().sets[0])
    for words in (
        "T-1 [rekan, waktu] lost: first, five, ayat, must",
        f"{REG} Pasal 7",
        f"{REG} Pasal 8 ayat (3)",
        "30 hari",
    ):
        assert words in text
    right = report.SetResult("seen", (scored(item(), answer(f"{REG} Pasal 8 ayat (3)")),))
    assert report.losses(right).startswith("seen: 0 of 1")


def test_the_history_has_a_row_for_each_set_in_the_columns_of_its_page() -> None:
    rows = report.history_rows(a_report(), "2020-01-02", "a | b")
    head = report.HISTORY_HEAD
    assert head in command.HISTORY.read_text(encoding="utf-8").splitlines()
    assert [row.replace("\\|", "").count("|") for row in rows] == [head.count("|")] * 2
    assert rows[0].startswith("| 2020-01-02 | a \\| b | seen | .000 | .000 |") and rows[0].endswith(
        "| 1.000 / 1.000 | 50 | 1.2 |"
    )


class FakeAnswerer:
    """Always says the same; remembers what it was asked."""

    def __init__(self, catalog: Catalog, given: Jawaban) -> None:
        self.catalog, self.given = catalog, given
        self.asked: list[tuple[str, int]] = []

    def answer(self, text: str, history: Any = ()) -> Jawaban:
        self.asked.append((text, len(history)))
        return self.given


def test_every_question_is_asked_with_its_history_and_one_more_warms_up(home: Path) -> None:
    fake = FakeAnswerer(library(home), answer(f"{REG} Pasal 4", text="30 hari"))
    follow_up = item(id="T-2", kind="lanjutan", history=[{"role": "user", "content": "Dulu?"}])
    held = sources.Sources({}, {"a.pdf": ["kata kata"]})
    scores = command.answer_all([item(), follow_up], fake, held)  # type: ignore[arg-type]
    assert fake.asked == [(command.WARM_UP, 0), ("Berapa lama?", 0), ("Berapa lama?", 1)]
    assert [(s.must, s.first, s.bad_quotes, s.unresolved) for s in scores] == [(True, False, (), ())] * 2


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], "Berapa lama?"),
        ([{"role": "user", "content": "Satu"}, {"role": "assistant", "content": "Dua"}], "Satu Berapa lama?"),
    ],
)
def test_the_recipe_searches_a_follow_up_with_the_question_before(history: list[dict[str, str]], expected: str) -> None:
    assert command.search_query(item(history=history)) == expected
