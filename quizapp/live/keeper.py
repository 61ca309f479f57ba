"""Keeps the rooms that somebody watches in this process: time's commands, news from elsewhere, heartbeats, memory.

Every process with a watcher does this; a command that another one carried out first changes nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quizapp.actions.host_room import host
from quizapp.actions.remember_room import remember_room, waiting
from quizapp.core.room_commands import Command, due
from quizapp.live.board import Board
from quizapp.live.boards import LOOKS_EVERY_SECONDS, Boards
from quizapp.live.hub import EVERYBODY, HOSTS, Channel, Hub
from quizapp.storage import rooms
from quizapp.storage.database import write
from quizapp.storage.models import Room

TICK_SECONDS = 0.2
REMEMBERS = 8
"""Players whose answers enter memory in one go: some 15 ms of work."""

log = logging.getLogger("quizapp.live")


class Keeper:
    """Begins with the first watcher and rests while there is none."""

    def __init__(self, sessions: Callable[[], Session], hub: Hub, boards: Boards) -> None:
        """Do nothing yet."""
        self._sessions, self._hub, self._boards = sessions, hub, boards
        self._lock = threading.Lock()
        self._running = False
        self._thread: threading.Thread | None = None
        self._looked = 0.0
        self._remembered: set[tuple[int, int]] = set()
        self._woken: dict[tuple[int, Channel], int] = {}
        """The event up to which the watchers of a room were woken here."""
        hub.on_watch = self.begin
        hub.on_change = self._note

    def begin(self) -> None:
        """Run, if not running yet."""
        with self._lock:
            if self._running:
                return
            self._running = True
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until it rests: after the hub was closed, or the last watcher has gone."""
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        while not self._hub.closed:
            watched = self._hub.watched()
            with self._lock:
                if not watched:
                    self._running = False
                    return
            self._hub.beat()
            self._patiently(self._look, watched)
            for room_id in watched:
                self._patiently(self.keep, room_id)
            time.sleep(TICK_SECONDS)

    def _patiently(self, work: Callable[[Any], None], about: object) -> None:
        """A database that is busy for once, or one room that is broken, must not end all countdowns."""
        try:
            work(about)
        except Exception:
            log.exception("a room could not be kept")

    def _note(self, room_id: int, channels: tuple[Channel, ...]) -> None:
        """Let nobody see an old board. The new one is there before those who watch are woken, who would all wait."""
        self._boards.stale(room_id)
        if room_id in self._hub.watched():
            try:
                self._wakes(self._boards.fresh(room_id), channels)
            except SQLAlchemyError:  # What was committed is committed; the next look wakes them.
                log.exception("a room could not be read")

    def _wakes(self, board: Board | None, channels: tuple[Channel, ...]) -> None:
        if board:
            self._woken.update({(board.room_id, channel): _news(board, channel) for channel in channels})

    def _look(self, room_ids: set[int]) -> None:
        """Wake the watchers of rooms in which more happened than they were woken for.

        Other processes did it; a request here may have read it since, and told nobody.
        """
        if time.monotonic() < self._looked + LOOKS_EVERY_SECONDS:
            return
        self._looked = time.monotonic()
        self._woken = {key: number for key, number in self._woken.items() if key[0] in room_ids}
        with self._sessions() as db:
            rows = db.execute(select(Room.activity_id, Room.sequence).where(Room.activity_id.in_(room_ids))).all()
        for room_id, sequence in rows:
            board = self._boards.fresh(room_id)
            if board and board.sequence < sequence:
                board = self._boards.read(room_id)
            behind = tuple(
                channel
                for channel in EVERYBODY
                if board and self._woken.get((room_id, channel), 0) < _news(board, channel)
            )
            if behind:
                self._hub.wake(room_id, behind)

    def keep(self, room_id: int) -> None:
        """Do what is due in a room."""
        board = self._boards.fresh(room_id)
        if board is None:
            return
        if command := due(board.state, board.settings, datetime.now(UTC)):
            self.command(room_id, command)
        elif board.state.phase == "question":
            self._close_if_all_answered(board)
        else:
            self._remember(board)

    def command(self, room_id: int, command: Command) -> bool:
        """Carry out a command and tell everybody; returns whether it changed anything."""
        with self._sessions() as db:
            write(db)
            changed = host(db, room_id, command, datetime.now(UTC))
            db.commit()
        if changed:
            self._hub.publish(room_id, EVERYBODY)
        return changed

    def _close_if_all_answered(self, board: Board) -> None:
        """Count the answers, whichever process took them."""
        with self._sessions() as db:
            count = rooms.answered(db, board.room_id, board.state.position)
        if count != board.answered:
            board.answered = count
            self._hub.wake(board.room_id, (HOSTS,))
        if count and count >= board.answering():
            self.command(board.room_id, Command("close", board.state.position))

    def _remember(self, board: Board) -> None:
        """Move a few players' memories; while a question is open, nobody has time for that."""
        key = (board.room_id, board.state.position)
        if board.kind != "room" or board.state.position == 0 or key in self._remembered:
            return
        now = datetime.now(UTC)
        with self._sessions() as db:
            learner_ids = waiting(db, board.room_id, REMEMBERS)
            if not learner_ids:
                self._remembered.add(key)
                return
            write(db, sorted(learner_ids))
            remember_room(db, learner_ids, now)
            db.commit()


def _news(board: Board, channel: Channel) -> int:
    """The number of the last event that a channel has to hear of."""
    return board.sequence if channel == HOSTS else board.heard
