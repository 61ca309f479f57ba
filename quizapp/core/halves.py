"""The better and the worse half of a class, split fairly where many stand on the border."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from quizapp.core.key_alarm import Told


class Placed(NamedTuple):
    """An answer with the part of it that counts in the top and in the bottom half; both are 0 without a rest."""

    bucket: str
    rest: float | None
    top: float
    bottom: float


def halves(answers: Sequence[Told]) -> list[Placed]:
    """Place each answer by rest: the halves are equal, and all who stand on the border count in the same part."""
    rests = [each.rest for each in answers if each.rest is not None]
    if not rests:
        return [Placed(each.bucket, None, 0.0, 0.0) for each in answers]
    border = median(rests)
    above, on = sum(rest > border for rest in rests), rests.count(border)
    part = (len(rests) / 2 - above) / on if on else 0.0
    return [_placed(each, border, part) for each in answers]


def _placed(each: Told, border: float, part: float) -> Placed:
    if each.rest is None:
        return Placed(each.bucket, None, 0.0, 0.0)
    top = part if each.rest == border else float(each.rest > border)
    return Placed(each.bucket, each.rest, top, 1 - top)
