"""Attempts: runs of questions, of which each learner sees only their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.storage.database import send
from quizapp.storage.models import Attempt

GRACE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One run of questions."""

    id: int
    public_id: str
    learner_id: int
    purpose: str
    settings: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None
    activity_id: int | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When a quiz against the clock is over; None where it has no limit of its own."""
        minutes = self.settings.get("minutes")
        return self.started_at + timedelta(minutes=minutes) if minutes else None

    def is_over(self, now: datetime) -> bool:
        """Whether its time is up, with GRACE for what is on its way."""
        return self.ends_at is not None and now > self.ends_at + GRACE

    @property
    def at_end(self) -> bool:
        """Whether feedback waits until all is handed in ("end"), or until an assignment's window is over ("after")."""
        return self.settings.get("feedback") in ("end", "after")


_ATTEMPT = (
    Attempt.id,
    Attempt.public_id,
    Attempt.learner_id,
    Attempt.purpose,
    Attempt.settings,
    Attempt.started_at,
    Attempt.finished_at,
    Attempt.activity_id,
)
_OWN = select(*_ATTEMPT).where(
    Attempt.public_id == bindparam("public_id"),
    Attempt.learner_id == bindparam("learner_id"),
    Attempt.purpose == bindparam("purpose"),
)

_OPEN = (
    select(*_ATTEMPT)
    .where(
        Attempt.learner_id == bindparam("learner_id"),
        Attempt.finished_at.is_(None),
        Attempt.purpose == bindparam("purpose"),
    )
    .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    .limit(5)
)


def attempt(db: Session, public_id: str, learner_id: int, purpose: str = "practice") -> AttemptRow | None:
    """The learner's own attempt for a purpose, or None: somebody else's, and a quiz among cards, do not exist."""
    row = send(db, _OWN, {"public_id": public_id, "learner_id": learner_id, "purpose": purpose}).one_or_none()
    return AttemptRow(*row) if row else None


def by_id(db: Session, attempt_id: int) -> AttemptRow | None:
    """The attempt with that internal id, whoever's it is."""
    row = db.execute(select(*_ATTEMPT).where(Attempt.id == attempt_id)).one_or_none()
    return AttemptRow(*row) if row else None


def open_attempts(db: Session, learner_id: int, purpose: str = "practice") -> list[AttemptRow]:
    """The learner's unfinished attempts, the latest first."""
    return [AttemptRow(*row) for row in send(db, _OPEN, {"learner_id": learner_id, "purpose": purpose})]
