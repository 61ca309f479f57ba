"""What a card session is planned from: what is due, what is new, and what the day has brought so far."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.card_plan import Due
from quizapp.core.memory import Memory as CoreMemory
from quizapp.storage import card_forms, notices
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.memories import GIVEN
from quizapp.storage.models import (
    Bank,
    Correction,
    Fact,
    FactRevision,
    Memory,
    Review,
)
from quizapp.storage.readable import feeding, readable, user_of
from quizapp.storage.sure_errors import still_wanted
from quizapp.storage.types import AnyRow, AnySelect

MOST_WEIGHED = 600
"""Due facts among which the most valuable are looked for: ten sessions' worth."""
MOST_PASSED_OVER = 200
"""New facts that may wait for more important ones."""
_LIVE = aliased(FactRevision)
_IS_LIVE = (_LIVE.to_edition.is_(None), _LIVE.state == "approved")


def due(db: Session, learner_id: int, today: date) -> list[Due]:
    """What is due today in the learner's banks, at most MOST_WEIGHED facts: sure errors, then the longest due.

    What was corrected, and they have not seen, is among them whether due or not. Several queries, because each then
    reads along its index and sorts nothing.
    """
    corrected = notices.unseen_facts(db, learner_id)
    coming = _coming(learner_id, today)
    query = coming.join(FactRevision, FactRevision.fact_id == Fact.id).where(*LIVE_FACT)
    # With the due day beside it, SQLite would take the other index.
    sure = [row for row in db.execute(query.where(*still_wanted(learner_id))) if row.due_day <= today]
    waiting = query.where(Memory.learner_id == learner_id, Memory.wanted == 0, Memory.due_day <= today)
    rest = db.execute(waiting.order_by(Memory.due_day, Memory.fact_id)).all()
    mine = (Memory.learner_id == learner_id, Memory.fact_id.in_(corrected))
    changed = db.execute(query.where(*mine)).all() if corrected else []
    gone = _retracted(db, coming.where(*mine)) if corrected else []
    found = {row.fact_id: row for row in (*gone, *changed, *sure, *rest)}
    return [
        Due(
            row.fact_id,
            CoreMemory(row.stability, row.difficulty, row.last_study_day).recall(today),
            row.importance,
            row.topic,
            row.wanted > 0 or row.fact_id in corrected,
        )
        for row in found.values()
    ]


def _coming(learner_id: int, today: date) -> AnySelect:
    """A statement for what may come today, by its memory; FactRevision is to be joined."""
    return (
        select(
            Memory.fact_id,
            Memory.stability,
            Memory.difficulty,
            Memory.last_study_day,
            Memory.due_day,
            Memory.wanted,
            FactRevision.importance,
            FactRevision.topic,
        )
        .select_from(Memory)
        .join(Fact, Fact.id == Memory.fact_id)
        .where(
            Memory.suspended.is_(False),
            or_(Memory.buried_until.is_(None), Memory.buried_until <= today),
            Fact.bank_id.in_(feeding(learner_id)),
        )
        .limit(MOST_WEIGHED)
    )


def _retracted(db: Session, coming: AnySelect) -> list[AnyRow]:
    """What was retracted and had a card: it comes once more, to say so."""
    rows = db.execute(
        coming.join(Correction, Correction.fact_id == Fact.id)
        .join(FactRevision, FactRevision.id == Correction.from_revision_id)
        .where(Correction.kind == "retracted", ~exists().where(_LIVE.fact_id == Fact.id, *_IS_LIVE))
    ).all()
    cards = card_forms.last_cards(db, [row.fact_id for row in rows])
    return [row for row in rows if row.fact_id in cards]


def new(db: Session, learner_id: int, limit: int, today: date, first: int | None = None) -> list[int]:
    """Live facts of the learner's banks that they never answered, those of the bank with id `first` before others.

    What is suspended, or buried for `today`, is not among them.
    """
    banks = feeding(learner_id)
    if first is None:
        return _new(db, learner_id, banks, limit, today)
    found = _new(db, learner_id, banks.where(Bank.id == first), limit, today)
    return found + _new(db, learner_id, banks.where(Bank.id != first), limit - len(found), today)


