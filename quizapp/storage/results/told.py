"""What of an activity may be told: all that its answers' release says, and nothing of what is still open."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.assignment import assignment_from
from quizapp.core.room import state_from
from quizapp.storage.activities import ActivityRow
from quizapp.storage.models import ActivityQuestion, Room


@dataclass(frozen=True, slots=True)
class Told:
    """The positions whose results are told, and the moment after which more may be; `over` is that none will be."""

    positions: tuple[int, ...]
    over: bool
    until: datetime | None = None


def told(db: Session, activity: ActivityRow) -> Told:
    """An assignment that tells afterwards tells all at once; a room tells each question once it is closed."""
    if activity.kind == "room":
        return _of_room(db, activity.id)
    settled = bool(activity.settings.get("settled"))
    if settled or assignment_from(activity.settings).feedback != "after":
        return Told(positions(db, activity.id), settled, activity.closes_at)
    return Told((), False, activity.closes_at)


def positions(db: Session, activity_id: int) -> tuple[int, ...]:
    """The places of an activity's questions."""
    asked = select(ActivityQuestion.position).where(ActivityQuestion.activity_id == activity_id)
    return tuple(db.scalars(asked.order_by(ActivityQuestion.position)))


def _of_room(db: Session, activity_id: int) -> Told:
    stored = db.scalar(select(Room.state).where(Room.activity_id == activity_id))
    if stored is None:
        return Told((), True)
    state = state_from(stored)
    return Told(state.closed_positions(), state.phase == "over")
