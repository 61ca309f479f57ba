"""Simulated learners whose memory is known: which reading of a right answer that may be guessed predicts them best.

A learner's memory is FSRS-6 with parameters of their own; each fact has its own difficulty. A fact never seen is known
with the chance of a two-parameter model (a ~ N(1, 0.3)). Who recalls is right; who does not is right by guessing; only
what was recalled moves the true memory as "Good". One question in five is typed, the others are recognised: three
options, verdict, true or false. Every tracker believes in the default parameters and sees right or wrong, never more.

First all trackers watch the same days (Leitner boxes with delays, which favour none of them), then each one sets
its own. `--quick` takes few learners, for a look: its intervals say little.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import exp, log, sqrt

import machine
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from machine import BELOW

from quizapp.core.fit import fit
from quizapp.core.forgetting import Formulas, State
from quizapp.core.memory import DEFAULT, UNSEEN_RECALL, Evidence, Memory, Review, move, recall

START, DAYS = date(2026, 1, 1), 365
KINDS = ((0.0, 0.2), (1 / 3, 0.5), (1 / 4, 0.1), (1 / 2, 0.2))
"""Guess rate and share of questions: typed, three options, verdict, true or false."""
BOXES = {"close": (1, 3, 7, 15, 30, 60, 120), "wide": (3, 10, 30, 90, 180)}
"""Days between reviews; a fact in wide boxes is often forgotten."""
NEW_A_DAY = 5
RETENTIONS = (0.8, 0.85, 0.9, 0.95)
LIVES = {0: 0.5, 2: 0.5, 4: 0.1, 6: 0.2, 8: 0.15, 9: 0.15, 10: 0.2, 11: 0.3, 14: 0.2, 20: 0.3}
"""By how much learners differ: standard deviation of the logarithm of a parameter."""
QUICK = "--quick" in sys.argv
SEEDS, FACTS = (6, 60) if QUICK else (60, 200)

Answer = tuple[date, bool, float]
"""Study day, whether right, and the guess rate."""


@dataclass
class Learner:
    formulas: Formulas
    ability: float

    @classmethod
    def born(cls, seed: int) -> "Learner":
        rng = random.Random(seed)
        w = [
            min(max(value * exp(rng.gauss(0, LIVES.get(number, 0))), bottom), top)
            for number, (value, bottom, top) in enumerate(
                zip(DEFAULT, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
            )
        ]
        return cls(Formulas(w), rng.gauss(0, 1))


class Known:
    """One fact in the learner's mind. The same seed and fact meet the same luck, whoever asks and when."""

    def __init__(self, learner: Learner, seed: int, fact: int) -> None:
        self.rng = random.Random(f"{seed}.{fact}")
        self.formulas, self.state, self.last = learner.formulas, None, START
        slope, hardness = self.rng.gauss(1, 0.3), self.rng.gauss(0, 1)
        self.prior = 1 / (1 + exp(-slope * (learner.ability - hardness)))
        self.harder, self.firmer = hardness, exp(self.rng.gauss(0, 0.4))

    def chance(self, day: date) -> float:
        return self.formulas.recall(self.state[0], (day - self.last).days) if self.state else self.prior

    def asked(self, day: date) -> Answer:
        guess = self.rng.choices([g for g, _ in KINDS], [share for _, share in KINDS])[0]
        chance = self.chance(day)
        recalled, lucky = self.rng.random() < chance, self.rng.random() < guess
        fresh = self.state is None
        self.state = self.formulas.move(self.state, chance, Evidence(float(recalled)))
        if fresh:
            stability, difficulty = self.state
            self.state = stability * self.firmer, min(max(difficulty + self.harder, 1.0), 10.0)
        self.last = day
        return day, recalled or lucky, guess


class Tracker:
    """What the product keeps: one `Memory`, moved by what a tracker takes an answer for."""

    def __init__(self, evidence: Callable[[bool, float], Evidence]) -> None:
        self.evidence, self.memory = evidence, None

    def recall(self, day: date) -> float:
        return recall(self.memory, day)

    def told(self, answer: Answer) -> None:
        day, right, guess = answer
        self.memory: Memory | None = move(self.memory, self.evidence(right, guess), day)

    def due(self, retention: float) -> date:
        return self.memory.due(retention)


