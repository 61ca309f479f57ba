"""The incomplete beta function and the quantiles of F that follow from it.

The continued fraction is number 26.5.8 of Abramowitz and Stegun 1964, evaluated by Lentz's method as in Press and
others, "Numerical Recipes", section 6.4; it settles fast for x below (a + 1) / (a + b + 2), and the symmetry
I_x(a, b) = 1 - I_1-x(b, a) serves above.
"""

from math import exp, lgamma, log, log1p

TINY = 1e-300
TERMS = 1000
CLOSE = 1e-14


def incomplete(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), 0 to 1; `a` and `b` are above 0."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _fraction(x, a, b) / a


def f_quantile(share: float, upper: int, lower: int) -> float:
    """The value below which `share` (between 0 and 1) of F with `upper` and `lower` degrees of freedom lies."""
    a, b = upper / 2, lower / 2
    left, right = 0.0, 1.0
    while right - left > 1e-13:
        middle = (left + right) / 2
        left, right = (middle, right) if incomplete(middle, a, b) < share else (left, middle)
    x = (left + right) / 2
    return lower * x / (upper * (1 - x))


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            c, d = _apart(1 + term / c), 1 / _apart(1 + term * d)
            found *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return found


def _apart(value: float) -> float:
    """`value`, kept from 0."""
    return value if abs(value) > TINY else TINY
