"""The browser's time zone, for who has never been given one."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.enrol import enrol_guest
from quizapp.actions.set_zone import set_zone
from quizapp.core.preferences import Preferences
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.models import Learner


@pytest.mark.parametrize(
    ("before", "settings", "said", "after"),
    [
        ("UTC", {}, "Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", {"heard": 1}, "Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", Preferences().data(), "Asia/Tokyo", "UTC"),
        ("Europe/Paris", {}, "Asia/Tokyo", "Europe/Paris"),
        ("UTC", {}, "Nowhere/Land", "UTC"),
        ("UTC", {}, "", "UTC"),
    ],
)
def test_a_zone_that_was_given_or_chosen_stays(
    session: Session, before: str, settings: dict[str, object], said: str, after: str
) -> None:
    write(session)
    learner_id, _ = enrol_guest(session, datetime(2026, 11, 24, tzinfo=UTC), before)
    session.execute(update(Learner).where(Learner.id == learner_id).values(settings=settings))
    assert set_zone(session, learner_id, said) == (before != after)
    assert learners.by_id(session, learner_id).zone == after
