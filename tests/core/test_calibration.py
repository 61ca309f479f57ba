"""Points for confidence make honesty pay: break-even at 2/3 and 0.8."""

import pytest

from quizapp.core.calibration import CERTAIN, FAIRLY, GUESS, points


def expected(confidence: int, chance: float) -> float:
    return chance * points(confidence, True) + (1 - chance) * points(confidence, False)


@pytest.mark.parametrize(
    ("chance", "best"), [(0.5, GUESS), (0.66, GUESS), (0.67, FAIRLY), (0.79, FAIRLY), (0.81, CERTAIN)]
)
def test_the_honest_choice_scores_best(chance: float, best: int) -> None:
    assert max((GUESS, FAIRLY, CERTAIN), key=lambda level: expected(level, chance)) == best


def test_break_even_is_exact() -> None:
    assert expected(GUESS, 2 / 3) == pytest.approx(expected(FAIRLY, 2 / 3))
    assert expected(FAIRLY, 0.8) == pytest.approx(expected(CERTAIN, 0.8))
