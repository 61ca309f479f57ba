"""Join a class: under a name that is like nobody's, with a personal code for those without an account."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.enrol import GUEST_DAYS, stay
from quizapp.actions.give_code import personal_code
from quizapp.core.message import Message, mark
from quizapp.core.names import alike, made_name
from quizapp.storage.learners import Who
from quizapp.storage.models import Member, SchoolClass

MOST_MEMBERS = 500
CLOSED = mark("Nobody can join here at present. Ask whoever invited you to open it.")
GONE = mark("What this code led to does not exist any more.")
FULL = mark("There is no room for anybody else.")
REMOVED = mark("You were taken out. Only whoever invited you can let you back in.")
TAKEN = mark(
    "Somebody here has a name like this. If it is you, come back with your personal code; "
    "otherwise add a letter or take another name."
)


TAKEN_BY_OTHER = mark("Somebody in the class has a name like this.")


class CannotJoin(ValueError):
    """Somebody cannot join; `message` says why, `other_name` whether another name would do."""

    def __init__(self, text: str, other_name: bool = False) -> None:
        """Hold the message id."""
        self.message = Message(text)
        self.other_name = other_name
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Joined:
    """A member's name, and the personal code of somebody new without an account, which is kept nowhere."""

    name: str
    code: str | None


def join_class(db: Session, who: Who, class_id: int, name: str, now: datetime) -> Joined:
    """Let the learner into the class with that internal id, as `name` (clean; "" for a made one).

    Who is in it already stays as they are. The caller has begun to write for the learner, and commits.
    Raises CannotJoin.
    """
    open_to = lock_class(db, class_id)
    before = db.scalar(select(Member).where(Member.class_id == class_id, Member.learner_id == who.id))
    if before is not None:
        if before.removed_at is not None:
            raise CannotJoin(REMOVED)
        return Joined(before.name, None)
    if open_to is None:
        raise CannotJoin(GONE)
    if not open_to:
        raise CannotJoin(CLOSED)
    if room_left(db, class_id) < 1:
        raise CannotJoin(FULL)
    taken = names(db, class_id)
    if name and alike(name) in {alike(each) for each in taken}:
        raise CannotJoin(TAKEN, other_name=True)
    name = name or made_name(secrets.SystemRandom(), taken)
    code, code_hash = personal_code()
    db.add(
        Member(
            class_id=class_id,
            learner_id=who.id,
            name=name,
            code_hash=None if who.has_account else code_hash,
            joined_at=now,
            removed_at=None,
        )
    )
    stay(db, who.id, now, GUEST_DAYS)
    db.flush()
    return Joined(name, None if who.has_account else code)


def lock_class(db: Session, class_id: int) -> bool | None:
    """Keep others from changing who is in the class until the transaction ends; returns whether it is open.

    None if it does not exist or is archived.
    """
    row = db.execute(
        select(SchoolClass.open, SchoolClass.archived_at).where(SchoolClass.id == class_id).with_for_update()
    ).one_or_none()
    return row.open if row and row.archived_at is None else None


def names(db: Session, class_id: int, but: int = 0) -> list[str]:
    """The names that are taken in a class, `but` one member's; those of who was removed are free."""
    present = (Member.class_id == class_id, Member.removed_at.is_(None), Member.id != but)
    return list(db.scalars(select(Member.name).where(*present)))


def room_left(db: Session, class_id: int) -> int:
    """How many more fit into a class."""
    present = (Member.class_id == class_id, Member.removed_at.is_(None))
    return MOST_MEMBERS - (db.scalar(select(func.count()).select_from(Member).where(*present)) or 0)
