"""What a learner was certain of and wrong about."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from quizapp.core.calibration import CERTAIN
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.core.question import Response
from quizapp.storage.models import Answer, Asked, Grading, Question, QuestionRevision, Review


def sure_errors(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, tuple[CoreQuestion, Response]]:
    """By fact: the question last answered wrongly in spite of being certain, and that answer."""
    rows = db.execute(
        select(Review.fact_id, Question.kind, Question.slug, QuestionRevision.data, Answer.response)
        .join(Answer, Answer.id == Review.answer_id)
        .join(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1, Grading.score == 0))
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
        if not row.response.get("unknown")
    }
