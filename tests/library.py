"""A small invented library for questions: two regulations as naskah, one of them with a digest, and a digest alone."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path

from langchain_core.embeddings import Embeddings

from corpus.catalog import Catalog
from corpus.digest import parse_digest
from corpus.models import Jawaban, Peraturan, Unit
from corpus.vectors import Vectors, open_client
from corpus.words import content_stems, is_english
from ingest.structure import parse
from rag.answer import Answerer
from rag.evidence import Evidence, Library
from tests.factories import pages_of

TAMAN, PELAMPUNG, SEPEDA = "permendagri-91-2098", "permendagri-92-2097", "pp-93-2096"

# --- Permendagri 91/2098: naskah of three pages, and a digest

TAMAN_PAGES = (
    """\
PERATURAN MENTERI DALAM NEGERI
REPUBLIK INDONESIA
NOMOR 91 TAHUN 2098
TENTANG
TAMAN BACAAN
DENGAN RAHMAT TUHAN YANG MAHA ESA
MENTERI DALAM NEGERI REPUBLIK INDONESIA,
Menimbang : a. bahwa taman bacaan perlu dirawat bersama;
MEMUTUSKAN:
Menetapkan : PERATURAN MENTERI TENTANG TAMAN BACAAN.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Menteri ini yang dimaksud dengan:
1. Taman Bacaan Umum yang selanjutnya disingkat TBU adalah ruang terbuka tempat warga membaca tanpa membayar.
2. Penjaga Rak adalah warga yang dipilih untuk merawat buku di TBU.
3. Kartu Pinjam adalah tanda yang memberi hak membawa buku pulang.
4. Penyumbang adalah orang yang menyerahkan buku tanpa meminta imbalan.
Pasal 2
Taman Bacaan Umum dibuka di:
a. balai warga;
b. pasar;
c. terminal; dan
d. dermaga.
""",
    """\
BAB II
TUKAR KOLEKSI DENGAN DAERAH LAIN SEBAGAI KERJA SAMA
Pasal 3
(1) Tukar koleksi buku antartaman dilakukan melalui tahapan:
a. pencatatan koleksi;
b. penawaran daftar judul;
c. pertukaran buku; dan
d. pelaporan.
(2) Penjaga Rak memberikan tanggapan atas penawaran daftar judul paling lama 12 (dua belas) hari sejak daftar
diterima.
(3) Buku yang sobek dikembalikan kepada taman asal.
Pasal 4
Ongkos angkut koleksi dibagi sama besar antara kedua taman.
BAB III
SUMBANGAN PIHAK KETIGA
Pasal 5
(1) Toko buku dapat menyumbangkan rak, lampu, atau bangku kepada TBU.
(2) Berita acara sumbangan memuat paling sedikit:
a. nama toko;
b. jenis barang;
c. banyaknya barang; dan
d. tanda tangan Penjaga Rak.
""",
    """\
Pasal 6
Penjaga Rak menjabat selama 2 (dua) tahun dan dapat dipilih kembali satu kali.
Pasal 7
Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Jakarta
pada tanggal 1 Mei 2098
""",
)
TAMAN_DIGEST = """\
---
jenis: Permendagri
nomor: "91"
tahun: 2098
judul: Taman Bacaan
judul_en: Reading gardens
---

## BAB I Ketentuan Umum

#### Pasal 1: Arti empat istilah

Istilah-istilah ini diartikan begini:
1. Taman Bacaan Umum (TBU) adalah tempat baca terbuka bagi warga, gratis.
2. Penjaga Rak adalah warga terpilih yang mengurus buku TBU.
3. Kartu Pinjam adalah tanda bahwa pemegangnya boleh membawa pulang buku.
4. Penyumbang adalah orang yang memberi buku secara cuma-cuma.

##### English: Meaning of four terms

These terms mean:
1. Public reading garden (Taman Bacaan Umum, TBU) is an open place where people read for free.
2. Shelf keeper (Penjaga Rak) is a chosen resident who looks after the books of a TBU.
3. Borrowing card (Kartu Pinjam) is a token that lets its holder carry a book home.
4. Giver (Penyumbang) is a person who gives books for nothing.

##### Pertanyaan

- [angka 2] Siapa yang disebut penjaga rak?

#### Pasal 2: Empat tempat taman bacaan

TBU dibuka di empat tempat:
a. balai warga;
b. pasar;
c. terminal; dan
d. dermaga.

##### English: Four places of a reading garden

A reading garden (TBU) is opened in four places:
a. the community hall;
b. the market;
c. the bus terminal; and
d. the pier.

