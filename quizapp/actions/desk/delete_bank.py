"""Delete a bank that was never published, with all that hangs on it.

The log is append-only: it keeps that things were done to some bank, by whom and when, but not to which, what or why.
"""

import secrets

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import lock_bank
from quizapp.storage import desk
from quizapp.storage.models import Audit, Bank

ERASED = {"erased": True}
"""What the log may say in place of what stood before or after, and nothing else."""


class Published(ValueError):
    """Learners have answered of it, or could have: it stays."""


def delete_bank(db: Session, bank_id: int) -> None:
    """Delete it. Raises Published. The caller called `write`, and commits."""
    slug = lock_bank(db, bank_id)
    if desk.bank_row(db, bank_id).edition:
        raise Published(slug)
    _blank_log(db, slug)
    # Everything else hangs on this row and goes with it.
    db.execute(delete(Bank).where(Bank.id == bank_id))
    db.expire_all()


def _blank_log(db: Session, slug: str) -> None:
    stem, stranger = f"bank/{slug}", f"erased-{secrets.token_urlsafe(8)}"
    theirs = or_(Audit.subject == stem, Audit.subject.startswith(f"{stem}/", autoescape=True))
    for row in db.scalars(select(Audit).where(theirs)).all():
        row.subject = f"bank/{stranger}"
        row.why = stranger if row.why else ""
        row.before, row.after = (ERASED if side is not None else None for side in (row.before, row.after))
    db.flush()
