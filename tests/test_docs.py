"""What the documents say is so: settings, commands, packages, links and make targets."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import runpy
import shlex
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from corpus.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def section(title: str, text: str = README) -> str:
    """What stands under a heading of level 2."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title!r}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of all tables in a text, without heads and rulers."""
    lines = [*text.splitlines(), ""]
    ruler = [line.startswith("|--") for line in lines]
    body = [line for n, line in enumerate(lines[:-1]) if line.startswith("|") and not ruler[n] and not ruler[n + 1]]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in body]


def code(cell: str) -> str:
    """The first `…` of a cell, without its backticks; the cell itself where there is none."""
    found = re.search(r"`([^`]+)`", cell)
    return found[1] if found else cell


# --- settings


def test_the_settings_table_lists_each_field_once_and_nothing_else() -> None:
    named = [code(row[0]) for row in rows(section("Settings"))]
    assert named == [f"TANYA_{field.name.upper()}" for field in dataclasses.fields(Settings)]


def test_the_settings_table_shows_the_defaults() -> None:
    shown = {code(row[0]): row[1] for row in rows(section("Settings"))}
    cores = shown.pop("TANYA_WORKERS")
    assert cores == "number of cores, at most 4"
    assert read_settings({}).workers == min(4, os.cpu_count() or 2)
    if sys.platform == "win32":
        shown.pop("TANYA_EMBEDDER")
    defaults = {name: getattr(Settings(), name.removeprefix("TANYA_").lower()) for name in shown}
    assert shown == {name: f"`{value}`" if str(value) else "empty" for name, value in defaults.items()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_no_setting_that_does_not_exist(document: Path) -> None:
    named = set(re.findall(r"TANYA_[A-Z_]+", document.read_text(encoding="utf-8")))
    assert named <= {f"TANYA_{field.name.upper()}" for field in dataclasses.fields(Settings)}


# --- commands


COMMANDS = sorted({code(row[0]) for row in rows(section("Commands")) if "python -m" in row[0]})


def parts_of(command: str) -> tuple[list[str], list[str]]:
    """(module and subcommands, options): "python -m rag ask --json" -> (["rag", "ask"], ["--json"])."""
    words = shlex.split(re.sub(r"[\[\]]", " ", command))
    assert words[:2] == ["python", "-m"]
    known = ("ask", "check", "fetch", "list", "reindex", "status", "structure", "template")
    plain = [words[2]] + [word for word in words[3:] if word in known]
    return plain, [word for word in words if word.startswith("--")]


def help_of(words: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[object, str]:
    """(exit code, what is printed) of a command with --help."""
    monkeypatch.setattr(sys, "argv", [words[0], *words[1:], "--help"])
    monkeypatch.delitem(sys.modules, f"{words[0]}.__main__", raising=False)  # another test may have imported it
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed), pytest.raises(SystemExit) as left:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    return left.value.code, printed.getvalue()


def test_the_commands_table_covers_every_command_of_the_house() -> None:
    named = {" ".join(parts_of(command)[0]) for command in COMMANDS}
    assert named == {
        "ingest", "ingest structure", "ingest fetch", "ingest status", "ingest reindex", "rag ask", "rag check", "eval",
        "export list", "export template",
    }  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_exists_and_knows_the_options_that_the_readme_gives(
    command: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    words, options = parts_of(command)
    exit_code, printed = help_of(words, monkeypatch)
    assert exit_code == 0
    assert [option for option in options if option not in printed] == []
    assert not home.exists(), "asking for help makes nothing"


def test_the_first_commands_of_the_readme_are_make_run_and_make_test() -> None:
    first = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert first
    assert [line.split("#")[0].strip() for line in first[1].splitlines()] == ["make run", "make test"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_no_make_target_that_does_not_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\s*|[\d]\s)make ([a-z]+)(?=`|\s+#|$)", text, re.MULTILINE)
    assert set(named) <= targets
    assert targets >= {"help", "run", "test", "lint", "bench"}


# --- packages, links, words


def test_the_packages_table_lists_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=;\s]", line)[0] for line in project["dependencies"]}
    assert {code(row[0]) for row in rows(section("Packages"))} == asked


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_links_of_a_document_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    inside = [link.split("#")[0] for link in links if not link.startswith(("http://", "https://", "#"))]
    assert [link for link in inside if not (document.parent / link).exists()] == []


TERMS = (
    "Peraturan Pasal Ayat Huruf Angka Ketentuan Sitasi Naskah Ringkasan KSDD KSDPK KSDPL KSDLL Sinergi TKKSD KAK PKS "
    "Pemetaan Dasar Pustaka"
).split()


def test_the_glossary_explains_each_term_once() -> None:
    text = (ROOT / "docs" / "glosarium.md").read_text(encoding="utf-8")
    named = [row[0] for row in rows(text)]
    assert sorted(set(named)) == sorted(named)
    assert [term for term in TERMS if term not in named] == []
    assert all(all(row) for row in rows(text)), "no empty cell"


def test_the_decisions_are_dated_and_in_order() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    dates = [re.match(r"\d{4}-\d{2}-\d{2}: \w", head) for head in heads]
    assert all(dates)
    assert heads == sorted(heads, key=lambda head: head[:10])


def test_the_guide_names_the_words_that_stand_on_the_page() -> None:
    from page.chat import COPY
    from page.panel import KINDS

    guide = (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
    for words in (COPY, *KINDS.values(), "Percakapan baru", "Isi pustaka"):
        assert f"**{words}**" in guide


# --- the readers of tables themselves


def test_rows_are_read_without_heads_and_rulers() -> None:
    text = "| A | B |\n|---|---|\n| `x` one | 2 |\n\nwords\n\n| C |\n|---|\n| 3 |\n"
    assert rows(text) == [["`x` one", "2"], ["3"]]
    assert code("`x` one") == "x"
    assert code("plain") == "plain"


def test_a_command_is_taken_apart() -> None:
    assert parts_of('python -m rag ask "question" [--json]') == (["rag", "ask"], ["--json"])
    assert parts_of("python -m ingest PATH… [--json]") == (["ingest"], ["--json"])
