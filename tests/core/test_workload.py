"""Simulated work: more recall costs more, easy days hold less."""

import random
from datetime import date, timedelta

from quizapp.core.memory import Memory
from quizapp.core.schedule import Schedule
from quizapp.core.workload import TARGETS, Known, course, workload

TODAY = date(2026, 11, 24)


def known(count: int, seed: int = 1) -> Known:
    rng = random.Random(seed)
    memories = (
        Memory(rng.uniform(1, 40), rng.uniform(3, 8), TODAY - timedelta(days=rng.randint(1, 20))) for _ in range(count)
    )
    return Known(tuple(memories), count)


def test_more_retention_is_never_less_work_and_always_more_known() -> None:
    """From 75 % on. Below, what longer waits save is spent on answers to what was forgotten."""
    targets = TARGETS[1:]
    runs = [
        [course(known(60, seed), 60, 5, TODAY, 60, Schedule(target), seed) for target in targets] for seed in range(20)
    ]
    answers = [sum(run[at].a_day for run in runs) for at in range(len(targets))]
    recalled = [sum(run[at].recalled for run in runs) for at in range(len(targets))]
    assert answers == sorted(answers)
    assert recalled == sorted(recalled)


def test_the_same_learner_gets_the_same_curve() -> None:
    assert workload(known(20), 50, 10, TODAY, Schedule()) == workload(known(20), 50, 10, TODAY, Schedule())


def test_a_sample_stands_for_all() -> None:
    few, many = known(150), Known(known(150).memories, 15_000)
    one, other = (course(each, 0, 0, TODAY, 60, Schedule()) for each in (few, many))
    assert abs(other.a_day / one.a_day - 100) < 1e-6
    assert abs(other.recalled / one.recalled - 100) < 1e-6


def test_with_nothing_to_learn_there_is_no_work() -> None:
    assert course(Known(), 0, 0, TODAY, 10, Schedule()).answers == (0.0,) * 10


def test_easy_days_hold_less_work() -> None:
    weekend = frozenset({5, 6})

    def share(easy: frozenset[int]) -> float:
        total, on = 0.0, 0.0
        for seed in range(6):
            way = course(known(150, seed), 0, 0, TODAY, 140, Schedule(0.9, easy), seed)
            total += sum(way.answers[7:])
            on += sum(
                count
                for at, count in enumerate(way.answers)
                if at >= 7 and (TODAY + timedelta(days=at)).weekday() in weekend
            )
        return on / total

    assert abs(share(frozenset()) - 2 / 7) < 0.05
    assert share(weekend) < 0.6 * share(frozenset())
