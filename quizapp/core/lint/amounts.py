"""Numbers and dates in the editors' own short texts, such as an option "about 50 thousand"."""

import re
from calendar import month_name
from decimal import Decimal
from functools import lru_cache

from quizapp.core.fact import DateValue, Fact, NumberValue, Trap
from quizapp.core.partial_date import PartialDate

_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d{1,15})(\.\d{1,9})?\s?(thousand|million|billion|bn|m|k)?\b"
)
_SCALE = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HEDGES = re.compile(
    r"^(about|around|some|roughly|nearly|almost|over|under|more than|fewer than|less than|at least)\s+", re.I
)
_MONTHS = [name.casefold() for name in month_name if name]
_DATE = re.compile(r"^(?:(\d{1,2}) )?(" + "|".join(_MONTHS) + r")(?: (\d{1,2})(?!\d),?)?(?: ?(\d{4}))?$", re.I)


@lru_cache(maxsize=65536)
def amount(text: str) -> Decimal | None:
    """The number that `text` starts with after words like "about", or None."""
    text = _HEDGES.sub("", text.strip())
    word, _, rest = text.partition(" ")
    if word.casefold() in _NAMES:
        scale = _SCALE.get(rest.partition(" ")[0].casefold(), 1)
        return Decimal((_NAMES.index(word.casefold()) + 1) * scale)
    found = _NUMBER.match(text)
    if not found:
        return None
    whole, part, scale_name = found.groups()
    return Decimal(re.sub(r"\D", "", whole) + (part or "")) * _SCALE.get(scale_name or "", 1)


def day(text: str) -> PartialDate | None:
    """The date that `text` is ("24 September 2023", "September 24", "2008"), or None."""
    text = text.strip()
    if re.fullmatch(r"[12]\d{3}", text):
        return PartialDate(int(text))
    found = _DATE.match(text)
    if not found:
        return None
    before, month, after, year = found.groups()
    try:
        return PartialDate(
            int(year) if year else None,
            _MONTHS.index(month.casefold()) + 1,
            int(before or after) if before or after else None,
        )
    except ValueError:
        return None


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
