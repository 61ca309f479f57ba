"""What the screens of a live quiz offer, and to whom."""

import re

import pytest
from fixtures.classroom import classroom_in
from fixtures.game import Browser, Host, Pupil
from flask import Flask
from sqlalchemy import select, update

from quizapp.core.room import RoomSettings
from quizapp.storage import rooms
from quizapp.storage.models import Activity, Bank
from quizapp.storage.slots import slots_of
from quizapp.web.database import db
from quizapp.web.rooms.host_view import reached_by_nobody_else

FORM = {"bank": "farhaven", "length": "3", "seconds": "30"}


def texts(html: str, pattern: str) -> list[str]:
    """All that stands in the gap of a pattern."""
    return re.findall(pattern, html)


def test_the_bars_stand_in_the_order_and_under_the_letters_of_the_question(loaded: Flask) -> None:
    host = Host(loaded)
    Pupil(loaded, host.open(length=1, kinds=("choice",)), "Ada")
    host.do("next")
    asked = texts(host.view()["html"], r'<span class="ring"[^>]*>(.)</span> <span class="text">([^<]*)<')
    host.do("close")
    told = texts(host.view()["html"], r'<span class="ring"[^>]*>(.)</span> <span class="text">([^<]*)<')
    assert len(asked) >= 3
    assert told == asked


def test_nobody_is_told_which_is_right_before_the_question_closes(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(length=1, kinds=("choice",)), "Ada")
    host.do("next")
    ada.answer()
    for html in (host.view()["html"], ada.view()["html"]):
        assert "is-key" not in html
        assert "evidence" not in html


def test_who_has_as_many_points_shares_a_place(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=1)
    players = [Pupil(loaded, room, name) for name in ("Ada", "Bo", "Cy")]
    host.do("next")
    for player, right in zip(players, (True, True, False), strict=True):
        player.answer(right)
    host.do("close")
    host.do("next")
    html = host.view()["html"]
    assert texts(html, r'<span class="place">(\d)</span> <span class="who">([^<]*)<') == [("1", "Ada, Bo")]


def test_a_second_host_runs_the_room_and_no_more(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=1)
    link = texts(host.post(f"/rooms/{room}/helper").text, r'<p class="address">http://localhost([^<]*)<')[0]
    second = Host(loaded, "learner")
    second.room = room
    assert second.client.get(f"/rooms/{room}").status_code == 404
    assert second.client.get(link).status_code == 303
    Pupil(loaded, room, "Ada")
    assert "rooms/helper" not in second.view()["html"]
    assert second.do("next").status_code == 303
    assert second.post(f"/rooms/{room}/rematch").status_code == 404
    assert second.post(f"/rooms/{room}/helper").status_code == 404
    host.post(f"/rooms/{room}/helper")
    assert second.client.get(f"/rooms/{room}").status_code == 404, "a new link replaces the old one"


def test_a_pupil_of_the_class_joins_with_one_press_under_their_name_there(loaded: Flask) -> None:
    host, group = Host(loaded), classroom_in(loaded)
    room = host.open(RoomSettings())
    with loaded.app_context():
        db.session.execute(update(Activity).where(Activity.public_id == room).values(class_id=group.id))
        db.session.commit()
    assert f"· {len(group.pupils)} in the class" in host.view()["html"]
    pupil = Browser(loaded)
    pupil.client = group.pupils[0].browser(loaded).client
    assert "Join as Pupil 1" in pupil.client.get(f"/play/{room}").text
    assert pupil.post(f"/play/{room}", name="Somebody else").status_code == 303
    with loaded.app_context():
        row = rooms.room(db.session(), room)
        assert row
        assert [each.name for each in rooms.players(db.session(), row.id)] == ["Pupil 1"]


@pytest.mark.parametrize("approve", [False, True])
def test_who_left_comes_back_as_the_same_player(loaded: Flask, approve: bool) -> None:
    host = Host(loaded)
    room = host.open(RoomSettings(approve=approve))
    ada = Pupil(loaded, room, "Ada")
    ada.post(f"/play/{room}/leave")
    assert "You have left" in ada.view()["html"]
    ada.post(f"/play/{room}/back")
    with loaded.app_context():
        row = rooms.room(db.session(), room)
        assert row
        [player] = rooms.players(db.session(), row.id)
    assert (player.name, player.state) == ("Ada", "waiting" if approve else "in")
    host.post(f"/rooms/{room}/players/{player.public_id}", state="out")
    ada.post(f"/play/{room}/leave")
    ada.post(f"/play/{room}/back")
    assert "took you out" in ada.view()["html"]


