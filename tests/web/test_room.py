"""A live room, from the lobby to the podium."""

import pytest
from fixtures.game import Host, Pupil
from flask import Flask

from quizapp.web import rooms


@pytest.fixture
def loaded(loaded: Flask) -> Flask:
    """The app with rooms: they are not part of it yet, since their screens are not drawn."""
    loaded.register_blueprint(rooms.blueprint)
    return loaded


def test_a_game_is_played_to_its_end(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=2)
    assert host.view()["phase"] == "lobby"
    ada, bo = Pupil(loaded, room, "Ada"), Pupil(loaded, room, "Bo")
    assert "Ada" in host.view()["html"]
    host.do("next", position=0)
    assert ada.view()["phase"] == "question"
    assert ada.answer().status_code == 200
    assert bo.answer(right=False).status_code == 200
    host.do("close", position=1)
    assert ada.view()["phase"] == "reveal"
    assert "Right." in ada.view()["html"]
    host.do("next", position=1)
    host.do("end", position=2)
    assert host.view()["phase"] == "over"
    assert "Ada" in host.view()["html"]
    assert ada.view()["phase"] == "over"
