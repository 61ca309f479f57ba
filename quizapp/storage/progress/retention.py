"""True retention: how often a fact that was seen on an earlier day was still known, where it could not be guessed."""

from datetime import date
from functools import lru_cache

from sqlalchemy import Date, Integer, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.memory import Evidence
from quizapp.core.wilson import Share
from quizapp.storage.database import send
from quizapp.storage.memories import GIVEN, LATEST
from quizapp.storage.models import Grading, Review
from quizapp.storage.types import AnyRow, AnySelect

MOST = 5000
"""Reviews looked at, the latest first: enough for a narrow interval, and a bound on the work."""


def _reviews() -> AnySelect:
    """The reviews of facts seen before their study day, the latest first."""
    learner, since = bindparam("learner_id", type_=Integer), bindparam("since", type_=Date)
    earlier, undoing = aliased(Review), aliased(Review)
    seen_before = select(earlier.id).where(
        earlier.learner_id == learner,
        earlier.fact_id == Review.fact_id,
        # Wrapped, so that SQLite looks at the fact's few reviews, not at all earlier days of the learner.
        func.coalesce(earlier.study_day, Review.study_day) < Review.study_day,
        earlier.type.in_(GIVEN),
    )
    return (
        select(Review.fact_id, Review.study_day, Review.own_grade, Review.guess_rate, Grading.parts)
        .outerjoin(Grading, and_(Grading.answer_id == Review.answer_id, Grading.number == LATEST))
        .where(
            Review.learner_id == learner,
            Review.study_day >= since,
            Review.type.in_(GIVEN),
            exists(seen_before),
            ~exists(select(undoing.id).where(undoing.voids_id == Review.id)),
        )
        .order_by(Review.study_day.desc(), Review.given_at.desc(), Review.id.desc())
        .limit(MOST)
    )


_REVIEWS = _reviews()


def retention(db: Session, learner_id: int, since: date) -> Share | None:
    """Of the first answers of a study day, from `since` on, to facts seen on an earlier day: how many were right.

    Only answers that were typed and cards that were turned: of options one is right by chance. None where there is
    none. Each counts with its latest grading; what was undone does not count.
    """
    rows = send(db, _REVIEWS, {"learner_id": learner_id, "since": since}).all()
    firsts = {(row.fact_id, row.study_day): row for row in rows}  # The latest come first: a day's first one stays.
    known = [_known(row) for row in firsts.values() if row.guess_rate == 0]
    return Share(sum(known), len(known)) if known else None


def _known(row: AnyRow) -> bool:
    score = row.parts.get(str(row.fact_id), 0.0) if row.parts else 0.0
    return _right(score, row.own_grade)


@lru_cache(maxsize=256)
def _right(score: float, own_grade: int | None) -> bool:
    """Few scores and grades are told over and over."""
    return Evidence(score, own_grade=own_grade).right
