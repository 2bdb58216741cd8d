"""The HTML of the page's own parts: Sumber panel, status line, library list. Pure; every text is escaped."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from corpus.models import Ketentuan, Sitasi
from corpus.pictures import Picture
from corpus.rows import Held
from corpus.runs import Span, find_quote
from page.chat import Turn, copy_text
from page.source import SourceView
from page.status import Status

KINDS = {"naskah": "Naskah resmi", "ringkasan": "Ringkasan"}
TITLE = "<h2>Sumber</h2>"
EMPTY = (
    f'<div class="panel-kepala">{TITLE}</div><div class="kosong">'
    "<p>Bunyi pasal, gambar halaman PDF, dan ringkasan kami tampil di sini untuk tiap angka sitasi dalam jawaban.</p>"
    "</div>"
)
NO_SOURCE = f'<div class="panel-kepala">{TITLE}</div><div class="kosong"><p>Jawaban ini tidak memuat sitasi.</p></div>'


def source_html(view: SourceView, picture: Picture | None, turn: int = 0, others: Sequence[Sitasi] = ()) -> str:
    """The Sumber panel for one citation.

    Args:
        view: what is known of it.
        picture: of the cited page; None where there is none.
        turn: number of the answer in the conversation, from 0.
        others: all citations of the answer, for stepping through them.
    """
    parts = [steps_html(view.citation, others), _head(view)]
    if view.citation.kind == "naskah":
        parts.append(_official(view))
        parts.append(_picture(view, picture))
        if view.digest:
            parts.append(_digest(view))
    else:
        parts.append(_digest(view))
    parts.append(_link(view))
    parts.append('<p class="kembali"><a href="#percakapan" data-kembali>Kembali ke jawaban</a></p>')
    return f'<article class="sumber" data-turn="{turn}" data-n="{view.citation.n}">{"".join(parts)}</article>'


def steps_html(citation: Sitasi, others: Sequence[Sitasi]) -> str:
    """The head of the panel: a button for each citation of the answer."""
    if len(others) < 2:
        return f'<div class="panel-kepala">{TITLE}</div>'
    buttons = "".join(
        f'<button type="button" class="langkah" data-n="{o.n}" title="{escape(o.label)}"'
        f' aria-label="Sumber {o.n}: {escape(o.label)}"{" aria-current=true" if o.n == citation.n else ""}>'
        f"{o.n}</button>"
        for o in others
    )
    return f'<div class="panel-kepala">{TITLE}<nav aria-label="Sumber jawaban ini">{buttons}</nav></div>'


def _head(view: SourceView) -> str:
    citation = view.citation
    steps = "".join(f"<li>{escape(h)}</li>" for h in view.heading)
    page = f", halaman {citation.page}" if citation.page else ""
    if view.held is not None and citation.page in view.held.read_pages:
        page += " (dibaca dengan OCR)"
    title = f'<p class="judul-pasal">{escape(view.title)}</p>' if view.title else ""
    return (
        f'<header><span class="lencana l-{citation.kind}">{KINDS[citation.kind]}</span>'
        f'<h3 tabindex="-1">{escape(citation.label)}</h3>{title}'
        + (f'<ol class="letak">{steps}</ol>' if steps else "")
        + f'<p class="berkas">Berkas {escape(citation.file)}{page}</p></header>'
    )


def _official(view: SourceView) -> str:
    if not view.official:
        quote = f"<blockquote><mark>{escape(view.citation.quote)}</mark></blockquote>"
        return f"<section><h4>Bunyi naskah</h4>{quote}</section>"
    note = ""
    if view.held is not None and view.citation.page in view.held.ocr_pages:
        note = "Teks halaman ini hasil pembacaan pindaian (OCR); yang sah adalah gambar halamannya."
    return (
        f"<section><h4>Bunyi naskah{_pasal_words(view)}</h4>"
        f"{_box('naskah', 'Bunyi naskah', provisions_html(view.official, view.citation))}{_note(note)}</section>"
    )


def _box(kind: str, name: str, inside: str) -> str:
    """A text that scrolls by itself, by keyboard too."""
    return f'<div class="{kind} gulir" tabindex="0" role="group" aria-label="{name}">{inside}</div>'


def _note(text: str) -> str:
    return f'<p class="catatan">{escape(text)}</p>' if text else ""


def _pasal_words(view: SourceView) -> str:
    unit = view.citation.unit
    return f" Pasal {escape(unit.pasal)}" if unit.pasal else ""


def _picture(view: SourceView, picture: Picture | None) -> str:
    page = view.citation.page
    if picture is None or page is None:
        return f"<section><h4>Halaman berkas</h4>{_note('Gambar halaman tidak tersedia untuk berkas ini.')}</section>"
    data = base64.b64encode(picture.png).decode("ascii")
    alt = f"Halaman {page} dari {escape(view.citation.file)}" + (
        ", kutipan disorot kuning" if picture.highlighted else ""
    )
    note = "" if picture.highlighted else _note("Letak kutipan di halaman ini tidak dapat disorot.")
    if note and view.held is not None and page in view.held.read_pages:
        note = _note("Halaman ini dibaca dengan OCR; kutipan tidak ditandai di gambarnya.")
    return (
        f"<section><h4>Halaman {page} berkas PDF</h4>{note}"
        f'<button type="button" class="halaman" aria-label="Perbesar halaman {page}">'
        f'<img src="data:image/png;base64,{data}" alt="{alt}" width="{picture.width}" height="{picture.height}">'
        "</button></section>"
    )


def _digest(view: SourceView) -> str:
    cited = view.citation if view.citation.kind == "ringkasan" else None
    note = next((f"Catatan: {p.note}" for p in view.digest if p.note), "")
    only = "" if view.held is not None else "Naskah resmi peraturan ini belum ada di pustaka. "
    text = provisions_html(view.digest, cited, view.citation)
    return (
        '<section class="ringkasan-kami"><h4>Ringkasan kami</h4>'
        f"{_note(only + 'Kata-kata kami sendiri, bukan bunyi peraturan.')}"
        f"{_box('ringkas', 'Ringkasan kami', text)}{_note(note)}</section>"
    )


def _link(view: SourceView) -> str:
    landing = view.landing
    if not landing.url.startswith("https://"):
        return ""
    words = "Baca di situs resmi: " if landing.certain else "Situs resmi: "
    return (
        f'<p class="tautan">{words}<a href="{escape(landing.url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(landing.label)}</a></p>"
    )


def provisions_html(members: Sequence[Ketentuan], quoted: Sitasi | None, cited: Sitasi | None = None) -> str:
    """Provisions as paragraphs, lists indented, the cited unit set off.

    Args:
        members: of one Pasal (or page, or form), in order.
        quoted: the citation whose quote is marked in these provisions; None to mark nothing.
        cited: the citation whose unit is set off; `quoted` where absent.
    """
    cited = cited or quoted
    base = 2 if any(m.unit.ayat for m in members) else 1
    marks = _marks(members, quoted)
    lines = []
    for number, member in enumerate(members):
        inside = cited is not None and any(cited.unit.levels[1:]) and cited.unit.covers(member.unit)
        marker = f'<span class="tanda">{_marked(member.marker, marks[number][0])}</span>' if member.marker else ""
        level = min(3, max(0, member.depth - base))
        kind = f"tingkat-{level}{' bertanda' if member.marker else ''}{' dirujuk' if inside else ''}"
        lines.append(f'<p class="{kind}">{marker}<span>{_marked(member.text, marks[number][1])}</span></p>')
    return "".join(lines)


def _marks(members: Sequence[Ketentuan], quoted: Sitasi | None) -> list[tuple[list[Span], list[Span]]]:
    """For each provision the spans of its marker and of its text that the quote covers."""
    pieces: list[tuple[int, int, str]] = []
    for number, member in enumerate(members):
        if quoted is not None and quoted.unit.covers(member.unit):
            pieces.extend(((number, 0, member.marker), (number, 1, member.text)))
    marks: list[tuple[list[Span], list[Span]]] = [([], []) for _ in members]
    if quoted is None:
        return marks
    match = find_quote(quoted.quote, "\n".join(text for *_, text in pieces))
    offset = 0
    for number, which, text in pieces:
        for start, end in match.spans:
            low, high = max(0, start - offset), min(len(text), end - offset)
            if low < high:
                marks[number][which].append((low, high))
        offset += len(text) + 1
    return marks


def _marked(text: str, spans: Sequence[Span]) -> str:
    """Text with spans in <mark>, escaped."""
    parts, last = [], 0
    for start, end in spans:
        end += len(text[end:]) - len(text[end:].lstrip(".;:,)"))
        parts.append(f"{escape(text[last:start])}<mark>{escape(text[start:end])}</mark>")
        last = end
    return "".join(parts) + escape(text[last:])


def copies_html(turns: Sequence[Turn]) -> str:
    """What the copy buttons copy, for the script to fetch."""
    answers = [(number, turn.answer) for number, turn in enumerate(turns) if not turn.answer.refused]
    return "".join(f'<pre data-turn="{number}">{escape(copy_text(answer))}</pre>' for number, answer in answers)


def notice_html(message: str) -> str:
    """An error notice; "" takes it away."""
    return f'<div class="galat" role="alert">{escape(message)}</div>' if message else ""


def status_html(status: Status) -> str:
    """The status line with its progress bar; "" when there is nothing to tell."""
    if status.problem:
        return f'<div class="status gagal" role="status">{escape(status.problem)} Pencarian kata tetap berjalan.</div>'
    if status.done:
        return ""
    left = f", {escape(status.time_left)}" if status.time_left else ""
    count = f"{number_text(status.made)} dari {number_text(status.total)} bagian ({status.percent}%){left}"
    words = count if status.total else "memuat model"
    return (
        '<div class="status" role="status"><span>Menyiapkan pencarian makna: '
        f"{words}. Anda sudah dapat bertanya.</span>"
        f'<progress max="100" value="{status.percent}" aria-label="Kemajuan">{status.percent}%</progress></div>'
    )


def number_text(count: int) -> str:
    """A whole number with its thousands apart: 12500 -> "12.500"."""
    return f"{count:,}".replace(",", ".")


def library_html(held: Sequence[Held]) -> str:
    """What the library holds, by regulation, with the kinds held of each."""
    rows: dict[str, list[Held]] = {}
    for item in held:
        rows.setdefault(item.key, []).append(item)
    if not rows:
        return '<p class="catatan">Pustaka masih kosong.</p>'
    return '<ul class="pustaka">' + "".join(_library_row(items) for items in rows.values()) + "</ul>"


def _library_row(items: Sequence[Held]) -> str:
    first = items[0]
    badges = "".join(f'<span class="lencana l-{i.kind}">{KINDS[i.kind]}{_pages(i)}</span>' for i in items)
    title = f" {escape(first.judul)}" if first.judul and first.judul != first.label else ""
    return f"<li><strong>{escape(first.label)}</strong>{title} {badges}</li>"


def _pages(item: Held) -> str:
    return f", {item.pages} halaman" if item.kind == "naskah" and item.pages else ""


def header_html(held: Sequence[Held]) -> str:
    """Name, what it does, and from what documents."""
    labels = list(dict.fromkeys(h.label for h in held))
    shown = ", ".join(labels[:6]) + (f" dan {len(labels) - 6} lainnya" if len(labels) > 6 else "")
    source = f" dari {escape(shown)}" if shown else ""
    return (
        '<div class="kepala-isi"><h1>Tanya KSD</h1>'
        f"<p>Menjawab pertanyaan tentang kerja sama daerah{source}, dengan pasal dan halamannya.</p></div>"
    )
