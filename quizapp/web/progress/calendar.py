"""The calendar of the last weeks: how much was answered on each study day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 13
"""With this one."""
_BOUNDS = (25, 12, 5, 0)
"""A day with more answers than the first bound is in step 4, and so on down to none."""


@dataclass(frozen=True, slots=True)
class Day:
    """A study day; `week` counts from 0, the weekday from Monday as 0."""

    day: date
    week: int
    answers: int
    today: bool

    @property
    def step(self) -> int:
        """0 for none, 1 for 1 to 5 answers, 2 to 12, 3 to 25, 4 for more."""
        return next((4 - place for place, bound in enumerate(_BOUNDS) if self.answers > bound), 0)


def first_day(today: date) -> date:
    """The Monday with which the calendar begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def calendar(answers: Mapping[date, int], today: date) -> list[Day]:
    """Every day from the first Monday to today."""
    first = first_day(today)
    every = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    return [Day(day, place // 7, answers.get(day, 0), day == today) for place, day in enumerate(every)]
