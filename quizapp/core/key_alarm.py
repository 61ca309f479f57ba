"""Whether the key of a question may be wrong: which option would explain best who answered what.

A low item-rest correlation alone says little in a class of twenty. So each option is tried as the right one, and each
time the probability of all answers is taken: whoever is abler (by the rest) is likelier to choose the right option, and
the wrong answers split among the other options in any way. What the question is like and how it splits is not known, so
the probability is the mean over all it may be (a marginal likelihood). The alarm goes off where another option explains
the answers better than the key by `ODDS`. For typed answers the options are the answers given.

`ODDS` was chosen by other seeds than those of `tests/bench/items.py`, which tells what it does.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import lgamma
from operator import add, mul
from typing import NamedTuple

from quizapp.core.ability import Group, curves, log_sum, logs

ODDS = 1.25
"""Logarithm of the likelihood ratio from which a key is suspected."""
FEWEST = 3
"""So many must have chosen an option before it may be thought the right one."""
WITH_THE_KEY = 0.5
"""Answers that earn so much are counted with the key: near, or right without the proof."""
NOT_AN_ANSWER = frozenset({"unknown", "other"})
"""Buckets that no key can be."""


class Told(NamedTuple):
    """An answer with the person's mean score over `others` other questions; None where these are too few."""

    bucket: str
    score: float
    rest: float | None
    others: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """`bucket` explains the answers better than the key; `odds` is the logarithm of the likelihood ratio."""

    bucket: str
    odds: float


Answers = Mapping[str, Mapping[Group, int]]
"""How many of each group chose each bucket; the key's buckets are one, named by the empty string."""


def suspect(
    answers: Sequence[Told], options: Collection[str], keys: Collection[str], guess: float, mean: float
) -> Suspicion | None:
    """The option that the answers point to in place of the key, or None.

    `guess` is the chance of guessing right and `mean` the quiz's mean score, both 0 to 1.
    """
    with_key = {*keys, *(each.bucket for each in answers if each.score >= WITH_THE_KEY)}
    given = _given(answers, with_key)
    rivals = [bucket for bucket, found in given.items() if bucket and _may_be_right(bucket, found)]
    distractors = len({*options, *given} - with_key - {""})
    odds = _odds(rivals, given, distractors, min(0.95, guess), round(mean, 2))
    best = max(odds, key=lambda each: (each.odds, each.bucket), default=None)
    return best if best and best.odds >= ODDS else None


def _given(answers: Iterable[Told], with_key: Collection[str]) -> Answers:
    given: dict[str, Counter[Group]] = {}
    told = Counter((each.bucket, each.rest, each.others) for each in answers)
    for (bucket, rest, others), count in told.items():
        if rest is not None:
            name = "" if bucket in with_key else bucket
            given.setdefault(name, Counter())[round(rest, 2), others] += count
    return given


def _may_be_right(bucket: str, found: Mapping[Group, int]) -> bool:
    return bucket not in NOT_AN_ANSWER and sum(found.values()) >= FEWEST


def _odds(rivals: Sequence[str], given: Answers, distractors: int, guess: float, mean: float) -> list[Suspicion]:
    if not rivals:
        return []
    by_curve = _all_wrong(given, guess, mean)
    likely = {
        right: _likely(given.get(right, {}), by_curve, guess, mean) + _split(right, given, distractors)
        for right in ("", *rivals)
    }
    return [Suspicion(rival, likely[rival] - likely[""]) for rival in rivals]


def _all_wrong(given: Answers, guess: float, mean: float) -> list[float]:
    """For each curve, its log weight and the log probability that everybody is wrong."""
    everybody = sum((Counter(found) for found in given.values()), Counter[Group]())
    wrong = _of_all(everybody, 0, guess, mean)
    return [weight + each for (weight, _), each in zip(curves(guess, mean), wrong, strict=True)]


def _likely(right: Mapping[Group, int], by_curve: list[float], guess: float, mean: float) -> float:
    """Log probability that just those in `right` are right."""
    return log_sum(list(map(add, by_curve, _of_all(right, 1, guess, mean)))) if right else log_sum(by_curve)


def _of_all(groups: Mapping[Group, int], part: int, guess: float, mean: float) -> list[float]:
    """For each curve, what `logs` says in that part, summed up over everybody in `groups` (at least one)."""
    by_group = [logs(group, guess, mean)[part] for group in groups]
    # Sums over columns run in C: with hundreds of groups, this is most of the work.
    return [sum(map(mul, groups.values(), column)) for column in zip(*by_group, strict=True)]


def _split(right: str, given: Answers, distractors: int) -> float:
    """Log probability of how the wrong answers split, all ways being as likely (Dirichlet-multinomial)."""
    wrong = [sum(found.values()) for bucket, found in given.items() if bucket != right]
    return lgamma(distractors) - lgamma(distractors + sum(wrong)) + sum(lgamma(1 + count) for count in wrong)
