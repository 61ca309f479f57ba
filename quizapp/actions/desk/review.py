"""Review of drafts by a second person: ask for it, accept, send back, or give the draft up."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject, told
from quizapp.storage import desk
from quizapp.storage.desk import Work
from quizapp.storage.models import Comment, FactRevision, QuestionRevision

FACT, QUESTION = "fact", "question"
_TABLES: dict[str, Any] = {FACT: FactRevision, QUESTION: QuestionRevision}
_READ = {FACT: desk.facts, QUESTION: desk.questions}
STEPS = {"ask": "review", "accept": "accepted", "return": "draft", "drop": "dropped"}
"""What each step makes of a draft."""
FROM = {
    "ask": ("draft",),
    "accept": ("draft", "review"),
    "return": ("review", "accepted"),
    "drop": ("draft", "review", "accepted"),
}


class OwnWork(PermissionError):
    """Nobody accepts what they wrote themselves."""


class Moved(ValueError):
    """The draft is not the one that was looked at, or not in a state for this step."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as somebody looked at it: of a fact or question (`what`), by slug and number of the revision."""

    what: str
    slug: str
    number: int


def step(db: Session, sign: Signature, bank_id: int, seen: Draft, name: str) -> None:
    """Take a step with the draft revision `number` of a fact or question. Raises OwnWork or Moved.

    The caller called `write`, and commits.
    """
    bank_slug = lock_bank(db, bank_id)
    before = work(db, bank_id, seen.what, seen.slug)
    draft = before.draft if before else None
    if before is None or draft is None or draft.number != seen.number or draft.state not in FROM[name]:
        raise Moved(seen.slug)
    if name == "accept" and draft.author_id == sign.user_id:
        raise OwnWork(seen.slug)
    table = _TABLES[seen.what]
    reviewer = {"reviewer_id": sign.user_id} if seen.what == FACT and name == "accept" else {}
    db.execute(update(table).where(table.id == draft.id).values(state=STEPS[name], **reviewer))
    after = work(db, bank_id, seen.what, seen.slug)
    record(db, sign, f"{name} {seen.what}", subject(bank_slug, seen.what, seen.slug), told(before), told(after))


def comment(db: Session, sign: Signature, bank_id: int, slug: str, line: str, text: str) -> None:
    """Remark on one line of a fact or question. The caller called `write`, and commits."""
    bank_slug = lock_bank(db, bank_id)
    row = Comment(bank_id=bank_id, subject=slug, line=line, text=text, by_id=sign.user_id, at=sign.at, settled_at=None)
    db.add(row)
    db.flush()
    record(db, sign, "comment", subject(bank_slug, "comment", str(row.id)), None, _remark(row))


def settle_comment(db: Session, sign: Signature, bank_id: int, comment_id: int) -> None:
    """Note that a remark was dealt with. One that is gone, or settled, is no error."""
    bank_slug = lock_bank(db, bank_id)
    open_one = (Comment.id == comment_id, Comment.bank_id == bank_id, Comment.settled_at.is_(None))
    row = db.scalars(select(Comment).where(*open_one)).one_or_none()
    if row is None:
        return
    row.settled_at = sign.at
    before, after = _remark(row), {**_remark(row), "settled": True}
    record(db, sign, "settle comment", subject(bank_slug, "comment", str(row.id)), before, after)


def _remark(row: Comment) -> dict[str, str]:
    """A remark as the log has it."""
    return {"fact or question": row.subject, "line": row.line, "text": row.text}


def work(db: Session, bank_id: int, what: str, slug: str) -> Work | None:
    """The fact or question as it stands."""
    return next(iter(_READ[what](db, bank_id, slug)), None)
