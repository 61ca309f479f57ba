"""A certification: which questions it asks, and whether it is passed. Scores are plain; confidence counts for nothing.

Every must-know fact is asked once, then others up to a length, no fact twice. A question that tests one fact alone is
preferred, for its answer tells of nothing else; one that is guessed every other time stands back.
"""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.draw import Candidate, clash, draw
from quizapp.core.grade import is_right

EVEN = 0.5
"""The chance of a right guess from which a question proves little."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One question of a certification that is over: the facts it tests with the score of each, and its own score.

    Who did not answer has 0.
    """

    score: float
    parts: dict[int, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a certification came to: `points` of `of`, and the must-know facts that were not right."""

    points: float
    of: int
    missed: tuple[int, ...]
    passed: bool

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nothing was asked."""
        return self.points / self.of if self.of else 0.0


def draw_certification(
    candidates: Sequence[Candidate], must: Collection[int], length: int, rng: random.Random
) -> list[Candidate]:
    """A question on each fact of `must` that has one, then others up to `length`, in an order by chance.

    Two questions of which one answers the other stand together only where a must-know fact has no other form.
    """
    drawn: list[Candidate] = []
    by_fact = {fact: [each for each in candidates if fact in each.facts] for fact in must}
    for fact in sorted(must, key=lambda each: (len(by_fact[each]), each)):
        asked = {each for one in drawn for each in one.facts}
        free = [each for each in by_fact[fact] if fact not in asked and not asked & set(each.facts)]
        if free:
            drawn.append(_best(free, drawn, rng))
    others = [each for each in candidates if not any(clash(each, other) for other in drawn)]
    drawn += draw(others, max(0, length - len(drawn)), 0.0, rng)
    rng.shuffle(drawn)
    return drawn


def _best(free: Sequence[Candidate], drawn: Sequence[Candidate], rng: random.Random) -> Candidate:
    def rank(each: Candidate) -> tuple[bool, bool, bool, float]:
        guessed = each.guess_rate >= EVEN
        return any(clash(each, other) for other in drawn), len(each.facts) > 1, guessed, rng.random()

    return min(sorted(free, key=lambda each: each.key), key=rank)


def judge(marked: Iterable[Marked], must: Collection[int], pass_mark: int, every_must: bool) -> Verdict:
    """Whether it is passed: `pass_mark` per cent of the points, and with `every_must` each fact of `must` right."""
    rows = list(marked)
    points = sum(row.score for row in rows)
    scores = {fact: score for row in rows for fact, score in row.parts.items()}
    missed = tuple(fact for fact in sorted(must) if fact in scores and not is_right(scores[fact]))
    enough = bool(rows) and points / len(rows) >= pass_mark / 100 - 1e-9
    return Verdict(points, len(rows), missed, enough and not (every_must and missed))
