"""The HTML of the Pemetaan tab: summary, table, findings, what an import understood, cited rows. Pure; escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from corpus.baris import KOLOM, KOLOM_BY_NAME, BarisPemetaan, KolomTerbaca, Pemetaan, Skipped
from corpus.difference import Difference
from corpus.mappings import HeldMapping
from corpus.models import Sitasi
from corpus.query import Place
from corpus.urusan import DaftarUrusan
from export.cells import rupiah, value_text
from page.mapping_desk import PAGE, Look
from page.panel import number_text, steps_html
from rag.check import WEIGHTS, Checked, place
from rag.temuan import Temuan

TABLE = ("urusan", "program", "kegiatan", "jenis", "mitra", "tahun", "prioritas", "pengusul", "di_rkpd", "anggaran")
FICTION = '<span class="lencana l-contoh">Contoh, fiktif</span>'
MOST_FINDINGS = 200  # shown of each weight
MOST_COLUMNS = 120
MOST_LINES = 40  # of a difference, of skipped rows
EMPTY = (
    '<div class="kosong"><p><strong>Belum ada hasil pemetaan.</strong></p>'
    "<p>Unggah buku kerja hasil pemetaan (.xlsx, .xls, .ods, .csv, atau tabel .docx) di bawah: judul, kepala tabel, "
    "dan kolomnya dikenali sendiri; yang dipahami tampil dulu sebelum disimpan. Belum punya? Unduh templatnya, "
    "atau muat contoh untuk mencoba.</p></div>"
)


def summary_html(look: Look) -> str:
    """What is chosen, in one line."""
    if look.held is None:
        return EMPTY
    held = look.held
    badge = FICTION if held.contoh else ""
    money = f", perkiraan anggaran {rupiah(round(look.amount))}" if look.amount is not None else ""
    return (
        f'<div class="peta-ringkas"><h2>{escape(held.label)} {badge}</h2>'
        f"<p><strong>{number_text(look.count)}</strong> rencana{money}. Berkas {escape(held.file)}; "
        f"{number_text(held.count)} baris terbaca, {number_text(len(held.skipped))} baris bukan rencana.</p></div>"
    )


def table_html(look: Look, affairs: DaftarUrusan) -> str:
    """A page of the rows."""
    if look.held is None:
        return ""
    if not look.rows:
        return '<p class="catatan">Tidak ada baris yang cocok; longgarkan pilihan di atas.</p>'
    heads = "".join(f'<th scope="col">{escape(KOLOM_BY_NAME[name].id)}</th>' for name in TABLE)
    rows = "".join(_row_html(item.row, affairs) for item in look.rows)
    first = look.view.page * PAGE + 1
    told = f"Baris {number_text(first)} sampai {number_text(first + len(look.rows) - 1)} dari {number_text(look.count)}"
    return (
        f'<div class="tabel-gulir" tabindex="0" role="group" aria-label="Tabel rencana"><table class="peta"><thead><tr>'
        f'{heads}<th scope="col">Sumber</th></tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p class="catatan">{told}, halaman {look.view.page + 1} dari {look.pages}.</p>'
    )


def _row_html(row: BarisPemetaan, affairs: DaftarUrusan) -> str:
    cells = "".join(f"<td>{escape(value_text(row, KOLOM_BY_NAME[name], affairs))}</td>" for name in TABLE)
    where = f"{row.sheet} baris {row.row}" if row.sheet else f"baris {row.row}"
    return f"<tr>{cells}<td>{escape(where)}</td></tr>"


# --- findings


def findings_html(checked: Checked) -> str:
    """What was found against the law, by weight; each with its row, its articles and the next step."""
    parts = [f'<p class="catatan">{escape(told)}</p>' for told in checked.unchecked]
    counts = checked.counts()
    if not checked.findings:
        return "".join(parts) + '<p class="catatan">Tidak ada temuan pada baris yang diperiksa.</p>'
    for weight, name in WEIGHTS.items():
        found = [f for f in checked.findings if f.weight == weight]
        if found:
            more = len(found) - MOST_FINDINGS
            rest = f'<p class="catatan">… dan {number_text(more)} lagi.</p>' if more > 0 else ""
            lines = "".join(_finding_html(f) for f in found[:MOST_FINDINGS])
            opened = " open" if weight == "langgar" else ""
            parts.append(
                f'<details class="temuan t-{weight}"{opened}>'
                f"<summary>{escape(name)} ({number_text(counts[weight])})</summary><ol>{lines}</ol>{rest}</details>"
            )
    return "".join(parts)


def _finding_html(finding: Temuan) -> str:
    basis = "; ".join(
        f"{c.label}{f', hlm. {c.page}' if c.page else ''}{' (ringkasan)' if c.kind == 'ringkasan' else ''}"
        for c in finding.citations
    )
    return (
        f"<li><strong>{escape(finding.title)}</strong> "
        f"<span>{escape(place(finding))}: {escape(finding.row.name)}</span>"
        f"<p>{escape(finding.text)}</p><p>Langkah: {escape(finding.next)}</p>"
        f'<p class="catatan">Dasar: {escape(basis)}</p></li>'
    )


# --- what came in


def preview_html(item: Pemetaan, affairs: DaftarUrusan) -> str:
    """What was understood of a workbook, before it is kept."""
    known = [c for c in item.columns if c.field]
    unknown = [c for c in item.columns if not c.field]
    doubtful = [c for c in known if not c.sure]
    head = (
        f"<p><strong>{number_text(len(item.rows))} baris rencana terbaca</strong>, "
        f"{number_text(len(item.skipped))} baris lain dilewati. {len(known)} kolom dikenali, "
        f"{len(unknown)} kolom disimpan apa adanya.</p>"
    )
    look = (
        '<p class="catatan">Lihat dulu kolom bertanda (?): nama dan isinya tidak sejalan. Koreksi di bawah; bentuk '
        "yang sama akan dikenali lain kali.</p>"
        if doubtful
        else ""
    )
    return (
        f"{head}{look}{columns_html(item.columns)}{_skipped_html(item.skipped)}{_warnings(item.warnings)}"
        f"{_sample_html(item.rows, affairs)}"
    )


def columns_html(columns: Sequence[KolomTerbaca]) -> str:
    """Each column of the workbook, what it was taken for, and some of its values."""
    lines = []
    for column in columns[:MOST_COLUMNS]:
        kolom = KOLOM_BY_NAME.get(column.field)
        taken = kolom.id if kolom else "disimpan apa adanya"
        doubt = "" if column.sure else ' <abbr title="nama dan isinya tidak sejalan">(?)</abbr>'
        sheet = f"{column.sheet}: " if column.sheet else ""
        sample = "; ".join(column.sample[:3])
        lines.append(
            f"<tr><td>{escape(sheet + (column.header or '(tanpa nama)'))}</td><td>{escape(taken)}{doubt}</td>"
            f"<td>{escape(sample[:120])}</td></tr>"
        )
    return (
        '<div class="tabel-gulir" tabindex="0" role="group" aria-label="Kolom"><table class="peta"><thead><tr>'
        '<th scope="col">Kolom di berkas</th><th scope="col">Dipahami sebagai</th><th scope="col">Contoh isi</th>'
        f"</tr></thead><tbody>{''.join(lines)}</tbody></table></div>{_more(len(columns) - MOST_COLUMNS)}"
    )


def _more(count: int) -> str:
    return f'<p class="catatan">… dan {number_text(count)} kolom lain.</p>' if count > 0 else ""


def _skipped_html(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return ""
    counts = Counter(s.reason for s in skipped)
    told = ", ".join(f"{reason} {count}" for reason, count in counts.most_common())
    lines = "".join(
        f"<li>{escape(f'{s.sheet} baris {s.row}' if s.sheet else f'baris {s.row}')} ({escape(s.reason)}): "
        f"{escape(s.text[:100])}</li>"
        for s in skipped[:MOST_LINES]
    )
    more = f"<li>… dan {len(skipped) - MOST_LINES} lagi</li>" if len(skipped) > MOST_LINES else ""
    return f"<details><summary>Baris yang dilewati: {escape(told)}</summary><ul>{lines}{more}</ul></details>"


def _warnings(warnings: Sequence[str]) -> str:
    lines = "".join(f"<li>{escape(w)}</li>" for w in warnings[:MOST_LINES])
    return f"<details open><summary>Catatan ({len(warnings)})</summary><ul>{lines}</ul></details>" if lines else ""


def _sample_html(rows: Sequence[BarisPemetaan], affairs: DaftarUrusan) -> str:
    if not rows:
        return ""
    used = [k for k in KOLOM if any(value_text(row, k, affairs) for row in rows[:50])][:12]
    heads = "".join(f'<th scope="col">{escape(k.id)}</th>' for k in used)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(value_text(row, k, affairs))}</td>" for k in used) + "</tr>" for row in rows[:3]
    )
    return (
        f'<p class="catatan">Tiga baris pertama seperti yang dipahami:</p><div class="tabel-gulir" tabindex="0" '
        f'role="group" aria-label="Contoh baris"><table class="peta"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def difference_html(made: Difference) -> str:
    """What a newer mapping changed; "" where it replaced none."""
    if not made.older:
        return ""
    if not (made.added or made.gone or made.changed):
        return f"<p>Isinya sama dengan {escape(made.older)}.</p>"
    counts = f"{len(made.added)} baris baru, {len(made.changed)} berubah, {len(made.gone)} hilang"
    lines = [f"<li>baru: {escape(s.name)} ({escape(_at(s.sheet, s.row))})</li>" for s in made.added[:MOST_LINES]]
    lines += [f"<li>hilang: {escape(s.name)}</li>" for s in made.gone[:MOST_LINES]]
    for spot, fields in made.changed[:MOST_LINES]:
        said = "; ".join(f"{_field(name)}: {old or '(kosong)'} → {new or '(kosong)'}" for name, old, new in fields)
        lines.append(f"<li>berubah: {escape(spot.name)} ({escape(_at(spot.sheet, spot.row))}): {escape(said)}</li>")
    return (
        f"<details open><summary>Dibanding {escape(made.older)}: {counts}</summary><ul>{''.join(lines)}</ul></details>"
    )


def _field(name: str) -> str:
    return KOLOM_BY_NAME[name].id if name in KOLOM_BY_NAME else name


def _at(sheet: str, row: int) -> str:
    return f"{sheet} baris {row}" if sheet else f"baris {row}"


# --- cited rows


def rows_html(
    citation: Sitasi, held: HeldMapping | None, rows: Sequence[Place], turn: int = 0, others: Sequence[Sitasi] = ()
) -> str:
    """The Sumber panel for a citation of rows: each with its cells as written."""
    badge = FICTION if held is not None and held.contoh else ""
    sheet = f", lembar {citation.sheet}" if citation.sheet else ""
    parts = [
        steps_html(citation, others),
        f'<header><span class="lencana l-pemetaan">Pemetaan</span> {badge}'
        f'<h3 tabindex="-1">{escape(citation.label)}</h3>'
        f'<p class="berkas">Berkas {escape(citation.file)}{escape(sheet)}</p></header>',
    ]
    if not rows:
        parts.append(
            '<p class="catatan">Baris ini tidak ada lagi di pustaka; pemetaannya sudah diganti atau dihapus.</p>'
        )
    for item in rows:
        cells = "".join(f"<dt>{escape(head or '-')}</dt><dd>{escape(text)}</dd>" for head, text in item.row.cells)
        parts.append(f'<section><h4>Baris {item.row.row}</h4><dl class="sel">{cells}</dl></section>')
    more = len(citation.rows) - len(rows)
    if rows and more > 0:
        parts.append(f'<p class="catatan">… dan {number_text(more)} baris lain pada lembar ini.</p>')
    parts.append('<p class="kembali"><a href="#percakapan" data-kembali>Kembali ke jawaban</a></p>')
    return f'<article class="sumber" data-turn="{turn}" data-n="{citation.n}">{"".join(parts)}</article>'
