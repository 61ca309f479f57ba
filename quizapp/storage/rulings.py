"""Rulings of an activity, and the answers they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session

from quizapp.core.ruling import AS_IT_IS, DROPPED, KEY, Rule
from quizapp.storage.database import send
from quizapp.storage.models import Activity, Room, Ruling, User

_LOCK = select(Activity.id).where(Activity.id == bindparam("activity_id"))
_SHARED = _LOCK.with_for_update(read=True)
_OWN = _LOCK.with_for_update(key_share=True)
_ROOM = select(Room.activity_id).where(Room.activity_id == bindparam("activity_id")).with_for_update()
_STANDING = (
    select(Ruling.kind, Ruling.right, Ruling.by_id, Ruling.why, Ruling.at)
    .where(
        Ruling.activity_id == bindparam("activity_id"),
        Ruling.question_revision_id == bindparam("question_revision_id"),
        Ruling.lifted_at.is_(None),
    )
    .order_by(Ruling.id)
)


@dataclass(frozen=True, slots=True)
class RulingRow:
    """A ruling on a question. `by` is the shown name of who ruled, None where they have left."""

    id: int
    question_revision_id: int
    kind: str
    right: tuple[str, ...]
    why: str
    by: str | None
    at: datetime
    lifted_at: datetime | None


def ruled(db: Session, activity_id: int | None, question_revision_id: int) -> Rule:
    """What stands about a question of an activity: to be asked wherever its answers are graded or enter memory.

    Nobody rules on practice, which is part of no activity.

    In a transaction that writes, on PostgreSQL, nobody rules meanwhile: lock learners first, then come here.
    """
    if activity_id is None:
        return AS_IT_IS
    _share(db, activity_id)
    key = {"activity_id": activity_id, "question_revision_id": question_revision_id}
    rows = send(db, _STANDING, key).all()
    corrected = next((row for row in reversed(rows) if row.kind == KEY), None)
    dropped = any(row.kind == DROPPED for row in rows)
    if corrected is None:
        return Rule(dropped)
    return Rule(dropped, tuple(corrected.right), corrected.by_id, corrected.why, corrected.at)


def _share(db: Session, activity_id: int) -> None:
    if db.get_bind().dialect.name != "sqlite":
        send(db, _SHARED, {"activity_id": activity_id})


def lock_activity(db: Session, activity_id: int) -> None:
    """Keep others from ruling, and from grading under other rulings, until the transaction ends.

    Of a live quiz the room is locked first, as by whoever hosts it.
    """
    if db.get_bind().dialect.name != "sqlite":
        send(db, _ROOM, {"activity_id": activity_id})
        send(db, _OWN, {"activity_id": activity_id})


def dropped(db: Session, activity_id: int) -> frozenset[int]:
    """The question revisions that count for nobody in an activity: leave them out of points and of their number."""
    return frozenset(
        db.scalars(
            select(Ruling.question_revision_id).where(
                Ruling.activity_id == activity_id, Ruling.kind == DROPPED, Ruling.lifted_at.is_(None)
            )
        )
    )


def of_question(db: Session, activity_id: int, question_revision_id: int) -> list[RulingRow]:
    """All rulings on a question, the latest first, lifted ones included."""
    return of_activity(db, activity_id, [question_revision_id])


def of_activity(db: Session, activity_id: int, question_revision_ids: Sequence[int] | None = None) -> list[RulingRow]:
    """All rulings of an activity, the latest first; only those on some questions, if given."""
    among = true() if question_revision_ids is None else Ruling.question_revision_id.in_(question_revision_ids)
    rows = db.execute(
        select(
            Ruling.id,
            Ruling.question_revision_id,
            Ruling.kind,
            Ruling.right,
            Ruling.why,
            User.shown_name,
            Ruling.at,
            Ruling.lifted_at,
        )
        .outerjoin(User, User.id == Ruling.by_id)
        .where(Ruling.activity_id == activity_id, among)
        .order_by(Ruling.id.desc())
    )
    return [RulingRow(row[0], row[1], row[2], tuple(row[3]), *row[4:]) for row in rows]


def moments(db: Session, activity_id: int, question_revision_id: int) -> frozenset[datetime]:
    """When somebody ruled on a question or lifted a ruling. A grade of such a moment follows from that ruling.

    So a later grade of any other moment is a teacher's word on this one answer, which no ruling changes.
    """
    rows = of_question(db, activity_id, question_revision_id)
    return frozenset(at for row in rows for at in (row.at, row.lifted_at) if at)


def subject_of(activity_id: int, question_revision_id: int) -> str:
    """What the audit log calls a question of an activity."""
    return f"activity {activity_id}, question revision {question_revision_id}"
