"""Live facts as readers see them, and what belongs to each: later developments, sources, questions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.core.fact import Fact as CoreFact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.kinds import KINDS
from quizapp.core.partial_date import PartialDate
from quizapp.storage.circulation import LIVE_FACT, LIVE_QUESTION
from quizapp.storage.database import send
from quizapp.storage.models import (
    Bank,
    Fact,
    FactLink,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Source,
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A source from outside the article."""

    name: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Linked:
    """A fact to be read with another, why, and where it comes from if not from the article."""

    role: str
    fact: CoreFact
    source: Cited | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A live fact with its internal id."""

    id: int
    fact: CoreFact


@dataclass(frozen=True, slots=True)
class Listed:
    """A question as listed: its stem and its kind's title, a message id."""

    stem: str
    title: str


_TOPIC = (
    select(FactRevision.topic, Bank.data["topics"].label("topics"))
    .join(Fact, Fact.id == FactRevision.fact_id)
    .join(Bank, Bank.id == Fact.bank_id)
    .where(Fact.id == bindparam("fact_id"))
    .order_by(FactRevision.number.desc())
    .limit(1)
)
_LINKS = (
    select(FactLink.from_id, FactLink.role, FactRevision.data, Source.name, Source.date)
    .join(Fact, Fact.id == FactLink.to_id)
    .join(FactRevision, FactRevision.fact_id == Fact.id)
    .outerjoin(Source, (Source.bank_id == Fact.bank_id) & (Source.slug == FactRevision.data["source"].as_string()))
    .where(FactLink.from_id.in_(bindparam("fact_ids", expanding=True)), *LIVE_FACT)
    .order_by(FactLink.id)
)


def topic_title(db: Session, fact_id: int) -> str:
    """The title of the topic a fact belongs to."""
    row = send(db, _TOPIC, {"fact_id": fact_id}).one()
    titles: dict[str, str] = {topic["id"]: topic["title"] for topic in row.topics}
    topic: str = row.topic
    return titles.get(topic, topic)


def facts(db: Session, bank_id: int) -> list[CoreFact]:
    """All live facts of a bank, in the order they were added."""
    rows = db.scalars(
        select(FactRevision.data)
        .join(Fact, Fact.id == FactRevision.fact_id)
        .where(Fact.bank_id == bank_id, *LIVE_FACT)
        .order_by(Fact.id)
    )
    return [fact_from_data(data) for data in rows]


def fact(db: Session, bank_id: int, slug: str) -> Shown | None:
    """One live fact."""
    row = db.execute(
        select(Fact.id, FactRevision.data)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(Fact.bank_id == bank_id, Fact.slug == slug, *LIVE_FACT)
    ).one_or_none()
    return Shown(row.id, fact_from_data(row.data)) if row else None


def links(db: Session, fact_ids: Iterable[int]) -> dict[int, list[Linked]]:
    """The live facts that each of the given ones should be read with."""
    rows = send(db, _LINKS, {"fact_ids": tuple(fact_ids)})
    found: dict[int, list[Linked]] = defaultdict(list)
    for from_id, role, data, name, date in rows:
        source = Cited(name, PartialDate.parse(date)) if name else None
        found[from_id].append(Linked(role, fact_from_data(data), source))
    return found


def sources(db: Session, bank_id: int, slugs: Iterable[str]) -> dict[str, Cited]:
    """The named sources of a bank, by slug."""
    wanted = tuple(slugs)
    if not wanted:
        return {}
    rows = db.execute(
        select(Source.slug, Source.name, Source.date).where(Source.bank_id == bank_id, Source.slug.in_(wanted))
    )
    return {slug: Cited(name, PartialDate.parse(date)) for slug, name, date in rows}


def questions(db: Session, fact_id: int) -> list[Listed]:
    """The live questions that test a fact, without those whose stem is a false claim."""
    rows = db.execute(
        select(Question.kind, QuestionRevision.data)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
        .where(
            QuestionRevisionFact.fact_id == fact_id,
            QuestionRevisionFact.role == "tested",
            QuestionRevision.shows_falsehood.is_(False),
            *LIVE_QUESTION,
        )
        .order_by(Question.id)
    )
    return [Listed(data["stem"], KINDS[kind].title) for kind, data in rows]
