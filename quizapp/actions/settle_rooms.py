"""What the clock does to rooms that nobody watches: countdowns end, forgotten rooms close, answers enter memory.

A room that somebody watches is kept by `live.keeper`, quicker than this job looks; what both do is done once.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.host_room import host
from quizapp.actions.remember_room import remember_room, rooms_waiting, waiting
from quizapp.core.room_commands import Command, due
from quizapp.storage import rooms
from quizapp.storage.database import lock
from quizapp.storage.models import Activity, Room, RoomEvent

FORGOTTEN = timedelta(hours=12)
"""A room in which nothing happened for so long is over, and its code is free."""
REMEMBERS = 8
"""Players whose answers enter memory in one step."""
QUIET = timedelta(minutes=1)
"""How long nothing must have happened in a room: in a game that goes on, nobody has time for that."""


def settle_rooms_step(db: Session, now: datetime) -> bool:
    """Do the next thing that is due; returns whether nothing was. The caller has begun to write, and commits."""
    return not (_command(db, now) or _remember(db, now))


def _command(db: Session, now: datetime) -> bool:
    running = select(Room.activity_id).where(Room.code.is_not(None)).order_by(Room.activity_id)
    return any(_settle(db, room_id, now) for room_id in db.scalars(running).all())


def _settle(db: Session, room_id: int, now: datetime) -> bool:
    row = rooms.room_of(db, room_id)
    if row is None:
        return False
    if _last(db, room_id) <= now - FORGOTTEN:
        return host(db, room_id, Command("end"), now)
    command = due(row.state, row.settings, now)
    # The next question never comes by itself while nobody looks: it would be over before anybody has seen it.
    return command is not None and command.name == "close" and host(db, room_id, command, now)


def _last(db: Session, room_id: int) -> datetime:
    """When something happened in the room last."""
    times = [
        db.scalar(select(func.max(RoomEvent.at)).where(RoomEvent.room_id == room_id)),
        db.scalar(select(Activity.created_at).where(Activity.id == room_id)),
    ]
    return max((each for each in times if each), default=datetime.min.replace(tzinfo=UTC))


def _remember(db: Session, now: datetime) -> bool:
    quiet = (room_id for room_id in rooms_waiting(db, now) if _last(db, room_id) <= now - QUIET)
    for room_id in quiet:
        learner_ids = waiting(db, room_id, REMEMBERS)
        lock(db, sorted(learner_ids))
        if remember_room(db, learner_ids, now):
            return True
    return False
