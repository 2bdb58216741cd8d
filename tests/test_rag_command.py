"""python -m rag ask: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.lock import HomeLock
from corpus.settings import Settings
from rag.__main__ import BadBatch, main, read_batch
from tests.library import catalog_of, whole_library

ASKED = "Siapa menanggung ongkos angkut koleksi?"


@pytest.fixture
def stocked(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the invented library, full text alone."""
    catalog_of(home, whole_library()).close()
    assert Settings(home=home).catalog_path.exists()
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    return home


# --- one question


def test_an_answer_for_people(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", ASKED]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Ongkos mengangkut koleksi") and "**Dasar:**" in out
    assert "[1] Permendagri 91/2098 Pasal 4 (taman.pdf, hlm. 2)" in out
    assert '"Ongkos angkut koleksi dibagi sama besar antara kedua taman."' in out
    assert err == ""


def test_an_answer_for_machines(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", ASKED, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["id"], made["question"], made["refused"], made["language"]) == (None, ASKED, False, "id")
    assert made["citations"][0]["label"] == "Permendagri 91/2098 Pasal 4"


def test_a_refusal_is_no_error(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Pasal 40 Permendagri 91/2098", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["refused"], made["reason"], made["citations"]) == (True, "pasal_tidak_ada", [])


def test_a_digest_is_shown_without_a_page(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Pasal 9 PP 93/2096"]) == 0
    assert "(sepeda.md)" in capsys.readouterr().out


# --- many questions


def batch_of(folder: Path, *lines: str) -> Path:
    path = folder / "pertanyaan.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_batch_is_answered_in_order_with_its_ids(stocked: Path, tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        json.dumps({"id": "a", "question": ASKED}),
        "",
        json.dumps({"id": 7, "question": "Pasal 40 Permendagri 91/2098"}),
        json.dumps({"question": "Pasal 9 PP 93/2096", "lain": True}),
    )
    out = tmp_path / "jawaban.jsonl"
    assert main(["ask", "--batch", str(batch), "--out", str(out)]) == 0
    made = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(m["id"], m["refused"]) for m in made] == [("a", False), ("7", True), (None, False)]


def test_a_question_of_a_batch_may_have_a_history(stocked: Path, tmp_path: Path) -> None:
    history = [{"role": "user", "content": "Apa isi Pasal 3 Permendagri 92/2097?"}, "bukan pesan", None]
    rows = [{"id": "a", "question": "kalau Pasal 2?", "history": history},
            {"id": "b", "question": "kalau Pasal 2?", "history": "bukan daftar"}]  # fmt: skip
    out = tmp_path / "jawaban.jsonl"
    assert main(["ask", "--batch", str(batch_of(tmp_path, *map(json.dumps, rows))), "--out", str(out)]) == 0
    with_it, without = (json.loads(line)["citations"] for line in out.read_text(encoding="utf-8").splitlines())
    assert [c["label"] for c in with_it] == ["Permendagri 92/2097 Pasal 2"]
    assert len(without) > 1


def test_a_file_of_windows_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b'{"id": "a", "question": "apa?"}\r\n{"id": "b", "question": "siapa?"}\r\n')
    assert [item["id"] for item in read_batch(path)] == ["a", "b"]


def test_an_empty_batch_gives_no_answers(stocked: Path, tmp_path: Path) -> None:
    out = tmp_path / "jawaban.jsonl"
    assert main(["ask", "--batch", str(batch_of(tmp_path, "", "  ")), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == ""


BAD_LINES = [
    ("{", "bukan JSON"),
    ("[1, 2]", "tidak memuat"),
    ('"apa?"', "tidak memuat"),
    ('{"id": "a"}', "tidak memuat"),
    ('{"id": "a", "question": 5}', "tidak memuat"),
    ('{"id": "a", "question": null}', "tidak memuat"),
]


@pytest.mark.parametrize(("line", "detail"), BAD_LINES)
def test_a_bad_line_gives_one_sentence_with_file_and_line(
    stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, detail: str
) -> None:
    batch = batch_of(tmp_path, '{"id": "a", "question": "apa?"}', line)
    out = tmp_path / "jawaban.jsonl"
    assert main(["ask", "--batch", str(batch), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and not out.exists()
    assert said.err.count("\n") == 1 and "Traceback" not in said.err
    assert "pertanyaan.jsonl baris 2" in said.err and detail in said.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00 bukan teks"])
def test_a_batch_that_can_not_be_read_gives_one_sentence(
    stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "pertanyaan.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert main(["ask", "--batch", str(path), "--out", str(tmp_path / "jawaban.jsonl")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "pertanyaan.jsonl" in said and "tidak dapat dibaca" in said


def test_a_folder_is_no_batch(tmp_path: Path) -> None:
    with pytest.raises(BadBatch):
        list(read_batch(tmp_path))


@pytest.mark.parametrize("place", ["tiada/jawaban.jsonl", "."])
def test_a_place_that_can_not_be_written_gives_one_sentence(
    stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    batch = batch_of(tmp_path, json.dumps({"id": "a", "question": ASKED}))
    assert main(["ask", "--batch", str(batch), "--out", str(tmp_path / place)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Traceback" not in said


# --- wrong usage


@pytest.mark.parametrize(
    "arguments",
    [[], ["ask"], ["ask", ""], ["ask", "   "], ["ask", "--json"], ["ask", "--batch", "a.jsonl"], ["tanya", "apa?"],
     ["ask", "apa?", "siapa?"], ["ask", "apa?", "--xml"]],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2 and "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"]])
def test_help_is_exit_code_0(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0 and "ask" in capsys.readouterr().out


# --- a home that can not be used


def test_a_home_that_another_process_writes_is_said(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with HomeLock(stocked):
        assert main(["ask", ASKED]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1


def test_readers_share_a_home(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with HomeLock(stocked, shared=True):
        assert main(["ask", ASKED]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(("name", "value"), [("TANYA_EMBEDDER", "ajaib"), ("TANYA_PORT", "x"), ("TANYA_WORKERS", "0")])
def test_a_bad_setting_is_said(
    stocked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["ask", ASKED]) == 1
    said = capsys.readouterr()
    assert name in said.err and said.err.count("\n") == 1 and said.out == ""


def test_a_broken_catalogue_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir(parents=True)
    Settings(home=home).catalog_path.write_bytes(b"bukan basis data " * 100)
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    assert main(["ask", ASKED]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and "Traceback" not in said.err


def test_a_new_home_gets_the_digests_that_ship(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TANYA_EMBEDDER", "none")
    assert main(["ask", "Pasal 3 Permendagri 22/2020", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [(c["label"], c["kind"]) for c in made["citations"]] == [("Permendagri 22/2020 Pasal 3", "ringkasan")]
