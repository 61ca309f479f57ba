"""Leave a room, and come back as the same player."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.join_room import Change, change_player
from quizapp.storage import rooms
from quizapp.storage.models import Player


def leave_room(db: Session, room_id: int, public_id: str, now: datetime) -> bool:
    """Let a player go; what they answered stays. Returns whether they were there.

    The caller has begun to write, and commits.
    """
    if _state(db, room_id, public_id) not in ("in", "waiting"):
        return False
    return change_player(db, room_id, public_id, Change(state="left"), now)


def come_back(db: Session, room_id: int, public_id: str, now: datetime) -> bool:
    """Let somebody in who had left by themselves; where the host lets everybody in by hand, they wait for that again.

    Whoever was taken out stays out. The caller has begun to write, and commits.
    """
    row = rooms.locked(db, room_id)
    if row is None or row.state.phase == "over" or _state(db, room_id, public_id) != "left":
        return False
    state: Literal["waiting", "in"] = "waiting" if row.state.approve else "in"
    return change_player(db, room_id, public_id, Change(state=state), now)


def _state(db: Session, room_id: int, public_id: str) -> str | None:
    rooms.locked(db, room_id)
    return db.scalar(select(Player.state).where(Player.room_id == room_id, Player.public_id == public_id))
