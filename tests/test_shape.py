"""The form of what is asked, and the form of what a provision says."""

from __future__ import annotations

import pytest

from rag.shape import SAID, WANTED, fit, said, wanted


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("Berapa lama balasan surat ditunggu?", {"time", "number"}),
        ("How long do we wait?", {"time"}),
        ("Siapa yang meneken?", {"who"}),
        ("Which agency signs?", {"who"}),
        ("Kalau telat, sanksinya apa?", {"sanction", "if"}),
        ("What is the fine for being late?", {"money", "sanction", "meaning"}),
        ("Bolehkah kebun disewakan?", {"may"}),
        ("Do we have to ask the council?", {"must"}),
        ("Apa saja isi perjanjian?", {"list", "contents"}),
        ("Apa itu kebun bersama?", {"meaning"}),
        ("Gimana cara daftar?", {"how"}),
        ("Syarat jadi penjaga?", {"conditions"}),
        ("Kebun di lereng", {"general"}),
        ("", {"general"}),
    ],
)
def test_what_is_asked_for(question: str, forms: set[str]) -> None:
    assert wanted(question) == forms


@pytest.mark.parametrize(
    ("body", "there", "absent"),
    [
        ("Penjaga menjawab paling lama 5 (lima) hari sejak surat diterima.", {"span", "limit", "moment"}, {"share"}),
        ("Iuran sebesar 10% dari hasil.", {"share"}, {"span", "rupiah"}),
        ("Denda paling banyak Rp50.000,00.", {"rupiah", "punished", "limit"}, {"span"}),
        ("Bupati menetapkan penjaga.", {"office", "by"}, {"duty", "can"}),
        ("Penjaga wajib menyapu.", {"duty"}, {"can", "ban"}),
        ("Penjaga dilarang menjual pupuk.", {"ban"}, {"duty"}),
        ("Alat meliputi: a. cangkul; b. sekop; dan c. garu.", {"items", "consists"}, {"span", "limit"}),
        ("Kebun adalah tanah yang ditanami.", {"meant"}, {"office", "span"}),
        ("Ketentuan lebih lanjut diatur dengan peraturan bupati.", {"deferred"}, {"span"}),
        ("", set(), set(SAID)),
    ],
)
def test_what_is_said(body: str, there: set[str], absent: set[str]) -> None:
    found = said(body)
    assert there <= found
    assert not absent & found


def test_the_fit_is_the_sum_of_the_weights() -> None:
    weights = {"time": {"span": 1.5, "ban": -0.5}, "who": {"office": 1.0}}
    assert fit({"time", "who"}, {"span", "office", "ban"}, weights) == pytest.approx(2.0)
    assert fit({"time"}, set(), weights) == fit(set(), {"span"}, weights) == fit({"may"}, {"span"}, weights) == 0


def test_names_are_words() -> None:
    assert all(name.isidentifier() for name in (*WANTED, *SAID))
