"""Every error that Tanya KSD raises on purpose.

    TanyaError                  base: carries the sentence for the user, Indonesian and English
    ├── FileProblem             one file can not be used; the others go on
    │   ├── ArchiveTooDeep      a ZIP inside a ZIP inside a ZIP, beyond the limit
    │   ├── ArchiveTooLarge     unpacks to more files or bytes than is allowed
    │   ├── ConversionFailed    LibreOffice could not convert it
    │   ├── ConverterMissing    an old Word file, and LibreOffice is not installed
    │   ├── EncryptedFile       asks for a password
    │   ├── DamagedFile         is not what its name says, or is broken
    │   ├── EmptyFile           holds nothing
    │   ├── FileTooLarge        has more bytes than is allowed
    │   ├── LinkInArchive       a member of a ZIP that only points elsewhere
    │   ├── MissingFile         is not there
    │   ├── NoPasal             seems to be a regulation that is held, but no Pasal of it could be read
    │   ├── NoTextFile          holds pages, but no words (a scan)
    │   ├── PictureTooLarge     a picture of more pixels than is allowed
    │   ├── NoMapping           a workbook without a table of a mapping
    │   ├── RegionUnknown       a mapping that does not say of which region or year it is
    │   ├── TooManyCells        a workbook of more cells than is allowed
    │   ├── TooManyPages        has more pages than is allowed
    │   ├── TooManyRows         has a sheet of more rows than is allowed
    │   ├── UnexpectedProblem   a reader failed in a way that nobody foresaw
    │   ├── UnsupportedFile     a kind that is not read
    │   └── WrongRegulation     holds another regulation than the one that was asked for
    ├── FetchProblem            an official copy can not be fetched; says how to save it by browser
    ├── NothingMapped           no mapping of that name is held, or none at all
    ├── UnknownName             no name of a regulation, such as "permendagri-22-2020"
    ├── NothingToRead           the paths given hold no readable file
    ├── HomeInUse               another process owns this home
    ├── HomeUnusable            the home folder can not be made or written
    ├── DiskFull                there is no room to write
    ├── CatalogBroken           the catalogue is no database, or damaged
    ├── CatalogOutdated         the catalogue was made by another version
    ├── VectorsBroken           the vector index can not be opened or written
    ├── ChromaUnreachable       the Chroma server does not answer
    ├── IndexMismatch           the index was filled by another embedder
    ├── EmbedderMissing         the chosen embedder can not be loaded
    ├── PortInUse               the page can not listen on its port
    └── BadSetting              a TANYA_… variable holds something that is not allowed

The problems with files that only limits and formats bring are in `corpus/problems.py`.

An error is never an answer: callers catch by name and show `message(language)`.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

from corpus.models import page_ranges


class TanyaError(Exception):
    """Base of all errors; `str(error)` is the Indonesian sentence.

    Args:
        id_text: one Indonesian sentence that names the thing and says what to do.
        en_text: the same in English; the Indonesian one where absent.
    """

    def __init__(self, id_text: str, en_text: str | None = None) -> None:
        super().__init__(id_text)
        self.id_text = id_text
        self.en_text = en_text or id_text

    def message(self, language: str = "id") -> str:
        """The sentence in `language` ("id" or "en")."""
        return self.en_text if language == "en" else self.id_text


class FileProblem(TanyaError):
    """One file can not be used."""

    template_id = "Berkas {name} tidak dapat dipakai."
    template_en = "The file {name} can not be used."

    def __init__(self, name: str, **parts: str) -> None:
        self.name = name
        self.parts = parts
        super().__init__(self.template_id.format(name=name, **parts), self.template_en.format(name=name, **parts))

    def renamed(self, name: str) -> FileProblem:
        """The same problem under the name that people know the file by, e.g. "arsip.zip/surat.pdf"."""
        other = type(self).__new__(type(self))
        FileProblem.__init__(other, name, **self.parts)
        return other


class EncryptedFile(FileProblem):
    """The file asks for a password."""

    template_id = "Berkas {name} terkunci kata sandi; buka kuncinya lalu simpan ulang tanpa sandi, kemudian coba lagi."
    template_en = "The file {name} is locked by a password; save it without one, then try again."


class DamagedFile(FileProblem):
    """The file is broken, or is not what its name says."""

    template_id = (
        "Berkas {name} rusak atau isinya tidak sesuai dengan akhiran namanya; unduh atau simpan ulang berkas itu."
    )
    template_en = "The file {name} is damaged or is not what its name says; download or save it again."


class EmptyFile(FileProblem):
    """The file holds nothing."""

    template_id = "Berkas {name} kosong; periksa berkas aslinya lalu coba lagi."
    template_en = "The file {name} is empty; check the original, then try again."


class MissingFile(FileProblem):
    """There is no such file or folder."""

    template_id = "Berkas atau folder {name} tidak ditemukan; periksa nama dan jalurnya, lalu coba lagi."
    template_en = "There is no file or folder {name}; check its name and path, then try again."


class NoPasal(FileProblem):
    """A file that seems to be a regulation that is held, without a Pasal that can be read."""

    template_id = (
        "Berkas {name} tidak menggantikan {label} yang sudah ada, karena tidak satu Pasal pun terbaca di dalamnya; "
        "pakailah salinan yang teksnya dapat disorot."
    )
    template_en = (
        "The file {name} does not replace the {label} that is held, since no Pasal in it could be read; "
        "use a copy whose text can be selected."
    )

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label=label)


class NoTextFile(FileProblem):
    """The file has pages but no words.

    Args:
        name: of the file.
        pages: the pages without words; which there are is told.
    """

    template_id = (
        "Berkas {name} tidak memuat teks{where_id}, dan pada gambarnya pun tidak ada kata yang terbaca; "
        "pakailah salinan yang lebih jelas, atau periksa bahwa TANYA_OCR tidak off."
    )
    template_en = (
        "The file {name} holds no text{where_en}, and no word could be read from its pictures; "
        "use a clearer copy, or check that TANYA_OCR is not off."
    )

    def __init__(self, name: str, pages: Iterable[int] = ()) -> None:
        shown = page_ranges(pages)
        super().__init__(
            name, where_id=f" di halaman {shown}" if shown else "", where_en=f" on page {shown}" if shown else ""
        )


class UnexpectedProblem(FileProblem):
    """A reader failed in a way that nobody foresaw."""

    template_id = (
        "Berkas {name} tidak dapat diolah karena kesalahan yang tidak terduga; simpan ulang berkas itu atau pakai "
        "salinan lain."
    )
    template_en = (
        "The file {name} could not be worked on because of an unexpected error; save it again or use another copy."
    )


class UnsupportedFile(FileProblem):
    """A kind of file that is not read."""

    template_id = (
        "Berkas {name} bukan jenis yang dapat dibaca; pakai PDF, DOCX, DOC, RTF, HTML, gambar (JPG, PNG, TIFF), "
        "XLSX, XLS, ODS, CSV, ZIP, Markdown (.md), atau teks (.txt)."
    )
    template_en = (
        "The file {name} is not of a kind that can be read; use PDF, DOCX, DOC, RTF, HTML, pictures (JPG, PNG, TIFF), "
        "XLSX, XLS, ODS, CSV, ZIP, Markdown (.md) or text (.txt)."
    )


class WrongRegulation(FileProblem):
    """The file holds another regulation than the one that was asked for."""

    template_id = (
        "Berkas {name} tidak disimpan karena isinya terbaca sebagai {found}, bukan {wanted}; cari salinan {wanted} "
        "di situs resmi, simpan dengan peramban, lalu jalankan `python -m ingest BERKAS`."
    )
    template_en = (
        "The file {name} was not kept since it reads as {found}, not {wanted}; find a copy of {wanted} on an official "
        "site, save it with a browser, then run `python -m ingest FILE`."
    )

    def __init__(self, name: str, found: str, wanted: str) -> None:
        super().__init__(name, found=found, wanted=wanted)


class FetchProblem(TanyaError):
    """An official copy can not be fetched.

    Args:
        reason: one word for machines, e.g. "refused".
        why: (Indonesian, English) what happened, a clause.
        name: of the regulation, e.g. "permendagri-22-2020".
        page: address where a person can look for it.
    """

    def __init__(self, reason: str, why: tuple[str, str], name: str, page: str) -> None:
        self.reason = reason
        super().__init__(
            f"Salinan resmi {name} tidak dapat diambil: {why[0]}. Buka {page} dengan peramban, simpan PDF-nya "
            f"sebagai {name}.pdf di folder mana pun, lalu jalankan `python -m ingest {name}.pdf` dari folder itu.",
            f"The official copy of {name} can not be fetched: {why[1]}. Open {page} in a browser, save its PDF as "
            f"{name}.pdf in any folder, then run `python -m ingest {name}.pdf` from there.",
        )


class UnknownName(TanyaError):
    """No name of a regulation."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} bukan nama peraturan; tulis jenis, nomor, dan tahunnya, misalnya permendagri-22-2020.",
            f"{name} is no name of a regulation; write its kind, number and year, such as permendagri-22-2020.",
        )


