"""How far somebody is with a programme of onboarding, and who is at risk of missing its deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from quizapp.core.memory import RETENTION, Memory

Step = Literal["pretest", "read", "drill", "repeat", "certify"]
STEPS: tuple[Step, ...] = ("pretest", "read", "drill", "repeat", "certify")
Standing = Literal["not started", "under way", "at risk", "passed", "expired"]

STUDY_DAYS = 2
"""Days on which a fact has to have been met until it counts as repeated."""
SOON = 14
"""Days before the deadline from which the forecast may put somebody at risk."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody has done. Counts of facts are of the must-know ones; `forecast` is for the deadline, 0 to 1."""

    pretest: bool
    read: bool
    drilled: int
    repeated: int
    facts: int
    forecast: float
    certified: bool = False
    """Whether a certificate was given; `expired` that the last one is over."""
    expired: bool = False

    def done(self, drill: int) -> frozenset[Step]:
        """The steps that are done, where the drill takes `drill` answers."""
        found: dict[Step, bool] = {
            "pretest": self.pretest,
            "read": self.read,
            "drill": self.drilled >= drill,
            "repeat": self.facts > 0 and self.repeated >= self.facts,
            "certify": self.certified and not self.expired,
        }
        return frozenset(step for step, holds in found.items() if holds)


def next_step(done: frozenset[Step]) -> Step:
    """What comes next: the first step that is not done; all may be done in any order but for the pre-test."""
    return next((step for step in STEPS if step not in done), "certify")


def is_repeated(memory: Memory | None, days: int, today: date) -> bool:
    """Whether a fact met on `days` study days is likely enough to be recalled today."""
    return memory is not None and days >= STUDY_DAYS and memory.recall(today) >= RETENTION


def forecast(memories: Sequence[Memory | None], day: date) -> float:
    """The share of facts that would be recalled on `day` if nothing is studied until then; None is never met."""
    return sum(each.recall(day) for each in memories if each) / len(memories) if memories else 0.0


def standing(progress: Progress, pass_mark: int, today: date, deadline: date) -> Standing:
    """How somebody stands: at risk is who has begun and is late, or SOON before it forecast below the pass mark."""
    if progress.certified:
        return "expired" if progress.expired else "passed"
    if not (progress.pretest or progress.read or progress.drilled):
        return "not started"
    low = (deadline - today).days <= SOON and progress.forecast < pass_mark / 100
    return "at risk" if today > deadline or low else "under way"
