"""When a fact comes back: on the day its recall falls to the target, moved off a learner's easy days where it may."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.core.memory import DEFAULT, RETENTION, Evidence, Memory, Parameters, move

SHORTEST_MOVED = 3
"""Days: a shorter interval is never moved."""
LEEWAY = 0.15
"""The part of an interval by which it may be moved; never less than a day, or more than three."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A learner's target of recall, 0 to 1, the weekdays (Monday is 0) that should hold less work, and their memory."""

    retention: float = RETENTION
    easy_days: frozenset[int] = frozenset()
    parameters: Parameters = DEFAULT

    def intervals(self, memory: Memory | None, day: date) -> tuple[int, ...]:
        """In how many days the fact would come back if graded Again, Hard, Good or Easy on `day`."""
        after = (move(memory, Evidence(own_grade=grade), day, self.parameters) for grade in (1, 2, 3, 4))
        return tuple(max(1, (self.due(each) - day).days) for each in after)

    def due(self, memory: Memory) -> date:
        """The study day on which to ask next."""
        day = memory.due(self.retention)
        interval = (day - memory.last_day).days
        if memory.wanted or interval < SHORTEST_MOVED or day.weekday() not in self.easy_days:
            return day
        return next((other for other in _near(day, interval) if other.weekday() not in self.easy_days), day)


def _near(day: date, interval: int) -> Iterator[date]:
    """Days around `day`, the nearest first and the earlier of two before the later."""
    for off in range(1, min(3, max(1, round(interval * LEEWAY))) + 1):
        yield day - timedelta(days=off)
        yield day + timedelta(days=off)
