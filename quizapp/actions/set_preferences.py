"""Keep a learner's settings, and bring the due days of what they know up to date with them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.catch_up import move_due_days
from quizapp.core.preferences import Preferences
from quizapp.core.study_day import zone_of
from quizapp.storage.learners import Who
from quizapp.storage.models import Learner, LearnerBank
from quizapp.storage.readable import readable_ids


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a learner sets; `paused` are the ids of banks that do not feed their cards."""

    preferences: Preferences
    zone: str
    rollover: int
    """Minutes after midnight."""
    paused: frozenset[int] = frozenset()


def set_preferences(db: Session, who: Who, choices: Choices, now: datetime) -> None:
    """Store `choices`. Study days that passed stay as they were recorded, whatever the zone is now.

    Raises ValueError for a zone that no clock knows. The caller holds the learner's write lock.
    """
    zone_of(choices.zone)
    settings = {**who.settings, **choices.preferences.data()}
    values = {"settings": settings, "zone": choices.zone, "rollover": choices.rollover}
    db.execute(update(Learner).where(Learner.id == who.id).values(**values))
    _feed(db, who, choices.paused, now)
    if choices.preferences.schedule != who.preferences.schedule:
        move_due_days(db, replace(who, settings=settings), now)


def _feed(db: Session, who: Who, paused: Collection[int], now: datetime) -> None:
    """Pause these banks and no others. A bank without a row feeds, so only what differs is written.

    What was said of a bank that they can no longer read stays as it is.
    """
    have = {row.bank_id: row for row in db.scalars(select(LearnerBank).where(LearnerBank.learner_id == who.id))}
    for bank_id in readable_ids(db, who.user_id):
        if bank_id in have:
            have[bank_id].paused = bank_id in paused
        elif bank_id in paused:
            db.add(LearnerBank(learner_id=who.id, bank_id=bank_id, since=now, paused=True))
    db.flush()
