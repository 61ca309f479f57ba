import pytest

from quizapp.core.lint.significance import binomial_tail, chi_square, chi_square_p


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    # From tables of the distribution's critical values.
    [(3.841, 1, 0.05), (6.635, 1, 0.01), (5.991, 2, 0.05), (9.210, 2, 0.01), (18.307, 10, 0.05), (0.103, 2, 0.95)],
)
def test_chi_square_agrees_with_tables(statistic: float, freedom: int, p: float) -> None:
    assert chi_square_p(statistic, freedom) == pytest.approx(p, abs=1e-3)


def test_binomial_tail_is_exact() -> None:
    assert binomial_tail(8, 10, 0.5) == pytest.approx((45 + 10 + 1) / 1024)
    assert binomial_tail(0, 10, 0.3) == 1.0
    assert binomial_tail(3, 3, 1 / 3) == pytest.approx(1 / 27)


def test_impossible_chances_do_not_fail() -> None:
    assert binomial_tail(1, 3, 0.0) == 0.0
    assert binomial_tail(3, 3, 1.0) == 1.0


def test_equal_counts_are_no_surprise() -> None:
    assert chi_square_p(chi_square([5, 5, 5], [5, 5, 5]), 2) == 1.0
