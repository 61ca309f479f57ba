"""Accounts: a guest becomes a user, credentials change. Passwords come hashed, because hashing is slow."""

import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from itertools import chain, count

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Db

from quizapp.core.message import Message, mark
from quizapp.storage import users
from quizapp.storage.models import Learner, Member, User
from quizapp.storage.users import folded

SHORTEST_NAME, LONGEST_NAME, LONGEST_EMAIL = 2, 40, 254
NAME_LENGTH = mark("Take a name of %(least)d to %(most)d characters.")
NAME_SIGNS = mark("A name must not contain @ or characters that cannot be seen.")
BAD_EMAIL = mark("This does not look like an e-mail address. You may leave it out.")


PLAIN = re.compile(r"[^\s()<>\[\],;:\\\"@]+@[^\s()<>\[\],;:\\\"@]+")
"""One address without comments, quotes and numbers for hosts, which would let one mailbox have many spellings."""
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""What counts as printable and yet is not seen, so that two names would look the same: fillers, selectors, joiners."""


class SomebodysAlready(ValueError):
    """This learner has an account."""


class Taken(ValueError):
    """Somebody else has this name or e-mail address."""


def name_problem(name: str) -> Message | None:
    """Say what is wrong with a name as it is to be shown, or None."""
    if not (len(name) >= SHORTEST_NAME and len(folded(name)) <= LONGEST_NAME and len(name) <= LONGEST_NAME):
        return Message(NAME_LENGTH, {"least": SHORTEST_NAME, "most": LONGEST_NAME})
    if "@" in folded(name) or not name.isprintable() or UNSEEN.search(name):
        return Message(NAME_SIGNS)
    return None


def name_from(db: Db, email: str) -> str:
    """A name that nobody has, for somebody who gave an e-mail address alone."""
    local = email.partition("@")[0][: LONGEST_NAME - 5]
    name = local if name_problem(local) is None else "learner"
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain([name], numbered) if users.by_name(db, each) is None)


def email_problem(email: str) -> Message | None:
    """Say what is wrong with an e-mail address, which may be empty, or None."""
    return None if not email or _can_be_mailed(email) else Message(BAD_EMAIL)


def _can_be_mailed(email: str) -> bool:
    if len(email) > LONGEST_EMAIL or not email.isascii() or not PLAIN.fullmatch(email):
        return False
    try:
        address = Address(addr_spec=email)
    except (MessageError, ValueError, IndexError):
        return False
    return "." in address.domain and bool(address.username)


def create_user(db: Db, name: str, email: str, password_hash: str, role: str, now: datetime) -> User:
    """Create a user who is no learner yet. Raises Taken, after which the transaction must be rolled back."""
    user = User(
        name=folded(name),
        shown_name=name,
        email=folded(email) or None,
        password_hash=password_hash,
        role=role,
        created_at=now,
    )
    db.add(user)
    try:
        db.flush()
    except IntegrityError as error:
        raise Taken(name) from error
    return user


def become(db: Db, user: User, learner_id: int, now: datetime) -> None:
    """Make a guest the learner of a user: they no longer expire. Whatever they answered is kept, and their classes are.

    Personal codes end: slips with them lie about, and an account is not to be entered by one.

    Raises SomebodysAlready where the guest signed up or was merged meanwhile; the transaction must be rolled back.
    """
    values = {"user_id": user.id, "expires_at": None, "last_seen_at": now}
    guest = (
        update(Learner)
        .where(Learner.id == learner_id, Learner.user_id.is_(None), Learner.merged_into_id.is_(None))
        .values(values)
    )
    if db.execute(guest.returning(Learner.id)).one_or_none() is None:
        raise SomebodysAlready
    db.execute(update(Member).where(Member.learner_id == learner_id).values(code_hash=None))


def new_learner(db: Db, user: User, now: datetime) -> int:
    """Give a user a learner without history; returns the learner's id."""
    learner = Learner(user_id=user.id, created_at=now, last_seen_at=now, expires_at=None)
    db.add(learner)
    db.flush()
    return learner.id


def set_email(db: Db, public_id: str, email: str) -> None:
    """Put an e-mail address, or none, in place of the old one.

    Raises Taken, after which the transaction must be rolled back.
    """
    try:
        db.execute(update(User).where(User.public_id == public_id).values(email=folded(email) or None))
    except IntegrityError as error:
        raise Taken(email) from error


def set_password(db: Db, public_id: str, password_hash: str) -> None:
    """Put a new password in place of the old one."""
    db.execute(update(User).where(User.public_id == public_id).values(password_hash=password_hash))


def renew_hash(db: Db, public_id: str, kept: str, fresh: str) -> None:
    """Keep the same password under another hash, unless the password was changed meanwhile."""
    same = (User.public_id == public_id, User.password_hash == kept)
    db.execute(update(User).where(*same).values(password_hash=fresh))


def set_role(db: Db, public_id: str, role: str) -> None:
    """Give a user another role."""
    db.execute(update(User).where(User.public_id == public_id).values(role=role))
