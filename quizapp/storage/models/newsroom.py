"""The newsroom: articles and the desk that makes banks of them, corrections and who must hear of them, reports."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base, public_id

OPEN_REPORT = text("closed_at IS NULL")
UNSEEN = text("seen_at IS NULL")


class Article(Base):
    """A text that a bank is made from, as it came. It stays on this instance; learners read the bank's brief."""

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("bank_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    """Paragraphs parted by blank lines."""
    rights: Mapped[str]
    quotable: Mapped[bool]
    """Whether learners may read it as it is; otherwise the brief has to retell it."""
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class Workspace(Base):
    """What editors change of a bank beside its facts and questions: `data` is its brief, lists and settings.

    `version` counts saves, so that whoever saves an older one is told.
    """

    __tablename__ = "workspace"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class Proposal(Base):
    """A fact that the text seems to hold, anchored to its words. `state` is open, taken, dismissed or lost."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_bank_id", "bank_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str]
    sid: Mapped[str]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    data: Mapped[dict[str, Any]]
    """The fields of the fact that it would become, as the fact form has them."""
    state: Mapped[str] = mapped_column(default="open")


class BankShare(Base):
    """Somebody whom a bank is shared with; `edits` lets them work on it."""

    __tablename__ = "bank_share"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    edits: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]


class Comment(Base):
    """A remark on one line (a field) of a fact or question under review."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_bank_id", "bank_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    subject: Mapped[str]
    """The slug of the fact or question."""
    line: Mapped[str]
    """The name of the field, or nothing for the whole."""
    text: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Correction(Base):
    """A fact that was corrected, superseded or retracted (`kind`), in the words of the public corrections page."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_bank_id", "bank_id", "at"), Index("ix_correction_fact_id", "fact_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    kind: Mapped[str]
    from_revision_id: Mapped[int] = mapped_column(ForeignKey("fact_revision.id"))
    to_revision_id: Mapped[int | None] = mapped_column(ForeignKey("fact_revision.id"))
    before: Mapped[str]
    """The old value in words; `after` is the new one, or nothing where the fact was retracted."""
    after: Mapped[str]
    since: Mapped[str]
    """As of when the new value holds, in words; or nothing."""
    source: Mapped[str]
    reason: Mapped[str]
    edition: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    """The second person, who read it after it was made: what is wrong does not wait for them."""


class Notice(Base):
    """That a learner knew the old value of a corrected fact, and whether they have seen the correction."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_unseen", "learner_id", sqlite_where=UNSEEN, postgresql_where=UNSEEN),)

    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    made_at: Mapped[datetime]
    damped_at: Mapped[datetime | None]
    """When their memory of the fact was damped."""
    seen_at: Mapped[datetime | None]


class Report(Base):
    """A reader's word that something is wrong with a question. `outcome` is mended, fine or empty while open."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_open", "bank_id", sqlite_where=OPEN_REPORT, postgresql_where=OPEN_REPORT),
        Index("ix_report_learner_id", "learner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"))
    fact_id: Mapped[int | None] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    question_revision_id: Mapped[int | None] = mapped_column(ForeignKey("question_revision.id"))
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"))
    kind: Mapped[str]
    """What seems wrong: fact, wording, key, proof or other."""
    text: Mapped[str]
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    outcome: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    """What the editor tells the reader."""
