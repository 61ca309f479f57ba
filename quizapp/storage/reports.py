"""Reports as their readers see them: what they may report, the one still open, and what editors answered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Asked, Attempt, Bank, FactRevision, QuestionRevision, Report
from quizapp.storage.types import AnySelect

KINDS = ("fact", "wording", "key", "proof", "other")
"""What may seem wrong, as `Report.kind` names it."""
OUTCOMES = ("mended", "fine")
MOST = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: internal ids. Without a question it is about the fact alone."""

    bank_id: int
    fact_id: int | None
    question_revision_id: int | None = None


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report of the reader's own; `about` is the question, or the fact where it is about that."""

    id: int
    public_id: str
    kind: str
    text: str
    at: datetime
    closed_at: datetime | None
    outcome: str
    answer: str
    about: str
    bank: str


@dataclass(frozen=True, slots=True)
class Told:
    """A question that a learner was asked and whose result they know."""

    purpose: str
    position: int
    attempt_id: int


def told(db: Session, learner_id: int, attempt_id: str, position: int) -> Told | None:
    """The learner's own question, once its result is told; None before, and for anybody else's."""
    row = db.execute(
        select(Attempt.purpose, Asked.position, Attempt.id)
        .join(Asked, Asked.attempt_id == Attempt.id)
        .where(
            Attempt.public_id == attempt_id,
            Attempt.learner_id == learner_id,
            Asked.position == position,
            Asked.released_at.is_not(None),
        )
    ).one_or_none()
    return Told(*row) if row else None


def open_report(db: Session, learner_id: int, subject: Subject) -> Report | None:
    """The learner's report on the same question in any wording, or on the same fact alone, that is still open."""
    own = select(Report).where(Report.learner_id == learner_id, Report.closed_at.is_(None))
    if subject.question_revision_id is None:
        same = own.where(Report.question_revision_id.is_(None), Report.fact_id == subject.fact_id)
    else:
        question = select(QuestionRevision.question_id).where(QuestionRevision.id == subject.question_revision_id)
        revisions = select(QuestionRevision.id).where(QuestionRevision.question_id.in_(question))
        same = own.where(Report.question_revision_id.in_(revisions))
    return db.scalars(same.order_by(Report.id.desc()).limit(1)).first()


def mine(db: Session, learner_id: int) -> list[OwnReport]:
    """The learner's latest reports, newest first, at most MOST."""
    rows = db.execute(_own(learner_id).order_by(Report.id.desc()).limit(MOST))
    return [OwnReport(*row) for row in rows]


def answered(db: Session, learner_id: int, since: datetime) -> list[OwnReport]:
    """The learner's reports that were closed after `since`, the latest first."""
    closed = _own(learner_id).where(Report.closed_at > since)
    return [OwnReport(*row) for row in db.execute(closed.order_by(Report.closed_at.desc()).limit(MOST))]


def _own(learner_id: int) -> AnySelect:
    """A fact's statement as it is now, or was last."""
    statement = (
        select(FactRevision.data["statement"].as_string())
        .where(FactRevision.fact_id == Report.fact_id)
        .order_by(FactRevision.number.desc())
        .limit(1)
        .correlate(Report)
        .scalar_subquery()
    )
    stem = QuestionRevision.data["stem"].as_string()
    columns = (Report.public_id, Report.kind, Report.text, Report.at, Report.closed_at, Report.outcome, Report.answer)
    return (
        select(Report.id, *columns, func.coalesce(stem, statement, ""), Bank.slug)
        .join(Bank, Bank.id == Report.bank_id)
        .outerjoin(QuestionRevision, QuestionRevision.id == Report.question_revision_id)
        .where(Report.learner_id == learner_id)
    )
