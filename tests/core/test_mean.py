"""The mean with Student's interval."""

import pytest

from quizapp.core.mean import Mean, mean


def test_a_known_case() -> None:
    # t for 4 degrees of freedom is 2.776; the standard deviation of 1..5 is 1.5811, its error 0.7071.
    found = mean([1, 2, 3, 4, 5], 10)
    assert found is not None
    assert (found.value, found.n) == (3, 5)
    assert (found.low, found.high) == (
        pytest.approx(3 - 2.776 * 0.70711, abs=1e-3),
        pytest.approx(3 + 2.776 * 0.70711, abs=1e-3),
    )


def test_it_stays_within_what_there_is() -> None:
    found = mean([0.0, 1.0], 1.0)
    assert found is not None
    assert (found.low, found.high) == (0.0, 1.0)


def test_one_tells_nothing_of_others_and_none_tells_nothing() -> None:
    assert mean([2.0], 4) == Mean(2.0, 1, None, None)
    assert mean([], 4) is None
