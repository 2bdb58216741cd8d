"""Full text and vectors, fused: what comes first, and the features that decide it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.catalog import Catalog
from corpus.models import Unit
from corpus.rows import Found
from corpus.sitasi import Reference
from rag.answer import Answerer
from rag.features import (
    Candidate,
    beside,
    coverage,
    cue,
    defines,
    likeness,
    next_to_cited,
    saturated,
    score,
    unit_sides,
)
from rag.glossary import load_glossary
from rag.question import Question, understand
from rag.search import Searcher, named_keys, pasal_first
from rag.shape import SAID, WANTED
from rag.weights import load_weights
from tests.library import PELAMPUNG, SEPEDA, TAMAN, answerer_of, catalog_of, taman, whole_library

GLOSSARY = load_glossary()


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    made = answerer_of(tmp_path_factory.mktemp("pustaka"), whole_library())
    yield made
    made.catalog.close()


def asked(text: str) -> Question:
    return understand(text, GLOSSARY)


FINDS = [
    ("Berapa lama penjaga rak menanggapi daftar judul?", TAMAN, "3", "2"),
    ("tahapan tukar koleksi", TAMAN, "3", "1"),
    ("buku sobek dikembalikan ke mana", TAMAN, "3", "3"),
    ("ongkos angkut", TAMAN, "4", None),
    ("toko buku menyumbang lampu", TAMAN, "5", "1"),
    ("warna pelampung di muara", PELAMPUNG, "2", "2"),
    ("pelampung bocor", PELAMPUNG, "3", None),
    ("lebar jalur sepeda", SEPEDA, "1", "1"),
    ("becak pada hari pasar", SEPEDA, "1", "2"),
    ("menyalakan lampu sepeda", SEPEDA, "9", None),
    ("Where are reading gardens opened?", TAMAN, "2", None),
    ("Where do torn books go?", TAMAN, "3", "3"),
]


@pytest.mark.parametrize("with_vectors", [True, False])
@pytest.mark.parametrize(("text", "key", "pasal", "ayat"), FINDS)
def test_the_unit_that_speaks_of_it_comes_first(
    answerer: Answerer, text: str, key: str, pasal: str, ayat: str | None, with_vectors: bool
) -> None:
    searcher = answerer.searcher if with_vectors else Searcher(answerer.catalog, None)
    best = searcher.search(asked(text)).candidates[0]
    assert (best.key, best.unit.pasal, best.unit.ayat) == (key, pasal, ayat)


def test_official_text_and_digest_of_a_unit_are_one_candidate(answerer: Answerer) -> None:
    candidates = answerer.searcher.search(asked("ongkos angkut koleksi")).candidates
    assert set(candidates[0].found) == {"naskah", "ringkasan"}
    places = [(c.key, c.unit, c.whole) for c in candidates if c.unit.pasal]
    assert len(places) == len(set(places))


def test_candidates_come_best_first_and_no_more_than_asked_for(answerer: Answerer) -> None:
    candidates = answerer.searcher.search(asked("penjaga rak menanggapi daftar judul"), 3).candidates
    scores = [c.score for c in candidates]
    assert len(scores) == 3 and scores == sorted(scores, reverse=True)


def test_the_same_question_finds_the_same(answerer: Answerer) -> None:
    first, second = (answerer.searcher.search(asked("rak buku taman")).candidates for _ in range(2))
    assert [(c.key, c.unit, c.score) for c in first] == [(c.key, c.unit, c.score) for c in second]


@pytest.mark.parametrize("text", ["", "???", "yang dan di", "xyzzy plugh"])
def test_without_vectors_words_that_stand_nowhere_find_nothing(answerer: Answerer, text: str) -> None:
    hits = Searcher(answerer.catalog, None).search(asked(text))
    assert (hits.candidates, hits.best_cosine) == ((), 0.0)


@pytest.mark.parametrize(
    "text", ['"', "a AND b OR", "NEAR(rak buku)", "rak*", "heading:rak", "'; DROP TABLE entry; --"]
)
def test_marks_of_the_query_language_are_only_words(answerer: Answerer, text: str) -> None:
    Searcher(answerer.catalog, None).search(asked(text))
    assert answerer.catalog.entry_count() > 0


def test_an_empty_catalogue_finds_nothing(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "katalog.sqlite3")
    assert Searcher(catalog, None).search(asked("taman bacaan")).candidates == ()
    catalog.close()


def test_what_came_in_later_is_found(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, [])
    searcher = Searcher(catalog, None)
    assert not searcher.search(asked("penjaga rak")).candidates
    catalog.add(taman(), "baru")
    assert searcher.search(asked("penjaga rak")).candidates
    catalog.close()


def test_a_regulation_that_is_named_comes_first(answerer: Answerer) -> None:
    for key, name in ((TAMAN, "Permendagri 91/2098"), (PELAMPUNG, "Permendagri 92/2097")):
        best = answerer.searcher.search(asked(f"kapan {name} mulai berlaku")).candidates[0]
        assert best.key == key


# --- features


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Permendagri 91/2098", {TAMAN}),
        ("permendagri 91", {TAMAN}),
        ("pp 93 tahun 2096 dan permendagri 92/2097", {SEPEDA, PELAMPUNG}),
        ("Permendagri 91/2099", set()),
        ("PP 91/2098", set()),
        ("taman bacaan", set()),
    ],
)
def test_regulations_named(answerer: Answerer, text: str, keys: set[str]) -> None:
    assert named_keys(asked(text), answerer.catalog.held()) == keys


def test_a_follow_up_stays_where_the_answer_before_was_found(answerer: Answerer) -> None:
    held = answerer.catalog.held()
    cited = Reference(held[0].jenis, held[0].nomor, held[0].tahun, None, (0, 1))
    other = next(h for h in held if h.key != held[0].key)
    by_title = Reference(other.jenis, other.nomor, other.tahun, None, (0, 1))
    after = replace(asked("dan setelah itu?"), follows=True, context=(cited,))
    assert named_keys(after, held) == {held[0].key}
    assert named_keys(replace(after, titled=(by_title,)), held) == {other.key}
    assert named_keys(replace(after, follows=False), held) == set()
    absent = replace(cited, nomor="777")
    assert named_keys(replace(after, context=(absent,)), held) == set()


@pytest.mark.parametrize(
    ("heading", "title", "sides"),
    [
        ("kerja sama daerah lain", "", {"ksdd"}),
        ("sumbang pihak ketiga", "", {"ksdpk"}),
        ("dukung program pemerintah", "", {"sinergi"}),
        ("pihak ketiga luar negeri", "", {"luar_negeri"}),
        ("ketentu umum", "kerja sama luar negeri", {"luar_negeri"}),
        ("pihak ketiga", "kerja sama luar negeri", {"ksdpk"}),
        ("ketentu umum", "taman baca", set()),
        ("pihak", "ketiga", set()),
        ("", "", set()),
    ],
)
def test_headings_place_a_unit_on_a_side(heading: str, title: str, sides: set[str]) -> None:
    assert unit_sides(heading.split(), title.split()) == sides


@pytest.mark.parametrize(
    ("words", "weights", "share"),
    [
        (["rak", "buku"], {"rak": 1.0, "buku": 1.0}, 1.0),
        (["rak", "rak"], {"rak": 3.0, "buku": 1.0}, 0.75),
        (["lampu"], {"rak": 1.0}, 0.0),
        ([], {"rak": 1.0}, 0.0),
        (["rak"], {}, 0.0),
    ],
)
def test_coverage(words: list[str], weights: dict[str, float], share: float) -> None:
    assert coverage(words, weights) == pytest.approx(share)


def test_a_word_counts_more_in_a_short_text_and_less_when_repeated() -> None:
    weights = {"rak": 1.0}

    def share(words: list[str], wanted: dict[str, float]) -> float:
        return saturated(Counter(words), len(words), wanted)

    short, long = share(["rak", "besi"], weights), share(["rak", *["besi"] * 200], weights)
    assert short > long > 0
    assert share(["rak"] * 4, weights) < 4 * share(["rak"], weights)
    assert share(["besi"], weights) == share([], weights) == share(["rak"], {}) == 0


def test_likeness_is_one_for_the_same_words_and_none_for_others() -> None:
    weights = {"rak": 2.0, "buku": 1.0}
    assert likeness(frozenset(("rak", "buku")), weights, weights) == pytest.approx(1.0)
    assert 0 < likeness(frozenset(("rak", "lampu")), weights, weights) < 1
    assert likeness(frozenset(("lampu",)), weights, {}) == likeness(frozenset(), weights, {}) == 0


def test_the_score_is_the_weighted_sum() -> None:
    weights = {"body": 2.0, "heading": -1.0}
    assert score({"body": 0.5, "heading": 3.0}, weights) == pytest.approx(-2.0)
    assert score({}, weights) == 0.0


def test_every_feature_has_a_weight_and_every_weight_a_feature(answerer: Answerer) -> None:
    best = answerer.searcher.search(asked("ongkos angkut koleksi")).candidates[0]
    weights = load_weights()
    assert set(weights.vectors) <= set(best.features) - {"shape"}
    assert set(weights.words) <= set(best.features) - {"shape"}
    assert set(weights.shape) <= {"general", *WANTED}
    assert {thing for row in weights.shape.values() for thing in row} <= set(SAID)


def candidate(unit: Unit, body: str) -> Candidate:
    made = Candidate("a", unit, False)
    made.found["naskah"] = Found(1, 1, unit, False, "", body, 1, (), tuple(body.lower().split()), (), ())
    return made


def scored(unit: Unit, score: float, body: str = "rak") -> Candidate:
    made = candidate(unit, body)
    made.score = score
    made.features = {"vector": score, "body": score / 2, "bm25": 0.0}
    made.votes = int(score)
    return made


def test_a_candidate_is_judged_with_its_pasal_and_its_regulation() -> None:
    first, second, other = (
        scored(Unit(pasal="4", ayat="1"), 3.0, "rak buku"),
        scored(Unit(pasal="4", ayat="2"), 1.0, "lampu"),
        scored(Unit(pasal="5"), 2.0, "meja"),
    )
    beside([first, second, other], {"buku": 1.0, "lampu": 3.0})
    assert second.features["around"] == 1.0 and other.features["around"] == 0.0
    assert second.features["pasal_vector"] == 3.0 and other.features["pasal_vector"] == 2.0
    assert first.features["reg_votes"] == 1.0


def test_pages_without_pasal_do_not_speak_for_each_other() -> None:
    pages = [scored(Unit(), 3.0), scored(Unit(), 1.0)]
    beside(pages, {"rak": 1.0})
    assert [p.features["pasal_vector"] for p in pages] == [3.0, 1.0]
    assert [p.features["around"] for p in pages] == [0.0, 0.0]


def test_a_penjelasan_that_ranks_first_follows_its_pasal() -> None:
    told = scored(Unit(part="penjelasan", pasal="4", ayat="2"), 5.0)
    ranked = [told, scored(Unit(pasal="9"), 4.0), scored(Unit(pasal="4"), 2.0), scored(Unit(pasal="4", ayat="2"), 1.0)]
    right = ranked[3]
    pasal_first(ranked)
    assert ranked[:2] == [right, told] and right.score == told.score and len(ranked) == 4


def test_a_penjelasan_without_its_pasal_stays() -> None:
    ranked = [scored(Unit(part="penjelasan", pasal="4"), 5.0), scored(Unit(pasal="9"), 4.0)]
    pasal_first(ranked)
    assert [c.unit.part for c in ranked] == ["penjelasan", "batang tubuh"]
    pasal_first([])


@pytest.mark.parametrize(("pasal", "near"), [("12", 1.0), ("13", 0.5), ("9", 0.25), (None, 0.0)])
def test_a_follow_up_stays_near_the_pasal_that_was_cited(answerer: Answerer, pasal: str | None, near: float) -> None:
    held = answerer.catalog.held()[0]
    said = [{"role": "user", "content": "Siapa penjaga rak?"},
            {"role": "assistant", "content": f"{held.label} Pasal 12 ayat (1)"}]  # fmt: skip
    question = understand("kalau terlambat?", GLOSSARY, said)
    assert next_to_cited(Unit(pasal=pasal), held, question) == near
    assert next_to_cited(Unit(pasal=pasal), held, asked("kalau terlambat?")) == 0


ITEM = Unit(pasal="1", angka="2")


@pytest.mark.parametrize(
    ("unit", "body", "text", "is_so"),
    [
        (ITEM, "Penjaga Rak adalah warga.", "apa itu penjaga rak", True),
        (ITEM, "2. Penjaga Rak yang selanjutnya disingkat PR adalah warga.", "apa itu penjaga rak", True),
        (ITEM, "Penjaga Rak adalah warga.", "beda penjaga rak dan penyumbang", True),
        (ITEM, "Penjaga Rak adalah warga.", "apa itu rak", False),
        (ITEM, "Penjaga Rak adalah warga.", "kapan penjaga rak dipilih", False),
        (Unit(pasal="1"), "Penjaga Rak adalah warga.", "apa itu penjaga rak", False),
        (Unit(pasal="3", ayat="1", angka="2"), "Penjaga Rak adalah warga.", "apa itu penjaga rak", False),
        (ITEM, "Daerah adalah kesatuan warga.", "apa itu daerah", False),
    ],
)
def test_whether_a_unit_defines_what_is_asked(unit: Unit, body: str, text: str, is_so: bool) -> None:
    assert defines(candidate(unit, body), asked(text)) is is_so


@pytest.mark.parametrize(
    ("unit", "body", "text", "sign"),
    [
        (ITEM, "Rak adalah lemari.", "apa itu rak", 1),
        (ITEM, "Rak adalah lemari.", "siapa penjaga rak", -1),
        (Unit(pasal="4"), "rak diganti setelah 3 hari", "kapan rak diganti", 1),
        (Unit(pasal="4"), "rak diganti warga", "kapan rak diganti", -1),
        (Unit(pasal="4"), "rak diganti warga", "siapa mengganti rak", 0),
        (Unit(pasal="4"), "rak adalah lemari", "apa itu rak", 0),
    ],
)
def test_whether_a_unit_has_the_form_of_the_answer(unit: Unit, body: str, text: str, sign: int) -> None:
    value = cue(candidate(unit, body), asked(text))
    assert (value > 0) - (value < 0) == sign
