"""The banks as readers see them: what is on the shelf, a bank's brief, its facts, and what belongs to each fact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from quizapp.core.bank import Bank as CoreBank
from quizapp.core.bank import Sentence, Topic
from quizapp.core.bank_data import meta_from_data
from quizapp.core.fact import AsOf
from quizapp.core.fact import Fact as CoreFact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.kinds import KINDS
from quizapp.core.partial_date import PartialDate
from quizapp.storage.database import send
from quizapp.storage.models import (
    Bank,
    Edition,
    Fact,
    FactLink,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    SentenceRevision,
    Source,
)
from quizapp.storage.types import AnyRow

MOST = 50
"""Banks shown on the first page."""

LIVE_FACT = (FactRevision.to_edition.is_(None), FactRevision.state == "approved")
LIVE_QUESTION = (QuestionRevision.to_edition.is_(None), QuestionRevision.state == "approved")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bank, with what it says of itself; counts are of live facts and questions."""

    id: int
    slug: str
    meta: CoreBank
    facts_by_topic: dict[str, int]
    questions: int

    @property
    def title(self) -> str:
        """The bank's title."""
        return self.meta.brief.title

    @property
    def summary(self) -> str:
        """What it is about."""
        return self.meta.brief.summary

    @property
    def as_of(self) -> AsOf:
        """The date of the article."""
        return self.meta.brief.as_of

    @property
    def cited(self) -> str:
        """How the original is cited."""
        return self.meta.brief.cited

    @property
    def status_note(self) -> str:
        """A neutral footnote, or nothing."""
        return self.meta.brief.status_note

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Its topics, in order."""
        return self.meta.topics

    @property
    def facts(self) -> int:
        """How many facts it holds."""
        return sum(self.facts_by_topic.values())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the brief; numbers count from 1, headings included."""

    number: int
    heading: bool
    sentences: tuple[Sentence, ...]


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


_SHELVED = (
    select(Bank.id, Bank.slug, Bank.data, Edition.facts_by_topic, Edition.questions)
    .outerjoin(Edition, (Edition.bank_id == Bank.id) & (Edition.number == Bank.edition))
    .where(Bank.visibility == "public")
)
_SHELF = _SHELVED.order_by(Bank.id).limit(MOST)
_BANK = _SHELVED.where(Bank.slug == bindparam("slug"))


def shelf(db: Session) -> list[Shelved]:
    """The public banks, oldest first, at most MOST."""
    return [_shelved(row) for row in send(db, _SHELF, {})]


def bank(db: Session, slug: str) -> Shelved | None:
    """One public bank."""
    row = send(db, _BANK, {"slug": slug}).one_or_none()
    return _shelved(row) if row else None


def _shelved(row: AnyRow) -> Shelved:
    meta = meta_from_data(row.slug, row.data)
    return Shelved(row.id, row.slug, meta, row.facts_by_topic or {}, row.questions or 0)


def as_of(db: Session, bank_id: int) -> AsOf:
    """The date of a bank's article."""
    data = db.execute(select(Bank.slug, Bank.data).where(Bank.id == bank_id)).one()
    return meta_from_data(data.slug, data.data).brief.as_of


_TOPIC = (
    select(FactRevision.topic, Bank.data)
    .join(Fact, Fact.id == FactRevision.fact_id)
    .join(Bank, Bank.id == Fact.bank_id)
    .where(Fact.id == bindparam("fact_id"))
    .order_by(FactRevision.number.desc())
    .limit(1)
)
_SENTENCES = (
    select(SentenceRevision.sid, SentenceRevision.paragraph, SentenceRevision.heading, SentenceRevision.text)
    .where(SentenceRevision.bank_id == bindparam("bank_id"))
    .order_by(SentenceRevision.position)
)
_NOW = _SENTENCES.where(SentenceRevision.to_edition.is_(None))
_THEN = _SENTENCES.where(
    SentenceRevision.from_edition <= bindparam("edition"),
    or_(SentenceRevision.to_edition.is_(None), SentenceRevision.to_edition >= bindparam("edition")),
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
    titles: dict[str, str] = {topic["id"]: topic["title"] for topic in row.data["topics"]}
    topic: str = row.topic
    return titles.get(topic, topic)


def brief(db: Session, bank_id: int, edition: int | None = None) -> tuple[Paragraph, ...]:
    """The brief as it is now, or as it was in an edition."""
    if edition is None:
        rows = send(db, _NOW, {"bank_id": bank_id})
    else:
        rows = send(db, _THEN, {"bank_id": bank_id, "edition": edition})
    paragraphs: dict[int, list[Sentence]] = {}
    for sid, paragraph, heading, text in rows:
        paragraphs.setdefault(paragraph, []).append(Sentence(sid, paragraph, text, heading))
    return tuple(Paragraph(number, each[0].heading, tuple(each)) for number, each in paragraphs.items())


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
    """The live questions that test a fact."""
    rows = db.execute(
        select(Question.kind, QuestionRevision.data)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
        .where(QuestionRevisionFact.fact_id == fact_id, QuestionRevisionFact.role == "tested", *LIVE_QUESTION)
        .order_by(Question.id)
    )
    return [Listed(data["stem"], KINDS[kind].title) for kind, data in rows]