def test_a_rehearsal_leads_to_the_same_questions_with_the_class(loaded: Flask) -> None:
    host = Host(loaded)
    rehearsal = host.post("/rooms", **FORM, rehearsal="y").location.rsplit("/", 1)[-1]
    assert rehearsal not in host.client.get("/rooms").text
    real = host.post(f"/rooms/{rehearsal}/rematch").location.rsplit("/", 1)[-1]
    assert real in host.client.get("/rooms").text
    with loaded.app_context():
        session = db.session()
        rows = [rooms.room(session, each) for each in (rehearsal, real)]
        kinds = [row.kind for row in rows if row]
        asked = [[slot.question.id for slot in slots_of(session, row.id).values()] for row in rows if row]
    assert kinds == ["rehearsal", "room"]
    assert asked[0] == asked[1]


def test_questions_chosen_by_hand_are_asked_in_their_order(loaded: Flask) -> None:
    host = Host(loaded)
    page = host.client.get("/rooms/new").text
    slugs = texts(page, r'name="questions" value="([^"]*)"')[:3][::-1]
    room = host.post("/rooms", **FORM, questions=slugs).location.rsplit("/", 1)[-1]
    with loaded.app_context():
        row = rooms.room(db.session(), room)
        assert row
        assert [slot.question.id for slot in slots_of(db.session(), row.id).values()] == slugs


def test_a_private_bank_is_its_owners_alone(loaded: Flask) -> None:
    host, other = Host(loaded), Host(loaded)
    with loaded.app_context():
        bank_id = db.session.scalar(select(Bank.id).where(Bank.slug == "farhaven"))
        values = {"visibility": "private", "owner_id": host.user_id}
        db.session.execute(update(Bank).where(Bank.id == bank_id).values(**values))
        db.session.commit()
    assert host.post("/rooms", **FORM).status_code == 303
    assert other.post("/rooms", **FORM).status_code == 404
    assert "nothing to ask yet" in other.client.get("/rooms/new").text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("length", "0", "Ask from 1 to 50 questions."),
        ("length", "", "Ask from 1 to 50 questions."),
        ("seconds", "4", "Give from 5 to 600 seconds."),
        ("bonus", "21", "Speed may add from 0 to 20 per cent."),
        ("teams", "9", "Make at most 8 teams, or 0 for none."),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(loaded: Flask, field: str, value: str, told: str) -> None:
    response = Host(loaded).post("/rooms", **{**FORM, field: value})
    assert response.status_code == 422
    assert told in response.text


def test_an_empty_lobby_says_what_to_do(loaded: Flask) -> None:
    host = Host(loaded)
    host.open()
    assert "Ask everybody to point a phone’s camera at the square" in host.view()["html"]


@pytest.mark.parametrize("address", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_an_address_that_is_every_device_s_own_is_known(address: str) -> None:
    assert reached_by_nobody_else(address)


@pytest.mark.parametrize("address", ["192.168.1.20:8000", "quiz.example.org", "[fe80::1]", "localhost.example.org"])
def test_an_address_that_a_phone_may_reach_is_known(address: str) -> None:
    assert not reached_by_nobody_else(address)


def test_an_empty_lobby_says_when_no_phone_can_reach_it(loaded: Flask) -> None:
    host = Host(loaded)
    host.open()
    assert "Phones find nothing at localhost" in host.view()["html"]
    Pupil(loaded, host.room, "Ada")
    assert "Phones find nothing" not in host.view()["html"]


def test_teams_stand_side_by_side(loaded: Flask) -> None:
    host = Host(loaded)
    Pupil(loaded, host.open(RoomSettings(teams=3)), "Ada")
    [teams] = texts(host.view()["html"], r'(?s)<div class="teams">(.*?)</div>')
    assert teams.count("<h3>") == 3
