"""Alpha and its interval: by hand, against tables of F, and where there is none to tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.beta import f_quantile, incomplete
from quizapp.core.message import Message
from quizapp.core.reliability import Reliability, reliability


@pytest.mark.parametrize(
    ("share", "upper", "lower", "value"),
    [(0.95, 1, 1, 161.45), (0.95, 5, 10, 3.3258), (0.95, 10, 20, 2.3479), (0.975, 9, 9, 4.0260), (0.99, 4, 30, 4.0179)],
)
def test_quantiles_of_f_are_those_of_the_tables(share: float, upper: int, lower: int, value: float) -> None:
    assert f_quantile(share, upper, lower) == pytest.approx(value, rel=1e-4)
    assert f_quantile(1 - share, lower, upper) == pytest.approx(1 / value, rel=1e-4)


def test_the_incomplete_beta_function_is_a_binomial_tail() -> None:
    # I_0.5(2, 3) is the chance of 2 or more of 4 at 0.5: (6 + 4 + 1) / 16.
    assert incomplete(0.5, 2, 3) == pytest.approx(11 / 16)


@given(st.floats(0.001, 0.999), st.floats(0.5, 500), st.floats(0.5, 500))
def test_the_incomplete_beta_function_stays_between_0_and_1(x: float, a: float, b: float) -> None:
    assert -1e-12 <= incomplete(x, a, b) <= 1 + 1e-12


def guttman(persons: int) -> dict[int, dict[str, float]]:
    """Half of the persons know nothing; of the others a third know one, two or three of three questions."""
    known = [0, 0, 0, 1, 2, 3]
    return {p: {q: float(known[p % 6] > at) for at, q in enumerate("abc")} for p in range(persons)}


def test_alpha_by_hand() -> None:
    # Twelve persons: a is right 6 times, b 4, c 2. Variances (over 11): 6*6/12/11 = 3/11, 4*8/12/11 = 8/33,
    # 2*10/12/11 = 5/33; together 22/33 = 2/3. Scores 0 x 6, 1 x 2, 2 x 2, 3 x 2: mean 1, squares 28 - 12 = 16 over 11.
    # Alpha = 3/2 (1 - (2/3) / (16/11)) = 3/2 (1 - 11/24) = 13/16; error = sqrt(16/11 * 3/16) = sqrt(3/11).
    found = reliability(guttman(12))
    assert isinstance(found, Reliability)
    assert found.value == pytest.approx(13 / 16)
    assert found.error == pytest.approx((3 / 11) ** 0.5)
    assert (found.persons, found.items) == (12, 3)


def test_the_interval_by_hand_from_a_table_of_f() -> None:
    # 11 persons and 3 questions have 10 and 20 degrees of freedom; tables give F 0.975 (10, 20) = 2.7737 and
    # F 0.975 (20, 10) = 3.4185. With alpha 0.8: 1 - 0.2 * 2.7737 and 1 - 0.2 / 3.4185.
    found = Reliability(0.8, persons=11, items=3, error=1.0)
    assert (found.low, found.high) == (pytest.approx(0.4453, abs=1e-4), pytest.approx(0.9415, abs=1e-4))


def test_the_interval_is_the_one_published() -> None:
    # The example of Evans's `feldt1.return` (psyctc.org). That of `ci.cronbach` in Bonett's statpsych (alpha 0.85 of 7
    # questions and 89 persons: 0.7971254 to 0.8931436) takes n (k - 1) for Feldt's (n - 1)(k - 1) degrees of freedom.
    found = Reliability(0.913, persons=873, items=20, error=1.0)
    assert (found.low, found.high) == (pytest.approx(0.9044024, abs=1e-6), pytest.approx(0.9211588, abs=1e-6))
    assert 1 - 0.15 * f_quantile(0.975, 88, 89 * 6) == pytest.approx(0.7971254, abs=1e-6)
    assert 1 - 0.15 * f_quantile(0.025, 88, 89 * 6) == pytest.approx(0.8931436, abs=1e-6)


@pytest.mark.parametrize(
    ("scores", "why"),
    [
        ({}, "questions"),
        ({1: {"a": 1.0, "b": 0.0}}, "3 questions"),
        (guttman(9), "10 people"),
        ({p: {q: 1.0 for q in "abc"} for p in range(12)}, "same score"),
        ({p: {f"{p}-{q}": 1.0 for q in "abc"} for p in range(12)}, "all the same questions"),
    ],
)
def test_it_says_why_there_is_none(scores: dict[int, dict[str, float]], why: str) -> None:
    found = reliability(scores)
    assert isinstance(found, Message)
    assert why in str(found)


def test_who_left_a_question_out_does_not_count() -> None:
    found = reliability({**guttman(12), 99: {"a": 0.0}})
    assert isinstance(found, Reliability)
    assert found.persons == 12


SCORES = st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=4), min_size=10, max_size=30)


@given(SCORES, st.randoms(use_true_random=False))
def test_bounds_hold_and_order_does_not_matter(rows: list[list[float]], rng: object) -> None:
    scores = {p: dict(enumerate(row)) for p, row in enumerate(rows)}
    found, turned = reliability(scores), reliability(dict(reversed(scores.items())))
    assert type(found) is type(turned)
    if isinstance(found, Reliability) and isinstance(turned, Reliability):
        assert found.low <= found.value <= found.high <= 1
        assert found.error >= 0
        assert found.value == pytest.approx(turned.value)
