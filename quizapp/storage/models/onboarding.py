"""Onboarding: programmes, the cohorts that go through them, and the certificates they end with."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base, public_id


class Programme(Base):
    """A way through one bank: pre-test, reading, drill, repetition, certification (`core.programme`)."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    title: Mapped[str]
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Cohort(Base):
    """People who go through a programme together. They are the members of a class, which brings codes and links."""

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id", ondelete="CASCADE"), unique=True)
    pretest_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    certification_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    deadline: Mapped[datetime]
    created_at: Mapped[datetime]


class Reading(Base):
    """That a participant has read the brief, by their own word: nothing else tells."""

    __tablename__ = "reading"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True, index=True)
    read_at: Mapped[datetime]


class Certificate(Base):
    """What somebody was certified in, frozen. Whether it still holds follows from other rows: there is no flag.

    It outlives its holder's data: then `holder` is empty and no learner stands behind it.
    """

    __tablename__ = "certificate"
    __table_args__ = (Index("ix_certificate_learner_id", "learner_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    """128 bits: whoever has the address may verify it."""
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id", ondelete="SET NULL"))
    holder: Mapped[str]
    title: Mapped[str]
    """The programme's, as it was."""
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    facts: Mapped[list[Any]]
    """Each fact certified: slug, number and id of its revision, statement, importance."""
    score: Mapped[dict[str, Any]]
    """Points, of how many questions, and the pass mark in per cent."""
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id", ondelete="SET NULL"), unique=True)
    """None where it was renewed without a question, since nothing had changed."""
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id", ondelete="SET NULL"), unique=True)
