"""Candidates for a draw: the live questions on a pool of facts, with what the draw weighs."""

import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.core.draw import Candidate
from quizapp.core.kinds import QUIZZED
from quizapp.core.rating import Rating as Elo
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.models import (
    Asked,
    Attempt,
    Fact,
    FactRevision,
    Memory,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
)
from quizapp.storage.pools import Pool, Wanted, pool
from quizapp.storage.ratings import elos
from quizapp.storage.types import AnyRow

FALSEHOOD_REST = timedelta(days=30)
"""A false claim is not shown again to the same learner for so long."""

MOST = 1000
"""Facts of one bank looked at for an assignment."""
LATELY = 30
"""Attempts back to which it counts how often a learner was asked a question."""


def candidates(
    db: Session, learner_id: int | None, wanted: Wanted, today: date, now: datetime, rng: random.Random
) -> list[Candidate]:
    """The live questions on a pool of facts: what is due first, then anything by chance."""
    return _questions(db, learner_id, wanted, pool(db, learner_id, wanted, today, rng), now)


def of_bank(
    db: Session,
    bank_id: int,
    topics: Sequence[str],
    kinds: Sequence[str],
    now: datetime,
    rng: random.Random,
    always: Collection[int] = (),
) -> list[Candidate]:
    """The live questions of one bank, public or not, for nobody in particular.

    Of a large bank those on MOST facts by chance, and on those of `always`, which are internal ids.
    """
    facts = select(Fact.id).join(FactRevision, FactRevision.fact_id == Fact.id)
    found = list(db.scalars(facts.where(Fact.bank_id == bank_id, *LIVE_FACT).order_by(Fact.id)))
    chosen = {*rng.sample(found, MOST), *set(found).intersection(always)} if len(found) > MOST else found
    wanted = Wanted(bank_id, tuple(topics), tuple(kinds))
    return _questions(db, None, wanted, Pool(tuple(chosen), frozenset()), now)


def _questions(db: Session, learner_id: int | None, wanted: Wanted, among: Pool, now: datetime) -> list[Candidate]:
    """Live questions of which every tested fact may be asked."""
    tested = (QuestionRevisionFact.fact_id.in_(among.fact_ids), QuestionRevisionFact.role == "tested")
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
    revisions = revisions.where(Question.kind.in_(QUIZZED))
    if wanted.kinds:
        revisions = revisions.where(Question.kind.in_(wanted.kinds))
    if learner_id and (rested := shown_falsehoods(db, learner_id, now)):
        revisions = revisions.where(Question.id.not_in(rested))
    rows = db.execute(revisions).all()
    tested_facts = _tested(db, [row.id for row in rows])
    ratings = elos(db, "question", [row.question_id for row in rows])
    known = _known(db, learner_id, among.fact_ids) if learner_id else set()
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
            due=any(fact.id in among.due for fact in facts),
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
    met = (Memory.learner_id == learner_id, Memory.fact_id.in_(pool), Memory.stability.is_not(None))
    return set(db.scalars(select(Memory.fact_id).where(*met)))


def _asked_lately(db: Session, learner_id: int) -> dict[int, int]:
    """How often each question was asked in the learner's latest attempts."""
    attempts = (
        select(Attempt.id).where(Attempt.learner_id == learner_id).order_by(Attempt.started_at.desc()).limit(LATELY)
    )
    rows = db.execute(
        select(QuestionRevision.question_id, func.count())
        .join(Asked, Asked.question_revision_id == QuestionRevision.id)
        .where(Asked.attempt_id.in_(attempts.scalar_subquery()), Asked.shown_at.is_not(None))
        .group_by(QuestionRevision.question_id)
    )
    return {question_id: count for question_id, count in rows}


def shown_falsehoods(db: Session, learner_id: int, now: datetime) -> list[int]:
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
