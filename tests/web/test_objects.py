"""Whose things are whose: every route that names something of a class or a room, for everybody who is not its teacher.

What is not theirs does not exist for them, whatever their role, and nothing changes by asking. Who may see more than
nothing stands in OPEN; a new route is closed to all but its teacher until it has a row there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any
from uuid import uuid4

import pytest
from fixtures.banks import load_into
from fixtures.classroom import Classroom, Person, classroom_in, teacher_in
from fixtures.player import Player
from fixtures.readme import example_bank
from flask import Flask
from sqlalchemy import MetaData, select, update
from werkzeug.routing import Rule

from quizapp.actions.assign import Plan, assign, choose
from quizapp.actions.begin_assignment import answer_in_time, begin
from quizapp.actions.host_room import appoint
from quizapp.actions.join_room import join
from quizapp.actions.open_room import open_room
from quizapp.app import create_app
from quizapp.config import Config
from quizapp.core.assignment import Assignment
from quizapp.core.room import RoomSettings
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.models import ActivityQuestion, Answer, Bank, Member, Ruling, SchoolClass, User
from quizapp.storage.models import Player as PlayerModel
from quizapp.web.database import db

THINGS = ("class_id", "activity_id", "room_id")
"""Variables of addresses that name something a teacher runs."""
ANYBODY = ("pupil", "outsider", "other teacher", "administrator", "stranger")
PUPIL = ("pupil",)
OPEN: dict[str, tuple[str, ...]] = {
    "GET /classes/<class_id>": PUPIL,
    "GET /tasks/<activity_id>": PUPIL,
    "POST /tasks/<activity_id>": PUPIL,
    "GET /tasks/attempt/<attempt_id>": PUPIL,
    "GET /tasks/attempt/<attempt_id>/hand-in": PUPIL,
    "POST /tasks/attempt/<attempt_id>/hand-in": PUPIL,
    "GET /tasks/attempt/<attempt_id>/<int:position>": PUPIL,
    "POST /tasks/attempt/<attempt_id>/<int:position>": PUPIL,
    # Whoever was given the code may join a game; the rest is the players' own.
    "GET /play/<room_id>": ANYBODY,
    "POST /play/<room_id>": ANYBODY,
    "GET /play/<room_id>/device": PUPIL,
    "GET /play/<room_id>/stream": PUPIL,
    "GET /play/<room_id>/view": PUPIL,
    "POST /play/<room_id>/again": PUPIL,
    "POST /play/<room_id>/answer": PUPIL,
    "POST /play/<room_id>/back": PUPIL,
    "POST /play/<room_id>/leave": PUPIL,
}


@dataclass
class World:
    """A teacher's class with an assignment and a room, and who else is there. All values are public ids."""

    app: Flask
    room: Classroom
    values: dict[str, str]
    people: dict[str, Person | None]

    def browser(self, who: str) -> Player:
        """A browser of somebody."""
        person = self.people[who]
        return person.browser(self.app) if person else Player(self.app)

    def address(self, rule: Rule) -> str:
        """The address of a teacher's thing."""
        values: dict[str, Any] = {name: self._value(rule, name) for name in rule.arguments}
        return self.app.url_map.bind("localhost").build(rule.endpoint, values)

    def _value(self, rule: Rule, name: str) -> Any:
        if name == "activity_id" and rule.endpoint.split(".")[0] == "rooms":
            name = "room_id"
        return self.values[name]

    def rows(self) -> dict[str, list[Any]]:
        """All that is stored about classes, but for who was seen when."""
        with self.app.app_context():
            found = MetaData()
            found.reflect(db.engine)
            left_out = {"learner", "session", "tally", "job"}
            tables = [each for each in found.sorted_tables if each.name not in left_out]
            return {each.name: [tuple(row) for row in db.session.execute(select(each))] for each in tables}


