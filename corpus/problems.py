"""Problems with files that limits and formats bring; they belong to the tree drawn in `corpus/errors.py`."""

from __future__ import annotations

from corpus.errors import FileProblem


class ArchiveTooDeep(FileProblem):
    """A ZIP inside a ZIP inside a ZIP, beyond the limit."""

    template_id = "Berkas {name} adalah ZIP yang bersarang terlalu dalam; ekstrak ZIP itu dulu, lalu masukkan isinya."
    template_en = "The file {name} is a ZIP nested too deeply; unpack it first, then bring in what it holds."


class ArchiveTooLarge(FileProblem):
    """It unpacks to more than is allowed.

    Args:
        name: of the ZIP, of its member, or of an office file, which is a ZIP inside.
        limit_id, limit_en: what the limit is, e.g. "500 MB", "1000 berkas".
        setting: the variable that moves it; "" where none does.
    """

    template_id = "Berkas {name} mekar melampaui batas {limit_id}, jadi sisanya tidak dibaca; {advice_id}."
    template_en = "The file {name} unpacks beyond the limit of {limit_en}, so the rest was not read; {advice_en}."

    def __init__(self, name: str, limit_id: str, limit_en: str, setting: str = "") -> None:
        more_id, more_en = (f", atau naikkan {setting}", f", or raise {setting}") if setting else ("", "")
        super().__init__(
            name, limit_id=limit_id, limit_en=limit_en,
            advice_id=f"periksa asalnya, ekstrak sendiri, lalu masukkan berkas yang perlu saja{more_id}",
            advice_en=f"check where it comes from, unpack it yourself and bring in only what you need{more_en}",
        )  # fmt: skip


class ConversionFailed(FileProblem):
    """LibreOffice could not convert an old Word file."""

    template_id = (
        "Berkas {name} tidak dapat diubah oleh LibreOffice; buka berkas itu, simpan sebagai DOCX, lalu coba lagi."
    )
    template_en = "LibreOffice could not convert the file {name}; open it, save it as DOCX, then try again."


class ConverterMissing(FileProblem):
    """An old Word file, and LibreOffice is not installed."""

    template_id = (
        "Berkas {name} berformat Word lama (.doc atau RTF); buka dan simpan sebagai DOCX, atau pasang LibreOffice, "
        "lalu coba lagi."
    )
    template_en = (
        "The file {name} is in an old format of Word (.doc or RTF); open it and save it as DOCX, or install "
        "LibreOffice, then try again."
    )


class FileTooLarge(FileProblem):
    """The file has more bytes than is allowed."""

    template_id = (
        "Berkas {name} berukuran {size} MB, melebihi batas {limit} MB; perkecil atau pecah berkas itu, atau naikkan "
        "TANYA_MAX_FILE_MB."
    )
    template_en = (
        "The file {name} has {size} MB, more than the limit of {limit} MB; make it smaller, split it, or raise "
        "TANYA_MAX_FILE_MB."
    )

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name, size=str(size), limit=str(limit))


class LinkInArchive(FileProblem):
    """A member of a ZIP that only points to another file."""

    template_id = "Berkas {name} di dalam ZIP hanya tautan ke berkas lain dan tidak dibuka; masukkan berkas aslinya."
    template_en = (
        "The file {name} in the ZIP is only a link to another file and was not opened; bring in the file itself."
    )


class NoMapping(FileProblem):
    """A workbook without a table of a mapping."""

    template_id = (
        "Berkas {name} tidak memuat tabel pemetaan yang dikenali; tabelnya perlu baris judul kolom, misalnya urusan, "
        "kegiatan, mitra, jenis, dan tahun."
    )
    template_en = (
        "The file {name} holds no table that could be taken for a mapping; it needs a row that names its columns, such "
        "as affair, activity, partner, kind and year."
    )


class PictureTooLarge(FileProblem):
    """A picture of more pixels than is allowed."""

    template_id = (
        "Gambar {name} berukuran {width} x {height} piksel, melebihi batas {limit} juta piksel; perkecil gambar itu, "
        "atau naikkan TANYA_MAX_MEGAPIXELS."
    )
    template_en = (
        "The picture {name} has {width} x {height} pixels, more than the limit of {limit} million; make it smaller, "
        "or raise TANYA_MAX_MEGAPIXELS."
    )

    def __init__(self, name: str, width: int, height: int, limit: int) -> None:
        super().__init__(name, width=str(width), height=str(height), limit=str(limit))


class TooManyPages(FileProblem):
    """The file has more pages than is allowed."""

    template_id = (
        "Berkas {name} memuat lebih dari {limit} halaman; pecah menjadi beberapa berkas, atau naikkan TANYA_MAX_PAGES."
    )
    template_en = "The file {name} has more than {limit} pages; split it into several files, or raise TANYA_MAX_PAGES."

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(name, limit=str(limit))


class RegionUnknown(FileProblem):
    """A mapping that does not say of which region or year it is.

    Args:
        name: of the file.
        daerah: of which region, where it says so.
        tahun: of which year, where it says so.
    """

    template_id = (
        "Berkas {name} tidak menyebut {missing_id} pemetaannya, jadi belum disimpan; tulis di atas tabelnya atau di "
        "nama berkasnya, atau jalankan `python -m ingest BERKAS {options}`."
    )
    template_en = (
        "The file {name} does not say {missing_en} its mapping is, so it was not kept; write it above the table or in "
        "the name of the file, or run `python -m ingest FILE {options}`."
    )

    def __init__(self, name: str, daerah: str = "", tahun: int = 0) -> None:
        lacks = [not daerah, not tahun]
        given = ('--daerah "Kabupaten X"', "--tahun 2026")
        super().__init__(
            name,
            missing_id=" dan ".join(word for word, lack in zip(("daerah", "tahun"), lacks, strict=True) if lack),
            missing_en=" and ".join(
                word for word, lack in zip(("of which region", "of which year"), lacks, strict=True) if lack
            ),
            options=" ".join(option for option, lack in zip(given, lacks, strict=True) if lack),
        )


class TooManyCells(FileProblem):
    """A workbook has more cells, or text in them, than is allowed."""

    template_id = (
        "Berkas {name} memuat lebih dari {limit} sel atau terlalu banyak teks; sisakan lembar yang berisi pemetaan "
        "saja, atau naikkan TANYA_MAX_CELLS."
    )
    template_en = (
        "The file {name} has more than {limit} cells, or too much text; keep only the sheets that hold the mapping, or "
        "raise TANYA_MAX_CELLS."
    )

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(name, limit=str(limit))


class TooManyRows(FileProblem):
    """A sheet of a workbook has more rows than is allowed."""

    template_id = (
        "Lembar {sheet} di berkas {name} memuat lebih dari {limit} baris; pecah menjadi beberapa berkas, atau naikkan "
        "TANYA_MAX_ROWS."
    )
    template_en = (
        "The sheet {sheet} of the file {name} has more than {limit} rows; split it into several files, or raise "
        "TANYA_MAX_ROWS."
    )

    def __init__(self, name: str, sheet: str, limit: int) -> None:
        self.sheet = sheet
        super().__init__(name, sheet=f'"{sheet[:40]}"' if sheet else "1", limit=str(limit))
