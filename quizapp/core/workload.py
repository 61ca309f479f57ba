"""What a target of recall would cost and bring: simulated, because no formula tells it.

A simulated learner forgets as FSRS-6 forecasts and grades turned cards Good or Again. What was not recalled is asked
once more in the same session, so it costs a second answer. At most SAMPLE facts are followed and counted for all.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quizapp.core.forgetting import Formulas, State
from quizapp.core.memory import UNSEEN_RECALL, Memory
from quizapp.core.schedule import Schedule

TARGETS = (0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.97)
SAMPLE = 150
"""Facts followed: what a page has time for."""
DAYS = 60
SEED = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What a learner knows: `memories` stand for `of` facts, of which they are a fair sample."""

    memories: tuple[Memory, ...] = ()
    of: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """What came of it: the `answers` of each day from today, and how many facts are `recalled` after the last."""

    answers: tuple[float, ...]
    recalled: float

    @property
    def a_day(self) -> float:
        """Answers a day, on average."""
        return sum(self.answers) / len(self.answers)


@dataclass(frozen=True, slots=True)
class Load:
    """One point of the curve: at the target `retention`, so many answers a day and so many facts known at the end."""

    retention: float
    answers: float
    recalled: float


def workload(
    known: Known, new: int, new_a_day: int, today: date, schedule: Schedule, targets: Sequence[float] = TARGETS
) -> tuple[Load, ...]:
    """The next DAYS days for each of `targets`, when `new` facts are met at `new_a_day`; easy days as in `schedule`.

    Every target has the same luck, so that they compare.
    """
    courses = [
        (each, course(known, new, new_a_day, today, DAYS, replace(schedule, retention=each))) for each in targets
    ]
    return tuple(Load(target, each.a_day, each.recalled) for target, each in courses)


def course(
    known: Known, new: int, new_a_day: int, today: date, days: int, schedule: Schedule, seed: int = SEED
) -> Course:
    """Simulate `days` days from `today` and look at what would be recalled on the day after them.

    Of `new` facts `new_a_day` are met each day; those not met by the end count as not recalled.
    """
    met = min(new, new_a_day * days)
    followed = _share(len(known.memories), known.of, met)
    memories = [known.memories[at] for at in _spread(len(known.memories), followed)]
    numbers = _spread(met, _share(met, met, known.of))
    life, recalled = _Life(schedule, today, days), 0.0
    for number, memory in enumerate(memories):
        rng, weight = random.Random(f"{seed}/known/{number}"), known.of / len(memories)
        recalled += weight * life.live(memory, max(today, schedule.due(memory)), rng, weight)
    for number in numbers:
        rng, weight = random.Random(f"{seed}/new/{number}"), met / len(numbers)
        recalled += weight * life.live(None, today + timedelta(days=number // new_a_day), rng, weight)
    return Course(tuple(life.answers), recalled)


class _Life:
    """The days simulated, with the answers of each."""

    def __init__(self, schedule: Schedule, today: date, days: int) -> None:
        self.schedule, self.fsrs = schedule, Formulas(schedule.parameters)
        self.today, self.end = today, today + timedelta(days=days)
        self.answers = [0.0] * days

    def live(self, memory: Memory | None, day: date, rng: random.Random, weight: float) -> float:
        """One fact from its next review on `day`: adds its answers, returns its recall on the day after the last."""
        while day < self.end:
            chance = memory.recall(day) if memory else UNSEEN_RECALL
            right = rng.random() < chance
            self.answers[(day - self.today).days] += weight * (1 if right else 2)
            state: State | None = (memory.stability, memory.difficulty) if memory else None
            grade = 3 if right else 1
            stability, difficulty = self.fsrs.rated(state, chance, grade) if state else self.fsrs.first(grade)
            wanted = max(0, memory.wanted - right) if memory else 0
            memory = Memory(stability, difficulty, day, wanted=wanted)
            day = self.schedule.due(memory)
        return memory.recall(self.end) if memory else 0.0


def _share(followable: int, of: int, others: int) -> int:
    """How many of a group are followed, in proportion to its size beside the `others`."""
    if not followable:
        return 0
    return max(1, min(followable, round(SAMPLE * of / max(SAMPLE, of + others))))


def _spread(of: int, count: int) -> list[int]:
    """`count` of the numbers below `of`, evenly spaced."""
    return [int((at + 0.5) * of / count) for at in range(count)]
