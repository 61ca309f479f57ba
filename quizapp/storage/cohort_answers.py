"""What a cohort answered in its pre-test and in its first certifications, where that is told."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.results import Given, counted
from quizapp.storage import rulings
from quizapp.storage.models import Attempt, Member
from quizapp.storage.programmes import CohortRow
from quizapp.storage.results.answers import of_several
from quizapp.storage.results.told import Told

PLACES = tuple(range(1, 501))
"""No test has more questions."""


@dataclass(frozen=True, slots=True)
class CohortAnswers:
    """By internal ids; each participant counts by their first attempt, handed in, of either test."""

    pretest: tuple[Given, ...]
    certification: tuple[Given, ...]

    @property
    def all(self) -> tuple[Given, ...]:
        """Both."""
        return (*self.pretest, *self.certification)


def cohort_answers(db: Session, cohort: CohortRow) -> CohortAnswers:
    """The answers of who is in the cohort now, without those to questions that were dropped."""
    ids = (cohort.pretest, cohort.certification)
    told = Told(PLACES, over=False)
    found = of_several(db, dict.fromkeys(ids, told), _first_attempts(db, cohort.class_id, ids))
    return CohortAnswers(*(tuple(counted(found[each], rulings.dropped(db, each))) for each in ids))


def _first_attempts(db: Session, class_id: int, activity_ids: Collection[int]) -> dict[int, int]:
    """The learner behind the first attempt of each participant at each activity."""
    rows = db.execute(
        select(Attempt.id, Attempt.learner_id, Attempt.activity_id)
        .join(Member, Member.learner_id == Attempt.learner_id)
        .where(
            Attempt.activity_id.in_(activity_ids),
            Attempt.finished_at.is_not(None),
            Member.class_id == class_id,
            Member.removed_at.is_(None),
        )
        .order_by(Attempt.started_at, Attempt.id)
    )
    first: dict[tuple[int, int | None], int] = {}
    for attempt_id, learner_id, activity_id in rows:
        first.setdefault((learner_id, activity_id), attempt_id)
    return {attempt_id: learner_id for (learner_id, _), attempt_id in first.items()}
