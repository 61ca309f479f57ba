"""True retention: how often a fact that was seen on an earlier day was still known, where it could not be guessed."""

from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.memory import Evidence
from quizapp.core.wilson import Share
from quizapp.storage.memories import GIVEN
from quizapp.storage.models import Grading, Review

MOST = 5000
"""Reviews looked at, the latest first: enough for a narrow interval, and a bound on the work."""


def retention(db: Session, learner_id: int, since: date) -> Share | None:
    """Of the first answers of a study day, from `since` on, to facts seen on an earlier day: how many were right.

    Only answers that were typed and cards that were turned: of options one is right by chance. None where there is
    none. Each counts with its latest grading; what was undone does not count.
    """
    firsts: dict[tuple[int, date], Any] = {}
    for row in _again(db, learner_id, since):
        firsts.setdefault((row.fact_id, row.study_day), row)
    known = [_known(row) for row in firsts.values() if row.guess_rate == 0]
    return Share(sum(known), len(known)) if known else None


def _known(row: Any) -> bool:
    score = (row.parts or {}).get(str(row.fact_id), 0.0)
    return Evidence(score, own_grade=row.own_grade).right


def _again(db: Session, learner_id: int, since: date) -> list[Any]:
    """The reviews of facts seen before their study day, in order of time."""
    earlier, undoing, regrade = aliased(Review), aliased(Review), aliased(Grading)
    latest = (
        select(func.max(regrade.number)).where(regrade.answer_id == Review.answer_id).correlate(Review)
    ).scalar_subquery()
    rows = db.execute(
        select(Review.fact_id, Review.study_day, Review.own_grade, Review.guess_rate, Grading.parts)
        .outerjoin(Grading, and_(Grading.answer_id == Review.answer_id, Grading.number == latest))
        .where(
            Review.learner_id == learner_id,
            Review.study_day >= since,
            Review.type.in_(GIVEN),
            exists(
                select(earlier.id).where(
                    earlier.learner_id == learner_id,
                    earlier.fact_id == Review.fact_id,
                    # Wrapped, so that SQLite looks at the fact's few reviews, not at all earlier days of the learner.
                    func.coalesce(earlier.study_day, Review.study_day) < Review.study_day,
                    earlier.type.in_(GIVEN),
                )
            ),
            ~exists(select(undoing.id).where(undoing.voids_id == Review.id)),
        )
        .order_by(Review.study_day.desc(), Review.given_at.desc(), Review.id.desc())
        .limit(MOST)
    ).all()
    return list(reversed(rows))
