"""HTML -> pages of text: what a browser would show, a table row a line, list numbers spelled out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree, html

from corpus.errors import DamagedFile, EmptyFile
from corpus.models import Page
from ingest.numbering import roman
from ingest.text import decode

UNSEEN = frozenset(
    "script style noscript template head title nav button select option textarea input svg math iframe object embed "
    "canvas audio video map datalist".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BREAK = re.compile(r"(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE)
CELL_CHARS = 600  # a longer cell is no cell of a table, but a part of a page that was laid out as one


def list_number(number: int, style: str) -> str:
    """A number as `<ol type=…>` draws it: "1", "a", "A", "i" or "I"."""
    letters = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
    drawn = {"a": letters, "A": letters.upper(), "i": roman(number).lower(), "I": roman(number)}
    return drawn.get(style, str(number)) if number > 0 else str(number)


def is_rows(table: Any) -> bool:
    """Whether a table holds rows; else it only lays out a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    widths = [sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")]
    cells = (len("".join(cell.itertext())) for cell in table.iter("td", "th"))
    return max(widths, default=0) > 1 and max(cells, default=0) <= CELL_CHARS


def _row_lines(table: Any) -> str:
    lines = []
    for row in table.iter("caption", "tr"):
        cells = [row] if row.tag == "caption" else list(row.iterchildren("td", "th"))
        words = [" ".join("".join(cell.itertext()).split()) for cell in cells]
        lines.append(" | ".join(word for word in words if word))
    return "\n".join(lines)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


class _Writer:
    """Collects what is seen, in order."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._lists: list[tuple[Any, str, int]] = []  # (element, style, next number)

    def start(self, node: Any) -> bool:
        """The opening tag; returns whether what is inside is to be walked through."""
        tag = node.tag
        if tag in UNSEEN or node.get("hidden") is not None or HIDDEN.search(node.get("style", "")):
            return False  # what a reader does not see is no source
        if "before" in BREAK.findall(node.get("style", "").lower()):
            self.parts.append("\f")
        if tag in BLOCKS or tag == "br":
            self.parts.append("\n")
        if tag == "table" and is_rows(node):
            self.parts.append(_row_lines(node))
            return False
        if tag in ("ol", "ul"):
            self._lists.append((node, node.get("type", "1") if tag == "ol" else "", _integer(node.get("start"), 1)))
        if tag == "li":
            self._number(node)
        self.text(node.text)
        return True

    def end(self, node: Any) -> None:
        """The closing tag, and the words after it."""
        if node.tag in BLOCKS:
            self.parts.append("\n")
        if self._lists and self._lists[-1][0] is node:
            self._lists.pop()
        if "after" in BREAK.findall(node.get("style", "").lower()):
            self.parts.append("\f")
        self.text(node.tail)

    def text(self, words: str | None) -> None:
        """Words between tags; runs of blanks and line ends are one blank."""
        if words:
            self.parts.append(re.sub(r"\s+", " ", words))

    def _number(self, node: Any) -> None:
        owner, style, following = self._lists[-1] if self._lists else (None, "", 1)
        if style:
            number = _integer(node.get("value"), following)
            self._lists[-1] = (owner, style, number + 1)
            self.parts.append(f"{list_number(number, style)}. ")


def _parsed(text: str) -> Any:
    """The tree of a page; of one too deeply nested for the parser, its words alone, so that none is lost."""
    for code in (text, re.sub(r"<[^>]*>", "\n", text)):
        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
        )  # huge_tree: up to 2,048 elements in each other
        root = html.document_fromstring(code.encode("utf-8", "replace"), parser=parser)
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            break
    return root


def page_texts(data: bytes) -> list[str]:
    """The words of an HTML file, page by page; a page ends where its style says so for the printer."""
    named = CHARSET.search(data[:4096])
    try:
        text = data.decode(named[1].decode("ascii"), errors="replace") if named else decode(data)
    except LookupError:
        text = decode(data)
    root = _parsed(text.replace("\x00", " "))
    writer = _Writer()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        if event == "end":
            writer.end(node)
        elif not writer.start(node):
            walker.skip_subtree()
    found = []
    for page in "".join(writer.parts).split("\f"):
        lines = (" ".join(line.split()) for line in page.split("\n"))
        found.append("\n".join(line for line in lines if line))
    return [page for page in found if page]


def read_html(path: Path) -> list[Page]:
    """All pages of an HTML file; nothing that it points to is fetched.

    Raises:
        EmptyFile: it shows no word.
        DamagedFile: it is no HTML.
    """
    try:
        found = page_texts(path.read_bytes())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise (EmptyFile if "empty" in str(error) else DamagedFile)(path.name) from error
    if not found:
        raise EmptyFile(path.name)
    return [Page(number, text) for number, text in enumerate(found, 1)]
