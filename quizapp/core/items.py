"""What the answers to a question say about the question: how hard it is, whom it tells apart, which options work.

Callers see to it that only first answers come in, of one revision of each question; whoever was asked twice counts by
the first of their responses. Persons may have been asked different questions (individual draws, late joiners), so a
person's "rest" is the mean score over the OTHER questions they answered, never a sum; it takes `OTHERS` of them.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from quizapp.core.correlation import Correlation, correlate
from quizapp.core.halves import Placed, halves
from quizapp.core.key_alarm import Suspicion, Told, suspect
from quizapp.core.wilson import Share

FEW = 10
"""Below so many answers nothing is said but counts."""
OTHERS = 3
"""Other questions that a person must have answered to be compared by them."""
PRIOR = 8
"""Answers that the quiz's mean weighs as, where facilities are shrunk for ranking."""
IDLE = 0.5
"""A distractor is idle where it surely has less than this part of an equal split of the wrong answers."""
UNKNOWN = "unknown"
"""The bucket of "I don't know", which is no option."""


@dataclass(frozen=True, slots=True)
class Response:
    """The first answer of one person: which one it was, and its score from 0 to 1."""

    person: Hashable
    bucket: str
    score: float


@dataclass(frozen=True, slots=True)
class Item:
    """A question in one revision.

    `options` are the texts by bucket. It is empty where answers are typed: then the buckets are the answers as they
    were normalised (`ruling.name_of`), and "unknown" and whatever lumps several answers should not be told apart.
    `keys` are the buckets that are right; `guess` is the chance of a right answer by guessing, 0 to 1.
    """

    options: Mapping[str, str]
    keys: frozenset[str]
    guess: float
    responses: Sequence[Response]


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the option table.

    `top` and `bottom` count in the better and the worse half by rest; who stands on the border counts in part on both
    sides, so they are not whole numbers. `rest` is the mean rest of those who chose it, 0 to 1; None where there are
    none. `expected` is the share of all answers that an equal split of the wrong ones would give it (None for keys).
    `idle`: a distractor that does not work, judged by how many were wrong at all.
    """

    bucket: str
    text: str
    key: bool
    count: int
    top: float
    bottom: float
    rest: float | None
    expected: float | None
    idle: bool


@dataclass(frozen=True, slots=True)
class ItemReport:
    """What is known of a question after `n` answers.

    `facility` is the mean score with Wilson's interval (`low`, `value`, `high`); None without answers. With part
    scores Wilson's formula is given the sum of the scores in place of the count of right ones: scores within 0 and 1
    vary at most as much as right and wrong do, so the interval is then too wide rather than too narrow.
    `shrunk` is drawn towards the quiz's mean and serves to rank questions, never to be shown as their facility.
    `too_few`: below `FEW` answers there is no correlation, no idle distractor, no alarm.
    `suspicion` names the bucket that may be the right one; None where the key stands.
    """

    n: int
    facility: Share | None
    shrunk: float | None
    correlation: Correlation | None
    choices: tuple[Choice, ...]
    suspicion: Suspicion | None

    @property
    def too_few(self) -> bool:
        """Whether there are too few answers to say more than counts."""
        return self.n < FEW

    @property
    def key_alarm(self) -> bool:
        """Whether the key may be wrong."""
        return self.suspicion is not None


def analyse(items: Mapping[Hashable, Item]) -> dict[Hashable, ItemReport]:
    """Report on every item of one quiz, by the same names. Any data will do, none at all too."""
    first = {name: {each.person: each for each in reversed(item.responses)} for name, item in items.items()}
    scores: dict[Hashable, list[float]] = {}
    for answers in first.values():
        for person, response in answers.items():
            scores.setdefault(person, []).append(response.score)
    sums = {person: (sum(found), len(found)) for person, found in scores.items()}
    told = {name: [_told(each, *sums[each.person]) for each in answers.values()] for name, answers in first.items()}
    mean = fmean([each.score for answers in told.values() for each in answers] or [0.5])
    return {name: _report(items[name], answers, mean) for name, answers in told.items()}


def _told(response: Response, total: float, count: int) -> Told:
    return Told(response.bucket, response.score, _rest(response.score, total, count), count - 1)


@lru_cache(maxsize=4096)
def _rest(score: float, total: float, count: int) -> float | None:
    """The mean score over the others of `count` questions, whose scores add up to `total`; in a class, few differ."""
    if count - 1 < OTHERS:
        return None
    # Rounded, for sums of part scores that should be equal may differ in their last digits.
    return round(min(1.0, max(0.0, (total - score) / (count - 1))), 9)


def _report(item: Item, answers: Sequence[Told], mean: float) -> ItemReport:
    n, total = len(answers), sum(each.score for each in answers)
    compared = [(each.score, each.rest) for each in answers if each.rest is not None]
    enough = n >= FEW and len(compared) >= FEW
    return ItemReport(
        n=n,
        facility=Share(total, n) if n else None,
        shrunk=(total + PRIOR * mean) / (n + PRIOR) if n else None,
        correlation=correlate(compared) if enough else None,
        choices=_choices(item, answers),
        suspicion=suspect(answers, item.options, item.keys, item.guess, mean) if enough else None,
    )


def _choices(item: Item, answers: Sequence[Told]) -> tuple[Choice, ...]:
    placed = halves(answers)
    chosen: dict[str, list[Placed]] = {bucket: [] for bucket in (*item.options, *sorted(item.keys))}
    for each in sorted(placed, key=lambda each: each.bucket):
        chosen.setdefault(each.bucket, []).append(each)
    distractors = [bucket for bucket in item.options if bucket not in item.keys]
    wrong = sum(len(chosen[bucket]) for bucket in distractors)
    split = 1 / len(distractors) if distractors else 0.0
    return tuple(_choice(item, bucket, found, wrong, split, len(answers)) for bucket, found in chosen.items())


def _choice(item: Item, bucket: str, found: Sequence[Placed], wrong: int, split: float, n: int) -> Choice:
    rests = [each.rest for each in found if each.rest is not None]
    distractor = bucket in item.options and bucket not in item.keys
    return Choice(
        bucket=bucket,
        text=item.options.get(bucket, bucket),
        key=bucket in item.keys,
        count=len(found),
        top=sum(each.top for each in found),
        bottom=sum(each.bottom for each in found),
        rest=fmean(rests) if rests else None,
        expected=wrong * split / n if distractor and n else None,
        idle=distractor and wrong >= FEW and Share(len(found), wrong).high < IDLE * split,
    )
