"""Nobody dies of a lock, readers never wait, and a write begins as it must."""

import sqlite3

import pytest
from safety.parallel import connected
from safety.play import count, writing
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Rating


class TestLocks:
    """Nobody dies of a lock, and readers never wait."""

    def test_a_first_write_after_a_look_up_never_dies(self, database: str, session: Session, who: Who) -> None:
        def add(db: Session, number: int) -> int:
            learners.by_id(db, who.id)  # All is read again, and then written: what a transaction begun plainly dies of.
            db.add(Rating(subject="learner", subject_id=number, n=0, value=0.0))
            return number

        assert writing(database, who, 20, add) == list(range(20))
        assert count(session, Rating) == [20]

    @pytest.mark.parametrize("database", ["sqlite"], indirect=True)
    def test_a_read_that_turns_into_a_write_would_die(self, database: str, session: Session, who: Who) -> None:
        """Why write() is there: without it, a look-up and a write by somebody else are enough."""
        learners.by_id(session, who.id)
        with connected(database) as other:
            write(other)
            other.add(Rating(subject="learner", subject_id=1, n=0, value=0.0))
            other.commit()
        late = Rating(subject="learner", subject_id=2, n=0, value=0.0)
        session.add(late)
        with pytest.raises(OperationalError, match="locked"):
            session.flush()
        session.rollback()
        write(session)
        session.add(Rating(subject="learner", subject_id=2, n=0, value=0.0))
        session.commit()
        assert count(session, Rating) == [2]

    def test_a_reader_is_never_kept_waiting_by_a_writer(self, database: str, session: Session, who: Who) -> None:
        with connected(database) as reader:
            impatient = {"sqlite": "PRAGMA busy_timeout=0", "postgresql": "SET lock_timeout='1ms'"}
            reader.connection().exec_driver_sql(impatient[session.get_bind().dialect.name])
            write(session, [who.id])
            session.add(Rating(subject="learner", subject_id=1, n=0, value=0.0))
            session.flush()
            assert learners.by_id(reader, who.id) == who
            assert reader.scalar(select(func.count()).select_from(Rating)) == 0
            session.commit()
            reader.rollback()
            assert reader.scalar(select(func.count()).select_from(Rating)) == 1


class TestWrite:
    """What `write` does to a session."""

    @pytest.fixture
    def begun(self, session: Session) -> list[str]:
        """The statements that begin a transaction on SQLite, as the database hears them."""
        heard: list[str] = []
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        session.rollback()
        driver.set_trace_callback(lambda sql: heard.append(sql) if sql.startswith("BEGIN") else None)
        return heard

    @pytest.mark.parametrize("database", ["sqlite"], indirect=True)
    def test_only_it_begins_immediately(self, session: Session, who: Who, begun: list[str]) -> None:
        learners.by_id(session, who.id)
        write(session, [who.id])
        session.commit()
        learners.by_id(session, who.id)
        session.rollback()
        assert begun == ["BEGIN", "BEGIN IMMEDIATE", "BEGIN"]

    @pytest.mark.parametrize("state", ["new", "dirty", "deleted"])
    def test_it_throws_no_change_away(self, session: Session, state: str) -> None:
        row = Rating(subject="learner", subject_id=1, n=0, value=0.0)
        session.add(row)
        if state != "new":
            session.commit()
        if state == "dirty":
            row.n = 1
        if state == "deleted":
            session.delete(row)
        with pytest.raises(RuntimeError, match="already holds changes"):
            write(session)
        session.commit()

    @pytest.mark.parametrize("database", ["sqlite"], indirect=True)
    def test_a_session_that_could_not_begin_can_try_again(self, database: str, session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA busy_timeout=0")
        with connected(database) as other:
            write(other)
            with pytest.raises(OperationalError, match="locked"):
                write(session)
        write(session)
        session.add(Rating(subject="learner", subject_id=1, n=0, value=0.0))
        session.commit()
        assert count(session, Rating) == [1]
