"""Two tests of significance, in the standard library alone."""

from collections.abc import Sequence
from math import exp, lgamma, log

LEVEL = 0.01
"""Below this p-value a bank-level rule warns."""

_STEPS = 500
_TINY = 1e-300


def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """P(X >= successes) for X ~ Binomial(trials, chance): the one-sided p-value of "more often than chance"."""
    if successes <= 0:
        return 1.0
    if not 0 < chance < 1:
        return float(chance >= 1 and successes <= trials)
    return min(1.0, sum(exp(_log_probability(k, trials, chance)) for k in range(successes, trials + 1)))


def _log_probability(k: int, n: int, p: float) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p)


def chi_square(observed: Sequence[float], expected: Sequence[float]) -> float:
    """Pearson's statistic: the sum of (observed - expected)² / expected."""
    return sum((seen - due) ** 2 / due for seen, due in zip(observed, expected, strict=True))


def chi_square_p(statistic: float, freedom: int) -> float:
    """The upper tail of the chi-square distribution: Q(freedom / 2, statistic / 2).

    Q is the regularised upper incomplete gamma function, by its series below a + 1 and by Lentz's continued fraction
    above (Press et al., "Numerical Recipes", 3rd edition, section 6.2).
    """
    a, x = freedom / 2, statistic / 2
    if freedom <= 0 or x <= 0:
        return 1.0
    scale = exp(a * log(x) - x - lgamma(a))
    return max(0.0, 1 - scale * _series(a, x)) if x < a + 1 else scale * _fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, _STEPS):
        term *= x / (a + n)
        total += term
        if term < total * 1e-14:
            break
    return total


def _fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    h = d
    for n in range(1, _STEPS):
        weight, b = n * (a - n), b + 2
        d = 1 / _nonzero(weight * d + b)
        c = _nonzero(b + weight / c)
        h *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return h


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
