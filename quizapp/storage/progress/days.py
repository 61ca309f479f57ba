"""What comes due on the days ahead, and what was answered on the days behind."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Date, Integer, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.storage.database import send
from quizapp.storage.memories import GIVEN
from quizapp.storage.models import Fact, FactRevision, Memory, Review
from quizapp.storage.models.bank import LIVE
from quizapp.storage.readable import feeding

_LEARNER = bindparam("learner_id", type_=Integer)
_undoing = aliased(Review)
_DUE = (
    select(Memory.due_day, Memory.buried_until, func.count())
    .join(Fact, Fact.id == Memory.fact_id)
    .where(
        Memory.learner_id == _LEARNER,
        Memory.due_day <= bindparam("last", type_=Date),
        Fact.bank_id.in_(feeding(_LEARNER)),
        Memory.suspended.is_(False),
        exists(select(FactRevision.id).where(FactRevision.fact_id == Memory.fact_id, LIVE)),
    )
    .group_by(Memory.due_day, Memory.buried_until)
)
_ANSWERS = (
    select(Review.study_day, func.count(Review.answer_id.distinct()))
    .where(
        Review.learner_id == _LEARNER,
        Review.study_day >= bindparam("since", type_=Date),
        Review.type.in_(GIVEN),
        ~exists(select(_undoing.id).where(_undoing.voids_id == Review.id)),
    )
    .group_by(Review.study_day)
)


def due(db: Session, learner_id: int, today: date, days: int) -> list[int]:
    """How many facts come due as cards on each of `days` days from today; what is overdue counts as today's.

    A suspended fact does not come, nor one of a bank that rests; a buried one comes when its rest is over.
    """
    counts: Counter[int] = Counter()
    last = today + timedelta(days=days - 1)
    for due_day, buried_until, count in send(db, _DUE, {"learner_id": learner_id, "last": last}):
        counts[(max(due_day or today, buried_until or today, today) - today).days] += count
    return [counts[day] for day in range(days)]


def answers(db: Session, learner_id: int, since: date) -> dict[date, int]:
    """How many answers and card grades were given on each study day from `since` on, undone ones left out.

    An answer to a question on several facts counts once.
    """
    return {day: count for day, count in send(db, _ANSWERS, {"learner_id": learner_id, "since": since})}
