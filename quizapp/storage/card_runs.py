"""A card session as it stands: its asked rows, and what came of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.grade import is_right
from quizapp.core.relearn import Outcome
from quizapp.storage.attempts import AttemptRow, open_attempts
from quizapp.storage.database import send
from quizapp.storage.models import (
    Answer,
    Asked,
    Grading,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Review,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One asked row of a card session."""

    asked_id: int
    position: int
    fact_id: int
    question_revision_id: int
    kind: str
    answer_id: int | None
    review_id: int | None
    undone: bool
    right: bool | None
    """None where it was put aside, or is not answered."""


def open_run(db: Session, learner_id: int) -> AttemptRow | None:
    """The learner's latest unfinished card session."""
    return next(iter(open_attempts(db, learner_id, "card")), None)


_UNDOING = aliased(Review)
_STEPS = (
    select(
        Asked.id,
        Asked.position,
        QuestionRevisionFact.fact_id,
        Asked.question_revision_id,
        Question.kind,
        Answer.id.label("answer_id"),
        Review.id.label("review_id"),
        _UNDOING.id.label("undone_by"),
        Grading.score,
    )
    .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
    .join(Question, Question.id == QuestionRevision.question_id)
    .join(
        QuestionRevisionFact,
        (QuestionRevisionFact.question_revision_id == QuestionRevision.id) & (QuestionRevisionFact.role == "tested"),
    )
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .outerjoin(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1))
    .outerjoin(Review, Review.answer_id == Answer.id)
    .outerjoin(_UNDOING, _UNDOING.voids_id == Review.id)
    .where(Asked.attempt_id == bindparam("attempt_id"))
    .order_by(Asked.position)
)


def steps(db: Session, attempt_id: int) -> list[Step]:
    """All asked rows of a session, in the order of their positions."""
    return [
        Step(
            row.id,
            row.position,
            row.fact_id,
            row.question_revision_id,
            row.kind,
            row.answer_id,
            row.review_id,
            row.undone_by is not None,
            None if row.score is None else is_right(row.score),
        )
        for row in send(db, _STEPS, {"attempt_id": attempt_id})
    ]


def outcomes(taken: Sequence[Step]) -> list[Outcome]:
    """What came of the answered steps that stand, in the order of their arrival."""
    standing = [step for step in taken if step.answer_id is not None and not step.undone]
    return [Outcome(step.fact_id, step.right) for step in sorted(standing, key=lambda step: step.answer_id or 0)]
