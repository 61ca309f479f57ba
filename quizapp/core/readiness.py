"""Being ready by a date: how many new facts a day that takes, and what it costs."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from quizapp.core.preferences import MOST_NEW_A_DAY, Preferences
from quizapp.core.schedule import Schedule
from quizapp.core.workload import Course, Known, course

ROOM = 3
"""Days before the date by which every fact has been met, where there is room: time to come back once or twice."""
SECONDS = 12.0
"""An answer takes so long where nothing better is known."""
FURTHEST = 365
"""Days ahead that are simulated."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The way to a date: `answers` a day from today to the day before it, and the share of facts recalled on it."""

    day: date
    new_a_day: int
    facts: int
    unmet: int
    """Facts that there is no time to meet, even at the most new facts a day."""
    answers: tuple[float, ...]
    recalled: float
    """Of `facts`, how many would be recalled on `day`."""
    seconds: float
    """An answer takes so long."""

    @property
    def answers_a_day(self) -> float:
        """On average."""
        return sum(self.answers) / len(self.answers)

    @property
    def minutes_a_day(self) -> float:
        """On average."""
        return self.answers_a_day * self.seconds / 60


def needed(unseen: int, today: date, day: date) -> int:
    """New facts a day, today included, so that all `unseen` ones are met ROOM days before `day`, or just before it."""
    left = (day - today).days
    return ceil(unseen / max(1, left - ROOM + 1 if left >= ROOM else left))


def new_today(preferences: Preferences, unseen: int, today: date) -> int:
    """How many new facts `today` holds: what the learner prefers, or more where a date to be ready by needs it.

    `unseen` counts the facts of the bank to be ready in (`preferences.ready_bank`) that were unseen when the day began.
    """
    if preferences.ready_by is None or preferences.ready_by < today:
        return preferences.new_a_day
    return max(preferences.new_a_day, min(MOST_NEW_A_DAY, needed(unseen, today, preferences.ready_by)))


def plan(
    preferences: Preferences,
    schedule: Schedule,
    known: Known,
    unseen: int,
    today: date,
    seconds: float = SECONDS,
) -> Plan | None:
    """The plan for the bank to be ready in, of which so much is `known` and `unseen`; None without a date ahead."""
    day = preferences.ready_by
    if day is None or day <= today:
        return None
    days, new = min((day - today).days, FURTHEST), new_today(preferences, unseen, today)
    way: Course = course(known, unseen, new, today, days, schedule)
    unmet = max(0, unseen - new * (day - today).days)
    return Plan(day, new, known.of + unseen, unmet, way.answers, way.recalled, seconds)


def days_of(plan: Plan) -> tuple[date, ...]:
    """The days that `plan.answers` speak of."""
    return tuple(plan.day - timedelta(days=len(plan.answers) - at) for at in range(len(plan.answers)))
