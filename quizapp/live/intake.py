"""Group commit: answers that arrive together are stored together, and each is acknowledged after its commit.

Whoever comes first leads: it waits a moment for others, then writes for all of them. A class answers within seconds,
and one transaction with a sync to disk for each answer would hold most of them up.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quizapp.actions.answer_room import Outcome, Sent, answer_all
from quizapp.storage.database import write

GATHER_SECONDS = 0.02
"""Nobody notices them, and with hundreds of answers a second they make one write of many."""
MOST = 100
"""Answers in one transaction."""
PATIENCE_SECONDS = 10
TRIES = 3
"""Of one transaction: another process may have stored the same player's answer at the same moment, or be in the way."""

log = logging.getLogger("quizapp.live")


class Busy(RuntimeError):
    """The answer could not be stored now; it may be sent again."""


@dataclass(slots=True, eq=False)
class Waiting:
    """An answer on its way into the database."""

    sent: Sent
    done: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None


class Intake:
    """Takes answers for all rooms of this process."""

    def __init__(self, sessions: Callable[[], Session]) -> None:
        """Take nothing yet."""
        self._sessions = sessions
        self._queues: dict[int, list[Waiting]] = {}
        self._lock = threading.Lock()
        self._writing: dict[int, threading.Lock] = {}

    def take(self, room_id: int, sent: Sent) -> Outcome:
        """Store an answer and return what became of it, once that is on disk. Raises Busy."""
        waiting = Waiting(sent)
        with self._lock:
            queue = self._queues.setdefault(room_id, [])
            queue.append(waiting)
            leads = len(queue) == 1
            lock = self._writing.setdefault(room_id, threading.Lock())
        if leads:
            time.sleep(GATHER_SECONDS)
            with lock:
                self._write(room_id)
        if not waiting.done.wait(PATIENCE_SECONDS) or waiting.outcome is None:
            raise Busy
        return waiting.outcome

    def _write(self, room_id: int) -> None:
        with self._lock:
            batch = self._queues.pop(room_id, [])
        try:
            for at in range(0, len(batch), MOST):
                self._store(room_id, batch[at : at + MOST])
        except SQLAlchemyError:  # Those without an outcome hear that the server is busy, and send again.
            log.exception("answers could not be stored")
        finally:
            for each in batch:
                each.done.set()

    def _store(self, room_id: int, batch: list[Waiting]) -> None:
        """Two answers to one question in one batch, from a double click, are stored one after the other."""
        first: dict[int, Waiting] = {}
        again: list[Waiting] = []
        for each in batch:
            if each.sent.asked_id in first:
                again.append(each)
            else:
                first[each.sent.asked_id] = each
        outcomes = self._commit(room_id, [each.sent for each in first.values()])
        for each, outcome in zip(first.values(), outcomes, strict=True):
            each.outcome = outcome
            each.done.set()
        if again:
            self._store(room_id, again)

    def _commit(self, room_id: int, batch: list[Sent], tries: int = TRIES) -> list[Outcome]:
        try:
            with self._sessions() as db:
                write(db)
                outcomes = answer_all(db, room_id, batch, datetime.now(UTC))
                db.commit()
                return outcomes
        except SQLAlchemyError:
            if tries == 1:
                raise
        return self._commit(room_id, batch, tries - 1)
