from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, DecodedStreamObject, StreamObject

from ingest.operators import OTHER, PLAIN_BYTES, TEXT, Operation, plain_operations, read_at_once
from tests.factories import make_pdf

PLAIN = [
    b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (Pasal 1) Tj ET",
    b"BT/F1 12 Tf[(Wa)-3(rga )250.5<4D656E>]TJ ET",
    b"BT 12.5 TL .5 -.5 Td +3 Tc 5. Tw (a) ' 1 2 (b) \" T* ET",
    b"q 0.5 0 0 0.5 0 0 cm /Im0 Do Q",
    b"/P <</MCID 0>> BDC BT (a) Tj ET EMC /Artifact <</Type/Pagination /BBox [0 0 1 1]>>BDC EMC",
    b"10 20 30 0.5 re f* q 1 1 m 2 2 l S W* n 0 g 0 0 0 RG [3 2] 0 d /GS0 gs Q (sesudah) Tj",
    rb"(kurung \(di dalam\) dan \\ \n \101\7\53x) Tj",
    b"(baris\r\nbaru) Tj <4 1 4> Tj <> Tj () Tj [] TJ",
    b"% catatan (tidak dibaca) Tj\n(dibaca) Tj % lagi\r\n(juga) Tj",
    b"/Times#20New#20Roman 10 Tf /* 3 Tf",
    b"Tj Td (a) (b) Tj [(a)] TJ",
    b" \t\r\n",
    b"",
]
ODD = [
    b"BI /W 1 /H 1 ID \x00 EI (a) Tj",
    b"(kurung (di dalam)) Tj",
    rb"(\z) Tj",
    rb"(\777) Tj",
    b"(tak berakhir Tj",
    b"<4G> Tj",
    b"1.2.3 0 Td",
    b"--5 0 Td",
    b"(a) Tj tidakdikenal",
    b"(a) Tj )",
    b"1 0 R Tj",
    b"/F1[1] 2 Tf",
    b"/Nama Tj",
    b"[(a)] [(b)] TJ",
    b"[[(a)]] TJ",
    b"ET\0 Q",
    b"(a) TJ",
    b"12 /F1 Tf",
    b"Tf",
    b"TJ",
    b"/P <</A <</B 1>>>> BDC",
    b"/F#FF 1 Tf",
    b"true Tj",
    b"(a) Tj 1 2",
    b"1 " * 5_000,
    b" " * PLAIN_BYTES + b"(a) Tj",
]


def by_pypdf(data: bytes) -> list[tuple[list[object], bytes]]:
    """What pypdf reads of the same, without what does not concern text."""
    stream = DecodedStreamObject()
    stream.set_data(data)
    found = ContentStream(stream, None, "bytes").operations
    return [(same(operands), operator) for operands, operator in found if operator in TEXT]


def same(operands: object) -> list[object]:
    assert isinstance(operands, list)
    return [list(o) if isinstance(o, list) else o for o in operands]


def ours(found: list[Operation]) -> list[tuple[list[object], bytes]]:
    return [(same(operands), operator) for operands, operator in found]


@pytest.mark.parametrize("data", PLAIN)
def test_a_plain_page_is_read_as_pypdf_reads_it(data: bytes) -> None:
    found = plain_operations(data)
    assert found is not None and ours(found) == by_pypdf(data)


@pytest.mark.parametrize("data", ODD, ids=lambda data: repr(data[:30]))
def test_what_is_not_plain_is_left_to_pypdf(data: bytes) -> None:
    assert plain_operations(data) is None


SIGNS = st.sampled_from(
    [*sorted(TEXT | OTHER), b"(a)", b"(", b")", b"<41>", b"<", b">", b"[", b"]", b"/F1", b"/", b"1", b"-.5", b"12.", b"\\",
     b"%", b"\n", b"BI", b"EI", b"R", b"<<", b">>", b"#41", b"'", b"null", b"\0", b"x"]
)  # fmt: skip


@given(st.lists(st.tuples(SIGNS, st.sampled_from([b"", b" ", b"\n"])), max_size=12))
def test_no_page_reads_otherwise_than_by_pypdf(signs: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(sign + gap for sign, gap in signs)
    found = plain_operations(data)
    if found is None:
        return
    try:
        read = by_pypdf(data)
    except (PyPdfError, AssertionError, ValueError, TypeError, AttributeError):
        read = []  # what pypdf gives up may be read
    else:
        assert ours(found) == read


def test_a_page_is_as_it_was_after_the_block(tmp_path: Path) -> None:
    page = PdfReader(make_pdf(tmp_path / "a.pdf", "Warga menanam.")).pages[0]
    before = page.get("/Contents")
    with pytest.raises(KeyError), read_at_once(page):
        assert page.get("/Contents") is not before
        assert page.extract_text() == "Warga menanam."
        raise KeyError
    assert page.get("/Contents") is before
    assert page.extract_text() == "Warga menanam."


def test_a_page_that_is_not_plain_or_has_no_words_stays(tmp_path: Path) -> None:
    page = PdfReader(make_pdf(tmp_path / "a.pdf", "Warga (lama)")).pages[0]
    contents = page["/Contents"].get_object()
    assert isinstance(contents, StreamObject)
    contents.set_data(b"BT /F1 12 Tf (Warga (lama)) Tj ET")
    before = page.get("/Contents")
    with read_at_once(page):
        assert page.get("/Contents") is before
        assert page.extract_text() == "Warga (lama)"
    del page["/Contents"]
    with read_at_once(page):
        assert page.extract_text() == ""
