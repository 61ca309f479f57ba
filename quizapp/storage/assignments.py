"""Assignments as pupils may see them, and as those who set them watch them.

A programme's pre-test and certification are done in the same way: they are of other KINDS, and stand in no list here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.assignment import GRACE, Assignment, State, assignment_from, deadline, state
from quizapp.storage.activities import ACTIVITY, ActivityRow
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.models import Activity, Allowance, Answer, Asked, Attempt, Member, SchoolClass
from quizapp.storage.types import AnySelect

__all__ = ["GRACE", "KIND", "KINDS", "Task"]
KIND = "assignment"
PRETEST, CERTIFICATION = "pretest", "certification"
KINDS = (KIND, PRETEST, CERTIFICATION)
"""Of activities that are done alone, with closed books; their attempts' purpose is the same word."""
_LONG_AGO, _NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment for one member: their own time, and how many attempts they may have."""

    activity: ActivityRow
    settings: Assignment
    member_id: int
    learner_id: int
    name: str
    extra_percent: int
    attempts_allowed: int
    absent: bool
    member: str
    """Their public id in the class."""
    archived: bool
    """Whether the class is: nothing is begun in it any more."""

    @property
    def opens_at(self) -> datetime:
        """When the window opens."""
        return self.activity.opens_at or _LONG_AGO

    @property
    def closes_at(self) -> datetime:
        """When it closes for all."""
        return self.activity.closes_at or _NEVER

    @property
    def told(self) -> bool:
        """Whether results of what is answered, or handed in, may be told: at once, or once all attempts are settled."""
        return self.settings.feedback != "after" or bool(self.activity.settings.get("settled"))

    def state(self, now: datetime) -> State:
        """Where the window stands."""
        return state(self.opens_at, self.closes_at, now)

    def deadline(self, started_at: datetime) -> datetime:
        """Until when an attempt of theirs goes on."""
        return deadline(started_at, self.settings.seconds, self.extra_percent, self.closes_at)


def _tasks() -> AnySelect:
    """Of members who are in their class now."""
    return (
        select(
            *ACTIVITY,
            Member.id.label("member_id"),
            Member.learner_id,
            Member.name,
            func.coalesce(Allowance.extra_percent, Member.extra_percent).label("extra"),
            func.coalesce(Allowance.extra_attempts, 0).label("more"),
            Allowance.absent,
            Member.public_id.label("member"),
            SchoolClass.archived_at.is_not(None).label("archived"),
        )
        .join(Member, Member.class_id == Activity.class_id)
        .join(SchoolClass, SchoolClass.id == Member.class_id)
        .outerjoin(Allowance, and_(Allowance.activity_id == Activity.id, Allowance.member_id == Member.id))
        .where(Activity.kind.in_(KINDS), Member.removed_at.is_(None))
    )


def _task(row: tuple[object, ...]) -> Task:
    activity = ActivityRow(*row[: len(ACTIVITY)])  # type: ignore[arg-type]
    member_id, learner_id, name, extra, more, absent, member, archived = row[len(ACTIVITY) :]
    settings = assignment_from(activity.settings)
    return Task(
        activity, settings, int(str(member_id)), int(str(learner_id)), str(name), int(str(extra)),
        settings.attempts + int(str(more)), bool(absent), str(member), bool(archived),
    )  # fmt: skip


def task(db: Session, learner_id: int, activity_id: str, kind: str = KIND) -> Task | None:
    """The assignment with that public id, if the learner is in its class; to anybody else it does not exist."""
    wanted = (Activity.public_id == activity_id, Activity.kind == kind, Member.learner_id == learner_id)
    row = db.execute(_tasks().where(*wanted)).one_or_none()
    return _task(tuple(row)) if row else None


def task_of(db: Session, attempt: AttemptRow) -> Task | None:
    """The assignment that an attempt is of, if its learner is still in the class."""
    wanted = (Activity.id == attempt.activity_id, Member.learner_id == attempt.learner_id)
    row = db.execute(_tasks().where(*wanted)).one_or_none()
    return _task(tuple(row)) if row else None


def tasks(db: Session, learner_id: int) -> list[Task]:
    """The assignments of all classes a learner is in, those that close last first; archived classes have none."""
    rows = db.execute(
        _tasks()
        .where(Activity.kind == KIND, Member.learner_id == learner_id, SchoolClass.archived_at.is_(None))
        .order_by(Activity.closes_at.desc(), Activity.id.desc())
        .limit(50)
    )
    return [_task(tuple(row)) for row in rows]


def of_members(db: Session, activity_id: int) -> list[Task]:
    """The assignment with that internal id for everybody in its class, by name."""
    rows = db.execute(_tasks().where(Activity.id == activity_id).order_by(func.lower(Member.name), Member.id))
    return [_task(tuple(row)) for row in rows]


def own_extra(db: Session, activity_id: int, member_id: int) -> int | None:
    """The extra time, in per cent, that a member has in this assignment in place of their usual one."""
    own = (Allowance.activity_id == activity_id, Allowance.member_id == member_id)
    return db.scalar(select(Allowance.extra_percent).where(*own))


_ATTEMPT = (
    Attempt.id,
    Attempt.public_id,
    Attempt.learner_id,
    Attempt.purpose,
    Attempt.settings,
    Attempt.started_at,
    Attempt.finished_at,
    Attempt.activity_id,
)


def attempts_of(db: Session, activity_id: int, learner_id: int | None = None) -> list[AttemptRow]:
    """The attempts of an activity, of all or of one learner, in the order they began."""
    query = select(*_ATTEMPT).where(Attempt.activity_id == activity_id).order_by(Attempt.started_at, Attempt.id)
    rows = db.execute(query if learner_id is None else query.where(Attempt.learner_id == learner_id))
    return [AttemptRow(*row) for row in rows]


def attempts_by(db: Session, learner_id: int, activity_ids: Sequence[int]) -> list[AttemptRow]:
    """A learner's attempts of several activities, in the order they began."""
    own = (Attempt.learner_id == learner_id, Attempt.activity_id.in_(activity_ids))
    rows = db.execute(select(*_ATTEMPT).where(*own).order_by(Attempt.started_at, Attempt.id))
    return [AttemptRow(*row) for row in rows]


