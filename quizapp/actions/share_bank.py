"""Say who reads a bank and who works on it. Each change leaves a row in the audit log."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.models import Audit, Bank, BankShare, User
from quizapp.storage.readable import VISIBILITIES


def show_to(db: Session, by: str, bank_id: int, visibility: str, now: datetime) -> None:
    """Make a bank private, shared or public. Who it is shared with is remembered, whatever it is now.

    Raises ValueError for any other word. `by` is the public id of who does it. The caller has begun to write and
    commits; so for all of these.
    """
    if visibility not in VISIBILITIES:
        raise ValueError(f"a bank cannot be {visibility}")
    bank = db.get_one(Bank, bank_id)
    before, bank.visibility = bank.visibility, visibility
    if before != visibility:
        _record(db, by, bank_id, "visibility", {"visibility": before}, {"visibility": visibility}, now)


def share(db: Session, by: str, bank_id: int, user_id: int, edits: bool, now: datetime) -> None:
    """Share a bank with a user, who then may read it, or with `edits` work on it; anew, it changes which of both."""
    known = db.get(BankShare, (bank_id, user_id))
    before = _said(db, user_id, known.edits) if known else None
    if known is None:
        db.add(BankShare(bank_id=bank_id, user_id=user_id, edits=edits, since=now))
    elif known.edits == edits:
        return
    else:
        known.edits = edits
    _record(db, by, bank_id, "share", before, _said(db, user_id, edits), now)


def unshare(db: Session, by: str, bank_id: int, user_id: int, now: datetime) -> None:
    """Share a bank with a user no longer. What they have learned of it stays theirs."""
    known = db.get(BankShare, (bank_id, user_id))
    if known is None:
        return
    before = _said(db, user_id, known.edits)
    db.delete(known)
    _record(db, by, bank_id, "unshare", before, None, now)


def _said(db: Session, user_id: int, edits: bool) -> dict[str, str]:
    """By the public id, by which the row is found when the user is erased."""
    public_id = db.scalars(select(User.public_id).where(User.id == user_id)).one()
    return {"user": public_id, "may": "edit" if edits else "read"}


def _record(
    db: Session,
    by: str,
    bank_id: int,
    action: str,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
    now: datetime,
) -> None:
    slug = db.scalars(select(Bank.slug).where(Bank.id == bank_id)).one()
    whose = (before or after or {}).get("user", "")
    subject = f"bank/{slug}/share/{whose}" if whose else f"bank/{slug}/visibility"
    db.add(Audit(at=now, who=by, action=action, subject=subject, before=before, after=after, why=""))
    db.flush()
