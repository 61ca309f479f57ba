"""The draw: which questions a quiz asks.

Greedy and seeded: question by question it takes the candidate with the best worth, which falls for every topic and kind
already there. A quiz never holds two questions on one fact, nor two of which one answers the other.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.answering import answer_each_other
from quizapp.core.rating import expected

TARGET = 0.75
"""The chance of a right answer aimed at: hard enough to teach, easy enough to go on."""

_DUE, _NEW, _MUST_KNOW = 2.0, 1.0, 0.5
_SAME_TOPIC, _SAME_KIND, _OFF_TARGET, _CHANCE = 1.0, 0.8, 4.0, 1.0
_ASKED = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live question as the draw sees it. `stem` and `keys` are folded; `key` is whatever the caller knows it by."""

    key: int
    facts: tuple[int, ...]
    topic: str
    kind: str
    stem: str
    keys: tuple[str, ...]
    difficulty: float = 0.0
    guess_rate: float = 0.0
    due: bool = False
    new: bool = False
    must_know: bool = False
    asked: int = 0
    """How often this learner was lately asked this very question."""


def draw(candidates: Sequence[Candidate], length: int, ability: float, rng: random.Random) -> list[Candidate]:
    """Choose up to `length` questions. The same candidates, in any order, and the same `rng` give the same quiz."""
    left = sorted(candidates, key=lambda each: each.key)
    worth = {each.key: _worth(each, ability) + rng.random() * _CHANCE for each in left}
    topics: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    drawn: list[Candidate] = []

    def value(each: Candidate) -> float:
        return worth[each.key] - _SAME_TOPIC * topics[each.topic] - _SAME_KIND * kinds[each.kind]

    while left and len(drawn) < length:
        best = max(left, key=value)
        left.remove(best)
        if any(clash(best, other) for other in drawn):
            continue
        drawn.append(best)
        topics[best.topic] += 1
        kinds[best.kind] += 1
        left = [each for each in left if not set(each.facts) & set(best.facts)]
    return drawn


def clash(one: Candidate, other: Candidate) -> bool:
    """Whether two questions may not stand in one quiz."""
    return bool(set(one.facts) & set(other.facts)) or answer_each_other(one.stem, one.keys, other.stem, other.keys)


def _worth(each: Candidate, ability: float) -> float:
    off = expected(ability, each.difficulty, each.guess_rate) - TARGET
    # A fact comes back in another form while there is one that was asked less often.
    gain = _DUE * each.due + _NEW * each.new + _MUST_KNOW * each.must_know
    return gain - _OFF_TARGET * off * off - _ASKED * min(each.asked, 3)
