"""Programmes of onboarding and their cohorts, as those who run them and those who go through them may see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from quizapp.core.programme import Programme as Settings
from quizapp.core.programme import programme_from
from quizapp.storage.models import Bank, ClassTeacher, Cohort, Member, Programme, SchoolClass
from quizapp.storage.types import AnyRow, AnySelect


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme with its bank."""

    id: int
    public_id: str
    title: str
    settings: Settings
    bank_id: int
    bank: str
    bank_title: str
    archived: bool
    public: bool
    """Whether everybody may read the bank: participants have to, and are guests as often as not."""


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort with its class; activities by internal id. `code` lets people join while the class is `open`."""

    id: int
    public_id: str
    programme: ProgrammeRow
    class_id: int
    group: str
    """The class's public id."""
    name: str
    code: str | None
    open: bool
    archived: bool
    pretest: int
    certification: int
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A cohort for one participant: the name by which it knows them, and since when."""

    cohort: CohortRow
    name: str
    joined_at: datetime


_PROGRAMME = (
    Programme.id.label("programme_id"),
    Programme.public_id.label("programme"),
    Programme.title,
    Programme.settings,
    Bank.id.label("bank_id"),
    Bank.slug,
    Bank.data["title"].as_string().label("bank_title"),
    Programme.archived_at,
    Bank.visibility,
)
_COHORT = (
    Cohort.id,
    Cohort.public_id,
    Cohort.class_id,
    SchoolClass.public_id.label("group"),
    SchoolClass.name,
    SchoolClass.code,
    SchoolClass.open,
    SchoolClass.archived_at.label("class_archived_at"),
    Cohort.pretest_id,
    Cohort.certification_id,
    Cohort.deadline,
)


def _programmes() -> AnySelect:
    return select(*_PROGRAMME).select_from(Programme).join(Bank, Bank.id == Programme.bank_id)


def _cohorts() -> AnySelect:
    return (
        select(*_PROGRAMME, *_COHORT)
        .select_from(Cohort)
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(Bank, Bank.id == Programme.bank_id)
        .join(SchoolClass, SchoolClass.id == Cohort.class_id)
    )


def _programme(row: AnyRow) -> ProgrammeRow:
    return ProgrammeRow(
        row.programme_id, row.programme, row.title, programme_from(row.settings),
        row.bank_id, row.slug, row.bank_title, row.archived_at is not None, row.visibility == "public",
    )  # fmt: skip


def _cohort(row: AnyRow) -> CohortRow:
    return CohortRow(
        row.id, row.public_id, _programme(row), row.class_id, row.group, row.name, row.code, row.open,
        row.class_archived_at is not None, row.pretest_id, row.certification_id, row.deadline,
    )  # fmt: skip


def _run_by(user_id: int) -> ColumnElement[bool]:
    """That the user runs a programme: owns it, or teaches the class of a cohort of it."""
    taught = (
        select(Cohort.programme_id)
        .join(ClassTeacher, ClassTeacher.class_id == Cohort.class_id)
        .where(ClassTeacher.user_id == user_id)
    )
    return or_(Programme.owner_id == user_id, Programme.id.in_(taught))


def all_run(db: Session, user_id: int) -> list[ProgrammeRow]:
    """The programmes that a user runs, archived ones last, each part the latest first."""
    order = (Programme.archived_at.is_not(None), Programme.id.desc())
    return [_programme(row) for row in db.execute(_programmes().where(_run_by(user_id)).order_by(*order))]


def run(db: Session, user_id: int, programme_id: str) -> ProgrammeRow | None:
    """The programme with that public id, if the user runs it; another's does not exist."""
    row = db.execute(_programmes().where(Programme.public_id == programme_id, _run_by(user_id))).one_or_none()
    return _programme(row) if row else None


def cohorts(db: Session, programme_id: int) -> list[CohortRow]:
    """The cohorts of the programme with that internal id, the one whose deadline is last first."""
    rows = db.execute(
        _cohorts().where(Cohort.programme_id == programme_id).order_by(Cohort.deadline.desc(), Cohort.id.desc())
    )
    return [_cohort(row) for row in rows]


def cohort_run(db: Session, user_id: int, cohort_id: str) -> CohortRow | None:
    """The cohort with that public id, if the user runs its programme."""
    row = db.execute(_cohorts().where(Cohort.public_id == cohort_id, _run_by(user_id))).one_or_none()
    return _cohort(row) if row else None


def of_activity(db: Session, activity_id: int) -> CohortRow | None:
    """The cohort whose pre-test or certification it is, by the activity's internal id."""
    its = or_(Cohort.pretest_id == activity_id, Cohort.certification_id == activity_id)
    row = db.execute(_cohorts().where(its)).one_or_none()
    return _cohort(row) if row else None


def _places(learner_id: int) -> AnySelect:
    return (
        _cohorts()
        .join(Member, Member.class_id == Cohort.class_id)
        .where(Member.learner_id == learner_id, Member.removed_at.is_(None))
        .add_columns(Member.name.label("member"), Member.joined_at)
    )


def attended(db: Session, learner_id: int) -> list[Place]:
    """The cohorts a learner is in, the next deadline first, without archived classes."""
    rows = db.execute(_places(learner_id).where(SchoolClass.archived_at.is_(None)).order_by(Cohort.deadline, Cohort.id))
    return [Place(_cohort(row), row.member, row.joined_at) for row in rows]


def attended_one(db: Session, learner_id: int, cohort_id: str) -> Place | None:
    """The cohort with that public id, if the learner is in it; to anybody else it does not exist."""
    row = db.execute(_places(learner_id).where(Cohort.public_id == cohort_id)).one_or_none()
    return Place(_cohort(row), row.member, row.joined_at) if row else None
