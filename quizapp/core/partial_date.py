"""Dates as texts give them: a year, a month, a day, or a day whose year is not told."""

import re
from calendar import monthrange
from dataclasses import dataclass

_ISO = re.compile(r"(?:([0-9]{4})|-)(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which some parts may be unknown (None). At least the year or the month is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a date that no calendar has."""
        if self.year is None and (self.month is None or self.day is None):
            raise ValueError("a date needs a year, or a month and a day")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise ValueError(f"the year {self.year} is out of range")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"there is no month {self.month}")
        # A day without a year may be 29 February, so a leap year stands in.
        if (
            self.day is not None
            and self.month is not None
            and not 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]
        ):
            raise ValueError(f"month {self.month} has no day {self.day}")

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2008", "2023-09", "2023-09-24" or "--09-24" (ISO 8601, year left out). Raises ValueError."""
        found = _ISO.fullmatch(text)
        if not found:
            raise ValueError(f'"{text}" is not a date like 2008, 2023-09, 2023-09-24 or --09-24')
        year, month, day = (int(part) if part else None for part in found.groups())
        return cls(year, month, day)

    def __str__(self) -> str:
        """The form that `parse` reads."""
        parts = [f"{self.year:04d}" if self.year is not None else "-"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def sort_key(self) -> tuple[int, int, int]:
        """Chronological order, unknown parts first."""
        return (self.year or 0, self.month or 0, self.day or 0)
