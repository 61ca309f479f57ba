"""Candidates for a draw. Their number is bounded, so that a draw costs the same among 500 facts and 500,000."""

import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapp.core.draw import Candidate
from quizapp.core.rating import Rating as Elo
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.models import (
    Asked,
    Attempt,
    Bank,
    Fact,
    FactRevision,
    Memory,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Rating,
)
from quizapp.storage.types import AnyRow

POOL = 80
"""Facts among which a draw of 20 questions chooses."""

FALSEHOOD_REST = timedelta(days=30)
"""A false claim is not shown again to the same learner for so long."""

LATELY = 30
"""Attempts back to which it counts how often a learner was asked a question."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a draw may use: a bank or all public ones, topics of it, kinds, or given facts. Empty means any."""

    bank_id: int | None = None
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fact_ids: tuple[int, ...] = ()


def candidates(
    db: Session, learner_id: int | None, wanted: Wanted, today: date, now: datetime, rng: random.Random
) -> list[Candidate]:
    """The live questions on a pool of facts: what is due first, then what was never asked, then anything."""
    due = _due(db, learner_id, wanted, today) if learner_id else []
    pool = list(wanted.fact_ids) or list(dict.fromkeys([*due, *_sample(db, wanted, rng)]))[:POOL]
    return _questions(db, learner_id, wanted, pool, set(due), now)


def _due(db: Session, learner_id: int, wanted: Wanted, today: date) -> list[int]:
    query = (
        select(Memory.fact_id)
        .join(Fact, Fact.id == Memory.fact_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
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
    if wanted.topics:
        query = query.where(FactRevision.topic.in_(wanted.topics))
    if wanted.fact_ids:
        query = query.where(Fact.id.in_(wanted.fact_ids))
    return query


def _sample(db: Session, wanted: Wanted, rng: random.Random) -> list[int]:
    """Facts by chance. Ids are probed at random, so that nothing is counted or sorted in the database."""
    live = _narrowed(
        select(Fact.id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(Bank.visibility == "public", *LIVE_FACT),
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


def _questions(
    db: Session, learner_id: int | None, wanted: Wanted, pool: Sequence[int], due: Collection[int], now: datetime
) -> list[Candidate]:
    """Live questions of which every tested fact may be asked."""
    tested = (QuestionRevisionFact.fact_id.in_(pool), QuestionRevisionFact.role == "tested")
    revisions = (
        select(
            QuestionRevision.id,
            QuestionRevision.question_id,
            Question.kind,
            QuestionRevision.folded_stem,
            QuestionRevision.folded_keys,
            QuestionRevision.guess_rate,
        )
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(
            QuestionRevision.id.in_(select(QuestionRevisionFact.question_revision_id).where(*tested)), *LIVE_QUESTION
        )
    )
    if wanted.kinds:
        revisions = revisions.where(Question.kind.in_(wanted.kinds))
    if learner_id and (rested := _shown_falsehoods(db, learner_id, now)):
        revisions = revisions.where(Question.id.not_in(rested))
    rows = db.execute(revisions).all()
    tested_facts = _tested(db, [row.id for row in rows])
    ratings = elos(db, "question", [row.question_id for row in rows])
    known = _known(db, learner_id, pool) if learner_id else set()
    asked = _asked_lately(db, learner_id) if learner_id else {}

    def candidate(row: AnyRow) -> Candidate:
        facts = tested_facts[row.id]
        return Candidate(
            key=row.id,
            facts=tuple(fact.id for fact in facts),
            topic=facts[0].topic,
            kind=row.kind,
            stem=row.folded_stem,
            keys=tuple(row.folded_keys),
            difficulty=ratings.get(row.question_id, Elo()).value,
            guess_rate=row.guess_rate,
            due=any(fact.id in due for fact in facts),
            new=all(fact.id not in known for fact in facts),
            must_know=facts[0].importance == "must-know",
            asked=asked.get(row.question_id, 0),
        )

    allowed = set(wanted.topics)
    return [
        candidate(row) for row in rows if not allowed or all(fact.topic in allowed for fact in tested_facts[row.id])
    ]


def _tested(db: Session, revision_ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """Id, topic and importance of the facts each question revision tests."""
    rows = db.execute(
        select(
            QuestionRevisionFact.question_revision_id,
            FactRevision.fact_id.label("id"),
            FactRevision.topic,
            FactRevision.importance,
        )
        .join(FactRevision, FactRevision.id == QuestionRevisionFact.fact_revision_id)
        .where(QuestionRevisionFact.question_revision_id.in_(revision_ids), QuestionRevisionFact.role == "tested")
        .order_by(QuestionRevisionFact.part)
    )
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[row.question_revision_id].append(row)
    return found


def _known(db: Session, learner_id: int, pool: Sequence[int]) -> set[int]:
    """Which facts of the pool the learner has met."""
    return set(db.scalars(select(Memory.fact_id).where(Memory.learner_id == learner_id, Memory.fact_id.in_(pool))))


def _asked_lately(db: Session, learner_id: int) -> dict[int, int]:
    """How often each question was asked in the learner's latest attempts."""
    attempts = (
        select(Attempt.id).where(Attempt.learner_id == learner_id).order_by(Attempt.started_at.desc()).limit(LATELY)
    )
    rows = db.execute(
        select(QuestionRevision.question_id, func.count())
        .join(Asked, Asked.question_revision_id == QuestionRevision.id)
        .where(Asked.attempt_id.in_(attempts.scalar_subquery()))
        .group_by(QuestionRevision.question_id)
    )
    return {question_id: count for question_id, count in rows}


def _shown_falsehoods(db: Session, learner_id: int, now: datetime) -> list[int]:
    """Questions whose stem is a false claim that this learner was shown lately."""
    return list(
        db.scalars(
            select(QuestionRevision.question_id)
            .join(Asked, Asked.question_revision_id == QuestionRevision.id)
            .join(Attempt, Attempt.id == Asked.attempt_id)
            .where(
                Attempt.learner_id == learner_id,
                Attempt.started_at > now - FALSEHOOD_REST,
                QuestionRevision.shows_falsehood.is_(True),
                Asked.shown_at.is_not(None),
            )
            .distinct()
        )
    )


def elos(db: Session, subject: str, ids: Sequence[int]) -> dict[int, Elo]:
    """Ratings of learners or questions by internal id; those without one are average."""
    rows = db.execute(
        select(Rating.subject_id, Rating.value, Rating.n).where(
            Rating.subject == subject, Rating.subject_id.in_(set(ids))
        )
    )
    return {subject_id: Elo(value, n) for subject_id, value, n in rows}
