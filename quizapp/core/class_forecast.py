"""What a class is about to forget: the mean forecast of recall over its pupils, if nobody studies.

Only facts that were asked in class are forecast, and only over `ENOUGH` pupils together: what a pupil studies at home
is in their memory too, and nobody else may see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from quizapp.core.mean import Mean, mean
from quizapp.core.memory import Memory

AHEAD = (0, 7, 14, 28)
"""Days from today."""
LINE = 0.7
"""Below this chance of recall a fact is about to be lost."""
ENOUGH = 5
"""Pupils below whom nothing is told, for it would tell of single ones."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A fact over `pupils` who have met it: the mean chance of recall on each of AHEAD.

    `falls` is the first day on which it is below LINE, none within AHEAD; `low` that it is so today.
    """

    fact: int
    pupils: int
    recall: tuple[float, ...]
    falls: date | None

    @property
    def low(self) -> bool:
        """Whether it is below the line today."""
        return self.recall[0] < LINE


@dataclass(frozen=True, slots=True)
class Forecast:
    """The facts, those that fall first in front, and of how many the average pupil has each day of AHEAD.

    `hidden` counts the facts that too few pupils have met.
    """

    facts: tuple[Outlook, ...]
    recalled: tuple[Mean, ...]
    hidden: int


def forecast(known: Mapping[int, Mapping[int, Memory]], today: date) -> Forecast:
    """The forecast of a class; `known` holds memories by fact and by pupil."""
    told = {fact: found for fact, found in known.items() if len(found) >= ENOUGH}
    facts = [_outlook(fact, found, today) for fact, found in told.items()]
    last = today + timedelta(days=AHEAD[-1] + 1)
    facts.sort(key=lambda each: (each.falls or last, each.recall[-1], each.fact))
    sums = [_sums(told, today + timedelta(days=days)) for days in AHEAD]
    means = tuple(found for each in sums if (found := mean(list(each.values()), len(told))))
    return Forecast(tuple(facts), means, len(known) - len(told))


def _outlook(fact: int, memories: Mapping[int, Memory], today: date) -> Outlook:
    recall = tuple(_mean(memories, today + timedelta(days=days)) for days in AHEAD)
    return Outlook(fact, len(memories), recall, _falls(memories, recall, today))


def _falls(memories: Mapping[int, Memory], recall: tuple[float, ...], today: date) -> date | None:
    """The first day below the line: between two of AHEAD, by halving, since recall only falls."""
    if recall[0] < LINE:
        return today
    late = next((place for place, value in enumerate(recall) if value < LINE), None)
    if late is None:
        return None
    above, below = AHEAD[late - 1], AHEAD[late]
    while below - above > 1:
        middle = (above + below) // 2
        if _mean(memories, today + timedelta(days=middle)) < LINE:
            below = middle
        else:
            above = middle
    return today + timedelta(days=below)


def _mean(memories: Mapping[int, Memory], day: date) -> float:
    return fmean(memory.recall(day) for memory in memories.values())


def _sums(known: Mapping[int, Mapping[int, Memory]], day: date) -> dict[int, float]:
    """How many facts each pupil would recall."""
    sums: dict[int, float] = {}
    for memories in known.values():
        for pupil, memory in memories.items():
            sums[pupil] = sums.get(pupil, 0.0) + memory.recall(day)
    return sums
