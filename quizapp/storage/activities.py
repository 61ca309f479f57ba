"""Activities (assignments and rooms), as those who run them may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Activity, ClassTeacher


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """Something several people take part in; `kind` is assignment or room."""

    id: int
    public_id: str
    kind: str
    title: str
    owner_id: int | None
    class_id: int | None
    settings: dict[str, Any]
    opens_at: datetime | None
    closes_at: datetime | None
    created_at: datetime | None


ACTIVITY = (
    Activity.id,
    Activity.public_id,
    Activity.kind,
    Activity.title,
    Activity.owner_id,
    Activity.class_id,
    Activity.settings,
    Activity.opens_at,
    Activity.closes_at,
    Activity.created_at,
)


def run_by(user_id: int) -> ColumnElement[bool]:
    """That the user runs an activity: owns it, or teaches its class."""
    taught = select(ClassTeacher.class_id).where(ClassTeacher.user_id == user_id)
    return or_(Activity.owner_id == user_id, Activity.class_id.in_(taught))


def run(db: Session, user_id: int, activity_id: str, kinds: Sequence[str]) -> ActivityRow | None:
    """The activity with that public id and of one of `kinds`, if the user runs it; another's does not exist."""
    row = db.execute(
        select(*ACTIVITY).where(Activity.public_id == activity_id, Activity.kind.in_(kinds), run_by(user_id))
    ).one_or_none()
    return ActivityRow(*row) if row else None


def of_class(db: Session, class_id: int) -> list[ActivityRow]:
    """What the class with that internal id did and is to do, the latest first."""
    rows = db.execute(
        select(*ACTIVITY).where(Activity.class_id == class_id).order_by(Activity.created_at.desc(), Activity.id.desc())
    )
    return [ActivityRow(*row) for row in rows]


def by_id(db: Session, activity_id: int) -> ActivityRow | None:
    """The activity with that internal id."""
    row = db.execute(select(*ACTIVITY).where(Activity.id == activity_id)).one_or_none()
    return ActivityRow(*row) if row else None