class Mean(Tracker):
    """The rule of design.md, for comparison: the stability, too, is the mean of both cases, which promises too much."""

    def __init__(self) -> None:
        self.memory = None

    def told(self, answer: Answer) -> None:
        day, right, guess = answer
        again, good = (move(self.memory, Evidence(own_grade=grade), day) for grade in (1, 3))
        chance = self.recall(day)
        share = chance / (chance + (1 - chance) * guess) if right else 0.0
        stability = share * good.stability + (1 - share) * again.stability
        self.memory = Memory(stability, share * good.difficulty + (1 - share) * again.difficulty, day)


class Mixture:
    """The same without averaging, for comparison: both states are kept, each with its chance, up to `size` of them."""

    size = 4

    def __init__(self) -> None:
        self.formulas, self.parts, self.last = Formulas(DEFAULT), [(1.0, None)], START

    def recalls(self, day: date) -> list[float]:
        days = (day - self.last).days
        return [self.formulas.recall(state[0], days) if state else UNSEEN_RECALL for _, state in self.parts]

    def recall(self, day: date) -> float:
        return sum(weight * each for (weight, _), each in zip(self.parts, self.recalls(day), strict=True))

    def told(self, answer: Answer) -> None:
        day, right, guess = answer
        after: list[tuple[float, State]] = []
        for (weight, state), chance in zip(self.parts, self.recalls(day), strict=True):
            if right:
                after.append((weight * chance, self.formulas.move(state, chance, Evidence(1.0))))
            missed = weight * (1 - chance) * (guess if right else 1)
            if missed:
                after.append((missed, self.formulas.move(state, chance, Evidence(0.0))))
        after.sort(key=lambda part: -part[0])
        kept, total = after[: self.size], sum(weight for weight, _ in after[: self.size])
        self.parts, self.last = [(weight / total, state) for weight, state in kept], day


TRACKERS: dict[str, Callable[[], Tracker | Mixture]] = {
    "ours": lambda: Tracker(lambda right, guess: Evidence(float(right), guess)),
    "good": lambda: Tracker(lambda right, guess: Evidence(own_grade=3 if right else 1)),
    "hard": lambda: Tracker(lambda right, guess: Evidence(own_grade=(2 if guess else 3) if right else 1)),
    "mean": Mean,
}
WATCHERS = {**TRACKERS, "mixture": Mixture}


def watched(known: Known, first: date, boxes: Sequence[int]) -> list[Answer]:
    """A year of one fact in boxes: right goes one up, wrong to the first; up to two days late."""
    answers, box, day = [], 0, first
    while day < START + timedelta(days=DAYS):
        answers.append(known.asked(day))
        box = min(box + 1, len(boxes) - 1) if answers[-1][1] else 0
        day += timedelta(days=boxes[box] + known.rng.randrange(3))
    return answers


def met(fact: int) -> date:
    return START + timedelta(days=fact // NEW_A_DAY)


def mean_loss(tracker: Tracker | Mixture, answers: Sequence[Answer]) -> list[float]:
    """Log loss of the forecast of each answer but the first, which no tracker can know anything about."""
    found = []
    for number, answer in enumerate(answers):
        day, right, guess = answer
        chance = tracker.recall(day)
        p = chance + (1 - chance) * guess
        if number:
            found.append(-log(max(p if right else 1 - p, 1e-6)))
        tracker.told(answer)
    return found


def same_days(seeds: int, facts: int, boxes: Sequence[int]) -> dict[str, object]:
    losses: dict[str, list[float]] = {name: [] for name in WATCHERS}
    fitted = []
    for seed in range(seeds):
        learner = Learner.born(seed)
        lives = [watched(Known(learner, seed, fact), met(fact), boxes) for fact in range(facts)]
        for name, tracker in WATCHERS.items():
            losses[name].append(statistics.fmean(loss for life in lives for loss in mean_loss(tracker(), life)))
        fitted.append(fit(histories(lives)))
    gains = [(each.default_loss - each.fitted_loss) * each.adopted for each in fitted if each]
    return {
        "answers_per_learner": round(statistics.fmean(each.reviews for each in fitted if each)) if gains else None,
        "log_loss": {name: round(statistics.fmean(each), 4) for name, each in losses.items()},
        "ours_minus": {name: paired(losses["ours"], losses[name]) for name in WATCHERS if name != "ours"},
        "fit": {"adopted": sum(gain > 0 for gain in gains), "of": len(gains), "held_out_gain": interval(gains)},
    }


def histories(lives: Sequence[Sequence[Answer]]) -> list[list[Review]]:
    return [
        [
            Review(number, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), day, Evidence(float(right), guess))
            for number, (day, right, guess) in enumerate(life, fact * 1000)
        ]
        for fact, life in enumerate(lives)
    ]


