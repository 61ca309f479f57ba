"""What was answered, in the words it was given in."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.core.question import Response
from quizapp.storage.database import send
from quizapp.storage.models import Answer, Asked, Attempt, Grading
from quizapp.storage.results.alike import Alike, as_text
from quizapp.storage.results.answers import graded


@dataclass(frozen=True, slots=True)
class Said:
    """An answer whose result is told: in which attempt, at which position, to which question, and in how many seconds.

    `regraded` tells that its grade is not the first one, `why` what was said about that.
    """

    answer_id: int
    attempt: int
    position: int
    question: int
    response: Response
    seconds: float | None
    regraded: bool
    why: str


def said(db: Session, activity_id: int, wrong_to: Iterable[int] | None = None) -> dict[tuple[int, int], Said]:
    """The answers of an activity by attempt and position; only those worth nothing to some question revisions."""
    query = graded().where(Attempt.activity_id == activity_id)
    if wrong_to is not None:
        query = query.where(Asked.question_revision_id.in_(tuple(wrong_to)), Grading.score <= 0)
    rows = send(
        db,
        query.with_only_columns(
            Answer.id,
            Asked.attempt_id,
            Asked.position,
            Asked.question_revision_id,
            as_text(Answer.response),
            Answer.elapsed,
            Grading.number > 1,
            Grading.why,
        ),
        {},
    )
    alike = Alike()
    return {
        (attempt, position): Said(answer_id, attempt, position, question, alike.read(response), *rest)
        for answer_id, attempt, position, question, response, *rest in rows
    }
