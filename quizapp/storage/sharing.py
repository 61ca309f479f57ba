"""Who a bank is shared with, for those who decide on it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.models import Bank, BankShare, User
from quizapp.storage.readable import governed
from quizapp.storage.users import Account


@dataclass(frozen=True, slots=True)
class Governed:
    """A bank, with its owner if it has one."""

    id: int
    slug: str
    title: str
    visibility: str
    owner: str | None
    owner_id: int | None
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody whom a bank is shared with. To edit it they need the role, too."""

    user_id: int
    public_id: str
    name: str
    role: str
    edits: bool
    since: datetime


def governed_bank(db: Session, user: Account, slug: str) -> Governed | None:
    """The bank, if the user decides who reads it."""
    row = db.execute(
        select(Bank.id, Bank.slug, Bank.data, Bank.visibility, User.shown_name, Bank.owner_id)
        .outerjoin(User, User.id == Bank.owner_id)
        .where(Bank.slug == slug, governed(user.user_id, user.role))
    ).one_or_none()
    if row is None:
        return None
    reviewed = bool(row.data.get("reviewed", True))
    return Governed(row.id, row.slug, row.data["title"], row.visibility, row.shown_name, row.owner_id, reviewed)


def shared_with(db: Session, bank_id: int) -> list[Shared]:
    """By name."""
    rows = db.execute(
        select(User.id, User.public_id, User.shown_name, User.role, BankShare.edits, BankShare.since)
        .join(BankShare, BankShare.user_id == User.id)
        .where(BankShare.bank_id == bank_id)
        .order_by(User.name)
    )
    return [Shared(*row) for row in rows]
