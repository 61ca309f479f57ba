"""The questions of a bank to choose from by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from quizapp.core.folding import fold
from quizapp.core.kinds import KINDS, QUIZZED
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.models import Fact, FactRevision, Question, QuestionRevision, QuestionRevisionFact

MOST, TASTE = 60, 12
"""Questions shown at once that hold the words sought, and of all where none are; those chosen come on top."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A live question: its slug, its stem, its kind's title (a message id) and the id of its topic."""

    slug: str
    stem: str
    title: str
    topic: str
    claim: bool
    """Whether the stem is a claim to be judged, and is quoted."""


def choosable(db: Session, bank_id: int, words: str, chosen: Sequence[str]) -> tuple[list[Choosable], bool]:
    """The questions whose stem holds all `words`, after those `chosen`; and whether there are more."""
    most = MOST if words else TASTE
    holds = [QuestionRevision.folded_stem.contains(word, autoescape=True) for word in fold(words).split()]
    own = Question.slug.in_(chosen)
    first = _read(db, bank_id, own, len(chosen)) if chosen else []
    found = _read(db, bank_id, and_(~own, *holds), most + 1)
    return first + found[:most], len(found) > most


def _read(db: Session, bank_id: int, where: ColumnElement[bool], most: int) -> list[Choosable]:
    rows = db.execute(
        select(Question.slug, Question.kind, QuestionRevision.data, FactRevision.topic)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
        .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(
            Question.bank_id == bank_id,
            Question.kind.in_(QUIZZED),
            QuestionRevisionFact.role == "tested",
            or_(QuestionRevisionFact.part == 0, QuestionRevisionFact.part.is_(None)),
            where,
            *LIVE_QUESTION,
            *LIVE_FACT,
        )
        .order_by(Question.id)
        .limit(most)
    )
    return [
        Choosable(slug, str(data["stem"]), KINDS[kind].title, topic, KINDS[kind].shows_brief)
        for slug, kind, data, topic in rows
    ]
