"""The graded answers to one question of an activity, with what regrading them needs, and the points of its attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.core.question import Response
from quizapp.storage.asked import tested
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import (
    Answer,
    Asked,
    Attempt,
    Grading,
    Member,
    Player,
    Question,
    QuestionRevision,
)
from quizapp.storage.rooms import COUNTED


@dataclass(frozen=True, slots=True)
class Subject:
    """What a ruling is about: a question revision, with the internal ids of its tested facts in their order."""

    question_revision_id: int
    question: CoreQuestion
    fact_ids: tuple[int, ...]
    guess_rate: float


@dataclass(frozen=True, slots=True)
class Given:
    """A graded answer. `first` is its score by the question's own key; `number` and `at` are of the latest grading."""

    answer_id: int
    attempt_id: int
    learner_id: int
    response: Response
    confidence: int | None
    given_at: datetime
    released_at: datetime | None
    bucket: str
    first: float
    first_parts: dict[str, Any]
    number: int
    score: float
    parts: dict[str, Any]
    at: datetime


_first = aliased(Grading)
_GIVEN = (
    select(
        Answer.id,
        Attempt.id,
        Attempt.learner_id,
        Answer.response,
        Answer.confidence,
        Answer.given_at,
        Asked.released_at,
        _first.bucket,
        _first.score,
        _first.parts,
        Grading.number,
        Grading.score,
        Grading.parts,
        Grading.at,
    )
    .join(Asked, Asked.attempt_id == Attempt.id)
    .join(Answer, Answer.asked_id == Asked.id)
    .join(_first, and_(_first.answer_id == Answer.id, _first.number == 1))
    .join(Grading, LATEST)
    .order_by(Attempt.learner_id, Answer.given_at, Answer.id)
)


def subject(db: Session, question_revision_id: int) -> Subject:
    """The question of a revision that exists."""
    row = db.execute(
        select(Question.kind, Question.slug, QuestionRevision.data, QuestionRevision.guess_rate)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(QuestionRevision.id == question_revision_id)
    ).one()
    facts = tested(db, [question_revision_id])[question_revision_id]
    question = KINDS[row.kind].load(row.slug, tuple(slug for _, slug in facts), row.data)
    return Subject(question_revision_id, question, tuple(fact_id for fact_id, _ in facts), row.guess_rate)


def given(
    db: Session, activity_id: int, question_revision_id: int, learner_ids: Sequence[int] | None = None
) -> list[Given]:
    """The graded answers to a question, by learner and time; only those of some learners, if given."""
    asked = (Attempt.activity_id == activity_id, Asked.question_revision_id == question_revision_id)
    among = true() if learner_ids is None else Attempt.learner_id.in_(learner_ids)
    return [Given(*row) for row in db.execute(_GIVEN.where(*asked, among))]


def of_learners(db: Session, question_revision_id: int, learner_ids: Sequence[int]) -> list[tuple[Given, int | None]]:
    """The graded answers of some learners to a question wherever it was asked, each with its activity, if any."""
    query = _GIVEN.add_columns(Attempt.activity_id).where(
        Asked.question_revision_id == question_revision_id, Attempt.learner_id.in_(learner_ids)
    )
    return [(Given(*row[:-1]), row[-1]) for row in db.execute(query)]


def learners_who_answered(db: Session, revision_ids: Sequence[int], after: int, limit: int) -> list[int]:
    """The next learners after an internal id, in order, who answered one of some questions."""
    return list(
        db.scalars(
            select(Attempt.learner_id)
            .join(Asked, Asked.attempt_id == Attempt.id)
            .join(Answer, Answer.asked_id == Asked.id)
            .where(Asked.question_revision_id.in_(revision_ids), Attempt.learner_id > after)
            .distinct()
            .order_by(Attempt.learner_id)
            .limit(limit)
        )
    )


def last_graded(db: Session, revision_ids: Sequence[int]) -> int:
    """The internal id of the latest first grading of an answer to one of some questions; 0 where there is none."""
    asked = (
        select(func.max(Grading.id))
        .join(Answer, Answer.id == Grading.answer_id)
        .join(Asked, Asked.id == Answer.asked_id)
        .where(Asked.question_revision_id.in_(revision_ids), Grading.number == 1)
    )
    return db.scalar(asked) or 0


def to_be_graded(db: Session, revision_ids: Sequence[int]) -> bool:
    """Whether an answer to one of some questions has no grade yet, or may still be given. Cards last for a day only."""
    found = (
        select(Asked.id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .outerjoin(Answer, Answer.asked_id == Asked.id)
        .outerjoin(Grading, Grading.answer_id == Answer.id)
        .where(Asked.question_revision_id.in_(revision_ids), Grading.id.is_(None), Attempt.purpose != "card")
        .where(or_(Answer.id.is_not(None), Attempt.finished_at.is_(None)))
        .limit(1)
    )
    return db.scalar(found) is not None


def learners_asked(db: Session, activity_id: int, question_revision_id: int) -> list[int]:
    """The internal ids of the learners who were asked a question in an activity, in order."""
    return list(
        db.scalars(
            select(Attempt.learner_id)
            .join(Asked, Asked.attempt_id == Attempt.id)
            .where(Attempt.activity_id == activity_id, Asked.question_revision_id == question_revision_id)
            .distinct()
            .order_by(Attempt.learner_id)
        )
    )


@dataclass(frozen=True, slots=True)
class Points:
    """An attempt in an activity: whose it is, as they are called there, and its points, dropped questions included."""

    attempt_id: int
    learner_id: int
    name: str
    scores: dict[int, float | None]
    """By question revision; None where there is no grade."""


def points(db: Session, activity_id: int, class_id: int | None) -> list[Points]:
    """The points of every attempt of an activity that counts, by name."""
    rows = db.execute(
        select(
            Attempt.id,
            Attempt.learner_id,
            func.coalesce(Player.name, Member.name, ""),
            Asked.question_revision_id,
            Grading.score,
        )
        .join(Asked, Asked.attempt_id == Attempt.id)
        .outerjoin(Answer, Answer.asked_id == Asked.id)
        .outerjoin(Grading, LATEST)
        .outerjoin(Player, Player.attempt_id == Attempt.id)
        .outerjoin(Member, and_(Member.learner_id == Attempt.learner_id, Member.class_id == class_id))
        .where(Attempt.activity_id == activity_id, Player.state.is_(None) | Player.state.in_(COUNTED))
        .order_by(Attempt.id, Asked.position)
    )
    found: dict[int, Points] = {}
    for attempt_id, learner_id, name, revision_id, score in rows:
        known = found.setdefault(attempt_id, Points(attempt_id, learner_id, name, {}))
        known.scores[revision_id] = score
    return sorted(found.values(), key=lambda each: (each.name.casefold(), each.attempt_id))