##### Pertanyaan

- Taman bacaan ada di mana saja?
- Where are reading gardens opened?

## BAB II Tukar Koleksi dengan Daerah Lain sebagai Kerja Sama

#### Pasal 3: Tahapan tukar koleksi, tenggat tanggapan, dan buku sobek

(1) Bertukar koleksi menempuh empat tahap:
  a. koleksi dicatat;
  b. daftar judul ditawarkan;
  c. buku ditukar; dan
  d. hasilnya dilaporkan.
(2) Penjaga Rak menanggapi penawaran daftar judul dalam 12 hari sejak daftar diterima.
(3) Buku yang sobek kembali ke taman asalnya.

##### English: Stages of an exchange, time to reply, torn books

(1) An exchange of collections takes four stages:
  a. the collection is recorded;
  b. a list of titles is offered;
  c. books are exchanged; and
  d. the result is reported.
(2) The shelf keeper replies to an offered list within 12 days of receiving it.
(3) Torn books go back to the garden that they came from.

##### Pertanyaan

- [1] Apa saja tahap tukar koleksi buku?
- [2] Berapa lama penjaga rak menanggapi daftar judul?
- [3] Buku sobek diapakan?
- [2] How long may the shelf keeper take to reply?

#### Pasal 4: Ongkos angkut

Ongkos mengangkut koleksi ditanggung kedua taman sama besar.

##### English: Cost of carriage

Both gardens bear the cost of carrying the collection in equal parts.

##### Pertanyaan

- Siapa menanggung ongkos angkut koleksi?

## BAB III Sumbangan Pihak Ketiga

#### Pasal 5: Sumbangan toko buku dan berita acaranya

(1) Toko buku boleh menyumbang rak, lampu, atau bangku.
(2) Isi minimal berita acara sumbangan ada empat:
  a. nama toko;
  b. jenis barang;
  c. banyaknya barang; dan
  d. tanda tangan Penjaga Rak.

##### English: Gifts of bookshops and their record

(1) A bookshop may give shelves, lamps or benches.
(2) The record of a gift holds at least four things:
  a. the name of the shop;
  b. the kind of goods;
  c. their number; and
  d. the signature of the shelf keeper.

##### Pertanyaan

- [1] Apa yang boleh disumbangkan toko buku?
- [2] Berita acara sumbangan minimal memuat apa?

#### Pasal 6: Masa jabatan Penjaga Rak

Penjaga Rak bertugas 2 tahun dan boleh dipilih lagi satu kali.

##### English: Term of the shelf keeper

A shelf keeper serves 2 years and may be chosen again once.

##### Pertanyaan

- Berapa lama masa jabatan penjaga rak?

#### Pasal 7: Mulai berlaku

Permendagri 91/2098 berlaku sejak diundangkan.

##### English: Entry into force

Permendagri 91/2098 applies from its promulgation.

##### Pertanyaan

- Kapan aturan taman bacaan mulai berlaku?
"""

# --- Permendagri 92/2097: naskah alone

PELAMPUNG_PAGES = (
    """\
PERATURAN MENTERI DALAM NEGERI
REPUBLIK INDONESIA
NOMOR 92 TAHUN 2097
TENTANG
PELAMPUNG SUNGAI
DENGAN RAHMAT TUHAN YANG MAHA ESA
MENTERI DALAM NEGERI REPUBLIK INDONESIA,
Menimbang : a. bahwa perahu perlu penanda;
MEMUTUSKAN:
Menetapkan : PERATURAN MENTERI TENTANG PELAMPUNG SUNGAI.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Menteri ini yang dimaksud dengan:
1. Pelampung adalah benda apung berwarna yang menandai alur perahu.
2. Juru Apung adalah petugas yang memasang dan memeriksa Pelampung.
3. Alur adalah bagian sungai yang dilalui perahu.
BAB II
PEMASANGAN
Pasal 2
(1) Juru Apung memasang Pelampung setiap 40 (empat puluh) depa di kedua tepi Alur.
(2) Pelampung dicat dengan warna:
a. merah di tepi kiri;
b. hijau di tepi kanan; dan
c. kuning di muara.
""",
    """\
Pasal 3
Pelampung yang bocor diganti paling lambat 3 (tiga) hari setelah dilaporkan nelayan.
Pasal 4
Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Jakarta
pada tanggal 2 Juni 2097
""",
)

# --- PP 93/2096: digest alone

SEPEDA_DIGEST = """\
---
jenis: PP
nomor: "93"
tahun: 2096
judul: Jalur Sepeda
judul_en: Bicycle lanes
---

