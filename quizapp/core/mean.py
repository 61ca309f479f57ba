"""A mean over people with the interval that holds the true one 95 times in 100: Student's."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from quizapp.core.beta import f_quantile


@dataclass(frozen=True, slots=True)
class Mean:
    """`value` over `n` people, from `low` to `high`; both None below two people, for one tells nothing of others."""

    value: float
    n: int
    low: float | None
    high: float | None


def mean(values: Sequence[float], most: float, least: float = 0.0) -> Mean | None:
    """The mean of values from `least` to `most`; None of none."""
    if not values:
        return None
    value, n = fmean(values), len(values)
    if n < 2:
        return Mean(value, n, None, None)
    # The square of Student's t with n - 1 degrees of freedom is F with 1 and n - 1.
    half = sqrt(f_quantile(0.95, 1, n - 1)) * stdev(values) / sqrt(n)
    return Mean(value, n, max(least, value - half), min(most, value + half))
