"""Dates as people type them.

Read are years ("2008"), months ("September 2023", "2023-09", "9/2023"), days without a year ("24 September",
"September 24th", "24.9.", "24/9") and whole dates ("24 Sep 2023", "Sept 24, 2023", "2023-09-24", "24.9.2023").
Months have English names. Years have four digits. Of two small numbers the day is taken to come first, but "4/9" may be
meant as 9 April, so it has two readings. Whoever calls decides what two readings mean.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from quizapp.core.partial_date import PartialDate

LONGEST = 40
"""Characters that a typed date may have."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = {name.casefold()[:3]: place for place, name in enumerate(MONTHS, start=1)}
_MONTH_NAME = re.compile("|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept", re.IGNORECASE)
_WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_SILENT = re.compile(rf"\b(?:on|in|the|of|about|around|circa|ca|{_WEEKDAY})\b\.?")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_TWO_SMALL = re.compile(r"(\d{1,2})[-/.] ?(\d{1,2})(?:[-/.] ?(\d{4}))?\.?")
_ORDERS = frozenset(("y", "my", "ym", "dm", "md", "dmy", "mdy", "ymd", "ydm"))


def readings(text: str) -> tuple[PartialDate, ...]:
    """Every date that `text` may mean, day before month first; none where it is no date, or one no calendar has."""
    return _readings(text) if len(text) <= LONGEST else ()


@lru_cache(maxsize=4096)
def _readings(text: str) -> tuple[PartialDate, ...]:
    line = "".join(_digit(sign) for sign in unicodedata.normalize("NFKC", text).casefold())
    line = " ".join(_SILENT.sub(" ", line).split())
    return tuple(dict.fromkeys(date for parts in _parts(line) for date in _real(*parts)))


def in_words(date: PartialDate) -> str:
    """`date` as text that `readings` reads back: "24 September 2023"."""
    month = MONTHS[date.month - 1] if date.month else None
    year = f"{date.year:04d}" if date.year is not None else None
    return " ".join(str(part) for part in (date.day, month, year) if part)


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _real(year: int | None, month: int | None, day: int | None) -> Iterator[PartialDate]:
    try:
        yield PartialDate(year, month, day)
    except ValueError:
        return


def _parts(line: str) -> Iterator[tuple[int | None, int | None, int | None]]:
    """Year, month and day of every reading of the normal form."""
    if found := _YEAR_FIRST.fullmatch(line):
        year, month, day = found.groups()
        yield int(year), int(month), int(day) if day else None
    elif found := _MONTH_YEAR.fullmatch(line):
        yield int(found[2]), int(found[1]), None
    elif found := _TWO_SMALL.fullmatch(line):
        one, other, year = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        yield year, other, one
        yield year, one, other
    else:
        yield from _worded(line)


def _worded(line: str) -> Iterator[tuple[int | None, int | None, int | None]]:
    """Words in an order that people use: the parts are told by their looks."""
    parts: dict[str, int] = {}
    for word in re.sub(r"[,.]+(?=\s|$)", "", line).replace(",", " ").split():
        name, value = _part(word)
        if name in parts or not name:
            return
        parts[name] = value
    if "".join(parts) in _ORDERS:
        yield parts.get("y"), parts.get("m"), parts.get("d")


def _part(word: str) -> tuple[str, int]:
    if _MONTH_NAME.fullmatch(word):
        return "m", _MONTH[word[:3]]
    if re.fullmatch(r"\d{4}", word):
        return "y", int(word)
    found = _ORDINAL.fullmatch(word)
    return ("d", int(found[1])) if found else ("", 0)
