"""Makers of the things that tests are about; all texts are invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter

from corpus.models import Ketentuan, Kind, Page, Peraturan, Question, Unit
from corpus.settings import Settings
from ingest.structure import parse

OPENING = """\
PERATURAN MENTERI DALAM NEGERI
REPUBLIK INDONESIA
NOMOR 9 TAHUN 2099
TENTANG
TATA CARA KEBUN BERSAMA
DENGAN RAHMAT TUHAN YANG MAHA ESA
MENTERI DALAM NEGERI REPUBLIK INDONESIA,
Menimbang : a. bahwa kebun bersama perlu diatur sebagaimana dimaksud dalam Pasal 7;
MEMUTUSKAN:
Menetapkan : PERATURAN MENTERI TENTANG TATA CARA KEBUN BERSAMA.
"""
BODY = """\
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Menteri ini yang dimaksud dengan:
1. Kebun Bersama adalah lahan yang dirawat dua warga atau lebih.
2. Penjaga Kebun adalah warga yang dipilih untuk memegang kunci.
3. Menteri adalah menteri yang mengurus kebun.
BAB II
TATA CARA
Bagian Kesatu
Pendaftaran
Pasal 2
(1) Warga mendaftar kepada Penjaga Kebun dengan membawa:
a. kartu warga;
b. bibit:
1. sayur; atau
2. buah; dan
c. alat sendiri.
(2) Penjaga Kebun menjawab paling lama 5 (lima) hari sejak pendaftaran sebagaimana dimaksud pada ayat (1).
(3) Ketentuan sebagaimana dimaksud dalam Pasal 1 angka 2 berlaku bagi Penjaga Kebun.
Bagian Kedua
Panen
Paragraf 1
Umum
Pasal 3
Hasil panen dibagi rata.
Pasal 4
Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.
"""
CLOSING = """\
Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Menteri ini.
Ditetapkan di Jakarta
pada tanggal 1 Mei 2099
"""
EXPLANATION = """\
PENJELASAN
ATAS
PERATURAN MENTERI DALAM NEGERI NOMOR 9 TAHUN 2099
I. UMUM
Kebun bersama tumbuh di banyak kampung.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Huruf a
Cukup jelas.
Huruf b
Yang dimaksud dengan "bibit" adalah tanaman muda.
Ayat (2)
Cukup jelas.
Pasal 3
Cukup jelas.
"""
ANNEX = """\
LAMPIRAN
PERATURAN MENTERI DALAM NEGERI
NOMOR 9 TAHUN 2099
FORMULIR PENDAFTARAN
Pasal 1
Nama pendaftar: ....
"""
REGULATION = OPENING + BODY + CLOSING


def pages_of(*texts: str, ocr: bool = False) -> list[Page]:
    """Pages 1, 2, … with these texts."""
    return [Page(number, text, ocr_layer=ocr) for number, text in enumerate(texts, 1)]


def parsed(*texts: str, file: str = "kebun.pdf") -> Peraturan:
    """What the reader understands of pages with these texts."""
    return parse(pages_of(*texts), file)


def body_of(*pasal: str, title: str = "TATA CARA KEBUN BERSAMA") -> str:
    """A regulation with these Pasal ("Pasal 1\\n…"), opening and closing around them."""
    return OPENING.replace("TATA CARA KEBUN BERSAMA", title) + "\n".join(pasal) + "\n" + CLOSING


def units_of(
    item: Peraturan, pasal: str, part: str = "batang tubuh"
) -> list[tuple[str | None, str | None, str | None]]:
    """(ayat, huruf, angka) of the provisions of a Pasal, in order."""
    return [p.unit.levels[1:] for p in item.provisions if p.unit.part == part and p.unit.pasal == pasal]


def text_at(item: Peraturan, *levels: str | None, part: str = "batang tubuh") -> str:
    """The text at (pasal, ayat, huruf, angka)."""
    wanted = (*levels, None, None, None, None)[:4]
    return next(p.text for p in item.provisions if p.unit.part == part and p.unit.levels == wanted)


def ketentuan(pasal: str | None = "1", text: str = "Kebun dirawat bersama.", **fields: Any) -> Ketentuan:
    """A provision; `ayat`, `huruf`, `angka`, `part` go into its unit, the rest into itself."""
    unit = {name: fields.pop(name) for name in ("ayat", "huruf", "angka", "part") if name in fields}
    return Ketentuan(Unit(pasal=pasal, **unit), fields.pop("heading", ()), text, fields.pop("page", 1), **fields)


def peraturan(*provisions: Ketentuan, nomor: str = "9", kind: Kind = "naskah", **fields: Any) -> Peraturan:
    """A regulation of these provisions."""
    given: dict[str, Any] = {"file": f"kebun-{nomor}.pdf", "jenis": "Permendagri", "tahun": 2099, "judul": "Kebun"}
    return Peraturan(nomor=nomor, kind=kind, provisions=provisions, **(given | fields))


def question(text: str, **levels: str) -> Question:
    """A question that a digest foresees for the unit with these levels."""
    return Question(Unit(**levels), text)  # type: ignore[arg-type]


def settings_of(home: Path, **fields: Any) -> Settings:
    """Settings of a home, full text alone, one worker."""
    given: dict[str, Any] = {"home": home, "embedder": "none", "workers": 1}
    return Settings(**(given | fields))


def pdf_bytes(pages: Sequence[str]) -> bytes:
    """A plain PDF with one line of text a line; a page without text is blank."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        lines = " T*\n".join(f"({_pdf_escaped(line)}) Tj" for line in text.split("\n") if line)
        stream = f"BT /F1 10 Tf 12 TL 50 800 Td\n{lines}\nET".encode("latin-1", "replace") if lines else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + head + table + end


def _pdf_escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def make_pdf(path: Path, *pages: str) -> Path:
    """Write a PDF with these pages."""
    path.write_bytes(pdf_bytes(pages))
    return path


def lock_pdf(path: Path, password: str) -> Path:
    """Encrypt a PDF in place; "" as password still opens without asking."""
    writer = PdfWriter(PdfReader(path))
    writer.encrypt(user_password=password, owner_password="pemilik", algorithm="RC4-128")
    with path.open("wb") as file:
        writer.write(file)
    return path
