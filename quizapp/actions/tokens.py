"""One-time links: a secret of 128 bits that does one thing for one subject, once, for a while."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session as Db

from quizapp.storage.learners import secret_hash
from quizapp.storage.models import Token

RENEWAL = "password"
"""The purpose of a link to set a password; its subject is the user's public id."""
OWNER = "owner"
"""The purpose of the link that makes the first administrator."""
RESET_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)
OWNER_LASTS = timedelta(days=7)


def issue(db: Db, purpose: str, subject: str, expires_at: datetime, now: datetime) -> str:
    """Issue a token in place of earlier ones for the same; returns its secret, which is kept nowhere else."""
    same = (Token.purpose == purpose) & (Token.subject == subject)
    db.execute(delete(Token).where(or_(same, Token.expires_at < now)))
    secret = secrets.token_urlsafe(16)
    db.add(Token(secret_hash=secret_hash(secret), purpose=purpose, subject=subject, expires_at=expires_at))
    db.flush()
    return secret


def subject_of(db: Db, purpose: str, secret: str, now: datetime) -> str | None:
    """Whom an unused token is for, or None."""
    return db.scalar(select(Token.subject).where(*_open(purpose, secret, now)))


def use(db: Db, purpose: str, secret: str, now: datetime) -> str | None:
    """Use a token up and return whom it is for; None where it is unknown, late or used. Of two at once, one wins."""
    statement = update(Token).where(*_open(purpose, secret, now)).values(used_at=now).returning(Token.subject)
    return db.execute(statement).scalar_one_or_none()


def _open(purpose: str, secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Token.secret_hash == secret_hash(secret),
        Token.purpose == purpose,
        Token.used_at.is_(None),
        Token.expires_at > now,
    )
