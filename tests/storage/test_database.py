"""How connections are set up, and how a write begins."""

import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from quizapp.storage.database import engine_options, prepare, write
from quizapp.storage.models import Learner

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def learner(session: Session) -> Learner:
    row = Learner(created_at=NOW, last_seen_at=NOW)
    session.add(row)
    session.commit()
    return row


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_is_durable_and_keeps_foreign_keys(session: Session) -> None:
    told = {name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_read_takes_no_write_lock_and_a_write_does(session: Session, database: str) -> None:
    other = sqlite3.connect(database.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
    session.scalar(text("SELECT count(*) FROM learner"))
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    write(session)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    session.rollback()
    other.close()


def test_a_write_locks_its_learners_on_postgresql(postgres_database: str) -> None:
    engine = create_engine(postgres_database, **engine_options(postgres_database))
    prepare(engine)
    with Session(engine) as session, Session(engine) as other:
        row = Learner(created_at=NOW, last_seen_at=NOW)
        session.add(row)
        session.commit()
        write(session, [row.id])
        taken = "SELECT id FROM learner FOR UPDATE SKIP LOCKED"
        assert other.scalars(text(taken)).all() == []
        session.rollback()
        other.rollback()
        assert other.scalars(text(taken)).all() == [row.id]
    engine.dispose()


def test_a_write_sees_what_others_wrote_since_the_read(session: Session, learner: Learner) -> None:
    assert learner.zone == "UTC"
    with Session(session.get_bind()) as other:
        write(other, [learner.id])
        other.get_one(Learner, learner.id).zone = "Europe/Belgrade"
        other.commit()
    write(session, [learner.id])
    assert session.get_one(Learner, learner.id).zone == "Europe/Belgrade"


def test_a_write_refuses_to_throw_away_changes(session: Session, learner: Learner) -> None:
    learner.zone = "Europe/Berlin"
    with pytest.raises(RuntimeError, match="already holds changes"):
        write(session)


def test_times_come_back_with_their_zone(session: Session, learner: Learner) -> None:
    session.expire_all()
    assert learner.created_at == NOW
    assert learner.created_at.tzinfo is UTC


def test_an_error_does_not_repeat_what_was_sent(session: Session) -> None:
    with pytest.raises(DBAPIError) as raised:
        session.execute(text("SELECT 1 FROM nowhere WHERE name = :name"), {"name": "ada@example.org"})
    assert "nowhere" in str(raised.value)
    assert "ada@example.org" not in str(raised.value)
