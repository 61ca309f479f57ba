"""The banks that somebody works on, with what waits in each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.desk import WAITING
from quizapp.storage.models import Bank, Fact, FactRevision, Question, QuestionRevision, Workspace
from quizapp.storage.readable import editable
from quizapp.storage.types import AnySelect
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
    found: dict[tuple[int, str], int] = {}
    by_hand = (Question.origin == "hand", QuestionRevision.question_id == Question.id)
    of_facts = db.execute(_drafts(Fact, FactRevision, FactRevision.fact_id == Fact.id, Fact.bank_id.in_(bank_ids)))
    of_questions = db.execute(_drafts(Question, QuestionRevision, *by_hand, Question.bank_id.in_(bank_ids)))
    for bank_id, state, author_id, count in (*of_facts, *of_questions):
        found[bank_id, state] = found.get((bank_id, state), 0) + count
        if state == "review" and author_id != user_id:
            found[bank_id, "to read"] = found.get((bank_id, "to read"), 0) + count
    return found


def _drafts(thing: Any, revision: Any, *which: Any) -> AnySelect:
    """How many drafts there are of a thing, by bank, state and author."""
    drafts = (revision.from_edition.is_(None), revision.file_digest.is_(None), revision.state.in_(WAITING))
    by = (thing.bank_id, revision.state, revision.author_id)
    return select(*by, func.count()).where(*which, *drafts).group_by(*by)
