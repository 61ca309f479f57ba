"""Elo ratings: guess-aware, bounded, and moving less the more is known."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.rating import LIMIT, Rating, expected, update

values = st.floats(-LIMIT, LIMIT)
guesses = st.floats(0, 0.9)


@given(values, values, guesses)
def test_nobody_does_worse_than_guessing(ability: float, difficulty: float, guess: float) -> None:
    assert guess <= expected(ability, difficulty, guess) <= 1


@given(values, values, st.integers(0, 1000), guesses)
def test_right_answers_raise_the_learner_and_lower_the_question(a: float, d: float, n: int, guess: float) -> None:
    learner, question = update(Rating(a, n), Rating(d, n), 1.0, guess)
    assert learner.value >= min(a, LIMIT)
    assert question.value <= max(d, -LIMIT)
    assert (learner.n, question.n) == (n + 1, n + 1)


def test_steps_shrink_with_answers() -> None:
    steps = [update(Rating(0, n), Rating(), 1.0, 0.0)[0].value for n in (0, 10, 100)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] == pytest.approx(0.5)


def test_a_guesser_is_not_taken_for_a_knower() -> None:
    rng, learner = random.Random(3), Rating()
    for _ in range(400):
        learner, _ = update(learner, Rating(0.0, 10_000), float(rng.random() < 1 / 3), 1 / 3)
    assert learner.value < -2
