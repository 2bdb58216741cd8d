"""Chat spelling, everyday words and English led to terms of the law; abbreviations learned from texts."""

from __future__ import annotations

import re
import tomllib

import pytest

from rag.glossary import FILE, fits, learn_abbreviations, load_glossary
from rag.question import content

GLOSSARY = load_glossary()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("brp lama yg di tunggu", "berapa lama yang di tunggu"),
        ("gmn klo mitra gk bales", "bagaimana kalau mitra tidak tanggapan"),
        ("Gimana DONG bro", "bagaimana"),
        ("kerjsama dgn pemkab", "kerja sama dengan pemerintah daerah kabupaten"),
        ("udh diteken blm", "sudah ditandatangani belum"),
        ("laporin  ke   gub", "melaporkan ke gubernur"),
        ("siapa bikin", "siapa menyusun"),
        ("mitra jawab kapan", "mitra tanggapan kapan"),
        ("siapa yg nanggung", "siapa yang menanggung"),
        ("kadis skrg boleh nyicil", "kepala dinas sekarang boleh angsuran"),
    ],
)
def test_chat_spelling_is_written_out(written: str, plain: str) -> None:
    assert GLOSSARY.plain(written) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Berapa lama daerah menanggapi penawaran?",
        "KAK disusun siapa?",  # kerangka acuan kerja, not "kak"
        "dana TP dari pusat",  # tugas pembantuan, not "tetapi"
        "What does the agreement contain?",
        "Pasal 5 ayat (2) huruf a, Permendagri 22/2020",
        "Apa tanggung jawab penjaga rak?",
        "Ia bertanggung jawab kepada camat",
        "ygdrasil dan klorofil",
        "krn2 saja",
        "",
    ],
)
def test_what_needs_no_spelling_out_stays(text: str) -> None:
    assert GLOSSARY.plain(text) == text


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("perusahaan menawarkan", "pihak ketiga"),
        ("OPD mana yang memetakan", "perangkat daerah"),
        ("bangkrut", "pailit"),
        ("a private company", "pihak ketiga"),
        ("the third party", "pihak ketiga"),
        ("memorandum of understanding", "nota kesepakatan"),
        ("kota sebelah", "berbatasan"),
        ("MoU", "kesepakatan bersama"),
    ],
)
def test_words_lead_to_terms_of_the_law(text: str, term: str) -> None:
    assert any(term in meaning for meaning in GLOSSARY.expansions(text))


@pytest.mark.parametrize("text", ["lampu sepeda", "sebelah kota", "optimal", "perusahaannya", "12 2020", ""])
def test_words_that_lead_nowhere(text: str) -> None:
    assert GLOSSARY.expansions(text) == []


def test_a_term_is_led_to_once_and_longer_phrases_come_first() -> None:
    found = GLOSSARY.expansions("third party third party company companies")
    assert found[0] == "pihak ketiga ksdpk" and len(found) == len(set(found))


LAW = (
    "Taman Bacaan Umum yang selanjutnya disingkat TBU adalah ruang baca. Tim Rawat Rak, selanjutnya disingkat TRR, "
    "adalah tim. Daerah Otonom yang selanjutnya disebut Daerah adalah kesatuan warga. Juru Apung yang selanjutnya "
    "disebut JA adalah petugas. Gubernur Kepala Sungai yang selanjutnya disingkat XYZ adalah pemimpin."
)


def test_abbreviations_are_learned_from_text() -> None:
    assert learn_abbreviations([LAW]) == {"tbu": "taman bacaan umum", "trr": "tim rawat rak"}


