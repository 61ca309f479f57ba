"""The answers of activities whose results are told, each with its latest grade."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from quizapp.core.results import Given
from quizapp.storage.activities import ActivityRow
from quizapp.storage.database import send
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import Answer, Asked, Attempt, Grading, QuestionRevisionFact
from quizapp.storage.results.alike import Alike, as_text
from quizapp.storage.results.people import Person
from quizapp.storage.results.told import Told
from quizapp.storage.types import AnyRow, AnySelect


def graded() -> AnySelect:
    """The latest gradings of answers whose result is told: to be narrowed to an activity, and columns to be chosen."""
    return (
        select(Asked.id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, LATEST)
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
    order = {attempt_id: place for place, attempt_id in enumerate(whose)}
    parts = Parts(db, told)
    rows = [row for row in _asked(db, told) if row[1] in whose and row[2] in told[row[4]]]
    rows.sort(key=lambda row: (order[row[1]], row[2]))
    for asked_id, attempt, position, question, activity_id, score, bucket, confidence in rows:
        by_fact = {} if score is None else parts.of(asked_id, question, score)
        one = Given(whose[attempt], attempt, position, question, score, bucket or "", confidence, by_fact)
        found[activity_id].append(one)
    return found


def _asked(db: Session, activity_ids: Collection[int]) -> Sequence[AnyRow]:
    """What was asked, with its grade where that is told.

    An attempt that goes on may still answer what it has not, so that is left out.
    """
    released = Asked.released_at.is_not(None)
    return send(
        db,
        select(
            *(Asked.id, Asked.attempt_id, Asked.position, Asked.question_revision_id, Attempt.activity_id),
            *(Grading.score, Grading.bucket, Answer.confidence),
        )
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .outerjoin(Answer, and_(Answer.asked_id == Asked.id, released))
        .outerjoin(Grading, LATEST)
        .where(Attempt.activity_id.in_(activity_ids), released | Attempt.finished_at.is_not(None)),
        {},
    ).all()


class Parts:
    """The scores by fact of answers. Those to a question on one fact are worth to it what they score."""

    def __init__(self, db: Session, activity_ids: Collection[int]) -> None:
        self._several = _parts(db, activity_ids)
        self._tests = _tests(db, activity_ids)
        self._alike: dict[tuple[int, float], dict[int, float]] = {}

    def of(self, asked_id: int, question: int, score: float) -> Mapping[int, float]:
        """The score of each fact that the question tests. Equal ones are one object: there may be many."""
        told = self._several.get(asked_id)
        if told is not None:
            return {fact: float(told.get(str(fact), score)) for fact in self._tests.get(question, ())}
        alike = self._alike.get((question, score))
        if alike is None:
            alike = self._alike[question, score] = dict.fromkeys(self._tests.get(question, ()), score)
        return alike


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


def _parts(db: Session, activity_ids: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """As they were graded, of answers to questions on several facts."""
    several = (
        select(QuestionRevisionFact.question_revision_id)
        .where(QuestionRevisionFact.role == "tested")
        .group_by(QuestionRevisionFact.question_revision_id)
        .having(func.count() > 1)
    )
    wanted = (Attempt.activity_id.in_(activity_ids), Asked.question_revision_id.in_(several))
    rows = send(db, graded().where(*wanted).with_only_columns(Asked.id, as_text(Grading.parts)), {})
    alike = Alike()
    return {asked_id: alike.read(parts) for asked_id, parts in rows}
