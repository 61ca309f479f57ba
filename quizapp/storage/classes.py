"""Classes, as those who teach them and those who are in them may see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.models import ClassTeacher, Learner, Member, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class."""

    id: int
    public_id: str
    name: str
    code: str | None
    open: bool
    keeps: bool
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A pupil in a class; `guest` tells that no account stands behind them."""

    id: int
    public_id: str
    learner_id: int
    name: str
    has_code: bool
    extra_percent: int
    joined_at: datetime
    guest: bool


_CLASS = (
    SchoolClass.id,
    SchoolClass.public_id,
    SchoolClass.name,
    SchoolClass.code,
    SchoolClass.open,
    SchoolClass.keeps,
    SchoolClass.created_at,
    SchoolClass.archived_at,
)


def taught(db: Session, user_id: int, class_id: str) -> ClassRow | None:
    """The class with that public id, if the user teaches it; another's class does not exist."""
    row = db.execute(
        select(*_CLASS)
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .where(ClassTeacher.user_id == user_id, SchoolClass.public_id == class_id)
    ).one_or_none()
    return ClassRow(*row) if row else None


def all_taught(db: Session, user_id: int) -> list[ClassRow]:
    """The classes of a teacher, archived ones last, each part by name."""
    rows = db.execute(
        select(*_CLASS)
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .where(ClassTeacher.user_id == user_id)
        .order_by(SchoolClass.archived_at.is_not(None), func.lower(SchoolClass.name), SchoolClass.id)
    )
    return [ClassRow(*row) for row in rows]


def attended(db: Session, learner_id: int) -> list[ClassRow]:
    """The classes a learner is in, by name, without archived ones."""
    rows = db.execute(
        select(*_CLASS)
        .join(Member, Member.class_id == SchoolClass.id)
        .where(Member.learner_id == learner_id, Member.removed_at.is_(None), SchoolClass.archived_at.is_(None))
        .order_by(func.lower(SchoolClass.name), SchoolClass.id)
    )
    return [ClassRow(*row) for row in rows]


def members(db: Session, class_id: int) -> list[MemberRow]:
    """Who is in the class with that internal id, by name."""
    rows = db.execute(
        select(
            Member.id,
            Member.public_id,
            Member.learner_id,
            Member.name,
            Member.code_hash.is_not(None),
            Member.extra_percent,
            Member.joined_at,
            Learner.user_id.is_(None),
        )
        .join(Learner, Learner.id == Member.learner_id)
        .where(Member.class_id == class_id, Member.removed_at.is_(None))
        .order_by(func.lower(Member.name), Member.id)
    )
    return [MemberRow(*row) for row in rows]


def name_in(db: Session, class_id: int, learner_id: int) -> str:
    """The name by which a class knows a learner; "" where it does not."""
    known = (Member.class_id == class_id, Member.learner_id == learner_id, Member.removed_at.is_(None))
    return db.scalar(select(Member.name).where(*known)) or ""