@pytest.mark.parametrize(
    ("text", "learned"),
    [
        ("Tukar Koleksi Antartaman (TKA) adalah usaha bersama.", {"tka": "tukar koleksi antartaman"}),
        ("Kerja\nRawat  Rak yang selanjutnya disingkat KRR adalah tugas.", {"krr": "kerja rawat rak"}),
        ("Penjaga Rak (lihat Pasal 2) adalah warga.", {}),
        ("Penjaga Rak (PR) adalah warga.", {}),  # two letters mean too much
        ("Rak Besi (ABC) adalah rak.", {}),
        ("taman bacaan umum yang selanjutnya disingkat tbu adalah ruang", {}),
        ("TBU", {}),
        ("", {}),
    ],
)
def test_what_is_an_abbreviation_and_what_is_not(text: str, learned: dict[str, str]) -> None:
    assert learn_abbreviations([text]) == learned


def test_the_first_text_that_defines_an_abbreviation_wins() -> None:
    texts = ["Taman Bunga Utama (TBU) adalah taman.", LAW]
    assert learn_abbreviations(texts)["tbu"] == "taman bunga utama"


@pytest.mark.parametrize(
    ("short", "long", "fit"),
    [
        ("TBU", "taman bacaan umum", True),
        ("TKKSD", "tim koordinasi kerja sama daerah", True),
        ("KSDD", "kerja sama daerah dengan daerah lain", True),
        ("TBU", "taman bacaan", False),
        ("UBT", "taman bacaan umum", False),
        ("ABC", "", False),
    ],
)
def test_letters_fit_their_words(short: str, long: str, fit: bool) -> None:
    assert fits(short, long) is fit


def test_learned_abbreviations_lead_both_ways() -> None:
    glossary = GLOSSARY.with_abbreviations({"tbu": "taman bacaan umum"})
    assert glossary.learned("Di mana TBU dibuka?") == ["taman bacaan umum"]
    assert glossary.learned("Di mana Taman Bacaan Umum dibuka?") == ["tbu"]
    assert glossary.learned("taman bacaan umumnya tbunya") == []
    assert GLOSSARY.learned("Di mana TBU dibuka?") == []


def test_every_table_of_the_file_is_in_use_and_in_lower_case() -> None:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert set(data) == {"slang", "abbreviations", "everyday", "english", "sides", "focus", "world", "kinds", "vague"}
    for table in ("slang", "abbreviations", "everyday", "english"):
        assert [key for key in data[table] if key != key.lower() or key != " ".join(key.split())] == []


def test_phrases_of_the_file_are_short_enough_to_be_found() -> None:
    too_long = [phrase for phrase in GLOSSARY.meanings if len(phrase.split()) > 3]
    assert too_long == []


def test_patterns_of_kinds_compile_and_match_no_empty_text() -> None:
    assert [kind for kind, pattern in GLOSSARY.kinds if pattern.search("")] == []
    assert len({kind for kind, _ in GLOSSARY.kinds}) == len(GLOSSARY.kinds)


def test_meanings_lead_to_words_that_are_searched() -> None:
    barren = [key for key, meaning in GLOSSARY.meanings.items() if not content(meaning)]
    assert barren == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("How long is a fisherman's licence valid?", ["nelayan", "izin", "berlaku"]),
        ("Which committee audits the warehouses?", ["panitia", "pemeriksaan", "gudang"]),  # by their stems
        ("Does Kota Sejuk pay refunds under PP 12/2098?", ["Kota", "Sejuk", "membayar", "PP", "12/2098"]),
        ("Who leads the supervisory board?", ["dewan pengawas"]),  # the phrase before its words
    ],
)
def test_english_is_led_to_the_law_in_its_order(text: str, terms: list[str]) -> None:
    led = GLOSSARY.translated(text)
    places = [led.find(term) for term in terms]
    assert -1 not in places and places == sorted(places)


def test_english_that_the_glossary_does_not_know_leads_nowhere() -> None:
    assert GLOSSARY.translated("How many zebras juggle?") == ""


def test_slang_spells_no_word_by_itself() -> None:
    again = [key for key, value in GLOSSARY.slang.items() if re.search(rf"\b{re.escape(key)}\b", value)]
    assert again == []
