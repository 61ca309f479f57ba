"""Let an answer enter memory: one review a tested fact, and the state that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from quizapp.core.memory import Evidence, Memory, algorithm, move, replay
from quizapp.core.schedule import Schedule
from quizapp.core.study_day import study_day
from quizapp.storage import memories, met_banks
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.learners import Who
from quizapp.storage.models import Memory as MemoryRow
from quizapp.storage.models import Review
from quizapp.storage.types import AnyRow

_REVIEW = insert(table(Review)).returning(table(Review).c.id)
_NEW = insert(table(MemoryRow))
_CHANGE = update(table(MemoryRow)).where(
    table(MemoryRow).c.learner_id == bindparam("of_learner"), table(MemoryRow).c.fact_id == bindparam("of_fact")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a review is of: the answer it came from, if any, when it was given, and a learner's own grade of a card."""

    given_at: datetime
    answer_id: int | None = None
    certain: bool = False
    own_grade: int | None = None


def remember(db: Session, who: Who, seen: Seen, parts: Mapping[int, float], guess_rate: float) -> None:
    """Write a review for every fact in `parts` (internal id to score) and bring its memory up to date.

    An answer that arrives late, because its result was withheld or the connection was lost, takes its place in time:
    the fact's reviews are replayed. The caller holds the learner's write lock.
    """
    rows = memories.memory_rows(db, who.id, tuple(parts))
    for fact_id, score in parts.items():
        evidence = Evidence(score, guess_rate, seen.own_grade, seen.certain)
        _remember(db, who, rows.get(fact_id), fact_id, seen, evidence)


def _remember(db: Session, who: Who, row: AnyRow | None, fact_id: int, seen: Seen, evidence: Evidence) -> None:
    in_time = row is None or row.last_given_at is None or seen.given_at >= row.last_given_at
    kind = "card" if seen.own_grade is not None else "answer"
    values = {**_values(who, row, fact_id, kind, seen), "guess_rate": evidence.guess_rate}
    send(db, _REVIEW, values)
    if not in_time:
        rebuild(db, who, [fact_id])
        return
    state = move(memories.state_of(row), evidence, values["study_day"], who.parameters)
    others = {"last_given_at": seen.given_at, "reviews": values["sequence"]}
    _store(db, who, [(fact_id, state, others)], new=row is None)


def note(db: Session, who: Who, fact_id: int, kind: str, seen: Seen, voids_id: int | None = None) -> int:
    """Write a review that is no answer (bury, suspend, resume, reset, undo) and rebuild the fact's memory.

    Returns the review's internal id. The caller holds the learner's write lock.
    """
    row = memories.memory_rows(db, who.id, (fact_id,)).get(fact_id)
    values = {**_values(who, row, fact_id, kind, seen), "voids_id": voids_id}
    review_id: int = send(db, _REVIEW, values).scalar_one()
    rebuild(db, who, [fact_id])
    return review_id


def _values(who: Who, row: AnyRow | None, fact_id: int, kind: str, seen: Seen) -> dict[str, Any]:
    """A row of review. A study day never goes back for what arrives in its turn, wherever the learner travels."""
    in_time = row is None or row.last_given_at is None or seen.given_at >= row.last_given_at
    not_before = row.last_study_day if row is not None and in_time else None
    return {
        "learner_id": who.id,
        "fact_id": fact_id,
        "sequence": (row.reviews if row is not None else 0) + 1,
        "type": kind,
        "answer_id": seen.answer_id,
        "own_grade": seen.own_grade,
        "guess_rate": 0.0,
        "given_at": seen.given_at,
        "study_day": study_day(seen.given_at, who.zone, who.rollover, not_before),
        "zone": who.zone,
        "voids_id": None,
    }


def rebuild(db: Session, who: Who, fact_ids: Sequence[int]) -> None:
    """Make the memory of facts anew from all their reviews, as undo, merging and late answers need it."""
    rows = memories.memory_rows(db, who.id, tuple(fact_ids))
    made = []
    for fact_id, history in memories.histories(db, who.id, fact_ids).items():
        others = {
            "last_given_at": history.last_given_at,
            "reviews": history.reviews,
            "suspended": history.suspended,
            "buried_until": history.buried_until,
        }
        made.append((fact_id, replay(history.moving, who.parameters), others))
    _store(db, who, [each for each in made if each[0] not in rows], new=True)
    _store(db, who, [each for each in made if each[0] in rows], new=False)


def _store(db: Session, who: Who, made: Sequence[tuple[int, Memory | None, Mapping[str, Any]]], *, new: bool) -> None:
    """Write states by fact, with the columns that do not follow from them."""
    schedule, name = who.schedule, algorithm(who.parameters)
    rows = [{**_columns(state, schedule), "algorithm": name, **others} for _, state, others in made]
    if new:
        key = [{"learner_id": who.id, "fact_id": fact_id, "suspended": False} for fact_id, _, _ in made]
    else:
        key = [{"of_learner": who.id, "of_fact": fact_id} for fact_id, _, _ in made]
    if new_again := [fact_id for fact_id, state, others in made if state is None and not others["suspended"]]:
        met_banks.drop(db, who.id, new_again)
    if made:
        db.connection().execute(_NEW if new else _CHANGE, [k | row for k, row in zip(key, rows, strict=True)])


def _columns(state: Memory | None, schedule: Schedule) -> dict[str, Any]:
    return {
        "stability": state.stability if state else None,
        "difficulty": state.difficulty if state else None,
        "due_day": schedule.due(state) if state else None,
        "last_study_day": state.last_day if state else None,
        "lapses": state.lapses if state else 0,
        "wanted": state.wanted if state else 0,
    }
