"""A blank workbook for a mapping: our columns, what each means and from which article, and lists to choose from."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from corpus.baris import JENIS, KOLOM, PRAKARSA, PRIORITAS, STATUS, Kolom
from corpus.urusan import DaftarUrusan
from export.workbook import OWN, heads, put

ROWS = 500  # rows with lists to choose from
TOP = 5  # the row of the header
YES_NO = ("Ya", "Tidak")
CHOICES = {
    "jenis": tuple(j for j in JENIS if j != "KSDD"),
    "prioritas": PRIORITAS,
    "status": STATUS,
    "prakarsa": PRAKARSA,
}
EXPLAINED: dict[str, str] = {
    "nomor": "Nomor urut.",
    "urusan": "Satu dari 32 urusan konkuren; pilih dari daftar.",
    "sub_urusan": "Sub urusan menurut matriks Lampiran UU 23/2014.",
    "program": "Program tempat kegiatan ini berada.",
    "kegiatan": "Kegiatan yang akan dikerjasamakan.",
    "objek": "Hal yang dikerjasamakan.",
    "jenis": "Pilih satu jenis. KSDD wajib hanya dengan daerah yang berbatasan.",
    "mitra": "Daerah, pihak ketiga, kementerian/lembaga, atau mitra luar negeri.",
    "lokasi": "Tempat pelaksanaan.",
    "pengusul": "Perangkat daerah yang mengusulkan.",
    "prakarsa": "Siapa yang memulai gagasan.",
    "tahun": "Satu tahun, beberapa tahun (2026, 2027), atau rentang (2026-2028).",
    "jangka_waktu": "Misalnya 3 tahun atau 18 bulan. Kesepakatan Bersama paling lama lima tahun.",
    "prioritas": "Skala prioritas.",
    "peringkat": "Angka urutan; yang terkecil didahulukan.",
    "potensi": "Potensi daerah yang menjadi dasar.",
    "karakteristik": "Karakteristik daerah yang menjadi dasar.",
    "kebutuhan": "Kebutuhan daerah, terutama untuk KSDPK.",
    "kekuatan": "Yang mendukung dari dalam.",
    "kelemahan": "Yang menghambat dari dalam.",
    "peluang": "Yang mendukung dari luar.",
    "ancaman": "Yang menghambat dari luar.",
    "alasan": "Untuk KSDD wajib: eksternalitas lintas daerah dan lebih efisien bila bersama.",
    "berbatasan": "Apakah mitranya daerah yang berbatasan.",
    "rpjmd": "Bagian atau sasaran RPJMD/Renstra yang dirujuk.",
    "di_rpjmd": "Sudah tercantum di RPJMD atau belum.",
    "rkpd": "Bagian RKPD yang dirujuk.",
    "di_rkpd": "Sudah tercantum di RKPD atau belum; untuk sinergi wajib.",
    "pengecualian": "Bila belum direncanakan: keadaan darurat, program strategis nasional, atau tugas pembantuan.",
    "rtrw": "Kesesuaian lokasi dengan RTRW.",
    "anggaran": "Perkiraan dalam rupiah, angka saja.",
    "sumber_biaya": "APBD, APBN, pihak ketiga, atau lainnya.",
    "dianggarkan": "Sudah ada di APBD tahun berjalan atau belum.",
    "membebani": "Apakah membebani masyarakat dan daerah.",
    "dprd": "Keterangan tentang persetujuan DPRD.",
    "disetujui_dprd": "Apakah DPRD sudah menyetujui.",
    "studi_kelayakan": "Untuk KSDPK: apakah studi kelayakan sudah ada.",
    "kriteria_prakarsa": "Untuk prakarsa pihak ketiga: rencana induk sektor, kelayakan ekonomi dan finansial, modal.",
    "status": "Tahap rencana saat ini.",
    "forum": "Musrenbang atau rapat koordinasi tempat dibahas.",
    "berita_acara": "Nomor Berita Acara kesepakatan.",
    "keputusan": "Nomor Keputusan Kepala Daerah.",
    "tanggal": "Tanggal Berita Acara atau Keputusan.",
    "keterangan": "Hal lain.",
}  # fmt: skip


def template_workbook(affairs: DaftarUrusan) -> bytes:
    """The blank workbook as an .xlsx file: a sheet to fill in, one that explains, one with the choices."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    mapping, explained, choices = (book.create_sheet(name) for name in ("Pemetaan", "Penjelasan", "Pilihan"))
    lists = _choices(choices, affairs)
    _mapping(mapping, lists)
    _explained(explained)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mapping(sheet: Worksheet, lists: dict[str, str]) -> None:
    for number, line in enumerate(
        ("HASIL PEMETAAN URUSAN YANG AKAN DIKERJASAMAKAN", "Daerah: [nama daerah]", "Tahun: [tahun pemetaan]"), 1
    ):
        put(sheet.cell(number, 1), line)
        sheet.cell(number, 1).font = Font(bold=True, size=13 if number == 1 else 11)
    heads(sheet, TOP, [kolom.id for kolom in KOLOM])
    for column, kolom in enumerate(KOLOM, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 6 if kolom.name == "nomor" else 16 if kolom.shape != "text" else 24
        rule = _validation(kolom, lists)
        if rule is not None:
            rule.add(f"{letter}{TOP + 1}:{letter}{TOP + ROWS}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[TOP].height = 48
    sheet.freeze_panes = f"F{TOP + 1}"


def _validation(kolom: Kolom, lists: dict[str, str]) -> DataValidation | None:
    where = lists.get("ya" if kolom.shape == "flag" else kolom.name)
    if where is not None:
        rule = DataValidation("list", formula1=where, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = kolom.id, "Pilih dari daftar pada lembar Pilihan."
        return rule
    if kolom.shape in ("money", "number"):
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = True, kolom.id, "Isi dengan angka bulat, tanpa titik."
        return rule
    return None


def _choices(sheet: Worksheet, affairs: DaftarUrusan) -> dict[str, str]:
    """The lists to choose from, a column each; returns where they stand, as a formula."""
    told = {"urusan": tuple(item.nama for item in affairs.items), **CHOICES, "ya": YES_NO}
    where: dict[str, str] = {}
    for column, (name, values) in enumerate(told.items(), 1):
        letter = get_column_letter(column)
        put(sheet.cell(1, column), name)
        sheet.cell(1, column).font = Font(bold=True)
        for row, value in enumerate(values, 2):
            put(sheet.cell(row, column), value)
        sheet.column_dimensions[letter].width = 48 if name == "urusan" else 18
        where[name] = f"=Pilihan!${letter}$2:${letter}${len(values) + 1}"
    return where


def _explained(sheet: Worksheet) -> None:
    put(sheet.cell(1, 1), OWN)
    heads(sheet, 3, ("Kolom", "Isi", "Dasar"))
    for row, kolom in enumerate(KOLOM, 4):
        for column, text in enumerate((kolom.id, EXPLAINED[kolom.name], kolom.basis or "-"), 1):
            put(sheet.cell(row, column), text)
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 30), ("B", 80), ("C", 34)):
        sheet.column_dimensions[letter].width = width
