"""Leave a room, and come back as the same player."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.join_room import Change, change_player
from quizapp.actions.name_player import is_stranger
from quizapp.storage import rooms
from quizapp.storage.models import Attempt, Player


def leave_room(db: Session, room_id: int, public_id: str, now: datetime) -> bool:
    """Let a player go; what they answered stays. Returns whether they were there.

    The caller has begun to write, and commits.
    """
    if _state(db, room_id, public_id) not in ("in", "waiting"):
        return False
    return change_player(db, room_id, public_id, Change(state="left"), now)


def come_back(db: Session, room_id: int, public_id: str, now: datetime) -> bool:
    """Let somebody in who had left by themselves; where the host has to let them in by hand, they wait for that again.

    Whoever was taken out stays out. The caller has begun to write, and commits.
    """
    row = rooms.locked(db, room_id)
    if row is None or row.state.phase == "over" or _state(db, room_id, public_id) != "left":
        return False
    by_hand = row.state.approve or is_stranger(db, row, _learner(db, public_id))
    state: Literal["waiting", "in"] = "waiting" if by_hand else "in"
    return change_player(db, room_id, public_id, Change(state=state), now)


def _state(db: Session, room_id: int, public_id: str) -> str | None:
    rooms.locked(db, room_id)
    return db.scalar(select(Player.state).where(Player.room_id == room_id, Player.public_id == public_id))


def _learner(db: Session, public_id: str) -> int:
    whose = select(Attempt.learner_id).join(Player, Player.attempt_id == Attempt.id)
    return db.scalars(whose.where(Player.public_id == public_id)).one()
