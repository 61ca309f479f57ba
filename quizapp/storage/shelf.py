"""The banks as readers see them: what is on the shelf, and the brief of a bank."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Integer, bindparam, or_, select
from sqlalchemy.orm import Session

from quizapp.core.bank import Bank as CoreBank
from quizapp.core.bank import Sentence, Topic
from quizapp.core.bank_data import meta_from_data
from quizapp.core.fact import AsOf
from quizapp.storage.database import send
from quizapp.storage.models import Bank, Edition, SentenceRevision
from quizapp.storage.overtaken import Overtaken, overtaken
from quizapp.storage.readable import NOBODY, readable
from quizapp.storage.types import AnyRow

MOST = 50
"""Banks shown on the first page."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bank, with what it says of itself; counts are of live facts and questions."""

    id: int
    slug: str
    meta: CoreBank
    facts_by_topic: dict[str, int]
    questions: int
    visibility: str
    reviewed: bool
    """Whether a second person read it; whoever works alone may publish a private bank without one."""

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
    corrected: Mapping[str, tuple[Overtaken, ...]] = field(default_factory=dict)
    """What was corrected since of what the sentences prove, by the sentence's id."""


_SHELVED = (
    select(Bank.id, Bank.slug, Bank.data, Bank.visibility, Edition.facts_by_topic, Edition.questions)
    .outerjoin(Edition, (Edition.bank_id == Bank.id) & (Edition.number == Bank.edition))
    .where(readable(bindparam("user_id", type_=Integer)))
)
_SHELF = _SHELVED.order_by(Bank.id).limit(MOST)
_BANK = _SHELVED.where(Bank.slug == bindparam("slug"))


def shelf(db: Session, user_id: int | None) -> list[Shelved]:
    """The banks that a user may read, or a stranger (None), at most MOST, oldest first. Tasks are set from them."""
    return [_shelved(row) for row in send(db, _SHELF, {"user_id": _reader(user_id)})]


def bank(db: Session, slug: str, user_id: int | None) -> Shelved | None:
    """One bank, if the user may read it."""
    row = send(db, _BANK, {"slug": slug, "user_id": _reader(user_id)}).one_or_none()
    return _shelved(row) if row else None


def _reader(user_id: int | None) -> int:
    return NOBODY if user_id is None else user_id


def _shelved(row: AnyRow) -> Shelved:
    meta, reviewed = meta_from_data(row.slug, row.data), bool(row.data.get("reviewed", True))
    counts = (row.facts_by_topic or {}, row.questions or 0)
    return Shelved(row.id, row.slug, meta, *counts, row.visibility, reviewed)


_SENTENCES = (
    select(
        SentenceRevision.id,
        SentenceRevision.sid,
        SentenceRevision.paragraph,
        SentenceRevision.heading,
        SentenceRevision.text,
    )
    .where(SentenceRevision.bank_id == bindparam("bank_id"))
    .order_by(SentenceRevision.position)
)
_NOW = _SENTENCES.where(SentenceRevision.to_edition.is_(None))
_THEN = _SENTENCES.where(
    SentenceRevision.from_edition <= bindparam("edition"),
    or_(SentenceRevision.to_edition.is_(None), SentenceRevision.to_edition >= bindparam("edition")),
)


def brief(db: Session, bank_id: int, edition: int | None = None) -> tuple[Paragraph, ...]:
    """The brief as it is now, or as it was in an edition; what was corrected stands beside it in both."""
    if edition is None:
        rows = send(db, _NOW, {"bank_id": bank_id})
    else:
        rows = send(db, _THEN, {"bank_id": bank_id, "edition": edition})
    paragraphs: dict[int, list[Sentence]] = {}
    ids: dict[str, int] = {}
    for id, sid, paragraph, heading, text in rows:
        paragraphs.setdefault(paragraph, []).append(Sentence(sid, paragraph, text, heading))
        ids[sid] = id
    corrected = overtaken(db, bank_id)
    found = {sid: corrected[id] for sid, id in ids.items() if id in corrected}
    return tuple(Paragraph(number, each[0].heading, tuple(each), found) for number, each in paragraphs.items())
