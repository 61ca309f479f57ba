"""Banks of which a learner has met every fact: a cache, so that nobody looks through 100,000 facts for a new one.

A row holds for the edition it names: facts go live with another one. Whatever makes a fact new again drops it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, delete, exists, insert, or_, select
from sqlalchemy.orm import Session

from quizapp.storage.base import table
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import send
from quizapp.storage.models import Bank, Fact, FactRevision, Memory, MetBank
from quizapp.storage.readable import feeding

_LEARNER = bindparam("learner_id", type_=Integer)
_MET = table(MetBank).c
_EDITION = select(Bank.edition).where(Bank.id == _MET.bank_id).scalar_subquery()
_OUTDATED = delete(table(MetBank)).where(_MET.learner_id == _LEARNER, _MET.edition != _EDITION)
_OF_FACTS = delete(table(MetBank)).where(
    _MET.learner_id == _LEARNER,
    _MET.bank_id.in_(select(Fact.bank_id).where(Fact.id.in_(bindparam("fact_ids", expanding=True)))),
)


def all_met(learner_id: Any) -> ColumnElement[bool]:
    """The learner has met every live fact of the bank. Where it is false, that may only not be known."""
    return exists().where(MetBank.learner_id == learner_id, MetBank.bank_id == Bank.id, MetBank.edition == Bank.edition)


_IS_MET = exists().where(
    Memory.learner_id == _LEARNER,
    Memory.fact_id == Fact.id,
    or_(Memory.stability.is_not(None), Memory.suspended.is_(True)),
)
_UNMET = select(Fact.id).join(FactRevision).where(Fact.bank_id == Bank.id, *LIVE_FACT, ~_IS_MET).correlate(Bank)
_LEFT = select(_LEARNER, Bank.id, Bank.edition).where(Bank.id.in_(feeding(_LEARNER)), ~all_met(_LEARNER))
_ANY_LEFT = _LEFT.where(exists(_UNMET)).limit(1)
_NEW = insert(table(MetBank)).from_select(["learner_id", "bank_id", "edition"], _LEFT.where(~exists(_UNMET)))


def anything_new(db: Session, learner_id: int) -> bool:
    """Whether a bank that feeds the learner's cards has a live fact that they never met; a buried one will come."""
    return send(db, _ANY_LEFT, {"learner_id": learner_id}).first() is not None


def note(db: Session, learner_id: int) -> None:
    """Note of which banks nothing is new to the learner. The caller holds the learner's write lock."""
    send(db, _OUTDATED, {"learner_id": learner_id})
    send(db, _NEW, {"learner_id": learner_id})


def drop(db: Session, learner_id: int, fact_ids: Sequence[int]) -> None:
    """Something of the facts' banks is new to the learner again. The caller holds the learner's write lock."""
    send(db, _OF_FACTS, {"learner_id": learner_id, "fact_ids": tuple(fact_ids)})


def of(db: Session, learner_id: int) -> frozenset[int]:
    """The internal ids of the banks of which nothing is new to the learner, as far as is known."""
    return frozenset(db.scalars(select(Bank.id).where(all_met(learner_id))))
