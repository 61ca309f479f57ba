"""Parameters of their own for learners who have answered enough, where these predict them better than the default.

Fitting is seconds of pure computation: the job starts this module as a process of its own, so that no request waits.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Select, create_engine, insert, select
from sqlalchemy.orm import Session

from quizapp.actions.catch_up import leave
from quizapp.core.fit import FEWEST, Fitted, fit
from quizapp.storage import learners, memories
from quizapp.storage.database import engine_options, prepare, write
from quizapp.storage.models import Fit, Learner
from quizapp.storage.outlook import answers

GROWTH = 1.25
"""A fit is made anew when there are so many times the reviews it was made from."""
RECENT = timedelta(days=2)
"""Who was not seen for longer has answered nothing since the last look."""
LONGEST = 600
"""Seconds after which the process is stopped; the next one goes on with the learners that are left."""


def apart(db: Session, now: datetime) -> None:
    """Fit whoever is due in another process, and wait for it. Raises subprocess.SubprocessError if that fails."""
    url = db.get_bind().engine.url.render_as_string(hide_password=False)
    wanted = any(_enough(db, learner_id) for learner_id in db.scalars(_seen(now)).all())
    db.rollback()
    if not wanted:
        return
    order = json.dumps({"url": url, "now": now.isoformat()})  # Not an argument: the address may hold a password.
    command = [sys.executable, "-m", "quizapp.actions.fit_memory"]
    subprocess.run(command, input=order.encode(), check=True, timeout=LONGEST)  # noqa: S603 - our own module


def fit_due(db: Session, now: datetime) -> Iterator[int]:
    """Fit every learner who is due, one after another; yields their ids, each for the caller to commit."""
    for learner_id in db.scalars(_seen(now)).all():
        found = _found(db, learner_id)
        write(db, [learner_id])
        if found and db.scalar(select(Learner.id).where(Learner.id == learner_id)):
            keep(db, learner_id, found, now)
        yield learner_id


def keep(db: Session, learner_id: int, found: Fitted, now: datetime) -> None:
    """Store what was found. Where other parameters than before are used from now on, all memories are made anew."""
    before = learners.by_id(db, learner_id).parameters
    db.execute(
        insert(Fit).values(
            learner_id=learner_id,
            at=now,
            reviews=found.reviews,
            parameters={"w": list(found.parameters)},
            default_loss=found.default_loss,
            fitted_loss=found.fitted_loss,
            adopted=found.adopted,
        )
    )
    if learners.by_id(db, learner_id).parameters != before:
        leave(db, learner_id, now, replay=True)


def _seen(now: datetime) -> Select[int]:
    """Who was there lately."""
    return select(Learner.id).where(Learner.last_seen_at > now - RECENT).order_by(Learner.id)


def _enough(db: Session, learner_id: int) -> bool:
    return answers(db, learner_id, FEWEST) >= FEWEST


def _found(db: Session, learner_id: int) -> Fitted | None:
    """What the learner's reviews tell; None while there are too few, or too few new ones since the last fit."""
    if not _enough(db, learner_id):
        return None
    last = db.scalar(select(Fit.reviews).where(Fit.learner_id == learner_id).order_by(Fit.id.desc()).limit(1)) or 0
    moving = [each.moving for each in memories.histories(db, learner_id).values()]
    days = sum(len({review.day for review in history}) - 1 for history in moving if history)
    return fit(moving) if days >= max(FEWEST, GROWTH * last) else None


def main() -> None:
    """The process of its own: what to do comes by standard input."""
    os.nice(10)  # Whoever waits for a page comes first.
    order = json.load(sys.stdin)
    engine = create_engine(order["url"], **engine_options(order["url"]))
    prepare(engine)
    with Session(engine) as db:
        for _ in fit_due(db, datetime.fromisoformat(order["now"])):
            db.commit()


if __name__ == "__main__":
    main()
