"""How far somebody is with a programme, and who is at risk."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizapp.core.memory import Memory
from quizapp.core.onboarding import Progress, forecast, is_repeated, next_step, standing

TODAY = date(2026, 11, 24)
NOTHING = Progress(False, False, 0, 0, 10, 0.0)
BEGUN = replace(NOTHING, pretest=True, forecast=0.9)


def test_what_comes_next_is_the_first_step_that_is_not_done() -> None:
    assert next_step(NOTHING.done(5)) == "pretest"
    assert next_step(replace(NOTHING, read=True).done(5)) == "pretest"
    assert next_step(replace(BEGUN, drilled=5).done(5)) == "read"
    assert next_step(replace(BEGUN, read=True, drilled=4).done(5)) == "drill"
    assert next_step(replace(BEGUN, read=True, drilled=5, repeated=10).done(5)) == "certify"


def test_a_fact_is_repeated_when_met_on_two_days_and_likely_to_be_recalled() -> None:
    fresh = Memory(10.0, 5.0, TODAY)
    assert is_repeated(fresh, 2, TODAY)
    assert not is_repeated(fresh, 1, TODAY)
    assert is_repeated(fresh, 2, TODAY + timedelta(days=10))
    assert not is_repeated(fresh, 2, TODAY + timedelta(days=11))
    assert not is_repeated(None, 0, TODAY)


def test_the_forecast_counts_facts_never_met_as_lost() -> None:
    known = Memory(10.0, 5.0, TODAY)
    assert (
        forecast([known, None], TODAY) == forecast([known, None], TODAY + timedelta(days=1)) == known.recall(TODAY) / 2
    )
    assert forecast([known, None], TODAY + timedelta(days=10)) == pytest.approx(0.45)
    assert forecast([], TODAY) == 0.0


def test_a_certificate_says_passed_until_it_expires() -> None:
    held = replace(BEGUN, certified=True)
    assert standing(held, 80, TODAY, TODAY - timedelta(days=1)) == "passed"
    assert standing(replace(held, expired=True), 80, TODAY, TODAY) == "expired"


def test_who_has_done_nothing_has_not_started_however_late() -> None:
    assert standing(NOTHING, 80, TODAY, TODAY - timedelta(days=1)) == "not started"
    assert standing(replace(NOTHING, read=True), 80, TODAY, TODAY - timedelta(days=1)) == "at risk"


@pytest.mark.parametrize(
    ("days", "share", "stands"),
    [(14, 0.79, "at risk"), (15, 0.79, "under way"), (14, 0.8, "under way"), (0, 0.9, "under way"), (-1, 1, "at risk")],
)
def test_at_risk_is_a_low_forecast_shortly_before_the_deadline_or_being_late(
    days: int, share: float, stands: str
) -> None:
    assert standing(replace(BEGUN, forecast=share), 80, TODAY, TODAY + timedelta(days=days)) == stands
