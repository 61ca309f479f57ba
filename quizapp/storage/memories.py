"""What a learner remembers, and the reviews it follows from."""

from datetime import date

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.memory import Evidence
from quizapp.core.memory import Memory as CoreMemory
from quizapp.core.memory import Review as CoreReview
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import send
from quizapp.storage.models import Fact, FactRevision, Grading, Memory, Review
from quizapp.storage.types import AnyRow

_CACHED = select(
    Memory.fact_id,
    Memory.stability,
    Memory.difficulty,
    Memory.last_study_day,
    Memory.last_given_at,
    Memory.reviews,
    Memory.lapses,
    Memory.due_day,
).where(Memory.learner_id == bindparam("learner_id"), Memory.fact_id.in_(bindparam("fact_ids", expanding=True)))


def memory_rows(db: Session, learner_id: int, fact_ids: tuple[int, ...]) -> dict[int, AnyRow]:
    """The cached rows by fact: stability, difficulty, last_study_day, last_given_at, reviews, lapses, due_day."""
    rows = send(db, _CACHED, {"learner_id": learner_id, "fact_ids": fact_ids})
    return {row.fact_id: row for row in rows}


def state_of(row: AnyRow | None) -> CoreMemory | None:
    """The state core works with, or None for a fact never reviewed."""
    if row is None or row.stability is None or row.difficulty is None or row.last_study_day is None:
        return None
    return CoreMemory(row.stability, row.difficulty, row.last_study_day, row.lapses)


def reviews(db: Session, learner_id: int, fact_id: int) -> list[CoreReview]:
    """The reviews of a fact that still count, each with the latest grading of its answer."""
    voided = aliased(Review)
    latest = (
        select(func.max(Grading.number))
        .where(Grading.answer_id == Review.answer_id)
        .correlate(Review)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Review.id, Review.given_at, Review.study_day, Review.guess_rate, Review.own_grade, Grading.parts)
        .outerjoin(Grading, and_(Grading.answer_id == Review.answer_id, Grading.number == latest))
        .outerjoin(voided, voided.voids_id == Review.id)
        .where(
            Review.learner_id == learner_id,
            Review.fact_id == fact_id,
            Review.type.in_(("answer", "card")),
            voided.id.is_(None),
        )
    )
    return [
        CoreReview(
            row.id,
            row.given_at,
            row.study_day,
            Evidence((row.parts or {}).get(str(fact_id), 0.0), row.guess_rate, row.own_grade),
        )
        for row in rows
    ]


def due_by_topic(db: Session, learner_id: int, today: date) -> dict[tuple[int, str], int]:
    """How many facts are due, by bank id and topic."""
    rows = db.execute(
        select(Fact.bank_id, FactRevision.topic, func.count())
        .join(Memory, Memory.fact_id == Fact.id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(
            Memory.learner_id == learner_id,
            Memory.due_day <= today,
            Memory.suspended.is_(False),
            *LIVE_FACT,
        )
        .group_by(Fact.bank_id, FactRevision.topic)
    )
    return {(bank_id, topic): count for bank_id, topic, count in rows}


def next_due(db: Session, learner_id: int, today: date) -> tuple[date, int] | None:
    """The next day after `today` on which facts come due, and how many."""
    row = db.execute(
        select(Memory.due_day, func.count())
        .where(Memory.learner_id == learner_id, Memory.due_day > today)
        .group_by(Memory.due_day)
        .order_by(Memory.due_day)
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row and row[0] else None
