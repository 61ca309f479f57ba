"""The Brier score of how sure somebody was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.brier import STATED, brier
from quizapp.core.calibration import CERTAIN, FAIRLY, GUESS

ANSWERS = st.lists(st.tuples(st.sampled_from([GUESS, FAIRLY, CERTAIN]), st.booleans()), min_size=1)


def test_a_case_by_hand() -> None:
    # (0.9 - 1)² = 0.01, (0.9 - 0)² = 0.81, (0.5 - 1)² = 0.25, (0.735 - 1)² = 0.070225
    answers = [(CERTAIN, True), (CERTAIN, False), (GUESS, True), (FAIRLY, True)]
    assert brier(answers) == pytest.approx((0.01 + 0.81 + 0.25 + 0.070225) / 4)


def test_without_answers_there_is_none() -> None:
    assert brier([]) is None


@given(ANSWERS)
def test_it_is_between_perfect_and_worst(answers: list[tuple[int, bool]]) -> None:
    score = brier(answers)
    assert score is not None
    assert 0 < score <= 0.81 + 1e-12  # Many times 0.81, divided again, is that only almost.


@given(ANSWERS)
def test_one_more_certain_error_never_helps(answers: list[tuple[int, bool]]) -> None:
    before, after = brier(answers), brier([*answers, (CERTAIN, False)])
    assert before is not None
    assert after is not None
    assert after >= before - 1e-12


def test_what_is_stated_lies_where_the_choice_scores_best() -> None:
    assert STATED[GUESS] < 2 / 3 < STATED[FAIRLY] < 0.8 < STATED[CERTAIN] < 1
