"""Elo ratings in logits for learners and questions, aware of guessing.

After Pelánek 2016, "Applications of the Elo rating system in adaptive educational systems": the expected score of an
answer is P = g + (1 - g) / (1 + exp(d - a)), each side moves by K (score - P), and K = 1 / (1 + 0.05 n) falls with the
number n of answers seen.
"""

from dataclasses import dataclass
from math import exp

LIMIT = 6.0
"""No rating leaves -6 to 6, where chances are all but certain."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A value in logits after `n` answers; 0 is average."""

    value: float = 0.0
    n: int = 0


def expected(ability: float, difficulty: float, guess_rate: float) -> float:
    """The chance of a right answer."""
    return guess_rate + (1 - guess_rate) / (1 + exp(difficulty - ability))


def update(learner: Rating, question: Rating, score: float, guess_rate: float) -> tuple[Rating, Rating]:
    """Both ratings after one first answer of `score` 0 to 1."""
    surprise = score - expected(learner.value, question.value, guess_rate)
    return _moved(learner, surprise), _moved(question, -surprise)


def _moved(rating: Rating, by: float) -> Rating:
    value = rating.value + by / (1 + 0.05 * rating.n)
    return Rating(min(LIMIT, max(-LIMIT, value)), rating.n + 1)
