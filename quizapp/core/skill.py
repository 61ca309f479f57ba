"""Skill at verdicts: how often the label is right, how often with its proof, and what goes wrong apart from that.

Telling true from false has two sides, which signal detection theory keeps apart (Green and Swets 1966): sensitivity d',
how well somebody tells them apart at all, and the criterion c, to which side they lean. One is added to every count by
halves (the log-linear correction, Hautus 1995), so that somebody without an error has a finite d'.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from quizapp.core.fact import VERDICTS
from quizapp.core.grade import is_right

ENOUGH = 10
"""Verdicts before anything is said of them."""
LEANS = 0.25
"""A criterion nearer to 0 than this is no leaning."""
_Z = NormalDist().inv_cdf


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict given: the label that `is` right, the one that was `said`, and the score with its proof, 0 to 1."""

    is_: str
    said: str
    score: float


@dataclass(frozen=True, slots=True)
class Detection:
    """Telling supported claims from contradicted ones.

    `sensitivity` is d': 0 for who cannot tell, 1 for fair, 3 for hardly ever wrong. `criterion` is c: above 0 for who
    calls true things false more often than false things true, below 0 the other way round.
    """

    sensitivity: float
    criterion: float

    @property
    def leaning(self) -> int:
        """1 towards "false", -1 towards "true", 0 where there is none to speak of."""
        return 0 if abs(self.criterion) < LEANS else (1 if self.criterion > 0 else -1)


@dataclass(frozen=True, slots=True)
class Skill:
    """What verdicts tell of who gave them. `detection` is None where one of the two sorts of claim never came."""

    count: int
    labels_right: int
    strict: int
    """Label right and evidence complete, as FEVER scores (Thorne et al. 2018)."""
    matrix: dict[str, dict[str, int]]
    """How often a label was said, by the one that is right."""
    detection: Detection | None


def skill(judged: Sequence[Judged]) -> Skill:
    """The skill that verdicts show, however few they are."""
    said = Counter((each.is_, each.said) for each in judged)
    return Skill(
        count=len(judged),
        labels_right=sum(each.is_ == each.said for each in judged),
        strict=sum(is_right(each.score) for each in judged),
        matrix={right: {label: said[right, label] for label in VERDICTS} for right in VERDICTS},
        detection=_detection(judged),
    )


def _detection(judged: Iterable[Judged]) -> Detection | None:
    """Over claims that are supported or contradicted and were called one of the two."""
    told = [each for each in judged if {each.is_, each.said} <= {"supported", "contradicted"}]
    true = [each.said == "supported" for each in told if each.is_ == "supported"]
    false = [each.said == "supported" for each in told if each.is_ == "contradicted"]
    return detection(sum(true), len(true), sum(false), len(false)) if true and false else None


def detection(hits: int, true: int, false_alarms: int, false: int) -> Detection:
    """From `hits` of `true` claims called true, and `false_alarms` of `false` claims called true."""
    hit, alarm = _Z((hits + 0.5) / (true + 1)), _Z((false_alarms + 0.5) / (false + 1))
    return Detection(hit - alarm, -(hit + alarm) / 2)
