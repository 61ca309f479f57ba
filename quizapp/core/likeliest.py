"""The parameters of FSRS-6 that explain what a learner got right: maximum a posteriori, in pure Python.

Each chosen parameter is its default times exp(x), where x is normal around 0, so that few reviews move it little. The
steps are Gauss-Newton's (Fisher scoring) with derivatives by small differences: four or five of them are enough.
"""

from collections.abc import Callable, Sequence
from math import exp, log

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizapp.core.memory import DEFAULT

CHOSEN = (0, 2, 4, 6, 8, 9, 11)
"""Numbers of the parameters that are fitted: first stabilities, difficulty, growth, loss at a lapse.

Not the decay (20): a learner's log predicted no worse without it, and so a stability means the same for everybody.
"""
SPREAD = 0.2
"""Standard deviation of x before anything was seen: a parameter is believed within about 20 % of its default."""

_ROUNDS = 5
_STEP = 0.02
_FARTHEST = 3.0
_ENOUGH = 0.05
_LEAST = 1e-6

Forecasts = Callable[[Sequence[float]], list[float]]


def loss(chances: Sequence[float], rights: Sequence[bool]) -> float:
    """Mean log loss in nats of the forecast `chances`."""
    return -sum(log(max(p if y else 1 - p, _LEAST)) for p, y in zip(chances, rights, strict=True)) / len(chances)


def search(
    forecast: Forecasts, rights: Sequence[bool], chosen: Sequence[int] = CHOSEN, spread: float = SPREAD
) -> tuple[float, ...]:
    """The most probable parameters. `forecast` gives one chance, 0 to 1, for each of `rights`: what came of it."""

    def price(x: Sequence[float], chances: Sequence[float]) -> float:
        return loss(chances, rights) * len(chances) + sum(each * each for each in x) / spread**2 / 2

    x = [0.0] * len(chosen)
    chances = forecast(_parameters(chosen, x))
    cost = price(x, chances)
    for _ in range(_ROUNDS):
        towards = _direction(forecast, rights, chosen, spread, x, chances)
        for halving in (1, 0.5, 0.25, 0.125):
            there = [max(-_FARTHEST, min(_FARTHEST, a + halving * b)) for a, b in zip(x, towards, strict=True)]
            seen = forecast(_parameters(chosen, there))
            if price(there, seen) < cost:
                break
        else:
            break
        gain, x, chances, cost = cost - price(there, seen), there, seen, price(there, seen)
        if gain < _ENOUGH:
            break
    return _parameters(chosen, x)


def _direction(
    forecast: Forecasts,
    rights: Sequence[bool],
    chosen: Sequence[int],
    spread: float,
    x: Sequence[float],
    chances: Sequence[float],
) -> list[float]:
    """One Gauss-Newton step: the derivatives of the forecasts are taken by small differences."""
    slopes = []
    for place in range(len(chosen)):
        nudged = [each + _STEP * (place == other) for other, each in enumerate(x)]
        seen = forecast(_parameters(chosen, nudged))
        slopes.append([(b - a) / _STEP for a, b in zip(chances, seen, strict=True)])
    weights = [1 / max(p * (1 - p), _LEAST) for p in chances]
    misses = [(y - p) * weight for y, p, weight in zip(rights, chances, weights, strict=True)]
    weighed = [[a * b for a, b in zip(slope, weights, strict=True)] for slope in slopes]
    uphill = [_dot(slope, misses) - each / spread**2 for slope, each in zip(slopes, x, strict=True)]
    bend = [
        [_dot(row, slope) + (i == j) / spread**2 for j, slope in enumerate(slopes)] for i, row in enumerate(weighed)
    ]
    return _solve(bend, uphill)


def _parameters(chosen: Sequence[int], x: Sequence[float]) -> tuple[float, ...]:
    w = list(DEFAULT)
    for number, each in zip(chosen, x, strict=True):
        bottom, top = LOWER_BOUNDS_PARAMETERS[number], UPPER_BOUNDS_PARAMETERS[number]
        w[number] = min(max(DEFAULT[number] * exp(each), bottom), top)
    return tuple(w)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss elimination; the matrix is positive definite, as the prior is on its diagonal, and needs no pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place in range(len(rows)):
        pivot = rows[place] = [each / rows[place][place] for each in rows[place]]
        for other, row in enumerate(rows):
            if other != place:
                rows[other] = [a - row[place] * b for a, b in zip(row, pivot, strict=True)]
    return [row[-1] for row in rows]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))
