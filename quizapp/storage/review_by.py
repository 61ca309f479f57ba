"""Facts that may go out of date: what is to be looked at again, by the day that each fact names itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.core.partial_date import PartialDate
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import Bank, Fact, FactRevision
from quizapp.storage.readable import editable
from quizapp.storage.types import AnySelect
from quizapp.storage.users import Account

AHEAD = timedelta(days=30)
MOST = 200
"""Facts listed."""


@dataclass(frozen=True, slots=True)
class Due:
    """A live fact to be looked at again. A month or a year stands for its first day."""

    bank: str
    title: str
    """Of the bank."""
    slug: str
    statement: str
    by: PartialDate
    past: bool


def review_by(db: Session, user: Account, today: date) -> list[Due]:
    """The facts of banks that the user may edit whose day is past or within AHEAD, the soonest first, at most MOST."""
    by = FactRevision.data["review_by"].as_string()
    rows = db.execute(
        _due(user, today)
        .with_only_columns(
            Bank.slug,
            Bank.data["title"].as_string(),
            Fact.slug,
            FactRevision.data["statement"].as_string(),
            by,
        )
        .order_by(by, Fact.id)
        .limit(MOST)
    )
    return [_told(*row, today=today) for row in rows]


def due_for_review(db: Session, user: Account, today: date) -> int:
    """How many facts `review_by` would list, were there no end to it."""
    return db.scalar(_due(user, today).with_only_columns(func.count())) or 0


def _due(user: Account, today: date) -> AnySelect:
    """Dates are compared as texts: "2026-12" comes before "2026-12-01", so a part of a date counts from its start."""
    by = FactRevision.data["review_by"].as_string()
    return (
        select(Fact.id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(*LIVE_FACT, by <= str(today + AHEAD), editable(user.user_id, user.role))
    )


def _told(bank: str, title: str, slug: str, statement: str, by: str, *, today: date) -> Due:
    return Due(bank, title, slug, statement, PartialDate.parse(by), by <= str(today))
