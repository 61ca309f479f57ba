"""The answers of an activity whose results are told, each with its latest grade."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from quizapp.core.results import Given, first
from quizapp.storage.activities import ActivityRow
from quizapp.storage.models import Answer, Asked, Attempt, Grading, QuestionRevisionFact
from quizapp.storage.results.people import Person
from quizapp.storage.results.told import Told
from quizapp.storage.types import AnyRow, AnySelect

LATEST = select(func.max(Grading.number)).where(Grading.answer_id == Answer.id).correlate(Answer).scalar_subquery()


def graded() -> AnySelect:
    """The latest gradings of answers whose result is told: to be narrowed to an activity, and columns to be chosen."""
    return (
        select(Asked.id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, and_(Grading.answer_id == Answer.id, Grading.number == LATEST))
        .where(Asked.released_at.is_not(None))
    )


def first_answers(db: Session, activity: ActivityRow, people: Sequence[Person], told: Told) -> list[Given]:
    """What everybody answered first at each position that is told, and where they were asked and did not answer."""
    if not told.positions:
        return []
    scores = _scores(db, activity.id)
    parts = _parts(db, activity.id)
    tests = _tests(db, activity.id)
    whose = {attempt_id: person.id for person in people for attempt_id in person.attempts}
    order = {attempt_id: place for person in people for place, attempt_id in enumerate(person.attempts)}
    rows = [row for row in _asked(db, activity, told) if row.attempt_id in whose]
    rows.sort(key=lambda row: (order[row.attempt_id], row.position))
    return first(_given(row, whose[row.attempt_id], scores, parts, tests) for row in rows)


def _asked(db: Session, activity: ActivityRow, told: Told) -> Sequence[AnyRow]:
    """What was asked. An attempt that goes on may still answer what it has not, so that is left out."""
    over = Asked.released_at.is_not(None) | Attempt.finished_at.is_not(None)
    return db.execute(
        select(Asked.id, Asked.attempt_id, Asked.position, Asked.question_revision_id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .where(Attempt.activity_id == activity.id, Asked.position.in_(told.positions), over)
    ).all()


def _scores(db: Session, activity_id: int) -> dict[int, AnyRow]:
    rows = db.execute(
        graded()
        .where(Attempt.activity_id == activity_id)
        .with_only_columns(Asked.id, Grading.score, Grading.bucket, Answer.confidence)
    )
    return {row.id: row for row in rows}


def _tests(db: Session, activity_id: int) -> dict[int, tuple[int, ...]]:
    """The facts each question of an activity tests."""
    asked = select(Asked.question_revision_id).join(Attempt, Attempt.id == Asked.attempt_id)
    rows = db.execute(
        select(QuestionRevisionFact.question_revision_id, QuestionRevisionFact.fact_id)
        .where(
            QuestionRevisionFact.role == "tested",
            QuestionRevisionFact.question_revision_id.in_(asked.where(Attempt.activity_id == activity_id)),
        )
        .order_by(QuestionRevisionFact.question_revision_id, QuestionRevisionFact.part)
    )
    found: dict[int, tuple[int, ...]] = {}
    for revision_id, fact_id in rows:
        found[revision_id] = (*found.get(revision_id, ()), fact_id)
    return found


def _parts(db: Session, activity_id: int) -> dict[int, Mapping[str, float]]:
    """The scores by fact of answers to questions on several facts; those on one are worth to it what they score."""
    several = (
        select(QuestionRevisionFact.question_revision_id)
        .where(QuestionRevisionFact.role == "tested")
        .group_by(QuestionRevisionFact.question_revision_id)
        .having(func.count() > 1)
    )
    rows = db.execute(
        graded()
        .where(Attempt.activity_id == activity_id, Asked.question_revision_id.in_(several))
        .with_only_columns(Asked.id, Grading.parts)
    )
    return {asked_id: parts for asked_id, parts in rows}


def _given(
    row: AnyRow,
    person: int,
    scores: Mapping[int, AnyRow],
    parts: Mapping[int, Mapping[str, Any]],
    tests: Mapping[int, tuple[int, ...]],
) -> Given:
    found = scores.get(row.id)
    if found is None:
        return Given(person, row.attempt_id, row.position, row.question_revision_id, None)
    facts = tests.get(row.question_revision_id, ())
    by_fact = {fact: float(parts.get(row.id, {}).get(str(fact), found.score)) for fact in facts}
    return Given(
        *(person, row.attempt_id, row.position, row.question_revision_id),
        *(found.score, found.bucket, found.confidence, by_fact),
    )
