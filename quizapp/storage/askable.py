"""Which facts of a bank a quiz can ask: those on which a question stands that is not only a flashcard."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.kinds import QUIZZED
from quizapp.storage.certified import MUST_KNOW
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.draws import shown_falsehoods
from quizapp.storage.models import Fact, FactRevision, Question, QuestionRevision, QuestionRevisionFact
from quizapp.storage.types import AnySelect


@dataclass(frozen=True, slots=True)
class Unasked:
    """A live must-know fact that no question asks."""

    id: int
    slug: str
    statement: str


def _tested(bank_id: int) -> AnySelect:
    """The facts that live questions of a bank test."""
    return (
        select(QuestionRevisionFact.fact_id)
        .join(QuestionRevision, QuestionRevision.id == QuestionRevisionFact.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(Question.bank_id == bank_id, QuestionRevisionFact.role == "tested", *LIVE_QUESTION)
    )


def askable(db: Session, bank_id: int) -> frozenset[int]:
    """The facts that can be asked, by internal id."""
    live = select(FactRevision.fact_id).join(Fact, Fact.id == FactRevision.fact_id)
    among = live.where(Fact.bank_id == bank_id, *LIVE_FACT)
    quizzed = _tested(bank_id).where(Question.kind.in_(QUIZZED), QuestionRevisionFact.fact_id.in_(among))
    return frozenset(db.scalars(quizzed.distinct()))


def unasked(db: Session, bank_id: int) -> list[Unasked]:
    """The must-know facts that cannot be asked: while there are any, nobody can show that they know every one."""
    rows = db.execute(
        select(Fact.id, Fact.slug, FactRevision.data["statement"].as_string())
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(
            Fact.bank_id == bank_id,
            FactRevision.importance == MUST_KNOW,
            *LIVE_FACT,
            Fact.id.not_in(_tested(bank_id).where(Question.kind.in_(QUIZZED))),
        )
        .order_by(Fact.id)
    )
    return [Unasked(*row) for row in rows]


def claims(db: Session, bank_id: int, learner_id: int | None, now: datetime) -> int:
    """On how many facts there is a claim to be judged that this learner may be shown again, or a stranger (None)."""
    rested = shown_falsehoods(db, learner_id, now) if learner_id else []
    found = _tested(bank_id).where(Question.kind == "verdict", Question.id.not_in(rested))
    return len(set(db.scalars(found)))
