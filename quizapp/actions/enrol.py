"""Enrol a guest: a learner without an account, and the session by which their browser is known."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Db

from quizapp.core.study_day import zone_of
from quizapp.storage.learners import secret_hash
from quizapp.storage.models import Learner, Session

LASTS = timedelta(days=365)
"""How long a guest who studies alone is kept after they were last here, and a browser is known."""
GUEST_DAYS = 30
"""The same of one who came for a class or a room, in days."""


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
    """Let a session live on from today, and whose it is. The caller has begun to write."""
    mine = update(Session).where(Session.secret_hash == secret_hash(secret)).values(expires_at=now + LASTS)
    learner_id = db.execute(mine.returning(Session.learner_id)).scalar_one_or_none()
    if learner_id is not None:
        stay(db, learner_id, now)


def stay(db: Db, learner_id: int, now: datetime, days: int | None = None) -> None:
    """Note that a learner is here now: a guest is kept for so many days from today as before, or for `days`.

    What is left of a guest who was merged into somebody goes all the same. The caller has begun to write.
    """
    db.execute(update(Learner).where(Learner.id == learner_id).values(last_seen_at=now))
    guest = (Learner.id == learner_id, Learner.expires_at.is_not(None), Learner.merged_into_id.is_(None))
    kept = db.scalar(select(Learner.lasts_days).where(*guest))
    if kept is not None:
        kept = days or kept
        values = {"lasts_days": kept, "expires_at": now + timedelta(days=kept)}
        db.execute(update(Learner).where(*guest).values(**values))


def _known(zone: str) -> str:
    try:
        return str(zone_of(zone))
    except ValueError:
        return "UTC"
