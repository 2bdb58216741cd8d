"""What a page of a PDF says to do, read at once where it is plain: five times as fast as pypdf's sign by sign.

Only what moves or shows text is kept. A page that is not plain (pictures among its words, odd escapes, operators that
nobody knows) is left to pypdf as a whole, so that no text reads otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, NameObject, StreamObject

Operand = float | bytes | NameObject | ArrayObject
Operation = tuple[list[Operand], bytes]

PLAIN_BYTES = 4_000_000  # no page of text is longer
BLANKS = b"\0\t\n\f\r "
GAP = rb"[\0\t\n\f\r ]"
END = rb"(?=[\t\n\f\r ()<>\[\]/]|\Z)"  # of a number, a name or an operator
NUMBER = rb"[+-]?(?:\d++\.?\d*+|\.\d++)" + END
NAME = rb"/(?:[A-Za-z0-9_.,+*:-]|#[0-9A-Fa-f]{2})*+" + END
STRING = rb"\((?:[^()\\]|\\[nrtbf()\\0-7])*+\)"
HEX = rb"<[0-9A-Fa-f\t\n\r ]*+>"
LIST = rb"\[(?:" + rb"|".join((GAP, NUMBER, STRING, HEX)) + rb")*+\]"
MARKS = rb"<<(?:[^<>()%]|" + STRING + rb"|" + HEX + rb")*+>>"
OPERANDS = rb"|".join((GAP, NUMBER, NAME, STRING, MARKS, HEX, LIST))
COMMENT = rb"%[^\r\n]*+"
# comments; operands; an operator; or else one sign of what is not plain
OPERATION = re.compile(
    rb"(?:" + GAP + rb"|" + COMMENT + rb")*+((?:" + OPERANDS + rb")*+)([A-Za-z][A-Za-z01]*+\*?|['\"])" + END + rb"|(.)",
    re.DOTALL,
)
PIECE = re.compile(rb"(" + STRING + rb")|(" + HEX + rb")|(" + NUMBER + rb")|[^\0\t\n\f\r ]")
NAMED = re.compile(NAME)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
TEXT = frozenset(b"BT ET q Q cm Tz Tc Tw TL Tf Td TD Tm T* Tj TJ ' \" Do".split())
OTHER = frozenset(
    (
        b"re m l c v y h S s f F f* B B* b b* n W W* g G rg RG k K cs CS sc SC scn SCN sh w J j M d ri i gs Tr Ts "
        b"BMC BDC EMC MP DP BX EX"
    ).split()
)


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1] is not None:
        return bytes((int(match[1], 8),))  # ValueError beyond 255
    return ESCAPES.get(match[2], match[2])


def _piece(match: re.Match[bytes]) -> float | bytes:
    string, digits, number = match.groups()
    if string:
        inner = string[1:-1]
        return ESCAPE.sub(_escaped, inner) if b"\\" in inner else inner
    if digits:
        pairs = b"".join(digits[1:-1].split()).decode("ascii")
        return bytes.fromhex(pairs + "0" * (len(pairs) % 2))
    if number:
        return float(number)
    raise ValueError(match[0])


def _operands(written: bytes, operator: bytes) -> list[Operand]:
    """What stands before an operator.

    Raises:
        ValueError: it is not what the operator asks for.
    """
    if operator == b"TJ":
        listed = written.strip(BLANKS)
        if not (listed.startswith(b"[") and listed.endswith(b"]")):
            raise ValueError(listed)
        return [ArrayObject(map(_piece, PIECE.finditer(listed[1:-1])))]
    if operator in (b"Tj", b"'", b'"'):
        return list(map(_piece, PIECE.finditer(written)))
    if operator in (b"Tf", b"Do"):
        name, *numbers = written.split()
        if not NAMED.fullmatch(name):
            raise ValueError(name)
        return [NameObject(NameObject.unnumber(name).decode("ascii")), *map(float, numbers)]
    return list(map(float, written.split()))


def plain_operations(data: bytes) -> list[Operation] | None:
    """The operations of a page that concern its text, in order.

    Args:
        data: what the page says to do, unpacked.

    Returns:
        Operands and operator of each; None where the page is not plain.
    """
    found: list[Operation] = []
    data = data.rstrip()
    if len(data) > PLAIN_BYTES:
        return None
    for match in OPERATION.finditer(data):
        written, operator, odd = match.groups()
        if odd is not None or (operator not in TEXT and operator not in OTHER):
            return None
        if operator in TEXT:
            try:
                found.append((_operands(written, operator), operator))
            except ValueError:
                return None
    return found


class _Plain(ContentStream):
    """What a page says to do, already read; pypdf asks for the bytes too, to see whether they hold words at all."""

    def __init__(self, page: PageObject, data: bytes, found: list[Operation]) -> None:
        super().__init__(None, page.pdf, "bytes")
        self.operations = list(found)
        self._whole = data

    def get_data(self) -> bytes:
        return self._whole


@contextmanager
def read_at_once(page: PageObject) -> Iterator[None]:
    """Inside the block pypdf finds the operations of a page already read, where the page is plain."""
    written = page.get("/Contents")
    contents = written.get_object() if written is not None else None
    data = b""
    found: list[Operation] | None = None
    if isinstance(contents, (ArrayObject, StreamObject)):
        data = ContentStream(contents, page.pdf, "bytes").get_data()
        found = plain_operations(data)
    if found is None:
        yield
        return
    page[NameObject("/Contents")] = _Plain(page, data, found)
    try:
        yield
    finally:
        page[NameObject("/Contents")] = written  # the file stays open: what was read of its pages does not
