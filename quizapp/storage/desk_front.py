"""The banks that somebody works on, with what waits in each."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Bank, Fact, FactRevision, Workspace
from quizapp.storage.readable import editable
from quizapp.storage.users import Account

MOST = 200


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A bank: its live edition (0 before the first), who reads it, and drafts by state."""

    slug: str
    title: str
    edition: int
    visibility: str
    drafts: int
    reviews: int
    accepted: int
    mine_to_read: int
    """Drafts for review that somebody else wrote."""


def banks(db: Session, user: Account) -> list[OnDesk]:
    """The banks that a user may edit, the latest first."""
    rows = db.execute(
        select(Bank.id, Bank.slug, Bank.edition, Bank.visibility, Bank.data, Workspace.data.label("saved"))
        .outerjoin(Workspace, Workspace.bank_id == Bank.id)
        .where(editable(user.user_id, user.role))
        .order_by(Bank.id.desc())
        .limit(MOST)
    ).all()
    waiting = _waiting(db, [row.id for row in rows], user.user_id)
    return [
        OnDesk(
            row.slug,
            (row.saved or row.data).get("title", row.slug),
            row.edition,
            row.visibility,
            *(waiting.get((row.id, state), 0) for state in ("draft", "review", "accepted", "to read")),
        )
        for row in rows
    ]


def _waiting(db: Session, bank_ids: list[int], user_id: int) -> dict[tuple[int, str], int]:
    drafts = (
        FactRevision.from_edition.is_(None),
        FactRevision.file_digest.is_(None),
        FactRevision.state.in_(("draft", "review", "accepted")),
        Fact.bank_id.in_(bank_ids),
    )
    query = select(Fact.bank_id, FactRevision.state, FactRevision.author_id, func.count()).join(
        Fact, Fact.id == FactRevision.fact_id
    )
    found: dict[tuple[int, str], int] = {}
    grouped = query.where(*drafts).group_by(Fact.bank_id, FactRevision.state, FactRevision.author_id)
    for bank_id, state, author_id, count in db.execute(grouped):
        found[bank_id, state] = found.get((bank_id, state), 0) + count
        if state == "review" and author_id != user_id:
            found[bank_id, "to read"] = found.get((bank_id, "to read"), 0) + count
    return found
