"""Corrections as they are read: by everybody, by those who knew the old value, and by editors at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.fact import Fact
from quizapp.core.fact_data import fact_from_data
from quizapp.storage import notices
from quizapp.storage.database import send
from quizapp.storage.models import Bank, Correction, FactRevision, Learner, Notice, QuestionRevisionFact, User
from quizapp.storage.notices import Corrected
from quizapp.storage.readable import editable, readable
from quizapp.storage.types import AnySelect
from quizapp.storage.users import Account

MOST = 50
"""Corrections on one page, and in the feed."""

_NEW = aliased(FactRevision)


def published(db: Session, user_id: int | None, bank: str = "", before: str = "", limit: int = MOST) -> list[Corrected]:
    """Corrections of the banks that the user may read (None: public ones), the latest first.

    Only those of the bank with the slug `bank`, and those made before the one with the public id `before`, if given.
    """
    query = notices.corrections().where(readable(user_id))
    if bank:
        query = query.where(Bank.slug == bank)
    if before:
        last = db.execute(select(Correction.at, Correction.id).where(Correction.public_id == before)).one_or_none()
        if last is None:
            return []
        query = query.where(or_(Correction.at < last.at, and_(Correction.at == last.at, Correction.id < last.id)))
    return notices.read(db, query.order_by(Correction.at.desc(), Correction.id.desc()).limit(limit))


def one(db: Session, user_id: int | None, public_id: str) -> Corrected | None:
    """The correction with that public id, for whoever may read its bank."""
    found = notices.read(db, notices.corrections().where(readable(user_id), Correction.public_id == public_id))
    return found[0] if found else None


def of_fact(db: Session, fact_id: int) -> list[Corrected]:
    """All corrections of a fact, the latest first."""
    query = notices.corrections().where(Correction.fact_id == fact_id)
    return notices.read(db, query.order_by(Correction.at.desc(), Correction.id.desc()))


# -- learners ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A correction that concerns a learner, and when they saw it."""

    correction: Corrected
    seen_at: datetime | None


_READER = select(Learner.user_id).where(Learner.id == bindparam("learner_id")).scalar_subquery()
_MINE = (
    notices.corrections()
    .add_columns(Notice.seen_at)
    .join(Notice, Notice.correction_id == Correction.id)
    .where(Notice.learner_id == bindparam("learner_id"), readable(_READER))
    .order_by(Correction.at.desc(), Correction.id.desc())
)
_OF_FACTS = _MINE.where(Correction.fact_id.in_(bindparam("fact_ids", expanding=True)))


def mine(db: Session, learner_id: int, fact_ids: Sequence[int] | None = None) -> list[Told]:
    """The corrections of what a learner knew, of some facts or of all that they may read, the latest first."""
    query, facts = (_MINE, {}) if fact_ids is None else (_OF_FACTS, {"fact_ids": tuple(fact_ids)})
    rows = send(db, query, {"learner_id": learner_id, **facts})
    return [Told(Corrected(*row[:-1]), row[-1]) for row in rows]


@dataclass(frozen=True, slots=True)
class Since:
    """A correction of a fact that a question was asked about: what it says now, and what was answered against.

    `now` is the statement as corrected, empty where the fact was retracted.
    """

    correction: Corrected
    now: str
    number: int
    revised_at: datetime


_ASKED = aliased(FactRevision)
_SINCE = (
    notices.corrections()
    .add_columns(
        _NEW.data["statement"].as_string(),
        _ASKED.number,
        _ASKED.at,
        QuestionRevisionFact.question_revision_id,
    )
    .join(QuestionRevisionFact, QuestionRevisionFact.fact_id == Correction.fact_id)
    .join(_ASKED, _ASKED.id == QuestionRevisionFact.fact_revision_id)
    .outerjoin(_NEW, _NEW.id == Correction.to_revision_id)
    .where(
        QuestionRevisionFact.question_revision_id.in_(bindparam("revision_ids", expanding=True)),
        QuestionRevisionFact.role == "tested",
        FactRevision.number >= _ASKED.number,
    )
    .order_by(Correction.at, Correction.id)
)


def since(db: Session, question_revision_ids: Sequence[int]) -> dict[int, list[Since]]:
    """What was corrected of the facts that questions test, after the revision that each tests; the first one first.

    By internal id of the question revision. It goes by revisions and not by time: a question that was already on its
    way to somebody is answered against the old one.
    """
    found: dict[int, list[Since]] = {}
    for row in send(db, _SINCE, {"revision_ids": tuple(set(question_revision_ids))}):
        *correction, now, number, revised_at, revision_id = row
        found.setdefault(revision_id, []).append(Since(Corrected(*correction), now or "", number, revised_at))
    return found


# -- the desk ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unread:
    """A correction that no second person has read, with the fact before and after; `after` is None if retracted."""

    id: int
    correction: Corrected
    by_id: int | None
    by: str
    before: Fact
    after: Fact | None


def _unread(account: Account) -> AnySelect:
    return (
        notices.corrections()
        .add_columns(Correction.id, Correction.by_id, User.shown_name, FactRevision.data, _NEW.data)
        .outerjoin(User, User.id == Correction.by_id)
        .outerjoin(_NEW, _NEW.id == Correction.to_revision_id)
        .where(Correction.read_by_id.is_(None), editable(account.user_id, account.role))
    )


def unread(db: Session, account: Account) -> list[Unread]:
    """What nobody else has read yet of the banks that somebody edits, the oldest first."""
    found = []
    for row in db.execute(_unread(account).order_by(Correction.at, Correction.id)):
        *correction, id, by_id, by, before, after = row
        fact = fact_from_data(after) if after else None
        found.append(Unread(id, Corrected(*correction), by_id, by or "", fact_from_data(before), fact))
    return found


def to_read(db: Session, account: Account) -> int:
    """How many corrections wait for somebody who did not make them."""
    own = func.coalesce(Correction.by_id, 0) == account.user_id
    waiting = _unread(account).where(~own).with_only_columns(func.count(Correction.id))
    return db.scalar(waiting) or 0


def editable_id(db: Session, account: Account, public_id: str) -> int | None:
    """The internal id of a correction in a bank that somebody edits."""
    return db.scalar(
        select(Correction.id)
        .join(Bank, Bank.id == Correction.bank_id)
        .where(Correction.public_id == public_id, editable(account.user_id, account.role))
    )
