"""What pupils are told of rulings: with the result of an attempt, and as news until they have seen it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.ruling import KINDS
from quizapp.storage import contested, rulings
from quizapp.storage.models import Activity, Answer, Asked, Attempt, Audit, Grading, Ruling
from quizapp.storage.rulings import RulingRow, subject_of


@dataclass(frozen=True, slots=True)
class Told:
    """A word on a question of an attempt: dropped, key, lifted, or answer for one on this pupil's answer alone."""

    position: int
    question_revision_id: int
    kind: str
    right: tuple[str, ...]
    why: str
    at: datetime
    score: float | None = None
    """What the answer is worth now, where it was graded otherwise."""


def of_attempt(db: Session, activity_id: int, attempt_id: int) -> list[Told]:
    """What was ruled on the questions of an attempt whose results are told, by position."""
    places = {
        revision_id: position
        for revision_id, position in db.execute(
            select(Asked.question_revision_id, Asked.position).where(
                Asked.attempt_id == attempt_id, Asked.released_at.is_not(None)
            )
        )
    }
    if not places:
        return []
    rows = rulings.of_activity(db, activity_id, list(places))
    found = [_told(db, activity_id, row, places[row.question_revision_id]) for row in _latest(rows)]
    for word in contested.overruled(db, activity_id, attempt_id):
        if word.question_revision_id in places:
            where = (places[word.question_revision_id], word.question_revision_id)
            found.append(Told(*where, "answer", (), word.why, word.at, word.score))
    return sorted(found, key=lambda each: (each.position, each.at))


def _latest(rows: Sequence[RulingRow]) -> list[RulingRow]:
    """The latest ruling of each kind on each question: what stands, or was lifted last."""
    latest: dict[tuple[int, str], RulingRow] = {}
    for row in rows:  # The latest first.
        known = latest.setdefault((row.question_revision_id, row.kind), row)
        if known.lifted_at and row.lifted_at is None:
            latest[row.question_revision_id, row.kind] = row
    return list(latest.values())


def _told(db: Session, activity_id: int, row: RulingRow, position: int) -> Told:
    if row.lifted_at is None:
        return Told(position, row.question_revision_id, row.kind, row.right, row.why, row.at)
    why = db.scalar(
        select(Audit.why).where(
            Audit.subject == subject_of(activity_id, row.question_revision_id),
            Audit.at == row.lifted_at,
            Audit.action.in_([f"lift: {kind}" for kind in KINDS]),
        )
    )
    return Told(position, row.question_revision_id, "lifted", (), why or "", row.lifted_at)


@dataclass(frozen=True, slots=True)
class News:
    """An activity in which something was ruled that concerns the learner, and when last."""

    activity_id: str
    kind: str
    title: str
    at: datetime


def news(db: Session, learner_id: int, since: datetime) -> list[News]:
    """Activities in which a told result of the learner's was ruled on after `since`, the latest first."""
    mine = and_(Attempt.learner_id == learner_id, Attempt.activity_id.is_not(None), Asked.released_at.is_not(None))
    ruled = (
        select(Attempt.activity_id, func.max(func.coalesce(Ruling.lifted_at, Ruling.at)).label("at"))
        .join(Asked, Asked.attempt_id == Attempt.id)
        .join(
            Ruling,
            and_(
                Ruling.activity_id == Attempt.activity_id,
                Ruling.question_revision_id == Asked.question_revision_id,
            ),
        )
        .where(mine, or_(Ruling.at > since, Ruling.lifted_at > since))
        .group_by(Attempt.activity_id)
    )
    graded = (
        select(Attempt.activity_id, func.max(Grading.at).label("at"))
        .join(Asked, Asked.attempt_id == Attempt.id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, Grading.answer_id == Answer.id)
        .where(mine, Grading.number > 1, Grading.at > since)
        .group_by(Attempt.activity_id)
    )
    latest: dict[int, datetime] = {}
    for query in (ruled, graded):
        for activity_id, at in db.execute(query):
            if activity_id is not None:
                latest[activity_id] = max(at, latest.get(activity_id, at))
    if not latest:
        return []
    rows = db.execute(
        select(Activity.id, Activity.public_id, Activity.kind, Activity.title).where(Activity.id.in_(latest))
    )
    found = [News(public_id, kind, title, latest[id]) for id, public_id, kind, title in rows]
    return sorted(found, key=lambda each: each.at, reverse=True)


def attempts_in(db: Session, learner_id: int, activity_id: str) -> list[tuple[int, int]]:
    """Internal ids of the learner's attempts in an activity, each with that of the activity, oldest first."""
    rows = db.execute(
        select(Attempt.id, Activity.id)
        .join(Activity, Activity.id == Attempt.activity_id)
        .where(Attempt.learner_id == learner_id, Activity.public_id == activity_id)
        .order_by(Attempt.id)
    )
    return [(attempt_id, activity) for attempt_id, activity in rows]
