"""What the study days of a learner have brought so far."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Date, Integer, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.storage.database import send
from quizapp.storage.memories import GIVEN
from quizapp.storage.models import Review
from quizapp.storage.types import AnySelect

_LEARNER = bindparam("learner_id", type_=Integer)
_TODAY = bindparam("today", type_=Date)


def _stands(review: type[Review], types: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """It is of one of the types, and was not undone."""
    undoing = aliased(Review)
    return review.type.in_(types), ~exists(select(undoing.id).where(undoing.voids_id == review.id))


def _new_today() -> AnySelect:
    earlier, reset = aliased(Review), aliased(Review)
    later_reset = select(reset.id).where(
        *(reset.learner_id == _LEARNER, reset.fact_id == earlier.fact_id, reset.sequence > earlier.sequence),
        *_stands(reset, ("reset",)),
    )
    known = select(earlier.id).where(
        *(earlier.learner_id == _LEARNER, earlier.fact_id == Review.fact_id),
        # Wrapped, so that SQLite looks at the fact's few reviews, not at all earlier days of the learner.
        func.coalesce(earlier.study_day, _TODAY) < _TODAY,
        *_stands(earlier, GIVEN),
        ~exists(later_reset),
    )
    return select(func.count(Review.fact_id.distinct())).where(
        *(Review.learner_id == _LEARNER, Review.study_day == _TODAY),
        *_stands(Review, GIVEN),
        ~exists(known.correlate(Review)),
    )


_NEW_TODAY = _new_today()
_LAST_DAY = select(func.max(Review.study_day)).where(Review.learner_id == _LEARNER)


def new_today(db: Session, learner_id: int, today: date) -> int:
    """How many facts were new to the learner today: not answered on an earlier day, or not since they were reset.

    What was undone or put aside is not met by that.
    """
    return int(send(db, _NEW_TODAY, {"learner_id": learner_id, "today": today}).scalar_one())


def last_day(db: Session, learner_id: int) -> date | None:
    """The last study day on which the learner answered anything."""
    day: date | None = send(db, _LAST_DAY, {"learner_id": learner_id}).scalar_one()
    return day
