"""What a learner remembers, and the reviews it follows from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import Session

from quizapp.core.calibration import CERTAIN
from quizapp.core.memory import Evidence
from quizapp.core.memory import Memory as CoreMemory
from quizapp.core.memory import Review as CoreReview
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import send
from quizapp.storage.models import Answer, Fact, FactRevision, Grading, Memory, Review
from quizapp.storage.models.bank import LIVE
from quizapp.storage.readable import feeding
from quizapp.storage.types import AnyRow

_LEARNER = bindparam("learner_id", type_=Integer)
_TODAY, _DAY = bindparam("today", type_=Date), bindparam("day", type_=Date)
_CACHED = select(
    Memory.fact_id,
    Memory.stability,
    Memory.difficulty,
    Memory.last_study_day,
    Memory.last_given_at,
    Memory.reviews,
    Memory.lapses,
    Memory.wanted,
    Memory.due_day,
).where(Memory.learner_id == _LEARNER, Memory.fact_id.in_(bindparam("fact_ids", expanding=True)))


LATEST = (
    select(func.max(Grading.number)).where(Grading.answer_id == Review.answer_id).correlate(Review).scalar_subquery()
)


def memory_rows(db: Session, learner_id: int, fact_ids: tuple[int, ...]) -> dict[int, AnyRow]:
    """The cached rows by fact, with the columns of `_CACHED`."""
    rows = send(db, _CACHED, {"learner_id": learner_id, "fact_ids": fact_ids})
    return {row.fact_id: row for row in rows}


def state_of(row: AnyRow | None) -> CoreMemory | None:
    """The state core works with, or None for a fact never reviewed."""
    if row is None or row.stability is None or row.difficulty is None or row.last_study_day is None:
        return None
    return CoreMemory(row.stability, row.difficulty, row.last_study_day, row.lapses, row.wanted)


@dataclass(frozen=True, slots=True)
class History:
    """All that bears on a learner's memory of a fact and was not undone."""

    moving: list[CoreReview]
    """Answers, own grades, resets and dampings, for `replay`."""
    suspended: bool
    buried_until: date | None
    reviews: int
    """The number of all rows, undone ones and undoings included: the last sequence."""
    last_given_at: datetime | None


GIVEN = ("answer", "card")
"""Reviews that somebody gave by answering or grading a card."""
_MOVING = (*GIVEN, "reset", "damp")


def histories(db: Session, learner_id: int, fact_ids: Sequence[int] | None = None) -> dict[int, History]:
    """What happened to facts in one mind, by fact, each answer with its latest grading; None for all facts met."""
    among = true() if fact_ids is None else Review.fact_id.in_(fact_ids)
    rows = db.execute(
        select(
            Review.fact_id,
            Review.id,
            Review.type,
            Review.given_at,
            Review.study_day,
            Review.guess_rate,
            Review.own_grade,
            Review.voids_id,
            Answer.confidence,
            Grading.parts,
        )
        .outerjoin(Answer, Answer.id == Review.answer_id)
        .outerjoin(Grading, and_(Grading.answer_id == Review.answer_id, Grading.number == LATEST))
        .where(Review.learner_id == learner_id, among)
        .order_by(Review.given_at, Review.id)
    )
    by_fact: dict[int, list[AnyRow]] = {fact_id: [] for fact_id in fact_ids or ()}
    for row in rows:
        by_fact.setdefault(row.fact_id, []).append(row)
    return {fact_id: _history(each) for fact_id, each in by_fact.items()}


def _history(rows: Sequence[AnyRow]) -> History:
    voided = {row.voids_id for row in rows}
    standing = [row for row in rows if row.id not in voided and row.voids_id is None]
    holds = [row.type for row in standing if row.type in ("suspend", "resume")]
    buried = [row.study_day + timedelta(days=1) for row in standing if row.type == "bury"]
    return History(
        moving=[_review(row) for row in standing if row.type in _MOVING],
        suspended=holds[-1:] == ["suspend"],
        buried_until=max(buried, default=None),
        reviews=len(rows),
        last_given_at=max((row.given_at for row in standing if row.type in _MOVING), default=None),
    )


def reviews(db: Session, learner_id: int, fact_id: int) -> list[CoreReview]:
    """The reviews of a fact that still count, each with the latest grading of its answer."""
    return histories(db, learner_id, [fact_id])[fact_id].moving


def _review(row: AnyRow) -> CoreReview:
    score = (row.parts or {}).get(str(row.fact_id), 0.0)
    evidence = Evidence(score, row.guess_rate, row.own_grade, row.confidence == CERTAIN)
    answered = evidence if row.type in GIVEN else None
    return CoreReview(row.id, row.given_at, row.study_day, answered, row.type == "damp")


def due_by_topic(db: Session, learner_id: int, today: date) -> dict[tuple[int, str], int]:
    """How many facts come as cards today, by bank id and topic."""
    rows = db.execute(
        select(Fact.bank_id, FactRevision.topic, func.count())
        .join(Memory, Memory.fact_id == Fact.id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(
            Memory.learner_id == learner_id,
            Memory.due_day <= today,
            Memory.suspended.is_(False),
            or_(Memory.buried_until.is_(None), Memory.buried_until <= today),
            Fact.bank_id.in_(feeding(learner_id)),
            *LIVE_FACT,
        )
        .group_by(Fact.bank_id, FactRevision.topic)
    )
    return {(bank_id, topic): count for bank_id, topic, count in rows}


def _coming(when: ColumnElement[bool], *what: Any) -> Select[Any]:
    """Of the learner's memories that meet `when`, those that come as cards."""
    here = select(Fact.id).where(Fact.bank_id.in_(feeding(_LEARNER)))
    # Not joined, and last: so the memories are read along their index, and only those that meet `when` are looked up.
    live = exists(here.join(FactRevision).where(Fact.id == Memory.fact_id, LIVE).correlate(Memory))
    return select(*what).where(Memory.learner_id == _LEARNER, when, Memory.suspended.is_(False), live)


_NEXT_DAY = _coming(Memory.due_day > _TODAY, Memory.due_day).order_by(Memory.due_day).limit(1)
# A range: with one day to look for, SQLite reads all that the learner knows.
_ON_DAY = _coming(Memory.due_day.between(_DAY, _DAY), func.count())
_BURIED = _coming(
    (Memory.due_day <= _TODAY) & (Memory.buried_until > _TODAY), Memory.buried_until, func.count()
).group_by(Memory.buried_until)


def next_due(db: Session, learner_id: int, today: date) -> tuple[date, int] | None:
    """The next day after `today` on which facts come as cards, and how many; what is due today is not among them.

    What was buried waits with a due day that has passed; so there are two kinds of days, each read along the index.
    """
    who = {"learner_id": learner_id, "today": today}
    days = Counter({day: count for day, count in send(db, _BURIED, who)})
    if first := send(db, _NEXT_DAY, who).scalar():
        days[first] += send(db, _ON_DAY, {**who, "day": first}).scalar_one()
    return min(days.items(), default=None)