## BAB I Jalur Sepeda

#### Pasal 1: Lebar jalur sepeda

(1) Jalur sepeda lebarnya paling sedikit 2 meter.
(2) Pengayuh becak boleh memakai jalur sepeda pada hari pasar.

##### English: Width of a bicycle lane

(1) A bicycle lane is at least 2 metres wide.
(2) Pedicab riders may use the bicycle lane on market days.

##### Pertanyaan

- [1] Berapa lebar jalur sepeda?
- [2] Bolehkah becak lewat jalur sepeda?

#### Pasal 9: Lampu sepeda

Pesepeda menyalakan lampu sejak matahari terbenam.

##### English: Bicycle lights

Cyclists switch on a light from sunset.

##### Pertanyaan

- Kapan lampu sepeda dinyalakan?

## LAMPIRAN Bentuk Rambu

#### Lampiran A1: Rambu jalur sepeda

Rambu jalur sepeda memuat dari atas ke bawah:
gambar sepeda;
nama jalan.

##### English: Sign of a bicycle lane

The sign of a bicycle lane shows from top to bottom:
a picture of a bicycle;
the name of the street.
"""

# --- a document that means harm

HOSTILE_PAGES = (
    """\
PERATURAN MENTERI DALAM NEGERI
REPUBLIK INDONESIA
NOMOR 94 TAHUN 2095
TENTANG
LAYANG-LAYANG
MEMUTUSKAN:
Menetapkan : PERATURAN MENTERI TENTANG LAYANG-LAYANG.
Pasal 1
Pemilik layang-layang menempelkan <script>alert(1)</script> dan <img src=x onerror=alert(2)> pada ekornya.
Pasal 2
Benang layang-layang digulung oleh [pemilik](http://jahat.example) dengan **kuat** dan `rapi` [9].
Pasal 3
Ekor layang-layang dihias:
a. [9] pita <b>merah</b>;
b. ![gambar](javascript:alert(3)) kertas; dan
c. # tali | ~~emas~~.
""",
)


class WordVectors(Embeddings):
    """Vectors whose cosines lie where those of E5 do: about .8 for strangers, more the more words two texts share."""

    name = "kata"
    size = 509

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        counts = [0.0] * self.size
        for stem in content_stems(text) or ["(tanpa kata)"]:
            counts[int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4]) % self.size] += 1.0
        length = math.sqrt(sum(value * value for value in counts))
        return [math.sqrt(0.8), *(math.sqrt(0.2) * value / length for value in counts)]


def taman() -> Peraturan:
    return parse(pages_of(*TAMAN_PAGES), "taman.pdf")


def pelampung() -> Peraturan:
    return parse(pages_of(*PELAMPUNG_PAGES), "pelampung.pdf")


def hostile() -> Peraturan:
    return parse(pages_of(*HOSTILE_PAGES), "layang.pdf")


def taman_digest() -> Peraturan:
    return parse_digest(TAMAN_DIGEST, "taman.md")


def sepeda_digest() -> Peraturan:
    return parse_digest(SEPEDA_DIGEST, "sepeda.md")


def whole_library() -> list[Peraturan]:
    return [taman(), taman_digest(), pelampung(), sepeda_digest()]


def catalog_of(folder: Path, items: Sequence[Peraturan]) -> Catalog:
    """A catalogue in a folder that holds these."""
    catalog = Catalog(folder / "katalog.sqlite3")
    for item in items:
        catalog.add(item, f"sha-{item.key}-{item.kind}")
    return catalog


def answerer_of(folder: Path, items: Sequence[Peraturan]) -> Answerer:
    """An answerer over a catalogue of these, with vectors of `WordVectors`."""
    catalog = catalog_of(folder, items)
    vectors = Vectors(open_client(folder / "vektor"), WordVectors(), WordVectors.name)
    vectors.sync(catalog)
    return Answerer(catalog, vectors)


def library_of(catalog: Catalog) -> Library:
    return Library(catalog, catalog.held())


def evidence_of(catalog: Catalog, key: str, *levels: str | None) -> Evidence:
    """The evidence at (pasal, ayat, huruf, angka)."""
    pasal, ayat, huruf, angka = (*levels, None, None, None, None)[:4]
    found = library_of(catalog).evidence(key, Unit("batang tubuh", pasal, ayat, huruf, angka))
    assert found is not None
    return found


def labels(answer: Jawaban) -> list[str]:
    """Labels of its citations, in order."""
    return [citation.label for citation in answer.citations]


def speaks_english(text: str) -> bool:
    return is_english(text)
