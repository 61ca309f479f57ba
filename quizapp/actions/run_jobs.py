"""What time brings: jobs that come due, each run by one process at a time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapp.actions.catch_up import catch_up, follow_rule
from quizapp.actions.correct import damp_left
from quizapp.actions.erase import purge
from quizapp.actions.fit_memory import apart
from quizapp.actions.hand_in import abandoned, close_abandoned
from quizapp.actions.rate import rate
from quizapp.actions.regrade_corrected import regrade_left
from quizapp.actions.rule import settle_left
from quizapp.actions.settle import settle_step
from quizapp.actions.settle_rooms import settle_rooms_step
from quizapp.storage.database import lock, write
from quizapp.storage.models import Job

LEASE = timedelta(minutes=5)
REQUESTS = 4
"""How many times as long as a step took requests have before the next one, under gevent: a class may be answering."""

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A job: how often it runs, and `step`, one batch of it.

    A step gets the job's state and returns the new one, with whether the job is done. It runs inside a transaction
    that also stores the state, so that a process that dies counts nothing twice. `before` comes once before the steps
    and outside of any transaction: work that takes long, in a process of its own.
    """

    every: timedelta
    step: Callable[[Session, State, datetime], tuple[State, bool]]
    before: Callable[[Session, datetime], None] | None = None


def run_due(db: Session, now: datetime, holder: str) -> list[str]:
    """Run every job that is due and that nobody else holds; returns their names. `holder` names this process.

    Commits after each step.
    """
    _register(db, now)
    return [name for name in JOBS if _lease(db, name, now, holder) and _run(db, name, now)]


def _run(db: Session, name: str, now: datetime) -> bool:
    job, done = JOBS[name], False
    if job.before:
        job.before(db, now)
    while not done:
        began = time.monotonic()
        write(db)
        # Locked, because on PostgreSQL a job that outlives its lease may be run by two at once: step by step, then.
        state = db.scalar(select(Job.state).where(Job.name == name).with_for_update()) or {}
        state, done = job.step(db, state, now)
        over = {"due_at": now + job.every, "holder": None, "until": None} if done else {}
        db.execute(update(Job).where(Job.name == name).values(state=state, **over))
        db.commit()
        time.sleep(REQUESTS * (time.monotonic() - began))
    return True


def _register(db: Session, now: datetime) -> None:
    """Add the jobs that have no row yet; on PostgreSQL several processes may be about it at once."""
    if set(db.scalars(select(Job.name))) >= JOBS.keys():
        return
    write(db)
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = [{"name": name, "due_at": now, "state": {}} for name in sorted(JOBS)]
    db.execute(insert(Job).values(rows).on_conflict_do_nothing())
    db.commit()


def _lease(db: Session, name: str, now: datetime, holder: str) -> bool:
    free = (Job.name == name, Job.due_at <= now, or_(Job.until.is_(None), Job.until < now))
    if db.scalar(select(Job.name).where(*free)) is None:
        return False
    write(db)
    taken = db.execute(update(Job).where(*free).values(holder=holder, until=now + LEASE).returning(Job.name)).all()
    db.commit()
    return bool(taken)


def _rate(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    before = int(state.get("upto", 0))
    upto = rate(db, before)
    return {"upto": upto}, upto == before


def _close_abandoned(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    batch = abandoned(db, now, limit=1)
    for attempt_id, learner_id in batch:
        lock(db, [learner_id])
        close_abandoned(db, attempt_id, learner_id, now)
    return state, not batch


def _catch_up(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, catch_up(db)


def _damp_corrected(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, damp_left(db)


def _regrade_corrected(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, regrade_left(db)


def _settle_rulings(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, settle_left(db)


def _settle_assignments(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, settle_step(db, now)


def _settle_rooms(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, settle_rooms_step(db, now)


def _purge(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, purge(db, now)


def _nothing_more(db: Session, state: State, now: datetime) -> tuple[State, bool]:
    return state, True


JOBS: dict[str, Recurring] = {
    "ratings": Recurring(timedelta(minutes=1), _rate),
    "abandoned attempts": Recurring(timedelta(minutes=10), _close_abandoned),
    "assignments": Recurring(timedelta(seconds=10), _settle_assignments),
    "rooms": Recurring(timedelta(seconds=30), _settle_rooms),
    "memory rule": Recurring(timedelta(days=1), follow_rule),
    "memories": Recurring(timedelta(seconds=30), _catch_up),
    "corrections": Recurring(timedelta(seconds=30), _damp_corrected),
    "regrades": Recurring(timedelta(seconds=30), _regrade_corrected),
    "rulings": Recurring(timedelta(seconds=30), _settle_rulings),
    "own parameters": Recurring(timedelta(hours=6), _nothing_more, before=apart),
    "idle guests": Recurring(timedelta(hours=1), _purge),
}
