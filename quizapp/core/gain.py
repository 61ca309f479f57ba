"""What people gained between two tests: the mean of their paired differences with its 95 % interval, Student's t."""

from collections.abc import Mapping
from statistics import fmean

from quizapp.core.mean import Mean, mean

ENOUGH = 5
"""People below whom no interval is told."""

Scores = Mapping[int, Mapping[int, float]]
"""By person and fact, from 0 to 1."""


def differences(before: Scores, after: Scores) -> list[float]:
    """For each person in both, after less before: the mean over the facts that both tests asked them, -1 to 1."""
    found = []
    for person in sorted(before.keys() & after.keys()):
        both = before[person].keys() & after[person].keys()
        if both:
            found.append(fmean(after[person][fact] - before[person][fact] for fact in both))
    return found


def gain(before: Scores, after: Scores) -> Mean | None:
    """The mean gain; None where fewer than ENOUGH people have done both."""
    found = differences(before, after)
    return mean(found, 1.0, -1.0) if len(found) >= ENOUGH else None
