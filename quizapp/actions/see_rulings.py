"""Note that somebody has seen the news of rulings on their results, so that it is told no more."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.storage.learners import Who
from quizapp.storage.models import Learner

SEEN = "rulings_seen"
"""Of a learner's settings: up to when, as ISO 8601."""


def see_rulings(db: Session, who: Who, now: datetime) -> None:
    """All rulings up to `now` were seen. The caller holds the learner's write lock."""
    settings = {**who.settings, SEEN: now.isoformat()}
    db.execute(update(Learner).where(Learner.id == who.id).values(settings=settings))
