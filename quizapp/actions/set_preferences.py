"""Keep a learner's settings, and bring the due days of what they know up to date with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from quizapp.core.preferences import Preferences, preferences_from
from quizapp.core.study_day import zone_of
from quizapp.storage.base import table
from quizapp.storage.database import lock
from quizapp.storage.learners import Who
from quizapp.storage.memories import state_of
from quizapp.storage.models import Bank, Job, Learner, LearnerBank, Memory

BATCH = 2000
"""Memories brought up to date at once; more than the first batch is left to a job."""
PREFIX = "due days/"
"""Names the rows of table job that tell whose due days are still to be brought up to date."""

_DUE = (
    update(table(Memory))
    .where(table(Memory).c.learner_id == bindparam("of_learner"), table(Memory).c.fact_id == bindparam("of_fact"))
    .values(due_day=bindparam("day"))
)


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a learner sets; `paused` are the ids of public banks that do not feed their cards."""

    preferences: Preferences
    zone: str
    rollover: int
    """Minutes after midnight."""
    paused: frozenset[int] = frozenset()


def set_preferences(db: Session, who: Who, choices: Choices, now: datetime) -> None:
    """Store `choices`. Study days that passed stay as they were recorded, whatever the zone is now.

    Raises ValueError for a zone that no clock knows. The caller holds the learner's write lock.
    """
    zone_of(choices.zone)
    before = preferences_from(who.settings).schedule
    settings = {**who.settings, **choices.preferences.data()}
    values = {"settings": settings, "zone": choices.zone, "rollover": choices.rollover}
    db.execute(update(Learner).where(Learner.id == who.id).values(**values))
    _feed(db, who.id, choices.paused, now)
    if choices.preferences.schedule != before and (last := _batch(db, who.id, choices.preferences, 0)):
        _leave(db, who.id, last, now)


def _feed(db: Session, learner_id: int, paused: Collection[int], now: datetime) -> None:
    """Pause these banks and no others. A bank without a row feeds, so only what differs is written."""
    have = {row.bank_id: row for row in db.scalars(select(LearnerBank).where(LearnerBank.learner_id == learner_id))}
    for bank_id in db.scalars(select(Bank.id).where(Bank.visibility == "public")):
        if bank_id in have:
            have[bank_id].paused = bank_id in paused
        elif bank_id in paused:
            db.add(LearnerBank(learner_id=learner_id, bank_id=bank_id, since=now, paused=True))
    db.flush()


def _batch(db: Session, learner_id: int, preferences: Preferences, after: int) -> int | None:
    """Bring BATCH memories of facts beyond the id `after` up to date; returns the last id, or None at the end."""
    schedule, columns = preferences.schedule, table(Memory).c
    rows = db.execute(
        select(table(Memory))
        .where(columns.learner_id == learner_id, columns.fact_id > after)
        .order_by(columns.fact_id)
        .limit(BATCH)
    ).all()
    changed: list[dict[str, Any]] = []
    for row in rows:
        state = state_of(row)
        if state and (day := schedule.due(state)) != row.due_day:
            changed.append({"of_learner": learner_id, "of_fact": row.fact_id, "day": day})
    if changed:
        db.connection().execute(_DUE, changed)
    return rows[-1].fact_id if len(rows) == BATCH else None


def _leave(db: Session, learner_id: int, after: int, now: datetime) -> None:
    """Leave the rest to the job; a change that comes before it is done begins anew."""
    name = f"{PREFIX}{learner_id}"
    db.execute(delete(Job).where(Job.name == name))
    db.add(Job(name=name, due_at=now, state={"after": after}))
    db.flush()


def catch_up(db: Session) -> bool:
    """One batch of what was left; returns whether nothing is. The caller has begun to write.

    The learner is locked before their row of the job, in the order in which `set_preferences` takes them.
    """
    name = db.scalar(select(Job.name).where(Job.name.like(f"{PREFIX}%")).order_by(Job.name).limit(1))
    if name is None:
        return True
    learner_id = int(name.removeprefix(PREFIX))
    lock(db, [learner_id])
    settings = db.scalar(select(Learner.settings).where(Learner.id == learner_id))
    state = db.scalar(select(Job.state).where(Job.name == name))
    last = _batch(db, learner_id, preferences_from(settings), state["after"]) if settings and state else None
    if last is None:
        db.execute(delete(Job).where(Job.name == name))
    else:
        db.execute(update(Job).where(Job.name == name).values(state={"after": last}))
    return False
