"""Successive relearning: a session ends when each fact has been right once.

A wrong one comes back after a few others, at most twice, and then rests until the next study day. One that is left
for later goes to the end, and that is all: when everything was left for later, all come again in their order. The
queue follows from the plan and what came of each turn alone, so that undoing a turn is leaving it out, and a browser
without a connection can go on by the same rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GAP = 4
"""Turns after which a wrong fact comes back, as far as there are so many left."""
RETURNS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact to be asked, and how often it came back in this session."""

    fact: int
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a turn: whether the fact was right; None where it was put aside, or left for `later` today."""

    fact: int
    right: bool | None = None
    later: bool = False


def queue(plan: Sequence[int], outcomes: Iterable[Outcome]) -> list[Turn]:
    """The turns left, in order. Outcomes of facts that are not, or no more, in the queue change nothing."""
    left = [Turn(fact) for fact in plan]
    for outcome in outcomes:
        place = next((at for at, turn in enumerate(left) if turn.fact == outcome.fact), None)
        if place is None:
            continue
        turn = left.pop(place)
        if outcome.later:
            left.append(turn)
        elif outcome.right is False and turn.returns < RETURNS:
            left.insert(min(GAP, len(left)), Turn(turn.fact, turn.returns + 1))
    return left
