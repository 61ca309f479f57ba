"""What a finished game tells: what is true, what its answers are worth after a ruling, and of whom they are."""

import re
from html import unescape

import pytest
from fixtures.classroom import Classroom, classroom_in
from fixtures.game import Host, Pupil
from flask import Flask
from sqlalchemy import update

from quizapp.core.room import RoomSettings
from quizapp.storage import rooms
from quizapp.storage.models import Activity
from quizapp.storage.slots import Slot, slots_of
from quizapp.web.database import db


def slots(host: Host) -> list[Slot]:
    with host.app.app_context():
        row = rooms.room(db.session(), host.room)
        assert row
        return list(slots_of(db.session(), row.id).values())


def drop(host: Host, slot: Slot) -> None:
    path = f"/results/{host.room}/rulings/{slot.question_revision_id}"
    assert host.post(path, kind="dropped", why="It was ambiguous.").status_code == 303


def take_out(host: Host, name: str, state: str = "out") -> None:
    with host.app.app_context():
        row = rooms.room(db.session(), host.room)
        assert row
        [player_id] = [each.public_id for each in rooms.players(db.session(), row.id) if each.name == name]
    assert host.post(f"/rooms/{host.room}/players/{player_id}", state=state).status_code == 303


def podium(host: Host) -> list[tuple[str, str]]:
    return re.findall(r'<span class="who">([^<]*)</span> <span class="total">(\S+)', host.view()["html"])


def test_a_false_claim_is_gone_over_by_what_is_true(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(length=1, kinds=("truefalse",)), "Ada")
    host.do("next")
    ada.answer(right=False)
    for name in ("close", "next"):
        host.do(name)
    html = unescape(host.view()["html"])
    [statement] = re.findall(r'<ul class="list"><li class="name">([^<]*)<', unescape(ada.view()["html"]))
    assert re.findall(r'<li><span class="name">([^<]*)<', html) == [statement]


def test_a_finished_game_follows_a_ruling(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(length=2), "Ada")
    for _ in range(2):
        host.do("next")
        ada.answer()
        host.do("close")
    host.do("next")
    assert podium(host) == [("Ada", "200")]
    first, second = slots(host)
    drop(host, first)
    assert podium(host) == [("Ada", "100")]
    assert "1 of 1 right" in ada.view()["html"]
    assert "One question was dropped" in ada.view()["html"]
    drop(host, second)
    assert podium(host) == []
    for html in (host.view()["html"], ada.view()["html"]):
        assert "Every question was dropped" in html
    for page in ("", "/items"):
        assert "Every question was dropped" in host.client.get(f"/results/{host.room}{page}").text


def test_who_left_stays_in_the_results_and_who_was_taken_out_counts_nowhere(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=1)
    ada, bo, cy = (Pupil(loaded, room, name) for name in ("Ada", "Bo", "Cy"))
    host.do("next")
    for each in (ada, bo):
        each.answer()
    ada.post(f"/play/{room}/leave")
    take_out(host, "Bo")
    host.do("close")
    assert "1 of 1 were right. One did not answer." in host.view()["html"]
    host.do("next")
    assert podium(host) == [("Ada", "100")]
    results = host.client.get(f"/results/{room}").text
    assert "<bdi>Ada</bdi>" in results
    assert "<bdi>Cy</bdi>" in results
    assert "Bo" not in re.findall(r"<bdi>(\w+)</bdi>", results)
    assert "do not count in it any more" in bo.view()["html"]
    assert "That was it" not in cy.view()["html"]


def test_a_question_stays_open_for_those_who_play_when_who_answered_has_left(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=1)
    ada, _ = Pupil(loaded, room, "Ada"), Pupil(loaded, room, "Bo")
    host.do("next")
    ada.answer()
    ada.post(f"/play/{room}/leave")
    live = loaded.extensions["live"]
    board = live.boards.find(room)
    live.keeper.keep(board.room_id)
    assert host.view()["phase"] == "question"


def test_who_was_taken_out_is_let_back_in(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(), "Ada")
    take_out(host, "Ada")
    assert 'aria-label="Let Ada back in"' in host.view()["html"]
    take_out(host, "Ada", "in")
    assert "You are in" in ada.view()["html"]
    assert "back in" not in host.view()["html"]


def test_all_minus_signs_are_alike(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(RoomSettings(confidence=True), length=1, kinds=("truefalse",)), "Ada")
    host.do("next")
    options = re.findall(r'name="answer"[^>]*? value="([^"]+)"', ada.view()["html"])
    [right] = [ada.key()["answer"]]
    wrong = next(each for each in options if each not in right)
    assert ada.answer(position=1, answer=wrong, confidence="3").status_code == 200
    host.do("close")
    assert "−600 points,</strong> −600 in all" in ada.view()["html"]
    host.do("next")
    assert "−600 points." in ada.view()["html"]


@pytest.mark.parametrize(("pace", "told"), [("host", "your teacher goes on"), ("automatic", "comes by itself")])
def test_a_phone_says_who_goes_on(loaded: Flask, pace: str, told: str) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(RoomSettings(pace=pace)), "Ada")  # type: ignore[arg-type]
    host.do("next")
    host.do("close")
    assert told in ada.view()["html"]


def test_a_rehearsal_is_not_said_to_be_in_a_list(loaded: Flask) -> None:
    host = Host(loaded)
    host.open(RoomSettings(rehearsal=True))
    assert "You can close this page" not in host.view()["html"]
    host.open()
    assert "You can close this page" in host.view()["html"]


@pytest.fixture
def group(loaded: Flask) -> Classroom:
    """A class."""
    return classroom_in(loaded)


def test_a_pupil_s_class_page_leads_to_the_live_quiz_that_goes_on(loaded: Flask, group: Classroom) -> None:
    host = Host(loaded)
    room = host.open()
    with loaded.app_context():
        db.session.execute(update(Activity).where(Activity.public_id == room).values(class_id=group.id))
        db.session.commit()
    pupil = group.pupils[0].browser(loaded).client
    assert f'href="/play/{room}"' in pupil.get(f"/classes/{group.public_id}").text
    host.do("end")
    assert f'href="/play/{room}"' not in pupil.get(f"/classes/{group.public_id}").text


def test_a_dropped_claim_is_told_in_quotation_marks(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(length=1, kinds=("truefalse",)), "Ada")
    host.do("next")
    ada.answer()
    host.do("end")
    [slot] = slots(host)
    drop(host, slot)
    assert f"1. “{slot.question.stem}”" in unescape(ada.client.get("/rulings").text)


def test_a_claim_stands_in_quotation_marks_while_it_is_asked_and_afterwards(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(length=1, kinds=("truefalse",)), "Ada")
    host.do("next")
    [slot] = slots(host)
    for _ in range(2):
        assert all(f"“{slot.question.stem}”" in unescape(each.view()["html"]) for each in (host, ada))
        host.do("close")


def test_nobody_is_first_without_points(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(RoomSettings(teams=2), length=1)
    ada, *_ = (Pupil(loaded, room, name) for name in ("Ada", "Bo", "Cy", "Di"))
    for name in ("next", "close", "next"):
        host.do(name)
    assert "0 points." in ada.view()["html"]
    assert not re.search("First place|in place 1", ada.view()["html"])
