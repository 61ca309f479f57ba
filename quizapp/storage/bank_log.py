"""The audit log of a bank, for those who edit it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Audit, User


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done. `name` is empty where whoever did it has left, or where a file or the app did it."""

    at: datetime
    name: str
    by_somebody: bool
    action: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str


def entries(db: Session, slug: str, about: str, *, skip: int, limit: int) -> list[Entry]:
    """What was done with a bank, newest first; with one thing, where `about` names it: "fact" or "fact/keeper"."""
    stem = "/".join(part for part in ("bank", slug, about) if part)
    rows = db.execute(
        select(Audit, User.shown_name)
        .outerjoin(User, User.public_id == Audit.who)
        .where(or_(Audit.subject == stem, Audit.subject.startswith(f"{stem}/", autoescape=True)))
        .order_by(Audit.id.desc())
        .offset(skip)
        .limit(limit)
    )
    return [_entry(audit, name, len(f"bank/{slug}/")) for audit, name in rows]


def _entry(audit: Audit, name: str | None, stem: int) -> Entry:
    return Entry(
        audit.at,
        name or "",
        audit.who != "quizapp",
        audit.action,
        audit.subject[stem:],
        audit.before,
        audit.after,
        audit.why,
    )
