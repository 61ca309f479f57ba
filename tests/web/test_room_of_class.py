"""A live quiz that a class plays: its members have their names in it, and others wait for the host."""

import pytest
from fixtures.classroom import Classroom, classroom_in
from fixtures.game import Browser, Host, Pupil
from flask import Flask
from sqlalchemy import update

from quizapp.core.room import RoomSettings
from quizapp.storage import rooms
from quizapp.storage.models import Activity
from quizapp.storage.rooms import PlayerRow
from quizapp.web.database import db


@pytest.fixture
def host(loaded: Flask) -> Host:
    """Who runs the room."""
    return Host(loaded)


@pytest.fixture
def group(loaded: Flask, host: Host) -> Classroom:
    """The class that plays in the host's room."""
    group = classroom_in(loaded)
    room = host.open()
    with loaded.app_context():
        db.session.execute(update(Activity).where(Activity.public_id == room).values(class_id=group.id))
        db.session.commit()
    return group


def players(app: Flask, room: str) -> dict[str, PlayerRow]:
    with app.app_context():
        row = rooms.room(db.session(), room)
        assert row
        return {each.name: each for each in rooms.players(db.session(), row.id)}


def member(app: Flask, group: Classroom, room: str) -> Browser:
    """The first pupil of the class, who joins."""
    pupil = Browser(app)
    pupil.client = group.pupils[0].browser(app).client
    pupil.post(f"/play/{room}")
    return pupil


def test_a_stranger_never_has_the_name_of_a_member_who_is_not_there_yet(
    loaded: Flask, host: Host, group: Classroom
) -> None:
    Pupil(loaded, host.room, "Pupil 1")
    Pupil(loaded, host.room, "pupíl 1")
    member(loaded, group, host.room)
    found = players(loaded, host.room)
    assert found["Pupil 1"].learner_id == group.pupils[0].learner_id
    assert {"Pupil 1 2", "pupíl 1 3"} < found.keys()


def test_a_stranger_waits_for_the_host_and_a_member_does_not(loaded: Flask, host: Host, group: Classroom) -> None:
    eve = Pupil(loaded, host.room, "Eve")
    member(loaded, group, host.room)
    states = {name: each.state for name, each in players(loaded, host.room).items()}
    assert states == {"Eve": "waiting", "Pupil 1": "in"}
    assert "you are not known in it" in eve.view()["html"]
    assert "One wants to come in" in host.view()["html"]


def test_who_waits_does_not_come_in_by_leaving_and_coming_back(loaded: Flask, host: Host, group: Classroom) -> None:
    eve = Pupil(loaded, host.room, "Eve")
    eve.post(f"/play/{host.room}/leave")
    eve.post(f"/play/{host.room}/back")
    assert players(loaded, host.room)["Eve"].state == "waiting"


def test_a_host_gives_a_member_s_name_to_whom_they_know(loaded: Flask, host: Host, group: Classroom) -> None:
    Pupil(loaded, host.room, "Pupil 1")
    player_id = players(loaded, host.room)["Pupil 1 2"].public_id
    host.post(f"/rooms/{host.room}/players/{player_id}", state="in", name="Pupil 1")
    assert players(loaded, host.room)["Pupil 1"].state == "in"


def test_names_that_look_alike_are_told_apart_by_a_number(loaded: Flask) -> None:
    room = Host(loaded).open(RoomSettings())
    for name in ("Mia Müller", "Мia Müller", "mia muller", "MIA MÜLLER."):
        Pupil(loaded, room, name)
    assert set(players(loaded, room)) == {"Mia Müller", "Мia Müller 2", "mia muller 3", "MIA MÜLLER. 4"}


def test_a_host_changes_the_case_of_a_name(loaded: Flask) -> None:
    host = Host(loaded)
    Pupil(loaded, host.open(), "mia")
    [found] = players(loaded, host.room).values()
    host.post(f"/rooms/{host.room}/players/{found.public_id}", name="Mia")
    assert set(players(loaded, host.room)) == {"Mia"}
