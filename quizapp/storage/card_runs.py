"""What a card session needs to know: what is due, what is new, which forms a fact can be asked in, what came of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, bindparam, case, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.card_plan import Due
from quizapp.core.grade import RIGHT, is_right
from quizapp.core.kinds import KINDS
from quizapp.core.memory import Memory as CoreMemory
from quizapp.core.relearn import Outcome
from quizapp.core.rotation import Form
from quizapp.storage.attempts import AttemptRow, open_attempts
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.database import send
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Edition,
    Fact,
    FactRevision,
    Grading,
    LearnerBank,
    Memory,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Review,
)

MOST_WEIGHED = 600
"""Due facts among which the most valuable are looked for: ten sessions' worth."""
MOST_PASSED_OVER = 200
"""New facts that may wait for more important ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """One asked row of a card session."""

    asked_id: int
    position: int
    fact_id: int
    question_revision_id: int
    kind: str
    answer_id: int | None
    review_id: int | None
    undone: bool
    right: bool | None
    """None where it was put aside, or is not answered."""


def due(db: Session, learner_id: int, today: date) -> list[Due]:
    """What is due today in the learner's banks, at most MOST_WEIGHED facts: sure errors, then the longest due.

    Two queries, because each then reads along its index and sorts nothing.
    """
    query = (
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
        .join(Fact, Fact.id == Memory.fact_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(
            Memory.learner_id == learner_id,
            Memory.suspended.is_(False),
            or_(Memory.buried_until.is_(None), Memory.buried_until <= today),
            Fact.bank_id.in_(_banks(learner_id)),
            *LIVE_FACT,
        )
        .limit(MOST_WEIGHED)
    )
    # A literal: SQLite uses a partial index only where it sees that the condition implies the index's own. With the due
    # day beside it, it would take the other index.
    sure = [row for row in db.execute(query.where(Memory.wanted > literal_column("0"))) if row.due_day <= today]
    waiting = query.where(Memory.wanted == 0, Memory.due_day <= today)
    rest = db.execute(waiting.order_by(Memory.due_day, Memory.fact_id)).all()
    return [
        Due(
            row.fact_id,
            CoreMemory(row.stability, row.difficulty, row.last_study_day).recall(today),
            row.importance,
            row.topic,
            row.wanted > 0,
        )
        for row in (*sure, *rest)
    ]


def new(db: Session, learner_id: int, limit: int) -> list[int]:
    """Live facts of the learner's banks that they never answered: of the next ones, what must be known first."""
    if limit <= 0:
        return []
    met = (Memory.learner_id == learner_id) & (Memory.fact_id == Fact.id)
    never = or_(Memory.fact_id.is_(None), and_(Memory.stability.is_(None), Memory.suspended.is_(False)))
    # By itself, so that nothing is looked up of facts that are known; a learner may know 100,000.
    unmet = (
        select(Fact.id)
        .outerjoin(Memory, met)
        .where(Fact.bank_id.in_(_banks(learner_id)), never)
        .order_by(Fact.id)
        .limit(limit + MOST_PASSED_OVER)
        .cte("unmet")
    )
    rank = case((FactRevision.importance == "must-know", 0), (FactRevision.importance == "should-know", 1), else_=2)
    return list(
        db.scalars(
            select(FactRevision.fact_id)
            .join(unmet, unmet.c.id == FactRevision.fact_id)
            .where(*LIVE_FACT)
            .order_by(rank, FactRevision.fact_id)
            .limit(limit)
        )
    )


def _banks(learner_id: int) -> Select[int]:
    """The public banks whose cards the learner has not paused."""
    paused = select(LearnerBank.bank_id).where(LearnerBank.learner_id == learner_id, LearnerBank.paused.is_(True))
    return select(Bank.id).where(Bank.visibility == "public", Bank.id.not_in(paused))


def new_today(db: Session, learner_id: int, today: date) -> int:
    """How many facts the learner met for the first time today."""
    return (
        db.scalar(
            select(func.count()).where(Review.learner_id == learner_id, Review.study_day == today, Review.sequence == 1)
        )
        or 0
    )


