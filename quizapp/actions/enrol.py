"""Enrol a guest: a learner without an account, and the session by which their browser is known."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session as Db

from quizapp.core.study_day import zone_of
from quizapp.storage.learners import secret_hash
from quizapp.storage.models import Learner, Session

LASTS = timedelta(days=365)


def enrol_guest(db: Db, now: datetime, zone: str = "UTC") -> tuple[int, str]:
    """Create a learner and a session. Returns the learner's id and the session's secret, which is kept nowhere else.

    `zone` is the browser's word; one that no clock knows becomes UTC.
    """
    learner = Learner(zone=_known(zone), created_at=now, last_seen_at=now, expires_at=now + LASTS)
    db.add(learner)
    db.flush()
    secret = secrets.token_urlsafe(16)
    db.add(
        Session(secret_hash=secret_hash(secret), learner_id=learner.id, created_at=now, expires_at=now + LASTS),
    )
    db.flush()
    return learner.id, secret


def renew(db: Db, secret: str, now: datetime) -> None:
    """Let a session live on from today. The caller has begun to write."""
    db.execute(update(Session).where(Session.secret_hash == secret_hash(secret)).values(expires_at=now + LASTS))


def _known(zone: str) -> str:
    try:
        return str(zone_of(zone))
    except ValueError:
        return "UTC"
