"""A live room, from the lobby to the podium."""

import json
import re
from html import unescape

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


def test_pages_hold_what_the_stream_would_say_first(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=2)
    ada = Pupil(loaded, room, "Ada")
    for go_on in (lambda: None, lambda: host.do("next", position=0), lambda: host.do("close", position=1)):
        go_on()
        for somebody, path in ((host, f"/rooms/{room}"), (ada, f"/play/{room}")):
            [now] = re.findall(r'data-now="([^"]*)"', somebody.client.get(path).text)
            assert json.loads(unescape(now))["html"] == somebody.view()["html"]