def _new(db: Session, learner_id: int, banks: Select[int], limit: int, today: date) -> list[int]:
    """Of the next facts of some banks that were never answered, what must be known first."""
    found: list[int] = []
    after = 0
    while len(found) < limit:
        unmet = _unmet(db, learner_id, banks, after, limit + MOST_PASSED_OVER, today)
        found += _live_by_importance(db, unmet)
        if len(unmet) < limit + MOST_PASSED_OVER:
            break
        after = unmet[-1]
    return found[: max(limit, 0)]


def _unmet(db: Session, learner_id: int, banks: Select[int], after: int, most: int, today: date) -> Sequence[int]:
    """Facts with an id beyond `after` that were never answered, in order: live ones, retracted ones and drafts.

    Two lists in order are compared: half as dear as looking each fact up, for who has met 100,000.
    """
    met = or_(Memory.stability.is_not(None), Memory.suspended.is_(True), Memory.buried_until > today)
    facts = select(Fact.id).where(Fact.bank_id.in_(banks), Fact.id > after)
    known = select(Memory.fact_id).where(Memory.learner_id == learner_id, Memory.fact_id > after, met)
    return db.scalars(facts.except_(known).order_by("id").limit(most)).all()


def _live_by_importance(db: Session, fact_ids: Sequence[int]) -> Sequence[int]:
    rank = case((FactRevision.importance == "must-know", 0), (FactRevision.importance == "should-know", 1), else_=2)
    live = select(FactRevision.fact_id).where(FactRevision.fact_id.in_(fact_ids), *LIVE_FACT)
    return db.scalars(live.order_by(rank, FactRevision.fact_id)).all()


def sure_wrong(db: Session, learner_id: int) -> int:
    """How many live facts the learner was certain of and wrong about, and has not yet made good."""
    query = (
        select(func.count())
        .select_from(Memory)
        .join(FactRevision, FactRevision.fact_id == Memory.fact_id)
        .join(Fact, Fact.id == Memory.fact_id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(readable(user_of(learner_id)))
        .where(*still_wanted(learner_id), *LIVE_FACT)
    )
    return db.scalar(query) or 0


def new_today(db: Session, learner_id: int, today: date) -> int:
    """How many facts were new to the learner today: not answered on an earlier day, or not since they were reset.

    What was undone or put aside is not met by that.
    """
    earlier, reset = aliased(Review), aliased(Review)
    known = (
        select(earlier.id)
        .where(
            *(earlier.learner_id == learner_id, earlier.fact_id == Review.fact_id),
            # Wrapped, so that SQLite looks at the fact's few reviews, not at all earlier days of the learner.
            func.coalesce(earlier.study_day, today) < today,
            *_stands(earlier, GIVEN),
            ~exists(
                select(reset.id).where(
                    *(reset.learner_id == learner_id, reset.fact_id == earlier.fact_id),
                    reset.sequence > earlier.sequence,
                    *_stands(reset, ("reset",)),
                )
            ),
        )
        .correlate(Review)
    )
    query = select(func.count(Review.fact_id.distinct())).where(
        *(Review.learner_id == learner_id, Review.study_day == today),
        *_stands(Review, GIVEN),
        ~exists(known),
    )
    return db.scalar(query) or 0


def _stands(review: type[Review], types: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """It is of one of the types, and was not undone."""
    undoing = aliased(Review)
    return review.type.in_(types), ~exists(select(undoing.id).where(undoing.voids_id == review.id))


def last_day(db: Session, learner_id: int) -> date | None:
    """The last study day on which the learner answered anything."""
    return db.scalar(select(func.max(Review.study_day)).where(Review.learner_id == learner_id))
