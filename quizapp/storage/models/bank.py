"""Banks and their editions. What is live is told by edition ranges: `to_edition` is NULL. There is no second flag."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base

LIVE = text("to_edition IS NULL AND state = 'approved'")


class Bank(Base):
    """A bank. `data` holds what describes it (title, topics, parties, terms …); `edition` is the live number."""

    __tablename__ = "bank"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    visibility: Mapped[str] = mapped_column(default="public")
    edition: Mapped[int] = mapped_column(default=0)
    data: Mapped[dict[str, Any]]
    digest: Mapped[str]
    """Of the folder last loaded, so that an unchanged one costs nothing."""


class Edition(Base):
    """One published state of a bank."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("bank_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reason: Mapped[str]
    facts_by_topic: Mapped[dict[str, Any]]
    """How many facts it holds, by topic; with `questions`, so that nobody counts them for each visitor."""
    questions: Mapped[int]


class Source(Base):
    """Where a fact from outside the article comes from."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("bank_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    slug: Mapped[str]
    name: Mapped[str]
    date: Mapped[str]
    """A partial date as `core.partial_date` writes it."""
    rights: Mapped[str]


class SentenceRevision(Base):
    """One wording of one sentence of the brief."""

    __tablename__ = "sentence_revision"
    __table_args__ = (UniqueConstraint("bank_id", "sid", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    sid: Mapped[str]
    number: Mapped[int]
    position: Mapped[int]
    paragraph: Mapped[int]
    heading: Mapped[bool]
    text: Mapped[str]
    from_edition: Mapped[int]
    to_edition: Mapped[int | None]


class Fact(Base):
    """The identity of a fact; what it says stands in its revisions. Memory hangs on this row."""

    __tablename__ = "fact"
    __table_args__ = (UniqueConstraint("bank_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    slug: Mapped[str]


class FactRevision(Base):
    """One wording of a fact.

    `state` is draft, review (a second person is asked), accepted (by them; goes live with the next edition), approved,
    superseded or retracted; a draft that was given up is dropped, and one that a later draft replaced is replaced.

    `data` is the whole fact as core writes it; the columns beside it are for looking things up.
    """

    __tablename__ = "fact_revision"
    __table_args__ = (
        UniqueConstraint("fact_id", "number"),
        Index("ix_fact_revision_live", "fact_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    number: Mapped[int]
    data: Mapped[dict[str, Any]]
    digest: Mapped[str]
    file_digest: Mapped[str | None]
    """Of the fact in the file it was last loaded from: a revision edited in the app differs from its `digest`."""
    state: Mapped[str]
    topic: Mapped[str]
    importance: Mapped[str] = mapped_column(default="should-know")
    folded: Mapped[str]
    """Statement and answers, folded, for search."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reason: Mapped[str]
    at: Mapped[datetime]
    from_edition: Mapped[int | None]
    to_edition: Mapped[int | None]


class Evidence(Base):
    """One quoted piece of proof. Pieces with the same `set_number` prove the fact together."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_fact_revision_id", "fact_revision_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_revision_id: Mapped[int] = mapped_column(ForeignKey("fact_revision.id", ondelete="CASCADE"))
    set_number: Mapped[int]
    sentence_revision_id: Mapped[int | None] = mapped_column(ForeignKey("sentence_revision.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    quote: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="", server_default="")
    """What stands before the quote, and after it: with `quote`, a TextQuoteSelector of the W3C."""
    suffix: Mapped[str] = mapped_column(default="", server_default="")


class FactLink(Base):
    """Two facts to be read together: `role` is later, background, other-account or conflicts."""

    __tablename__ = "fact_link"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    to_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    role: Mapped[str]


class Question(Base):
    """The identity of a question. `origin` is hand or derived. `kind` never changes."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("bank_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    slug: Mapped[str]
    kind: Mapped[str]
    origin: Mapped[str]


class QuestionRevision(Base):
    """One wording of a question: what its kind writes as `data`."""

    __tablename__ = "question_revision"
    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        Index("ix_question_revision_live", "question_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    number: Mapped[int]
    data: Mapped[dict[str, Any]]
    digest: Mapped[str]
    file_digest: Mapped[str | None]
    state: Mapped[str]
    shows_falsehood: Mapped[bool]
    guess_rate: Mapped[float] = mapped_column(default=0.0)
    folded_stem: Mapped[str]
    folded_keys: Mapped[list[Any]]
    """With `folded_stem`: what the draw needs to keep apart two questions that answer each other."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    from_edition: Mapped[int | None]
    to_edition: Mapped[int | None]


class QuestionRevisionFact(Base):
    """Which revision of which fact a question stands on, as tested, distractor or stem."""

    __tablename__ = "question_revision_fact"
    __table_args__ = (Index("ix_question_revision_fact_fact", "fact_id", "role", "question_revision_id"),)

    question_revision_id: Mapped[int] = mapped_column(
        ForeignKey("question_revision.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    fact_revision_id: Mapped[int] = mapped_column(ForeignKey("fact_revision.id"))