def world_in(app: Flask) -> World:
    """Set the stage."""
    room = classroom_in(app, pupils=2)
    with app.app_context():
        session, now = db.session(), datetime.now(UTC)
        bank_id = session.scalars(select(Bank.id)).first() or 0
        wanted = Assignment("farhaven", length=2, feedback="now")
        drawn = choose(session, bank_id, wanted, now)
        write(session, [pupil.learner_id for pupil in room.pupils])
        session.execute(update(SchoolClass).values(code="ABCDEF"))
        plan = Plan("Lights", wanted, now - timedelta(hours=1), now + timedelta(hours=1), drawn)
        activity = assign(session, room.teacher.user_id, room.id, plan, now)
        pupil = learners.by_id(session, room.pupils[0].learner_id)
        attempt = begin(session, pupil, activity, now)
        answer_in_time(session, pupil, attempt, 1, {"unknown": "1"}, now)
        keys = [each.key for each in drawn]
        game = open_room(session, room.teacher.user_id, "Lights", RoomSettings(), keys, now, room.id)
        joined = join(session, pupil, game.id, "Ada", None, now)
        helper = appoint(session, game.id)
        ruling = Ruling(
            activity_id=session.scalars(select(ActivityQuestion.activity_id)).first(),
            question_revision_id=keys[0],
            kind="dropped",
            right=[],
            why="It was ambiguous.",
            by_id=room.teacher.user_id,
            at=now,
            lifted_at=None,
        )
        session.add(ruling)
        session.flush()
        values = {
            "class_id": room.public_id,
            "activity_id": activity,
            "room_id": game.public_id,
            "attempt_id": attempt,
            "member_id": session.scalars(select(Member.public_id).where(Member.id == room.pupils[0].member_id)).one(),
            "pupil_id": session.scalars(select(Member.public_id).where(Member.id == room.pupils[0].member_id)).one(),
            "player_id": session.scalars(
                select(PlayerModel.public_id).where(PlayerModel.attempt_id == joined.attempt_id)
            ).one(),
            "user_id": session.scalars(select(User.public_id).where(User.id == room.teacher.user_id)).one(),
            "ruling_id": str(ruling.id),
            "revision_id": str(keys[0]),
            "answer_id": str(session.scalars(select(Answer.id)).one()),
            "position": "1",
            "secret": f"{helper}x",
        }
        people: dict[str, Person | None] = {
            "pupil": room.pupils[0],
            "other teacher": teacher_in(session, now),
            "administrator": teacher_in(session, now),
            "stranger": None,
        }
        session.commit()
    people["outsider"] = classroom_in(app, pupils=1).pupils[0]
    with app.app_context():
        write(db.session())
        administrator = people["administrator"]
        assert administrator
        db.session.execute(update(User).where(User.id == administrator.user_id).values(role="administrator"))
        db.session.commit()
    return World(app, room, values, people)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[World]:
    """One for all routes: whatever is refused changes nothing. On SQLite alone, as test_roles says."""
    folder = tmp_path_factory.mktemp("objects")
    copy(sqlite_template, folder / "quizapp.db")
    url = f"sqlite:///{folder / 'quizapp.db'}"
    app = create_app(Config(home=folder, database_url=url, secret_key=uuid4().hex))
    load_into(app, example_bank(folder))
    yield world_in(app)
    with app.app_context():
        db.engine.dispose()


def routes(app: Flask) -> dict[str, Rule]:
    """Every rule by "METHOD address" that names something a teacher runs."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        if set(THINGS) & rule.arguments or (rule.endpoint.startswith("tasks.") and rule.arguments)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def ask(world: World, name: str, rule: Rule, who: str) -> int:
    """The status somebody gets."""
    browser, method = world.browser(who), name.split(maxsplit=1)[0]
    form = {"csrf_token": browser.token()} if method == "POST" else None
    with browser.client.open(world.address(rule), method=method, data=form) as response:
        return response.status_code


def test_whose_things_they_are_not_finds_nothing_and_changes_nothing(world: World) -> None:
    found, before, deviations = routes(world.app), world.rows(), []
    assert len(found) > 10
    for name, rule in sorted(found.items()):
        for who in ANYBODY:
            if who in OPEN.get(name, ()):
                continue
            status = ask(world, name, rule, who)
            if status != 404:
                deviations.append((name, who, status))
    assert deviations == [], deviations
    assert world.rows() == before


def test_the_table_names_no_route_that_is_gone(world: World) -> None:
    assert set(OPEN) - set(routes(world.app)) == set()


def test_the_teacher_finds_them_all(world: World) -> None:
    """So that the addresses above lead somewhere, and not nowhere for everybody; 400 asks for more than an address."""
    pages = {
        name: rule
        for name, rule in routes(world.app).items()
        if name.startswith("GET") and "<secret>" not in name and OPEN.get(name) not in (PUPIL, ANYBODY)
    }
    browser = world.room.teacher.browser(world.app)
    statuses = {}
    for name, rule in pages.items():
        with browser.client.open(world.address(rule)) as response:
            statuses[name] = response.status_code
    assert {name: status for name, status in statuses.items() if status not in (200, 303, 400)} == {}
