"""Simulated quizzes whose keys are known: how often item analysis suspects a right key, and how often a wrong one.

The first generator is the fixed one: abilities ~ N(0, 1), slopes ~ N(1, 0.3) above 0, difficulties ~ N(0, 1), three
options, a chance of 1/3 to guess, twelve questions. The others differ from it in what their name says; the alarm always
believes that guessing succeeds as often as there are options. Each class answers once; then the same answers are
analysed by the right keys, and with one question's key moved to a distractor (a pair). Intervals are Student's over
the means of the seeds. The plain rule to compare with suspects a key where the item-rest correlation is below 0.

Then: how often the intervals of the correlation and of alpha hold the true value, and the time a large class takes.
"""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import fmean, median, stdev
from typing import Any

import machine
from machine import ABOVE, BELOW

from quizapp.core.correlation import correlate
from quizapp.core.items import Item, ItemReport, Response, analyse
from quizapp.core.message import Message
from quizapp.core.reliability import reliability

SEEDS = 24
STUDENT = 2.069
"""The 97.5 % quantile of Student's t with 23 degrees of freedom."""
SIZES = (20, 50)
CROWD = 3000
"""Persons who stand for all there could be."""


@dataclass(frozen=True)
class Generator:
    """`traps` of the questions have a misconception: hard, seldom guessed, most of the wrong choose the same."""

    items: int = 12
    options: int = 3
    ability: float = 0.0
    slope: float = 1.0
    guess: float = 1 / 3
    popular: float | None = None
    traps: int = 0
    classes: int = 5


FIXED = Generator(classes=12)
GENERATORS = {
    "fixed": FIXED,
    "four options": Generator(options=4, guess=1 / 4),
    "8 questions": Generator(items=8),
    "20 questions": Generator(items=20, classes=4),
    "abler class (+1)": Generator(ability=1.0),
    "weaker class (-1)": Generator(ability=-1.0),
    "half are guesses": Generator(guess=1 / 2),
    "slopes of 0.6": Generator(slope=0.6),
    "distractors 80 : 20": Generator(popular=0.8),
    "misconceptions (guess 0.2, 75 : 25)": Generator(popular=0.75, guess=0.2),
    "misconceptions, weaker class (guess 0.1, 80 : 20, -0.5)": Generator(popular=0.8, guess=0.1, ability=-0.5),
    "3 of 12 strong misconceptions (b + 1, guess 0.1, 85 : 15)": Generator(traps=3),
}


@dataclass(frozen=True)
class Curve:
    """How one question is answered."""

    slope: float
    difficulty: float
    guess: float
    popular: float

    def answer(self, ability: float, options: int, rng: random.Random) -> int:
        """The place of the chosen option; 0 is right, 1 the likeliest distractor."""
        if rng.random() < self.guess + (1 - self.guess) / (1 + exp(self.slope * (self.difficulty - ability))):
            return 0
        return 1 if rng.random() < self.popular else rng.randrange(2, options)


def quiz(how: Generator, rng: random.Random) -> list[Curve]:
    """Questions; the ones with a misconception come first."""
    return [_curve(how, number < how.traps, rng) for number in range(how.items)]


def _curve(how: Generator, trap: bool, rng: random.Random) -> Curve:
    slope = 0.0
    while slope <= 0:
        slope = rng.gauss(how.slope, 0.3)
    if trap:
        return Curve(slope, rng.gauss(1, 0.5), 0.1, 0.85)
    return Curve(slope, rng.gauss(0, 1), how.guess, how.popular or 1 / (how.options - 1))


def answers(how: Generator, curves: Sequence[Curve], n: int, rng: random.Random) -> list[list[int]]:
    """For each question what each of `n` persons chose."""
    abilities = [rng.gauss(how.ability, 1) for _ in range(n)]
    return [[curve.answer(ability, how.options, rng) for ability in abilities] for curve in curves]


def reports(how: Generator, chosen: Sequence[Sequence[int]], keys: Sequence[int]) -> list[ItemReport]:
    """The analysis of one class, questions in order."""
    options = {str(place): f"Option {place}" for place in range(how.options)}
    items = {
        number: Item(options, frozenset({str(key)}), 1 / how.options, _responses(row, key))
        for number, (row, key) in enumerate(zip(chosen, keys, strict=True))
    }
    found = analyse(items)
    return [found[number] for number in items]


def _responses(row: Sequence[int], key: int) -> list[Response]:
    return [Response(person, str(place), float(place == key)) for person, place in enumerate(row)]


def below_zero(report: ItemReport) -> bool:
    """The plain rule."""
    return report.correlation is not None and report.correlation.value < 0


