"""The boards of this process: each is read once, and brought up to date by whatever its room's log says since."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from sqlalchemy.orm import Session

from quizapp.live.board import Board
from quizapp.storage import rooms, rulings
from quizapp.storage.slots import slots_of

ABOUT_PEOPLE = ("joined", "player")
FORGOTTEN_AFTER = 200
"""Boards a process keeps; the one in which nothing has happened for longest goes."""
LOOKS_EVERY_SECONDS = 0.5
"""How often the record is looked at, so that what another process did is seen without any hint."""


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
        if board.dropped is None:
            dropped = rulings.dropped(db, board.room_id)
            board.dropped = frozenset(at for at, slot in board.slots.items() if slot.question_revision_id in dropped)
        for position in state.closed_positions():
            if position not in board.given:
                board.given[position] = rooms.given(db, board.room_id, position)
