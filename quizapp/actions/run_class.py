"""Run a class: make it, name it, open and close it to newcomers, put it away. The caller has begun to write, commits.

Whoever calls has made sure that the user teaches the class; ids are internal ones.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapp.actions.give_code import free_code
from quizapp.core.names import tidy_name
from quizapp.storage.models import ClassTeacher, SchoolClass

LONGEST = 60
"""Signs of a class's name."""
DOUBLE_CLICK = timedelta(seconds=10)


class LastTeacher(ValueError):
    """Without this one the class would have no teacher."""


def tidy_class_name(typed: str) -> str:
    """The name of a class without what cannot be seen, 1 to LONGEST signs. Raises core.names.BadName."""
    return tidy_name(typed, LONGEST)


def make_class(db: Session, user_id: int, name: str, now: datetime) -> str:
    """Make a class with this (tidy) name, taught by the user; returns its public id. A double click makes one."""
    twin = db.scalar(
        select(SchoolClass.public_id)
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .where(ClassTeacher.user_id == user_id, SchoolClass.name == name, SchoolClass.created_at > now - DOUBLE_CLICK)
    )
    if twin is not None:
        return twin
    made = SchoolClass(name=name, code=free_code(db), created_at=now, archived_at=None)
    db.add(made)
    db.flush()
    db.add(ClassTeacher(class_id=made.id, user_id=user_id, since=now))
    db.flush()
    return made.public_id


def rename_class(db: Session, class_id: int, name: str) -> None:
    """Give a class another (tidy) name."""
    _set(db, class_id, name=name)


def change_code(db: Session, class_id: int) -> None:
    """Give a class another code to join by; the old one leads nowhere from now on."""
    _set(db, class_id, code=free_code(db))


def let_join(db: Session, class_id: int, is_open: bool) -> None:
    """Open a class to newcomers, or close it. It keeps its code."""
    _set(db, class_id, open=is_open)


def keep(db: Session, class_id: int, keeps: bool) -> None:
    """Keep what pupils without an account leave for as long as the class stands, or no longer than the set time."""
    _set(db, class_id, keeps=keeps)


def archive(db: Session, class_id: int, now: datetime) -> None:
    """Put a class away: nobody joins it any more, and its code is free for others."""
    _set(db, class_id, code=None, open=False, archived_at=now)


def restore(db: Session, class_id: int) -> None:
    """Take a class out of the archive, with a new code and closed to newcomers."""
    archived = (SchoolClass.id == class_id, SchoolClass.archived_at.is_not(None))
    db.execute(update(SchoolClass).where(*archived).values(code=free_code(db), open=False, archived_at=None))


def add_teacher(db: Session, class_id: int, user_id: int, now: datetime) -> None:
    """Let somebody else teach the class, too. Who does so already stays."""
    if db.get(ClassTeacher, (class_id, user_id)) is None:
        db.add(ClassTeacher(class_id=class_id, user_id=user_id, since=now))
        db.flush()


def leave(db: Session, class_id: int, user_id: int) -> None:
    """Teach the class no longer. Raises LastTeacher rather than leave it without a teacher."""
    # Locked, so that two who leave at once wait for one another here.
    of_class = select(ClassTeacher.user_id).where(ClassTeacher.class_id == class_id)
    if set(db.scalars(of_class.order_by(ClassTeacher.user_id).with_for_update())) <= {user_id}:
        raise LastTeacher(class_id)
    db.execute(delete(ClassTeacher).where(ClassTeacher.class_id == class_id, ClassTeacher.user_id == user_id))


def _set(db: Session, class_id: int, **values: object) -> None:
    db.execute(update(SchoolClass).where(SchoolClass.id == class_id).values(**values))
