"""Who took part in an activity: the members of its class, or the players of a room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from quizapp.storage.activities import ActivityRow
from quizapp.storage.models import Allowance, Attempt, Member, Player
from quizapp.storage.rooms import COUNTED

State = Literal["absent", "not begun", "working", "done"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an activity. `id` is internal: the learner's, or in a room the attempt's; `attempts` in order.

    `name` is empty where a pupil had all about themselves deleted: their answers stay, without it.
    """

    id: int
    public_id: str
    name: str
    learner_id: int
    attempts: tuple[int, ...]
    state: State


def people(db: Session, activity: ActivityRow) -> list[Person]:
    """Everybody who may have results, by name: not who was removed from the class or the room."""
    found = _players(db, activity.id) if activity.kind == "room" else _members(db, activity)
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def _members(db: Session, activity: ActivityRow) -> list[Person]:
    rows = db.execute(
        select(Member.learner_id, Member.public_id, Member.name, func.coalesce(Allowance.absent, False))
        .outerjoin(Allowance, and_(Allowance.member_id == Member.id, Allowance.activity_id == activity.id))
        .where(Member.class_id == activity.class_id, Member.removed_at.is_(None))
    ).all()
    begun = db.execute(
        select(Attempt.learner_id, Attempt.id, Attempt.finished_at, Attempt.public_id, Member.id)
        .outerjoin(Member, and_(Member.learner_id == Attempt.learner_id, Member.class_id == activity.class_id))
        .where(Attempt.activity_id == activity.id)
        .order_by(Attempt.started_at, Attempt.id)
    )
    attempts: dict[int, list[tuple[int, bool]]] = {}
    nameless: dict[int, str] = {}
    for learner_id, attempt_id, finished_at, public_id, member_id in begun:
        attempts.setdefault(learner_id, []).append((attempt_id, finished_at is not None))
        if member_id is None:
            nameless.setdefault(learner_id, public_id)
    named = [_person(row[0], row[1], row[2], attempts.get(row[0], ()), row[3]) for row in rows]
    return named + [_person(each, public_id, "", attempts[each], False) for each, public_id in nameless.items()]


def _person(learner_id: int, public_id: str, name: str, attempts: Sequence[tuple[int, bool]], absent: bool) -> Person:
    state: State = "absent" if absent else "not begun"
    if attempts:
        state = "done" if attempts[-1][1] else "working"
    return Person(learner_id, public_id, name, learner_id, tuple(attempt_id for attempt_id, _ in attempts), state)


def _players(db: Session, room_id: int) -> list[Person]:
    rows = db.execute(
        select(Player.attempt_id, Player.public_id, Player.name, Attempt.learner_id, Attempt.finished_at)
        .join(Attempt, Attempt.id == Player.attempt_id)
        .where(Player.room_id == room_id, Player.state.in_(COUNTED))
    )
    return [
        Person(attempt_id, public_id, name, learner_id, (attempt_id,), "done" if finished else "working")
        for attempt_id, public_id, name, learner_id, finished in rows
    ]
