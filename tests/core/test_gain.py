"""The gain from one test to another: paired, on the facts that both asked, with Student's interval."""

import pytest

from quizapp.core.gain import differences, gain

BEFORE = {person: {1: 0.0, 2: share} for person, share in enumerate((0.0, 0.2, 0.4, 0.6, 0.8))}
AFTER = {person: {1: 1.0, 2: share} for person, share in enumerate((0.4, 0.4, 0.8, 0.6, 1.0))}


def test_it_is_the_mean_paired_difference_with_its_t_interval() -> None:
    # By hand: differences 0.7, 0.6, 0.7, 0.5, 0.6; mean 0.62, s = 0.083666, t(4, 0.975) = 2.776445.
    found = gain(BEFORE, AFTER)
    assert found
    assert found.value == pytest.approx(0.62)
    assert found.low is not None
    assert found.high is not None
    assert (found.low, found.high) == (pytest.approx(0.62 - 0.103886, abs=1e-5), pytest.approx(0.723886, abs=1e-5))


def test_a_loss_stays_a_loss() -> None:
    found = gain(AFTER, BEFORE)
    assert found
    assert found.value == pytest.approx(-0.62)
    assert found.low is not None
    assert found.low < -0.62


def test_fewer_than_five_are_too_few() -> None:
    assert gain({each: BEFORE[each] for each in range(4)}, AFTER) is None


def test_only_people_and_facts_in_both_count() -> None:
    before = {1: {1: 0.0, 2: 1.0}, 2: {1: 1.0}, 3: {5: 0.0}}
    after = {1: {1: 1.0, 3: 0.0}, 3: {6: 1.0}, 4: {1: 1.0}}
    assert differences(before, after) == [1.0]
