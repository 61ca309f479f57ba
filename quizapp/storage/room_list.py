"""Lists of rooms: those a teacher runs, and those a class may join now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.core.room import RoomState, state_from
from quizapp.storage.models import Activity, Player, Room


@dataclass(frozen=True, slots=True)
class ListedRoom:
    """A room in the list of who runs it; `players` is how many ever joined."""

    public_id: str
    title: str
    created_at: datetime
    code: str | None
    state: RoomState
    players: int


def rooms_run(db: Session, user_id: int, limit: int = 40) -> list[ListedRoom]:
    """A teacher's own latest rooms, without rehearsals."""
    count = select(func.count()).where(Player.room_id == Room.activity_id).scalar_subquery()
    rows = db.execute(
        select(Activity.public_id, Activity.title, Activity.created_at, Room.code, Room.state, count.label("players"))
        .join(Room, Activity.id == Room.activity_id)
        .where(Activity.owner_id == user_id, Activity.kind == "room")
        .order_by(Activity.created_at.desc(), Activity.id.desc())
        .limit(limit)
    )
    return [
        ListedRoom(row.public_id, row.title, row.created_at, row.code, state_from(row.state), row.players)
        for row in rows
    ]


def going_on(db: Session, class_id: int) -> list[tuple[str, str]]:
    """The live quizzes of a class that are not over, the latest first: public id and title."""
    rows = db.execute(
        select(Activity.public_id, Activity.title)
        .join(Room, Room.activity_id == Activity.id)
        .where(Activity.class_id == class_id, Activity.kind == "room", Room.code.is_not(None))
        .order_by(Activity.id.desc())
    )
    return [(public_id, title) for public_id, title in rows]
