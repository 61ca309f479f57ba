"""What a learner did with one fact: their reviews of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.core.question import Response
from quizapp.storage.memories import LATEST
from quizapp.storage.models import Answer, Asked, Grading, Question, QuestionRevision, Review
from quizapp.storage.types import AnyRow

MOST = 50
"""How many of the latest reviews are told."""


@dataclass(frozen=True, slots=True)
class Event:
    """One review as told to its learner; `question` and `response` only of an answer."""

    type: str
    day: date
    undone: bool
    own_grade: int | None
    score: float | None
    question: CoreQuestion | None
    response: Response | None


def events(db: Session, learner_id: int, fact_id: int) -> list[Event]:
    """The latest MOST reviews of a fact, newest first, without undoings and without answers not yet released."""
    undoing = select(Review.id).where(Review.learner_id == learner_id, Review.fact_id == fact_id)
    voided = set(db.scalars(undoing.with_only_columns(Review.voids_id).where(Review.voids_id.is_not(None))))
    rows = db.execute(
        select(
            Review.id,
            Review.type,
            Review.study_day,
            Review.own_grade,
            Grading.parts,
            Answer.response,
            Question.kind,
            Question.slug,
            QuestionRevision.data,
        )
        .outerjoin(Answer, Answer.id == Review.answer_id)
        .outerjoin(Asked, Asked.id == Answer.asked_id)
        .outerjoin(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .outerjoin(Question, Question.id == QuestionRevision.question_id)
        .outerjoin(Grading, and_(Grading.answer_id == Review.answer_id, Grading.number == LATEST))
        .where(
            Review.learner_id == learner_id,
            Review.fact_id == fact_id,
            Review.voids_id.is_(None),
            or_(Review.answer_id.is_(None), Asked.released_at.is_not(None)),
        )
        .order_by(Review.given_at.desc(), Review.id.desc())
        .limit(MOST)
    )
    return [_event(row, fact_id, row.id in voided) for row in rows]


def _event(row: AnyRow, fact_id: int, undone: bool) -> Event:
    question = KINDS[row.kind].load(row.slug, (), row.data) if row.kind else None
    score = (row.parts or {}).get(str(fact_id))
    return Event(row.type, row.study_day, undone, row.own_grade, score, question, row.response)
