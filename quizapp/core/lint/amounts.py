"""Numbers and dates in the editors' own short texts, such as an option "about 50 thousand"."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from quizapp.core import date_reader, number_reader
from quizapp.core.fact import DateValue, Fact, NumberValue, Trap
from quizapp.core.partial_date import PartialDate

_BOUND = re.compile(r"^(nearly|almost|over|under|more than|fewer than|less than|at least)\s+", re.IGNORECASE)
_YEAR = re.compile(r"[12]\d{3}")
_UNIT = 2
"""A number with more than so many words behind it is a phrase that starts with a number."""


def amount(text: str) -> Decimal | None:
    """The number that `text` is, but for words like "about" before it and a unit behind it, or None."""
    found = _measured(text)
    return found[0] if found else None


@lru_cache(maxsize=65536)
def _measured(text: str) -> tuple[Decimal, str] | None:
    """The number and the unit behind it."""
    words = _BOUND.sub("", text.strip()).split()
    for end in range(len(words), max(0, len(words) - _UNIT - 1), -1):
        if numbers := number_reader.readings(" ".join(words[:end])):
            return numbers[0], " ".join(words[end:])
    return None


@lru_cache(maxsize=65536)
def day(text: str) -> PartialDate | None:
    """The date that `text` is, or None. Without a month's name only a year is one: "1.5" is a number."""
    dated = _YEAR.fullmatch(text.strip()) or any(sign.isalpha() for sign in text)
    return next(iter(date_reader.readings(text)), None) if dated else None


def are_sizes(texts: Iterable[str]) -> bool:
    """Whether all are dates, or numbers of one thing: "three men" and "one policeman" have no order."""
    texts = tuple(texts)
    found = [_measured(text) for text in texts]
    units = {each[1] for each in found if each}
    return all(map(day, texts)) or (all(found) and len(units - {""}) <= 1)


def is_true(says: str, fact: Fact, trap: Trap | None = None) -> bool:
    """Whether the number or date `says` (or the one its `trap` gives) is within the tolerance of the value of `fact`.

    A date is true where it tells no part that differs: "2023" is true of 24 September 2023.
    """
    if isinstance(fact.value, NumberValue):
        number = trap.number if trap and trap.number is not None else amount(says)
        return number is not None and abs(number - fact.value.number) <= fact.value.tolerance
    if isinstance(fact.value, DateValue):
        date = trap.date if trap and trap.date is not None else day(says)
        return date is not None and _covers(date, fact.value.date)
    return False


def _covers(wider: PartialDate, date: PartialDate) -> bool:
    pairs = ((wider.year, date.year), (wider.month, date.month), (wider.day, date.day))
    return all(told is None or told == known for told, known in pairs)
