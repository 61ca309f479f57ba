"""What the clock does to rooms that nobody watches."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from actions.harbour import NOW
from actions.lesson import lesson
from safety.consistency import _memories
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.answer_room import Sent, answer_all
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.host_room import host
from quizapp.actions.join_room import join
from quizapp.actions.open_room import open_room
from quizapp.actions.rule import begin, rule
from quizapp.actions.run_jobs import run_due
from quizapp.actions.settle_rooms import FORGOTTEN, QUIET
from quizapp.core.room import GRACE, RoomSettings, RoomState
from quizapp.core.room_commands import Command
from quizapp.storage import learners, rooms, users
from quizapp.storage.database import write
from quizapp.storage.models import Activity, Asked, Grading, Learner, Memory, Review, Room
from quizapp.storage.slots import slots_of

AFTER = timedelta(seconds=20) + GRACE + timedelta(milliseconds=1)


@dataclass
class Game:
    """A room with two players."""

    db: Session
    room_id: int
    players: list[int]

    def do(self, name: str, at: datetime) -> None:
        write(self.db)
        host(self.db, self.room_id, Command(name), at)
        self.db.commit()

    def answer(self, attempt_id: int, at: datetime) -> None:
        slot = slots_of(self.db, self.room_id)[self.state().position]
        asked_id, seed = rooms.asked(self.db, self.room_id, slot.position)[attempt_id]
        response = slot.question.read(slot.question.key(seed), seed)
        write(self.db)
        answer_all(self.db, self.room_id, [Sent(asked_id, slot, response, None, at)], at)
        self.db.commit()

    def state(self, at: datetime | None = None) -> RoomState:
        """How the room stands, once the jobs ran `at`."""
        if at:
            run_due(self.db, at, "test")
        row = rooms.room_of(self.db, self.room_id)
        assert row
        return row.state

    def count(self, model: type) -> int:
        return self.db.scalar(select(func.count()).select_from(model)) or 0


def game(session: Session, settings: RoomSettings) -> Game:
    school = lesson(session)
    write(session)
    row = open_room(session, school.teacher.user_id, "Harbour", settings, school.revisions, NOW)
    session.commit()
    players = []
    for name in ("Ada", "Bo"):
        write(session)
        learner_id, _ = enrol_guest(session, NOW)
        players.append(join(session, learners.by_id(session, learner_id), row.id, name, None, NOW).attempt_id)
        session.commit()
    return Game(session, row.id, players)


@pytest.mark.parametrize("pace", ["host", "automatic"])
def test_a_countdown_ends_and_answers_enter_memory_though_nobody_watches(session: Session, pace: str) -> None:
    room = game(session, RoomSettings(seconds=20, pace=pace))  # type: ignore[arg-type]
    room.do("next", NOW)
    room.answer(room.players[0], NOW + timedelta(seconds=3))
    assert room.state(NOW + timedelta(seconds=19)).phase == "question"
    assert room.count(Review) == 0
    at = NOW + timedelta(minutes=1)
    assert at > NOW + AFTER
    assert room.state(at).phase == "reveal"
    assert session.scalar(select(func.count()).where(Asked.position == 1, Asked.released_at == at)) == 2
    assert room.count(Review) == 0  # The game may go on at once: nobody's memory is worth a stuck one.
    room.state(at + QUIET)
    assert (room.count(Review), room.count(Memory)) == (1, 1)
    # Nothing happens twice, and no question is asked of an empty class.
    assert room.state(at + timedelta(minutes=5)).position == 1
    assert room.count(Review) == 1


def test_a_room_that_was_forgotten_is_over_and_its_code_free(session: Session) -> None:
    room = game(session, RoomSettings())
    room.do("next", NOW + timedelta(hours=2))
    room.answer(room.players[1], NOW + timedelta(hours=2, seconds=5))
    room.do("close", NOW + timedelta(hours=2, minutes=1))
    assert room.state(NOW + FORGOTTEN + timedelta(hours=1)).phase == "reveal"
    assert room.state(NOW + FORGOTTEN + timedelta(hours=3)).phase == "over"
    assert session.scalar(select(Room.code).where(Room.activity_id == room.room_id)) is None
    assert room.count(Review) == 1


def test_a_rehearsal_enters_no_memory(session: Session) -> None:
    room = game(session, RoomSettings(rehearsal=True))
    room.do("next", NOW)
    room.answer(room.players[0], NOW + timedelta(seconds=3))
    assert room.state(NOW + timedelta(hours=1)).phase == "reveal"
    assert room.count(Review) == 0


@pytest.mark.parametrize("kind", ["key", "dropped"])
def test_what_a_teacher_ruled_before_answers_enter_memory_holds_for_them(session: Session, kind: str) -> None:
    room, other = game(session, RoomSettings(seconds=20)), ("1",)
    activity = session.get(Activity, room.room_id)
    assert activity
    owner = session.scalars(select(Learner.id).where(Learner.user_id == activity.owner_id)).one()
    teacher, revision = users.by_learner(session, owner), slots_of(session, room.room_id)[1].question_revision_id
    assert teacher
    begin(session, room.room_id, revision)
    rule(session, teacher, room.room_id, revision, kind, other if kind == "key" else (), "It was ambiguous.", NOW)
    session.commit()
    room.do("next", NOW)
    room.answer(room.players[0], NOW + timedelta(seconds=3))
    at = NOW + timedelta(minutes=1)
    room.state(at)
    room.state(at + QUIET)
    scores = list(session.scalars(select(Grading.score).order_by(Grading.number)))
    reviews = list(session.scalars(select(Review.type).order_by(Review.id)))
    assert (scores, reviews) == (([1.0, 0.0], ["answer"]) if kind == "key" else ([1.0], ["answer", "undo"]))
    assert list(_memories(session)) == []
    assert room.state(at + 2 * QUIET).position == 1
    assert session.scalar(select(func.count(Review.id))) == len(reviews)
