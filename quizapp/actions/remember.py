"""Let an answer enter memory: one review a tested fact, and the state that follows."""

from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from quizapp.core.memory import ALGORITHM, Evidence, Memory, move, replay
from quizapp.core.study_day import study_day
from quizapp.storage import memories
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.learners import Who
from quizapp.storage.models import Memory as MemoryRow
from quizapp.storage.models import Review
from quizapp.storage.types import AnyRow

_REVIEW = insert(table(Review))
_NEW = insert(table(MemoryRow))
_CHANGE = update(table(MemoryRow)).where(
    table(MemoryRow).c.learner_id == bindparam("of_learner"), table(MemoryRow).c.fact_id == bindparam("of_fact")
)


def remember(
    db: Session, who: Who, answer_id: int, parts: dict[int, float], guess_rate: float, given_at: datetime
) -> None:
    """Write a review for every fact in `parts` (internal id to score) and bring its memory up to date.

    An answer that arrives late, because its result was withheld, takes its place in time: the fact's reviews are
    replayed. The caller holds the learner's write lock.
    """
    rows = memories.memory_rows(db, who.id, tuple(parts))
    for fact_id, score in parts.items():
        _review(db, who, rows.get(fact_id), fact_id, answer_id, Evidence(score, guess_rate), given_at)


def _review(
    db: Session, who: Who, row: AnyRow | None, fact_id: int, answer_id: int, evidence: Evidence, given_at: datetime
) -> None:
    in_time = row is None or row.last_given_at is None or given_at >= row.last_given_at
    not_before = row.last_study_day if row is not None and in_time else None
    day = study_day(given_at, who.zone, who.rollover, not_before)
    sequence = (row.reviews if row is not None else 0) + 1
    values = {
        "learner_id": who.id,
        "fact_id": fact_id,
        "sequence": sequence,
        "type": "answer",
        "answer_id": answer_id,
        "guess_rate": evidence.guess_rate,
        "given_at": given_at,
        "study_day": day,
        "zone": who.zone,
    }
    send(db, _REVIEW, values)
    if in_time:
        state: Memory | None = move(memories.state_of(row), evidence, day)
        last = given_at
    else:
        state = replay(memories.reviews(db, who.id, fact_id))
        last = row.last_given_at if row is not None else given_at
    _store(db, who.id, fact_id, row is None, sequence, state, last)


def _store(
    db: Session, learner_id: int, fact_id: int, new: bool, reviews: int, state: Memory | None, last: datetime
) -> None:
    values = {
        "stability": state.stability if state else None,
        "difficulty": state.difficulty if state else None,
        "due_day": state.due() if state else None,
        "last_study_day": state.last_day if state else None,
        "lapses": state.lapses if state else 0,
        "last_given_at": last,
        "reviews": reviews,
        "algorithm": ALGORITHM,
    }
    if new:
        send(db, _NEW, {"learner_id": learner_id, "fact_id": fact_id, "suspended": False, **values})
    else:
        send(db, _CHANGE, {"of_learner": learner_id, "of_fact": fact_id, **values})
