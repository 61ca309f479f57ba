"""What a learner was certain of and wrong about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from quizapp.core.calibration import CERTAIN
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.core.question import Response
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import send
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Fact,
    FactRevision,
    Grading,
    Memory,
    Question,
    QuestionRevision,
    Review,
)
from quizapp.storage.readable import readable, user_of


def still_wanted(learner_id: Any) -> tuple[ColumnElement[bool], ...]:
    """The memories of facts that a learner has not yet made good: few among many, read along an index of their own.

    SQLite sees only from a literal that a partial index will do. Even so it would rather read all that is known along
    the primary key, unless the learner is given as a range.
    """
    return Memory.learner_id.between(learner_id, learner_id), Memory.wanted > literal_column("0")


def sure_errors(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, tuple[CoreQuestion, Response]]:
    """By fact: the question last answered in certainty that earned nothing for the fact, and that answer."""
    rows = db.execute(
        select(Review.fact_id, Question.kind, Question.slug, QuestionRevision.data, Answer.response, Grading.parts)
        .join(Answer, Answer.id == Review.answer_id)
        .join(Grading, LATEST)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(
            Review.learner_id == learner_id,
            Review.fact_id.in_(fact_ids),
            Review.type == "answer",
            Answer.confidence == CERTAIN,
        )
        .order_by(Review.given_at, Review.id)
    )
    return {
        row.fact_id: (KINDS[row.kind].load(row.slug, (), row.data), row.response)
        for row in rows
        if row.parts.get(str(row.fact_id), 1.0) <= 0 and not row.response.get("unknown")
    }


_LEARNER = bindparam("learner_id", type_=Integer)
_SURE_WRONG = (
    select(func.count())
    .select_from(Memory)
    .join(FactRevision, FactRevision.fact_id == Memory.fact_id)
    .join(Fact, Fact.id == Memory.fact_id)
    .join(Bank, Bank.id == Fact.bank_id)
    .where(readable(user_of(_LEARNER)), *still_wanted(_LEARNER), *LIVE_FACT)
)


def sure_wrong(db: Session, learner_id: int) -> int:
    """How many live facts the learner was certain of and wrong about, and has not yet made good."""
    return int(send(db, _SURE_WRONG, {"learner_id": learner_id}).scalar_one())
