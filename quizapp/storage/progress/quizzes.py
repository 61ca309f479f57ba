"""The quizzes a learner has finished."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.gradings import LATEST
from quizapp.storage.models import Answer, Asked, Attempt, Grading

PAGE = 20
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Quiz:
    """A finished quiz: points of at most one a question."""

    public_id: str
    finished_at: datetime
    points: float
    questions: int


def quizzes(db: Session, learner_id: int, page: int) -> tuple[list[Quiz], bool]:
    """The finished quizzes on a page (from 1) of PAGE, the latest first, and whether older ones follow."""
    found = db.execute(
        select(Attempt.id, Attempt.public_id, Attempt.finished_at)
        .where(Attempt.learner_id == learner_id, Attempt.purpose == "practice", Attempt.finished_at.is_not(None))
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(PAGE + 1)
        .offset((min(page, LAST_PAGE) - 1) * PAGE)
    ).all()
    points = {
        attempt_id: (questions, float(score or 0))
        for attempt_id, questions, score in db.execute(
            select(Asked.attempt_id, func.count(), func.sum(Grading.score))
            .outerjoin(Answer, Answer.asked_id == Asked.id)
            .outerjoin(Grading, LATEST)
            .where(Asked.attempt_id.in_([row.id for row in found[:PAGE]]))
            .group_by(Asked.attempt_id)
        )
    }
    told = [
        Quiz(row.public_id, row.finished_at, points[row.id][1], points[row.id][0])
        for row in found[:PAGE]
        if row.id in points and row.finished_at
    ]
    return told, len(found) > PAGE
