from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbering import (
    Candidate,
    Value,
    best_chain,
    gap_cost,
    letter_name,
    letter_value,
    readings,
    roman,
    roman_value,
)


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ("12", [(12, "")]), ("9A", [(9, "A")]), ("lO", [(10, "")]), ("2O", [(20, "")]), ("l", [(1, "")]),
        ("2B", [(2, "B"), (28, "")]), ("4l", [(41, "")]), ("S", [(5, "")]), ("1OB", [(108, ""), (10, "B")]),
    ],
)  # fmt: skip
def test_readings(raw: str, values: list[Value]) -> None:
    assert [value for value, _ in readings(raw)] == values


@pytest.mark.parametrize("raw", ["", "x", "kebun", "U", "?", "dan"])
def test_no_reading(raw: str) -> None:
    assert readings(raw) == []


def test_what_is_printed_costs_nothing_and_a_guess_costs() -> None:
    assert readings("12")[0][1] == 0
    assert all(cost > 0 for _, cost in readings("lO"))


@pytest.mark.parametrize(("letters", "place"), [("a", 1), ("z", 26), ("aa", 27), ("bb", 54), ("ab", 0), ("cl", 0)])
def test_letter_value(letters: str, place: int) -> None:
    assert letter_value(letters) == place


@pytest.mark.parametrize(("place", "letters"), [(1, "a"), (26, "z"), (27, "aa")])
def test_letter_name(place: int, letters: str) -> None:
    assert letter_name(place) == letters


@given(st.integers(1, 39))
def test_roman_and_back(number: int) -> None:
    assert roman_value(roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "A", "1"])
def test_no_roman(text: str) -> None:
    assert roman_value(text) == 0


def chain(*items: tuple[int, float]) -> list[int]:
    """The numbers that are chosen of (number, score) in this order."""
    found = [Candidate(10 * i, 10 * i + 1, (number, ""), score, str(number)) for i, (number, score) in enumerate(items)]
    return [item.value[0] for item in best_chain(found)]


@pytest.mark.parametrize(
    ("items", "chosen"),
    [
        (((1, 2), (2, 2), (3, 2)), [1, 2, 3]),
        (((1, 2), (7, 1), (2, 2), (3, 2)), [1, 2, 3]),  # a reference that looks like a heading
        (((1, 2), (2, 2), (2, 0.5), (3, 2)), [1, 2, 3]),
        (((1, 2), (3, 2), (4, 2)), [1, 3, 4]),  # one is lost
        (((1, 2), (2, 2), (1, 2), (2, 2), (3, 2)), [1, 2, 3]),
        (((9, 0.1),), []),
        (((1, -1.0),), []),
        ((), []),
    ],
)
def test_best_chain(items: tuple[tuple[int, float], ...], chosen: list[int]) -> None:
    assert chain(*items) == chosen


def test_lettered_numbers_follow_their_number() -> None:
    values: list[Value] = [(9, ""), (9, "A"), (9, "B"), (10, "")]
    found = [Candidate(i, i, value, 2.0, "") for i, value in enumerate(values)]
    assert [item.value for item in best_chain(found, first=9)] == values


def test_two_readings_of_one_place_never_stand_in_one_chain() -> None:
    found = [Candidate(0, 1, (1, ""), 2, "1"), Candidate(0, 1, (2, ""), 2, "2"), Candidate(5, 6, (3, ""), 2, "3")]
    assert len(best_chain(found)) == 2


def slow_best(candidates: list[Candidate]) -> float:
    """The best sum by trying every chain."""
    best = 0.0

    def extend(index: int, total: float, last: Candidate | None) -> None:
        nonlocal best
        best = max(best, total)
        for place in range(index, len(candidates)):
            item = candidates[place]
            if last is None:
                extend(place + 1, item.score - gap_cost(max(0, item.value[0] - 1)), item)
            elif item.value > last.value and item.start > last.start:
                missing = max(0, item.value[0] - last.value[0] - 1)
                extend(place + 1, total + item.score - gap_cost(missing), item)

    extend(0, 0.0, None)
    return best


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6), st.sampled_from([0.25, 0.5, 1.0, 2.0])), max_size=8))
def test_the_chain_is_the_best_of_all(items: list[tuple[int, int, float]]) -> None:
    found = [Candidate(place, place, (number, ""), score, "") for place, number, score in sorted(items)]
    chosen = best_chain(found)
    total = sum(item.score for item in chosen)
    previous = 0
    for item in chosen:
        total -= gap_cost(max(0, item.value[0] - previous - 1))
        previous = item.value[0]
    assert total == pytest.approx(slow_best(found))
