"""Study days: rollover, summer time, leap days and travel."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.study_day import study_day, zone_of

ZONES = st.sampled_from(("UTC", "Europe/Belgrade", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def test_the_day_begins_at_four() -> None:
    before = datetime(2026, 11, 24, 2, 59, tzinfo=UTC)
    assert study_day(before, "Europe/Belgrade") == date(2026, 11, 23)
    assert study_day(before + timedelta(minutes=1), "Europe/Belgrade") == date(2026, 11, 24)


def test_an_evening_and_the_next_morning_are_two_days() -> None:
    evening, morning = datetime(2026, 11, 24, 20, tzinfo=UTC), datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert study_day(morning, "UTC") - study_day(evening, "UTC") == timedelta(days=1)


def test_past_midnight_is_still_the_same_day() -> None:
    assert study_day(datetime(2026, 11, 25, 1, tzinfo=UTC), "UTC") == date(2026, 11, 24)


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_summer_time_neither_skips_nor_doubles_a_day(change: date) -> None:
    zone = ZoneInfo("Europe/Belgrade")
    noons = [datetime(change.year, change.month, change.day, 12, tzinfo=zone) + timedelta(days=n) for n in (-1, 0, 1)]
    days = [study_day(noon, "Europe/Belgrade") for noon in noons]
    assert days == [change + timedelta(days=n) for n in (-1, 0, 1)]


def test_a_leap_day_is_a_day() -> None:
    assert study_day(datetime(2028, 2, 29, 12, tzinfo=UTC), "UTC") == date(2028, 2, 29)


@given(MOMENTS, MOMENTS, ZONES, ZONES)
def test_the_day_never_goes_back_when_the_zone_moves(one: datetime, other: datetime, home: str, away: str) -> None:
    first, second = sorted((one, other))
    day = study_day(first, home)
    assert study_day(second, away, not_before=day) >= day


@given(MOMENTS, ZONES, st.integers(0, 720))
def test_a_day_lasts_about_a_day(moment: datetime, zone: str, rollover: int) -> None:
    today, later = (study_day(each, zone, rollover) for each in (moment, moment + timedelta(hours=26)))
    assert timedelta(days=1) <= later - today <= timedelta(days=2)


@pytest.mark.parametrize("name", ["localtime", "posixrules", "Factory"])
def test_a_zone_that_is_this_machines_own_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        zone_of(name)


def test_an_unknown_zone_is_refused() -> None:
    for name in ("Mars/Olympus", "", "../../etc/passwd", "/etc/localtime"):
        with pytest.raises(ValueError, match="time zone"):
            study_day(datetime(2026, 1, 1, tzinfo=UTC), name)
