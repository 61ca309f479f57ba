"""How good somebody's own forecasts of being right are: the Brier score (Brier 1950)."""

from collections.abc import Iterable

from quizapp.core.calibration import CERTAIN, FAIRLY, GUESS

STATED = {GUESS: 0.5, FAIRLY: 0.735, CERTAIN: 0.9}
"""The chance of being right that each choice is taken to state: the middle of the band in which it scores best.

The bands are 67 to 80 % for "fairly sure" and 80 to 100 % for "certain". That of a guess is 0 to 67 %, but a guess
among few options is seldom below a third, so one in two is taken.
"""


def brier(answers: Iterable[tuple[int, bool]]) -> float | None:
    """The mean squared distance between what was stated and what came, over (confidence, right); None without answers.

    0 is perfect, 0.25 is what always saying "one in two" earns, 1 is the worst.
    """
    errors = [(STATED[confidence] - right) ** 2 for confidence, right in answers]
    return sum(errors) / len(errors) if errors else None
