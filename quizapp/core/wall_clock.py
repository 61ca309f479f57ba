"""Times as a teacher writes them, by the wall clock of a time zone, and as everything else counts them, in UTC."""

from datetime import UTC, datetime

from quizapp.core.study_day import zone_of


class NoSuchTime(ValueError):
    """The clocks went forward over this time: no clock of the zone ever showed it."""


def moment(wall: datetime, zone: str, later: bool = False) -> datetime:
    """The moment (in UTC) at which the clocks of `zone` show `wall`, which has no zone of its own.

    Where they show it twice, because they went back, it is the first time, or the second if `later`: what opens opens
    the first time, what closes closes the second. Raises NoSuchTime.
    """
    placed = wall.replace(tzinfo=zone_of(zone), fold=int(later))
    at = placed.astimezone(UTC)
    if wall_of(at, zone) != wall.replace(fold=0):
        raise NoSuchTime
    return at


def wall_of(at: datetime, zone: str) -> datetime:
    """What the clocks of `zone` show at a moment, without a zone."""
    return at.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def offset_of(at: datetime, zone: str) -> str:
    """How far the clocks of `zone` are from UTC at a moment, such as "UTC+02:00"."""
    told = at.astimezone(zone_of(zone)).strftime("%z")
    return f"UTC{told[:3]}:{told[3:5]}"
