"""Wilson's interval: against published values, and what must hold for any count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.wilson import Share

COUNTS = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718), (29, 29, 0.8830, 1.0)],
)
def test_it_agrees_with_newcombe_1998(right: int, of: int, low: float, high: float) -> None:
    share = Share(right, of)
    assert (share.low, share.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(COUNTS)
def test_it_holds_the_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1


@given(COUNTS)
def test_wrong_is_the_mirror_of_right(counts: tuple[int, int]) -> None:
    right, of = counts
    assert Share(of - right, of).low == pytest.approx(1 - Share(right, of).high)


@given(COUNTS)
def test_four_times_the_answers_narrow_it(counts: tuple[int, int]) -> None:
    few, many = Share(*counts), Share(counts[0] * 4, counts[1] * 4)
    assert many.high - many.low < few.high - few.low
