"""Who may do what in a room is decided by secrets that nobody guesses; a whole class comes from one address."""

import re
import secrets

import pytest
from fixtures.game import Host, Pupil
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.core.room import RoomSettings
from quizapp.storage import rooms
from quizapp.storage.database import write
from quizapp.storage.models import Answer, Player, Room, RoomEvent
from quizapp.storage.slots import slots_of
from quizapp.web.database import db

GUESSES = {"host": 1000, "helper": 1000, "player": 3000}
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def token_of(client: FlaskClient) -> str:
    found = TOKEN.search(client.get("/account/log-in").text)
    assert found
    return found.group(1)


def counts(app: Flask) -> list[int]:
    with app.app_context():
        found = [
            db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Player, Answer, RoomEvent)
        ]
        db.session.rollback()
        return found


def test_a_class_of_two_hundred_joins_from_one_address(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    client = loaded.test_client()
    token, names = token_of(client), []
    for number in range(200):
        for cookie in ("quizapp", "quizapp_player"):
            client.delete_cookie(cookie)
        client.delete_cookie("quizapp_player", path=f"/play/{room}")
        reply = client.post(f"/play/{room}", data={"csrf_token": token, "name": f"Pupil {number}"})
        assert reply.status_code == 303
        names.append(client.get(f"/play/{room}/view").json["name"])  # type: ignore[index]
    assert names == [f"Pupil {number}" for number in range(200)]


@one_database
@pytest.mark.parametrize("whose", GUESSES)
def test_five_thousand_guesses_of_secrets_get_nowhere(loaded: Flask, whose: str) -> None:
    host = Host(loaded)
    room = host.open(RoomSettings(seconds=600))
    host.post(f"/rooms/{room}/helper")
    pupil = Pupil(loaded, room, "Ada")
    host.do("next", position=0)
    key, before = pupil.key(), counts(loaded)
    guest = loaded.test_client()
    token = token_of(guest)
    cookie, path, form = {
        "host": ("quizapp", f"/rooms/{room}/do", {"do": "close"}),
        "helper": ("quizapp_host", f"/rooms/{room}/do", {"do": "close"}),
        "player": ("quizapp_player", f"/play/{room}/answer", key),
    }[whose]
    csrf = guest.get_cookie("quizapp_csrf")
    assert csrf
    jar = f"quizapp_csrf={csrf.value}; {cookie}="
    bare = loaded.test_client(use_cookies=False)
    data = {"csrf_token": token, **form}
    statuses = {
        bare.post(path, data=data, headers={"Cookie": jar + secrets.token_urlsafe(16)}).status_code
        for _ in range(GUESSES[whose])
    }
    assert statuses == {404}
    assert counts(loaded) == before
    # The real one still does.
    assert pupil.answer(**key).status_code == 200


def test_secrets_are_stored_hashed_and_differ(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    page = host.post(f"/rooms/{room}/helper").text
    [helper] = set(re.findall(rf"/rooms/{room}/helper/([\w-]+)", page))
    pupil = Pupil(loaded, room, "Ada")
    cookie = pupil.client.get_cookie("quizapp_player", path=f"/play/{room}")
    assert cookie
    with loaded.app_context():
        hashes = [*db.session.scalars(select(Room.host_hash)), *db.session.scalars(select(Player.secret_hash))]
    assert len(set(hashes)) == 2
    assert not {helper, cookie.value} & set(hashes)
    assert min(len(helper), len(cookie.value)) >= 22  # 128 bits


def test_a_player_cannot_answer_for_another(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    ada, bo = Pupil(loaded, room, "Ada"), Pupil(loaded, room, "Bo")
    host.do("next", position=0)
    hers = ada.key()
    answer = hers.get("answer")
    refused = bo.answer(**hers)
    if answer and re.fullmatch("[0-9a-f]{8}", answer[0]):
        assert refused.status_code == 422  # Her option ids mean nothing on his phone.
    # Whatever names somebody else is not looked at: it is his own answer.
    mine = {**bo.key(right=False), "attempt": ada.name, "player": "1", "asked": "1"}
    assert bo.answer(**mine).status_code in (200, 409)
    assert ada.answer().status_code == 200
    with loaded.app_context():
        row = rooms.room(db.session(), room)
        assert row
        names = {player.attempt_id: player.name for player in rooms.players(db.session(), row.id)}
        scores = {names[each]: given.score for each, given in rooms.given(db.session(), row.id, 1).items()}
    assert scores["Ada"] == 1


def test_a_secret_of_one_room_opens_no_other(loaded: Flask) -> None:
    host, other = Host(loaded), Host(loaded)
    room, elsewhere = host.open(), other.open()
    page = host.post(f"/rooms/{room}/helper").text
    [helper] = set(re.findall(rf"/rooms/{room}/helper/([\w-]+)", page))
    pupil = Pupil(loaded, room, "Ada")
    secret = pupil.client.get_cookie("quizapp_player", path=f"/play/{room}")
    assert secret
    client = loaded.test_client()
    assert client.get(f"/rooms/{elsewhere}/helper/{helper}").status_code == 404
    assert client.get(f"/play/{elsewhere}/with/{secret.value}").status_code == 404
    client.set_cookie("quizapp_host", helper, path=f"/rooms/{elsewhere}")
    client.set_cookie("quizapp_player", secret.value, path=f"/play/{elsewhere}")
    assert client.get(f"/rooms/{elsewhere}").status_code == 404
    assert client.get(f"/play/{elsewhere}/view").status_code == 404
    # A player's secret hosts nothing, and a second host's plays nothing.
    client.set_cookie("quizapp_host", secret.value, path=f"/rooms/{room}")
    client.set_cookie("quizapp_player", helper, path=f"/play/{room}")
    assert client.get(f"/rooms/{room}").status_code == 404
    assert client.get(f"/play/{room}/view").status_code == 404


def test_a_second_answer_that_differs_is_refused_and_the_first_stands(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    ada = Pupil(loaded, room, "Ada")
    host.do("next", position=0)
    key = ada.key()
    assert [ada.answer(**key).status_code for _ in range(3)] == [200, 200, 200]
    refused = ada.answer(right=False)
    assert refused.status_code == 409
    assert "first answer counts" in refused.text
    assert ada.view()["sent"] == {name: value for name, value in key.items() if name != "position"}
    host.do("close", position=1)
    # Sent once more because no reply came: it is acknowledged, and nothing changes.
    assert ada.answer(**key).status_code == 200
    assert ada.answer(position="1", unknown="1").status_code == 409
    assert counts(loaded)[1] == 1


def test_late_and_early_answers_are_refused_and_leave_nothing(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open()
    ada = Pupil(loaded, room, "Ada")
    assert ada.answer(position="0", unknown="1").status_code == 410
    assert ada.answer(position="1", unknown="1").status_code == 410
    host.do("next", position=0)
    key = ada.key()
    assert ada.answer(position="2", unknown="1").status_code == 410
    assert ada.answer(position="-1", unknown="1").status_code == 410
    late = Pupil(loaded, room, "Bo")
    assert late.view()["phase"] == "question"
    assert "options" not in late.view()["html"]
    assert late.answer(position="1", unknown="1").status_code == 410
    host.do("close", position=1)
    assert ada.answer(**key).status_code == 410
    assert counts(loaded)[1] == 0


def test_players_who_wait_or_were_taken_out_see_no_question(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(RoomSettings(approve=True))
    ada = Pupil(loaded, room, "Ada")
    host.do("next", position=0)
    with loaded.app_context():
        row = rooms.room(db.session(), room)
        assert row
        stem = slots_of(db.session(), row.id)[1].question.stem
        player = rooms.players(db.session(), row.id)[0].public_id
        write(db.session())
        db.session.rollback()
    assert stem not in ada.view()["html"]
    assert ada.answer(position="1", unknown="1").status_code == 410
    host.post(f"/rooms/{room}/players/{player}", state="in")
    assert stem not in ada.view()["html"]  # From the next question on.
    assert ada.answer(position="1", unknown="1").status_code == 410
    host.do("close", position=1)
    host.do("next", position=1)
    assert ada.answer().status_code == 200
    host.post(f"/rooms/{room}/players/{player}", state="out")
    assert ada.answer(position="2", unknown="1").status_code == 409  # There is an answer, and it stays.
