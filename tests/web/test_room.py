"""A live room, from the lobby to the podium."""

from fixtures.game import Host, Pupil
from flask import Flask


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
