"""Set an assignment, and change it: what everybody is asked is fixed when it is made."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.start import DOUBLE_CLICK, NothingToAsk, editions, new_seed
from quizapp.core.assignment import Assignment
from quizapp.core.chance import ORDER_BITS
from quizapp.core.draw import Candidate, draw
from quizapp.storage import assignments, draws
from quizapp.storage.activities import ActivityRow
from quizapp.storage.models import Activity, ActivityQuestion, Allowance, Attempt, Question, QuestionRevision


class Begun(ValueError):
    """Somebody has begun: this cannot be changed any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an assignment is to be: its name, how it goes, its window, and the questions drawn for it."""

    title: str
    settings: Assignment
    opens_at: datetime
    closes_at: datetime
    drawn: Sequence[Candidate]


def choose(db: Session, bank_id: int, wanted: Assignment, now: datetime) -> list[Candidate]:
    """The questions chosen by hand, in their order, or a draw: a read. Raises NothingToAsk."""
    rng = random.Random(new_seed())
    topics, kinds = ((), ()) if wanted.questions else (wanted.topics, wanted.kinds)
    found = draws.of_bank(db, bank_id, topics, kinds, now, rng)
    drawn = _picked(db, bank_id, wanted, found) if wanted.questions else draw(found, wanted.length, 0.0, rng)
    if not drawn:
        raise NothingToAsk
    return drawn


def _picked(db: Session, bank_id: int, wanted: Assignment, found: Sequence[Candidate]) -> list[Candidate]:
    by_key = {each.key: each for each in found}
    rows = db.execute(
        select(Question.slug, QuestionRevision.id)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .where(Question.bank_id == bank_id, QuestionRevision.id.in_(by_key))
    )
    revisions = {slug: revision_id for slug, revision_id in rows}
    return [by_key[revisions[slug]] for slug in wanted.questions if slug in revisions]


def assign(db: Session, owner_id: int, class_id: int, plan: Plan, now: datetime) -> str:
    """Make the assignment; returns its public id. The caller has begun to write, and commits.

    A double click makes one, not two.
    """
    if twin := _just_made(db, class_id, plan, now):
        return twin
    activity = Activity(
        kind=assignments.KIND,
        owner_id=owner_id,
        class_id=class_id,
        title=plan.title,
        settings=plan.settings.data(),
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        created_at=now,
    )
    db.add(activity)
    db.flush()
    _ask(db, activity.id, plan.drawn)
    return activity.public_id


def _just_made(db: Session, class_id: int, plan: Plan, now: datetime) -> str | None:
    """An assignment just like it, seconds old. One of two draws may have found other questions."""
    rows = db.execute(
        select(Activity.public_id, Activity.settings).where(
            Activity.class_id == class_id,
            Activity.title == plan.title,
            Activity.closes_at == plan.closes_at,
            Activity.created_at > now - DOUBLE_CLICK,
        )
    )
    return next((public_id for public_id, settings in rows if settings == plan.settings.data()), None)


def _ask(db: Session, activity_id: int, drawn: Sequence[Candidate]) -> None:
    """In a fixed draw everybody is asked these; individual draws have them as their pattern."""
    keys, rng = [each.key for each in drawn], random.Random(new_seed())
    live = editions(db, keys)
    rows = [
        {
            "activity_id": activity_id,
            "position": position,
            "question_revision_id": key,
            "edition_id": live[key],
            "seed": str(rng.getrandbits(ORDER_BITS)),
        }
        for position, key in enumerate(keys, 1)
    ]
    db.execute(insert(ActivityQuestion), rows)


def reassign(db: Session, activity: ActivityRow, plan: Plan) -> None:
    """Set everything about an assignment anew. Raises Begun once somebody has begun."""
    if assignments.begun(db, activity.id):
        raise Begun
    db.execute(delete(ActivityQuestion).where(ActivityQuestion.activity_id == activity.id))
    values = {"title": plan.title, "settings": plan.settings.data(), "opens_at": plan.opens_at}
    db.execute(update(Activity).where(Activity.id == activity.id).values(**values, closes_at=plan.closes_at))
    _ask(db, activity.id, plan.drawn)


def retime(db: Session, activity: ActivityRow, title: str, closes_at: datetime) -> None:
    """Give an assignment another title or end. Raises Begun where its results are told already."""
    if activity.settings.get("settled"):
        raise Begun
    db.execute(update(Activity).where(Activity.id == activity.id).values(title=title, closes_at=closes_at))


def withdraw(db: Session, activity: ActivityRow) -> None:
    """Delete an assignment. Raises Begun once somebody has begun."""
    if assignments.begun(db, activity.id):
        raise Begun
    db.execute(delete(Activity).where(Activity.id == activity.id))


def allow(
    db: Session, activity_id: int, member_id: int, absent: bool, extra_percent: int | None, extra_attempts: int
) -> None:
    """Say what holds for one member in one assignment, in place of what held before."""
    db.execute(delete(Allowance).where(Allowance.activity_id == activity_id, Allowance.member_id == member_id))
    values = {"absent": absent, "extra_percent": extra_percent, "extra_attempts": extra_attempts}
    db.execute(insert(Allowance).values(activity_id=activity_id, member_id=member_id, **values))


def reopen(db: Session, activity: ActivityRow, learner_id: int) -> bool:
    """Let a pupil go on with the attempt they handed in last, if nothing of it was told; returns whether they may."""
    attempts = assignments.attempts_of(db, activity.id, learner_id)
    if not attempts or not attempts[-1].at_end or activity.settings.get("settled"):
        return False
    db.execute(update(Attempt).where(Attempt.id == attempts[-1].id).values(finished_at=None))
    return True
