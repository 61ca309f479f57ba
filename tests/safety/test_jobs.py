"""What time brings, when several processes notice at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from actions.harbour import NOW
from safety.parallel import PATIENCE, at_once, connected
from safety.play import count, quiz
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from quizapp.actions.answer import answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.rate import rate
from quizapp.actions.run_jobs import JOBS, run_due
from quizapp.actions.start import Settings
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Job, Rating


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


def test_each_job_is_run_by_one(database: str, session: Session) -> None:
    def run(number: int, ready: Callable[[], object]) -> list[str]:
        with connected(database) as db:
            count(db, Job)
            ready()
            return run_due(db, NOW, f"process {number}")

    ran = at_once(8, run)
    assert sorted(name for names in ran for name in names) == sorted(JOBS)
    assert count(session, Job) == [len(JOBS)]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_grading_is_left_out_because_it_was_stored_late(database: str, session: Session, who: Who) -> None:
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
