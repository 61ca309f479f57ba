"""Remarks on facts and questions under review."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Comment, User
from quizapp.storage.types import AnySelect


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with who made it."""

    id: int
    subject: str
    line: str
    text: str
    at: datetime
    settled_at: datetime | None
    name: str | None


def of(db: Session, bank_id: int, subject: str) -> dict[str, list[Remark]]:
    """The remarks on a fact or question, by line."""
    found: dict[str, list[Remark]] = {}
    for row in db.execute(
        _remarks().where(Comment.bank_id == bank_id, Comment.subject == subject).order_by(Comment.id)
    ):
        remark = Remark(*row)
        found.setdefault(remark.line, []).append(remark)
    return found


def waiting(db: Session, bank_id: int, subject: str) -> int:
    """How many remarks on a fact or question are not settled."""
    on_it = (Comment.bank_id == bank_id, Comment.subject == subject, Comment.settled_at.is_(None))
    return db.scalar(select(func.count()).where(*on_it)) or 0


def comment(db: Session, bank_id: int, comment_id: int) -> Remark | None:
    """One remark."""
    row = db.execute(_remarks().where(Comment.bank_id == bank_id, Comment.id == comment_id)).one_or_none()
    return Remark(*row) if row else None


def _remarks() -> AnySelect:
    return select(
        Comment.id, Comment.subject, Comment.line, Comment.text, Comment.at, Comment.settled_at, User.shown_name
    ).outerjoin(User, User.id == Comment.by_id)
