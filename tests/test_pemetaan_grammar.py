"""How questions over rows say what they ask: tables of phrasings that must be read so, and of others that must not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from corpus.mappings import Mappings
from eval.pemetaan_gold import FOLDER, filled
from eval.pemetaan_gold_more import TRAIN, held_train
from eval.pemetaan_gold_train import train
from rag.glossary import load_glossary
from rag.pemetaan import Peta, Turn
from tests.library import catalog_of, whole_library
from tests.mapping_factories import baris, pemetaan

PLANS = (
    baris(
        8, kegiatan="Angkutan massal kota lama", mitra="Badan Pusat Statistik", sumber_biaya="APBN dan APBD",
        forum="Musrenbang 2026", kelemahan="Armada tua", peluang="Skema JKN", dprd="perlu, sedang dibahas",
        pengusul="Satuan Polisi Pamong Praja", rpjmd="RPJMD, Misi 4", sub_urusan="Bencana", status="usulan",
    ),
    baris(9, mitra="Kementerian Kesehatan", sumber_biaya="Pihak ketiga", lokasi="Kota Lama", status="berjalan"),
)  # fmt: skip


@pytest.fixture(scope="module")
def peta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peta]:
    catalog = catalog_of(tmp_path_factory.mktemp("tata"), whole_library())
    Mappings(catalog).add(pemetaan(*PLANS), "a")
    yield Peta(catalog, load_glossary())
    catalog.close()


def turn(peta: Peta, text: str, *before: str) -> Turn:
    found = peta.ask(text, [{"role": "user", "content": said} for said in before])
    assert found is not None, text
    return found


def filters(peta: Peta, text: str, *before: str) -> set[tuple[str, str]]:
    return {(s.filter.field, s.filter.op) for s in turn(peta, text, *before).asked.said}


SAID = [
    ("Rencana yang sumber pembiayaannya dari pihak ketiga", "sumber_biaya", "is"),
    ("plans funded jointly by the national and the regional budget", "sumber_biaya", "is"),
    ("yg pake apbn", "sumber_biaya", "has"),
    ("yg dibahas di musrenbang apa aja", "forum", "has"),
    ("rencana yang kelemahannya menyebut armada tua", "kelemahan", "has"),
    ("which plans name JKN as an opportunity", "peluang", "has"),
    ("rencana mana yang mendukung misi 4 RPJMD", "rpjmd", "has"),
    ("rencana yang persetujuan DPRD-nya sedang dibahas", "dprd", "has"),
    ("kapan angkutan massal kota lama mulai", "kegiatan", "has"),
    ("ada ga yg sama BPS", "mitra", "is"),
    ("usulan bareng kemenkes", "mitra", "is"),
    ("rencana satpol pp", "pengusul", "is"),
    ("rencana yang bukan di kota lama", "lokasi", "not"),
    ("usulan yg blm jalan", "status", "not"),
    ("which plans do not say whether a feasibility study exists", "studi_kelayakan", "blank"),
    ("rencana berdurasi antara 4 dan 6 tahun", "jangka_waktu", "at_most"),
    ("yg anggarannya dibawah 200jt", "anggaran", "at_most"),
    ("sub urusan bencana ada rencana apa", "sub_urusan", "has"),
]
NOT_SAID = [
    ("rencana dengan pihak ketiga", "sumber_biaya"),
    ("rencana kita yang masih dibahas", "forum"),
    ("apa kelemahan tiap rencana kita", "kelemahan"),
    ("rencana kita yang masuk RPJMD", "rpjmd"),
    ("rencana yang statusnya sedang dibahas", "dprd"),
    ("rencana kota lama", "kegiatan"),
    ("rencana yang berjalan di kota lama", "mitra"),
    ("rencana yang lebih dari 4 tahun", "anggaran"),
    ("rencana yang belum ada studi kelayakannya", "forum"),
]
OF_THE_LAW = (
    "Siapa yang menandatangani berita acara hasil pemetaan?",
    "Does a regional cooperation that burdens the public need DPRD approval?",
    "Berapa lama jangka waktu paling lama kesepakatan bersama?",
    "Berapa 17 persen dari 4.850.000?",
    "Apa saja sumber pembiayaan kerja sama menurut peraturan?",
    "Calon mitra kami ada tiga. Mana yang boleh, dan siapa yang mewakili daerah?",
)


@pytest.mark.parametrize(("text", "field", "op"), SAID)
def test_a_filter_is_read(peta: Peta, text: str, field: str, op: str) -> None:
    assert (field, op) in filters(peta, text)


@pytest.mark.parametrize(("text", "field"), NOT_SAID)
def test_a_filter_that_is_not_said_is_not_read(peta: Peta, text: str, field: str) -> None:
    assert field not in {name for name, _ in filters(peta, text)}


@pytest.mark.parametrize("text", OF_THE_LAW)
def test_a_question_of_the_law_stays_with_it(peta: Peta, text: str) -> None:
    assert peta.ask(text) is None


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Apa aturan studi kelayakan untuk KSDPK, dan rencana KSDPK kita mana yang belum memilikinya?", "Apa aturan"),
        ("syarat ksdd gmn, trus rencana ksdd kita yg blm masuk rkpd mana aja", "syarat ksdd"),
    ],
)
def test_a_question_of_two_halves_is_for_both(peta: Peta, text: str, law: str) -> None:
    found = turn(peta, text)
    assert found.law and found.law_text.startswith(law)
    assert {"studi_kelayakan", "di_rkpd"} & found.asked.fields()


def test_a_follow_up_turns_or_drops_a_filter(peta: Peta) -> None:
    before = "rencana prioritas tinggi yang belum masuk RKPD"
    said = {s.filter.field: s.filter for s in turn(peta, "yang sudah?", before).asked.said}
    assert said["di_rkpd"].values == (True,) and said["prioritas"].values == ("tinggi",)
    assert "prioritas" not in turn(peta, "semua prioritas saja", before).asked.fields()
    assert "prioritas" in turn(peta, "yang 2027 saja", before).asked.fields()


def test_the_training_set_holds_what_is_computed() -> None:
    text = (FOLDER / TRAIN).read_text(encoding="utf-8")
    assert filled(text, train(*held_train())) == text
    asked = [json.loads(line)["question"] for line in text.splitlines()]
    seen = [json.loads(line)["question"] for line in (FOLDER / "pemetaan-seen.jsonl").read_text("utf-8").splitlines()]
    assert len(asked) > 300 and not set(asked) & set(seen)
