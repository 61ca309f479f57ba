"""The answers of activities whose results are told, each with its latest grade."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from quizapp.core.results import Given
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


def answers(db: Session, activity: ActivityRow, people: Sequence[Person], told: Told) -> list[Given]:
    """What everybody answered at each position that is told, and where they were asked and did not answer.

    Earlier attempts come before later ones (`core.results.first`).
    """
    whose = {attempt_id: person.id for person in people for attempt_id in person.attempts}
    return of_several(db, {activity.id: told}, whose)[activity.id]


def of_several(db: Session, wanted: Mapping[int, Told], whose: Mapping[int, int]) -> dict[int, list[Given]]:
    """The same for several activities, by their internal ids.

    `whose` names the person behind each attempt, earlier ones first; other attempts are left out.
    """
    told = {activity_id: frozenset(each.positions) for activity_id, each in wanted.items() if each.positions}
    found: dict[int, list[Given]] = {activity_id: [] for activity_id in wanted}
    scores, parts, tests = _scores(db, told), _parts(db, told), _tests(db, told)
    order = {attempt_id: place for place, attempt_id in enumerate(whose)}
    rows = [row for row in _asked(db, told) if row.attempt_id in whose and row.position in told[row.activity_id]]
    for row in sorted(rows, key=lambda row: (order[row.attempt_id], row.position)):
        found[row.activity_id].append(_given(row, whose[row.attempt_id], scores, parts, tests))
    return found


def _asked(db: Session, activity_ids: Collection[int]) -> Sequence[AnyRow]:
    """What was asked. An attempt that goes on may still answer what it has not, so that is left out."""
    over = Asked.released_at.is_not(None) | Attempt.finished_at.is_not(None)
    return db.execute(
        select(Asked.id, Asked.attempt_id, Asked.position, Asked.question_revision_id, Attempt.activity_id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .where(Attempt.activity_id.in_(activity_ids), over)
    ).all()


def _scores(db: Session, activity_ids: Collection[int]) -> dict[int, AnyRow]:
    rows = db.execute(
        graded()
        .where(Attempt.activity_id.in_(activity_ids))
        .with_only_columns(Asked.id, Grading.score, Grading.bucket, Answer.confidence)
    )
    return {row.id: row for row in rows}


def _tests(db: Session, activity_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The facts each question of these activities tests."""
    asked = select(Asked.question_revision_id).join(Attempt, Attempt.id == Asked.attempt_id)
    rows = db.execute(
        select(QuestionRevisionFact.question_revision_id, QuestionRevisionFact.fact_id)
        .where(
            QuestionRevisionFact.role == "tested",
            QuestionRevisionFact.question_revision_id.in_(asked.where(Attempt.activity_id.in_(activity_ids))),
        )
        .order_by(QuestionRevisionFact.question_revision_id, QuestionRevisionFact.part)
    )
    found: dict[int, tuple[int, ...]] = {}
    for revision_id, fact_id in rows:
        found[revision_id] = (*found.get(revision_id, ()), fact_id)
    return found


def _parts(db: Session, activity_ids: Collection[int]) -> dict[int, Mapping[str, float]]:
    """The scores by fact of answers to questions on several facts; those on one are worth to it what they score."""
    several = (
        select(QuestionRevisionFact.question_revision_id)
        .where(QuestionRevisionFact.role == "tested")
        .group_by(QuestionRevisionFact.question_revision_id)
        .having(func.count() > 1)
    )
    rows = db.execute(
        graded()
        .where(Attempt.activity_id.in_(activity_ids), Asked.question_revision_id.in_(several))
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
