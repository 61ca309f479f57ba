"""Classes somebody teaches or is in, rooms they ran or played in, and what they ruled."""

from typing import Any

from sqlalchemy import select

from quizapp.storage.export.section import Section
from quizapp.storage.models import (
    Activity,
    ActivityQuestion,
    Allowance,
    Attempt,
    ClassTeacher,
    Learner,
    Member,
    Player,
    Question,
    QuestionRevision,
    Room,
    RoomEvent,
    Ruling,
    SchoolClass,
)
from quizapp.storage.types import AnySelect


def sections(learner_id: int) -> list[Section]:
    """All but secrets, and but what would tell questions still to come."""
    user_id = select(Learner.user_id).where(Learner.id == learner_id).scalar_subquery()
    return [
        Section("classes_taught", _taught(user_id)),
        Section("classes", _memberships(learner_id)),
        Section("allowances", _allowances(learner_id)),
        Section("rooms_played", _played(learner_id)),
        Section("rooms_run", _run(user_id)),
        Section("room_events", _events(user_id)),
        Section("set_questions", _set(user_id)),
        Section("rulings", _rulings(user_id)),
    ]


def _taught(user_id: Any) -> AnySelect:
    return (
        select(
            SchoolClass.public_id.label("class"),
            SchoolClass.name,
            SchoolClass.code,
            SchoolClass.open,
            SchoolClass.keeps,
            SchoolClass.created_at,
            SchoolClass.archived_at,
            ClassTeacher.since,
        )
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .where(ClassTeacher.user_id == user_id)
        .order_by(SchoolClass.id)
    )


def _memberships(learner_id: int) -> AnySelect:
    return (
        select(
            SchoolClass.name.label("class"),
            Member.public_id,
            Member.name,
            Member.extra_percent,
            Member.joined_at,
            Member.removed_at,
        )
        .join(SchoolClass, SchoolClass.id == Member.class_id)
        .where(Member.learner_id == learner_id)
        .order_by(Member.id)
    )


def _allowances(learner_id: int) -> AnySelect:
    return (
        select(
            Activity.public_id.label("activity"), Allowance.absent, Allowance.extra_percent, Allowance.extra_attempts
        )
        .join(Member, Member.id == Allowance.member_id)
        .join(Activity, Activity.id == Allowance.activity_id)
        .where(Member.learner_id == learner_id)
        .order_by(Activity.id)
    )


def _played(learner_id: int) -> AnySelect:
    return (
        select(
            Activity.public_id.label("activity"),
            Player.public_id,
            Player.name,
            Player.team,
            Player.state,
            Player.joined_at,
            Player.first_position,
        )
        .join(Attempt, Attempt.id == Player.attempt_id)
        .join(Activity, Activity.id == Player.room_id)
        .where(Attempt.learner_id == learner_id)
        .order_by(Player.attempt_id)
    )


def _run(user_id: Any) -> AnySelect:
    return (
        select(Activity.public_id.label("activity"), Room.code, Room.sequence, Room.state)
        .join(Activity, Activity.id == Room.activity_id)
        .where(Activity.owner_id == user_id)
        .order_by(Room.activity_id)
    )


def _events(user_id: Any) -> AnySelect:
    return (
        select(Activity.public_id.label("activity"), RoomEvent.sequence, RoomEvent.at, RoomEvent.type, RoomEvent.data)
        .join(Activity, Activity.id == RoomEvent.room_id)
        .where(Activity.owner_id == user_id)
        .order_by(RoomEvent.room_id, RoomEvent.sequence)
    )


def _set(user_id: Any) -> AnySelect:
    return (
        select(Activity.public_id.label("activity"), ActivityQuestion.position, Question.slug.label("question"))
        .join(Activity, Activity.id == ActivityQuestion.activity_id)
        .join(QuestionRevision, QuestionRevision.id == ActivityQuestion.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(Activity.owner_id == user_id)
        .order_by(ActivityQuestion.activity_id, ActivityQuestion.position)
    )


def _rulings(user_id: Any) -> AnySelect:
    return (
        select(
            Activity.public_id.label("activity"),
            Question.slug.label("question"),
            Ruling.kind,
            Ruling.right,
            Ruling.why,
            Ruling.at,
            Ruling.lifted_at,
        )
        .join(Activity, Activity.id == Ruling.activity_id)
        .join(QuestionRevision, QuestionRevision.id == Ruling.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(Ruling.by_id == user_id)
        .order_by(Ruling.id)
    )
