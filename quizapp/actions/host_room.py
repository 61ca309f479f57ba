"""Host a room: what a command brings is logged, and what follows from it is written with it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.open_room import log
from quizapp.core.room import Event, RoomState
from quizapp.core.room_commands import Command, decide, withdrawal
from quizapp.core.room_events import apply, replay
from quizapp.storage import rooms, withdrawn
from quizapp.storage.learners import secret_hash
from quizapp.storage.models import Activity, Asked, Attempt, Player, Room
from quizapp.storage.rooms import RoomRow

NEVER_LOADED = {"synchronize_session": False}


def host(db: Session, room_id: int, command: Command, now: datetime) -> bool:
    """Carry out a command in the room with that internal id; returns whether anything changed.

    A command that is out of date changes nothing. Questions that a correction has withdrawn are left out first, so that
    none is asked. The caller has begun to write, and commits. Raises core.room.Refused.
    """
    row = rooms.locked(db, room_id)
    if row is None:
        return False
    gone = withdrawal(row.state, withdrawn.places(db, room_id))
    state = replay(row.state, [(event, now) for event in gone])
    return happen(db, row, [*gone, *decide(state, row.settings, command, now)], now)


def happen(db: Session, row: RoomRow, events: Sequence[Event], now: datetime) -> bool:
    """Let `events` happen in a room whose row is locked: log, state, and what players' rows say."""
    if not events:
        return False
    state = row.state
    for event in events:
        state = apply(state, event, now)
        _follow(db, row.id, event, state, now)
    values: dict[str, Any] = {"sequence": log(db, row, events, now), "state": state.data()}
    db.execute(update(Room).where(Room.activity_id == row.id).values(**values).execution_options(**NEVER_LOADED))
    return True


def tell_ruling(db: Session, room_id: int, now: datetime) -> None:
    """Let a room's screens show what its answers are worth now. Nothing is done where it is no room.

    The caller has locked the activity by `storage.rulings.lock_activity`, and commits.
    """
    row = rooms.locked(db, room_id)
    if row:
        happen(db, row, [Event("ruled", {})], now)


def _follow(db: Session, room_id: int, event: Event, state: RoomState, now: datetime) -> None:
    """What an event means for the questions asked: shown, told, or over."""
    if event.type == "question":
        _mark(db, room_id, state.position, shown_at=now)
    elif event.type == "closed":
        _mark(db, room_id, state.position, released_at=now)
    elif event.type == "ended":
        _end(db, room_id, now)


def _mark(db: Session, room_id: int, position: int, **values: datetime) -> None:
    attempts = (
        select(Attempt.id)
        .join(Player, Player.attempt_id == Attempt.id)
        .where(Attempt.activity_id == room_id, Player.first_position <= position)
    )
    asked = (Asked.position == position, Asked.attempt_id.in_(attempts))
    db.execute(update(Asked).where(*asked).values(**values).execution_options(**NEVER_LOADED))


def _end(db: Session, room_id: int, now: datetime) -> None:
    open_attempts = (Attempt.activity_id == room_id, Attempt.finished_at.is_(None))
    db.execute(update(Attempt).where(*open_attempts).values(finished_at=now).execution_options(**NEVER_LOADED))
    db.execute(update(Activity).where(Activity.id == room_id).values(closes_at=now).execution_options(**NEVER_LOADED))
    db.execute(update(Room).where(Room.activity_id == room_id).values(code=None).execution_options(**NEVER_LOADED))


def appoint(db: Session, room_id: int) -> str:
    """Make the secret by which a second host runs the room, in place of an earlier one; it is kept nowhere else."""
    secret = secrets.token_urlsafe(16)
    db.execute(update(Room).where(Room.activity_id == room_id).values(host_hash=secret_hash(secret)))
    return secret
