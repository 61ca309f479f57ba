"""What a class is about to forget: the mean forecast of recall over its pupils, if nobody studies.

Only facts that were asked in class are forecast, and only over `ENOUGH` pupils together: what a pupil studies at home
is in their memory too, and nobody else may see it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.core.mean import Mean, mean
from quizapp.core.memory import DECAY, FACTOR, Memory

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


Curves = Mapping[int, tuple[float, int]]
"""By pupil: FACTOR by the stability, and the days since they last met the fact. Dates are reckoned with once only."""


def forecast(known: Mapping[int, Mapping[int, Memory]], today: date) -> Forecast:
    """The forecast of a class; `known` holds memories by fact and by pupil."""
    told = {fact: _curves(found, today) for fact, found in known.items() if len(found) >= ENOUGH}
    facts = [_outlook(fact, found, today) for fact, found in told.items()]
    last = today + timedelta(days=AHEAD[-1] + 1)
    facts.sort(key=lambda each: (each.falls or last, each.recall[-1], each.fact))
    sums = [_sums(told.values(), days) for days in AHEAD]
    means = tuple(found for each in sums if (found := mean(list(each.values()), len(told))))
    return Forecast(tuple(facts), means, len(known) - len(told))


def _curves(memories: Mapping[int, Memory], today: date) -> Curves:
    return {
        pupil: (FACTOR / memory.stability, max(0, (today - memory.last_day).days)) for pupil, memory in memories.items()
    }


def _outlook(fact: int, curves: Curves, today: date) -> Outlook:
    recall = tuple(_mean(curves, days) for days in AHEAD)
    falls = _falls(curves, recall)
    return Outlook(fact, len(curves), recall, None if falls is None else today + timedelta(days=falls))


def _falls(curves: Curves, recall: tuple[float, ...]) -> int | None:
    """In how many days it is below the line: between two of AHEAD, by halving, since recall only falls."""
    late = next((place for place, value in enumerate(recall) if value < LINE), None)
    if not late:
        return late
    above, below = AHEAD[late - 1], AHEAD[late]
    while below - above > 1:
        middle = (above + below) // 2
        if _mean(curves, middle) < LINE:
            below = middle
        else:
            above = middle
    return below


def _mean(curves: Curves, days: int) -> float:
    """As `Memory.recall` has it."""
    return float(sum((1 + steep * max(1, since + days)) ** DECAY for steep, since in curves.values()) / len(curves))


def _sums(known: Iterable[Curves], days: int) -> dict[int, float]:
    """How many facts each pupil would recall."""
    sums: dict[int, float] = {}
    for curves in known:
        for pupil, (steep, since) in curves.items():
            sums[pupil] = sums.get(pupil, 0.0) + (1 + steep * max(1, since + days)) ** DECAY
    return sums
