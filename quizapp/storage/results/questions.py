"""The questions of results and the facts they test, as they stood when they were asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.fact import Fact as CoreFact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.storage.asked import tested
from quizapp.storage.models import (
    ActivityQuestion,
    Bank,
    Fact,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in one revision, with the internal ids of the facts it tests."""

    id: int
    question: CoreQuestion
    fact_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact as a question asked it. `live` tells whether it has a page, `topic` is a title."""

    id: int
    bank: str
    fact: CoreFact
    topic: str
    live: bool


def in_order(db: Session, activity_id: int) -> dict[int, int]:
    """The question revision at each position of an activity; in an individual draw, the pattern's."""
    rows = db.execute(
        select(ActivityQuestion.position, ActivityQuestion.question_revision_id)
        .where(ActivityQuestion.activity_id == activity_id)
        .order_by(ActivityQuestion.position)
    )
    return {position: revision_id for position, revision_id in rows}


def questions(db: Session, revision_ids: Iterable[int]) -> dict[int, AskedQuestion]:
    """Questions by revision."""
    ids = tuple(set(revision_ids))
    rows = db.execute(
        select(QuestionRevision.id, Question.kind, Question.slug, QuestionRevision.data)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(QuestionRevision.id.in_(ids))
    )
    facts = tested(db, ids)
    return {
        row.id: AskedQuestion(
            row.id,
            KINDS[row.kind].load(row.slug, tuple(slug for _, slug in facts[row.id]), row.data),
            tuple(fact_id for fact_id, _ in facts[row.id]),
        )
        for row in rows
    }


def facts(db: Session, revision_ids: Iterable[int]) -> dict[int, AskedFact]:
    """The facts that questions test, by internal id, in the words of the latest of these questions."""
    current = aliased(FactRevision)
    rows = db.execute(
        select(
            Fact.id,
            Bank.slug,
            Bank.data["topics"].label("topics"),
            FactRevision.data,
            exists().where(current.fact_id == Fact.id, current.to_edition.is_(None), current.state == "approved"),
        )
        .join(QuestionRevisionFact, QuestionRevisionFact.fact_id == Fact.id)
        .join(FactRevision, FactRevision.id == QuestionRevisionFact.fact_revision_id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(
            QuestionRevisionFact.question_revision_id.in_(tuple(set(revision_ids))),
            QuestionRevisionFact.role == "tested",
        )
        .order_by(FactRevision.number)
    )
    found = {}
    for fact_id, bank, topics, data, live in rows:
        fact = fact_from_data(data)
        titles = {topic["id"]: topic["title"] for topic in topics}
        found[fact_id] = AskedFact(fact_id, bank, fact, titles.get(fact.topic, fact.topic), bool(live))
    return found
