"""What stands in the chat: answers with marks that can be clicked, and what the copy button copies. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import Jawaban, Sitasi
from corpus.words import tokens
from rag.compose import escape

# an unescaped "[3]" that is no link already
MARK = re.compile(r"(?<!\\)\[(\d{1,3})\](?!\()")
COPY = "Salin jawaban + sitasi"
NOTE = "Tambahkan ke notulen"
LONGEST = 240  # characters of what is shown of a question as it was understood
Message = dict[str, str]


@dataclass(frozen=True)
class Turn:
    """A question and its answer."""

    question: str
    answer: Jawaban


WRITING = "_Sedang ditulis …_"


def messages(turns: Sequence[Turn], pending: str = "", growing: str | None = None) -> list[Message]:
    """The chat as Gradio wants it.

    Args:
        turns: what was asked and answered.
        pending: a question that has no answer yet.
        growing: what is there of its answer while a language model writes; its marks lead nowhere yet.
    """
    shown: list[Message] = []
    for number, turn in enumerate(turns):
        shown.append({"role": "user", "content": literal(turn.question)})
        shown.append({"role": "assistant", "content": answer_markdown(number, turn.answer)})
    if pending:
        shown.append({"role": "user", "content": literal(pending)})
    if growing is not None:
        shown.append({"role": "assistant", "content": f"{growing}\n\n{WRITING}".strip()})
    return shown


def history(turns: Sequence[Turn]) -> list[Message]:
    """The chat as `Answerer.answer` wants it."""
    return [
        message
        for turn in turns
        for message in (
            {"role": "user", "content": turn.question},
            {"role": "assistant", "content": turn.answer.answer},
        )
    ]


def literal(text: str) -> str:
    """A person's words as Markdown that shows just these characters."""
    lines = [escape(line.strip()) for line in text.strip().splitlines()]
    return "\n".join(re.sub(r"^(\s*)([-+=]|\d+(?=[.)]))", r"\1&#8203;\2", line) for line in lines)


def answer_markdown(turn: int, answer: Jawaban) -> str:
    """An answer with its marks as links to its sources, and the copy link under it; above it how it was understood."""
    if answer.refused:
        asked = "".join(f"\n- [{literal(text)}](#tanya-{turn}-{n})" for n, text in enumerate(answer.suggestions))
        return f"{understood(answer)}{answer.answer}" + (f"\n{asked}" if asked else "")
    known = {c.n: c for c in answer.citations}
    text = MARK.sub(lambda m: _mark(turn, known[int(m[1])]) if int(m[1]) in known else m[0], answer.answer)
    return f"{understood(answer)}{text}\n\n[{COPY}](#salin-{turn}) [{NOTE}](#catat-{turn})"


def understood(answer: Jawaban) -> str:
    """How a question was understood, where that says more than the question: small, and to be corrected."""
    plain = answer.understood.strip()
    if not plain or len(plain) > LONGEST or tokens(plain) == tokens(answer.question):
        return ""
    said, change = ("Understood as", "change") if answer.language == "en" else ("Dipahami sebagai", "ubah")
    return f"<small>{said}: {literal(plain)} [{change}](#ubah)</small>\n\n"


def _mark(turn: int, citation: Sitasi) -> str:
    title = re.sub(r'[\\"<>\[\]()`*_\r\n]|&', lambda m: m[0] if m[0] in "()" else " ", citation.label)
    return f'[{citation.n}](#sumber-{turn}-{citation.n} "{title}")'


def plain(markdown: str) -> str:
    """An answer's Markdown as plain text, marks kept: "- a. isi **x** [1]" -> "a. isi x [1]"."""
    text = re.sub(r"^(\s*)- ", r"\1", markdown, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)\*\*", "", text)
    text = re.sub(r"^_(.*)(?<!\\)_$", r"\1", text, flags=re.MULTILINE)
    return html.unescape(re.sub(r"\\(.)", r"\1", text))


def copy_text(answer: Jawaban) -> str:
    """What the copy button copies: the answer, then each citation with file, page and quote."""
    lines = [plain(answer.answer), ""]
    for item in answer.citations:
        page = f", hlm. {item.page}" if item.page else ""
        kind = {"naskah": "naskah resmi", "pemetaan": "hasil pemetaan"}.get(item.kind, "ringkasan")
        lines.append(f'[{item.n}] {item.label} ({kind}), {item.file}{page}: "{item.quote}"')
    return "\n".join(lines)
