"""The audit log of a bank: every change with what stood before and what stands now, so that it replays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.core.fact_data import fact_to_data
from quizapp.storage import desk
from quizapp.storage.desk import Wording, Work
from quizapp.storage.models import Audit, Bank
from quizapp.storage.users import Account

_LOCK = 0x62616E6B  # As loads have it: whoever publishes and whoever loads wait for each other.


def lock_bank(db: Session, bank_id: int) -> str:
    """Inside a write: keep other editors from writing to the bank until it ends; returns its slug."""
    if db.get_bind().dialect.name != "sqlite":  # There, `write` already holds the only lock.
        db.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    return db.scalars(select(Bank.slug).where(Bank.id == bank_id)).one()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does something, why, and when. `by` is None where time or a file does it."""

    by: Account | None
    why: str
    at: datetime

    @property
    def user_id(self) -> int | None:
        """The internal id of the user."""
        return self.by.user_id if self.by else None


def record(db: Session, sign: Signature, action: str, subject: str, before: Any, after: Any) -> None:
    """Write an entry. The caller commits."""
    who = sign.by.public_id if sign.by else "quizapp"
    db.add(Audit(at=sign.at, who=who, action=action, subject=subject, before=before, after=after, why=sign.why))
    db.flush()


def subject(slug: str, what: str, name: str = "") -> str:
    """How the log names something of a bank."""
    return "/".join(part for part in ("bank", slug, what, name) if part)


def told(work: Work | None) -> dict[str, Any] | None:
    """How a fact or question stands, as the log has it; None where nothing of it does."""
    if work is None or work.latest is None:
        return None
    return {"live": _wording(work.live), "draft": _wording(work.draft)}


Standing = dict[tuple[str, str], Work]
"""How facts and questions by hand stand, by what they are and slug."""


def standing(db: Session, bank_id: int) -> Standing:
    """All facts and questions by hand of a bank."""
    read = {"fact": desk.facts, "question": desk.questions}
    return {(what, work.slug): work for what, works in read.items() for work in works(db, bank_id)}


def edited(db: Session, bank_id: int, slug: str) -> Standing | None:
    """How a bank stands about which there are entries; None where there are none, for then nothing need be added."""
    some = select(Audit.id).where(Audit.subject.startswith(f"bank/{slug}/", autoescape=True)).limit(1)
    return standing(db, bank_id) if db.scalar(some) else None


def record_changes(db: Session, sign: Signature, bank_id: int, slug: str, action: str, before: Standing) -> None:
    """Write an entry for each fact and question that stands otherwise than `before`."""
    after = standing(db, bank_id)
    for what, name in {**before, **after}:
        was, stands = before.get((what, name)), after.get((what, name))
        if _stamp(was) != _stamp(stands) and told(was) != told(stands):
            record(db, sign, f"{action} {what}", subject(slug, what, name), told(was), told(stands))


def _stamp(work: Work | None) -> Any:
    """What tells two standings apart without writing them out: a revision never changes what it says."""
    wordings = (work.live, work.draft) if work else ()
    return [(each.id, each.state, each.withdrawn) if each else None for each in wordings]


def _wording(wording: Wording | None) -> dict[str, Any] | None:
    if wording is None:
        return None
    thing = wording.thing
    data = (
        fact_to_data(thing)
        if hasattr(thing, "statement")
        else {"kind": thing.kind, "facts": list(thing.facts), **thing.data()}
    )
    withdrawn = {"withdrawn": wording.withdrawn} if wording.withdrawn else {}
    return {"number": wording.number, "state": wording.state, "data": {**data, **withdrawn}}
