"""One room in two processes that have heard nothing of each other yet: whoever comes is known, and judged rightly."""

from collections.abc import Callable
from typing import Any

import pytest
from fixtures.game import Browser, Host, Pupil
from flask import Flask

from quizapp.storage import rooms
from quizapp.web.database import db


class Elsewhere(Pupil):
    """The same phone, whose requests another process answers."""

    def __init__(self, pupil: Pupil, app: Flask) -> None:
        Browser.__init__(self, app)
        self.room, self.name = pupil.room, pupil.name
        for name, path in (("quizapp", "/"), ("quizapp_csrf", "/"), ("quizapp_player", f"/play/{pupil.room}")):
            cookie = pupil.client.get_cookie(name, path=path)
            assert cookie
            self.client.set_cookie(name, cookie.value, path=path)


@pytest.fixture
def other(loaded: Flask, make_app: Callable[..., Flask]) -> Flask:
    """Another process on the same database."""
    return make_app(secret_key=loaded.secret_key)


def given(app: Flask, room: str, position: int) -> list[tuple[float, Any]]:
    with app.app_context():
        row = rooms.room(db.session(), room)
        assert row
        return [(each.score, each.response) for each in rooms.given(db.session(), row.id, position).values()]


def test_who_joined_in_one_process_is_known_in_the_other(loaded: Flask, other: Flask) -> None:
    room = Host(loaded).open()
    other.extensions["live"].boards.find(room)
    for path in ("", "/view", "/device"):
        pupil = Elsewhere(Pupil(loaded, room), other)
        assert pupil.client.get(f"/play/{room}{path}").status_code == 200
        assert pupil.name in pupil.client.get(f"/play/{room}/view").text


def test_a_stream_begins_in_a_process_that_has_not_heard_of_its_player(loaded: Flask, other: Flask) -> None:
    room = Host(loaded).open()
    live = other.extensions["live"]
    live.boards.find(room)
    pupil = Elsewhere(Pupil(loaded, room, "Ada"), other)
    reply = pupil.client.get(f"/play/{room}/stream")
    assert reply.status_code == 200
    parts = iter(reply.response)
    assert b"Ada" in bytes(next(parts)) + bytes(next(parts))
    live.close()
    reply.close()


def test_an_answer_is_read_as_one_to_the_question_it_was_given_to(loaded: Flask, other: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=3)
    pupil = Pupil(loaded, room, "Ada")
    there = Elsewhere(pupil, other)
    for position in (1, 2, 3):
        other.extensions["live"].boards.find(room)  # It knows the question before, at most.
        host.do("next", position=position - 1)
        assert there.answer(**pupil.key()).status_code == 200
        [(score, _)] = given(loaded, room, position)
        assert score == 1
        host.do("close", position=position)
    assert {score for position in (1, 2, 3) for score, _ in given(loaded, room, position)} == {1}


def test_what_is_over_is_over_in_both(loaded: Flask, other: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    pupil = Pupil(loaded, room, "Ada")
    there = Elsewhere(pupil, other)
    host.do("next", position=0)
    key = pupil.key()
    there.view()
    host.do("close", position=1)
    assert there.answer(**key).status_code == 410
    assert given(loaded, room, 1) == []


def test_polling_sees_what_another_process_did(loaded: Flask, other: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    there = Elsewhere(Pupil(loaded, room, "Ada"), other)
    assert there.view()["phase"] == "lobby"
    host.do("next", position=0)
    boards = other.extensions["live"].boards
    boards.find(room).looked -= 10  # The last look was ten seconds ago.
    assert there.view()["phase"] == "question"
