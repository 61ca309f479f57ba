"""What an activity asks everybody in it: its questions by position."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.storage.models import (
    ActivityQuestion,
    Bank,
    Edition,
    Fact,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of an activity. `seed` gives the order of options on a projector or a sheet."""

    position: int
    question_revision_id: int
    bank_id: int
    bank_slug: str
    edition_id: int
    edition: int
    question: CoreQuestion
    fact_ids: tuple[int, ...]
    seed: int


def slots_of(db: Session, activity_id: int) -> dict[int, Slot]:
    """What an activity asks, by position."""
    rows = db.execute(
        select(
            ActivityQuestion.position,
            ActivityQuestion.question_revision_id,
            ActivityQuestion.seed,
            Question.bank_id,
            Bank.slug.label("bank_slug"),
            Edition.id.label("edition_id"),
            Edition.number.label("edition"),
            Question.kind,
            Question.slug,
            QuestionRevision.data,
        )
        .join(QuestionRevision, QuestionRevision.id == ActivityQuestion.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(Edition, Edition.id == ActivityQuestion.edition_id)
        .where(ActivityQuestion.activity_id == activity_id)
        .order_by(ActivityQuestion.position)
    ).all()
    tested = _tested(db, [row.question_revision_id for row in rows])
    return {
        row.position: Slot(
            position=row.position,
            question_revision_id=row.question_revision_id,
            bank_id=row.bank_id,
            bank_slug=row.bank_slug,
            edition_id=row.edition_id,
            edition=row.edition,
            question=KINDS[row.kind].load(
                row.slug, tuple(slug for _, slug in tested[row.question_revision_id]), row.data
            ),
            fact_ids=tuple(fact_id for fact_id, _ in tested[row.question_revision_id]),
            seed=int(row.seed),
        )
        for row in rows
    }


def _tested(db: Session, revision_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    rows = db.execute(
        select(QuestionRevisionFact.question_revision_id, Fact.id, Fact.slug)
        .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
        .where(QuestionRevisionFact.question_revision_id.in_(revision_ids), QuestionRevisionFact.role == "tested")
        .order_by(QuestionRevisionFact.part)
    )
    found: dict[int, list[tuple[int, str]]] = {revision_id: [] for revision_id in revision_ids}
    for revision_id, fact_id, slug in rows:
        found[revision_id].append((fact_id, slug))
    return found
