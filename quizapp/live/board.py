"""What a process knows of a room: a copy of the rows, brought up to date by the room's events."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Self, TypeVar

from sqlalchemy.orm import Session

from quizapp.core.points import points
from quizapp.core.room import Event, RoomSettings, RoomState, replay
from quizapp.storage import rooms
from quizapp.storage.rooms import Given, PlayerRow, RoomRow
from quizapp.storage.slots import Slot, slots_of

ABOUT_PEOPLE = ("joined", "player")
FORGOTTEN_AFTER = 200
"""Boards a process keeps; the one in which nothing has happened for longest goes."""
LOOKS_EVERY_SECONDS = 0.5
"""How often the record is looked at, so that what another process did is seen without any hint."""

T = TypeVar("T")
News = Sequence[tuple[int, Event, datetime]]


class Board:
    """A room, its questions, its players and their answers to closed questions: made by `Boards`, and told apart.

    What it says of a moment never changes: with each event comes another board, so that whoever makes a view of one is
    not disturbed. Only `answered` moves.
    """

    def __init__(self, row: RoomRow, slots: dict[int, Slot], players: list[PlayerRow]) -> None:
        """Copy what the database holds at one moment."""
        self.room_id, self.public_id, self.title = row.id, row.public_id, row.title
        self.kind, self.class_id = row.kind, row.class_id
        self.code: str | None = row.code
        self.settings: RoomSettings = row.settings
        self.state: RoomState = row.state
        self.sequence: int = row.sequence
        self.slots = slots
        self.players: dict[int, PlayerRow] = {}
        self.by_secret: dict[str, int] = {}
        self.by_learner: dict[int, int] = {}
        self.asked: dict[int, dict[int, tuple[int, int]]] = {}
        self.given: dict[int, dict[int, Given]] = {}
        self.worth: dict[int, dict[int, int]] = {}
        self.answered = 0
        """How many have answered the present question, as `keeper` counted last."""
        self._made: dict[Hashable, Any] = {}
        self._making = threading.RLock()
        self.hint = 0
        """How many hints there had been when this was read."""
        self.looked = 0.0
        """When the record was looked at last, on the monotonic clock."""
        self.note(players)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` made from this board for whoever asked first; everybody else waits for it.

        It may read the database, and then a thousand phones that were woken together would all make it.
        """
        if key not in self._made:
            with self._making:
                if key not in self._made:
                    self._made[key] = make()
        made: T = self._made[key]
        return made

    def after(self, news: News, players: list[PlayerRow]) -> Self:
        """The board after events, and with the rows of the players whom they touched."""
        later = copy(self)
        later.players = dict(self.players)
        later.by_secret, later.by_learner = dict(self.by_secret), dict(self.by_learner)
        later.given, later._made, later._making = dict(self.given), {}, threading.RLock()
        later.note(players)
        later.state, later.sequence = replay(self.state, [(event, at) for _, event, at in news]), news[-1][0]
        later.code = None if later.state.phase == "over" else self.code
        return later

    @property
    def slot(self) -> Slot | None:
        """The question asked last."""
        return self.slots.get(self.state.position)

    @property
    def present(self) -> list[PlayerRow]:
        """Who plays."""
        return [player for player in self.players.values() if player.state == "in"]

    def answering(self) -> int:
        """How many are asked the present question."""
        return sum(player.first_position <= self.state.position for player in self.present)

    def note(self, players: list[PlayerRow]) -> None:
        """Take in rows of players."""
        for player in players:
            self.players[player.attempt_id] = player
            self.by_secret[player.secret_hash] = player.attempt_id
            self.by_learner[player.learner_id] = player.attempt_id

    def points_at(self, position: int) -> dict[int, int]:
        """Points by attempt at a closed position; each phone asks, so they are counted once."""
        if position not in self.worth and position in self.given:
            settings = self.settings
            self.worth[position] = {
                attempt_id: points(each.score, each.elapsed, settings.seconds, settings.bonus, each.confidence)
                for attempt_id, each in self.given[position].items()
            }
        return self.worth.get(position, {})

    def totals(self) -> dict[int, int]:
        """Points by attempt over all closed questions, of everybody who plays."""
        return self.once("totals", self._totals)

    def _totals(self) -> dict[int, int]:
        totals = {player.attempt_id: 0 for player in self.present}
        for position in self.state.closed_positions():
            for attempt_id, worth in self.points_at(position).items():
                if attempt_id in totals:
                    totals[attempt_id] += worth
        return totals


class Boards:
    """The boards of this process."""

    def __init__(self, sessions: Callable[[], Session]) -> None:
        """Keep none yet."""
        self._sessions = sessions
        self._boards: dict[int, Board] = {}
        self._ids: dict[str, int] = {}
        self._hints: dict[int, int] = defaultdict(int)
        self._locks: dict[int, threading.RLock] = {}

    def find(self, public_id: str) -> Board | None:
        """The room with a public id."""
        if public_id not in self._ids:
            with self._sessions() as db:
                row = rooms.room(db, public_id)
            if row is None:
                return None
            self._ids[public_id] = row.id
        return self.fresh(self._ids[public_id])

    def stale(self, room_id: int) -> None:
        """Something changed: whoever looks next reads what, and whoever looks meanwhile waits for it."""
        self._hints[room_id] += 1

    def fresh(self, room_id: int) -> Board | None:
        """The room as the latest hint left it; None where there is no such room."""
        board = self._boards.get(room_id)
        if board is not None and board.hint == self._hints[room_id]:
            return board
        with self._locks.setdefault(room_id, threading.RLock()):
            board = self._boards.get(room_id)
            hint = self._hints[room_id]
            if board is not None and board.hint == hint:
                return board
            with self._sessions() as db:
                board = self._read(db, room_id, board)
            if board is not None:
                self._keep(board, hint)
            return board

    def recent(self, room_id: int) -> Board | None:
        """The room as the database had it a moment ago, for whoever comes without any hint."""
        board = self.fresh(room_id)
        if board is None or time.monotonic() < board.looked + LOOKS_EVERY_SECONDS:
            return board
        return self.read(room_id)

    def read(self, room_id: int) -> Board | None:
        """The room as the database has it now."""
        self.stale(room_id)
        return self.fresh(room_id)

    def _read(self, db: Session, room_id: int, board: Board | None) -> Board | None:
        if board is None:
            row = rooms.room_of(db, room_id)
            if row is None:
                return None
            board = Board(row, slots_of(db, room_id), rooms.players(db, room_id))
        else:
            news = rooms.events(db, room_id, board.sequence)
            if not news:
                return board
            touched = sorted({event.data["attempt"] for _, event, _ in news if event.type in ABOUT_PEOPLE})
            board = board.after(news, rooms.players(db, room_id, touched) if touched else [])
        self._complete(db, board)
        return board

    def _keep(self, board: Board, hint: int) -> None:
        board.hint, board.looked = hint, time.monotonic()
        self._boards.pop(board.room_id, None)
        while len(self._boards) >= FORGOTTEN_AFTER:
            self._boards.pop(next(iter(self._boards)))
        self._boards[board.room_id] = board

    def _complete(self, db: Session, board: Board) -> None:
        """Read what the present state needs: who is asked what, and the answers whose results may be told."""
        state = board.state
        if state.phase == "question" and state.position not in board.asked:
            board.asked = {state.position: rooms.asked(db, board.room_id, state.position)}
            board.answered = rooms.answered(db, board.room_id, state.position)
        for position in state.closed_positions():
            if position not in board.given:
                board.given[position] = rooms.given(db, board.room_id, position)
