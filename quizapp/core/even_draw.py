"""Draws of equal difficulty: one draw is the pattern, and others match it.

How equal: every draw has as many questions of each topic and kind as the pattern, and its mean difficulty (Elo, in
logits) is within TOLERANCE of the pattern's; 0.25 logits are at most 6 points in a hundred of the chance to be right.
Difficulty is what answers so far have shown: of a bank nobody has answered all questions count as alike.
"""

import random
from collections.abc import Sequence
from statistics import fmean

from quizapp.core.draw import Candidate, clash

TOLERANCE = 0.25
"""Logits."""
_NEAR = 0.5
_TRIES = 20


def draw_like(pattern: Sequence[Candidate], candidates: Sequence[Candidate], rng: random.Random) -> list[Candidate]:
    """A draw like `pattern` in the same order of topics and kinds; `pattern` itself where no other one is found.

    Each question is replaced by another form on the same facts where there is one, else by one of its topic and kind.
    """
    for _ in range(_TRIES):
        drawn = _once(pattern, candidates, rng)
        if drawn and abs(mean(drawn) - mean(pattern)) <= TOLERANCE:
            return drawn
    return list(pattern)


def mean(drawn: Sequence[Candidate]) -> float:
    """The mean difficulty, in logits."""
    return fmean(each.difficulty for each in drawn)


def _once(pattern: Sequence[Candidate], candidates: Sequence[Candidate], rng: random.Random) -> list[Candidate]:
    """One try; empty where it came to an end with a question left that clashes with those drawn."""
    drawn: list[Candidate] = []
    for model in pattern:
        fit = [each for each in _like(model, candidates) if not any(clash(each, other) for other in drawn)]
        if not fit:
            return []
        drawn.append(rng.choice(fit))
    return drawn


def _like(model: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """What may stand for `model`: forms on its facts where there are several, else near ones, and itself."""
    cell = [each for each in candidates if (each.topic, each.kind) == (model.topic, model.kind)]
    near = [each for each in cell if abs(each.difficulty - model.difficulty) <= _NEAR] or [model]
    forms = [each for each in near if set(each.facts) == set(model.facts)]
    return forms if len(forms) > 1 else near
