"""How often somebody is right at each level of confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.calibration import CERTAIN, FAIRLY, GUESS, LEVELS
from quizapp.core.grade import is_right
from quizapp.core.wilson import Share
from quizapp.storage.progress.latest import Given

BANDS = {GUESS: (0.0, 2 / 3), FAIRLY: (2 / 3, 0.8), CERTAIN: (0.8, 1.0)}
"""The chances of being right between which a choice scores best, see `core.calibration`."""


@dataclass(frozen=True, slots=True)
class Level:
    """One choice of how sure: its title (a message id), its band, and how often it was right, if it was ever chosen."""

    level: int
    title: str
    low: float
    high: float
    share: Share | None

    @property
    def off(self) -> int:
        """1 where the whole interval lies above the band (could be surer), -1 below it (too sure), else 0."""
        if self.share is None or (self.share.low <= self.high and self.share.high >= self.low):
            return 0
        return 1 if self.share.low > self.high else -1


def levels(given: Sequence[Given]) -> list[Level]:
    """The three levels over answers that told how sure they were."""
    return [_level(level, title, given) for level, title in LEVELS.items()]


def _level(level: int, title: str, given: Sequence[Given]) -> Level:
    right = [is_right(each.score) for each in given if each.confidence == level]
    share = Share(sum(right), len(right)) if right else None
    return Level(level, title, *BANDS[level], share)