def running(db: Session, learner_id: int, bank: str, now: datetime) -> AttemptRow | None:
    """The learner's attempt of an assignment that goes on now, if any: of the bank with that slug, or of any for ""."""
    going_on = all_running(db, learner_id, now)
    return next((attempt for attempt, task in going_on if bank in ("", task.settings.bank)), None)


def all_running(db: Session, learner_id: int, now: datetime) -> list[tuple[AttemptRow, Task]]:
    """The learner's attempts of assignments that go on now, each with its assignment; what is on paper does not."""
    rows = db.execute(
        _tasks()
        .join(Attempt, and_(Attempt.activity_id == Activity.id, Attempt.learner_id == Member.learner_id))
        .where(Member.learner_id == learner_id, Attempt.finished_at.is_(None), Attempt.purpose.in_(KINDS))
        .add_columns(*_ATTEMPT)
    )
    found = [(AttemptRow(*row[-len(_ATTEMPT) :]), _task(tuple(row[: -len(_ATTEMPT)]))) for row in rows]
    return [
        (attempt, task)
        for attempt, task in found
        if "paper" not in attempt.settings and now < task.deadline(attempt.started_at)
    ]


def begun(db: Session, activity_id: int) -> bool:
    """Whether anybody has begun."""
    return bool(db.scalar(select(exists().where(Attempt.activity_id == activity_id))))


def unsettled(db: Session, now: datetime, activity_id: int | None = None) -> list[ActivityRow]:
    """Assignments that somebody is about, or whose window is over and whose results are not yet all told."""
    open_ones = exists().where(Attempt.activity_id == Activity.id, Attempt.finished_at.is_(None))
    rows = db.execute(
        select(*ACTIVITY)
        .where(
            Activity.kind.in_(KINDS),
            or_(Activity.closes_at <= now, open_ones),
            Activity.id == activity_id if activity_id is not None else Activity.id.is_not(None),
        )
        .order_by(Activity.id)
    )
    return [
        row for row in (ActivityRow(*each) for each in rows) if not row.settings.get("settled") or _is_open(db, row)
    ]


def _is_open(db: Session, row: ActivityRow) -> bool:
    unfinished = exists().where(Attempt.activity_id == row.id, Attempt.finished_at.is_(None))
    return bool(db.scalar(select(unfinished)))


def untold(db: Session, activity_id: int) -> tuple[int, int] | None:
    """A finished attempt of an activity with an answer that is not told: internal ids of attempt and learner."""
    row = db.execute(
        select(Attempt.id, Attempt.learner_id)
        .join(Asked, Asked.attempt_id == Attempt.id)
        .join(Answer, Answer.asked_id == Asked.id)
        .where(Attempt.activity_id == activity_id, Attempt.finished_at.is_not(None), Asked.released_at.is_(None))
        .order_by(Attempt.id)
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else None
