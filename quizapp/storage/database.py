"""The two databases behind one door: how connections are set up, and how a write begins.

SQLite runs in WAL mode with foreign keys on and synchronous=FULL, so that an acknowledged answer survives a power cut.
A transaction that writes begins IMMEDIATE: a deferred one that turns into a write fails with "database is locked" in
spite of the timeout as soon as another process wrote in between. Reads begin plainly and never take the write lock.
PostgreSQL has no such lock, so there `write` locks the rows of the learners concerned.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Engine, Executable, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.storage.models import Learner

BUSY_SECONDS = 5
_WRITES = "quizapp_writes"


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine`, by kind of database. Errors never repeat parameters: they go to logs."""
    if url.startswith("sqlite"):
        # isolation_level=None: the driver never begins by itself, the `begin` event below does.
        driver = {"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False}
        return {"hide_parameters": True, "connect_args": driver}
    return {"hide_parameters": True, "pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}


def prepare(engine: Engine) -> None:
    """Set up the connections of `engine`. Does nothing for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "cache_size=-32000",  # in KiB: 32 MiB
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def send(session: Session, statement: Executable, parameters: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    """Send a statement that was built once, at import, and selects columns or writes to a `base.table`.

    Building a statement and passing it through the ORM costs five times what SQLite takes to run it, so whatever an
    answer or its page sends goes this way.
    """
    result: CursorResult[*tuple[Any, ...]] = session.connection().execute(statement, parameters)
    return result


def write(session: Session, learner_ids: Sequence[int] = ()) -> None:
    """Begin a transaction that writes; everything the caller needs is to be read again after it.

    Ends the session's read transaction, so nothing may be pending in it. Slow work (hashing, sockets) comes before.
    The caller commits, once. On PostgreSQL the rows of `learner_ids` are locked, in the order of their ids.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("write() begins a transaction; the session already holds changes")
    session.rollback()
    session.connection(execution_options={_WRITES: True})
    lock(session, learner_ids)


def lock(session: Session, learner_ids: Sequence[int]) -> None:
    """Inside a transaction that writes: keep others from writing for these learners until it ends."""
    if learner_ids and session.get_bind().dialect.name != "sqlite":
        session.execute(select(Learner.id).where(Learner.id.in_(learner_ids)).order_by(Learner.id).with_for_update())