def last_day(db: Session, learner_id: int) -> date | None:
    """The last study day on which the learner answered anything."""
    return db.scalar(select(func.max(Review.study_day)).where(Review.learner_id == learner_id))


def open_run(db: Session, learner_id: int) -> AttemptRow | None:
    """The learner's latest unfinished card session."""
    return next(iter(open_attempts(db, learner_id, "card")), None)


_UNDOING = aliased(Review)
_STEPS = (
    select(
        Asked.id,
        Asked.position,
        QuestionRevisionFact.fact_id,
        Asked.question_revision_id,
        Question.kind,
        Answer.id.label("answer_id"),
        Review.id.label("review_id"),
        _UNDOING.id.label("undone_by"),
        Grading.score,
    )
    .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
    .join(Question, Question.id == QuestionRevision.question_id)
    .join(
        QuestionRevisionFact,
        (QuestionRevisionFact.question_revision_id == QuestionRevision.id) & (QuestionRevisionFact.role == "tested"),
    )
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .outerjoin(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1))
    .outerjoin(Review, Review.answer_id == Answer.id)
    .outerjoin(_UNDOING, _UNDOING.voids_id == Review.id)
    .where(Asked.attempt_id == bindparam("attempt_id"))
    .order_by(Asked.position)
)


def steps(db: Session, attempt_id: int) -> list[Step]:
    """All asked rows of a session, in the order of their positions."""
    return [
        Step(
            row.id,
            row.position,
            row.fact_id,
            row.question_revision_id,
            row.kind,
            row.answer_id,
            row.review_id,
            row.undone_by is not None,
            None if row.score is None else is_right(row.score),
        )
        for row in send(db, _STEPS, {"attempt_id": attempt_id})
    ]


def outcomes(taken: Sequence[Step]) -> list[Outcome]:
    """What came of the answered steps that stand, in the order of their arrival."""
    standing = [step for step in taken if step.answer_id is not None and not step.undone]
    return [Outcome(step.fact_id, step.right) for step in sorted(standing, key=lambda step: step.answer_id or 0)]


def forms(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, list[Form]]:
    """The live questions on each fact alone: no false claim as a stem, none that needs the brief beside it."""
    kinds = [name for name, kind in KINDS.items() if not kind.shows_brief]
    other = aliased(QuestionRevisionFact)
    more = exists().where(
        other.question_revision_id == QuestionRevision.id,
        other.role == "tested",
        other.fact_id != QuestionRevisionFact.fact_id,
    )
    rows = db.execute(
        select(
            QuestionRevisionFact.fact_id,
            QuestionRevision.id,
            Question.id.label("question_id"),
            Edition.id.label("edition_id"),
            Question.kind,
            QuestionRevision.guess_rate,
        )
        .join(QuestionRevision, QuestionRevision.id == QuestionRevisionFact.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(Edition, (Edition.bank_id == Bank.id) & (Edition.number == Bank.edition))
        .where(
            QuestionRevisionFact.fact_id.in_(fact_ids),
            QuestionRevisionFact.role == "tested",
            QuestionRevision.shows_falsehood.is_(False),
            Question.kind.in_(kinds),
            ~more,
            *LIVE_QUESTION,
        )
        .order_by(QuestionRevision.id)
    ).all()
    used = _used(db, learner_id, fact_ids)
    found: dict[int, list[Form]] = defaultdict(list)
    for row in rows:
        asked, passed = used.get(row.question_id, (0, 0))
        form = Form(row.kind, row.guess_rate, asked, passed, row.id, row.edition_id)
        found[row.fact_id].append(form)
    return found


def _used(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How often the learner answered each question on these facts, and how often rightly."""
    rows = db.execute(
        select(
            QuestionRevision.question_id,
            func.count(),
            func.sum(case((Grading.score >= RIGHT, 1), else_=0)),
        )
        .select_from(Review)
        .join(Answer, Answer.id == Review.answer_id)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1))
        .where(Review.learner_id == learner_id, Review.fact_id.in_(fact_ids))
        .group_by(QuestionRevision.question_id)
    )
    return {question_id: (asked, passed) for question_id, asked, passed in rows}
