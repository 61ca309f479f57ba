"""Players of one room by their rows, so that a test can send whatever it wants on anybody's behalf."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fixtures.game import Host
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from quizapp.actions.answer_room import Sent
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.host_room import host
from quizapp.actions.join_room import join
from quizapp.core.question import DONT_KNOW
from quizapp.core.room import RoomSettings
from quizapp.core.room_commands import Command
from quizapp.live import Live
from quizapp.storage import learners, rooms
from quizapp.storage.database import write
from quizapp.storage.slots import Slot, slots_of
from quizapp.web.database import db


def engine_of(app: Flask) -> Engine:
    """The engine of an app's database."""
    with app.app_context():
        return db.engine


@dataclass
class Table:
    """A room with its players, whose attempts stand in `players`."""

    app: Flask
    room_id: int
    public_id: str
    players: list[int]
    sessions: Callable[[], Session]

    def live(self, redis_url: str = "") -> Live:
        """What another process would have."""
        return Live(self.sessions, redis_url)

    def do(self, name: str, position: int | None = None, seconds: int = 0, later: timedelta = timedelta()) -> bool:
        """Carry out a command, some time from now."""
        with self.sessions() as session:
            write(session)
            changed = host(session, self.room_id, Command(name, position, seconds), datetime.now(UTC) + later)
            session.commit()
            return changed

    def join(self, name: str = "") -> int:
        """Let one more in; returns the attempt."""
        with self.sessions() as session:
            now = datetime.now(UTC)
            write(session)
            learner_id, _ = enrol_guest(session, now)
            joined = join(session, learners.by_id(session, learner_id), self.room_id, name, None, now)
            session.commit()
            self.players.append(joined.attempt_id)
            return joined.attempt_id

    def slot(self, position: int) -> Slot:
        """A question."""
        with self.sessions() as session:
            return slots_of(session, self.room_id)[position]

    def sent(self, position: int, right: bool = True, **more: Any) -> list[Sent]:
        """What all players who are asked it would send at `position`."""
        slot = self.slot(position)
        with self.sessions() as session:
            asked = rooms.asked(session, self.room_id, position)
        key = slot.question.read(slot.question.key(1), 1)
        values = {"confidence": None, "at": datetime.now(UTC), **more}
        response = key if right else DONT_KNOW
        return [Sent(asked[each][0], slot, response, **values) for each in self.players if each in asked]

    def given(self, position: int) -> dict[int, rooms.Given]:
        """What is stored, by attempt."""
        with self.sessions() as session:
            return rooms.given(session, self.room_id, position)

    def log(self) -> list[tuple[int, str]]:
        """Numbers and types of all events."""
        with self.sessions() as session:
            return [(number, event.type) for number, event, _ in rooms.events(session, self.room_id)]


def table(app: Flask, players: int = 3, settings: RoomSettings | None = None, length: int = 3) -> Table:
    """A room with players in its lobby."""
    public_id = Host(app).open(settings, length)
    sessions = sessionmaker(engine_of(app))
    with sessions() as session:
        row = rooms.room(session, public_id)
        assert row
    made = Table(app, row.id, public_id, [], sessions)
    for number in range(players):
        made.join(f"Player {number + 1}")
    return made
