"""Sheets of paper: the same questions in up to four orders, so that neighbours have different sheets before them.

Everything follows from the seeds of the questions and the letter of the version: a sheet that is printed again, or
whose answers are typed in weeks later, is the same sheet. Numbers and dates stay sorted, as on a screen.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.core.kinds import QUIZZED
from quizapp.core.question import Question

VERSIONS = ("A", "B", "C", "D")
_SEED_BITS = 63


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as everybody in an activity is asked it: its place from 1, what it is, and its seed."""

    position: int
    question_revision_id: int
    edition_id: int
    seed: int
    question: Question


@dataclass(frozen=True, slots=True)
class Line:
    """A question on a sheet: its number there, from 1, and the seed that orders its options."""

    number: int
    asked: Asked
    seed: int

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.asked.question


def sheet(asked: Iterable[Asked], version: str) -> tuple[Line, ...]:
    """The lines of a version. A keeps the order of the screen, the others have their own.

    Raises ValueError for a version there is none of. Questions that a learner grades have no place on paper.
    """
    if version not in VERSIONS:
        raise ValueError(version)
    lines = [each for each in sorted(asked, key=lambda each: each.position) if each.question.kind in QUIZZED]
    if version != VERSIONS[0]:
        seeds = "/".join(str(each.seed) for each in lines)
        random.Random(f"{seeds}/{version}").shuffle(lines)
    return tuple(Line(number, each, _seed(each.seed, version)) for number, each in enumerate(lines, 1))


def _seed(seed: int, version: str) -> int:
    return seed if version == VERSIONS[0] else random.Random(f"{seed}/{version}").getrandbits(_SEED_BITS)
