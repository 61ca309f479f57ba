"""Set a programme of onboarding, change it, put it away. The caller has begun to write, and commits."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.start import DOUBLE_CLICK
from quizapp.core.programme import Programme as Settings
from quizapp.storage.models import Programme


def set_programme(db: Session, user_id: int, bank_id: int, title: str, settings: Settings, now: datetime) -> str:
    """Make a programme on a bank that everybody may read; returns its public id. A double click makes one."""
    twin = db.scalar(
        select(Programme.public_id).where(
            Programme.owner_id == user_id,
            Programme.bank_id == bank_id,
            Programme.title == title,
            Programme.created_at > now - DOUBLE_CLICK,
        )
    )
    if twin is not None:
        return twin
    made = Programme(
        bank_id=bank_id, owner_id=user_id, title=title, settings=settings.data(), created_at=now, archived_at=None
    )
    db.add(made)
    db.flush()
    return made.public_id


def change_programme(db: Session, programme_id: int, title: str, settings: Settings) -> None:
    """Change a programme, by internal id.

    Certificates that were given stay as they are. Cohorts keep their pre-test and the time they were made with.
    """
    values = {"title": title, "settings": settings.data()}
    db.execute(update(Programme).where(Programme.id == programme_id).values(**values))


def archive_programme(db: Session, programme_id: int, archived_at: datetime | None) -> None:
    """Put a programme away, or with None take it out again. Its cohorts go on; no new one is made."""
    db.execute(update(Programme).where(Programme.id == programme_id).values(archived_at=archived_at))
