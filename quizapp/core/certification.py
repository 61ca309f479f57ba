"""A certification: which questions it asks, and whether it is passed. Scores are plain; confidence counts for nothing.

Every must-know fact is asked, then others up to a length, no fact twice unless a must-know fact has no other form. A
question that tests one fact alone is preferred, for its answer tells of nothing else; one that is guessed every other
time stands back.
"""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quizapp.core.draw import Candidate, clash, draw
from quizapp.core.grade import is_right

EVEN = 0.5
"""The chance of a right guess from which a question proves little."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What passes a certification, frozen as it begins: whatever is set later holds for later ones.

    `pass_mark` is in per cent of the points; with `every_must` each fact of `must` has to be right as well.
    """

    pass_mark: int
    every_must: bool
    must: tuple[int, ...]

    def data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "must": list(self.must)}


def terms_from(data: Mapping[str, Any]) -> Terms:
    """Terms as `data` wrote them."""
    return Terms(data["pass_mark"], data["every_must"], tuple(data["must"]))


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

    Two questions on one fact, or of which one answers the other, stand together only where a must-know fact has no
    other form.
    """
    drawn: list[Candidate] = []
    by_fact = {fact: [each for each in candidates if fact in each.facts] for fact in must}
    for fact in sorted(must, key=lambda each: (len(by_fact[each]), each)):
        asked = {each for one in drawn for each in one.facts}
        if fact not in asked and by_fact[fact]:
            free = [each for each in by_fact[fact] if not asked & set(each.facts)]
            drawn.append(_best(free or by_fact[fact], drawn, rng))
    others = [each for each in candidates if not any(clash(each, other) for other in drawn)]
    drawn += draw(others, max(0, length - len(drawn)), 0.0, rng)
    rng.shuffle(drawn)
    return drawn


def _best(free: Sequence[Candidate], drawn: Sequence[Candidate], rng: random.Random) -> Candidate:
    def rank(each: Candidate) -> tuple[bool, bool, bool, float]:
        guessed = each.guess_rate >= EVEN
        return any(clash(each, other) for other in drawn), len(each.facts) > 1, guessed, rng.random()

    return min(sorted(free, key=lambda each: each.key), key=rank)


def judge(marked: Iterable[Marked], terms: Terms, excused: Collection[int] = ()) -> Verdict:
    """Whether it is passed by `terms`. A must-know fact that was not asked is missed, unless it is `excused`.

    A fact that was asked twice is right where both answers are.
    """
    rows = list(marked)
    points = sum(row.score for row in rows)
    scores: dict[int, float] = {}
    for row in rows:
        scores.update({fact: min(score, scores.get(fact, 1.0)) for fact, score in row.parts.items()})
    wanted = sorted(set(terms.must) - (set(excused) - scores.keys()))
    missed = tuple(fact for fact in wanted if not is_right(scores.get(fact, 0.0)))
    enough = bool(rows) and points / len(rows) >= terms.pass_mark / 100 - 1e-9
    return Verdict(points, len(rows), missed, enough and not (terms.every_must and missed))
