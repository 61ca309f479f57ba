"""Hand in an attempt: what is unanswered stays so, what was withheld is released, and who earned it is certified."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.certify import certify
from quizapp.actions.release import grade_and_release
from quizapp.actions.withdraw import withdraw
from quizapp.storage import asked, learners
from quizapp.storage.learners import Who
from quizapp.storage.models import Activity, Attempt
from quizapp.storage.rulings import ruled

ABANDONED_AFTER = timedelta(hours=24)


def hand_in(db: Session, who: Who, attempt_id: int, now: datetime) -> None:
    """Finish the learner's attempt with that internal id. Doing it twice does it once.

    What a correction withdrew before it was answered goes (`actions.withdraw`).

    Where an assignment tells results only after its window, nothing is graded yet (`actions.settle`).
    """
    withdraw(db, attempt_id)
    activity_id = db.scalar(select(Attempt.activity_id).where(Attempt.id == attempt_id))
    if not _withheld(db, activity_id):
        release_all(db, who, attempt_id, activity_id, now)
    db.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.finished_at.is_(None))
        .values(finished_at=now)
        .execution_options(synchronize_session=False)
    )
    certify(db, attempt_id, now)


def _withheld(db: Session, activity_id: int | None) -> bool:
    settings = db.scalar(select(Activity.settings).where(Activity.id == activity_id, Activity.kind == "assignment"))
    return bool(settings and settings.get("feedback") == "after" and not settings.get("settled"))


def release_all(db: Session, who: Who, attempt_id: int, activity_id: int | None, now: datetime) -> None:
    """Grade and tell whatever in an attempt was answered and has no grade yet."""
    for item in asked.items(db, attempt_id):
        if item.answer_id is not None and item.response is not None and item.given_at and item.grade is None:
            rule = ruled(db, activity_id, item.question_revision_id)
            grade_and_release(db, who, item, item.answer_id, item.response, item.given_at, now, rule)


def abandoned(db: Session, now: datetime, limit: int = 50) -> list[tuple[int, int]]:
    """Practice attempts that nobody came back to: (attempt id, learner id)."""
    rows = db.execute(
        select(Attempt.id, Attempt.learner_id)
        .where(
            Attempt.finished_at.is_(None),
            Attempt.purpose == "practice",
            Attempt.started_at < now - ABANDONED_AFTER,
        )
        .order_by(Attempt.started_at)
        .limit(limit)
    )
    return [(attempt_id, learner_id) for attempt_id, learner_id in rows]


def close_abandoned(db: Session, attempt_id: int, learner_id: int, now: datetime) -> None:
    """Hand in an abandoned attempt for its learner."""
    hand_in(db, learners.by_id(db, learner_id), attempt_id, now)
