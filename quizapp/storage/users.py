"""Users: who they are, by name, by e-mail address, by learner."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Db

from quizapp.storage.models import Answer, Asked, Attempt, Learner, Member, Session, User

LONGEST = 300
"""Characters; the time that composing takes grows with their square."""
ROLES = ("learner", "teacher", "editor", "administrator")
"""Each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user and the learner they are."""

    public_id: str
    shown_name: str
    email: str | None
    password_hash: str
    role: str
    learner_id: int
    user_id: int


_ACCOUNT = select(
    User.public_id,
    User.shown_name,
    User.email,
    User.password_hash,
    User.role,
    Learner.id.label("learner_id"),
    User.id.label("user_id"),
).join(Learner, Learner.user_id == User.id)


def folded(name: str) -> str:
    """The form in which names and e-mail addresses are unique. None is longer than what is looked at here."""
    name = name[:LONGEST]
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def by_login(db: Db, login: str) -> Account | None:
    """The account with a name or an e-mail address."""
    plain = folded(login.strip())
    return _one(db, or_(User.name == plain, User.email == plain))


def by_name(db: Db, name: str) -> Account | None:
    """The account with a name."""
    return _one(db, User.name == folded(name.strip()))


def by_public_id(db: Db, public_id: str) -> Account | None:
    """The account with a public id."""
    return _one(db, User.public_id == public_id)


def by_learner(db: Db, learner_id: int) -> Account | None:
    """The account of a learner; None for a guest."""
    return _one(db, Learner.id == learner_id)


def everyone(db: Db) -> list[Account]:
    """All accounts, by name."""
    return [Account(*row) for row in db.execute(_ACCOUNT.order_by(User.name))]


def anyone(db: Db) -> bool:
    """Whether there is any account at all."""
    return db.scalar(select(User.id).limit(1)) is not None


def only_administrator(db: Db, public_id: str, lock: bool = False) -> bool:
    """Whether a user is the only administrator. With `lock`, inside a write, others who ask so wait for its end."""
    holders = select(User.public_id).where(User.role == ROLES[-1]).order_by(User.id)
    return db.scalars(holders.with_for_update() if lock else holders).all() == [public_id]


def browsers(db: Db, learner_id: int, now: datetime) -> int:
    """How many browsers are signed in for a learner."""
    count = select(func.count()).where(Session.learner_id == learner_id, Session.expires_at > now)
    return db.scalar(count) or 0


def has_history(db: Db, learner_id: int) -> bool:
    """Whether a learner has begun anything, or is in a class."""
    begun = select(Attempt.id).where(Attempt.learner_id == learner_id)
    member = select(Member.id).where(Member.learner_id == learner_id)
    return db.scalar(select(or_(begun.exists(), member.exists()))) or False


def answers(db: Db, learner_id: int) -> int:
    """How many answers a learner has given."""
    count = select(func.count(Answer.asked_id)).select_from(Answer).join(Asked).join(Attempt)
    return db.scalar(count.where(Attempt.learner_id == learner_id)) or 0


def _one(db: Db, condition: Any) -> Account | None:
    row = db.execute(_ACCOUNT.where(condition)).one_or_none()
    return Account(*row) if row else None
