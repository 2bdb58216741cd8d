"""The fits: toys with a known answer, the file that is written, the questions that they learn from."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from corpus.models import Unit
from eval import fit, fitting
from eval.fitting import Model, Ranking
from rag.features import Candidate


def toys(count: int = 40) -> list[Ranking]:
    """Questions whose right candidate has the highest second feature; the first is noise."""
    random = np.random.default_rng(7)
    items = []
    for _ in range(count):
        features = random.normal(size=(6, 2))
        right = int(features[:, 1].argmax())
        exact = np.arange(6) == right
        says = np.zeros((6, 2))
        items.append(Ranking(features, says, (0,), tuple(range(6)), exact, exact))
    return items


def test_the_ranking_learns_what_tells_the_right_candidate() -> None:
    items = toys()
    before = fitting.grade(items, Model(np.zeros(2), np.zeros((1, 2))))
    model = fitting.fit_ranking(items, epochs=20)
    after = fitting.grade(items, model)
    assert model.features[1] > 5 * abs(model.features[0])
    assert after["first"] > 0.9 > before["first"] and after["five"] == 1.0


def test_the_ranking_learns_what_the_right_candidate_says() -> None:
    exact = np.array([True, False])
    says = np.array([[1.0, 0.0], [0.0, 1.0]])
    items = [Ranking(np.zeros((2, 1)), says, (1,), (0, 1), exact, exact)] * 8
    shape = fitting.fit_ranking(items, epochs=20).shape
    assert shape[1, 0] > 0 > shape[1, 1] and not shape[0].any()


def test_five_counts_pasal_and_ayat_counts_the_first_candidate() -> None:
    pasal = np.array([True, True, False])
    exact = np.array([False, True, False])
    item = Ranking(np.array([[3.0], [2.0], [1.0]]), np.zeros((3, 1)), (0,), (0, 0, 1), pasal, exact)
    assert fitting.grade([item], Model(np.ones(1), np.zeros((1, 1)))) == {"first": 1.0, "five": 1.0, "ayat": 0.0}
    assert fitting.grade([], Model(np.ones(1), np.zeros((1, 1)))) == {"first": 0.0, "five": 0.0, "ayat": 0.0}


def test_a_refusal_is_learnt_and_foreseen() -> None:
    random = np.random.default_rng(3)
    values = random.normal(size=(120, 2))
    answered = values[:, 0] > 0.5
    weights = fitting.fit_logistic(values, answered, 0.003, steps=500)
    assert weights[1] > 5 * abs(weights[2]) and weights[0] < 0
    likely = fitting.foreseen(values, answered, 0.003)
    assert fitting.area(likely, answered) > 0.95
    (_, kept, refused), (_, none, all_) = fitting.thresholds(likely, answered, (0.5, 1.1))
    assert kept > 0.85 and refused > 0.85 and (none, all_) == (0.0, 1.0)


def test_where_there_is_nothing_to_refuse_there_is_no_area() -> None:
    assert fitting.area(np.array([0.2, 0.9]), np.array([True, True])) == 0.0


def test_what_is_written_is_read_as_weights_and_small_ones_are_left_out() -> None:
    shape = np.array([[0.5, 0.01], [0.0, -0.25]])
    models = {"vectors": Model(np.array([1.234, 0.001]), shape), "words": Model(np.array([2.0, 3.0]), shape)}
    text = fitting.weights_toml(("a", "b"), models, {"words": [0]}, ("general", "time"), ("span", "limit"))
    assert tomllib.loads(text) == {
        "vectors": {"a": 1.23},
        "words": {"b": 3.0},
        "shape": {"general": {"span": 0.5}, "time": {"limit": -0.25}},
    }


@pytest.mark.parametrize(
    ("unit", "gold", "pasal", "exact"),
    [
        (Unit(pasal="3", ayat="1"), Unit(pasal="3", ayat="1"), True, True),
        (Unit(pasal="3", ayat="1", huruf="b"), Unit(pasal="3", ayat="1"), True, True),
        (Unit(pasal="3", ayat="1"), Unit(pasal="3"), True, True),
        (Unit(pasal="1", angka="4"), Unit(pasal="1", angka="4"), True, True),
        (Unit(pasal="3", ayat="2"), Unit(pasal="3", ayat="1"), True, False),
        (Unit(pasal="3"), Unit(pasal="3", ayat="1"), True, False),
        (Unit(pasal="1", angka="5"), Unit(pasal="1", angka="4"), True, False),
        (Unit("penjelasan", pasal="3", ayat="1"), Unit(pasal="3", ayat="1"), False, False),
        (Unit(pasal="4"), Unit(pasal="3"), False, False),
    ],
)
def test_what_is_right_to_the_pasal_and_to_the_ayat(unit: Unit, gold: Unit, pasal: bool, exact: bool) -> None:
    candidate = Candidate("pp-1-2001", unit, False)
    assert fit.same_place(candidate, "pp-1-2001", gold) is pasal
    assert fit.right_to_ayat(candidate, "pp-1-2001", gold) is exact
    assert not fit.same_place(candidate, "pp-2-2001", gold) and not fit.right_to_ayat(candidate, "pp-2-2001", gold)


def test_the_questions_to_learn_from_are_whole() -> None:
    rows = fit.read_train()
    assert len(rows) == 1360 and len({member for member, _ in rows}) == 40
    refused = [asked for _, asked in rows if not asked.gold]
    assert 0 < len(refused) < len(rows) / 3
    for member, asked in rows:
        kind, year, number = member.removesuffix(".md").split("/")
        assert all(key == f"{kind}-{number}-{year}" and unit.pasal for key, unit in asked.gold)
        assert asked.question.strip()


@pytest.mark.parametrize(("limit", "expected"), [(None, 10), (3, 3), (10, 10), (99, 10), (1, 1)])
def test_a_few_questions_are_spread_over_all(limit: int | None, expected: int) -> None:
    items = [fit.Asked("train", str(n), ()) for n in range(10)]
    found = fit.spaced(items, limit)
    assert len(found) == expected and len(set(found)) == expected
