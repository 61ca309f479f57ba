"""What time brings: jobs that come due, each run by one process at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from quizapp.actions.hand_in import abandoned, close_abandoned
from quizapp.actions.rate import rate
from quizapp.storage.database import write
from quizapp.storage.models import Job

LEASE = timedelta(minutes=5)

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A job: how often it runs, and what it does. `run` commits its own batches and returns the job's new state."""

    every: timedelta
    run: Callable[[Session, State, datetime], State]


def run_due(db: Session, now: datetime, holder: str) -> list[str]:
    """Run every job that is due and that nobody else holds; returns their names. `holder` names this process."""
    _register(db, now)
    ran = []
    for name, job in JOBS.items():
        if not _lease(db, name, now, holder):
            continue
        state = db.scalar(select(Job.state).where(Job.name == name)) or {}
        state = job.run(db, state, now)
        write(db)
        db.execute(
            update(Job).where(Job.name == name).values(due_at=now + job.every, holder=None, until=None, state=state)
        )
        db.commit()
        ran.append(name)
    return ran


def _register(db: Session, now: datetime) -> None:
    known = set(db.scalars(select(Job.name)))
    if known >= JOBS.keys():
        return
    write(db)
    known = set(db.scalars(select(Job.name)))
    rows = [{"name": name, "due_at": now, "state": {}} for name in JOBS if name not in known]
    if rows:
        db.execute(insert(Job), rows)
    db.commit()


def _lease(db: Session, name: str, now: datetime, holder: str) -> bool:
    free = (Job.name == name, Job.due_at <= now, or_(Job.until.is_(None), Job.until < now))
    if db.scalar(select(Job.name).where(*free)) is None:
        return False
    write(db)
    taken = db.execute(update(Job).where(*free).values(holder=holder, until=now + LEASE).returning(Job.name)).all()
    db.commit()
    return bool(taken)


def _rate(db: Session, state: State, now: datetime) -> State:
    upto = int(state.get("upto", 0))
    while True:
        write(db)
        reached = rate(db, upto)
        db.commit()
        if reached == upto:
            return {"upto": upto}
        upto = reached


def _close_abandoned(db: Session, state: State, now: datetime) -> State:
    while batch := abandoned(db, now):
        for attempt_id, learner_id in batch:
            write(db, [learner_id])
            close_abandoned(db, attempt_id, learner_id, now)
            db.commit()
    return state


JOBS: dict[str, Recurring] = {
    "ratings": Recurring(timedelta(minutes=1), _rate),
    "abandoned attempts": Recurring(timedelta(minutes=10), _close_abandoned),
}
