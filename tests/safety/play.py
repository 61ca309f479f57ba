"""What tests do with the bank and the learner: start quizzes and write, several at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from actions.harbour import NOW
from safety.parallel import at_once, connected
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.start import Settings, choose, start
from quizapp.storage import asked, attempts, learners
from quizapp.storage.database import write
from quizapp.storage.learners import Who


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