def one_seed(how: Generator, n: int, seed: int) -> dict[str, float]:
    """Shares of alarms over the classes of one seed."""
    rng = random.Random(seed * 1000 + n)
    found: dict[str, list[bool]] = {}
    for _ in range(how.classes):
        chosen = answers(how, quiz(how, rng), n, rng)
        bad, key = rng.randrange(how.items), rng.randrange(1, how.options)
        healthy = reports(how, chosen, [0] * how.items)
        spoilt = reports(how, chosen, [key if number == bad else 0 for number in range(how.items)])
        caught = spoilt.pop(bad)
        _note(found, "false", healthy)
        _note(found, "false_beside_wrong_key", spoilt)
        _note(found, "caught", [caught])
        _note(found, "false_on_misconceptions", healthy[: how.traps])
        found.setdefault("named", []).append(bool(caught.suspicion and caught.suspicion.bucket == "0"))
    return {name: fmean(alarms) for name, alarms in found.items() if alarms}


def _note(found: dict[str, list[bool]], name: str, seen: Sequence[ItemReport]) -> None:
    found.setdefault(name, []).extend(report.key_alarm for report in seen)
    found.setdefault(f"{name}_plain_rule", []).extend(below_zero(report) for report in seen)


def percent(shares: Sequence[float]) -> dict[str, float]:
    """The mean of the seeds' shares with its interval, in percent."""
    half = STUDENT * stdev(shares) / sqrt(len(shares))
    mean = fmean(shares)
    return {
        "is": _percent(mean),
        "low": _percent(max(0.0 if min(shares) >= 0 else -1.0, mean - half)),
        "high": _percent(min(1.0, mean + half)),
    }


def _percent(share: float) -> float:
    return round(100 * share, 1)


def alarms(how: Generator, n: int) -> dict[str, Any]:
    """All shares of one generator at one size of class, and the pairs of both rules."""
    seeds = [one_seed(how, n, seed) for seed in range(SEEDS)]
    shares: dict[str, Any] = {name: percent([seed[name] for seed in seeds]) for name in seeds[0]}
    for name in ("false", "caught"):
        shares[f"{name}_less_plain_rule"] = percent([seed[name] - seed[f"{name}_plain_rule"] for seed in seeds])
    return shares


def coverage(n: int) -> dict[str, Any]:
    """How often the intervals hold the value that a crowd of `CROWD` has, in percent."""
    held: dict[str, list[float]] = {"correlation": [], "alpha": []}
    for seed in range(SEEDS):
        rng = random.Random(seed)
        curves = quiz(FIXED, rng)
        true = statistics(answers(FIXED, curves, CROWD, rng))
        seen = [statistics(answers(FIXED, curves, n, rng)) for _ in range(20)]
        for name, hits in held.items():
            hits.append(fmean(hit for each in seen for hit in _held(each[name], true[name])))
    return {name: percent(hits) for name, hits in held.items()}


def _held(seen: Sequence[Any], true: Sequence[Any]) -> list[bool]:
    return [a.low <= b.value <= a.high for a, b in zip(seen, true, strict=True) if a]


def statistics(chosen: Sequence[Sequence[int]]) -> dict[str, list[Any]]:
    """The correlations of all questions, and alpha."""
    persons = range(len(chosen[0]))
    scores = {person: {number: float(row[person] == 0) for number, row in enumerate(chosen)} for person in persons}
    sums = {person: sum(row.values()) for person, row in scores.items()}
    found = reliability(scores)
    return {
        "correlation": [
            correlate([(row[i], sums[p] - row[i]) for p, row in scores.items()]) for i in range(len(chosen))
        ],
        "alpha": [None if isinstance(found, Message) else found],
    }


def milliseconds(persons: int, items: int) -> float:
    """CPU time of the analysis of one large class, the first time in this process that it is seen."""
    how, found = Generator(items=items), []
    for seed in range(5):
        rng = random.Random(seed)
        chosen = answers(how, quiz(how, rng), persons, rng)
        began = time.process_time()
        reports(how, chosen, [0] * items)
        found.append((time.process_time() - began) * 1000)
    return round(median(found), 1)


def bounds(figures: Mapping[str, Any], which: str, n: int, end: str) -> float:
    """One end of an interval of the fixed generator."""
    return float(figures["fixed"][f"n = {n}"][which][end])


def main() -> None:
    """Run it, and print the figures."""
    began = time.process_time()
    figures: dict[str, Any] = {"ms_200_persons_50_questions": milliseconds(200, 50)}
    for name, how in GENERATORS.items():
        figures[name] = {f"n = {n}": alarms(how, n) for n in SIZES}
    figures["intervals_hold_at_n_20"] = coverage(20)
    figures["fixed_false_n_20_high"] = bounds(figures, "false", 20, "high")
    figures["fixed_caught_n_20_low"] = bounds(figures, "caught", 20, "low")
    figures["fixed_caught_n_50_low"] = bounds(figures, "caught", 50, "low")
    figures["cpu_seconds"] = round(time.process_time() - began, 1)
    targets = {
        "fixed_false_n_20_high": (BELOW, 6),
        "fixed_caught_n_20_low": (ABOVE, 45),
        "fixed_caught_n_50_low": (ABOVE, 75),
        "ms_200_persons_50_questions": (BELOW, 50),
        "cpu_seconds": (BELOW, 60),
    }
    machine.report("items", figures, targets)


if __name__ == "__main__":
    main()
