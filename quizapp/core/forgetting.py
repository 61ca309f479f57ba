"""FSRS-6 in plain floats, for any parameters, with the guess-aware mix of `core.memory` on top.

The formulas are those of the fsrs package (open-spaced-repetition/fsrs4anki, wiki "The Algorithm", section FSRS-6),
which moves one card in 20 µs and cannot be asked for a mix. A test holds the two together.
"""

from collections.abc import Sequence
from math import exp

from quizapp.core.memory import Evidence, matched

State = tuple[float, float]
"""Stability in days and difficulty from 1 to 10."""


class Formulas:
    """FSRS-6 with the 21 parameters `w`."""

    def __init__(self, w: Sequence[float]) -> None:
        self.w = w
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        self._growth = exp(w[8])
        self._damping = exp(w[17] * w[18])
        self._easiest = w[4] - exp(w[5] * 3) + 1

    def recall(self, stability: float, elapsed: int) -> float:
        """R(t) = (1 + F t / S) ** D."""
        return float((1 + self.factor * elapsed / stability) ** self.decay)

    def first(self, grade: int) -> State:
        """The state after the first review, graded 1 to 4."""
        return max(self.w[grade - 1], 0.001), _bounded(self.w[4] - exp(self.w[5] * (grade - 1)) + 1)

    def rated(self, state: State, recall: float, grade: int) -> State:
        """The state after a review graded 1 to 4, at least a day after the last, when `recall` was forecast."""
        difficulty = state[1]
        after = self._forgotten(state, recall) if grade == 1 else self._recalled(state, recall, grade)
        moved = difficulty - (10 - difficulty) * self.w[6] * (grade - 3) / 9
        return max(after, 0.001), _bounded(self.w[7] * self._easiest + (1 - self.w[7]) * moved)

    def _forgotten(self, state: State, recall: float) -> float:
        w, (stability, difficulty) = self.w, state
        lapsed = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp((1 - recall) * w[14])
        return float(min(lapsed, stability / self._damping))

    def _recalled(self, state: State, recall: float, grade: int) -> float:
        w, (stability, difficulty) = self.w, state
        gain = self._growth * (11 - difficulty) * stability ** -w[9] * (exp((1 - recall) * w[10]) - 1)
        return float(stability * (1 + gain * (w[15] if grade == 2 else w[16] if grade == 4 else 1)))

    def move(self, state: State | None, recall: float, evidence: Evidence) -> State:
        """The state after a review, by the rule of `core.memory`."""
        if evidence.own_grade is not None:
            return self._graded(state, recall, evidence.own_grade)
        again = self._graded(state, recall, 1)
        share = evidence.score * recall / (recall + (1 - recall) * evidence.guess_rate)
        if share <= 0:
            return again
        good = self._graded(state, recall, 3)
        return matched(share, good[0], again[0]), share * good[1] + (1 - share) * again[1]

    def _graded(self, state: State | None, recall: float, grade: int) -> State:
        return self.rated(state, recall, grade) if state else self.first(grade)


def _bounded(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
