"""Corrections that a learner has to hear of, because they knew the old value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from quizapp.storage.database import send
from quizapp.storage.models import Bank, Correction, Fact, FactRevision, Learner, Notice
from quizapp.storage.readable import readable, user_of
from quizapp.storage.types import AnyRow, AnySelect


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as people read it. `number` is that of the revision it replaced."""

    public_id: str
    kind: str
    bank_slug: str
    bank_title: str
    fact_id: int
    fact_slug: str
    statement: str
    """The old one."""
    number: int
    before: str
    after: str
    since: str
    source: str
    reason: str
    edition: int
    at: datetime


_READER = select(Learner.user_id).where(Learner.id == bindparam("learner_id")).scalar_subquery()
_UNSEEN = (
    select(Correction.fact_id)
    .join(Notice, Notice.correction_id == Correction.id)
    .join(Bank, Bank.id == Correction.bank_id)
    .where(Notice.learner_id == bindparam("learner_id"), Notice.seen_at.is_(None), readable(_READER))
)


def corrections() -> AnySelect:
    """A statement for corrections, each with its bank, its fact and the old revision."""
    return (
        select(
            Correction.public_id,
            Correction.kind,
            Bank.slug.label("bank_slug"),
            Bank.data["title"].as_string().label("bank_title"),
            Correction.fact_id,
            Fact.slug.label("fact_slug"),
            FactRevision.data["statement"].as_string().label("statement"),
            FactRevision.number,
            Correction.before,
            Correction.after,
            Correction.since,
            Correction.source,
            Correction.reason,
            Correction.edition,
            Correction.at,
        )
        .join(Bank, Bank.id == Correction.bank_id)
        .join(Fact, Fact.id == Correction.fact_id)
        .join(FactRevision, FactRevision.id == Correction.from_revision_id)
    )


def read(db: Session, query: AnySelect) -> list[Corrected]:
    """The corrections that a statement made of `corrections` finds."""
    return [Corrected(*row) for row in db.execute(query)]


def unseen_facts(db: Session, learner_id: int) -> set[int]:
    """The facts of banks that a learner reads whose correction they have not seen."""
    return set(send(db, _UNSEEN, {"learner_id": learner_id}).scalars())


def unseen(db: Session, learner_id: int, fact_ids: Sequence[int] | None = None) -> list[Corrected]:
    """The corrections a learner may read and has not seen, of some facts or of all, the latest first."""
    query = corrections().join(Notice, Notice.correction_id == Correction.id)
    query = query.where(Notice.learner_id == learner_id, Notice.seen_at.is_(None), readable(user_of(learner_id)))
    if fact_ids is not None:
        query = query.where(Correction.fact_id.in_(fact_ids))
    return read(db, query.order_by(Correction.at.desc(), Correction.id.desc()))


def since(db: Session, fact_ids: Sequence[int], at: datetime) -> dict[int, list[Corrected]]:
    """The corrections of some facts after a moment, by fact, the first one first."""
    query = corrections().where(Correction.fact_id.in_(fact_ids), Correction.at > at)
    found: dict[int, list[Corrected]] = {}
    for each in read(db, query.order_by(Correction.at, Correction.id)) if fact_ids else ():
        found.setdefault(each.fact_id, []).append(each)
    return found


def to_be_damped(correction_id: int, limit: int) -> Select[int]:
    """A statement for learners whose memory of a corrected fact is not damped yet."""
    waiting = (Notice.correction_id == correction_id, Notice.damped_at.is_(None))
    return select(Notice.learner_id).where(*waiting).order_by(Notice.learner_id).limit(limit)


def waiting(db: Session) -> AnyRow | None:
    """A correction of which some learner's memory is not damped yet."""
    query = select(Correction.id, Correction.fact_id, Correction.at).join(Notice, Notice.correction_id == Correction.id)
    return db.execute(query.where(Notice.damped_at.is_(None)).order_by(Correction.id).limit(1)).first()
