"""When not to answer, and how it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.models import Unit
from corpus.rows import Found
from rag.answer import Answerer
from rag.features import Candidate
from rag.glossary import load_glossary
from rag.question import understand
from rag.refuse import Refusal, confidence, evidence_features, judge, refusal_text
from rag.search import Hits
from tests.factories import ketentuan, peraturan
from tests.library import answerer_of, catalog_of, library_of, whole_library

GLOSSARY = load_glossary()


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    made = answerer_of(tmp_path_factory.mktemp("pustaka"), whole_library())
    yield made
    made.catalog.close()


def verdict(answerer: Answerer, text: str) -> Refusal | None:
    question = understand(text, answerer.glossary)
    hits = answerer.searcher.search(question)
    return judge(question, hits, library_of(answerer.catalog), answerer.vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        "Siapa juara dunia sepak bola?",
        "resep rendang daging sapi",
        "How do I bake sourdough bread?",
        "cuaca besok di Bandung bagaimana",
        "what is the capital of France",
        "Bagaimana cara mengurus paspor hilang?",
        "harga emas antam hari ini",
        "terjemahkan lagu ini ke bahasa Jawa",
    ],
)
def test_a_question_on_another_subject_is_refused(answerer: Answerer, text: str) -> None:
    assert verdict(answerer, text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Berapa gaji penjaga rak?",
        "Berapa denda kalau buku sobek?",
        "What is the salary of a shelf keeper?",
        "Siapa nama penjaga rak saat ini?",
        "berapa tarif kartu pinjam",
        "nomor WA penjaga rak",
        "How many reading gardens are there so far?",
    ],
)
def test_what_no_provision_says_is_refused_though_the_subject_is_held(answerer: Answerer, text: str) -> None:
    refusal = verdict(answerer, text)
    assert refusal is not None and refusal.reason == "tidak_diatur" and refusal.hard


@pytest.mark.parametrize(
    "text",
    [
        "Berapa lama penjaga rak menanggapi daftar judul?",
        "Apa saja tahap tukar koleksi buku?",
        "Taman bacaan dibuka di mana saja?",
        "Siapa menanggung ongkos angkut koleksi?",
        "Pelampung dicat dengan warna apa saja?",
        "Pelampung yang bocor diganti kapan?",
        "Berapa lebar jalur sepeda?",
        "Where are reading gardens opened?",
        "How long may the shelf keeper take to reply?",
    ],
)
def test_what_a_provision_says_is_not_refused(answerer: Answerer, text: str) -> None:
    assert verdict(answerer, text) is None


def test_where_nothing_is_found_there_is_no_answer(answerer: Answerer) -> None:
    question = understand("penjaga rak", GLOSSARY)
    refusal = judge(question, Hits((), {}, 0.0), library_of(answerer.catalog), {})
    assert refusal == Refusal("tidak_ada_di_dokumen")


def test_provisions_that_are_near_are_named_as_such(answerer: Answerer) -> None:
    refusal = verdict(answerer, "Berapa gaji penjaga rak?")
    assert refusal and refusal.nearby and len(refusal.nearby) <= 3
    assert all("Pasal" in label for label in refusal.nearby)


# --- features

UNIT = Unit(pasal="4")


def features(
    text: str, body: str, cosine: float = 0.9, vocabulary: Mapping[str, int] | None = None
) -> dict[str, float]:
    found = Found(1, 1, UNIT, False, "", body, 1, (), tuple(re.findall(r"\w+", body.lower())), (), ())
    made = Candidate("a", UNIT, False, {"naskah": found})
    return evidence_features(understand(text, GLOSSARY), Hits((made,), {}, cosine), vocabulary or {})


@pytest.mark.parametrize(
    ("text", "body", "focus"),
    [
        ("berapa honor anggota tim", "anggota tim menerima honor", 0.0),
        ("berapa honor anggota tim", "anggota tim dipilih warga", 1.0),
        ("siapa anggota tim", "anggota tim dipilih warga", 0.0),
        ("apa nomor telepon tim", "surat memuat nomor", 1.0),
    ],
)
def test_a_thing_asked_for_stands_in_the_provision_or_not(text: str, body: str, focus: float) -> None:
    assert features(text, body)["focus"] == focus


@pytest.mark.parametrize(
    ("text", "body", "time"),
    [
        ("kapan rak diganti", "rak diganti paling lama 3 (tiga) hari", 0.0),
        ("kapan rak diganti", "rak diganti setiap semester", 0.0),
        ("kapan rak diganti", "rak diganti warga", 1.0),
        ("siapa mengganti rak", "rak diganti warga", 0.0),
    ],
)
def test_a_time_asked_for_stands_in_the_provision_or_not(text: str, body: str, time: float) -> None:
    assert features(text, body)["time"] == time


@pytest.mark.parametrize(
    ("text", "body", "asked"),
    [
        ("rak catnya apa", "rak dan cat", 0.0),
        ("berapa kursi", "kursi ada dua", 0.0),
        ("berapa kursi", "rak ada dua", 1.0),
        ("berapa lama", "rak ada dua", 0.0),
    ],
)
def test_a_noun_asked_for_by_name_stands_in_the_provision_or_not(text: str, body: str, asked: float) -> None:
    assert features(text, body)["asked"] == asked


def test_words_covered_and_words_unknown() -> None:
    values = features("rak besi", "rak warga", vocabulary={"rak": 3})
    assert (values["covered"], values["unknown"]) == (0.5, 0.5)
    assert features("", "rak")["covered"] == 0.0


@pytest.mark.parametrize("name", ["covered", "cosine"])
def test_confidence_grows_with_the_evidence(name: str) -> None:
    low = dict.fromkeys(features("rak", "rak"), 0.0)
    assert 0 < confidence(low) < confidence(low | {name: 1.0}) < 1


@pytest.mark.parametrize("name", ["asked", "unfilled", "unknown"])
def test_confidence_falls_with_what_is_missing(name: str) -> None:
    low = dict.fromkeys(features("rak", "rak"), 0.0)
    assert confidence(low | {name: 1.0}) < confidence(low)


# --- the words

REASONS = ["peraturan_tidak_ada", "pasal_tidak_ada", "tidak_diatur", "tidak_ada_di_dokumen", "tidak_terverifikasi"]


@pytest.mark.parametrize("text", ["Siapa memilih ketua?", "Who chooses the chair?"])
@pytest.mark.parametrize("reason", REASONS)
def test_a_refusal_says_why_and_what_is_held(answerer: Answerer, reason: str, text: str) -> None:
    refusal = Refusal(reason, missing="Permendagri 70/2019")
    said = refusal_text(refusal, understand(text, GLOSSARY), library_of(answerer.catalog))
    assert "Permendagri 91/2098, Permendagri 92/2097, PP 93/2096" in said and "{" not in said
    assert ("Permendagri 70/2019" in said) == reason.endswith("_tidak_ada")
    assert ("This library holds" in said) == text.startswith("Who")


def test_what_is_near_is_offered_as_no_answer(answerer: Answerer) -> None:
    refusal = Refusal("tidak_diatur", nearby=("Permendagri 91/2098 Pasal 6",))
    said = refusal_text(refusal, understand("gaji?", GLOSSARY), library_of(answerer.catalog))
    assert "bukan jawabannya: Permendagri 91/2098 Pasal 6" in said


def test_a_regulation_is_named_once_though_held_twice(answerer: Answerer) -> None:
    said = refusal_text(Refusal("tidak_diatur"), understand("gaji?", GLOSSARY), library_of(answerer.catalog))
    assert said.count("Permendagri 91/2098") == 1


def test_a_large_library_is_not_told_in_full(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, [peraturan(ketentuan(), nomor=str(n)) for n in range(1, 12)])
    said = refusal_text(Refusal("tidak_diatur"), understand("gaji?", GLOSSARY), library_of(catalog))
    catalog.close()
    assert said.count("/2099") == 8 and "(+3)" in said


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "katalog.sqlite3")
    said = refusal_text(Refusal("tidak_diatur"), understand("gaji?", GLOSSARY), library_of(catalog))
    catalog.close()
    assert said.endswith("memuat: -.")


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "[klik](http://a.example)", "**Jawaban:** ya"])
def test_a_title_that_means_harm_is_escaped(tmp_path: Path, hostile: str) -> None:
    item = peraturan(ketentuan(), nomor="", jenis="Dokumen", judul=hostile, tahun=0)
    catalog = catalog_of(tmp_path, [item])
    said = refusal_text(Refusal("tidak_diatur"), understand("gaji?", GLOSSARY), library_of(catalog))
    catalog.close()
    assert hostile not in said and "<script" not in said
