"""Delete a sheet that was typed in: it counts no more and can be typed in again. Its rows stay, with the reason."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from quizapp.actions.remember import Seen, note
from quizapp.storage import learners
from quizapp.storage.models import Answer, Asked, Attempt, Audit, Learner, Review
from quizapp.storage.users import Account

DELETED = "deleted sheet"
"""The purpose of an attempt that was one: it belongs to no activity, and nothing of it is told."""


class NoReason(ValueError):
    """Whoever deletes a sheet has to say why: the log keeps it."""


def delete_sheet(db: Session, by: Account, activity_id: int, learner_id: int, why: str, now: datetime) -> bool:
    """Delete what was typed in for a pupil in the activity with that internal id; False where there is nothing.

    Reviews of its answers are voided, and memory is what it would be without them. What was answered on a screen stays.
    Raises NoReason. The caller has begun to write for the learner.
    """
    if not why.strip():
        raise NoReason
    of_pupil = (Attempt.activity_id == activity_id, Attempt.learner_id == learner_id)
    sheets = [each for each in db.scalars(select(Attempt).where(*of_pupil)).all() if "paper" in each.settings]
    pupil = db.scalar(select(Learner.public_id).where(Learner.id == learner_id))
    for sheet in sheets:
        _void(db, learner_id, sheet.id, now)
        before = {"activity": activity_id, "learner": pupil, "version": sheet.settings["paper"]}
        subject = f"attempt/{sheet.public_id}"
        row = {"at": now, "who": by.public_id, "action": "delete sheet", "subject": subject, "why": why.strip()}
        db.add(Audit(before=before, after=None, **row))
    ids = [sheet.id for sheet in sheets]
    db.execute(update(Attempt).where(Attempt.id.in_(ids)).values(activity_id=None, purpose=DELETED))
    db.execute(update(Asked).where(Asked.attempt_id.in_(ids)).values(released_at=None))
    db.flush()
    return bool(sheets)


def _void(db: Session, learner_id: int, attempt_id: int, now: datetime) -> None:
    who = learners.by_id(db, learner_id)
    for review_id, fact_id in _standing(db, attempt_id):
        note(db, who, fact_id, "undo", Seen(now), voids_id=review_id)


def _standing(db: Session, attempt_id: int) -> Sequence[tuple[int, int]]:
    """Reviews of its answers that nothing voids yet, each with its fact."""
    undo = aliased(Review)
    rows = db.execute(
        select(Review.id, Review.fact_id)
        .join(Answer, Answer.id == Review.answer_id)
        .join(Asked, Asked.id == Answer.asked_id)
        .where(Asked.attempt_id == attempt_id, ~exists().where(undo.voids_id == Review.id))
        .order_by(Review.id)
    )
    return [(review_id, fact_id) for review_id, fact_id in rows]
