"""What was asked, answered and graded. A room's player, a card session and a quiz are all an attempt."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base, public_id

OPEN = text("finished_at IS NULL")


class Activity(Base):
    """Something several people take part in: an assignment, a room, a cohort's pre-test or certification."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    kind: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    settings: Mapped[dict[str, Any]]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class.id", ondelete="SET NULL"), index=True)
    """Whose members take part; None where anybody does who knows the room's code."""
    title: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime | None]


class Attempt(Base):
    """One run of questions by one learner. `purpose` is practice, card, assignment, room, pretest or certification."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_learner", "learner_id", "started_at"),
        Index("ix_attempt_activity_id", "activity_id"),
        Index("ix_attempt_open", "started_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_attempt_running", "learner_id", "started_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    """Only of an assignment or certification; a quiz may span banks."""
    purpose: Mapped[str]
    settings: Mapped[dict[str, Any]]
    seed: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Asked(Base):
    """One question put to one learner, issued by the server. The unique answer hangs on it."""

    __tablename__ = "asked"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        Index("ix_asked_question_revision_id", "question_revision_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    question_revision_id: Mapped[int] = mapped_column(ForeignKey("question_revision.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    seed: Mapped[str]
    """A 63-bit integer in decimal; text because not every reader of JSON keeps such integers."""
    shown_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    """When its result may be told and enters memory."""


class Answer(Base):
    """What was answered, once and for all (until handed in, where feedback comes at the end)."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("asked.id", ondelete="CASCADE"), unique=True)
    response: Mapped[dict[str, Any]]
    confidence: Mapped[int | None]
    """1 a guess, 2 fairly sure, 3 certain."""
    given_at: Mapped[datetime]
    received_at: Mapped[datetime]
    elapsed: Mapped[float | None]
    """Seconds between showing and answering."""


class Grading(Base):
    """A grade given to an answer. A regrade is a new row with the next number; the first one stays."""

    __tablename__ = "grading"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    number: Mapped[int]
    question_revision_id: Mapped[int] = mapped_column(ForeignKey("question_revision.id"))
    score: Mapped[float]
    bucket: Mapped[str]
    parts: Mapped[dict[str, Any]]
    """Score by internal fact id (as text, since JSON keys are)."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    why: Mapped[str]
    at: Mapped[datetime]
