"""Single facts worth a second look: answered in certainty and wrong, and recognised but not recalled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, literal_column, select
from sqlalchemy.orm import Session

from quizapp.core.calibration import CERTAIN
from quizapp.core.fact_data import fact_from_data
from quizapp.core.grade import is_right
from quizapp.core.kinds import KINDS
from quizapp.core.question import Text
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Fact,
    FactRevision,
    Grading,
    Memory,
    Question,
    QuestionRevision,
    Review,
)
from quizapp.storage.progress.latest import Given

MOST = 20
"""Facts listed."""
JUDGING = ("truefalse", "verdict")
"""Kinds whose answer says little without the claim it judges."""


@dataclass(frozen=True, slots=True)
class Named:
    """A live fact as tables name it, and what is right."""

    id: int
    bank: str
    slug: str
    prompt: str
    value: str


@dataclass(frozen=True, slots=True)
class SureWrong:
    """A fact answered in certainty and wrong: `told` is what was believed, in lines; of `claim`, if it judged one."""

    fact: Named
    claim: str
    told: tuple[Text, ...]


def named(db: Session, fact_ids: Iterable[int]) -> list[Named]:
    """The live ones of facts of public banks, in the order given."""
    ids = tuple(fact_ids)
    rows = db.execute(
        select(Fact.id, Bank.slug.label("bank"), Fact.slug, FactRevision.data)
        .join(Bank, Bank.id == Fact.bank_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(Fact.id.in_(ids), Bank.visibility == "public", *LIVE_FACT)
    )
    found = {row.id: _named(row) for row in rows}
    return [found[fact_id] for fact_id in ids if fact_id in found]


def _named(row: Any) -> Named:
    fact = fact_from_data(row.data)
    return Named(row.id, row.bank, row.slug, fact.prompt, fact.value.text)


def sure_wrong(db: Session, learner_id: int) -> list[SureWrong]:
    """The facts of which right answers are still wanted after one that was certain and wrong, at most MOST."""
    ids = db.scalars(
        # Said with a literal, so that the partial index serves it.
        select(Memory.fact_id)
        .where(Memory.learner_id == learner_id, Memory.wanted > literal_column("0"))
        .order_by(Memory.fact_id)
        .limit(MOST)
    )
    facts = named(db, ids)
    told = _believed(db, learner_id, facts)
    return [SureWrong(fact, *told.get(fact.id, ("", ()))) for fact in facts]


def _believed(db: Session, learner_id: int, facts: Sequence[Named]) -> dict[int, tuple[str, tuple[Text, ...]]]:
    """By fact id, the latest answer that was certain and earned nothing for it, with the claim it judged, if any."""
    regrade = select(func.max(Grading.number)).where(Grading.answer_id == Answer.id).correlate(Answer)
    rows = db.execute(
        select(Review.fact_id, Question.kind, Question.slug, QuestionRevision.data, Answer.response, Grading.parts)
        .join(Answer, Answer.id == Review.answer_id)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Grading, and_(Grading.answer_id == Answer.id, Grading.number == regrade.scalar_subquery()))
        .where(
            Review.learner_id == learner_id,
            Review.fact_id.in_([fact.id for fact in facts]),
            Review.type == "answer",
            Answer.confidence == CERTAIN,
        )
        .order_by(Review.given_at, Review.id)
    )
    slugs = {fact.id: fact.slug for fact in facts}
    found = {}
    for row in rows:
        if row.parts.get(str(row.fact_id), 1.0) <= 0 and not row.response.get("unknown"):
            question = KINDS[row.kind].load(row.slug, (slugs[row.fact_id],), row.data)
            claim = question.stem if row.kind in JUDGING else ""
            found[row.fact_id] = (claim, question.told(row.response))
    return found


def recognised_only(given: Sequence[Given]) -> list[int]:
    """Facts whose latest answer that could be guessed was right, and whose latest typed one was wrong.

    `given` has the newest first. Answers in an order or in pairs can be guessed, however seldom.
    """
    picked: dict[str, bool] = {}
    typed: dict[str, bool] = {}
    for each in given:
        latest = picked if each.guess_rate > 0 else typed
        for fact_id, score in each.parts.items():
            latest.setdefault(fact_id, is_right(score))
    return [int(fact_id) for fact_id, right in picked.items() if right and typed.get(fact_id) is False]
