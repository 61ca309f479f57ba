"""How far a quiz's scores would come out the same again: Cronbach's alpha, with Feldt's interval.

Feldt 1965, "The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty", Psychometrika
30, 357-370: (1 - true alpha) / (1 - alpha) follows F with n - 1 and (n - 1)(k - 1) degrees of freedom, for n persons
and k questions.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import variance

from quizapp.core.beta import f_quantile
from quizapp.core.message import Message, mark

ITEMS, PERSONS = 3, 10
"""The fewest questions and persons for whom alpha is told."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha (`value`) over `persons` who answered all `items` questions; `error` is the standard error of measurement.

    It is at most 1 and may be negative; `low` and `high` hold the true one 95 times in 100. `error` is in points,
    where each question gives at most 1.
    """

    value: float
    persons: int
    items: int
    error: float

    @property
    def low(self) -> float:
        """The lower end."""
        return 1 - (1 - self.value) * f_quantile(0.975, *self._freedom)

    @property
    def high(self) -> float:
        """The upper end."""
        return 1 - (1 - self.value) * f_quantile(0.025, *self._freedom)

    @property
    def _freedom(self) -> tuple[int, int]:
        return self.persons - 1, (self.persons - 1) * (self.items - 1)


def reliability(scores: Mapping[Hashable, Mapping[Hashable, float]]) -> Reliability | Message:
    """Alpha of a quiz, or why there is none. `scores` are the scores (0 to 1) by person, then by question.

    Only those count who answered every question that anybody answered. Where persons drew different questions, nobody
    did, and there is no alpha.
    """
    asked = set().union(*scores.values())
    if len(asked) < ITEMS:
        return Message(mark("Reliability needs at least %(count)s questions."), {"count": ITEMS})
    rows = [[row[item] for item in sorted(asked, key=repr)] for row in scores.values() if len(row) == len(asked)]
    if len(rows) < PERSONS:
        return _too_few(len(scores))
    return _alpha(rows)


def _too_few(persons: int) -> Message:
    if persons < PERSONS:
        return Message(mark("Reliability needs answers of at least %(count)s people."), {"count": PERSONS})
    return Message(
        mark("Reliability needs at least %(count)s people who answered all the same questions."), {"count": PERSONS}
    )


def _alpha(rows: Sequence[Sequence[float]]) -> Reliability | Message:
    items = len(rows[0])
    total = variance([sum(row) for row in rows])
    if total < 1e-9:
        return Message(mark("All have the same score, so reliability cannot be told."))
    single = sum(variance(column) for column in zip(*rows, strict=True))
    alpha = items / (items - 1) * (1 - single / total)
    return Reliability(alpha, len(rows), items, sqrt(total * (1 - alpha)))
