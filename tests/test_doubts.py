"""What a reader is told about a structure that is not certain."""

from __future__ import annotations

import pytest

from corpus.models import Ketentuan
from ingest.doubts import closes, doubts
from ingest.numbering import INFERRED, Candidate
from tests.factories import ketentuan

LAST = "Peraturan Menteri ini mulai berlaku pada tanggal diundangkan."


def chain(*numbers: int, inferred: int = 0) -> list[Candidate]:
    return [
        Candidate(10 * i, 10 * i + 1, (n, ""), INFERRED if n == inferred else 2.0, str(n))
        for i, n in enumerate(numbers)
    ]


def words(*texts: str) -> list[Ketentuan]:
    return [ketentuan(str(number), text) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("headings", "provisions", "explained", "told"),
    [
        (chain(1, 2), words("Satu.", LAST), 0, []),
        (chain(1, 2), words("Satu.", LAST), 2, []),
        (chain(1, 2), words("Satu.", LAST), 1, []),
        (chain(1, 2), words("Satu.", "Berlaku surut sejak 1 Januari 2099."), 0, []),
        (chain(1, 2), words("Satu.", "Dua."), 0, ["Klausul penutup"]),
        (chain(1, 2), words(LAST, "Dua."), 0, ["Klausul penutup"]),
        (chain(1, 2), words("Satu.", LAST), 3, ["Penjelasan menyebut Pasal sampai 3"]),
        (chain(1, 2), words("Satu.", LAST + " Pasal 1 Cukup jelas."), 0, ["Penjelasan atau Lampiran"]),
        (chain(1, 2), words("Satu.", LAST + " LAMPIRAN PERATURAN MENTERI"), 0, ["Penjelasan atau Lampiran"]),
        (chain(1, 2, inferred=1), words("Satu.", LAST), 0, ["Judul tidak terbaca"]),
        (chain(2, 1, 3), words("Satu.", "Dua.", LAST), 0, ["Judul tidak berurutan"]),
        (chain(1, 2), words("", LAST), 0, ["Tidak ada isi"]),
    ],
)  # fmt: skip
def test_doubts(headings: list[Candidate], provisions: list[Ketentuan], explained: int, told: list[str]) -> None:
    found = doubts(headings, provisions, explained)
    assert len(found) == len(told)
    assert all(sentence.startswith(start) for sentence, start in zip(found, told, strict=True))


@pytest.mark.parametrize(
    "last",
    [
        LAST,
        "Peraturan Pemerintah ini berlaku 30 (tiga puluh) hari sejak tanggal ditetapkan.",
        "Undang-undang ini berlaku selama 9 (sembilan) bulan sejak tanggal 1 April.",
        "Pemberlakuan Peraturan Pemerintah ini ditetapkan dengan Keputusan Presiden.",
        "Peraturan ini murai berraku pada tanggar diundangkan.",
        "Peraturan ini mulai berlaku diundangkan. pada tanggal",
        "Peraturan ini mulai diundangkan. berlaku pada tanggal",
        "Pada saat Peraturan Menteri ini mulai berlaku, yang lama dicabut. " + LAST,
    ],
)
def test_a_closing_clause(last: str) -> None:
    assert closes(last)


@pytest.mark.parametrize(
    "last",
    [
        "Pada saat Peraturan Menteri ini mulai berlaku, izin yang lama tetap sah.",
        "Pada saat mulai berlakunya Undang-undang ini, semua izin yang lama tetap sah.",
        "Paling lambat 2 (dua) tahun terhitung sejak Peraturan Menteri ini diundangkan.",
        "Iuran yang baru berlaku sejak tanggal berdirinya lumbung.",
        "Warga membayar menurut ketentuan yang berlaku pada desa. Diundangkan di Jakarta pada tanggal 1 Mei 2099",
        "Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Menteri ini.",
    ],
)
def test_words_that_only_date_a_rule_close_nothing(last: str) -> None:
    assert not closes(last)
