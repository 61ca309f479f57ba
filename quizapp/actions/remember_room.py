"""Let what was answered in rooms enter the players' own memories, once a question is closed: few at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from quizapp.actions.regrade import Word, settle
from quizapp.actions.remember import Seen, remember
from quizapp.core.calibration import CERTAIN
from quizapp.storage import learners
from quizapp.storage.models import (
    Activity,
    Answer,
    Asked,
    Attempt,
    Grading,
    Question,
    QuestionRevision,
    Review,
)
from quizapp.storage.rulings import ruled
from quizapp.storage.types import AnyRow, AnySelect

LOOKS_BACK = timedelta(days=3)
"""Rooms made before that have entered memory long ago."""


def rooms_waiting(db: Session, now: datetime) -> list[int]:
    """Rooms with an answer whose result is told and that no review is of yet."""
    rooms = select(Activity.id).where(Activity.kind == "room", Activity.created_at > now - LOOKS_BACK)
    which = Attempt.activity_id.in_(rooms)
    return list(db.scalars(_pending().where(which).with_only_columns(Attempt.activity_id).distinct()))


def waiting(db: Session, room_id: int, limit: int) -> list[int]:
    """Learners in a room with such an answer, some of them."""
    which = Attempt.activity_id == room_id
    return list(db.scalars(_pending().where(which).with_only_columns(Attempt.learner_id).distinct().limit(limit)))


def remember_room(db: Session, learner_ids: Sequence[int], now: datetime) -> int:
    """Write the reviews that are missing for these learners; returns how many answers entered memory.

    A rehearsal never does. The caller has begun to write for these learners, and commits.
    """
    rows = db.execute(_pending().where(Attempt.learner_id.in_(learner_ids)).order_by(Answer.given_at, Answer.id)).all()
    for row in rows:
        _remember(db, row)
    for activity_id, revision_id in dict.fromkeys((row.activity_id, row.question_revision_id) for row in rows):
        _follow(db, activity_id, revision_id, learner_ids, now)
    return len(rows)


def _follow(db: Session, activity_id: int, revision_id: int, learner_ids: Sequence[int], now: datetime) -> None:
    """Where a teacher has ruled on a question before its answers came here, they follow the ruling."""
    rule = ruled(db, activity_id, revision_id)
    if rule.dropped or rule.right:
        settle(db, activity_id, revision_id, Word(rule.by_id, rule.why, rule.at or now), learner_ids)


def _pending() -> AnySelect:
    """First gradings of answers in rooms whose questions are closed, without a review."""
    return (
        select(
            Attempt.learner_id,
            Attempt.activity_id,
            Asked.question_revision_id,
            Answer.id,
            Answer.given_at,
            Answer.confidence,
            Grading.parts,
            Question.kind,
            QuestionRevision.guess_rate,
        )
        .select_from(Attempt)
        .join(Activity, Activity.id == Attempt.activity_id)
        .join(Asked, Asked.attempt_id == Attempt.id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, (Grading.answer_id == Answer.id) & (Grading.number == 1))
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(
            Activity.kind == "room",
            Attempt.purpose == "room",
            Asked.released_at.is_not(None),
            ~exists().where(Review.answer_id == Answer.id),
        )
    )


def _remember(db: Session, row: AnyRow) -> None:
    who = learners.by_id(db, row.learner_id)
    parts = {int(fact_id): score for fact_id, score in row.parts.items()}
    remember(db, who, Seen(row.given_at, row.id, row.confidence == CERTAIN), parts, row.guess_rate)
