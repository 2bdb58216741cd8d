"""What is asked of relations, in many phrasings, and what follow-ups leave out."""

from __future__ import annotations

import pytest

from rag.asking import Asked, asked
from rag.glossary import Glossary, load_glossary
from rag.question import understand

TITLES = {
    "uu-23-2014": "Pemerintahan Daerah",
    "pp-28-2018": "Kerja Sama Daerah",
    "uu-12-2011": "Pembentukan Peraturan Perundang-undangan",
}
LAW = "uu-23-2014"
COUNT, LAST = Asked("mengubah", "", LAW, "count"), Asked("mengubah", "", LAW, "last")
CHANGED, HOLDS = Asked("mengubah", "", LAW), Asked("berlaku", "", LAW)
REVOKED = Asked("mencabut", "", LAW)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary()


def ask(glossary: Glossary, *texts: str) -> Asked | None:
    """What the last of some questions asks."""
    history = [{"role": "user", "content": text} for text in texts[:-1]]
    return asked(understand(texts[-1], glossary, history), lambda key: TITLES.get(key, ""))


PHRASED = [
    # how often
    ("sudah berapa kali diubah UU 23/2014", COUNT),
    ("UU 23/2014 udh diubah brp kali?", COUNT),
    ("uu 23/2014 udah diubah brp kali? sama uu apa aja", COUNT),
    ("UU 23/2014 sudah diubah berapa kali?", COUNT),
    ("UU 23 Tahun 2014 tentang Pemerintahan Daerah sudah berapa kali diubah?", COUNT),
    ("Berapa kali UU 23/2014 direvisi?", COUNT),
    ("berapa banyak perubahan UU 23/2014?", COUNT),
    ("UU 23/2014 pernah dirubah berapa kali sampai sekarang", COUNT),
    ("How many times has Law 23/2014 been amended?", COUNT),
    ("how often was UU 23/2014 amended so far?", COUNT),
    ("How many amendments to Law 23/2014 are there?", COUNT),
    # the last
    ("UU 23/2014 diubah terakhir dengan apa?", LAST),
    ("diubah terakhir dengan apa UU 23/2014", LAST),
    ("UU 23/2014 terakhir diubah dengan UU apa?", LAST),
    ("Apa perubahan terakhir UU 23/2014?", LAST),
    ("perubahan terbaru atas uu 23/2014 apa ya", LAST),
    ("What was the last amendment to Law 23/2014?", LAST),
    ("what is the most recent amendment of UU 23/2014", LAST),
    ("When was Law 23/2014 last amended?", LAST),
    # whether
    ("UU 23/2014 ada revisinya ga?", CHANGED),
    ("UU 23/2014 sdh direvisi blm?", CHANGED),
    ("Apakah sudah diubah UU 23/2014?", CHANGED),
    ("UU 23/2014 diubah oleh apa saja", CHANGED),
    ("Saya mau mengutip UU 23/2014 tentang Pemerintahan Daerah. Sebelum saya pakai, apakah sudah ada perubahannya?", CHANGED),
    ("Has Law 23/2014 on regional government been amended?", CHANGED),
    ("Arsip kami masih memakai aturan lama. Mana saja yang sudah tidak berlaku sejak UU 23/2014?", Asked("mencabut", LAW)),
    ("apa saja yang tidak berlaku lagi karena UU 23/2014", Asked("mencabut", LAW)),
    ("apakah PP 50/2007 tidak berlaku sejak UU 23/2014?", Asked("mencabut", LAW, "pp-50-2007")),
    ("Sejak kapan UU 23/2014 tidak berlaku?", HOLDS),
    ("Saya dengar UU 23/2014 sudah berubah. Perubahannya apa saja?", CHANGED),
    ("aturan turunan UU 23/2014 apa aja?", Asked("melaksanakan", "", LAW)),
    ("PP 28/2018 turunan dari UU apa?", Asked("melaksanakan", "pp-28-2018")),
    ("peraturan apa yang mendasari PP 28/2018?", Asked("mengingat", "pp-28-2018")),
    ("apa saja yang diubah UU 23/2014", Asked("mengubah", LAW)),
    ("pasal apa yang diubah UU 23/2014", Asked("mengubah", LAW)),
    # in force
    ("uu 23/2014 msh berlaku ga sih", HOLDS),
    ("UU 23/2014 tentang Pemerintahan Daerah masih berlaku?", HOLDS),
    ("UU 23/2014 masih bisa dipakai?", HOLDS),
    ("apa pengganti UU 23/2014?", HOLDS),
    ("UU 23/2014 sudah diganti?", HOLDS),
    ("Is Law 23/2014 still valid?", HOLDS),
    ("Is Law 23/2014 on regional government still in force?", HOLDS),
    ("has UU 23/2014 been superseded?", HOLDS),
    ("uu 23/2014 udah dicabut blm", REVOKED),
    ("sudah dicabut belum UU 23/2014?", REVOKED),
    ("Masih berlakukah Permendagri 70/2019?", Asked("berlaku", "", "permendagri-70-2019")),
    ("Permendagri 70/2019 tentang Sistem Informasi Pemerintahan Daerah masih berlaku?", Asked("berlaku", "", "permendagri-70-2019")),
]  # fmt: skip
ELSEWHERE = [
    "UU 23/2014 tentang Pemerintahan Daerah",
    "Berapa kali rapat dalam setahun menurut UU 23/2014?",
    "Berapa kali APBD boleh diubah menurut UU 23/2014?",
    "Bagaimana perubahan APBD menurut UU 23/2014?",
    "Kapan terakhir laporan disampaikan menurut PP 28/2018?",
    "Apa dasar hukum kerja sama daerah menurut PP 28/2018?",
    "Apakah kerja sama daerah dalam PP 28/2018 bisa dicabut?",
    "PP 28/2018 tentang kerja sama daerah mengatur jangka waktu perjanjian yang diubah?",
    "Apa yang baru dalam UU 23/2014 tentang urusan pendidikan?",
    "How many times may the budget be changed under Law 23/2014?",
    "sudah berapa kali diubah?",
    "masih berlaku?",
]
FOLLOW_UPS = [
    # the questions in order; what the last of them asks
    (("Apakah Permendagri 22/2009 masih berlaku?", "Kalau Permendagri 74/2012?"), Asked("berlaku", "", "permendagri-74-2012")),
    (("Apakah Permendagri 22/2009 masih berlaku?", "klo 74/2012?"), Asked("berlaku", "", "permendagri-74-2012")),
    (("Apakah Permendagri 22/2009 masih berlaku?", "terus PP 50/2007 gimana?"), Asked("berlaku", "", "pp-50-2007")),
    (("Apakah Permendagri 22/2009 masih berlaku?", "Kalau 74/2012?", "dan 3/2008?"), Asked("berlaku", "", "permendagri-3-2008")),
    (("is PP 50/2007 still in force?", "what about PP 41/2007?"), Asked("berlaku", "", "pp-41-2007")),
    (("UU 23/2014 masih berlaku?", "udh diubah brp kali?"), COUNT),
    (("UU 23/2014 masih berlaku?", "udh diubah brp kali?", "terakhir dengan apa diubahnya?"), LAST),
    (("UU 23/2014 masih berlaku?", "udh diubah brp kali?", "kalau uu 12/2011?"), Asked("mengubah", "", "uu-12-2011", "count")),
    (("UU 23/2014", "sudah diubah belum?"), CHANGED),
    (("Siapa yang mengawasi daerah menurut UU 23/2014?", "UU itu masih berlaku?"), HOLDS),
    (("apa yang dicabut oleh Permendagri 22/2020?", "kalau Permendagri 25/2020?"), Asked("mencabut", "permendagri-25-2020")),
    (("apa dasar hukum PP 28/2018?", "kalau Permendagri 22/2020?"), Asked("mengingat", "permendagri-22-2020")),
    (("apakah PP 28/2018 mencabut PP 50/2007?", "kalau Permendagri 22/2009?"), Asked("mencabut", "pp-28-2018", "permendagri-22-2009")),
    # no relation was asked of, or something else is asked now
    (("Apa objek kerja sama menurut PP 28/2018?", "kalau Permendagri 22/2020?"), None),
    (("Siapa yang meneken PKS menurut Permendagri 22/2020?", "Apakah bisa diubah?"), None),
    (("Siapa yang meneken PKS menurut Permendagri 22/2020?", "sudah diubah belum?"), None),
    (("UU 23/2014 masih berlaku?", "siapa yang meneken PKS menurut Permendagri 22/2020?"), None),
    (("UU 23/2014 masih berlaku?", "boleh diubah dengan peraturan apa?"), None),
    (("UU 23/2014 masih berlaku?", "Apa isi Pasal 5?"), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PHRASED)
def test_many_phrasings_of_one_question(text: str, expected: Asked, glossary: Glossary) -> None:
    assert ask(glossary, text) == expected


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_the_provisions_say_is_no_question_about_relations(text: str, glossary: Glossary) -> None:
    assert ask(glossary, text) is None


@pytest.mark.parametrize(("texts", "expected"), FOLLOW_UPS)
def test_a_follow_up_keeps_what_was_asked(texts: tuple[str, ...], expected: Asked | None, glossary: Glossary) -> None:
    assert ask(glossary, *texts) == expected
