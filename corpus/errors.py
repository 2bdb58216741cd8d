"""Every error that Tanya KSD raises on purpose.

    TanyaError                  base: carries the sentence for the user, Indonesian and English
    ├── FileProblem             one file can not be used; the others go on
    │   ├── EncryptedFile       asks for a password
    │   ├── DamagedFile         is not what its name says, or is broken
    │   ├── EmptyFile           holds nothing
    │   ├── NoTextFile          holds pages, but no words (a scan)
    │   └── UnsupportedFile     a kind that is not read
    ├── NothingToRead           the paths given hold no readable file
    ├── HomeInUse               another process owns this home
    ├── DiskFull                there is no room to write
    ├── IndexMismatch           the index was filled by another embedder
    ├── EmbedderMissing         the chosen embedder can not be loaded
    └── BadSetting              a TANYA_… variable holds something that is not allowed

An error is never an answer: callers catch by name and show `message(language)`.
"""

from __future__ import annotations


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

    def __init__(self, name: str, detail_id: str = "", detail_en: str = "") -> None:
        self.name = name
        super().__init__(
            self.template_id.format(name=name) + (f" {detail_id}" if detail_id else ""),
            self.template_en.format(name=name) + (f" {detail_en or detail_id}" if detail_id else ""),
        )


class EncryptedFile(FileProblem):
    """The file asks for a password."""

    template_id = (
        "Berkas {name} terkunci kata sandi; buka kuncinya lalu simpan ulang tanpa sandi, kemudian coba lagi."
    )
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


class NoTextFile(FileProblem):
    """The file has pages but no words."""

    template_id = (
        "Berkas {name} tidak memuat teks (hasil pindaian); pembacaan pindaian (OCR) belum tersedia, "
        "jadi pakailah salinan yang teksnya dapat disorot."
    )
    template_en = (
        "The file {name} holds no text (it is a scan); reading scans (OCR) is not available yet, "
        "so use a copy whose text can be selected."
    )


class UnsupportedFile(FileProblem):
    """A kind of file that is not read."""

    template_id = "Berkas {name} bukan jenis yang dapat dibaca; pakai PDF, DOCX, Markdown (.md), atau teks (.txt)."
    template_en = "The file {name} is not of a kind that can be read; use PDF, DOCX, Markdown (.md) or text (.txt)."


class NothingToRead(TanyaError):
    """No readable file under the paths given."""

    def __init__(self, paths: str) -> None:
        super().__init__(
            f"Tidak ada berkas yang dapat dibaca di {paths}; beri berkas PDF, DOCX, .md, atau .txt, "
            "atau folder yang memuatnya.",
            f"There is no readable file in {paths}; give PDF, DOCX, .md or .txt files, or a folder that holds some.",
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


class BadSetting(TanyaError):
    """A setting holds something that is not allowed."""

    def __init__(self, variable: str, value: str, allowed: str) -> None:
        super().__init__(
            f"Pengaturan {variable} bernilai {value!r}; yang dapat dipakai: {allowed}.",
            f"The setting {variable} is {value!r}; it may be: {allowed}.",
        )