class NothingMapped(TanyaError):
    """No mapping of that name, or none at all."""

    def __init__(self, name: str = "") -> None:
        which, which_en = (f" bernama {name}", f" named {name}") if name else ("", "")
        super().__init__(
            f"Pustaka belum memuat hasil pemetaan{which}; masukkan buku kerjanya dengan python -m ingest BERKAS.xlsx.",
            f"The library holds no mapping{which_en}; bring its workbook in with python -m ingest FILE.xlsx.",
        )


class NothingToRead(TanyaError):
    """No readable file under the paths given."""

    def __init__(self, paths: str) -> None:
        super().__init__(
            f"Tidak ada berkas yang dapat dibaca di {paths}; beri berkas PDF, DOCX, XLSX, gambar, HTML, ZIP, "
            ".md, atau .txt, atau folder yang memuatnya.",
            f"There is no readable file in {paths}; give PDF, DOCX, XLSX, picture, HTML, ZIP, .md or .txt files, or a "
            "folder that holds some.",
        )


class HomeInUse(TanyaError):
    """Another process owns the home folder."""

    def __init__(self, home: str) -> None:
        super().__init__(
            f"Folder data {home} sedang dipakai proses Tanya KSD lain; tutup proses itu dulu, "
            "atau pakai folder lain lewat TANYA_HOME.",
            f"The data folder {home} is in use by another Tanya KSD process; close it first, "
            "or use another folder with TANYA_HOME.",
        )


