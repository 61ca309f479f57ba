"""What was asked in an attempt, with the answers and grades there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from quizapp.core.fact import Fact as CoreFact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.kinds import KINDS
from quizapp.core.question import Grade, Response
from quizapp.core.question import Question as CoreQuestion
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.gradings import LATEST
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Edition,
    Fact,
    FactRevision,
    Grading,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
)
from quizapp.storage.types import AnyRow, AnySelect

LAST_POSITION = 2**31 - 1
"""The largest number that its column holds; beyond it the databases raise instead of finding nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """One asked question with its answer and grade, as far as there are any."""

    id: int
    position: int
    seed: int
    shown_at: datetime | None
    released_at: datetime | None
    question_revision_id: int
    bank_id: int
    bank_slug: str
    edition: int
    question: CoreQuestion
    fact_ids: tuple[int, ...]
    """Of the tested facts, in the order of `question.facts`."""
    answer_id: int | None
    response: Response | None
    confidence: int | None
    given_at: datetime | None
    grade: Grade | None


def _items() -> AnySelect:
    return (
        select(
            Asked.id,
            Asked.position,
            Asked.seed,
            Asked.shown_at,
            Asked.released_at,
            Asked.question_revision_id,
            Bank.id.label("bank_id"),
            Bank.slug.label("bank_slug"),
            Edition.number.label("edition"),
            Question.kind,
            Question.slug,
            QuestionRevision.data,
            Answer.id.label("answer_id"),
            Answer.response,
            Answer.confidence,
            Answer.given_at,
            Grading.score,
            Grading.bucket,
            Grading.parts,
        )
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(Edition, Edition.id == Asked.edition_id)
        .outerjoin(Answer, Answer.asked_id == Asked.id)
        .outerjoin(Grading, LATEST)
    )


_ITEMS = _items().where(Asked.attempt_id == bindparam("attempt_id")).order_by(Asked.position)
_SOME = _ITEMS.where(Asked.position.in_(bindparam("positions", expanding=True)))
_ITEM = _ITEMS.where(Asked.position == bindparam("position"))
_ANSWERED = (
    select(Asked.position, Answer.id)
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .where(Asked.attempt_id == bindparam("attempt_id"))
    .order_by(Asked.position)
)
_SHOWN = (
    update(table(Asked))
    .where(table(Asked).c.id == bindparam("asked_id"), table(Asked).c.shown_at.is_(None))
    .values(shown_at=bindparam("now"))
)
_TESTED = (
    select(QuestionRevisionFact.question_revision_id, Fact.id, Fact.slug)
    .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
    .where(
        QuestionRevisionFact.question_revision_id.in_(bindparam("revision_ids", expanding=True)),
        QuestionRevisionFact.role == "tested",
    )
    .order_by(QuestionRevisionFact.part)
)
_FACTS = (
    select(QuestionRevisionFact.question_revision_id, Fact.id, FactRevision.data)
    .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
    .join(FactRevision, FactRevision.id == QuestionRevisionFact.fact_revision_id)
    .where(
        QuestionRevisionFact.question_revision_id.in_(bindparam("revision_ids", expanding=True)),
        QuestionRevisionFact.role == "tested",
    )
    .order_by(QuestionRevisionFact.question_revision_id, QuestionRevisionFact.part)
)


def item(db: Session, attempt_id: int, position: int) -> Item | None:
    """The question at `position` (from 1) of an attempt, or None, however large the number."""
    if abs(position) > LAST_POSITION:
        return None
    row = send(db, _ITEM, {"attempt_id": attempt_id, "position": position}).one_or_none()
    return _item(row, tested(db, [row.question_revision_id])) if row else None


def items(db: Session, attempt_id: int, positions: Sequence[int] | None = None) -> list[Item]:
    """The questions of an attempt, all or those at `positions`, in order."""
    some = {} if positions is None else {"positions": positions}
    rows = send(db, _ITEMS if positions is None else _SOME, {"attempt_id": attempt_id, **some}).all()
    facts = tested(db, [row.question_revision_id for row in rows])
    return [_item(row, facts) for row in rows]


def note_shown(db: Session, asked_id: int, now: datetime) -> None:
    """Note when a question was first seen; a second time changes nothing."""
    send(db, _SHOWN, {"asked_id": asked_id, "now": now})


def answered(db: Session, attempt_id: int) -> dict[int, bool]:
    """Whether each position of an attempt has an answer, in order."""
    rows = send(db, _ANSWERED, {"attempt_id": attempt_id})
    return {position: answer_id is not None for position, answer_id in rows}


def tested(db: Session, revision_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Internal id and slug of the facts each question revision tests, in the order of its parts."""
    rows = send(db, _TESTED, {"revision_ids": tuple(set(revision_ids))})
    tested: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for revision_id, fact_id, slug in rows:
        tested[revision_id].append((fact_id, slug))
    return tested


def _item(row: AnyRow, by_revision: dict[int, list[tuple[int, str]]]) -> Item:
    facts = by_revision.get(row.question_revision_id, [])
    return Item(
        id=row.id,
        position=row.position,
        seed=int(row.seed),
        shown_at=row.shown_at,
        released_at=row.released_at,
        question_revision_id=row.question_revision_id,
        bank_id=row.bank_id,
        bank_slug=row.bank_slug,
        edition=row.edition,
        question=KINDS[row.kind].load(row.slug, tuple(slug for _, slug in facts), row.data),
        fact_ids=tuple(fact_id for fact_id, _ in facts),
        answer_id=row.answer_id,
        response=row.response,
        confidence=row.confidence,
        given_at=row.given_at,
        grade=None if row.score is None else Grade(row.score, row.bucket, row.parts),
    )


def facts_of(db: Session, question_revision_ids: Sequence[int]) -> dict[int, list[tuple[int, CoreFact]]]:
    """The tested facts of question revisions, as they stood for each: internal id and fact."""
    rows = send(db, _FACTS, {"revision_ids": tuple(set(question_revision_ids))})
    found: dict[int, list[tuple[int, CoreFact]]] = defaultdict(list)
    for revision_id, fact_id, data in rows:
        found[revision_id].append((fact_id, fact_from_data(data)))
    return found
