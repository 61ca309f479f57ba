"""Classes and what they do together: members, what an activity asks, rooms with their players, and rulings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.storage.base import Base, public_id


class SchoolClass(Base):
    """A class. Whoever knows `code` may join it while it is `open`. It is archived, never deleted."""

    __tablename__ = "class"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    name: Mapped[str]
    code: Mapped[str | None] = mapped_column(unique=True)
    """Six letters; None once archived, so that they become free."""
    open: Mapped[bool] = mapped_column(default=True)
    keeps: Mapped[bool] = mapped_column(default=False)
    """Whether the teacher keeps what guests leave beyond the set time."""
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class ClassTeacher(Base):
    """Who teaches a class. All of them may do everything with it."""

    __tablename__ = "class_teacher"

    class_id: Mapped[int] = mapped_column(ForeignKey("class.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    since: Mapped[datetime]


class Member(Base):
    """A pupil in a class. Behind everyone stands a learner, a guest's or an account's."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("class_id", "learner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id", ondelete="CASCADE"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    """As the class knows them; no two in a class are alike when folded."""
    code_hash: Mapped[str | None] = mapped_column(unique=True)
    """Of the personal code by which a pupil without an account comes back on any device."""
    extra_percent: Mapped[int] = mapped_column(default=0)
    """Time beyond what others have, in per cent of it."""
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Allowance(Base):
    """What holds for one member in one activity only: absent, or more time, or more attempts."""

    __tablename__ = "allowance"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    absent: Mapped[bool] = mapped_column(default=False)
    extra_percent: Mapped[int | None]
    """In place of the member's own, where not None."""
    extra_attempts: Mapped[int] = mapped_column(default=0)


class ActivityQuestion(Base):
    """A question that everybody in an activity is asked, in this order: a room's, or a fixed assignment's."""

    __tablename__ = "activity_question"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question_revision_id: Mapped[int] = mapped_column(ForeignKey("question_revision.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    seed: Mapped[str]
    """Gives the order of options on the projector; as `asked.seed`, a 63-bit integer in decimal."""


class Room(Base):
    """A live game. `state` is what its events add up to (`core.room`), `sequence` the number of the last one."""

    __tablename__ = "room"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    """Six letters; None once the game is over, so that they become free."""
    sequence: Mapped[int] = mapped_column(default=0)
    state: Mapped[dict[str, Any]]
    host_hash: Mapped[str | None] = mapped_column(unique=True)
    """Of the secret by which a second host helps; who owns the activity, or teaches its class, needs none."""
    place_hash: Mapped[str | None]
    """Of the network address of the host: from there a code that is typed rightly is never refused."""


class RoomEvent(Base):
    """One thing that happened in a room, numbered without gaps. Answers are rows of their own."""

    __tablename__ = "room_event"

    room_id: Mapped[int] = mapped_column(ForeignKey("room.activity_id", ondelete="CASCADE"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    type: Mapped[str]
    data: Mapped[dict[str, Any]]


class Player(Base):
    """Somebody in a room: the room's side of an attempt."""

    __tablename__ = "player"
    __table_args__ = (UniqueConstraint("room_id", "name"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.activity_id", ondelete="CASCADE"))
    name: Mapped[str]
    team: Mapped[int | None]
    """From 1; None where nobody plays in teams."""
    state: Mapped[str]
    """waiting for the host's word, in, or out."""
    secret_hash: Mapped[str] = mapped_column(unique=True)
    """Of the player's secret: whoever holds it plays on, on any device."""
    joined_at: Mapped[datetime]
    first_position: Mapped[int]
    """The first question they are asked: who joins late starts with the next one."""


class Ruling(Base):
    """A teacher's word on one question of an activity, after it was answered. It is never deleted, only lifted.

    `kind` is dropped (the question counts for nobody) or key (what else, or instead, is right).
    """

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    question_revision_id: Mapped[int] = mapped_column(ForeignKey("question_revision.id"), index=True)
    kind: Mapped[str]
    right: Mapped[list[Any]]
    """The buckets (`grading.bucket`) that are right, where the key was corrected."""
    why: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
