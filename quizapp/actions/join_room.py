"""Join a room, and what its host does with those who joined: let in, rename, move to a team, remove."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from quizapp.actions.enrol import GUEST_DAYS, stay
from quizapp.actions.host_room import happen
from quizapp.actions.name_player import free_name, given_name, is_stranger
from quizapp.core.chance import ORDER_BITS
from quizapp.core.message import Message, mark
from quizapp.core.room import Event, RoomState
from quizapp.storage import classes, rooms
from quizapp.storage.learners import Who, secret_hash
from quizapp.storage.models import ActivityQuestion, Asked, Attempt, Player
from quizapp.storage.rooms import RoomRow

MOST_PLAYERS = 3000
ORDERS = 6
"""In how many orders a question is shown where neighbours are not to see the same one: each is drawn up once."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A player, and the secret by which any device plays on as them; None for one who had joined before."""

    attempt_id: int
    secret: str | None


class NotNow(ValueError):
    """Nobody can join now; `message` says why."""

    def __init__(self, text: str) -> None:
        """Hold the message id."""
        self.message = Message(text)
        super().__init__(text)


def join(db: Session, who: Who, room_id: int, name: str, team: int | None, now: datetime) -> Joined:
    """Let the learner into a room under `name` (clean; "" for a made one), from the next question on.

    A name that is taken gets a number. Where a class plays, its members have their names there, and whoever is not one
    waits for the host's word. Who is in already stays as they are. The caller has begun to write for the learner, and
    commits. Raises NotNow.
    """
    row = rooms.locked(db, room_id)
    if row is None:
        raise NotNow(mark("This room does not exist any more."))
    before = db.scalar(
        select(Attempt.id).where(
            Attempt.activity_id == room_id, Attempt.learner_id == who.id, Attempt.purpose == "room"
        )
    )
    if before is not None:
        return Joined(before, None)
    _open(db, row)
    attempt = _attempt(db, who, row, now)
    secret = secrets.token_urlsafe(16)
    known = classes.name_in(db, row.class_id, who.id) if row.class_id else ""
    player = Player(
        attempt_id=attempt.id,
        room_id=row.id,
        name=free_name(db, row, known or name, who.id),
        team=_team(db, row, team),
        state="waiting" if row.state.approve or is_stranger(db, row, who.id) else "in",
        secret_hash=secret_hash(secret),
        joined_at=now,
        first_position=row.state.position + 1,
    )
    db.add(player)
    db.flush()
    happen(db, row, [Event("joined", {"attempt": attempt.id})], now)
    return Joined(attempt.id, secret)


def why_closed(state: RoomState) -> Message | None:
    """Why nobody can join a room that stands so; None where they can."""
    if state.phase == "over":
        return Message(mark("This game is over."))
    if state.locked:
        return Message(mark("The door is locked. Ask whoever runs the room to open it."))
    if state.is_last and state.phase != "lobby":
        return Message(mark("The last question has been asked. Wait for the next game."))
    return None


def _open(db: Session, row: RoomRow) -> None:
    if closed := why_closed(row.state):
        raise NotNow(closed.text)
    count = db.scalar(select(func.count()).select_from(Player).where(Player.room_id == row.id)) or 0
    if count >= MOST_PLAYERS:
        raise NotNow(mark("This room is full."))


def _attempt(db: Session, who: Who, row: RoomRow, now: datetime) -> Attempt:
    """The player's attempt, with a row for each question that is still to be opened."""
    rng = random.Random(secrets.token_hex(16))
    settings = {"feedback": "end", "confidence": row.settings.confidence}
    attempt = Attempt(
        learner_id=who.id,
        activity_id=row.id,
        purpose="room",
        settings=settings,
        seed=secrets.token_hex(16),
        started_at=now,
    )
    db.add(attempt)
    stay(db, who.id, now, GUEST_DAYS)
    db.flush()
    ahead = db.execute(
        select(
            ActivityQuestion.position,
            ActivityQuestion.question_revision_id,
            ActivityQuestion.edition_id,
            ActivityQuestion.seed,
        )
        .where(ActivityQuestion.activity_id == row.id, ActivityQuestion.position > row.state.position)
        .order_by(ActivityQuestion.position)
    )
    rows = [
        {**each._mapping, "attempt_id": attempt.id, "seed": str(_seed(rng, int(each.seed), row.settings.own_order))}
        for each in ahead
    ]
    db.execute(insert(Asked), rows)
    return attempt


def _seed(rng: random.Random, shared: int, own_order: bool) -> int:
    """A 63-bit seed: option ids are a player's own, their order is the room's, or one of ORDERS if the host says so."""
    order = (shared + rng.randrange(ORDERS)) % 2**ORDER_BITS if own_order else shared
    return rng.getrandbits(63 - ORDER_BITS) << ORDER_BITS | order


def _team(db: Session, row: RoomRow, team: int | None) -> int | None:
    """The team asked for, or the smallest one."""
    if not row.settings.teams:
        return None
    every = range(1, row.settings.teams + 1)
    if team in every:
        return team
    every_team = select(Player.team, func.count()).where(Player.room_id == row.id).group_by(Player.team)
    counts = {number: count for number, count in db.execute(every_team)}
    return min(every, key=lambda each: (counts.get(each, 0), each))


@dataclass(frozen=True, slots=True)
class Change:
    """What a host changes about a player; what is empty stays."""

    name: str = ""
    state: Literal["", "in", "out", "left", "waiting"] = ""
    team: int | None = None


def change_player(db: Session, room_id: int, public_id: str, change: Change, now: datetime) -> bool:
    """Rename a player, move them to a team, let them in or take them out; returns whether there is such a player.

    Who is let in late starts with the next question. The caller has begun to write, and commits.
    """
    row = rooms.locked(db, room_id)
    player = db.scalar(select(Player).where(Player.room_id == room_id, Player.public_id == public_id))
    if row is None or player is None:
        return False
    if change.name and change.name != player.name:
        player.name = given_name(db, row, change.name, player.attempt_id)
    if change.state == "in" and player.state == "waiting":
        player.first_position = row.state.position + 1
    player.state = change.state or player.state
    if change.team in range(1, row.settings.teams + 1):
        player.team = change.team
    db.flush()
    return happen(db, row, [Event("player", {"attempt": player.attempt_id})], now)
