"""Whether the key of a question may be wrong: which option would explain best who answered what.

A low item-rest correlation alone says little in a class of twenty. So each option is tried as the right one, and each
time the probability of all answers is taken: whoever is abler (by the rest) is likelier to choose the right option, by
a two-parameter curve above the chance of guessing; the wrong answers split among the other options in any way. Slope,
difficulty, guessing and the split are not known, so the probability is the mean over what they may be (a marginal
likelihood). The alarm goes off where another option explains the answers better than the key by `ODDS`.

Abilities are counted from this class's mean, and difficulties spread around what the quiz's mean score tells, so an
abler class does not make its questions suspicious. For typed answers the options are the answers given.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log

ODDS = 1.0
"""Logarithm of the likelihood ratio from which a key is suspected."""
FEWEST = 3
"""So many must have chosen an option before it may be thought the right one."""
WITH_THE_KEY = 0.5
"""Answers that earn so much are counted with the key: near, or right without the proof."""
NOT_AN_ANSWER = frozenset({"unknown", "other"})
"""Buckets that no key can be."""
ABILITIES = tuple(step / 2 for step in range(-5, 6))
SPREAD = tuple((step * 0.75, exp(-((step * 0.75) ** 2) / 2)) for step in range(-2, 3))
SLOPES = ((0.7, 0.25), (1.0, 0.5), (1.4, 0.25))
GUESSING = ((1.0, 0.5), (0.5, 0.5))
"""Parts of the chance of guessing: where distractors are misconceptions, guessers find the right option less often."""

Curve = tuple[float, ...]
"""Chance of a right answer at each of `ABILITIES`."""
Group = tuple[float, int]
"""A rest, 0 to 1, over so many other questions."""


@dataclass(frozen=True, slots=True)
class Told:
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


def suspect(
    answers: Sequence[Told], options: Collection[str], keys: Collection[str], guess: float, mean: float
) -> Suspicion | None:
    """The option that the answers point to in place of the key, or None. `mean` is the quiz's mean score."""
    strongest = strongest_rival(answers, options, keys, guess, mean)
    return strongest if strongest and strongest.odds >= ODDS else None


def strongest_rival(
    answers: Sequence[Told], options: Collection[str], keys: Collection[str], guess: float, mean: float
) -> Suspicion | None:
    """The option that explains the answers best but the key, by however little; None where nobody chose another."""
    with_key = set(keys) | {each.bucket for each in answers if each.score >= WITH_THE_KEY}
    told = [(each.bucket if each.bucket not in with_key else "", each) for each in answers if each.rest is not None]
    counts = Counter(bucket for bucket, _ in told)
    rivals = [b for b, count in counts.items() if b and b not in NOT_AN_ANSWER and count >= FEWEST]
    if not rivals:
        return None
    split = len(({*options, *counts} - with_key) | {""}) - 1
    chances = _chances(sorted({(round(each.rest or 0, 2), each.others) for _, each in told}), guess, mean)
    groups: dict[str, Counter[Group]] = {}
    for bucket, each in told:
        groups.setdefault(bucket, Counter())[round(each.rest or 0, 2), each.others] += 1
    key = _evidence("", counts, groups, split, chances)
    found = [Suspicion(rival, _evidence(rival, counts, groups, split, chances) - key) for rival in rivals]
    return max(found, key=lambda each: (each.odds, each.bucket))


Chances = list[tuple[float, dict[Group, tuple[float, float]]]]


def _chances(groups: Iterable[Group], guess: float, mean: float) -> Chances:
    """For each curve its log weight, and for each group the logs of the chance to be right and to be wrong."""
    mean = round(mean, 2)
    return [
        (weight, {group: _logs(group, curve, guess, mean) for group in groups})
        for weight, curve in _curves(guess, mean)
    ]


@lru_cache(maxsize=100_000)
def _logs(group: Group, curve: Curve, guess: float, mean: float) -> tuple[float, float]:
    right = sum(weight * chance for weight, chance in zip(_abilities(group, guess, mean), curve, strict=True))
    return log(right), log(1 - right)


def _evidence(
    right: str, counts: Mapping[str, int], groups: Mapping[str, Mapping[Group, int]], split: int, chances: Chances
) -> float:
    """Log probability of all answers where `right` is the right option."""
    hits = list(groups.get(right, {}).items())
    misses = [pair for bucket, found in groups.items() if bucket != right for pair in found.items()]
    found = [
        weight + sum(n * logs[g][0] for g, n in hits) + sum(n * logs[g][1] for g, n in misses)
        for weight, logs in chances
    ]
    wrong = [count for bucket, count in counts.items() if bucket != right]
    return _log_sum(found) + lgamma(split) - lgamma(split + sum(wrong)) + sum(lgamma(1 + count) for count in wrong)


def _log_sum(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(each - top) for each in logs))


@lru_cache(maxsize=1024)
def _curves(guess: float, mean: float) -> list[tuple[float, Curve]]:
    centre = _centre(guess, mean)
    return [
        (log(part * weight * spread), _curve(slope, centre + step, guess * share))
        for share, part in GUESSING
        for slope, weight in SLOPES
        for step, spread in SPREAD
    ]


def _curve(slope: float, difficulty: float, guess: float) -> Curve:
    return tuple(guess + (1 - guess) / (1 + exp(slope * (difficulty - ability))) for ability in ABILITIES)


@lru_cache(maxsize=1024)
def _centre(guess: float, mean: float) -> float:
    """The mean difficulty, in logits above the class's mean ability, that explains the quiz's mean score."""
    low, high = -4.0, 4.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected(middle, guess) > mean else (low, middle)
    return low


def _expected(centre: float, guess: float) -> float:
    quiz = _quiz(centre, guess)
    return sum(c * exp(-(a**2) / 2) for c, a in zip(quiz, ABILITIES, strict=True)) / sum(
        exp(-(a**2) / 2) for a in ABILITIES
    )


@lru_cache(maxsize=1024)
def _quiz(centre: float, guess: float) -> Curve:
    """The mean curve of the quiz's questions."""
    curves = [(spread, _curve(1.0, centre + step, guess)) for step, spread in SPREAD]
    total = sum(spread for spread, _ in curves)
    return tuple(sum(spread * curve[i] for spread, curve in curves) / total for i in range(len(ABILITIES)))


@lru_cache(maxsize=100_000)
def _abilities(group: Group, guess: float, mean: float) -> Curve:
    """How likely each of `ABILITIES` is after a rest."""
    rest, others = group
    quiz = _quiz(_centre(guess, mean), guess)
    logs = [
        others * (rest * log(chance) + (1 - rest) * log(1 - chance)) - a**2 / 2
        for chance, a in zip(quiz, ABILITIES, strict=True)
    ]
    total = _log_sum(logs)
    return tuple(exp(each - total) for each in logs)
