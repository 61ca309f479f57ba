"""Which facts a day's cards are about, and in which order."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.preferences import Order

MOST = 60
"""Due facts in one session."""
GENTLE = 30
"""Due facts in the first session after a break."""
BREAK = 7
"""Days without a card after which it is a break, if more is due than a gentle session holds."""
_WEIGHT = {"must-know": 1.0, "should-know": 0.7}
_LEAST_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Due:
    """A fact that is due: `recall` is today's forecast.

    `first` is whether it goes before others: its learner was certain and wrong, or it was corrected.
    """

    fact: int
    recall: float
    importance: str
    topic: str
    first: bool = False

    @property
    def value(self) -> float:
        """What asking it is worth: how likely it is forgotten, times how much it matters."""
        return (1 - self.recall) * _WEIGHT.get(self.importance, _LEAST_WEIGHT)


@dataclass(frozen=True, slots=True)
class Plan:
    """A session's facts in order. `gentle` tells that it is a short one after a break."""

    facts: tuple[int, ...]
    due: int
    new: int
    gentle: bool = False


def plan(due: Sequence[Due], new: Sequence[int], order: Order, away: int, rng: random.Random) -> Plan:
    """Plan a session. `away` is the number of days since the last answer; `new` are facts never seen, best first.

    Sure errors and what was corrected come first, then what is due in the order wanted, with new facts among them.
    """
    short = gentle(len(due), away)
    chosen = sorted(due, key=lambda each: (not each.first, -each.value, each.fact))[: GENTLE if short else MOST]
    fresh = [] if short else list(new)
    first = [each.fact for each in chosen if each.first]
    rest = _ordered([each for each in chosen if not each.first], order, rng)
    return Plan((*first, *_mixed(rest, fresh)), len(chosen), len(fresh), short)


def gentle(due: int, away: int) -> bool:
    """Whether `due` facts after `away` days without an answer are too many to begin with; nobody is told the number."""
    return away >= BREAK and due > GENTLE


def _ordered(due: list[Due], order: Order, rng: random.Random) -> list[int]:
    if order == "random":
        rng.shuffle(due)
    if order == "topic":
        due.sort(key=lambda each: (each.topic, -each.value, each.fact))
    return [each.fact for each in due]


def _mixed(known: Sequence[int], new: Sequence[int]) -> list[int]:
    """New facts evenly among known ones, a known one first."""
    places = [(at / len(known), 0, fact) for at, fact in enumerate(known)]
    places += [((at + 1) / (len(new) + 1), 1, fact) for at, fact in enumerate(new)]
    return [fact for _, _, fact in sorted(places, key=lambda place: place[:2])]