def own_days(seeds: int, facts: int) -> dict[str, object]:
    """Reviews a fact and true recall, averaged over the days since a fact was met, by tracker and retention wanted."""
    points = {name: {wanted: [] for wanted in RETENTIONS} for name in TRACKERS}
    for seed in range(seeds):
        learner = Learner.born(seed)
        for name, tracker in TRACKERS.items():
            for wanted in RETENTIONS:
                lives = [year(Known(learner, seed, fact), tracker(), met(fact), wanted) for fact in range(facts)]
                points[name][wanted].append(tuple(map(statistics.fmean, zip(*lives, strict=True))))
    table = {
        name: {str(wanted): means(each) for wanted, each in by_wanted.items()} for name, by_wanted in points.items()
    }
    at_90 = {name: [reviews for reviews, _ in by_wanted[0.9]] for name, by_wanted in points.items()}
    return {
        "reviews_and_recall": table,
        "reviews_ours_minus": {name: paired(at_90["ours"], at_90[name]) for name in ("good", "hard", "mean")},
        "reviews_for_the_recall_of_ours": {name: equal_recall(points, name) for name in points},
    }


def year(known: Known, tracker: Tracker, first: date, wanted: float) -> tuple[float, float]:
    """Reviews of a fact up to the year's end, and its mean true recall from the day after it was met."""
    day, end, reviews, recalls = first, START + timedelta(days=DAYS), 0, []
    while day < end:
        tracker.told(known.asked(day))
        reviews, due = reviews + 1, tracker.due(wanted)
        recalls += [known.chance(day + timedelta(days=n)) for n in range(1, (min(due, end) - day).days + 1)]
        day = due
    return float(reviews), statistics.fmean(recalls)


def equal_recall(points: dict[str, dict[float, list[tuple[float, float]]]], name: str) -> float | None:
    """Reviews a fact with which `name` reaches the mean recall that ours reaches at 0.9, on the line between points."""
    goal = means(points["ours"][0.9])[1]
    curve = [means(each) for each in points[name].values()]
    for (low, below), (high, above) in pairwise(curve):
        if below <= goal <= above:
            return round(low + (high - low) * (goal - below) / (above - below), 2)
    return None


def means(each: Sequence[tuple[float, float]]) -> list[float]:
    return [round(statistics.fmean(column), 4) for column in zip(*each, strict=True)]


def paired(left: Sequence[float], right: Sequence[float]) -> list[float]:
    return interval([a - b for a, b in zip(left, right, strict=True)])


def interval(values: Sequence[float]) -> list[float]:
    """Mean over the learners, and the ends of its 95 % interval: Student's t is 2.0 for sixty."""
    mean = statistics.fmean(values)
    half = 2.0 * statistics.stdev(values) / sqrt(len(values))
    return [round(mean, 4), round(mean - half, 4), round(mean + half, 4)]


def main() -> None:
    began = time.perf_counter()
    watching = {name: same_days(SEEDS, FACTS, boxes) for name, boxes in BOXES.items()}
    scheduling = own_days(SEEDS, FACTS // 2)
    worst = {
        f"ours_minus_{other}_{boxes}": found["ours_minus"][other][2]
        for boxes, found in watching.items()
        for other in ("good", "hard")
    }
    figures = {
        "learners": SEEDS,
        "facts": FACTS,
        "same_days": watching,
        "own_days": scheduling,
        **worst,
        "seconds": round(time.perf_counter() - began, 1),
    }
    targets = {"seconds": (BELOW, 300), **{name: (BELOW, 0) for name in worst}}
    notes = [
        "log loss in nats; ours_minus: mean of the paired differences and its 95 % interval over learners",
        'targets: the upper end of that interval; "ours" is the product\'s rule, "mean" the one of design.md',
    ]
    machine.report("trackers", figures, targets, notes)


if __name__ == "__main__":
    main()
