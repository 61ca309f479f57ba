"""The first administrator: a link printed where the server starts makes whoever opens it first the owner."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from quizapp.actions import tokens
from quizapp.actions.accounts import set_role
from quizapp.actions.people import ADMINISTRATOR, record
from quizapp.storage.models import Token, User

INSTANCE = "@instance"
"""The subject of the token. No name of a user holds an @, so nobody's deletion takes it along."""


def offer(db: Db, now: datetime) -> str | None:
    """The secret of a new link in place of the earlier one; None where there is an administrator.

    The caller has begun to write and commits; so for `claim`.
    """
    if _has_administrator(db):
        db.execute(delete(Token).where(Token.purpose == tokens.OWNER))
        return None
    return tokens.issue(db, tokens.OWNER, INSTANCE, now + tokens.OWNER_LASTS, now)


def is_open(db: Db, secret: str, now: datetime) -> bool:
    """Whether a link would still make somebody the owner."""
    return tokens.subject_of(db, tokens.OWNER, secret, now) == INSTANCE and not _has_administrator(db)


def claim(db: Db, secret: str, public_id: str, now: datetime) -> bool:
    """Make a user the administrator and use the link up; whether it was good. Of two at once, one wins."""
    if _has_administrator(db) or tokens.use(db, tokens.OWNER, secret, now) != INSTANCE:
        return False
    before = db.execute(select(User.role).where(User.public_id == public_id)).scalar_one()
    set_role(db, public_id, ADMINISTRATOR)
    record(db, public_id, "owner link", public_id, {"role": before}, {"role": ADMINISTRATOR}, now)
    return True


def _has_administrator(db: Db) -> bool:
    return db.scalar(select(User.id).where(User.role == ADMINISTRATOR).limit(1)) is not None
