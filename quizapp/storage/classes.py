"""Classes, as those who teach them and those who are in them may see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import Session

from quizapp.storage.learners import secret_hash
from quizapp.storage.models import Activity, ClassTeacher, Cohort, Learner, Member, SchoolClass, User
from quizapp.storage.models import Session as Browser


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
    cohort: str | None
    """The public id of the cohort of a programme that stands on it: then its members are participants, not pupils."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A pupil in a class; `guest` tells that no account stands behind them.

    `last_seen_at` is None of somebody on a roster who has not come yet.
    """

    id: int
    public_id: str
    learner_id: int
    name: str
    has_code: bool
    extra_percent: int
    joined_at: datetime
    guest: bool
    last_seen_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TeacherRow:
    """Who teaches a class."""

    user_id: int
    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ComingBack:
    """Who a personal code stands for: a pupil without an account, by their name in a class with a public id."""

    member_id: int
    learner_id: int
    name: str
    class_id: str
    class_name: str
    code_hash: str | None


_CLASS = (
    SchoolClass.id,
    SchoolClass.public_id,
    SchoolClass.name,
    SchoolClass.code,
    SchoolClass.open,
    SchoolClass.keeps,
    SchoolClass.created_at,
    SchoolClass.archived_at,
    select(Cohort.public_id).where(Cohort.class_id == SchoolClass.id).scalar_subquery().label("cohort"),
)

_HERE = exists().where(Browser.learner_id == Learner.id)
_SEEN = or_(Learner.user_id.is_not(None), Learner.last_seen_at > Member.joined_at, _HERE)
_MEMBER = select(
    Member.id,
    Member.public_id,
    Member.learner_id,
    Member.name,
    Member.code_hash.is_not(None),
    Member.extra_percent,
    Member.joined_at,
    Learner.user_id.is_(None),
    case((_SEEN, Learner.last_seen_at)),
    Member.removed_at,
).join(Learner, Learner.id == Member.learner_id)

_COMING_BACK = (
    select(Member.id, Member.learner_id, Member.name, SchoolClass.public_id, SchoolClass.name, Member.code_hash)
    .join(Learner, Learner.id == Member.learner_id)
    .join(SchoolClass, SchoolClass.id == Member.class_id)
    .where(Member.removed_at.is_(None), Learner.user_id.is_(None), Learner.merged_into_id.is_(None))
)


def taught(db: Session, user_id: int, class_id: str) -> ClassRow | None:
    """The class with that public id, if the user teaches it; another's class does not exist."""
    row = db.execute(
        select(*_CLASS)
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .where(ClassTeacher.user_id == user_id, SchoolClass.public_id == class_id)
    ).one_or_none()
    return ClassRow(*row) if row else None


def by_code(db: Session, code: str) -> ClassRow | None:
    """The class that people join by `code`, open or not."""
    row = db.execute(select(*_CLASS).where(SchoolClass.code == code)).one_or_none()
    return ClassRow(*row) if row else None


def attended_one(db: Session, learner_id: int, class_id: str) -> ClassRow | None:
    """The class with that public id, if the learner is in it; archived or not."""
    row = db.execute(
        select(*_CLASS)
        .join(Member, Member.class_id == SchoolClass.id)
        .where(Member.learner_id == learner_id, Member.removed_at.is_(None), SchoolClass.public_id == class_id)
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


def members(db: Session, class_id: int, removed: bool = False) -> list[MemberRow]:
    """Who is in the class with that internal id, by name; or who was and was removed."""
    state = Member.removed_at.is_not(None) if removed else Member.removed_at.is_(None)
    rows = db.execute(_MEMBER.where(Member.class_id == class_id, state).order_by(func.lower(Member.name), Member.id))
    return [MemberRow(*row) for row in rows]


def size(db: Session, class_id: int) -> int:
    """How many are in the class with that internal id."""
    count: int = db.execute(
        select(func.count()).where(Member.class_id == class_id, Member.removed_at.is_(None))
    ).scalar_one()
    return count


def member(db: Session, class_id: int, member_id: str) -> MemberRow | None:
    """The pupil with that public id in the class with that internal id, removed or not."""
    row = db.execute(_MEMBER.where(Member.class_id == class_id, Member.public_id == member_id)).one_or_none()
    return MemberRow(*row) if row else None


def teachers(db: Session, class_id: int) -> list[TeacherRow]:
    """Who teaches the class with that internal id, the longest first."""
    rows = db.execute(
        select(User.id, User.public_id, User.shown_name)
        .join(ClassTeacher, ClassTeacher.user_id == User.id)
        .where(ClassTeacher.class_id == class_id)
        .order_by(ClassTeacher.since, User.id)
    )
    return [TeacherRow(*row) for row in rows]


def name_in(db: Session, class_id: int, learner_id: int) -> str:
    """The name by which a class knows a learner; "" where it does not."""
    known = (Member.class_id == class_id, Member.learner_id == learner_id, Member.removed_at.is_(None))
    return db.scalar(select(Member.name).where(*known)) or ""


def by_personal_code(db: Session, code: str) -> ComingBack | None:
    """Whom a personal code brings back. It is worthless once an account stands behind them, or they were removed."""
    row = db.execute(_COMING_BACK.where(Member.code_hash == secret_hash(code))).one_or_none()
    return ComingBack(*row) if row else None


def has_personal_code(db: Session, learner_id: int) -> bool:
    """Whether a learner could come back by a personal code."""
    return db.scalar(select(_COMING_BACK.where(Member.learner_id == learner_id).exists())) or False


def still_comes_back(db: Session, found: ComingBack) -> bool:
    """Whether the code is still good, inside a transaction that writes."""
    row = db.execute(_COMING_BACK.where(Member.code_hash == found.code_hash)).one_or_none()
    return row is not None and row.learner_id == found.learner_id


def of_activity(db: Session, activity_id: str) -> ClassRow | None:
    """The class of the activity with that public id."""
    row = db.execute(
        select(*_CLASS).join(Activity, Activity.class_id == SchoolClass.id).where(Activity.public_id == activity_id)
    ).one_or_none()
    return ClassRow(*row) if row else None
