"""Note that a participant has read the brief, by their own word."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.storage.models import Reading


def note_reading(db: Session, cohort_id: int, learner_id: int, now: datetime) -> None:
    """Write it down once. The caller has begun to write for the learner, and commits."""
    if db.get(Reading, (cohort_id, learner_id)) is None:
        db.add(Reading(cohort_id=cohort_id, learner_id=learner_id, read_at=now))
        db.flush()
