"""What a learner's settings page looks ahead from: what they know, what they have not met, how fast they answer."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.workload import SAMPLE, Known
from quizapp.storage import met_banks
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.memories import state_of
from quizapp.storage.models import Answer, Asked, Attempt, Fact, FactRevision, Fit, LearnerBank, Memory, Review
from quizapp.storage.readable import readable_ids, user_of

LATEST = 200
"""Answers of which the time of one is the median."""


@dataclass(frozen=True, slots=True)
class FitTold:
    """The latest fit: mean log losses on held-out answers, and whether the fitted parameters are used."""

    at: datetime
    default_loss: float
    fitted_loss: float
    adopted: bool


def paused(db: Session, learner_id: int) -> set[int]:
    """The banks that do not feed the learner's cards."""
    rows = db.scalars(
        select(LearnerBank.bank_id).where(LearnerBank.learner_id == learner_id, LearnerBank.paused.is_(True))
    )
    return set(rows)


def known(db: Session, learner_id: int, bank_ids: frozenset[int]) -> Known:
    """A fair sample of what the learner knows of some banks; suspended facts cost nothing and are left out."""
    mine = (
        Memory.learner_id == learner_id,
        Memory.stability.is_not(None),
        Memory.suspended.is_(False),
        Memory.fact_id.in_(select(Fact.id).where(Fact.bank_id.in_(bank_ids))),
    )
    count = db.scalar(select(func.count()).where(*mine)) or 0
    every = max(1, count // SAMPLE)
    rows = db.execute(
        select(Memory.stability, Memory.difficulty, Memory.last_study_day, Memory.lapses, Memory.wanted)
        .where(*mine, Memory.fact_id % every == 0)
        .order_by(Memory.stability)
    )
    states = tuple(state for row in rows if (state := state_of(row)))
    return Known(states, count if states else 0)


def unmet(db: Session, learner_id: int | None, bank_ids: frozenset[int]) -> int:
    """How many live facts of some banks the learner never answered; for a stranger (None), all."""
    if learner_id is not None:
        bank_ids -= met_banks.of(db, learner_id)
    if not bank_ids:
        return 0
    met = and_(Memory.learner_id == learner_id, Memory.fact_id == Fact.id)
    return (
        db.scalar(
            select(func.count())
            .select_from(Fact)
            .join(FactRevision, FactRevision.fact_id == Fact.id)
            .outerjoin(Memory, met)
            .where(
                Fact.bank_id.in_(bank_ids),
                or_(Memory.fact_id.is_(None), and_(Memory.stability.is_(None), Memory.suspended.is_(False))),
                *LIVE_FACT,
            )
        )
        or 0
    )


def seconds(db: Session, learner_id: int) -> float | None:
    """How long the learner takes for an answer: the median of the latest ones, None where no time is known."""
    times = db.scalars(
        select(Answer.elapsed)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .where(Attempt.learner_id == learner_id, Answer.elapsed.is_not(None))
        .order_by(Attempt.started_at.desc(), Asked.position.desc())
        .limit(LATEST)
    ).all()
    return median(time for time in times if time is not None) if times else None


def latest_fit(db: Session, learner_id: int) -> FitTold | None:
    """The latest fit of the learner's own parameters."""
    row = db.execute(
        select(Fit.at, Fit.default_loss, Fit.fitted_loss, Fit.adopted)
        .where(Fit.learner_id == learner_id)
        .order_by(Fit.id.desc())
        .limit(1)
    ).one_or_none()
    return FitTold(*row) if row else None


def answers(db: Session, learner_id: int, most: int) -> int:
    """How many reviews could be fitted to, counted up to `most`: answers to facts that were not new."""
    counted = (
        select(Review.id)
        .where(Review.learner_id == learner_id, Review.type.in_(("answer", "card")), Review.sequence > 1)
        .limit(most)
    )
    return db.scalar(select(func.count()).select_from(counted.subquery())) or 0


def bank_ids(db: Session, learner_id: int | None) -> frozenset[int]:
    """The banks they read that feed the learner's cards; for a stranger (None), all public ones."""
    if learner_id is None:
        return frozenset(readable_ids(db, None))
    return frozenset(readable_ids(db, user_of(learner_id)) - paused(db, learner_id))
