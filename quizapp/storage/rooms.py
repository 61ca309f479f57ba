"""Rooms: how they stand, what they ask, who plays, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from quizapp.core.question import Response
from quizapp.core.room import Event, RoomSettings, RoomState, settings_from, state_from
from quizapp.storage.database import send
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import (
    Activity,
    Answer,
    Asked,
    Attempt,
    Grading,
    Player,
    Room,
    RoomEvent,
)
from quizapp.storage.types import AnySelect

KINDS_OF_ROOM = ("room", "rehearsal")
"""Of `activity.kind`. A rehearsal is a room whose answers mean nothing."""
COUNTED = ("in", "left")
"""Of `player.state`: whose answers count, on the wall as in results. Who was taken out counts nowhere from then on."""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room as stored. `id` is its activity's."""

    id: int
    public_id: str
    kind: str
    title: str
    owner_id: int | None
    class_id: int | None
    settings: RoomSettings
    code: str | None
    sequence: int
    state: RoomState
    host_hash: str | None


@dataclass(frozen=True, slots=True)
class PlayerRow:
    """Somebody in a room. `state` is waiting, in, out (taken out) or left (gone by themselves)."""

    attempt_id: int
    public_id: str
    learner_id: int
    name: str
    team: int | None
    state: str
    secret_hash: str
    first_position: int


@dataclass(frozen=True, slots=True)
class Given:
    """A player's answer to a question. `elapsed` in seconds."""

    response: Response
    confidence: int | None
    elapsed: float | None
    score: float
    bucket: str


_ROOM = select(
    Room.activity_id,
    Activity.public_id,
    Activity.kind,
    Activity.title,
    Activity.owner_id,
    Activity.class_id,
    Activity.settings,
    Room.code,
    Room.sequence,
    Room.state,
    Room.host_hash,
).join(Activity, Activity.id == Room.activity_id)
_PLAYERS = (
    select(
        Player.attempt_id,
        Player.public_id,
        Attempt.learner_id,
        Player.name,
        Player.team,
        Player.state,
        Player.secret_hash,
        Player.first_position,
    )
    .join(Attempt, Attempt.id == Player.attempt_id)
    .where(Player.room_id == bindparam("room_id"))
    .order_by(Player.attempt_id)
)
_SOME_PLAYERS = _PLAYERS.where(Player.attempt_id.in_(bindparam("attempt_ids", expanding=True)))
_IN_ROOM = (Attempt.activity_id == bindparam("room_id"), Asked.position == bindparam("position"))
_ASKED = select(Asked.attempt_id, Asked.id, Asked.seed).join(Attempt, Attempt.id == Asked.attempt_id).where(*_IN_ROOM)
_COUNT = (
    select(func.count(Answer.id))
    .join(Asked, Asked.id == Answer.asked_id)
    .join(Player, Player.attempt_id == Asked.attempt_id)
    .join(Attempt, Attempt.id == Asked.attempt_id)
    .where(*_IN_ROOM, Player.state == "in")
)
_EVENTS = (
    select(RoomEvent.sequence, RoomEvent.type, RoomEvent.data, RoomEvent.at)
    .where(RoomEvent.room_id == bindparam("room_id"), RoomEvent.sequence > bindparam("after"))
    .order_by(RoomEvent.sequence)
)


def _given() -> AnySelect:
    return (
        select(Asked.attempt_id, Answer.response, Answer.confidence, Answer.elapsed, Grading.score, Grading.bucket)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, LATEST)
        .where(Asked.position == bindparam("position"))
    )


_GIVEN = _given().where(Attempt.activity_id == bindparam("room_id"))
_OWN = _given().where(Asked.attempt_id == bindparam("attempt_id"))


def room(db: Session, public_id: str) -> RoomRow | None:
    """The room with a public id."""
    return _one(db, _ROOM.where(Activity.public_id == public_id))


def room_of(db: Session, room_id: int) -> RoomRow | None:
    """The room with an internal id."""
    return _one(db, _ROOM.where(Room.activity_id == room_id))


def locked(db: Session, room_id: int) -> RoomRow | None:
    """The same inside a transaction that writes, with its row locked: events are numbered one after the other."""
    return _one(db, _ROOM.where(Room.activity_id == room_id).with_for_update(of=Room))


def _one(db: Session, statement: AnySelect) -> RoomRow | None:
    row = db.execute(statement).one_or_none()
    if row is None:
        return None
    values = {**row._mapping, "settings": settings_from(row.settings), "state": state_from(row.state)}
    return RoomRow(**{"id" if name == "activity_id" else name: value for name, value in values.items()})


def players(db: Session, room_id: int, attempt_ids: Sequence[int] | None = None) -> list[PlayerRow]:
    """Who is, was or wants to be in a room, in the order of joining; or some of them."""
    if attempt_ids is None:
        return [PlayerRow(*row) for row in send(db, _PLAYERS, {"room_id": room_id})]
    return [PlayerRow(*row) for row in send(db, _SOME_PLAYERS, {"room_id": room_id, "attempt_ids": attempt_ids})]


def asked(db: Session, room_id: int, position: int) -> dict[int, tuple[int, int]]:
    """Internal id and seed of what each player is asked at `position`, by attempt."""
    rows = send(db, _ASKED, {"room_id": room_id, "position": position})
    return {attempt_id: (asked_id, int(seed)) for attempt_id, asked_id, seed in rows}


def given(db: Session, room_id: int, position: int) -> dict[int, Given]:
    """What was answered at `position`, by attempt, with its latest grade."""
    rows = send(db, _GIVEN, {"room_id": room_id, "position": position})
    return {attempt_id: Given(*rest) for attempt_id, *rest in rows}


def given_by(db: Session, attempt_id: int, position: int) -> Given | None:
    """What one player answered at `position`."""
    row = send(db, _OWN, {"attempt_id": attempt_id, "position": position}).one_or_none()
    return Given(*row[1:]) if row else None


def answered(db: Session, room_id: int, position: int) -> int:
    """How many of those who play have answered at `position`."""
    count: int = send(db, _COUNT, {"room_id": room_id, "position": position}).scalar_one()
    return count


def events(db: Session, room_id: int, after: int = 0) -> list[tuple[int, Event, datetime]]:
    """What happened in a room after the event with number `after`: number, event, moment."""
    rows = send(db, _EVENTS, {"room_id": room_id, "after": after})
    return [(sequence, Event(kind, data), at) for sequence, kind, data, at in rows]
