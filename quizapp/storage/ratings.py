"""Elo ratings as stored."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.rating import Rating as Elo
from quizapp.storage.models import Rating


def elos(db: Session, subject: str, ids: Collection[int]) -> dict[int, Elo]:
    """Ratings of learners or questions by internal id; those without one are average."""
    rows = db.execute(
        select(Rating.subject_id, Rating.value, Rating.n).where(
            Rating.subject == subject, Rating.subject_id.in_(set(ids))
        )
    )
    return {subject_id: Elo(value, n) for subject_id, value, n in rows}
