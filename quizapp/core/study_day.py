"""Study days: the days of a learner's own calendar, which begin at the rollover instead of midnight."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROLLOVER = 240
"""Minutes after midnight at which a study day begins by default: 04:00."""


NOWHERE = ("localtime", "posixrules", "Factory")
"""Names in the database of zones that mean whatever a machine is set to."""


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The time zone called `name`. Raises ValueError for a name that no zone has, or that says "this machine's"."""
    try:
        if name in NOWHERE:
            raise ValueError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'there is no time zone "{name[:40]}"') from error


def study_day(at: datetime, zone: str, rollover: int = ROLLOVER, not_before: date | None = None) -> date:
    """The study day of the moment `at` by the wall clock in `zone`.

    `not_before` is the last study day so far: when somebody travels west, the day does not go back.
    """
    wall = at.astimezone(zone_of(zone)).replace(tzinfo=None)
    day = (wall - timedelta(minutes=rollover)).date()
    return max(day, not_before) if not_before else day


def midnight(day: date) -> datetime:
    """The moment that stands for a study day where a scheduler wants a moment: whole days apart, whatever the clock."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