class DiskFull(TanyaError):
    """No room left to write."""

    def __init__(self, home: str) -> None:
        super().__init__(
            f"Ruang penyimpanan untuk {home} penuh; kosongkan ruang lalu jalankan lagi, "
            "yang sudah tersimpan tetap utuh.",
            f"The disk that holds {home} is full; make room and run again, what is stored stays whole.",
        )


class HomeUnusable(TanyaError):
    """The home folder can not be made or written."""

    def __init__(self, home: str) -> None:
        super().__init__(
            f"Folder data {home} tidak dapat dibuat atau ditulisi; periksa izinnya, "
            "atau pakai folder lain lewat TANYA_HOME.",
            f"The data folder {home} can not be made or written; check its permissions, "
            "or use another with TANYA_HOME.",
        )


class CatalogBroken(TanyaError):
    """The catalogue is no database, or damaged."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Katalog {path} rusak atau tidak dapat dibuka; pindahkan berkas itu, lalu masukkan lagi dokumennya "
            "dengan `python -m ingest`.",
            f"The catalogue {path} is damaged or can not be opened; move the file away, then bring the documents "
            "in again with `python -m ingest`.",
        )


class CatalogOutdated(TanyaError):
    """The catalogue was made by another version of Tanya KSD."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Katalog {path} dibuat oleh versi Tanya KSD yang lain; pindahkan folder datanya, lalu masukkan lagi "
            "dokumennya dengan `python -m ingest`.",
            f"The catalogue {path} was made by another version of Tanya KSD; move its folder away, then bring the "
            "documents in again with `python -m ingest`.",
        )


class VectorsBroken(TanyaError):
    """The vector index can not be opened or written."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Indeks vektor di {place} tidak dapat dibuka atau ditulisi; dokumennya tetap tersimpan, hapus folder itu "
            "lalu jalankan `python -m ingest reindex`.",
            f"The vector index in {place} can not be opened or written; the documents are safe, delete that folder, "
            "then run `python -m ingest reindex`.",
        )


class ChromaUnreachable(TanyaError):
    """The Chroma server does not answer."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"Server Chroma di {url} tidak menjawab; jalankan servernya atau kosongkan TANYA_CHROMA_URL.",
            f"The Chroma server at {url} does not answer; start it or clear TANYA_CHROMA_URL.",
        )


class IndexMismatch(TanyaError):
    """The vector index was filled by another embedder."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(
            f"Indeks vektor diisi oleh model {found}, sedangkan pengaturan meminta {wanted}; kembalikan "
            "TANYA_EMBEDDER, atau jalankan `python -m ingest reindex` untuk mengisi ulang indeks.",
            f"The vector index was filled by {found}, but the settings ask for {wanted}; put TANYA_EMBEDDER back, "
            "or run `python -m ingest reindex` to fill it again.",
        )


class EmbedderMissing(TanyaError):
    """The embedder can not be loaded."""

    def __init__(self, name: str, hint_id: str, hint_en: str) -> None:
        super().__init__(
            f"Model embedding {name} tidak dapat dimuat; {hint_id}.",
            f"The embedding model {name} can not be loaded; {hint_en}.",
        )


class ModelMissing(TanyaError):
    """The language model can not be set up: its package is missing, or it has no key."""

    def __init__(self, name: str, hint_id: str, hint_en: str) -> None:
        super().__init__(
            f"Model bahasa {name} tidak dapat dipakai; {hint_id}, atau kosongkan TANYA_MODEL.",
            f"The language model {name} can not be used; {hint_en}, or clear TANYA_MODEL.",
        )


class PortInUse(TanyaError):
    """The page can not listen on its port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Alamat {host} porta {port} tidak dapat dipakai; mungkin porta itu sedang dipakai program lain, "
            "pilih porta lain lewat TANYA_PORT.",
            f"The address {host}, port {port}, can not be used; another program may have the port, "
            "choose another with TANYA_PORT.",
        )


class BadSetting(TanyaError):
    """A setting holds something that is not allowed."""

    def __init__(self, variable: str, value: str, allowed: str) -> None:
        super().__init__(
            f"Pengaturan {variable} bernilai {value!r}; yang dapat dipakai: {allowed}.",
            f"The setting {variable} is {value!r}; it may be: {allowed}.",
        )


FULL = ("database or disk is full", "no space left", "os error 28", "disk quota", "disk i/o error")


def is_disk_full(error: BaseException) -> bool:
    """Whether an error of the system, of SQLite or of Chroma says that there is no room left."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return True
    return any(sign in str(error).lower() for sign in FULL)


def write_problem(error: BaseException, home: str) -> TanyaError:
    """What to raise where a file of the home folder can not be written."""
    return DiskFull(home) if is_disk_full(error) else HomeUnusable(home)
