"""What comes due on the days ahead, and what was answered on the days behind."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.storage.memories import GIVEN
from quizapp.storage.models import Fact, FactRevision, Memory, Review
from quizapp.storage.models.bank import LIVE
from quizapp.storage.readable import feeding


def due(db: Session, learner_id: int, today: date, days: int) -> list[int]:
    """How many facts come due as cards on each of `days` days from today; what is overdue counts as today's.

    A suspended fact does not come, nor one of a bank that rests; a buried one comes when its rest is over.
    """
    last = today + timedelta(days=days - 1)
    rows = db.execute(
        select(Memory.due_day, Memory.buried_until, func.count())
        .join(Fact, Fact.id == Memory.fact_id)
        .where(
            Memory.learner_id == learner_id,
            Memory.due_day <= last,
            Fact.bank_id.in_(list(db.scalars(feeding(learner_id)))),
            Memory.suspended.is_(False),
            exists(select(FactRevision.id).where(FactRevision.fact_id == Memory.fact_id, LIVE)),
        )
        .group_by(Memory.due_day, Memory.buried_until)
    )
    counts: Counter[int] = Counter()
    for due_day, buried_until, count in rows:
        counts[(max(due_day or today, buried_until or today, today) - today).days] += count
    return [counts[day] for day in range(days)]


def answers(db: Session, learner_id: int, since: date) -> dict[date, int]:
    """How many answers and card grades were given on each study day from `since` on, undone ones left out.

    An answer to a question on several facts counts once.
    """
    undoing = aliased(Review)
    rows = db.execute(
        select(Review.study_day, func.count(Review.answer_id.distinct()))
        .where(
            Review.learner_id == learner_id,
            Review.study_day >= since,
            Review.type.in_(GIVEN),
            ~exists(select(undoing.id).where(undoing.voids_id == Review.id)),
        )
        .group_by(Review.study_day)
    )
    return {day: count for day, count in rows}
