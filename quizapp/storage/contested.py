"""The questions of an activity and what became of them: what may be ruled on, and which single answers were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from quizapp.core.grade import RIGHT
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.storage.asked import tested
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import (
    ActivityQuestion,
    Answer,
    Asked,
    Attempt,
    Grading,
    Question,
    QuestionRevision,
    User,
)
from quizapp.storage.rulings import of_activity


@dataclass(frozen=True, slots=True)
class Contested:
    """A question of an activity: `answers` are those graded so far, `right` those of them that earn full marks."""

    question_revision_id: int
    question: CoreQuestion
    answers: int
    right: int


def questions(db: Session, activity_id: int) -> list[Contested]:
    """Every question that somebody in an activity is asked, in the order of the first."""
    planned = select(ActivityQuestion.question_revision_id, ActivityQuestion.position).where(
        ActivityQuestion.activity_id == activity_id
    )
    asked = (
        select(Asked.question_revision_id, Asked.position)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .where(Attempt.activity_id == activity_id)
    )
    both = union(planned, asked).subquery()
    first = func.min(both.c.position)
    rows = db.execute(
        select(both.c.question_revision_id)
        .group_by(both.c.question_revision_id)
        .order_by(first, both.c.question_revision_id)
    )
    ids = list(rows.scalars())
    counts = _counts(db, activity_id)
    loaded = _load(db, ids)
    return [Contested(each, loaded[each], *counts.get(each, (0, 0))) for each in ids]


def _load(db: Session, ids: Sequence[int]) -> dict[int, CoreQuestion]:
    rows = db.execute(
        select(QuestionRevision.id, Question.kind, Question.slug, QuestionRevision.data)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(QuestionRevision.id.in_(ids))
    )
    facts = tested(db, ids)
    return {
        revision_id: KINDS[kind].load(slug, tuple(fact for _, fact in facts.get(revision_id, ())), data)
        for revision_id, kind, slug, data in rows
    }


def _counts(db: Session, activity_id: int) -> dict[int, tuple[int, int]]:
    rows = db.execute(
        select(Asked.question_revision_id, Grading.score)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, LATEST)
        .where(Attempt.activity_id == activity_id)
    )
    found: dict[int, tuple[int, int]] = {}
    for revision_id, score in rows:
        answers, right = found.get(revision_id, (0, 0))
        found[revision_id] = answers + 1, right + (score >= RIGHT)
    return found


@dataclass(frozen=True, slots=True)
class Overruled:
    """An answer that a teacher graded otherwise: the attempt, where it stands there, and the word on it."""

    answer_id: int
    attempt_id: int
    question_revision_id: int
    position: int
    score: float
    why: str
    by: str | None
    at: datetime


def overruled(db: Session, activity_id: int, attempt_id: int | None = None) -> list[Overruled]:
    """The latest word on every answer that was graded otherwise, of an activity or of one attempt, the latest first."""
    moments: dict[int, set[datetime]] = {}
    for row in of_activity(db, activity_id):
        moments.setdefault(row.question_revision_id, set()).update(at for at in (row.at, row.lifted_at) if at)
    rows = db.execute(
        select(
            Answer.id,
            Asked.attempt_id,
            Asked.question_revision_id,
            Asked.position,
            Grading.score,
            Grading.why,
            User.shown_name,
            Grading.at,
        )
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, LATEST)
        .outerjoin(User, User.id == Grading.by_id)
        .where(
            Attempt.activity_id == activity_id,
            Grading.number > 1,
            Attempt.id == attempt_id if attempt_id is not None else Attempt.id.is_not(None),
        )
        .order_by(Grading.at.desc(), Grading.id.desc())
    )
    found = [Overruled(*row) for row in rows]
    return [each for each in found if each.at not in moments.get(each.question_revision_id, ())]
