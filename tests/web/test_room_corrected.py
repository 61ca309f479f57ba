"""What a correction does to a live quiz that goes on: stale questions are never asked, and the host is told."""

import re

from fixtures.corrected import corrected
from fixtures.game import Browser, Host, Pupil
from fixtures.room_record import adds_up
from flask import Flask
from sqlalchemy import select

from quizapp.core.room import RoomSettings
from quizapp.storage import rooms
from quizapp.storage.models import Bank
from quizapp.storage.slots import Slot, slots_of
from quizapp.web.database import db

LEFT_OUT = "One question was left out, because a fact in it was corrected."


def slots(host: Host, room: str = "") -> list[Slot]:
    with host.app.app_context():
        row = rooms.room(db.session(), room or host.room)
        assert row
        return list(slots_of(db.session(), row.id).values())


def correct(host: Host, position: int, retracted: bool = False) -> None:
    """The fact of the question there turns out to be otherwise, or not to be one."""
    slot = slots(host)[position - 1]
    with host.app.app_context():
        slug = db.session().scalars(select(Bank.slug).where(Bank.id == slot.bank_id)).one()
        corrected(db.session(), slug, slot.question.facts[0], retracted=retracted)


def question(browser: Host | Pupil) -> list[tuple[str, str]]:
    return re.findall(r"Question (\d+) of (\d+)", browser.view()["html"])


def test_the_next_question_is_passed_over_and_everything_counts_without_it(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=3)
    ada = Pupil(loaded, room, "Ada")
    host.do("next")
    ada.answer()
    correct(host, 2)
    assert LEFT_OUT in host.view()["html"]
    assert host.view()["phase"] == "question"
    host.do("close")
    assert "Next question" in host.view()["html"]
    late = Pupil(loaded, room, "Bo")
    host.do("next")
    assert (host.view()["position"], question(host), question(late)) == (3, [("2", "2")], [("2", "2")])
    ada.answer()
    host.do("close")
    assert "To the result" in host.view()["html"]
    host.do("next")
    assert re.findall(r'<span class="total">(\S+)', host.view()["html"]) == ["200"]
    assert "2 of 2 right" in ada.view()["html"]
    assert "0 of 1 right" in late.view()["html"]
    stale = slots(host)[1].question.stem
    for page in ("", "/items"):
        told = host.client.get(f"/results/{room}{page}")
        assert (told.status_code, stale in told.text) == (200, False)
    with loaded.app_context():
        assert adds_up(db.session(), room)


def test_where_the_last_question_is_stale_the_one_before_it_is_the_last(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=2)
    ada = Pupil(loaded, room, "Ada")
    host.do("next")
    ada.answer()
    host.do("close")
    phone = ada.view()
    correct(host, 2, retracted=True)
    assert "To the result" in host.view()["html"]
    assert phone != ada.view()
    assert "That was the last question" in ada.view()["html"]
    assert "The last question has been asked" in Browser(loaded).post(f"/play/{room}", name="Bo").text
    host.do("next")
    assert host.view()["phase"] == "over"
    assert LEFT_OUT in host.view()["html"]
    assert "1 of 1 right" in ada.view()["html"]


def test_a_question_that_is_open_stays_and_its_host_may_skip_it(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(length=2), "Ada")
    host.do("next")
    correct(host, 1)
    assert "A fact in this question has just been corrected" in host.view()["html"]
    assert ada.answer().status_code == 200
    host.do("close")
    assert "was corrected while it was open. You can drop it in the results." in host.view()["html"]
    host.do("next")
    assert "corrected" not in host.view()["html"]
    correct(host, 2)
    host.do("skip")
    assert host.view()["phase"] == "over"
    assert "1 of 1 right" in ada.view()["html"]


def test_a_room_at_an_automatic_pace_passes_it_over_by_itself(loaded: Flask) -> None:
    host = Host(loaded)
    ada = Pupil(loaded, host.open(RoomSettings(pace="automatic", reveal_seconds=0), length=3), "Ada")
    correct(host, 1)
    assert "2 questions" in host.view()["html"]
    host.do("next")
    ada.answer()
    correct(host, 3)
    live = loaded.extensions["live"]
    room_id = live.boards.find(host.room).room_id
    for phase in ("reveal", "over"):
        live.boards.read(room_id)
        live.keeper.keep(room_id)
        assert host.view()["phase"] == phase
    assert "2 questions were left out" in host.view()["html"]
    assert "1 of 1 right" in ada.view()["html"]


def test_a_rematch_asks_the_new_wording_and_leaves_out_what_was_retracted(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(RoomSettings(rehearsal=True), length=3)
    before = [each.question_revision_id for each in slots(host)]
    correct(host, 1)
    correct(host, 2, retracted=True)
    host.do("end")
    real = host.post(f"/rooms/{room}/rematch").location.rsplit("/", 1)[-1]
    reworded, same = (each.question_revision_id for each in slots(host, real))
    assert (reworded in before, same) == (False, before[2])


def test_where_nothing_is_left_to_ask_again_others_are_chosen(loaded: Flask) -> None:
    host = Host(loaded)
    room = host.open(length=1)
    correct(host, 1, retracted=True)
    assert "0 questions" in host.view()["html"]
    host.do("next")
    assert host.view()["phase"] == "over"
    assert host.post(f"/rooms/{room}/rematch").location == "/rooms/new"
