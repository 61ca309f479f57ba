"""What the answers of a class come to: points by pupil, shares by fact and by topic, and who needs which fact again.

All of it stands on first answers (`first`), with their latest grades. Where a question was dropped, its answers do not
count. Who was asked and did not answer has no points for it, but says nothing about the fact.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import Literal

from quizapp.core.calibration import CERTAIN
from quizapp.core.grade import is_right
from quizapp.core.items import UNKNOWN
from quizapp.core.wilson import Share

Outcome = Literal["right", "partly", "wrong", "unknown", "open"]
Reach = Literal["all", "some", "few"]
HALF = 0.5
"""A fact that fewer of the class know is to be gone over again."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one person answered to the question at `position`; `score` (0 to 1) is None where they did not answer.

    `person` and `question` are internal ids, `parts` the score of each tested fact, `attempt` which attempt it was in.
    """

    person: int
    attempt: int
    position: int
    question: int
    score: float | None
    bucket: str = ""
    confidence: int | None = None
    parts: Mapping[int, float] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """In a word; unknown is "I don't know", open is no answer at all."""
        if self.score is None:
            return "open"
        if is_right(self.score):
            return "right"
        return "unknown" if self.bucket == UNKNOWN else "partly" if self.score > 0 else "wrong"

    @property
    def sure_wrong(self) -> bool:
        """Whether it was certain and wrong; nobody is sure of "I don't know"."""
        return self.confidence == CERTAIN and self.outcome == "wrong"


def first(given: Iterable[Given]) -> list[Given]:
    """Of each person's answers at one position the first; `given` has earlier attempts before later ones."""
    found: dict[tuple[int, int], Given] = {}
    for each in given:
        before = found.get((each.person, each.position))
        if before is None or (before.score is None and each.score is not None):
            found[each.person, each.position] = each
    return list(found.values())


def counted(given: Iterable[Given], dropped: Collection[int]) -> list[Given]:
    """Those whose question was not dropped."""
    return [each for each in given if each.question not in dropped]


@dataclass(frozen=True, slots=True)
class Points:
    """What one person has: `points` out of `of` questions that count, and how often they were certain and wrong."""

    points: float
    of: int
    answers: int
    sure_wrong: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nothing counts."""
        return self.points / self.of if self.of else 0.0


def points(given: Iterable[Given]) -> dict[int, Points]:
    """By person, of answers that count."""
    rows: dict[int, list[Given]] = {}
    for each in given:
        rows.setdefault(each.person, []).append(each)
    return {
        person: Points(
            sum(each.score or 0.0 for each in found),
            len(found),
            sum(each.score is not None for each in found),
            sum(each.sure_wrong for each in found),
        )
        for person, found in rows.items()
    }


def reach(given: int, asked: int) -> Reach:
    """How far answers speak for a class: `given` there are, of the `asked` that there could be. Few is below half."""
    if given < HALF * asked:
        return "few"
    return "some" if given < asked else "all"


def by_question(given: Iterable[Given]) -> dict[int, Share]:
    """How a position was answered: the mean score of those who answered."""
    scores: dict[int, list[float]] = {}
    for each in given:
        if each.score is not None:
            scores.setdefault(each.position, []).append(each.score)
    return {position: Share(sum(found), len(found)) for position, found in scores.items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """What a class knows of a fact or a topic: `share` over the people who answered, and who of them missed it.

    Each person counts once, by the mean of their answers, so that the interval is one over people.
    """

    share: Share
    missed: tuple[int, ...]


def by_fact(given: Iterable[Given]) -> dict[int, Tally]:
    """What is known of each fact that was answered."""
    found: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for person, fact, score in _parts(given):
        found[fact][person].append(score)
    return {fact: _tally(people) for fact, people in found.items()}


def by_topic(given: Iterable[Given], topics: Mapping[int, str]) -> dict[str, Tally]:
    """The same by topic; `topics` are those of the facts."""
    found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for person, fact, score in _parts(given):
        if fact in topics:
            found[topics[fact]][person].append(score)
    return {topic: _tally(people) for topic, people in found.items()}


def _parts(given: Iterable[Given]) -> Iterator[tuple[int, int, float]]:
    """Person, fact and score of whatever was answered."""
    for each in given:
        for fact, score in each.parts.items():
            yield each.person, fact, score


def _tally(people: Mapping[int, Sequence[float]]) -> Tally:
    means = {person: fmean(scores) for person, scores in people.items()}
    missed = tuple(person for person, mean in means.items() if not is_right(mean))
    return Tally(Share(sum(means.values()), len(means)), missed)


def again(facts: Mapping[int, Tally]) -> list[int]:
    """The facts to go over again, the least known first: fewer than half of the class have them."""
    below = [fact for fact, tally in facts.items() if tally.share.value < HALF]
    return sorted(below, key=lambda fact: (facts[fact].share.value, -facts[fact].share.of, fact))


def latest(activities: Iterable[Iterable[Given]]) -> list[Given]:
    """What each person answered of each fact when last asked; `activities` has the oldest first.

    An answer keeps only those of its parts that nothing later speaks of.
    """
    last: dict[tuple[int, int], Given] = {}
    for given in activities:
        for each in given:
            last.update({(each.person, fact): each for fact in each.parts})
    return [replace(each, parts={fact: each.parts[fact]}) for (_, fact), each in last.items()]
