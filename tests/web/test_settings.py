"""A learner's settings over HTTP, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from sqlalchemy import func, insert, select
from werkzeug.test import TestResponse

from quizapp.actions import catch_up
from quizapp.actions.run_jobs import run_due
from quizapp.core.preferences import preferences_from
from quizapp.storage.memories import state_of
from quizapp.storage.models import Fit, Job, Learner, LearnerBank, Memory, Review
from quizapp.web.database import db

GOOD: dict[str, Any] = {
    "new_a_day": "7",
    "order": "topic",
    "forms": "typed",
    "retention": "85",
    "easy_days": ["5", "6"],
    "zone": "Asia/Tokyo",
    "rollover": "3",
    "banks": ["farhaven"],
    "ready_by": "",
    "ready_bank": "",
}
DAY = date(2026, 11, 24)


def save(player: Player, **changes: Any) -> TestResponse:
    return player.client.post("/settings", data={**GOOD, "csrf_token": player.token(), **changes})


def learner() -> Learner:
    found = db.session.query(Learner).order_by(Learner.id.desc()).first()
    assert found
    return found


def test_a_stranger_sees_defaults_and_nothing_is_stored(player: Player) -> None:
    page = player.client.get("/settings")
    assert page.status_code == 200
    assert 'value="10"' in page.text
    assert "data-zone" in page.text
    assert "Not enough answers yet: 0 of 400" in page.text
    assert player.client.get_cookie("quizapp") is None
    with player.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Learner)) == 0


def test_a_stranger_who_saves_becomes_a_guest_and_finds_it_again(player: Player) -> None:
    response = save(player)
    assert response.status_code == 303
    assert "Saved." in player.client.get(response.location).text
    with player.app.app_context():
        kept = preferences_from(learner().settings)
        assert (kept.new_a_day, kept.order, kept.forms, kept.retention) == (7, "topic", "typed", 0.85)
        assert kept.easy_days == (5, 6)
        assert (learner().zone, learner().rollover) == ("Asia/Tokyo", 180)
    page = player.client.get("/settings").text
    assert "<option selected>Asia/Tokyo</option>" in page
    assert "data-zone" not in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("new_a_day", "201", "from 0 to 200"),
        ("new_a_day", "", "from 0 to 200"),
        ("new_a_day", "many", "from 0 to 200"),
        ("retention", "98", "from 70 to 97"),
        ("rollover", "12", "from 0 to 11"),
        ("zone", "Mars/Base", "problem"),
        ("order", "upwards", "problem"),
        ("banks", "nowhere", "problem"),
        ("easy_days", ["0", "1", "2", "3", "4", "5", "6"], "Leave at least one day"),
        ("ready_by", "2020-01-01", "Choose a day after today"),
        ("ready_by", "soon", "problem"),
        ("ready_by", (date.today() + timedelta(days=20)).isoformat(), "Say which bank"),
        ("ready_by", "2999-01-01", "within a year"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_stored(player: Player, field: str, value: Any, said: str) -> None:
    save(player)
    with player.app.app_context():
        before = (learner().settings, learner().zone)
    response = save(player, **{"new_a_day": "9", "zone": "Europe/Berlin", field: value})
    assert response.status_code == 422
    assert "Nothing was saved yet" in response.text
    assert said in response.text
    with player.app.app_context():
        assert (learner().settings, learner().zone) == before


def test_a_date_makes_a_plan(player: Player) -> None:
    day = date.today() + timedelta(days=10)
    save(player, ready_by=day.isoformat(), ready_bank="farhaven")
    page = player.client.get("/settings").text
    assert "To be ready on" in page
    assert "of the 3 facts" in page


def test_a_bank_can_rest_and_feed_again(player: Player) -> None:
    save(player, banks=[])
    with player.app.app_context():
        assert db.session.scalars(select(LearnerBank.paused)).all() == [True]
    save(player)
    with player.app.app_context():
        assert db.session.scalars(select(LearnerBank.paused)).all() == [False]


def answered(player: Player) -> None:
    player.start(length="3", zone="Europe/Berlin")
    for position in player.positions():
        player.answer(position)


def test_due_days_follow_the_target(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catch_up, "BATCH", 1)
    answered(player)
    save(player, retention="70")
    with player.app.app_context():
        session = db.session()
        assert session.scalar(select(func.count()).where(Job.name.like("memories/%"))) == 1
        run_due(session, NOW, "me")
        assert session.scalar(select(func.count()).where(Job.name.like("memories/%"))) == 0
        schedule = preferences_from(learner().settings).schedule
        assert schedule.retention == 0.7
        rows = session.scalars(select(Memory)).all()
        assert len(rows) > 1
        for row in rows:
            state = state_of(row)  # type: ignore[arg-type]
            assert state
            assert row.due_day == schedule.due(state)


def test_another_zone_leaves_past_days_as_they_were(player: Player) -> None:
    answered(player)
    with player.app.app_context():
        before = db.session.execute(select(Review.id, Review.study_day, Review.zone).order_by(Review.id)).all()
    save(player, zone="Pacific/Kiritimati", rollover="0")
    save(player, zone="Pacific/Pago_Pago", rollover="11")
    answered(player)
    with player.app.app_context():
        after = db.session.execute(select(Review.id, Review.study_day, Review.zone).order_by(Review.id)).all()
        assert after[: len(before)] == before
        last = dict(
            db.session.execute(select(Review.fact_id, func.min(Review.study_day)).group_by(Review.fact_id)).all()
        )  # type: ignore[arg-type]
        for row in db.session.execute(select(Review.fact_id, Review.study_day)):
            assert row.study_day >= last[row.fact_id]


@pytest.mark.parametrize(("adopted", "said"), [(True, "yours are used"), (False, "the default ones are used")])
def test_the_fit_is_told(player: Player, adopted: bool, said: str) -> None:
    save(player)
    with player.app.app_context():
        row = {"reviews": 500, "parameters": {}, "default_loss": 0.44, "fitted_loss": 0.43, "adopted": adopted}
        db.session.execute(insert(Fit).values(learner_id=learner().id, at=NOW, **row))
        db.session.commit()
    page = player.client.get("/settings").text
    assert said in page
    assert "0.440" in page


def test_weekdays_stand_in_order(player: Player) -> None:
    page = player.client.get("/settings").text
    assert page.index("Monday") < page.index("Tuesday") < page.index("Sunday")
