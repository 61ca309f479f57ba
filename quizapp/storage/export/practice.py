"""What a learner was asked and answered, and how it was graded."""

from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session, aliased

from quizapp.storage.export.section import Row, Section
from quizapp.storage.models import (
    Activity,
    Answer,
    Asked,
    Attempt,
    Bank,
    Edition,
    Fact,
    Grading,
    Question,
    QuestionRevision,
)
from quizapp.storage.types import AnySelect

TOLD = Asked.released_at.is_not(None)
"""What a question asks and which grade an answer got are left out until its result may be told."""

STEP = 20
"""Attempts read at once; one of cards may hold hundreds of questions."""


def sections(learner_id: int) -> list[Section]:
    """Attempts, questions, answers and gradings, attempt by attempt."""
    keys = select(Attempt.id).where(Attempt.learner_id == learner_id).order_by(Attempt.id)
    return [
        Section("attempts", _attempts(), Attempt.id, keys, STEP),
        Section("questions", _questions(), Attempt.id, keys, STEP),
        Section("answers", _answers(), Attempt.id, keys, STEP),
        Section("gradings", _gradings(), Attempt.id, keys, STEP, _name_parts),
    ]


def _attempts() -> AnySelect:
    return (
        select(
            Attempt.public_id.label("attempt"),
            Attempt.purpose,
            Activity.public_id.label("activity"),
            Attempt.settings,
            Attempt.started_at,
            Attempt.finished_at,
        )
        .outerjoin(Activity, Activity.id == Attempt.activity_id)
        .order_by(Attempt.id)
    )


def _placed(*columns: Any) -> AnySelect:
    """Columns beside the place of a question in its attempt."""
    return (
        select(
            Attempt.public_id.label("attempt"),
            Asked.position,
            Bank.slug.label("bank"),
            Question.slug.label("question"),
            Question.kind,
            *columns,
        )
        .select_from(Attempt)
        .join(Asked, Asked.attempt_id == Attempt.id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .order_by(Attempt.id, Asked.position)
    )


def _questions() -> AnySelect:
    return _placed(
        QuestionRevision.number.label("revision"),
        Edition.number.label("edition"),
        case((TOLD, QuestionRevision.data)).label("text"),
        case((TOLD, Asked.seed)).label("seed"),
        Asked.shown_at,
        Asked.released_at,
    ).join(Edition, Edition.id == Asked.edition_id)


def _answers() -> AnySelect:
    """With the score of the latest grading, where that is told."""
    score = (
        select(Grading.score)
        .where(Grading.answer_id == Answer.id, TOLD)
        .order_by(Grading.number.desc())
        .limit(1)
        .correlate(Answer, Asked)
        .scalar_subquery()
    )
    return _placed(
        Answer.id.label("answer"),
        Answer.response,
        Answer.confidence,
        Answer.given_at,
        Answer.received_at,
        Answer.elapsed,
        score.label("score"),
    ).join(Answer, Answer.asked_id == Asked.id)


def _gradings() -> AnySelect:
    judged = aliased(QuestionRevision)
    return (
        _placed(
            Answer.id.label("answer"),
            Grading.number,
            judged.number.label("revision"),
            Grading.score,
            Grading.bucket,
            Grading.parts,
            Grading.why,
            Grading.at,
        )
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, Grading.answer_id == Answer.id)
        .join(judged, judged.id == Grading.question_revision_id)
        .where(TOLD)
        .order_by(Grading.number)
    )


def _name_parts(db: Session, rows: list[Row]) -> None:
    """Tell facts by the names they have in their bank, not by internal keys. A bank holds all facts of a question."""
    ids = {int(fact_id) for row in rows for fact_id in row["parts"]}
    names = {str(row.id): row.slug for row in db.execute(select(Fact.id, Fact.slug).where(Fact.id.in_(ids)))}
    for row in rows:
        row["parts"] = {names.get(fact_id, fact_id): score for fact_id, score in row["parts"].items()}
