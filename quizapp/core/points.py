"""Points in a live room: right answers count, speed adds a little if the host wants, sureness cuts both ways."""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from quizapp.core.grade import is_right

RIGHT = 100
"""Points of a right answer."""
TENTHS = 10
"""Speed is measured in tenths of a second: a better network must not win."""
SURE = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""By how sure: what a right and what a wrong answer is worth, in RIGHT. Being certain pays from 80 % on."""


def points(score: float, elapsed: float | None, seconds: int, bonus: int, confidence: int | None) -> int:
    """Points of one answer.

    `score` is 0 to 1, `elapsed` and `seconds` the time taken and given, `bonus` the per cent that speed adds at most
    to a right answer, `confidence` 1 to 3 where it was asked for and told.
    """
    gain, loss = SURE.get(confidence or 0, (1, 0))
    worth = RIGHT * (gain * score + loss * (1 - score))
    if bonus and is_right(score) and elapsed is not None:
        # In whole tenths, counted down: 1.99 s and 1.90 s are the same.
        taken = min(math.floor(max(elapsed, 0) * TENTHS), seconds * TENTHS)
        worth += float(Fraction(bonus, 100) * (1 - Fraction(taken, seconds * TENTHS))) * RIGHT * gain
    return round(worth)


def ranks(totals: Mapping[int, float]) -> dict[int, int]:
    """The rank of each by points, from 1; whoever has as many shares it."""
    ordered = sorted(totals.values(), reverse=True)
    first: dict[float, int] = {}
    for place, total in enumerate(ordered, 1):
        first.setdefault(total, place)
    return {who: first[total] for who, total in totals.items()}


def team_totals(totals: Mapping[int, float], teams: Mapping[int, int | None]) -> dict[int, float]:
    """The mean points of each team, so that a big one has no advantage."""
    members: dict[int, list[float]] = {}
    for who, total in totals.items():
        if (team := teams.get(who)) is not None:
            members.setdefault(team, []).append(total)
    return {team: _mean(each) for team, each in members.items()}


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
