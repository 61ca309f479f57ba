"""Sessions: the secrets by which browsers act for a learner. None is ever passed on to another learner."""

import secrets
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session as Db

from quizapp.actions.enrol import LASTS
from quizapp.storage.learners import secret_hash
from quizapp.storage.models import Session


def open_session(db: Db, learner_id: int, now: datetime) -> str:
    """Begin a session; returns its secret, which is kept nowhere else."""
    secret = secrets.token_urlsafe(16)
    row = Session(secret_hash=secret_hash(secret), learner_id=learner_id, created_at=now, expires_at=now + LASTS)
    db.add(row)
    db.flush()
    return secret


def close_session(db: Db, secret: str) -> None:
    """End a session, if there is one: copies of its cookie are dead."""
    db.execute(delete(Session).where(Session.secret_hash == secret_hash(secret)))


def close_all(db: Db, learner_id: int) -> None:
    """End every session of a learner."""
    db.execute(delete(Session).where(Session.learner_id == learner_id))
