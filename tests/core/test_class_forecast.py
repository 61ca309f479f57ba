"""What a class is about to forget."""

from datetime import date, timedelta

import pytest

from quizapp.core.class_forecast import AHEAD, ENOUGH, LINE, forecast
from quizapp.core.memory import Memory

TODAY = date(2026, 11, 28)


def memories(count: int, stability: float, ago: int = 0) -> dict[int, Memory]:
    return {pupil: Memory(stability, 5.0, TODAY - timedelta(days=ago)) for pupil in range(count)}


def test_the_mean_over_pupils_on_each_day() -> None:
    known = {1: {**memories(ENOUGH, 4.0), 9: Memory(40.0, 5.0, TODAY)}}
    [fact] = forecast(known, TODAY).facts
    for place, days in enumerate(AHEAD):
        day = TODAY + timedelta(days=days)
        by_hand = (5 * Memory(4.0, 5.0, TODAY).recall(day) + Memory(40.0, 5.0, TODAY).recall(day)) / 6
        assert fact.recall[place] == pytest.approx(by_hand)
    assert fact.pupils == 6


def test_a_fact_falls_on_the_first_day_below_the_line() -> None:
    [fact] = forecast({1: memories(5, 1.5)}, TODAY).facts
    assert fact.falls is not None
    assert (
        Memory(1.5, 5.0, TODAY).recall(fact.falls) < LINE <= Memory(1.5, 5.0, TODAY).recall(fact.falls - timedelta(1))
    )
    assert not fact.low


def test_those_that_fall_first_stand_first_and_what_is_kept_stands_last() -> None:
    known = {1: memories(5, 300.0), 2: memories(5, 0.4, ago=9), 3: memories(5, 2.0), 4: memories(5, 1.0)}
    found = forecast(known, TODAY)
    assert [each.fact for each in found.facts] == [2, 4, 3, 1]
    assert (found.facts[0].low, found.facts[0].falls) == (True, TODAY)
    assert found.facts[-1].falls is None


def test_nothing_is_told_of_fewer_pupils_than_hide_a_single_one() -> None:
    found = forecast({1: memories(ENOUGH - 1, 4.0), 2: memories(ENOUGH, 4.0)}, TODAY)
    assert [each.fact for each in found.facts] == [2]
    assert found.hidden == 1
    assert found.recalled[0].value == pytest.approx(
        Memory(4.0, 5.0, TODAY).recall(TODAY)
    )  # The sums leave the hidden fact out, too.
    nothing = forecast({1: memories(ENOUGH - 1, 4.0)}, TODAY)
    assert (nothing.facts, nothing.recalled, nothing.hidden) == ((), (), 1)


def test_the_average_pupil_loses_facts_from_day_to_day() -> None:
    found = forecast({1: memories(6, 3.0), 2: memories(6, 8.0)}, TODAY)
    values = [each.value for each in found.recalled]
    assert values[0] == pytest.approx(Memory(3.0, 5.0, TODAY).recall(TODAY) + Memory(8.0, 5.0, TODAY).recall(TODAY))
    assert values == sorted(values, reverse=True)
    assert all(each.n == 6 for each in found.recalled)
