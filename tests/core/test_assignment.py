"""Assignments: windows, deadlines, wall clocks, and draws that are equally hard."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.assignment import (
    Assignment,
    assignment_from,
    counting,
    deadline,
    is_stuck,
    passes,
    problems,
    state,
)
from quizapp.core.draw import Candidate, clash, draw
from quizapp.core.even_draw import TOLERANCE, draw_like, mean
from quizapp.core.wall_clock import NoSuchTime, moment, offset_of, wall_of

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
OPENS = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=2)


@given(MOMENTS, st.sampled_from(ZONES))
def test_what_a_clock_shows_is_a_moment_it_shows_it_at(at: datetime, zone: str) -> None:
    wall = wall_of(at, zone)
    first, second = moment(wall, zone), moment(wall, zone, later=True)
    assert at in (first, second)
    assert first <= second
    assert wall_of(first, zone) == wall_of(second, zone) == wall


def test_an_hour_that_is_skipped_does_not_exist_and_a_doubled_one_opens_early_and_closes_late() -> None:
    with pytest.raises(NoSuchTime):
        moment(datetime(2026, 3, 29, 2, 30), "Europe/Berlin")
    twice = datetime(2026, 10, 25, 2, 30)
    opens, closes = moment(twice, "Europe/Berlin"), moment(twice, "Europe/Berlin", later=True)
    assert closes - opens == timedelta(hours=1)
    assert (offset_of(opens, "Europe/Berlin"), offset_of(closes, "Europe/Berlin")) == ("UTC+02:00", "UTC+01:00")


@given(st.integers(0, 7199), st.none() | st.integers(60, 28800), st.integers(0, 200))
def test_a_deadline_is_the_end_of_time_or_window_and_extra_time_only_moves_it_back(
    after: int, seconds: int | None, extra: int
) -> None:
    started = OPENS + timedelta(seconds=after)
    plain, longer = deadline(started, seconds, 0, CLOSES), deadline(started, seconds, extra, CLOSES)
    assert started < plain <= CLOSES
    assert longer - plain == timedelta(seconds=(seconds or 0) * extra / 100)
    assert seconds is None or plain - started <= timedelta(seconds=seconds)


def test_a_window_opens_at_its_moment_and_is_over_at_its_end() -> None:
    moments = (OPENS - timedelta(seconds=1), OPENS, CLOSES - timedelta(seconds=1), CLOSES)
    assert [state(OPENS, CLOSES, at) for at in moments] == ["planned", "open", "open", "over"]


def test_settings_come_back_from_json_and_what_is_wrong_is_named() -> None:
    wanted = Assignment("farhaven", topics=("tower",), questions=("a.choice.1",), seconds=600, feedback="now")
    assert assignment_from({**wanted.data(), "settled": True}) == wanted
    assert problems(wanted, OPENS, CLOSES) == {}
    bad = Assignment("farhaven", length=0, seconds=5, attempts=11, pass_mark=0, questions=("x",) * 51)
    assert set(problems(bad, CLOSES, OPENS)) == {"length", "questions", "minutes", "attempts", "pass_mark", "closes"}


def bank(rng: random.Random) -> list[Candidate]:
    """Sixty facts in five topics, each asked by two kinds, some in two forms; difficulties spread by a logit."""
    found = []
    for fact in range(60):
        for kind in ("choice", "text"):
            for _ in range(rng.choice((1, 2))):
                key = len(found) + 1
                hard = rng.gauss(0, 1)
                found.append(Candidate(key, (fact,), f"topic {fact % 5}", kind, f"stem {key}", (f"key {key}",), hard))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_individual_draws_match_in_topics_kinds_and_mean_difficulty_yet_differ(seed: int) -> None:
    rng = random.Random(seed)
    candidates = bank(rng)
    pattern = draw(candidates, 10, 0.0, rng)
    draws = [draw_like(pattern, candidates, random.Random(f"{seed}/{pupil}")) for pupil in range(30)]
    cells = Counter((each.topic, each.kind) for each in pattern)
    for each in draws:
        assert Counter((one.topic, one.kind) for one in each) == cells
        assert abs(mean(each) - mean(pattern)) <= TOLERANCE
        assert not any(clash(one, other) for place, one in enumerate(each) for other in each[:place])
    assert abs(fmean(mean(each) for each in draws) - mean(pattern)) < 0.15
    assert len({tuple(one.key for one in each) for each in draws}) > 10


def test_where_there_is_nothing_else_the_pattern_is_asked_as_it_is() -> None:
    pattern = [Candidate(1, (1,), "a", "choice", "s", ("k",)), Candidate(2, (2,), "b", "text", "t", ("l",))]
    assert draw_like(pattern, pattern, random.Random(1)) == pattern


def test_stuck_is_three_minutes_or_three_times_what_an_answer_takes() -> None:
    slow = [120.0] * 5
    assert not is_stuck(OPENS, OPENS + timedelta(minutes=3), [])
    assert is_stuck(OPENS, OPENS + timedelta(minutes=3, seconds=1), [])
    assert is_stuck(OPENS, OPENS + timedelta(minutes=3, seconds=1), slow[:4])
    assert not is_stuck(OPENS, OPENS + timedelta(minutes=6), slow)
    assert is_stuck(OPENS, OPENS + timedelta(minutes=6, seconds=1), slow)


def test_the_best_attempt_counts_and_of_equal_ones_the_first() -> None:
    assert counting([0.5, 0.9, 0.9]) == 1
    assert counting([0.0]) == 0


def test_a_pass_mark_is_reached_by_just_that_share() -> None:
    assert passes(0.6, 60) is True
    assert passes(0.1 + 0.2, 30) is True
    assert passes(0.5999, 60) is False
    assert passes(1.0, None) is None
