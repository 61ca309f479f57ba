"""Open reports as editors see them, of the banks that they may edit, fact by fact."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.core.fact import Fact as CoreFact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.item_shape import Reply, shape
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.core.question import Text
from quizapp.storage.asked import tested
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Fact,
    FactRevision,
    Grading,
    Question,
    QuestionRevision,
    Report,
)
from quizapp.storage.readable import editable
from quizapp.storage.types import AnySelect
from quizapp.storage.users import Account

MOST = 200
"""Open reports listed."""
SAMPLE = 2000
"""The latest answers of which it is told what they were."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report, open or closed. `stem` is empty where it is about a fact alone."""

    id: int
    public_id: str
    kind: str
    text: str
    at: datetime
    closed_at: datetime | None
    bank_id: int
    bank: str
    fact_id: int | None
    fact_slug: str | None
    question_revision_id: int | None
    stem: str
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A question as it was reported, with the edition of which it last was a part (None: it still is)."""

    question: CoreQuestion
    edition: int | None


@dataclass(frozen=True, slots=True)
class Answers:
    """How often a question was answered, and what: each answer in words with its count, the most frequent first.

    The counts are of the latest `counted` answers.
    """

    total: int
    counted: int
    given: Sequence[tuple[tuple[Text, ...], int]]


def queue(db: Session, user: Account) -> list[list[Waiting]]:
    """The open reports on banks that the user may edit, grouped by fact, at most MOST, the longest waiting first."""
    rows = db.execute(_reports(user).where(Report.closed_at.is_(None)).order_by(Report.id).limit(MOST))
    groups: dict[Any, list[Waiting]] = {}
    for each in (Waiting(*row) for row in rows):
        groups.setdefault(each.fact_id or f"report {each.id}", []).append(each)
    return list(groups.values())


def count(db: Session, user: Account) -> int:
    """How many reports wait for the user."""
    reports = _reports(user).where(Report.closed_at.is_(None)).with_only_columns(func.count())
    return db.scalar(reports) or 0


def report(db: Session, user: Account, public_id: str) -> Waiting | None:
    """One report, closed or not, on a bank that the user may edit."""
    row = db.execute(_reports(user).where(Report.public_id == public_id)).one_or_none()
    return Waiting(*row) if row else None


def others(db: Session, user: Account, one: Waiting) -> list[Waiting]:
    """The other open reports on the same fact, the oldest first."""
    if one.fact_id is None:
        return []
    same = _reports(user).where(Report.fact_id == one.fact_id, Report.id != one.id, Report.closed_at.is_(None))
    return [Waiting(*row) for row in db.execute(same.order_by(Report.id).limit(MOST))]


def question(db: Session, revision_id: int) -> Reported:
    """The question of a report that has one."""
    row = db.execute(
        select(Question.kind, Question.slug, QuestionRevision.data, QuestionRevision.to_edition)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .where(QuestionRevision.id == revision_id)
    ).one()
    slugs = tuple(slug for _, slug in tested(db, [revision_id])[revision_id])
    return Reported(KINDS[row.kind].load(row.slug, slugs, row.data), row.to_edition)


def facts(db: Session, fact_ids: Iterable[int]) -> dict[int, CoreFact]:
    """What facts say in their latest approved wording; one that never was approved is not among them."""
    said = select(FactRevision.fact_id, FactRevision.data).where(
        FactRevision.fact_id.in_(tuple(fact_ids)), FactRevision.state == "approved"
    )
    latest = {fact_id: data for fact_id, data in db.execute(said.order_by(FactRevision.number))}
    return {fact_id: fact_from_data(data) for fact_id, data in latest.items()}


def answers(db: Session, revision_id: int, question: CoreQuestion) -> Answers:
    """What was answered to a question in one wording, by whomever."""
    asked = Asked.question_revision_id == revision_id
    total = db.scalar(select(func.count(Answer.id)).join(Asked, Asked.id == Answer.asked_id).where(asked)) or 0
    rows = db.execute(
        select(Answer.id, Answer.response, Grading.bucket, Grading.score)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(Grading, LATEST)
        .where(asked)
        .order_by(Answer.id.desc())
        .limit(SAMPLE)
    ).all()
    shaped = shape(question, [Reply(*row) for row in rows])
    counts = Counter(each.bucket for each in shaped.item.responses)
    given = [(tuple(shaped.words.get(bucket, (bucket,))), number) for bucket, number in counts.most_common()]
    return Answers(total, len(rows), given)


def _reports(user: Account) -> AnySelect:
    stem = func.coalesce(QuestionRevision.data["stem"].as_string(), "")
    return (
        select(
            Report.id,
            Report.public_id,
            Report.kind,
            Report.text,
            Report.at,
            Report.closed_at,
            Report.bank_id,
            Bank.slug,
            Report.fact_id,
            Fact.slug,
            Report.question_revision_id,
            stem,
            Report.outcome,
            Report.answer,
        )
        .select_from(Report)
        .join(Bank, Bank.id == Report.bank_id)
        .outerjoin(Fact, Fact.id == Report.fact_id)
        .outerjoin(QuestionRevision, QuestionRevision.id == Report.question_revision_id)
        .where(editable(user.user_id, user.role))
    )
