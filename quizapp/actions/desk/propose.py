"""Decide on what the text seems to hold: a proposal becomes a fact, or is offered no more."""

from typing import Literal

from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject
from quizapp.storage import proposals
from quizapp.storage.models import Proposal

Decision = Literal["taken", "dismissed"]
_ACTIONS = {"taken": "take proposal", "dismissed": "dismiss proposal"}


def decide(db: Session, sign: Signature, bank_id: int, proposal_id: int, decision: Decision) -> None:
    """Note that a proposal was taken or dismissed; one that is gone, or decided on, is no error.

    The caller called `write`, and commits.
    """
    slug = lock_bank(db, bank_id)
    row = proposals.proposal(db, bank_id, proposal_id)
    if row is None or row.state in _ACTIONS:
        return
    before = _told(row)
    row.state = decision
    record(db, sign, _ACTIONS[decision], subject(slug, "proposal", str(row.id)), before, _told(row))


def _told(row: Proposal) -> dict[str, str]:
    return {"kind": row.kind, "words": row.exact, "state": row.state}
