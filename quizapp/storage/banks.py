"""A whole bank as plain data, for machines and for comparing one state of it with another."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from quizapp.core.kinds import KINDS
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.models import (
    Bank,
    Fact,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    SentenceRevision,
    Source,
)


def slugs(db: Session) -> list[str]:
    """The slugs of all banks, oldest first."""
    return list(db.scalars(select(Bank.slug).order_by(Bank.id)))


def show(db: Session, slug: str) -> dict[str, Any] | None:
    """Everything in circulation of a bank as JSON, in a stable order; None where there is no such bank.

    Facts and sentences stand in the order in which they were added and told, questions in the order of their ids.
    """
    bank = db.execute(select(Bank.id, Bank.edition, Bank.data).where(Bank.slug == slug)).one_or_none()
    if bank is None:
        return None
    about = {name: value for name, value in bank.data.items() if name not in ("loaded", "upstream")}
    return {
        "slug": slug,
        "edition": bank.edition,
        **about,
        **text(db, bank.id),
        "facts": list(db.scalars(_facts(bank.id))),
        "questions": _questions(db, bank.id),
    }


def text(db: Session, bank_id: int) -> dict[str, Any]:
    """The live sentences and the sources of a bank, without the work that its facts and questions are."""
    return {"sentences": _sentences(db, bank_id), "sources": _sources(db, bank_id)}


def _sentences(db: Session, bank_id: int) -> list[dict[str, Any]]:
    table = SentenceRevision
    rows = db.execute(
        select(table.sid.label("id"), table.paragraph, table.heading, table.text)
        .where(table.bank_id == bank_id, table.to_edition.is_(None))
        .order_by(table.position)
    )
    return [dict(row._mapping) for row in rows]


def _sources(db: Session, bank_id: int) -> list[dict[str, Any]]:
    rows = db.execute(
        select(Source.slug.label("id"), Source.name, Source.date, Source.rights)
        .where(Source.bank_id == bank_id)
        .order_by(Source.id)
    )
    return [dict(row._mapping) for row in rows]


def _facts(bank_id: int) -> Select[dict[str, Any]]:
    """The data of the live facts; a fact's own `id` is its slug."""
    return (
        select(FactRevision.data)
        .join(Fact, Fact.id == FactRevision.fact_id)
        .where(Fact.bank_id == bank_id, *LIVE_FACT)
        .order_by(Fact.id)
    )


def _questions(db: Session, bank_id: int) -> list[dict[str, Any]]:
    tested = _tested(db, bank_id)
    rows = db.execute(
        select(Question.slug, Question.kind, Question.origin, QuestionRevision.id, QuestionRevision.data)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .where(Question.bank_id == bank_id, *LIVE_QUESTION)
    )
    shown = []
    # Sorted here: databases do not agree on how to sort "a.b" and "a-b".
    for slug, kind, origin, revision_id, data in sorted(rows, key=lambda row: row.slug):
        facts = tested.get(revision_id, [])
        question = KINDS[kind].load(slug, tuple(facts), data)
        shown.append(
            {
                "id": slug,
                "kind": kind,
                "facts": facts,
                "stem": question.stem,
                "options": list(question.options),
                "key": list(question.keys),
                "origin": origin,
                "data": data,
            }
        )
    return shown


def _tested(db: Session, bank_id: int) -> dict[int, list[str]]:
    """The facts that each live question revision tests, in the order of its parts."""
    rows = db.execute(
        select(QuestionRevisionFact.question_revision_id, Fact.slug)
        .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
        .join(QuestionRevision, QuestionRevision.id == QuestionRevisionFact.question_revision_id)
        .where(Fact.bank_id == bank_id, QuestionRevisionFact.role == "tested", *LIVE_QUESTION)
        .order_by(QuestionRevisionFact.question_revision_id, QuestionRevisionFact.part)
    )
    tested: dict[int, list[str]] = {}
    for revision_id, slug in rows:
        tested.setdefault(revision_id, []).append(slug)
    return tested
