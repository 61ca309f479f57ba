"""The pool of facts that a draw chooses among, bounded: a draw costs the same among 500 facts and 500,000."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.models import (
    Bank,
    Fact,
    FactRevision,
    Memory,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
)
from quizapp.storage.readable import readable

POOL = 80
"""Facts among which a draw of 20 questions chooses."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a draw may use: a bank, topics of it, kinds, or given facts. Empty means any.

    Whatever it is, it is of banks that the user `reader` may read; None is a stranger.
    """

    bank_id: int | None = None
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fact_ids: tuple[int, ...] = ()
    reader: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Internal ids of facts, and which of them are due for the learner."""

    fact_ids: tuple[int, ...]
    due: frozenset[int]


def pool(db: Session, learner_id: int | None, wanted: Wanted, today: date, rng: random.Random) -> Pool:
    """What is due first, then facts by chance."""
    due = _due(db, learner_id, wanted, today) if learner_id else []
    given = bool(wanted.fact_ids)
    fact_ids = _given(db, wanted) if given else tuple(dict.fromkeys([*due, *_sample(db, wanted, rng)]))[:POOL]
    return Pool(fact_ids, frozenset(due))


def _given(db: Session, wanted: Wanted) -> tuple[int, ...]:
    """The facts asked for, but for those of banks that the reader can no longer read."""
    mine = select(Fact.id).join(Bank, Bank.id == Fact.bank_id).where(readable(wanted.reader))
    open_to_them = set(db.scalars(mine.where(Fact.id.in_(wanted.fact_ids))))
    return tuple(fact_id for fact_id in wanted.fact_ids if fact_id in open_to_them)


def _due(db: Session, learner_id: int, wanted: Wanted, today: date) -> list[int]:
    query = (
        select(Memory.fact_id)
        .join(Fact, Fact.id == Memory.fact_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(readable(wanted.reader))
        .where(Memory.learner_id == learner_id, Memory.due_day <= today, Memory.suspended.is_(False), *LIVE_FACT)
        .order_by(Memory.due_day, Memory.fact_id)
        .limit(POOL // 2)
    )
    if wanted.bank_id is not None:
        # Said like this, it looks at the bank's facts, and not at all that is due in other banks.
        query = query.where(Memory.fact_id.in_(select(Fact.id).where(Fact.bank_id == wanted.bank_id)))
    return list(db.scalars(_narrowed(query, wanted)))


def _narrowed(query: Select[int], wanted: Wanted) -> Select[int]:
    if wanted.bank_id is not None:
        query = query.where(Fact.bank_id == wanted.bank_id)
    if wanted.kinds and wanted.bank_id is not None:  # Over all banks it would be too dear to look for what is rare.
        query = query.where(_asked_in(wanted.kinds))
    if wanted.topics:
        query = query.where(FactRevision.topic.in_(wanted.topics))
    if wanted.fact_ids:
        query = query.where(Fact.id.in_(wanted.fact_ids))
    return query


def _asked_in(kinds: Sequence[str]) -> ColumnElement[bool]:
    """A live question of one of the kinds tests the fact: few facts have a date, and a pool by chance may miss them."""
    return exists(
        select(QuestionRevisionFact.fact_id)
        .join(QuestionRevision, QuestionRevision.id == QuestionRevisionFact.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(
            *(QuestionRevisionFact.fact_id == Fact.id, QuestionRevisionFact.role == "tested"),
            *(Question.kind.in_(kinds), *LIVE_QUESTION),
        )
        .correlate(Fact)
    )


def _sample(db: Session, wanted: Wanted, rng: random.Random) -> list[int]:
    """Facts by chance. Ids are probed at random, so that nothing is counted or sorted in the database."""
    live = _narrowed(
        select(Fact.id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(readable(wanted.reader), *LIVE_FACT),
        wanted,
    )
    found = _probed(db, live, _ids(db, wanted), rng)
    return rng.sample(found, min(POOL, len(found)))


def _ids(db: Session, wanted: Wanted) -> Sequence[int]:
    """Ids to probe among, in order: those of one bank, which an index lists, or the whole range there is."""
    if wanted.bank_id is not None:
        return sorted(db.scalars(select(Fact.id).where(Fact.bank_id == wanted.bank_id)))
    # Each end by itself: asked for both at once, SQLite reads the whole table.
    low, high = (db.scalar(select(end(Fact.id))) for end in (func.min, func.max))
    return range(low, high + 1) if low is not None and high is not None else ()


def _probed(db: Session, live: Select[int], ids: Sequence[int], rng: random.Random) -> list[int]:
    """Live facts among random ids; all of them where ids are few. A topic may be thinly spread, hence rounds."""
    if len(ids) <= 10 * POOL:
        return sorted(db.scalars(live))
    found: set[int] = set()
    for size in (2 * POOL, 4 * POOL, 8 * POOL):
        found.update(db.scalars(live.where(Fact.id.in_(rng.sample(ids, size)))))
        if len(found) >= POOL:
            return sorted(found)
    return sorted(found.union(db.scalars(live.limit(10 * POOL))))
