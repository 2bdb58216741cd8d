"""python -m rag ask: one question, or a file of them, answered with citations; check: mappings against the law."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.commands import CommandParser
from corpus.errors import TanyaError
from corpus.models import Jawaban
from corpus.settings import read_settings
from rag.answer import Answerer
from rag.check import run_check
from rag.start import open_answerer

USAGE = """\
python -m rag ask "pertanyaan" [--json]
python -m rag ask --batch pertanyaan.jsonl --out jawaban.jsonl
python -m rag check [NAMA-PEMETAAN] [--json]
"""


class BadPlace(TanyaError):
    """The file of answers can not be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or "kesalahan sistem"
        super().__init__(
            f"Berkas jawaban {path} tidak dapat ditulis ({reason}); pilih tempat lain untuk --out.",
            f"The file of answers {path} can not be written ({reason}); choose another place for --out.",
        )


class BadBatch(TanyaError):
    """The file of questions can not be used."""

    def __init__(self, name: str, line: int, detail: str) -> None:
        where = f" baris {line}" if line else ""
        super().__init__(
            f'Berkas {name}{where}: {detail}; tiap baris harus objek JSON dengan "id" dan "question".',
            f'File {name} line {line}: each line must be a JSON object with "id" and "question".',
        )


def read_batch(path: Path) -> Iterator[dict[str, object]]:
    """Questions of a JSON-lines file.

    Raises:
        BadBatch: it can not be read, or a line is not a question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadBatch(path.name, 0, "tidak dapat dibaca") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise BadBatch(path.name, number, "bukan JSON") from error
        if not isinstance(item, dict) or not isinstance(item.get("question"), str):
            raise BadBatch(path.name, number, 'tidak memuat "question"')
        yield item


def show(answer: Jawaban) -> str:
    """An answer for a terminal: its words and its citations with page and quote."""
    lines = [re.sub(r"\\(.)", r"\1", answer.answer).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")]
    for item in answer.citations:
        page = f", hlm. {item.page}" if item.page else ""
        lines.append(f'\n[{item.n}] {item.label} ({item.file}{page})\n    "{item.quote}"')
    lines.extend(f"- {suggestion}" for suggestion in answer.suggestions)
    return "\n".join(lines)


@contextmanager
def _answerer() -> Iterator[Answerer]:
    with open_answerer(read_settings()) as answerer:
        yield answerer


def _history(item: dict[str, object]) -> list[dict[str, object]]:
    given = item.get("history")
    return [h for h in given if isinstance(h, dict)] if isinstance(given, list) else []


def run_batch(batch: Path, out: Path) -> int:
    """Answer a file of questions into another; each answer is written as it comes."""
    items = list(read_batch(batch))
    try:
        file = out.open("w", encoding="utf-8")
    except OSError as error:
        raise BadPlace(out, error) from error
    with file, _answerer() as answerer:
        for item in items:
            answer = answerer.answer(str(item["question"]), _history(item))
            identity = str(item["id"]) if item.get("id") is not None else None
            file.write(json.dumps(answer.as_dict(identity), ensure_ascii=False) + "\n")
            file.flush()
    print(f"{len(items)} jawaban ditulis ke {out}.", file=sys.stderr)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code: 0 for an answer or a refusal, 1 for an error, 2 for wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = CommandParser("python -m rag", "Tanya jawab dari dokumen, dengan sitasi.", USAGE)
    parser.add_argument(
        "command", choices=["ask", "check"], metavar="ask|check",
        help="jawab satu pertanyaan atau berkas pertanyaan; atau periksa pemetaan terhadap peraturan",
    )  # fmt: skip
    parser.add_argument("question", nargs="?", metavar="PERTANYAAN|NAMA-PEMETAAN")
    parser.add_argument("--json", action="store_true", help="jawaban sebagai JSON")
    parser.add_argument("--batch", type=Path, metavar="BERKAS", help="berkas JSON per baris: id, question, history")
    parser.add_argument("--out", type=Path, metavar="BERKAS", help="tempat jawaban untuk --batch")
    options = parser.parse_args(given)
    if options.batch is not None and options.out is None:
        parser.error("--batch memerlukan --out BERKAS")
    if options.command == "ask" and options.batch is None and not (options.question or "").strip():
        parser.error("beri satu pertanyaan, atau --batch BERKAS")
    try:
        if options.command == "check":
            return run_check(read_settings(), options.question or "", options.json)
        if options.batch is not None:
            return run_batch(options.batch, options.out)
        with _answerer() as answerer:
            answer = answerer.answer(options.question)
        print(json.dumps(answer.as_dict(), ensure_ascii=False) if options.json else show(answer))
        return 0
    except TanyaError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # who reads us has seen enough: `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
