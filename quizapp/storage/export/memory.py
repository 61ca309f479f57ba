"""What a learner remembers: reviews, the memory they amount to, and notes, fact by fact."""

from typing import Any

from sqlalchemy import select

from quizapp.storage.export.section import Section
from quizapp.storage.models import Bank, Fact, Memory, Note, Review
from quizapp.storage.types import AnySelect


def sections(learner_id: int) -> list[Section]:
    """Reviews in the order in which they came in for each fact, memory and notes."""
    reviews = (
        Review.id,
        Review.sequence,
        Review.type,
        Review.own_grade,
        Review.guess_rate,
        Review.given_at,
        Review.study_day,
        Review.zone,
        Review.answer_id.label("answer"),
        Review.voids_id.label("voids"),
    )
    return [
        _along("reviews", Review, learner_id, *reviews),
        _along("memory", Memory, learner_id, *_own(Memory)),
        _along("notes", Note, learner_id, *_own(Note)),
    ]


def _along(name: str, model: Any, learner_id: int, *columns: Any) -> Section:
    own = model.learner_id == learner_id
    keys = select(model.fact_id).where(own).distinct().order_by(model.fact_id)
    order = (model.fact_id, model.sequence) if model is Review else (model.fact_id,)
    return Section(name, _of_facts(model, *columns).where(own).order_by(*order), model.fact_id, keys)


def _of_facts(model: Any, *columns: Any) -> AnySelect:
    return (
        select(Bank.slug.label("bank"), Fact.slug.label("fact"), *columns)
        .select_from(model)
        .join(Fact, Fact.id == model.fact_id)
        .join(Bank, Bank.id == Fact.bank_id)
    )


def _own(model: Any) -> list[Any]:
    """All columns but keys."""
    return [column for column in model.__table__.c if column.name not in ("learner_id", "fact_id")]
