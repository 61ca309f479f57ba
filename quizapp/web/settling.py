"""What the clock has done to an assignment is applied before a page tells of it, whether or not the job was there."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from quizapp.actions.settle import due, settle_step
from quizapp.storage.assignments import Task
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.database import db

STEPS = 50
"""Attempts settled before one page; a job does what is left."""


def settle(activity_id: int) -> None:
    """Settle the assignment with that internal id.

    Where the database is too busy the page is shown all the same, as if nothing were due yet.
    """
    session, now = db.session(), identity.now()
    try:
        for _ in range(STEPS):
            if _nothing_left(session, now, activity_id):
                return
    except OperationalError:
        session.rollback()


def settle_all(tasks: Iterable[Task]) -> None:
    """Settle those that may need it: their results are not told, or somebody may be about it."""
    now = identity.now()
    for task in tasks:
        if task.state(now) == "over" and not task.activity.settings.get("settled"):
            settle(task.activity.id)


def _nothing_left(session: Session, now: datetime, activity_id: int) -> bool:
    """Take one step, in a transaction of its own; returns whether there was none to take."""
    if not due(session, now, activity_id):
        return True
    write(session)
    done = settle_step(session, now, activity_id)
    session.commit()
    return done
