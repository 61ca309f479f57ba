"""How far the answers to one question go with the rest: Pearson's correlation with Fisher's interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import fmean

from quizapp.core.wilson import Z


@dataclass(frozen=True, slots=True)
class Correlation:
    """A value from -1 to 1 over `n` persons, with the interval that holds the true one about 95 times in 100."""

    value: float
    n: int

    @property
    def low(self) -> float:
        """The lower end."""
        return tanh(self._z - self._half)

    @property
    def high(self) -> float:
        """The upper end."""
        return tanh(self._z + self._half)

    @property
    def _z(self) -> float:
        return atanh(min(0.999999, max(-0.999999, self.value)))

    @property
    def _half(self) -> float:
        return Z / sqrt(self.n - 3)


def correlate(pairs: Sequence[tuple[float, float]]) -> Correlation | None:
    """The correlation of pairs; None below 4 of them, or where either side is all the same."""
    if len(pairs) < 4:
        return None
    x, y = fmean(a for a, _ in pairs), fmean(b for _, b in pairs)
    xx, yy = sum((a - x) ** 2 for a, _ in pairs), sum((b - y) ** 2 for _, b in pairs)
    if xx < 1e-9 or yy < 1e-9:
        return None
    value = sum((a - x) * (b - y) for a, b in pairs) / sqrt(xx * yy)
    return Correlation(min(1.0, max(-1.0, value)), len(pairs))
