"""How far a share may be trusted: Wilson's score interval, which holds for few answers and for shares near 0 and 1."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Standard deviations to either side that hold 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`, with the interval that holds the true share 95 times in 100. `of` is not 0.

    `right` is a count, or a sum of scores from 0 to 1 (then the interval is rather too wide than too narrow).
    """

    right: float
    of: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.right / self.of

    @property
    def low(self) -> float:
        """The lower end, 0 to 1."""
        return max(0.0, self._middle - self._half)

    @property
    def high(self) -> float:
        """The upper end, 0 to 1."""
        return min(1.0, self._middle + self._half)

    @property
    def _middle(self) -> float:
        return (self.value + Z**2 / (2 * self.of)) / (1 + Z**2 / self.of)

    @property
    def _half(self) -> float:
        spread = self.value * (1 - self.value) / self.of + Z**2 / (4 * self.of**2)
        return Z * sqrt(spread) / (1 + Z**2 / self.of)
