"""Due days: at the target of recall, off the easy days where that may be, across leap days and changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.memory import LONGEST, RIGHTS_WANTED, Evidence, Memory, move
from quizapp.core.schedule import SHORTEST_MOVED, Schedule
from quizapp.core.study_day import study_day

memories = st.builds(
    Memory,
    st.floats(0.1, 4000),
    st.floats(1, 10),
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
)
retentions = st.floats(0.7, 0.97)
easy = st.frozensets(st.integers(0, 6), max_size=6)


@given(memories, retentions)
def test_recall_has_fallen_to_the_target_on_the_due_day(memory: Memory, retention: float) -> None:
    due = Schedule(retention).due(memory)
    assert due > memory.last_day
    if 1 < (due - memory.last_day).days < LONGEST:
        assert memory.recall(due + timedelta(days=1)) < retention < memory.recall(due - timedelta(days=1))


@given(memories, retentions, easy)
def test_easy_days_move_a_long_interval_a_little_and_a_short_one_not(
    memory: Memory, retention: float, easy: frozenset[int]
) -> None:
    usual, moved = Schedule(retention).due(memory), Schedule(retention, easy).due(memory)
    interval = (usual - memory.last_day).days
    off = abs((moved - usual).days)
    assert off <= min(3, max(1, round(interval * 0.15)))
    assert moved > memory.last_day
    if interval < SHORTEST_MOVED or usual.weekday() not in easy:
        assert moved == usual
    elif off:
        assert moved.weekday() not in easy


@given(memories, st.integers(1, 400))
def test_the_grades_lead_to_longer_and_longer_intervals(memory: Memory, after: int) -> None:
    again, hard, good, simple = Schedule().intervals(memory, memory.last_day + timedelta(days=after))
    assert 1 <= again <= hard <= good <= simple


def test_a_sure_error_is_due_daily_until_right_on_two_days() -> None:
    day = date(2026, 11, 24)
    memory = move(None, Evidence(0.0, 1 / 3, certain=True), day)
    assert memory.wanted == RIGHTS_WANTED
    for wanted in (2, 1):
        assert memory.wanted == wanted
        assert Schedule(easy_days=frozenset(range(6))).due(memory) == day + timedelta(days=1)
        day += timedelta(days=1)
        memory = move(memory, Evidence(1.0, 0.0), day)
    assert memory.wanted == 0


@pytest.mark.parametrize("last", [date(2028, 2, 26), date(2100, 2, 26)])
def test_a_leap_day_is_a_day_like_any_other(last: date) -> None:
    memory = Memory(4.0, 5.0, last)
    assert Schedule().due(memory) == last + timedelta(days=4)
    assert (Schedule().due(memory) == date(2028, 3, 1)) == (last.year == 2028)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"])
@pytest.mark.parametrize("month", [3, 4, 10, 11])
def test_a_change_of_the_clock_moves_no_due_day(zone: str, month: int) -> None:
    """Answered every day at the same UTC hour, each study day is the next one: none is skipped, none comes twice."""
    first = datetime(2026, month, 1, 11, 30, tzinfo=UTC)
    days = [study_day(first + timedelta(days=n), zone) for n in range(31)]
    assert days == [days[0] + timedelta(days=n) for n in range(31)]
    memory = move(None, Evidence(own_grade=3), days[0])
    assert Schedule().due(memory) in days


@given(st.sampled_from(("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago")), st.integers(0, 47))
def test_who_travels_never_goes_back_a_study_day(zone: str, hours: int) -> None:
    before = study_day(datetime(2026, 11, 24, 12, tzinfo=UTC), "Pacific/Kiritimati")
    after = study_day(datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(hours=hours), zone, not_before=before)
    assert after >= before
