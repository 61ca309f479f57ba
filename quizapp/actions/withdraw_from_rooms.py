"""Tell the rooms that go on what a correction has withdrawn, so that their hosts see it at once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.host_room import happen
from quizapp.core.room_commands import withdrawal
from quizapp.storage import rooms, withdrawn
from quizapp.storage.models import ActivityQuestion, Question, QuestionRevision, Room


def withdraw_from_rooms(db: Session, bank_id: int, now: datetime) -> None:
    """Leave withdrawn questions of a bank out of every room that is not over.

    A room that misses this finds out by itself before it asks the next question. The caller has begun to write, and
    commits.
    """
    for room_id in db.scalars(
        select(Room.activity_id)
        .join(ActivityQuestion, ActivityQuestion.activity_id == Room.activity_id)
        .join(QuestionRevision, QuestionRevision.id == ActivityQuestion.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(Room.code.is_not(None), Question.bank_id == bank_id)
        .distinct()
        .order_by(Room.activity_id)
    ).all():
        row = rooms.locked(db, room_id)
        if row:
            happen(db, row, withdrawal(row.state, withdrawn.places(db, room_id)), now)
