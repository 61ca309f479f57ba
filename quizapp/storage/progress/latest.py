"""A learner's latest answers: what calibration, the skill at verdicts and "recognised, not recalled" are told from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.skill import Judged
from quizapp.storage.database import send
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import Answer, Asked, Attempt, Grading, Question, QuestionRevision, Review

MOST = 1000
"""Answers looked at: who somebody is now, and a bound on the work."""


@dataclass(frozen=True, slots=True)
class Given:
    """A graded answer whose result was told. `parts` is its score by internal fact id (as text)."""

    kind: str
    question_revision_id: int
    guess_rate: float
    confidence: int | None
    score: float
    parts: dict[str, float]
    label: str | None
    """What was said, where it was a verdict."""


_undone, _undoing = aliased(Review), aliased(Review)
_GIVEN = (
    select(
        Question.kind,
        QuestionRevision.id,
        QuestionRevision.guess_rate,
        Answer.confidence,
        Grading.score,
        Grading.parts,
        Answer.response["label"].as_string(),
    )
    .select_from(Attempt)
    .join(Asked, Asked.attempt_id == Attempt.id)
    .join(Answer, Answer.asked_id == Asked.id)
    .join(Grading, LATEST)
    .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
    .join(Question, Question.id == QuestionRevision.question_id)
    .where(
        Attempt.learner_id == bindparam("learner_id"),
        Asked.released_at.is_not(None),
        Question.kind != "card",
        ~exists(
            select(_undoing.id).join(_undone, _undone.id == _undoing.voids_id).where(_undone.answer_id == Answer.id)
        ),
    )
    .order_by(Attempt.started_at.desc(), Attempt.id.desc(), Asked.position.desc())
    .limit(MOST)
)


def latest(db: Session, learner_id: int) -> list[Given]:
    """The learner's MOST latest answers with their latest grading, the newest first.

    Graded cards are none, nor is what was undone.
    """
    return [Given(*row) for row in send(db, _GIVEN, {"learner_id": learner_id})]


def judged(db: Session, given: Sequence[Given]) -> list[Judged]:
    """The verdicts among answers, each with the label that is right. "I don't know" is no verdict."""
    told = [each for each in given if each.kind == "verdict" and each.label]
    revisions = {each.question_revision_id for each in told}
    right: dict[int, Any] = {
        revision_id: label
        for revision_id, label in db.execute(
            select(QuestionRevision.id, QuestionRevision.data["label"].as_string()).where(
                QuestionRevision.id.in_(revisions)
            )
        )
    }
    return [Judged(right[each.question_revision_id], str(each.label), each.score) for each in told]
