"""Facts as a learner looks for them, with what they remember, and the history of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.folding import fold
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.core.question import Response
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.memories import LATEST
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Fact,
    FactRevision,
    Grading,
    Memory,
    Note,
    Question,
    QuestionRevision,
    Review,
)
from quizapp.storage.types import AnyRow, AnySelect

PAGE = 50
MATURE = 21
"""Days of stability from which a fact counts as known."""
LEECH = 8
"""Lapses from which a fact is a leech."""
MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty or None is not asked about. `state` is a key of `_states`."""

    words: str = ""
    bank_id: int | None = None
    topic: str = ""
    kind: str = ""
    state: str = ""
    after: int = 0


def search(db: Session, learner_id: int | None, wanted: Wanted, today: date) -> tuple[list[AnyRow], int | None]:
    """At most PAGE live facts of public banks after the internal id `after`, and the id to go on after, if any.

    Every word must stand in statement or answers; case and diacritics do not matter. The memory's columns are None for
    a stranger (no `learner_id`) and for a fact never met.
    """
    known = learner_id if learner_id is not None else 0
    found = (
        _searched(known)
        .where(*LIVE_FACT, Bank.visibility == "public", Fact.id > wanted.after, *_wanted(wanted, today))
        .order_by(Fact.id)
        .limit(PAGE + 1)
    )
    rows = list(db.execute(found).all())
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def _searched(learner_id: int) -> AnySelect:
    return (
        select(
            Fact.id,
            Fact.slug,
            Bank.slug.label("bank"),
            FactRevision.topic,
            FactRevision.data["statement"].as_string().label("statement"),
            Memory.stability,
            Memory.difficulty,
            Memory.last_study_day,
            Memory.lapses,
            Memory.wanted,
            Memory.due_day,
            Memory.suspended,
            Memory.buried_until,
            Note.marked,
        )
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .join(Bank, Bank.id == Fact.bank_id)
        .outerjoin(Memory, and_(Memory.fact_id == Fact.id, Memory.learner_id == learner_id))
        .outerjoin(Note, and_(Note.fact_id == Fact.id, Note.learner_id == learner_id))
    )


def _wanted(wanted: Wanted, today: date) -> list[Any]:
    where: list[Any] = [
        FactRevision.folded.contains(word, autoescape=True) for word in fold(wanted.words).split()[:MOST_WORDS]
    ]
    if wanted.bank_id is not None:
        where.append(Fact.bank_id == wanted.bank_id)
    if wanted.topic:
        where.append(FactRevision.topic == wanted.topic)
    if wanted.kind:
        where.append(FactRevision.data["kind"].as_string() == wanted.kind)
    if wanted.state:
        where.append(_states(today)[wanted.state])
    return where


def _states(today: date) -> Mapping[str, Any]:
    awake = or_(Memory.buried_until.is_(None), Memory.buried_until <= today)
    return {
        "new": Memory.stability.is_(None),
        "due": and_(Memory.due_day <= today, Memory.suspended.is_(False), awake),
        "learning": Memory.stability < MATURE,
        "known": Memory.stability >= MATURE,
        "wrong": Memory.wanted > 0,
        "leech": Memory.lapses >= LEECH,
        "suspended": Memory.suspended.is_(True),
        "buried": Memory.buried_until > today,
        "marked": Note.marked.is_(True),
    }


def remembered(learner_id: int, bank_id: int | None = None, topic: str = "") -> AnySelect:
    """A statement for the internal ids of the facts a learner remembers: all, a bank's, or a topic's."""
    found = select(Memory.fact_id).where(Memory.learner_id == learner_id, Memory.stability.is_not(None))
    if bank_id is not None:
        found = found.join(Fact, Fact.id == Memory.fact_id).where(Fact.bank_id == bank_id)
    if topic:
        found = found.join(FactRevision, FactRevision.fact_id == Memory.fact_id).where(
            FactRevision.topic == topic, *LIVE_FACT
        )
    return found


def count(db: Session, learner_id: int, bank_id: int | None = None, topic: str = "") -> int:
    """How many facts `remembered` tells."""
    return db.scalar(select(func.count()).select_from(remembered(learner_id, bank_id, topic).subquery())) or 0


def standing(db: Session, learner_id: int, fact_id: int) -> AnyRow:
    """One fact with the columns of `search`."""
    return db.execute(_searched(learner_id).where(Fact.id == fact_id, *LIVE_FACT)).one()


def own_note(db: Session, learner_id: int, fact_id: int) -> str:
    """The learner's own words, or nothing."""
    found = select(Note.text).where(Note.learner_id == learner_id, Note.fact_id == fact_id)
    return db.scalar(found) or ""


@dataclass(frozen=True, slots=True)
class Event:
    """One review as told to its learner; `question` and `response` only of an answer."""

    type: str
    day: date
    undone: bool
    own_grade: int | None
    score: float | None
    question: CoreQuestion | None
    response: Response | None


def events(db: Session, learner_id: int, fact_id: int) -> list[Event]:
    """The latest PAGE reviews of a fact, newest first, without undoings and without answers not yet released."""
    undoing = select(Review.id).where(Review.learner_id == learner_id, Review.fact_id == fact_id)
    voided = set(db.scalars(undoing.with_only_columns(Review.voids_id).where(Review.voids_id.is_not(None))))
    rows = db.execute(
        select(
            Review.id,
            Review.type,
            Review.study_day,
            Review.own_grade,
            Grading.parts,
            Answer.response,
            Question.kind,
            Question.slug,
            QuestionRevision.data,
        )
        .outerjoin(Answer, Answer.id == Review.answer_id)
        .outerjoin(Asked, Asked.id == Answer.asked_id)
        .outerjoin(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .outerjoin(Question, Question.id == QuestionRevision.question_id)
        .outerjoin(Grading, and_(Grading.answer_id == Review.answer_id, Grading.number == LATEST))
        .where(
            Review.learner_id == learner_id,
            Review.fact_id == fact_id,
            Review.voids_id.is_(None),
            or_(Review.answer_id.is_(None), Asked.released_at.is_not(None)),
        )
        .order_by(Review.given_at.desc(), Review.id.desc())
        .limit(PAGE)
    )
    return [_event(row, fact_id, row.id in voided) for row in rows]


def _event(row: AnyRow, fact_id: int, undone: bool) -> Event:
    question = KINDS[row.kind].load(row.slug, (), row.data) if row.kind else None
    score = (row.parts or {}).get(str(fact_id))
    return Event(row.type, row.study_day, undone, row.own_grade, score, question, row.response)
