"""What the text of a bank seems to hold, and nobody has decided on yet."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.models import Proposal


def waiting(db: Session, bank_id: int, state: str = "open") -> Sequence[Proposal]:
    """Proposals in one state, in the order of the text."""
    query = select(Proposal).where(Proposal.bank_id == bank_id, Proposal.state == state)
    return db.scalars(query.order_by(Proposal.position)).all()


def proposal(db: Session, bank_id: int, proposal_id: int) -> Proposal | None:
    """One of them."""
    query = select(Proposal).where(Proposal.bank_id == bank_id, Proposal.id == proposal_id)
    return db.scalars(query).one_or_none()
