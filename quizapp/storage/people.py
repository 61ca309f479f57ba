"""Accounts as an administrator sees them: who there is, with which role, and when they last studied."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Db

from quizapp.storage.models import Learner, User
from quizapp.storage.users import folded

PAGE = 50
"""Accounts shown at once."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account from outside. `last_seen_at` is when they last began to study, or joined."""

    public_id: str
    name: str
    shown_name: str
    email: str | None
    role: str
    created_at: datetime
    last_seen_at: datetime


_PERSON = select(
    User.public_id, User.name, User.shown_name, User.email, User.role, User.created_at, Learner.last_seen_at
).join(Learner, Learner.user_id == User.id)


def people(db: Db, words: str, after: str) -> tuple[list[Person], str]:
    """Up to PAGE accounts by name whose name or e-mail address holds `words`, behind the folded name `after`.

    With them the folded name to ask for more by; empty at the end.
    """
    statement = _PERSON.where(User.name > after) if after else _PERSON
    if words:
        plain = folded(words)
        statement = statement.where(
            or_(User.name.contains(plain, autoescape=True), User.email.contains(plain, autoescape=True))
        )
    found = [Person(*row) for row in db.execute(statement.order_by(User.name).limit(PAGE + 1))]
    return found[:PAGE], found[PAGE - 1].name if len(found) > PAGE else ""


def person(db: Db, public_id: str) -> Person | None:
    """The account with a public id."""
    row = db.execute(_PERSON.where(User.public_id == public_id)).one_or_none()
    return Person(*row) if row else None


def total(db: Db) -> int:
    """How many accounts there are."""
    return db.scalar(select(func.count(User.id))) or 0
