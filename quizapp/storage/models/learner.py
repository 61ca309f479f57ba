"""People: a learner is who remembers, a user is who logs in. A guest is a learner without a user."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base, public_id


class User(Base):
    """Somebody with credentials. `role` is learner, teacher, editor or administrator."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    name: Mapped[str] = mapped_column(unique=True)
    """Folded to lower case; what is shown stands in `shown_name`."""
    shown_name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="learner")
    created_at: Mapped[datetime]


class Learner(Base):
    """Somebody's memory. Times are told in `zone`; a study day begins at `rollover` minutes after midnight."""

    __tablename__ = "learner"
    __table_args__ = (Index("ix_learner_expires_at", "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    zone: Mapped[str] = mapped_column(default="UTC")
    rollover: Mapped[int] = mapped_column(default=240)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lasts_days: Mapped[int] = mapped_column(default=365, server_default="365")
    """How long a guest is kept after they were last here; less for one who came for a class or a room."""


class Session(Base):
    """A browser that may act for a learner. Only the SHA-256 of its secret is kept."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LearnerBank(Base):
    """Which banks feed a learner's cards."""

    __tablename__ = "learner_bank"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]
    paused: Mapped[bool] = mapped_column(default=False)


class Token(Base):
    """A one-time secret sent to somebody, kept as its hash."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    subject: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Tally(Base):
    """How often something limited happened in one minute, such as failed log-ins from an address. Kept for an hour.

    In the database, so that several workers share the count.
    """

    __tablename__ = "tally"

    subject: Mapped[str] = mapped_column(primary_key=True)
    """What is counted, hashed: no address or name is kept."""
    minute: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]
