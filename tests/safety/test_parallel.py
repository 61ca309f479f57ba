"""Many at once: one answer, one move of memory, one quiz, one release; and nobody dies of a lock."""

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from actions.harbour import NOW, bank
from safety.consistency import faults
from safety.parallel import PATIENCE, at_once, connected
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.hand_in import hand_in
from quizapp.actions.load_bank import load
from quizapp.actions.rate import rate
from quizapp.actions.run_jobs import JOBS, run_due
from quizapp.actions.start import Settings, choose, start
from quizapp.core.memory import Evidence, move
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, learners, memories
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Attempt, Fact, Grading, Job, Memory, Rating, Review


@pytest.fixture
def harbour(session: Session) -> None:
    """The harbour's bank in the database."""
    write(session)
    load(session, bank(), NOW)
    session.commit()


@pytest.fixture
def who(session: Session, harbour: None) -> Who:
    """A guest, known to no open transaction."""
    write(session)
    learner_id, _ = enrol_guest(session, NOW)
    session.commit()
    guest = learners.by_id(session, learner_id)
    session.rollback()
    return guest


def count(db: Session, *tables: type) -> list[int]:
    found = [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
    db.rollback()
    return found


def quiz(db: Session, who: Who, settings: Settings, minutes: int = 0) -> str:
    """Start a quiz some minutes after NOW; returns its public id."""
    now, seed = NOW + timedelta(minutes=minutes), f"seed {minutes}"
    drawn = choose(db, who, settings, now, seed)
    write(db, [who.id])
    attempt_id = start(db, who, settings, drawn, seed, now)
    db.commit()
    return attempt_id


def right(db: Session, who: Who, attempt_id: str, position: int) -> dict[str, list[str]]:
    """The form that answers right."""
    attempt = attempts.attempt(db, attempt_id, who.id)
    item = asked.item(db, attempt.id, position) if attempt else None
    db.rollback()  # Or a snapshot of now would be all that is seen later.
    assert item
    return item.question.key(item.seed)


def writing(database: str, who: Who, times: int, act: Callable[[Session, int], Any]) -> list[Any]:
    """Do something in transactions that write, each after looking up its learner, as requests do; returns outcomes."""

    def once(number: int, ready: Callable[[], object]) -> Any:
        with connected(database) as db:
            learners.by_id(db, who.id)
            ready()
            write(db, [who.id])
            outcome = act(db, number)
            db.commit()
            return outcome

    return at_once(times, once)


def test_parallel_answers_to_one_question_leave_one_answer(database: str, session: Session, who: Who) -> None:
    attempt_id = quiz(session, who, Settings(length=1))
    key = right(session, who, attempt_id, 1)

    def submit(db: Session, _number: int) -> tuple[str, object]:
        receipt = answer(db, who, attempt_id, 1, key, NOW)
        return receipt.outcome, receipt.item.grade

    outcomes = writing(database, who, 20, submit)
    assert sorted(outcome for outcome, _ in outcomes) == ["new", *["same"] * 19]
    assert {(grade.score, grade.bucket) for _, grade in outcomes} == {(1.0, outcomes[0][1].bucket)}
    assert count(session, Answer, Grading) == [1, 1]
    assert faults(session) == []


def test_parallel_different_answers_leave_one_and_refuse_the_others(database: str, session: Session, who: Who) -> None:
    attempt_id = quiz(session, who, Settings(length=1))
    forms = [right(session, who, attempt_id, 1), {"unknown": ["1"]}]

    def submit(db: Session, number: int) -> tuple[str, object, int]:
        receipt = answer(db, who, attempt_id, 1, forms[number % 2], NOW)
        return receipt.outcome, receipt.item.response, number % 2

    outcomes = writing(database, who, 20, submit)
    (winner,) = (form for outcome, _, form in outcomes if outcome == "new")
    assert all((outcome == "other") == (form != winner) for outcome, _, form in outcomes)
    assert len({str(response) for _, response, _ in outcomes}) == 1
    assert faults(session) == []


def test_parallel_first_answers_to_one_fact_move_memory_once(database: str, session: Session, who: Who) -> None:
    fact_id = session.scalars(select(Fact.id).where(Fact.slug == "keeper")).one()
    settings = Settings(length=1, fact_ids=(fact_id,), kinds=("choice",))
    quizzes = [quiz(session, who, settings, minutes) for minutes in range(10)]
    assert len(set(quizzes)) == 10
    forms = [right(session, who, each, 1) if number % 2 else {"unknown": ["1"]} for number, each in enumerate(quizzes)]

    def submit(db: Session, number: int) -> str:
        return answer(db, who, quizzes[number], 1, forms[number], NOW + timedelta(hours=1, minutes=number)).outcome

    assert writing(database, who, 10, submit) == ["new"] * 10
    row = session.get_one(Memory, (who.id, fact_id))
    once = move(None, Evidence(0.0), study_day(NOW, who.zone))
    assert (row.reviews, row.stability, row.last_study_day) == (10, pytest.approx(once.stability), once.last_day)
    assert sorted(review.id for review in memories.reviews(session, who.id, fact_id)) == sorted(
        session.scalars(select(Review.id))
    )
    assert faults(session) == []


def test_parallel_starts_make_one_quiz(database: str, session: Session, who: Who) -> None:
    drawn = choose(session, who, Settings(length=3), NOW, "seed")
    session.rollback()
    begun = writing(database, who, 10, lambda db, _: start(db, who, Settings(length=3), drawn, "seed", NOW))
    assert len(set(begun)) == 1
    assert count(session, Attempt) == [1]
    assert faults(session) == []


def test_strangers_who_come_at_once_are_different_people(database: str, session: Session, harbour: None) -> None:
    drawn = choose(session, None, Settings(length=3), NOW, "seed")
    session.rollback()

    def arrive(number: int, ready: Callable[[], object]) -> tuple[int, str]:
        with connected(database) as db:
            ready()
            write(db)
            learner_id, _ = enrol_guest(db, NOW)
            attempt_id = start(db, learners.by_id(db, learner_id), Settings(length=3), drawn, "seed", NOW)
            db.commit()
            return learner_id, attempt_id

    arrived = at_once(10, arrive)
    assert len({learner_id for learner_id, _ in arrived}) == len({attempt_id for _, attempt_id in arrived}) == 10
    assert faults(session) == []


class TestHandingIn:
    """A quiz whose results wait for the end."""

    @pytest.fixture
    def attempt_id(self, session: Session, who: Who) -> str:
        attempt_id = quiz(session, who, Settings(length=4, feedback="end"))
        for position in range(1, 5):
            form = right(session, who, attempt_id, position)
            write(session, [who.id])
            answer(session, who, attempt_id, position, form, NOW + timedelta(minutes=position))
            session.commit()
        return attempt_id

    def test_parallel_hand_ins_release_once(self, database: str, session: Session, who: Who, attempt_id: str) -> None:
        attempt = attempts.attempt(session, attempt_id, who.id)
        assert attempt
        session.rollback()
        writing(database, who, 10, lambda db, _: hand_in(db, who, attempt.id, NOW + timedelta(hours=1)))
        assert count(session, Answer, Grading, Review) == [4, 4, 4]
        assert faults(session) == []

    def test_answers_changed_while_handing_in_are_changed_before_or_not_at_all(
        self, database: str, session: Session, who: Who, attempt_id: str
    ) -> None:
        attempt = attempts.attempt(session, attempt_id, who.id)
        assert attempt
        session.rollback()

        def hand_in_or_change(db: Session, number: int) -> str:
            if number % 5 == 0:
                hand_in(db, who, attempt.id, NOW + timedelta(hours=1))
                return "handed in"
            try:
                form = {"unknown": ["1"]}
                return answer(db, who, attempt_id, number % 5, form, NOW + timedelta(hours=1)).outcome
            except HandedIn:
                return "too late"

        outcomes = writing(database, who, 20, hand_in_or_change)
        assert set(outcomes) <= {"handed in", "changed", "same", "other"}
        assert count(session, Answer, Grading, Review) == [4, 4, 4]
        assert faults(session) == []


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


class TestJobs:
    """What time brings, when several processes notice at once."""

    def test_each_job_is_run_by_one(self, database: str, session: Session) -> None:
        def run(number: int, ready: Callable[[], object]) -> list[str]:
            with connected(database) as db:
                count(db, Job)
                ready()
                return run_due(db, NOW, f"process {number}")

        ran = at_once(8, run)
        assert sorted(name for names in ran for name in names) == sorted(JOBS)
        assert count(session, Job) == [len(JOBS)]

    @pytest.mark.parametrize("database", ["postgresql"], indirect=True)
    def test_no_grading_is_left_out_because_it_was_stored_late(self, database: str, session: Session, who: Who) -> None:
        """On PostgreSQL, ids are given before transactions end: a higher one may be there before a lower one."""
        write(session)
        other = learners.by_id(session, enrol_guest(session, NOW)[0])
        session.commit()
        mine, others = (quiz(session, each, Settings(length=1)) for each in (who, other))

        def count_in(after: int) -> int:
            with connected(database) as db:
                write(db)
                upto = rate(db, after)
                db.commit()
                return upto

        with connected(database) as slow, ThreadPoolExecutor(1) as pool:
            write(slow, [who.id])
            answer(slow, who, mine, 1, {"unknown": ["1"]}, NOW)
            write(session, [other.id])
            answer(session, other, others, 1, {"unknown": ["1"]}, NOW)
            session.commit()
            counting = pool.submit(count_in, 0)
            wait_for(lambda: counting.done() or waiting(session))
            slow.commit()
            count_in(counting.result(PATIENCE))
        rated = session.scalars(select(Rating.subject_id).where(Rating.subject == "learner"))
        assert sorted(rated) == [who.id, other.id]


def waiting(db: Session) -> bool:
    """Whether anybody waits for a lock."""
    found = db.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
    db.rollback()
    return bool(found)


def wait_for(condition: Callable[[], bool]) -> None:
    """Look again and again until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
