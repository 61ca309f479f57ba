"""Limits by the minute, counted in the database so that all workers share them. Nobody waits longer than a minute.

What is not refused but silently left undone, such as one more mail, may be counted by longer spans.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as Db

from quizapp.storage.models import Tally

KEPT = timedelta(hours=1)


def subject(key: str, what: str, of: str) -> str:
    """What is counted, hashed with the app's secret: neither a name nor an address is kept."""
    return hmac.new(key.encode(), f"{what}\0{of}".encode(), hashlib.sha256).hexdigest()


def take(db: Db, what: str, budget: int, now: datetime, minutes: int = 1) -> bool:
    """Count one more in this span of minutes, 1 to 60; whether the budget covers it. The caller has begun to write.

    Counting comes before the attempt it counts, so that a hundred attempts at once do not all find room.
    """
    minute = _minute(now)
    db.execute(delete(Tally).where(Tally.minute < minute - KEPT))
    minute = minute.replace(minute=minute.minute // minutes * minutes)
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Tally).values(subject=what, minute=minute, count=1)
    counted = statement.on_conflict_do_update(
        index_elements=["subject", "minute"], set_={"count": Tally.__table__.c.count + 1}
    ).returning(Tally.__table__.c.count)
    return int(db.execute(counted).scalar_one()) <= budget


def give_back(db: Db, what: str, now: datetime) -> None:
    """Take back a count: the attempt was a good one."""
    same = (Tally.subject == what, Tally.minute == _minute(now), Tally.count > 0)
    db.execute(update(Tally).where(*same).values(count=Tally.count - 1))


def seconds_left(now: datetime) -> int:
    """Seconds until the next minute begins, 1 to 60."""
    return 60 - now.second


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def used_up(db: Db, what: str, budget: int, now: datetime) -> bool:
    """Whether this minute's budget is used up, without counting anything."""
    count = db.scalar(select(Tally.count).where(Tally.subject == what, Tally.minute == _minute(now)))
    return (count or 0) >= budget


def lately(db: Db, what: str, now: datetime) -> datetime | None:
    """The last minute, not longer than KEPT ago, in which something was counted."""
    return db.scalar(select(func.max(Tally.minute)).where(Tally.subject == what, Tally.minute > now - KEPT))
