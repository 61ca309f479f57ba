"""Plans to a date: all facts are met in time wherever there is time."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.preferences import MOST_NEW_A_DAY, Preferences
from quizapp.core.readiness import ROOM, days_of, needed, new_today, plan
from quizapp.core.schedule import Schedule
from quizapp.core.workload import Known

TODAY = date(2026, 11, 24)


@given(unseen=st.integers(0, 3000), left=st.integers(1, 300))
def test_every_fact_is_met_in_time(unseen: int, left: int) -> None:
    a_day = needed(unseen, TODAY, TODAY + timedelta(days=left))
    meeting_days = left - ROOM + 1 if left >= ROOM else left
    assert a_day * meeting_days >= unseen
    assert (a_day - 1) * meeting_days < unseen or unseen == a_day == 0


@given(unseen=st.integers(0, 500), left=st.integers(1, 120), prefers=st.integers(0, 50))
def test_following_it_day_by_day_meets_all(unseen: int, left: int, prefers: int) -> None:
    wanted = Preferences(new_a_day=prefers, ready_by=TODAY + timedelta(days=left), ready_bank="bank")
    rest = unseen
    for at in range(left):
        today = new_today(wanted, rest, TODAY + timedelta(days=at))
        assert prefers <= today <= MOST_NEW_A_DAY
        rest = max(0, rest - today)
        if at >= left - ROOM and left >= ROOM:
            assert not rest or unseen > MOST_NEW_A_DAY
    assert not rest or unseen > left * MOST_NEW_A_DAY


def test_without_a_date_or_after_it_the_preference_counts() -> None:
    assert new_today(Preferences(new_a_day=4), 100, TODAY) == 4
    assert new_today(Preferences(new_a_day=4, ready_by=TODAY - timedelta(days=1)), 100, TODAY) == 4
    assert plan(Preferences(ready_by=TODAY), Schedule(), Known(), 10, TODAY) is None


def test_what_it_costs() -> None:
    day = TODAY + timedelta(days=18)
    made = plan(Preferences(ready_by=day, ready_bank="bank"), Schedule(), Known(), 108, TODAY, seconds=15)
    assert made
    assert made.new_a_day == 10
    assert len(made.answers) == 18
    assert days_of(made)[0] == TODAY
    assert days_of(made)[-1] == day - timedelta(days=1)
    assert 10 < made.answers_a_day < 40
    assert made.minutes_a_day == made.answers_a_day / 4
    assert 80 < made.recalled < 108


def test_too_much_is_said() -> None:
    made = plan(Preferences(ready_by=TODAY + timedelta(days=2), ready_bank="bank"), Schedule(), Known(), 1000, TODAY)
    assert made
    assert made.new_a_day == MOST_NEW_A_DAY
    assert made.unmet == 600
