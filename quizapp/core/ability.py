"""What a person's mean score over other questions tells of their chance at one more, whatever that one is like.

Abilities are counted from this class's mean and spread like N(0, 1). A question is a two-parameter curve above the
chance of guessing; its slope and difficulty are not known, so all of `curves` are tried. Difficulties spread around
what the quiz's mean score tells: an abler class has easier questions, not suspicious ones.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log

ABILITIES = tuple(step / 2 for step in range(-5, 6))
SPREAD = tuple((step, exp(-((step / 1.5) ** 2) / 2)) for step in range(-3, 4))
"""Differences from the quiz's mean difficulty in logits, with weights: wide, for some misconceptions are very hard."""
SLOPES = ((0.7, 0.25), (1.0, 0.5), (1.4, 0.25))
GUESSING = ((1.0, 0.5), (0.5, 0.5))
"""Parts of the chance of guessing, with weights: a misconception makes guesses fail more often."""

Curve = tuple[float, ...]
"""Chances of a right answer at each of `ABILITIES`."""
Group = tuple[float, int]
"""A mean score, 0 to 1, over so many other questions."""


@lru_cache(maxsize=4096)
def logs(group: Group, guess: float, mean: float) -> tuple[Curve, Curve]:
    """For each of `curves` the log of a group's chance to be wrong, and what being right adds to it.

    `guess` is the chance of guessing right and `mean` the quiz's mean score, both 0 to 1.
    """
    weights = _abilities(group, guess, mean)
    right = [sum(map(float.__mul__, weights, curve)) for _, curve in curves(guess, mean)]
    return tuple(log(1 - chance) for chance in right), tuple(log(chance / (1 - chance)) for chance in right)


@lru_cache(maxsize=256)
def curves(guess: float, mean: float) -> tuple[tuple[float, Curve], ...]:
    """All that a question may be like, each with the logarithm of its weight."""
    centre = _centre(guess, mean)
    return tuple(
        (log(part * weight * spread), _curve(slope, centre + step, guess * share))
        for share, part in GUESSING
        for slope, weight in SLOPES
        for step, spread in SPREAD
    )


def log_sum(values: Sequence[float]) -> float:
    """The logarithm of the sum of what `values` are the logarithms of."""
    top = max(values)
    return top + log(sum(exp(each - top) for each in values))


def _curve(slope: float, difficulty: float, guess: float) -> Curve:
    return tuple(guess + (1 - guess) / (1 + exp(slope * (difficulty - ability))) for ability in ABILITIES)


@lru_cache(maxsize=256)
def _centre(guess: float, mean: float) -> float:
    """The mean difficulty that explains the quiz's mean score, -4 to 4."""
    low, high = -4.0, 4.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected(middle, guess) > mean else (low, middle)
    return low


def _expected(centre: float, guess: float) -> float:
    weights = [exp(-(ability**2) / 2) for ability in ABILITIES]
    return sum(map(float.__mul__, weights, _quiz(centre, guess))) / sum(weights)


@lru_cache(maxsize=1024)
def _quiz(centre: float, guess: float) -> Curve:
    """The mean curve of the quiz's questions."""
    single = [(spread, _curve(1.0, centre + step, guess)) for step, spread in SPREAD]
    total = sum(spread for spread, _ in single)
    return tuple(sum(spread * curve[place] for spread, curve in single) / total for place in range(len(ABILITIES)))


def _abilities(group: Group, guess: float, mean: float) -> Curve:
    """How likely each of `ABILITIES` is."""
    rest, others = group
    chances = zip(ABILITIES, _quiz(_centre(guess, mean), guess), strict=True)
    found = [others * (rest * log(c) + (1 - rest) * log(1 - c)) - ability**2 / 2 for ability, c in chances]
    total = log_sum(found)
    return tuple(exp(each - total) for each in found)
