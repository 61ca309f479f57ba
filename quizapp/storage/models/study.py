"""Memory and its log, ratings, the audit log, and the jobs that time brings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base

VOIDS = text("voids_id IS NOT NULL")
SURE_WRONG = text("wanted > 0")


class Review(Base):
    """One thing that bears on a learner's memory of a fact. Reviews hold inputs; replaying them gives the memory.

    `type` is answer, card (the learner's own grade), bury, suspend, resume, reset, damp or undo. `sequence` is the
    order of arrival; replay sorts by (given_at, id). A row of type undo voids the one in `voids_id`.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("learner_id", "fact_id", "sequence"),
        UniqueConstraint("answer_id", "fact_id"),
        Index("ix_review_voids", "voids_id", sqlite_where=VOIDS, postgresql_where=VOIDS),
        Index("ix_review_learner_day", "learner_id", "study_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    type: Mapped[str]
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    """Its latest grading tells what the answer was worth."""
    own_grade: Mapped[int | None]
    guess_rate: Mapped[float]
    given_at: Mapped[datetime]
    study_day: Mapped[date]
    zone: Mapped[str]
    voids_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))


class Memory(Base):
    """A cache of the reviews: how well a learner knows a fact."""

    __tablename__ = "memory"
    __table_args__ = (
        # All that says whether a fact comes as a card, so that counting what comes reads nothing else.
        Index("ix_memory_due", "learner_id", "due_day", "buried_until", "suspended"),
        Index("ix_memory_wanted", "learner_id", sqlite_where=SURE_WRONG, postgresql_where=SURE_WRONG),
        {"sqlite_with_rowid": False},
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"), primary_key=True)
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    due_day: Mapped[date | None]
    last_study_day: Mapped[date | None]
    last_given_at: Mapped[datetime | None]
    reviews: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    wanted: Mapped[int] = mapped_column(default=0, server_default="0")
    """Right answers still wanted after one that was certain and wrong."""
    suspended: Mapped[bool] = mapped_column(default=False)
    buried_until: Mapped[date | None]
    algorithm: Mapped[str]
    """Name, version and parameter set, such as "fsrs-6/default"."""


class MetBank(Base):
    """A cache of the memories: that a learner has met every fact that was live in an edition of a bank."""

    __tablename__ = "met_bank"
    __table_args__ = ({"sqlite_with_rowid": False},)

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    edition: Mapped[int]


class Note(Base):
    """A learner's own words on a fact, and whether they marked it to find it again."""

    __tablename__ = "note"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    marked: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]


class Fit(Base):
    """FSRS parameters fitted to one learner, with how well they and the default predicted held-out answers."""

    __tablename__ = "fit"
    __table_args__ = (Index("ix_fit_learner_id", "learner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    reviews: Mapped[int]
    parameters: Mapped[dict[str, Any]]
    default_loss: Mapped[float]
    """Mean log loss, in nats, of the default parameters on the held-out part; likewise `fitted_loss`."""
    fitted_loss: Mapped[float]
    adopted: Mapped[bool]


class Rating(Base):
    """An Elo rating in logits, of `subject` "learner" or "question" with its internal id."""

    __tablename__ = "rating"

    subject: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]
    value: Mapped[float]


class Audit(Base):
    """Append-only: who did what to what, and why."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    why: Mapped[str]


class Job(Base):
    """Something that is due at a time, leased by one process at a time until `until`."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    holder: Mapped[str | None]
    until: Mapped[datetime | None]
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
